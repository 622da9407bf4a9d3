"""
JSON Schemas (draft 2020-12) of all documents, made from the same types as the converter.

Where a field may hold anything, such as the limit of a finding, a value is only asked for its name:
what its fields must be, the schema of that type says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from tiktok_presale.adapters.documents.definitions import definition
from tiktok_presale.adapters.documents.hints import name_of, value_names
from tiktok_presale.adapters.documents.objects import FORMAT
from tiktok_presale.adapters.payload import short
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["schema", "schemas"]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_ID = f"urn:tiktok-presale:documents:{FORMAT}"


def schema(kind: type[Value]) -> dict[str, Any]:
    """
    The schema of the documents of one type, with all that it refers to.

    Raises:
        WrongTypeError: If *kind* is no public value of the library.

    Examples:
        >>> from tiktok_presale import CalendarDays
        >>> schema(CalendarDays)["$defs"]["CalendarDays"]["required"]
        ['count']
    """
    given: object = kind
    name = name_of(kind) if isinstance(given, type) and issubclass(kind, Value) else None
    if name is None:
        raise WrongTypeError("kind", "a public value's type, such as Order", short(given))
    definitions = _definitions((name,))
    return {
        "$schema": _DRAFT,
        "$id": f"{_ID}:{name}",
        "title": name,
        "$ref": f"#/$defs/{name}",
        "required": ["type", "format"],
        "$defs": definitions,
    }


def schemas() -> dict[str, Any]:
    """
    One schema with the definitions of all types, as it is shipped in `schemas/documents.json`.
    """
    names = value_names()
    return {
        "$schema": _DRAFT,
        "$id": _ID,
        "title": "Documents of tiktok-presale",
        "type": "object",
        "required": ["type", "format"],
        "properties": {"type": {"enum": list(names)}, "format": {"const": FORMAT}},
        "$defs": _definitions(names),
    }


def _definitions(names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """
    The definitions of these names and of all that they refer to, in order of their names.
    """
    found: dict[str, dict[str, Any]] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = definition(name)
            waiting += _references(found[name])
    return dict(sorted(found.items()))


def _references(made: object) -> list[str]:
    """
    The names of the definitions that a schema refers to.
    """
    if isinstance(made, list):
        return [name for item in cast("list[object]", made) for name in _references(item)]
    if not isinstance(made, dict):
        return []
    table = cast("dict[str, object]", made)
    inside = [name for item in table.values() for name in _references(item)]
    return [*inside, str(table["$ref"]).rpartition("/")[2]] if "$ref" in table else inside
