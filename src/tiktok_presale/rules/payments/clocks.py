"""
From when until when does a trigger let a payment be made?
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from tiktok_presale.facts.promises import ReleaseOn
from tiktok_presale.facts.triggers import AfterDelay, AtDate, AtPlacing, InWindow, OnRelease
from tiktok_presale.values.days import BusinessDays, CalendarDays, Minutes
from tiktok_presale.values.errors import CalendarCoverageError, NoWorkingWeekError
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.instants import ends_on, in_zone, local_day, starts_on, utc, zone_of

if TYPE_CHECKING:
    from typing import TypeAlias
    from zoneinfo import ZoneInfo

    from tiktok_presale.facts.payments import PaidOrder
    from tiktok_presale.facts.triggers import When
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.days import Duration

    Time: TypeAlias = Duration | Minutes
    Times: TypeAlias = tuple[datetime | None, datetime | None, Finding | None]

__all__ = ["ending", "release_of", "times_of"]


def times_of(
    when: When, line: PaidOrder, policy: Policy, calendar: BusinessCalendar | None = None
) -> Times:
    """
    From when until when a trigger lets a line be paid, and why that is not known where it is not.
    """
    try:
        opens, due, missing = _times(when, line, policy, calendar)
        zone = policy.zone
        return opens and in_zone(opens, zone), due and in_zone(due, zone), missing
    except OverflowError:
        return None, None, Finding(Outcome.UNKNOWN, "payment.too_far", "terms.plan")


def _times(when: When, line: PaidOrder, policy: Policy, calendar: BusinessCalendar | None) -> Times:
    placed = line.terms.placed_at
    if isinstance(when, AtPlacing):
        return _at_placing(when, placed, policy, calendar)
    if isinstance(when, AfterDelay):
        return placed, ending(when.delay, placed, policy), None
    if isinstance(when, AtDate):
        return placed, when.at, None
    if isinstance(when, InWindow):
        return when.window.opens, when.window.closes, None
    if isinstance(when, OnRelease):
        return _on_release(when, line, policy)
    return _on_dispatch(line)


def _on_dispatch(line: PaidOrder) -> Times:
    dispatched = line.dispatched_at
    if dispatched is None:
        return None, None, Finding(Outcome.UNKNOWN, "payment.not_dispatched", "terms.plan")
    return dispatched, dispatched, None


def _at_placing(
    when: AtPlacing, placed: datetime, policy: Policy, calendar: BusinessCalendar | None
) -> Times:
    """
    The plan's own time, or else the shortest that market and law leave an unpaid order open.
    """
    if when.within is not None:
        return placed, ending(when.within, placed, policy), None
    dues: list[datetime] = []
    for figure in policy.every("payment.pay_within"):
        due = ending(cast("Time", figure.value), placed, policy, calendar)
        if due is None:
            return placed, None, Finding(Outcome.UNKNOWN, "payment.calendar", figure.path)
        dues.append(due)
    if not dues:
        return placed, None, Finding(Outcome.UNKNOWN, "payment.no_time", "payment.pay_within")
    return placed, min(dues, key=utc), None


def ending(
    delay: Time, start: datetime, policy: Policy, calendar: BusinessCalendar | None = None
) -> datetime | None:
    """
    The last second of a delay; None where it counts working days that no calendar reaches.

    Hours elapse. Days end with the day in the market's zone, the day of the start being day 0.
    """
    day = local_day(start, policy.zone)
    if isinstance(delay, CalendarDays):
        return ends_on(day + timedelta(days=delay.count), policy.zone)
    if not isinstance(delay, BusinessDays):
        unit = timedelta(minutes=1) if isinstance(delay, Minutes) else timedelta(hours=1)
        return utc(start) + unit * delay.count
    try:
        days = policy.calendar() if calendar is None else calendar
        return ends_on(days.after(day, delay.count), policy.zone)
    except (NoWorkingWeekError, CalendarCoverageError):
        return None


def _on_release(when: OnRelease, line: PaidOrder, policy: Policy) -> Times:
    release = line.terms.promise
    if not isinstance(release, ReleaseOn):
        return None, None, Finding(Outcome.UNKNOWN, "payment.not_released", "terms.promise")
    opens = release_of(release, policy)
    if isinstance(when.within, CalendarDays):
        last = release.on + timedelta(days=when.within.count)
        return opens, ends_on(last, _zone_of(release, policy)), None
    return opens, utc(opens) + timedelta(hours=when.within.count), None


def release_of(release: ReleaseOn, policy: Policy) -> datetime:
    """
    The first instant of a release date, in its own zone or the market's.
    """
    return starts_on(release.on, _zone_of(release, policy))


def _zone_of(release: ReleaseOn, policy: Policy) -> ZoneInfo:
    return policy.zone if release.zone is None else zone_of(release.zone)
