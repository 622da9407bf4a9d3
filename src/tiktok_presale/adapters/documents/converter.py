"""
Which hook writes and reads a field: one for each form that its type can have.
"""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING, Any, cast, get_origin

from tiktok_presale.adapters.documents import containers, objects, unions
from tiktok_presale.adapters.documents import primitives as plain
from tiktok_presale.adapters.documents.hints import (
    is_any,
    is_union,
    is_value,
    is_word,
    word_text,
)
from tiktok_presale.adapters.documents.hooks import Read, Write
from tiktok_presale.adapters.documents.moneys import read_money, write_money
from tiktok_presale.adapters.documents.scalars import FORMS, READERS, write_exactly
from tiktok_presale.adapters.documents.untyped import read_any, write_any
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.money import Money
from tiktok_presale.values.persistent import PersistentMap

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from enum import Enum

__all__ = ["Documents", "documents"]

# Whole numbers are exact numbers too; facts often hold them where a decimal may stand.
_EXACT = {Decimal: (Decimal, int), Fraction: (Fraction, int)}


class Documents:
    """
    The hooks for all forms, made when they are first asked for and kept.

    Args:
        whole: Whether policies of shipped packs are written with their whole pack.
    """

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
        self._writers: dict[Any, Write] = {kind: write for kind, write, _ in _forms()}
        self._readers: dict[Any, Read] = {kind: read for kind, _, read in _forms()}
        self._making: set[Any] = set()
        self._lock = RLock()

    def writer(self, hint: Any) -> Write:  # noqa: ANN401 - a type, or an alias of one
        """
        What writes values of a type.
        """
        found = self._writers.get(hint)
        if found is not None:
            return found
        with self._lock:
            if hint in self._making:
                return _later(self.writer, hint)
            with self._made(hint):
                self._writers[hint] = self._make_writer(hint)
            return self._writers[hint]

    @contextmanager
    def _made(self, hint: object) -> Generator[None, None, None]:
        """
        While the hook of a type is made, a type that holds itself, as audiences do, is told later.
        """
        self._making.add(hint)
        try:
            yield
        finally:
            self._making.remove(hint)

    def _make_writer(self, hint: Any) -> Write:  # noqa: ANN401 - a type, or an alias of one
        if is_any(hint):
            return self.write_any
        if is_union(hint):
            return unions.union_writer(hint, self)
        if is_value(hint):
            return objects.value_writer(hint, self, whole=self.whole)
        if is_word(hint):
            return _word_writer(hint)
        return _CONTAINERS[get_origin(hint)][0](hint, self)

    def reader(self, hint: Any) -> Read:  # noqa: ANN401 - a type, or an alias of one
        """
        What reads values of a type.
        """
        found = self._readers.get(hint)
        if found is not None:
            return found
        with self._lock:
            if hint in self._making:
                return _later(self.reader, hint)
            with self._made(hint):
                self._readers[hint] = self._make_reader(hint)
            return self._readers[hint]

    def _make_reader(self, hint: Any) -> Read:  # noqa: ANN401 - a type, or an alias of one
        if is_any(hint):
            return self.read_any
        if is_union(hint):
            return unions.union_reader(hint, self)
        if is_value(hint):
            return objects.value_reader(hint, self)
        if is_word(hint):
            return lambda data: plain.read_word(data, hint)
        return _CONTAINERS[get_origin(hint)][1](hint, self)

    def write_value(self, value: object) -> dict[str, Any]:
        """
        Write a value as an object, without its name.
        """
        return cast("dict[str, Any]", self.writer(type(value))(value))

    def read_value(self, data: object, kind: type) -> object:
        """
        Read a value of a type.
        """
        return self.reader(kind)(data)

    def write_any(self, value: object) -> object:
        """
        Write a value that must say its own type.
        """
        return write_any(value, self.write_value)

    def read_any(self, data: object) -> object:
        """
        Read a value that says its own type.
        """
        return read_any(data, self.read_value)


def _later(find: Callable[[Any], Callable[[Any], Any]], hint: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - a type, or an alias of one
    def call(value: Any) -> Any:  # noqa: ANN401 - as the hook has it
        return find(hint)(value)  # waits for another thread that is still making it

    return call


_CONTAINERS: dict[Any, tuple[Callable[..., Write], Callable[..., Read]]] = {
    tuple: (containers.tuple_writer, containers.tuple_reader),
    frozenset: (containers.set_writer, containers.set_reader),
    FrozenMap: (containers.map_writer, containers.map_reader),
    PersistentMap: (containers.persistent_writer, containers.persistent_reader),
}


def _forms() -> Iterator[tuple[type, Write, Read]]:
    """
    Each type with a form of its own: how it is written, how it is read.
    """
    yield bool, plain.write_flag, plain.read_flag
    yield str, plain.write_text, plain.read_text
    yield int, plain.write_whole, plain.read_whole
    yield float, plain.write_number, plain.read_number
    yield Money, write_money, read_money
    for kind, form in FORMS:
        yield kind, _form_writer(kind, form), READERS[form]


def _word_writer(kind: type[Enum]) -> Write:
    def write(value: object) -> str:
        # Some fields hold the text of a word, which is equal to it.
        word = kind(value) if type(value) is str else value
        if type(word) is not kind:
            raise WrongTypeError("value", kind.__name__, type(value).__name__)
        return word_text(word)

    return write


def _form_writer(kind: type, form: str) -> Write:
    kinds = _EXACT.get(kind, (kind,))

    def write(value: object) -> str:
        if not isinstance(value, kinds) or isinstance(value, bool):
            raise WrongTypeError("value", kind.__name__, type(value).__name__)
        return write_exactly(form, value)

    return write


@cache
def documents(*, whole: bool = False) -> Documents:
    """
    The converter of the library; its hooks are made when they are first used.
    """
    return Documents(whole=whole)
