"""
A day of dispatch as the promise that a market knows, held against its window.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.rules import window
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import CalendarCoverageError, NoWorkingWeekError
from tiktok_presale.values.findings import Finding, Outcome, Remedy

if TYPE_CHECKING:
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.supply.ready import Clock
    from tiktok_presale.rules.supply.shelf import Shelf
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["in_form"]


def in_form(
    day: date, policy: Policy, clock: Clock, shelf: Shelf, at: datetime
) -> tuple[Promise | None, tuple[Finding, ...]]:
    """
    The shortest promise that the market allows and that is not before *day*, with every reason.
    """
    try:
        made = _shortest(day, policy, clock)
        found = window.check(made, policy, at=at).findings
        return made, tuple(_with_ways(one, made, policy, clock, shelf) for one in found)
    except (CalendarCoverageError, NoWorkingWeekError) as error:
        params = {"problem": str(error)}
        reason = Finding(Outcome.UNKNOWN, "supply.window", "window.days", day, params=params)
        return None, (reason,)


def _shortest(day: date, policy: Policy, clock: Clock) -> Promise:
    limit, days = policy.window.days, CalendarDays((day - clock.today).days)
    unit = None if limit is None else type(limit.low if limit.low is not None else limit.high)
    found: CalendarDays | BusinessDays = days
    if unit is BusinessDays:
        found = _working_days(day, clock.today, _business(policy, clock))
    # A window that counts neither kind of days fits no promise; the check will say so.
    while limit is not None and unit is type(found) and limit.too_low(found):
        found = attrs.evolve(found, count=found.count + 1)
    choices = [one.count for one in policy.window.choices if type(one) is type(found)]
    fitting = min((count for count in choices if count >= found.count), default=found.count)
    found = attrs.evolve(found, count=fitting)
    if policy.window.promise == "release_on":
        return ReleaseOn(_last_day(found, policy, clock))
    return ShipWithin(found)


def _working_days(day: date, today: date, calendar: BusinessCalendar) -> BusinessDays:
    """
    The fewest business days after which *day* has come.
    """
    count = 0
    while calendar.after(today, count) < day:
        count += 1
    return BusinessDays(count)


def _business(policy: Policy, clock: Clock) -> BusinessCalendar:
    return policy.calendar() if clock.calendar is None else clock.calendar


def _last_day(days: CalendarDays | BusinessDays, policy: Policy, clock: Clock) -> date:
    """
    The last day of a promise of so many days that is made today.
    """
    if isinstance(days, BusinessDays):
        return _business(policy, clock).after(clock.today, days.count)
    return clock.today + timedelta(days=days.count)


def _with_ways(
    finding: Finding, made: Promise, policy: Policy, clock: Clock, shelf: Shelf
) -> Finding:
    """
    The same finding without ways that the goods cannot go: an earlier day is no remedy here.

    What remains where the wait is too long is to promise what is there in time, or to have the
    goods earlier.
    """
    last = None if finding.remedy is None else _end(finding.remedy, policy, clock)
    if last is None or last > _end_of(made, policy, clock):
        return finding
    free = shelf.by(last)
    ways = [Remedy("promise_units", {"units": free, "on": last})] if free else []
    return attrs.evolve(finding, remedies=(*ways, Remedy("goods_by", {"on": last})))


def _end_of(made: Promise, policy: Policy, clock: Clock) -> date:
    return made.on if isinstance(made, ReleaseOn) else _last_day(made.days, policy, clock)


def _end(way: Remedy, policy: Policy, clock: Clock) -> date | None:
    """
    The last day of the promise that a remedy of the window names, if it names one.
    """
    on, days = way.params.get("on"), way.params.get("days")
    if isinstance(days, CalendarDays | BusinessDays):
        return _last_day(days, policy, clock)
    return on if isinstance(on, date) else None
