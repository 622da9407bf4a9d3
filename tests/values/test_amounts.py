"""
Checks of amounts of money: kind, currency, sign.
"""

from __future__ import annotations

import pytest

from tiktok_presale.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.amounts import check_amount, check_price
from tiktok_presale.values.money import Money

NOTHING, ONE = Money(0, "USD"), Money(1, "USD")


def test_amounts():
    """
    Zero and more pass, in any currency where none is asked for.
    """
    assert (NOTHING, ONE) == (check_amount("fee", NOTHING), check_amount("fee", ONE, "USD"))


def test_price():
    """
    A price is above zero.
    """
    assert ONE == check_price("price", ONE)
    with pytest.raises(OutOfRangeError, match="above zero"):
        check_price("price", NOTHING)


@pytest.mark.parametrize(
    ("value", "error"),
    [(3, WrongTypeError), (Money(1, "EUR"), CurrencyMismatchError), (-ONE, OutOfRangeError)],
    ids=["number", "currency", "negative"],
)
def test_refused(value, error):
    """
    What is no money, in another currency or negative is refused.
    """
    with pytest.raises(error):
        check_amount("fee", value, "USD")
