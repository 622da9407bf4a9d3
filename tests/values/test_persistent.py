"""
A map that never changes, against a plain dictionary.
"""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale.values.persistent import PersistentMap

SMALL = st.integers(0, 60)
CHANGES = st.lists(st.tuples(st.booleans(), SMALL, SMALL), max_size=80)


class Key:
    """
    A key whose hash is chosen, so that keys collide at will.
    """

    def __init__(self, name, code):
        self.name, self.code = name, code

    def __hash__(self):
        return self.code

    def __eq__(self, other):
        return isinstance(other, Key) and self.name == other.name


def follow(changes, keys=lambda number: number):
    """
    Make a map and a dictionary by the same changes.
    """
    ours, plain = PersistentMap(), {}
    for put, number, value in changes:
        key = keys(number)
        if put:
            ours, plain[key] = ours.put(key, value), value
        else:
            ours = ours.without(key)
            plain.pop(key, None)
    return ours, plain


def nodes(held):
    """
    Every node of a map, by identity.
    """
    found, open_nodes = {}, [held._root]  # noqa: SLF001 - sharing is what is looked at
    while open_nodes:
        node = open_nodes.pop()
        if node is not None:
            found[id(node)] = node
            open_nodes += getattr(node, "nodes", ())
    return found


class TestAgainstADictionary:
    """
    Whatever is put and taken out, the map holds what a dictionary holds.
    """

    @given(CHANGES)
    def test_any_changes(self, changes):
        """
        Items, length, membership and order-free equality are those of the dictionary.
        """
        ours, plain = follow(changes)

        assert plain == dict(ours)
        assert plain == ours
        assert ours == plain
        assert len(plain) == len(ours)
        assert all((number in plain) is (number in ours) for number in range(61))

    @given(CHANGES, st.sampled_from([1, 2, 3, 33]))
    def test_colliding_hashes(self, changes, codes):
        """
        Keys of equal or nearly equal hashes do not get in each other's way.
        """
        keys = [Key(number, (number % codes) << 58) for number in range(61)]
        ours, plain = follow(changes, keys.__getitem__)

        assert plain == dict(ours)
        assert len(plain) == len(ours)
        assert len(nodes(PersistentMap(plain))) == len(nodes(ours))

    def test_way_that_is_needed_no_more(self):
        """
        Two keys that part ways far down leave no way behind when one of them goes.
        """
        near, far = Key("near", 0), Key("far", 1 << 58)
        both = PersistentMap([(near, 1), (far, 2)])

        assert len(nodes(both)) > 10
        assert len(nodes(both.without(far))) == 1
        assert both.without(far) == PersistentMap([(near, 1)])

    @given(CHANGES)
    def test_nothing_changes(self, changes):
        """
        Every earlier map still holds what it held.
        """
        history, ours = [], PersistentMap()
        for put, key, value in changes:
            history.append((ours, dict(ours)))
            ours = ours.put(key, value) if put else ours.without(key)

        assert all(plain == dict(held) for held, plain in history)

    @given(CHANGES, st.randoms(use_true_random=False))
    def test_any_order_gives_one_shape(self, changes, random):
        """
        Equal maps are equal, hash equally and have equally many nodes, however they were built.
        """
        ours, plain = follow(changes)
        items = list(plain.items())
        random.shuffle(items)
        other = PersistentMap(items)

        assert other == ours
        assert hash(other) == hash(ours)
        assert len(nodes(other)) == len(nodes(ours))

    @given(CHANGES, CHANGES)
    def test_fresh(self, before, after):
        """
        What is new or has another value is told, and nothing else.
        """
        old, plain = follow(before)
        new, _ = follow(after)
        for put, key, value in after:
            old_then = old
            old = old.put(key, value) if put else old.without(key)
            assert set(old.fresh(old_then)) <= {(key, value)}

        assert {item for item in new.items() if plain.get(item[0]) != item[1]} == set(
            new.fresh(PersistentMap(plain))
        )


class TestSharing:
    """
    A change copies the way to its place, and nothing else.
    """

    @pytest.mark.parametrize("size", [100, 1_000, 10_000])
    def test_new_nodes(self, size):
        """
        Whatever the size, a change makes no more nodes than the size has digits in base 32.
        """
        held = PersistentMap((number * 7_919, number) for number in range(size))
        old = nodes(held)
        digits = next(n for n in range(1, 10) if 32**n > size)
        for number in (0, size // 2, size - 1):
            put = nodes(held.put(number * 7_919, "new"))
            gone = nodes(held.without(number * 7_919))

            assert len(put.keys() - old.keys()) <= digits + 2
            assert len(gone.keys() - old.keys()) <= digits + 2

    def test_fresh_looks_at_few(self):
        """
        Two maps that are one change apart are compared without walking through them.
        """

        class Counted(int):
            """
            A value that counts how often it is compared.
            """

            asked = 0

            def __ne__(self, other):
                Counted.asked += 1
                return int(self) != int(other)

            __hash__ = int.__hash__

        old = PersistentMap((number, Counted(number)) for number in range(10_000))

        assert [(5, 7)] == list(old.put(5, Counted(7)).fresh(old))
        assert Counted.asked < 40


class TestMapping:
    """
    It reads like any mapping.
    """

    HELD = PersistentMap({"red": 1, "blue": 2})

    def test_reads(self):
        """
        What is not there is a key error, or the default.
        """
        assert self.HELD["red"] == 1
        assert self.HELD.get("green") is None
        with pytest.raises(KeyError, match="green"):
            self.HELD["green"]

    def test_without_what_is_not_there(self):
        """
        Taking out nothing gives the map itself.
        """
        assert self.HELD.without("green") is self.HELD
        assert not PersistentMap().without("green")

    def test_equality(self):
        """
        A map equals a mapping with its items, and nothing else.
        """
        assert self.HELD == {"blue": 2, "red": 1}
        assert self.HELD != {"red": 1}
        assert self.HELD != [("red", 1)]
        twin = self.HELD.put("red", 1)
        assert twin == self.HELD

    def test_cannot_be_changed(self):
        """
        Neither attributes nor items can be set.
        """
        with pytest.raises(AttributeError, match="build a new one"):
            self.HELD._root = None  # noqa: SLF001 - the attack that is to fail
        with pytest.raises(AttributeError, match="build a new one"):
            del self.HELD._size  # noqa: SLF001 - as above
        with pytest.raises(TypeError):
            self.HELD["red"] = 3

    def test_copies_and_pickles(self):
        """
        A map survives copying and pickling, with its printed form.
        """
        for twin in (
            copy.copy(self.HELD),
            copy.deepcopy(self.HELD),
            pickle.loads(pickle.dumps(self.HELD)),  # noqa: S301 - our own bytes
        ):
            assert twin == self.HELD
            assert repr(twin) == repr(self.HELD)

    def test_pickle_in_another_process(self):
        """
        Text hashes differently in every process, and still each key is found again.
        """
        held = PersistentMap((f"key {number}", number) for number in range(300))
        code = (
            "import pickle, sys\n"
            "held = pickle.loads(sys.stdin.buffer.read())\n"
            "print(all(held[f'key {n}'] == n for n in range(300)), len(held))"
        )
        found = subprocess.run(
            [sys.executable, "-c", code], input=pickle.dumps(held), capture_output=True, check=True
        )

        assert found.stdout.split() == [b"True", b"300"]

    def test_repr(self):
        """
        The printed form shows the items.
        """
        assert repr(PersistentMap({"red": 1})) == "PersistentMap({'red': 1})"
