"""
The columns that frames of orders may have, and what each of them holds.
"""

from __future__ import annotations

from enum import StrEnum

from tiktok_presale.values.vocabulary import DeadlineName

__all__ = ["ORDER_FIELDS", "PLATFORM_FIELDS", "Form"]


class Form(StrEnum):
    """
    What a column holds, once it has been read.
    """

    INSTANT = "instant"
    """Microseconds since 1970 in UTC, 64 bits."""
    DAY = "day"
    """Days since 1970, 32 bits."""
    AMOUNT = "amount"
    """Minor units of the row's currency, 64 bits."""
    COUNT = "count"
    """Whole numbers, 64 bits."""
    FLAG = "flag"
    """Yes or no."""
    SPAN = "span"
    """Microseconds between two instants, 64 bits."""
    WORD = "word"
    """Numbers of words of a short list, 32 bits."""


# The deadlines that the platform sent, under names that no event of the order has.
PLATFORM_FIELDS = {name: f"platform_{name.value}" for name in DeadlineName}

# Named as the fields of `Order` are; a promise is taken apart.
ORDER_FIELDS: dict[str, Form] = {
    "market": Form.WORD,
    "kind": Form.WORD,
    "placed_at": Form.INSTANT,
    "total": Form.AMOUNT,
    "currency": Form.WORD,
    "items_total": Form.AMOUNT,
    "promise_days": Form.COUNT,
    "promise_unit": Form.WORD,  # "calendar" or "business"
    "release_on": Form.DAY,
    "release_zone": Form.WORD,
    "region": Form.WORD,
    "paid": Form.FLAG,
    "held": Form.FLAG,
    "shipped_by_seller": Form.FLAG,
    "paid_at": Form.INSTANT,
    "balance_paid_at": Form.INSTANT,
    "awaiting_shipment_at": Form.INSTANT,
    "dispatched_at": Form.INSTANT,
    "collected_at": Form.INSTANT,
    "delivered_at": Form.INSTANT,
    "cancelled_at": Form.INSTANT,
    "cancelled_by": Form.WORD,
    "stage": Form.WORD,
    **dict.fromkeys(PLATFORM_FIELDS.values(), Form.INSTANT),
}
