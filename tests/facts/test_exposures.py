"""
How often a product was seen, and how often it was ordered.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tiktok_presale.errors import FloatMoneyError, OutOfRangeError, WrongTypeError
from tiktok_presale.facts.exposures import ExposureUnit, ProductRecord


class TestProductRecord:
    """
    What was counted, and nothing that cannot have been.
    """

    def test_kept(self):
        """
        Orders that did not come back; not known where returns are not told.
        """
        assert 37 == ProductRecord("mug", 40, 1_000, returned=3).kept
        assert ProductRecord("mug", 40, 1_000).kept is None
        assert 0 == ProductRecord("mug", 3, 1_000, returned=3).kept

    @pytest.mark.parametrize("exposure", [Decimal("3.5"), "3.5", "7/2", Fraction(7, 2)], ids=repr)
    def test_exposure_is_exact(self, exposure):
        """
        Half a week is half a week, however it is written.
        """
        assert Fraction(7, 2) == ProductRecord("mug", 1, exposure).exposure

    def test_not_seen(self):
        """
        A product that nobody saw is a fact too.
        """
        assert 0 == ProductRecord("mug", 0, 0).exposure

    @pytest.mark.parametrize(
        ("wrong", "named"),
        [
            ({"exposure": 0}, "exposure"),
            ({"exposure": -1}, "exposure"),
            ({"exposure": Decimal("-0.5")}, "exposure"),
            ({"exposure": 10**12 + 1}, "exposure"),
            ({"orders": 10**12 + 1}, "orders"),
            ({"orders": -1}, "orders"),
            ({"returned": 5}, "returned"),
            ({"returned": -1}, "returned"),
        ],
        ids=str,
    )
    def test_impossible(self, wrong, named):
        """
        Orders of what nobody saw, negative numbers, more returns than orders.
        """
        with pytest.raises(OutOfRangeError, match=named):
            ProductRecord(**{"product": "mug", "orders": 4, "exposure": 10, **wrong})

    @pytest.mark.parametrize(
        ("wrong", "named"),
        [
            ({"product": ""}, "product"),
            ({"product": 7}, "product"),
            ({"orders": 4.0}, "orders"),
            ({"orders": True}, "orders"),
            ({"exposure": None}, "exposure"),
            ({"category": ""}, "category"),
            ({"returned": 1.0}, "returned"),
        ],
        ids=str,
    )
    def test_wrong_type(self, wrong, named):
        """
        Fields are of their types.
        """
        with pytest.raises(WrongTypeError, match=named):
            ProductRecord(**{"product": "mug", "orders": 4, "exposure": 10, **wrong})

    def test_float(self):
        """
        A float is never exact.
        """
        with pytest.raises(FloatMoneyError):
            ProductRecord("mug", 1, 3.5)


def test_units():
    """
    What exposure can be counted in.
    """
    assert ["views", "impressions", "visitors", "days", "weeks"] == [str(u) for u in ExposureUnit]
