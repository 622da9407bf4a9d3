"""
Values as objects: one key for each field, without what has its default; `cattrs` makes the code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional, cast, get_args

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from tiktok_presale.adapters.documents.faults import FaultError, InsideError, expected
from tiktok_presale.adapters.documents.hints import fields_of, is_any, name_of
from tiktok_presale.adapters.documents.hooks import Hooks, Read, Write
from tiktok_presale.adapters.documents.policies import (
    check_digest,
    digest_of,
    is_shipped,
    pack_named,
)
from tiktok_presale.adapters.documents.primitives import read_table
from tiktok_presale.adapters.documents.unions import kind_of
from tiktok_presale.adapters.payload import short
from tiktok_presale.policy.pack import Pack
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FORMAT", "hints_of", "read_format", "untagged", "value_reader", "value_writer"]

# Raised where a document that was written before would now read differently, and nowhere else.
FORMAT = 1

_TAGS = {"type", "format"}

# What `cattrs` asks for; every hook is given to it field by field, so it asks it nothing else.
_CONVERTER = Converter()


def value_writer(hint: Any, hooks: Hooks, *, whole: bool) -> Write:  # noqa: ANN401 - a type, or an alias of one
    """
    Write a value as an object, without its name.
    """
    kind = kind_of(hint)
    fields = {name: override(unstruct_hook=hooks.writer(of)) for name, of in hints_of(hint).items()}
    make = cast("Callable[..., Write]", make_dict_unstructure_fn)
    write = make(kind, _CONVERTER, _cattrs_omit_if_default=True, **fields)

    def checked(value: object) -> dict[str, Any]:
        if type(value) is not kind:
            raise WrongTypeError("value", kind.__name__, type(value).__name__)
        return cast("dict[str, Any]", write(value))

    if kind is not Policy or whole:
        return checked
    fields["pack"] = override(omit=True)
    bare = make(kind, _CONVERTER, _cattrs_omit_if_default=True, **fields)

    def referring(value: object) -> dict[str, Any]:
        if type(value) is not Policy or not is_shipped(value.pack):
            return checked(value)
        fields = bare(value)  # before the digest, which asks what stands in them
        digest = digest_of(value.market, value.since, hooks.write_any)
        return {"pack": {"market": value.market, "digest": digest}, **fields}

    return referring


def hints_of(hint: Any) -> dict[str, object]:  # noqa: ANN401 - a type, or an alias of one
    """
    The types of the fields; those of the ends of a range stand in the hint, not in the class.
    """
    kind = kind_of(hint)
    found = {name: of for name, (of, _) in fields_of(kind).items()}
    if kind is Range:
        end = (get_args(hint) or (object,))[0]
        ends = object if is_any(end) else Optional[end]  # noqa: UP045 - made here
        found |= {"low": ends, "high": ends}
    return found


def value_reader(hint: Any, hooks: Hooks) -> Read:  # noqa: ANN401 - a type, or an alias of one
    """
    Read a value from an object; its name may stand there, and must then be right.
    """
    kind = kind_of(hint)
    fields = {name: _reading(hooks.reader(of)) for name, of in hints_of(hint).items()}
    if kind is Policy:
        fields["pack"] = _reading(_pack_reader(hooks))
    make = cast("Callable[..., Callable[[object, type], Any]]", make_dict_structure_fn)
    generic = Range[object] if kind is Range else kind
    read = make(generic, _CONVERTER, **fields)
    known = fields.keys()

    def checked(data: object) -> Any:  # noqa: ANN401 - a value of that type
        table = untagged(data, kind)
        if not table.keys() <= known:
            names = ", ".join(sorted(short(key) for key in table.keys() - known))
            problem = f"has keys that are not known: {names}"
            raise FaultError(problem)
        return read(table, kind)

    if kind is not Policy:
        return checked
    return lambda data: check_digest(
        checked(data), cast("dict[str, Any]", data)["pack"], hooks.write_any
    )


def untagged(data: object, kind: type) -> dict[str, object]:
    """
    The fields of an object without its name, which must be right where it stands.
    """
    table = read_table(data)
    if "type" not in table:
        return table
    _check_name(table, kind)
    read_format(table, required=False)
    return {key: item for key, item in table.items() if key not in _TAGS}


def _reading(read: Read) -> Any:  # noqa: ANN401 - cattrs keeps its type private
    return override(struct_hook=lambda data, _: read(data))


def _pack_reader(hooks: Hooks) -> Read:
    read_pack = hooks.reader(Pack)

    def read(data: object) -> Pack:
        return pack_named(data) if "digest" in read_table(data) else read_pack(data)

    return read


def _check_name(table: dict[str, object], kind: type) -> None:
    if table["type"] != name_of(kind):
        given = table["type"] if isinstance(table["type"], str) else short(table["type"])
        raise InsideError("type", FaultError(f"must be {name_of(kind)}, not {given[:40]}"))


def read_format(table: dict[str, object], *, required: bool) -> None:
    """
    Refuse every format but this one; a newer one by its number.
    """
    given = table.get("format", None if required else FORMAT)
    if type(given) is int and given > FORMAT:
        problem = (
            f"is {short(given)}, and this release reads {FORMAT}: "
            "read it with a newer release of tiktok-presale"
        )
        raise InsideError("format", FaultError(problem))
    if type(given) is not int or given != FORMAT:
        raise InsideError("format", expected(given, f"{FORMAT}"))
