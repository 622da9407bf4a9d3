"""
Exact texts for what JSON has no form for: instants with their zone, days, decimals, fractions.

Each form has one pattern, which the reader asks and the published schemas state, so that what a
schema refuses is refused here too.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tiktok_presale.adapters.documents.faults import FaultError, expected
from tiktok_presale.adapters.payload import short
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.instants import zone_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["EXAMPLES", "FORMS", "PATTERNS", "READERS", "write_exactly"]

_DIGITS = 2000  # Python writes and reads no more than 4300 at once
_DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{6})?"
_OFFSET = r"(Z|[+-][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{6})?)?)"
_ZONE = r"(\[[A-Za-z0-9_+/-]{1,64}\])?"

PATTERNS: dict[str, str] = {
    "datetime": f"{_DAY}T{_CLOCK}{_OFFSET}{_ZONE}",
    "date": _DAY,
    "time": _CLOCK,
    "duration": r"-?PT[0-9]{1,14}(\.[0-9]{6})?S",
    "decimal": r"-?[0-9]{1,200}(\.[0-9]{1,200})?(E[+-][0-9]{1,3})?",
    "fraction": f"-?[0-9]{{1,{_DIGITS}}}/[1-9][0-9]{{0,{_DIGITS - 1}}}",
    "int": f"-?[1-9][0-9]{{15,{_DIGITS - 1}}}",
}
EXAMPLES: dict[str, str] = {
    "datetime": "2026-01-16T23:59:59+07:00[Asia/Bangkok]",
    "date": "2026-01-16",
    "time": "14:00:00",
    "duration": "PT86400S",
    "decimal": "0.04",
    "fraction": "1/25",
    "int": "9007199254740992",
}
_READS = {name: re.compile(pattern).fullmatch for name, pattern in PATTERNS.items()}

_SECOND = timedelta(seconds=1)
_MICROSECOND = timedelta(microseconds=1)


def write_exactly(form: str, value: Any) -> str:  # noqa: ANN401 - whatever has the form
    """
    The text of a value, if it can be read back.

    Raises:
        OutOfRangeError: If it has more digits than are read, or is no finite number.
    """
    try:
        text = _TEXTS[form](value)
    except ValueError:  # Python writes no number of more than 4300 digits
        text = ""
    if _READS[form](text) is None:
        raise OutOfRangeError(form, short(value), f"a text such as {EXAMPLES[form]!r}")
    return text


def _write_instant(value: datetime) -> str:
    # What names no zone of the IANA, such as a fixed offset, is told by its offset alone.
    key = getattr(value.tzinfo, "key", None)
    return value.isoformat() + (f"[{key}]" if isinstance(key, str) else "")


def _write_duration(value: timedelta) -> str:
    seconds, rest = divmod(abs(value) // _MICROSECOND, 1_000_000)
    return f"{'-' * (value < timedelta())}PT{seconds}{f'.{rest:06}' * bool(rest)}S"


_TEXTS: dict[str, Callable[[Any], str]] = {
    "datetime": _write_instant,
    # Asked of the value, not of the type: an instant among days must not lose its hours.
    "date": lambda value: value.isoformat(),
    "time": lambda value: value.isoformat(),
    "duration": _write_duration,
    "decimal": str,
    "fraction": lambda value: f"{value.numerator}/{value.denominator}",
    "int": str,
}


def _read_instant(text: str) -> datetime:
    moment, bracket, zone = text.partition("[")
    instant = datetime.fromisoformat(moment)
    if not bracket:
        return instant
    own = zone_of(zone[:-1])
    # The same wall clock, in its first or second round, where the zone still has it with this
    # offset. Zones change their rules; then the offset tells the instant, and the zone shows it.
    for fold in (0, 1):
        shown = instant.replace(tzinfo=own, fold=fold)
        if shown.utcoffset() == instant.utcoffset():
            return shown
    return instant.astimezone(own)


def _read_duration(text: str) -> timedelta:
    seconds, _, rest = text.removeprefix("-")[2:-1].partition(".")
    span = int(seconds) * _SECOND + int(rest or 0) * _MICROSECOND
    return -span if text.startswith("-") else span


_FROM_TEXT: dict[str, Callable[[str], Any]] = {
    "datetime": _read_instant,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "duration": _read_duration,
    "decimal": Decimal,
    "fraction": Fraction,
    "int": int,
}


def _reader(form: str) -> Callable[[object], Any]:
    matches, made, example = _READS[form], _FROM_TEXT[form], EXAMPLES[form]

    def read(data: object) -> Any:  # noqa: ANN401 - what the form says
        if type(data) is not str or matches(data) is None:
            raise expected(data, f"text such as {example!r}")
        try:
            return made(data)
        except (ValueError, OverflowError):  # the form of a day that no month has
            problem = f"{short(data)} does not exist"
            raise FaultError(problem) from None

    return read


# In the order in which they are asked: an instant is a day too.
FORMS: tuple[tuple[type, str], ...] = (
    (datetime, "datetime"),
    (date, "date"),
    (time, "time"),
    (timedelta, "duration"),
    (Decimal, "decimal"),
    (Fraction, "fraction"),
)
READERS: dict[str, Callable[[object], Any]] = {form: _reader(form) for form in PATTERNS}
