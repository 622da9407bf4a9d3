"""
Business calendars by example: weeks, holidays, make-up days and the span that is known.
"""

from __future__ import annotations

from datetime import date, datetime

import attrs
import pytest

from tiktok_presale.errors import CalendarCoverageError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.calendars import MON_TO_FRI, MON_TO_SAT, BusinessCalendar
from tiktok_presale.values.vocabulary import Weekday

YEAR = {"first": date(2025, 1, 1), "last": date(2025, 12, 31)}
# Vietnam counts Monday to Saturday; 1 and 2 September 2025 were holidays.
VIETNAM = BusinessCalendar("vn", MON_TO_SAT, [date(2025, 9, 1), date(2025, 9, 2)], **YEAR)
# China worked on Sunday 28 September 2025 to make up for the holidays that follow.
CHINA = BusinessCalendar(
    "cn",
    MON_TO_FRI,
    [date(2025, 10, day) for day in range(1, 9)],
    [date(2025, 9, 28), date(2025, 10, 11)],
    **YEAR,
)


class TestCounting:
    """
    The order day is day 0, and only working days count.
    """

    def test_saturday_order_over_sunday_and_two_holidays(self):
        """
        Two working days after Saturday 30 August 2025 is Thursday 4 September in Vietnam.
        """
        assert date(2025, 9, 3) == VIETNAM.after(date(2025, 8, 30), 1)
        assert date(2025, 9, 4) == VIETNAM.after(date(2025, 8, 30), 2)

    def test_day_zero_rolls_forward(self):
        """
        Nothing more to count from a day off ends on the next working day.
        """
        assert date(2025, 9, 3) == VIETNAM.after(date(2025, 8, 31), 0)
        assert date(2025, 9, 3) == VIETNAM.on_or_after(date(2025, 9, 1))

    def test_day_zero_stays_on_a_working_day(self):
        """
        Nothing more to count from a working day ends on that day.
        """
        assert date(2025, 8, 30) == VIETNAM.after(date(2025, 8, 30), 0)

    def test_day_off_as_day_zero(self):
        """
        The first working day after a day off is the day on which it would be made up.
        """
        assert date(2025, 9, 3) == VIETNAM.after(date(2025, 8, 31), 1)

    def test_make_up_days_are_worked(self):
        """
        A Sunday that makes up for a holiday counts, and wins over a holiday list.
        """
        assert CHINA.is_working(date(2025, 9, 28))
        assert date(2025, 9, 28) == CHINA.after(date(2025, 9, 26), 1)
        assert date(2025, 10, 9) == CHINA.after(date(2025, 9, 30), 1)
        assert date(2025, 10, 11) == CHINA.after(date(2025, 10, 10), 1)

        both = attrs.evolve(CHINA, working=[date(2025, 10, 1)])

        assert both.is_working(date(2025, 10, 1))

    def test_week_may_start_on_sunday(self):
        """
        Some states of Malaysia work from Sunday to Thursday.
        """
        week = [Weekday.SUN, Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU]
        kedah = BusinessCalendar("kedah", week, **YEAR)

        assert date(2025, 6, 8) == kedah.after(date(2025, 6, 5), 1)

    @pytest.mark.parametrize("count", [-1, True, 1.0])
    def test_count_is_a_whole_number(self, count):
        """
        Days are counted forwards, in whole numbers.
        """
        with pytest.raises((OutOfRangeError, WrongTypeError)):
            VIETNAM.after(date(2025, 9, 1), count)

    @pytest.mark.parametrize("day", [datetime(2025, 9, 1), "2025-09-01", None])
    def test_day_is_a_day(self, day):
        """
        An instant has no working day before its zone is known.
        """
        with pytest.raises(WrongTypeError, match="must be a date"):
            VIETNAM.is_working(day)


class TestCoverage:
    """
    A calendar knows its coverage and raises outside it instead of guessing.
    """

    def test_span_includes_both_ends(self):
        """
        The first and the last day are known, their neighbours are not.
        """
        assert VIETNAM.covers(date(2025, 1, 1))
        assert VIETNAM.covers(date(2025, 12, 31))
        assert not VIETNAM.covers(date(2024, 12, 31))
        assert not VIETNAM.covers(date(2026, 1, 1))

    def test_counting_out_of_the_span_is_refused(self):
        """
        A deadline of next year is not computed with this year's holidays.
        """
        with pytest.raises(
            CalendarCoverageError, match="covers 2025-01-01 to 2025-12-31"
        ) as caught:
            VIETNAM.after(date(2025, 12, 31), 1)

        assert date(2026, 1, 1) == caught.value.day

    def test_asking_before_the_span_is_refused(self):
        """
        So is a day before the first one.
        """
        with pytest.raises(CalendarCoverageError):
            VIETNAM.on_or_after(date(2024, 12, 31))

    def test_calendar_without_span_covers_nothing(self):
        """
        A working week alone tells nothing about any day.
        """
        bare = BusinessCalendar("th", MON_TO_FRI)

        assert not bare.covers(date(2025, 6, 2))
        with pytest.raises(CalendarCoverageError, match="covers no year"):
            bare.is_working(date(2025, 6, 2))

    @pytest.mark.parametrize(
        "ends", [{"first": date(2025, 1, 1)}, {"last": date(2025, 1, 1)}], ids=["first", "last"]
    )
    def test_half_a_span_is_refused(self, ends):
        """
        Both ends are given or neither.
        """
        with pytest.raises(OutOfRangeError, match="both days or neither"):
            BusinessCalendar("x", MON_TO_FRI, **ends)

    def test_span_ends_after_it_starts(self):
        """
        The last day is not before the first.
        """
        with pytest.raises(OutOfRangeError, match="at least first"):
            BusinessCalendar("x", MON_TO_FRI, first=date(2025, 1, 2), last=date(2025, 1, 1))


