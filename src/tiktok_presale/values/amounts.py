"""
Checks of amounts of money, as fields of facts have them.
"""

from __future__ import annotations

from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.money import Money

__all__ = ["check_amount", "check_price"]


def check_amount(argument: str, value: object, currency: str | None = None) -> Money:
    """
    Return *value* if it is money, zero or more, and in *currency* where one is given.

    Raises:
        WrongTypeError: If it is no money.
        CurrencyMismatchError: If it is in another currency.
        OutOfRangeError: If it is negative.
    """
    if not isinstance(value, Money):
        raise WrongTypeError(argument, "Money", type(value).__name__)
    if currency is not None and value.currency != currency:
        raise CurrencyMismatchError(currency, value.currency)
    if value.minor < 0:
        raise OutOfRangeError(argument, str(value), "zero or more")
    return value


def check_price(argument: str, value: object) -> Money:
    """
    Return *value* if it is money above zero.

    Raises:
        WrongTypeError: If it is no money.
        OutOfRangeError: If it is zero or negative.
    """
    price = check_amount(argument, value)
    if not price:
        raise OutOfRangeError(argument, str(value), "above zero")
    return price
