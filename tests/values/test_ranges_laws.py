"""
The laws of ranges, as properties.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tiktok_presale.errors import OutOfRangeError
from tiktok_presale.values.ranges import OneOf, Range

NUMBERS = st.integers(-6, 6) | st.decimals(-6, 6, places=1) | st.fractions(-6, 6, max_denominator=4)
NAMES = st.sets(st.sampled_from("abcd"), min_size=1).map(tuple)
SETS = st.builds(OneOf, NAMES, st.booleans())


# Every range with its ends among three numbers: small enough for all pairs and triples.
ENDS = (None, 0, 1, 2)
SMALL = [
    Range(low, high, low_open, high_open)
    for low, high, low_open, high_open in product(ENDS, ENDS, (False, True), (False, True))
    if low is None or high is None or low < high or (low == high and not (low_open or high_open))
]
POINTS = [Fraction(n, 2) for n in range(-1, 6)]
SMALL_SETS = [
    OneOf(names, excluded=excluded)
    for names in (("a",), ("b",), ("a", "b"), ("a", "c"), ("a", "b", "c"))
    for excluded in (False, True)
]


@st.composite
def ranges(draw):
    """
    Draw a range that holds something.
    """
    low, high = draw(st.none() | NUMBERS), draw(st.none() | NUMBERS)
    if low is not None and high is not None and Fraction(low) > Fraction(high):
        low, high = high, low
    openings = draw(st.booleans()), draw(st.booleans())
    assume(low is None or high is None or Fraction(low) != Fraction(high) or not any(openings))
    return Range(low, high, *openings)


class TestRangesWithOpenOrClosedEnds:
    """
    Ranges with open or closed ends.
    """

    def test_inside_carries_membership(self):
        """
        If x lies in a, and a inside b, then x lies in b.
        """
        pairs = [(a, b) for a, b in product(SMALL, SMALL) if a.inside(b)]

        assert len(pairs) > len(SMALL)
        assert all(x in b for a, b in pairs for x in POINTS if x in a)

    @given(ranges(), ranges())
    def test_not_inside_has_a_witness(self, a, b):
        """
        If a is not inside b, some value lies in a and not in b.
        """
        steps = [Fraction(n, 1000) for n in range(-1, 2)]
        ends = [Fraction(end) for end in (a.low, a.high, b.low, b.high) if end is not None]
        middles = [(one + two) / 2 for one in ends for two in ends]
        tried = [end + step for end in [*ends, *middles] for step in steps]
        tried += [Fraction(-1000), Fraction(1000)]

        assert a.inside(b) is all(value in b for value in tried if value in a)

    def test_inside_is_transitive(self):
        """
        If a is inside b, and b inside c, then a is inside c.
        """
        wider = {a: [b for b in SMALL if a.inside(b)] for a in SMALL}

        assert all(a.inside(c) for a in SMALL for b in wider[a] for c in wider[b])

    @given(ranges())
    def test_inside_is_reflexive(self, a):
        """
        Every range is inside itself, and inside the one without ends.
        """
        assert a.inside(a)
        assert a.inside(Range())

    @given(NUMBERS, ranges())
    def test_value_is_in_one_place(self, x, a):
        """
        A value is too low, too high or inside, and only one of them.
        """
        assert [a.too_low(x), a.too_high(x), x in a].count(True) == 1

    @given(NUMBERS, ranges())
    def test_membership_is_that_of_the_numbers(self, x, a):
        """
        Membership says what the inequalities say.
        """
        above = a.low is None or x > a.low or (x == a.low and not a.low_open)
        under = a.high is None or x < a.high or (x == a.high and not a.high_open)

        assert (above and under) is (x in a)

    @given(NUMBERS, NUMBERS, st.booleans(), st.booleans())
    def test_only_empty_ranges_are_refused(self, low, high, low_open, high_open):
        """
        A range can be made exactly when something lies in it.
        """
        empty = low > high or (low == high and (low_open or high_open))
        if empty:
            with pytest.raises(OutOfRangeError):
                Range(low, high, low_open, high_open)
        else:
            middle = (Fraction(low) + Fraction(high)) / 2

            assert middle in Range(low, high, low_open, high_open)


class TestSetsOfNames:
    """
    A name is one of a set, or none of it.
    """

    def test_inside_carries_membership(self):
        """
        If x is allowed by a, and a inside b, then x is allowed by b.
        """
        pairs = [(a, b) for a, b in product(SMALL_SETS, SMALL_SETS) if a.inside(b)]

        assert len(pairs) > len(SMALL_SETS)
        assert all(x in b for a, b in pairs for x in "abcd" if x in a)

    @given(SETS, SETS)
    def test_not_inside_has_a_witness(self, a, b):
        """
        A set is inside another exactly when no name is allowed by it alone.
        """
        assert a.inside(b) is all(name in b for name in "abcde" if name in a)

    @given(SETS)
    def test_exclusion_is_the_opposite(self, a):
        """
        What a set allows, the set that excludes the same names forbids.
        """
        opposite = OneOf(a.names, excluded=not a.excluded)

        assert all((name in a) is not (name in opposite) for name in "abcde")
