"""
The course of a sale that makes only what was ordered: rounds of production, day by day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.rules.planning.spans import Span, after, last_start
from tiktok_presale.values.closed import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.promises import Promise
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.deadlines import Deadline
    from tiktok_presale.rules.planning.timetables.promisable import Promisable
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["Course", "Round", "rounds_of"]

_DAY = timedelta(days=1)


@final
@attrs.frozen(kw_only=True)
class Round(Value):
    """
    One order to the maker, for the pre-orders of some days of the sale.

    Args:
        sold_from: The first of these days; who buys then waits longest.
        sold_to: The last of them; who buys then waits least.
        ordered: When production is ordered: the day after the last one.
        goods_in: When the goods are in.
        dispatched: When they are handed over.
        delivered: When the buyers have them.
    """

    sold_from: date
    sold_to: date
    ordered: date
    goods_in: date
    dispatched: date
    delivered: date

    @property
    def longest_wait(self) -> int:
        """
        The days from order to dispatch of who buys first.
        """
        return (self.dispatched - self.sold_from).days

    @property
    def shortest_wait(self) -> int:
        """
        The days from order to dispatch of who buys last.
        """
        return (self.dispatched - self.sold_to).days


def _nothing() -> dict[tuple[date, Promise], Deadline]:
    return {}


@attrs.frozen(kw_only=True)
class Course:
    """
    Everything that decides the days of a sale.
    """

    event: date
    today: date
    opens: date
    sale: int
    longest: bool
    every: int | None
    ordered: int
    production: Span
    handling: Span
    transit: Span
    margin: int
    promise: Promise | None
    policy: Policy
    window: Promisable
    kind: OrderKind
    category: str | None
    calendar: BusinessCalendar | None
    factory: BusinessCalendar | None
    # Deadlines that were computed already, shared by all courses that a question compares.
    known: dict[tuple[date, Promise], Deadline] = attrs.field(factory=_nothing, eq=False)

    @property
    def closes(self) -> date:
        """
        The last day of the sale.
        """
        return self.opens + timedelta(days=self.sale - 1)

    @property
    def arrive_by(self) -> date:
        """
        The last day on which the goods may be with the buyers.
        """
        return self.event - timedelta(days=self.margin)

    @property
    def dispatch_by(self) -> date:
        """
        The last day of dispatch from which the goods are with the buyers in time.
        """
        return last_start(self.arrive_by, self.transit, self.calendar)

    def ready(self, goods_in: date) -> date:
        """
        The day on which goods that are in can be handed over.
        """
        return after(goods_in, self.handling, self.calendar)

    def goods_by(self, dispatch: date) -> date:
        """
        The last day on which goods may come in that must go on a day.
        """
        return last_start(dispatch, self.handling, self.calendar)

    def order_by(self, goods: date) -> date:
        """
        The last day on which goods may be ordered that must be in on a day.
        """
        return last_start(goods, self.production, self.factory)

    @property
    def close_by(self) -> date:
        """
        The last day on which the sale may close for the sake of the event alone.
        """
        return self.order_by(self.goods_by(self.dispatch_by)) - _DAY


def rounds_of(course: Course, release: date | None = None) -> tuple[Round, ...]:
    """
    The rounds of a course; nothing is handed over before the *release*, where there is one.
    """
    return tuple(_rounds(course, release))


def _rounds(course: Course, release: date | None) -> Iterator[Round]:
    length = course.sale if course.every is None else course.every
    for number, first in enumerate(range(0, course.sale, length)):
        sold_from = course.opens + timedelta(days=first)
        sold_to = min(sold_from + timedelta(days=length - 1), course.closes)
        ordered = sold_to + _DAY
        if number >= course.ordered:
            # What was not ordered in time is ordered today at the earliest.
            ordered = max(ordered, course.today)
        goods_in = after(ordered, course.production, course.factory)
        ready = course.ready(goods_in)
        dispatched = ready if release is None else max(ready, release)
        yield Round(
            sold_from=sold_from,
            sold_to=sold_to,
            ordered=ordered,
            goods_in=goods_in,
            dispatched=dispatched,
            delivered=after(dispatched, course.transit, course.calendar),
        )
