"""
Small typed readers: one table of a policy file in, one typed value or a list of faults out.

Nothing raises here. A fault is a sentence behind the dotted path where it was found, and reading
goes on, so that a file is reported with all its faults at once.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar, cast

from tiktok_presale.values.days import BusinessDays, CalendarDays, Duration, Hours, PastDays
from tiktok_presale.values.errors import PresaleError
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.untyped import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from enum import Enum

__all__ = ["UNITS", "Fields"]

UNITS: dict[str, Callable[[int], Duration]] = {
    "calendar_days": CalendarDays,
    "business_days": BusinessDays,
    "hours": Hours,
}

# The words for the ends of a range of numbers.
_ENDS = ("at_least", "at_most", "min", "max", "above", "below")

E = TypeVar("E", bound="Enum")
T = TypeVar("T")


class Fields:
    """
    One table of a policy file, read key by key.

    Every key that is read is ticked off; `close` reports those that were not, so that a misspelt
    key never passes silently.
    """

    def __init__(self, table: object, path: str, faults: list[str]) -> None:
        self.path = path
        self.faults = faults
        self._seen: set[str] = set()
        entries = table_of(table)
        if entries is None:
            self.fault("", f"must be a table, not {_kind(table)}")
        self.table: dict[str, Any] = entries or {}

    def fault(self, key: str, problem: str) -> None:
        """
        Note a fault at *key* of this table.
        """
        where = f"{self.path}.{key}" if key and self.path else key or self.path
        self.faults.append(f"{where or 'file'}: {problem}")

    def has(self, key: str) -> bool:
        """
        Whether the table has *key*.
        """
        return key in self.table

    def raw(self, key: str, *, required: bool = False) -> Any:  # noqa: ANN401 - whatever TOML holds
        """
        The value at *key* as TOML gave it; None where it is absent.
        """
        self._seen.add(key)
        if key not in self.table and required:
            self.fault(key, "is missing")
        return self.table.get(key)

    def close(self) -> None:
        """
        Report every key that nobody asked for.
        """
        for key in self.table:
            if key not in self._seen:
                self.fault(key, "is not a known key here")

    def _typed(self, key: str, kind: type[T], words: str, *, required: bool) -> T | None:
        value = self.raw(key, required=required)
        if value is None:
            return None
        wrong = not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)
        if wrong or (kind is date and isinstance(value, datetime)):
            self.fault(key, f"must be {words}, not {_kind(value)}")
            return None
        return cast("T", value)

    def text(self, key: str, *, required: bool = False) -> str | None:
        """
        Text at *key*.
        """
        return self._typed(key, str, "text", required=required)

    def filled(self, key: str) -> str | None:
        """
        Text at *key* that must be there and not be empty.
        """
        value = self.text(key, required=True)
        if value == "":
            self.fault(key, "must not be empty")
        return value or None

    def flag(self, key: str, *, required: bool = False) -> bool | None:
        """
        True or false at *key*.
        """
        return self._typed(key, bool, "true or false", required=required)

    def whole(self, key: str, *, required: bool = False) -> int | None:
        """
        A whole number, zero or more, at *key*.
        """
        number = self._typed(key, int, "a whole number", required=required)
        if number is not None and number < 0:
            self.fault(key, f"must be zero or more, not {number}")
            return None
        return number

    def day(self, key: str, *, required: bool = False) -> date | None:
        """
        A day at *key*.
        """
        return self._typed(key, date, "a day such as 2026-01-01", required=required)

    def number(self, key: str, *, required: bool = False) -> Decimal | None:
        """
        An exact number at *key*.
        """
        value = self.raw(key, required=required)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.fault(key, f"must be a number, not {_kind(value)}")
            return None
        if not Decimal(value).is_finite() or value < 0:
            self.fault(key, f"must be a finite number, zero or more, not {value}")
            return None
        return Decimal(value)

    def word(self, key: str, words: type[E], *, required: bool = False) -> E | None:
        """
        One word of a closed set at *key*.
        """
        value = self.text(key, required=required)
        return None if value is None else self._word(key, value, words)

    def _word(self, key: str, value: object, words: type[E]) -> E | None:
        try:
            return words(value)
        except ValueError:
            known = ", ".join(str(word.value) for word in words)
            self.fault(key, f"{value!r} is none of {known}")
            return None

    def choice(self, key: str, words: Iterable[str], *, required: bool = False) -> str | None:
        """
        One of some words at *key*.
        """
        value = self.text(key, required=required)
        known = tuple(words)
        if value is not None and value not in known:
            self.fault(key, f"{value!r} is none of {', '.join(known)}")
            return None
        return value

    def words(self, key: str, words: type[E]) -> tuple[E, ...]:
        """
        A list of words of a closed set at *key*; empty where it is absent.
        """
        read = (self._word(key, value, words) for value in self.texts(key))
        return tuple(word for word in read if word is not None)

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """
        A list of texts at *key*; empty where it is absent.
        """
        given = cast(
            "list[object] | None", self._typed(key, list, "a list of texts", required=required)
        )
        values = given or []
        texts = tuple(value for value in values if isinstance(value, str))
        if len(texts) != len(values):
            self.fault(key, "must be a list of texts")
            return ()
        return texts

    def clock(self, key: str) -> time | None:
        """
        A local time such as "14:00" at *key*.
        """
        value = self.text(key)
        if value is None:
            return None
        try:
            read = time.fromisoformat(value)
        except ValueError:
            self.fault(key, f"{value!r} is no time such as '14:00'")
            return None
        if read.tzinfo is not None or read.microsecond:
            self.fault(key, f"{value!r} must be a plain local time such as '14:00'")
            return None
        return read

    def unit(self, key: str = "unit") -> Callable[[int], Duration] | None:
        """
        The unit of days or hours at *key*.
        """
        name = self.choice(key, UNITS, required=True)
        return None if name is None else UNITS[name]

    def money(self, key: str) -> Money | None:
        """
        Money as a table of *amount* (text) and *currency* at *key*.
        """
        if not self.has(key):
            return None
        inner = Fields(self.raw(key), f"{self.path}.{key}", self.faults)
        amount, currency = (
            inner.text("amount", required=True),
            inner.text("currency", required=True),
        )
        inner.close()
        return None if amount is None or currency is None else inner.made(Money, amount, currency)

    def made(self, make: Callable[..., T], *values: Any, key: str = "") -> T | None:  # noqa: ANN401 - passed on
        """
        Make a value, turning an error of this library into a fault at *key*.
        """
        try:
            return make(*values)
        except PresaleError as error:
            self.fault(key, str(error))
            return None

    def days_range(self) -> Range[Duration] | None:
        """
        A range of days from min, max, above, below and unit.
        """
        unit = self.unit()
        ends = {key: self.whole(key) for key in ("min", "max", "above", "below")}
        if unit is None:
            return None
        return self.range_of({key: None if end is None else unit(end) for key, end in ends.items()})

    def number_range(self, unit: str = "") -> Range[Decimal] | None:
        """
        A range of numbers from at_least, at_most, above, below, min and max.
        """
        return self.range_of({key: self.number(key) for key in _ENDS}, unit)

    def range_of(self, ends: dict[str, Any], unit: str = "") -> Range[Any] | None:
        """
        A range from its named ends, of which each side may have one at most.
        """
        lows = [
            (key, ends[key]) for key in ("min", "at_least", "above") if ends.get(key) is not None
        ]
        highs = [
            (key, ends[key]) for key in ("max", "at_most", "below") if ends.get(key) is not None
        ]
        if len(lows) > 1 or len(highs) > 1:
            self.fault("", "gives one end twice")
            return None
        if not lows and not highs:
            self.fault("", "gives no end: min, max, above or below")
            return None
        low_key, low = lows[0] if lows else ("", None)
        high_key, high = highs[0] if highs else ("", None)
        return self.made(Range, low, high, low_key == "above", high_key == "below", unit)

    def past(self, key: str) -> PastDays | None:
        """
        A window of past days from a table of *first* and *last* at *key*.
        """
        if not self.has(key):
            return None
        inner = Fields(self.raw(key), f"{self.path}.{key}", self.faults)
        first, last = inner.whole("first", required=True), inner.whole("last", required=True)
        inner.close()
        return None if first is None or last is None else inner.made(PastDays, first, last)


_KINDS: dict[type, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    Decimal: "a number",
    date: "a day",
    datetime: "a time",
    list: "a list",
    dict: "a table",
    time: "a time of day",
}


def _kind(value: object) -> str:
    """
    What TOML value this is, in words.
    """
    return _KINDS.get(type(value), type(value).__name__)
