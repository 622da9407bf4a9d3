"""
Demand behind counts: against `scipy.stats`, against a fine grid, and its coverage.
"""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from tiktok_presale import numerics

HISTORIES = (
    ([120, 80, 150, 95], None, None),
    ([120, 80, 150, 95], [False, False, True, False], None),
    ([3, 0, 7, 1, 12, 2], None, None),
    ([10, 1000, 1, 50], None, None),
    ([60, 20, 90, 33, 71], None, [1.0, 0.25, 2.0, 0.5, 1.0]),
    ([60, 20, 90, 33, 71, 40], [True, False, True, False, False, False], [1, 0.25, 2, 0.5, 1, 1]),
)
HALF_NORMAL_MEDIAN = stats.halfnorm.median()

counts = st.lists(st.integers(0, 400), min_size=2, max_size=3)


def log_likelihood(history, mean, shape):
    """
    The logarithm of the chance of counts, told by `scipy.stats`.
    """
    units, censored, exposures = history
    found = 0.0
    for n, count in enumerate(units):
        exposed = mean * (1 if exposures is None else exposures[n])
        law = {"n": shape, "p": shape / (shape + exposed)}
        cut = censored is not None and censored[n]
        found = found + (
            stats.nbinom.logsf(count - 1, **law) if cut else stats.nbinom.logpmf(count, **law)
        )
    return found


class TestFit:
    """
    The most likely mean and shape.
    """

    @pytest.mark.parametrize("history", HISTORIES[3::2], ids=str)
    def test_against_a_general_optimiser(self, history):
        """
        The parameters at which `scipy.optimize` finds the peak of the likelihood of `scipy.stats`.
        """
        mean, shape = numerics.demand.fit(*history)
        found = optimize.minimize(
            lambda point: -log_likelihood(history, *np.exp(point)),
            [np.log(np.mean(history[0])), 0.0],
            method="Nelder-Mead",
            options={"xatol": 1e-7, "fatol": 1e-12, "maxiter": 2000},
        )

        assert np.exp(found.x) == pytest.approx([mean, shape], rel=2e-5)

    @given(counts, st.floats(-1.0, 1.0), st.floats(-1.0, 1.0), st.data())
    def test_no_other_is_likelier(self, units, wider, further, data):
        """
        Whatever the counts, no other pair of parameters makes them likelier.
        """
        censored = data.draw(st.lists(st.booleans(), min_size=len(units), max_size=len(units)))
        censored[0], units[0] = False, units[0] + 1
        mean, shape = numerics.demand.fit(units, censored)
        # The search ends at a variation of one per mille; beyond it all shapes are alike.
        shape = min(shape, 1e6)
        other = (mean * np.exp(further), min(shape * np.exp(wider), 1e6))
        history = (units, censored, None)

        assert log_likelihood(history, mean, shape) >= log_likelihood(history, *other) - 1e-6

    @pytest.mark.parametrize("units", [[1], [0, 0, 5], [120, 80, 150, 95], [10**6, 3]], ids=str)
    def test_mean_of_exact_counts(self, units):
        """
        Where nothing is censored the likeliest mean is the plain one.
        """
        assert np.mean(units) == pytest.approx(numerics.demand.fit(units).mean, rel=1e-5)

    def test_steady(self):
        """
        Counts that scatter less than independent buyers have an infinite shape.
        """
        assert inf == numerics.demand.fit([100, 101, 99, 100]).shape

    def test_nothing_sold(self):
        """
        Nothing sold at all is a mean of nothing.
        """
        assert (0.0, inf) == numerics.demand.fit([0, 0, 0], [False, True, False])

    def test_at_least_none(self):
        """
        A period that sold out of nothing tells nothing.
        """
        units, cut = [5, 9, 4, 0], [False, False, False, True]

        assert numerics.demand.fit(units[:3]) == numerics.demand.fit(units, cut)

    def test_exposure(self):
        """
        The same counts in periods twice as long are half the mean.
        """
        units = [12, 40, 25]
        once, twice = (numerics.demand.fit(units, None, [share] * 3) for share in (1.0, 2.0))

        assert once.mean / 2 == pytest.approx(twice.mean, rel=1e-6)
        assert once.shape == pytest.approx(twice.shape, rel=1e-5)


def on_fine_grid(history, usual):
    """
    Weigh every pair of parameters on a grid that is wide and fine, by Bayes' rule as documented.
    """
    centre = np.log(np.mean(history[0]) + 0.1)
    means = np.exp(np.linspace(centre - 8, centre + 12, 600))[:, None]
    variations = np.exp(np.linspace(np.log(0.001), np.log(8), 100))[None, :]
    logs = log_likelihood(history, means, variations**-2)
    logs = logs + stats.halfnorm.logpdf(variations, scale=usual / HALF_NORMAL_MEDIAN)
    logs = logs + np.log(variations) + 0.5 * np.log(means / (1 + means))
    weights = np.exp(logs - logs.max())
    return means, variations**-2, weights / weights.sum()


