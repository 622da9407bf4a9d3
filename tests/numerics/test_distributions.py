"""
Quantiles and tails against `scipy.stats`, and against each other.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tiktok_presale import numerics

POSITIVE = st.floats(0.05, 500)
SHARES = st.floats(0.001, 0.999)
COUNTS = st.integers(-1, 400)
CLOSE = {"rel": 1e-7, "abs": 1e-9}


class TestAgainstScipyStats:
    """
    The same figures as `scipy.stats`, which computes them in another way.
    """

    @given(st.floats(-8, 8), SHARES, POSITIVE)
    def test_normal_and_t(self, x, share, freedom):
        """
        The normal distribution and Student's t.
        """
        ours = numerics.distributions

        assert ours.normal_cdf(x) == pytest.approx(stats.norm.cdf(x), **CLOSE)
        assert ours.normal_quantile(share) == pytest.approx(stats.norm.ppf(share), **CLOSE)
        assert ours.t_cdf(x, freedom) == pytest.approx(stats.t.cdf(x, freedom), **CLOSE)
        whole = 1 + round(freedom)
        assert ours.t_quantile(share, whole) == pytest.approx(stats.t.ppf(share, whole), rel=1e-6)

    @given(SHARES, POSITIVE, POSITIVE)
    def test_beta_and_gamma(self, share, a, b):
        """
        The beta and the gamma distribution, the latter by its rate.
        """
        ours = numerics.distributions

        assert ours.beta_cdf(share, a, b) == pytest.approx(stats.beta.cdf(share, a, b), **CLOSE)
        assert ours.beta_quantile(share, a, b) == pytest.approx(
            stats.beta.ppf(share, a, b), **CLOSE
        )
        gamma = stats.gamma(a, scale=1 / b)
        assert ours.gamma_cdf(share, a, b) == pytest.approx(gamma.cdf(share), **CLOSE)
        assert ours.gamma_quantile(share, a, b) == pytest.approx(gamma.ppf(share), **CLOSE)

    @pytest.mark.parametrize("share", [0.025, 0.25, 0.975])
    @pytest.mark.parametrize(("a", "b"), [(1000, 1e9 + 1), (1e9 + 1, 1000), (999, 1e9)])
    def test_beta_far_out(self, share, a, b):
        """
        The quantile gives back its share where the inverse of scipy is off by half.
        """
        ours = numerics.distributions
        found = ours.beta_quantile(share, a, b)

        assert share == pytest.approx(ours.beta_cdf(found, a, b), rel=1e-5)

    @given(COUNTS, POSITIVE, POSITIVE, SHARES, st.integers(1, 300))
    def test_counts(self, count, mean, shape, share, trials):
        """
        Counts: Poisson, binomial, and Poisson with a mean that varies.
        """
        ours = numerics.distributions
        mixed = stats.nbinom(shape, shape / (shape + mean))

        assert ours.poisson_cdf(count, mean) == pytest.approx(
            stats.poisson.cdf(count, mean), **CLOSE
        )
        assert ours.binomial_cdf(count, trials, share) == pytest.approx(
            stats.binom.cdf(count, trials, share), **CLOSE
        )
        assert ours.negative_binomial_cdf(count, mean, shape) == pytest.approx(
            mixed.cdf(count), **CLOSE
        )


class TestQuantileOfCounts:
    """
    The quantile is the smallest count that is not exceeded with the chance asked for.
    """

    @given(SHARES, POSITIVE, POSITIVE)
    def test_smallest(self, share, mean, shape):
        """
        Its own chance is enough, and that of one less is not.
        """
        ours = numerics.distributions
        found = ours.negative_binomial_quantile(share, mean, shape)

        assert ours.negative_binomial_cdf(found, mean, shape) >= share
        assert found == 0 or ours.negative_binomial_cdf(found - 1, mean, shape) < share
