"""
What would make a schedule possible that is not, each way alone; and what would move it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.rules.planning.spans import longer
from tiktok_presale.rules.planning.timetables.keeping import (
    kept,
    longest_sale,
    most_good,
    opens_by,
    promise_of,
    releases,
)
from tiktok_presale.rules.planning.timetables.timelines import SaleStart
from tiktok_presale.values.days import CalendarDays
from tiktok_presale.values.errors import CalendarCoverageError
from tiktok_presale.values.findings import Remedy
from tiktok_presale.values.grounds import Sensitivity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.rules.planning.timetables.courses import Course

__all__ = ["opening", "suppositions", "ways"]


def ways(course: Course, latest: SaleStart | None = None) -> tuple[Remedy, ...]:
    """
    The smallest changes that make a course possible, each of them alone.
    """
    return tuple(_ways(course, latest))


def _ways(course: Course, latest: SaleStart | None) -> Iterator[Remedy]:
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
    yield from _faster(course)
    margin = most_good(course.margin - 1, 0, lambda days: kept(attrs.evolve(course, margin=days)))
    if margin is not None:
        yield Remedy("smaller_margin", {"days": CalendarDays(margin)})


def _faster(course: Course) -> Iterator[Remedy]:
    """
    The longest production and the longest transit with which everything is kept.
    """
    making, sending = course.production, course.transit

    def made_in(days: int) -> bool:
        return kept(attrs.evolve(course, production=attrs.evolve(making, count=days)))

    def sent_in(days: int) -> bool:
        return kept(attrs.evolve(course, transit=attrs.evolve(sending, count=days)))

    days = most_good(making.count - 1, 1, made_in)
    if days is not None:
        yield Remedy("faster_production", {"days": attrs.evolve(making, count=days)})
    days = most_good(sending.count - 1, 1, sent_in)
    if days is not None:
        yield Remedy("faster_transit", {"days": attrs.evolve(sending, count=days)})


def opening(course: Course) -> SaleStart | None:
    """
    The last opening with which everything is kept, and its promise.
    """
    on = opens_by(course)
    if on is None:
        return None
    today = min(on, course.today)
    made = promise_of(attrs.evolve(course, opens=on, today=today))
    return SaleStart(on, CalendarDays(course.sale), made)


def suppositions(course: Course) -> tuple[Sensitivity, ...]:
    """
    What would be recommended if production, transit or the sale took a week more.
    """
    making, sending, sale = course.production, course.transit, CalendarDays(course.sale)
    found = [
        ("production", making, longer(making), attrs.evolve(course, production=longer(making))),
        ("transit", sending, longer(sending), attrs.evolve(course, transit=longer(sending))),
    ]
    if not course.longest:
        more = longer(sale)
        found += [("sale_days", sale, more, attrs.evolve(course, sale=more.count))]
    told = list[Sensitivity]()
    for name, given, instead, other in found:
        # What lies beyond a calendar cannot be supposed, and is no reason to answer nothing.
        with suppress(CalendarCoverageError, OverflowError):
            told.append(Sensitivity(name, given, instead, _recommended(other)))
    return tuple(told)


def _recommended(course: Course) -> SaleStart | None:
    """
    The opening as it is asked for, or the last one with which everything is kept.
    """
    if course.longest:
        course = attrs.evolve(course, sale=longest_sale(course) or 1)
    if kept(course):
        return SaleStart(course.opens, CalendarDays(course.sale), promise_of(course))
    # A sale that runs already cannot open at another time.
    latest = opening(course) if course.opens >= course.today else None
    return latest if latest is not None and latest.on >= course.today else None
