"""
Counting days forwards from a day, and backwards from the day by which something must be done.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import WrongTypeError

if TYPE_CHECKING:
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["Span", "after", "check_span", "last_start", "longer"]

Span: TypeAlias = CalendarDays | BusinessDays

_DAY = timedelta(days=1)


def check_span(argument: str, value: object) -> None:
    """
    Refuse anything but calendar days and business days.
    """
    if not isinstance(value, CalendarDays | BusinessDays):
        expected = "CalendarDays(n) or BusinessDays(n)"
        raise WrongTypeError(argument, expected, type(value).__name__)


def after(day: date, span: Span, calendar: BusinessCalendar | None) -> date:
    """
    The day on which something that starts on *day*, which is day 0, is done.
    """
    if isinstance(span, BusinessDays) and calendar is not None:
        return calendar.after(day, span.count)
    return day + timedelta(days=span.count)


def last_start(done: date, span: Span, calendar: BusinessCalendar | None) -> date:
    """
    The last day on which something may start so that it is done on or before a day.
    """
    if not isinstance(span, BusinessDays) or calendar is None:
        return done - timedelta(days=span.count)
    day = _on_or_before(done, calendar)
    if not span.count:
        return day
    for _ in range(span.count - 1):
        day = _on_or_before(day - _DAY, calendar)
    # The day before the first day that is worked; it need not be worked itself.
    return day - _DAY


def _on_or_before(day: date, calendar: BusinessCalendar) -> date:
    while not calendar.is_working(day):
        day -= _DAY
    return day


def longer(span: Span, week: int = 1) -> Span:
    """
    A span that is so many weeks longer: seven calendar days or five business days each.
    """
    if isinstance(span, BusinessDays):
        return BusinessDays(span.count + 5 * week)
    return CalendarDays(span.count + 7 * week)
