"""
Sums of two quantities that were observed apart, without assuming the shape of either.

The chance that a sum exceeds a limit is estimated by the share of all pairs of observations that
do. Pairs share observations, so they are not independent and no binomial interval fits. But the
share is an average over all ways to match the shorter list with the longer one, each of which gives
as many independent pairs as the shorter list is long; by Jensen's inequality what bounds a mean of
so many independent cases bounds it too (Hoeffding, 1963, section 5), here with Chernoff's bound.
It holds for any distributions and any number of observations.
"""

from __future__ import annotations

from math import inf, log
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["later_pairs", "matched_interval", "matched_upper"]

_STEPS = 60


def later_pairs(first: Sequence[int], second: Sequence[int], limits: Sequence[int]) -> list[int]:
    """
    How many pairs of one of *first* and one of *second* add up to more than each of *limits*.
    """
    left = np.asarray(first, dtype=np.int64)
    right = np.sort(np.asarray(second, dtype=np.int64))
    return [
        int(left.size * right.size - np.searchsorted(right, limit - left, "right").sum())
        for limit in limits
    ]


def matched_upper(share: float, pairs: int, level: float) -> float:
    """
    The chance that the true one exceeds with a probability of at most 1 - *level*.

    Args:
        share: The share of all pairs that exceeded the limit.
        pairs: How many observations the shorter list has; at least 1.
        level: The confidence, in (0, 1).
    """
    room = -log(1 - level) / pairs
    low, high = share, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _divergence(share, middle) <= room:
            low = middle
        else:
            high = middle
    return high


def matched_interval(share: float, pairs: int, level: float) -> tuple[float, float]:
    """
    Where the chance lies: each end missed with a probability of at most (1 - *level*) / 2.

    Args:
        share: The share of all pairs that exceeded the limit.
        pairs: How many observations the shorter list has; at least 1.
        level: The confidence, in (0, 1).
    """
    one_sided = (1 + level) / 2
    return 1 - matched_upper(1 - share, pairs, one_sided), matched_upper(share, pairs, one_sided)


def _divergence(share: float, chance: float) -> float:
    """
    Kullback and Leibler's divergence of a coin of *share* from one of *chance*.
    """
    if chance >= 1:
        return 0.0 if share >= 1 else inf
    hits = share * log(share / chance) if share > 0 else 0.0
    misses = (1 - share) * log((1 - share) / (1 - chance)) if share < 1 else 0.0
    return hits + misses
