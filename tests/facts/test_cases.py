"""
Cases: what a profit and loss depends on.
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
from tiktok_presale.facts.cases import EarlyCash, SaleCase, Scenario
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.values.money import Money, Rounding

SHEET = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"))
CASE = SaleCase(sheet=SHEET, sold=10)
EARLY = EarlyCash(share="0.3", days=73, yearly_rate="0.10")


class TestEarlyCash:
    """
    Money that comes at another time than in a sale from stock.
    """

    def test_simple_interest(self):
        """
        A fifth of a year at 10 % is worth 2 %; ten days late cost as much as ten days early bring.
        """
        late = attrs.evolve(EARLY, days=-10)

        assert Fraction(1, 50) == EARLY.worth
        assert -attrs.evolve(EARLY, days=10).worth == late.worth

    def test_year(self):
        """
        Banks count years of 360 days.
        """
        assert Fraction(73, 3600) == attrs.evolve(EARLY, year=360).worth

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"share": "1.1"}, OutOfRangeError),
            ({"share": 0.3}, FloatMoneyError),
            ({"yearly_rate": Fraction(-1, 10)}, OutOfRangeError),
            ({"yearly_rate": 0.1}, FloatMoneyError),
            ({"days": "7"}, WrongTypeError),
            ({"days": True}, WrongTypeError),
            ({"year": 0}, OutOfRangeError),
        ],
        ids=["share", "float share", "rate", "float rate", "days", "yes", "year"],
    )
    def test_nonsense(self, wrong, error):
        """
        What cannot be is refused.
        """
        with pytest.raises(error):
            attrs.evolve(EARLY, **wrong)


class TestSaleCase:
    """
    One sale.
    """

    def test_what_is_not_told(self):
        """
        Nothing comes back, nothing is left over, nobody waits, and lateness costs nothing.
        """
        assert (10, 0, 0, 10) == (CASE.kept, CASE.returned, CASE.left_over, CASE.produced)
        assert (0, None, Money(0, "USD")) == (CASE.wait, CASE.early, CASE.overdue)

    def test_left_over(self):
        """
        What was made and not sold is left over.
        """
        assert 5 == attrs.evolve(CASE, made=15).left_over

    @pytest.mark.parametrize(
        ("rounding", "returned"),
        [("half_even", 2), ("half_up", 3), ("floor", 2), ("up", 3)],
        ids=["half_even", "half_up", "floor", "up"],
    )
    def test_whole_units(self, rounding, returned):
        """
        A quarter of ten units is two or three, as the case says.
        """
        case = attrs.evolve(CASE, returns=ReturnCurve.flat("0.25"), rounding=rounding)

        assert returned == case.returned == case.sold - case.kept

    def test_wait(self):
        """
        How many come back depends on the wait.
        """
        case = attrs.evolve(CASE, returns=ReturnCurve({0: 0, 10: "0.5"}), wait=4)

        assert (Fraction(1, 5), 2) == (case.return_rate, case.returned)

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"sheet": "sheet"}, WrongTypeError),
            ({"sold": -1}, OutOfRangeError),
            ({"made": 9}, OutOfRangeError),
            ({"made": "9"}, WrongTypeError),
            ({"returns": "0.4"}, WrongTypeError),
            ({"wait": -1}, OutOfRangeError),
            ({"overdue": 5}, WrongTypeError),
            ({"overdue": Money(5, "EUR")}, CurrencyMismatchError),
            ({"overdue": Money(-5, "USD")}, OutOfRangeError),
            ({"early": 5}, WrongTypeError),
            ({"rounding": "nearest"}, WrongTypeError),
        ],
        ids=[
            "sheet",
            "sold",
            "made fewer",
            "made",
            "returns",
            "wait",
            "overdue",
            "currency",
            "negative",
            "early",
            "rounding",
        ],
    )
    def test_nonsense(self, wrong, error):
        """
        What cannot be is refused.
        """
        with pytest.raises(error):
            attrs.evolve(CASE, **wrong)

    def test_rounding_by_name(self):
        """
        A rounding is read by its name.
        """
        assert Rounding.UP is attrs.evolve(CASE, rounding="up").rounding


class TestScenario:
    """
    A case that may come true.
    """

    def test_weight(self):
        """
        A weight is exact, and one if left out.
        """
        assert (1, Fraction(1, 3)) == (
            Scenario("a", CASE).weight,
            Scenario("a", CASE, "1/3").weight,
        )

    @pytest.mark.parametrize(
        ("given", "error"),
        [
            (("", CASE, 1), WrongTypeError),
            (("a", SHEET, 1), WrongTypeError),
            (("a", CASE, 0), OutOfRangeError),
            (("a", CASE, 0.5), FloatMoneyError),
        ],
        ids=["name", "case", "weight", "float"],
    )
    def test_nonsense(self, given, error):
        """
        What cannot be is refused.
        """
        with pytest.raises(error):
            Scenario(*given)
