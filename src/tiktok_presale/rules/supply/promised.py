"""
What an order was promised, as the day that its supply must keep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts.claims import Claim, Commitment
from tiktok_presale.rules import deadlines
from tiktok_presale.values.instants import local_day

if TYPE_CHECKING:
    from tiktok_presale.facts.orders import Order
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["commitment_of"]


def commitment_of(
    order: Order,
    policy: Policy,
    *,
    sku: str,
    units: int,
    tier: int = 0,
    calendar: BusinessCalendar | None = None,
) -> Commitment:
    """
    The commitment of an order: its units of one SKU, and the day of its dispatch deadline.

    The deadline that the platform sent wins over the computed one. Where there is none, `by` is
    None, and every answer says that the promise is not known.

    Args:
        order: The order.
        policy: The rules in force when it was placed; the day is read in their zone.
        sku: The SKU.
        units: How many units of it, all its lines together.
        tier: The rank of its buyer, where goods are shared by tier.
        calendar: A business calendar to use instead of the market's own.

    Raises:
        WrongTypeError: If *order* is no order.
        OutOfRangeError: If *units* is below one.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import CalendarDays, Money, Order, OrderKind, Policy, ShipWithin
        >>> order = Order(id="o1", kind=OrderKind.PRE_ORDER, total=Money("899.00", "THB"),
        ...               placed_at=datetime(2026, 1, 2, tzinfo=UTC),
        ...               promise=ShipWithin(CalendarDays(15)))
        >>> th = Policy.in_force("th", on=date(2026, 1, 2))
        >>> print(commitment_of(order, th, sku="tea", units=2).by)
        2026-01-17
    """
    due = deadlines.of(order, policy, calendar=calendar).dispatch.due
    claim = Claim(order.id, units, at=order.placed_at, tier=tier)
    return Commitment(claim, sku, by=None if due is None else local_day(due, policy.zone))
