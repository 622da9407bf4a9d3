"""
In which state is an offer, and what may be done with it?

State goes in, a decision and the new state come out. What happens by itself, because its time has
come, is computed when somebody asks; no job has to run.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.offers import Offer
from tiktok_presale.rules.access.check import OWN_TERMS
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.errors import IllegalEventError
from tiktok_presale.rules.offers.labels import check_offer, release_of
from tiktok_presale.rules.offers.table import BY_ITSELF, TABLE, Move, OfferState, moves_from
from tiktok_presale.values.checks import (
    aware,
    aware_or_none,
    check_aware,
    check_kind,
    instance,
    member_of,
    whole,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktok_presale.policy.policy import Policy

__all__ = [
    "OfferEvent",
    "OfferLife",
    "OfferStep",
    "after",
    "decide",
    "evolve",
    "replay",
    "settle",
    "start",
    "state",
]

_WITH_UNITS = {Move.SELL, Move.GIVE_BACK}


def _move(value: object) -> Move:
    return member_of("move", value, Move)


def _state(value: object) -> OfferState:
    return member_of("state", value, OfferState)


@final
@attrs.frozen
class OfferEvent(Value):
    """
    Something that happened to an offer.

    Args:
        move: What.
        at: When.
        units: How many units were sold or given back; 0 for every other move.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If units come with another move, or a sale has none.
    """

    move: Move = attrs.field(converter=_move)
    at: datetime = attrs.field(validator=aware)
    units: int = attrs.field(default=0, validator=whole)

    def __attrs_post_init__(self) -> None:
        """
        Refuse units where none move, and sales of nothing.
        """
        if (self.move in _WITH_UNITS) is not bool(self.units):
            allowed = "1 or more" if self.move in _WITH_UNITS else "0, since no units move"
            raise OutOfRangeError("units", str(self.units), allowed)


@final
@attrs.frozen
class OfferLife(Value):
    """
    An offer with its state: all that a back end keeps of it.

    Args:
        offer: The offer, as it was published.
        state: Where it stands as of the last event; what has come true since, `settle` tells.
        sold: Units sold and not given back.
        last: The instant of the last event; None before the first.
        zone: The zone in which a release date without one of its own is read.
    """

    offer: Offer = attrs.field(validator=instance("an Offer", Offer))
    state: OfferState = attrs.field(default=OfferState.DRAFT, converter=_state)
    sold: int = attrs.field(default=0, validator=whole)
    last: datetime | None = attrs.field(default=None, validator=aware_or_none)
    zone: str | None = None

    def __attrs_post_init__(self) -> None:
        """
        Refuse a zone that does not exist.
        """
        if self.zone is not None:
            zone_of(self.zone)

    @property
    def goal_met(self) -> bool:
        """
        Whether as many units are sold as the presale needs to take place.
        """
        return self.offer.goal is None or self.sold >= self.offer.goal

    @property
    def full(self) -> bool:
        """
        Whether no unit is left under the cap.
        """
        return self.offer.cap is not None and self.sold >= self.offer.cap


@final
@attrs.frozen
class OfferStep(Value):
    """
    The answer to a move: whether it is made, and what comes of it.

    Args:
        decision: Whether it may be made, with every reason.
        events: What happens: first what came by itself, then the move; all of it to be kept.
        life: The offer after these events. Where the move is refused, it holds what came by
            itself, and nothing else.
    """

    decision: Decision
    events: tuple[OfferEvent, ...]
    life: OfferLife

    def __str__(self) -> str:
        return str(self.decision)


def start(offer: Offer, policy: Policy | None = None) -> OfferLife:
    """
    The life of a new offer: a draft.

    Args:
        offer: The offer.
        policy: The rules it is sold under, whose zone reads a release date without one of its own.
    """
    check_offer(offer)
    if policy is not None:
        check_policy(policy)
    return OfferLife(offer, zone=None if policy is None else policy.zone.key)


def settle(life: OfferLife, *, at: datetime) -> tuple[OfferEvent, ...]:
    """
    What has happened to an offer by itself, up to an instant and in order.

    Args:
        life: The offer as it is kept.
        at: The instant.

    Raises:
        NaiveTimeError: If *at* has no time zone.
    """
    check_life(life)
    check_aware("at", at)
    events: list[OfferEvent] = []
    while (event := _next(life, at)) is not None:
        events.append(event)
        life = evolve(life, event)
    return tuple(events)


def _next(life: OfferLife, at: datetime) -> OfferEvent | None:
    """
    The next thing that comes by itself.
    """
    if life.state is OfferState.SELLING and life.full:
        return OfferEvent(Move.FILL, life.last or at)
    for when, move in _clock(life):
        if (life.state, move) in TABLE and utc(when) <= utc(at):
            # Nothing comes before what has happened already.
            return OfferEvent(move, when if life.last is None else max(when, life.last, key=utc))
    return None


def _clock(life: OfferLife) -> list[tuple[datetime, Move]]:
    """
    What an offer's own dates bring, in the order of time.
    """
    sale, release = (
        life.offer.sale,
        release_of(life.offer, zone_of(life.zone) if life.zone else None),
    )
    # The closing second belongs to the sale, so it is over with the next one.
    closes = sale.closes + timedelta(seconds=1)
    found = [(closes, Move.CLOSE if life.goal_met else Move.MISS_GOAL)]
    if life.last is None or utc(life.last) < utc(closes):
        found.insert(0, (sale.opens, Move.OPEN))
    return [*found, *([] if release is None else [(release, Move.RELEASE)])]


def decide(life: OfferLife, move: Move, *, at: datetime, units: int = 0) -> OfferStep:
    """
    Whether a move may be made, and what comes of it; a refusal says what is legal instead.

    Args:
        life: The offer as it is kept.
        move: What is to be done.
        at: When.
        units: How many units are sold or given back.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If units come with a move of none, or a sale has none.

    Examples:
        >>> from datetime import UTC
        >>> from tiktok_presale import CalendarDays, Money, PaymentPlan, Period, ShipWithin
        >>> offer = Offer(id="of1", sku="s", price=Money(9, "USD"), plan=PaymentPlan.full(),
        ...               promise=ShipWithin(CalendarDays(10)), cap=2,
        ...               sale=Period(datetime(2026, 1, 1, tzinfo=UTC),
        ...                           datetime(2026, 1, 9, tzinfo=UTC)))
        >>> life = decide(start(offer), Move.PUBLISH, at=datetime(2025, 12, 1, tzinfo=UTC)).life
        >>> step = decide(life, Move.SELL, at=datetime(2026, 1, 2, tzinfo=UTC), units=2)
        >>> [event.move.value for event in step.events], step.life.state.value
        (['open', 'sell', 'fill'], 'sold_out')
    """
    check_life(life)
    check_aware("at", at)
    move = _move(move)
    wanted = OfferEvent(move, at, units)
    events = settle(life, at=at)
    life = after(life, events)
    findings = tuple(_judged(life, wanted))
    decision = Decision("offer_move", OWN_TERMS, at, findings)
    if not decision.allowed:
        return OfferStep(decision, events, life)
    if not _done(life, move):
        events += (_turned(life, wanted),)
        life = evolve(life, events[-1])
    more = settle(life, at=at)
    return OfferStep(decision, events + more, after(life, more))


def _done(life: OfferLife, move: Move) -> bool:
    """
    Whether what is asked for has come by itself already, as the end of a sale.
    """
    ended = {OfferState.CLOSED, OfferState.GOAL_MISSED}
    return (move is Move.CLOSE and life.state in ended) or (
        move is Move.RELEASE and life.state is OfferState.RELEASED
    )


def _turned(life: OfferLife, wanted: OfferEvent) -> OfferEvent:
    """
    The event that a move makes: a sale that ends below its goal has missed it.
    """
    if wanted.move is Move.CLOSE and not life.goal_met:
        return OfferEvent(Move.MISS_GOAL, wanted.at)
    return wanted


def _judged(life: OfferLife, wanted: OfferEvent) -> Iterable[Finding]:
    rule = f"offers.{wanted.move}"
    if life.last is not None and utc(wanted.at) < utc(life.last):
        remedies = (Remedy("not_before", {"on": life.last}),)
        yield Finding(Outcome.FAIL, "offers.order", rule, wanted.at, life.last, remedies)
    move = _turned(life, wanted).move
    legal = _done(life, wanted.move) or (life.state, move) in TABLE
    if not legal or (wanted.move in BY_ITSELF - {Move.CLOSE, Move.RELEASE}):
        ways = tuple(move.value for move in moves_from(life.state) if move not in _HIDDEN)
        remedies = (Remedy("legal_moves", {"moves": ways}),)
        yield Finding(Outcome.FAIL, "offers.move", rule, wanted.move, life.state, remedies)
        return
    if wanted.move is Move.SELL and life.offer.cap is not None:
        yield _room(life, wanted, life.offer.cap - life.sold)
    elif life.state is OfferState.GOAL_MISSED and wanted.move is Move.SETTLE and life.sold:
        remedies = (Remedy("give_back_all", {"units": life.sold}),)
        yield Finding(Outcome.FAIL, "offers.unsettled", rule, life.sold, 0, remedies)
    elif wanted.move is Move.GIVE_BACK and wanted.units > life.sold:
        remedies = (Remedy("give_back_at_most", {"units": life.sold}),)
        yield Finding(Outcome.FAIL, "offers.given_back", rule, wanted.units, life.sold, remedies)
    else:
        yield Finding(Outcome.PASS, "offers.move", rule, wanted.move, life.state)


# What comes by itself is nobody's to make; a sale is closed by its seller too.
_HIDDEN = {Move.OPEN, Move.FILL, Move.MISS_GOAL}


def _room(life: OfferLife, wanted: OfferEvent, left: int) -> Finding:
    good = wanted.units <= left
    remedies = () if good else (Remedy("sell_at_most", {"units": left}),)
    outcome = Outcome.PASS if good else Outcome.FAIL
    rule = f"offers.{wanted.move}"
    params = {"state": life.state}
    return Finding(outcome, "offers.cap", rule, wanted.units, left, remedies, params=params)


def evolve(life: OfferLife, event: OfferEvent) -> OfferLife:
    """
    An offer after an event; the fold over kept events, so it judges nothing but the table.

    Raises:
        IllegalEventError: If the table has no row for it: such a history cannot have happened.
    """
    check_life(life)
    check_kind("event", event, OfferEvent, "an OfferEvent")
    try:
        state = TABLE[life.state, event.move]
    except KeyError:
        legal = tuple(move.value for move in moves_from(life.state))
        raise IllegalEventError(
            event.move.value, life.state.value, ("offers.move",), legal
        ) from None
    change = {Move.SELL: event.units, Move.GIVE_BACK: -event.units}.get(event.move, 0)
    return attrs.evolve(life, state=state, sold=life.sold + change, last=event.at)


def replay(offer: Offer, events: Iterable[OfferEvent], policy: Policy | None = None) -> OfferLife:
    """
    An offer after all its events.

    Args:
        offer: The offer.
        events: What happened, in order.
        policy: The rules it is sold under, as in `start`.

    Raises:
        IllegalEventError: If they cannot have happened in this order.
    """
    return after(start(offer, policy), events)


def after(life: OfferLife, events: Iterable[OfferEvent]) -> OfferLife:
    """
    An offer after some more events.

    Raises:
        IllegalEventError: If they cannot have happened in this order.
    """
    for event in events:
        life = evolve(life, event)
    return life


def state(life: OfferLife, *, at: datetime) -> OfferState:
    """
    The state of an offer at an instant, with all that has come true by then.

    Raises:
        NaiveTimeError: If *at* has no time zone.
    """
    return after(life, settle(life, at=at)).state


def check_life(life: object) -> None:
    """
    Refuse anything but the life of an offer.
    """
    check_kind("life", life, OfferLife, "an OfferLife; write offers.start(offer)")
