"""
How one deadline is counted from its anchor: days, cut-offs, the hour at which a day ends.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from tiktok_presale.facts.promises import ReleaseOn, ShipWithin
from tiktok_presale.values.days import BusinessDays, Hours
from tiktok_presale.values.errors import CalendarCoverageError, NoWorkingWeekError
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.instants import ends_on, in_zone, starts_on, utc, zone_of
from tiktok_presale.values.vocabulary import Anchor, DeadlineName

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tiktok_presale.facts.orders import DeliveredDeadlines
    from tiktok_presale.facts.promises import Promise
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import DeadlineTerm
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.days import Duration

__all__ = ["Clocks", "Counting"]

_SECOND = timedelta(seconds=1)


class Clocks(Protocol):
    """
    What counting asks of an order: its promise, where it ships from, and when its clocks started.
    """

    @property
    def promise(self) -> Promise | None: ...  # noqa: D102
    @property
    def region(self) -> str | None: ...  # noqa: D102
    @property
    def placed_at(self) -> datetime: ...  # noqa: D102
    @property
    def paid_at(self) -> datetime | None: ...  # noqa: D102
    @property
    def balance_paid_at(self) -> datetime | None: ...  # noqa: D102
    @property
    def awaiting_shipment_at(self) -> datetime | None: ...  # noqa: D102
    @property
    def delivered(self) -> DeliveredDeadlines: ...  # noqa: D102


class _Missing(Exception):  # noqa: N818 - never leaves this module
    """
    A deadline cannot be computed; carries the code of the reason.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@lru_cache(maxsize=256)
def _no_rule(name: DeadlineName, rule: str) -> Finding:
    """
    That an edition has no such deadline, which is the same for order after order.
    """
    return Finding(Outcome.UNKNOWN, "deadline.no_rule", rule, params={"name": name.value})


class Counting:
    """
    One order under one policy, deadline by deadline.
    """

    order: Clocks
    policy: Policy

    def __init__(self, order: Clocks, policy: Policy, calendar: BusinessCalendar | None) -> None:
        self.order, self.policy, self._calendar = order, policy, calendar
        self._dispatched_by: datetime | None = None

    def computed(
        self, term: DeadlineTerm | None, name: DeadlineName, rule: str
    ) -> tuple[datetime | None, Finding | None]:
        """
        What the policy gives for one deadline, and why it gives nothing.

        The dispatch deadline is asked for first: others may count from it.
        """
        if term is None:
            return None, _no_rule(name, rule)
        try:
            return self._due(term, name), None
        except _Missing as missing:
            code, params = missing.code, {"name": name.value, **missing.params}
        except (NoWorkingWeekError, CalendarCoverageError) as error:
            code, params = "deadline.calendar", {"name": name.value, "problem": str(error)}
        except OverflowError:
            code, params = "deadline.too_far", {"name": name.value}
        return None, Finding(Outcome.UNKNOWN, code, rule, params=params)

    def _due(self, term: DeadlineTerm, name: DeadlineName) -> datetime:
        due = self._counted_due(term)
        if name is DeadlineName.DISPATCH:
            self._dispatched_by = due
        return due

    def _counted_due(self, term: DeadlineTerm) -> datetime:
        zone = self.policy.zone if term.zone is None else zone_of(term.zone)
        if isinstance(term.add, Hours):
            start = utc(self._instant(term.anchor, zone))
            return (start + timedelta(hours=term.add.count)).astimezone(zone)
        day = self._counted(self._first_day(term, zone), self._parts(term))
        due = ends_on(day, zone, term.ends)
        if utc(due) + _SECOND <= utc(self._instant(term.anchor, zone)):
            # The hour at which the day ends had passed when the clock started.
            due = ends_on(self._next(day, term), zone, term.ends)
        return due

    def _next(self, day: date, term: DeadlineTerm) -> date:
        """
        The counted day after *day*.
        """
        if isinstance(term.add, BusinessDays):
            return self._business().after(day, 1)
        return day + timedelta(days=1)

    def _parts(self, term: DeadlineTerm) -> tuple[Duration, ...]:
        """
        What is counted, in order: the promise, then what the rule adds to it.
        """
        if not term.promise:
            return (term.add,)
        if not isinstance(self.order.promise, ShipWithin):
            raise _Missing("deadline.no_promise")
        return (self.order.promise.days, term.add) if term.add.count else (self.order.promise.days,)

    def _counted(self, day: date, parts: tuple[Duration, ...]) -> date:
        for part in parts:
            if isinstance(part, BusinessDays):
                day = self._business().after(day, part.count)
            else:
                day += timedelta(days=part.count)
        return day

    def _first_day(self, term: DeadlineTerm, zone: ZoneInfo) -> date:
        """
        Day 0: the anchor's day, or the next counted day where the anchor came after the cut-off.
        """
        if term.anchor is Anchor.RELEASE:
            return self._release().on
        local = in_zone(self._instant(term.anchor, zone), zone)
        day = local.date()
        if term.cut_off is None:
            return day
        missed = local.time() >= term.cut_off
        if not isinstance(term.add, BusinessDays):
            return day + timedelta(days=missed)
        # An order on a day off waits for the next working day, whatever its hour is.
        first = self._business().on_or_after(day)
        return self._business().after(day, 1) if missed and first == day else first

    def _instant(self, anchor: Anchor, zone: ZoneInfo) -> datetime:
        order = self.order
        if anchor is Anchor.PLACED:
            return order.placed_at
        if anchor is Anchor.RELEASE:
            release = self._release()
            return starts_on(release.on, zone if release.zone is None else zone_of(release.zone))
        if anchor is Anchor.AWAITING_SHIPMENT:
            return self._awaiting_shipment()
        if anchor is Anchor.DISPATCH_DEADLINE:
            return self._dispatch()
        instant = order.paid_at if anchor is Anchor.PAID else order.balance_paid_at
        if instant is None:
            raise _Missing("deadline.no_anchor", anchor=anchor)
        return instant

    def _awaiting_shipment(self) -> datetime:
        """
        When the seller could start: known, or after the hold that the policy puts on every order.
        """
        if self.order.awaiting_shipment_at is not None:
            return self.order.awaiting_shipment_at
        figure = self.policy.find("deadlines.pending_hold")
        if figure is None or not isinstance(figure.value, Hours):
            raise _Missing("deadline.no_anchor", anchor=Anchor.AWAITING_SHIPMENT)
        return utc(self.order.placed_at) + timedelta(hours=figure.value.count)

    def _release(self) -> ReleaseOn:
        if not isinstance(self.order.promise, ReleaseOn):
            raise _Missing("deadline.no_release")
        return self.order.promise

    def _dispatch(self) -> datetime:
        """
        The order's own dispatch deadline, which stands first among the names; delivered wins.
        """
        dispatch = self.order.delivered.dispatch or self._dispatched_by
        if dispatch is None:
            raise _Missing("deadline.no_anchor", anchor=Anchor.DISPATCH_DEADLINE)
        return dispatch

    def _business(self) -> BusinessCalendar:
        if self._calendar is None:
            self._calendar = self.policy.calendar(self.order.region)
        return self._calendar
