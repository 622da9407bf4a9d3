"""
Tuples, sets and maps: lists and objects in JSON, in an order that does not hang on the process.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast, get_args

from tiktok_presale.adapters.documents.faults import FaultError, InsideError, expected
from tiktok_presale.adapters.documents.hooks import Hooks, Read, Write
from tiktok_presale.adapters.documents.primitives import read_at, read_items, read_list, write_text
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.persistent import PersistentMap

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = [
    "map_reader",
    "map_writer",
    "persistent_reader",
    "persistent_writer",
    "set_reader",
    "set_writer",
    "tuple_reader",
    "tuple_writer",
]


def _checked(value: Any, kind: type) -> Any:  # noqa: ANN401 - as it is given
    if not isinstance(value, kind):
        raise WrongTypeError("value", kind.__name__, type(value).__name__)
    return value


def tuple_writer(hint: object, hooks: Hooks) -> Write:
    """
    Write a tuple as a list.
    """
    hints = get_args(hint)
    if hints[-1] is Ellipsis:
        write = hooks.writer(hints[0])
        return lambda value: [write(item) for item in _checked(value, tuple)]
    writes = [hooks.writer(item) for item in hints]
    return lambda value: [
        write(item) for write, item in zip(writes, _checked(value, tuple), strict=True)
    ]


def tuple_reader(hint: object, hooks: Hooks) -> Read:
    """
    Read a tuple: of any length, or of as many items as its type has.
    """
    hints = get_args(hint)
    if hints[-1] is Ellipsis:
        read = hooks.reader(hints[0])
        return lambda data: tuple(read_list(data, read))
    reads = [hooks.reader(item) for item in hints]

    def read_all(data: object) -> tuple[object, ...]:
        items = tuple(read_list(data, lambda item: item))
        if len(items) != len(reads):
            raise expected(data, f"a list of {len(reads)}")
        return tuple(
            read_at(place, read, item)
            for place, (read, item) in enumerate(zip(reads, items, strict=True))
        )

    return read_all


def set_writer(hint: object, hooks: Hooks) -> Write:
    """
    Write a set as a list in the order of its items.
    """
    write = hooks.writer(get_args(hint)[0])
    return lambda value: [write(item) for item in sorted(_checked(value, frozenset))]


def set_reader(hint: object, hooks: Hooks) -> Read:
    """
    Read a set; what stands twice in it was meant otherwise.
    """
    read = hooks.reader(get_args(hint)[0])

    def read_all(data: object) -> frozenset[object]:
        found: set[object] = set()
        for place, item in enumerate(read_list(data, read)):
            if item in found:
                raise InsideError(place, FaultError("stands in the list already"))
            found.add(item)
        return frozenset(found)

    return read_all


def map_writer(hint: object, hooks: Hooks) -> Write:
    """
    Write a map from names as an object, in its own order.
    """
    write = hooks.writer(get_args(hint)[0])
    return lambda value: {
        write_text(key): write(item) for key, item in _checked(value, FrozenMap).items()
    }


def map_reader(hint: object, hooks: Hooks) -> Read:
    """
    Read a map from names.
    """
    read = hooks.reader(get_args(hint)[0])
    return lambda data: FrozenMap(read_items(data, read))


def persistent_writer(hint: object, hooks: Hooks) -> Write:
    """
    Write a persistent map: an object where its keys are names, else a list of pairs; sorted.

    Its own order follows the hashes of its keys, which differ from process to process.
    """
    key_hint, item_hint = get_args(hint)
    write = hooks.writer(item_hint)
    if key_hint is str:
        return lambda value: {
            write_text(key): write(item)
            for key, item in sorted(_checked(value, PersistentMap).items())
        }
    write_key = hooks.writer(key_hint)

    def pairs(value: Mapping[object, object]) -> list[list[object]]:
        written = [[write_key(key), write(item)] for key, item in value.items()]
        return sorted(written, key=lambda pair: json.dumps(pair[0], sort_keys=True))

    return lambda value: pairs(_checked(value, PersistentMap))


def persistent_reader(hint: object, hooks: Hooks) -> Read:
    """
    Read a persistent map; a key that stands twice was meant otherwise.
    """
    key_hint, item_hint = get_args(hint)
    if key_hint is str:
        read = hooks.reader(item_hint)
        return lambda data: PersistentMap(read_items(data, read))
    read_pair = tuple_reader(cast("Any", tuple)[key_hint, item_hint], hooks)

    def read_pairs(data: object) -> PersistentMap[object, object]:
        pairs = tuple(read_list(data, read_pair))
        found = PersistentMap[object, object](pairs)
        if len(found) != len(pairs):
            problem = f"has a key twice among its {len(pairs)} pairs"
            raise FaultError(problem)
        return found

    return read_pairs
