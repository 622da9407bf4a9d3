"""
Checks that a value makes at birth, so that an impossible one cannot exist.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeGuard, TypeVar

from tiktok_presale.values.errors import NaiveTimeError, OutOfRangeError, WrongTypeError

if TYPE_CHECKING:
    from typing import Any

    import attrs

__all__ = [
    "aware",
    "aware_or_none",
    "check_aware",
    "check_day",
    "check_int",
    "check_kind",
    "check_text",
    "check_yes_no",
    "instance",
    "is_iso",
    "is_whole",
    "member_of",
    "member_or_none",
    "whole",
    "yes_no_or_none",
]


E = TypeVar("E", bound=StrEnum)


def check_aware(argument: str, value: object) -> datetime:
    """
    Return *value* if it names an instant.

    Raises:
        WrongTypeError: If it is no datetime.
        NaiveTimeError: If it has no time zone.
    """
    if not isinstance(value, datetime):
        raise WrongTypeError(argument, "a datetime with a time zone", type(value).__name__)
    if value.utcoffset() is None:
        raise NaiveTimeError(argument, value.isoformat())
    return value


def check_day(argument: str, value: object) -> date:
    """
    Return *value* if it is a day and not an instant.

    Raises:
        WrongTypeError: If it is no date, or a datetime.
    """
    if not isinstance(value, date) or isinstance(value, datetime):
        raise WrongTypeError(argument, "a date", type(value).__name__)
    return value


def is_whole(value: object) -> TypeGuard[int]:
    """
    Whether *value* is a whole number; `bool` is no number here.
    """
    return isinstance(value, int) and not isinstance(value, bool)


def is_iso(country: str) -> bool:
    """
    Whether *country* has the form of an ISO 3166 code: two capitals.
    """
    capitals = country.isascii() and country.isalpha() and country.isupper()
    return capitals and len(country) == len("TH")


def check_int(argument: str, value: object, *, minimum: int = 0) -> int:
    """
    Return *value* if it is a whole number of at least *minimum*; `bool` is no number here.

    Raises:
        WrongTypeError: If it is no int.
        OutOfRangeError: If it is below *minimum*.
    """
    if not is_whole(value):
        raise WrongTypeError(argument, "a whole number (int)", type(value).__name__)
    if value < minimum:
        raise OutOfRangeError(argument, str(value), f"at least {minimum}")
    return value


def check_kind(argument: str, value: object, kind: type, expected: str) -> None:
    """
    Refuse anything but an instance of *kind*; *expected* says how to get one.

    Raises:
        WrongTypeError: If it is none.
    """
    if not isinstance(value, kind):
        raise WrongTypeError(argument, expected, type(value).__name__)


def check_text(argument: str, value: object, *, optional: bool = False) -> None:
    """
    Refuse anything but text that is not empty; None passes where it is *optional*.

    Raises:
        WrongTypeError: If it is neither.
    """
    if (value is None and optional) or (isinstance(value, str) and value):
        return
    if isinstance(value, str):
        raise WrongTypeError(argument, "text", "empty text")
    raise WrongTypeError(argument, "text, not empty", type(value).__name__)


def check_yes_no(argument: str, value: object) -> None:
    """
    Refuse anything but True, False and None.

    Raises:
        WrongTypeError: If it is anything else.
    """
    if value is not None and not isinstance(value, bool):
        raise WrongTypeError(argument, "True, False or None", type(value).__name__)


def member_or_none(argument: str, value: object, words: type[E]) -> E | None:
    """
    Read a word of a closed set, as a member or by its name; None stays None.

    Raises:
        WrongTypeError: If it is none of them.
    """
    if value is None or type(value) is words:
        return value
    if isinstance(value, str) and value in set(words):
        return words(value)
    raise WrongTypeError(argument, f"one of {', '.join(words)}", repr(value))


def member_of(argument: str, value: object, words: type[E]) -> E:
    """
    Read a word of a closed set, as a member or by its name.

    Raises:
        WrongTypeError: If it is none of them; it lists them all.
    """
    found = member_or_none(argument, value, words)
    if found is None:
        raise WrongTypeError(argument, f"one of {', '.join(words)}", "None")
    return found


def aware(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """
    Validate a field that is an instant.
    """
    check_aware(attribute.name, value)


def aware_or_none(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """
    Validate a field that is an instant or not known.
    """
    if value is not None:
        check_aware(attribute.name, value)


def yes_no_or_none(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """
    Validate a field that is yes, no or not known.
    """
    check_yes_no(attribute.name, value)


def whole(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """
    Validate a field that is a whole number, zero or more.
    """
    check_int(attribute.name, value)


class instance:  # noqa: N801 - reads as a validator, like those of attrs
    """
    Validate a field by its type, with an error of our own.
    """

    __slots__ = ("expected", "kinds")

    def __init__(self, expected: str, *kinds: type) -> None:
        self.expected: str = expected
        self.kinds: tuple[type, ...] = kinds

    def __call__(self, _: object, attribute: attrs.Attribute[Any], value: object) -> None:
        """
        Raise `WrongTypeError` unless *value* is one of the types.
        """
        if not isinstance(value, self.kinds):
            raise WrongTypeError(attribute.name, self.expected, type(value).__name__)
