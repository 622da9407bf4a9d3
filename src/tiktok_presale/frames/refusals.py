"""
Which rows are no orders that can be judged, and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from tiktok_presale.facts.orders import TIMES
from tiktok_presale.frames.due_kernels import LATEST
from tiktok_presale.frames.fields import ORDER_FIELDS, PLATFORM_FIELDS
from tiktok_presale.frames.keys import KEYS
from tiktok_presale.frames.parts import MOST
from tiktok_presale.frames.truths import Truth, both, inverse, some, spread
from tiktok_presale.frames.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tiktok_presale.frames.columns import Column, Flags
    from tiktok_presale.frames.parts import Part

__all__ = ["EARLIEST", "Problems", "refuse"]

# The first instants that a datetime can name in every zone: a day after the start of year 1.
EARLIEST = -62_135_510_400 * 10**6


class Problems:
    """
    What is wrong with each of some rows: the first thing that was found.
    """

    def __init__(self, words: Words, rows: int) -> None:
        self._words, self._rows = words, rows
        self.numbers: NDArray[np.int32] | None = None

    def mark(self, where: Truth, problem: str) -> None:
        """
        Say what is wrong where nothing was said before.
        """
        if some(where):
            self.place(spread(where, self._rows), self._words.number(problem))

    def place(self, where: Flags, numbers: int | NDArray[np.int32]) -> None:
        """
        As `mark`, with the numbers of problems.
        """
        if self.numbers is None:
            self.numbers = np.zeros(self._rows, np.int32)
        np.copyto(self.numbers, numbers, where=where & (self.numbers == 0))

    def counts(self) -> dict[str, int]:
        """
        How many rows have each problem.
        """
        if self.numbers is None:
            return {}
        words, counts = self._words.all(), np.bincount(self.numbers).tolist()
        return {words[n]: count for n, count in enumerate(counts) if n and count}

    @property
    def good(self) -> Truth:
        """
        Which rows can be judged.
        """
        return True if self.numbers is None else self.numbers == 0


def refuse(part: Part, problems: Problems, *, priced: bool) -> None:
    """
    Mark the rows of which no `Order` can be made.

    Args:
        part: The rows.
        problems: Where they are marked.
        priced: Whether an order needs a price for what is asked.
    """
    if "placed_at" not in part.columns:
        problems.mark(where=True, problem="placed_at: missing")
        return
    placed = part.values("placed_at")
    _unreadable(part.columns, problems)
    problems.mark(inverse(part.present("placed_at")), "placed_at: missing")
    if _beyond(part, "placed_at"):
        problems.mark((placed < EARLIEST) | (placed > LATEST), "placed_at: bad")
    _amounts(part, problems, priced=priced)
    for field in TIMES:
        present = part.present(field)
        if present is not False:
            values = part.values(field)
            problems.mark(both(values < placed, present), f"{field}: before_placed")
            if part.bounds(field)[1] > LATEST:
                problems.mark(both(values > LATEST, present), f"{field}: bad")
    for field in PLATFORM_FIELDS.values():
        present = part.present(field)
        if present is not False and _beyond(part, field):
            values = part.values(field)
            beyond = (values < EARLIEST) | (values > LATEST)
            problems.mark(both(beyond, present), f"{field}: bad")


def _beyond(part: Part, field: str) -> bool:
    """
    Whether any number of a column is no instant.
    """
    first, last = part.bounds(field)
    return first < EARLIEST or last > LATEST


def _unreadable(columns: Mapping[str, Column], problems: Problems) -> None:
    for field, column in columns.items():
        if column.bad is not None and field in ORDER_FIELDS and field not in KEYS:
            bad = bool(column.bad[0]) if len(column.bad) == 1 else column.bad
            problems.mark(bad, f"{field}: bad")


def _amounts(part: Part, problems: Problems, *, priced: bool) -> None:
    if priced or "total" in part.columns:
        problems.mark(inverse(part.present("total")), "total: missing")
    for field in ("total", "items_total"):
        present = part.present(field)
        if present is not False and part.highest(field) > MOST:
            values = part.values(field)
            problems.mark(both(values < 0, present), f"{field}: bad")
            part.set_aside(both(values > MOST, present))
