"""
Quantiles and tails of the distributions that estimates stand on.

`scipy.special` rather than `scipy.stats`, which computes the same and takes four times as long to
import. Each function takes and gives plain floats; arguments are checked by those who call.
"""

from __future__ import annotations

from statistics import NormalDist

from scipy import special

__all__ = [
    "beta_cdf",
    "beta_quantile",
    "binomial_cdf",
    "gamma_cdf",
    "gamma_quantile",
    "negative_binomial_cdf",
    "negative_binomial_quantile",
    "normal_cdf",
    "normal_quantile",
    "poisson_cdf",
    "t_cdf",
    "t_quantile",
]

_NORMAL = NormalDist()
# How closely a quantile must give back its share, of the smaller tail.
_NEAR = 1e-6


def normal_cdf(x: float) -> float:
    """
    The chance that a standard normal number is at most *x*.
    """
    return float(special.ndtr(x))


def normal_quantile(share: float) -> float:
    """
    The number under which a standard normal one lies with the chance *share*, in (0, 1).
    """
    return _NORMAL.inv_cdf(share)


def t_cdf(x: float, freedom: float) -> float:
    """
    The chance that Student's t with *freedom* degrees of freedom is at most *x*.
    """
    return float(special.stdtr(freedom, x))


def t_quantile(share: float, freedom: float) -> float:
    """
    The number under which Student's t lies with the chance *share*.
    """
    return float(special.stdtrit(freedom, share))


def beta_cdf(x: float, a: float, b: float) -> float:
    """
    The chance that a beta number with the shapes *a* and *b* is at most *x*.
    """
    return float(special.betainc(a, b, x))


def beta_quantile(share: float, a: float, b: float) -> float:
    """
    The number under which a beta number with the shapes *a* and *b* lies with the chance *share*.
    """
    found = float(special.betaincinv(a, b, share))
    # scipy's inverse is far off for a few pairs of shapes, as 1,000 and 10^9; its integral is not.
    if abs(beta_cdf(found, a, b) - share) <= _NEAR * min(share, 1 - share):
        return found
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:
        low, high = (low, middle) if beta_cdf(middle, a, b) >= share else (middle, high)
    return high


def gamma_cdf(x: float, shape: float, rate: float) -> float:
    """
    The chance that a gamma number of mean *shape* / *rate* is at most *x*.
    """
    return float(special.gammainc(shape, x * rate))


def gamma_quantile(share: float, shape: float, rate: float) -> float:
    """
    The number under which a gamma number of mean *shape* / *rate* lies with the chance *share*.
    """
    return float(special.gammaincinv(shape, share)) / rate


def poisson_cdf(count: int, mean: float) -> float:
    """
    The chance that a Poisson count of that mean is at most *count*.
    """
    return float(special.pdtr(count, mean)) if count >= 0 else 0.0


def binomial_cdf(count: int, trials: int, share: float) -> float:
    """
    The chance of at most *count* hits in so many *trials* that each hit with the chance *share*.
    """
    if count < 0:
        return 0.0
    return 1.0 if count >= trials else float(special.betainc(trials - count, count + 1, 1 - share))


def negative_binomial_cdf(count: int, mean: float, shape: float) -> float:
    """
    The chance that a Poisson count is at most *count*, where its mean is itself gamma distributed.

    Args:
        count: The count.
        mean: The mean of the counts.
        shape: The shape of the gamma distribution; the variance is mean + mean² / shape.
    """
    if count < 0:
        return 0.0
    return float(special.betainc(shape, count + 1, shape / (shape + mean)))


def negative_binomial_quantile(share: float, mean: float, shape: float) -> int:
    """
    The smallest count that is not exceeded with a chance of at least *share*, below 1.

    Args:
        share: The chance.
        mean: The mean of the counts.
        shape: As in `negative_binomial_cdf`.
    """
    low, high = -1, 1
    while negative_binomial_cdf(high, mean, shape) < share:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        if negative_binomial_cdf(middle, mean, shape) < share:
            low = middle
        else:
            high = middle
    return high
