"""
Which promise a course of days can keep, and which is the longest that a market allows.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.orders import Order
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.rules import deadlines
from tiktok_presale.rules.planning.spans import after
from tiktok_presale.rules.planning.timetables.courses import Course, Round, rounds_of
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.instants import local_day, starts_on
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable

    from tiktok_presale.rules.deadlines import Deadline

__all__ = [
    "LONGEST_SALE",
    "deadline_of",
    "due_of",
    "kept",
    "laid",
    "longest_promise",
    "longest_sale",
    "most_good",
    "opens_by",
    "promise_of",
    "releases",
]

_DAY = timedelta(days=1)
_BACK = 30
LONGEST_SALE = 366


def releases(course: Course) -> bool:
    """
    Whether the promise is one release date for everybody.
    """
    if course.promise is not None:
        return isinstance(course.promise, ReleaseOn)
    return course.window.releases


def deadline_of(course: Course, placed: date, promise: Promise) -> Deadline:
    """
    The dispatch deadline of a pre-order that is placed and paid as a day of the sale begins.
    """
    if (placed, promise) not in course.known:
        course.known[placed, promise] = _deadline(course, placed, promise)
    return course.known[placed, promise]


def _deadline(course: Course, placed: date, promise: Promise) -> Deadline:
    at = starts_on(placed, course.policy.zone)
    order = Order(
        id="first",
        kind=course.kind,
        placed_at=at,
        paid_at=at,
        balance_paid_at=at,
        total=Money(0, course.policy.pack.currency),
        promise=promise,
    )
    return deadlines.of(order, course.policy, calendar=course.calendar).dispatch


def due_of(course: Course, placed: date, promise: Promise) -> date | None:
    """
    The day of that deadline; None where the market's rules give none.
    """
    due = deadline_of(course, placed, promise).due
    return None if due is None else local_day(due, course.policy.zone)


def _reaches(course: Course, one: Round, promise: Promise) -> bool:
    """
    Whether who buys first in a round gets the goods handed over as promised.
    """
    due = due_of(course, one.sold_from, promise)
    if due is None:
        # Without a rule of the market the promise is taken by its word.
        due = (
            promise.on
            if isinstance(promise, ReleaseOn)
            else after(one.sold_from, promise.days, course.calendar)
        )
    return one.dispatched <= due


def longest_promise(course: Course) -> Promise | None:
    """
    The promise with the latest dispatch that may be made; None where the market names no limit.
    """
    if course.promise is not None:
        return course.promise
    most = course.window.most
    if most is None:
        return None
    if releases(course):
        return ReleaseOn(after(course.opens, most, course.calendar))
    return ShipWithin(most)


def promise_of(course: Course) -> Promise:
    """
    The promise to make: the shortest that the market knows and that every buyer sees kept.
    """
    if course.promise is not None:
        return course.promise
    return _release(course) if releases(course) else _shortest(course)


def _shortest(course: Course) -> ShipWithin:
    rounds, window = rounds_of(course), course.window
    kind = BusinessDays if isinstance(window.least or window.most, BusinessDays) else CalendarDays
    least = 0 if window.least is None else window.least.count
    most = max(least, *(one.longest_wait for one in rounds))

    def all_kept(count: int) -> bool:
        promise = ShipWithin(kind(count))
        return all(_reaches(course, one, promise) for one in rounds)

    count = least + bisect_left(range(least, most), True, key=all_kept)  # noqa: FBT003 - sought for
    choices = [choice.count for choice in window.choices if type(choice) is kind]
    return ShipWithin(kind(min((one for one in choices if one >= count), default=count)))


def _release(course: Course) -> ReleaseOn:
    """
    The first date on which the goods are in, and from which they are handed over in time.
    """
    last, least = rounds_of(course)[-1], course.window.least
    first = course.opens if least is None else after(course.opens, least, course.calendar)
    day = max(last.goods_in, first)
    while day < last.dispatched and not _reaches(course, last, ReleaseOn(day)):
        day += _DAY
    return ReleaseOn(day)


def laid(course: Course, promise: Promise) -> tuple[Round, ...]:
    """
    The rounds of a course under a promise: nothing goes before a release.
    """
    return rounds_of(course, promise.on if isinstance(promise, ReleaseOn) else None)


def kept(course: Course) -> bool:
    """
    Whether the goods come before the event, and every buyer sees a promise kept that may be made.
    """
    longest = longest_promise(course)
    made = promise_of(course) if longest is None or isinstance(longest, ReleaseOn) else longest
    if isinstance(longest, ReleaseOn) and isinstance(made, ReleaseOn) and made.on > longest.on:
        return False
    rounds = laid(course, made)
    in_time = rounds[-1].delivered <= course.arrive_by
    return in_time and all(_promised(course, one, made) for one in rounds)


def _promised(course: Course, one: Round, made: Promise) -> bool:
    """
    Whether a round keeps a promise; goods that wait for a release that is in time do.
    """
    return (isinstance(made, ReleaseOn) and one.dispatched == made.on) or _reaches(
        course, one, made
    )


def longest_sale(course: Course) -> int | None:
    """
    The most days of sale with which everything is kept; None where one day is too long.
    """
    most = min(max((course.close_by - course.opens).days + 1, 0), LONGEST_SALE)
    # A day more never brings anything forward, so that the first that is not kept ends the search.
    return most_good(most, 1, lambda days: kept(attrs.evolve(course, sale=days)))


def most_good(most: int, least: int, good: Callable[[int], bool]) -> int | None:
    """
    The largest number from *least* to *most* that is good, where less is never worse.
    """
    numbers = range(least, most + 1)
    found = bisect_left(numbers, True, key=lambda number: not good(number))  # noqa: FBT003 - sought
    return numbers[found - 1] if found else None


def opens_by(course: Course) -> date | None:
    """
    The last day on which the sale may open so that everything is kept.

    Holidays can make a day fail where a later one does not, so that each is tried. A course that
    keeps nothing however early it opens is given up a month before its last chance.
    """
    last = course.close_by - timedelta(days=course.sale - 1)
    for back in range(_BACK):
        day = last - timedelta(days=back)
        if kept(attrs.evolve(course, opens=day, today=min(day, course.today))):
            return day
    return None
