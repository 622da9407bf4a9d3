"""
Local times of a named zone as instants, for whole columns.

A zone is asked only where it matters: once for every day of the years that a column spans, and by
halves within a day on which its clocks change. Between two changes an offset holds for all rows.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tiktok_presale.values.instants import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

__all__ = ["FIRST", "LAST", "to_utc"]

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - local times are what this module reads
_SECOND = 10**6
_DAY = 86_400 * _SECOND

# Of so many years all are asked for, without a look at which of them occur.
_FEW = 20

# What `datetime` can hold, and so the scalar rules: microseconds since 1970.
FIRST = (datetime(MINYEAR, 1, 1) - _EPOCH) // timedelta(microseconds=1)  # noqa: DTZ001
LAST = (datetime(MAXYEAR, 12, 31) - _EPOCH) // timedelta(microseconds=1) + _DAY - 1  # noqa: DTZ001


def to_utc(local: NDArray[Any], zone: str) -> NDArray[Any]:
    """
    The instants of local times, both in microseconds.

    A time that comes twice is the first of the two; one that the clocks skip counts from the offset
    before the skip. Both are what `zoneinfo` takes where `fold` is 0.

    Args:
        local: Microseconds from 1970 to local times, within what `datetime` can hold.
        zone: The IANA name of their zone.

    Raises:
        OutOfRangeError: If no such zone exists.
    """
    zone_of(zone)
    if not len(local) or zone == "UTC":
        return local
    first, last = (_year(int(end)) for end in (local.min(), local.max()))
    years: Iterable[int] = range(first, last + 1)
    if last - first >= _FEW:
        # Some instants far from the others: the years between them are not asked for.
        years = np.unique(local.astype("M8[us]").astype("M8[Y]").astype(np.int64) + 1970).tolist()
    parts = [_steps(zone, year) for year in years]
    since = np.concatenate([part[0] for part in parts])
    offsets = np.concatenate([part[1] for part in parts])
    if len(since) == 1 or (offsets == offsets[0]).all():
        offset: NDArray[Any] = offsets[:1]
    else:
        offset = offsets[np.searchsorted(since, local, side="right") - 1]
    instants: NDArray[Any] = local - offset
    return instants


def _year(local: int) -> int:
    return (_EPOCH + timedelta(microseconds=local)).year


@lru_cache(maxsize=4096)
def _steps(name: str, year: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """
    From which local time on which offset holds, within one local year.
    """
    zone = zone_of(name)
    start = _micros(datetime(year, 1, 1))  # noqa: DTZ001
    end = LAST if year == MAXYEAR else _micros(datetime(year + 1, 1, 1))  # noqa: DTZ001
    since, offsets = [start], [_offset(start, zone)]
    for day in range(start, end, _DAY):
        last = min(day + _DAY, end) - _SECOND
        if _offset(last, zone) != offsets[-1]:
            since.append(_change(max(day - _SECOND, start), last, zone))
            offsets.append(_offset(last, zone))
    return np.array(since, np.int64), np.array(offsets, np.int64)


def _change(low: int, high: int, zone: ZoneInfo) -> int:
    """
    The first second of the later offset, where *low* has the earlier one and *high* the later.
    """
    later = _offset(high, zone)
    while high - low > _SECOND:
        middle = (low + high) // (2 * _SECOND) * _SECOND
        low, high = (low, middle) if _offset(middle, zone) == later else (middle, high)
    return high


def _micros(local: datetime) -> int:
    return (local - _EPOCH) // timedelta(microseconds=1)


def _offset(local: int, zone: ZoneInfo) -> int:
    offset = (_EPOCH + timedelta(microseconds=local)).replace(tzinfo=zone).utcoffset()
    assert offset is not None  # noqa: S101 - a named zone knows its offset everywhere
    return offset // timedelta(microseconds=1)
