"""
Intervals of shares against `scipy.stats`, a published table, and their own promise.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tiktok_presale import numerics

LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])
COUNTS = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


class TestAgainstScipyStats:
    """
    The same figures as `scipy.stats.binomtest`.
    """

    @given(COUNTS, LEVELS)
    def test_exact(self, counted, level):
        """
        Clopper and Pearson's interval.
        """
        expected = stats.binomtest(*counted).proportion_ci(level, "exact")

        assert tuple(expected) == pytest.approx(
            numerics.proportions.exact_interval(*counted, level), rel=1e-6, abs=1e-9
        )

    @given(COUNTS, LEVELS)
    def test_wilson(self, counted, level):
        """
        Wilson's interval.
        """
        expected = stats.binomtest(*counted).proportion_ci(level, "wilson")

        assert tuple(expected) == pytest.approx(
            numerics.proportions.wilson_interval(*counted, level), rel=1e-6, abs=1e-9
        )

    @given(COUNTS, LEVELS)
    def test_bounds(self, counted, level):
        """
        The one-sided bounds: the ends of binomtest's one-sided intervals.
        """
        less = stats.binomtest(*counted, alternative="less").proportion_ci(level)
        greater = stats.binomtest(*counted, alternative="greater").proportion_ci(level)

        assert less.high == pytest.approx(
            numerics.proportions.upper_bound(*counted, level), rel=1e-6
        )
        assert greater.low == pytest.approx(
            numerics.proportions.lower_bound(*counted, level), rel=1e-6, abs=1e-9
        )


class TestPublished:
    """
    Figures from the literature.
    """

    def test_newcombe(self):
        """
        81 of 263 and 15 of 148 at 95 %: Newcombe (1998), table I, methods 3 and 5.
        """
        exact, wilson = numerics.proportions.exact_interval, numerics.proportions.wilson_interval

        assert (0.2553, 0.3662) == pytest.approx(wilson(81, 263, 0.95), abs=5e-5)
        assert (0.2527, 0.3676) == pytest.approx(exact(81, 263, 0.95), abs=5e-5)
        assert (0.0624, 0.1605) == pytest.approx(wilson(15, 148, 0.95), abs=5e-5)
        assert (0.0578, 0.1617) == pytest.approx(exact(15, 148, 0.95), abs=5e-5)

    def test_rule_of_three(self):
        """
        No hit of n: the upper bound is 1 - 0.05^(1/n), close to 3 / n.
        """
        for total in (10, 59, 300):
            found = numerics.proportions.upper_bound(0, total, 0.95)

            assert 1 - 0.05 ** (1 / total) == pytest.approx(found, rel=1e-9)


class TestPromise:
    """
    What an interval of a level promises.
    """

    @pytest.mark.parametrize("level", [0.8, 0.95])
    @pytest.mark.parametrize("total", [7, 40, 200])
    def test_coverage_is_exact(self, total, level):
        """
        Over all shares, summed exactly: the exact interval covers at least as often as it says.
        """
        shares = np.linspace(0.003, 0.997, 331)
        ends = [numerics.proportions.exact_interval(k, total, level) for k in range(total + 1)]
        low, high = np.array(ends).T
        chances = stats.binom.pmf(np.arange(total + 1), total, shares[:, None])
        inside = (low <= shares[:, None]) & (shares[:, None] <= high)

        assert (chances * inside).sum(axis=1).min() >= level - 1e-9

    def test_wilson_on_average(self):
        """
        Averaged over shares, Wilson's interval covers as often as it says, within a point.
        """
        total, level = 40, 0.95
        shares = np.linspace(0.003, 0.997, 331)
        ends = [numerics.proportions.wilson_interval(k, total, level) for k in range(total + 1)]
        low, high = np.array(ends).T
        chances = stats.binom.pmf(np.arange(total + 1), total, shares[:, None])
        inside = (low <= shares[:, None]) & (shares[:, None] <= high)

        assert level == pytest.approx((chances * inside).sum(axis=1).mean(), abs=0.01)

    def test_nothing_seen(self):
        """
        Nothing seen says nothing.
        """
        ours = numerics.proportions

        assert (0.0, 1.0) == ours.exact_interval(0, 0, 0.95) == ours.wilson_interval(0, 0, 0.95)
        assert ours.upper_bound(0, 0, 0.95) == 1.0

    @given(COUNTS, LEVELS)
    def test_holds_what_was_seen(self, counted, level):
        """
        The share that was seen lies inside, and so do no shares outside 0 to 1.
        """
        count, total = counted
        for make in (numerics.proportions.exact_interval, numerics.proportions.wilson_interval):
            low, high = make(count, total, level)

            assert 0 <= low <= count / total <= high <= 1
