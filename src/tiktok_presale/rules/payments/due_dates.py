"""
When is each payment of an order line due?
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.payments import Component, PaidOrder, Terms
from tiktok_presale.facts.triggers import When
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.payments.clocks import times_of
from tiktok_presale.values.checks import check_aware
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.findings import Finding
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar


__all__ = ["PaymentDue", "check_lines", "parts_of", "schedule"]

_SECOND = timedelta(seconds=1)


@final
@attrs.frozen(kw_only=True)
class PaymentDue(Value):
    """
    One payment of one order line: how much, for what, and from when until when.

    Args:
        line: The id of the order line.
        number: Which payment of its plan it is, from 1.
        component: What it is for; the one that carries shipping, tax and fees says so in *parts*.
        amount: How much in all.
        parts: How much of it is for each component.
        paid: How much of it has been paid.
        trigger: What makes it due, as the plan says it.
        opens: From when it can be paid, in the market's zone; None where that is not known yet.
        due: The last second in which it is in time; None where that is not known.
        missing: Why a time is not known, where that is so.
        ended_at: When the order came to an end, after which nothing more is due; None where it did
            not.
    """

    line: str
    number: int
    component: Component
    amount: Money
    parts: FrozenMap[Money]
    paid: Money
    trigger: When
    opens: datetime | None = None
    due: datetime | None = None
    missing: Finding | None = None
    ended_at: datetime | None = None

    @property
    def open_amount(self) -> Money:
        """
        What is still to be paid.
        """
        return self.amount - self.paid

    def is_open(self, at: datetime) -> bool:
        """
        Whether it can be paid at *at*, and has not been.
        """
        begun = self.opens is not None and utc(self.opens) <= utc(check_aware("at", at))
        return self.is_owed(at) and begun and not self.is_overdue(at)

    def is_overdue(self, at: datetime) -> bool:
        """
        Whether its last second has passed without the whole payment.
        """
        passed = self.due is not None and utc(check_aware("at", at)) - utc(self.due) >= _SECOND
        return self.is_owed(at) and passed

    def is_owed(self, at: datetime) -> bool:
        """
        Whether it is still to be paid, now or later: not made in full, and the order has not ended.
        """
        ended = self.ended_at is not None and utc(self.ended_at) <= utc(check_aware("at", at))
        return bool(self.open_amount) and not ended


def schedule(
    order: Terms | PaidOrder, policy: Policy, *, calendar: BusinessCalendar | None = None
) -> tuple[PaymentDue, ...]:
    """
    The payments of an order line, each with its own due date.

    What is paid on a release or on dispatch has no date before that is known, and says so. Days
    are counted in the market's zone, those from a release date in the zone of that date; they end
    with the day. A hold on the card that is captured on dispatch is due at no other time. Of an
    order that has ended nothing is due from its end on.

    Args:
        order: The terms of the line, or the line with what was paid; then dispatch and payments
            are known.
        policy: The rules in force when it was placed: their zone, and how long an order is kept
            open for its payment where the plan does not say.
        calendar: A business calendar to use instead of the market's own.

    Examples:
        >>> from datetime import date
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import (CalendarDays, Earnest, InWindow, PaymentPlan, Period,
        ...                             Policy, ShipWithin)
        >>> shanghai = ZoneInfo("Asia/Shanghai")
        >>> balance = InWindow(Period(datetime(2022, 9, 6, 20, tzinfo=shanghai),
        ...                           datetime(2022, 9, 10, 23, 59, 59, tzinfo=shanghai)))
        >>> terms = Terms(id="l1", offer="of1", sku="hoodie", units=1,
        ...               unit_price=Money("499", "CNY"), edition="tmall@2022-09-01",
        ...               plan=PaymentPlan.with_deposit(Earnest(Money("50", "CNY")), balance),
        ...               promise=ShipWithin(CalendarDays(2)),
        ...               placed_at=datetime(2022, 9, 2, 9, tzinfo=shanghai))
        >>> for payment in schedule(terms, Policy.in_force("tmall", on=date(2022, 9, 2))):
        ...     print(payment.component, payment.amount, payment.due)
        deposit 50.00 CNY 2022-09-02 09:30:00+08:00
        balance 449.00 CNY 2022-09-10 23:59:59+08:00
    """
    check_policy(policy)
    (line,) = check_lines([order])
    found: list[PaymentDue] = []
    paid = {component: line.paid(component) for component in Component}
    for number, (when, parts) in enumerate(parts_of(line.terms), start=1):
        opens, due, missing = times_of(when, line, policy, calendar)
        covered = _covered(parts, paid)
        found.append(
            PaymentDue(
                line=line.terms.id,
                number=number,
                component=Component(next(iter(parts))),
                amount=Money.sum(parts.values(), line.currency),
                parts=parts,
                paid=covered,
                trigger=when,
                opens=opens,
                due=due,
                missing=missing,
                ended_at=line.ended_at,
            )
        )
    return tuple(found)


def check_lines(orders: Iterable[Terms | PaidOrder]) -> tuple[PaidOrder, ...]:
    """
    Read order lines; terms alone are a line for which nothing was paid.

    Raises:
        WrongTypeError: If they are not several, or one is neither terms nor a paid order.
    """
    if not isinstance(orders, Iterable):
        raise WrongTypeError(
            "orders", "several Terms or PaidOrder; write [order] for one", type(orders).__name__
        )
    lines: list[PaidOrder] = []
    for order in orders:
        if not isinstance(order, Terms | PaidOrder):
            raise WrongTypeError("order", "Terms or a PaidOrder", type(order).__name__)
        lines.append(PaidOrder(terms=order) if isinstance(order, Terms) else order)
    return tuple(lines)


def parts_of(terms: Terms) -> list[tuple[When, FrozenMap[Money]]]:
    """
    What each payment of the plan is for; the rest of the price carries shipping, tax and fees.
    """
    first = Component.PRICE if terms.plan.deposit is None else Component.DEPOSIT
    later = Component.PRICE if terms.plan.deposit is None else Component.BALANCE
    extras = {
        name: amount
        for name, amount in terms.components.items()
        if name in {Component.SHIPPING, Component.TAX, Component.FEE}
    }
    found: list[tuple[When, FrozenMap[Money]]] = []
    for line, amount in zip(terms.plan.lines, terms.payments, strict=True):
        component = later if found else first
        goods = amount if line.amount is not None else amount - terms.extras
        more = extras if line.amount is None else {}
        found.append((line.due, FrozenMap({component.value: goods, **more})))
    return found


def _covered(parts: FrozenMap[Money], paid: dict[Component, Money]) -> Money:
    """
    How much of a payment has been paid; what was paid for a component covers the first due first.
    """
    currency = next(iter(parts.values())).currency
    covered: list[Money] = []
    for name, amount in parts.items():
        taken = min(amount, paid[Component(name)])
        paid[Component(name)] -= taken
        covered.append(taken)
    return Money.sum(covered, currency)
