"""
Fields that allow several types: what JSON does not tell apart says its name.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, cast, get_origin

from tiktok_presale.adapters.documents.faults import FaultError, InsideError, expected
from tiktok_presale.adapters.documents.hints import is_value, members_of, name_of
from tiktok_presale.adapters.documents.hooks import Hooks, Read, Write
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap

__all__ = ["has_names", "kind_of", "union_reader", "union_writer"]


_NONE = type(None)
_TWO = 2
_NO_TEXT = (bool, int, float, tuple, FrozenMap)
_WORDS = {str: "text", int: "a whole number", float: "a number", tuple: "a list"}
_NUMBERS = (int, float, Decimal, Fraction)


def kind_of(hint: object) -> type:
    """
    The class of the values of a hint.
    """
    return cast("type", get_origin(hint) or hint)


def has_names(members: tuple[object, ...]) -> bool:
    """
    Whether the values of a union say their names: they do as soon as there is anything else.
    """
    return len([member for member in members if member is not _NONE]) > 1


def union_writer(hint: object, hooks: Hooks) -> Write:
    """
    Write by the type that a value has.
    """
    members = members_of(hint)
    named = has_names(members)
    writes: dict[type, Write] = {}
    for member in members:
        if member is _NONE:
            continue
        write = hooks.writer(member)
        writes[kind_of(member)] = (
            _naming(name_of(kind_of(member)), write) if named and is_value(member) else write
        )
    absent = _NONE in members

    def choose(value: Any) -> Any:  # noqa: ANN401 - whatever the field holds
        if value is None and absent:
            return None
        write = writes.get(cast("type", type(value))) or _by_base(writes, value)
        if write is None:
            allowed = " or ".join(kind.__name__ for kind in writes)
            raise WrongTypeError("value", allowed, type(value).__name__)
        return write(value)

    return choose


def _naming(name: str | None, write: Write) -> Write:
    return lambda value: {"type": name, **write(value)}


def _by_base(writes: dict[type, Write], value: object) -> Write | None:
    # A whole number is as good as a decimal, but yes and no are no numbers.
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return next((writes[kind] for kind in _NUMBERS if kind in writes), None)
    return next((write for kind, write in writes.items() if isinstance(value, kind)), None)


def union_reader(hint: object, hooks: Hooks) -> Read:
    """
    Read by the form that the data has, and by the name where it is an object.
    """
    members = members_of(hint)
    values = {name_of(kind_of(m)) or "": hooks.reader(m) for m in members if is_value(m)}
    others = {kind_of(m): hooks.reader(m) for m in members if not is_value(m) and m is not _NONE}
    named = has_names(members)
    allowed = " or ".join([*values, *(_WORDS.get(kind, kind.__name__) for kind in others)])
    absent = _NONE in members
    by_form: dict[type, Read | None] = {
        str: _text_reader(others),
        bool: others.get(bool),
        int: others.get(int) or others.get(float),
        float: others.get(float),
        list: others.get(tuple),
        dict: others.get(FrozenMap) or others.get(int),
    }

    def choose(data: Any) -> Any:  # noqa: ANN401 - one of the members
        if data is None and absent:
            return None
        read = by_form.get(cast("type", type(data)))
        if isinstance(data, dict) and values:
            read = _named(cast("dict[str, object]", data), values, read, named=named)
        if read is None:
            raise expected(cast("object", data), allowed)
        return read(data)

    return choose


def _named(
    table: dict[str, object], values: dict[str, Read], other: Read | None, *, named: bool
) -> Read:
    name = table.get("type")
    if name is None and not named:
        return next(iter(values.values()))
    read = values.get(name) if isinstance(name, str) else None
    if read is None and name == "int":
        read = other
    if read is None:
        raise InsideError("type", expected(name, f"one of {', '.join(values)}"))
    return read


def _text_reader(others: dict[type, Read]) -> Read | None:
    """
    What reads text: of several forms the first that fits, since no text has two of them.
    """
    reads = [read for kind, read in others.items() if kind not in _NO_TEXT]
    if len(reads) < _TWO:
        return reads[0] if reads else None

    def first(data: object) -> Any:  # noqa: ANN401 - one of the members
        for read in reads[:-1]:
            try:
                return read(data)
            except FaultError:
                continue
        return reads[-1](data)

    return first
