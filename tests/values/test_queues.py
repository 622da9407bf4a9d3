"""
A queue that never changes, against the standard library's heap.
"""

from __future__ import annotations

import copy
import heapq
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale.values.queues import PersistentQueue

ITEMS = st.integers(0, 20)


class TestAgainstHeapq:
    """
    The smallest item comes first, whatever was put and taken out.
    """

    @given(st.lists(ITEMS), st.lists(st.none() | ITEMS, max_size=60))
    def test_any_changes(self, start, changes):
        """
        The first item and the length are those of a heap.
        """
        ours, plain = PersistentQueue(start), list(start)
        heapq.heapify(plain)
        for item in changes:
            if item is not None:
                ours = ours.put(item)
                heapq.heappush(plain, item)
            elif plain:
                heapq.heappop(plain)
                ours = ours.rest()

            assert (plain[0] if plain else None) == ours.first
            assert len(plain) == len(ours)
        assert sorted(plain) == list(ours)

    @given(st.lists(ITEMS), ITEMS)
    def test_nothing_changes(self, start, item):
        """
        A queue still holds what it held.
        """
        queue = PersistentQueue(start)
        queue.put(item)
        queue.rest()

        assert sorted(start) == list(queue)

    def test_empty(self):
        """
        Nothing comes first in an empty queue, and nothing is left of it.
        """
        assert PersistentQueue().first is None
        assert not PersistentQueue().rest()


class TestShape:
    """
    Its depth breaks nothing, and a change costs a logarithm.
    """

    @pytest.mark.parametrize("items", [range(20_000), range(20_000, 0, -1)], ids=["up", "down"])
    def test_long_edges(self, items):
        """
        Twenty thousand items in order, the deepest shape there is, can be pickled and copied.
        """
        queue = PersistentQueue()
        for item in items:
            queue = queue.put(item)

        assert min(items) == pickle.loads(pickle.dumps(queue.rest())).first - 1  # noqa: S301
        assert len(items) == len(copy.deepcopy(queue))

    def test_few_comparisons(self):
        """
        Putting and taking out compare about as often as the size has binary digits.
        """

        class Counted(int):
            """
            A number that counts how often it is compared.
            """

            asked = 0

            def __lt__(self, other):
                Counted.asked += 1
                return int(self) < int(other)

        queue = PersistentQueue(Counted(number * 7_919 % 100_003) for number in range(10_000))
        Counted.asked = 0
        queue.put(Counted(500)).rest().rest()

        assert Counted.asked <= 3 * 14


class TestValue:
    """
    It can be compared, hashed, copied and pickled, and never changed.
    """

    def test_equality(self):
        """
        Queues of the same items are equal, in whatever order those came.
        """
        assert PersistentQueue([1, 2, 3]) == PersistentQueue([3]).put(1).put(2)
        assert hash(PersistentQueue([1, 2])) == hash(PersistentQueue([2, 1]))
        assert PersistentQueue([1]) != PersistentQueue([2])
        assert PersistentQueue([1]) != [1]

    def test_cannot_be_changed(self):
        """
        No attribute can be set.
        """
        with pytest.raises(AttributeError, match="build a new one"):
            PersistentQueue()._heap = None  # noqa: SLF001 - the attack that is to fail

    def test_repr(self):
        """
        The printed form shows the items in order.
        """
        assert repr(PersistentQueue([2, 1])) == "PersistentQueue([1, 2])"
