"""
What goes back when an order has ended: its own history, asked of the rules on refunds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.payments import Component, Payment
from tiktok_presale.rules import refunds
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.lifecycle.evolving import check_life
from tiktok_presale.rules.refunds import Fate, Refund, RefundLine
from tiktok_presale.values.findings import Finding, Outcome, Remedy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tiktok_presale.facts.life import OrderLife
    from tiktok_presale.facts.payments import PaidOrder
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["refund"]

# What has been decided is taken off first what the rules give back, last what may be kept.
_ORDER = (Fate.GIVEN_BACK, Fate.UNDECIDED, Fate.KEPT)


def refund(
    life: OrderLife,
    policy: Policy,
    *,
    calendar: BusinessCalendar | None = None,
    statutory: Iterable[Payment] = (),
) -> Refund | None:
    """
    What is still given back of an order of which nothing is left, by the cause for which it ended.

    Tell the order of it as `RefundDecided(found.given_back, …)`. What has been decided already,
    paid or not, is taken off, so asking again after that gives nothing. Units that were cancelled
    one after the other for one cause are asked about together, as if all had been cancelled with
    the last of them. Where the causes differ, nothing is guessed: all is undecided, and each unit
    must be asked about with its own cause.

    Where some units are kept, what was paid beyond their price is `life.overpaid`, and no cause
    decides about it.

    Args:
        life: The order.
        policy: The rules in force when it was placed, with the law: `policy.with_law(…)`.
        calendar: A business calendar to use instead of that of the law or the market.
        statutory: What the seller has paid on top by law so far, as the second half of a deposit
            that is returned double. No event tells the order of it.

    Returns:
        The answer; None where the order goes on, or was fulfilled.
    """
    check_life(life)
    check_policy(policy)
    if life.kept:
        return None
    last = life.cancellations[-1]
    order = attrs.evolve(life.paid_order(), statutory=statutory)
    found = refunds.due(order, last.why, policy, at=last.at, calendar=calendar)
    causes = tuple(dict.fromkeys(one.why for one in life.endings))
    if len(causes) > 1:
        found = _unsure(found, order)
    if not life.unrefunded:
        return found
    order = attrs.evolve(order, refunds=(*order.refunds, *_decided(life, found)))
    if len(causes) > 1:
        return _unsure(found, order)
    return refunds.due(order, last.why, policy, at=last.at, calendar=calendar)


def _decided(life: OrderLife, found: Refund) -> Iterator[Payment]:
    """
    What has been decided and not paid yet, as if it had gone back already.
    """
    rest = life.unrefunded
    number = "+".join(("decided", *(one.id for one in life.refunds)))  # like no id that is there
    parts = dict.fromkeys(Component, rest - rest)
    for line in sorted(found.lines, key=lambda line: _ORDER.index(line.fate)):
        part = min(line.amount, rest)
        parts[line.component] += part
        rest -= part
    for component, amount in parts.items():
        if amount:
            yield Payment(number, component, amount, life.at)


def _unsure(found: Refund, order: PaidOrder) -> Refund:
    """
    The answer where units were lost for several causes: no sum is named as if it were sure.
    """
    lines = tuple(
        RefundLine(
            component=component,
            amount=order.left(component),
            fate=Fate.UNDECIDED,
            reason="several_causes",
            rule="terms",
        )
        for component in Component
        if order.left(component)
    )
    remedies = (Remedy("ask_by_cause"),)
    finding = Finding(Outcome.UNKNOWN, "refund.several_causes", "terms", remedies=remedies)
    return attrs.evolve(found, lines=lines, statutory=None, pay_by=None, findings=(finding,))
