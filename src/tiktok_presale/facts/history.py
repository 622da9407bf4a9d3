"""
A shop's past orders, and the rates that platforms take from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale.facts.orders import Order, Party
from tiktok_presale.values.checks import check_aware, check_day
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.instants import utc, zone_of
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.values.days import PastDays

__all__ = ["ShopHistory"]


def _orders(value: object) -> tuple[Order, ...]:
    if not isinstance(value, Iterable):
        raise WrongTypeError("orders", "a list of orders", type(value).__name__)
    orders: list[Order] = []
    for order in cast("Iterable[object]", value):
        if not isinstance(order, Order):
            raise WrongTypeError("orders", "orders only", type(order).__name__)
        orders.append(order)
    return tuple(orders)


@final
@attrs.frozen
class ShopHistory(Value):
    """
    Past orders of one shop, from which its metrics are computed at an instant.

    Only what had happened by that instant counts: an order cancelled later was not yet cancelled.

    Args:
        orders: The orders, in any order.
        zone: The zone in which the days of a cohort are read; that of the instant asked for where
            none is given. Rules read them in the market's zone.
        since: The first day from which the orders are complete; None where nobody says. A cohort
            that reaches further back cannot be counted.

    Examples:
        >>> history = ShopHistory([], zone="Asia/Bangkok")
        >>> from datetime import datetime, UTC
        >>> from tiktok_presale import PastDays
        >>> str(history.cancellation_rate(PastDays(1, 30), at=datetime(2025, 6, 1, tzinfo=UTC)))
        'nothing to count'
    """

    orders: tuple[Order, ...] = attrs.field(converter=_orders)
    zone: str | None = None
    since: date | None = None

    def __attrs_post_init__(self) -> None:
        """
        Refuse a zone that does not exist, and anything but a day.
        """
        if self.zone is not None:
            zone_of(self.zone)
        if self.since is not None:
            check_day("since", self.since)

    def day_of(self, at: datetime, *, of: datetime | None = None) -> date:
        """
        The day of an instant as this history reads days; of *at* itself unless *of* is given.
        """
        zone = check_aware("at", at).tzinfo if self.zone is None else zone_of(self.zone)
        return (at if of is None else of).astimezone(zone).date()

    def reaches(self, window: PastDays, *, at: datetime) -> bool:
        """
        Whether the orders go back far enough for *window*, and there are any in it.

        Where nobody says since when they are complete, orders in the window are taken for all of
        them; none at all are taken for a history that was cut short.
        """
        if self.since is not None:
            return self.since <= window.oldest(self.day_of(at))
        return bool(self.cohort(window, at=at))

    def cohort(
        self, window: PastDays, *, at: datetime, kind: OrderKind | None = None
    ) -> tuple[Order, ...]:
        """
        The orders created in *window* as seen from the day of *at*, of one kind if it is given.
        """
        today = self.day_of(at)
        return tuple(
            order
            for order in self.orders
            if (kind is None or order.kind is kind)
            and utc(order.placed_at) <= utc(at)
            and window.contains(self.day_of(at, of=order.placed_at), before=today)
        )

    def cancellation_rate(
        self,
        window: PastDays,
        *,
        at: datetime,
        kind: OrderKind | None = None,
        seller_fault: bool = False,
    ) -> Rate:
        """
        The share of the cohort's orders that was cancelled by *at*.

        Args:
            window: The days in which the orders were created.
            at: The instant for which it is asked.
            kind: Count this kind alone.
            seller_fault: Count only cancellations that are the seller's fault.
        """
        orders = self.cohort(window, at=at, kind=kind)
        return Rate(
            sum(_cancelled(order, at, seller_fault=seller_fault) for order in orders), len(orders)
        )

    def cancellations(
        self,
        *,
        at: datetime,
        kind: OrderKind | None = None,
        seller_fault: bool = False,
    ) -> tuple[tuple[date, bool], ...]:
        """
        For every order, the day it was created on and whether it was cancelled by *at*.
        """
        return tuple(
            (self.day_of(at, of=order.placed_at), _cancelled(order, at, seller_fault=seller_fault))
            for order in self.orders
            if (kind is None or order.kind is kind) and utc(order.placed_at) <= utc(at)
        )


def _cancelled(order: Order, at: datetime, *, seller_fault: bool) -> bool:
    """
    Whether *order* was cancelled by *at*, and by the seller's fault if that is asked.

    A cancellation by the seller is the seller's fault. One by the system is too, unless the caller
    says otherwise or the order was never paid: the platform cancels what was not dispatched in
    time, and closes what was not paid. One by the buyer is not.
    """
    if order.cancelled_at is None or utc(order.cancelled_at) > utc(at):
        return False
    if not seller_fault:
        return True
    if order.seller_fault is not None:
        return order.seller_fault
    unpaid = order.paid is False and order.held
    return order.cancelled_by is Party.SELLER or (order.cancelled_by is Party.SYSTEM and not unpaid)
