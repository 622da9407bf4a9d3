"""
Business calendars and federal holidays against the `holidays` package.
"""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from tiktok_presale.values.calendars import MON_TO_FRI, MON_TO_SAT, BusinessCalendar
from tiktok_presale.values.federal import federal_holidays

YEARS = range(2021, 2036)


def days_of(year):
    """
    Every day of a year.
    """
    count = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return [date(year, 1, 1) + timedelta(days=n) for n in range(count)]


@pytest.mark.parametrize("year", YEARS)
def test_federal_holidays_of_a_year(year):
    """
    The weekdays on which federal holidays are observed are those of the package, each year.
    """
    listed = holidays.US(years=[year, year + 1])
    expected = {day for day in listed if day.year == year and day.weekday() < 5}

    assert expected == {day for day in federal_holidays(year, year) if day.weekday() < 5}


def test_federal_holidays_of_all_years_together():
    """
    A span of years has the holidays of its years, across every year end.
    """
    expected = set().union(*(federal_holidays(year, year) for year in YEARS))

    assert expected == federal_holidays(YEARS[0], YEARS[-1])


@pytest.mark.parametrize("country", ["US", "VN", "TH", "MY", "SG", "PH"])
@pytest.mark.parametrize("year", [2024, 2025])
def test_working_days_agree(country, year):
    """
    With its lists, a calendar calls the same days working that the package does.
    """
    theirs = holidays.country_holidays(country, years=year)
    ours = BusinessCalendar(
        country,
        MON_TO_FRI,
        list(theirs),
        getattr(theirs, "weekend_workdays", ()),
        first=date(year, 1, 1),
        last=date(year, 12, 31),
    )
    expected = [day for day in days_of(year) if theirs.is_working_day(day)]

    assert expected == [day for day in days_of(year) if ours.is_working(day)]


@pytest.mark.parametrize("start", [date(2025, 8, 29), date(2025, 8, 30), date(2025, 8, 31)])
def test_nth_working_day_agrees(start):
    """
    Counting over Vietnam's national holiday gives what the package gives with its own counter.
    """
    theirs = holidays.VN(years=[2025, 2026])
    theirs.weekend = {6}
    ours = BusinessCalendar(
        "vn", MON_TO_SAT, list(theirs), first=date(2025, 1, 1), last=date(2026, 12, 31)
    )

    for count in range(1, 60):
        assert theirs.get_nth_working_day(start, count) == ours.after(start, count)
