"""
Whether an event may happen to an order: first the table, then the order, then the event itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from tiktok_presale.facts.life import OrderState
from tiktok_presale.facts.moves import Move, Paid
from tiktok_presale.facts.payments import Component, Payment
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.facts.triggers import OnDispatch
from tiktok_presale.rules.lifecycle.clocks import opens, release_at
from tiktok_presale.rules.lifecycle.edits import judge_cancellation, judge_quantity
from tiktok_presale.rules.lifecycle.reasons import refusal, seen_before
from tiktok_presale.rules.lifecycle.table import CLOCK_ONLY, blocking
from tiktok_presale.values.errors import CurrencyMismatchError
from tiktok_presale.values.findings import Finding, Remedy
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from tiktok_presale.facts.life import OrderLife
    from tiktok_presale.facts.moves import (
        ConsentGiven,
        DelayNotified,
        Delivered,
        Dispatched,
        LifeEvent,
        QuantityChanged,
        RefundDecided,
        RefundPaid,
    )

__all__ = ["judged", "legal_moves", "obstacles", "repeated"]


def legal_moves(life: OrderLife, at: datetime) -> tuple[Move, ...]:
    """
    The kinds of events that may be told of an order as it stands.
    """
    return tuple(move for move in Move if not obstacles(life, move, at))


def obstacles(life: OrderLife, move: Move, at: datetime) -> tuple[Finding, ...]:
    """
    Every reason against any event of a kind, whatever it says.
    """
    if move in CLOCK_ONLY:
        return (refusal("lifecycle.clock", move),)
    state = blocking(life, move)
    if state is not None:
        return (refusal("lifecycle.move", move, state),)
    found = _OBSTACLES.get(move)
    return () if found is None else tuple(found(life, move, at))


def repeated(life: OrderLife, event: LifeEvent) -> Finding | None:
    """
    The advice that an event was told before, where it was.
    """
    seen = _SEEN.get(event.move)
    return seen_before(event.move) if seen is not None and seen(life, event) else None


def judged(life: OrderLife, event: LifeEvent) -> tuple[Finding, ...]:
    """
    Every reason against an event, at its own instant.

    What an event says is looked at where an event of its kind is possible at all.

    Raises:
        CurrencyMismatchError: If its money is in another currency than the order.
    """
    found = obstacles(life, event.move, event.at)
    if isinstance(event, Paid):
        _check_currency(life, event.amount)
        # Money that came too late, or for nothing, is still the buyer's.
        return _with_money_back(found, event) if found else tuple(_payment(life, event))
    contents = _CONTENTS.get(event.move)
    return found if found or contents is None else tuple(contents(life, event))


def _check_currency(life: OrderLife, amount: Money) -> None:
    if amount.currency != life.currency:
        raise CurrencyMismatchError(life.currency, amount.currency)


def _with_money_back(found: tuple[Finding, ...], event: Paid) -> tuple[Finding, ...]:
    remedy = Remedy("give_back", {"amount": event.amount})
    return tuple(attrs.evolve(one, remedies=(remedy, *one.remedies)) for one in found)


# Reasons against any event of a kind.


def _not_payable(life: OrderLife, move: Move, at: datetime) -> Iterator[Finding]:
    if life.line is None:
        yield refusal("lifecycle.nothing_due", move)
    elif life.secured_by_hold and life.hold is None:
        yield refusal("lifecycle.hold_first", move)
    else:
        yield from _too_early(life, move, at)


def _too_early(life: OrderLife, move: Move, at: datetime) -> Iterator[Finding]:
    start = opens(life)
    if start is None:
        yield refusal("lifecycle.unreleased", move)
    elif utc(at) < utc(start):
        yield refusal("lifecycle.early", move, at, start, Remedy("pay_from", {"at": start}))


def _no_hold(life: OrderLife, move: Move, _: datetime) -> Iterator[Finding]:
    if not life.secured_by_hold:
        yield refusal("lifecycle.no_hold", move)


def _no_charge(life: OrderLife, move: Move, _: datetime) -> Iterator[Finding]:
    """
    Where nothing is due before dispatch, nothing but the capture on dispatch can fail.
    """
    if not life.blocked and not _unpaid_on_dispatch(life):
        yield refusal("lifecycle.nothing_due", move)


def _unpaid_on_dispatch(life: OrderLife) -> bool:
    return life.line is not None and isinstance(life.line.due, OnDispatch)


def _no_release(life: OrderLife, move: Move, at: datetime) -> Iterator[Finding]:
    date = release_at(life)
    if not life.awaits_release:
        yield refusal("lifecycle.no_release", move)
    elif date is not None:
        yield refusal("lifecycle.release_date", move, at, date)


def _uncaptured(life: OrderLife, move: Move, _: datetime) -> Iterator[Finding]:
    if _unpaid_on_dispatch(life):
        yield _still_due(life, move)


def _owing(life: OrderLife, move: Move, _: datetime) -> Iterator[Finding]:
    if life.line is not None:
        yield _still_due(life, move)


def _still_due(life: OrderLife, move: Move) -> Finding:
    remedy = Remedy("pay_exactly", {"amount": life.due})
    return refusal("lifecycle.unpaid", move, life.due, None, remedy)


def _cannot_grow(life: OrderLife, move: Move, _: datetime) -> Iterator[Finding]:
    """
    A hold covers no added units, and what has left, or is the last one, cannot be taken off.
    """
    if life.hold is not None and life.kept <= max(life.shipped, 1):
        yield refusal("lifecycle.held", move, life.kept + 1, life.kept, Remedy("order_again"))


def _no_parcel(life: OrderLife, move: Move, _: datetime) -> Iterator[Finding]:
    if life.delivered == life.shipped:
        yield refusal("lifecycle.no_parcel", move)


def _nothing_left(life: OrderLife, move: Move, _: datetime) -> Iterator[Finding]:
    if life.paid == life.owed:
        yield refusal("lifecycle.nothing_left", move)


def _nothing_owed(life: OrderLife, move: Move, _: datetime) -> Iterator[Finding]:
    if not life.unrefunded:
        yield refusal("lifecycle.nothing_owed", move)


def _never_paid(life: OrderLife, move: Move, _: datetime) -> Iterator[Finding]:
    if not life.paid:
        yield refusal("lifecycle.never_paid", move)


_OBSTACLES: dict[Move, Callable[[OrderLife, Move, datetime], Iterator[Finding]]] = {
    Move.PAID: _not_payable,
    Move.AUTHORISED: _no_hold,
    Move.PAYMENT_FAILED: _no_charge,
    Move.RELEASED: _no_release,
    Move.DISPATCHED: _uncaptured,
    Move.DELIVERED: _no_parcel,
    Move.COMPLETED: _owing,
    Move.REFUND_DECIDED: _nothing_left,
    Move.REFUND_PAID: _nothing_owed,
    Move.DISPUTE_OPENED: _never_paid,
    Move.QUANTITY_CHANGED: _cannot_grow,
}


# What was told before.


def _all_seen(told: Iterable[Payment], known: Iterable[Payment]) -> bool:
    return set(told) <= set(known)


_SEEN: dict[Move, Callable[[OrderLife, Any], bool]] = {
    Move.PAID: lambda life, event: _all_seen(event.payments, life.payments),
    Move.REFUND_PAID: lambda life, event: _all_seen(event.payments, life.refunds),
    Move.AUTHORISED: lambda life, event: life.hold == event,
    Move.DISPATCHED: lambda life, event: any(
        (event.parcel, event.units, event.at) == (one.id, one.units, one.dispatched_at)
        for one in life.parcels
    ),
    Move.DELIVERED: lambda life, event: any(
        (event.parcel, event.at) == (one.id, one.delivered_at) for one in life.parcels
    ),
}


# Reasons against what an event says.


def _payment(life: OrderLife, event: Paid) -> Iterator[Finding]:
    yield from _ids(event.move, event.payments, life.payments)
    for payment in event.payments:
        yield from _too_early(life, event.move, payment.at)
        if (payment.component is Component.DEPOSIT) is not life.deposit_next:
            expected = "component_deposit" if life.deposit_next else "no_deposit"
            given = f"component_{payment.component}"
            yield refusal("lifecycle.component", event.move, given, expected)
    if event.amount != life.due:
        remedy = Remedy("pay_exactly", {"amount": life.due})
        yield refusal("lifecycle.amount", event.move, event.amount, life.due, remedy)


def _ids(move: Move, told: Iterable[Payment], known: Iterable[Payment]) -> Iterator[Finding]:
    """
    An id counts once for a component, whatever else is said about it.
    """
    seen = {(payment.id, payment.component) for payment in known}
    for payment in told:
        if (payment.id, payment.component) in seen:
            yield refusal("lifecycle.payment_id", move, payment.id)
        seen.add((payment.id, payment.component))


def _parcel(life: OrderLife, event: Dispatched) -> Iterator[Finding]:
    if any(parcel.id == event.parcel for parcel in life.parcels):
        yield refusal("lifecycle.parcel_id", event.move, event.parcel)
    if event.units > life.waiting:
        remedy = Remedy("units_at_most", {"units": life.waiting})
        yield refusal("lifecycle.units", event.move, event.units, life.waiting, remedy)


def _arrival(life: OrderLife, event: Delivered) -> Iterator[Finding]:
    on_its_way = tuple(parcel.id for parcel in life.parcels if parcel.delivered_at is None)
    if event.parcel not in on_its_way:
        yield refusal("lifecycle.parcel", event.move, event.parcel, on_its_way)


def _notice(life: OrderLife, event: DelayNotified) -> Iterator[Finding]:
    if not _later(event.promise, life.expected):
        yield refusal("lifecycle.no_delay", event.move, _time(event.promise), _time(life.expected))


def _later(new: Promise, old: Promise) -> bool:
    """
    Whether a promise is later than another, as far as the two can be compared.
    """
    if isinstance(new, ReleaseOn) and isinstance(old, ReleaseOn):
        return new.on > old.on
    if isinstance(new, ShipWithin) and isinstance(old, ShipWithin):
        return type(new.days) is not type(old.days) or new.days.count > old.days.count
    return True


def _time(promise: Promise) -> object:
    return promise.on if isinstance(promise, ReleaseOn) else promise.days


def _silent(_: OrderLife, event: ConsentGiven) -> Iterator[Finding]:
    if event.silent:
        yield refusal("lifecycle.clock", event.move)


def _decision(life: OrderLife, event: RefundDecided) -> Iterator[Finding]:
    _check_currency(life, event.amount)
    left = life.paid - life.owed
    if event.amount > left:
        remedy = Remedy("refund_at_most", {"amount": left})
        yield refusal("lifecycle.refund", event.move, event.amount, left, remedy)
    elif not event.amount and life.refund is not OrderState.REFUND_OPEN:
        yield refusal("lifecycle.refund_of_nothing", event.move)


def _refund(life: OrderLife, event: RefundPaid) -> Iterator[Finding]:
    _check_currency(life, event.amount)
    yield from _ids(event.move, event.payments, life.refunds)
    if event.amount > life.unrefunded:
        remedy = Remedy("refund_at_most", {"amount": life.unrefunded})
        yield refusal("lifecycle.refund", event.move, event.amount, life.unrefunded, remedy)
    order = life.paid_order()
    for component in sorted({payment.component for payment in event.payments}):
        given = Money.sum(
            (one.amount for one in event.payments if one.component is component), life.currency
        )
        if given > order.left(component):
            remedy = Remedy("refund_at_most", {"amount": order.left(component)})
            what = f"component_{component}"
            yield refusal("lifecycle.refund_component", event.move, what, given, remedy)
    if any(utc(payment.at) < utc(life.placed.at) for payment in event.payments):
        yield refusal("lifecycle.before_placing", event.move)


def _quantity(life: OrderLife, event: QuantityChanged) -> Iterator[Finding]:
    yield from _ids(event.move, event.payments, life.payments)
    yield from judge_quantity(life, event)


_CONTENTS: dict[Move, Callable[[OrderLife, Any], Iterator[Finding]]] = {
    Move.DISPATCHED: _parcel,
    Move.DELIVERED: _arrival,
    Move.DELAY_NOTIFIED: _notice,
    Move.CONSENT_GIVEN: _silent,
    Move.CANCELLED: judge_cancellation,
    Move.REFUND_DECIDED: _decision,
    Move.REFUND_PAID: _refund,
    Move.QUANTITY_CHANGED: _quantity,
}
