"""
What a mixture of negative binomial distributions says of a count, and how counts change it.

A mixture is a sequence of (weight, mean, shape). Each component is a Poisson count whose rate is a
gamma number of that mean and shape, so that a count that was seen changes it in closed form: shape
and weight go up with what was sold, and the mean moves towards it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.numerics.demand import Component
from tiktok_presale.values.errors import MissingExtraError

try:
    import numpy as np
    from scipy import special
except ImportError:
    raise MissingExtraError("scipy", "planning") from None

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Mixture: TypeAlias = Sequence[tuple[float, float, float]]

__all__ = ["chance_at_most", "expected_sales", "mean", "quantile", "remaining", "scaled", "updated"]

# Beyond this shape a rate does not vary that could be told from one that does not.
_POISSON = 1e7


def _arrays(mixture: Mixture) -> tuple[Floats, Floats, Floats]:
    found = np.asarray(mixture, dtype=np.float64)
    return found[:, 0], found[:, 1], found[:, 2]


def _at_most(count: float, mean: Floats, shape: Floats) -> Floats:
    """
    Give the chance of at most *count* under each component.
    """
    if count < 0:
        return np.zeros(len(mean))
    found: Floats = special.betainc(shape, count + 1, shape / (shape + mean))
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


def remaining(mixture: Mixture, exposure: float) -> tuple[Component, ...]:
    """
    The counts of the rest of the period, after a part of *exposure* (below 1) has passed.
    """
    return scaled(mixture, 1 - exposure)


def _mixture(weight: Floats, mean: Floats, shape: Floats) -> tuple[Component, ...]:
    kept = weight > 0
    return tuple(
        Component(float(w), float(m), float(r))
        for w, m, r in zip(weight[kept], mean[kept], shape[kept], strict=True)
    )
