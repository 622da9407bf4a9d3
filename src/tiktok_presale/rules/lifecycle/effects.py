"""
What an event does to goods, money and promise; which state follows is for the table to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from tiktok_presale.facts.causes import Cause
from tiktok_presale.facts.life import OrderLife, Parcel
from tiktok_presale.facts.moves import Cancelled, Move
from tiktok_presale.facts.orders import Party
from tiktok_presale.rules.lifecycle.clocks import closes
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from collections.abc import Callable

    from tiktok_presale.facts.moves import (
        AddressChanged,
        Authorised,
        DelayNotified,
        Delivered,
        Dispatched,
        LifeEvent,
        Paid,
        Placed,
        QuantityChanged,
        RefundDecided,
        RefundPaid,
    )
    from tiktok_presale.values.money import Money

__all__ = ["counted", "unplaced"]


def unplaced(placed: Placed) -> OrderLife:
    """
    An order about to be placed: what the table's first row starts from.
    """
    return OrderLife(
        placed=placed,
        at=placed.at,
        units=placed.terms.units,
        promise=placed.terms.promise,
        expected=placed.terms.promise,
        address=placed.address,
    )


def counted(life: OrderLife, event: LifeEvent) -> OrderLife:
    """
    The order with an event counted, and every line of the plan passed that is paid by now.
    """
    effect = _EFFECTS.get(event.move)
    after = life if effect is None else effect(life, event)
    met = after.met
    if after.kept:
        thresholds = after.thresholds
        while met < len(thresholds) and thresholds[met] <= after.counted:
            met += 1
    return attrs.evolve(after, met=met, at=event.at, version=life.version + 1)


def _authorised(life: OrderLife, event: Authorised) -> OrderLife:
    return attrs.evolve(life, hold=event, failed_at=None)


def _paid(life: OrderLife, event: Paid) -> OrderLife:
    """
    What is paid is overdue no more, and a hold that was captured holds nothing more.
    """
    payments = life.payments + event.payments
    return attrs.evolve(life, payments=payments, failed_at=None, hold=None)


def _failed(life: OrderLife, event: LifeEvent) -> OrderLife:
    """
    Since when it is overdue; a failure that the clock brings dates from the end of the time.
    """
    last = closes(life)
    first = event.at if last is None else min(event.at, last, key=utc)
    return attrs.evolve(life, failed_at=life.failed_at or first, hold=None)


def _released(life: OrderLife, event: LifeEvent) -> OrderLife:
    return attrs.evolve(life, released_at=event.at)


def _dispatched(life: OrderLife, event: Dispatched) -> OrderLife:
    parcel = Parcel(event.parcel, event.units, event.at)
    return attrs.evolve(life, parcels=(*life.parcels, parcel))


def _delivered(life: OrderLife, event: Delivered) -> OrderLife:
    parcels = tuple(
        attrs.evolve(parcel, delivered_at=event.at) if parcel.id == event.parcel else parcel
        for parcel in life.parcels
    )
    return attrs.evolve(life, parcels=parcels)


def _notified(life: OrderLife, event: DelayNotified) -> OrderLife:
    return attrs.evolve(life, notices=(*life.notices, event), expected=event.promise)


def _consented(life: OrderLife, _: LifeEvent) -> OrderLife:
    return attrs.evolve(life, promise=life.expected)


def _cancelled(life: OrderLife, event: Cancelled) -> OrderLife:
    units = life.waiting if event.units is None else event.units
    told = attrs.evolve(event, units=units)
    after = attrs.evolve(
        life,
        cancelled=life.cancelled + units,
        cancellations=(*life.cancellations, told),
        unpaid_for=life.unpaid_for if life.payments else len(life.cancellations) + 1,
    )
    return after if event.tax is None or not after.kept else _less_tax(after, event.tax)


def _less_tax(life: OrderLife, tax: Money) -> OrderLife:
    """
    The order with the tax on what is left; what went with units that were paid for is remembered.
    """
    before = life.placed.terms.tax if life.tax is None else life.tax
    lost = before - tax if before is not None and life.payments else life.tax_lost - life.tax_lost
    return attrs.evolve(life, tax=tax, tax_lost=life.tax_lost + lost)


def _ended(by: Party, why: Cause) -> Callable[[OrderLife, LifeEvent], OrderLife]:
    """
    The effect of an event that cancels all that waits.
    """
    return lambda life, event: _cancelled(life, Cancelled(by, why, event.at))


def _decided(life: OrderLife, event: RefundDecided) -> OrderLife:
    """
    All that was paid beyond the price counts no more: it goes back, or is forfeited.
    """
    return _square(attrs.evolve(life, owed=life.owed + event.amount))


def _refunded(life: OrderLife, event: RefundPaid) -> OrderLife:
    return attrs.evolve(life, refunds=life.refunds + event.payments)


def _square(life: OrderLife) -> OrderLife:
    """
    The order with no more counted towards the price than the price.
    """
    return attrs.evolve(life, uncounted=life.paid - min(life.counted, life.price))


def _resized(life: OrderLife, event: QuantityChanged) -> OrderLife:
    """
    What was paid beyond the new price goes back.
    """
    changed = attrs.evolve(
        life,
        units=event.units + life.cancelled,
        tax=life.tax if event.tax is None else event.tax,
        payments=life.payments + event.payments,
    )
    return _square(attrs.evolve(changed, owed=changed.owed + changed.overpaid))


def _readdressed(life: OrderLife, event: AddressChanged) -> OrderLife:
    return attrs.evolve(life, address=event.address)


# The effect of each event that has one, by its kind.
_EFFECTS: dict[Move, Callable[[OrderLife, Any], OrderLife]] = {
    Move.AUTHORISED: _authorised,
    Move.PAID: _paid,
    Move.PAYMENT_FAILED: _failed,
    Move.HOLD_EXPIRED: _failed,
    Move.RELEASED: _released,
    Move.DISPATCHED: _dispatched,
    Move.DELIVERED: _delivered,
    Move.DELAY_NOTIFIED: _notified,
    Move.CONSENT_GIVEN: _consented,
    Move.CONSENT_REFUSED: _ended(Party.BUYER, Cause.SELLER_LATE),
    Move.CONSENT_LAPSED: _ended(Party.SYSTEM, Cause.SELLER_LATE),
    Move.DEPOSIT_LAPSED: _ended(Party.SYSTEM, Cause.PAYMENT_FAILED),
    Move.BALANCE_LAPSED: _ended(Party.SYSTEM, Cause.BALANCE_LAPSED),
    Move.CANCELLED: _cancelled,
    Move.REFUND_DECIDED: _decided,
    Move.REFUND_PAID: _refunded,
    Move.QUANTITY_CHANGED: _resized,
    Move.ADDRESS_CHANGED: _readdressed,
}
