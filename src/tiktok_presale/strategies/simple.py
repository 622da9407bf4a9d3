"""
Strategies for values: money, days, ranges, instants and calendars.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tiktok_presale.strategies.engine import st
from tiktok_presale.strategies.pool import (
    AWKWARD_DAYS,
    AWKWARD_TIMES,
    CLOCK_CHANGES,
    CURRENCIES,
    FIRST,
    LAST,
    MINOR,
    ZONES,
)
from tiktok_presale.values.calendars import MON_TO_FRI, MON_TO_SAT, BusinessCalendar
from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours, PastDays
from tiktok_presale.values.instants import zone_of
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.vocabulary import Weekday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = [
    "business_days",
    "calendar_days",
    "calendars",
    "dates",
    "days",
    "hours",
    "instants",
    "money",
    "past_days",
    "ranges",
    "rates",
    "shares",
    "zones",
]


def money(
    currencies: Sequence[str] = CURRENCIES, *, least: int = 0, most: int = 10**12
) -> SearchStrategy[Money]:
    """
    Amounts from *least* to *most* minor units; shrink to *least* of the first currency.
    """
    awkward = [minor for minor in (least, most, *MINOR) if least <= minor <= most]
    minor = st.integers(least, most) | st.sampled_from(awkward)
    return st.builds(Money.from_minor, minor, st.sampled_from(currencies))


def calendar_days(least: int = 0, most: int = 90) -> SearchStrategy[CalendarDays]:
    """
    Counts of calendar days; shrink to *least*.
    """
    return st.builds(CalendarDays, st.integers(least, most))


def business_days(least: int = 0, most: int = 30) -> SearchStrategy[BusinessDays]:
    """
    Counts of business days; shrink to *least*.
    """
    return st.builds(BusinessDays, st.integers(least, most))


def hours(least: int = 0, most: int = 240) -> SearchStrategy[Hours]:
    """
    Counts of hours; shrink to *least*.
    """
    return st.builds(Hours, st.integers(least, most))


def days() -> SearchStrategy[CalendarDays | BusinessDays]:
    """
    Days that a seller may promise, of either kind; shrink to no calendar days.
    """
    return st.one_of(calendar_days(), business_days())


def past_days(most: int = 60) -> SearchStrategy[PastDays]:
    """
    Windows of the past within *most* days; shrink to the day itself.
    """
    ends = st.tuples(st.integers(0, most), st.integers(0, most))
    return ends.map(lambda both: PastDays(min(both), max(both)))


def rates(most: int = 2_000) -> SearchStrategy[Rate]:
    """
    Rates over up to *most* orders, over none as well; shrink to nothing of nothing.
    """
    return st.integers(0, most).flatmap(
        lambda total: st.builds(Rate, st.integers(0, total), st.just(total))
    )


def shares() -> SearchStrategy[Decimal]:
    """
    Shares from 0 to 1 with four decimals; shrink to 0.
    """
    return st.decimals(0, 1, places=4)


@st.composite
def ranges(draw: DrawFn, values: SearchStrategy[Any] | None = None) -> Range[Any]:
    """
    Ranges of every form between two values, of shares where none are given; shrink to "at most".
    """
    given = shares() if values is None else values
    low, high = sorted((draw(given), draw(given)))
    forms: list[Range[Any]] = [Range.at_most(high), Range.at_least(low), Range.between(low, high)]
    forms += [Range.below(high), Range.above(low)]
    if low != high:
        forms += [Range(low, high, *ends) for ends in ((True, False), (False, True), (True, True))]
    return draw(st.sampled_from(forms))


def zones(names: Sequence[str] = ZONES) -> SearchStrategy[ZoneInfo]:
    """
    Time zones with and without clock changes, on both sides of the date line; shrink to UTC.
    """
    return st.sampled_from(names).map(zone_of)


def dates(first: date = FIRST, last: date = LAST) -> SearchStrategy[date]:
    """
    Days, awkward ones often; shrink to *first*.
    """
    awkward = [first, last, *(day for day in AWKWARD_DAYS if first <= day <= last)]
    return st.dates(first, last) | st.sampled_from(awkward)


@st.composite
def instants(
    draw: DrawFn, first: date = FIRST, last: date = LAST, zone: ZoneInfo | None = None
) -> datetime:
    """
    Instants with a zone, weighted to clock changes, leap days, midnights and cut-offs.

    They shrink to the first midnight in UTC, or in *zone* where one is given.
    """
    own = draw(zones()) if zone is None else zone
    changes = [day for day in CLOCK_CHANGES.get(own.key, ()) if first <= day <= last]
    day = draw(dates(first, last) | st.sampled_from(changes) if changes else dates(first, last))
    clock = draw(st.times() | st.sampled_from(AWKWARD_TIMES))
    wall = datetime.combine(day, clock, tzinfo=own).replace(fold=draw(st.integers(0, 1)))
    # A wall time that clocks skip is no time at all; there and back gives one that is.
    return wall.astimezone(UTC).astimezone(own)


@st.composite
def calendars(draw: DrawFn, first: date = FIRST, last: date = LAST) -> BusinessCalendar:
    """
    Business calendars that cover *first* to *last*; shrink to Monday to Friday with no holiday.
    """
    sunday_week = frozenset({Weekday.SUN, Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU})
    week = draw(st.sampled_from([MON_TO_FRI, MON_TO_SAT, sunday_week, frozenset(Weekday)]))
    some = st.frozensets(dates(first, last), max_size=5)
    return BusinessCalendar("drawn", week, draw(some), draw(some), first=first, last=last)
