"""
Estimates and intervals: checked at birth, and said in both languages.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.estimates import (
    Estimate,
    Interval,
    as_share,
    check_chance,
    check_number,
)

INTERVAL = Interval(0.02, 0.06, 0.95)


class TestNumbers:
    """
    What counts as a number and as a chance.
    """

    @pytest.mark.parametrize("number", [0, 3, Decimal("2.5"), -1.5])
    def test_numbers(self, number):
        """
        Whole and exact numbers and floats become floats.
        """
        assert float(number) == check_number("x", number)

    @pytest.mark.parametrize("wrong", [True, "1", None, 1j])
    def test_no_numbers(self, wrong):
        """
        Anything else is refused by its type.
        """
        with pytest.raises(WrongTypeError, match="x must be a number"):
            check_number("x", wrong)

    @pytest.mark.parametrize("wrong", [float("nan"), float("inf"), Decimal("Infinity"), 10**400])
    def test_not_finite(self, wrong):
        """
        A number that no float can hold is refused.
        """
        with pytest.raises(OutOfRangeError, match="a finite number"):
            check_number("x", wrong)

    @pytest.mark.parametrize("wrong", [0, 1, 5, -0.1])
    def test_chances(self, wrong):
        """
        A chance lies strictly between 0 and 1, and the sentence says how 5 % is written.
        """
        with pytest.raises(OutOfRangeError, match=r"5 % is 0\.05"):
            check_chance("target", wrong)

    def test_share(self):
        """
        A chance becomes an exact share of four decimals.
        """
        assert Decimal("0.1235") == as_share(0.12345678)


class TestInterval:
    """
    Where a number lies with a stated confidence.
    """

    def test_ends(self):
        """
        Both ends are inside, and the width is their distance.
        """
        assert 0.02 in INTERVAL
        assert 0.06 in INTERVAL
        assert 0.0601 not in INTERVAL
        assert INTERVAL.width == pytest.approx(0.04)

    def test_wrong_way_round(self):
        """
        Ends the wrong way round, and a level that is none, are refused.
        """
        with pytest.raises(OutOfRangeError, match="at least low"):
            Interval(2, 1, 0.95)
        with pytest.raises(OutOfRangeError, match="level"):
            Interval(1, 2, 95)

    def test_text(self):
        """
        An estimate reads in English and in Chinese.
        """
        estimate = Estimate(0.035, INTERVAL, samples=200, method="wilson")

        assert str(estimate) == "0.035, 0.02 to 0.06 (95 %)"
        assert estimate.in_words("zh") == "0.035，0.02至0.06（95%）"

    def test_estimate_needs_an_interval(self):
        """
        A bare pair is no interval.
        """
        with pytest.raises(WrongTypeError, match="an Interval"):
            Estimate(0.1, (0, 1), samples=3, method="wilson")
