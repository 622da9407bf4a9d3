"""
Shares of orders, kept as counts.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.rates import Rate, percent


@pytest.mark.parametrize(
    ("rate", "text", "value"),
    [
        (Rate(25, 1000), "2.5 % (25 of 1,000)", Fraction(1, 40)),
        (Rate(0, 7), "0 % (0 of 7)", Fraction(0)),
        (Rate(7, 7), "100 % (7 of 7)", Fraction(1)),
        (Rate(1, 3), "about 33.33 % (1 of 3)", Fraction(1, 3)),
        (Rate(0, 0), "nothing to count", Fraction(0)),
    ],
)
def test_words_and_value(rate, text, value):
    """
    A rate prints its share with both counts, marked where the percentage is not exact.
    """
    assert text == str(rate)
    assert value == rate.value


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(1, 10), "10 %"),
        (Fraction(1, 1), "100 %"),
        (Fraction(214, 10_000), "2.14 %"),
        (Fraction(1, 200), "0.5 %"),
        (Fraction(0), "0 %"),
        (Fraction(2, 3), "about 66.67 %"),
        (Fraction(3, 2), "150 %"),
        (Fraction(-31, 200), "-15.5 %"),
        (Fraction(-1, 3), "about -33.33 %"),
    ],
)
def test_percent(share, text):
    """
    Percentages have at most two decimals and no needless zeros.
    """
    assert text == percent(share)


def test_groups_add_by_their_counts():
    """
    Two groups of orders together have the rate of all their orders.
    """
    assert Rate(26, 1010) == Rate(25, 1000) + Rate(1, 10)


def test_same_share_of_other_counts_is_another_rate():
    """
    25 of 1,000 is not 1 of 40: the counts decide how many more orders are needed.
    """
    assert Rate(1, 40) != Rate(25, 1000)
    assert Rate(1, 40).value == Rate(25, 1000).value


def test_more_cases_than_orders_are_refused():
    """
    No more orders can count against a shop than there are.
    """
    with pytest.raises(OutOfRangeError, match=r"at most total \(3\)"):
        Rate(4, 3)


@pytest.mark.parametrize("counts", [(True, 3), (1, 3.0), ("1", 3)])
def test_counts_are_whole_numbers(counts):
    """
    Both counts are ints.
    """
    with pytest.raises(WrongTypeError):
        Rate(*counts)
