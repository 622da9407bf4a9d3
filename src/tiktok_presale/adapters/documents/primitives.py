"""
What JSON itself holds, read and written strictly: nothing is converted, nothing is guessed.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, TypeVar, cast

from tiktok_presale.adapters.documents.faults import FaultError, InsideError, expected
from tiktok_presale.adapters.documents.hints import words_of
from tiktok_presale.adapters.documents.scalars import READERS, write_exactly
from tiktok_presale.adapters.payload import short
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from enum import Enum

__all__ = [
    "MOST_EXACT",
    "read_at",
    "read_flag",
    "read_items",
    "read_list",
    "read_number",
    "read_table",
    "read_text",
    "read_whole",
    "read_word",
    "write_flag",
    "write_number",
    "write_text",
    "write_whole",
]

T = TypeVar("T")

# The largest whole number that every reader of JSON keeps exactly: those of JavaScript, and many
# others, hold numbers as doubles. Larger ones are text, with a word that says so.
MOST_EXACT = 2**53 - 1


def write_flag(value: object) -> bool:
    """
    Write yes or no.

    Raises:
        WrongTypeError: If it is neither.
    """
    if not isinstance(value, bool):
        raise WrongTypeError("value", "True or False", type(value).__name__)
    return value


def write_text(value: object) -> str:
    """
    Write text that every reader of JSON can read.

    Raises:
        WrongTypeError: If it is no text.
        OutOfRangeError: If it holds half a character, which UTF-8 cannot express.
    """
    if not isinstance(value, str):
        raise WrongTypeError("value", "text", type(value).__name__)
    if not _is_whole_text(value):
        raise OutOfRangeError("text", repr(value)[:40], "text that UTF-8 can express")
    return str.__str__(value)  # a word of a closed set is text too


def write_whole(value: object) -> object:
    """
    Write a whole number, as text with its type where some readers would round it.

    Raises:
        WrongTypeError: If it is no whole number.
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise WrongTypeError("value", "a whole number", type(value).__name__)
    number = int(value)
    if -MOST_EXACT <= number <= MOST_EXACT:
        return number
    return {"type": "int", "value": write_exactly("int", number)}


def write_number(value: object) -> object:
    """
    Write a finite number.

    Raises:
        WrongTypeError: If it is no number.
        OutOfRangeError: If it is not finite; JSON has no such numbers.
    """
    if not isinstance(value, float):
        return write_whole(value)
    if not isfinite(value):
        raise OutOfRangeError("number", repr(value), "a finite number")
    return float(value)


def _is_whole_text(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def read_flag(data: object) -> bool:
    """
    Read yes or no.
    """
    if type(data) is not bool:
        raise expected(data, "true or false")
    return data


def read_text(data: object) -> str:
    """
    Read text.
    """
    if type(data) is not str:
        raise expected(data, "text")
    if not _is_whole_text(data):
        problem = "must be text that UTF-8 can express"
        raise FaultError(problem)
    return data


def read_whole(data: object) -> int:
    """
    Read a whole number: as a number, or as text with its type where it is a large one.
    """
    if isinstance(data, dict):
        table = cast("dict[str, object]", data)
        if set(table) != {"type", "value"} or table["type"] != "int":
            raise expected(
                table, 'a whole number, or {"type": "int", "value": "…"} for a large one'
            )
        number: int = read_at("value", READERS["int"], table["value"])
        if -MOST_EXACT <= number <= MOST_EXACT:
            problem = "is small enough to be a number"
            raise FaultError(problem)
        return number
    if type(data) is not int:
        raise expected(data, "a whole number")
    if not -MOST_EXACT <= data <= MOST_EXACT:
        problem = f"must be text with its type, since many readers round {short(data)}"
        raise FaultError(problem)
    return data


def read_number(data: object) -> float:
    """
    Read a number, with or without a fraction.
    """
    if type(data) is not float:
        return read_whole(data)
    if not isfinite(data):
        problem = "must be a finite number"
        raise FaultError(problem)
    return data


def read_at(place: str | int, read: Callable[[object], T], item: object) -> T:
    """
    Read what stands at a key or a place, which a fault in it then names.
    """
    try:
        return read(item)
    except Exception as error:  # noqa: BLE001 - whatever it is, it gets its place
        raise InsideError(place, error) from None


def read_list(data: object, read: Callable[[object], T]) -> Iterator[T]:
    """
    Read the items of a list.
    """
    if type(data) is not list:
        raise expected(data, "a list")
    for place, item in enumerate(cast("list[object]", data)):
        yield read_at(place, read, item)


def read_table(data: object) -> dict[str, object]:
    """
    Read an object, whose keys are text.
    """
    if type(data) is not dict:
        raise expected(data, "an object")
    return cast("dict[str, object]", data)


def read_items(data: object, read: Callable[[object], T]) -> Iterator[tuple[str, T]]:
    """
    Read the items of an object.
    """
    for key, item in read_table(data).items():
        yield read_at(short(key), read_text, key), read_at(key, read, item)


def read_word(data: object, kind: type[Enum]) -> Enum:
    """
    Read a word of a closed set.
    """
    words = words_of(kind)
    if type(data) is not str or data not in words:
        raise expected(data, f"one of {', '.join(words)}")
    return words[data]
