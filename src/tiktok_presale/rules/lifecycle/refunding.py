"""
What goes back when an order has ended: its own history, asked of the rules on refunds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.rules import refunds
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.lifecycle.evolving import check_life

if TYPE_CHECKING:
    from tiktok_presale.facts.life import OrderLife
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.refunds import Refund
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["refund"]


def refund(
    life: OrderLife, policy: Policy, *, calendar: BusinessCalendar | None = None
) -> Refund | None:
    """
    What is given back of an order of which nothing is left, by the cause for which it ended.

    Tell the order of it as `RefundDecided(found.given_back, …)`. Where some units are kept, what
    was paid beyond their price is `life.overpaid`, and no cause decides about it.

    Args:
        life: The order.
        policy: The rules in force when it was placed, with the law: `policy.with_law(…)`.
        calendar: A business calendar to use instead of that of the law or the market.

    Returns:
        The answer; None where the order goes on, or was fulfilled.
    """
    check_life(life)
    check_policy(policy)
    if life.kept:
        return None
    last = life.cancellations[-1]
    return refunds.due(life.paid_order(), last.why, policy, at=last.at, calendar=calendar)
