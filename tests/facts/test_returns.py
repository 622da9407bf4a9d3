"""
The share of units that come back, by the days that buyers waited.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale.errors import FloatMoneyError, OutOfRangeError, WrongTypeError
from tiktok_presale.facts.returns import ReturnCurve

CURVE = ReturnCurve({30: "0.40", 7: "0.10", 15: Decimal("0.18")})


@given(
    st.dictionaries(st.integers(0, 90), st.fractions(0, 1, max_denominator=100), min_size=1),
    st.integers(0, 120),
)
def test_straight_lines(points, days):
    """
    The curve is what numpy's interpolation gives, flat outside.
    """
    expected = np.interp(days, sorted(points), [float(points[day]) for day in sorted(points)])

    assert float(ReturnCurve(points).after(days)) == pytest.approx(expected)


def test_points():
    """
    At a point the curve is exactly what was given.
    """
    assert [Fraction(1, 10), Fraction(9, 50), Fraction(2, 5)] == [
        CURVE.after(day) for day in (7, 15, 30)
    ]
    assert ReturnCurve(((7, "0.10"), (15, "0.18"), (30, "0.40"))) == CURVE


@pytest.mark.parametrize("wrong", ["ab", 3, [7], ["ab"], [(1, 2, 3)], {"7": "0.1"}])
def test_wrong_forms(wrong):
    """
    What is no mapping of days to shares is refused with an example of one.
    """
    with pytest.raises(WrongTypeError):
        ReturnCurve(wrong)


@pytest.mark.parametrize("wrong", [{}, {3: 40}, {-1: "0.1"}, [(3, "0.1"), (3, "0.2")]])
def test_impossible(wrong):
    """
    No point, a share above one, a day before the order, a day twice.
    """
    with pytest.raises(OutOfRangeError):
        ReturnCurve(wrong)


def test_no_floats_and_no_negative_days():
    """
    A share is exact, and a wait is not negative.
    """
    with pytest.raises(FloatMoneyError):
        ReturnCurve.flat(0.4)
    with pytest.raises(OutOfRangeError, match="days"):
        CURVE.after(-1)
