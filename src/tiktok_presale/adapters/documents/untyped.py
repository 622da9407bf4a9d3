"""
Values whose type only they themselves know, as in the findings of a decision: each says what it is.

Text, flags, small whole numbers, floats and lists need no word for it. Anything else is an object
with a `type`.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from tiktok_presale.adapters.documents.faults import FaultError, InsideError, expected
from tiktok_presale.adapters.documents.hints import name_of, named, word_text
from tiktok_presale.adapters.documents.primitives import (
    read_items,
    read_list,
    read_number,
    read_text,
    read_word,
    write_number,
    write_text,
)
from tiktok_presale.adapters.documents.scalars import FORMS, READERS, write_exactly
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Callable

    ReadValue = Callable[[dict[str, object], type], object]
    WriteValue = Callable[[Any], dict[str, object]]

__all__ = ["read_any", "write_any"]


def write_any(value: Any, write_value: WriteValue) -> object:  # noqa: ANN401, PLR0911 - one form for each type
    """
    Write a value together with its type, where JSON does not show it.

    Raises:
        WrongTypeError: If it is of a type that no document can hold.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return _write_word(value)
    if isinstance(value, str):
        return write_text(value)
    if isinstance(value, int | float):
        return write_number(value)
    if isinstance(value, tuple):
        return [write_any(item, write_value) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, FrozenMap):
        table = cast("FrozenMap[object]", value)
        held = {write_text(key): write_any(item, write_value) for key, item in table.items()}
        return {"type": "map", "value": held}
    if isinstance(value, Value):
        return {"type": _name(value), **write_value(value)}
    for kind, form in FORMS:
        if isinstance(value, kind):
            return {"type": form, "value": write_exactly(form, value)}
    raise WrongTypeError("value", "what a document can hold", type(value).__name__)


def _write_word(word: Enum) -> dict[str, object]:
    return {"type": _name(word), "value": word_text(word)}


def _name(value: object) -> str:
    name = name_of(type(value))
    if name is None:
        raise WrongTypeError("value", "what a document can hold", type(value).__name__)
    return name


def read_any(data: object, read_value: ReadValue) -> object:
    """
    Read a value that says its own type.
    """
    if data is None or isinstance(data, bool):
        return data
    if isinstance(data, str):
        return read_text(data)
    if isinstance(data, list):
        items = cast("list[object]", data)
        return tuple(read_list(items, lambda item: read_any(item, read_value)))
    if isinstance(data, dict):
        return _read_tagged(cast("dict[str, object]", data), read_value)
    return read_number(data)


def _read_tagged(table: dict[str, object], read_value: ReadValue) -> object:
    name = table.get("type")
    if name == "int":
        return read_number(table)
    kind = named(name) if isinstance(name, str) else None
    if kind is not None and issubclass(kind, Value):
        return read_value(table, kind)
    if not isinstance(name, str) or (kind is None and name != "map" and name not in READERS):
        raise InsideError("type", expected(name, "the name of a type"))
    if set(table) != {"type", "value"}:
        problem = "must have a type and a value, and nothing else"
        raise FaultError(problem)
    try:
        return _read_plain(name, kind, table["value"], read_value)
    except (FaultError, InsideError) as error:
        raise InsideError("value", error) from None


def _read_plain(name: str, kind: Any, held: object, read_value: ReadValue) -> object:  # noqa: ANN401 - words or None
    """
    Read what is no value of ours.
    """
    if kind is not None:
        return read_word(held, kind)
    if name == "map":
        return FrozenMap(read_items(held, lambda item: read_any(item, read_value)))
    return READERS[name](held)
