"""
Times and days as files write them, or as dates of a workbook; and the instants that they name.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from tiktok_presale.adapters.seller_center.cells import text_of, unreadable
from tiktok_presale.adapters.seller_center.layouts import TimeForm

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tiktok_presale.adapters.seller_center.cells import Cell

__all__ = ["day_of", "time_of", "wall_of"]

_HALF_A_SECOND = timedelta(microseconds=500_000)
_FORMS = {
    TimeForm.DAY_FIRST: re.compile(
        r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4}) (?P<hour>\d\d?):(\d\d):(\d\d)", re.ASCII
    ),
    TimeForm.MONTH_FIRST: re.compile(
        r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{4}) (?P<hour>\d\d?):(\d\d):(\d\d) ([AP]M)",
        re.ASCII,
    ),
    TimeForm.YEAR_FIRST: re.compile(
        r"(?P<year>\d{4})[/-](?P<month>\d\d?)[/-](?P<day>\d\d?) (?P<hour>\d\d?):(\d\d):(\d\d)",
        re.ASCII,
    ),
}
_DAY = re.compile(r"([0-9]{4})[/-]([0-9]{1,2})[/-]([0-9]{1,2})", re.ASCII)
_HOURS = 12
# Before it there were no epoch seconds. From 2513 on it is a year of the Buddhist era, which a Thai
# spreadsheet makes of 1970 and later.
_AGE = range(1970, 2513)
_NO_AGE = "is no time of our age: years are counted as 2026, and not as 2569"


def wall_of(cell: Cell, form: TimeForm) -> datetime | None:
    """
    A time as a wall clock shows it; None where the cell is empty.
    """
    if isinstance(cell, datetime) and cell.year in _AGE:
        # A workbook counts days as a float, which is off by some microseconds.
        return (cell.replace(tzinfo=None) + _HALF_A_SECOND).replace(microsecond=0)
    if not isinstance(cell, str | None):
        raise unreadable(cell, "is no time: the cell has not the format of a date")
    text = text_of(cell)
    if not text:
        return None
    found = _FORMS[form].fullmatch(text)
    if found is None:
        raise unreadable(text, f"is no time in this market's form {form.value}")
    hour, minute, second = int(found["hour"]), int(found[5]), int(found[6])
    if form is TimeForm.MONTH_FIRST:
        if not 1 <= hour <= _HOURS:
            raise unreadable(text, "has no hour from 1 to 12")
        hour = hour % _HOURS + (_HOURS if found[7] == "PM" else 0)
    parts = int(found["year"]), int(found["month"]), int(found["day"])
    if parts[0] not in _AGE:
        raise unreadable(text, _NO_AGE)
    try:
        return datetime(*parts, hour, minute, second)  # noqa: DTZ001 - a wall clock; the zone follows
    except ValueError:
        problem = f"is no time in this market's form {form.value}: no such month, day or hour"
        raise unreadable(text, f"{problem}; is the market right?") from None


def time_of(wall: datetime, zone: ZoneInfo, *, after: datetime | None = None) -> datetime:
    """
    The instant of a wall clock's time, in UTC.

    Where clocks go back, an hour comes twice: the first one is meant, unless that lies before
    *after*, when the order was placed.
    """
    early, late = wall.replace(tzinfo=zone), wall.replace(tzinfo=zone, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(UTC)
    first, second = early.astimezone(UTC), late.astimezone(UTC)
    if second < first:
        raise unreadable(str(wall), f"never came in {zone.key}: clocks skipped it")
    return second if after is not None and first < after else first


def day_of(cell: Cell) -> date | None:
    """
    A day with its year first, or the day of a date in a workbook; None where the cell is empty.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if not isinstance(cell, str | None):
        raise unreadable(cell, "is no day: the cell has not the format of a date")
    text = text_of(cell)
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if found is None:
        raise unreadable(text, "is no day in the form YYYY/MM/DD")
    if int(found[1]) not in _AGE:
        raise unreadable(text, _NO_AGE)
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise unreadable(text, "is no day of the calendar") from None
