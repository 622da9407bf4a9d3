"""
What a caller tells once for all orders of a frame or of a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from tiktok_presale.facts.promises import Promise
from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["Told"]


class Told(TypedDict, total=False):
    """
    Where the fields of orders stand, and what holds for all rows.

    Keys:
        columns: The caller's column for a field, by field; None for a field that no column gives,
            although one bears its name.
        market: The market of all orders, where there are rules of several.
        kind: The kind of all orders.
        promise: What was promised with all orders.
        currency: The currency of all orders.
        region: The region that all orders ship from.
        paid: Whether all orders are paid.
        held: Whether none can be shipped yet.
        shipped_by_seller: False where the platform ships all of them.
    """

    columns: Mapping[str, str | None] | None
    market: str | None
    kind: OrderKind | str | None
    promise: Promise | None
    currency: str | None
    region: str | None
    paid: bool | None
    held: bool | None
    shipped_by_seller: bool | None
