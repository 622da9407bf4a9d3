"""
Some rows as kernels read them: their columns, what they have in common, and where answers go.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from tiktok_presale.frames.columns import Column
from tiktok_presale.frames.truths import Ints, Truth, both, either, inverse, settled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tiktok_presale.frames.due_tables import DueTables
    from tiktok_presale.frames.groups import Program, Roster

__all__ = ["MOST", "Buffers", "Part", "Scene", "cut"]

# More minor units than any price has; sums of prices below it stay within 64 bits.
MOST = 1 << 58


class Buffers:
    """
    Arrays that are used again for every block, so that they stay in the processor's cache.
    """

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._made: list[Ints] = []
        self._next = 0

    def reset(self) -> None:
        """
        Hand all arrays out again.
        """
        self._next = 0

    def drop(self) -> None:
        """
        Let all arrays go: parts know one another in circles, which are not cleared away at once.
        """
        self._made.clear()

    def ints(self, rows: int) -> Ints:
        """
        An array of whatever was left in it.
        """
        if self._next == len(self._made):
            self._made.append(np.empty(self._rows, np.int64))
        self._next += 1
        return self._made[self._next - 1][:rows]


class Scene:
    """
    What is asked of all rows alike.

    Args:
        at: The instant, in microseconds.
        soon: How long before its deadline an order is due soon, in microseconds.
        tables: The deadline tables.
        roster: The groups.
        size: The most rows of a part.
    """

    at: int
    soon: int
    tables: DueTables
    roster: Roster
    buffers: Buffers

    def __init__(self, at: int, soon: int, tables: DueTables, roster: Roster, size: int) -> None:
        self.at, self.soon = at, soon
        self.tables, self.roster = tables, roster
        self.size = size
        self.buffers = Buffers(size)


class Part:
    """
    Some rows that are judged by one program.

    Args:
        scene: What is asked.
        program: What is done alike for all of them.
        columns: Their columns; words are the numbers of the library's own words.
        rows: How many there are.
        groups: The group of each, or of all.
        out: Where answers may be written to.
    """

    scene: Scene
    program: Program
    columns: Mapping[str, Column]
    rows: int
    groups: int | Ints
    out: Mapping[str, NDArray[Any]]

    def __init__(
        self,
        scene: Scene,
        program: Program,
        columns: Mapping[str, Column],
        rows: int,
        groups: int | Ints,
        out: Mapping[str, NDArray[Any]],
    ) -> None:
        self.scene, self.program, self.columns, self.rows = scene, program, columns, rows
        self.groups, self.out = groups, out
        self.odd: Truth = False
        self._present: dict[str, Truth] = {}
        self._amounts: dict[str, tuple[Ints, int]] = {}
        self._highest: dict[str, int] = {}
        self._bounds: dict[str, tuple[int, int]] = {}
        scene.buffers.reset()

    def judge(self, program: Program, groups: int | Ints) -> None:
        """
        Say by which program the rows are judged, and to which groups they belong.
        """
        self.program, self.groups = program, groups

    def ints(self) -> Ints:
        """
        An array to work in.
        """
        return self.scene.buffers.ints(self.rows)

    def values(self, field: str) -> Ints:
        """
        What a column holds, row by row.
        """
        values: Ints = self.columns[field].values
        return values if len(values) == self.rows else np.broadcast_to(values, self.rows)

    def present(self, field: str) -> Truth:
        """
        Where a column holds anything.
        """
        if field not in self._present:
            self._present[field] = self._found(field)
        return self._present[field]

    def _found(self, field: str) -> Truth:
        column = self.columns.get(field)
        if column is None:
            return False
        return True if column.present is None else settled(column.present)

    def flag(self, field: str, *, default: bool) -> Truth:
        """
        What a column of yes and no says; *default* where it says nothing.
        """
        present = self.present(field)
        if present is False:
            return default
        said = settled(self.columns[field].values)
        return either(said, inverse(present)) if default else both(said, present)

    def is_word(self, field: str, number: int) -> Truth:
        """
        Where a column holds one word.
        """
        present = self.present(field)
        return False if present is False else both(settled(self.values(field) == number), present)

    def amount(self, field: str) -> tuple[Ints, int]:
        """
        The prices of a column and the highest of them; zero where there is none that can be.
        """
        if field not in self._amounts:
            self._amounts[field] = self._prices(field)
        return self._amounts[field]

    def bounds(self, field: str) -> tuple[int, int]:
        """
        The lowest and the highest number of a column, present or not.
        """
        if field not in self._bounds:
            values = self.values(field)
            self._bounds[field] = int(values.min()), int(values.max())
        return self._bounds[field]

    def highest(self, field: str) -> int:
        """
        The highest number of a column, present or not, where one below zero is higher than any.
        """
        if field not in self._highest:
            self._highest[field] = int(self.values(field).view(np.uint64).max())
        return self._highest[field]

    def _prices(self, field: str) -> tuple[Ints, int]:
        if field not in self.columns:
            return np.zeros(self.rows, np.int64), 0
        values, present, most = self.values(field), self.present(field), self.highest(field)
        if present is True and most <= MOST:
            return values, most
        sane = both(present, (values >= 0) & (values <= MOST))
        held = self.ints()
        np.multiply(values, sane, out=held)
        return held, int(held.max())

    def set_aside(self, truth: Truth) -> None:
        """
        Have some rows judged one by one, by the scalar rule.
        """
        self.odd = either(self.odd, truth)


def cut(columns: Mapping[str, Column], start: int, stop: int) -> dict[str, Column]:
    """
    The columns of some consecutive rows.
    """
    return {field: _sliced(column, slice(start, stop)) for field, column in columns.items()}


def _sliced(column: Column, rows: slice) -> Column:
    if len(column.values) == 1:
        return column
    present, bad = column.present, column.bad
    return Column(
        column.values[rows],
        None if present is None else present[rows],
        None if bad is None else bad[rows],
        column.words,
    )
