"""
Money in documents: `{"amount": "899.00", "currency": "THB"}`, the amount as text.
"""

from __future__ import annotations

import re

from tiktok_presale.adapters.documents.faults import FaultError, InsideError, expected
from tiktok_presale.adapters.documents.objects import untagged
from tiktok_presale.adapters.plain import money_data
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.errors import PresaleError, WrongTypeError
from tiktok_presale.values.money import Money

__all__ = ["AMOUNT", "read_money", "write_money"]

AMOUNT = r"-?[0-9]{1,56}(\.[0-9]{1,4})?"
_amount = re.compile(AMOUNT).fullmatch


def write_money(value: object) -> dict[str, str]:
    """
    Write money, its amount with all decimals of its currency.

    Raises:
        WrongTypeError: If it is no money.
    """
    if not isinstance(value, Money):
        raise WrongTypeError("value", "Money", type(value).__name__)
    return money_data(value)


def read_money(data: object) -> Money:
    """
    Read money; its amount is text, since a number would be read as a float.
    """
    table = untagged(data, Money)
    if len(table) != 2 or "amount" not in table or "currency" not in table:  # noqa: PLR2004 - both
        problem = (
            'must have amount and currency alone, as in {"amount": "899.00", "currency": "THB"}'
        )
        raise FaultError(problem)
    amount, currency = table["amount"], table["currency"]
    if type(currency) is not str or currency not in EXPONENTS:
        raise InsideError("currency", expected(currency, "an ISO 4217 code"))
    if type(amount) is not str or _amount(amount) is None:
        raise InsideError("amount", expected(amount, "text such as '899.00'"))
    try:
        return _money(amount, currency)
    except PresaleError as error:
        raise InsideError("amount", error) from None


def _money(amount: str, currency: str) -> Money:
    whole, _, decimals = amount.partition(".")
    if len(decimals) == EXPONENTS[currency]:  # as we write it
        return Money.from_minor(int(whole + decimals), currency)
    return Money(amount, currency)
