"""
Under which edition of its market each order was placed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tiktok_presale.frames.steps import Layout, Steps, lay

if TYPE_CHECKING:
    from tiktok_presale.frames.rulebooks import Rulebook
    from tiktok_presale.frames.truths import Ints

__all__ = ["Editions"]

_DAY = 86_400 * 10**6


class Editions:
    """
    The editions of some markets, looked up by the instant of placing.
    """

    most: int

    def __init__(self, books: Sequence[Rulebook]) -> None:
        self._books = books
        self._edges = np.array(sorted(edge for book in books for edge in book.since[1:]), np.int64)
        self.most = max(len(book.since) for book in books)

    def of(self, markets: int | Ints, placed: Ints, low: int, high: int) -> int | Ints:
        """
        The number of each order's edition in its market's book, or of all where they agree.

        Args:
            markets: The number of each order's market, or of all.
            placed: When each was placed.
            low: None was placed before it.
            high: None was placed after it.
        """
        if not len(self._edges):
            return 0
        if not np.any((self._edges > low) & (self._edges <= high)):
            settled = [int(np.searchsorted(book.since, low, "right")) - 1 for book in self._books]
            return settled[markets] if isinstance(markets, int) else np.array(settled)[markets]
        layout = self._layout
        instants = np.clip(placed, layout.first, layout.until - 1)
        cells = instants >> layout.shift
        cells += layout.offsets[markets]
        carried = instants + layout.carry[cells]
        found: Ints = np.take(layout.answers, carried >> layout.shift, mode="clip")
        for row in np.flatnonzero(found < 0):
            # Two edges stand closer together than the grid can tell.
            book = self._books[markets if isinstance(markets, int) else int(markets[row])]
            found[row] = bisect_right(book.since, int(placed[row])) - 1
        return found

    @cached_property
    def _layout(self) -> Layout:
        """
        The editions as step functions from two days before the first edge to two after the last.
        """
        first, last = int(self._edges[0]) - 2 * _DAY, int(self._edges[-1]) + 2 * _DAY
        return lay([_steps(book, first, last) for book in self._books])


def _steps(book: Rulebook, first: int, last: int) -> Steps:
    return Steps((first, *book.since[1:]), tuple(range(len(book.since))), last)
