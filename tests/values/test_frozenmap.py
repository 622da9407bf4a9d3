"""
A mapping that cannot change.
"""

from __future__ import annotations

import copy
import pickle
from collections import OrderedDict

import pytest

from tiktok_presale.errors import WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap, frozen_map

MAP = FrozenMap({"rating": 5, "sales": 7})


def test_reads_like_a_mapping():
    """
    Items, length, membership and order are those of the dictionary it was made of.
    """
    assert MAP["rating"] == 5
    assert list(MAP) == ["rating", "sales"]
    assert len(MAP) == 2
    assert "rating" in MAP
    assert MAP.get("other") is None
    assert dict(MAP) == {"rating": 5, "sales": 7}
    assert FrozenMap([("rating", 5), ("sales", 7)]) == MAP
    assert not FrozenMap()


def test_missing_key_is_a_key_error():
    """
    What is not there is a key error, as with any mapping.
    """
    with pytest.raises(KeyError, match="other"):
        MAP["other"]


def test_source_may_change_afterwards():
    """
    The dictionary it was made of is copied.
    """
    source = {"rating": 5}
    made = FrozenMap(source)
    source["rating"] = 1

    assert made["rating"] == 5


def test_equality_and_hash_ignore_the_order():
    """
    Equal items make equal maps with equal hashes, also beside a plain dictionary.
    """
    turned = FrozenMap({"sales": 7, "rating": 5})

    assert turned == MAP
    assert hash(turned) == hash(MAP)
    assert MAP == {"rating": 5, "sales": 7}
    assert FrozenMap({"rating": 5}) != MAP


def test_unhashable_value_makes_an_unhashable_map():
    """
    A list inside cannot be hashed, so neither can the map.
    """
    with pytest.raises(TypeError, match="unhashable"):
        hash(FrozenMap({"a": []}))


def test_nothing_can_be_changed():
    """
    Neither items nor attributes can be set or deleted.
    """
    with pytest.raises(TypeError):
        MAP["rating"] = 1
    with pytest.raises(TypeError):
        del MAP["rating"]
    with pytest.raises(AttributeError, match="build a new one"):
        MAP._items = {}  # noqa: SLF001 - the attack that is to fail
    with pytest.raises(AttributeError, match="build a new one"):
        MAP.other = 1


def test_items_cannot_be_deleted_as_an_attribute():
    """
    The inner dictionary cannot be taken away either.
    """
    victim = FrozenMap({"rating": 5})

    with pytest.raises(AttributeError):
        del victim._items  # noqa: SLF001 - the attack that is to fail
    assert victim == {"rating": 5}


def test_copies_and_pickles_are_equal():
    """
    A map survives copying and pickling, with its order.
    """
    back = pickle.loads(pickle.dumps(MAP))  # noqa: S301 - our own bytes

    for twin in (back, copy.copy(MAP), copy.deepcopy(MAP)):
        assert twin == MAP
        assert list(twin) == list(MAP)
        assert isinstance(twin, FrozenMap)


def test_repr_makes_the_map_again():
    """
    The printed form is Python for the same map.
    """
    assert repr(MAP) == "FrozenMap({'rating': 5, 'sales': 7})"


def test_converter_keeps_a_frozen_map_and_reads_others():
    """
    Any mapping with text keys is taken, and one that is frozen already as it is.
    """
    assert frozen_map(MAP) is MAP
    assert frozen_map(OrderedDict(rating=5)) == {"rating": 5}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([("a", 1)], "a mapping from names to values, not list"),
        (None, "a mapping from names to values, not NoneType"),
        ({1: "a"}, "key must be text, not int"),
    ],
)
def test_converter_refuses_the_rest(given, words):
    """
    What is no mapping, or has other keys than text, is refused.
    """
    with pytest.raises(WrongTypeError, match=words):
        frozen_map(given)
