"""
What every public value promises: written once, run over an instance of each.
"""

from __future__ import annotations

import copy
import pickle
from collections.abc import Hashable
from unittest.mock import ANY

import attrs
import pytest

from tiktok_presale.values.closed import Value
from values.instances import PAIRS, public_types

EVERY = pytest.mark.parametrize(
    ("value", "other"), PAIRS, ids=[type(value).__name__ for value, _ in PAIRS]
)
TYPES = pytest.mark.parametrize("kind", public_types(), ids=lambda kind: kind.__name__)
ORDERED = {"CalendarDays", "BusinessDays", "Hours", "Minutes", "Money"}


class Stranger:
    """
    A class that no value has ever met.
    """


def again(value):
    """
    Make an equal value out of the fields of another one.
    """
    made = object.__new__(type(value))
    for field in attrs.fields(type(value)):
        object.__setattr__(made, field.name, copy.copy(getattr(value, field.name)))
    return made


def test_every_public_type_has_an_instance_in_the_list():
    """
    No public value escapes this suite.
    """
    assert {kind.__name__ for kind in public_types()} == {type(v).__name__ for v, _ in PAIRS}


@TYPES
def test_type_is_frozen_and_slotted(kind):
    """
    Every public value is an attrs class without a dictionary of its own.
    """
    assert attrs.has(kind)
    assert "__dict__" not in {name for base in kind.__mro__ for name in vars(base)}


@TYPES
def test_type_is_closed(kind):
    """
    No public value can be subclassed, and the refusal says what to do instead.
    """
    with pytest.raises(TypeError, match=rf"{kind.__name__} is closed .* wrap it in a class"):
        type("Own", (kind,), {})


@TYPES
def test_type_cannot_be_mixed_in(kind):
    """
    Standing second among the bases does not open a type either.
    """
    with pytest.raises(TypeError, match="closed to subclassing"):
        type("Own", (Stranger, kind), {})


@TYPES
def test_type_has_a_docstring(kind):
    """
    Every public type says in words what it is.
    """
    assert kind.__doc__
    assert not kind.__doc__.startswith(kind.__name__ + "(")


def test_new_values_can_be_made_from_the_base():
    """
    The base itself is open: that is how the library makes its own values.
    """
    own = type("Own", (Value,), {"__slots__": ()})

    assert isinstance(own(), Value)


@EVERY
def test_equal_fields_make_equal_values(value, other):
    """
    Two values with the same fields are equal; a changed field makes them differ.
    """
    twin = again(value)

    assert twin == value
    assert not twin != value  # noqa: SIM202 - the other operator is what is tested
    assert other != value


@EVERY
def test_equal_values_have_equal_hashes(value, other):
    """
    Values serve as keys: an equal one finds what was stored, another one does not.
    """
    stored = {value: "here"}

    assert isinstance(value, Hashable)
    assert hash(again(value)) == hash(value)
    assert stored[again(value)] == "here"
    assert other not in stored


@EVERY
@pytest.mark.parametrize(
    "stranger", [None, 0, "", (), Stranger()], ids=["None", "0", "text", "tuple", "class"]
)
def test_stranger_is_never_equal(value, other, stranger):
    """
    Comparing with anything else is allowed, and the answer is no.
    """
    del other

    assert value != stranger
    assert stranger != value


@EVERY
def test_equality_leaves_the_answer_to_the_other_side(value, other):
    """
    An operand that knows better may say that it is equal.
    """
    del other

    assert value == ANY
    assert ANY == value


@EVERY
@pytest.mark.parametrize("operator", ["__lt__", "__le__", "__gt__", "__ge__"])
def test_ordering_with_a_stranger_is_refused(value, other, operator):
    """
    A value stands in no order with anything else; asking for one is a type error.
    """
    del other
    asked = {
        "__lt__": lambda: value < Stranger(),
        "__le__": lambda: value <= Stranger(),
        "__gt__": lambda: value > Stranger(),
        "__ge__": lambda: value >= Stranger(),
    }[operator]

    with pytest.raises(TypeError):
        asked()


@EVERY
def test_only_quantities_stand_in_an_order(value, other):
    """
    What has no natural order has none by accident of its fields.
    """
    ordered = type(value).__name__ in ORDERED

    assert ordered is (type(value).__lt__ is not object.__lt__)
    if not ordered:
        with pytest.raises(TypeError):
            _ = value < other


@EVERY
def test_adding_a_stranger_is_refused(value, other):
    """
    A sum with anything else is a type error, whatever attributes the other side has.
    """
    del other

    for stranger in (Stranger(), 0, "text"):
        with pytest.raises(TypeError):
            _ = value + stranger


@EVERY
def test_copies_are_equal(value, other):
    """
    A shallow and a deep copy equal their original.
    """
    del other

    assert value == copy.copy(value)
    assert value == copy.deepcopy(value)


@EVERY
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_round_trip(value, other, protocol):
    """
    A value survives pickling in every protocol, with its hash and its printed form.
    """
    del other
    back = pickle.loads(pickle.dumps(value, protocol))  # noqa: S301 - our own bytes

    assert value == back
    assert hash(value) == hash(back)
    assert repr(value) == repr(back)


@EVERY
def test_fields_cannot_be_set_or_deleted(value, other):
    """
    A value never changes after birth.
    """
    for field in attrs.fields(type(value)):
        with pytest.raises(AttributeError):
            setattr(value, field.name, getattr(other, field.name))
        with pytest.raises(AttributeError):
            delattr(value, field.name)

    assert again(value) == value


@EVERY
def test_no_new_attribute(value, other):
    """
    Nothing can be hung on a value.
    """
    del other

    with pytest.raises(AttributeError):
        value.remark = "mine"


@EVERY
def test_repr_names_the_type(value, other):
    """
    The printed form says which type it is, and tells unequal values apart.
    """
    assert type(value).__name__ in repr(value)
    assert repr(other) != repr(value)


@EVERY
def test_str_says_something(value, other):
    """
    Every value has words for people.
    """
    del other

    assert str(value).strip()
