"""
What a schedule keeps and what it does not, and the limits it was held to.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.promises import ReleaseOn, ShipWithin
from tiktok_presale.rules import window
from tiktok_presale.rules.planning.timetables.hastening import ways
from tiktok_presale.rules.planning.timetables.keeping import (
    deadline_of,
    due_of,
    longest_promise,
)
from tiktok_presale.rules.planning.timetables.milestones import dispatch_by
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.grounds import Bound
from tiktok_presale.values.instants import starts_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.occasions import Occasion
    from tiktok_presale.facts.promises import Promise
    from tiktok_presale.rules.planning.timetables.courses import Course, Round
    from tiktok_presale.rules.planning.timetables.timelines import SaleStart

__all__ = ["bounds_of", "findings_of"]

_RULE = "schedule"


def findings_of(
    course: Course,
    rounds: tuple[Round, ...],
    promise: Promise,
    latest: SaleStart | None,
    occasion: Occasion | None,
) -> tuple[Finding, ...]:
    """
    Whether the event, the promise and the window are kept, with what would make it so.
    """
    found = [_event(course, rounds[-1]), *_promised(course, rounds, promise)]
    found += _window(course, promise)
    if any(one.outcome is Outcome.FAIL for one in found):
        remedies = ways(course, latest) or _next(course, occasion)
        found = [_with(one, remedies) for one in found]
    return tuple(_advised(course, one) for one in found)


def _event(course: Course, last: Round) -> Finding:
    outcome = Outcome.PASS if last.delivered <= course.arrive_by else Outcome.FAIL
    return Finding(outcome, "schedule.event", _RULE, last.delivered, course.arrive_by)


def _promised(course: Course, rounds: tuple[Round, ...], promise: Promise) -> Iterator[Finding]:
    """
    Whether who waits longest sees the promise kept; of several rounds, the one that fails first.
    """
    lines = [(one, due_of(course, one.sold_from, promise)) for one in rounds]
    worst, due = min(lines, key=lambda line: (line[1] or line[0].dispatched) - line[0].dispatched)
    missing = deadline_of(course, worst.sold_from, promise).missing
    if due is None:
        yield from (one for one in (missing,) if one is not None)
        return
    outcome = Outcome.PASS if worst.dispatched <= due else Outcome.FAIL
    params = {"placed": worst.sold_from}
    yield Finding(outcome, "schedule.promise", _RULE, worst.dispatched, due, params=params)


def _window(course: Course, promise: Promise) -> Iterator[Finding]:
    at = starts_on(course.opens, course.policy.zone)
    yield from window.check(
        promise, course.policy, at=at, kind=course.kind, category=course.category
    ).findings


def _with(finding: Finding, remedies: tuple[Remedy, ...]) -> Finding:
    """
    A failing finding with ways that the goods can go: a shorter promise alone is none.
    """
    if finding.outcome is not Outcome.FAIL or finding.code in {"window.promise", "window.past"}:
        return finding
    return attrs.evolve(finding, remedies=remedies)


def _advised(course: Course, finding: Finding) -> Finding:
    """
    Advice to promise less, with the ways in which less could be kept.
    """
    if finding.code != "window.advice_long":
        return finding
    advised = course.window.advised
    if course.promise is not None or advised is None:
        return attrs.evolve(finding, remedies=())
    shorter = attrs.evolve(course, promise=ShipWithin(advised))
    return attrs.evolve(finding, remedies=ways(shorter))


def _next(course: Course, occasion: Occasion | None) -> tuple[Remedy, ...]:
    """
    The next time the occasion comes round, where nothing else helps.
    """
    if occasion is None or course.event == date.max:
        return ()
    later = occasion.next(date.fromordinal(course.event.toordinal() + 1))
    return () if later is None else (Remedy("next_occasion", {"on": later}),)


def bounds_of(course: Course, rounds: tuple[Round, ...], wished: date) -> tuple[Bound, ...]:
    """
    The event, the longest promise, and today, each with whether it binds.
    """
    by_promise = [dispatch_by(course, one)[1] for one in rounds]
    found = [Bound("schedule.event", course.arrive_by, binds=not by_promise[-1])]
    found += _longest(course, binds=any(by_promise))
    if wished < course.today:
        found += [Bound("schedule.today", course.today, binds=course.opens == course.today)]
    return tuple(found)


def _longest(course: Course, *, binds: bool) -> Iterator[Bound]:
    """
    The longest promise: the one that was made already, or the one that the market allows.
    """
    longest, figure = longest_promise(course), course.window.figure
    if longest is None:
        return
    limit = longest.on if isinstance(longest, ReleaseOn) else longest.days
    if course.promise is not None or figure is None:
        yield Bound("schedule.promise", limit, binds=binds)
        return
    yield Bound("schedule.window", limit, binds=binds, rule=figure.path, source=figure.source)
