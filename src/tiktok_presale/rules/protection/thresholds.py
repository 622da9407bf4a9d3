"""
The thresholds on violation points and account health: which are reached, and how far the next is.
"""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING, cast

from tiktok_presale.policy.terms import StepTerm
from tiktok_presale.rules.protection.counting import gap_source
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from tiktok_presale.facts.violations import Violation
    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.protection.standing import CountedViolation

__all__ = ["peak_of", "reached", "steps_of", "to_next", "total_of", "untold"]

_POINTS, _HEALTH, _CLOSED = "violation_points", "account_health", "shop_closed"
_STEPS = "enforcement.steps"
_NO_WAY: tuple[Remedy, ...] = ()


def total_of(counted: tuple[CountedViolation, ...]) -> int:
    """
    The points that count.
    """
    return sum(one.violation.points for one in counted if one.counts)


def peak_of(counted: tuple[CountedViolation, ...], at: datetime) -> int:
    """
    The most points that counted at once: totals only rise when points are given.
    """
    kept = [
        one
        for one in counted
        if utc(one.violation.issued_at) <= utc(at) and not one.violation.removed_at(at)
    ]
    return max((_at_issue(one.violation, kept) for one in kept), default=0)


def _at_issue(new: Violation, kept: list[CountedViolation]) -> int:
    then = utc(new.issued_at)
    return sum(
        one.violation.points
        for one in kept
        if utc(one.violation.issued_at) <= then
        and (one.lapses_at is None or then < utc(one.lapses_at))
    )


def steps_of(policy: Policy) -> list[tuple[Figure, StepTerm]]:
    """
    The thresholds on points and on account health, the lowest first.
    """
    found = [
        (figure, figure.value)
        for _, figure in policy.everything_under(_STEPS)
        if isinstance(figure.value, StepTerm) and figure.value.measure in {_POINTS, _HEALTH}
    ]
    return sorted(found, key=lambda step: (step[1].measure, _end(step[1])))


def _end(term: StepTerm) -> Decimal:
    """
    The end of the range at which the threshold is crossed.
    """
    low, high = term.reached_in.low, term.reached_in.high
    return cast("Decimal", high if low is None else low)


def reached(
    step: tuple[Figure, StepTerm],
    counted: tuple[CountedViolation, ...],
    peak: int,
    health: int | None,
) -> Finding:
    """
    Whether a threshold is reached, what happens there, and how it is left again.
    """
    (figure, term), total = step, total_of(counted)
    # A shop that was closed does not open again because its points lapse.
    measured = peak if term.effect == _CLOSED else total
    actual = measured if term.measure == _POINTS else health
    params = {"name": term.measure, "effect": term.effect}
    outcome, remedies = Outcome.PASS, _NO_WAY
    if actual is None:
        outcome, remedies = Outcome.UNKNOWN, (Remedy("tell", {"name": _HEALTH}),)
    elif actual in term.reached_in:
        outcome, remedies = Outcome.FAIL, _way_out(term, total, counted)
    return Finding(
        outcome, "step", figure.path, actual, term.reached_in, remedies, figure.source, params
    )


def _way_out(
    term: StepTerm, total: int, counted: tuple[CountedViolation, ...]
) -> tuple[Remedy, ...]:
    """
    When enough points will have lapsed for the threshold to be left, if no more are given.
    """
    if term.measure != _POINTS or term.effect == _CLOSED:
        return ()
    left = total
    lapsing = [one for one in counted if one.counts and one.lapses_at is not None]
    for one in sorted(lapsing, key=lambda one: utc(cast("datetime", one.lapses_at))):
        left -= one.violation.points
        if left not in term.reached_in:
            return (Remedy("await_lapse", {"at": one.lapses_at}), Remedy("appeal"))
    return (Remedy("appeal"),)


def to_next(total: int, terms: list[StepTerm]) -> int | None:
    """
    The points that are left to the nearest threshold ahead; None where none is.
    """
    first = [_first_in(term) for term in terms if term.measure == _POINTS]
    return min((points - total for points in first if points > total), default=None)


def _first_in(term: StepTerm) -> int:
    """
    The fewest points with which a threshold is reached.
    """
    low = term.reached_in.low or 0
    return floor(low) + 1 if term.reached_in.low_open else ceil(low)


def untold(policy: Policy, steps: list[tuple[Figure, StepTerm]]) -> list[Finding]:
    """
    What an edition leaves open: no threshold at all, or points that nobody says how to count.
    """
    if not steps:
        return [Finding(Outcome.UNKNOWN, "points.none", _STEPS)]
    if all(term.measure == _HEALTH for _, term in steps):
        path = "enforcement.points.late_dispatch_rate"
        source = gap_source(path, policy)
        return [Finding(Outcome.UNKNOWN, "points.health", path, source=source)]
    return []
