"""
Units of one SKU by the day on which they can be dispatched, and how many are still free.

Units of one SKU are all alike, so no order needs units of a certain batch: days can be kept exactly
if, up to each day, no more units are spoken for than can be dispatched by then.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tiktok_presale.rules.supply.ready import Ready

__all__ = ["Held", "Shelf"]


class Held(NamedTuple):
    """
    Units that are spoken for, to be dispatched on a day.
    """

    units: int
    on: date


class Shelf:
    """
    What is free of a supply, day by day.
    """

    def __init__(self, ready: Iterable[Ready]) -> None:
        by_day = dict[date, int]()
        for one in ready:
            by_day[one.on] = by_day.get(one.on, 0) + one.batch.units
        self.days: list[date] = sorted(by_day)
        # Units that can be dispatched up to each day, less those spoken for up to that day.
        self._free: list[int] = list(accumulate(by_day[day] for day in self.days))

    @property
    def room(self) -> int:
        """
        How many units are free on any day at all.
        """
        return self._free[-1] if self._free else 0

    def earliest(self, units: int) -> date | None:
        """
        The first day by which so many units are free, without taking any that is spoken for.
        """
        found = None
        for day, free in zip(reversed(self.days), reversed(self._free), strict=True):
            if free < units:
                break
            found = day
        return found

    def by(self, day: date) -> int:
        """
        How many units are free by a day.
        """
        place = bisect_right(self.days, day) - 1
        return min(self._free[place:]) if place >= 0 else 0

    def hold(self, held: Held) -> bool:
        """
        Speak for units by a day; False if so many are not free by then.
        """
        if self.by(held.on) < held.units:
            return False
        self._add(held, -1)
        return True

    def release(self, held: Held) -> None:
        """
        Give back units that were spoken for.
        """
        self._add(held, 1)

    def _add(self, held: Held, sign: int) -> None:
        for place in range(bisect_right(self.days, held.on) - 1, len(self.days)):
            self._free[place] += sign * held.units

    def steps(self) -> Iterator[Held]:
        """
        The days on which more can be promised than before, and how much in all by then.
        """
        before = 0
        for day in self.days:
            free = self.by(day)
            if free > before:
                yield Held(free, day)
                before = free
