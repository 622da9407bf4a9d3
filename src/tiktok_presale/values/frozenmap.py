"""
A mapping that cannot change, for fields of frozen values.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import TYPE_CHECKING, NoReturn, TypeVar

from tiktok_presale.values.errors import WrongTypeError

__all__ = ["FrozenMap", "Unchanging", "frozen_map"]

V_co = TypeVar("V_co", covariant=True)


class Unchanging:
    """
    What collections that cannot change have in common.
    """

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """
        Refuse every assignment.
        """
        message = f"{type(self).__name__} cannot be changed; build a new one"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> NoReturn:
        """
        Refuse every deletion.
        """
        self.__setattr__(name, None)


class FrozenMap(Unchanging, Mapping[str, V_co]):
    """
    A mapping from names to values: cannot be changed, can be hashed, compared and pickled.

    `types.MappingProxyType` can be neither hashed nor pickled, so it does not serve.

    Examples:
        >>> FrozenMap({"rating": 5}) == {"rating": 5}
        True
    """

    __slots__ = ("_items",)
    _items: dict[str, V_co]

    def __init__(self, items: Mapping[str, V_co] | Iterable[tuple[str, V_co]] = ()) -> None:
        object.__setattr__(self, "_items", dict(items))

    def __getitem__(self, key: str) -> V_co:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    # What `Mapping` gives asks key by key; a dictionary's own views cannot change it either.

    def __contains__(self, key: object) -> bool:
        return key in self._items

    if not TYPE_CHECKING:  # pragma: no branch

        def get(self, key: str, default: object = None) -> object:
            """
            What a name stands for, or *default*.
            """
            return self._items.get(key, default)

    def keys(self) -> KeysView[str]:
        """
        The names.
        """
        return self._items.keys()

    def values(self) -> ValuesView[V_co]:
        """
        What they stand for.
        """
        return self._items.values()

    def items(self) -> ItemsView[str, V_co]:
        """
        Both, pair by pair.
        """
        return self._items.items()

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __reduce__(self) -> tuple[type[FrozenMap[V_co]], tuple[dict[str, V_co]]]:
        return type(self), (dict(self._items),)

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"


def frozen_map(value: Mapping[str, V_co]) -> FrozenMap[V_co]:
    """
    Convert any mapping with text keys; the converter of fields that hold one.

    Raises:
        WrongTypeError: If *value* is no mapping, or a key is no text.
    """
    if isinstance(value, FrozenMap):
        return value
    if not isinstance(value, Mapping):
        raise WrongTypeError("mapping", "a mapping from names to values", type(value).__name__)
    for key in value:
        if not isinstance(key, str):
            raise WrongTypeError("key", "text", type(key).__name__)
    return FrozenMap(value)
