"""
What would make a schedule possible that is not, each way alone; and what would move it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from tiktok_presale.rules.planning.keeping import (
    kept,
    longest_sale,
    most_good,
    opens_by,
    promise_of,
    releases,
)
from tiktok_presale.rules.planning.spans import longer
from tiktok_presale.rules.planning.timelines import Opening
from tiktok_presale.values.days import CalendarDays
from tiktok_presale.values.findings import Remedy
from tiktok_presale.values.grounds import Sensitivity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tiktok_presale.rules.planning.courses import Course
    from tiktok_presale.rules.planning.spans import Span

__all__ = ["opening", "suppositions", "ways"]

_FASTER = (("production", "faster_production"), ("transit", "faster_transit"))


def ways(course: Course, latest: Opening | None = None) -> tuple[Remedy, ...]:
    """
    The smallest changes that make a course possible, each of them alone.
    """
    return tuple(_ways(course, latest))


def _ways(course: Course, latest: Opening | None) -> Iterator[Remedy]:
    if latest is not None and course.today <= latest.on < course.opens:
        yield Remedy("open_by", {"on": latest.on})
    if course.closes >= course.today:
        days = longest_sale(course)
        if days is not None and days < course.sale:
            yield Remedy("shorter_sale", {"days": CalendarDays(days)})
    if not releases(course):
        every = most_good(
            course.sale - 1, 1, lambda days: kept(attrs.evolve(course, every=days, ordered=0))
        )
        if every is not None and (course.every is None or every < course.every):
            yield Remedy("order_every", {"days": CalendarDays(every)})
    for field, code in _FASTER:
        span: Span = getattr(course, field)
        days = most_good(span.count - 1, 1, _with_days(course, field))
        if days is not None:
            yield Remedy(code, {"days": attrs.evolve(span, count=days)})
    margin = most_good(course.margin - 1, 0, lambda days: kept(attrs.evolve(course, margin=days)))
    if margin is not None:
        yield Remedy("smaller_margin", {"days": CalendarDays(margin)})


def _with_days(course: Course, field: str) -> Callable[[int], bool]:
    """
    Whether everything is kept if one span of a course had so many days.
    """
    span: Span = getattr(course, field)
    return lambda days: kept(attrs.evolve(course, **{field: attrs.evolve(span, count=days)}))


def opening(course: Course) -> Opening | None:
    """
    The last opening with which everything is kept, and its promise.
    """
    on = opens_by(course)
    if on is None:
        return None
    today = min(on, course.today)
    made = promise_of(attrs.evolve(course, opens=on, today=today))
    return Opening(on, CalendarDays(course.sale), made)


def suppositions(course: Course) -> tuple[Sensitivity, ...]:
    """
    What would be recommended if production, transit or the sale took a week more.
    """
    found = list[Sensitivity]()
    for field in ("production", "transit"):
        span = getattr(course, field)
        found.append(_if(course, field, span, longer(span), **{field: longer(span)}))
    if not course.longest:
        sale = CalendarDays(course.sale)
        found.append(_if(course, "sale_days", sale, longer(sale), sale=course.sale + 7))
    return tuple(found)


def _if(
    course: Course, name: str, given: object, instead: object, **changed: object
) -> Sensitivity:
    return Sensitivity(name, given, instead, _recommended(attrs.evolve(course, **changed)))


def _recommended(course: Course) -> Opening | None:
    """
    The opening as it is asked for, or the last one with which everything is kept.
    """
    if course.longest:
        course = attrs.evolve(course, sale=longest_sale(course) or 1)
    if kept(course):
        return Opening(course.opens, CalendarDays(course.sale), promise_of(course))
    # A sale that runs already cannot open at another time.
    latest = opening(course) if course.opens >= course.today else None
    return latest if latest is not None and latest.on >= course.today else None
