"""
The orders that a plan would bring: the first and the last of the sale, and any between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.orders import Order
from tiktok_presale.facts.payments import PaidOrder, Terms
from tiktok_presale.facts.promises import ShipWithin
from tiktok_presale.rules import deadlines
from tiktok_presale.values.days import CalendarDays
from tiktok_presale.values.instants import utc
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.facts.plans import PaymentPlan
    from tiktok_presale.facts.promises import Promise
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.money import Money
    from tiktok_presale.values.periods import Period

__all__ = ["Samples"]


@final
@attrs.frozen(kw_only=True)
class Samples:
    """
    What is to be offered, asked as if orders had been placed already.
    """

    plan: PaymentPlan
    policy: Policy
    price: Money
    extras: Money | None
    at: datetime
    promise: Promise | None
    sale: Period | None
    kind: OrderKind
    calendar: BusinessCalendar | None

    @property
    def first(self) -> datetime:
        """
        When the first order can be placed: as the sale opens, or at once where none is given.
        """
        return self.at if self.sale is None else self.sale.opens

    @property
    def last(self) -> datetime:
        """
        When the last order can be placed.
        """
        return self.at if self.sale is None else self.sale.closes

    def line(self, placed: datetime) -> PaidOrder:
        """
        An order placed at that instant.
        """
        terms = Terms(
            id="sample",
            offer="sample",
            sku="sample",
            units=1,
            unit_price=self.price,
            plan=self.plan,
            promise=self.promise or ShipWithin(CalendarDays(0)),
            placed_at=placed,
            edition=self.policy.edition,
            kind=self.kind,
            shipping=self.extras,
        )
        return PaidOrder(terms=terms)

    def dispatch(self, placed: datetime, paid: datetime | None = None) -> datetime | None:
        """
        The dispatch deadline of an order placed then, and paid in full at *paid*.
        """
        if paid is not None:
            paid = max(paid, placed, key=utc)
        order = Order(
            id="sample",
            kind=self.kind,
            placed_at=placed,
            promise=self.promise,
            total=self.price,
            paid_at=paid,
            balance_paid_at=paid,
        )
        return deadlines.of(order, self.policy, calendar=self.calendar).dispatch.due
