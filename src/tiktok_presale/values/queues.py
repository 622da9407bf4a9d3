"""
A queue that never changes and gives its smallest item first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar, cast, final

from tiktok_presale.values.frozenmap import Unchanging

__all__ = ["PersistentQueue"]

T = TypeVar("T")


class _Heap:
    """
    An item that is no larger than any below it; `rank` is the length of its right edge.
    """

    __slots__ = ("item", "left", "rank", "right")

    def __init__(self, item: Any, left: _Heap | None, right: _Heap | None) -> None:  # noqa: ANN401
        # Leftist: the right edge is never the longer one, so it is as short as a logarithm.
        if _rank(left) < _rank(right):
            left, right = right, left
        self.item = item
        self.left = left
        self.right = right
        self.rank = _rank(right) + 1


def _rank(heap: _Heap | None) -> int:
    return 0 if heap is None else heap.rank


def _merged(one: _Heap | None, other: _Heap | None) -> _Heap | None:
    """
    Both heaps as one; only their right edges are walked.
    """
    edge: list[_Heap] = []
    while one is not None and other is not None:
        if other.item < one.item:
            one, other = other, one
        edge.append(one)
        one = one.right
    merged = other if one is None else one
    for above in reversed(edge):
        merged = _Heap(above.item, above.left, merged)
    return merged


@final
class PersistentQueue(Unchanging, Generic[T]):
    """
    A queue that gives its smallest item first and cannot change; `put` and `rest` return others.

    A leftist heap: putting and taking out cost a logarithm of the size.

    Args:
        items: Items that compare with each other.

    Examples:
        >>> queue = PersistentQueue([3, 1, 2])
        >>> queue.first, queue.rest().first, len(queue)
        (1, 2, 3)
    """

    __slots__ = ("_heap", "_size")
    _heap: _Heap | None
    _size: int

    def __init__(self, items: Iterable[T] = ()) -> None:
        # Sorted items make the heap in one pass: each is put above all that are larger.
        heap, size = None, 0
        for item in sorted(cast("Any", items), reverse=True):
            heap, size = _Heap(item, heap, None), size + 1
        object.__setattr__(self, "_heap", heap)
        object.__setattr__(self, "_size", size)

    @property
    def first(self) -> T | None:
        """
        The smallest item; None where there is none.
        """
        return None if self._heap is None else self._heap.item

    def put(self, item: T) -> PersistentQueue[T]:
        """
        The same queue with one more item.
        """
        return _queue(_merged(self._heap, _Heap(item, None, None)), self._size + 1)

    def rest(self) -> PersistentQueue[T]:
        """
        The same queue without its smallest item; itself where it is empty.
        """
        if self._heap is None:
            return self
        return _queue(_merged(self._heap.left, self._heap.right), self._size - 1)

    def __iter__(self) -> Iterator[T]:
        queue = self
        while queue._heap is not None:
            yield queue._heap.item
            queue = queue.rest()

    def __len__(self) -> int:
        return self._size

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PersistentQueue):
            return NotImplemented
        return tuple(self) == tuple(cast("Any", other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[type[PersistentQueue[T]], tuple[tuple[T, ...]]]:
        # The left edge may be as long as the queue, too deep for anything that recurses.
        return type(self), (tuple(self),)

    def __repr__(self) -> str:
        return f"PersistentQueue({list(self)!r})"


def _queue(heap: _Heap | None, size: int) -> PersistentQueue[Any]:
    made: PersistentQueue[Any] = cast("Any", object.__new__(PersistentQueue))
    object.__setattr__(made, "_heap", heap)
    object.__setattr__(made, "_size", size)
    return made
