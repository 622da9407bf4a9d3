"""
How many violation points count against a shop now, what do they lead to, and when do they lapse?
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from tiktok_presale.facts.metrics import metrics_map
from tiktok_presale.facts.violations import Violation
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.protection.counting import (
    NOT_COUNTABLE,
    SECOND,
    gap_source,
    runs_until,
    uncountable,
)
from tiktok_presale.rules.protection.standing import CountedViolation, Standing
from tiktok_presale.rules.protection.thresholds import (
    peak_of,
    reached,
    steps_of,
    to_next,
    total_of,
    untold,
)
from tiktok_presale.values.checks import check_aware, check_int, check_kind
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.days import Duration
    from tiktok_presale.values.ranges import Range

__all__ = ["points"]

_LAPSE, _APPEAL = "enforcement.points_lapse", "enforcement.appeal"


def points(
    violations: Iterable[Violation],
    policy: Policy,
    *,
    at: datetime,
    account_health: int | None = None,
) -> Standing:
    """
    The points that count at an instant, the thresholds they reach, and when they lapse.

    Points lapse so many days after their issue, with the end of the local day. An upheld appeal
    takes them away as if they had never been given. What was issued after *at* does not count.

    Args:
        violations: The violations, in any order; one that is told twice counts once.
        policy: The rules in force at *at*.
        at: The instant for which it is asked.
        account_health: The shop's account health, where the market keeps that instead of points.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If two different violations have the same id, or *account_health* is not
            from 0 to 1,000.

    Examples:
        >>> from datetime import date
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import Policy
        >>> bangkok = ZoneInfo("Asia/Bangkok")
        >>> late = Violation(id="v1", name="late_dispatch_rate", points=4,
        ...                  issued_at=datetime(2026, 1, 5, 10, tzinfo=bangkok))
        >>> th = Policy.in_force("th", on=date(2026, 2, 1))
        >>> found = points([late], th, at=datetime(2026, 2, 1, tzinfo=bangkok))
        >>> found.total, str(found.next_lapse), found.to_next
        (4, '2026-04-06 00:00:00+07:00', 8)
    """
    check_policy(policy)
    check_aware("at", at)
    if account_health is not None:
        check_int("account_health", account_health)
        metrics_map({"account_health": account_health})
    told = _told_once(violations)
    counting = _Counting(policy, at)
    counted = tuple(counting.violation(one) for one in told)
    total, peak, steps = total_of(counted), peak_of(counted, at), steps_of(policy)
    lapses = [one.lapses_at for one in counted if one.counts and one.lapses_at is not None]
    findings = [reached(step, counted, peak, account_health) for step in steps]
    return Standing(
        edition=policy.edition,
        at=at,
        total=total,
        peak=peak,
        violations=counted,
        next_lapse=min(lapses, key=utc, default=None),
        to_next=to_next(total, [term for _, term in steps]),
        findings=(*findings, *untold(policy, steps)),
    )


def _told_once(violations: Iterable[Violation]) -> list[Violation]:
    """
    Each violation once, by the time of its issue.
    """
    known: dict[str, Violation] = {}
    for one in violations:
        check_kind("violations", one, Violation, "Violation(…)")
        if known.setdefault(one.id, one) != one:
            raise OutOfRangeError("id", repr(one.id), "the id of one violation only")
    return sorted(known.values(), key=lambda one: (utc(one.issued_at), one.id))


class _Counting:
    """
    One edition at one instant, violation by violation.
    """

    def __init__(self, policy: Policy, at: datetime) -> None:
        self.policy, self.at = policy, at

    def violation(self, one: Violation) -> CountedViolation:
        """
        Whether the points of one violation count, until when, and what can be said of them.
        """
        last, no_lapse = self._until(one, _LAPSE)
        appeal_by, no_appeal = self._until(one, _APPEAL)
        lapses_at = None if last is None else last + SECOND
        issued = utc(one.issued_at) <= utc(self.at)
        lapsed = lapses_at is not None and utc(lapses_at) <= utc(self.at)
        counts = issued and not lapsed and not one.removed_at(self.at)
        findings = [self._range(one), *no_lapse]
        if counts and one.appealed_at is None:
            findings += no_appeal or [self._appeal(appeal_by)]
        return CountedViolation(
            violation=one,
            counts=counts,
            lapses_at=lapses_at,
            appeal_by=appeal_by,
            findings=tuple(findings),
        )

    def _until(self, one: Violation, path: str) -> tuple[datetime | None, list[Finding]]:
        """
        The last second of a time that runs from the issue, or why it is not known.
        """
        figure = next(iter(self.policy.every(path)), None)
        if figure is None:
            return None, [_untold(path, self.policy)]
        try:
            time = cast("Duration", figure.value)
            return runs_until(one.issued_at, time, self.policy), []
        except NOT_COUNTABLE as error:
            return None, [uncountable(error, path.rpartition(".")[2], path)]

    def _appeal(self, by: datetime | None) -> Finding:
        figure = self.policy.every(_APPEAL)[0]
        open_still = by is not None and utc(self.at) < utc(by + SECOND)
        outcome = Outcome.ADVICE if open_still else Outcome.FAIL
        return Finding(outcome, "points.appeal", _APPEAL, None, by, (), figure.source)

    def _range(self, one: Violation) -> Finding:
        """
        Whether so many points fit what the platform gives for such a violation.
        """
        path = f"enforcement.points.{one.name}"
        figure = next(iter(self.policy.every(path)), None)
        params = {"name": one.name}
        if figure is None:
            source = gap_source(path, self.policy)
            return Finding(
                Outcome.UNKNOWN, "points.range", path, one.points, None, (), source, params
            )
        limit = cast("Range[Decimal]", figure.value)
        inside = one.points in limit
        return Finding(
            Outcome.PASS if inside else Outcome.ADVICE,
            "points.range",
            path,
            one.points,
            limit,
            () if inside else (Remedy("appeal"),),
            figure.source,
            params,
        )


def _untold(path: str, policy: Policy) -> Finding:
    source = gap_source(path, policy)
    if path == _APPEAL:
        return Finding(Outcome.UNKNOWN, "points.appeal", path, source=source)
    return Finding(Outcome.UNKNOWN, "points.lapse", path, source=source)
