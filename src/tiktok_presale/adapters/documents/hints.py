"""
What the types of fields say: the one reading of annotations that converter and schemas share.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from importlib import import_module
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import attrs

from tiktok_presale.adapters.documents._homes import VALUES, WORDS
from tiktok_presale.facts.audience_algebra import AudienceBase
from tiktok_presale.values.closed import Value
from tiktok_presale.values.ranges import Range

__all__ = [
    "fields_of",
    "is_any",
    "is_union",
    "is_value",
    "is_word",
    "members_of",
    "name_of",
    "named",
    "value_names",
    "word_names",
    "word_text",
    "words_of",
]


def _places(table: dict[str, str]) -> dict[str, tuple[str, str]]:
    """
    The module and the name of each type, by its name in documents.
    """
    found: dict[str, tuple[str, str]] = {}
    for module, names in table.items():
        for entry in names.split():
            name, _, own = entry.partition("=")
            found[name] = (f"tiktok_presale.{module}", own or name)
    return found


_VALUES, _WORDS = _places(VALUES), _places(WORDS)
_NAMES = {place: name for name, place in (_VALUES | _WORDS).items()}


def value_names() -> tuple[str, ...]:
    """
    The names of all values that a document can hold.
    """
    return tuple(sorted(_VALUES))


def word_names() -> tuple[str, ...]:
    """
    The names of all closed sets of words.
    """
    return tuple(sorted(_WORDS))


@cache
def named(name: str) -> type | None:
    """
    The value, or the set of words, of that name in documents; None where there is none.
    """
    place = _VALUES.get(name) or _WORDS.get(name)
    if place is None:
        return None
    found: type = getattr(import_module(place[0]), place[1])
    return found


def name_of(kind: type) -> str | None:
    """
    The name of a type in documents; None where none can hold it.
    """
    return _NAMES.get((kind.__module__, kind.__name__))


def is_value(hint: object) -> bool:
    """
    Whether a hint is one public value, other than those with a form of their own.
    """
    kind = get_origin(hint) or hint
    return isinstance(kind, type) and issubclass(kind, Value)


def is_union(hint: object) -> bool:
    """
    Whether a hint allows several types, or one and None.
    """
    return get_origin(hint) in (Union, UnionType) or hint is AudienceBase


def is_any(hint: object) -> bool:
    """
    Whether a hint says nothing, so that the document must.
    """
    return hint is object or hint is Any or isinstance(hint, TypeVar)


def is_word(hint: object) -> bool:
    """
    Whether a hint is a closed set of words.
    """
    return isinstance(hint, type) and issubclass(hint, Enum)


def members_of(hint: object) -> tuple[object, ...]:
    """
    The types that a union allows, None first where it may be absent.

    Audiences are a closed family behind one base, so the base stands for all of them. Ranges of
    several kinds are one range of either, since nothing but their ends tells them apart.
    """
    if hint is AudienceBase:
        module = ("facts.audience_algebra", "facts.audiences")
        kinds = (named(name) for home in module for name in VALUES[home].split())
        return tuple(kind for kind in kinds if kind and issubclass(kind, AudienceBase))
    flat: list[Any] = []
    for member in get_args(hint):
        flat += members_of(member) if is_union(member) else [member]
    ranges = [member for member in flat if get_origin(member) is Range]
    if len(ranges) > 1:
        ends = cast("Any", Union)[tuple(get_args(member)[0] for member in ranges)]
        flat = [member for member in flat if member not in ranges]
        flat.insert(0, cast("Any", Range)[ends])
    absent = [member for member in flat if member is type(None)]
    return (*absent, *(member for member in dict.fromkeys(flat) if member is not type(None)))


@cache
def fields_of(kind: type) -> dict[str, tuple[object, attrs.Attribute[Any]]]:
    """
    The fields that a value is made of, each with its type; what it counts at birth is left out.
    """
    hints = get_type_hints(kind)
    return {field.name: (hints[field.name], field) for field in attrs.fields(kind) if field.init}


def word_text(word: Enum) -> str:
    """
    A word as it stands in a document: its text, or its name where it counts.
    """
    return word.value if isinstance(word.value, str) else word.name.lower()


@cache
def words_of(kind: type[Enum]) -> dict[str, Enum]:
    """
    The words of a closed set, by their texts.
    """
    return {word_text(word): word for word in kind}
