"""
An offer as structured data of schema.org, for the page of a shop of one's own (JSON-LD).

Only words that schema.org has are used. What it has no word for, such as a deposit or who may buy,
stands in a report of losses.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, final

import attrs

from tiktok_presale.adapters.losses import Loss, LossReport
from tiktok_presale.adapters.plain import amount_text, time_text
from tiktok_presale.facts.plans import PaymentPlan
from tiktok_presale.facts.promises import ReleaseOn
from tiktok_presale.rules.offers import feed
from tiktok_presale.values.checks import check_text
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.facts.offers import Offer
    from tiktok_presale.facts.promises import Promise
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["Markup", "markup"]

# Fields of an offer that schema.org has no word for.
_NO_WORD = ("audience", "badge", "box", "cap", "coupons", "goal", "limits", "notice", "per_buyer")


@final
@attrs.frozen
class Markup(Value):
    """
    Structured data, and what it leaves out.

    Args:
        text: The JSON-LD.
        losses: What the offer holds and the markup cannot say.
    """

    text: str
    losses: LossReport

    @property
    def data(self) -> dict[str, Any]:
        """
        The markup as plain data.
        """
        data: dict[str, Any] = json.loads(self.text)
        return data

    @property
    def html(self) -> str:
        """
        The markup as an element for the head of a page.
        """
        # "<" within a text could end the element; within JSON it may be written as its number.
        inner = self.text.replace("<", "\\u003c")
        return f'<script type="application/ld+json">{inner}</script>'

    def __str__(self) -> str:
        return self.text


def markup(  # noqa: PLR0913 - what a page says beside the facts
    offer: Offer,
    policy: Policy,
    *,
    at: datetime,
    name: str | None = None,
    url: str | None = None,
    sold: int = 0,
    calendar: BusinessCalendar | None = None,
) -> Markup:
    """
    The structured data of an offer at an instant.

    Availability is that of `offers.feed`. The sale period is `validFrom` to `validThrough`;
    `availabilityStarts` is the day from which the goods are dispatched, as feeds of merchants
    have it.

    Args:
        offer: The offer.
        policy: The rules in force, whose zone decides on which day it is.
        at: The instant.
        name: The name of the product, which no fact holds.
        url: The page of the offer.
        sold: Units sold so far, for offers with a cap.
        calendar: Business days, where the promise counts them; the market's own otherwise.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        NoWorkingWeekError: If business days are promised and no source names the working week.
        CalendarCoverageError: If the calendar does not reach far enough.
        WrongTypeError: If an argument has another type.

    Examples:
        >>> from datetime import UTC, date, datetime, timedelta
        >>> import tiktok_presale as tp
        >>> opens = datetime(2026, 2, 1, tzinfo=UTC)
        >>> offer = tp.Offer(id="of1", sku="hoodie", price=tp.Money("39.90", "USD"),
        ...                  plan=tp.PaymentPlan.full(), promise=tp.ReleaseOn(date(2026, 3, 31)),
        ...                  sale=tp.Period(opens, opens + timedelta(days=9)), cap=500)
        >>> us = tp.Policy.in_force("us", on=opens)
        >>> found = markup(offer, us, at=opens)
        >>> found.data["availability"], found.data["availabilityStarts"]
        ('https://schema.org/PreOrder', '2026-03-31')
        >>> found.losses.paths
        ('cap',)
    """
    for argument, text in (("name", name), ("url", url)):
        check_text(argument, text, optional=True)
    entry = feed(offer, policy, at=at, sold=sold, calendar=calendar)
    available = entry.available_from
    data = {
        "@context": "https://schema.org",
        "@type": "Offer",
        "identifier": offer.id,
        "url": url,
        "sku": offer.sku,
        "category": offer.category,
        "price": amount_text(offer.price),
        "priceCurrency": offer.price.currency,
        "availability": entry.url,
        "availabilityStarts": None if available is None else available.isoformat(),
        "validFrom": time_text(entry.valid_from),
        "validThrough": time_text(entry.valid_through),
        **_lead_time(offer.promise),
        "itemOffered": _product(offer, name),
    }
    text = json.dumps(_told(data), ensure_ascii=False)
    return Markup(text, LossReport.of(Loss(path, why="no_word") for path in _unsaid(offer)))


def _lead_time(promise: Promise) -> dict[str, Any]:
    """
    The days of a promise: calendar days as the lead time, business days as the handling time.

    By its definition a handling time in days counts those on which the business operates.
    """
    if isinstance(promise, ReleaseOn):
        return {}
    days = {"@type": "QuantitativeValue", "maxValue": promise.days.count, "unitCode": "DAY"}
    if not isinstance(promise.days, BusinessDays):
        return {"deliveryLeadTime": days}
    times = {"@type": "ShippingDeliveryTime", "handlingTime": days}
    return {"shippingDetails": {"@type": "OfferShippingDetails", "deliveryTime": times}}


def _product(offer: Offer, name: str | None) -> dict[str, Any]:
    released = offer.promise.on.isoformat() if isinstance(offer.promise, ReleaseOn) else None
    product = {"@type": "Product", "name": name, "sku": offer.sku, "releaseDate": released}
    return _told(product)


def _told(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def _unsaid(offer: Offer) -> list[str]:
    """
    The fields that are set and that the markup does not say.
    """
    unsaid = [field for field in _NO_WORD if getattr(offer, field) not in (None, ())]
    if isinstance(offer.promise, ReleaseOn) and offer.promise.zone is not None:
        unsaid.append("promise.zone")
    if offer.plan != PaymentPlan.full():
        unsaid.append("plan")
    return unsaid
