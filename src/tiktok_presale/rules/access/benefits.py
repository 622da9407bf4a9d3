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
    # A change of earlier days is not judged by a rule that came later.
    if figure is None or not figure.holds(local_day(change.starts_at, policy.zone)):
        found: tuple[Finding, ...] = (Finding(Outcome.UNKNOWN, "access.benefit.no_rule", _PATH),)
    else:
        found = _under(figure, membership, change)
    return Decision("benefit_change", policy.edition, at, found)


def _under(figure: Figure, membership: Membership, change: BenefitChange) -> tuple[Finding, ...]:
    free = _free(figure, membership, change)
    if free is not None:
        return (free,)
    unknown = [_missing(figure, name) for name in _hinges(membership, change)]
    until = membership.until
    if until is None:
        return (*unknown, _missing(figure, "membership_until"))
    if utc(change.starts_at) < utc(until):
        return tuple(unknown) or (_broken("access.benefit", figure, change, until),)
    if change.announced_at is None:
        return (*unknown, _missing(figure, "announced_at"))
    if utc(change.announced_at) < utc(until):
        code = "access.benefit.next_term"
        return (_benefit(code, Outcome.PASS, figure, change, until),)
    return tuple(unknown) or (_broken("access.benefit.late_notice", figure, change, until),)


def _free(figure: Figure, membership: Membership, change: BenefitChange) -> Finding | None:
    """
    What takes a change out of the rule; None if nothing does.
    """
    if change.effect is BenefitEffect.GAIN:
        code = "access.benefit.gain"
    elif membership.paid is False:
        code = "access.benefit.unpaid"
    elif change.agreed is True:
        code = "access.benefit.agreed"
    elif utc(change.starts_at) < utc(membership.since):
        # Whoever joined later paid for the benefit as it was by then.
        code = "access.benefit.before"
    else:
        return None
    return _benefit(code, Outcome.PASS, figure, change)


def _hinges(membership: Membership, change: BenefitChange) -> list[str]:
    """
    The facts not known that could still take a change out of the rule.
    """
    given = {"membership_paid": membership.paid, "member_agreed": change.agreed}
    return [name for name, value in given.items() if value is None]


def _missing(figure: Figure, name: str) -> Finding:
    tell = Remedy("tell", {"name": name})
    code = "access.benefit.missing"
    params = {"name": name}
    return Finding(
        Outcome.UNKNOWN, code, figure.path, None, figure.value, (tell,), figure.source, params
    )


def _broken(code: str, figure: Figure, change: BenefitChange, until: datetime) -> Finding:
    """
    A change that may not be; the next term is the way out only while it lies ahead.
    """
    agree = Remedy("agree_with_member")
    ahead = utc(change.starts_at) < utc(until)
    ways = (Remedy("benefit_from", {"on": until}), agree) if ahead else (agree,)
    return _benefit(code, Outcome.FAIL, figure, change, until, ways)


def _benefit(
    code: str,
    outcome: Outcome,
    figure: Figure,
    change: BenefitChange,
    until: datetime | None = None,
    remedies: tuple[Remedy, ...] = (),
) -> Finding:
    params = {"announced_at": change.announced_at}
    return Finding(
        outcome, code, figure.path, change.starts_at, until, remedies, figure.source, params
    )
