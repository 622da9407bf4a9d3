"""
From events to the order: one at a time, all of them, and those that time has brought.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tiktok_presale.facts.life import OrderLife
from tiktok_presale.facts.moves import LifeEvent, Placed
from tiktok_presale.rules.errors import IllegalEventError
from tiktok_presale.rules.lifecycle.clocks import next_tick
from tiktok_presale.rules.lifecycle.effects import counted, unplaced
from tiktok_presale.rules.lifecycle.judging import judged, legal_moves
from tiktok_presale.rules.lifecycle.table import row_for, tracks_of
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["begin", "check_event", "check_life", "evolve", "moved", "replay", "settle", "settled"]


def begin(placed: Placed) -> OrderLife:
    """
    The order as it was placed; its first state follows from its plan of payments.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import CalendarDays, Money, PaymentPlan, ShipWithin, Terms
        >>> terms = Terms(id="l1", offer="o1", sku="s1", units=1, unit_price=Money("499", "CNY"),
        ...               plan=PaymentPlan.full(), promise=ShipWithin(CalendarDays(10)),
        ...               placed_at=datetime(2026, 6, 1, tzinfo=UTC), edition="tmall@2023-05-29")
        >>> str(begin(Placed(terms=terms, zone="Asia/Shanghai")).state)
        'payment_due'
    """
    check_kind("placed", placed, Placed, "Placed(terms=…, zone=…)")
    return moved(unplaced(placed), placed)


def evolve(life: OrderLife, event: LifeEvent) -> OrderLife:
    """
    The order after an event.

    Whatever `decide` and `settle` gave can be replayed with it. A history that they cannot have
    given is refused.

    Raises:
        IllegalEventError: If the event cannot have happened to the order.
    """
    check_life(life)
    check_event(event)
    tick = next_tick(life)
    if tick == event:
        return moved(life, event)
    if utc(event.at) < utc(life.at):
        raise _illegal(life, event, "lifecycle.past")
    if tick is not None and utc(tick.at) <= utc(event.at):
        raise _illegal(life, event, f"lifecycle.unsettled: {tick.move}")
    reasons = tuple(dict.fromkeys(finding.code for finding in judged(life, event)))
    if reasons:
        raise _illegal(life, event, *reasons)
    return moved(life, event)


def replay(events: Iterable[LifeEvent]) -> OrderLife:
    """
    The order that its events make, from the first of them on.

    Raises:
        WrongTypeError: If the first event is not the placing.
        IllegalEventError: If an event cannot have happened.
    """
    if not isinstance(events, Iterable):
        raise WrongTypeError("events", "several events, Placed(…) first", type(events).__name__)
    found = tuple(events)
    first = found[0] if found else None
    if not isinstance(first, Placed):
        raise WrongTypeError("events", "Placed(…) and what came after it", type(first).__name__)
    life = begin(first)
    for event in found[1:]:
        life = evolve(life, event)
    return life


def settle(life: OrderLife, *, at: datetime) -> tuple[LifeEvent, ...]:
    """
    What time alone has brought by *at*, in order, each at its own instant.

    Nothing needs to run on time: settle when you look. Settling again brings nothing more.

    Args:
        life: The order.
        at: The instant up to which, that instant included.

    Raises:
        NaiveTimeError: If *at* has no time zone.
    """
    check_life(life)
    return settled(life, check_aware("at", at))[0]


def settled(life: OrderLife, at: datetime) -> tuple[tuple[LifeEvent, ...], OrderLife]:
    """
    What time alone has brought by *at*, and the order after it.
    """
    events: list[LifeEvent] = []
    tick = next_tick(life)
    while tick is not None and utc(tick.at) <= utc(at):
        events.append(tick)
        life = moved(life, tick)
        tick = next_tick(life)
    return tuple(events), life


def moved(life: OrderLife, event: LifeEvent) -> OrderLife:
    """
    The order after an event that is known to be legal: counted, and moved as the table says.
    """
    after = counted(life, event)
    tracks = tracks_of(event.move)
    return after.moved_to({one: row_for(one, event.move, life, after).to for one in tracks})


def _illegal(life: OrderLife, event: LifeEvent, *reasons: str) -> IllegalEventError:
    legal = tuple(move.value for move in legal_moves(life, event.at))
    return IllegalEventError(event.move.value, life.state.value, reasons, legal)


def check_life(life: object) -> None:
    """
    Refuse anything but an order with its events.
    """
    check_kind("life", life, OrderLife, "an OrderLife; write lifecycle.begin(Placed(…))")


def check_event(event: object) -> None:
    """
    Refuse anything but an event.
    """
    if not isinstance(event, LifeEvent):
        raise WrongTypeError("event", "an event such as lifecycle.Paid(…)", type(event).__name__)
