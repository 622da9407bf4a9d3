"""
Arrow's buffers as numpy arrays and back, without a copy where the two agree.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiktok_presale.frames.arrow import pa
from tiktok_presale.frames.columns import Flags

__all__ = [
    "both",
    "dtype_of",
    "empty",
    "from_bits",
    "halves_of",
    "holds_nothing",
    "numbers",
    "present_in",
    "to_array",
    "to_bits",
    "to_words",
]

_HALF = 2**32
_FLOATS = {"halffloat": "float16", "float": "float32", "double": "float64"}


def empty(schema: Any) -> Any:  # noqa: ANN401 - of Arrow
    """
    A batch of no rows, of any types.
    """
    return pa.RecordBatch.from_arrays([pa.nulls(0, field.type) for field in schema], schema=schema)


def holds_nothing(kind: Any) -> bool:  # noqa: ANN401 - a type of Arrow
    """
    Whether a column of a type can hold no value at all, as those of which none was seen.
    """
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_null(kind))


def from_bits(buffer: Any, start: int, count: int) -> Flags:  # noqa: ANN401 - a buffer of Arrow
    """
    So many bits of a bitmap, one byte each.
    """
    first, skipped = divmod(start, 8)
    octets = np.frombuffer(buffer, np.uint8, count=(skipped + count + 7) // 8, offset=first)
    bits = np.unpackbits(octets, count=skipped + count, bitorder="little")
    return bits[skipped:].view(np.bool_)


def to_bits(flags: Flags) -> Any:  # noqa: ANN401 - a buffer of Arrow
    """
    A bitmap of Arrow from one byte each.
    """
    return pa.py_buffer(np.packbits(flags, bitorder="little"))


def present_in(array: Any) -> Flags | None:  # noqa: ANN401 - an array of Arrow
    """
    Which rows of an Arrow array have a value; None where all have.
    """
    if not array.null_count:
        return None
    return from_bits(array.buffers()[0], array.offset, len(array))


def dtype_of(kind: Any) -> np.dtype[Any]:  # noqa: ANN401 - a type of Arrow
    """
    Numpy's name for a type of numbers; Arrow's own way asks pandas in older releases.
    """
    name = str(kind)
    return np.dtype(_FLOATS.get(name, name))


def numbers(array: Any, dtype: Any, width: int = 1) -> NDArray[Any]:  # noqa: ANN401 - of Arrow
    """
    The buffer of an Arrow array of fixed width, seen as numbers; *width* of them make one value.
    """
    buffer = array.buffers()[1]
    if buffer is None or not len(array):
        return np.empty(0 if width == 1 else (0, width), dtype)
    size = np.dtype(dtype).itemsize * width
    seen = np.frombuffer(buffer, dtype, count=len(array) * width, offset=array.offset * size)
    return seen if width == 1 else seen.reshape(-1, width)


def to_array(kind: Any, values: NDArray[Any], present: Flags | None) -> Any:  # noqa: ANN401
    """
    An Arrow array of fixed width on top of numpy's memory.
    """
    bitmap = None if present is None else to_bits(present)
    rows = len(values)
    return pa.Array.from_buffers(kind, rows, [bitmap, pa.py_buffer(np.ascontiguousarray(values))])


def to_words(codes: NDArray[Any], present: Flags | None, words: tuple[str, ...]) -> Any:  # noqa: ANN401
    """
    A dictionary array of Arrow from numbers of words.
    """
    numbered = codes.astype(np.int32, copy=False)
    if present is not None:
        # What stands where nothing is present may be the number of no word.
        numbered = np.where(present, numbered, 0).astype(np.int32, copy=False)
    indices = to_array(pa.int32(), numbered, present)
    return pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))


def both(left: Flags | None, right: Flags | None) -> Flags | None:
    """
    Where two masks hold; None holds everywhere.
    """
    if left is None or right is None:
        return right if left is None else left
    return left & right


def halves_of(values: NDArray[Any], factor: NDArray[Any] | int) -> NDArray[Any]:
    """
    Numbers of 64 bits times a factor of at most 32, as the two halves of numbers of 128 bits.
    """
    pairs = np.empty((len(values), 2), np.int64)
    if isinstance(factor, int) and factor == 1:
        pairs[:, 0] = values
        np.right_shift(values, 63, out=pairs[:, 1])
        return pairs
    high = (values >> 32) * factor
    low = (values & (_HALF - 1)) * factor
    pairs[:, 0] = (high << 32) + low
    pairs[:, 1] = (high + (low >> 32)) >> 32
    return pairs
