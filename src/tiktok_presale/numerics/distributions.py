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
    "normal_cdf",
    "normal_quantile",
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
