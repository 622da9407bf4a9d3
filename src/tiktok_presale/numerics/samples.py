"""
How much must be seen to find a lift of a given size with a given chance.

Each function gives what the group without the change needs; the other needs *allocation* times as
much. Two-sided, with half of 1 - *level* on either side. Arguments are checked by those who call.
"""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize, special

from tiktok_presale.numerics.distributions import normal_quantile

if TYPE_CHECKING:
    from typing import TypeAlias

    Counts: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int64]]
    Floats: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]

__all__ = ["count_power", "counts_needed", "means_needed", "rates_needed"]

# From so many counts on, the normal approximation with a correction is as good, and costs nothing.
_MANY = 2_000


def rates_needed(
    base: float, rate: float, *, level: float, power: float, allocation: float
) -> float:
    """
    The exposures for a pooled test of two rates (Fleiss, Levin and Paik, without correction).

    Args:
        base: The rate of the group without the change.
        rate: The rate of the other.
        level: The confidence, in (0, 1).
        power: The chance of finding it, in (0, 1).
        allocation: How many times as large the other group is.
    """
    z, chance = normal_quantile((1 + level) / 2), normal_quantile(power)
    pooled = (base + allocation * rate) / (1 + allocation)
    without = sqrt((1 + 1 / allocation) * pooled * (1 - pooled))
    within = sqrt(base * (1 - base) + rate * (1 - rate) / allocation)
    return ((z * without + chance * within) / (rate - base)) ** 2


def means_needed(
    variance: float,
    other: float,
    difference: float,
    *,
    level: float,
    power: float,
    allocation: float,
) -> float:
    """
    The values for Welch's test of two means (Schouten, 1999).

    Args:
        variance: The variance of the group without the change.
        other: The variance of the other.
        difference: How far the means lie apart.
        level: The confidence, in (0, 1).
        power: The chance of finding it, in (0, 1).
        allocation: How many times as large the other group is.
    """
    z, chance = normal_quantile((1 + level) / 2), normal_quantile(power)
    share = other / variance
    large = (z + chance) ** 2 * (share + allocation) * variance / (allocation * difference**2)
    # What Student's t needs on top of the normal distribution.
    small = (share**2 + allocation**3) * z**2 / (2 * allocation * (share + allocation) ** 2)
    # There is no variance, and so no test, of fewer than two values on either side.
    return max(large + small, 2.0, 2 / allocation)


def count_power(base: float, rate: float, over: float, *, level: float, allocation: float) -> float:
    """
    The chance that the exact conditional test finds a difference of two Poisson rates.

    Args:
        base: The rate of the group without the change.
        rate: The rate of the other.
        over: What the first is counted over; the other *allocation* times as much.
        level: The confidence, in (0, 1).
        allocation: As said.
    """
    mean = over * (base + allocation * rate)
    reach = 7 * sqrt(mean) + 10
    totals = np.arange(max(0, floor(mean - reach)), ceil(mean + reach) + 1)
    chances = np.exp(special.xlogy(totals, mean) - mean - special.gammaln(totals + 1))
    even, true = allocation / (1 + allocation), allocation * rate / (base + allocation * rate)
    tail = (1 - level) / 2
    # The least count in the upper tail and the greatest in the lower one, for each total.
    upper = totals - _most_rejected(totals, 1 - even, tail)
    lower = _most_rejected(totals, even, tail)
    found = _at_least(upper, totals, true) + 1.0 - _at_least(lower + 1, totals, true)
    return float(np.sum(chances * found))


def _at_least(counts: Counts, totals: Counts, share: float) -> Floats:
    """
    The chance of at least so many of so many.
    """
    inside = (counts > 0) & (counts <= totals)
    first = np.where(inside, counts, 1)
    rest = np.where(inside, totals - counts + 1, 1)
    return np.where(inside, special.betainc(first, rest, share), np.where(counts > 0, 0.0, 1.0))


def _most_rejected(totals: Counts, share: float, tail: float) -> Counts:
    """
    The greatest count whose lower tail is no more than *tail*; -1 where there is none.
    """

    def good(counts: Counts) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return 1.0 - _at_least(counts + 1, totals, share) <= tail

    # The normal distribution with its first correction for skew misses by one or two.
    z = normal_quantile(1 - tail)
    spread = np.sqrt(totals * share * (1 - share))
    guess = totals * share - z * spread + (1 - 2 * share) * (z * z - 1) / 6
    near = np.floor(guess).astype(np.int64)
    low: Counts = np.clip(near - 3, -1, totals)
    high: Counts = np.clip(near + 3, 0, totals)
    low = np.where((low >= 0) & ~good(low), -1, low)
    high = np.where(good(high), totals, high)
    while np.any(high - low > 1):
        middle = (low + high) // 2
        fits = good(middle)
        low, high = np.where(fits, middle, low), np.where(fits, high, middle)
    return low


def counts_needed(
    base: float, rate: float, *, level: float, power: float, allocation: float
) -> float:
    """
    What two Poisson rates must be counted over for the exact conditional test.

    Args:
        base: As in `count_power`.
        rate: As there.
        level: The confidence, in (0, 1).
        power: The chance of finding it, in (0, 1).
        allocation: As there.
    """
    z, chance = normal_quantile((1 + level) / 2), normal_quantile(power)
    # Given all counts together, those of one group are binomial: a share against an even one.
    even, share = allocation / (1 + allocation), allocation * rate / (base + allocation * rate)
    root = z * sqrt(even * (1 - even)) + chance * sqrt(share * (1 - share))
    total = (root / (share - even)) ** 2
    near = total / (base + allocation * rate)
    if total > _MANY:
        # Counts come in whole steps, of which the test gives away half a one in either group.
        return near * (1 + 1 / (total * abs(share - even)))

    def short(over: float) -> float:
        return power - count_power(base, rate, over, level=level, allocation=allocation)

    # The exact test gives away a part of its level, so that it needs more than the approximation.
    low, high = near / 10, near
    while short(high) > 0:
        low, high = high, high * 1.25
    return float(optimize.brentq(short, low, high, xtol=near * 1e-10)) * (1 + 1e-9)
