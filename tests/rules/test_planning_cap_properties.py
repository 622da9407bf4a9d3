"""
Laws of the number of units on presale, against sums over the whole distribution of demand.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from rules.making import in_force
from tiktok_presale import CostSheet, DemandForecast, Money, ReturnCurve, planning
from tiktok_presale.strategies import demand_forecasts, demands

BRIEF = in_force("cross-border", 2025, 6, 1)
MOST = 400

shares = st.integers(0, 100).map(lambda hundredths: Fraction(hundredths, 100))
limits = st.fixed_dictionaries(
    {},
    optional={
        "capacity": st.integers(0, MOST),
        "budget": st.integers(0, 400_000).map(lambda cents: Money.from_minor(cents, "USD")),
        "history": st.integers(0, MOST),
    },
)


@st.composite
def sheets(draw):
    """
    Cost sheets of goods that mostly earn something.
    """
    price = draw(st.integers(1_000, 5_000))
    return CostSheet(
        price=Money.from_minor(price, "USD"),
        unit_cost=Money.from_minor(draw(st.integers(100, price)), "USD"),
        clearance=draw(shares),
        slot_fee=Money.from_minor(draw(st.sampled_from([0, 0, 10_000, 100_000])), "USD"),
    )


def asked(forecast, sheet, returns, terms, *, policy=BRIEF):
    """
    A cap for goods that are made before the orders come.
    """
    return planning.cap(
        forecast, sheet, policy, made="before", returns=ReturnCurve.flat(returns), step=0, **terms
    )


def profits(found, forecast, most):
    """
    The expected profit of every number of units, by a sum over every demand, in cents.
    """
    law = stats.nbinom(forecast.shape, forecast.shape / (forecast.shape + forecast.mean))
    if forecast.shape > 1e6:
        law = stats.poisson(forecast.mean)
    terms, counts = found.terms, np.arange(most + 1)
    # One more unit is sold if demand exceeds all the units before it.
    sold = np.append(0.0, law.sf(counts[:-1]).cumsum())
    each = sold * float(terms.earned) - (counts - sold) * float(terms.lost)
    each -= terms.sheet.slot_fee.minor
    return np.append(0.0, each[1:])  # not to sell at all costs nothing


class TestBest:
    """
    No other number of units within the limits is expected to earn more.
    """

    @given(demand_forecasts(MOST), sheets(), shares, limits)
    def test_enumerated(self, forecast, sheet, returns, terms):
        """
        Every number of units is weighed by every demand there can be.
        """
        found = asked(forecast, sheet, returns, terms)
        allowed = [bound.limit for bound in found.grounds.bounds]
        most = min([one.high for one in allowed], default=MOST)
        least = min(max((one.low or 0 for one in allowed), default=0), most)
        every = profits(found, forecast, max(most, least, found.units))
        best = max(0.0, every[least : most + 1].max())

        assert found.units in (0, *range(least, most + 1)) or not allowed
        # A unit too many that costs next to nothing leaves a tail of one in a thousand out.
        law = stats.nbinom(forecast.shape, forecast.shape / (forecast.shape + forecast.mean))
        tail = law.sf(np.arange(found.units, 6_000)).sum() * float(found.terms.earned)
        assert found.profit.minor >= best - 1 - (tail if found.ratio > Fraction(999, 1000) else 0)
        assert abs(found.profit.minor - every[found.units]) <= 1

    @given(demand_forecasts(MOST), sheets(), shares)
    def test_quantile(self, forecast, sheet, returns):
        """
        Without limits it is the quantile of demand at the critical ratio, where that earns.
        """
        found = asked(forecast, sheet, returns, {}, policy=None)
        law = stats.nbinom(forecast.shape, forecast.shape / (forecast.shape + forecast.mean))
        if forecast.shape > 1e6:
            law = stats.poisson(forecast.mean)
        if found.units and found.ratio < 1:
            assert law.cdf(found.units) >= float(found.ratio) - 1e-9
            assert law.cdf(found.units - 1) < float(found.ratio) + 1e-9


class TestLimits:
    """
    What limits cost.
    """

    @given(demand_forecasts(MOST), sheets(), shares, limits)
    def test_no_gain(self, forecast, sheet, returns, terms):
        """
        No limit earns anything or costs more than there is, and one alone costs all that is lost.
        """
        found = asked(forecast, sheet, returns, terms)
        nothing = Money(0, "USD")

        assert found.lost >= nothing
        for bound in found.grounds.bounds:
            assert nothing <= bound.cost <= found.best
        if len(found.grounds.bounds) == 1:
            assert abs((found.lost - found.grounds.bounds[0].cost).minor) <= 1

    @given(demand_forecasts(MOST), sheets(), shares, st.integers(0, MOST), st.integers(0, MOST))
    def test_loosened(self, forecast, sheet, returns, capacity, more):
        """
        To loosen a limit never costs, and never lowers the number.
        """
        tight, loose = (
            asked(forecast, sheet, returns, {"capacity": units}, policy=None)
            for units in (capacity, capacity + more)
        )

        assert tight.profit <= loose.profit
        assert tight.units <= loose.units

    @given(demand_forecasts(MOST), sheets(), shares, shares)
    def test_returns(self, forecast, sheet, one, other):
        """
        More units that come back never raise the number.
        """
        few, many = (
            asked(forecast, sheet, share, {}, policy=None) for share in sorted((one, other))
        )

        assert few.units >= many.units or few.terms.earned < many.terms.earned


class TestPast:
    """
    Whatever past periods there are.
    """

    @given(demands(MOST, most_periods=5), sheets(), shares)
    def test_answered(self, demand, sheet, returns):
        """
        There is a number, or what is missing is told.
        """
        found = asked(demand, sheet, returns, {})
        missing = {one.code for one in found.findings} & {"cap.periods", "cap.sold_out"}

        assert (found.units is None) is bool(missing)
        assert found.explain("zh")

    @given(demand_forecasts(MOST), sheets(), st.floats(1.0, 3.0))
    def test_more_demand(self, forecast, sheet, factor):
        """
        A greater mean of the same shape never lowers the number.
        """
        mean = forecast.mean * factor
        variance = mean + mean**2 / forecast.shape
        more = DemandForecast(mean=mean, spread=variance**0.5)
        both = [asked(one, sheet, 0, {}, policy=None).units for one in (forecast, more)]

        assert both[0] <= both[1]