class TestEstimate:
    """
    What may lie behind the counts.
    """

    @pytest.mark.parametrize("history", HISTORIES, ids=str)
    def test_against_a_fine_grid(self, history):
        """
        Chances of the next count to two thousandths, parameters to a small part of their spread.
        """
        means, shapes, weights = on_fine_grid(history, 0.5)
        found = numerics.demand.estimate(*history)
        chances, ours = [], []
        for share in (0.1, 0.5, 0.9, 0.99):
            count = numerics.mixtures.quantile(found.components, share)
            law = stats.nbinom(shapes, shapes / (shapes + means))
            chances.append(float((weights * law.cdf(count)).sum()))
            ours.append(numerics.mixtures.chance_at_most(found.components, count))
        ends = []
        for axis, points in ((1, np.log(means[:, 0])), (0, np.log(shapes[0]) / -2)):
            weight = weights.sum(axis=axis)
            below = weight.cumsum() - weight / 2
            ends += [np.interp(share, below, points) for share in (0.05, 0.5, 0.95)]
        spreads = np.log([*found.mean, *found.variation])
        widths = np.repeat([ends[2] - ends[0], ends[5] - ends[3]], 3)

        assert chances == pytest.approx(ours, abs=2e-3)
        assert (np.abs(spreads - ends) < 0.04 * widths).all()

    def test_weights(self):
        """
        The weights of the mixture add up to one.
        """
        found = numerics.demand.estimate([3, 0, 7])

        assert sum(part.weight for part in found.components) == pytest.approx(1.0)

    def test_sold_out_means_more(self):
        """
        The same counts stand for more demand where one of them sold out.
        """
        exact, cut = (
            numerics.demand.estimate([120, 80, 150, 95], censored)
            for censored in (None, [False, False, True, False])
        )

        assert exact.mean.middle < cut.mean.middle
        assert exact.mean.high < cut.mean.high

    def test_nothing_sold(self):
        """
        After four periods without a sale, one is still possible.
        """
        found = numerics.demand.estimate([0, 0, 0, 0])

        assert 0.8 < numerics.mixtures.chance_at_most(found.components, 0) < 0.95
        assert found.mean.high < 1

    def test_mostly_sold_out(self):
        """
        Where most periods sold out the upper end is far away, and found all the same.
        """
        found = numerics.demand.estimate([50, 60, 70, 500], [False, False, True, True])

        assert found.mean.high > 20 * found.mean.middle


def simulated(periods, runs, seed, *, stock=None):
    """
    Whether intervals of nine in ten hold the truth, over histories of known parameters.

    The variation is drawn from what is believed before the counts, so that nine in ten is exact.
    """
    draw = np.random.default_rng(seed)
    variation = np.abs(draw.normal(size=runs)) * 0.5 / HALF_NORMAL_MEDIAN
    rates = 200 * draw.gamma(variation[:, None] ** -2, variation[:, None] ** 2, (runs, periods + 1))
    demand = draw.poisson(rates)
    limit = np.inf if stock is None else stock * draw.choice([0.5, 1.0, 2.0], demand.shape)
    sold, cut = np.minimum(demand, limit).astype(int), demand > limit
    held = []
    for n in range(runs):
        if cut[n, :-1].sum() > periods - 2:
            continue
        found = numerics.demand.estimate(sold[n, :-1].tolist(), cut[n, :-1].tolist())
        low = numerics.mixtures.chance_at_most(found.components, int(demand[n, -1]))
        high = numerics.mixtures.chance_at_most(found.components, int(demand[n, -1]) - 1)
        held.append(
            (
                low >= 0.05 and high < 0.95,
                found.mean.low <= 200 <= found.mean.high,
                found.variation.low <= variation[n] <= found.variation.high,
            )
        )
    return np.array(held)


class TestCoverage:
    """
    Intervals of a stated chance hold the truth with that chance.
    """

    @pytest.mark.parametrize(
        ("periods", "runs", "stock"), [(4, 150, None), (12, 100, None), (8, 50, 200)], ids=str
    )
    def test_nine_in_ten(self, periods, runs, stock):
        """
        The next period's demand, the mean and the variation, with and without sold-out periods.
        """
        held = simulated(periods, runs, 20_261_123, stock=stock)
        error = sqrt(0.9 * 0.1 / len(held))

        assert held.mean(axis=0) == pytest.approx([0.9] * 3, abs=3 * error)


class TestThrough:
    """
    A distribution through quantiles.
    """

    @given(st.floats(20, 3000), st.floats(0.5, 50))
    def test_found_again(self, mean, shape):
        """
        Quantiles of a distribution lead back to it.
        """
        law = stats.nbinom(shape, shape / (shape + mean))
        points = [(share, int(law.ppf(share))) for share in (0.1, 0.3, 0.5, 0.7, 0.9)]
        found = numerics.demand.through(points)
        again = stats.nbinom(found.shape, found.shape / (found.shape + found.mean))

        assert mean == pytest.approx(found.mean, rel=0.08)
        for share, units in points:
            assert again.cdf(units - 1) - 0.02 <= share <= again.cdf(units) + 0.02

    def test_two_points(self):
        """
        Two quantiles are met as nearly as whole numbers can.
        """
        law = numerics.demand.through([(0.1, 60), (0.9, 180)])
        parts = [(1.0, law.mean, law.shape)]

        assert [60, 180] == [numerics.mixtures.quantile(parts, share) for share in (0.1, 0.9)]
