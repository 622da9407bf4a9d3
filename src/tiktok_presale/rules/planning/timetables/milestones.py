"""
The steps of a course, each with the input that puts it on its day, and its latest day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tiktok_presale.rules.planning.timetables.keeping import due_of, longest_promise, longest_sale
from tiktok_presale.rules.planning.timetables.timelines import Milestone, SetBy, Step
from tiktok_presale.values.days import CalendarDays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.occasions import Occasion
    from tiktok_presale.rules.planning.timetables.courses import Course, Round

__all__ = ["Cause", "dispatch_by", "milestones_of"]

_DAY = timedelta(days=1)


class Cause(NamedTuple):
    """
    Which input puts a step on its day, and its value.
    """

    why: SetBy
    span: object = None


def dispatch_by(course: Course, one: Round) -> tuple[date, bool]:
    """
    The last day on which a round may be handed over, and whether the promise sets it.
    """
    longest, event = longest_promise(course), course.dispatch_by
    due = None if longest is None else due_of(course, one.sold_from, longest)
    return (due, True) if due is not None and due < event else (event, False)


def milestones_of(
    course: Course,
    rounds: tuple[Round, ...],
    opens: Cause,
    closes: Cause,
    opens_by: date | None,
    occasion: Occasion | None,
) -> tuple[Milestone, ...]:
    """
    Every step, in the order of the days.
    """
    days = longest_sale(course)
    close_by = None if days is None else course.opens + timedelta(days=days - 1)
    found = [_step(Step.SALE_OPENS, course.opens, opens_by, opens)]
    found += [_step(Step.SALE_CLOSES, course.closes, close_by, closes)]
    for number, one in enumerate(rounds, start=1):
        found += _round(course, one, None if len(rounds) == 1 else number)
    last = rounds[-1]
    transit = Cause(SetBy.TRANSIT, course.transit)
    found += [_step(Step.DELIVERED, last.delivered, course.arrive_by, transit)]
    found += [_step(Step.EVENT, course.event, None, Cause(SetBy.OCCASION, occasion))]
    return tuple(sorted(found, key=lambda one: (one.day, _ORDER[one.step], one.round or 0)))


_ORDER = {step: number for number, step in enumerate(Step)}


def _step(
    step: Step, day: date, latest: date | None, cause: Cause, number: int | None = None
) -> Milestone:
    return Milestone(
        step=step, day=day, latest=latest, why=cause.why, span=cause.span, round=number
    )


def _round(course: Course, one: Round, number: int | None) -> Iterator[Milestone]:
    dispatch, _ = dispatch_by(course, one)
    goods = course.goods_by(dispatch)
    order = course.order_by(goods)
    late = one.ordered > one.sold_to + _DAY
    ordered = Cause(SetBy.TODAY) if late else Cause(SetBy.ROUND, CalendarDays(_length(one)))
    yield _step(Step.PRODUCTION_ORDERED, one.ordered, order, ordered, number)
    production = Cause(SetBy.PRODUCTION, course.production)
    yield _step(Step.GOODS_IN, one.goods_in, goods, production, number)
    handed = Cause(SetBy.HANDLING, course.handling)
    if one.dispatched > course.ready(one.goods_in):
        handed = Cause(SetBy.RELEASE)
    yield _step(Step.DISPATCHED, one.dispatched, dispatch, handed, number)


def _length(one: Round) -> int:
    return (one.sold_to - one.sold_from).days + 1
