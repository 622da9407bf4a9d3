"""
Sums of two quantities observed apart: counts against numpy, bounds against scipy and by simulation.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from tiktok_presale import numerics

TIMES = st.lists(st.integers(0, 40), min_size=1, max_size=30)
LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])


@given(TIMES, TIMES, st.lists(st.integers(-5, 90), max_size=10))
def test_later_pairs(first, second, limits):
    """
    How many pairs exceed each limit, as numpy adds all of them up.
    """
    sums = np.add.outer(np.array(first), np.array(second))

    assert [int((sums > limit).sum()) for limit in limits] == numerics.sums.later_pairs(
        first, second, limits
    )


class TestMatchedUpper:
    """
    The bound of the chance that a sum is too great.
    """

    @given(st.integers(0, 100), st.integers(1, 300), LEVELS)
    def test_against_scipy(self, hits, pairs, level):
        """
        At the bound, Chernoff's exponent by scipy's relative entropy is what the level asks for.
        """
        share = hits / 100
        bound = numerics.sums.matched_upper(share, pairs, level)
        entropy = special.rel_entr(share, bound) + special.rel_entr(1 - share, 1 - bound)

        assert share <= bound <= 1
        if bound < 1 - 1e-6:
            assert -np.log(1 - level) == pytest.approx(pairs * entropy, rel=1e-6, abs=1e-9)

    @given(st.integers(1, 300), LEVELS)
    def test_none_late(self, pairs, level):
        """
        Where no pair was late it is the exact bound of so many cases: nothing is given away.
        """
        exact = stats.binomtest(0, pairs, alternative="less").proportion_ci(level).high

        assert exact == pytest.approx(numerics.sums.matched_upper(0.0, pairs, level), rel=1e-9)

    @given(st.integers(0, 60), st.integers(1, 60), LEVELS)
    def test_never_below_the_exact_bound(self, hits, pairs, level):
        """
        For independent cases it is never below the exact bound, of which it is a simple form.
        """
        count = min(hits, pairs)
        exact = stats.binomtest(count, pairs, alternative="less").proportion_ci(level).high

        assert numerics.sums.matched_upper(count / pairs, pairs, level) >= exact - 1e-9

    def test_two_sided(self):
        """
        The interval mirrors itself, and holds the share.
        """
        low, high = numerics.sums.matched_interval(0.3, 40, 0.9)
        mirrored = numerics.sums.matched_interval(0.7, 40, 0.9)

        assert 0 < low < 0.3 < high < 1
        assert (1 - high, 1 - low) == pytest.approx(mirrored)

    @pytest.mark.parametrize(("made", "sent"), [(20, 20), (35, 90), (80, 30)])
    @pytest.mark.parametrize("limit", [9, 14, 19])
    def test_coverage(self, made, sent, limit):
        """
        The bound is at least the true chance of skewed legs as often as it says.

        Judged over simulated observations, within three standard errors of the simulation.
        """
        level, runs = 0.9, 1500
        generator = np.random.default_rng(20260102)
        first = 3 + generator.geometric(0.25, (runs, made))
        second = generator.poisson(4, (runs, sent))
        late = (first[:, :, None] + second[:, None, :] > limit).mean(axis=(1, 2))
        waits = np.arange(1, 400)
        true = float((stats.geom.pmf(waits, 0.25) * stats.poisson.sf(limit - 3 - waits, 4)).sum())
        pairs = min(made, sent)
        shares, places = np.unique(late, return_inverse=True)
        bounds = np.array([numerics.sums.matched_upper(share, pairs, level) for share in shares])
        covered = (bounds[places] >= true).mean()

        assert covered >= level - 3 * np.sqrt(level * (1 - level) / runs)
