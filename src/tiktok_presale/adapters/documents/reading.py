"""
Documents to values.
"""

from __future__ import annotations

import json
from math import isfinite
from typing import NoReturn, TypeVar, cast, overload

from tiktok_presale.adapters.documents.converter import documents
from tiktok_presale.adapters.documents.faults import FaultError, InsideError, expected, fault_of
from tiktok_presale.adapters.documents.hints import name_of, named
from tiktok_presale.adapters.documents.objects import read_format
from tiktok_presale.adapters.documents.primitives import read_table
from tiktok_presale.adapters.payload import short
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import PayloadError, WrongTypeError

__all__ = ["from_data", "loads"]

V = TypeVar("V", bound=Value)

_LONGEST_NUMBER = 40
_UNNAMED = "of any type"


@overload
def from_data(data: object, kind: type[V]) -> V: ...
@overload
def from_data(data: object, kind: None = None) -> Value: ...
def from_data(data: object, kind: type[Value] | None = None) -> Value:
    """
    The value of a document that a JSON parser has read.

    Args:
        data: What `to_data` gave, after any JSON encoder and parser.
        kind: The type that is expected; without it, whatever the document says it is.

    Raises:
        PayloadError: With the JSON pointer of the first fault.
        WrongTypeError: If *kind* is no public value of the library.

    Examples:
        >>> from tiktok_presale import Money
        >>> data = {"type": "Money", "format": 1, "amount": "899.00", "currency": "THB"}
        >>> from_data(data, Money)
        Money('899.00', 'THB')
        >>> from_data({**data, "amount": 899.0})
        Traceback (most recent call last):
        ...
        tiktok_presale.values.errors.PayloadError: document Money: /amount: must be text such as ...
    """
    wanted = name_of(kind) if isinstance(kind, type) and issubclass(kind, Value) else None
    if kind is not None and wanted is None:
        raise WrongTypeError("kind", "a public value's type, such as Order", short(kind))
    name = wanted or _UNNAMED
    try:
        table = read_table(data)
        found = _kind(table.get("type"), wanted)
        name = str(name_of(found))
        read_format(table, required=True)
        value = cast("Value", documents().read_value(table, found))
    except Exception as error:  # noqa: BLE001 - a document may be anything, and so may its faults
        raise fault_of(error, name) from None
    return value


def _kind(name: object, wanted: str | None) -> type[Value]:
    found = named(name) if isinstance(name, str) else None
    if found is None or not issubclass(found, Value):
        raise InsideError("type", expected(name, "the name of a public value"))
    if wanted is not None and name != wanted:
        raise InsideError("type", FaultError(f"must be {wanted}, not {name}"))
    return found


@overload
def loads(text: str | bytes, kind: type[V]) -> V: ...
@overload
def loads(text: str | bytes, kind: None = None) -> Value: ...
def loads(text: str | bytes, kind: type[Value] | None = None) -> Value:
    """
    The value of a document in JSON text.

    Keys that stand twice, NaN and Infinity, which other parsers let pass, are refused.

    Args:
        text: What `dumps` gave; bytes are UTF-8.
        kind: The type that is expected; without it, whatever the document says it is.

    Raises:
        PayloadError: If it is no JSON, or no document: with the JSON pointer of the first fault.
        WrongTypeError: If *text* is neither text nor bytes, or *kind* is no public value.

    Examples:
        >>> loads('{"type": "CalendarDays", "format": 1, "count": 15}')
        CalendarDays(count=15)
    """
    if not isinstance(text, str | bytes):
        raise WrongTypeError("text", "JSON as text or bytes", type(text).__name__)
    try:
        data = json.loads(
            text.decode("utf-8-sig") if isinstance(text, bytes) else text,
            parse_constant=_refused,
            parse_int=_whole,
            parse_float=_float,
            object_pairs_hook=_table,
        )
    except FaultError as error:
        problem = str(error)
    except UnicodeDecodeError:
        problem = "is not UTF-8 text"
    except RecursionError:
        problem = "is nested too deeply"
    except ValueError as error:
        problem = f"is not JSON: {error}"
    else:
        return from_data(data, kind)
    raise PayloadError(_UNNAMED, "/", problem, "document")


def _refused(constant: str) -> NoReturn:
    problem = f"holds {constant}, which is no JSON"
    raise FaultError(problem)


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        problem = f"holds a number of {len(digits)} digits"
        raise FaultError(problem)
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        problem = f"holds {digits[:_LONGEST_NUMBER]}, which is too large for any number"
        raise FaultError(problem)
    return number


def _table(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        problem = f"holds the key {short(twice)} twice in one object"
        raise FaultError(problem)
    return table
