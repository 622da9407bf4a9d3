"""
A map that never changes: a change makes a new one that shares almost everything with the old one.

A copy of a dictionary costs as much as all that was ever put into it. Here a change copies the few
nodes on the way to its place, whatever the size, so a value that grows with every command can still
be frozen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar, cast, final, overload

from tiktok_presale.values.frozenmap import Unchanging

__all__ = ["PersistentMap"]

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

_BITS = 5  # 32 ways at each level
_WAYS = (1 << _BITS) - 1
_MISSING = object()
_WORD = (1 << 64) - 1  # hashes are signed; their bits are not


class _Leaf:
    """
    The items of one hash: one, or several where hashes collide.
    """

    __slots__ = ("code", "items")

    def __init__(self, code: int, items: tuple[tuple[Any, Any], ...]) -> None:
        self.code = code
        self.items = items


class _Branch:
    """
    Up to 32 ways; `taken` has a bit for each that is there, `nodes` only those.
    """

    __slots__ = ("nodes", "taken")

    def __init__(self, taken: int, nodes: tuple[_Leaf | _Branch, ...]) -> None:
        self.taken = taken
        self.nodes = nodes


def _code(key: object) -> int:
    return hash(key) & _WORD


def _way(code: int, shift: int) -> int:
    return 1 << ((code >> shift) & _WAYS)


def _place(taken: int, bit: int) -> int:
    return (taken & (bit - 1)).bit_count()


def _leaf_at(node: _Leaf | _Branch | None, code: int) -> _Leaf | None:
    """
    The leaf of a hash, if there is one.
    """
    shift = 0
    while isinstance(node, _Branch):
        bit = _way(code, shift)
        if not node.taken & bit:
            return None
        node = node.nodes[_place(node.taken, bit)]
        shift += _BITS
    return node if node is not None and node.code == code else None


def _with_leaf(node: _Leaf | _Branch, leaf: _Leaf, shift: int) -> _Leaf | _Branch:
    """
    The same nodes with *leaf* in place of the one of its hash, or added.
    """
    if isinstance(node, _Leaf):
        if node.code == leaf.code:
            return leaf
        # Both go one level down, until their ways part.
        node = _Branch(_way(node.code, shift), (node,))
    bit = _way(leaf.code, shift)
    place = _place(node.taken, bit)
    if not node.taken & bit:
        return _Branch(node.taken | bit, (*node.nodes[:place], leaf, *node.nodes[place:]))
    child = _with_leaf(node.nodes[place], leaf, shift + _BITS)
    return _Branch(node.taken, (*node.nodes[:place], child, *node.nodes[place + 1 :]))


def _put(root: _Leaf | _Branch | None, key: object, value: object) -> tuple[_Leaf | _Branch, bool]:
    """
    The same nodes with a value at a key, and whether that is one item more.
    """
    code = _code(key)
    found = _leaf_at(root, code)
    items = () if found is None else found.items
    others = tuple(item for item in items if item[0] != key)
    leaf = _Leaf(code, (*others, (key, value)))
    return leaf if root is None else _with_leaf(root, leaf, 0), len(others) == len(items)


def _pairs(
    mine: _Branch, theirs: _Leaf | _Branch | None
) -> Iterator[tuple[_Leaf | _Branch, _Leaf | _Branch | None]]:
    """
    The nodes of a branch, each beside the node that stands in its place in the other map.
    """
    bits = [1 << way for way in range(_WAYS + 1) if mine.taken & (1 << way)]
    for bit, node in zip(bits, mine.nodes, strict=True):
        if isinstance(theirs, _Branch) and theirs.taken & bit:
            yield node, theirs.nodes[_place(theirs.taken, bit)]
        else:
            yield node, None


def _without_leaf(node: _Leaf | _Branch, code: int, shift: int) -> _Leaf | _Branch | None:
    """
    The same nodes without the leaf of a hash, which is there.

    A branch that is left with one leaf becomes that leaf, so that equal maps have equal shapes.
    """
    if isinstance(node, _Leaf):
        return None
    bit = _way(code, shift)
    place = _place(node.taken, bit)
    child = _without_leaf(node.nodes[place], code, shift + _BITS)
    rest = (*node.nodes[:place], *node.nodes[place + 1 :])
    if child is None:
        if len(rest) == 1 and isinstance(rest[0], _Leaf):
            return rest[0]
        return _Branch(node.taken & ~bit, rest) if rest else None
    if not rest and isinstance(child, _Leaf):
        return child
    return _Branch(node.taken, (*node.nodes[:place], child, *node.nodes[place + 1 :]))


@final
class PersistentMap(Unchanging, Mapping[K, V], Generic[K, V]):
    """
    A mapping that cannot change; `put` and `without` return another one.

    It is a trie over hashes, 32 ways at each level: finding, putting and taking out touch as many
    nodes as the size has digits in base 32. Two maps with equal items are equal and have equal
    hashes, in whatever order they were built.

    Args:
        items: A mapping, or pairs.

    Examples:
        >>> empty = PersistentMap()
        >>> one = empty.put("red", 2)
        >>> one["red"], len(empty), one.without("red") == empty
        (2, 0, True)
    """

    __slots__ = ("_root", "_size")
    _root: _Leaf | _Branch | None
    _size: int

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        root, size = None, 0
        given = cast("Any", items)
        pairs = given.items() if isinstance(items, Mapping) else given
        for key, value in pairs:
            root, more = _put(root, key, value)
            size += more
        object.__setattr__(self, "_root", root)
        object.__setattr__(self, "_size", size)

    def put(self, key: K, value: V) -> PersistentMap[K, V]:
        """
        The same map with *value* at *key*.
        """
        root, more = _put(self._root, key, value)
        return _map(root, self._size + more)

    def without(self, key: K) -> PersistentMap[K, V]:
        """
        The same map without *key*; itself where the key is not there.
        """
        code = _code(key)
        found = _leaf_at(self._root, code)
        items = () if found is None else found.items
        others = tuple(item for item in items if item[0] != key)
        if self._root is None or len(others) == len(items):
            return self
        if others:
            root = _with_leaf(self._root, _Leaf(code, others), 0)
            return _map(root, self._size - 1)
        return _map(_without_leaf(self._root, code, 0), self._size - 1)

    def fresh(self, old: PersistentMap[K, V]) -> Iterator[tuple[K, V]]:
        """
        The items that *old* does not have, or has with another value.

        What both share is not looked at, so two maps that are a few changes apart cost those few.
        """
        nodes = [(self._root, old._root)]
        while nodes:
            mine, theirs = nodes.pop()
            if mine is None or mine is theirs:
                continue
            if isinstance(mine, _Branch):
                nodes += _pairs(mine, theirs)
                continue
            for key, value in mine.items:
                if old.get(key, cast("Any", _MISSING)) != value:
                    yield key, value

    @overload
    def get(self, key: K, /) -> V | None: ...
    @overload
    def get(self, key: K, /, default: V | T) -> V | T: ...
    def get(self, key: K, /, default: object = None) -> object:
        """
        The value at *key*, or *default* where the key is not there.
        """
        # The one of Mapping raises and catches an error for each key that is not there.
        found = _leaf_at(self._root, _code(key))
        for own, value in () if found is None else found.items:
            if own == key:
                return value
        return default

    def __contains__(self, key: object) -> bool:
        return self.get(cast("Any", key), _MISSING) is not _MISSING

    def __getitem__(self, key: K) -> V:
        found: Any = self.get(key, cast("Any", _MISSING))
        if found is _MISSING:
            raise KeyError(key)
        result: V = found
        return result

    def __iter__(self) -> Iterator[K]:
        nodes = [] if self._root is None else [self._root]
        while nodes:
            node = nodes.pop()
            if isinstance(node, _Branch):
                nodes += node.nodes
            else:
                for key, _ in node.items:
                    yield key

    def __len__(self) -> int:
        return self._size

    def __eq__(self, other: object) -> bool:
        theirs = cast("Any", other)
        if isinstance(other, PersistentMap) and self._root is theirs._root:
            return True
        return super().__eq__(theirs)

    def __hash__(self) -> int:
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[PersistentMap[K, V]], tuple[tuple[tuple[K, V], ...]]]:
        # Hashes of text differ from process to process, so the nodes cannot be taken along.
        return type(self), (tuple(self.items()),)

    def __repr__(self) -> str:
        return f"PersistentMap({dict(self)!r})"


def _map(root: _Leaf | _Branch | None, size: int) -> PersistentMap[Any, Any]:
    made: PersistentMap[Any, Any] = cast("Any", object.__new__(PersistentMap))
    object.__setattr__(made, "_root", root)
    object.__setattr__(made, "_size", size)
    return made
