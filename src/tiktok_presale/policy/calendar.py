"""
A pack's business calendar: its working week, with the holidays that its sources give.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.federal import federal_holidays

if TYPE_CHECKING:
    from tiktok_presale.policy.pack import Pack
    from tiktok_presale.values.vocabulary import Weekday

__all__ = ["calendar_of"]


def calendar_of(pack: Pack, week: tuple[Weekday, ...]) -> BusinessCalendar:
    """
    The calendar of a pack for one working week.
    """
    return _calendar(
        pack.market, week, _span(pack), pack.holidays and _listed(pack), _made_up(pack)
    )


def _span(pack: Pack) -> tuple[int, int, bool] | None:
    """
    The first and last year that are covered, and whether built-in rules cover them.
    """
    if pack.holiday_rules is not None:
        return pack.holiday_rules.first, pack.holiday_rules.last, True
    years = [entry.year for entry in pack.holidays]
    if not years:
        return None
    # Years must follow on one another: a hole in the middle would pass for a year without holidays.
    last = years[0]
    while last + 1 in years:
        last += 1
    return years[0], last, False


def _listed(pack: Pack) -> tuple[date, ...]:
    return tuple(day for entry in pack.holidays for day in entry.dates)


def _made_up(pack: Pack) -> tuple[date, ...]:
    return tuple(day for entry in pack.holidays for day in entry.working)


@cache
def _calendar(
    name: str,
    week: tuple[Weekday, ...],
    span: tuple[int, int, bool] | None,
    holidays: tuple[date, ...],
    working: tuple[date, ...],
) -> BusinessCalendar:
    if span is None:
        return BusinessCalendar(name, week)
    first, last, by_rule = span
    days = frozenset(holidays) | (federal_holidays(first, last) if by_rule else frozenset[date]())
    return BusinessCalendar(
        name, week, days, working, first=date(first, 1, 1), last=date(last, 12, 31)
    )
