"""
Ranges with open, closed and absent ends, and sets of names.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tiktok_presale.errors import (
    CurrencyMismatchError,
    OutOfRangeError,
    UnitMismatchError,
    WrongTypeError,
)
from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.rates import Rate

D = Decimal


class TestEnds:
    """
    "At least 4.5" holds 4.5 itself; "strictly below 10 %" does not hold 10 %.
    """

    @pytest.mark.parametrize(
        ("limit", "inside", "outside"),
        [
            (Range.at_least(D("4.5")), [D("4.5"), D("4.51"), 5], [D("4.49"), 4, 0]),
            (Range.above(D("4.5")), [D("4.51")], [D("4.5"), D("4.4")]),
            (Range.at_most(D("0.02")), [D("0.02"), 0], [D("0.0201"), 1]),
            (Range.below(D("0.10")), [D("0.0999")], [D("0.1"), D("0.11")]),
            (Range.between(3, 5), [3, 4, 5], [2, 6]),
            (Range(3, 5, low_open=True, high_open=True), [4], [3, 5]),
            (Range(), [0, D(7), CalendarDays(3)], []),
        ],
    )
    def test_open_closed_and_absent(self, limit, inside, outside):
        """
        A closed end is inside, an open one is not, and an absent one never refuses.
        """
        assert all(value in limit for value in inside)
        assert not any(value in limit for value in outside)

    def test_sides_are_told_apart(self):
        """
        What lies outside is either too low or too high, and what lies inside is neither.
        """
        limit = Range(3, 5, high_open=True)

        assert (True, False) == (limit.too_low(2), limit.too_high(2))
        assert (False, False) == (limit.too_low(3), limit.too_high(3))
        assert (False, True) == (limit.too_low(5), limit.too_high(5))

    @pytest.mark.parametrize(
        ("rate", "held"), [(Rate(10, 100), False), (Rate(99, 1000), True), (Rate(0, 0), True)]
    )
    def test_rates_compare_by_their_share(self, rate, held):
        """
        10 of 100 is not strictly below 10 %.
        """
        assert held is (rate in Range.below(D("0.10"), unit="share"))

    def test_exact_types_compare_with_each_other(self):
        """
        Decimals, fractions and whole numbers meet by value.
        """
        assert Fraction(9, 2) in Range.at_least(D("4.5"))
        assert D("0.5") in Range.at_most(Fraction(1, 2))
        assert Range.at_least(D("4.50")) == Range.at_least(D("4.5"))

    @pytest.mark.parametrize(
        "ends",
        [
            {"low": 5, "high": 3},
            {"low": 3, "high": 3, "low_open": True},
            {"low": 3, "high": 3, "high_open": True},
            {"low": CalendarDays(5), "high": CalendarDays(3)},
        ],
    )
    def test_empty_range_is_refused(self, ends):
        """
        A range in which nothing lies cannot be made.
        """
        with pytest.raises(OutOfRangeError, match="above low"):
            Range(**ends)

    def test_single_value(self):
        """
        A range may hold one value.
        """
        assert 3 in Range.between(3, 3)
        assert str(Range.between(3, 3)) == "3"

    @pytest.mark.parametrize("number", [4.5, True])
    def test_inexact_ends_are_refused_at_birth(self, number):
        """
        Neither a float nor a truth value is an end, whichever end it is.
        """
        for make in (Range.at_least, Range.at_most, Range.above, Range.below):
            with pytest.raises(WrongTypeError, match="exact number"):
                make(number)
        with pytest.raises(WrongTypeError, match="exact number"):
            Range.between(number, number)

    @pytest.mark.parametrize("number", [4.5, True])
    def test_inexact_values_are_refused(self, number):
        """
        Neither a float nor a truth value can be asked for.
        """
        with pytest.raises((WrongTypeError, UnitMismatchError)):
            _ = number in Range.at_least(4)


class TestUnits:
    """
    Calendar days, business days, hours and numbers never compare.
    """

    def test_value_of_another_unit_is_refused(self):
        """
        Twenty business days are neither inside nor outside a range of calendar days.
        """
        limit = Range.between(CalendarDays(3), CalendarDays(15))

        for stranger in (BusinessDays(5), Hours(5), 5, Money(5, "USD"), "5"):
            with pytest.raises(UnitMismatchError):
                _ = stranger in limit
        with pytest.raises(UnitMismatchError, match="BusinessDays and CalendarDays"):
            limit.too_high(BusinessDays(5))

    def test_ends_of_two_units_are_refused(self):
        """
        Both ends count the same.
        """
        with pytest.raises(UnitMismatchError, match="CalendarDays and BusinessDays"):
            Range.between(CalendarDays(3), BusinessDays(15))

    def test_ranges_of_two_units_are_not_inside_each_other(self):
        """
        Whether three business days lie within three calendar days depends on the calendar.
        """
        with pytest.raises(UnitMismatchError):
            Range.at_least(BusinessDays(3)).inside(Range.at_least(CalendarDays(3)))
        with pytest.raises(UnitMismatchError):
            Range.at_most(BusinessDays(3)).inside(Range.at_most(CalendarDays(3)))

    def test_currencies_never_mix(self):
        """
        A price in another currency is refused, and so are ends of two currencies.
        """
        with pytest.raises(CurrencyMismatchError):
            _ = Money(30, "USD") in Range.at_least(Money(20, "CNY"))
        with pytest.raises(CurrencyMismatchError):
            Range.between(Money(1, "USD"), Money(20, "CNY"))


class TestInside:
    """
    Whether every value of one range lies in another.
    """

    @pytest.mark.parametrize(
        ("inner", "outer", "held"),
        [
            (Range.between(3, 15), Range.between(3, 30), True),
            (Range.between(3, 31), Range.between(3, 30), False),
            (Range.between(2, 15), Range.between(3, 30), False),
            (Range.between(3, 15), Range(), True),
            (Range(), Range.between(3, 15), False),
            (Range(), Range(), True),
            (Range.at_least(3), Range.at_most(3), False),
            (Range.above(3), Range.at_least(3), True),
            (Range.at_least(3), Range.above(3), False),
            (Range.above(3), Range.above(3), True),
            (Range.below(3), Range.at_most(3), True),
            (Range.at_most(3), Range.below(3), False),
            (Range.below(3), Range.below(3), True),
            (Range.at_most(D("0.01")), Range.at_most(D("0.02")), True),
        ],
    )
    def test_inside(self, inner, outer, held):
        """
        Ends decide, and at equal ends whether they are open.
        """
        assert held is inner.inside(outer)


class TestPrinting:
    """
    Words for people, and for Python.
    """

    @pytest.mark.parametrize(
        ("limit", "text"),
        [
            (Range.between(CalendarDays(3), CalendarDays(15)), "3 to 15 calendar days"),
            (Range.between(BusinessDays(1), BusinessDays(1)), "1 business day"),
            (Range.above(CalendarDays(30)), "above 30 calendar days"),
            (Range.at_least(D("4.5")), "at least 4.5"),
            (Range.at_most(D("0.02"), unit="share"), "at most 2 %"),
            (Range.below(D("0.10"), unit="share"), "below 10 %"),
            (Range.between(D("0.5"), D("0.7"), unit="share"), "50 % to 70 %"),
            (
                Range(D("0.10"), D("0.20"), high_open=True, unit="share"),
                "at least 10 % and below 20 %",
            ),
            (Range(3, 5, low_open=True), "above 3 and at most 5"),
            (Range.between(5000, 7000, unit="units"), "5,000 to 7,000 units"),
            (Range.at_most(Fraction(1, 3), unit="share"), "at most about 33.33 %"),
            (Range.at_least(Money(20, "CNY")), "at least 20.00 CNY"),
            (Range(), "anything"),
        ],
    )
    def test_words(self, limit, text):
        """
        Shares print as percentages, other units as themselves, once.
        """
        assert text == str(limit)

    @pytest.mark.parametrize(
        "limit",
        [
            Range(),
            Range.above(3),
            Range(D("0.1"), D("0.2"), high_open=True, unit="share"),
            Range.at_most(CalendarDays(3)),
        ],
    )
    def test_repr_makes_the_range_again(self, limit):
        """
        The printed form is Python for the same range.
        """
        names = {"Range": Range, "Decimal": Decimal, "CalendarDays": CalendarDays}

        assert limit == eval(repr(limit), names)  # noqa: S307 - our own text


class TestOneOf:
    """
    A set of names of which one must, or must not, be given.
    """

    def test_membership(self):
        """
        A name is in the set, or not among the excluded ones.
        """
        assert "HK" in OneOf(("CN", "HK"))
        assert "US" not in OneOf(("CN", "HK"))
        assert "US" in OneOf(("CN", "HK"), excluded=True)
        assert "HK" not in OneOf(("CN", "HK"), excluded=True)
        assert 5 not in OneOf(("CN", "HK"))

    @pytest.mark.parametrize(
        ("inner", "outer", "held"),
        [
            (OneOf(("CN",)), OneOf(("CN", "HK")), True),
            (OneOf(("CN", "US")), OneOf(("CN", "HK")), False),
            (OneOf(("CN",)), OneOf(("US",), excluded=True), True),
            (OneOf(("US", "CN")), OneOf(("US",), excluded=True), False),
            (OneOf(("US", "CN"), excluded=True), OneOf(("US",), excluded=True), True),
            (OneOf(("US",), excluded=True), OneOf(("US", "CN"), excluded=True), False),
            (OneOf(("US",), excluded=True), OneOf(("CN",)), False),
        ],
    )
    def test_inside(self, inner, outer, held):
        """
        A set is inside another when all that it allows is allowed there.
        """
        assert held is inner.inside(outer)

    @pytest.mark.parametrize(
        ("names", "text"),
        [
            (OneOf(("CN", "HK")), "CN or HK"),
            (OneOf(["local"]), "local"),
            (OneOf(("cherry", "plum"), excluded=True), "none of cherry, plum"),
        ],
    )
    def test_words(self, names, text):
        """
        Alternatives are joined by "or", exclusions listed.
        """
        assert text == str(names)

    def test_one_bare_name_is_not_a_set_of_letters(self):
        """
        A text given for the set of names is refused, and not read letter by letter.
        """
        with pytest.raises(WrongTypeError):
            OneOf("CN")
