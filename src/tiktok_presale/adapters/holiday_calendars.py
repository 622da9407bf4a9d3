"""
Business calendars from the `holidays` package (extra: `calendars`).

They extend a pack's own calendar to more years, or stand in where a pack has none. They never
overrule a day that the pack covers.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.checks import check_int
from tiktok_presale.values.errors import MissingExtraError, OutOfRangeError
from tiktok_presale.values.vocabulary import Weekday

try:
    import holidays
    from holidays.version import __version__ as _version
except ImportError:
    raise MissingExtraError("holidays", "calendars") from None

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["country_calendar", "extended", "version"]

version: str = _version


def country_calendar(
    country: str,
    *,
    first_year: int,
    last_year: int,
    week: Iterable[Weekday] | None = None,
    subdivision: str | None = None,
) -> BusinessCalendar:
    """
    The public holidays of a country as a business calendar.

    Args:
        country: ISO 3166 code, such as "TH".
        first_year: The first year to cover.
        last_year: The last year to cover.
        week: The working week; the country's own where it is left out.
        subdivision: A state or province, as the `holidays` package names it.

    Raises:
        OutOfRangeError: If the package knows no such country, subdivision or span of years.

    Examples:
        >>> calendar = country_calendar("US", first_year=2026, last_year=2026)
        >>> calendar.after(date(2026, 7, 2), 1)
        datetime.date(2026, 7, 6)
    """
    check_int("first_year", first_year, minimum=1)
    if check_int("last_year", last_year) < first_year:
        raise OutOfRangeError("last_year", str(last_year), f"at least first_year ({first_year})")
    years = range(first_year, last_year + 1)
    try:
        # Observed days are looked up too: a holiday of next year may be kept on 31 December.
        known = holidays.country_holidays(
            country, subdiv=subdivision, years=range(first_year, last_year + 2)
        )
    except (NotImplementedError, KeyError):
        name = country if subdivision is None else f"{country}, {subdivision}"
        raise OutOfRangeError(
            "country", repr(name), "a code that the holidays package knows"
        ) from None
    if not any(day.year in years for day in known):
        raise OutOfRangeError("years", f"{first_year} to {last_year}", "years with known holidays")
    own_week = [day for day in Weekday if day not in known.weekend]
    return BusinessCalendar(
        f"{country.lower()} ({version})",
        own_week if week is None else week,
        [day for day in known if day.year in years],
        [day for day in known.weekend_workdays if day.year in years],
        first=date(first_year, 1, 1),
        last=date(last_year, 12, 31),
    )


def extended(
    calendar: BusinessCalendar,
    country: str,
    *,
    first_year: int,
    last_year: int,
    subdivision: str | None = None,
) -> BusinessCalendar:
    """
    A calendar with the holidays of a country added for years that it does not cover.

    Args:
        calendar: The calendar to extend; its week and its covered days stay as they are.
        country: ISO 3166 code, such as "VN".
        first_year: The first year to cover.
        last_year: The last year to cover.
        subdivision: A state or province, as the `holidays` package names it.

    Raises:
        OutOfRangeError: If the package knows no such country, subdivision or span of years.
    """
    if calendar.first is not None and calendar.last is not None:
        # No gap may open between the years that are covered and those that are added.
        first_year = min(first_year, calendar.first.year)
        last_year = max(last_year, calendar.last.year)
    more = country_calendar(
        country,
        first_year=first_year,
        last_year=last_year,
        week=calendar.week,
        subdivision=subdivision,
    )
    return calendar.with_holidays(
        more.holidays,
        first=date(first_year, 1, 1),
        last=date(last_year, 12, 31),
        working=more.working,
    )
