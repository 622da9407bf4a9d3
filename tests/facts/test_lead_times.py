"""
Lead times that were observed: exact, joined or apart.
"""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale.errors import FloatMoneyError, OutOfRangeError, PresaleError, WrongTypeError
from tiktok_presale.facts.lead_times import LeadTimes
from tiktok_presale.strategies import lead_times

SEEN = LeadTimes([9, 11, Decimal("12.5")], [4, 6, 5], paired=True)


class TestTotals:
    """
    Production and transit of the same goods add up exactly.
    """

    def test_example(self):
        """
        Whole days and parts of days.
        """
        assert (13, 17, Fraction(35, 2)) == SEEN.totals()

    def test_no_decimal_context(self):
        """
        A coarse decimal context of the caller changes nothing.
        """
        with localcontext(Context(prec=1)):
            assert (Fraction("12.345"),) == LeadTimes(
                [Decimal("12.3")], [Decimal("0.045")], paired=True
            ).totals()

    @given(lead_times())
    def test_only_of_pairs(self, seen):
        """
        What was not observed together has no totals.
        """
        if seen.paired:
            assert len(seen.totals()) == len(seen.production)
        else:
            with pytest.raises(OutOfRangeError, match="paired"):
                seen.totals()


class TestMore:
    """
    Further observations make a new value.
    """

    def test_with(self):
        """
        Each leg grows on its own.
        """
        seen = LeadTimes([9], business=True)

        assert LeadTimes([9, 10, 11], business=True) == seen.with_production(10, 11)
        assert LeadTimes([9], [3], business=True) == seen.with_transit(3)
        assert seen == LeadTimes([9], business=True)

    def test_pairs_stay_pairs(self):
        """
        Half an observation cannot join pairs.
        """
        with pytest.raises(OutOfRangeError, match="transit"):
            SEEN.with_production(9)


class TestRefused:
    """
    What cannot have been observed is refused at birth.
    """

    @pytest.mark.parametrize(
        ("given_", "error"),
        [
            ([1.5], WrongTypeError),
            (["9"], WrongTypeError),
            ("99", WrongTypeError),
            (9, WrongTypeError),
            ([True], WrongTypeError),
            ([-1], OutOfRangeError),
            ([36_526], OutOfRangeError),
            ([Decimal("0.1234567")], OutOfRangeError),
            ([Decimal("NaN")], OutOfRangeError),
            ([Decimal("Infinity")], OutOfRangeError),
            ([Decimal("1e-999999")], OutOfRangeError),
        ],
    )
    def test_times(self, given_, error):
        """
        Floats, text, negative times, and digits without end, on either leg.
        """
        with pytest.raises(error):
            LeadTimes(given_)
        with pytest.raises(error):
            LeadTimes([1], given_)

    @pytest.mark.parametrize("field", ["paired", "business"])
    def test_yes_or_no(self, field):
        """
        A word is no yes.
        """
        with pytest.raises(WrongTypeError, match=field):
            LeadTimes([1], [1], **{field: "yes"})

    def test_errors_are_ours(self):
        """
        Every refusal can be caught as one of the library's own.
        """
        with pytest.raises(PresaleError):
            LeadTimes([1, 2], [3], paired=True)

    @given(st.floats())
    def test_no_float(self, value):
        """
        No float is taken for a number of days.
        """
        with pytest.raises((WrongTypeError, FloatMoneyError)):
            LeadTimes([value])
