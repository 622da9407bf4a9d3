"""
Answers as Arrow arrays: instants in the caller's unit and zone, money in decimals, words by number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiktok_presale.frames.arrays import both, halves_of, to_array, to_bits, to_words
from tiktok_presale.frames.arrow import pa
from tiktok_presale.frames.columns import Block, Column
from tiktok_presale.frames.fields import Form
from tiktok_presale.frames.results import DTYPES
from tiktok_presale.values._currencies import EXPONENTS

__all__ = ["Writing"]

# 38 digits are the most that 128 bits hold, so that sums of a column do not run over.
_DIGITS = 38
_MOST = max(EXPONENTS.values())
_UNITS = ("s", "ms", "us", "ns")
_NANO = 1000


class Writing:
    """
    How answers are written.

    Args:
        forms: What each answer holds, by name, in the order of the columns.
        prefix: What the names of their columns start with.
        unit: The unit of instants.
        zone: The zone of instants.
        currency: The currency of all amounts; None where each row has its own.
        minor: Whether amounts are written in minor units.
    """

    unit: str
    minor: bool
    currency: str | None
    forms: dict[str, Form]
    scale: int
    schema: Any

    def __init__(
        self,
        forms: Mapping[str, Form],
        *,
        prefix: str = "",
        unit: str = "us",
        zone: str = "UTC",
        currency: str | None = None,
        minor: bool = False,
    ) -> None:
        self.forms, self.unit, self.minor = dict(forms), unit, minor
        scale = _MOST if currency is None else EXPONENTS[currency]
        self.scale, self.currency = scale, currency
        self._types = {
            Form.INSTANT: pa.timestamp(unit, zone),
            Form.DAY: pa.date32(),
            Form.COUNT: pa.int64(),
            Form.AMOUNT: pa.int64() if minor else pa.decimal128(_DIGITS, scale),
            Form.FLAG: pa.bool_(),
            Form.WORD: pa.dictionary(pa.int32(), pa.string()),
            Form.SPAN: pa.duration("us"),
        }
        self.schema = pa.schema(
            [pa.field(prefix + name, self._types[form]) for name, form in self.forms.items()]
        )

    @property
    def plain(self) -> dict[str, Any]:
        """
        Numpy's types of the answers whose arrays lie on the memory of the answers themselves.
        """
        made = {Form.FLAG, Form.INSTANT} if self.unit != "us" else {Form.FLAG}
        made |= set() if self.minor else {Form.AMOUNT}
        return {
            name: DTYPES.get(form, np.int64)
            for name, form in self.forms.items()
            if form not in made
        }

    def arrays(self, answers: Mapping[str, Column], block: Block) -> list[Any]:
        """
        One array for each answer, on the memory of the answers where the form allows it.
        """
        return [self._array(form, answers[name], block) for name, form in self.forms.items()]

    def _array(self, form: Form, column: Column, block: Block) -> Any:  # noqa: ANN401
        values, present = _spread(column.values, block.rows), column.present
        if present is not None:
            present = _spread(present, block.rows)
            present = None if present.all() else present
        if form is Form.WORD:
            return to_words(values, present, column.words)
        if form is Form.FLAG:
            bitmap = None if present is None else to_bits(present)
            return pa.Array.from_buffers(pa.bool_(), block.rows, [bitmap, to_bits(values)])
        if form is Form.INSTANT:
            values, present = self._instants(values, present)
        elif form is Form.AMOUNT and not self.minor:
            values = halves_of(values, self._factor(block))
        return to_array(self._types[form], values, present)

    def _instants(
        self, values: NDArray[Any], present: NDArray[np.bool_] | None
    ) -> tuple[NDArray[Any], NDArray[np.bool_] | None]:
        """
        Microseconds in the caller's unit; what its 64 bits cannot hold is left out.
        """
        if self.unit == "us":
            return values, present
        if self.unit != "ns":
            return values // (_NANO if self.unit == "ms" else _NANO**2), present
        most = (2**63 - 1) // _NANO
        fits = (values <= most) & (values >= -most)
        if fits.all():
            return values * _NANO, present
        return np.where(fits, values, 0) * _NANO, both(present, fits)

    def _factor(self, block: Block) -> NDArray[Any] | int:
        """
        What minor units are multiplied by, where a row's currency has fewer decimals than others.
        """
        if self.currency is not None:
            return 1
        currency = block.columns["currency"]
        table = np.array(
            [10 ** (self.scale - EXPONENTS.get(word, 0)) for word in (*currency.words, "")],
            np.int64,
        )
        codes = currency.values
        if currency.present is not None:
            codes = np.where(currency.present, codes, len(currency.words))
        found: NDArray[Any] = table[codes]
        return found


def _spread(values: NDArray[Any], rows: int) -> NDArray[Any]:
    """
    One value for each row, where an answer is the same for all.
    """
    return values if len(values) == rows else np.repeat(values, rows)


def finest(units: list[str]) -> str:
    """
    The unit that holds all that the others do.
    """
    return max(units, key=_UNITS.index)
