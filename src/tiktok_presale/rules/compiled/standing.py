"""
Where an order stands against its deadlines, once all its instants are in UTC.

This is `rules.assessment` for an order that is neither cancelled nor held, and of which every event
is either told with its time or has not happened.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from tiktok_presale.facts.orders import Stage
from tiktok_presale.rules.states import State

if TYPE_CHECKING:
    from tiktok_presale.facts.orders import Order
    from tiktok_presale.rules.compiled.due_rows import Due, DueRow

__all__ = ["NOT_LATE", "Times", "late_by", "standing", "times_of"]

# When dispatch, collection and delivery happened; None for what has not.
Times: TypeAlias = tuple[datetime | None, datetime | None, datetime | None]

NOT_LATE = timedelta(0)
_NOTHING_YET: Times = (None, None, None)
_PLACED, _DISPATCHED, _COLLECTED = Stage.PLACED, Stage.DISPATCHED, Stage.COLLECTED
_NOT_DUE, _DUE_SOON, _LATE = State.NOT_DUE, State.DUE_SOON, State.LATE
_CANCELLABLE, _MET, _UNKNOWN = State.CANCELLABLE, State.MET, State.UNKNOWN


def times_of(order: Order) -> Times | None:
    """
    When each event of an order happened; None where one did at a time that nobody told.

    A later event that came before an earlier one proves it, as `Order.time_of` has it.
    """
    dispatched, collected, delivered = order.dispatched_at, order.collected_at, order.delivered_at
    if collected is None and delivered is None:
        if dispatched is None:
            return _NOTHING_YET if order.stage is _PLACED else None
        if order.stage is not _PLACED and order.stage is not _DISPATCHED:
            return None
        if dispatched.tzinfo is not UTC:
            dispatched = dispatched.astimezone(UTC)
        return dispatched, None, None
    if dispatched is None or collected is None:
        return None
    dispatched, collected = dispatched.astimezone(UTC), collected.astimezone(UTC)
    if delivered is None:
        if order.stage > _COLLECTED:
            return None
    else:
        delivered = delivered.astimezone(UTC)
        collected = min(collected, delivered)
    return min(dispatched, collected), collected, delivered


def late_by(due: Due, times: Times, now: datetime) -> timedelta:
    """
    By how much a deadline was missed, as far as can be seen by now.
    """
    happened = times[due[0]]
    until = now if happened is None or happened > now else happened
    return NOT_LATE if until < due[2] else until - due[1]


def standing(  # noqa: C901 - one pass: a call for each part would cost as much as the whole
    row: DueRow, times: Times, now: datetime, soon: timedelta
) -> tuple[State, Due | None, timedelta]:
    """
    The state, the deadline that decides it, and how late dispatch or collection was or is.
    """
    late, first, cancel = NOT_LATE, None, None
    for due in row.duties:
        place, instant, too_late, _ = due
        happened = times[place]
        if happened is None or happened > now:
            if first is None or instant < first[1]:
                first = due
            happened = now
        if happened >= too_late:
            missed_by = happened - instant
            if missed_by > late:  # noqa: PLR1730 - a call of `max` for two costs more than this row
                late = missed_by
    for due in row.cancels:
        place, instant, too_late, _ = due
        happened = times[place]
        if happened is None or happened > now:
            if now >= too_late:
                return _CANCELLABLE, due, late
            if cancel is None or instant < cancel[1]:
                cancel = due
    # Once dispatched and collected in time, what is left is what may still cancel the order.
    first = first or cancel
    if first is None:
        return (_MET if row.known or _dispatched(times, now) else _UNKNOWN), None, late
    if now >= first[2]:
        return _LATE, first, late
    return (_DUE_SOON if first[1] - now <= soon else _NOT_DUE), first, late


def _dispatched(times: Times, now: datetime) -> bool:
    return times[0] is not None and times[0] <= now
