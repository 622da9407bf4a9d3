"""
Money in documents: `{"amount": "899.00", "currency": "THB"}`, the amount as text.
"""

from __future__ import annotations

import re

from tiktok_presale.adapters.documents.faults import Inside, Problem
from tiktok_presale.adapters.documents.objects import untagged
from tiktok_presale.adapters.payload import short
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
        problem = 'must have amount and currency alone, as in {"amount": "899.00", "currency": "THB"}'
        raise Problem(problem)
    amount, currency = table["amount"], table["currency"]
    if type(currency) is not str or currency not in EXPONENTS:
        raise Inside("currency", Problem(f"must be an ISO 4217 code, not {short(currency)}"))
    if type(amount) is not str or _amount(amount) is None:
        raise Inside("amount", Problem(f"must be text such as '899.00', not {short(amount)}"))
    try:
        return _money(amount, currency)
    except PresaleError as error:
        raise Inside("amount", error) from None


def _money(amount: str, currency: str) -> Money:
    whole, _, decimals = amount.partition(".")
    if len(decimals) == EXPONENTS[currency]:  # as we write it
        return Money.from_minor(int(whole + decimals), currency)
    return Money(amount, currency)
