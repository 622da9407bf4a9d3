"""
United States federal holidays by example.
"""

from __future__ import annotations

from datetime import date

import pytest

from tiktok_presale.errors import PresaleError
from tiktok_presale.values.federal import FIRST_YEAR, federal_holidays


def test_holidays_of_2026():
    """
    All eleven of 2026, with Independence Day observed on Friday 3 July.
    """
    expected = [
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 5, 25),
        date(2026, 6, 19),
        date(2026, 7, 3),
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 11, 26),
        date(2026, 12, 25),
    ]

    assert expected == sorted(federal_holidays(2026, 2026))


@pytest.mark.parametrize(
    ("year", "observed", "named"),
    [
        (2022, date(2022, 12, 26), date(2022, 12, 25)),
        (2023, date(2023, 1, 2), date(2023, 1, 1)),
        (2023, date(2023, 11, 10), date(2023, 11, 11)),
        (2021, date(2021, 6, 18), date(2021, 6, 19)),
    ],
)
def test_observed_days(year, observed, named):
    """
    A holiday on a Saturday is observed the day before, one on a Sunday the day after.
    """
    found = federal_holidays(year, year)

    assert observed in found
    assert named not in found


def test_new_year_observed_in_the_old_year():
    """
    New Year's Day of Saturday 2022 was observed on 31 December 2021, and not in 2022.
    """
    assert date(2021, 12, 31) in federal_holidays(2021, 2021)
    assert date(2021, 12, 31) not in federal_holidays(2022, 2022)
    assert all(day.month != 1 or day.day > 3 for day in federal_holidays(2022, 2022))


def test_no_holiday_lies_outside_the_span():
    """
    Only days within the years that were asked for are given, and none lies on a weekend.
    """
    found = federal_holidays(2021, 2035)

    assert {day.year for day in found} == set(range(2021, 2036))
    assert all(day.weekday() < 5 for day in found)


def test_years_before_the_present_list_are_refused():
    """
    Before Juneteenth joined the list the rules would give a holiday too many.
    """
    assert FIRST_YEAR == 2021
    with pytest.raises(PresaleError):
        federal_holidays(FIRST_YEAR - 1, FIRST_YEAR)


def test_a_reversed_span_is_refused():
    """
    A span that ends before it starts holds no year.
    """
    with pytest.raises(PresaleError, match="at least first"):
        federal_holidays(2026, 2025)
