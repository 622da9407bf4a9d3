"""
Columns of exact numbers: decimals, whole numbers and text, as whole numbers of a power of ten.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiktok_presale.frames.arrays import both, dtype_of, numbers, present_in
from tiktok_presale.frames.arrow import pa, pc
from tiktok_presale.frames.columns import Column, Flags
from tiktok_presale.frames.times import is_text
from tiktok_presale.values.column_errors import FloatColumnError
from tiktok_presale.values.errors import WrongTypeError

__all__ = ["amounts", "exact"]

_INT64 = 2**63
_WHOLE, _PARTS = 18, 12
_DECIMAL = (
    rf"^\s*(?P<sign>[+-])?0*(?P<whole>\d{{1,{_WHOLE}}})(?:\.(?P<part>\d{{0,{_PARTS}}})0*)?\s*$"
)


def amounts(array: Any, name: str, digits: NDArray[Any], told: str | None) -> Column:  # noqa: ANN401
    """
    A column of money, in minor units.

    What has more decimals than its currency, or more digits than 64 bits hold, is bad. What has no
    known currency stands as it is, since its row is refused for the currency.

    Args:
        array: The Arrow array.
        name: The column, for errors.
        digits: How many decimals the currency has: of each row, or one for all; below zero where
            the currency is not known.
        told: What whole numbers are: "minor" units or "major" ones.

    Raises:
        FloatColumnError: If it holds floats.
        WrongTypeError: If it holds no amounts, or whole numbers that may be either.
    """
    if pa.types.is_dictionary(array.type):
        array = array.cast(array.type.value_type)
    kind = array.type
    if pa.types.is_integer(kind) and told is None:
        expected = "decimals; for whole numbers say amounts='minor' or amounts='major'"
        raise WrongTypeError(name, expected, str(kind))
    found, scale = exact(array, name)
    if told == "minor" and pa.types.is_integer(kind):
        return _known(found)
    return _known(_rescaled(found, np.where(digits < 0, 0, digits - scale)))


def exact(array: Any, name: str) -> tuple[Column, int]:  # noqa: ANN401 - an array of Arrow
    """
    A column of exact numbers, as whole numbers of 10 to the power of minus the second answer.

    The numbers are of 64 bits; where a decimal needs more, they are numpy's objects, which have no
    end and are slow.

    Raises:
        FloatColumnError: If it holds floats.
        WrongTypeError: If it holds no numbers.
    """
    kind, present = array.type, present_in(array)
    if pa.types.is_floating(kind):
        raise FloatColumnError(name)
    if pa.types.is_integer(kind):
        raw = numbers(array, dtype_of(kind))
        if raw.dtype == np.uint64 and len(raw) and raw.max() >= _INT64:
            return Column(raw.astype(object), present), 0
        return Column(raw.astype(np.int64, copy=False), present), 0
    if pa.types.is_decimal(kind) and kind.scale < 0:
        # Hundreds, say; as Python's own integers, since they may outgrow 64 bits.
        return Column(_decimal(array).astype(object) * 10**-kind.scale, present), 0
    if pa.types.is_decimal(kind):
        return Column(_decimal(array), present), kind.scale
    if is_text(kind):
        return _text(array)
    if pa.types.is_dictionary(kind):
        return exact(array.cast(kind.value_type), name)
    raise WrongTypeError(name, "exact numbers: decimals, whole numbers or text", str(kind))


def _decimal(array: Any) -> NDArray[Any]:  # noqa: ANN401 - an array of decimals
    if array.type.bit_width < 128:  # noqa: PLR2004 - what the next line casts to
        array = array.cast(pa.decimal128(array.type.precision, array.type.scale))
    if not len(array):
        return np.empty(0, np.int64)
    parts = numbers(array, np.int64, array.type.bit_width // 64)
    low = parts[:, 0]
    if (parts[:, 1:] == (low >> 63)[:, None]).all():
        return np.ascontiguousarray(low)
    whole = parts[:, -1].astype(object)
    for place in range(parts.shape[1] - 2, -1, -1):
        whole = (whole << 64) + parts[:, place].view(np.uint64).astype(object)
    return whole


def _text(array: Any) -> tuple[Column, int]:  # noqa: ANN401 - an array of text
    """
    Numbers such as "899.00", without an exponent and without separators of thousands.
    """
    if "string_view" in str(array.type):
        array = array.cast(pa.large_string())
    present = present_in(array)
    found = pc.extract_regex(array, pattern=_DECIMAL)
    sign, whole, part = (pc.fill_null(one, "") for one in found.flatten())
    part = pc.utf8_rtrim(part, characters="0")
    scale = pc.max(pc.binary_length(part)).as_py() or 0
    units, parts = _digits(whole), _digits(pc.utf8_rpad(part, scale, "0"))
    if units.max(initial=0) >= (_INT64 - 1) // 10**scale:
        units = units.astype(object)
    total = units * 10**scale + parts
    minus = pc.equal(sign, "-").to_numpy(zero_copy_only=False)
    matched = present_in(found)
    column = Column(np.where(minus, -total, total), present)
    bad = np.zeros(len(array), np.bool_) if matched is None else ~matched
    return _marked(column, column.values, bad), scale


def _digits(part: Any) -> NDArray[Any]:  # noqa: ANN401 - an array of text
    """
    Digits as numbers; 0 where there are none.
    """
    filled = pc.if_else(pc.equal(pc.binary_length(part), 0), "0", part)
    return numbers(pc.cast(filled, pa.int64()), np.int64)


def _rescaled(column: Column, shift: NDArray[Any]) -> Column:
    """
    The numbers times ten to the power of *shift*, of each row or one for all.
    """
    values = column.values
    up = np.maximum(shift, 0)
    down = np.maximum(-shift, 0)
    if values.dtype != object and not down.any() and not up.any():
        return column
    if values.dtype == object or up.max(initial=0) > _PARTS or down.max(initial=0) > _WHOLE:
        return _wide(column, up, down)
    bad = np.zeros(len(values), np.bool_)
    if down.any():
        values, rest = np.divmod(values, np.int64(10) ** down)
        bad |= rest != 0
    factor = np.int64(10) ** up
    limit = (_INT64 - 1) // factor
    bad |= (values > limit) | (values < -limit)
    return _marked(column, np.where(bad, 0, values) * factor, bad)


def _wide(column: Column, up: NDArray[Any], down: NDArray[Any]) -> Column:
    """
    The same for numbers of any size.
    """
    values = column.values.astype(object)
    if column.present is not None:
        values = np.where(column.present, values, 0)
    up, down = (10 ** power.astype(object) for power in (up, down))
    scaled = values * up
    bad = ((scaled % down != 0) | (abs(scaled // down) >= _INT64)).astype(np.bool_)
    whole = np.where(bad, 0, scaled // down).astype(np.int64)
    return _marked(column, whole, bad)


def _known(column: Column) -> Column:
    """
    Amounts of 64 bits; what does not fit is bad.
    """
    if column.values.dtype != object:
        return column
    beyond = (abs(column.values) >= _INT64).astype(np.bool_)
    return _marked(column, np.where(beyond, 0, column.values).astype(np.int64), beyond)


def _marked(column: Column, values: NDArray[Any], bad: Flags) -> Column:
    present = column.present
    bad = bad if present is None else bad & present
    if not bad.any():
        return Column(values, present, column.bad)
    return Column(values, both(present, ~bad), bad if column.bad is None else bad | column.bad)
