"""
May a benefit that members paid for be changed?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts.benefits import BenefitChange, BenefitEffect
from tiktok_presale.facts.buyers import Membership
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.instants import local_day, utc

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy

__all__ = ["benefit_change"]

_PATH = "members.benefits_kept"


def benefit_change(
    membership: Membership, change: BenefitChange, policy: Policy, *, at: datetime
) -> Decision:
    """
    Whether a change of a member benefit may meet a member, with every reason.

    Where the law keeps benefits during a paid term (China, from 2026-02-01, measures on platform
    rules, art. 32), none may be cut or charged for one-sidedly before the term ends; and a change
    for the next term is announced before the renewal.

    Args:
        membership: The term that the member is in, with *paid* and *until* where known.
        change: What changes, from when, and whether the member agreed.
        policy: The rules in force when the change starts.
        at: The instant for which it is asked; kept in the decision.

    Raises:
        WrongTypeError: If an argument has another type.
        NaiveTimeError: If *at* has no time zone.
    """
    check_kind("membership", membership, Membership, "Membership(level='gold', since=…)")
    check_kind("change", change, BenefitChange, "BenefitChange(effect=…, starts_at=…)")
    check_policy(policy)
    check_aware("at", at)
    figure = policy.find(_PATH)
    if figure is None or not figure.holds(local_day(change.starts_at, policy.zone)):
        found: tuple[Finding, ...] = (Finding(Outcome.UNKNOWN, "access.benefit.no_rule", _PATH),)
    else:
        found = _under(figure, membership, change)
    return Decision("benefit_change", policy.edition, at, found)


def _under(figure: Figure, membership: Membership, change: BenefitChange) -> tuple[Finding, ...]:
    free = _free(membership, change)
    if free is not None:
        return (_finding(figure, free, Outcome.PASS, change),)
    unknown = [_missing(figure, name) for name in _hinges(membership, change)]
    until, agree = membership.until, Remedy("agree_with_member")
    if until is None:
        return (*unknown, _missing(figure, "membership_until"))
    if utc(change.starts_at) < utc(until):
        next_term = Remedy("benefit_from", {"on": until})
        cut = _finding(figure, "access.benefit", Outcome.FAIL, change, until, (next_term, agree))
        return tuple(unknown) or (cut,)
    told = change.announced_at
    if told is None:
        return (*unknown, _missing(figure, "announced_at"))
    if utc(told) < utc(until):
        return (_finding(figure, "access.benefit.next_term", Outcome.PASS, change, until),)
    code = "access.benefit.late_notice"
    late = _finding(figure, code, Outcome.FAIL, change, until, (agree,))
    return tuple(unknown) or (late,)


def _free(membership: Membership, change: BenefitChange) -> str | None:
    """
    What takes a change out of the rule, as a code; None if nothing does.
    """
    if change.effect is BenefitEffect.GAIN:
        return "access.benefit.gain"
    if membership.paid is False:
        return "access.benefit.unpaid"
    if change.agreed is True:
        return "access.benefit.agreed"
    if utc(change.starts_at) < utc(membership.since):
        # Whoever joined later paid for the benefit as it was by then.
        return "access.benefit.before"
    return None


def _hinges(membership: Membership, change: BenefitChange) -> list[str]:
    """
    The facts not known that could still take a change out of the rule.
    """
    given = {"membership_paid": membership.paid, "member_agreed": change.agreed}
    return [name for name, value in given.items() if value is None]


def _missing(figure: Figure, name: str) -> Finding:
    return Finding(
        Outcome.UNKNOWN,
        "access.benefit.missing",
        figure.path,
        None,
        figure.value,
        (Remedy("tell", {"name": name}),),
        figure.source,
        {"name": name},
    )


def _finding(
    figure: Figure,
    code: str,
    outcome: Outcome,
    change: BenefitChange,
    until: datetime | None = None,
    remedies: tuple[Remedy, ...] = (),
) -> Finding:
    params = {"starts_at": change.starts_at, "announced_at": change.announced_at}
    return Finding(
        outcome, code, figure.path, change.starts_at, until, remedies, figure.source, params
    )
