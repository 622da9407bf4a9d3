"""
Deadline tables as cells: plain rows that a join, an array or a file can hold.

A cell is a stretch of time so short that a table changes its answer at most once within it. Its
number is one shift of an instant; one comparison with its bound then tells which of its two answers
holds.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tiktok_presale.rules.deadline_tables import DeadlineTable

__all__ = ["OUTSIDE", "Cell", "cells_of", "common_shift", "has_steps", "in_microseconds"]

_MICROSECOND = timedelta(microseconds=1)

OUTSIDE = "outside"
"""Instead of a reason: the table says nothing about this side of the bound."""


class Cell(NamedTuple):
    """
    One cell of one table.

    An instant of the cell has the answer before the bound, or else the one after it: a due instant
    in microseconds, or the code of why there is none.
    """

    cell: int
    bound_us: int
    before_us: int | None
    before_missing: str | None
    after_us: int | None
    after_missing: str | None


def common_shift(tables: Iterable[DeadlineTable]) -> int:
    """
    The widest cell in which each of the tables has at most one bound, as a power of two.
    """
    return min((table.grid().shift for table in tables if has_steps(table)), default=36)


def in_microseconds(duration: timedelta | None) -> int | None:
    """
    How long, in microseconds.
    """
    return None if duration is None else duration // _MICROSECOND


def has_steps(table: DeadlineTable) -> bool:
    """
    Whether the answer depends on which day the anchor falls on.
    """
    return table.anchor is not None and table.add is None


def cells_of(table: DeadlineTable, shift: int) -> Iterator[Cell]:
    """
    The cells of one table; of a cell that it knows in part, the rest is marked `OUTSIDE`.
    """
    # What lies before the first step and after the last is an answer too: that there is none.
    since = (*table.since, table.until)
    steps = [
        (None, OUTSIDE),
        *((due, why or None) for due, why in zip(table.dues, table.missing, strict=True)),
        (None, OUTSIDE),
    ]
    for number in range(since[0] >> shift, ((since[-1] - 1) >> shift) + 1):
        first, last = number << shift, ((number + 1) << shift) - 1
        before, after = bisect_right(since, first), bisect_right(since, last)
        if after - before > 1:
            # Two bounds in one cell happen only where the table ends: that cell is left out, so
            # that its instants are reported and not answered.
            continue
        bound = since[before] if after > before else first
        yield Cell(number, bound, *steps[before], *steps[after])
