"""
How many observations a tail needs, against a published table, and counts against numpy.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tiktok_presale import numerics

SHARES = st.floats(0.001, 0.5)
LEVELS = st.floats(0.5, 0.999)


class TestSamplesNeeded:
    """
    Wilks (1941): n of which the greatest is a bound.
    """

    @pytest.mark.parametrize(
        ("share", "level", "expected"),
        [
            (0.05, 0.95, 59),
            (0.10, 0.90, 22),
            (0.10, 0.95, 29),
            (0.05, 0.90, 45),
            (0.05, 0.99, 90),
            (0.01, 0.95, 299),
            (0.01, 0.99, 459),
            (0.5, 0.5, 1),
            (0.5, 0.75, 2),
        ],
    )
    def test_published(self, share, level, expected):
        """
        The figures that tables of one-sided tolerance limits give; a half at 50 % is one exactly.
        """
        assert expected == numerics.order_statistics.samples_needed(share, level)

    @given(SHARES, LEVELS)
    def test_fewest(self, share, level):
        """
        So many are enough, and one fewer is not.
        """
        count = numerics.order_statistics.samples_needed(share, level)

        assert 1 - (1 - share) ** count >= level - 1e-9
        assert count == 1 or 1 - (1 - share) ** (count - 1) < level + 1e-9

    @given(SHARES, LEVELS)
    def test_same_as_the_bound_of_a_share(self, share, level):
        """
        With so many and none beyond, the upper bound of the share is the share at most.
        """
        count = numerics.order_statistics.samples_needed(share, level)
        bound = stats.binomtest(0, count, alternative="less").proportion_ci(level).high

        assert bound <= share + 1e-9


@given(st.lists(st.integers(-50, 50)), st.lists(st.integers(-60, 60)))
def test_later(values, limits):
    """
    How many exceed each limit, as numpy compares them one by one.
    """
    seen = np.array(values, dtype=int)

    assert [int((seen > limit).sum()) for limit in limits] == numerics.order_statistics.later(
        values, limits
    )
