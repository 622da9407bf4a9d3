"""
Rates that are drawn towards what all have in common, against `scipy` and by simulation.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, optimize, stats

from tiktok_presale import numerics

SEEN = [(40, 1000.0), (2, 20.0), (90, 3000.0), (30, 2500.0), (5, 900.0), (12, 1000.0)]
ONE = numerics.shrinkage.Prior((1.0,), (2.0,), (100.0,))
TWO = numerics.shrinkage.Prior((0.25, 0.75), (0.5, 6.0), (10.0, 300.0))
PAIRS = st.tuples(st.integers(0, 500), st.floats(0.5, 5_000))
LEVEL = 0.9


def likelihood(pairs, mean, shape):
    """
    The logarithm of the likelihood of negative binomial counts, from scipy.stats.
    """
    counts, exposures = np.array(pairs, dtype=float).T
    share = shape / (shape + mean * exposures)
    return stats.nbinom.logpmf(counts, shape, share).sum()


def drawn(random, things, shape, mean=0.02):
    """
    Rates of a gamma prior, what was counted of each in exposures from 50 to 2,000, and once more.
    """
    exposures = np.exp(random.uniform(np.log(50), np.log(2_000), things)).round()
    rates = random.gamma(shape, mean / shape, things)
    counts, again = random.poisson(rates * exposures), random.poisson(rates * exposures)
    return list(zip(counts.tolist(), exposures.tolist(), strict=True)), rates, again


class TestLikelihood:
    """
    Counts are negative binomial around what all have in common.
    """

    @given(st.floats(0.001, 1), st.floats(0.05, 50), st.floats(0.001, 1), st.floats(0.05, 50))
    def test_scipy(self, mean, shape, other_mean, other_shape):
        """
        The same as from scipy.stats, up to what does not depend on the prior.
        """
        ours = numerics.shrinkage.log_likelihood(SEEN, mean, shape)
        ours -= numerics.shrinkage.log_likelihood(SEEN, other_mean, other_shape)
        theirs = likelihood(SEEN, mean, shape) - likelihood(SEEN, other_mean, other_shape)

        assert ours == pytest.approx(theirs, rel=1e-8, abs=1e-7)

    def test_many_things_give_the_likeliest(self):
        """
        Over many things the prior is that of the greatest likelihood, which scipy finds too.
        """
        pairs, *_ = drawn(np.random.default_rng(3), 2_000, 1.5)
        best = optimize.minimize(
            lambda log: -likelihood(pairs, *np.exp(log)), np.log([0.01, 1.0]), method="Nelder-Mead"
        )
        mean, shape = np.exp(best.x)
        prior = numerics.shrinkage.prior_of(pairs)
        weights, shapes = np.array(prior.weights), np.array(prior.shapes)
        means = shapes / np.array(prior.exposures)

        assert weights.sum() == pytest.approx(1)
        assert weights @ shapes == pytest.approx(shape, rel=0.01)
        assert weights @ means == pytest.approx(mean, rel=0.01)

    @pytest.mark.parametrize(
        ("pairs", "expected"),
        [
            ([(3, 1.0)] * 9, True),
            ([(3, 10.0), (30, 100.0), (300, 1000.0)], True),
            ([(0, 1.0), (10, 1.0)], False),
            (SEEN, False),
        ],
        ids=["equal", "in proportion", "apart", "seen"],
    )
    def test_alike(self, pairs, expected):
        """
        Things are alike where no finite shape is likelier than a great one.
        """
        rate = sum(count for count, _ in pairs) / sum(exposure for _, exposure in pairs)
        found = [likelihood(pairs, rate, shape) for shape in np.geomspace(0.1, 1e5, 200)]

        assert expected is numerics.shrinkage.alike(pairs)
        assert expected is bool(max(found) == found[-1])


class TestPrior:
    """
    No single prior is taken for the truth, but all of them by their weight.
    """

    @pytest.mark.parametrize(
        ("pairs", "off"),
        [
            (SEEN, 0.01),
            (SEEN[:3], 0.01),
            ([(3, 1.0)] * 9, 0.01),
            ([(0, 5.0), (1, 9.0), (0, 7.0), (3, 6.0)], 0.01),
            ([(20, 0.5), (0, 0.5), (20, 0.5), (3, 2500.0), (3, 1.0)], 0.025),
        ],
        ids=["six", "three", "alike", "few", "two shapes"],
    )
    def test_integral(self, pairs, off):
        """
        Means and variances are those of a plain sum over a fine grid of both parameters.
        """
        exposures = np.array([exposure for _, exposure in pairs])
        counts = np.array([count for count, _ in pairs])
        rate = counts.sum() / exposures.sum()
        typical = rate * np.median(exposures) / 4
        share = (np.arange(200) + 0.5) / 200
        shape, mean = np.meshgrid(
            typical * share / (1 - share), rate * np.exp(np.linspace(-9, 9, 601)), indexing="ij"
        )
        fits = sum(
            stats.nbinom.logpmf(count, shape, shape / (shape + mean * exposure))
            for count, exposure in pairs
        )
        fits -= np.log(mean / rate) ** 2 / 8
        weight = np.exp(fits - fits.max())
        weight /= weight.sum()
        found = numerics.shrinkage.posteriors(numerics.shrinkage.prior_of(pairs), pairs)
        for (count, exposure), one in zip(pairs, found, strict=True):
            worth = shape / mean + exposure
            each = (shape + count) / worth
            expected = (weight * each).sum()
            variance = (weight * (each**2 + each / worth)).sum() - expected**2

            assert one.mean == pytest.approx(expected, rel=off)
            assert one.variance == pytest.approx(variance, rel=6 * off)

    def test_half(self):
        """
        At that exposure the own count and the rest count for as much.
        """
        prior = numerics.shrinkage.prior_of(SEEN)
        half = numerics.shrinkage.weighs_half(prior)
        (found,) = numerics.shrinkage.posteriors(prior, [(7, half)])

        assert found.weight == pytest.approx(0.5)
        assert numerics.shrinkage.weighs_half(ONE) == pytest.approx(100)

    def test_stronger(self):
        """
        Twice as strong is worth twice the exposure, with the same mean.
        """
        twice = numerics.shrinkage.stronger(ONE, 2.0)

        assert ((1.0,), (4.0,), (200.0,)) == twice
        assert numerics.shrinkage.weighs_half(twice) == pytest.approx(200)

    @given(
        st.lists(PAIRS, min_size=2, max_size=8).filter(
            lambda pairs: sum(count > 0 for count, _ in pairs) > 1
        )
    )
    def test_any_counts(self, pairs):
        """
        Whatever was counted, weights are shares and rates lie between the own and the common one.
        """
        prior = numerics.shrinkage.prior_of(pairs)

        assert sum(prior.weights) == pytest.approx(1)
        for (count, exposure), one in zip(
            pairs, numerics.shrinkage.posteriors(prior, pairs), strict=True
        ):
            assert 0 < one.weight < 1
            assert one.variance > 0
            low, high = sorted((count / exposure, one.common))
            assert low * (1 - 1e-9) <= one.mean <= high * (1 + 1e-9)


class TestPosterior:
    """
    One prior gives a gamma rate and a negative binomial count; many give a mixture of them.
    """

    @given(st.integers(0, 500), st.floats(0.5, 5_000))
    def test_one_prior(self, count, exposure):
        """
        The textbook's posterior, with the quantiles of scipy.stats.
        """
        (found,) = numerics.shrinkage.posteriors(ONE, [(count, exposure)])
        (rates,) = numerics.shrinkage.rates_within(ONE, [(count, exposure)], LEVEL)
        (counts,) = numerics.shrinkage.counts_within(ONE, [(count, exposure)], [30.0], LEVEL)
        shape, rate = 2 + count, 100 + exposure
        share = rate / (rate + 30)

        assert found.mean == pytest.approx(shape / rate)
        assert found.variance == pytest.approx(shape / rate**2, rel=1e-6)
        assert found.weight == pytest.approx(exposure / rate)
        assert found.common == pytest.approx(0.02, rel=1e-6)
        assert rates == pytest.approx(stats.gamma.ppf([0.05, 0.95], shape, scale=1 / rate))
        assert counts == tuple(stats.nbinom.ppf([0.05, 0.95], shape, share))

    @given(PAIRS, st.floats(0.5, 0.99))
    def test_mixture(self, pair, level):
        """
        At the ends of an interval the weighed chances of the parts are the tails.
        """
        ((low, high),) = numerics.shrinkage.rates_within(TWO, [pair], level)
        ((least, most),) = numerics.shrinkage.counts_within(TWO, [pair], [50.0], level)
        shapes, rates = np.array(TWO.shapes) + pair[0], np.array(TWO.exposures) + pair[1]
        tail = (1 - level) / 2

        def rate_at_most(rate):
            return np.array(TWO.weights) @ stats.gamma.cdf(rate, shapes, scale=1 / rates)

        def count_at_most(count):
            return np.array(TWO.weights) @ stats.nbinom.cdf(count, shapes, rates / (rates + 50))

        assert rate_at_most(low) == pytest.approx(tail, rel=1e-6)
        assert rate_at_most(high) == pytest.approx(1 - tail, rel=1e-6)
        assert count_at_most(least - 1) < tail * (1 + 1e-9)
        assert tail * (1 - 1e-9) <= count_at_most(least)
        assert count_at_most(most - 1) < (1 - tail) * (1 + 1e-9)
        assert (1 - tail) * (1 - 1e-9) <= count_at_most(most)

    @pytest.mark.parametrize("other", [(12, 1_000.0), (2, 20.0), (40, 1_000.0)], ids=str)
    def test_ahead(self, other):
        """
        The chance to be ahead is the integral over both rates; a thing is as often ahead as behind.
        """
        first, second = numerics.shrinkage.posteriors(ONE, [(40, 1_000.0), other])
        one, two = (
            stats.gamma(known.mean**2 / known.variance, scale=known.variance / known.mean)
            for known in (first, second)
        )
        chance, _ = integrate.quad(lambda rate: one.pdf(rate) * two.cdf(rate), 0, 0.5, limit=200)

        assert numerics.shrinkage.ahead(first, second) == pytest.approx(chance, rel=1e-6)
        assert numerics.shrinkage.ahead(second, first) == pytest.approx(1 - chance, rel=1e-5)

    def test_equals_are_equal(self):
        """
        What was seen alike is known alike, to the last digit and in whatever order it stands.
        """
        pairs = [*SEEN, *SEEN[::-1]]
        found = numerics.shrinkage.posteriors(numerics.shrinkage.prior_of(pairs), pairs)
        again = numerics.shrinkage.posteriors(numerics.shrinkage.prior_of(pairs[::-1]), pairs)

        assert found == found[::-1] == again


class TestCoverage:
    """
    Intervals hold the truth as often as they say, although the prior is estimated too.
    """

    TIMES, THINGS = 60, 10

    @pytest.mark.parametrize("shape", [0.5, 2, 8])
    def test_simulated(self, shape):
        """
        Ten things at a time, from priors that are wide or narrow: within three standard errors.

        Intervals of the likeliest prior alone hold the rate less often than they say.
        """
        random = np.random.default_rng(19)
        held, naive, counted = [], [], []
        for _ in range(self.TIMES):
            pairs, rates, again = drawn(random, self.THINGS, shape)
            counts, exposures = np.array(pairs).T
            prior = numerics.shrinkage.prior_of(pairs)
            low, high = np.array(numerics.shrinkage.rates_within(prior, pairs, LEVEL)).T
            held.append(((low <= rates) & (rates <= high)).mean())
            ends = numerics.shrinkage.counts_within(prior, pairs, exposures.tolist(), LEVEL)
            least, most = np.array(ends).T
            counted.append(((least <= again) & (again <= most)).mean())
            best = int(np.argmax(prior.weights))
            scale = 1 / (prior.exposures[best] + exposures)
            known = stats.gamma(prior.shapes[best] + counts, scale=scale)
            naive.append(((known.ppf(0.05) <= rates) & (rates <= known.ppf(0.95))).mean())
        error = np.std(held) / self.TIMES**0.5

        assert np.mean(held) == pytest.approx(LEVEL, abs=3 * error)
        assert (
            np.mean(naive) < np.mean(held) - 2 * np.std(np.subtract(held, naive)) / self.TIMES**0.5
        )
        # Counts are whole, so that an interval of at least that chance has a little more.
        assert LEVEL - 3 * np.std(counted) / self.TIMES**0.5 < np.mean(counted) < LEVEL + 0.06
