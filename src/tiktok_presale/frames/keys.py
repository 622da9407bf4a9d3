"""
Which rows belong to one group: a number for each row from the words and counts that make it one.

No row is sorted or hashed. Each column of a key has few values, so that the numbers of its words
make one number of a row, which is looked up in a list of the groups that were met.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
from numpy.typing import NDArray

from tiktok_presale.frames.truths import Ints

if TYPE_CHECKING:
    from tiktok_presale.frames.columns import Block, Column

__all__ = ["BAD", "KEYS", "ODD", "Key", "Keys", "alike"]

# What stands for a cell that cannot be read, beside None for an empty one.
BAD = object()
ODD = object()

# The fields that make a group, beside the edition.
KEYS = (
    "market",
    "kind",
    "promise_days",
    "promise_unit",
    "release_on",
    "release_zone",
    "region",
    "currency",
)
_COUNTS = {"promise_days", "release_on"}

# The number of the first value, after those of what is empty and what cannot be read.
_FIRST = 2

# More values than promises or release dates have; rows with others are judged one by one.
_MOST_COUNTS = 1 << 12
# The groups of so many keys are listed; those of more are searched for. Few are listed as the
# numbers that places are, which then need not be made of them.
MOST_LISTED = 1 << 22
_FEW = 1 << 16
# So few places are looked for one by one.
_WORDS = 16
MOST_NUMBERED = 1 << 62


@attrs.frozen
class Key:
    """
    One column of a key: the number of each row's value among its values.

    Args:
        field: The column.
        column: What it holds.
        low: What the numbers are counted from.
        values: What the numbers stand for: nothing, what cannot be read, then the values.
    """

    field: str
    column: Column
    low: int
    values: tuple[object, ...]

    def numbers(self, rows: slice) -> int | Ints:
        """
        The numbers of some rows, or the one of all of them.
        """
        column = self.column
        only = len(column.values) == 1
        held = column.values if only else column.values[rows]
        numbers = held.astype(np.int64) - (self.low - _FIRST)
        if self.field in _COUNTS:
            odd = len(self.values) - 1
            numbers[(numbers < _FIRST) | (numbers > odd)] = odd
        for flags, number in ((column.present, 0), (column.bad, 1)):
            if flags is not None:
                here = flags if only else flags[rows]
                numbers[here if number else ~here] = number
        return int(numbers[0]) if only else numbers

    def codes(self, rows: slice) -> tuple[NDArray[Any], int]:
        """
        Numbers of some rows, and what has to be added to each: those of words as they stand.
        """
        column = self.column
        plain = column.present is None and column.bad is None
        if plain and self.field not in _COUNTS:
            return column.values[rows], _FIRST
        numbers = self.numbers(rows)
        assert not isinstance(numbers, int)  # noqa: S101 - asked of columns that differ
        return numbers, 0


def _key(field: str, column: Column) -> Key:
    if field not in _COUNTS:
        return Key(field, column, 0, (None, BAD, *column.words))
    held = column.values if column.present is None else column.values[column.present]
    low = max(int(held.min()), 0) if len(held) else 0
    high = min(int(held.max()), low + _MOST_COUNTS) if len(held) else 0
    return Key(field, column, low, (None, BAD, *range(low, high + 1), ODD))


class Keys:
    """
    The groups of one block's rows.

    Args:
        block: The rows.
        markets: The markets in the order of their books.
        editions: How many editions a market has at most.
        number: Gives the number of a group, or a negative one where there can be none.
    """

    def __init__(
        self,
        block: Block,
        editions: int,
        number: Callable[[dict[str, object]], int],
    ) -> None:
        self._keys = [_key(field, block.columns[field]) for field in KEYS if field in block.columns]
        self._sizes = [*(len(key.values) for key in self._keys), editions]
        self._steps = [math.prod(self._sizes[place + 1 :]) for place in range(len(self._keys))]
        self._number = number
        # Numbers of more keys than 64 bits can tell apart are Python's own.
        self._wide = math.prod(self._sizes) > MOST_NUMBERED
        self._known: dict[int, int] = {}
        total = math.prod(self._sizes)
        few = np.int64 if total <= _FEW else np.int32
        self._listed = np.full(total, _UNMET, few) if total <= MOST_LISTED else None

    def column(self, field: str) -> Key | None:
        """
        One column of the key, where the block has it.
        """
        return next((key for key in self._keys if key.field == field), None)

    def groups(self, rows: slice, edition: int | Ints) -> int | Ints:
        """
        The group of each row, or of all of them.
        """
        if self._listed is None:
            return self._searched(rows, edition)
        key: Any = edition
        columns: list[tuple[Key, int]] = []
        for one, step in zip(self._keys, self._steps, strict=True):
            if len(one.column.values) == 1:
                key = key + int(one.numbers(rows)) * step
            else:
                columns.append((one, step))
        if isinstance(key, int):
            if not columns:
                return self._group(key)
            if len(columns) == 1:
                return self._along(*columns[0], key, rows)
        places: Any = key
        for one, step in columns:
            places = places + one.numbers(rows) * step
        return self._found(self._listed, places, lambda place: place)

    def _along(self, one: Key, step: int, key: int, rows: slice) -> int | Ints:
        """
        The groups of rows that differ in one column only.
        """
        assert self._listed is not None  # noqa: S101 - asked where groups are listed
        numbers, first = one.codes(rows)
        key += first * step
        stop = key + (len(one.values) - first) * step
        return self._found(self._listed[key:stop:step], numbers, lambda place: key + place * step)

    def _found(
        self, listed: NDArray[Any], places: NDArray[Any], key: Callable[[int], int]
    ) -> int | Ints:
        """
        The groups that are listed at some places; what is met for the first time is listed now.
        """
        groups = np.take(listed, places, mode="clip")
        if groups.min() == _UNMET:
            for place in _unmet(listed, places, groups):
                listed[place] = self._group(key(place))
            groups = np.take(listed, places, mode="clip")
        return alike(groups)

    def _searched(self, rows: slice, edition: int | Ints) -> int | Ints:
        """
        The group of each row where there are too many keys for a list.
        """
        key: Any = 0
        parts = [*(one.numbers(rows) for one in self._keys), edition]
        for size, numbers in zip(self._sizes, parts, strict=True):
            key = key * size + (np.array(numbers, object) if self._wide else numbers)
        if np.ndim(key) == 0:
            return self._group(int(key))
        unique, places = np.unique(key, return_inverse=True)
        return np.array([self._group(one) for one in unique.tolist()], np.int64)[places]

    def _group(self, key: int) -> int:
        if key not in self._known:
            self._known[key] = self._number(self._told(key))
        return self._known[key]

    def _told(self, key: int) -> dict[str, object]:
        """
        What a key says, by field; a field that the block does not have is left out.
        """
        told: dict[str, object] = {}
        key, told["edition"] = divmod(key, self._sizes[-1])
        for one in reversed(self._keys):
            key, number = divmod(key, len(one.values))
            told[one.field] = one.values[number]
        return told


_UNMET = -(1 << 31)
_SHOWN = 64


def alike(groups: NDArray[Any]) -> int | Ints:
    """
    Numbers of rows, or the one number that all have.
    """
    first = groups[0]
    # Where rows are mixed, the first of them show it.
    if bool((groups[:_SHOWN] == first).all()) and bool((groups == first).all()):
        return int(first)
    return groups.astype(np.int64, copy=False)


def _unmet(listed: NDArray[Any], places: NDArray[Any], groups: NDArray[Any]) -> Iterable[int]:
    """
    The places that occur and are not listed yet, each once, in order.
    """
    if len(listed) <= _WORDS:
        # A look at all rows for each costs less than to pick out those of one kind.
        return [n for n, one in enumerate(listed) if one == _UNMET and bool((places == n).any())]
    left = places[groups == _UNMET]
    if len(listed) > _FEW:
        return map(int, np.unique(left))
    met = np.zeros(len(listed), np.bool_)
    met[left] = True
    return map(int, np.flatnonzero(met))
