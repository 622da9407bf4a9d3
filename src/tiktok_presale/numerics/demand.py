"""
The demand that lies behind counts of units sold, some of which only say "at least so many".

Counts of a period are taken as Poisson around a rate that differs from period to period like a
gamma number: negative binomial counts, which scatter more than independent buyers would. A count
that ended because nothing was left is censored: its likelihood is the chance of that count or more.

What is not known of the two parameters is kept: `estimate` gives a mixture of negative binomial
distributions, each with the weight that the counts lend it. Arguments are checked by those who
call.
"""

from __future__ import annotations

from math import exp, inf, log
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from scipy import optimize, special

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

__all__ = ["Component", "Estimated", "Fit", "Spread", "estimate", "fit", "through"]

# The coefficient of variation of the rate is looked for between these: from counts that scatter
# like independent buyers to ones of which most are near nothing and a few are enormous.
_STEADY, _WILD = 0.001, 8.0
# A weight that is smaller than the greatest by this factor does not count.
_NEGLIGIBLE = 10.0
# How many points a grid has along each side: where weight is looked for, and where it is read off.
_POINTS, _FINE = 25, 49
# On smooth weights a sum over every fourth point is as good as one over all.
_EVERY = 4
# How closely the likeliest parameters are found, and the middle of a grid.
_CLOSE, _SURE, _NEAR = 1e-7, 1e-6, 1e-2
# The chance below which a sold-out period is taken for as good as impossible.
_NEVER = 1e-300
# The median of the absolute value of a standard normal number.
_MEDIAN = 0.6744897501960817
_STEPS: Floats = np.linspace(0.0, 1.0, _POINTS)[:, None]
_VARIATIONS: Floats = np.linspace(log(_STEADY), log(_WILD), _POINTS)


class Fit(NamedTuple):
    """
    The most likely parameters: counts have this *mean*, and variance mean + mean² / *shape*.

    The shape is infinite where counts scatter no more than independent buyers do.
    """

    mean: float
    shape: float


class Component(NamedTuple):
    """
    One negative binomial distribution of a mixture, with its *weight*.
    """

    weight: float
    mean: float
    shape: float


class Spread(NamedTuple):
    """
    The middle of what a parameter may be, and the ends between which it lies.
    """

    low: float
    middle: float
    high: float


class Estimated(NamedTuple):
    """
    What the counts tell.

    Args:
        components: The mixture that predicts the next period; its weights add up to one.
        mean: The mean of the counts of a period of exposure one.
        variation: The coefficient of variation of the rate between periods, 1 / sqrt(shape).
    """

    components: tuple[Component, ...]
    mean: Spread
    variation: Spread


class _Seen(NamedTuple):
    """
    Counts as arrays: the exact ones, what they come to by exposure, and those that say "at least".
    """

    exact: Floats
    exposures: Floats
    periods: Floats
    totals: Floats
    least: Floats
    least_exposures: Floats

    @staticmethod
    def of(
        counts: Sequence[int], censored: Sequence[bool] | None, exposures: Sequence[float] | None
    ) -> _Seen:
        count = np.asarray(counts, dtype=np.float64)
        cut = np.zeros(len(count), bool) if censored is None else np.asarray(censored, bool)
        exposed = np.ones(len(count)) if exposures is None else np.asarray(exposures, np.float64)
        different, which = np.unique(exposed[~cut], return_inverse=True)
        told = cut & (count > 0)  # "at least none" says nothing
        return _Seen(
            count[~cut],
            different,
            np.asarray(np.bincount(which, minlength=len(different)), np.float64),
            np.asarray(np.bincount(which, count[~cut], len(different)), np.float64),
            count[told],
            exposed[told],
        )

    @property
    def total(self) -> float:
        return float(self.totals.sum() + self.least.sum())

    @property
    def exposure(self) -> float:
        return float(self.exposures @ self.periods + self.least_exposures.sum())

    def log_likelihood(self, means: Floats, shapes: Floats) -> Floats:
        """
        Give the logarithm of the chance of the counts; each column of *means* has its shape.
        """
        r = shapes[:, None]
        logs = special.gammaln(self.exact + r) - special.gammaln(r)
        own: Floats = (logs - special.gammaln(self.exact + 1)).sum(axis=1)
        m = means[:, :, None] * self.exposures
        shared: Floats = np.log(m / (r + m)) @ self.totals - (r * np.log1p(m / r)) @ self.periods
        if not len(self.least):
            return own + shared
        m = means[:, :, None] * self.least_exposures
        tail = special.betainc(self.least, r, m / (r + m))
        found: Floats = own + shared + np.log(np.maximum(tail, _NEVER)).sum(axis=2)
        return found

    def likeliest(self, variations: Floats, *, weighed: bool) -> Floats:
        """
        Find the logarithm of the mean that fits best, for each logarithm of a variation.

        Each has one peak: look between the neighbours of the best point, ever more closely.
        """
        centre = log((self.total or 0.5) / self.exposure)
        low = np.full(len(variations), centre - 2)
        high = np.full(len(variations), centre + 10)
        shapes, columns = np.exp(-2 * variations), np.arange(len(variations))
        while (high - low).max() > (_NEAR if weighed else _CLOSE):
            points = low + (high - low) * _STEPS
            logs = self.log_likelihood(np.exp(points), shapes)
            best = (logs + _before(points) if weighed else logs).argmax(axis=0)
            low = points[np.maximum(best - 1, 0), columns]
            high = points[np.minimum(best + 1, _POINTS - 1), columns]
        middle: Floats = (low + high) / 2
        return middle


