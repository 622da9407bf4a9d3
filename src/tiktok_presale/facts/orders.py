"""
One order: what was promised, what was paid, what has happened, what the platform says is due.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import final

import attrs

from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.values.checks import (
    aware,
    aware_or_none,
    check_kind,
    check_text,
    instance,
    member_or_none,
    yes_no_or_none,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import DeadlineName, Event, OrderKind

__all__ = ["TIMES", "DeliveredDeadlines", "Order", "Party", "Stage"]


class Party(StrEnum):
    """
    Who did something to an order.
    """

    BUYER = "buyer"
    SELLER = "seller"
    SYSTEM = "system"


class Stage(IntEnum):
    """
    How far an order has come, for platforms that tell the status and not the time.
    """

    PLACED = 0
    DISPATCHED = 1
    COLLECTED = 2
    DELIVERED = 3


_STAGE_OF = {
    Event.DISPATCH: Stage.DISPATCHED,
    Event.COLLECTION: Stage.COLLECTED,
    Event.DELIVERY: Stage.DELIVERED,
}


TIMES = (
    "paid_at",
    "balance_paid_at",
    "awaiting_shipment_at",
    "dispatched_at",
    "collected_at",
    "delivered_at",
    "cancelled_at",
)
"""What happens to an order: nothing of it can come before the order itself."""


@final
@attrs.frozen(kw_only=True)
class DeliveredDeadlines(Value):
    """
    The deadlines that the platform itself sent with an order; they win over computed ones.

    Args:
        dispatch: Latest dispatch that is not late.
        collection: Latest collection by the carrier that is not late.
        auto_cancel: Cancelled then if not dispatched.
        auto_cancel_uncollected: Cancelled then if not collected.
        delivery: Latest delivery.

    Raises:
        NaiveTimeError: If one has no time zone.
    """

    dispatch: datetime | None = attrs.field(default=None, validator=aware_or_none)
    collection: datetime | None = attrs.field(default=None, validator=aware_or_none)
    auto_cancel: datetime | None = attrs.field(default=None, validator=aware_or_none)
    auto_cancel_uncollected: datetime | None = attrs.field(default=None, validator=aware_or_none)
    delivery: datetime | None = attrs.field(default=None, validator=aware_or_none)

    def get(self, name: DeadlineName) -> datetime | None:
        """
        The delivered deadline of that name.
        """
        found: datetime | None = getattr(self, name.value)
        return found


def _money(order: Order, attribute: attrs.Attribute[Money | None], value: object) -> None:
    if value is None:
        return
    if not isinstance(value, Money):
        raise WrongTypeError(attribute.name, "Money", type(value).__name__)
    _check_money(order, attribute.name, value)


def _check_money(order: Order, name: str, value: Money) -> None:
    if value.minor < 0:
        raise OutOfRangeError(name, str(value), "zero or more")
    if value.currency != order.total.currency:
        raise CurrencyMismatchError(order.total.currency, value.currency)


def _prices(value: Iterable[Money]) -> tuple[Money, ...]:
    """
    Read the prices of several units.
    """
    if not isinstance(value, Iterable):
        raise WrongTypeError("unit_prices", "Money for each unit", type(value).__name__)
    return tuple(value)


def _party(value: object) -> Party | None:
    return member_or_none("cancelled_by", value, Party)


@final
@attrs.frozen(kw_only=True)
class Order(Value):
    """
    An order as rules see it.

    Args:
        id: The order's id.
        kind: How its goods come about.
        placed_at: When the buyer placed it.
        total: What the buyer pays in all.
        promise: What the seller promised; None where the kind needs no promise.
        items_total: The price of the goods alone; *total* where it is not given.
        region: The region or state it ships from, where the working week depends on it.
        unit_prices: The price of each unit, for charges that are made by the unit.
        paid: Whether the buyer has paid; None where it is not known. Nothing is refunded that was
            never paid, as with cash on delivery.
        held: Whether the seller cannot ship it yet: unpaid, or on the platform's hold.
        shipped_by_seller: False where the platform ships it from its own warehouse.
        paid_at: When it was paid.
        balance_paid_at: When the balance of a deposit order was paid.
        awaiting_shipment_at: When the seller could start (end of the platform's hold).
        dispatched_at: When it was handed over in the system.
        collected_at: When the carrier scanned it.
        delivered_at: When the buyer received it.
        cancelled_at: When it was cancelled.
        cancelled_by: Who cancelled it.
        seller_fault: Whether a cancellation counts against the seller, where that is known.
        stage: How far it has come at least, where the times themselves are not known.
        delivered: The deadlines that the platform sent with it.

    Raises:
        NaiveTimeError: If a time has no time zone.
        WrongTypeError: If a field has another type.
        OutOfRangeError: If something happened before the order was placed, or money is negative.
        CurrencyMismatchError: If *items_total* is in another currency than *total*.

    Examples:
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import CalendarDays
        >>> order = Order(id="o1", kind=OrderKind.PRE_ORDER, total=Money("899.00", "THB"),
        ...               placed_at=datetime(2026, 1, 1, 9, tzinfo=ZoneInfo("Asia/Bangkok")),
        ...               promise=ShipWithin(CalendarDays(15)))
        >>> order.happened(Event.DISPATCH)
        False
    """

    id: str
    kind: OrderKind = attrs.field(validator=instance("an OrderKind", OrderKind))
    placed_at: datetime = attrs.field(validator=aware)
    total: Money = attrs.field(validator=instance("Money", Money))
    promise: Promise | None = None
    items_total: Money | None = attrs.field(default=None, validator=_money)
    region: str | None = None
    unit_prices: tuple[Money, ...] = attrs.field(default=(), converter=_prices)
    paid: bool | None = attrs.field(default=None, validator=yes_no_or_none)
    held: bool = attrs.field(default=False, validator=instance("True or False", bool))
    shipped_by_seller: bool = attrs.field(default=True, validator=instance("True or False", bool))
    paid_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    balance_paid_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    awaiting_shipment_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    dispatched_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    collected_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    delivered_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    cancelled_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    cancelled_by: Party | None = attrs.field(default=None, converter=_party)
    seller_fault: bool | None = attrs.field(default=None, validator=yes_no_or_none)
    stage: Stage = attrs.field(default=Stage.PLACED, validator=instance("a Stage", Stage))
    delivered: DeliveredDeadlines = attrs.field(
        factory=DeliveredDeadlines,
        validator=instance("DeliveredDeadlines", DeliveredDeadlines),
    )

    def __attrs_post_init__(self) -> None:
        """
        Refuse orders that cannot have happened.
        """
        check_text("id", self.id)
        check_text("region", self.region, optional=True)
        for price in self.unit_prices:
            check_kind("unit_prices", price, Money, "Money for each unit")
            _check_money(self, "unit_prices", price)
        if self.promise is not None and not isinstance(self.promise, ShipWithin | ReleaseOn):
            raise WrongTypeError("promise", "ShipWithin or ReleaseOn", type(self.promise).__name__)
        if self.total.minor < 0:
            raise OutOfRangeError("total", str(self.total), "zero or more")
        placed = utc(self.placed_at)
        for name in TIMES:
            instant = getattr(self, name)
            if instant is not None and utc(instant) < placed:
                raise OutOfRangeError(name, instant.isoformat(), f"at or after {self.placed_at}")

    @property
    def goods(self) -> Money:
        """
        The price of the goods alone, or all that was paid where that is not known.
        """
        return self.total if self.items_total is None else self.items_total

    def time_of(self, event: Event) -> datetime | None:
        """
        When *event* happened, where the time is known.

        A later event that came before it proves that it had happened by then: a parcel scanned on
        the 4th was not handed over on the 6th, whatever the label says.
        """
        times = self._times()[_STAGE_OF[event] - 1 :]
        own = times[0]
        if own is None:
            return None
        return min((time for time in times if time is not None), key=utc)

    def untold(self, event: Event) -> bool:
        """
        Whether *event* has happened at a time that nobody told, as far as later events show.
        """
        later = self._times()[_STAGE_OF[event] - 1 :]
        known = any(time is not None for time in later) or self.stage >= _STAGE_OF[event]
        return later[0] is None and known

    def _times(self) -> tuple[datetime | None, datetime | None, datetime | None]:
        return self.dispatched_at, self.collected_at, self.delivered_at

    def happened(self, event: Event, *, by: datetime | None = None) -> bool:
        """
        Whether *event* has happened, up to the instant *by* where times are known.

        A later event proves the earlier one: a parcel that was collected had been dispatched.
        """
        known = [utc(time) for time in self._times()[_STAGE_OF[event] - 1 :] if time is not None]
        if known:
            return by is None or min(known) <= utc(by)
        return self.stage >= _STAGE_OF[event]
