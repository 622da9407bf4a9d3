"""
What one cell says: text as CSV has it, or the values that a workbook holds.

Nothing is guessed: a cell that could mean two things is refused with both of them named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from tiktok_presale.adapters.payload import short
from tiktok_presale.adapters.seller_center.layouts import TimeForm
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.errors import PresaleError
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tiktok_presale.adapters.seller_center.layouts import Layout

__all__ = [
    "Cell",
    "Row",
    "Unreadable",
    "amount_of",
    "count_of",
    "day_of",
    "id_of",
    "text_of",
    "time_of",
    "wall_of",
]

Cell: TypeAlias = object
Row: TypeAlias = Sequence[Cell]

# A spreadsheet keeps this many digits of a number and makes zeros of the rest.
_DIGITS = 15
_LONGEST_ID = 40
_HALF_A_SECOND = timedelta(microseconds=500_000)

_RUIN = (
    "is what a spreadsheet left of a longer number; export the file again and do not save it in a "
    "spreadsheet"
)
_RUINED = re.compile(r"[0-9]+(?:[.,][0-9]*)?[eE][+-]?[0-9]+", re.ASCII)
_ID = re.compile(r"[0-9]{1,19}", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,4}", re.ASCII)
_NUMBERS = {
    ".": re.compile(
        r"(-?)([0-9]{1,30}|[0-9]{1,3}(?:,[0-9]{3}){1,9})(?:\.([0-9]{1,20}))?", re.ASCII
    ),
    ",": re.compile(
        r"(-?)([0-9]{1,30}|[0-9]{1,3}(?:\.[0-9]{3}){1,9})(?:,([0-9]{1,20}))?", re.ASCII
    ),
}
_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
# "$25.00" is seen (9.1); the others are what people write for the currencies of the markets.
_SIGNS = {
    "USD": ("US$", "$"),
    "THB": ("฿",),
    "IDR": ("Rp",),
    "VND": ("₫",),
    "PHP": ("₱",),
    "MYR": ("RM",),
    "EUR": ("€",),
    "GBP": ("£",),
    "JPY": ("¥", "￥"),
}

_FORMS = {
    TimeForm.DAY_FIRST: re.compile(
        r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4}) (?P<hour>\d\d?):(\d\d):(\d\d)", re.ASCII
    ),
    TimeForm.MONTH_FIRST: re.compile(
        r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{4}) (?P<hour>\d\d?):(\d\d):(\d\d) ([AP]M)",
        re.ASCII,
    ),
    TimeForm.YEAR_FIRST: re.compile(
        r"(?P<year>\d{4})[/-](?P<month>\d\d?)[/-](?P<day>\d\d?) (?P<hour>\d\d?):(\d\d):(\d\d)",
        re.ASCII,
    ),
}
_DAY = re.compile(r"([0-9]{4})[/-]([0-9]{1,2})[/-]([0-9]{1,2})", re.ASCII)
_HOURS = 12
# Beyond it a deadline could leave the calendar, and before it there were no epoch seconds.
_AGE = range(1970, 9000)


class Unreadable(Exception):  # noqa: N818 - caught at the row, which names itself and the column
    """
    What is wrong with one cell.
    """


def _unreadable(value: object, problem: str) -> Unreadable:
    return Unreadable(f"{short(value)} {problem}")


def text_of(cell: Cell) -> str:
    """
    A cell as text without blanks and tabs around it; empty where nothing is in it.
    """
    if isinstance(cell, str):
        return cell.strip()
    return "" if cell is None else str(cell)


def id_of(cell: Cell, *, digits: bool = False) -> str:
    """
    An id, refused where a spreadsheet has rounded it.
    """
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | None):
        raise _unreadable(cell, "is no id")
    if isinstance(cell, int | float):
        if not abs(cell) < 10**_DIGITS or cell != int(cell):
            raise _unreadable(cell, _RUIN)
        cell = str(int(cell))
    text = text_of(cell)
    if _RUINED.fullmatch(text):
        raise _unreadable(text, _RUIN)
    if digits and text and not _ID.fullmatch(text):
        raise _unreadable(text, "is no id of up to 19 digits")
    if len(text) > _LONGEST_ID:
        raise _unreadable(text, "is longer than any id")
    return text


def count_of(cell: Cell) -> int | None:
    """
    A quantity; None where the cell is empty.
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = text_of(cell)
    if not text:
        return None
    if isinstance(cell, bool) or not _COUNT.fullmatch(text):
        raise _unreadable(cell, "is no quantity of up to 4 digits")
    return int(text)


