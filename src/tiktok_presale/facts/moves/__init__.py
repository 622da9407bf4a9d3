"""
What happens to an order: frozen events, told by people and platforms or brought by the clock.
"""

from __future__ import annotations

from typing import TypeAlias

from tiktok_presale.facts.delays import Silence
from tiktok_presale.facts.moves.clock import (
    BalanceLapsed,
    BalanceOpened,
    ConsentLapsed,
    DepositLapsed,
    HoldExpired,
)
from tiktok_presale.facts.moves.goods import (
    Completed,
    ConsentGiven,
    ConsentRefused,
    DelayNotified,
    Delivered,
    Dispatched,
    Released,
)
from tiktok_presale.facts.moves.kinds import Move
from tiktok_presale.facts.moves.money import (
    Authorised,
    DisputeClosed,
    DisputeOpened,
    Paid,
    PaymentFailed,
    RefundDecided,
    RefundPaid,
)
from tiktok_presale.facts.moves.terms import AddressChanged, Cancelled, Placed, QuantityChanged

__all__ = [
    "AddressChanged",
    "Authorised",
    "BalanceLapsed",
    "BalanceOpened",
    "Cancelled",
    "Completed",
    "ConsentGiven",
    "ConsentLapsed",
    "ConsentRefused",
    "DelayNotified",
    "Delivered",
    "DepositLapsed",
    "Dispatched",
    "DisputeClosed",
    "DisputeOpened",
    "HoldExpired",
    "LifeEvent",
    "Move",
    "Paid",
    "PaymentFailed",
    "Placed",
    "QuantityChanged",
    "RefundDecided",
    "RefundPaid",
    "Released",
    "Silence",
]

LifeEvent: TypeAlias = (
    Placed
    | Authorised
    | Paid
    | PaymentFailed
    | BalanceOpened
    | DepositLapsed
    | BalanceLapsed
    | HoldExpired
    | Released
    | Dispatched
    | Delivered
    | Completed
    | DelayNotified
    | ConsentGiven
    | ConsentRefused
    | ConsentLapsed
    | Cancelled
    | RefundDecided
    | RefundPaid
    | DisputeOpened
    | DisputeClosed
    | QuantityChanged
    | AddressChanged
)
