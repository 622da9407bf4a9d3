"""
Months of the calendar, counted back.
"""

from calendar import monthrange
from datetime import date, datetime

import pytest
from hypothesis import given

from tiktok_presale import Months
from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.strategies import dates, months


def back(day, count):
    """
    So many months before a day, by plain arithmetic.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class TestBefore:
    """
    "Two months before" (F11).
    """

    @pytest.mark.parametrize(
        ("count", "day", "before"),
        [
            (2, date(2026, 12, 25), date(2026, 10, 25)),
            (0, date(2026, 12, 25), date(2026, 12, 25)),
            (1, date(2027, 3, 31), date(2027, 2, 28)),
            (1, date(2028, 3, 31), date(2028, 2, 29)),
            (12, date(2028, 2, 29), date(2027, 2, 28)),
            (3, date(2027, 1, 31), date(2026, 10, 31)),
        ],
    )
    def test_day(self, count, day, before):
        """
        The same day of an earlier month, or its last one.
        """
        assert before == Months(count).before(day)

    @given(months(), dates())
    def test_plain_arithmetic(self, count, day):
        """
        Any month before any day is what plain arithmetic gives.
        """
        assert back(day, count.count) == count.before(day)

    @pytest.mark.parametrize("count", [1, 24, 10**9, 10**30])
    def test_before_the_year_one(self, count):
        """
        There is nothing before the year 1.
        """
        with pytest.raises(OutOfRangeError, match="year 1"):
            Months(count).before(date(1, 1, 15))

    @pytest.mark.parametrize("day", [None, "2026-01-01", datetime(2026, 1, 1)])
    def test_no_day(self, day):
        """
        Only a plain day has months before it.
        """
        with pytest.raises(WrongTypeError):
            Months(1).before(day)

    @pytest.mark.parametrize("count", [-1, 1.5, True, None])
    def test_no_count(self, count):
        """
        Months are counted in whole numbers from zero.
        """
        with pytest.raises((OutOfRangeError, WrongTypeError)):
            Months(count)


def test_words():
    """
    Months are said in both languages.
    """
    assert ("1 month", "2 months", "2个月") == (
        str(Months(1)),
        str(Months(2)),
        Months(2).in_words("zh"),
    )
