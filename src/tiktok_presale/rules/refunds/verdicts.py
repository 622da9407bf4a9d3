"""
Who bears what: cause, stage and component give a fate with the rule behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale.facts.causes import Cause, Fault
from tiktok_presale.rules.refunds.answers import Fate
from tiktok_presale.values.ranges import OneOf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.refunds.cases import Case
    from tiktok_presale.values.days import Duration
    from tiktok_presale.values.sources import Source

__all__ = ["Verdict", "of_binding", "of_extras", "of_goods", "of_plain", "withdrawal_by"]


@final
@attrs.frozen
class Verdict:
    """
    What becomes of a sum, why, and by which figure.

    Args:
        fate: What becomes of it.
        reason: Why, as a key of its text.
        rule: The dotted path of the figure.
        source: Where the figure comes from.
        goods_only: Whether the rule speaks of the price alone, and not of shipping and fees.
    """

    fate: Fate
    reason: str
    rule: str
    source: Source | None = None
    goods_only: bool = False


def _by(figure: Figure, fate: Fate, reason: str, *, goods_only: bool = False) -> Verdict:
    return Verdict(fate, reason, figure.path, figure.source, goods_only)


# Where the agreement itself decides, or what came of it, and no figure is asked.
_BY_TERMS = {
    # The sale was made under a condition that failed, so nothing was owed for it.
    Cause.GOAL_MISSED: Verdict(Fate.GIVEN_BACK, "condition", "terms"),
    Cause.AGREED: Verdict(Fate.UNDECIDED, "agreement", "terms"),
    # A buyer in default loses what a figure says, and no figure speaks of the price.
    Cause.BALANCE_LAPSED: Verdict(Fate.UNDECIDED, "no_rule", "deposit.payer_default"),
    Cause.PAYMENT_FAILED: Verdict(Fate.UNDECIDED, "no_rule", "deposit.payer_default"),
}


def of_goods(case: Case) -> Verdict:
    """
    What becomes of the price of the goods, and of a deposit once the balance is paid.
    """
    if case.cause in _BY_TERMS:
        return _BY_TERMS[case.cause]
    if case.cause is Cause.CHANGED_MIND:
        return _of_withdrawal(case)
    if case.delivered:
        return _of_return(case)
    figure = next(_supply_figures(case), None)
    if figure is None:
        return Verdict(Fate.UNDECIDED, "no_rule", "refund.scope")
    return _by(figure, Fate.GIVEN_BACK, "not_supplied")


def of_extras(case: Case) -> Verdict:
    """
    What becomes of shipping and fees: they go with the goods, unless the rule names these alone.
    """
    goods = of_goods(case)
    if not goods.goods_only:
        return goods
    return Verdict(Fate.UNDECIDED, "goods_only", goods.rule, goods.source)


def of_binding(case: Case) -> Verdict:
    """
    What becomes of the part of a deposit that binds, before the balance is paid.
    """
    if case.cause.fault is Fault.BUYER:
        return _of_payer(case)
    if case.cause.fault is Fault.SELLER:
        figure = case.first("deposit.taker_default", "returned_double")
        raised = case.first("deposit.raised_balance", "seller_fault")
        if figure is not None and (raised or case.cause is not Cause.BALANCE_RAISED):
            return _by(figure, Fate.GIVEN_BACK, "taker_default")
    return of_goods(case)


def of_plain(case: Case) -> Verdict:
    """
    What becomes of the part of a deposit above the ceiling, before the balance is paid.

    It is an advance payment like any other, which can be had back whoever is at fault.
    """
    figure = case.first("deposit.excess", "no_effect")
    if figure is None:
        return of_binding(case)
    return _by(figure, Fate.GIVEN_BACK, "excess")


def _of_payer(case: Case) -> Verdict:
    """
    The buyer's default loses the deposit, unless a law that knows no such thing gives it back.
    """
    figure = case.first("deposit.payer_default", "forfeited")
    if figure is None:
        return of_goods(case)
    for owner in case.policies():
        right = withdrawal_by(owner, case)
        if case.cause is Cause.CHANGED_MIND and right and not owner.find("deposit.payer_default"):
            return _by(right, Fate.GIVEN_BACK, "withdrawal", goods_only=True)
    return _by(figure, Fate.KEPT, "forfeited")


def withdrawal_by(owner: Policy, case: Case) -> Figure | None:
    """
    The figure of one book of rules by which the buyer may withdraw without a reason, if any.

    A buyer who may send goods back once they have come need not wait for them.
    """
    figure = owner.find("withdrawal.days")
    if figure is None or _shut_out(owner, case):
        return None
    return figure if not case.delivered or case.in_time(_last(figure, owner, case)) else None


def _last(figure: Figure, owner: Policy, case: Case) -> datetime | None:
    """
    The last second of a time that starts with the receipt; None where no calendar reaches.
    """
    received = case.order.delivered_at
    return received and case.ends(cast("Duration", figure.value), received, owner)


def _shut_out(owner: Policy, case: Case) -> Figure | None:
    """
    The figure that leaves goods of this kind out of the right to withdraw.
    """
    figure = owner.find("withdrawal.not_for")
    if figure is None or case.order.terms.kind not in cast("OneOf", figure.value):
        return None
    return figure


def _of_withdrawal(case: Case) -> Verdict:
    for owner in case.policies():
        right = withdrawal_by(owner, case)
        if right is not None:
            return _by(right, Fate.GIVEN_BACK, "withdrawal", goods_only=True)
    known = [owner for owner in case.policies() if owner.find("withdrawal.days")]
    if not known or not case.delivered:
        # No right to withdraw is not yet a right to keep the money for goods never sent.
        return Verdict(Fate.UNDECIDED, "no_rule", "withdrawal.days")
    ended: list[Verdict] = []
    for owner in known:
        figure, shut_out = owner.figure("withdrawal.days"), _shut_out(owner, case)
        if shut_out is not None:
            ended.append(_by(shut_out, Fate.KEPT, "withdrawal_shut_out"))
        elif _last(figure, owner, case) is None:
            return _by(figure, Fate.UNDECIDED, "calendar")
        else:
            ended.append(_by(figure, Fate.KEPT, "withdrawal_over"))
    return ended[0]


def _of_return(case: Case) -> Verdict:
    """
    Goods that came, and are not what was sold.
    """
    if case.cause is Cause.NOT_AS_DESCRIBED:
        figure = _full_refund(case)
        if figure is not None:
            return _by(figure, Fate.GIVEN_BACK, "complaint")
        for owner in case.policies():
            window = owner.find("returns.window")
            if window is not None and case.in_time(_last(window, owner, case)):
                return _by(window, Fate.GIVEN_BACK, "returned", goods_only=True)
    return Verdict(Fate.UNDECIDED, "delivered", "returns.window")


def _supply_figures(case: Case) -> Iterator[Figure]:
    """
    The figures that demand the money back because the goods never came, the widest first.
    """
    scope = case.first("refund.scope", "all_sums")
    if scope is not None:
        yield scope
    for figure in case.policy.every("delay.buyer_may"):
        if "refund_with_interest" in cast("OneOf", figure.value):
            yield figure
    for owner in case.policies():
        time = owner.find("refund.within.not_shipped")
        # Some laws look at the shipment, some at the delivery: only the latter let the buyer set
        # another time for it, and they alone speak of goods that are lost on their way.
        if time is not None and (not case.dispatched or owner.find("delay.extra_period")):
            yield time
    if case.cause is Cause.SELLER_LATE:
        yield from (one for one in case.policy.every("overdue.refund") if one.value == "full")
    full = _full_refund(case)
    if full is not None and case.cause.fault is Fault.SELLER:
        yield full


def _full_refund(case: Case) -> Figure | None:
    figures = case.policy.every("complaints.remedies")
    return next((one for one in figures if "full_refund" in cast("OneOf", one.value)), None)
