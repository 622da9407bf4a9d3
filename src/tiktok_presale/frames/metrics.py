"""
Metrics of many shops as exact numbers, and whether they lie in a range.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Any, final

import attrs
import numpy as np
from numpy.typing import NDArray

from tiktok_presale.facts.metrics import METRICS
from tiktok_presale.frames.arrays import both, dtype_of, numbers, present_in
from tiktok_presale.frames.arrow import pa
from tiktok_presale.frames.columns import Column, Flags
from tiktok_presale.frames.decimals import exact
from tiktok_presale.frames.plain_forms import counts
from tiktok_presale.values.ranges import Range

__all__ = ["MOST_PLACES", "Measured", "measured", "rates"]

_INT64 = 2**63
MOST_PLACES = 18  # that any number of 64 bits has room for


@final
@attrs.frozen(eq=False)
class Measured:
    """
    One metric of some shops.

    Args:
        column: Whole numbers, each *over* or one part in 10 to the power of *scale*.
        scale: How many decimals the numbers have.
        over: What each number is a share of; None for plain numbers.
    """

    column: Column
    scale: int = 0
    over: NDArray[Any] | None = None

    def lies_in(self, accepts: Range[Any]) -> Flags:
        """
        Which rows lie in a range; a share of nothing breaks no limit.
        """
        inside = np.ones(len(self.column.values), np.bool_)
        if accepts.low is not None:
            inside &= ~self._beyond(accepts.low, low=True, outside=accepts.low_open)
        if accepts.high is not None:
            inside &= ~self._beyond(accepts.high, low=False, outside=accepts.high_open)
        return inside if self.over is None else inside | (self.over == 0)

    def _beyond(self, end: Any, *, low: bool, outside: bool) -> Flags:  # noqa: ANN401 - a number
        limit, values = Fraction(end), self.column.values
        if self.over is not None:
            # Crosswise, since a quotient need not be a number of any decimals.
            left, right = _times(values, limit.denominator), _times(self.over, limit.numerator)
            beyond = left < right if low else left > right
            return _flags(beyond | (left == right) if outside else beyond)
        limit *= 10**self.scale
        if low:
            return _flags(values <= floor(limit) if outside else values < ceil(limit))
        return _flags(values >= ceil(limit) if outside else values > floor(limit))


def _times(values: NDArray[Any], factor: int) -> NDArray[Any]:
    most = int(values.max(initial=0))
    return (values.astype(object) if most * factor >= _INT64 else values) * factor


def _flags(found: Any) -> Flags:  # noqa: ANN401 - numpy's objects compare to objects
    flags: Flags = np.asarray(found, np.bool_)
    return flags


def measured(array: Any, field: str, name: str, places: int | None) -> Measured:  # noqa: ANN401
    """
    A column of a metric; what the metric cannot be is bad.

    Args:
        array: The Arrow array.
        field: The metric.
        name: The column, for errors.
        places: To how many decimals floats are rounded; None refuses them.

    Raises:
        FloatColumnError: If it holds floats, and nobody said how to round them.
        WrongTypeError: If it holds no numbers.
    """
    if pa.types.is_floating(array.type) and places is not None:
        column, scale = _rounded(array, places), places
    else:
        column, scale = exact(array, name)
    kind, top = METRICS.get(field, ("", None))
    values, one = column.values, 10**scale
    if scale > MOST_PLACES:
        values = values.astype(object)
    wrong = _flags(_comparable(values, column.present) < 0)
    if top is not None:
        wrong |= _flags(_comparable(values, column.present) > top * one)
    if kind == "number":
        wrong |= _flags(_comparable(values, column.present) % one != 0)
    return Measured(_marked(column, wrong), scale)


def _comparable(values: NDArray[Any], present: Flags | None) -> NDArray[Any]:
    return values if present is None else np.where(present, values, 0)


def _marked(column: Column, wrong: Flags) -> Column:
    if not wrong.any():
        return column
    bad = wrong if column.bad is None else wrong | column.bad
    return attrs.evolve(column, present=both(column.present, ~wrong), bad=bad)


def _rounded(array: Any, places: int) -> Column:  # noqa: ANN401 - an array of Arrow
    raw = numbers(array, dtype_of(array.type)).astype(np.float64, copy=False)
    absent, present = np.isnan(raw), present_in(array)
    absent = absent if present is None else absent | ~present
    scaled = np.rint(np.where(absent, 0, raw) * 10.0**places)
    bad = ~(np.abs(scaled) < _INT64)
    values = np.where(bad, 0, scaled).astype(np.int64)
    return Column(values, ~(absent | bad), bad if bad.any() else None)


def rates(count: Any, total: Any, names: tuple[str, str]) -> Measured:  # noqa: ANN401 - of Arrow
    """
    Shares from a column of cases and one of all orders, unrounded.

    Raises:
        WrongTypeError: If one holds no numbers.
    """
    cases, orders = (counts(array, name) for array, name in zip((count, total), names, strict=True))
    known = both(cases.present, orders.present)
    values, over = (_comparable(column.values, known) for column in (cases, orders))
    bad = np.zeros(len(values), np.bool_)
    for column in (cases, orders):
        bad |= False if column.bad is None else column.bad
    column = Column(values, known, bad if bad.any() else None)
    return Measured(_marked(column, (values < 0) | (over < values)), over=over)
