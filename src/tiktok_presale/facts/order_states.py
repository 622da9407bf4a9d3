"""
The states of an order, and the tracks on which it has one each.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["OrderState", "Track"]


class Track(StrEnum):
    """
    What is told apart about an order; each has a state of its own at every moment.

    A delay is announced while a balance is open, and a refund paid while the rest is on its way:
    one line of states could not say both.
    """

    ROAD = "road"
    """From placing to completion."""
    DELAY = "delay"
    """Whether the buyer was told of a delay, and what the buyer said."""
    REFUND = "refund"
    """Whether money is to go back."""
    DISPUTE = "dispute"
    """Whether the buyer disputes payment or goods."""


class OrderState(StrEnum):
    """
    The states of an order, those of all its tracks.
    """

    NEW = "not_placed"
    DEPOSIT_DUE = "deposit_due"
    PAYMENT_DUE = "payment_due"
    """The price is to be paid, or held on the card, at placing."""
    BALANCE_PENDING = "balance_pending"
    """The next payment cannot be made yet."""
    BALANCE_OPEN = "balance_open"
    PAYMENT_FAILED = "payment_failed"
    """A payment failed or is overdue, and there is still time to make it."""
    AWAITING_RELEASE = "awaiting_release"
    READY = "ready_to_ship"
    PARTLY_SHIPPED = "partly_shipped"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    DEPOSIT_LAPSED = "deposit_lapsed"
    BALANCE_LAPSED = "balance_lapsed"
    CANCELLED = "cancelled"

    NO_DELAY = "no_delay"
    DELAY_NOTIFIED = "told_of_delay"
    DELAY_CONSENTED = "agreed_to_delay"
    DELAY_REFUSED = "refused_delay"
    """Refused, or not answered where silence cancels."""

    NO_REFUND = "no_refund"
    REFUND_OPEN = "refund_open"
    """More was paid than the buyer keeps; nobody has decided how much of it goes back."""
    REFUND_DUE = "refund_due"
    REFUNDED = "refunded"

    UNDISPUTED = "undisputed"
    DISPUTED = "disputed"
