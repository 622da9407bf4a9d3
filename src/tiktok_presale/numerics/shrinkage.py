"""
Rates of counts that were seen for long or for short, each drawn towards what all have in common.

The model: a thing is counted `count` times in `exposure`, a Poisson number of mean rate x exposure,
and its rate is itself a gamma number of the prior that all things share. Then the count alone is
negative binomial, and what is known of a rate after the count is a gamma distribution again.

The prior is not known either, only estimated, and intervals that take the estimate for the truth
are too narrow. So no single prior is used but many, each with the weight that the counts give it:
the likelihood of all counts, with a mean that may be far from that of the counts (a factor of e²
for each standard deviation) and a shape such that the share of the prior in a typical rate is as
likely to be small as large (the uniform shrinkage of C. L. Christiansen and C. N. Morris,
"Hierarchical Poisson Regression Modeling", JASA 92, 1997). All is computed by quadrature; nothing
is drawn.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import special

from tiktok_presale.numerics.distributions import (
    beta_cdf,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = [
    "Posterior",
    "Prior",
    "ahead",
    "alike",
    "counts_within",
    "log_likelihood",
    "posteriors",
    "prior_of",
    "rates_within",
    "stronger",
    "weighs_half",
]

# The smallest number of which a logarithm is taken, and logarithms that print alike.
_LEAST = 1e-300
_SAME = 1e-10
# Newton's steps end when they hardly move any more; so many are never taken.
_EXACT, _STEPS = 1e-13, 100
# The grid over the shape, narrowed until it holds only what is not ruled out: a likelihood less
# than exp(-12) of the greatest adds nothing that a printed figure could show.
_CELLS, _ENOUGH = 16, 8
_NEGLIGIBLE = 12.0
# With the median count as the typical one, intervals over few things are too narrow by one or two
# points of a hundred; with a quarter of it they keep their level (docs/planning-hits.md).
_CAUTION = 4.0
# How far the logarithm of the mean may be from that of the counts: hardly a limit where there are
# counts, and without any a few things of which most were never ordered would leave none at all.
_FREE = 2.0
_NODES, _NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(5)


class Prior(NamedTuple):
    """
    What rates have in common: gamma distributions, each with its weight.

    Args:
        weights: The weight of each; together 1.
        shapes: The shape of each.
        exposures: How much exposure each is worth; the mean is shape / exposure.
    """

    weights: tuple[float, ...]
    shapes: tuple[float, ...]
    exposures: tuple[float, ...]


class Posterior(NamedTuple):
    """
    What is known of one rate.

    Args:
        mean: The rate to expect: weight x own + (1 - weight) x common.
        variance: How far it may be off, the prior's own doubt included.
        weight: How much its own count counts.
        common: The rate of those things that it was drawn towards.
    """

    mean: float
    variance: float
    weight: float
    common: float


class _Seen:
    """
    Counts and exposures as columns, those that are equal only once, in an order of their own.

    So neither the order in which they were given nor where in a column a number stands can make
    equals differ in the last digit.
    """

    def __init__(self, pairs: Iterable[tuple[int, float]]) -> None:
        times = sorted(Counter(pairs).items())
        self.count: Array = np.array([pair[0] for pair, _ in times], dtype=np.float64)
        self.exposure: Array = np.array([pair[1] for pair, _ in times], dtype=np.float64)
        self.times: Array = np.array([number for _, number in times], dtype=np.float64)

    @property
    def pairs(self) -> list[tuple[float, float]]:
        """
        The columns as pairs.
        """
        return list(zip(self.count.tolist(), self.exposure.tolist(), strict=True))

    @property
    def rate(self) -> float:
        """
        The rate of all together.
        """
        return float((self.times * self.count).sum() / (self.times * self.exposure).sum())

    def likelihood(self, mean: Array, shape: Array) -> Array:
        """
        The logarithm of the likelihood of all counts, up to a constant, for columns of priors.
        """
        shape, expected = shape[:, None], mean[:, None] * self.exposure
        both = np.log(shape + expected)
        ways = special.gammaln(self.count + shape) - special.gammaln(shape)
        each = ways + shape * (np.log(shape) - both) + special.xlogy(self.count, expected)
        found: Array = (self.times * (each - self.count * both)).sum(axis=1)
        return found

    def best_mean(self, shape: Array) -> Array:
        """
        The mean of the greatest likelihood for each shape.

        The score falls and is convex, so Newton's steps from the left approach it from there.
        """
        shape = shape[:, None]
        mean = np.zeros_like(shape)
        left, moved = _STEPS, 1.0
        while left and moved > _EXACT:
            whole = shape + mean * self.exposure
            score = (self.times * (self.count - mean * self.exposure) / whole).sum(axis=1)
            slope = (self.times * self.exposure * (shape + self.count) / whole**2).sum(axis=1)
            step = score / slope
            mean = mean + step[:, None]
            left, moved = left - 1, float((np.abs(step) / mean[:, 0]).max())
        return mean[:, 0]

    def around(self, shape: Array) -> tuple[Array, Array]:
        """
        Where the logarithm of the mean lies for each shape, and how widely, were it normal.
        """
        mean, off = self.best_mean(shape), np.log(self.rate)
        column, expected = shape[:, None], mean[:, None] * self.exposure
        each = column * expected * (column + self.count) / (column + expected) ** 2
        told = (self.times * each).sum(axis=1)
        whole = told + _FREE**-2
        return (told * np.log(mean) + off * _FREE**-2) / whole, 1 / np.sqrt(whole)

    def fits(self, log_mean: Array, shape: Array) -> Array:
        """
        The logarithm of the weight of each prior.
        """
        off = log_mean - np.log(self.rate)
        found: Array = self.likelihood(np.exp(log_mean), shape) - (off / _FREE) ** 2 / 2
        return found


def log_likelihood(pairs: Sequence[tuple[int, float]], mean: float, shape: float) -> float:
    """
    The logarithm of the likelihood of counts in exposures, up to a constant.

    Args:
        pairs: Each count with its exposure, above zero.
        mean: The mean of the prior.
        shape: Its shape.
    """
    return float(_Seen(pairs).likelihood(np.array([mean]), np.array([shape]))[0])


def alike(pairs: Sequence[tuple[int, float]]) -> bool:
    """
    Whether counts differ by no more than chance alone would make of one common rate.

    Then the likelihood is greatest where all rates are equal (B. Levin and J. Reeds, "Compound
    multinomial likelihood functions are unimodal", Annals of Statistics 5, 1977).
    """
    seen = _Seen(pairs)
    off = (seen.count - seen.rate * seen.exposure) ** 2 - seen.count
    return float((seen.times * off).sum()) <= 0


def prior_of(pairs: Sequence[tuple[int, float]]) -> Prior:
    """
    What rates have in common, from counts in exposures.

    Args:
        pairs: Each count with its exposure, above zero; at least two counts above zero.
    """
    seen = _Seen(pairs)
    each = np.repeat(seen.exposure, seen.times.astype(np.intp))
    typical = seen.rate * float(np.median(each)) / _CAUTION
    shape, middle, width = _grid(seen, typical)
    # Five nodes over the mean for each shape, where a normal one would have them.
    log_means = (middle[:, None] + width[:, None] * _NODES).ravel()
    shapes = np.repeat(shape, len(_NODES))
    fits = seen.fits(log_means, shapes) + np.tile(_NODES**2 / 2, len(shape))
    weights = np.exp(fits - fits.max()) * (width[:, None] * _NODE_WEIGHTS).ravel()
    weights /= weights.sum()
    worth = shapes / np.exp(log_means)
    return Prior(tuple(weights.tolist()), tuple(shapes.tolist()), tuple(worth.tolist()))


def _grid(seen: _Seen, typical: float) -> tuple[Array, Array, Array]:
    """
    Shapes that the counts do not rule out, each with the middle and width of the mean's logarithm.

    The shapes are spread evenly over the share of the prior in a thing that is typically seen.
    """
    low, high, cells = 0.0, 1.0, _CELLS
    while True:
        cell = (high - low) / cells
        share = low + cell * (np.arange(cells) + 0.5)
        shape = typical * share / (1 - share)
        middle, width = seen.around(shape)
        fits = seen.fits(middle, shape) + np.log(width)
        kept = np.flatnonzero(fits > fits.max() - _NEGLIGIBLE)
        if len(kept) > _ENOUGH:
            return shape[kept], middle[kept], width[kept]
        first, last = int(kept[0]) - 1, int(kept[-1]) + 2
        if last - first > _ENOUGH + 2:
            cells *= 2  # the counts speak for two shapes that are far from each other
        else:
            low, high = max(low, low + cell * first), min(high, low + cell * last)


def posteriors(prior: Prior, pairs: Sequence[tuple[int, float]]) -> list[Posterior]:
    """
    What is known of each rate after its own count.

    Args:
        prior: What the rates have in common.
        pairs: Each count with its exposure; nothing in no exposure gives the prior alone.
    """
    seen = _Seen(pairs)
    count, exposure = seen.count, seen.exposure
    mean, square, weight, drawn = (np.zeros_like(count) for _ in Posterior._fields)
    rest = np.zeros_like(count)
    for part, shape, worth in zip(*prior, strict=True):
        whole = worth + exposure
        one = (shape + count) / whole
        mean += part * one
        square += part * (one**2 + one / whole)
        weight += part * exposure / whole
        drawn += part * shape / whole
        rest += part * worth / whole
    columns = (mean, square - mean**2, weight, drawn / rest)
    rows = [Posterior(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]
    known = dict(zip(seen.pairs, rows, strict=True))
    return [known[pair] for pair in pairs]


def rates_within(
    prior: Prior, pairs: Sequence[tuple[int, float]], level: float
) -> list[tuple[float, float]]:
    """
    Where each rate lies with that chance, with as much of the rest on either side.
    """
    seen, mixed = _Seen(pairs), _Mixed(prior)
    tail = (1 - level) / 2
    ends = (mixed.rate(seen, tail).tolist(), mixed.rate(seen, 1 - tail).tolist())
    known = dict(zip(seen.pairs, zip(*ends, strict=True), strict=True))
    return [known[pair] for pair in pairs]


def counts_within(
    prior: Prior, pairs: Sequence[tuple[int, float]], ahead: Sequence[float], level: float
) -> list[tuple[int, int]]:
    """
    Where each next count lies with that chance at least.

    Args:
        prior: What the rates have in common.
        pairs: Each count with its exposure.
        ahead: The exposure of each next count.
        level: The chance.
    """
    both = [(*pair, exposure) for pair, exposure in zip(pairs, ahead, strict=True)]
    asked = sorted(set(both))
    columns: Array = np.array(asked, dtype=np.float64).reshape(-1, 3).T
    mixed, tail = _Mixed(prior), (1 - level) / 2
    ends = (mixed.count(columns, tail), mixed.count(columns, 1 - tail))
    known = dict(zip(asked, zip(*ends, strict=True), strict=True))
    return [known[one] for one in both]


class _Mixed:
    """
    Quantiles of the many distributions of a prior, each with its weight.
    """

    def __init__(self, prior: Prior) -> None:
        self.weight: Array = np.array(prior.weights)[:, None]
        self.shape: Array = np.array(prior.shapes)[:, None]
        self.worth: Array = np.array(prior.exposures)[:, None]

    def rate(self, seen: _Seen, share: float) -> Array:
        """
        The rates below which those that were counted so lie with the chance *share*.

        The quantile lies between the least and the greatest of the parts. Newton's steps on the
        logarithm find it, and where one would leave what is known to hold it, halving does.
        """
        shape, rate = self.shape + seen.count, self.worth + seen.exposure
        least: Array = np.asarray(special.gammaincinv(shape, share), dtype=np.float64)
        parts: Array = np.log(np.maximum(least, _LEAST)) - np.log(rate)
        low: Array = parts.min(axis=0)
        high: Array = parts.max(axis=0)
        guess: Array = (self.weight * parts).sum(axis=0)
        left, moved = _STEPS, 1.0
        while left and moved > _SAME:
            scaled: Array = rate * np.exp(guess)
            below: Array = np.asarray(special.gammainc(shape, scaled), dtype=np.float64)
            off: Array = (self.weight * below).sum(axis=0) - share
            low, high = np.where(off < 0, guess, low), np.where(off > 0, guess, high)
            log_gamma: Array = np.asarray(special.gammaln(shape), dtype=np.float64)
            each: Array = np.exp(shape * np.log(scaled) - scaled - log_gamma)
            step: Array = guess - off / (self.weight * each).sum(axis=0)
            step = np.where((step >= low) & (step <= high), step, (low + high) / 2)
            left, moved = left - 1, float(np.abs(step - guess).max(initial=0.0))
            guess = step
        found: Array = np.exp(guess)
        return found

    def count(self, columns: Array, share: float) -> list[int]:
        """
        The smallest next counts that are not exceeded with a chance of at least *share*.

        Args:
            columns: The count, its exposure and the exposure ahead of each.
            share: The chance.
        """
        count, exposure, ahead = columns
        shape, stays = self.shape + count, 1 - ahead / (self.worth + exposure + ahead)

        def short(most: Array) -> NDArray[np.bool_]:
            each: Array = np.asarray(special.betainc(shape, most + 1, stays), dtype=np.float64)
            return np.asarray((self.weight * each).sum(axis=0) < share, dtype=np.bool_)

        low: Array = np.full_like(count, -1)
        high: Array = np.ones_like(count)
        while (more := short(high)).any():
            low, high = np.where(more, high, low), np.where(more, 2 * high, high)
        while bool((high - low > 1).any()):
            middle: Array = np.maximum(np.floor((low + high) / 2), 0)
            more = short(middle)
            low, high = np.where(more, middle, low), np.where(more, high, middle)
        return [int(one) for one in high.tolist()]


def ahead(one: Posterior, other: Posterior) -> float:
    """
    The chance that the rate of one is above that of another.
    """
    rate, other_rate = one.mean / one.variance, other.mean / other.variance
    return beta_cdf(other_rate / (rate + other_rate), other.mean * other_rate, one.mean * rate)


def weighs_half(prior: Prior) -> float:
    """
    The exposure at which a thing's own count and the prior count for as much.
    """
    weights, worth = np.array(prior.weights), np.array(prior.exposures)
    low, high = float(worth.min()), float(worth.max())
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        if float((weights * middle / (worth + middle)).sum()) < 1 / 2:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def stronger(prior: Prior, times: float) -> Prior:
    """
    A prior of the same means that counts for so many times as much.
    """
    return Prior(
        prior.weights,
        tuple(shape * times for shape in prior.shapes),
        tuple(worth * times for worth in prior.exposures),
    )
