"""
The kinds of events in the life of an order.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "Move",
]


class Move(StrEnum):
    """
    The kind of an event, by which the table of the lifecycle is kept.
    """

    PLACED = "order_placed"
    AUTHORISED = "hold_placed"
    PAID = "payment_made"
    PAYMENT_FAILED = "payment_declined"
    BALANCE_OPENED = "balance_opened"
    DEPOSIT_LAPSED = "deposit_time_over"
    BALANCE_LAPSED = "balance_time_over"
    HOLD_EXPIRED = "hold_expired"
    RELEASED = "goods_released"
    DISPATCHED = "parcel_dispatched"
    DELIVERED = "parcel_delivered"
    COMPLETED = "order_completed"
    DELAY_NOTIFIED = "delay_announced"
    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_LAPSED = "consent_time_over"
    CANCELLED = "cancellation_made"
    REFUND_DECIDED = "refund_decided"
    REFUND_PAID = "refund_made"
    DISPUTE_OPENED = "dispute_opened"
    DISPUTE_CLOSED = "dispute_closed"
    QUANTITY_CHANGED = "quantity_changed"
    ADDRESS_CHANGED = "address_changed"
