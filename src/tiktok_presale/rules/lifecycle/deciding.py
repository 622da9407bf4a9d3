"""
May this happen to the order now, and what follows?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.life import OrderLife
from tiktok_presale.facts.moves import LifeEvent, Move, Paid, RefundPaid
from tiktok_presale.rules.lifecycle.evolving import check_event, check_life, moved, settled
from tiktok_presale.rules.lifecycle.judging import judged, legal_moves, repeated
from tiktok_presale.rules.lifecycle.reasons import refusal
from tiktok_presale.values.checks import check_aware, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Decided", "decide", "legal"]


@final
@attrs.frozen
class Decided(Value):
    """
    The answer about one event.

    Args:
        decision: Whether it may happen, with every reason.
        events: What to add to the history: what time had brought by then, the event itself where it
            may happen, and what follows from it by the instant of asking.
        life: The order after these events.
    """

    decision: Decision = attrs.field(validator=instance("a Decision", Decision))
    events: tuple[LifeEvent, ...]
    life: OrderLife = attrs.field(validator=instance("an OrderLife", OrderLife))

    @property
    def allowed(self) -> bool:
        """
        Whether the event may happen, or was counted before.
        """
        return self.decision.allowed

    def __str__(self) -> str:
        return str(self.decision)


def legal(life: OrderLife, *, at: datetime) -> tuple[Move, ...]:
    """
    The kinds of events that may be told of an order at an instant.

    Args:
        life: The order.
        at: The instant; what time has brought by then is counted first.

    Raises:
        NaiveTimeError: If *at* has no time zone.
    """
    check_life(life)
    _, now = settled(life, check_aware("at", at))
    return legal_moves(now, at)


def decide(life: OrderLife, event: LifeEvent, *, at: datetime) -> Decided:
    """
    Whether an event may happen to an order, and what is to be added to its history.

    What time has brought is counted first, so that a balance that lapsed at midnight has lapsed
    whether or not a job ran. An event counts from its own instant, which may lie before *at*: a
    payment made in time and told late is in time, as long as nothing later has been recorded. A
    refused event adds nothing; what time has brought stands. The same payment, hold or parcel told
    again is allowed and adds nothing.

    Args:
        life: The order.
        event: What happened, or is to happen.
        at: The instant of asking.

    Raises:
        WrongTypeError: If an argument is of another type.
        NaiveTimeError: If *at* has no time zone.
        CurrencyMismatchError: If money of the event is in another currency than the order.
    """
    check_life(life)
    check_event(event)
    check_aware("at", at)
    again = repeated(life, event)
    if again is not None:
        return _unmoved(life, (again,), at)
    reasons = _out_of_time(life, event, at)
    if reasons:
        return _refused(life, (), reasons, at)
    event = _counting(life, event)
    before, then = settled(life, event.at)
    reasons = judged(then, event)
    if reasons:
        return _refused(then, before, reasons, at)
    after = moved(then, event)
    params = {"move": event.move, "to": after.state}
    passed = Finding(Outcome.PASS, "lifecycle.move", "lifecycle", then.state, params=params)
    later, now = settled(after, at)
    return Decided(_decision(life, (passed,), at), (*before, event, *later), now)


def _out_of_time(life: OrderLife, event: LifeEvent, at: datetime) -> tuple[Finding, ...]:
    """
    Whether something is asked about a past that is written, or told of a future that is not.
    """
    if utc(at) < utc(life.at):
        return (refusal("lifecycle.backwards", event.move, at, life.at),)
    if utc(event.at) > utc(at):
        return (refusal("lifecycle.future", event.move, event.at, at),)
    if utc(event.at) < utc(life.at) and not isinstance(event, Paid | RefundPaid):
        return (refusal("lifecycle.past", event.move, event.at, life.at),)
    return ()


def _counting(life: OrderLife, event: LifeEvent) -> LifeEvent:
    """
    The event as it stands in the history: money told late counts from the last thing recorded.
    """
    if isinstance(event, Paid | RefundPaid):
        return attrs.evolve(event, at=max(event.at, life.at, key=utc))
    return event


def _unmoved(
    life: OrderLife,
    reasons: tuple[Finding, ...],
    at: datetime,
    before: tuple[LifeEvent, ...] = (),
) -> Decided:
    """
    The answer that adds nothing but what time has brought.
    """
    later, now = settled(life, at)
    return Decided(_decision(life, reasons, at), (*before, *later), now)


def _refused(
    life: OrderLife, before: tuple[LifeEvent, ...], reasons: tuple[Finding, ...], at: datetime
) -> Decided:
    """
    The answer no: the first of its reasons says which events would be legal.
    """
    _, now = settled(life, at)
    moves = Remedy("legal_moves", {"moves": legal_moves(now, max(at, now.at, key=utc))})
    first = attrs.evolve(reasons[0], remedies=(*reasons[0].remedies, moves))
    return _unmoved(life, (first, *reasons[1:]), at, before)


def _decision(life: OrderLife, reasons: tuple[Finding, ...], at: datetime) -> Decision:
    return Decision("lifecycle", life.placed.terms.edition, at, reasons)
