"""
Calendar days, business days, hours, and windows of the past.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours, PastDays

COHORT = PastDays(8, 37)
UNITS = pytest.mark.parametrize("unit", [CalendarDays, BusinessDays, Hours])


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (CalendarDays(15), "15 calendar days"),
        (CalendarDays(1), "1 calendar day"),
        (CalendarDays(0), "0 calendar days"),
        (BusinessDays(2), "2 business days"),
        (BusinessDays(1), "1 business day"),
        (Hours(48), "48 hours"),
        (Hours(1), "1 hour"),
        (COHORT, "8 to 37 days before"),
    ],
)
def test_words(days, text):
    """
    A length says what it counts.
    """
    assert text == str(days)


@UNITS
def test_longer_is_more(unit):
    """
    Lengths of one unit are ordered by their count.
    """
    assert unit(3) < unit(4)
    assert unit(4) >= unit(4)
    assert [unit(1), unit(2)] == sorted([unit(2), unit(1)])


def test_units_never_mix():
    """
    Five calendar days are not five business days, and neither is longer.
    """
    assert CalendarDays(5) != BusinessDays(5)
    assert len({CalendarDays(5), BusinessDays(5), Hours(5)}) == 3
    with pytest.raises(TypeError):
        _ = CalendarDays(5) < BusinessDays(6)


@UNITS
@pytest.mark.parametrize("count", [True, 1.0, "3", None, Decimal(3)])
def test_count_is_a_whole_number(unit, count):
    """
    Nothing but an int is a count.
    """
    with pytest.raises(WrongTypeError, match="whole number"):
        unit(count)


@UNITS
def test_count_is_not_negative(unit):
    """
    A length is never below zero.
    """
    with pytest.raises(OutOfRangeError, match="at least 0"):
        unit(-1)


class TestPastDays:
    """
    Whole days before a day, both ends included.
    """

    def test_8_to_37_days_is_30_days_long(self):
        """
        The cohort of the platform holds thirty days.
        """
        assert COHORT.length == 30
        assert PastDays(0, 0).length == 1

    def test_ends_are_included(self):
        """
        Seen from 9 June 2025 the cohort runs from 3 May to 1 June.
        """
        today = date(2025, 6, 9)

        assert date(2025, 6, 1) == COHORT.newest(today)
        assert date(2025, 5, 3) == COHORT.oldest(today)
        assert COHORT.contains(date(2025, 6, 1), before=today)
        assert COHORT.contains(date(2025, 5, 3), before=today)
        assert not COHORT.contains(date(2025, 6, 2), before=today)
        assert not COHORT.contains(date(2025, 5, 2), before=today)

    def test_length_counts_the_days_contained(self):
        """
        Exactly as many days lie in the window as it is long.
        """
        today = date(2024, 3, 15)
        inside = [n for n in range(60) if COHORT.contains(today - timedelta(n), before=today)]

        assert list(range(8, 38)) == inside

    def test_day_leaves_for_good(self):
        """
        A day is clean from the first day on which it has left the window, not earlier.
        """
        day = date(2024, 2, 28)
        clean = COHORT.clean_from(day)

        assert date(2024, 4, 6) == clean
        assert not COHORT.contains(day, before=clean)
        assert COHORT.contains(day, before=clean - timedelta(1))

    def test_window_ends_after_it_starts(self):
        """
        The last day back is no nearer than the first.
        """
        with pytest.raises(OutOfRangeError, match=r"at least first \(8\)"):
            PastDays(8, 7)

    @pytest.mark.parametrize("ends", [(-1, 3), (True, 3), (1, "3")])
    def test_ends_are_whole_numbers(self, ends):
        """
        Neither end is negative, a truth value or text.
        """
        with pytest.raises((OutOfRangeError, WrongTypeError)):
            PastDays(*ends)

    @pytest.mark.parametrize("day", [datetime(2025, 6, 9), "2025-06-09", None])
    def test_days_are_days(self, day):
        """
        An instant is not a day; its zone would decide.
        """
        good = date(2025, 6, 9)
        for tried in (
            lambda: COHORT.oldest(day),
            lambda: COHORT.newest(day),
            lambda: COHORT.clean_from(day),
            lambda: COHORT.contains(day, before=good),
            lambda: COHORT.contains(good, before=day),
        ):
            with pytest.raises(WrongTypeError, match="must be a date"):
                tried()
