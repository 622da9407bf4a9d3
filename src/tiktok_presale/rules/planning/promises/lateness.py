"""
How often observed goods would have been late for a promise of so many days.

No distribution is assumed, only that the next goods are like those before and that each stands for
itself: goods of one batch are one observation.
"""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from math import ceil, sqrt
from typing import TYPE_CHECKING, NamedTuple

from tiktok_presale import numerics
from tiktok_presale.rules.planning.promises.reasons import too_few_seen
from tiktok_presale.values.estimates import Estimate, Interval
from tiktok_presale.values.vocabulary import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tiktok_presale.facts.lead_times import LeadTimes
    from tiktok_presale.values.findings import Finding

__all__ = ["Aim", "Leg", "Observed", "legs_of", "too_few"]

_DAY = 10**6  # lead times have at most six decimals, so that they are whole millionths of a day


class Aim(NamedTuple):
    """
    Which chance of lateness is accepted, and how it is judged.

    With *cautious*, the upper end of what the chance can be, at the level; otherwise the chance for
    the next goods, averaged over all that could have been seen, by the ranks of `supply.likely`.
    """

    target: Fraction
    level: float
    cautious: bool


class Leg(NamedTuple):
    """
    The observed times that count together, and what they are called.
    """

    name: str
    times: tuple[int, ...]


def legs_of(lead_times: LeadTimes, event: Event) -> tuple[Leg, ...]:
    """
    The times that count for an event: dispatch looks at production, the others at transit too.
    """
    if event is Event.DISPATCH:
        return (Leg("production_times", _scaled(lead_times.production)),)
    if lead_times.paired:
        return (Leg("production_and_transit", _scaled(lead_times.totals())),)
    return (
        Leg("production_times", _scaled(lead_times.production)),
        Leg("transit_times", _scaled(lead_times.transit)),
    )


def _scaled(days: Sequence[object]) -> tuple[int, ...]:
    return tuple(int(Fraction(str(day)) * _DAY) for day in days)


def too_few(legs: Sequence[Leg], aim: Aim) -> Finding | None:
    """
    Why nothing can be said: how many observations there are, and how many it would need.
    """
    shortest = min(legs, key=lambda leg: len(leg.times))
    have, needed = len(shortest.times), _needed(len(legs), aim)
    enough = have > 0 and (have >= needed if aim.cautious else _next([0], legs)[0] <= aim.target)
    if enough:
        return None
    bold = aim._replace(cautious=False)
    fewer = None
    if aim.cautious and have and _next([0], legs)[0] <= aim.target:
        fewer = _needed(len(legs), bold)
    return too_few_seen(have, needed, shortest.name, aim.target, aim.level, fewer)


def _needed(legs: int, aim: Aim) -> int:
    """
    The fewest observations of each leg with which the longest time of all would do as a promise.
    """
    if aim.cautious:
        return numerics.order_statistics.samples_needed(float(aim.target), aim.level)
    if legs == 1:
        return ceil(1 / aim.target) - 1
    # One next time of each leg, whose pairs with those observed may all be late.
    share = float(aim.target)
    count = max(1, int((1 + sqrt(1 - share)) / share) - 2)
    while Fraction(2 * count + 1, (count + 1) ** 2) > aim.target:
        count += 1
    return count


def _next(late: Sequence[int], legs: Sequence[Leg]) -> list[Fraction]:
    """
    The chance that the next goods are late, from how many of those observed were.

    Of n + 1 goods that are alike the next is as likely to be the slowest, the second or the last,
    so it is late in at most (k + 1) of n + 1 cases where k of n were. Of two legs, the next pair is
    one of (n + 1)(m + 1), of which those with one next half were not observed and may all be late.
    """
    pairs = observed = 1
    for leg in legs:
        pairs, observed = pairs * (len(leg.times) + 1), observed * len(leg.times)
    return [Fraction(count + pairs - observed, pairs) for count in late]


class Observed:
    """
    Observed times, asked how often they would have been late.
    """

    legs: tuple[Leg, ...]
    slack: int
    samples: int
    total: int
    longest: int

    def __init__(self, legs: tuple[Leg, ...], slack: int) -> None:
        self.legs, self.slack = legs, slack
        self.samples = min(len(leg.times) for leg in legs)
        self.total = 1
        for leg in legs:
            self.total *= len(leg.times)
        slowest = sum(max(leg.times) for leg in legs)
        # The first promise that none of the observed goods would have missed.
        self.longest = max(0, -(-slowest // _DAY) - slack)

    def late(self, days: Sequence[int]) -> list[int]:
        """
        How many of the observed goods, or pairs of legs, miss a promise of each of *days*.
        """
        limits = [(day + self.slack) * _DAY for day in days]
        first = self.legs[0].times
        if len(self.legs) == 1:
            return numerics.order_statistics.later(first, limits)
        return numerics.sums.later_pairs(first, self.legs[1].times, limits)

    def shares(self, days: Sequence[int]) -> list[Fraction]:
        """
        Which share of the observed goods misses a promise of each of *days*.
        """
        return [Fraction(count, self.total) for count in self.late(days)]

    def held(self, days: Sequence[int], aim: Aim) -> list[float]:
        """
        The chance of lateness that is held against the target, for each of *days*.
        """
        late = self.late(days)
        if not aim.cautious:
            return [float(chance) for chance in _next(late, self.legs)]
        return [self._bound(count, aim.level) for count in late]

    def shortest(self, days: Sequence[int], aim: Aim) -> int | None:
        """
        The first of *days*, in order, for which the chance of lateness is at most the target.
        """
        late = self.late(days)
        # More days are never missed more, so that halving finds the first.
        place = bisect_left(late, 1, key=lambda count: int(self._keeps(count, aim)))
        return days[place] if place < len(days) else None

    def _keeps(self, late: int, aim: Aim) -> bool:
        if not aim.cautious:
            return _next([late], self.legs)[0] <= aim.target
        # What rounding adds to a bound that equals the target must not cost a day.
        return self._bound(late, aim.level) <= float(aim.target) * (1 + 1e-9)

    def _bound(self, late: int, level: float) -> float:
        """
        The upper end of what the chance can be where so many were late.
        """
        if len(self.legs) == 1:
            return numerics.proportions.upper_bound(late, self.total, level)
        return numerics.sums.matched_upper(late / self.total, self.samples, level)

    def estimate(self, late: int, level: float) -> Estimate:
        """
        The share that was late, with the interval of the chance.
        """
        share = late / self.total
        if len(self.legs) == 1:
            low, high = numerics.proportions.exact_interval(late, self.total, level)
            method = "clopper_pearson"
        else:
            low, high = numerics.sums.matched_interval(share, self.samples, level)
            method = "matched_pairs"
        return Estimate(share, Interval(low, high, level), samples=self.samples, method=method)

    def slower(self) -> Observed:
        """
        The same with one more observation, slower than any promise that is looked at.
        """
        first, *rest = self.legs
        return Observed((first._replace(times=(*first.times, 10**6 * _DAY)), *rest), self.slack)
