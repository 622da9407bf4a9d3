"""
One definition of a schema for each type: the same reading of types as the converter's, in words.
"""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, cast, get_args, get_origin

import attrs

from tiktok_presale.adapters.documents.converter import documents
from tiktok_presale.adapters.documents.hints import (
    fields_of,
    is_any,
    is_union,
    is_value,
    is_word,
    members_of,
    name_of,
    named,
    value_names,
    word_names,
    words_of,
)
from tiktok_presale.adapters.documents.moneys import AMOUNT
from tiktok_presale.adapters.documents.objects import FORMAT, hints_of
from tiktok_presale.adapters.documents.primitives import MOST_EXACT
from tiktok_presale.adapters.documents.scalars import EXAMPLES, FORMS, PATTERNS
from tiktok_presale.adapters.documents.unions import has_names
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.money import Money
from tiktok_presale.values.persistent import PersistentMap
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["definition"]

Schema = dict[str, Any]

_ARGUMENT = re.compile(r"^    (\w+): (.*(?:\n        .*)*)", re.MULTILINE)
_PLAIN: dict[object, str] = {int: "whole", float: "number", **dict(FORMS)}


def definition(name: str) -> Schema:
    """
    What a document of that name, or a form of text, looks like.
    """
    if name in PATTERNS:
        return _text(PATTERNS[name], EXAMPLES[name])
    if name in _SHARED:
        return _SHARED[name]()
    kind = cast("type", named(name))
    if kind is Money:
        parts = {"amount": _text(AMOUNT, "899.00"), "currency": {"enum": sorted(EXPONENTS)}}
        return _object(kind, parts, list(parts))
    fields = fields_of(kind)
    hints = hints_of(kind)
    parts = {field: _field(kind, field, hints[field]) for field in fields}
    if kind is Policy:
        parts["pack"] = {"anyOf": [_to("pack"), _to("Pack")]}
    required = [field for field, (_, made) in fields.items() if made.default is attrs.NOTHING]
    return _object(kind, parts, required)


def _object(kind: type, parts: dict[str, Schema], required: list[str]) -> Schema:
    """
    An object that may say its name; where it must, the one who refers to it says so.
    """
    tags = {"type": {"const": name_of(kind)}, "format": {"const": FORMAT}}
    return {
        "description": cleandoc(kind.__doc__ or "").partition("\n\n")[0].replace("\n", " "),
        "type": "object",
        "properties": tags | parts,
        "required": required,
        "additionalProperties": False,
    }


def _field(kind: type, field: str, hint: object) -> Schema:
    told = {
        name: " ".join(text.split())
        for name, text in _ARGUMENT.findall(cleandoc(kind.__doc__ or ""))
    }
    made = dict(_node(hint))
    if field in told:
        made["description"] = told[field]
    default = fields_of(kind)[field][1].default
    if default is not attrs.NOTHING and not isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        made["default"] = documents().writer(hint)(default)
    return made


def _node(hint: Any) -> Schema:  # noqa: ANN401, PLR0911 - a type; a schema for each form
    """
    The schema of a field of that type.
    """
    if is_any(hint):
        return _to("any")
    if is_union(hint):
        return _union(members_of(hint))
    if hint is bool or hint is str:
        return {"type": "boolean" if hint is bool else "string"}
    if hint in _PLAIN:
        return _to(_PLAIN[hint])
    if is_value(hint):
        return _to(cast("str", name_of(hint))) if isinstance(hint, type) else _range(hint)
    if is_word(hint):
        return {"enum": list(words_of(hint))}
    return _CONTAINERS[get_origin(hint)](get_args(hint))


def _range(hint: object) -> Schema:
    hints = hints_of(hint)
    fields = fields_of(Range)
    return _object(Range, {field: _field(Range, field, hints[field]) for field in fields}, [])


def _union(members: tuple[object, ...]) -> Schema:
    named_ones = has_names(members)
    nodes: list[Schema] = []
    for member in members:
        if member is type(None):
            nodes.append({"type": "null"})
        elif named_ones and is_value(member):
            nodes.append({**_node(member), "required": ["type"]})
        else:
            nodes.append(_node(member))
    return {"anyOf": nodes}


def _tuple(hints: tuple[Any, ...]) -> Schema:
    if hints[-1] is Ellipsis:
        return {"type": "array", "items": _node(hints[0])}
    nodes = [_node(hint) for hint in hints]
    return {"type": "array", "prefixItems": nodes, "items": False, "minItems": len(nodes)}


def _persistent(hints: tuple[Any, ...]) -> Schema:
    key, item = hints
    if key is str:
        return {"type": "object", "additionalProperties": _node(item)}
    return {"type": "array", "items": _tuple(hints)}


_CONTAINERS: dict[Any, Callable[[tuple[Any, ...]], Schema]] = {
    tuple: _tuple,
    frozenset: lambda hints: {"type": "array", "items": _node(hints[0]), "uniqueItems": True},
    FrozenMap: lambda hints: {"type": "object", "additionalProperties": _node(hints[0])},
    PersistentMap: _persistent,
}


def _to(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _text(pattern: str, example: str) -> Schema:
    return {"type": "string", "pattern": f"^{pattern}$", "examples": [example]}


def _tagged(name: str, held: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {"type": {"const": name}, "value": held},
        "required": ["type", "value"],
        "additionalProperties": False,
    }


def _whole() -> Schema:
    small = {"type": "integer", "minimum": -MOST_EXACT, "maximum": MOST_EXACT}
    return {"anyOf": [small, _tagged("int", _to("int"))]}


def _anything() -> Schema:
    """
    A value that says its own type.
    """
    words = {
        "type": "object",
        "properties": {"type": {"enum": list(word_names())}, "value": {"type": "string"}},
        "required": ["type", "value"],
        "additionalProperties": False,
    }
    values = {
        "type": "object",
        "properties": {"type": {"enum": list(value_names())}},
        "required": ["type"],
    }
    forms = [_tagged(form, _to(form)) for form in PATTERNS]
    held = {"type": "object", "additionalProperties": _to("any")}
    plain = {"type": ["null", "boolean", "string", "number"]}
    items = {"type": "array", "items": _to("any")}
    return {"anyOf": [plain, items, values, words, *forms, _tagged("map", held)]}


def _pack() -> Schema:
    """
    A pack that comes with the library, named.
    """
    digest = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    return {
        "type": "object",
        "properties": {"market": {"type": "string"}, "digest": digest},
        "required": ["market", "digest"],
        "additionalProperties": False,
    }


_SHARED: dict[str, Callable[[], Schema]] = {
    "any": _anything,
    "number": lambda: {"anyOf": [{"type": "number"}, _tagged("int", _to("int"))]},
    "pack": _pack,
    "whole": _whole,
}
