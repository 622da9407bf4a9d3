"""
Where does a late order stand, and when does that change?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.rules.delays import courses
from tiktok_presale.rules.delays.standings import DelayStatus
from tiktok_presale.rules.delays.words import Standing
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from tiktok_presale.facts.delays import DelayHistory
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.delays.standings import LawStanding

__all__ = ["lapses_at", "status"]

_OUTCOMES = {
    Standing.DONE: Outcome.PASS,
    Standing.ON_TIME: Outcome.PASS,
    Standing.CONSENTED: Outcome.PASS,
    Standing.WAITING: Outcome.ADVICE,
    Standing.MISSED: Outcome.FAIL,
    Standing.MAY_END: Outcome.FAIL,
    Standing.REFUSED: Outcome.FAIL,
    Standing.LAPSED: Outcome.FAIL,
}


def status(
    history: DelayHistory, policy: Policy, *, at: datetime, zone: ZoneInfo | None = None
) -> DelayStatus:
    """
    Where an order stands at an instant, under every law that the policy stands under.

    What happens after *at* has not happened yet. Nothing needs to run when a date passes: the
    standing is computed on reading, and `changes_at` says when to read again.

    Args:
        history: The time that was promised, the notices, and what has happened.
        policy: The rules in force, with the laws that they stand under: `policy.with_law(…)`.
        at: The instant for which it is asked.
        zone: The buyer's zone, in which days are read; each law's own zone where none is given.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If a notice tells a new date that is no delay.

    Examples:
        >>> from datetime import date, datetime
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import DelayHistory, Policy
        >>> law = Policy.in_force("law-us", on=date(2026, 2, 20))
        >>> new_york = ZoneInfo("America/New_York")
        >>> history = DelayHistory(due=datetime(2026, 3, 1, 23, 59, 59, tzinfo=new_york))
        >>> told = history.with_notice(datetime(2026, 2, 20, tzinfo=new_york), date(2026, 3, 31))
        >>> [status(told, law, at=datetime(2026, *day, tzinfo=new_york)).standing.value
        ...  for day in ((2, 19), (2, 20), (3, 2), (4, 1))]
        ['on_time', 'waiting', 'consented', 'lapsed']
    """
    courses.check(history, policy, zone)
    seen = history.seen(at)
    parts: list[LawStanding] = []
    findings: list[Finding] = []
    for law in courses.laws(policy):
        standing = courses.course(seen, law, at, zone)
        if standing is not None:
            parts.append(standing)
            findings += [_stands(standing, law), *_without_effect(seen, standing, law)]
    findings += courses.no_law(policy)
    return DelayStatus(edition=policy.edition, at=at, parts=tuple(parts), findings=tuple(findings))


def lapses_at(
    history: DelayHistory, policy: Policy, *, at: datetime, zone: ZoneInfo | None = None
) -> datetime | None:
    """
    The first instant at which a law cancels the order by itself; None where none ever does.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If a notice tells a new date that is no delay.
    """
    return status(history, policy, at=at, zone=zone).lapses_at


def _stands(found: LawStanding, law: Policy) -> Finding:
    """
    Where the order stands under one law, and what to do about it.
    """
    now = found.now
    remedies: tuple[Remedy, ...] = ()
    if now.standing.cancelled:
        remedies = courses.cancel_and_refund(law)
    elif now.standing in {Standing.MISSED, Standing.MAY_END}:
        remedies = (Remedy("deliver_or_agree"),)
    elif now.standing is Standing.WAITING and found.lapses_at is not None:
        remedies = (Remedy("get_consent", {"until": now.until}),)
    outcome, params = _OUTCOMES[now.standing], {"name": f"delay_{now.standing}"}
    return Finding(
        outcome, "delay.standing", now.rule, now.since, now.until, remedies, now.source, params
    )


def _without_effect(seen: DelayHistory, found: LawStanding, law: Policy) -> Iterator[Finding]:
    """
    What a buyer said that changes nothing under this law, such as a cancellation too early.
    """
    now, cancelled = found.now, seen.cancelled_at
    if cancelled is not None and not now.standing.over:
        yield Finding(
            Outcome.ADVICE, "delay.cancelled", now.rule, cancelled, now.until, (), now.source
        )
    figure, added = law.find("delay.extra_period"), seen.added
    if figure is not None and added is not None and _too_early(added.opens, found):
        yield Finding(
            Outcome.ADVICE, "delay.added", figure.path, added.opens, now.until, (), figure.source
        )


def _too_early(opens: datetime, found: LawStanding) -> bool:
    """
    Whether an added period was set before the time that holds had passed.
    """
    then = [s for s in found.steps if s.since is None or utc(s.since) <= utc(opens)]
    waits = {Standing.ON_TIME, Standing.WAITING, Standing.CONSENTED}
    return then[-1].standing in waits
