"""
Amounts as files write them: plain, with a code, with a sign, or as numbers of a workbook.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from tiktok_presale.adapters.seller_center.cells import DIGITS, Cell, text_of, unreadable
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.errors import PresaleError
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from tiktok_presale.adapters.seller_center.layouts import Layout

__all__ = ["amount_of"]

_NUMBERS = {
    ".": re.compile(
        r"(-?)([0-9]{1,30}|[0-9]{1,3}(?:,[0-9]{3}){1,9})(?:\.([0-9]{1,20}))?", re.ASCII
    ),
    ",": re.compile(
        r"(-?)([0-9]{1,30}|[0-9]{1,3}(?:\.[0-9]{3}){1,9})(?:,([0-9]{1,20}))?", re.ASCII
    ),
}
_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
# "$25.00" is seen (9.1); the others are what people write for the currencies of the markets.
_SIGNS = {
    "USD": ("US$", "$"),
    "THB": ("฿",),
    "IDR": ("Rp",),
    "VND": ("₫",),
    "PHP": ("₱",),
    "MYR": ("RM",),
    "EUR": ("€",),
    "GBP": ("£",),
    "JPY": ("¥", "￥"),
}


def amount_of(cell: Cell, layout: Layout, currency: str | None = None) -> Money | None:
    """
    An amount; None where the cell is empty.

    A code before it is taken at its word; without one it is in *currency*, or the layout's.
    """
    currency = currency or layout.currency
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _money(_decimal(cell), currency, cell)
    if not isinstance(cell, str | None):
        raise unreadable(cell, "is no amount")
    text = text_of(cell)
    if not text:
        return None
    number, currency = _bare(text, currency)
    found = _NUMBERS[layout.decimal].fullmatch(number)
    if found is None:
        mark = "point" if layout.decimal == "." else "comma"
        raise unreadable(text, f"is no amount with a decimal {mark}{_other(number, layout)}")
    sign, whole, decimals = found.groups(default="")
    exponent = EXPONENTS.get(currency)
    if exponent is None:
        return _money(number, currency, text)  # which says that there is no such currency
    if len(decimals) > exponent:
        # "219.000" may be a fifth of a thousand or all of it.
        raise unreadable(text, f"has more decimals than {currency}{_other(number, layout)}")
    digits = whole.replace(",", "").replace(".", "") + decimals.ljust(exponent, "0")
    return Money.from_minor(int(sign + digits), currency)


def _other(number: str, layout: Layout) -> str:
    """
    What to do where the number could be read with the other decimal mark.
    """
    other = "," if layout.decimal == "." else "."
    if not _NUMBERS[other].fullmatch(number):
        return ""
    mark = "comma" if other == "," else "point"
    return f"; if the file has a decimal {mark}, give a Layout with decimal={other!r}"


def _bare(text: str, currency: str) -> tuple[str, str]:
    """
    The number alone and its currency, such as of `THB 100` and `$25.00`.
    """
    minus, rest = ("-", text[1:].lstrip()) if text.startswith("-") else ("", text)
    for piece in (rest[:3], rest[-3:]):
        if _CODE.fullmatch(piece) and piece in EXPONENTS:
            return minus + rest.replace(piece, "", 1).strip(), piece
    for sign in _SIGNS.get(currency, ()):
        if rest.startswith(sign):
            return minus + rest.removeprefix(sign).strip(), currency
        if rest.endswith(sign):
            return minus + rest.removesuffix(sign).strip(), currency
    return minus + rest, currency


def _decimal(value: float) -> str:
    """
    A number of a workbook in the fewest digits that stand for it, as a spreadsheet shows it.
    """
    exact = Decimal(repr(value))
    if not exact.is_finite() or len(exact.as_tuple().digits) > DIGITS:
        raise unreadable(value, "has more digits than a spreadsheet keeps")
    return str(exact)


def _money(number: str, currency: str, given: object) -> Money:
    try:
        return Money(number, currency)
    except PresaleError as error:
        raise unreadable(given, f"is no amount: {error}") from None
