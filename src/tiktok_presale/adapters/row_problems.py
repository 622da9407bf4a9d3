"""
What is wrong with a row of a file, for people: `frames` answers with a field and a code.
"""

from __future__ import annotations

from typing import Final

from tiktok_presale.frames.fields import ORDER_FIELDS, Form
from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["in_words"]

_CODES: Final = {
    "missing": "is missing",
    "before_placed": "lies before the order was placed",
    "unknown": "is not known",
}
_UNKNOWN: Final = {
    "kind": f"is none of {', '.join(OrderKind)}",
    "currency": "is no ISO 4217 currency; write a code such as THB or USD",
}
_BAD: Final = {
    Form.INSTANT: "is no time of our age in ISO 8601 with an offset, such as "
    "2026-01-02T09:00:00+07:00; for times without one say in which zone they are",
    Form.DAY: "is no day such as 2026-03-31",
    Form.AMOUNT: "is no amount such as 1899.50: digits alone, zero or more, and no more decimals "
    "than the currency has",
    Form.COUNT: "is no whole number of zero or more",
    Form.FLAG: "is neither yes nor no",
}


def in_words(field: str, code: str) -> str:
    """
    What a code says of a field, and what would be right; a code without words says itself.

    Examples:
        >>> in_words("kind", "unknown")
        'is none of standard, pre_order, back_order, custom, made_to_order'
        >>> in_words("release_on", "bad")
        'is no day such as 2026-03-31'
    """
    if code == "unknown" and field in _UNKNOWN:
        return _UNKNOWN[field]
    if code == "bad" and field in ORDER_FIELDS:
        return _BAD.get(ORDER_FIELDS[field], "cannot be read")
    return _CODES.get(code, code)
