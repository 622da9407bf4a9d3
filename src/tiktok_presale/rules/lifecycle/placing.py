"""
How an order is placed: what its life depends on is read from the rules once, and frozen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts.moves import Placed
from tiktok_presale.facts.payments import Terms
from tiktok_presale.facts.triggers import AtPlacing
from tiktok_presale.rules import payments
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.values.checks import check_kind

if TYPE_CHECKING:
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.days import CalendarDays, Hours

__all__ = ["place"]


def place(
    terms: Terms,
    policy: Policy,
    *,
    grace: Hours | CalendarDays | None = None,
    completes_after: Hours | CalendarDays | None = None,
    address: str | None = None,
) -> Placed:
    """
    The placing of an order, with the market's zone and its time for unpaid orders frozen on it.

    Args:
        terms: What was agreed.
        policy: The rules in force when it was placed.
        grace: How long a payment may still be made after its time, or after it failed.
        completes_after: How long after delivery the order is complete.
        address: Where it goes.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import (CalendarDays, Earnest, InWindow, Money, PaymentPlan, Period,
        ...                             Policy, ShipWithin)
        >>> start, end = datetime(2022, 9, 6, 12, tzinfo=UTC), datetime(2022, 9, 10, tzinfo=UTC)
        >>> balance = InWindow(Period(start, end))
        >>> plan = PaymentPlan.with_deposit(Earnest(Money("50", "CNY")), balance)
        >>> terms = Terms(id="l1", offer="o1", sku="s1", units=1, unit_price=Money("499", "CNY"),
        ...               plan=plan, promise=ShipWithin(CalendarDays(10)),
        ...               placed_at=datetime(2022, 9, 2, 1, tzinfo=UTC), edition="tmall@2022-09-01")
        >>> placed = place(terms, Policy.in_force("tmall", on=date(2022, 9, 2)))
        >>> placed.zone, str(placed.pay_by)
        ('Asia/Shanghai', '2022-09-02 09:30:00+08:00')
    """
    check_kind("terms", terms, Terms, "Terms(…)")
    check_policy(policy)
    first = payments.schedule(terms, policy)[0]
    return Placed(
        terms=terms,
        zone=policy.zone.key,
        grace=grace,
        completes_after=completes_after,
        pay_by=first.due if first.trigger == AtPlacing() else None,
        address=address,
    )
