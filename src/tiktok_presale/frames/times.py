"""
Columns of instants and days: timestamps of any unit, text in ISO 8601, and numbers of a told unit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiktok_presale.frames.arrays import both, dtype_of, numbers, present_in
from tiktok_presale.frames.arrow import pa, pc
from tiktok_presale.frames.clocks import FIRST, LAST, to_utc
from tiktok_presale.frames.columns import Column, Flags
from tiktok_presale.values.column_errors import NaiveColumnError
from tiktok_presale.values.errors import WrongTypeError

__all__ = ["days", "instants", "is_text"]

# How many microseconds one of each unit is; nanoseconds are rounded down to them, which no rule can
# tell from the exact time: what is compared with them falls on whole microseconds.
_MICROS = {"s": 10**6, "ms": 1000, "us": 1}
_DAY = 86_400 * 10**6

_DATE = r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
_TIME = r"(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
_ZONE = r"(?P<zulu>[Zz])?(?:(?P<sign>[+-])(?P<east>\d{2})(?::?(?P<past>\d{2}))?)?"
_INSTANT = rf"^{_DATE}[Tt ]{_TIME} ?{_ZONE}$"
_ONLY_DATE = rf"^{_DATE}$"

_TOLD = "timestamps with a time zone or text in ISO 8601; for numbers say epochs='s', 'ms' or 'us'"


def is_text(kind: Any) -> bool:  # noqa: ANN401 - a type of Arrow
    """
    Whether a column holds text, in any of Arrow's layouts.
    """
    return pa.types.is_string(kind) or pa.types.is_large_string(kind) or str(kind) == "string_view"


def instants(array: Any, name: str, *, zone: str | None, epochs: str | None) -> Column:  # noqa: ANN401
    """
    A column of instants, in microseconds UTC.

    Args:
        array: The Arrow array.
        name: The column, for errors.
        zone: The zone of times that have none of their own.
        epochs: The unit of whole numbers since 1970.

    Raises:
        NaiveColumnError: If its times have no zone and none was told.
        WrongTypeError: If it holds no instants.
    """
    kind = array.type
    if pa.types.is_timestamp(kind):
        if kind.tz is None and zone is None:
            raise NaiveColumnError(name, str(kind))
        raw = numbers(array, np.int64)
        local = zone if kind.tz is None else None
        return _scaled(raw, kind.unit, present_in(array), local)
    if pa.types.is_integer(kind) and epochs is not None:
        return _scaled(_wide(array), epochs, present_in(array), None)
    if is_text(kind):
        return _parsed(array, zone)
    if pa.types.is_dictionary(kind) and is_text(kind.value_type):
        return _taken(array, _parsed(array.dictionary, zone))
    raise WrongTypeError(name, _TOLD, str(kind))


def days(array: Any, name: str) -> Column:  # noqa: ANN401 - an array of Arrow
    """
    A column of days, numbered from 1970.

    Timestamps without a zone are days where they fall on midnight, as pandas has it.

    Raises:
        WrongTypeError: If it holds no days.
    """
    kind, present = array.type, present_in(array)
    if pa.types.is_date32(kind):
        return _within(numbers(array, np.int32), present, FIRST // _DAY, LAST // _DAY)
    if pa.types.is_date64(kind) or (pa.types.is_timestamp(kind) and kind.tz is None):
        unit = "ms" if pa.types.is_date64(kind) else kind.unit
        column = _scaled(numbers(array, np.int64), unit, present, None)
        bad = _merged(column.bad, column.values % _DAY != 0, column.present)
        return Column((column.values // _DAY).astype(np.int32), _without(column.present, bad), bad)
    if is_text(kind):
        column = _parsed(array, "UTC", pattern=_ONLY_DATE)
        return Column((column.values // _DAY).astype(np.int32), column.present, column.bad)
    if pa.types.is_dictionary(kind) and is_text(kind.value_type):
        return _taken(array, days(array.dictionary, name))
    raise WrongTypeError(name, "days: dates, or text such as '2026-03-31'", str(kind))


def _wide(array: Any) -> NDArray[Any]:  # noqa: ANN401 - an array of Arrow
    """
    Whole numbers of any width as 64 bits; what does not fit is beyond every instant and stays so.
    """
    raw = numbers(array, dtype_of(array.type))
    if raw.dtype == np.uint64:
        raw = np.minimum(raw, np.uint64(2**63 - 1))
    return raw.astype(np.int64, copy=False)


def _scaled(raw: NDArray[Any], unit: str, present: Flags | None, zone: str | None) -> Column:
    """
    Numbers of a unit as microseconds, converted from a zone where they are local.
    """
    if unit == "ns":
        column = Column(raw // 1000, present)  # all that fits in 64 bits is within `datetime`
    else:
        factor = _MICROS[unit]
        column = _within(raw, present, -(-FIRST // factor), LAST // factor)
        if factor > 1:
            column = Column(column.values * factor, column.present, column.bad)
    return column if zone is None or zone == "UTC" else _located(column, zone)


def _located(column: Column, zone: str) -> Column:
    """
    Local times as instants; near the ends of time an instant may lie beyond what can be held.
    """
    values = column.values
    if column.present is not None:
        # Of a year that occurs, so that the zone is asked about no other.
        values = np.where(column.present, values, values[column.present][:1].sum())
    found = _within(to_utc(values, zone), column.present, FIRST, LAST)
    bad = column.bad if found.bad is None else _merged(found.bad, column.bad, None)
    return Column(found.values, found.present, bad)


def _within(values: NDArray[Any], present: Flags | None, low: int, high: int) -> Column:
    """
    A column with what lies outside of what can be held marked; it stands there as 0.

    What stands where nothing is present stays as it is: nobody looks at it.
    """
    # Seen without a sign, numbers below zero are above all others: one look tells that there is
    # nothing to mark, unless there are instants before 1970.
    unsigned = values.view(f"u{values.dtype.itemsize}")
    if not len(values) or (present is None and unsigned.max() <= high):
        return Column(values, present)
    if present is not None and not ((unsigned > high) & present).any():
        return Column(values, present)
    outside = (values < low) | (values > high)
    bad = outside if present is None else outside & present
    if not bad.any():
        return Column(values, present)
    return Column(np.where(outside, values.dtype.type(0), values), _without(present, bad), bad)


def _merged(bad: Flags | None, more: Flags | None, present: Flags | None) -> Flags | None:
    """
    What is bad in one way or another, among what is present.
    """
    found = more if more is None or present is None else more & present
    if found is not None and not found.any():
        found = None
    if bad is None or found is None:
        return found if bad is None else bad
    return bad | found


def _without(present: Flags | None, bad: Flags | None) -> Flags | None:
    return present if bad is None else both(present, ~bad)


def _taken(array: Any, column: Column) -> Column:  # noqa: ANN401 - a dictionary array
    """
    The column of a dictionary array, from that of its words.
    """
    present = present_in(array)
    codes = numbers(array.indices, dtype_of(array.type.index_type))
    if present is not None:
        codes = np.where(present, codes, 0)
    if not len(column.values):
        return Column(np.zeros(len(array), column.values.dtype), np.zeros(len(array), np.bool_))
    bad = None if column.bad is None else both(column.bad[codes], present)
    inner = None if column.present is None else column.present[codes]
    return Column(column.values[codes], both(present, inner), bad)


def _parsed(array: Any, zone: str | None, pattern: str = _INSTANT) -> Column:  # noqa: ANN401
    """
    Text in ISO 8601; what is none is bad, and so is a local time where no zone was told.
    """
    if "string_view" in str(array.type):
        array = array.cast(pa.large_string())
    present = present_in(array)
    found = pc.extract_regex(array, pattern=pattern)
    matched = present_in(found)
    names = [found.type.field(place).name for place in range(found.type.num_fields)]
    text = dict(zip(names, found.flatten(), strict=True))
    good = np.ones(len(array), np.bool_) if matched is None else matched
    day, real = _day(text)
    values = day * _DAY
    good &= real
    if "hour" in text:
        clock, real = _clock(text)
        values += clock
        good &= real
        values, good = _shifted(values, good, text, zone)
    values[~good] = 0
    bad = ~good if present is None else ~good & present
    column = Column(values, _without(present, bad), bad if bad.any() else None)
    inside = _within(column.values, column.present, FIRST, LAST)
    return Column(inside.values, inside.present, _merged(column.bad, inside.bad, None))


def _number(text: dict[str, Any], name: str) -> NDArray[Any]:
    """
    The digits of one part as a number; 0 where it is left out.
    """
    digits = pc.if_else(pc.equal(pc.binary_length(text[name]), 0), "0", text[name])
    found = pc.fill_null(pc.cast(digits, pa.int64()), 0)
    return numbers(found, np.int64)


def _day(text: dict[str, Any]) -> tuple[NDArray[Any], Flags]:
    year, month, day = (_number(text, name) for name in ("year", "month", "day"))
    real = (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1)  # noqa: PLR2004 - of a year
    months = np.where(real, (year - 1970) * 12 + month - 1, 0)
    first = months.astype("M8[M]").astype("M8[D]").astype(np.int64)
    following = (months + 1).astype("M8[M]").astype("M8[D]").astype(np.int64)
    return first + day - 1, real & (first + day <= following)


def _clock(text: dict[str, Any]) -> tuple[NDArray[Any], Flags]:
    hour, minute, second = (_number(text, name) for name in ("hour", "minute", "second"))
    real = (hour < 24) & (minute < 60) & (second < 60)  # noqa: PLR2004 - as clocks have it
    # Beyond microseconds digits are cut off, as `datetime.fromisoformat` does.
    padded = pc.utf8_slice_codeunits(pc.utf8_rpad(text["part"], 6, "0"), 0, 6)
    part = _number({"part": padded}, "part")
    return ((hour * 60 + minute) * 60 + second) * 10**6 + part, real


def _shifted(
    local: NDArray[Any], good: Flags, text: dict[str, Any], zone: str | None
) -> tuple[NDArray[Any], Flags]:
    """
    Local times as instants, by the offset that each has or by the zone that was told.
    """
    east, past = _number(text, "east"), _number(text, "past")
    good &= (east < 24) & (past < 60)  # noqa: PLR2004 - as clocks have it
    zulu, sign = (_filled(text[name]) for name in ("zulu", "sign"))
    west = as_flags(pc.equal(pc.fill_null(text["sign"], ""), "-"))
    offset = (east * 60 + past) * 60 * 10**6
    values = np.where(west, local + offset, local - offset)
    good &= ~(zulu & sign)
    naive = good & ~zulu & ~sign
    if not naive.any():
        return values, good
    if zone is None:
        return values, good & ~naive
    values[naive] = to_utc(local[naive], zone)
    return values, good


def _filled(part: Any) -> Flags:  # noqa: ANN401 - an array of Arrow
    return as_flags(pc.greater(pc.binary_length(pc.fill_null(part, "")), 0))


def as_flags(flags: Any) -> Flags:  # noqa: ANN401 - an array of Arrow
    """
    An array of flags without nulls, one byte each.
    """
    found: Flags = flags.to_numpy(zero_copy_only=False)
    return found
