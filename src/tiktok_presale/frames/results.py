"""
Where the answers of a block are written, row by row, and what becomes of rows without one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tiktok_presale.frames.answers import ANSWERS
from tiktok_presale.frames.columns import Column, Flags
from tiktok_presale.frames.fields import Form
from tiktok_presale.frames.truths import Truth, both, inverse, spread

__all__ = ["DTYPES", "Results", "Room", "Rows"]

Rows: TypeAlias = slice | NDArray[np.int64]

DTYPES: dict[Form, type[Any]] = {Form.FLAG: np.bool_, Form.WORD: np.int32}
"""
Numpy's types of answers, where they are not 64 bits.
"""


class Room:
    """
    Arrays as long as a frame, in which the answers of one block after the other are written.

    What stands there need not be put together at the end.

    Args:
        arrays: Those of some answers, by name; whatever is in them.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._arrays, self._taken = arrays, 0

    def take(self, rows: int) -> dict[str, NDArray[Any]]:
        """
        The parts of the next rows.
        """
        part = slice(self._taken, self._taken + rows)
        self._taken = part.stop
        return {name: values[part] for name, values in self._arrays.items()}


class Results:
    """
    The columns that are asked for, in the length of the block.
    """

    def __init__(self, asked: Sequence[str], rows: int, room: Room | None = None) -> None:
        self._lent = {} if room is None else room.take(rows)
        self._values: dict[str, NDArray[Any]] = {
            name: self._lent[name]
            if name in self._lent
            else np.zeros(rows, DTYPES.get(ANSWERS[name], np.int64))
            for name in asked
        }
        self._present: dict[str, Flags] = {}

    def views(self, rows: slice) -> dict[str, NDArray[Any]]:
        """
        Where kernels may write the answers of consecutive rows at once.
        """
        for values in self._lent.values():
            values[rows] = 0
        return {name: values[rows] for name, values in self._values.items()}

    def put(self, name: str, rows: Rows, values: Any, known: Truth) -> None:  # noqa: ANN401 - an array, or one number for all
        """
        Write the answers of some rows.
        """
        held = self._values[name]
        if known is not False and not _is_view(values, held[rows]):
            held[rows] = values
        if known is not True:
            self.hide(name, rows, inverse(known))

    def hide(self, name: str, rows: Rows, hidden: Truth) -> None:
        """
        Say that rows have no answer.
        """
        if name not in self._present:
            self._present[name] = np.ones(len(self._values[name]), np.bool_)
        present = self._present[name]
        count = rows.stop - rows.start if isinstance(rows, slice) else len(rows)
        present[rows] &= ~spread(hidden, count)

    def mark(self, name: str, rows: Rows, where: Truth, number: int) -> None:
        """
        Write a number of a word where none stands yet.
        """
        held = self._values[name][rows]
        np.copyto(held, number, where=both(where, held == 0))
        self._values[name][rows] = held

    def tell(self, name: str, row: int, value: Any) -> None:  # noqa: ANN401 - as the answer's form is
        """
        Write one answer; None where there is none.
        """
        if value is None:
            self.hide(name, slice(row, row + 1), hidden=True)
            return
        self._values[name][row] = value
        if name in self._present:
            self._present[name][row] = True

    def columns(self, words: Mapping[str, tuple[str, ...]]) -> dict[str, Column]:
        """
        The answers as columns.
        """
        return {
            name: Column(values, self._present.get(name), None, words.get(name, ()))
            for name, values in self._values.items()
        }


def _is_view(values: Any, held: NDArray[Any]) -> bool:  # noqa: ANN401 - as `put`
    """
    Whether a kernel has written into the answer itself.
    """
    if not hasattr(values, "__array_interface__") or values.dtype != held.dtype:
        return False
    return bool(values.__array_interface__["data"] == held.__array_interface__["data"])
