"""
A shop's past orders, and the rates that platforms take from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale.facts.orders import Order, Party
from tiktok_presale.values.checks import check_aware
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.instants import local_day, utc, zone_of
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
        zone: The zone in which the days of a cohort are read.

    Examples:
        >>> history = ShopHistory([], zone="Asia/Bangkok")
        >>> from datetime import datetime, UTC
        >>> from tiktok_presale import PastDays
        >>> str(history.cancellation_rate(PastDays(1, 30), at=datetime(2025, 6, 1, tzinfo=UTC)))
        'nothing to count'
    """

    orders: tuple[Order, ...] = attrs.field(converter=_orders)
    zone: str = attrs.field(default="UTC")

    def __attrs_post_init__(self) -> None:
        """
        Refuse a zone that does not exist.
        """
        zone_of(self.zone)

    def cohort(
        self, window: PastDays, *, at: datetime, kind: OrderKind | None = None
    ) -> tuple[Order, ...]:
        """
        The orders created in *window* as seen from the day of *at*, of one kind if it is given.
        """
        zone = zone_of(self.zone)
        today = local_day(check_aware("at", at), zone)
        return tuple(
            order
            for order in self.orders
            if (kind is None or order.kind is kind)
            and utc(order.placed_at) <= utc(at)
            and window.contains(local_day(order.placed_at, zone), before=today)
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
        zone = zone_of(self.zone)
        return tuple(
            (local_day(order.placed_at, zone), _cancelled(order, at, seller_fault=seller_fault))
            for order in self.orders
            if (kind is None or order.kind is kind) and utc(order.placed_at) <= utc(at)
        )


def _cancelled(order: Order, at: datetime, *, seller_fault: bool) -> bool:
    """
    Whether *order* was cancelled by *at*, and by the seller's fault if that is asked.

    A cancellation by the seller is the seller's fault. One by the system is too, unless the caller
    says otherwise: the platform cancels what was not dispatched in time. One by the buyer is not.
    """
    if order.cancelled_at is None or utc(order.cancelled_at) > utc(at):
        return False
    if not seller_fault:
        return True
    if order.seller_fault is not None:
        return order.seller_fault
    return order.cancelled_by in {Party.SELLER, Party.SYSTEM}
