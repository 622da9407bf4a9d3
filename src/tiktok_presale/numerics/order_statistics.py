"""
How many observations a tail needs before anything can be said of it without assuming its shape.
"""

from __future__ import annotations

from math import ceil, log1p
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["later", "samples_needed"]


def samples_needed(share: float, level: float) -> int:
    """
    The fewest observations of which the greatest is a bound that holds (Wilks, 1941).

    With fewer, not even the greatest of all can be said, with confidence *level*, to be exceeded in
    at most *share* of all cases: it is the smallest n with 1 - (1 - share)^n of at least *level*.

    Args:
        share: The share of cases that may exceed the bound, in (0, 1).
        level: The confidence, in (0, 1).

    Examples:
        >>> samples_needed(0.05, 0.95), samples_needed(0.10, 0.90)
        (59, 22)
    """
    exact = log1p(-level) / log1p(-share)
    # A quotient that is whole but for rounding must not ask for one more.
    nearest = round(exact)
    close = abs(exact - nearest) <= 1e-12 * max(1.0, exact)
    return max(1, nearest if close else ceil(exact))


def later(values: Sequence[int], limits: Sequence[int]) -> list[int]:
    """
    How many of *values* exceed each of *limits*.
    """
    ordered = np.sort(np.asarray(values, dtype=np.int64))
    found = ordered.size - np.searchsorted(ordered, np.asarray(limits, dtype=np.int64), "right")
    return [int(count) for count in found]