def _before(points: Floats) -> Floats:
    """
    Weigh logarithms of the mean before any count: evenly above one unit, and ever less below.
    """
    weights: Floats = -0.5 * np.log1p(np.exp(-points))
    return weights


def fit(
    counts: Sequence[int],
    censored: Sequence[bool] | None = None,
    exposures: Sequence[float] | None = None,
) -> Fit:
    """
    The most likely mean and shape, by maximising the likelihood of exact and censored counts.

    Args:
        counts: Units sold, period by period; at least one of them not censored.
        censored: Which of them ended because nothing was left; none where it is not told.
        exposures: How much of a usual period each one was; one where it is not told.

    Examples:
        >>> mean, shape = fit([120, 80, 150, 95])
        >>> round(mean, 2), round(shape, 1)
        (111.25, 21.2)
        >>> fit([120, 80, 150, 95], [False, False, True, False]).mean > mean
        True
    """
    seen = _Seen.of(counts, censored, exposures)
    if not seen.total:
        return Fit(0.0, inf)
    variations: Floats = _VARIATIONS
    while True:
        means = seen.likeliest(variations, weighed=False)
        logs = seen.log_likelihood(np.exp(means)[None, :], np.exp(-2 * variations))[0]
        best = int(logs.argmax())
        if variations[1] - variations[0] < _SURE:
            break
        variations = _between(variations, best - 1, best + 1, _POINTS)
    variation = exp(variations[best])
    return Fit(exp(means[best]), inf if variation < _STEADY * 1.001 else variation**-2)


def estimate(
    counts: Sequence[int],
    censored: Sequence[bool] | None = None,
    exposures: Sequence[float] | None = None,
    *,
    usual: float = 0.5,
    level: float = 0.9,
) -> Estimated:
    """
    What may lie behind the counts, and the distribution of the next period's demand.

    Bayes' rule on a grid. Before the counts, every size of the mean is as likely as any other on
    the scale of logarithms (Jeffreys' rule for a Poisson mean below one unit), and the coefficient
    of variation is half-normal: as often below *usual* as above it.

    Args:
        counts: As in `fit`.
        censored: As in `fit`.
        exposures: As in `fit`.
        usual: The coefficient of variation between periods that is taken for middling.
        level: The confidence of the spreads of the parameters.
    """
    seen = _Seen.of(counts, censored, exposures)
    ends: tuple[float, float] = (-8.0, 8.0)
    variations: Floats = _VARIATIONS
    for number in (_POINTS, _FINE):  # the second time only where the first has found weight
        ends, _, logs = _weighed(seen, ends, variations, usual)
        heavy = (logs > logs.max() - _NEGLIGIBLE).any(axis=0).nonzero()[0]
        low, high = int(heavy[0]) - 1, int(heavy[-1]) + 1
        variations = _between(variations, low, high, number)
    _, means, logs = _weighed(seen, ends, variations, usual)
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    order = means.argsort(axis=None)
    return Estimated(
        _components(means, variations, weights),
        _spread(means.ravel()[order], weights.ravel()[order], level),
        _spread(variations, weights.sum(axis=0), level),
    )


