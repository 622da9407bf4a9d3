"""
Answers of one batch after the other, gathered in what the caller gets: nothing is held twice.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tiktok_presale.frames.arrays import dtype_of, from_bits, numbers, present_in
from tiktok_presale.frames.arrow import pa
from tiktok_presale.frames.columns import Flags

__all__ = ["Chunks", "Gathered", "Numbers", "gathering"]

_ABSENT_WORD = -1


class Chunks:
    """
    The arrays of one answer, kept as Arrow has them.
    """

    def __init__(self, kind: Any) -> None:  # noqa: ANN401 - a type of Arrow
        self._kind, self._arrays = kind, list[Any]()

    def add(self, array: Any) -> None:  # noqa: ANN401 - of Arrow
        """
        Keep the answers of the next rows.
        """
        self._arrays.append(array)

    def column(self) -> Any:  # noqa: ANN401 - of Arrow
        """
        All of them as one column.
        """
        return pa.chunked_array(self._arrays, self._kind).unify_dictionaries()


class Numbers:
    """
    One answer in an array of numpy as long as the frame, of a type that has room for its values.

    Args:
        kind: The type of its Arrow arrays: instants, spans, whole numbers, flags or words.
        rows: How many rows the frame has.
    """

    kind: Any
    values: NDArray[Any]
    absent: Flags | None
    home: Any = None
    """
    The array of pandas whose memory the values are, where they are one's.
    """

    def __init__(self, kind: Any, rows: int) -> None:  # noqa: ANN401 - of Arrow
        self.kind, self.absent = kind, None
        dtype, self._blank = _room(kind)
        self.values = np.empty(rows, dtype)
        self._filled = 0
        self._words: dict[str, int] = {}

    @property
    def words(self) -> list[str]:
        """
        What the numbers of words stand for.
        """
        return list(self._words)

    def add(self, array: Any) -> None:  # noqa: ANN401 - of Arrow
        """
        Write the answers of the next rows.
        """
        rows = slice(self._filled, self._filled + len(array))
        held, present = self.values[rows], present_in(array)
        if len(array):
            read = self._read(array)
            # Answers may have been written here right away.
            if read.ctypes.data != held.ctypes.data:
                held[:] = read
        if present is not None:
            if self.absent is None:
                self.absent = np.zeros(len(self.values), np.bool_)
            absent = np.logical_not(present, out=self.absent[rows])
            held[absent] = self._blank
        self._filled = rows.stop

    def _read(self, array: Any) -> NDArray[Any]:  # noqa: ANN401 - of Arrow
        if pa.types.is_boolean(self.kind):
            return from_bits(array.buffers()[1], array.offset, len(array))
        if not pa.types.is_dictionary(self.kind):
            return numbers(array, self.values.dtype)
        codes = numbers(array.indices, dtype_of(self.kind.index_type))
        words = array.dictionary.to_pylist()
        mine = [self._words.setdefault(word, len(self._words)) for word in words]
        # Batches mostly number words alike, a later one more of them. What stands where there is
        # no word is the number of none.
        return codes if mine == list(range(len(mine))) else np.take(mine, codes, mode="clip")


Gathered: TypeAlias = Chunks | Numbers


def _room(kind: Any) -> tuple[Any, Any]:  # noqa: ANN401 - a type of Arrow
    """
    Numpy's type for values of one of Arrow's, and what stands where there is none.
    """
    if pa.types.is_timestamp(kind):
        return f"M8[{kind.unit}]", np.datetime64("NaT", kind.unit)
    if pa.types.is_duration(kind):
        return f"m8[{kind.unit}]", np.timedelta64("NaT", kind.unit)
    if pa.types.is_dictionary(kind):
        return np.int32, _ABSENT_WORD
    return dtype_of(kind), 0


def gathering(kind: Any, rows: int) -> Gathered:  # noqa: ANN401 - a type of Arrow
    """
    Where answers of one type are gathered: those of which numpy has no type stay Arrow's.
    """
    fits = (
        pa.types.is_timestamp(kind)
        or pa.types.is_duration(kind)
        or pa.types.is_dictionary(kind)
        or pa.types.is_boolean(kind)
        or pa.types.is_int64(kind)
    )
    return Numbers(kind, rows) if fits else Chunks(kind)
