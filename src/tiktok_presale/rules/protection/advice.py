"""
What should a buyer look at before paying for a presale?
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from tiktok_presale.facts.plans import Earnest, PaymentPlan
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.rules.arguments import check_policy, check_promise
from tiktok_presale.rules.protection.brief import BRIEF
from tiktok_presale.rules.protection.counting import NOT_COUNTABLE
from tiktok_presale.values.checks import check_aware, check_kind, check_yes_no
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.instants import local_day, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.ranges import Range

__all__ = ["advise"]

_CAUTION = "window.caution"


def advise(  # noqa: PLR0913 - each is another thing that a buyer can see
    policy: Policy,
    *,
    at: datetime,
    badge: bool | None = None,
    presale: bool | None = None,
    promise: Promise | None = None,
    plan: PaymentPlan | None = None,
    proof_kept: bool | None = None,
) -> Decision:
    """
    What a buyer should know before paying: the badge, the wait, the proof of payment.

    Args:
        policy: The rules in force at *at*, with its laws where they are to be looked at.
        at: The instant for which it is asked; the wait is counted from its day.
        badge: Whether the product page shows the presale badge (F24).
        presale: Whether the goods are sold before they are in stock.
        promise: When the seller promises to dispatch (F25).
        plan: How it is to be paid.
        proof_kept: Whether the buyer keeps the proof of payment (F26).

    Raises:
        WrongTypeError: If an argument has another type.
        NaiveTimeError: If *at* has no time zone.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import Policy
        >>> policy = Policy.in_force("cross-border", on=date(2025, 6, 1))
        >>> told = advise(policy, at=datetime(2025, 6, 1, tzinfo=UTC), badge=True, presale=True,
        ...               promise=ShipWithin(CalendarDays(45)), proof_kept=True)
        >>> told.allowed, [str(finding.limit) for finding in told.advice]
        (True, ['above 30 calendar days'])
    """
    check_policy(policy)
    check_aware("at", at)
    for name, fact in (("badge", badge), ("presale", presale), ("proof_kept", proof_kept)):
        check_yes_no(name, fact)
    if plan is not None:
        check_kind("plan", plan, PaymentPlan, "a PaymentPlan")
    findings = [_badge(badge, presale), *_waits(promise, policy, at), _proof(proof_kept)]
    if plan is not None and isinstance(plan.deposit, Earnest):
        findings += _deposit(policy)
    return Decision("advise", policy.edition, at, tuple(findings))


def _badge(badge: bool | None, presale: bool | None) -> Finding:  # noqa: FBT001 - facts, not switches
    """
    F24: ordinary goods are not to be taken for presale, nor the reverse.
    """
    if badge is None:
        remedies = (Remedy("look_for_badge"),)
        return Finding(Outcome.UNKNOWN, "advise.badge", "F24", None, presale, remedies, BRIEF)
    if presale is None:
        code = "advise.is_presale" if badge else "advise.is_ordinary"
        return Finding(Outcome.ADVICE, code, "F24", badge, None, (), BRIEF)
    if badge is presale:
        return Finding(Outcome.PASS, "advise.badge", "F24", badge, presale, (), BRIEF)
    remedies = (Remedy("ask_the_seller"),)
    code = "advise.badge_on_ordinary" if badge else "advise.badge_missing"
    return Finding(Outcome.FAIL, code, "F24", badge, presale, remedies, BRIEF)


def _waits(promise: Promise | None, policy: Policy, at: datetime) -> Iterator[Finding]:
    """
    F25: be careful with dispatch periods over 30 days.
    """
    if promise is None:
        remedies = (Remedy("ask_the_seller"),)
        yield Finding(Outcome.UNKNOWN, "advise.no_promise", _CAUTION, remedies=remedies)
        return
    check_promise(promise)
    figures = policy.every(_CAUTION)
    if not figures:
        yield Finding(Outcome.UNKNOWN, "advise.wait", _CAUTION, _shown(promise))
    for figure in figures:
        yield _wait(promise, figure, policy, at)


def _wait(promise: Promise, figure: Figure, policy: Policy, at: datetime) -> Finding:
    limit = cast("Range[CalendarDays]", figure.value)
    if isinstance(promise, ReleaseOn):
        today = local_day(at, policy.zone if promise.zone is None else zone_of(promise.zone))
        if promise.on < today:
            remedies = (Remedy("ask_the_seller"),)
            return Finding(
                Outcome.FAIL, "advise.past", _CAUTION, promise.on, today, remedies, figure.source
            )
        ends: date | None = promise.on
    else:
        today = local_day(at, policy.zone)
        ends = _ends(promise.days, today, policy)
    least = promise.days.count if isinstance(promise, ShipWithin) else 0
    days = CalendarDays(least if ends is None else (ends - today).days)
    outcome = Outcome.ADVICE if days in limit else Outcome.PASS
    if ends is None and outcome is Outcome.PASS:
        # So many business days are at least as many calendar days; how many more is not known.
        outcome = Outcome.UNKNOWN
    return Finding(outcome, "advise.wait", _CAUTION, _shown(promise), limit, (), figure.source)


def _shown(promise: Promise) -> object:
    return promise.on if isinstance(promise, ReleaseOn) else promise.days


def _ends(days: CalendarDays | BusinessDays, today: date, policy: Policy) -> date | None:
    """
    The day on which so many days are over; None where the working days are not known.
    """
    try:
        if isinstance(days, BusinessDays):
            return policy.calendar().after(today, days.count)
        return today + timedelta(days=days.count)
    except NOT_COUNTABLE:
        return None


def _proof(proof_kept: bool | None) -> Finding:  # noqa: FBT001 - a fact, not a switch
    """
    F26: the proof of payment is the key evidence in a dispute.
    """
    if proof_kept:
        return Finding(Outcome.PASS, "advise.proof", "F26", proof_kept, None, (), BRIEF)
    remedies = (Remedy("keep_proof"),)
    return Finding(Outcome.ADVICE, "advise.proof", "F26", proof_kept, None, remedies, BRIEF)


def _deposit(policy: Policy) -> list[Finding]:
    """
    What becomes of an earnest deposit whose buyer does not pay the balance.
    """
    path = "deposit.payer_default"
    return [
        Finding(Outcome.ADVICE, "advise.deposit", path, None, figure.value, (), figure.source)
        for figure in policy.every(path)
    ] or [Finding(Outcome.UNKNOWN, "advise.deposit", path)]
