"""
How far one group lies above another: ratios and differences, with their ends.

Each function gives the two ends of an interval; `inf` where a ratio has no upper end. Arguments are
checked by those who call. Standard methods, each named in its function: score intervals for rates
(Koopman 1984, Newcombe 1998), Welch's test turned round for means, the exact conditional interval
for counts, and linearised sums (delta method) for ratios of sums.
"""

from __future__ import annotations

from math import exp, inf, log, sqrt
from typing import TYPE_CHECKING

from scipy import optimize

from tiktok_presale.numerics.distributions import normal_quantile, t_quantile
from tiktok_presale.numerics.proportions import exact_interval, wilson_interval

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    Ends: TypeAlias = tuple[float, float]
    Sample: TypeAlias = tuple[int, float, float]  # how many, mean, variance

__all__ = [
    "cost_difference",
    "count_difference",
    "count_ratio",
    "mean_difference",
    "mean_ratio",
    "rate_difference",
    "rate_ratio",
    "sums_difference",
    "sums_ratio",
    "welch_freedom",
]


def rate_ratio(hits: int, of: int, other: int, other_of: int, level: float) -> Ends:
    """
    Koopman's score interval for the ratio of two rates, *hits* / *of* over *other* / *other_of*.

    It holds the ratios that the score test of that level would not reject; at 1 this is the pooled
    chi-square test. It stands at zero hits too, on either side.

    Args:
        hits: The hits of the group in question.
        of: Its exposures, at least one.
        other: The hits of the group that it is held against.
        other_of: Its exposures, at least one.
        level: The confidence, in (0, 1).
    """
    z = normal_quantile((1 + level) / 2)

    def score(ratio: float) -> float:
        return _rate_score(ratio, (hits, of), (other, other_of))

    high = _crossing(lambda ratio: score(ratio) + z) if other else inf
    low = _crossing(lambda ratio: score(ratio) - z) if hits else 0.0
    return _around(hits * other_of / (of * other) if other else inf, low, high)


def _around(value: float, low: float, high: float) -> Ends:
    """
    The ends, of which rounding must not put one on the wrong side of the value.
    """
    return min(low, value), max(high, value)


def _rate_score(ratio: float, mine: tuple[int, int], theirs: tuple[int, int]) -> float:
    """
    The score of a supposed ratio: falls from above to below as the ratio grows.
    """
    (hits, of), (other, other_of) = mine, theirs
    # The most likely rates under the supposition; written so that nothing cancels.
    b = of * ratio + hits + other_of + other * ratio
    root = max(0.0, b * b - 4 * (of + other_of) * ratio * (hits + other))
    base = min(2 * (hits + other) / (b + sqrt(root)), 1.0, 1 / ratio)
    rate = min(ratio * base, 1.0)
    spread = rate * (1 - rate) / of + ratio * ratio * base * (1 - base) / other_of
    gap = hits / of - ratio * other / other_of
    if spread > 0:
        return gap / sqrt(spread)
    return 0.0 if gap == 0 else inf * gap


def _crossing(falling: Callable[[float], float]) -> float:
    """
    Where a falling function of a positive number meets zero.
    """
    low = high = 1.0
    while falling(low) < 0:
        low /= 2
    while falling(high) > 0:
        high *= 2
    found = optimize.brentq(
        lambda x: max(-1e9, min(1e9, falling(exp(x)))), log(low), log(high), xtol=1e-13
    )
    return exp(float(found))


def rate_difference(hits: int, of: int, other: int, other_of: int, level: float) -> Ends:
    """
    Newcombe's interval for a difference of rates, from the Wilson interval of each (method 10).

    Args:
        hits: As in `rate_ratio`.
        of: As there.
        other: As there.
        other_of: As there.
        level: The confidence, in (0, 1).
    """
    return _mover(
        (hits / of, *wilson_interval(hits, of, level)),
        (other / other_of, *wilson_interval(other, other_of, level)),
    )


def _mover(mine: tuple[float, float, float], theirs: tuple[float, float, float]) -> Ends:
    """
    The ends of a difference from the ends of its two parts (the square-and-add rule).
    """
    (value, low, high), (other, other_low, other_high) = mine, theirs
    gap = value - other
    return (
        gap - sqrt((value - low) ** 2 + (other_high - other) ** 2),
        gap + sqrt((high - value) ** 2 + (other - other_low) ** 2),
    )


def welch_freedom(first: float, n: int, second: float, other_n: int) -> float:
    """
    Welch and Satterthwaite's degrees of freedom of a sum of two squared errors, not both zero.
    """
    share = first / (first + second)
    return 1 / (share * share / (n - 1) + (1 - share) ** 2 / (other_n - 1))


def mean_difference(mine: Sample, theirs: Sample, level: float) -> Ends:
    """
    Welch's interval for a difference of means; the spreads may differ.

    Args:
        mine: Number, mean and variance of one sample; at least two values.
        theirs: Those of the other; not both variances are zero.
        level: The confidence, in (0, 1).
    """
    (n, mean, variance), (other_n, other, other_variance) = mine, theirs
    error, other_error = variance / n, other_variance / other_n
    t = t_quantile((1 + level) / 2, welch_freedom(error, n, other_error, other_n))
    half = t * sqrt(error + other_error)
    return mean - other - half, mean - other + half


