"""
Classes for parts of JSON, as a user of other packages would write them, made from tables of fields.
"""

# ruff: noqa: PLC0415 - a peer is imported by its own row, so that its absence costs that row alone

from collections.abc import Callable
from typing import Any

Make = Callable[[str, dict[str, Any]], Any]


def built(fields: dict[str, Any], make: Make, name: str) -> Any:
    """
    The class of a table of fields and those of its parts, the innermost first.

    A dict is a part, and a list of one dict stands for any number of such parts.
    """
    types: dict[str, Any] = {}
    for key, kind in fields.items():
        inner = kind[0] if isinstance(kind, list) else kind
        if isinstance(inner, dict):
            part = built(inner, make, f"{name}_{key}")
            types[key] = list[part] if isinstance(kind, list) else part
        else:
            types[key] = kind
    return make(name, {key: kind | None for key, kind in types.items()})


def struct(name: str, types: dict[str, Any]) -> Any:
    """
    A frozen Struct of msgspec, any of whose fields may be absent.
    """
    import msgspec

    fields = [(key, kind, None) for key, kind in types.items()]
    return msgspec.defstruct(name, fields, frozen=True)


def pydantic_class(name: str, types: dict[str, Any]) -> Any:
    """
    A frozen model of pydantic, any of whose fields may be absent.
    """
    import pydantic

    fields: dict[str, Any] = {key: (kind, None) for key, kind in types.items()}
    return pydantic.create_model(name, __config__=pydantic.ConfigDict(frozen=True), **fields)


def attrs_class(name: str, types: dict[str, Any]) -> Any:
    """
    A frozen class of attrs, any of whose fields may be absent.
    """
    import attrs

    fields = {key: attrs.field(type=kind, default=None) for key, kind in types.items()}
    return attrs.make_class(name, fields, frozen=True)
