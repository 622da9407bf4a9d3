"""
Strategies for demand draw what they say and shrink to what they say.
"""

from fractions import Fraction

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import tiktok_presale as tp
from tiktok_presale import strategies as ours

SEARCH = settings(
    max_examples=100,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining a find takes seconds
)
REACH = settings(SEARCH, phases=[Phase.generate])


class TestShrinking:
    """
    A failing example is told by its simplest form.
    """

    SIMPLEST = (
        ("sold_periods", tp.Sold(0)),
        ("demands", tp.Demand(())),
        ("demand_forecasts", tp.DemandForecast(mean=1, spread=1)),
        ("demand_quantiles", tp.DemandQuantiles({"0.1": 0, "0.9": 1})),
    )

    @pytest.mark.parametrize(("name", "value"), SIMPLEST, ids=[name for name, _ in SIMPLEST])
    def test_value(self, name, value):
        """
        Each shrinks to what its docstring says.
        """
        assert value == find(getattr(ours, name)(), lambda _: True, settings=SEARCH)


class TestReach:
    """
    Awkward values are among those drawn.
    """

    @pytest.mark.parametrize(
        "wanted",
        [
            lambda one: one.at_least,
            lambda one: one.sold_out_after is not None,
            lambda one: not one.sold_out,
        ],
        ids=["at least", "moment known", "not sold out"],
    )
    def test_sold_out(self, wanted):
        """
        Periods that sold out, at a known moment and not, and ones that did not.
        """
        assert wanted(find(ours.sold_periods(), wanted, settings=REACH))

    def test_three_quantiles(self):
        """
        Three quantiles as well as two.
        """
        found = find(ours.demand_quantiles(), lambda one: len(one.points) > 2, settings=REACH)

        assert "0.5" == str(found.points[1][0])


class TestLimits:
    """
    What was asked for bounds what is drawn.
    """

    @given(ours.demands(9, least_periods=2, most_periods=3), ours.demand_forecasts(9))
    def test_sizes(self, demand, forecast):
        """
        No more periods and units than named.
        """
        assert 2 <= len(demand.periods) <= 3
        assert all(one.units <= 9 for one in demand.periods)
        assert forecast.mean <= 9

    @given(ours.sold_periods(shares=st.just(Fraction(1, 7))))
    def test_shares(self, sold):
        """
        The shares that were named.
        """
        assert Fraction(1, 7) == sold.share
