"""
How sure a share is that was counted: so many hits of so many.

`exact_interval` (Clopper and Pearson, 1934) holds the true share at least as often as it says,
whatever the share is, and is wider than needed for it. `wilson_interval` (Wilson, 1927) holds it as
often as it says on average over shares, is narrower, and never leaves 0 to 1.
"""

from __future__ import annotations

from math import sqrt

from tiktok_presale.numerics.distributions import beta_quantile, normal_quantile

__all__ = ["exact_interval", "lower_bound", "upper_bound", "wilson_interval"]


def upper_bound(count: int, total: int, level: float) -> float:
    """
    The share that the true one exceeds with a chance of at most 1 - *level* (exact, one-sided).

    Args:
        count: How many hits there were; from 0 to *total*.
        total: Of how many; 0 gives 1.
        level: The confidence, in (0, 1).
    """
    return 1.0 if count >= total else beta_quantile(level, count + 1, total - count)


def lower_bound(count: int, total: int, level: float) -> float:
    """
    The share that the true one falls short of with a chance of at most 1 - *level* (exact).

    Args:
        count: How many hits there were; from 0 to *total*.
        total: Of how many.
        level: The confidence, in (0, 1).
    """
    return 0.0 if count <= 0 else beta_quantile(1 - level, count, total - count + 1)


def exact_interval(count: int, total: int, level: float) -> tuple[float, float]:
    """
    Clopper and Pearson's interval: each end missed with a chance of at most (1 - *level*) / 2.

    Args:
        count: How many hits there were; from 0 to *total*.
        total: Of how many; 0 gives 0 to 1.
        level: The confidence, in (0, 1).
    """
    one_sided = (1 + level) / 2
    return lower_bound(count, total, one_sided), upper_bound(count, total, one_sided)


def wilson_interval(count: int, total: int, level: float) -> tuple[float, float]:
    """
    Wilson's score interval: the shares that a test of that level would not reject.

    Args:
        count: How many hits there were; from 0 to *total*.
        total: Of how many; 0 gives 0 to 1.
        level: The confidence, in (0, 1).
    """
    if total == 0:
        return 0.0, 1.0
    z = normal_quantile((1 + level) / 2)
    share, spread = count / total, z * z / total
    middle = (share + spread / 2) / (1 + spread)
    half = sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    # Rounding must not leave an end short of the share it is made of.
    low = 0.0 if count == 0 else max(0.0, middle - half)
    return low, (1.0 if count == total else min(1.0, middle + half))
