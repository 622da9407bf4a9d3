"""
Columns of words, of yes and no, and of whole numbers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiktok_presale.frames.arrays import both, dtype_of, from_bits, numbers, present_in
from tiktok_presale.frames.arrow import pa
from tiktok_presale.frames.columns import Column
from tiktok_presale.frames.times import is_text
from tiktok_presale.values.errors import WrongTypeError

__all__ = ["counts", "flags", "words"]

_INT64 = 2**63


def words(array: Any, name: str) -> Column:  # noqa: ANN401 - an array of Arrow
    """
    A column of words: text, or a dictionary of it as categories and enums are.

    Raises:
        WrongTypeError: If it holds anything else.
    """
    kind = array.type
    if is_text(kind):
        if "string_view" in str(kind):
            array = array.cast(pa.large_string())
        array = array.dictionary_encode()
    elif not (pa.types.is_dictionary(kind) and is_text(kind.value_type)):
        raise WrongTypeError(name, "words: text, or categories of it", str(kind))
    codes = numbers(array.indices, dtype_of(array.indices.type)).astype(np.int32, copy=False)
    present, listed = present_in(array), array.dictionary.to_pylist()
    if array.dictionary.null_count:  # a category that is itself null is no word
        known = np.array([word is not None for word in listed])
        safe = codes if present is None else np.where(present, codes, 0)
        present = both(present, known[safe])
    return Column(codes, present, None, tuple("" if word is None else word for word in listed))


def flags(array: Any, name: str) -> Column:  # noqa: ANN401 - an array of Arrow
    """
    A column of yes and no.

    Raises:
        WrongTypeError: If it holds anything else.
    """
    if not pa.types.is_boolean(array.type):
        raise WrongTypeError(name, "True and False", str(array.type))
    bits = array.buffers()[1]
    rows = len(array)
    values = from_bits(bits, array.offset, rows) if rows else np.zeros(0, np.bool_)
    return Column(values, present_in(array))


def counts(array: Any, name: str) -> Column:  # noqa: ANN401 - an array of Arrow
    """
    A column of whole numbers.

    Floats are taken where they are whole, since pandas turns whole numbers with gaps into floats.

    Raises:
        WrongTypeError: If it holds no numbers.
    """
    kind, present = array.type, present_in(array)
    if pa.types.is_floating(kind):
        raw = numbers(array, dtype_of(kind)).astype(np.float64, copy=False)
        return _whole(raw, np.isnan(raw) if present is None else ~present | np.isnan(raw))
    if not pa.types.is_integer(kind):
        raise WrongTypeError(name, "whole numbers", str(kind))
    raw = numbers(array, dtype_of(kind))
    if raw.dtype != np.uint64 or not len(raw) or raw.max() < _INT64:
        return Column(raw.astype(np.int64, copy=False), present)
    bad = raw >= np.uint64(_INT64)
    bad = bad if present is None else bad & present
    return Column(np.where(bad, 0, raw).astype(np.int64), both(present, ~bad), bad)


def _whole(raw: NDArray[Any], absent: NDArray[Any]) -> Column:
    with np.errstate(invalid="ignore"):
        bad = ~absent & ((np.trunc(raw) != raw) | (np.abs(raw) >= _INT64))
    good = ~(absent | bad)
    values = np.where(good, raw, 0).astype(np.int64)
    return Column(values, None if good.all() else good, bad if bad.any() else None)
