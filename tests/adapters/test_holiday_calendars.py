"""
Business calendars from the holidays package.
"""

from datetime import date

import holidays
import pytest

from tiktok_presale import BusinessCalendar, BusinessDays, CalendarDays, Weekday
from tiktok_presale.adapters.holiday_calendars import country_calendar, extended
from tiktok_presale.errors import CalendarCoverageError, OutOfRangeError
from tiktok_presale.values.calendars import MON_TO_SAT


def test_a_country_has_its_own_week_and_holidays():
    """
    Thailand's calendar has the package's holidays and Monday to Friday.
    """
    calendar = country_calendar("TH", first_year=2026, last_year=2026)

    assert set(holidays.TH(years=2026)) == calendar.holidays
    assert {Weekday.SAT, Weekday.SUN} == set(Weekday) - calendar.week
    assert (date(2026, 1, 1), date(2026, 12, 31)) == (calendar.first, calendar.last)


def test_a_holiday_observed_in_the_year_before_is_kept():
    """
    New Year's Day of 2022 was observed on 31 December 2021.
    """
    calendar = country_calendar("US", first_year=2021, last_year=2021)

    assert not calendar.is_working(date(2021, 12, 31))


def test_make_up_days_are_worked():
    """
    Chinese make-up working days that fall on a weekend are working days.
    """
    calendar = country_calendar("CN", first_year=2025, last_year=2025)

    assert date(2025, 1, 26).weekday() == Weekday.SUN
    assert calendar.is_working(date(2025, 1, 26))


def test_a_subdivision_adds_its_own_holidays():
    """
    Kedah has holidays that Malaysia as a whole does not.
    """
    whole = country_calendar("MY", first_year=2026, last_year=2026)
    kedah = country_calendar("MY", first_year=2026, last_year=2026, subdivision="02")

    assert kedah.holidays > whole.holidays or kedah.holidays - whole.holidays


@pytest.mark.parametrize(
    ("country", "subdivision"), [("XX", None), ("MY", "Atlantis")], ids=["country", "subdivision"]
)
def test_an_unknown_place_is_refused(country, subdivision):
    """
    A place that the package does not know gives our own error.
    """
    with pytest.raises(OutOfRangeError, match="holidays package knows"):
        country_calendar(country, first_year=2026, last_year=2026, subdivision=subdivision)


@pytest.mark.parametrize(("first", "last"), [(2026, 2025), (2990, 2991)])
def test_an_impossible_span_is_refused(first, last):
    """
    A span that ends before it starts, or for which nothing is known, gives our own error.
    """
    with pytest.raises(OutOfRangeError):
        country_calendar("CN", first_year=first, last_year=last)


def test_extending_never_overrules_what_is_covered():
    """
    A day that the calendar covers keeps its meaning; a day outside gets the package's.
    """
    own = BusinessCalendar(
        "vn", MON_TO_SAT, {date(2025, 9, 1)}, first=date(2025, 1, 1), last=date(2025, 12, 31)
    )
    more = extended(own, "VN", first_year=2025, last_year=2026)

    assert not more.is_working(date(2025, 9, 1))
    assert more.is_working(date(2025, 4, 30))  # a holiday for the package, a working day for ours
    assert not more.is_working(date(2026, 4, 30))
    assert more.is_working(date(2026, 1, 3))  # a Saturday: the week stays ours
    with pytest.raises(CalendarCoverageError):
        more.is_working(date(2027, 1, 4))


def test_years_between_are_filled():
    """
    Asking for a later year covers the years in between as well.
    """
    own = BusinessCalendar("vn", MON_TO_SAT, first=date(2024, 1, 1), last=date(2024, 12, 31))
    more = extended(own, "VN", first_year=2026, last_year=2026)

    assert not more.is_working(date(2025, 4, 30))


def test_an_empty_calendar_can_be_extended():
    """
    A calendar that covers nothing covers the years that are added.
    """
    more = extended(BusinessCalendar("my", MON_TO_SAT), "MY", first_year=2026, last_year=2026)

    assert (date(2026, 1, 1), date(2026, 12, 31)) == (more.first, more.last)


def test_days_are_days():
    """
    The package's calendar counts like any other.
    """
    calendar = country_calendar("US", first_year=2026, last_year=2026)

    assert date(2026, 7, 6) == calendar.after(date(2026, 7, 2), BusinessDays(1).count)
    assert CalendarDays(1) != BusinessDays(1)
