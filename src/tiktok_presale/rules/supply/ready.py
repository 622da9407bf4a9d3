"""
On which day the units of a batch can be dispatched.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tiktok_presale.facts.supply import Batch, BatchState, Supply
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import CalendarCoverageError, WrongTypeError
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import local_day

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.policy.policy import Policy

__all__ = ["Clock", "Ready", "clock_of", "ready_batches"]


class Clock(NamedTuple):
    """
    The day it is, and how many days lie between arrival and dispatch.
    """

    today: date
    handling: CalendarDays | BusinessDays
    calendar: BusinessCalendar | None

    def dispatch(self, arrives: date) -> date:
        """
        The day on which goods that arrive on a day can be dispatched; that day is day 0.
        """
        if isinstance(self.handling, BusinessDays) and self.calendar is not None:
            return self.calendar.after(arrives, self.handling.count)
        return arrives + timedelta(days=self.handling.count)


class Ready(NamedTuple):
    """
    A batch and the day on which it can be dispatched.
    """

    on: date
    batch: Batch


def clock_of(
    at: datetime,
    handling: CalendarDays | BusinessDays,
    calendar: BusinessCalendar | None,
    policy: Policy | None,
) -> Clock:
    """
    Read the instant as a day in the market's zone, in its own where no policy is given.

    Raises:
        WrongTypeError: If handling counts business days and neither calendar nor policy is given.
        NoWorkingWeekError: If no source names the market's working week, and no calendar is given.
    """
    check_aware("at", at)
    _check_handling(handling)
    if policy is not None:
        check_policy(policy)
    if calendar is not None:
        check_kind("calendar", calendar, BusinessCalendar, "a BusinessCalendar")
    elif isinstance(handling, BusinessDays):
        if policy is None:
            expected = "a BusinessCalendar, since handling counts business days"
            raise WrongTypeError("calendar", expected, "None")
        calendar = policy.calendar()
    today = at.date() if policy is None else local_day(at, policy.zone)
    return Clock(today, handling, calendar)


def _check_handling(handling: object) -> None:
    if not isinstance(handling, CalendarDays | BusinessDays):
        expected = "CalendarDays(n) or BusinessDays(n)"
        raise WrongTypeError("handling", expected, type(handling).__name__)


def ready_batches(
    sku: str, supply: Supply, clock: Clock, *, believed: bool = False
) -> tuple[tuple[Ready, ...], tuple[Finding, ...]]:
    """
    The batches that can be counted on, earliest first, and why each of the others cannot.

    A supply that was *believed* is read as it was told: a day that has passed since counts.
    """
    ready, unsure = list[Ready](), list[Finding]()
    for batch in supply.of(sku):
        found = _ready(batch, clock, believed=believed)
        if isinstance(found, Finding):
            unsure.append(found)
        elif batch.units:
            ready.append(found)
    return tuple(sorted(ready, key=lambda one: (one.on, one.batch.id))), tuple(unsure)


def _ready(batch: Batch, clock: Clock, *, believed: bool) -> Ready | Finding:
    arrives = clock.today if batch.state is BatchState.ARRIVED else batch.arrives
    if arrives is None:
        return _unsure("supply.undated", batch)
    if arrives < clock.today and not believed:
        # A passed day proves nothing: the batch may stand at the border.
        return _unsure("supply.overdue", batch)
    try:
        return Ready(clock.dispatch(arrives), batch)
    except CalendarCoverageError as error:
        return _unsure("supply.calendar", batch, problem=str(error))
    except OverflowError:
        return _unsure("supply.too_far", batch)


def _unsure(code: str, batch: Batch, **params: object) -> Finding:
    """
    Why a batch cannot be counted on.
    """
    remedies = tuple[Remedy, ...]()
    if code in {"supply.undated", "supply.overdue"}:
        remedies = (Remedy("date_batch", {"batch": batch.id}),)
    params = {"batch": batch.id, **params}
    return Finding(
        Outcome.UNKNOWN, code, "supply", batch.units, batch.arrives, remedies, params=params
    )
