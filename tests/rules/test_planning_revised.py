"""
What do the first days of a sale make of the number of units?
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from tiktok_presale import (
    CostSheet,
    Demand,
    DemandForecast,
    Money,
    ReturnCurve,
    Sold,
    planning,
)
from tiktok_presale.errors import FloatMoneyError, OutOfRangeError, WrongTypeError

SHEET = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"), clearance="0.10")
FORECAST = DemandForecast(mean=100, spread=50)
TENTH = Fraction(1, 10)
PAST = Demand.of(120, 80, 150, 95)


def asked(demand=FORECAST, **terms):
    """
    A cap before the sale.
    """
    given_terms = {"made": "before", "returns": ReturnCurve.flat(0), "step": 0} | terms
    return planning.cap(demand, SHEET, **given_terms)


@cache
def asked_of_past():
    """
    A cap whose demand was estimated from past periods.
    """
    return asked(PAST)


def days(*units, **more):
    """
    Days that each see a tenth of the demand of the sale.
    """
    return [Sold(one, share=TENTH, **more) for one in units]


class TestClosedForm:
    """
    Gamma prior, Poisson counts, gamma posterior.
    """

    @pytest.mark.parametrize("sold", [0, 12, 60])
    def test_against_an_integral(self, sold):
        """
        Mean, ends and optimum are those of a numerical integration over the rate.
        """
        found = planning.revised(asked(), days(sold, 0))
        rates = np.linspace(0.01, 1_000, 8_001)
        shape = FORECAST.shape
        weight = stats.poisson.pmf(sold, rates * 0.2) * stats.gamma.pdf(
            rates, shape, scale=100 / shape
        )
        weight /= integrate.simpson(weight, x=rates)
        mean = sold + integrate.simpson(weight * rates * 0.8, x=rates)

        def chance(units):
            return integrate.simpson(weight * stats.poisson.cdf(units - sold, rates * 0.8), x=rates)

        assert mean == pytest.approx(found.demand.expected, rel=1e-6)
        for units, share in (
            (found.optimum, 2 / 3),
            (round(found.demand.interval.low), 0.05),
            (round(found.demand.interval.high), 0.95),
        ):
            assert chance(units - 1) < share <= chance(units)

    @given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.integers(0, 6))
    def test_day_by_day(self, units, cut):
        """
        Days told one after the other lead to the same as all of them at once.
        """
        prior = asked_of_past()
        once = planning.revised(prior, days(*units))
        first = planning.revised(prior, days(*units[:cut]))
        then = planning.revised(first, days(*units[cut:]))

        assert once.units == then.units
        assert once.demand.interval == then.demand.interval
        assert once.demand.expected == pytest.approx(then.demand.expected)
        assert (once.demand.sold, once.demand.passed) == (then.demand.sold, then.demand.passed)

    @given(st.integers(0, 80), st.integers(1, 40), st.booleans(), st.none() | st.integers(0, 200))
    def test_more_sold(self, sold, more, sold_out, capacity):
        """
        More units sold in the first days never lower the number.
        """
        prior = asked(capacity=capacity)
        less, greater = (
            planning.revised(prior, days(units, sold_out=sold_out)).units
            for units in (sold, sold + more)
        )

        assert less <= greater

    def test_nothing_told(self):
        """
        No day that has passed changes nothing.
        """
        prior = asked()

        assert prior.units == planning.revised(prior, []).units

    def test_trust(self):
        """
        Buyers who come in bursts move the expectation less.
        """
        sure, half = (planning.revised(asked(), days(30), trust=one) for one in (1, "0.5"))

        assert 100 < half.demand.expected < sure.demand.expected


class TestSoldOut:
    """
    Days on which nothing was left.
    """

    def test_moment_known(self):
        """
        A day that sold out at noon is half a day that did not, and the rest of it is past.
        """
        noon = planning.revised(asked(), days(20, sold_out=True, sold_out_after="0.5"))
        half = planning.revised(asked(), [Sold(20, share=TENTH / 2), Sold(0, share=TENTH / 2)])
        told = planning.revised(asked(), [Sold(20, share=TENTH / 2)])

        assert noon.demand.mixture == told.demand.mixture
        assert TENTH == noon.demand.passed
        assert noon.units > half.units

    def test_moment_unknown(self):
        """
        Where the moment is not known, more is expected than of a day that sold as much.
        """
        exact, cut = (planning.revised(asked(), days(20, sold_out=out)) for out in (False, True))

        assert exact.demand.expected < cut.demand.expected

    @pytest.mark.parametrize("units", [2_000, 100_000])
    def test_beyond_belief(self, units):
        """
        More than anybody believed moves the expectation as far as the closed form does.
        """
        found = planning.revised(asked(), days(units, sold_out=True))
        exact = planning.revised(asked(), days(units))
        less = planning.revised(asked(), days(units - 1, sold_out=True))

        assert 0.99 < found.demand.expected / exact.demand.expected < 1.1
        assert less.units <= found.units

    def test_all_sold_out(self):
        """
        The days that did not sell out are counted first, so the order makes no difference.
        """
        out, plain = days(20, sold_out=True), days(12)
        both = [planning.revised(asked(), one).units for one in (out + plain, plain + out)]

        assert both[0] == both[1]


class TestWholeSale:
    """
    The answer is about the whole sale.
    """

    def test_over(self):
        """
        A sale that is over offers what it has sold.
        """
        found = planning.revised(asked(), [Sold(70)])

        assert (70, 70, 1) == (found.units, found.demand.expected, found.demand.passed)
        assert ["cap.over"] == [one.code for one in found.findings]

    def test_share_forgotten(self):
        """
        A first day without its share is taken for the whole sale, and the answer says so.
        """
        (advice,) = planning.revised(asked(), [Sold(9)]).findings

        assert "tell for each day the share of the sale that it was" in advice.explain()
        assert not planning.revised(asked(), [Sold(9, share=TENTH)]).findings

    def test_above_the_limit(self):
        """
        What has been sold stays sold, whatever the limit.
        """
        found = planning.revised(asked(capacity=20), days(30))

        assert 30 == found.units

    def test_no_profit(self):
        """
        Where a unit earns nothing, no more are offered than were sold.
        """
        prior = asked()
        terms = attrs.evolve(prior.terms, returns="0.9")
        found = planning.revised(attrs.evolve(prior, terms=terms), days(30))

        assert (30, 30) == (found.units, found.optimum)
        assert "cap.no_profit" in {one.code for one in found.findings}

    def test_slots_are_paid(self):
        """
        The slot fee of a running sale is paid, and no reason to stop.
        """
        dear = attrs.evolve(SHEET, slot_fee=Money(5_000, "USD"))
        prior = asked()
        terms = attrs.evolve(prior.terms, sheet=dear)
        found = planning.revised(attrs.evolve(prior, terms=terms), days(10))

        assert found.units > 10
        assert found.profit < Money(0, "USD")

    def test_inputs(self):
        """
        What has been sold and what has passed are told.
        """
        found = planning.revised(asked(step="0.1"), days(10, 12))

        assert 22 == found.grounds.inputs["sold_so_far"]
        assert "20 %" in found.explain()
        assert all(one.answer >= 22 for one in found.grounds.sensitivity)


class TestRefused:
    """
    Input that makes no sense.
    """

    @pytest.mark.parametrize(
        ("first_days", "error"),
        [
            (5, WrongTypeError),
            ([5], WrongTypeError),
            (days(*[1] * 11), OutOfRangeError),
        ],
        ids=["a number", "numbers", "too many"],
    )
    def test_days(self, first_days, error):
        """
        Anything but days of one sale.
        """
        with pytest.raises(error, match="first_days"):
            planning.revised(asked(), first_days)

    def test_prior(self):
        """
        Anything but an answer with demand.
        """
        with pytest.raises(WrongTypeError, match="prior"):
            planning.revised(100, days(1))
        with pytest.raises(OutOfRangeError, match="prior"):
            planning.revised(asked(Demand.of(1)), days(1))

    @pytest.mark.parametrize(
        ("trust", "error"),
        [(0, OutOfRangeError), (2, OutOfRangeError), (0.5, FloatMoneyError)],
        ids=str,
    )
    def test_trust(self, trust, error):
        """
        Trust is an exact share above nothing.
        """
        with pytest.raises(error):
            planning.revised(asked(), days(1), trust=trust)
