"""
The laws of money, as properties.
"""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale.errors import CurrencyMismatchError
from tiktok_presale.values.money import Money, Rounding

MINORS = st.integers(-(10**12), 10**12)
BAHT = st.builds(Money.from_minor, MINORS, st.just("THB"))
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)
ZERO = Money(0, "THB")

DECIMAL_MODES = {
    Rounding.HALF_UP: decimal.ROUND_HALF_UP,
    Rounding.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    Rounding.UP: decimal.ROUND_UP,
    Rounding.DOWN: decimal.ROUND_DOWN,
    Rounding.CEILING: decimal.ROUND_CEILING,
    Rounding.FLOOR: decimal.ROUND_FLOOR,
}


class TestExactAddSubtractCompareWithinOneCurrency:
    """
    Exact add, subtract and compare within one currency.
    """

    @given(BAHT, BAHT)
    def test_addition_commutes(self, a, b):
        """
        The order of two amounts makes no difference to their sum.
        """
        assert a + b == b + a

    @given(BAHT, BAHT, BAHT)
    def test_addition_is_associative(self, a, b, c):
        """
        The grouping of three amounts makes no difference to their sum.
        """
        assert (a + b) + c == a + (b + c)

    @given(BAHT)
    def test_zero_is_the_identity(self, a):
        """
        Adding nothing changes nothing.
        """
        assert a == a + ZERO == ZERO + a

    @given(BAHT)
    def test_every_amount_has_an_inverse(self, a):
        """
        An amount and its opposite come to nothing.
        """
        opposite = -a

        assert ZERO == a + opposite
        assert a == -opposite

    @given(BAHT, BAHT)
    def test_subtraction_adds_the_inverse(self, a, b):
        """
        Taking away is adding the opposite, and is undone by adding.
        """
        assert a - b == a + -b
        assert a == (a - b) + b

    @given(BAHT, st.integers(-1000, 1000), st.integers(-1000, 1000))
    def test_multiples_distribute(self, a, m, n):
        """
        So many times and so many more times are so many times together.
        """
        assert a * (m + n) == a * m + a * n

    @given(st.lists(BAHT))
    def test_sum_is_repeated_addition(self, amounts):
        """
        `Money.sum` and the built-in with a start agree with the sum of the minor units.
        """
        expected = Money.from_minor(sum(amount.minor for amount in amounts), "THB")

        assert expected == Money.sum(amounts, "THB") == sum(amounts, start=ZERO)

    @given(BAHT, BAHT)
    def test_order_is_that_of_the_numbers(self, a, b):
        """
        Exactly one of less, equal and more holds, and it is the one of the amounts.
        """
        assert (a < b, a == b, a > b).count(True) == 1
        assert (a < b) is (a.amount < b.amount)
        assert (a <= b) is (a.amount <= b.amount)
        assert (a >= b) is (b <= a)

    @given(BAHT, BAHT, BAHT)
    def test_addition_keeps_the_order(self, a, b, c):
        """
        The same amount on both sides leaves the order as it was.
        """
        assert (a < b) is (a + c < b + c)

    @given(BAHT)
    def test_written_amount_reads_back(self, a):
        """
        What is printed for Python, or given as a decimal, makes the same money.
        """
        assert a == Money(a.amount, "THB") == Money(str(a.amount), "THB")
        assert a == Money.from_minor(a.minor, a.currency)

    @given(MINORS, MINORS, st.sampled_from(["USD", "VND", "KWD"]))
    def test_currencies_never_meet(self, m, n, other):
        """
        No two amounts of different currencies add or compare, zero included.
        """
        a, b = Money.from_minor(m, "THB"), Money.from_minor(n, other)

        assert a != b
        with pytest.raises(CurrencyMismatchError):
            _ = a + b
        with pytest.raises(CurrencyMismatchError):
            _ = a < b


