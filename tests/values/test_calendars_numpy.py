"""
Business calendars against the business days of numpy, which counts them its own way.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale.values.calendars import BusinessCalendar

numpy = pytest.importorskip("numpy")

FIRST, LAST = date(2023, 1, 1), date(2027, 12, 31)
DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 30))
WEEKS = st.sets(st.integers(0, 6), min_size=1)
HOLIDAYS = st.sets(DAYS, max_size=40)
COUNTS = st.integers(0, 60)


def calendar_of(week, holidays):
    """
    Make the same calendar twice: ours and that of numpy.
    """
    mask = [day in week for day in range(7)]
    theirs = numpy.busdaycalendar(weekmask=mask, holidays=sorted(holidays))
    return BusinessCalendar("x", week, holidays, first=FIRST, last=LAST), theirs


class TestAWorkingWeekAndHolidays:
    """
    A business calendar: working week and holidays.
    """

    @given(DAYS, WEEKS, HOLIDAYS)
    def test_working_days(self, day, week, holidays):
        """
        Both agree on which days are worked.
        """
        ours, theirs = calendar_of(week, holidays)

        assert bool(numpy.is_busday(day, busdaycal=theirs)) is ours.is_working(day)

    @given(DAYS, COUNTS, WEEKS, HOLIDAYS)
    def test_nth_working_day_after(self, day, count, week, holidays):
        """
        The n-th working day after a day is the offset from it, rolled back on a day off.
        """
        ours, theirs = calendar_of(week, holidays)
        roll = "backward" if count else "forward"
        expected = numpy.busday_offset(day, count, roll=roll, busdaycal=theirs)

        assert expected.astype(date) == ours.after(day, count)

    @given(DAYS, COUNTS, WEEKS, HOLIDAYS)
    def test_days_between(self, day, count, week, holidays):
        """
        Between a day and its n-th working day lie exactly n working days, the last included.
        """
        ours, theirs = calendar_of(week, holidays)
        end = ours.after(day, count)
        one = timedelta(days=1)
        counted = numpy.busday_count(day + one, end + one, busdaycal=theirs)

        assert (count or int(not ours.is_working(day))) == int(counted)


class TestDayArithmetic:
    """
    Day arithmetic says what it counts; the order day is day 0.
    """

    @given(DAYS, COUNTS, WEEKS, HOLIDAYS)
    def test_ends_on_a_working_day(self, day, count, week, holidays):
        """
        Whatever is counted in working days ends on one, never before it began.
        """
        ours, _ = calendar_of(week, holidays)
        end = ours.after(day, count)

        assert ours.is_working(end)
        assert end >= day

    @given(DAYS, st.integers(0, 30), st.integers(0, 30), WEEKS, HOLIDAYS)
    def test_counts_add_up(self, day, m, n, week, holidays):
        """
        Some days and then some more are all of them together, from a working day.
        """
        ours, _ = calendar_of(week, holidays)
        start = ours.on_or_after(day)

        assert ours.after(start, m + n) == ours.after(ours.after(start, m), n)

    @given(DAYS, COUNTS, WEEKS, HOLIDAYS)
    def test_more_days_end_later(self, day, count, week, holidays):
        """
        One more working day always ends later.
        """
        ours, _ = calendar_of(week, holidays)
        start = ours.on_or_after(day)

        assert ours.after(start, count) < ours.after(start, count + 1)

    @given(DAYS, COUNTS, WEEKS, HOLIDAYS, DAYS)
    def test_another_holiday_never_ends_earlier(self, day, count, week, holidays, more):
        """
        A holiday more can only put the end off.
        """
        ours, _ = calendar_of(week, holidays)
        longer, _ = calendar_of(week, holidays | {more})

        assert ours.after(day, count) <= longer.after(day, count)

    @given(DAYS, COUNTS, WEEKS, HOLIDAYS, st.sets(DAYS, max_size=10))
    def test_make_up_days_count_as_working(self, day, count, week, holidays, made_up):
        """
        Make-up days are worked whatever week and holidays say, so the end comes no later.
        """
        ours, _ = calendar_of(week, holidays)
        made = BusinessCalendar("x", week, holidays, made_up, first=FIRST, last=LAST)

        assert all(made.is_working(one) for one in made_up)
        assert made.after(day, count) <= ours.after(day, count)