def mean_ratio(mine: Sample, theirs: Sample, level: float) -> Ends:
    """
    The ratios r for which Welch's test finds no difference of mean and r times the other mean.

    Fieller's interval with Welch's degrees of freedom. It has no upper end where the other mean
    itself cannot be told from zero. Both means are positive; the lower end is never below zero.

    Args:
        mine: As in `mean_difference`.
        theirs: As there.
        level: The confidence, in (0, 1).
    """
    (n, mean, variance), (other_n, other, other_variance) = mine, theirs
    error, other_error = variance / n, other_variance / other_n

    def excess(ratio: float, sign: int) -> float:
        scaled = ratio * ratio * other_error
        t = t_quantile((1 + level) / 2, welch_freedom(error, n, scaled, other_n))
        return sign * (mean - ratio * other) / sqrt(error + scaled) - t

    tail = (1 + level) / 2
    low, high = 0.0, inf
    # At a ratio of zero it is a test of the mean alone, and far out of the other mean alone.
    if mean > t_quantile(tail, n - 1) * sqrt(error):
        low = _crossing(lambda ratio: excess(ratio, 1))
    if other > t_quantile(tail, other_n - 1) * sqrt(other_error):
        high = _crossing(lambda ratio: -excess(ratio, -1))
    return _around(mean / other, low, high)


def count_ratio(count: int, over: float, other: int, other_over: float, level: float) -> Ends:
    """
    The exact conditional interval for the ratio of two Poisson rates.

    Given how many there were in all, one count is binomial; Clopper and Pearson's ends of its share
    are turned into ratios. It holds the ratio at least as often as it says.

    Args:
        count: The count of the group in question.
        over: What it was counted over: days, exposures, money; positive.
        other: The count of the group that it is held against.
        other_over: What that was counted over; positive.
        level: The confidence, in (0, 1).
    """
    low, high = exact_interval(count, count + other, level)
    # The rest of a share that is nearly 1 is told by its own interval; a difference would cancel.
    rest_low, rest_high = exact_interval(other, count + other, level)
    scale = other_over / over
    return scale * low / rest_high, scale * high / rest_low if other else inf


def count_difference(count: int, over: float, other: int, other_over: float, level: float) -> Ends:
    """
    An interval for the difference of two Poisson rates, from the score interval of each.

    Args:
        count: As in `count_ratio`.
        over: As there.
        other: As there.
        other_over: As there.
        level: The confidence, in (0, 1).
    """
    low, high = _count_ends(count, level)
    other_low, other_high = _count_ends(other, level)
    return _mover(
        (count / over, low / over, high / over),
        (other / other_over, other_low / other_over, other_high / other_over),
    )


def _count_ends(count: int, level: float) -> Ends:
    """
    The score interval of the mean of a Poisson count.
    """
    square = normal_quantile((1 + level) / 2) ** 2
    half = sqrt(square * (count + square / 4))
    return max(0.0, count + square / 2 - half), count + square / 2 + half


def cost_difference(cost: float, units: int, other: float, other_units: int, level: float) -> Ends:
    """
    An interval for the difference of two costs per unit, where the units are Poisson counts.

    Args:
        cost: What was spent in the group in question.
        units: What came of it, at least one.
        other: What was spent in the other.
        other_units: What came of that, at least one.
        level: The confidence, in (0, 1).
    """
    low, high = _count_ends(units, level)
    other_low, other_high = _count_ends(other_units, level)
    return _mover(
        (cost / units, cost / high, cost / low),
        (other / other_units, other / other_high, other / other_low),
    )


def _sums(tops: Sequence[float], bottoms: Sequence[float]) -> Sample:
    """
    Ratio of two sums over days, with the squared error of the ratio (linearised).
    """
    days, bottom = len(tops), sum(bottoms)
    ratio = sum(tops) / bottom
    rest = sum((top - ratio * below) ** 2 for top, below in zip(tops, bottoms, strict=True))
    return days, ratio, rest / (days - 1) * days / (bottom * bottom)


def sums_ratio(
    mine: tuple[Sequence[float], Sequence[float]],
    theirs: tuple[Sequence[float], Sequence[float]],
    level: float,
) -> Ends:
    """
    An interval for the ratio of two costs per unit, each a sum over days by a sum over days.

    On the logarithm, linearised, with Welch's degrees of freedom: days are what is independent.

    Args:
        mine: Costs and units by day of the group in question; at least two days, some of each.
        theirs: Those of the other; not both without any spread.
        level: The confidence, in (0, 1).
    """
    (days, ratio, error), (other_days, other, other_error) = _sums(*mine), _sums(*theirs)
    first, second = error / ratio**2, other_error / other**2
    t = t_quantile((1 + level) / 2, welch_freedom(first, days, second, other_days))
    half = t * sqrt(first + second)
    return ratio / other * exp(-half), ratio / other * exp(half)


def sums_difference(
    mine: tuple[Sequence[float], Sequence[float]],
    theirs: tuple[Sequence[float], Sequence[float]],
    level: float,
) -> Ends:
    """
    An interval for the difference of two costs per unit, each a sum over days by a sum over days.

    Args:
        mine: As in `sums_ratio`.
        theirs: As there.
        level: The confidence, in (0, 1).
    """
    (days, ratio, error), (other_days, other, other_error) = _sums(*mine), _sums(*theirs)
    t = t_quantile((1 + level) / 2, welch_freedom(error, days, other_error, other_days))
    half = t * sqrt(error + other_error)
    return ratio - other - half, ratio - other + half