class TestMultiplyWithAnExplicitRoundingMode:
    """
    Multiply by a Decimal or a Fraction with an explicit rounding mode.
    """

    @given(
        st.decimals(-(10**9), 10**9, places=6),
        st.sampled_from(list(Rounding)),
        st.sampled_from([("VND", 0), ("THB", 2), ("KWD", 3)]),
    )
    def test_rounded_agrees_with_the_decimal_module(self, amount, rounding, currency):
        """
        All six modes are those of the standard library's decimals.
        """
        code, places = currency
        with decimal.localcontext(decimal.Context(prec=60)):
            expected = amount.quantize(Decimal(1).scaleb(-places), DECIMAL_MODES[rounding])

        assert expected == Money.rounded(amount, code, rounding=rounding).amount

    @given(st.integers(-10_000, 10_000), st.sampled_from(list(Rounding)))
    def test_ties_agree_with_the_decimal_module(self, halves, rounding):
        """
        So do the exact halves, where modes differ most.
        """
        expected = (Decimal(halves) / 2).quantize(Decimal(1), DECIMAL_MODES[rounding])
        actual = Money(halves, "VND").times(Fraction(1, 2), rounding=rounding)

        assert expected == actual.amount

    @given(BAHT, st.fractions(-100, 100), st.sampled_from(list(Rounding)))
    def test_rounding_moves_by_less_than_a_minor_unit(self, a, factor, rounding):
        """
        Whatever the mode, the result is less than one minor unit from the exact product.
        """
        product = a.times(factor, rounding=rounding)

        assert abs(product.minor - a.minor * factor) < 1

    @given(BAHT, BAHT, st.fractions(0, 100), st.sampled_from(list(Rounding)))
    def test_times_is_monotone(self, a, b, factor, rounding):
        """
        A larger amount never gives a smaller product.
        """
        small, large = sorted((a, b))

        assert small.times(factor, rounding=rounding) <= large.times(factor, rounding=rounding)

    @given(BAHT, st.integers(-1000, 1000), st.sampled_from(list(Rounding)))
    def test_whole_factors_need_no_rounding(self, a, factor, rounding):
        """
        With a whole factor `times` is the operator.
        """
        assert a * factor == a.times(factor, rounding=rounding)

    @given(BAHT, st.decimals(-100, 100, places=4))
    def test_decimal_and_fraction_agree(self, a, factor):
        """
        A factor counts by its value, not by its type.
        """
        mode = Rounding.HALF_EVEN

        assert a.times(factor, rounding=mode) == a.times(Fraction(factor), rounding=mode)

    @given(BAHT, BAHT.filter(bool))
    def test_ratio_undoes_the_multiple(self, a, b):
        """
        An amount is its ratio to another one, times the other one, exactly.
        """
        assert a == b.times(a / b, rounding=Rounding.HALF_UP)


class TestSplitByWeightsLargestRemainderConservingTheSum:
    """
    Split by weights, largest remainder, conserving the sum.
    """

    @given(BAHT, WEIGHTS)
    def test_sum_is_conserved(self, a, weights):
        """
        The parts add up to the whole, to the minor unit, below zero as well.
        """
        parts = a.split(weights)

        assert len(weights) == len(parts)
        assert a == Money.sum(parts, "THB")

    @given(BAHT, WEIGHTS)
    def test_part_is_within_one_unit_of_its_share(self, a, weights):
        """
        No part differs from its exact share by a whole minor unit.
        """
        whole = sum(weights)

        for part, weight in zip(a.split(weights), weights, strict=True):
            assert abs(part.minor - Fraction(a.minor * weight, whole)) < 1

    @given(BAHT, WEIGHTS)
    def test_larger_weight_never_gets_less(self, a, weights):
        """
        Of two parts the one of the larger weight is no nearer to zero.
        """
        parts = [abs(part) for part in a.split(weights)]

        for part, weight in zip(parts, weights, strict=True):
            for other, less in zip(parts, weights, strict=True):
                assert weight <= less or part >= other

    @given(BAHT, WEIGHTS)
    def test_opposite_amount_splits_into_opposite_parts(self, a, weights):
        """
        A refund is split like the payment.
        """
        assert tuple(-part for part in a.split(weights)) == (-a).split(weights)

    @given(BAHT, WEIGHTS, st.fractions(Fraction(1, 1000), 1000))
    def test_only_proportions_count(self, a, weights, scale):
        """
        Weights that are all scaled alike give the same parts.
        """
        assert a.split(weights) == a.split([weight * scale for weight in weights])

    @given(BAHT, WEIGHTS)
    def test_no_weight_gets_nothing(self, a, weights):
        """
        A part of weight zero is zero.
        """
        parts = zip(a.split(weights), weights, strict=True)

        assert all(part == ZERO for part, weight in parts if not weight)
