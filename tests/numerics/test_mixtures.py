"""
Mixtures of negative binomial counts: sums over the whole distribution, and Bayes' rule by integral.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import integrate, stats

from tiktok_presale import numerics

MIXTURE = ((0.3, 40.0, 2.0), (0.5, 90.0, 8.0), (0.2, 150.0, 1e9))
ONE = ((1.0, 80.0, 4.0),)
shares = st.floats(0.001, 0.999)
mixtures = st.lists(
    st.tuples(st.floats(0.1, 1), st.floats(0.5, 200), st.floats(1, 200)), min_size=1, max_size=2
).map(lambda parts: [(w / sum(one[0] for one in parts), m, r) for w, m, r in parts])


def chances(mixture, most):
    """
    Every chance up to a count, by `scipy.stats`.
    """
    count = np.arange(most + 1)
    return sum(
        w * (stats.poisson.pmf(count, m) if r > 1e7 else stats.nbinom.pmf(count, r, r / (r + m)))
        for w, m, r in mixture
    )


class TestAgainstSums:
    """
    Closed forms against sums over the whole distribution.
    """

    @given(mixtures, st.integers(-1, 500))
    def test_chance_and_sales(self, mixture, units):
        """
        The chance of a count, and how many units are sold on average up to a limit.
        """
        pmf = chances(mixture, 6_000)
        counts = np.arange(len(pmf))

        ours = numerics.mixtures
        assert pmf[: units + 1].sum() == pytest.approx(ours.chance_at_most(mixture, units))
        sold = np.minimum(counts, max(units, 0)) @ pmf
        assert sold == pytest.approx(ours.expected_sales(mixture, units), rel=1e-6, abs=1e-9)

    @pytest.mark.parametrize("units", [0, 1, 100, 150, 400])
    def test_independent_buyers(self, units):
        """
        A component of an enormous shape is a Poisson count.
        """
        pmf = chances(MIXTURE, 3_000)
        sold = np.minimum(np.arange(len(pmf)), units) @ pmf

        assert sold == pytest.approx(numerics.mixtures.expected_sales(MIXTURE, units))
        assert pmf[: units + 1].sum() == pytest.approx(
            numerics.mixtures.chance_at_most(MIXTURE, units)
        )

    @given(mixtures, shares)
    def test_quantile(self, mixture, share):
        """
        The quantile's own chance is enough, and that of one less is not.
        """
        ours = numerics.mixtures
        found = ours.quantile(mixture, share)

        assert ours.chance_at_most(mixture, found) >= share
        assert ours.chance_at_most(mixture, found - 1) < share

    def test_mean_and_scale(self):
        """
        The mean is that of the parts, and twice the demand has twice of it.
        """
        more = numerics.mixtures.scaled(MIXTURE, 2.0)

        assert 0.3 * 40 + 0.5 * 90 + 0.2 * 150 == pytest.approx(numerics.mixtures.mean(MIXTURE))
        assert 2 * numerics.mixtures.mean(MIXTURE) == pytest.approx(numerics.mixtures.mean(more))
        assert [part.shape for part in more] == [2.0, 8.0, 1e9]


def integrated(sold, exposure, count, *, at_least=False, trust=1.0):
    """
    The chance of at most *count* in the rest of a sale, by numerical integration over its rate.
    """
    rate = np.linspace(1e-3, 800, 4001)
    law = stats.poisson(rate * exposure)
    seen = law.sf(sold - 1) if at_least else law.pmf(sold)
    weight = seen**trust * stats.gamma.pdf(rate, 4.0, scale=20.0)
    both = weight * stats.poisson.cdf(count, rate * (1 - exposure))
    return integrate.simpson(both, x=rate) / integrate.simpson(weight, x=rate)


class TestUpdated:
    """
    Bayes' rule after a part of the sale.
    """

    @pytest.mark.parametrize(("sold", "exposure"), [(0, 0.1), (8, 0.1), (30, 0.2), (60, 0.5)])
    @pytest.mark.parametrize("trust", [1.0, 0.5])
    def test_against_an_integral(self, sold, exposure, trust):
        """
        The closed form is the integral over the rate.
        """
        after = numerics.mixtures.updated(ONE, sold, exposure, trust=trust)
        rest = numerics.mixtures.scaled(after, 1 - exposure)
        for count in (10, 50, 120):
            ours = numerics.mixtures.chance_at_most(rest, count)

            assert integrated(sold, exposure, count, trust=trust) == pytest.approx(ours, abs=1e-7)

    @pytest.mark.parametrize(("sold", "exposure"), [(0, 0.1), (8, 0.1), (30, 0.2), (60, 0.5)])
    def test_at_least_against_an_integral(self, sold, exposure):
        """
        Where the part sold out at an unknown moment, the grid is as good as the integral.
        """
        after = numerics.mixtures.updated_at_least(ONE, sold, exposure)
        rest = numerics.mixtures.scaled(after, 1 - exposure)
        for count in (10, 50, 120):
            ours = numerics.mixtures.chance_at_most(rest, count)
            exact = integrated(sold, exposure, count, at_least=True)

            assert exact == pytest.approx(ours, abs=2e-3)

    def test_at_least_of_a_rate_that_is_next_to_nothing(self):
        """
        A rate that was believed to be almost surely nothing: none sold changes nothing of it.
        """
        wild = [(1.0, 1e-6, 1e-12)]
        sold = numerics.mixtures.updated_at_least(wild, 3, 0.5)

        assert wild == [tuple(one) for one in numerics.mixtures.updated_at_least(wild, 0, 0.5)]
        assert 3 <= numerics.mixtures.mean(sold)

    @example([(0.5, 6.0, 20.0), (0.5, 47.0, 23.0)], [27, 0])
    @example([(0.5, 4.0, 5.0), (0.5, 6.0, 1.0)], [39, 0])
    @given(mixtures, st.lists(st.integers(0, 60), min_size=1, max_size=5))
    def test_day_by_day(self, mixture, days):
        """
        One update is the same as several.
        """
        share = 0.9 / len(days)
        step = mixture
        for sold in days:
            step = numerics.mixtures.updated(step, sold, share)
        once = numerics.mixtures.updated(mixture, sum(days), share * len(days))

        assert numerics.mixtures.mean(step) == pytest.approx(numerics.mixtures.mean(once))
        for count in (0, 20, 200):
            both = [numerics.mixtures.chance_at_most(one, count) for one in (step, once)]
            assert both[0] == pytest.approx(both[1], abs=1e-9)

    @given(mixtures, st.integers(0, 100), st.floats(0.05, 0.9), st.sampled_from([True, False]))
    def test_more_sold_means_more(self, mixture, sold, exposure, at_least):
        """
        One unit more that was sold never makes less of any number likelier.
        """
        learn = numerics.mixtures.updated_at_least if at_least else numerics.mixtures.updated
        less, more = (learn(mixture, units, exposure) for units in (sold, sold + 1))
        for count in (5, 50):
            chance = numerics.mixtures.chance_at_most(more, count)

            assert chance <= numerics.mixtures.chance_at_most(less, count) + 1e-9

    def test_coverage(self):
        """
        Of many sales, nine in ten end within the interval that their first fifth gives.
        """
        draw = np.random.default_rng(7)
        rates = draw.gamma(4.0, 20.0, 1000)
        first, rest = draw.poisson(rates * 0.2), draw.poisson(rates * 0.8)
        held = []
        for sold, more in zip(first.tolist(), rest.tolist(), strict=True):
            after = numerics.mixtures.updated(ONE, sold, 0.2)
            left = numerics.mixtures.scaled(after, 0.8)
            low = numerics.mixtures.chance_at_most(left, more)
            high = numerics.mixtures.chance_at_most(left, more - 1)
            held.append(low >= 0.05 and high < 0.95)
        error = sqrt(0.9 * 0.1 / len(held))

        # Whole numbers hold a little more than the nine in ten that are asked for.
        assert -3 * error < np.mean(held) - 0.9 < 3 * error + 0.02
