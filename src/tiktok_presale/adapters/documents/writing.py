"""
Values to documents.
"""

from __future__ import annotations

import json
from typing import Any

from tiktok_presale.adapters.documents.converter import documents
from tiktok_presale.adapters.documents.hints import name_of
from tiktok_presale.adapters.documents.objects import FORMAT
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError

__all__ = ["dumps", "to_data"]


def to_data(value: Value, *, whole: bool = False) -> dict[str, Any]:
    """
    A value as plain data that any JSON encoder takes: its name, the format, and its fields.

    A field that has its default is left out.

    Args:
        value: Any public value of the library.
        whole: Write policies with their whole pack. Otherwise a policy of a shipped pack is named,
            with a digest of what it says.

    Raises:
        WrongTypeError: If *value* is no public value, or holds what no document can, such as a
            function.
        OutOfRangeError: If it holds a number that is not finite or has thousands of digits, or is
            nested too deeply.

    Examples:
        >>> from tiktok_presale import CalendarDays, ShipWithin
        >>> to_data(ShipWithin(CalendarDays(15)))
        {'type': 'ShipWithin', 'format': 1, 'days': {'type': 'CalendarDays', 'count': 15}}
    """
    given: object = value
    name = name_of(type(value)) if isinstance(given, Value) else None
    if name is None:
        raise WrongTypeError("value", "a public value of this library", type(value).__name__)
    try:
        fields = documents(whole=bool(whole)).write_value(value)
    except RecursionError:
        raise OutOfRangeError("value", f"a {name} nested too deeply", "fewer levels") from None
    return {"type": name, "format": FORMAT, **fields}


def dumps(value: Value, *, whole: bool = False, indent: int | None = None) -> str:
    """
    A value as JSON text; `to_data` tells what is in it.

    Args:
        value: Any public value of the library.
        whole: Write policies with their whole pack.
        indent: How far each level is indented; None writes one line.

    Raises:
        WrongTypeError: If *value* cannot be written.
        OutOfRangeError: If a number in it cannot be.

    Examples:
        >>> from tiktok_presale import Money
        >>> dumps(Money("899.00", "THB"))
        '{"type": "Money", "format": 1, "amount": "899.00", "currency": "THB"}'
    """
    data = to_data(value, whole=whole)
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent)
