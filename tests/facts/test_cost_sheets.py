"""
What one unit brings and costs.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tiktok_presale.errors import (
    CurrencyMismatchError,
    FloatMoneyError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.values.money import Money

PRICE, COST = Money("30.00", "USD"), Money("12.00", "USD")


def test_what_is_not_told_is_nothing():
    """
    Costs that are not told are zero in the currency of the price.
    """
    sheet = CostSheet(price=PRICE, unit_cost=COST)
    nothing = Money(0, "USD")

    assert sheet.currency == "USD"
    assert [nothing] * 4 == [
        sheet.freight_out,
        sheet.freight_back,
        sheet.handling,
        sheet.slot_fee,
    ]
    assert [Fraction(0)] * 3 == [sheet.commission, sheet.platform_fee, sheet.clearance]


def test_shares_are_exact():
    """
    A share is read exactly from text or a decimal, and a float is refused.
    """
    sheet = CostSheet(price=PRICE, unit_cost=COST, commission=Decimal("0.1"), clearance="0.30")

    assert (Fraction(1, 10), Fraction(3, 10)) == (sheet.commission, sheet.clearance)
    with pytest.raises(FloatMoneyError):
        CostSheet(price=PRICE, unit_cost=COST, commission=0.1)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"price": 30}, WrongTypeError),
        ({"price": Money(0, "USD")}, OutOfRangeError),
        ({"unit_cost": 12}, WrongTypeError),
        ({"unit_cost": Money(12, "EUR")}, CurrencyMismatchError),
        ({"handling": Money(-1, "USD")}, OutOfRangeError),
        ({"commission": "1.1"}, OutOfRangeError),
        ({"fees_kept": "yes"}, WrongTypeError),
    ],
    ids=str,
)
def test_impossible_sheets(wrong, error):
    """
    A sheet that cannot be is refused at birth, by the name of the field.
    """
    with pytest.raises(error):
        CostSheet(**{"price": PRICE, "unit_cost": COST} | wrong)
