"""
What is known of demand: past periods, and forecasts.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from tiktok_presale import Demand, DemandForecast, DemandQuantiles, Sold
from tiktok_presale.errors import FloatMoneyError, OutOfRangeError, WrongTypeError


class TestSold:
    """
    One period, sold out or not.
    """

    def test_whole_period(self):
        """
        A period that did not sell out tells its demand.
        """
        sold = Sold(120)

        assert (False, Fraction(1)) == (sold.at_least, sold.exposure)

    def test_sold_out(self):
        """
        A period that sold out says "at least", and as much of it as there was.
        """
        sold = Sold(90, sold_out=True, share="0.5")

        assert (True, Fraction(1, 2)) == (sold.at_least, sold.exposure)

    def test_moment_known(self):
        """
        Where it is known when the last unit went, the time behind it is left out.
        """
        sold = Sold(90, sold_out=True, share="0.5", sold_out_after="0.4")

        assert (False, Fraction(1, 5)) == (sold.at_least, sold.exposure)

    @pytest.mark.parametrize(
        ("field", "given"),
        [
            ("units", {"units": -1}),
            ("units", {"units": 10**12 + 1}),
            ("share", {"share": 0}),
            ("sold_out_after", {"sold_out_after": "0.5"}),
            ("sold_out_after", {"sold_out": True, "sold_out_after": 0}),
            ("sold_out_after", {"sold_out": True, "sold_out_after": "1.1"}),
        ],
        ids=str,
    )
    def test_impossible(self, field, given):
        """
        Impossible numbers are refused by the name of their field.
        """
        with pytest.raises(OutOfRangeError, match=field):
            Sold(**{"units": 5} | given)

    def test_types(self):
        """
        So are floats and what is no yes or no.
        """
        with pytest.raises(FloatMoneyError):
            Sold(5, share=0.5)
        with pytest.raises(WrongTypeError, match="sold_out"):
            Sold(5, sold_out="yes")


class TestDemand:
    """
    Past periods.
    """

    def test_last(self):
        """
        The last period is that of a list; an empty one has none.
        """
        assert Sold(80) == Demand.of(120, 80).last
        assert Demand([Sold(120), Sold(80)]) == Demand.of(120, 80)
        assert Demand(()).last is None

    @pytest.mark.parametrize("periods", [5, [5], "ab"], ids=repr)
    def test_no_periods(self, periods):
        """
        Anything but several periods is refused.
        """
        with pytest.raises(WrongTypeError, match="periods"):
            Demand(periods)


class TestForecast:
    """
    Mean and spread.
    """

    def test_shape(self):
        """
        The shape gives back the spread: variance = mean + mean² / shape.
        """
        shape = DemandForecast(mean=100, spread=30).shape

        assert 900 == pytest.approx(100 + 100**2 / shape)

    @pytest.mark.parametrize("spread", [10, 9.995])
    def test_independent_buyers(self, spread):
        """
        The least spread is that of buyers who decide on their own, even if rounded.
        """
        assert 1e9 == DemandForecast(mean=100, spread=spread).shape

    @pytest.mark.parametrize(
        ("field", "mean", "spread"),
        [("mean", 0, 1), ("spread", 100, 9.9), ("mean", "inf", 1), ("mean", 1e13, 1e13)],
    )
    def test_impossible(self, field, mean, spread):
        """
        No demand, and a spread below that of independent buyers, are refused.
        """
        with pytest.raises(OutOfRangeError, match=field):
            DemandForecast(mean=float(mean), spread=spread)


class TestQuantiles:
    """
    Chances and units.
    """

    def test_order(self):
        """
        They are kept in the order of the chances, however they are written.
        """
        wanted = ((0.1, 60), (0.9, 180))

        assert wanted == DemandQuantiles({"0.9": 180, 0.1: 60}).points
        assert wanted == DemandQuantiles([("0.1", 60), ("0.9", 180)]).points

    @pytest.mark.parametrize(
        "points",
        [{"0.1": 60}, {"0.1": 60, "0.9": 60}, {"0.1": 60, "0.9": 50}, [("0.1", 6), ("0.1", 7)]],
        ids=str,
    )
    def test_no_distribution(self, points):
        """
        Fewer than two, units that fall and chances that come twice are refused.
        """
        with pytest.raises(OutOfRangeError, match="points"):
            DemandQuantiles(points)

    @pytest.mark.parametrize("chance", ["0", 1, 1.5])
    def test_no_chance(self, chance):
        """
        What is no chance between 0 and 1 is refused.
        """
        with pytest.raises(OutOfRangeError, match="chance"):
            DemandQuantiles([(chance, 6), ("0.9", 7)])

    @pytest.mark.parametrize("points", [5, "ab", [5], [(0.1,)]], ids=repr)
    def test_no_points(self, points):
        """
        Anything but a mapping or pairs is refused.
        """
        with pytest.raises(WrongTypeError, match="points"):
            DemandQuantiles(points)
