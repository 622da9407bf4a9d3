"""
The last second of a time that a law counts from an instant.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours
from tiktok_presale.values.errors import CalendarCoverageError, NoWorkingWeekError
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.instants import ends_on, local_day, utc

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.days import Duration, Minutes

__all__ = ["counted"]


def counted(
    start: datetime | None,
    figure: Figure,
    within: Duration | Minutes,
    law: Policy,
    zone: ZoneInfo,
) -> tuple[datetime | None, Finding | None]:
    """
    The end of a time that starts at *start*, or why it cannot be counted; neither without a start.
    """
    if start is None:
        return None, None
    path, source = figure.path, figure.source
    try:
        return _end(start, within, law, zone), None
    except (NoWorkingWeekError, CalendarCoverageError) as error:
        params = {"problem": str(error)}
        return None, Finding(
            Outcome.UNKNOWN, "delay.calendar", path, None, within, (), source, params
        )
    except OverflowError:
        return None, Finding(Outcome.UNKNOWN, "delay.too_far", path, start, within, (), source)


def _end(start: datetime, within: Duration | Minutes, law: Policy, zone: ZoneInfo) -> datetime:
    """
    The last second; the day of *start* is day 0.
    """
    day = local_day(start, zone)
    if isinstance(within, CalendarDays):
        return ends_on(day + timedelta(days=within.count), zone)
    if isinstance(within, BusinessDays):
        return ends_on(law.calendar().after(day, within.count), zone)
    unit = timedelta(hours=1) if isinstance(within, Hours) else timedelta(minutes=1)
    return (utc(start) + within.count * unit).astimezone(zone)
