"""
A block, window by window: which rows can be judged, by which groups, and by which program.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from tiktok_presale.facts.orders import Party, Stage
from tiktok_presale.frames.columns import Block, Column, Flags
from tiktok_presale.frames.groups import Program
from tiktok_presale.frames.happenings import PARTIES
from tiktok_presale.frames.keys import KEYS, ODD, Keys, alike
from tiktok_presale.frames.parts import Part, Scene, cut
from tiktok_presale.frames.readings import Refusal, book_of, read_group
from tiktok_presale.frames.refusals import Problems, refuse
from tiktok_presale.frames.truths import Ints, Truth, both, inverse, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tiktok_presale.frames.editions import Editions
    from tiktok_presale.frames.groups import Group
    from tiktok_presale.frames.results import Rows
    from tiktok_presale.frames.rulebooks import Rulebook
    from tiktok_presale.frames.words import Words

__all__ = ["Window", "Windows"]

_NOTHING_DONE = Program(ways=())
_ODD = -1
# Words of columns whose numbers kernels compare; a stage is known by its name.
_MEMBERS: dict[str, dict[str, Stage | Party]] = {
    "stage": {stage.name.lower(): stage for stage in Stage},
    "cancelled_by": {party.value: party for party in PARTIES},
}


class Window:
    """
    Some consecutive rows of a block.

    Args:
        rows: Which they are.
        base: All of them as one part.
        problems: What is wrong with each.
        parts: Those that are judged alike, one part after the other, each with where they are.
    """

    rows: slice
    base: Part
    problems: Problems

    def __init__(
        self, rows: slice, base: Part, problems: Problems, parts: Iterator[tuple[Part, Rows]]
    ) -> None:
        self.rows, self.base, self.problems = rows, base, problems
        self._parts = parts
        self._aside: list[Ints] = []

    def parts(self) -> Iterator[tuple[Part, Rows]]:
        """
        The parts; what each has set aside is noted before the next one is begun.
        """
        for part, rows in self._parts:
            yield part, rows
            if part is not self.base:
                self._aside.append(_places(part.odd, part.rows, rows))

    def good(self, rows: Rows) -> Truth:
        """
        Which rows of a part can be judged.
        """
        good = self.problems.good
        if isinstance(good, bool) or isinstance(rows, slice):
            return good
        found: Flags = good[rows - self.rows.start]
        return found

    def added(self, part: Part, rows: Rows) -> Truth:
        """
        Which rows of a part can be judged by kernels: those set aside come one by one, and once.
        """
        good, odd = self.good(rows), self.base.odd
        if part is self.base or isinstance(odd, bool):
            return both(good, inverse(odd))
        return both(good, inverse(odd[rows - self.rows.start]))

    def aside(self) -> list[int]:
        """
        The rows of the block that can be judged, but by the scalar rule only.
        """
        if self.base.odd is False and not self._aside:
            return []
        found = [*self._aside, _places(self.base.odd, self.base.rows, self.rows)]
        good = spread(self.problems.good, self.base.rows)
        rows: Ints = np.unique(np.concatenate(found))
        kept: list[int] = rows[good[rows - self.rows.start]].tolist()
        return kept


def _places(odd: Truth, count: int, rows: Rows) -> Ints:
    """
    Where in the block rows are that were set aside.
    """
    if odd is False:
        return np.zeros(0, np.int64)
    places = np.flatnonzero(spread(odd, count))
    return places + rows.start if isinstance(rows, slice) else rows[places]


class Windows:
    """
    The windows of one block.
    """

    def __init__(
        self,
        block: Block,
        scene: Scene,
        books: Mapping[str | None, Rulebook],
        editions: Editions,
        words: Words,
        *,
        priced: bool,
    ) -> None:
        self._block, self._scene, self._books = block, scene, books
        self._editions, self._words, self._priced = editions, words, priced
        self._markets = tuple(books)
        # A method of this object would tie both, and the block, into a circle, which is cleared
        # away late: the blocks of a whole frame would pile up.
        self._keys = Keys(block, editions.most, partial(_number, scene, books, words))
        self._translated = {field: _translation(block, field) for field in _MEMBERS}
        self._events = {f: column for f, column in block.columns.items() if f not in KEYS}
        market = self._keys.column("market")
        self._numbered = None
        if market is not None and None not in books:
            places: dict[object, int] = {name: place for place, name in enumerate(self._markets)}
            self._numbered = np.array([places.get(v, 0) for v in market.values], np.int64)

    def over(self, out: Callable[[slice], Mapping[str, NDArray[Any]]]) -> Iterator[Window]:
        """
        The windows in their order.

        Args:
            out: Where the answers of some rows may be written to.
        """
        size = self._scene.size
        for start in range(0, self._block.rows, size):
            rows = slice(start, min(start + size, self._block.rows))
            yield self._window(rows, out(rows))
        self._scene.buffers.drop()

    def _window(self, rows: slice, out: Mapping[str, NDArray[Any]]) -> Window:
        count = rows.stop - rows.start
        part = Part(self._scene, _NOTHING_DONE, self._cut(rows), count, 0, out)
        problems = Problems(self._words, count)
        refuse(part, problems, priced=self._priced)
        if "placed_at" not in part.columns:
            return Window(rows, part, problems, iter(()))
        placed = part.values("placed_at")
        if not self._scene.tables.covers(*part.bounds("placed_at")):
            self._scene.tables.notice(placed[spread(problems.good, count)])
        bounds = part.bounds("placed_at")
        edition = self._editions.of(self._market(rows), placed, *bounds) if self._editions else 0
        groups = self._judged(self._keys.groups(rows, edition), part, problems)
        return Window(rows, part, problems, self._parts(part, groups, rows))

    def _cut(self, rows: slice) -> dict[str, Column]:
        """
        The columns that kernels read, with words as the numbers of our own.
        """
        columns = cut(self._events, rows.start, rows.stop)
        for field, (numbers, known) in self._translated.items():
            column = columns.get(field)
            if column is not None and len(numbers):
                values = np.take(numbers, column.values, mode="clip")
                strange = ~np.take(known, column.values, mode="clip")
                if column.present is not None:
                    strange &= column.present
                bad = strange if column.bad is None else strange | column.bad
                columns[field] = Column(values, column.present, bad)
        return columns

    def _market(self, rows: slice) -> int | Ints:
        key = self._keys.column("market")
        if key is None or self._numbered is None:
            return 0
        numbers = key.numbers(rows)
        return int(self._numbered[numbers]) if isinstance(numbers, int) else self._numbered[numbers]

    def _judged(self, groups: int | Ints, part: Part, problems: Problems) -> int | Ints:
        """
        The groups of rows, after those without one were marked or set aside; -1 if none has one.
        """
        if isinstance(groups, int) and groups >= 0:
            return groups
        found = np.full(part.rows, groups) if isinstance(groups, int) else groups
        if found.min() >= 0:
            return groups
        part.set_aside(found == _ODD)
        problems.place(found < _ODD, (_ODD - 1 - found).astype(np.int32))
        valid = found[found >= 0]
        return alike(np.where(found < 0, valid[0], found)) if len(valid) else _ODD

    def _parts(self, base: Part, groups: int | Ints, rows: slice) -> Iterator[tuple[Part, Rows]]:
        roster = self._scene.roster
        if isinstance(groups, int):
            if groups >= 0:
                base.judge(roster.programs[roster.program_of[groups]], groups)
                yield base, rows
            return
        program_of = np.array(roster.program_of, np.int64)
        programs = 0 if len(roster.programs) == 1 else alike(program_of[groups])
        if isinstance(programs, int):
            base.judge(roster.programs[programs], groups)
            yield base, rows
            return
        for program in range(len(roster.programs)):
            places = np.flatnonzero(programs == program)
            if not len(places):
                continue
            columns = {field: _taken(column, places) for field, column in base.columns.items()}
            part = Part(
                self._scene,
                roster.programs[program],
                columns,
                len(places),
                alike(groups[places]),
                {},
            )
            yield part, places + rows.start

    def row(self, number: int) -> tuple[dict[str, Any], Group]:
        """
        One row for the scalar rule.

        Raises:
            Refusal: If it belongs to no group.
        """
        told: dict[str, Any] = {
            field: _cell(column, number) for field, column in self._block.columns.items()
        }
        for field, members in _MEMBERS.items():
            if told.get(field) is not None:
                told[field] = members[told[field].lower()]
        since = book_of(told, self._books).since
        told["edition"] = bisect_right(since, told["placed_at"]) - 1
        return told, read_group(told, self._books)


def _number(
    scene: Scene, books: Mapping[str | None, Rulebook], words: Words, told: dict[str, object]
) -> int:
    """
    The number of a group; below zero for rows that have none.
    """
    try:
        book_of(told, books)
        if any(value is ODD for value in told.values()):
            return _ODD
        return scene.roster.number(read_group(told, books))
    except Refusal as refusal:
        return _ODD - 1 - words.number(str(refusal))


def _cell(column: Column, row: int) -> Any:  # noqa: ANN401 - as the field's form is
    """
    What one cell holds.
    """
    place = 0 if len(column.values) == 1 else row
    if column.present is not None and not column.present[0 if len(column.present) == 1 else row]:
        return None
    value = int(column.values[place])
    if column.words:
        return column.words[value]
    return bool(value) if column.values.dtype == np.bool_ else value


def _translation(block: Block, field: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """
    Our own number of each word of a column, and whether it is a word of ours at all.
    """
    column = block.columns.get(field)
    words = () if column is None else tuple(word.lower() for word in column.words)
    ours = list(_MEMBERS[field])
    known = np.array([word in ours for word in words], np.bool_)
    numbers = [ours.index(word) if word in ours else 0 for word in words]
    return np.array(numbers, np.int64), known


def _taken(column: Column, places: Ints) -> Column:
    if len(column.values) == 1:
        return column
    present, bad = column.present, column.bad
    return Column(
        column.values[places],
        None if present is None else present[places],
        None if bad is None else bad[places],
    )
