"""
What a mixture of negative binomial distributions says of a count, and how counts change it.

A mixture is a sequence of (weight, mean, shape). Each component is a Poisson count whose rate is a
gamma number of that mean and shape, so that a count that was seen changes it in closed form: shape
and weight go up with what was sold, and the mean moves towards it.
"""

from __future__ import annotations

from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from tiktok_presale.numerics.demand import Component

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Mixture: TypeAlias = Sequence[tuple[float, float, float]]

__all__ = [
    "chance_at_most",
    "expected_sales",
    "mean",
    "quantile",
    "scaled",
    "updated",
    "updated_at_least",
]

# Beyond this shape a rate does not vary that could be told from one that does not.
_POISSON = 1e7
# The grid of a rate: how many points, and the chance that is left out at each end.
_POINTS, _FAR = 400, 1e-9
# Chances below this are told by their logarithm only.
_TINY = 1e-280


def _arrays(mixture: Mixture) -> tuple[Floats, Floats, Floats]:
    found = np.asarray(mixture, dtype=np.float64)
    return found[:, 0], found[:, 1], found[:, 2]


def _at_most(count: float, mean: Floats, shape: Floats) -> Floats:
    """
    Give the chance of at most *count* under each component.
    """
    if count < 0:
        return np.zeros(len(mean))
    found = np.asarray(special.betainc(shape, count + 1, shape / (shape + mean)), np.float64)
    steady = shape >= _POISSON
    return np.where(steady, special.pdtr(count, mean), found) if steady.any() else found


def mean(mixture: Mixture) -> float:
    """
    The mean of the counts.
    """
    weight, means, _ = _arrays(mixture)
    return float(weight @ means)


def chance_at_most(mixture: Mixture, count: int) -> float:
    """
    The chance that the count is at most *count*.
    """
    weight, means, shape = _arrays(mixture)
    return float(weight @ _at_most(count, means, shape))


def quantile(mixture: Mixture, share: float) -> int:
    """
    The smallest count that is not exceeded with a chance of at least *share*, below 1.
    """
    weight, means, shape = _arrays(mixture)

    def enough(count: int) -> bool:
        return float(weight @ _at_most(count, means, shape)) >= share

    low, high = -1, max(1, int(weight @ means))
    while not enough(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def expected_sales(mixture: Mixture, units: int) -> float:
    """
    How many units are sold on average where no more than *units* can be.

    The mean of the counts up to the limit is that of a distribution whose shape is greater by one;
    all counts beyond it sell the limit.
    """
    if units <= 0:
        return 0.0
    weight, means, shape = _arrays(mixture)
    below = special.betainc(shape + 1, units, shape / (shape + means))
    beyond = special.betainc(units + 1, shape, means / (shape + means))
    steady = shape >= _POISSON
    if steady.any():
        below = np.where(steady, special.pdtr(units - 1, means), below)
        beyond = np.where(steady, special.pdtrc(units, means), beyond)
    return float(weight @ (means * below + units * beyond))


def scaled(mixture: Mixture, factor: float) -> tuple[Component, ...]:
    """
    The counts of a period that is *factor* times as long, or asks for that many times as much.
    """
    return tuple(Component(weight, mean * factor, shape) for weight, mean, shape in mixture)


def updated(
    mixture: Mixture, sold: int, exposure: float, *, trust: float = 1.0
) -> tuple[Component, ...]:
    """
    The mixture after *sold* units in a part of the period, by Bayes' rule in closed form.

    Args:
        mixture: What was believed of the whole period.
        sold: How many units were sold in the part.
        exposure: How much of the period the part was.
        trust: How much of a unit sold counts as evidence: below 1 where buyers come in bursts.
    """
    weight, means, shape = _arrays(mixture)
    count, seen = sold * trust, exposure * trust
    rate = shape / means
    # The logarithm of the chance of what was seen; what is the same for all components is left out.
    logs = np.log(weight) + special.gammaln(shape + count) - special.gammaln(shape)
    logs += count * np.log(1 / (rate + seen)) - shape * np.log1p(seen / rate)
    found = np.exp(logs - logs.max())
    found /= found.sum()
    after = shape + count
    return _mixture(found, after / (rate + seen), after)


def updated_at_least(
    mixture: Mixture, sold: int, exposure: float, *, trust: float = 1.0
) -> tuple[Component, ...]:
    """
    The mixture after a part of the period in which at least *sold* units were asked for.

    No closed form: the rate is laid out on a fixed grid, each point weighed by Bayes' rule, and
    each kept as a gamma number as wide as the grid's step, which widens the whole by less than one
    part in a hundred. The grid depends on the mixture alone, so that more sold never means less.

    Args:
        mixture: As in `updated`.
        sold: How many units were sold before none was left.
        exposure: As in `updated`.
        trust: As in `updated`.
    """
    if not sold:
        return tuple(Component(*part) for part in mixture)  # "at least none" says nothing
    weight, means, shape = _arrays(mixture)
    ends = special.gammaincinv(shape[:, None], [_FAR, 1 - _FAR]) * (means / shape)[:, None]
    # What was sold may lie beyond all that was believed; the truth is then in between.
    seen = (sold + 5 * sqrt(sold) + 5) / exposure
    low, high = (log(max(float(end), _FAR)) for end in (ends.min(), ends.max()))
    if seen > ends.max():
        low, high = high - 1, log(seen)
    points = np.linspace(low, high, _POINTS)
    rates, width = np.exp(points)[:, None], (high - low) / (_POINTS - 1)
    logs = np.log(weight) + shape * np.log(shape * rates / means) - shape * rates / means
    before = special.logsumexp(logs - special.gammaln(shape), axis=1)
    found = before + trust * _log_at_least(sold, np.exp(points) * exposure)
    found = np.exp(found - found.max())
    # A gamma number as wide as a step, for each point.
    return _mixture(found / found.sum(), rates[:, 0], np.full(_POINTS, width**-2))


def _log_at_least(count: int, mean: Floats) -> Floats:
    """
    Give the logarithm of the chance that a Poisson count is at least *count*, one or more.
    """
    chance = np.asarray(special.gammainc(count, mean), np.float64)
    # Where that is too small for a float: the chance of the count itself, and those above it.
    above = np.minimum(mean / (count + 1), 1 - 1e-9)
    least = count * np.log(mean) - mean - special.gammaln(count + 1) - np.log1p(-above)
    return np.where(chance > _TINY, np.log(np.maximum(chance, _TINY)), least)


def _mixture(weight: Floats, mean: Floats, shape: Floats) -> tuple[Component, ...]:
    # What is unlikely now can be likely after the next days: only what no float tells is left out.
    kept = weight > _TINY
    return tuple(
        Component(float(w), float(m), float(r))
        for w, m, r in zip(weight[kept], mean[kept], shape[kept], strict=True)
    )
