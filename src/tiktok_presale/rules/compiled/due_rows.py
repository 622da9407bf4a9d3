"""
The deadlines that decide an order's state, looked up together.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, final

from tiktok_presale.facts.orders import DeliveredDeadlines
from tiktok_presale.rules.deadline_tables.boundaries import EPOCH, MICROSECOND
from tiktok_presale.rules.deadlines import EVENTS
from tiktok_presale.values.vocabulary import Anchor, DeadlineName, Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tiktok_presale.facts.orders import Order
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.deadline_tables import DeadlineTable

__all__ = ["STATE_DEADLINES", "Due", "DueRow", "row_finder"]

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)
# The places of events in the order in which they happen.
_PLACES = {Event.DISPATCH: 0, Event.COLLECTION: 1, Event.DELIVERY: 2}
_CLOCKS: dict[Anchor | None, str] = {
    Anchor.PLACED: "placed_at",
    Anchor.PAID: "paid_at",
    Anchor.BALANCE_PAID: "balance_paid_at",
}
# A delivery deadline decides no state.
STATE_DEADLINES = tuple(name for name in DeadlineName if name is not DeadlineName.DELIVERY)
_LAST = datetime.max.replace(tzinfo=UTC)
_DAY_US = 86_400 * 10**6


class Due(NamedTuple):
    """
    One deadline: what must happen, by when in UTC, from when on that is too late.
    """

    place: int
    due: datetime
    too_late: datetime
    shown: datetime


@final
class DueRow:
    """
    The deadlines of one order, as far as its state hangs on them.
    """

    known: bool
    dispatch: Due | None
    collection: Due | None
    cancels: tuple[Due, ...]
    duties: tuple[Due, ...]

    __slots__ = ("cancels", "collection", "dispatch", "duties", "known")

    def __init__(self, found: dict[DeadlineName, Due]) -> None:
        self.known = bool(found)
        self.dispatch = found.get(DeadlineName.DISPATCH)
        self.collection = found.get(DeadlineName.COLLECTION)
        cancels = (DeadlineName.AUTO_CANCEL, DeadlineName.AUTO_CANCEL_UNCOLLECTED)
        self.cancels = tuple(found[name] for name in cancels if name in found)
        duties = tuple(due for due in (self.dispatch, self.collection) if due is not None)
        cancel = found.get(DeadlineName.AUTO_CANCEL)
        self.duties = duties or (() if cancel is None else (cancel,))


@final
class _Tables:
    """
    A table for each deadline, and what it is looked up by.
    """

    def __init__(self, policy: Policy, tables: Iterable[DeadlineTable]) -> None:
        # Where a market has no such deadline, nothing is due but what the platform sends.
        self.tables = {table.name: table for table in tables if table.event is not None}
        self.zone = policy.zone
        # What is due on the same day for every order, such as a release, is looked up once.
        self.fixed = {
            name: table.due(EPOCH) for name, table in self.tables.items() if table.anchor is None
        }

    def of(self, order: Order) -> DueRow:
        """
        The deadlines of any order, each looked up by itself; what the platform sent wins.
        """
        found: dict[DeadlineName, Due] = {}
        for name in STATE_DEADLINES:
            sent, table = order.delivered.get(name), self.tables.get(name)
            if sent is not None:
                found[name] = _due(EVENTS[name], sent.astimezone(self.zone))
            elif table is not None:
                self._add(found, table, self._start(table, order, found))
        return DueRow(found)

    def at(self, instant: datetime) -> DueRow:
        """
        The deadlines of orders whose clock started at an instant, where nothing was sent.
        """
        found: dict[DeadlineName, Due] = {}
        for table in self.tables.values():
            hangs_on = table.anchor is Anchor.DISPATCH_DEADLINE
            self._add(found, table, _dispatch(found) if hangs_on else instant)
        return DueRow(found)

    def _add(
        self, found: dict[DeadlineName, Due], table: DeadlineTable, start: datetime | None
    ) -> None:
        due = self.fixed.get(table.name)
        if table.anchor is not None and start is not None:
            due = table.due(start)
        if due is not None and table.event is not None:
            found[table.name] = _due(table.event, due)

    @staticmethod
    def _start(
        table: DeadlineTable, order: Order, found: dict[DeadlineName, Due]
    ) -> datetime | None:
        if table.anchor is None:
            return None
        if table.anchor is Anchor.DISPATCH_DEADLINE:
            return _dispatch(found)
        return _clock(table)(order)


def row_finder(policy: Policy, tables: Iterable[DeadlineTable]) -> Callable[[Order], DueRow]:
    """
    What finds an order's deadlines.

    Where all of them run from one clock, they are joined into one row for each step beforehand.
    """
    each = _Tables(policy, tables)
    clocks = {
        table.anchor: table
        for table in each.tables.values()
        if table.anchor not in {None, Anchor.DISPATCH_DEADLINE}
    }
    if not clocks:
        return _fixed(each)
    stepwise = [table for table in each.tables.values() if table.anchor in clocks]
    if len(clocks) > 1 or not all(table.since for table in stepwise):
        return each.of
    return _by_steps(each, stepwise)


def _fixed(each: _Tables) -> Callable[[Order], DueRow]:
    row, nothing = each.at(EPOCH), DeliveredDeadlines()

    def find(order: Order) -> DueRow:
        return row if order.delivered == nothing else each.of(order)

    return find


def _by_steps(each: _Tables, stepwise: list[DeadlineTable]) -> Callable[[Order], DueRow]:
    clock = _clock(stepwise[0])
    start = max(table.since[0] for table in stepwise)
    until = min(table.until for table in stepwise)
    changes = {since for table in stepwise for since in table.since if start < since < until}
    since = [_instant(at) for at in (start, *sorted(changes))]
    rows: list[DueRow | None] = [each.at(instant) for instant in since]
    # From where the tables end on there is no row.
    since += [_instant(until), _LAST]
    rows.append(None)
    base, days = since[0], (until - start) // _DAY_US + 1
    # The step in which each day since the first instant starts; the right one is seldom later.
    steps = [bisect_right(since, base + _DAY * day) - 1 for day in range(days)]

    def find(order: Order) -> DueRow:
        at, sent = clock(order), order.delivered
        if (
            at is not None
            and sent.dispatch is None
            and sent.collection is None
            and sent.auto_cancel is None
            and sent.auto_cancel_uncollected is None
        ):
            day = (at - base).days
            if 0 <= day < days:
                step = steps[day]
                while at >= since[step + 1]:
                    step += 1
                row = rows[step]
                if row is not None:
                    return row
        return each.of(order)

    return find


def _clock(table: DeadlineTable) -> Callable[[Order], datetime | None]:
    """
    When the clock of a table started for an order.
    """
    if table.anchor is not Anchor.AWAITING_SHIPMENT:
        return attrgetter(_CLOCKS[table.anchor])
    hold = table.hold

    def awaiting(order: Order) -> datetime | None:
        if order.awaiting_shipment_at is not None or hold is None:
            return order.awaiting_shipment_at
        return order.placed_at.astimezone(UTC) + hold

    return awaiting


def _dispatch(found: dict[DeadlineName, Due]) -> datetime | None:
    dispatch = found.get(DeadlineName.DISPATCH)
    return None if dispatch is None else dispatch.shown


def _due(event: Event, shown: datetime) -> Due:
    due = shown.astimezone(UTC)
    return Due(_PLACES[event], due, due + _SECOND, shown)


def _instant(us: int) -> datetime:
    return EPOCH + us * MICROSECOND
