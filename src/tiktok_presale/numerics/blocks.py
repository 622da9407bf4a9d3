"""
Things that happen together: how many items are hit, and at what cost, when several hang on one.

Sources are independent of each other and each comes at some whole time. An item waits for all of
its sources and is ready with the last one. Items of one source are late together, so their number
is not that of independent coins; it is computed exactly, source by source, keeping apart only those
items that still wait for a further one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    # The numbers of the sources that an item waits for, and whether it is hit and what it costs
    # if the last of them comes at some time.
    Item: TypeAlias = tuple[Sequence[int], Callable[[int], tuple[bool, Sequence[float]]]]

__all__ = ["Hits", "together"]

_Floats = NDArray[np.float64]


class Hits(NamedTuple):
    """
    How many items are hit, and what that costs.

    Args:
        chances: The chance of exactly 0, 1, 2, … items being hit.
        means: The expected cost, for each kind of cost.
        deviations: The standard deviation of each.
    """

    chances: tuple[float, ...]
    means: tuple[float, ...]
    deviations: tuple[float, ...]


class _Part:
    """
    What is known of all items that are settled, for one state of those that are not.
    """

    def __init__(self, chances: _Floats, first: _Floats, second: _Floats) -> None:
        self.chances, self.first, self.second = chances, first, second

    def plus(self, weight: float, hits: int, cost: _Floats) -> _Part:
        """
        The same with so many further hits and their cost, in a case of that *weight*.
        """
        mass = self.chances.sum()
        shifted = np.concatenate([np.zeros(hits), self.chances])
        second = self.second + 2 * cost * self.first + cost**2 * mass
        return _Part(weight * shifted, weight * (self.first + cost * mass), weight * second)

    def merged(self, other: _Part) -> _Part:
        """
        Either of two cases.
        """
        length = max(self.chances.size, other.chances.size)
        chances = np.zeros(length)
        for part in (self, other):
            chances[: part.chances.size] += part.chances
        return _Part(chances, self.first + other.first, self.second + other.second)


def together(
    sources: Sequence[Mapping[int, float]],
    items: Sequence[Item],
    kinds: int,
) -> Hits:
    """
    How many items are hit, where those that share a source are hit together.

    Args:
        sources: For each source the chance of each time at which it may come.
        items: For each item the numbers of its sources, at least one, and a function that tells
            for the time of the last one whether the item is hit and what each kind of cost is.
        kinds: How many kinds of cost there are.
    """
    chances = np.ones(1)
    means, variances = np.zeros(kinds), np.zeros(kinds)
    for numbers in _linked(len(sources), [waits for waits, _ in items]):
        mine = [(waits, tell) for waits, tell in items if waits[0] in numbers]
        part = _block(sorted(numbers), sources, mine, kinds)
        chances = np.convolve(chances, part.chances)
        means += part.first
        variances += part.second - part.first**2
    deviations = np.sqrt(np.maximum(variances, 0.0))
    return Hits(
        tuple(float(one) for one in chances),
        tuple(float(one) for one in means),
        tuple(float(one) for one in deviations),
    )


def _linked(count: int, waits: Iterable[Sequence[int]]) -> list[set[int]]:
    """
    The sources in groups: two stand in one group if an item waits for both, or a chain of items.
    """
    groups = {number: {number} for number in range(count)}
    for numbers in waits:
        joined = set[int]().union(*(groups[number] for number in numbers))
        groups.update(dict.fromkeys(joined, joined))
    found = {id(group): group for group in groups.values()}
    return list(found.values())


def _block(
    numbers: Sequence[int],
    sources: Sequence[Mapping[int, float]],
    items: Sequence[Item],
    kinds: int,
) -> _Part:
    """
    One group of sources; a state is the latest time so far of each item that waits for more.
    """
    nothing = _Part(np.ones(1), np.zeros(kinds), np.zeros(kinds))
    states: dict[tuple[tuple[int, int], ...], _Part] = {(): nothing}
    for number in numbers:
        mine = [(n, max(waits), tell) for n, (waits, tell) in enumerate(items) if number in waits]
        done = [(n, tell) for n, last, tell in mine if last == number]
        more = [n for n, last, _ in mine if last != number]
        following: dict[tuple[tuple[int, int], ...], _Part] = {}
        for state, part in states.items():
            for time, chance in sources[number].items():
                known = dict(state)
                told = [tell(max(time, known.pop(n, time))) for n, tell in done]
                known.update((n, max(time, known.get(n, time))) for n in more)
                cost = np.sum([one for _, one in told], axis=0) if told else np.zeros(kinds)
                new = part.plus(chance, sum(hit for hit, _ in told), cost)
                key = tuple(sorted(known.items()))
                following[key] = following[key].merged(new) if key in following else new
        states = following
    return states[()]