class TestMaking:
    """
    An impossible calendar cannot be made.
    """

    def test_empty_week_is_refused(self):
        """
        Some day of the week must be worked.
        """
        with pytest.raises(OutOfRangeError, match="at least one day"):
            BusinessCalendar("x", [])

    @pytest.mark.parametrize("week", [[7], ["mon"], 5, None, "mon"], ids=repr)
    def test_strange_weeks_are_refused(self, week):
        """
        Days of the week are named, and the message shows how.
        """
        with pytest.raises(WrongTypeError, match=r"Weekday\.MON"):
            BusinessCalendar("x", week)

    def test_week_may_be_numbers(self):
        """
        Numbers count as the standard library's weekdays do.
        """
        assert BusinessCalendar("x", MON_TO_FRI) == BusinessCalendar("x", range(5))

    @pytest.mark.parametrize("day", [datetime(2025, 1, 1), "2025-01-01"])
    def test_holidays_are_days(self, day):
        """
        Neither holidays nor make-up days are anything but dates.
        """
        with pytest.raises(WrongTypeError, match="must be a date"):
            BusinessCalendar("x", MON_TO_FRI, [day], **YEAR)
        with pytest.raises(WrongTypeError, match="must be a date"):
            BusinessCalendar("x", MON_TO_FRI, working=[day], **YEAR)


class TestExtending:
    """
    `with_holidays` extends a sourced calendar and never overrules it.
    """

    def test_new_years_join_the_span(self):
        """
        Years before and after are known once their lists are given.
        """
        longer = VIETNAM.with_holidays(
            [date(2026, 1, 1)], first=date(2026, 1, 1), last=date(2026, 12, 31)
        ).with_holidays([date(2024, 1, 1)], first=date(2024, 1, 1), last=date(2024, 12, 31))

        assert (date(2024, 1, 1), date(2026, 12, 31)) == (longer.first, longer.last)
        assert date(2026, 1, 2) == longer.after(date(2025, 12, 31), 1)
        assert date(2024, 1, 2) == longer.on_or_after(date(2024, 1, 1))
        assert not VIETNAM.covers(date(2026, 1, 1))

    def test_known_days_keep_their_meaning(self):
        """
        A list that overlaps changes nothing inside the present span.
        """
        longer = VIETNAM.with_holidays(
            [date(2025, 6, 2), date(2026, 1, 1)],
            first=date(2025, 1, 1),
            last=date(2026, 12, 31),
            working=[date(2025, 9, 1), date(2026, 1, 4)],
        )

        assert longer.is_working(date(2025, 6, 2))
        assert not longer.is_working(date(2025, 9, 1))
        assert not longer.is_working(date(2026, 1, 1))
        assert longer.is_working(date(2026, 1, 4))

    def test_days_outside_the_named_span_are_left_out(self):
        """
        A holiday of a year that is not covered does not count when that year is covered later.
        """
        longer = VIETNAM.with_holidays(
            [date(2027, 6, 1)],
            first=date(2026, 1, 1),
            last=date(2026, 12, 31),
            working=[date(2027, 6, 6)],
        )

        assert VIETNAM.holidays == longer.holidays
        assert VIETNAM.working == longer.working

    def test_days_outside_the_first_span_are_left_out(self):
        """
        The same holds where the calendar covered nothing before.
        """
        bare = BusinessCalendar("x", MON_TO_FRI)
        longer = bare.with_holidays([date(2027, 6, 1)], working=[date(2027, 6, 6)], **YEAR)

        assert frozenset() == longer.holidays
        assert frozenset() == longer.working

    def test_bare_calendar_takes_its_first_span(self):
        """
        A calendar that covers nothing takes the whole list.
        """
        known = BusinessCalendar("x", MON_TO_FRI).with_holidays(
            [date(2025, 5, 1)], working=[date(2025, 5, 4)], **YEAR
        )

        assert date(2025, 5, 2) == known.after(date(2025, 4, 30), 1)
        assert known.is_working(date(2025, 5, 4))

    def test_bare_calendar_keeps_its_own_days(self):
        """
        Holidays that stood in a calendar without a span stay when it gets one.
        """
        bare = BusinessCalendar("x", MON_TO_FRI, [date(2025, 5, 1)], [date(2025, 5, 4)])
        known = bare.with_holidays([date(2025, 12, 25)], **YEAR)

        assert not known.is_working(date(2025, 5, 1))
        assert known.is_working(date(2025, 5, 4))

    @pytest.mark.parametrize(
        ("first", "last"),
        [(date(2026, 1, 2), date(2026, 12, 31)), (date(2023, 1, 1), date(2024, 12, 30))],
        ids=["after", "before"],
    )
    def test_gap_is_refused(self, first, last):
        """
        A hole between two spans would pass for days without holidays.
        """
        with pytest.raises(OutOfRangeError, match="next to 2025-01-01 to 2025-12-31"):
            VIETNAM.with_holidays([], first=first, last=last)

    def test_reversed_span_is_refused(self):
        """
        A span that ends before it starts is refused on a calendar that has one already.
        """
        with pytest.raises(OutOfRangeError):
            VIETNAM.with_holidays([], first=date(2026, 1, 1), last=date(2025, 12, 31))