def amount_of(cell: Cell, layout: Layout, currency: str | None = None) -> Money | None:
    """
    An amount; None where the cell is empty.

    A code before it is taken at its word; without one it is in *currency*, or the layout's.
    """
    currency = currency or layout.currency
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _money(_decimal(cell), currency, cell)
    if not isinstance(cell, str | None):
        raise _unreadable(cell, "is no amount")
    text = text_of(cell)
    if not text:
        return None
    number, currency = _bare(text, currency)
    found = _NUMBERS[layout.decimal].fullmatch(number)
    if found is None:
        mark = "point" if layout.decimal == "." else "comma"
        raise _unreadable(text, f"is no amount with a decimal {mark}")
    sign, whole, decimals = found.groups(default="")
    exponent = EXPONENTS.get(currency)
    if exponent is None:
        return _money(number, currency, text)  # which says that there is no such currency
    if len(decimals) > exponent:
        # "219.000" may be a fifth of a thousand or all of it.
        raise _unreadable(text, f"has more decimals than {currency}")
    digits = whole.replace(",", "").replace(".", "") + decimals.ljust(exponent, "0")
    return Money.from_minor(int(sign + digits), currency)


def _bare(text: str, currency: str) -> tuple[str, str]:
    """
    The number alone and its currency, such as of `THB 100` and `$25.00`.
    """
    minus, rest = ("-", text[1:].lstrip()) if text.startswith("-") else ("", text)
    for piece in (rest[:3], rest[-3:]):
        if _CODE.fullmatch(piece) and piece in EXPONENTS:
            return minus + rest.replace(piece, "", 1).strip(), piece
    for sign in _SIGNS.get(currency, ()):
        if rest.startswith(sign):
            return minus + rest.removeprefix(sign).strip(), currency
        if rest.endswith(sign):
            return minus + rest.removesuffix(sign).strip(), currency
    return minus + rest, currency


def _decimal(value: float) -> str:
    """
    A number of a workbook in the fewest digits that stand for it, as a spreadsheet shows it.
    """
    exact = Decimal(repr(value))
    if not exact.is_finite() or len(exact.as_tuple().digits) > _DIGITS:
        raise _unreadable(value, "has more digits than a spreadsheet keeps")
    return str(exact)


def _money(number: str, currency: str, given: object) -> Money:
    try:
        return Money(number, currency)
    except PresaleError as error:
        raise _unreadable(given, f"is no amount: {error}") from None


def wall_of(cell: Cell, form: TimeForm) -> datetime | None:
    """
    A time as a wall clock shows it; None where the cell is empty.
    """
    if isinstance(cell, datetime) and cell.year in _AGE:
        # A workbook counts days as a float, which is off by some microseconds.
        return (cell.replace(tzinfo=None) + _HALF_A_SECOND).replace(microsecond=0)
    if not isinstance(cell, str | None):
        raise _unreadable(cell, "is no time: the cell has not the format of a date")
    text = text_of(cell)
    if not text:
        return None
    found = _FORMS[form].fullmatch(text)
    if found is None:
        raise _unreadable(text, f"is no time in this market's form {form.value}")
    hour, minute, second = int(found["hour"]), int(found[5]), int(found[6])
    if form is TimeForm.MONTH_FIRST:
        if not 1 <= hour <= _HOURS:
            raise _unreadable(text, "has no hour from 1 to 12")
        hour = hour % _HOURS + (_HOURS if found[7] == "PM" else 0)
    parts = int(found["year"]), int(found["month"]), int(found["day"])
    if parts[0] not in _AGE:
        raise _unreadable(text, "is no time of our age")
    try:
        return datetime(*parts, hour, minute, second)  # noqa: DTZ001 - a wall clock; the zone follows
    except ValueError as error:
        problem = f"is no time in this market's form {form.value}: {error}"
        raise _unreadable(text, f"{problem}; is the market right?") from None


def time_of(wall: datetime, zone: ZoneInfo, *, after: datetime | None = None) -> datetime:
    """
    The instant of a wall clock's time, in UTC.

    Where clocks go back, an hour comes twice: the first one is meant, unless that lies before
    *after*, when the order was placed.
    """
    early, late = wall.replace(tzinfo=zone), wall.replace(tzinfo=zone, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(UTC)
    first, second = early.astimezone(UTC), late.astimezone(UTC)
    if second < first:
        raise _unreadable(str(wall), f"never came in {zone.key}: clocks skipped it")
    return second if after is not None and first < after else first


def day_of(cell: Cell) -> date | None:
    """
    A day with its year first, or the day of a date in a workbook; None where the cell is empty.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if not isinstance(cell, str | None):
        raise _unreadable(cell, "is no day: the cell has not the format of a date")
    text = text_of(cell)
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if found is None:
        raise _unreadable(text, "is no day in the form YYYY/MM/DD")
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise _unreadable(text, f"is no day: {error}") from None
