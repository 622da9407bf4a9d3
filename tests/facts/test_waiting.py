"""
What a wait costs: a share for each day, or a table.
"""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale.errors import (
    CurrencyMismatchError,
    FloatMoneyError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.facts.waiting import WaitingCosts
from tiktok_presale.strategies import waiting_costs
from tiktok_presale.values.money import Money

COSTS = WaitingCosts(price=Money("30.00", "USD"), profit=Money("9.00", "USD"), lost="0.01")


class TestLost:
    """
    Which share of buyers does not wait so long.
    """

    def test_share_for_each_day(self):
        """
        A share for each day grows until nobody is left.
        """
        assert [Fraction(0), Fraction(3, 25), Fraction(1)] == [
            COSTS.lost_by(days) for days in (0, 12, 250)
        ]

    def test_table(self):
        """
        A table is a curve of straight lines, level beyond its ends; pairs say the same.
        """
        table = attrs.evolve(COSTS, lost={7: "0.05", 15: "0.25"})

        assert table == attrs.evolve(COSTS, lost=[(15, "0.25"), (7, "0.05")])
        assert [Fraction(1, 20), Fraction(3, 20), Fraction(1, 4)] == [
            table.lost_by(days) for days in (0, 11, 99)
        ]

    @given(waiting_costs(), st.integers(0, 90))
    def test_never_falls(self, costs, days):
        """
        Who did not wait so long does not wait longer, and the share stays one.
        """
        assert 0 <= costs.lost_by(days) <= costs.lost_by(days + 1) <= 1

    def test_no_days(self):
        """
        Days are whole and not negative.
        """
        with pytest.raises(WrongTypeError):
            COSTS.lost_by(1.5)
        with pytest.raises(OutOfRangeError):
            COSTS.lost_by(-1)


class TestRefused:
    """
    What makes no sense is refused at birth.
    """

    @pytest.mark.parametrize(
        ("field", "value", "error"),
        [
            ("price", Money(0, "USD"), OutOfRangeError),
            ("price", 30, WrongTypeError),
            ("profit", Money("9.00", "EUR"), CurrencyMismatchError),
            ("profit", Money("-9.00", "USD"), OutOfRangeError),
            ("profit", 9, WrongTypeError),
            ("late", Money("1.00", "EUR"), CurrencyMismatchError),
            ("lost", 0.01, FloatMoneyError),
            ("lost", "1.01", OutOfRangeError),
            ("lost", {7: "0.2", 15: "0.1"}, OutOfRangeError),
            ("lost", {}, OutOfRangeError),
            ("lost", {7: "1.2"}, OutOfRangeError),
            ("buyers", 0, OutOfRangeError),
            ("buyers", 2.0, WrongTypeError),
        ],
    )
    def test_field(self, field, value, error):
        """
        Amounts of another kind or currency, floats, shares that fall or leave 0 to 1.
        """
        with pytest.raises(error):
            attrs.evolve(COSTS, **{field: value})

    def test_nothing_late_by_default(self):
        """
        A late order costs nothing more unless that is told.
        """
        assert Money(0, "USD") == COSTS.late
        assert COSTS.currency == "USD"
