"""
The last second of a time that a law counts from an instant.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours
from tiktok_presale.values.instants import ends_on, local_day, utc

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.days import Duration, Minutes

__all__ = ["counted"]


def counted(start: datetime, within: Duration | Minutes, law: Policy, zone: ZoneInfo) -> datetime:
    """
    The end of a time that starts at *start*; the day of *start* is day 0.

    Raises:
        NoWorkingWeekError: If business days are counted, and the law's pack has no working week.
        CalendarCoverageError: If they reach beyond the calendar.
    """
    day = local_day(start, zone)
    if isinstance(within, CalendarDays):
        return ends_on(day + timedelta(days=within.count), zone)
    if isinstance(within, BusinessDays):
        return ends_on(law.calendar().after(day, within.count), zone)
    unit = timedelta(hours=1) if isinstance(within, Hours) else timedelta(minutes=1)
    return (utc(start) + within.count * unit).astimezone(zone)
