"""
When is this order due?
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.orders import Order
from tiktok_presale.facts.promises import ReleaseOn, ShipWithin
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.delivered import DeliveredFirst
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays, Hours
from tiktok_presale.values.errors import CalendarCoverageError, NoWorkingWeekError
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.instants import ends_on, in_zone, starts_on, utc, zone_of
from tiktok_presale.values.sources import Source
from tiktok_presale.values.vocabulary import Anchor, DeadlineName, Event

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import DeadlineTerm
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.days import Duration

__all__ = ["Deadline", "Deadlines", "of"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__


_SECOND = timedelta(seconds=1)

# What satisfies a deadline that only the platform sent, without any figure of ours.
_EVENTS = {
    DeadlineName.DISPATCH: Event.DISPATCH,
    DeadlineName.COLLECTION: Event.COLLECTION,
    DeadlineName.AUTO_CANCEL: Event.DISPATCH,
    DeadlineName.AUTO_CANCEL_UNCOLLECTED: Event.COLLECTION,
    DeadlineName.DELIVERY: Event.DELIVERY,
}


@final
@attrs.frozen(kw_only=True)
class Deadline(DeliveredFirst, Value):
    """
    One deadline of one order: what the rules say, what the platform said, and which of them counts.

    Args:
        name: Which deadline it is.
        event: What must have happened by then.
        computed: What the policy gives, in the market's zone; None where it gives nothing.
        delivered: What the platform sent with the order, in the market's zone.
        rule: The dotted path of the figure.
        source: Where the figure comes from.
        missing: Why nothing could be computed, where that is so.
    """

    name: DeadlineName
    event: Event
    computed: datetime | None = None
    delivered: datetime | None = None
    rule: str
    source: Source | None = None
    missing: Finding | None = None

    def met_at(self, instant: datetime) -> bool:
        """
        Whether something that happened at *instant* was in time.

        The due second counts in full: a parcel handed over at 23:59:59.5 is in time.
        """
        return self.due is None or utc(instant) < utc(self.due) + _SECOND


@final
@attrs.frozen(kw_only=True)
class Deadlines(Value):
    """
    All deadlines of one order under one edition.
    """

    order_id: str
    edition: str
    dispatch: Deadline
    collection: Deadline
    auto_cancel: Deadline
    auto_cancel_uncollected: Deadline
    delivery: Deadline

    def get(self, name: DeadlineName) -> Deadline:
        """
        The deadline of that name.
        """
        found: Deadline = getattr(self, DeadlineName(name).value)
        return found

    def all(self) -> tuple[Deadline, ...]:
        """
        All five, in the order in which they fall due.
        """
        return tuple(self.get(name) for name in DeadlineName)


def of(order: Order, policy: Policy, *, calendar: BusinessCalendar | None = None) -> Deadlines:
    """
    The deadlines of an order: late dispatch, collection, the two auto-cancels and delivery.

    Deadlines that the platform sent win over computed ones, and both are kept. Where nothing can be
    computed (no figure, no anchor yet, holidays not known), `missing` says why.

    Args:
        order: The order.
        policy: The rules in force when it was placed.
        calendar: A business calendar to use instead of the market's own.

    Raises:
        WrongTypeError: If *order* is no order.

    Examples:
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import CalendarDays, Money, OrderKind, Policy
        >>> th = Policy.in_force("th", on=date(2026, 1, 2))
        >>> order = Order(id="o1", kind=OrderKind.PRE_ORDER, total=Money("899.00", "THB"),
        ...               placed_at=datetime(2026, 1, 1, 9, tzinfo=ZoneInfo("Asia/Bangkok")),
        ...               promise=ShipWithin(CalendarDays(15)))
        >>> print(of(order, th).dispatch.due)
        2026-01-16 23:59:59+07:00
    """
    check_kind("order", order, Order, "an Order")
    check_policy(policy)
    counting = _Counting(order, policy, calendar)
    return Deadlines(
        order_id=order.id,
        edition=policy.edition,
        **{name.value: counting.deadline(name) for name in DeadlineName},
    )


class _Missing(Exception):  # noqa: N818 - never leaves this module
    """
    A deadline cannot be computed; carries the code of the reason.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


class _Counting:
    """
    One order under one policy, deadline by deadline.
    """

    def __init__(self, order: Order, policy: Policy, calendar: BusinessCalendar | None) -> None:
        self.order, self.policy, self._calendar = order, policy, calendar
        self._dispatched_by: datetime | None = None

    def deadline(self, name: DeadlineName) -> Deadline:
        """
        One deadline, computed and delivered.
        """
        rule = f"deadlines.{self.order.kind}.{name}"
        figure, term = self.policy.find(rule), self.policy.deadline(self.order.kind, name)
        delivered = self.order.delivered.get(name)
        computed, missing = self._computed(term, name, rule)
        return Deadline(
            name=name,
            # The platform's own deadline is about the event that its field names, whatever our
            # figure looks at: the US pack counts the scan, the delivered ship-by time the label.
            event=_EVENTS[name] if term is None or delivered is not None else term.event,
            computed=computed,
            delivered=None if delivered is None else in_zone(delivered, self.policy.zone),
            rule=rule,
            source=None if figure is None else figure.source,
            missing=missing,
        )

    def _computed(
        self, term: DeadlineTerm | None, name: DeadlineName, rule: str
    ) -> tuple[datetime | None, Finding | None]:
        try:
            return self._due(term, name), None
        except _Missing as missing:
            code, params = missing.code, {"name": name.value, **missing.params}
        except (NoWorkingWeekError, CalendarCoverageError) as error:
            code, params = "deadline.calendar", {"name": name.value, "problem": str(error)}
        except OverflowError:
            code, params = "deadline.too_far", {"name": name.value}
        return None, Finding(Outcome.UNKNOWN, code, rule, params=params)

    def _due(self, term: DeadlineTerm | None, name: DeadlineName) -> datetime:
        if term is None:
            raise _Missing("deadline.no_rule")
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
