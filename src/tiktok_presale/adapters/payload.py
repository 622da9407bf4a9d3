"""
One object of a platform payload, read field by field with the traps that services really set.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, TypeGuard, TypeVar

from tiktok_presale.values.errors import PayloadError, PresaleError
from tiktok_presale.values.money import Money
from tiktok_presale.values.untyped import list_of, table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["NO_NUMBER", "PayloadFields", "id_text", "peek", "short"]

T = TypeVar("T")
Word = TypeVar("Word", bound=str)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Milliseconds count from here, the year 2000: no order is older. Epoch seconds reach this number in
# the year 31969, and those of the year 9999, which stand for "never", must not become 1978.
_MILLISECONDS_FROM = 946_684_800_000
# Milliseconds of the year 9999, the last that a datetime can name.
_TIME_DIGITS = 15
# The year 9000: beyond it a deadline could leave the calendar. Seconds up to here are seconds.
_LATEST = 221_845_392_000

# 27 years; whatever takes longer is a mistake.
_MOST_DAYS = 9_999
# No id has so many digits, and Python would not write out thousands of them.
_LONGEST_ID = 10**40
# How much of a wrong value an error message shows.
_SHOWN_LENGTH = 40
# How much of the error of a fact is repeated: it may quote what was given.
_TOLD_LENGTH = 300
# Longer than any amount or count; soon read, and no machine stumbles over it.
_LENGTH = 40

# One example of the official pages holds "true " with a blank, where a boolean is declared.
_FLAGS = {"true": True, "false": False}


NO_NUMBER: tuple[object, ...] = (None, "", 0, "0")
"""What a time or a number of days is where it is not set: a service writes all four."""

# The reading that no watched table notices.
_PLAIN_GET = dict[str, object].get


def peek(table: dict[str, object], key: str) -> object:
    """
    A value that is only looked at, and so counts as lost where nothing else asks for it.
    """
    return _PLAIN_GET(table, key)


class PayloadFields:
    """
    An object with an id, whose every fault names that id and the field.
    """

    what: ClassVar[str] = "order"
    key: ClassVar[str] = "id"
    # Whether the answer holds the id; where it only names the entry in errors, it is lost.
    keeps_id: ClassVar[bool] = True

    def __init__(self, table: dict[str, object], place: str, *keys: str) -> None:
        self.table = table
        key = self.key
        if keys:
            key = next((key for key in keys if peek(table, key) not in (None, "")), key)
        given = table.get(key) if self.keeps_id else peek(table, key)
        self.id: str = id_text(given) or place
        if self.id == place:
            raise self.problem(key, "is missing" if given in (None, "") else "must be text")

    def problem(self, field: str, problem: str) -> PayloadError:
        """
        The error for one field.
        """
        return PayloadError(self.id, field, problem, self.what)

    def time(
        self, field: str, table: dict[str, object] | None = None, *, required: bool = False
    ) -> Any:  # noqa: ANN401 - None only if not required
        """
        A time in epoch seconds, or milliseconds as some fields really hold, as int or as text.
        """
        value = (self.table if table is None else table).get(field)
        if type(value) is int and 0 < value < _LATEST:  # as nearly every time comes
            return _EPOCH + timedelta(0, value)
        if value in NO_NUMBER:
            if required:
                raise self.problem(field, "is missing")
            return None
        return self._instant(field, value)

    def _instant(self, field: str, value: object) -> datetime:
        if _is_digits(value, _TIME_DIGITS):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.problem(field, f"must be epoch seconds, not {short(value)}")
        per_second = 1000 if value >= _MILLISECONDS_FROM else 1
        if value // per_second >= _LATEST:
            raise self.problem(field, f"is no time of our age: {short(value)}")
        return _EPOCH + value * (timedelta(seconds=1) / per_second)

    def first_time(self, fields: tuple[str, ...]) -> datetime | None:
        """
        The first of several times that is set.
        """
        for field in fields:
            time: datetime | None = self.time(field)
            if time is not None:
                return time
        return None

    def text(self, field: str, table: dict[str, object] | None = None, where: str = "") -> str:
        """
        Text without blanks around it; empty where it is not set.
        """
        value = (self.table if table is None else table).get(field)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.problem(f"{where}{field}", f"must be text, not {short(value)}")
        return value.strip()

    def tables(self, field: str, table: dict[str, object] | None = None) -> list[dict[str, object]]:
        """
        A list of objects; empty where it is not set.
        """
        given = (self.table if table is None else table).get(field)
        entries = list_of([] if given is None else given)
        tables = [table for entry in entries or () if (table := table_of(entry)) is not None]
        if entries is None or len(tables) != len(entries):
            raise self.problem(field, "must be a list of objects")
        return tables

    def days(self, value: object, field: str) -> int:
        """
        A number of days, which orders hold as text and products as a number.
        """
        if _is_digits(value, len(str(_MOST_DAYS))):
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_DAYS:
            return value
        raise self.problem(field, f"must be a number of days, not {short(value)}")

    def ident(
        self, field: str, table: dict[str, object] | None = None, where: str = ""
    ) -> str | None:
        """
        An id as text; None where it is not set. A float is none: beyond 2^53 it names another.
        """
        given = (self.table if table is None else table).get(field)
        found = id_text(given)
        if not found and given not in (None, ""):
            raise self.problem(f"{where}{field}", f"must be an id as text, not {short(given)}")
        return found or None

    def needed(self, field: str, table: dict[str, object] | None = None, where: str = "") -> str:
        """
        An id that must be set.
        """
        found = self.ident(field, table, where)
        if found is None:
            raise self.problem(f"{where}{field}", "is missing")
        return found

    def one_of(
        self,
        field: str,
        words: Iterable[Word],
        table: dict[str, object] | None = None,
        where: str = "",
    ) -> Word:
        """
        A word of a closed set, which must be set; of an enumeration, its member.
        """
        given = self.text(field, table, where)
        known = tuple(words)
        for word in known:
            if word == given:
                return word
        raise self.problem(f"{where}{field}", f"{short(given)} is none of {', '.join(known)}")

    def word(self, field: str, words: Iterable[Word]) -> Word | None:
        """
        A word of a closed set; None where it is not set.
        """
        return self.one_of(field, words) if self.text(field) else None

    def count(self, field: str, table: dict[str, object] | None = None) -> int | None:
        """
        A whole number, as a number or as text; None where it is not set.
        """
        value = (self.table if table is None else table).get(field)
        if value in (None, ""):
            return None
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < _LENGTH:
            return int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10**_LENGTH:
            raise self.problem(field, f"must be a whole number, not {short(value)}")
        return value

    def flag(self, field: str, table: dict[str, object] | None = None) -> bool | None:
        """
        Yes or no, as a boolean or as text with blanks around it; None where it is not set.
        """
        value = (self.table if table is None else table).get(field)
        if value in (None, "") or isinstance(value, bool):
            return value if isinstance(value, bool) else None
        known = _FLAGS.get(value.strip().lower()) if isinstance(value, str) else None
        if known is None:
            raise self.problem(field, f"must be true or false, not {short(value)}")
        return known

    def amount(
        self, field: str, currency: str, table: dict[str, object] | None = None, where: str = ""
    ) -> Money | None:
        """
        An amount as text or a whole number, in a currency that stands elsewhere; None if not set.
        """
        value = (self.table if table is None else table).get(field)
        if value in (None, ""):
            return None
        if type(value) is str and len(value) <= _LENGTH:  # as nearly every amount comes
            try:
                return Money(value, currency)
            except PresaleError:
                pass  # told below, with its place
        field = f"{where}{field}"
        known = isinstance(value, str | int) and not isinstance(value, bool)
        if not known or not _is_short(value):
            raise self.problem(field, f"must be an amount as text, not {short(value)}")
        return self.told(field, Money, value, currency)

    def told(self, field: str, make: Callable[..., T], *given: object, **named: object) -> T:
        """
        What *make* makes, with its own errors told as those of one field of the payload.
        """
        try:
            return make(*given, **named)
        except PresaleError as error:
            raise self.problem(field, str(error)[:_TOLD_LENGTH]) from None

    def made(self, make: Callable[..., T], **given: object) -> T:
        """
        A fact, with its own errors told as those of the payload.
        """
        return self.told(self.what, make, **given)

    def inner(self, field: str, table: dict[str, object] | None = None) -> dict[str, object]:
        """
        An object within; empty where it is not set.
        """
        given = (self.table if table is None else table).get(field)
        inner = table_of({} if given in (None, "") else given)
        if inner is None:
            raise self.problem(field, f"must be an object, not {short(given)}")
        return inner


def _is_short(value: object) -> bool:
    """
    Whether an amount has no more digits than amounts have.
    """
    return abs(value) < 10**_LENGTH if isinstance(value, int) else len(str(value)) <= _LENGTH


def _is_digits(value: object, most: int) -> TypeGuard[str]:
    """
    Whether *value* is text of so many digits at most.
    """
    return isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= most


def id_text(given: object) -> str:
    """
    An id as text; empty where there is none, or a number longer than any id.
    """
    if isinstance(given, str):
        return given.strip()
    if not isinstance(given, int) or isinstance(given, bool):
        return ""
    return str(given) if 0 < given < _LONGEST_ID else ""


def short(value: object) -> str:
    """
    A value for an error message, cut where it is long; its type where Python cannot write it out.
    """
    try:
        text = repr(value)
    except (RecursionError, ValueError):  # too deep, or a number of thousands of digits
        text = type(value).__name__
    return text if len(text) <= _SHOWN_LENGTH else f"{text[: _SHOWN_LENGTH - 3]}..."
