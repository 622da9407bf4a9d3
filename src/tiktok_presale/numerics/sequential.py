"""
Tests that are looked at more than once, and still raise no more false alarms than they say.

Looks that are planned: a standard normal score is held against a boundary at each look, and the
chance of crossing is integrated from look to look (Armitage, McPherson and Rowe, 1969). Looks
without a plan: a mixture of normal distributions gives an interval that holds at every moment
(Robbins, 1970). Arguments are checked by those who call.
"""

from __future__ import annotations

from functools import cache
from math import ceil, e, log, sqrt
from typing import TYPE_CHECKING

import numpy as np
from scipy import optimize, special

from tiktok_presale.numerics.distributions import normal_cdf, normal_quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    Floats: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]

__all__ = [
    "crossings",
    "inflation",
    "mixture_half",
    "obrien_fleming",
    "obrien_fleming_spending",
    "pocock",
    "pocock_spending",
]


class _Path:
    """
    Where a score may be that has crossed no boundary yet, as weights on points.
    """

    def __init__(self, drift: float) -> None:
        self._drift = drift
        self._time = 0.0
        self._points: Floats = np.zeros(1)
        self._weights: Floats = np.ones(1)

    def crossing(self, share: float, bound: float) -> float:
        """
        The chance of first crossing at this share of the plan, on either side.
        """
        step = share - self._time
        edge, moved = bound * sqrt(share), self._points + self._drift * step
        over = special.ndtr((moved - edge) / sqrt(step)) + special.ndtr(
            -(moved + edge) / sqrt(step)
        )
        return float(np.dot(self._weights, over))

    def go_on(self, share: float, bound: float) -> None:
        """
        Move on to this share without having crossed.
        """
        step = share - self._time
        edge = bound * sqrt(share)
        nodes, lengths = _nodes(24 + ceil(4 * edge / sqrt(step)))
        points = edge * nodes
        moved = self._points + self._drift * step
        away = (points[:, None] - moved[None, :]) / sqrt(step)
        density = np.exp(-away * away / 2) @ self._weights / sqrt(2 * np.pi * step)
        self._points, self._weights, self._time = points, edge * lengths * density, share


@cache
def _nodes(count: int) -> tuple[Floats, Floats]:
    """
    Gauss and Legendre's points between -1 and 1.
    """
    nodes, lengths = special.roots_legendre(count)
    return np.asarray(nodes, dtype=np.float64), np.asarray(lengths, dtype=np.float64)


def crossings(
    shares: Sequence[float], bounds: Sequence[float], drift: float = 0.0
) -> tuple[float, ...]:
    """
    The chance of first crossing at each look.

    Args:
        shares: The share of the whole sample at each look, rising.
        bounds: The boundary of the score at each look, on either side.
        drift: The mean of the score at the share 1; 0 where there is no difference.
    """
    path = _Path(drift)
    found: list[float] = []
    for share, bound in zip(shares, bounds, strict=True):
        found.append(path.crossing(share, bound))
        path.go_on(share, bound)
    return tuple(found)


def _scaled(shares: Sequence[float], shape: Sequence[float], alarm: float) -> tuple[float, ...]:
    """
    The boundary of that shape that is crossed with the chance *alarm* where nothing differs.
    """

    def excess(size: float) -> float:
        return sum(crossings(shares, [size * one for one in shape])) - alarm

    least = 0.99 * normal_quantile(1 - alarm / 2) / max(shape)
    # As many looks that knew nothing of each other would need no more than this.
    most = normal_quantile(1 - alarm / (2 * len(shares))) / min(shape) + 0.1
    size = float(optimize.brentq(excess, least, most, xtol=1e-10))
    return tuple(size * one for one in shape)


def pocock(shares: Sequence[float], alarm: float) -> tuple[float, ...]:
    """
    Pocock's boundary: the same at every look.

    Args:
        shares: The share of the whole sample at each look.
        alarm: The chance of a false alarm over all looks.
    """
    return _scaled(shares, [1.0] * len(shares), alarm)


def obrien_fleming(shares: Sequence[float], alarm: float) -> tuple[float, ...]:
    """
    O'Brien and Fleming's boundary: high at first, and near that of a single look at the end.

    Args:
        shares: As in `pocock`.
        alarm: As there.
    """
    return _scaled(shares, [1 / sqrt(share / shares[-1]) for share in shares], alarm)


def _spent(
    shares: Sequence[float], alarm: float, spending: Callable[[float], float]
) -> Iterator[float]:
    """
    The boundary at each look that spends what a function allows until then (Lan and DeMets, 1983).
    """
    path, before = _Path(0.0), 0.0
    for share in shares:
        now = spending(share)
        bound = _bound(path, share, min(now, alarm) - before)
        path.go_on(share, bound)
        before = now
        yield bound


def _bound(path: _Path, share: float, allowed: float) -> float:
    def excess(bound: float) -> float:
        return path.crossing(share, bound) - allowed

    return float(optimize.brentq(excess, 0.0, 40.0, xtol=1e-10))


def obrien_fleming_spending(shares: Sequence[float], alarm: float) -> tuple[float, ...]:
    """
    The boundary that spends false alarms in the manner of O'Brien and Fleming.

    Args:
        shares: As in `pocock`; the looks need not be even, nor their number known beforehand.
        alarm: As there.
    """
    z = normal_quantile(1 - alarm / 4)
    return tuple(_spent(shares, alarm, lambda t: 4 * normal_cdf(-z / sqrt(t))))


def pocock_spending(shares: Sequence[float], alarm: float) -> tuple[float, ...]:
    """
    The boundary that spends false alarms in the manner of Pocock.

    Args:
        shares: As in `obrien_fleming_spending`.
        alarm: As in `pocock`.
    """
    return tuple(_spent(shares, alarm, lambda t: alarm * log(1 + (e - 1) * t)))


def inflation(
    shares: Sequence[float], bounds: Sequence[float], level: float, power: float
) -> float:
    """
    How many times the sample of a single look the last look needs, for the same power.

    Args:
        shares: The share of the whole sample at each look; the last one is 1.
        bounds: The boundary at each look.
        level: The confidence of the single look.
        power: The chance of finding the difference.
    """
    single = normal_quantile((1 + level) / 2) + normal_quantile(power)

    def excess(drift: float) -> float:
        return sum(crossings(shares, bounds, drift)) - power

    drift = float(optimize.brentq(excess, 0.0, single * 4, xtol=1e-9))
    return (drift / single) ** 2


def mixture_half(variance: float, expected: float, level: float) -> float:
    """
    Half the width of an interval that holds at every look, however many there are.

    A normal mixture (Robbins, 1970; Johari and others, 2017): narrowest about where the standard
    error is a third of *expected*, and valid everywhere.

    Args:
        variance: The squared standard error of the estimate now, positive.
        expected: The size of difference that is looked for, positive.
        level: The confidence over all looks together, in (0, 1).
    """
    ratio = expected * expected / variance
    return sqrt(variance * (1 + ratio) / ratio * (log(1 + ratio) - 2 * log(1 - level)))
