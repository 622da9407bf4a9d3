"""
The lifecycle as a table: one row for each state, event and guard. Nothing else moves an order.

Four tracks run beside each other: the road from placing to completion, the delay, the refund and
the dispute. A track knows the events that its rows name. An event that several tracks know happens
on all of them or not at all; that is how a refused delay ends the road, and an open dispute holds
back completion. An event that no row allows is illegal.

The rows are read by `evolve` and `legal`, by the diagrams of `docs/lifecycle.md`, and by tests that
search them as a graph; there is no second place in which a state changes.

Which rows an order can ever reach follows from its plan of payments. An order paid in full has no
balance: its first state is computed from the first line of its plan, and no row leads from there to
a balance, so there is no flag that could say otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, final

import attrs

from tiktok_presale.facts.life import OrderState as S
from tiktok_presale.facts.life import Track
from tiktok_presale.facts.moves import Move
from tiktok_presale.rules.lifecycle.guards import Guard, holds
from tiktok_presale.values.closed import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tiktok_presale.facts.life import OrderLife

__all__ = ["CLOCK_ONLY", "ENDS", "TABLE", "Row", "row_for", "tracks_of"]


@final
@attrs.frozen
class Row(Value):
    """
    One row: in this state, this event leads to that state, if the guard holds.

    Args:
        track: The track it belongs to.
        state: The state before.
        move: The event.
        guard: What must hold once the event has been counted.
        to: The state after.
    """

    track: Track
    state: S
    move: Move
    guard: Guard
    to: S

    def __str__(self) -> str:
        asked = "" if self.guard is Guard.ALWAYS else f" [{self.guard}]"
        return f"{self.state} + {self.move}{asked} -> {self.to}"


_Targets: TypeAlias = "S | Mapping[Guard, S]"
_Rows: TypeAlias = "Mapping[S, Mapping[Move, _Targets]]"

# Where a payment leads: to the next one, to the release of the goods, or straight to dispatch.
_SECURED = {Guard.UNRELEASED: S.AWAITING_RELEASE, Guard.CLEAR: S.READY}
_ONWARD = {Guard.NEXT_PAYMENT: S.BALANCE_PENDING, **_SECURED}


def _unpaid(state: S) -> dict[Move, _Targets]:
    """
    What may happen while a payment is due before dispatch.
    """
    resized = {Guard.SAME_PAYMENT: state, **_ONWARD}
    return {
        Move.RELEASED: state,
        Move.DELAY_NOTIFIED: state,
        Move.CONSENT_REFUSED: S.CANCELLED,
        Move.CONSENT_LAPSED: S.CANCELLED,
        Move.ADDRESS_CHANGED: state,
        Move.QUANTITY_CHANGED: resized,
        Move.CANCELLED: {Guard.ALL_CANCELLED: S.CANCELLED, **resized},
    }


def _paid(state: S) -> dict[Move, _Targets]:
    """
    What may happen while nothing stands against dispatch but the goods themselves.
    """
    return {
        Move.AUTHORISED: state,
        Move.PAYMENT_FAILED: S.PAYMENT_FAILED,
        Move.HOLD_EXPIRED: S.PAYMENT_FAILED,
        Move.DELAY_NOTIFIED: state,
        Move.CONSENT_REFUSED: S.CANCELLED,
        Move.CONSENT_LAPSED: S.CANCELLED,
        Move.ADDRESS_CHANGED: state,
        Move.QUANTITY_CHANGED: state,
        Move.CANCELLED: {Guard.ALL_CANCELLED: S.CANCELLED, Guard.SOME_WAIT: state},
    }


_SHIPPED = {Guard.ALL_SHIPPED: S.SHIPPED, Guard.ALL_DELIVERED: S.DELIVERED}
_PARTLY = {Guard.SOME_WAIT: S.PARTLY_SHIPPED, **_SHIPPED}

_ROAD: _Rows = {
    S.NEW: {
        Move.PLACED: {
            Guard.DEPOSIT_FIRST: S.DEPOSIT_DUE,
            Guard.PAID_AT_PLACING: S.PAYMENT_DUE,
            Guard.PAID_LATER: S.BALANCE_PENDING,
            Guard.UNRELEASED: S.AWAITING_RELEASE,
            Guard.CLEAR: S.READY,
        },
    },
    S.DEPOSIT_DUE: {
        Move.PAID: _ONWARD,
        Move.PAYMENT_FAILED: S.DEPOSIT_DUE,
        Move.DEPOSIT_LAPSED: S.DEPOSIT_LAPSED,
        **_unpaid(S.DEPOSIT_DUE),
    },
    S.PAYMENT_DUE: {
        Move.PAID: _ONWARD,
        Move.AUTHORISED: _SECURED,
        Move.PAYMENT_FAILED: S.PAYMENT_DUE,
        **_unpaid(S.PAYMENT_DUE),
    },
    S.BALANCE_PENDING: {
        Move.BALANCE_OPENED: S.BALANCE_OPEN,
        **_unpaid(S.BALANCE_PENDING),
    },
    S.BALANCE_OPEN: {
        Move.PAID: _ONWARD,
        Move.AUTHORISED: _SECURED,
        Move.PAYMENT_FAILED: S.PAYMENT_FAILED,
        Move.BALANCE_LAPSED: S.BALANCE_LAPSED,
        **_unpaid(S.BALANCE_OPEN),
    },
    S.PAYMENT_FAILED: {
        # A failed payment that is made after all goes on where it would have gone at once: to the
        # release of the goods, and never past it.
        Move.PAID: _ONWARD,
        Move.AUTHORISED: _SECURED,
        Move.PAYMENT_FAILED: S.PAYMENT_FAILED,
        Move.BALANCE_LAPSED: S.BALANCE_LAPSED,
        **_unpaid(S.PAYMENT_FAILED),
    },
    S.AWAITING_RELEASE: {
        Move.RELEASED: S.READY,
        **_paid(S.AWAITING_RELEASE),
        # A seller who now names a number of days names no release that could be waited for.
        Move.DELAY_NOTIFIED: _SECURED,
    },
    S.READY: {
        Move.PAID: S.READY,
        Move.DISPATCHED: {Guard.SOME_WAIT: S.PARTLY_SHIPPED, Guard.ALL_SHIPPED: S.SHIPPED},
        **_paid(S.READY),
    },
    S.PARTLY_SHIPPED: {
        Move.PAID: S.PARTLY_SHIPPED,
        Move.DISPATCHED: {Guard.SOME_WAIT: S.PARTLY_SHIPPED, Guard.ALL_SHIPPED: S.SHIPPED},
        Move.DELIVERED: S.PARTLY_SHIPPED,
        Move.DELAY_NOTIFIED: S.PARTLY_SHIPPED,
        Move.CONSENT_REFUSED: _SHIPPED,
        Move.CONSENT_LAPSED: _SHIPPED,
        Move.ADDRESS_CHANGED: S.PARTLY_SHIPPED,
        Move.QUANTITY_CHANGED: _PARTLY,
        Move.CANCELLED: _PARTLY,
    },
    S.SHIPPED: {
        Move.PAID: S.SHIPPED,
        Move.DELIVERED: _SHIPPED,
    },
    S.DELIVERED: {
        Move.PAID: S.DELIVERED,
        Move.COMPLETED: S.COMPLETED,
    },
    S.COMPLETED: {},
    S.DEPOSIT_LAPSED: {},
    S.BALANCE_LAPSED: {},
    S.CANCELLED: {},
}

_LAPSES = (Move.DEPOSIT_LAPSED, Move.BALANCE_LAPSED)


def _delay(state: S) -> dict[Move, _Targets]:
    """
    What ends the wait without an answer leaves the track as it is.
    """
    moves = (*_LAPSES, Move.CANCELLED, Move.QUANTITY_CHANGED, Move.DISPATCHED)
    return dict.fromkeys(moves, state)


_ASKED = {Guard.SOME_WAIT: S.DELAY_NOTIFIED, Guard.NONE_WAITS: S.NO_DELAY}

_DELAY: _Rows = {
    S.NO_DELAY: {Move.DELAY_NOTIFIED: S.DELAY_NOTIFIED, **_delay(S.NO_DELAY)},
    S.DELAY_NOTIFIED: {
        Move.DELAY_NOTIFIED: S.DELAY_NOTIFIED,
        Move.CONSENT_GIVEN: S.DELAY_CONSENTED,
        Move.CONSENT_REFUSED: S.DELAY_REFUSED,
        Move.CONSENT_LAPSED: S.DELAY_REFUSED,
        # Once nothing waits any more, the question has no object.
        Move.DISPATCHED: _ASKED,
        Move.CANCELLED: _ASKED,
        Move.QUANTITY_CHANGED: _ASKED,
        **dict.fromkeys(_LAPSES, S.NO_DELAY),
    },
    S.DELAY_CONSENTED: {Move.DELAY_NOTIFIED: S.DELAY_NOTIFIED, **_delay(S.DELAY_CONSENTED)},
    S.DELAY_REFUSED: {},
}

_CANCELS = (Move.CANCELLED, Move.CONSENT_REFUSED, Move.CONSENT_LAPSED)


def _ends(targets: _Targets) -> dict[Move, _Targets]:
    """
    What events that end the wait of some units do to the money that was paid for them.
    """
    return dict.fromkeys((*_CANCELS, Move.BALANCE_LAPSED), targets)


_OPEN = {Guard.OVERPAID: S.REFUND_OPEN}
_DUE = {Guard.OWING: S.REFUND_DUE}
_DONE = {Guard.PAID_BACK: S.REFUNDED}
_NONE = {Guard.SQUARE: S.NO_REFUND}

_REFUND: _Rows = {
    S.NO_REFUND: {
        **_ends({**_OPEN, **_NONE}),
        Move.QUANTITY_CHANGED: {**_DUE, **_NONE},
        Move.REFUND_DECIDED: S.REFUND_DUE,
    },
    # Who has paid beyond the price has no balance left that could lapse. And the quantity is not
    # changed while nobody has decided about the money of the last change.
    S.REFUND_OPEN: {
        **dict.fromkeys(_CANCELS, S.REFUND_OPEN),
        Move.REFUND_DECIDED: {**_DUE, **_DONE, **_NONE},
        Move.REFUND_PAID: S.REFUND_OPEN,
    },
    S.REFUND_DUE: {
        **_ends({**_OPEN, **_DUE}),
        Move.QUANTITY_CHANGED: S.REFUND_DUE,
        Move.REFUND_DECIDED: S.REFUND_DUE,
        Move.REFUND_PAID: {**_DUE, **_DONE},
    },
    S.REFUNDED: {
        **_ends({**_OPEN, **_DONE}),
        Move.QUANTITY_CHANGED: {**_DUE, **_DONE},
        Move.REFUND_DECIDED: S.REFUND_DUE,
    },
}

_DISPUTE: _Rows = {
    S.UNDISPUTED: {Move.DISPUTE_OPENED: S.DISPUTED, Move.COMPLETED: S.UNDISPUTED},
    S.DISPUTED: {Move.DISPUTE_CLOSED: S.UNDISPUTED},
}


def _listed(track: Track, rows: _Rows) -> tuple[Row, ...]:
    return tuple(
        Row(track, state, move, guard, to)
        for state, moves in rows.items()
        for move, targets in moves.items()
        for guard, to in ({Guard.ALWAYS: targets} if isinstance(targets, S) else targets).items()
    )


TABLE: tuple[Row, ...] = (
    *_listed(Track.ROAD, _ROAD),
    *_listed(Track.DELAY, _DELAY),
    *_listed(Track.REFUND, _REFUND),
    *_listed(Track.DISPUTE, _DISPUTE),
)

ENDS = frozenset({S.COMPLETED, S.DEPOSIT_LAPSED, S.BALANCE_LAPSED, S.CANCELLED})

# Events that nobody can tell: they follow from the terms and the time.
CLOCK_ONLY = frozenset(
    {
        Move.BALANCE_OPENED,
        Move.DEPOSIT_LAPSED,
        Move.BALANCE_LAPSED,
        Move.HOLD_EXPIRED,
        Move.CONSENT_LAPSED,
    }
)


def _indexed() -> dict[tuple[Track, S, Move], tuple[Row, ...]]:
    found: dict[tuple[Track, S, Move], list[Row]] = {}
    for row in TABLE:
        found.setdefault((row.track, row.state, row.move), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


_INDEX = _indexed()
_TRACKS = {
    move: tuple(
        track for track in Track if any(key[0] is track and key[2] is move for key in _INDEX)
    )
    for move in Move
}


def tracks_of(move: Move) -> tuple[Track, ...]:
    """
    The tracks that know an event.
    """
    return _TRACKS[move]


def blocking(life: OrderLife, move: Move) -> S | None:
    """
    The state in which an event is illegal; None where every track that knows it allows it.
    """
    states = ((track, life.on(track)) for track in _TRACKS[move])
    return next((state for track, state in states if (track, state, move) not in _INDEX), None)


def row_for(track: Track, move: Move, before: OrderLife, after: OrderLife) -> Row:
    """
    The row by which a legal event moves a track, once the event has been counted.
    """
    rows = _INDEX[track, before.on(track), move]
    return next(row for row in rows if holds(row.guard, before, after))
