"""
What time alone does to an order: computed when somebody asks, so no job has to run on time.

Everything is in time until its last second has passed; what the clock brings bears the first
instant after it. Of several events of one instant the order is: release, opening of a payment, end
of a hold, end of a payment's time, end of the time for an answer, completion. What the clock brings
stands before what is told of the same instant.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tiktok_presale.facts.causes import Cause
from tiktok_presale.facts.life import OrderState
from tiktok_presale.facts.moves import (
    BalanceLapsed,
    BalanceOpened,
    Cancelled,
    Completed,
    ConsentGiven,
    ConsentLapsed,
    DepositLapsed,
    HoldExpired,
    PaymentFailed,
    Released,
    Silence,
)
from tiktok_presale.facts.orders import Party
from tiktok_presale.facts.plans import Part
from tiktok_presale.facts.promises import ReleaseOn
from tiktok_presale.facts.triggers import AfterDelay, AtDate, AtPlacing, InWindow, OnRelease
from tiktok_presale.values.days import CalendarDays, Hours
from tiktok_presale.values.instants import ends_on, local_day, starts_on, utc, zone_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from tiktok_presale.facts.life import OrderLife
    from tiktok_presale.facts.moves import LifeEvent
    from tiktok_presale.values.days import Minutes

__all__ = ["after", "closes", "next_tick", "opens", "release_at"]

_SECOND = timedelta(seconds=1)


def next_tick(life: OrderLife) -> LifeEvent | None:
    """
    The next event that time alone will bring; None where time alone changes nothing.
    """
    if life.road in _TICKS:
        found = [tick for make in _TICKS[life.road] if (tick := _tick(make, life)) is not None]
        return min(found, key=lambda tick: utc(tick.at)) if found else None
    return None


def _tick(make: Callable[[OrderLife], LifeEvent | None], life: OrderLife) -> LifeEvent | None:
    """
    What one clock brings; None where it lies beyond the last day of the calendar and never comes.
    """
    try:
        return make(life)
    except OverflowError:
        return None


def opens(life: OrderLife) -> datetime | None:
    """
    From when the next payment may be made; None where its release is still to come.
    """
    due = None if life.line is None else life.line.due
    if isinstance(due, InWindow):
        return due.window.opens
    return life.released_at if isinstance(due, OnRelease) else life.placed.at


def closes(life: OrderLife) -> datetime | None:
    """
    The last second in which the next payment is in time; None where nobody set one.

    A time that ends beyond the last day of the calendar is none that could pass.
    """
    try:
        return _closes(life)
    except OverflowError:
        return None


def _closes(life: OrderLife) -> datetime | None:
    due = None if life.line is None else life.line.due
    if isinstance(due, InWindow):
        return due.window.closes
    if isinstance(due, AtDate):
        return due.at
    if isinstance(due, OnRelease) and life.released_at is not None:
        return after(life, life.released_at, due.within, _release_zone(life))
    if isinstance(due, AfterDelay):
        return after(life, life.placed.at, due.delay)
    if isinstance(due, AtPlacing):
        return life.placed.pay_by if due.within is None else after(life, life.placed.at, due.within)
    return None


def release_at(life: OrderLife) -> datetime | None:
    """
    When the clock releases the goods; None where only the seller does.
    """
    if not isinstance(life.expected, ReleaseOn):
        return None
    return starts_on(life.expected.on, _release_zone(life))


def _release_zone(life: OrderLife) -> ZoneInfo:
    """
    The zone in which a release is read: that of the promise, or else the market's.
    """
    named = life.expected.zone if isinstance(life.expected, ReleaseOn) else None
    return zone_of(named or life.placed.zone)


def after(
    life: OrderLife,
    start: datetime,
    duration: Minutes | Hours | CalendarDays,
    zone: ZoneInfo | None = None,
) -> datetime:
    """
    The last second of a time that runs from *start*: hours elapse, days end with the local day.
    """
    zone = zone or zone_of(life.placed.zone)
    if isinstance(duration, CalendarDays):
        return ends_on(local_day(start, zone) + timedelta(days=duration.count), zone)
    unit = "hours" if isinstance(duration, Hours) else "minutes"
    return (utc(start) + timedelta(**{unit: duration.count})).astimezone(zone)


def _over(last: datetime) -> datetime:
    """
    The first instant at which a last second has passed.
    """
    return (utc(last).replace(microsecond=0) + _SECOND).astimezone(last.tzinfo)


def _not_before(life: OrderLife, instant: datetime) -> datetime:
    """
    What an event has made due at an earlier instant happens with that event.
    """
    return max(instant, life.at, key=utc)


def _release(life: OrderLife) -> Released | None:
    instant = release_at(life)
    if instant is None or not life.awaits_release:
        return None
    return Released(_not_before(life, instant))


def _opening(life: OrderLife) -> BalanceOpened | None:
    instant = opens(life)
    return None if instant is None else BalanceOpened(_not_before(life, instant))


def _hold(life: OrderLife) -> HoldExpired | None:
    """
    The end of a hold that nobody renews; where it is renewed, a failure is told.
    """
    line, hold = life.line, life.hold
    if hold is None or not isinstance(line, Part) or line.authorised is None:
        return None
    if line.authorised.lasts is None or line.authorised.renewed:
        return None
    return HoldExpired(_not_before(life, _over(after(life, hold.at, line.authorised.lasts))))


def _deposit(life: OrderLife) -> DepositLapsed | None:
    last = closes(life)
    return None if last is None else DepositLapsed(_not_before(life, _over(last)))


def _unpaid(life: OrderLife) -> Cancelled | None:
    last = closes(life)
    if last is None:
        return None
    return Cancelled(Party.SYSTEM, Cause.PAYMENT_FAILED, _not_before(life, _over(last)))


def _balance(life: OrderLife) -> PaymentFailed | BalanceLapsed | None:
    last = closes(life)
    if last is None:
        return None
    instant = _not_before(life, _over(last))
    return BalanceLapsed(instant) if life.placed.grace is None else PaymentFailed(instant)


def _grace(life: OrderLife) -> BalanceLapsed | Cancelled:
    """
    The end of the time that is left after a failure: the grace, or the payment's own time if later.
    """
    failed = life.failed_at or life.at
    ends = [failed if life.placed.grace is None else _over(after(life, failed, life.placed.grace))]
    last = closes(life)
    ends += [] if last is None else [_over(last)]
    instant = _not_before(life, max(ends, key=utc))
    if life.counted:
        return BalanceLapsed(instant)
    return Cancelled(Party.SYSTEM, Cause.PAYMENT_FAILED, instant)


def _answer(life: OrderLife) -> ConsentGiven | ConsentLapsed | None:
    notice = life.notices[-1] if life.delay is OrderState.DELAY_NOTIFIED else None
    if notice is None or notice.answer_by is None:
        return None
    instant = _not_before(life, _over(notice.answer_by))
    if notice.silence is Silence.NOTHING:
        return None  # the date agreed before still holds, and the buyer has what rights that gives
    if notice.silence is Silence.CONSENT:
        return ConsentGiven(instant, silent=True)
    return ConsentLapsed(instant)


def _completion(life: OrderLife) -> Completed | None:
    period = life.placed.completes_after
    if period is None or life.dispute is OrderState.DISPUTED or life.line is not None:
        return None
    received = [one.delivered_at for one in life.parcels if one.delivered_at is not None]
    return Completed(_not_before(life, _over(after(life, max(received, key=utc), period))))


# For each state the clocks that run in it; of one instant, the first that stands here wins.
_TICKS: dict[OrderState, tuple[Callable[[OrderLife], LifeEvent | None], ...]] = {
    OrderState.DEPOSIT_DUE: (_release, _deposit, _answer),
    OrderState.PAYMENT_DUE: (_release, _unpaid, _answer),
    OrderState.BALANCE_PENDING: (_release, _opening, _answer),
    OrderState.BALANCE_OPEN: (_release, _balance, _answer),
    OrderState.PAYMENT_FAILED: (_release, _grace, _answer),
    OrderState.AWAITING_RELEASE: (_release, _hold, _answer),
    OrderState.READY: (_hold, _answer),
    OrderState.PARTLY_SHIPPED: (_answer,),
    OrderState.DELIVERED: (_completion,),
}
