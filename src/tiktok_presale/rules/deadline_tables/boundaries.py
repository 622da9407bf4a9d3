"""
The instants of a day at which a deadline may change: the only ones a table has to ask about.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tiktok_presale.values.instants import DAY_END, ends_on, starts_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, time
    from zoneinfo import ZoneInfo

    from tiktok_presale.policy.terms import DeadlineTerm

__all__ = ["EPOCH", "MICROSECOND", "micros", "moments"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def micros(instant: datetime) -> int:
    """
    An instant as microseconds since 1970 in UTC.
    """
    return (instant.astimezone(UTC) - EPOCH) // MICROSECOND


def moments(term: DeadlineTerm, zone: ZoneInfo, first: date, last: date) -> list[datetime]:
    """
    The instants from *first* to *last* at which what a term gives may change, in order, in UTC.

    A day starts, its cut-off passes, the hour at which it ends passes, its clocks change: between
    two of these instants, one answer holds for all.
    """
    found: set[datetime] = set()
    start = first_start = _start(first, zone)
    day = first
    while day <= last:
        end = _start(day + _DAY, zone)
        found.add(start)
        if term.cut_off is not None:
            found.update(_both(day, term.cut_off, zone))
        if term.ends != DAY_END:
            # From the second after the due one on, it is the next day's turn.
            found.add(ends_on(day, zone, term.ends).astimezone(UTC) + _SECOND)
        if end - start != _DAY:
            found.add(_change(start, end, zone))
        day, start = day + _DAY, end
    return sorted(instant for instant in found if first_start <= instant < start)


def _start(day: date, zone: ZoneInfo) -> datetime:
    """
    The first instant of a day in a zone, in UTC.
    """
    return starts_on(day, zone).astimezone(UTC)


def _both(day: date, at: time, zone: ZoneInfo) -> Iterator[datetime]:
    """
    A wall time's instant, or both where the clocks show it twice.
    """
    for fold in (0, 1):
        yield datetime.combine(day, at.replace(fold=fold), tzinfo=zone).astimezone(UTC)


def _change(start: datetime, end: datetime, zone: ZoneInfo) -> datetime:
    """
    The instant at which the clocks change on a day that is longer or shorter than others.
    """
    before = start.astimezone(zone).utcoffset()
    while end - start > _SECOND:
        middle = start + (end - start) // 2 // _SECOND * _SECOND
        if middle.astimezone(zone).utcoffset() == before:
            start = middle
        else:
            end = middle
    return end
