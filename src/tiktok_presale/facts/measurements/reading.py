"""
What is compared, and how figures of measurements are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, cast, final

import attrs

from tiktok_presale.values.checks import check_int
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.estimates import check_number
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from typing import Any

__all__ = ["MOST", "Measure", "Number", "countable", "counted", "figure", "many", "one_currency"]

Number: TypeAlias = int | float | Decimal


@final
class Measure(StrEnum):
    """
    What is compared between two groups.
    """

    RATE = "rate"
    MEAN = "mean"
    COUNT = "count"
    COST = "cost"


# Beyond these the squares of what is measured are no floats.
_LEAST, MOST = 1e-9, 10**15


def figure(argument: str, value: object) -> float:
    """
    Read a figure that is not negative, and that floats can square.
    """
    number = check_number(argument, value)
    if number != 0 and not _LEAST <= number <= MOST:
        allowed = f"zero, or from {_LEAST:g} to {MOST:g}; choose another unit"
        raise OutOfRangeError(argument, str(value), allowed)
    return number


def countable(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """
    Validate a field that is a count.
    """
    counted(attribute.name, value)


def counted(argument: str, value: object) -> int:
    """
    Read a count, of no more than can be computed with.
    """
    count = check_int(argument, value)
    if count > MOST:
        raise OutOfRangeError(argument, str(value), f"at most {MOST:,}")
    return count


def many(argument: str, value: object, form: str) -> tuple[object, ...]:
    """
    Read several values; *form* says how they are written.
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise WrongTypeError(argument, form, type(value).__name__)
    return tuple(cast("Iterable[object]", value))


def one_currency(argument: str, amounts: Iterable[object]) -> str:
    """
    The currency of all amounts, none of which may be negative.
    """
    found = ""
    for amount in amounts:
        if not isinstance(amount, Money):
            raise WrongTypeError(argument, "Money throughout", type(amount).__name__)
        if found and amount.currency != found:
            raise CurrencyMismatchError(found, amount.currency)
        if amount.minor < 0:
            raise OutOfRangeError(argument, str(amount), "zero or more")
        found = amount.currency
    return found
