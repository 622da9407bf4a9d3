"""
How long a time of a policy runs: hours elapse, days end with the local day.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tiktok_presale.values.days import BusinessDays, Hours, Minutes
from tiktok_presale.values.errors import CalendarCoverageError, NoWorkingWeekError
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.instants import ends_on, local_day, utc

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.days import Duration
    from tiktok_presale.values.sources import Source

__all__ = ["NOT_COUNTABLE", "SECOND", "gap_source", "runs_until", "uncountable"]

SECOND = timedelta(seconds=1)

# What can keep a time from being counted; `uncountable` says it as a finding.
NOT_COUNTABLE = (NoWorkingWeekError, CalendarCoverageError, OverflowError)


def runs_until(
    start: datetime,
    time: Duration | Minutes,
    policy: Policy,
    calendar: BusinessCalendar | None = None,
    region: str | None = None,
) -> datetime:
    """
    The last second of a time that starts at an instant; the day of the start is day 0.

    Days are those of the market's zone. A business calendar is looked at only where business days
    are counted.

    Raises:
        NoWorkingWeekError: If business days are counted and nothing names the working week.
        CalendarCoverageError: If business days are counted past the holidays that are known.
        OverflowError: If it ends after the last day of the calendar.
    """
    zone = policy.zone
    if isinstance(time, Hours):
        return (utc(start) + timedelta(hours=time.count)).astimezone(zone)
    if isinstance(time, Minutes):
        return (utc(start) + timedelta(minutes=time.count)).astimezone(zone)
    day = local_day(start, zone)
    if isinstance(time, BusinessDays):
        known = policy.calendar(region) if calendar is None else calendar
        return ends_on(known.after(day, time.count), zone)
    return ends_on(day + timedelta(days=time.count), zone)


def uncountable(error: Exception, name: str, rule: str) -> Finding:
    """
    Why a time could not be counted, and what to give so that it can.
    """
    if isinstance(error, OverflowError):
        return Finding(Outcome.UNKNOWN, "deadline.too_far", rule, params={"name": name})
    params = {"name": name, "problem": str(error)}
    return Finding(Outcome.UNKNOWN, "deadline.calendar", rule, params=params)


def gap_source(path: str, policy: Policy) -> Source | None:
    """
    Where it is said that a rule exists whose figure is not known; None where nobody says so.
    """
    return next((gap.source for gap in policy.gaps if gap.path == path), None)
