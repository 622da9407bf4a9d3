"""
A business calendar: which days count, and for which years that is known.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values.checks import check_day, check_int
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CalendarCoverageError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.vocabulary import Weekday

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MON_TO_FRI", "MON_TO_SAT", "BusinessCalendar"]

MON_TO_FRI = frozenset(
    {Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI},
)
MON_TO_SAT = MON_TO_FRI | {Weekday.SAT}

_DAY = timedelta(days=1)


def _week(days: Iterable[Weekday]) -> frozenset[Weekday]:
    """
    Read a working week; numbers count as `date.weekday` does.
    """
    try:
        return frozenset(Weekday(day) for day in days)
    except (TypeError, ValueError):
        raise WrongTypeError("week", "days such as Weekday.MON", repr(days)) from None


def _days(days: Iterable[date]) -> frozenset[date]:
    return frozenset(check_day("holiday", day) for day in days)


@final
@attrs.frozen
class BusinessCalendar(Value):
    """
    A working week, the holidays in it, working days made up for, and the span it is known for.

    Outside its span a calendar raises instead of guessing: a forgotten holiday list for next year
    would make every deadline of that year a day early.

    Args:
        name: What the calendar is called in errors.
        week: The days of the week that are worked.
        holidays: Days of the week that are not worked after all.
        working: Days off that are worked after all (make-up days); they win over holidays.
        first: The first day of the span, or None where nothing is covered.
        last: The last day of the span.

    Raises:
        OutOfRangeError: If the week is empty, or the span ends before it starts or is half given.

    Examples:
        >>> calendar = BusinessCalendar("demo", MON_TO_FRI, {date(2025, 1, 1)},
        ...                             first=date(2024, 1, 1), last=date(2025, 12, 31))
        >>> calendar.after(date(2024, 12, 31), 2)
        datetime.date(2025, 1, 3)
        >>> calendar.is_working(date(2026, 1, 2))
        Traceback (most recent call last):
        ...
        tiktok_presale.values.errors.CalendarCoverageError: calendar 'demo' covers 2024-01-01 to \
2025-12-31, not 2026-01-02; give its holidays with calendar.with_holidays(…), or install \
tiktok-presale[calendars] and extend it
    """

    name: str
    week: frozenset[Weekday] = attrs.field(converter=_week)
    holidays: frozenset[date] = attrs.field(default=frozenset[date](), converter=_days)
    working: frozenset[date] = attrs.field(default=frozenset[date](), converter=_days)
    first: date | None = None
    last: date | None = None

    def __attrs_post_init__(self) -> None:
        """
        Refuse a calendar on which no day could ever be worked.
        """
        if not self.week:
            raise OutOfRangeError("week", "empty", "at least one day")
        if (self.first is None) is not (self.last is None):
            raise OutOfRangeError("span", f"{self.first} to {self.last}", "both days or neither")
        if self.first is not None and self.last is not None:
            check_day("first", self.first)
            if check_day("last", self.last) < self.first:
                raise OutOfRangeError("last", str(self.last), f"at least first ({self.first})")

    def covers(self, day: date) -> bool:
        """
        Whether the holidays around *day* are known.
        """
        return self.first is not None and self.last is not None and self.first <= day <= self.last

    def is_working(self, day: date) -> bool:
        """
        Whether *day* is worked.

        Raises:
            CalendarCoverageError: If *day* lies outside the span.
        """
        check_day("day", day)
        first, last = self.first, self.last
        if first is None or last is None or not first <= day <= last:
            raise CalendarCoverageError(self.name, day, self.first, self.last)
        return day in self.working or (day.weekday() in self.week and day not in self.holidays)

    def on_or_after(self, day: date) -> date:
        """
        *day* itself if it is worked, else the next day that is.
        """
        while not self.is_working(day):
            day += _DAY
        return day

    def after(self, day: date, count: int) -> date:
        """
        The *count*-th working day after *day*, which itself is day 0 and need not be worked.

        A count of 0 gives `on_or_after(day)`: something due "the same working day" on a day off is
        due on the next one.

        Raises:
            CalendarCoverageError: If a day on the way lies outside the span.
        """
        if not check_int("count", count):
            return self.on_or_after(day)
        for _ in range(count):
            day = self.on_or_after(day + _DAY)
        return day

    def with_holidays(
        self,
        days: Iterable[date],
        *,
        first: date,
        last: date,
        working: Iterable[date] = (),
    ) -> BusinessCalendar:
        """
        This calendar with more holidays, known from *first* to *last* as well.

        Days inside the present span keep their present meaning, so a list from elsewhere extends
        a sourced calendar and never overrules it.

        Raises:
            OutOfRangeError: If the new span ends before it starts, or leaves a gap to the present
                one.
        """
        if check_day("last", last) < check_day("first", first):
            raise OutOfRangeError("last", str(last), f"at least first ({first})")
        if self.first is None or self.last is None:
            span = first, last
        elif first > self.last + _DAY or last < self.first - _DAY:
            raise OutOfRangeError(
                "span", f"{first} to {last}", f"next to {self.first} to {self.last}"
            )
        else:
            span = min(first, self.first), max(last, self.last)
        new = {day for day in _days(days) if first <= day <= last and not self.covers(day)}
        made_up = {day for day in _days(working) if first <= day <= last and not self.covers(day)}
        return attrs.evolve(
            self,
            holidays=self.holidays | new,
            working=self.working | made_up,
            first=span[0],
            last=span[1],
        )
