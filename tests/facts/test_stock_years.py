"""
A year of keeping stock.
"""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest

from tiktok_presale.errors import (
    CurrencyMismatchError,
    FloatMoneyError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.facts.stock_years import StockYear
from tiktok_presale.values.money import Money

YEAR = StockYear(cost_of_sales=Money(600_000, "CNY"), turns=2)


def test_average_stock():
    """
    The average stock is the cost of sales over the turns, and not rounded.
    """
    thirds = attrs.evolve(YEAR, cost_of_sales=Money("0.01", "CNY"), turns=3)

    assert (30_000_000, Fraction(1, 3)) == (YEAR.average_stock, thirds.average_stock)


def test_nothing_wasted():
    """
    Waste that is not told is none.
    """
    assert Money(0, "CNY") == YEAR.waste


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"cost_of_sales": 5}, WrongTypeError),
        ({"cost_of_sales": Money(-1, "CNY")}, OutOfRangeError),
        ({"waste": Money(1, "USD")}, CurrencyMismatchError),
        ({"turns": 0}, OutOfRangeError),
        ({"turns": 2.5}, FloatMoneyError),
    ],
    ids=["cost", "negative", "currency", "turns", "float"],
)
def test_nonsense(wrong, error):
    """
    What cannot be is refused.
    """
    with pytest.raises(error):
        attrs.evolve(YEAR, **wrong)