def through(points: Sequence[tuple[float, int]]) -> Fit:
    """
    The mean and shape whose chances come nearest to those of two or more quantiles.

    Nearness is measured between the normal quantiles of the chances, so that a tail counts as much
    as the middle.

    Args:
        points: Chances, and the counts that are not exceeded with them; both rise.
    """
    given: Floats = np.array(points, dtype=np.float64)
    chances, counts = given[:, 0], given[:, 1]
    wanted = np.asarray(special.ndtri(chances), np.float64)

    def off(point: Floats) -> Floats:
        mean, shape = np.exp(point[0]), np.exp(-2 * point[1])
        # Half a unit more, because a whole number stands for all that is rounded to it.
        found = np.asarray(special.betainc(shape, counts + 0.5, shape / (shape + mean)), np.float64)
        return np.asarray(special.ndtri(found.clip(1e-12, 1 - 1e-12)), np.float64) - wanted

    centre = log(float(np.interp(0.5, chances, counts)) + 0.5)
    width = log((counts[-1] + 0.5) / (counts[0] + 0.5)) / float(wanted[-1] - wanted[0])
    start = np.clip(log(width), log(_STEADY) + 0.1, log(_WILD) - 0.1)
    found = optimize.least_squares(
        off,
        np.array([centre, start]),
        bounds=([centre - 10, log(_STEADY)], [centre + 10, log(_WILD)]),
    )
    mean, variation = (float(one) for one in np.exp(found.x))
    return Fit(mean, variation**-2)


def _between(points: Floats, low: int, high: int, number: int) -> Floats:
    """
    Lay a *number* of points between two of *points*, or from the first or to the last of them.
    """
    ends = points[max(low, 0)], points[min(high, len(points) - 1)]
    return np.linspace(float(ends[0]), float(ends[1]), number)


def _weighed(
    seen: _Seen, ends: tuple[float, float], variations: Floats, usual: float
) -> tuple[tuple[float, float], Floats, Floats]:
    """
    Lay a grid of means around the likeliest one for each variation, as wide as there is weight.

    Gives where it begins and ends, in standard errors, its means and the logarithms of the weights.
    """
    centre, variation = seen.likeliest(variations, weighed=True), np.exp(variations)
    periods = float(seen.periods.sum() + len(seen.least))
    error = np.sqrt(variation**2 / periods + 1 / (np.exp(centre) * seen.exposure + 0.5))
    prior = variations - 0.5 * (variation * _MEDIAN / usual) ** 2 + np.log(error)
    (low, high), steps = ends, np.linspace(0.0, 1.0, len(variations))[:, None]
    while True:
        means = centre + error * (low + (high - low) * steps)
        logs = seen.log_likelihood(np.exp(means), variation**-2) + _before(means) + prior
        rows = (logs > logs.max() - _NEGLIGIBLE).any(axis=1)
        if not rows[0] and not rows[-1]:
            break
        # Sold-out periods leave the upper end open for long, and periods without sales the lower.
        low, high = low - 4 * bool(rows[0]), high + 4 * bool(rows[-1])
    heavy, step = rows.nonzero()[0], (high - low) / (len(steps) - 1)
    return (low + step * (heavy[0] - 1), low + step * (heavy[-1] + 1)), means, logs


def _components(means: Floats, variations: Floats, weights: Floats) -> tuple[Component, ...]:
    """
    Thin the grid out, and leave out what has next to no weight.
    """
    some = weights[::_EVERY, ::_EVERY]
    kept = some > some.max() * exp(-_NEGLIGIBLE)
    share = some[kept] / some[kept].sum()
    mean = np.exp(means[::_EVERY, ::_EVERY][kept])
    shape = np.exp(-2 * np.broadcast_to(variations[::_EVERY], some.shape)[kept])
    return tuple(
        Component(float(w), float(m), float(r)) for w, m, r in zip(share, mean, shape, strict=True)
    )


def _spread(points: Floats, weights: Floats, level: float) -> Spread:
    """
    Read the quantiles of one parameter off its weights; half of a weight lies below its point.
    """
    below = np.cumsum(weights) - weights / 2
    shares = [(1 - level) / 2, 0.5, (1 + level) / 2]
    low, middle, high = np.exp(np.interp(shares, below, points))
    return Spread(float(low), float(middle), float(high))
