"""
Things that happen together: how many items are hit, and at what cost, when several hang on one.

Sources are independent of each other and each comes at some whole time. An item waits for all of
its sources and is ready with the last one. Items of one source are late together, so their number
is not that of independent coins; it is computed exactly, source by source, keeping apart only those
items that still wait for a further one.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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
    for numbers, mine in _groups(len(sources), items):
        part = _block(numbers, sources, _bundles(mine, kinds), kinds)
        chances = np.convolve(chances, part.chances)
        means += part.first
        variances += part.second - part.first**2
    deviations = np.sqrt(np.maximum(variances, 0.0))
    return Hits(
        tuple(float(one) for one in chances),
        tuple(float(one) for one in means),
        tuple(float(one) for one in deviations),
    )


class _Bundle:
    """
    Items that wait for the same sources: they are ready together, and are told of once.
    """

    def __init__(self, waits: frozenset[int], kinds: int) -> None:
        self.waits = waits
        self._tells: list[Callable[[int], tuple[bool, Sequence[float]]]] = []
        self._known: dict[int, tuple[int, _Floats]] = {}
        self._kinds = kinds

    def add(self, tell: Callable[[int], tuple[bool, Sequence[float]]]) -> None:
        """
        One more item.
        """
        self._tells.append(tell)

    def told(self, time: int) -> tuple[int, _Floats]:
        """
        How many are hit if the last of their sources comes at a time, and at what cost.
        """
        if time not in self._known:
            found = [tell(time) for tell in self._tells]
            costs = np.array([cost for _, cost in found], np.float64).reshape(
                len(found), self._kinds
            )
            self._known[time] = sum(hit for hit, _ in found), costs.sum(axis=0)
        return self._known[time]


def _bundles(items: Iterable[Item], kinds: int) -> list[_Bundle]:
    found: dict[frozenset[int], _Bundle] = {}
    for waits, tell in items:
        numbers = frozenset(waits)
        found.setdefault(numbers, _Bundle(numbers, kinds)).add(tell)
    return list(found.values())


def _groups(count: int, items: Sequence[Item]) -> list[tuple[set[int], list[Item]]]:
    """
    The sources in groups that have nothing to do with each other, each with the items of its own.
    """
    linked = _linked(count, [waits for waits, _ in items])
    place = {number: n for n, numbers in enumerate(linked) for number in numbers}
    found: list[tuple[set[int], list[Item]]] = [(numbers, []) for numbers in linked]
    for item in items:
        found[place[item[0][0]]][1].append(item)
    return found


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


class _Order:
    """
    The order of the sources of one group in which few of them are open at a time.

    A source is open from when it is taken until all others are that its items wait for too; every
    time at which an open one may have come is kept apart.
    """

    def __init__(self, numbers: Iterable[int], waits: Iterable[frozenset[int]]) -> None:
        self._left = [set(one) for one in waits]
        self._of: dict[int, list[int]] = {number: [] for number in sorted(numbers)}
        for n, one in enumerate(self._left):
            for number in one:
                self._of[number].append(n)
        self._open: list[int] = []

    def __iter__(self) -> Iterator[int]:
        todo, free = dict.fromkeys(self._of), dict[int, None]()
        while todo:
            number = free.popitem()[0] if free else self._next(todo)
            del todo[number]
            self._open.append(number)
            for n in self._of[number]:
                self._left[n].discard(number)
                free |= dict.fromkeys(one for one in self._left[n] if self._closes(one))
            yield number

    def _closes(self, number: int) -> bool:
        """
        Whether a source is the last that any of its items waits for, so that it is never open.
        """
        return all(len(self._left[n]) <= 1 for n in self._of[number])

    def _next(self, todo: Iterable[int]) -> int:
        """
        The one with which the fewest are open; of those the one that most items wait for.
        """
        self._open = [one for one in self._open if any(self._left[n] for n in self._of[one])]
        near = {two for one in self._open for n in self._of[one] for two in self._left[n]}
        return min(near or todo, key=lambda one: (self._opened(one), -len(self._of[one]), one))

    def _opened(self, number: int) -> int:
        return sum(
            any(self._left[n] - {number} for n in self._of[one]) for one in (*self._open, number)
        )


class _Step(NamedTuple):
    """
    What the coming of one source does: *done* bundles wait for no more, and how a state changes.

    A state is the latest time so far of each set of sources that some bundle has seen come and that
    waits for more. A place is one in the state before; None where nothing has come before.

    Args:
        done: The bundles that are ready now, each with its place.
        kept: For each set of the next state its place, and whether this source belongs to it.
    """

    done: list[tuple[int | None, _Bundle]]
    kept: list[tuple[int | None, bool]]


def _steps(order: Iterable[int], bundles: Sequence[_Bundle]) -> Iterator[tuple[int, _Step]]:
    """
    What each source does, in their order.
    """
    mine: dict[int, list[int]] = {}
    for n, one in enumerate(bundles):
        for number in one.waits:
            mine.setdefault(number, []).append(n)
    come = [frozenset[int]()] * len(bundles)
    waiting = Counter[frozenset[int]]()
    for number in order:
        places = {one: place for place, one in enumerate(waiting)}
        done: list[tuple[int | None, _Bundle]] = []
        for n in mine.get(number, ()):
            before, come[n] = come[n], come[n] | {number}
            waiting[before] -= 1
            if waiting[before] <= 0:
                del waiting[before]
            if come[n] == bundles[n].waits:
                done.append((places.get(before), bundles[n]))
            else:
                waiting[come[n]] += 1
        yield number, _Step(done, [(places.get(one - {number}), number in one) for one in waiting])


def _latest(time: int, state: tuple[int, ...], place: int | None) -> int:
    return time if place is None else max(time, state[place])


def _block(
    numbers: Iterable[int],
    sources: Sequence[Mapping[int, float]],
    bundles: Sequence[_Bundle],
    kinds: int,
) -> _Part:
    """
    One group of sources, one after the other.
    """
    nothing = _Part(np.ones(1), np.zeros(kinds), np.zeros(kinds))
    states: dict[tuple[int, ...], _Part] = {(): nothing}
    order = _Order(numbers, [one.waits for one in bundles])
    for number, step in _steps(order, bundles):
        following: dict[tuple[int, ...], _Part] = {}
        for state, part in states.items():
            for time, chance in sources[number].items():
                told = [one.told(_latest(time, state, place)) for place, one in step.done]
                cost = sum((one for _, one in told), start=np.zeros(kinds))
                new = part.plus(chance, sum(hits for hits, _ in told), cost)
                key = tuple(
                    _latest(time, state, place) if now or place is None else state[place]
                    for place, now in step.kept
                )
                following[key] = following[key].merged(new) if key in following else new
        states = following
    return states[()]
