"""
What may happen to an order now, what has time brought, and where does it stand?

`decide` answers about one event and gives what to add to the order's history; `evolve` and `replay`
make the order of its history; `settle` tells what time alone has brought; `legal` what may happen.
Every state follows from one table, `TABLE`.
"""

from __future__ import annotations

from tiktok_presale.facts.life import OrderLife, OrderState, Parcel, Track
from tiktok_presale.facts.moves import (
    AddressChanged,
    Authorised,
    BalanceLapsed,
    BalanceOpened,
    Cancelled,
    Completed,
    ConsentGiven,
    ConsentLapsed,
    ConsentRefused,
    DelayNotified,
    Delivered,
    DepositLapsed,
    Dispatched,
    DisputeClosed,
    DisputeOpened,
    HoldExpired,
    LifeEvent,
    Move,
    Paid,
    PaymentFailed,
    Placed,
    QuantityChanged,
    RefundDecided,
    RefundPaid,
    Released,
    Silence,
)
from tiktok_presale.rules.lifecycle.deciding import Decided, decide, legal
from tiktok_presale.rules.lifecycle.drawing import diagram
from tiktok_presale.rules.lifecycle.evolving import begin, evolve, replay, settle
from tiktok_presale.rules.lifecycle.guards import Guard
from tiktok_presale.rules.lifecycle.placing import place
from tiktok_presale.rules.lifecycle.refunding import refund
from tiktok_presale.rules.lifecycle.table import ENDS, TABLE, Row

__all__ = [
    "ENDS",
    "TABLE",
    "AddressChanged",
    "Authorised",
    "BalanceLapsed",
    "BalanceOpened",
    "Cancelled",
    "Completed",
    "ConsentGiven",
    "ConsentLapsed",
    "ConsentRefused",
    "Decided",
    "DelayNotified",
    "Delivered",
    "DepositLapsed",
    "Dispatched",
    "DisputeClosed",
    "DisputeOpened",
    "Guard",
    "HoldExpired",
    "LifeEvent",
    "Move",
    "OrderLife",
    "OrderState",
    "Paid",
    "Parcel",
    "PaymentFailed",
    "Placed",
    "QuantityChanged",
    "RefundDecided",
    "RefundPaid",
    "Released",
    "Row",
    "Silence",
    "Track",
    "begin",
    "decide",
    "diagram",
    "evolve",
    "legal",
    "place",
    "refund",
    "replay",
    "settle",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
