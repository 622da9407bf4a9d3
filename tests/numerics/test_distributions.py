"""
Quantiles and tails against `scipy.stats`.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tiktok_presale import numerics

POSITIVE = st.floats(0.05, 500)
SHARES = st.floats(0.001, 0.999)
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
        whole = 1 + round(freedom)
        assert ours.t_quantile(share, whole) == pytest.approx(stats.t.ppf(share, whole), rel=1e-6)

    @given(SHARES, POSITIVE, POSITIVE)
    def test_beta(self, share, a, b):
        """
        The beta distribution.
        """
        ours = numerics.distributions

        assert ours.beta_cdf(share, a, b) == pytest.approx(stats.beta.cdf(share, a, b), **CLOSE)
        assert ours.beta_quantile(share, a, b) == pytest.approx(
            stats.beta.ppf(share, a, b), **CLOSE
        )

    @pytest.mark.parametrize("share", [0.025, 0.25, 0.975])
    @pytest.mark.parametrize(("a", "b"), [(1000, 1e9 + 1), (1e9 + 1, 1000), (999, 1e9)])
    def test_beta_far_out(self, share, a, b):
        """
        The quantile gives back its share where the inverse of scipy is off by half.
        """
        ours = numerics.distributions
        found = ours.beta_quantile(share, a, b)

        assert share == pytest.approx(ours.beta_cdf(found, a, b), rel=1e-5)
