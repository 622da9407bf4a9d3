"""
Why an order came to an end before it was fulfilled, and whose fault that is.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Cause", "Fault"]


class Fault(StrEnum):
    """
    Who is answerable for the end of an order.
    """

    BUYER = "buyer"
    SELLER = "seller"
    PLATFORM = "platform"
    NOBODY = "nobody"


class Cause(StrEnum):
    """
    Why an order came to an end.

    Examples:
        >>> Cause("balance_lapsed").fault.value
        'buyer'
    """

    CHANGED_MIND = "changed_mind"
    """The buyer no longer wants it: cancelled before dispatch, withdrawn or sent back after."""
    BALANCE_LAPSED = "balance_lapsed"
    """The buyer did not pay the balance in its time."""
    PAYMENT_FAILED = "payment_failed"
    """The buyer's payment did not go through; `PLATFORM` where the platform's system failed."""
    BALANCE_RAISED = "balance_raised"
    """The seller broke a promise, the balance rose, and the buyer did not pay it."""
    SELLER_CANCELLED = "seller_cancelled"
    SELLER_LATE = "seller_late"
    """Not dispatched in time; the order is cancelled for it."""
    NOT_DELIVERED = "not_delivered"
    NOT_AS_DESCRIBED = "not_as_described"
    GOAL_MISSED = "goal_missed"
    """The sale was for a minimum number of orders, and it was not reached."""
    PLATFORM = "platform"
    FORCE_MAJEURE = "force_majeure"
    AGREED = "agreed"
    """Buyer and seller agreed to end it."""

    @property
    def fault(self) -> Fault:
        """
        Who is answerable for it.
        """
        return _FAULTS[self]


_FAULTS = {
    Cause.CHANGED_MIND: Fault.BUYER,
    Cause.BALANCE_LAPSED: Fault.BUYER,
    Cause.PAYMENT_FAILED: Fault.BUYER,
    Cause.BALANCE_RAISED: Fault.SELLER,
    Cause.SELLER_CANCELLED: Fault.SELLER,
    Cause.SELLER_LATE: Fault.SELLER,
    Cause.NOT_DELIVERED: Fault.SELLER,
    Cause.NOT_AS_DESCRIBED: Fault.SELLER,
    Cause.GOAL_MISSED: Fault.NOBODY,
    Cause.PLATFORM: Fault.PLATFORM,
    Cause.FORCE_MAJEURE: Fault.NOBODY,
    Cause.AGREED: Fault.NOBODY,
}
