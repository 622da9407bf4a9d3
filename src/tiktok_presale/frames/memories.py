"""
Columns of numpy and pandas as Arrow has them and back, on the same memory where the layouts agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiktok_presale.frames.arrays import to_bits
from tiktok_presale.frames.arrow import pa
from tiktok_presale.frames.gathering import Chunks, Gathered, Numbers, gathering
from tiktok_presale.values.errors import WrongTypeError

__all__ = ["for_pandas", "to_arrow", "to_numpy", "to_pandas"]

_UNITS = ("s", "ms", "us", "ns")
# Words are numbered where each stands for so many rows at least.
_OFTEN = 4


def to_arrow(name: str, values: Any) -> Any:  # noqa: ANN401 - anything that Arrow can read
    """
    One column as Arrow has it.

    Raises:
        WrongTypeError: If it is no column, or Arrow cannot hold what it holds.
    """
    if isinstance(values, str) or not hasattr(values, "__len__"):
        raise WrongTypeError(name, "a column of values", type(values).__name__)
    kind: Any = getattr(values, "dtype", None)
    if _counts_several(kind):
        # Arrow looks at the unit alone, and would take two seconds for one.
        values = values.astype(f"M8[{np.datetime_data(kind)[0]}]")
    try:
        # Subclasses may hold more than their memory shows, as masked arrays do.
        if type(values) is np.ndarray and values.ndim == 1 and kind.isnative:
            found = _of_numpy(values)
        elif getattr(kind, "kind", None) == "M" and hasattr(values, "dt") and _is_numpys(kind):
            found = _of_times(values)
        else:
            found = pa.array(values, from_pandas=True)
    except (pa.ArrowException, ValueError, TypeError, OverflowError) as error:
        raise WrongTypeError(name, "values of one type", str(error).splitlines()[0]) from None
    if pa.types.is_floating(found.type) and found.null_count == len(found):
        # What pandas makes of a column in which nothing stands, whatever it was to hold.
        return pa.nulls(len(found))
    if pa.types.is_timestamp(found.type) and _of_objects(values):
        _check_zones(name, values, found)
    return found


def _counts_several(kind: Any) -> bool:  # noqa: ANN401 - of numpy, pandas, polars or none
    """
    Whether times are counted by several of their unit, as numpy alone can.
    """
    numpys = _is_numpys(kind) and not hasattr(kind, "tz")
    return numpys and kind.kind == "M" and bool(np.datetime_data(kind)[1] != 1)


def _of_objects(values: Any) -> bool:  # noqa: ANN401 - anything that Arrow can read
    return isinstance(values, list | tuple) or getattr(values, "dtype", None) == np.dtype(object)


def _check_zones(name: str, values: Iterable[Any], found: Any) -> None:  # noqa: ANN401 - of Arrow
    """
    Refuse times of which some have a zone and others have none: Arrow takes the latter as UTC.

    Raises:
        WrongTypeError: If a column holds both.
    """
    # Which of them are times and which stand for none, as pandas has several of, Arrow has told.
    times = compress(values, found.is_valid().to_pylist())
    if len({getattr(time, "tzinfo", None) is None for time in times}) > 1:
        expected = "times that all have a time zone, or all have none"
        raise WrongTypeError(name, expected, "some with and some without")


def _is_numpys(kind: Any) -> bool:  # noqa: ANN401 - of pandas
    """
    Whether a series of times is held by numpy, with or without a zone, and not by Arrow.
    """
    return isinstance(kind, np.dtype) or hasattr(kind, "tz")


def _of_numpy(values: NDArray[Any]) -> Any:  # noqa: ANN401 - of Arrow
    kind = values.dtype.kind
    if kind == "M" and np.datetime_data(values.dtype) in {(unit, 1) for unit in _UNITS}:
        return _stamped(values, pa.timestamp(np.datetime_data(values.dtype)[0]))
    if kind == "U" and len(values) and values.dtype.itemsize:
        found = _numbered(values)
        if found is not None:
            return found
    return pa.array(values, from_pandas=True)


def _of_times(series: Any) -> Any:  # noqa: ANN401 - of pandas
    """
    A series of times; which type its zone is, Arrow says itself.
    """
    kind = pa.array(series.iloc[:0], from_pandas=True).type
    if kind.tz is not None:
        series = series.dt.tz_convert(None)
    return _stamped(series.to_numpy(), kind)


def _stamped(values: NDArray[Any], kind: Any) -> Any:  # noqa: ANN401 - of Arrow
    """
    Times on their own memory, with those that are none left out.
    """
    held = np.ascontiguousarray(values)
    absent = np.isnat(held)
    bitmap = to_bits(~absent) if absent.any() else None
    return pa.Array.from_buffers(kind, len(held), [bitmap, pa.py_buffer(held.view(np.int64))])


def _numbered(values: NDArray[Any]) -> Any:  # noqa: ANN401 - of Arrow
    """
    Words of one width as a dictionary; None where few of them come again.

    They are told apart as bytes, so that each word is made once and not for each row.
    """
    width, held = values.dtype.itemsize, np.ascontiguousarray(values)
    octets = pa.py_buffer(held.view(np.uint8))
    found = pa.Array.from_buffers(pa.binary(width), len(held), [None, octets]).dictionary_encode()
    if len(found.dictionary) * _OFTEN > len(held):
        return None
    words = np.array([np.frombuffer(word.as_py(), values.dtype)[0] for word in found.dictionary])
    return pa.DictionaryArray.from_arrays(found.indices, pa.array(words))


def to_numpy(column: Gathered) -> Any:  # noqa: ANN401 - of numpy
    """
    An array of numpy: of objects where there are gaps that its type has no room for.
    """
    if isinstance(column, Chunks):
        return column.column().to_numpy(zero_copy_only=False)
    values, absent = column.values, column.absent
    if pa.types.is_dictionary(column.kind):
        # The last of them is found where there is none.
        return np.array([*column.words, None], object)[values]
    if absent is None or values.dtype.kind in "mM":
        return values
    objects = values.astype(object)
    objects[absent] = None
    return objects


def for_pandas(frame: Any, read: Iterable[str]) -> Callable[[Any, int], Gathered]:  # noqa: ANN401
    """
    What makes the room for answers beside the columns of a frame of pandas.

    Args:
        frame: The frame.
        read: Its columns that were read. Answers are Arrow's where the first of them is.
    """
    pandas = import_module("pandas")
    if any(isinstance(frame[name].dtype, pandas.ArrowDtype) for name in tuple(read)[:1]):
        return lambda kind, _: Chunks(kind)

    def made(kind: Any, rows: int) -> Gathered:  # noqa: ANN401 - a type of Arrow
        column = gathering(kind, rows)
        if pa.types.is_timestamp(kind) and isinstance(column, Numbers):
            # Pandas copies the times that it is given, but not those it has: they are written
            # where they will stay.
            utc = pandas.DatetimeTZDtype(kind.unit, "UTC")
            none = np.broadcast_to(np.datetime64("NaT", kind.unit), rows)
            column.home = pandas.array(none, dtype=utc).tz_convert(kind.tz)
            column.values = np.asarray(column.home.tz_convert(None))
        return column

    return made


def to_pandas(
    frame: Any,  # noqa: ANN401 - of pandas
    columns: Iterable[tuple[str, Gathered]],
) -> Iterator[tuple[str, Any]]:
    """
    Answers as series beside the columns of a frame, whose index they get.
    """
    pandas = import_module("pandas")
    for name, column in columns:
        yield name, pandas.Series(_of_pandas(column, pandas), index=frame.index, copy=False)


def _of_pandas(column: Gathered, pandas: Any) -> Any:  # noqa: ANN401 - of pandas
    """
    Answers as pandas has them: Arrow's where they were kept, since numpy has no exact type.
    """
    if isinstance(column, Chunks):
        return pandas.arrays.ArrowExtensionArray(column.column())
    kind, values, absent = column.kind, column.values, column.absent
    if pa.types.is_timestamp(kind):
        return column.home
    if pa.types.is_duration(kind):
        return pandas.TimedeltaIndex(values, copy=False)
    if pa.types.is_dictionary(kind):
        return pandas.Categorical.from_codes(values, column.words)
    if absent is None:
        absent = np.zeros(len(values), np.bool_)
    if pa.types.is_boolean(kind):
        return pandas.arrays.BooleanArray(values, absent)
    return pandas.arrays.IntegerArray(values, absent)
