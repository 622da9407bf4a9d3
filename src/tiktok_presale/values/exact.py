"""
What must be the same everywhere: exact numbers, and text that stands on one line.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from tiktok_presale.values.checks import check_text
from tiktok_presale.values.errors import FloatMoneyError, OutOfRangeError, WrongTypeError

__all__ = ["Exact", "check_line", "exact"]

Exact: TypeAlias = Fraction | Decimal | str | int

_DIGITS = 60
_FORM = re.compile(r"\d{1,60}(?:/0*[1-9]\d{0,59}|\.\d{1,60})?", re.ASCII)
_CONTROL = 0x20
_DELETE = 0x7F


def check_line(argument: str, value: object) -> None:
    """
    Refuse text that cannot stand as one line of UTF-8, as what is committed to must.

    Raises:
        WrongTypeError: If it is no text, or empty.
        OutOfRangeError: If it holds a line break, another control character or half a letter.
    """
    check_text(argument, value)
    text = str(value)
    if any(
        ord(one) < _CONTROL or ord(one) == _DELETE or "\ud800" <= one <= "\udfff" for one in text
    ):
        raise OutOfRangeError(argument, repr(text), "one line of text, without control characters")


def exact(argument: str, value: object) -> Fraction:
    """
    An exact number from a Fraction, a Decimal, an int, or text such as "1/10".
    """
    if isinstance(value, float):
        raise FloatMoneyError(repr(value))
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal | Fraction):
        raise WrongTypeError(argument, "Fraction, Decimal, int or text", type(value).__name__)
    if isinstance(value, str) and not _FORM.fullmatch(value):
        raise OutOfRangeError(argument, repr(value), "a number such as '1/10' or '0.1'")
    if isinstance(value, Decimal):
        # A few letters of exponent may stand for more digits than a machine can hold.
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int) or not -_DIGITS <= exponent <= _DIGITS:
            raise OutOfRangeError(argument, str(value), f"finite, of at most {_DIGITS} decimals")
    return Fraction(value)
