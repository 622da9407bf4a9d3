"""
From instants to days and back, in a named zone and across clock changes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tiktok_presale.values.checks import check_aware
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError

__all__ = ["DAY_END", "ends_on", "in_zone", "local_day", "starts_on", "utc", "zone_of"]

DAY_END = time(23, 59, 59)
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def zone_of(name: str) -> ZoneInfo:
    """
    The IANA time zone of that name.

    Raises:
        WrongTypeError: If *name* is no text.
        OutOfRangeError: If no such zone exists.
    """
    if not isinstance(name, str):
        raise WrongTypeError("zone", "an IANA name such as 'Asia/Bangkok'", type(name).__name__)
    return _zone(name)


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise OutOfRangeError("zone", repr(name), "an IANA name such as 'Asia/Bangkok'") from None


def utc(instant: datetime) -> datetime:
    """
    The same instant in UTC, the only form in which instants are compared and subtracted.

    Two datetimes that share a zone are compared and subtracted by their wall clocks, which is wrong
    across a clock change.
    """
    return instant.astimezone(UTC)


def in_zone(instant: datetime, zone: ZoneInfo) -> datetime:
    """
    The same instant, shown in *zone*.
    """
    return check_aware("instant", instant).astimezone(zone)


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """
    The calendar day that *instant* falls on in *zone*.
    """
    return in_zone(instant, zone).date()


def starts_on(day: date, zone: ZoneInfo) -> datetime:
    """
    The first instant of *day* in *zone*.

    Where the clocks skip midnight, that is the moment of the skip; where midnight comes twice, the
    first of the two.
    """
    wall = datetime.combine(day, time(), tzinfo=zone)
    return wall.astimezone(UTC).astimezone(zone)


def ends_on(day: date, zone: ZoneInfo, at: time = DAY_END) -> datetime:
    """
    The last second of *day* in *zone*, or the wall time *at* on that day.

    The end of a day is one second before the next one starts, so a day whose last hour comes twice
    ends with the second of the two.
    """
    if at == DAY_END:
        return _last_second(day, zone)
    wall = datetime.combine(day, at, tzinfo=zone)
    return wall.astimezone(UTC).astimezone(zone)


# Order after order is due on one of a few days.
@lru_cache(maxsize=4096)
def _last_second(day: date, zone: ZoneInfo) -> datetime:
    return (starts_on(day + _DAY, zone).astimezone(UTC) - _SECOND).astimezone(zone)
