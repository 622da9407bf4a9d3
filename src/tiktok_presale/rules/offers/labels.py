"""
What does the page of an offer say at an instant, and what a merchant's feed?
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.offers import Offer
from tiktok_presale.facts.promises import ReleaseOn
from tiktok_presale.rules import window
from tiktok_presale.values.checks import check_aware, check_int, check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.instants import local_day, starts_on, utc, zone_of
from tiktok_presale.values.money import Money
from tiktok_presale.values.text import message
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["Feed", "Label", "Phase", "feed", "label", "phase"]


class Phase(StrEnum):
    """
    Where an offer stands in its sale, as buyers see it.
    """

    BEFORE = "before"
    DURING = "during"
    SOLD_OUT = "sold_out"
    AFTER = "after"


@final
@attrs.frozen
class Label(Value):
    """
    What the page of an offer shows at one instant.

    Args:
        phase: Where the offer stands.
        badge: Whether the presale badge is true now (F2).
        text: The sentence beside it.
        notice: The notice on dispatch (F9); None where it would no longer be true.
    """

    phase: Phase
    badge: bool
    text: str
    notice: str | None

    def __str__(self) -> str:
        return self.text


@final
@attrs.frozen(kw_only=True)
class Feed(Value):
    """
    The entry of an offer in a merchant's feed.

    Args:
        availability: The word of schema.org, such as "PreOrder".
        merchant: The word of merchants' feeds, such as "preorder".
        available_from: The day from which the goods are dispatched, which both words ask for; None
            where the offer is no pre-order now.
        price: The price of one unit.
        valid_from: When the sale opens.
        valid_through: When it closes.
    """

    availability: str
    merchant: str
    available_from: date | None
    price: Money
    valid_from: datetime
    valid_through: datetime

    @property
    def url(self) -> str:
        """
        The availability as schema.org writes it.
        """
        return f"https://schema.org/{self.availability}"


# The words of schema.org and of merchants' feeds while an offer is on sale, by the kind of order.
_ON_SALE = {
    OrderKind.STANDARD: ("InStock", "in_stock"),
    OrderKind.PRE_ORDER: ("PreOrder", "preorder"),
    OrderKind.BACK_ORDER: ("BackOrder", "backorder"),
    OrderKind.CUSTOM: ("MadeToOrder", "backorder"),
    OrderKind.MADE_TO_ORDER: ("MadeToOrder", "backorder"),
}
_OTHERWISE = {
    Phase.BEFORE: ("PreSale", "out_of_stock"),
    Phase.SOLD_OUT: ("SoldOut", "out_of_stock"),
    Phase.AFTER: ("OutOfStock", "out_of_stock"),
}


def phase(offer: Offer, *, at: datetime, sold: int = 0, zone: ZoneInfo | None = None) -> Phase:
    """
    Where an offer stands at an instant; computed, so that nothing has to be switched over.

    Args:
        offer: The offer.
        at: The instant.
        sold: Units sold so far, for offers with a cap.
        zone: The zone in which a release date without one of its own is read; that of the end of
            the sale where none is given.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If *sold* is negative.

    Examples:
        >>> from datetime import UTC
        >>> from tiktok_presale import CalendarDays, Money, PaymentPlan, Period, ShipWithin
        >>> offer = Offer(id="of1", sku="s", price=Money(9, "USD"), plan=PaymentPlan.full(),
        ...               promise=ShipWithin(CalendarDays(10)),
        ...               sale=Period(datetime(2026, 1, 1, tzinfo=UTC),
        ...                           datetime(2026, 1, 9, tzinfo=UTC)))
        >>> phase(offer, at=datetime(2026, 1, 9, 0, 0, 1, tzinfo=UTC)).value
        'after'
    """
    check_offer(offer)
    check_aware("at", at)
    check_int("sold", sold)
    released = release_of(offer, zone)
    if offer.sale.over(at) or (released is not None and utc(at) >= utc(released)):
        return Phase.AFTER
    if offer.sale.ahead(at):
        return Phase.BEFORE
    return Phase.SOLD_OUT if offer.cap is not None and sold >= offer.cap else Phase.DURING


def label(
    offer: Offer,
    *,
    at: datetime,
    language: str = "en",
    sold: int = 0,
    zone: ZoneInfo | None = None,
) -> Label:
    """
    The badge and the text of an offer's page that are true at an instant (F2, F9).

    Args:
        offer: The offer.
        at: The instant.
        language: "en" or "zh".
        sold: Units sold so far, for offers with a cap.
        zone: The zone in which times are shown; that of the sale period where none is given.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        UnknownLanguageError: If *language* has no catalogue.

    Examples:
        >>> from datetime import UTC
        >>> from tiktok_presale import CalendarDays, Money, PaymentPlan, Period, ShipWithin
        >>> offer = Offer(id="of1", sku="s", price=Money(9, "USD"), plan=PaymentPlan.full(),
        ...               promise=ShipWithin(CalendarDays(10)),
        ...               sale=Period(datetime(2026, 1, 1, tzinfo=UTC),
        ...                           datetime(2026, 1, 9, tzinfo=UTC)))
        >>> shown = label(offer, at=datetime(2026, 1, 3, tzinfo=UTC), language="zh")
        >>> shown.badge, shown.notice
        (True, '预售商品将在10天内发货')
    """
    now = phase(offer, at=at, sold=sold, zone=zone)
    opens, closes = (
        (end if zone is None else end.astimezone(zone)) for end in attrs.astuple(offer.sale)
    )
    text = message(language, f"label.{now.value}", opens=opens, closes=closes)
    told = now in {Phase.BEFORE, Phase.DURING}
    notice = window.notice(offer.promise, language) if told else None
    return Label(now, now is not Phase.AFTER, text, notice)


def feed(
    offer: Offer,
    policy: Policy,
    *,
    at: datetime,
    sold: int = 0,
    calendar: BusinessCalendar | None = None,
) -> Feed:
    """
    The entry of an offer in a merchant's feed at an instant, with the date that it must carry.

    Args:
        offer: The offer.
        policy: The rules in force, whose zone decides on which day it is.
        at: The instant.
        sold: Units sold so far, for offers with a cap.
        calendar: Business days, where the promise counts them; the market's own otherwise.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        NoWorkingWeekError: If business days are promised and no source names the working week.
        CalendarCoverageError: If the calendar does not reach far enough.
    """
    now = phase(offer, at=at, sold=sold, zone=policy.zone)
    during = now is Phase.DURING
    availability, merchant = _ON_SALE[offer.kind] if during else _OTHERWISE[now]
    dated = during or now is Phase.BEFORE
    return Feed(
        availability=availability,
        merchant=merchant,
        available_from=_available(offer, policy, at, calendar) if dated else None,
        price=offer.price,
        valid_from=offer.sale.opens,
        valid_through=offer.sale.closes,
    )


def _available(
    offer: Offer, policy: Policy, at: datetime, calendar: BusinessCalendar | None
) -> date:
    """
    The day by which goods that are ordered now, or first when the sale opens, are dispatched.
    """
    if isinstance(offer.promise, ReleaseOn):
        return offer.promise.on
    today = local_day(max(at, offer.sale.opens, key=utc), policy.zone)
    days = offer.promise.days
    if isinstance(days, BusinessDays):
        return (calendar or policy.calendar()).after(today, days.count)
    try:
        return today + timedelta(days=days.count)
    except OverflowError:
        raise OutOfRangeError("promise", str(days), "days that end before the year 10000") from None


def release_of(offer: Offer, zone: ZoneInfo | None) -> datetime | None:
    """
    The first instant of the release date, where the promise names one.
    """
    if not isinstance(offer.promise, ReleaseOn):
        return None
    named = offer.promise.zone
    where = zone_of(named) if named else zone
    if where is None:
        # The day of the release, as the end of the sale reads days.
        return datetime.combine(offer.promise.on, datetime.min.time(), offer.sale.closes.tzinfo)
    return starts_on(offer.promise.on, where)


def check_offer(offer: object) -> None:
    """
    Refuse anything but an offer.
    """
    check_kind("offer", offer, Offer, "an Offer")
