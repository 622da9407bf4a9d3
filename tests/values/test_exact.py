"""
Exact numbers from text and numbers, and text that stands on one line.
"""

from decimal import Decimal
from fractions import Fraction

import pytest

from tiktok_presale.errors import FloatMoneyError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.exact import check_line, exact

# The last one is a digit in another script.
BAD = ("", " 1/10", "1/10\n", "1 / 10", "1/0", "1/00", "-1/10", "+1", "1e-1", "10%", "1_0")
BAD += ("one", "\u0661")


class TestExact:
    """
    Odds are exact, as money is.
    """

    @pytest.mark.parametrize(
        "given",
        ["1/10", "0.1", "01/010", "0.100", Decimal("0.1"), Decimal("1.00E-1"), Fraction(1, 10)],
        ids=repr,
    )
    def test_forms(self, given):
        """
        However it is written, a tenth is a tenth.
        """
        assert Fraction(1, 10) == exact("odds", given)

    def test_whole(self):
        """
        A whole number is exact too.
        """
        assert Fraction(1) == exact("odds", 1)
        assert Fraction(12) == exact("odds", "12")

    @pytest.mark.parametrize("given", [0.1, float("nan"), 1.0])
    def test_float(self, given):
        """
        A float is never exact.
        """
        with pytest.raises(FloatMoneyError, match="float"):
            exact("odds", given)

    @pytest.mark.parametrize("given", [None, True, b"1", [1], 1j], ids=repr)
    def test_other_types(self, given):
        """
        Nothing but numbers and text.
        """
        with pytest.raises(WrongTypeError, match="odds must be Fraction, Decimal, int or text"):
            exact("odds", given)

    @pytest.mark.parametrize(
        "given",
        [*BAD, "1." + "0" * 61, "9" * 61, "1/" + "9" * 61],
    )
    def test_other_text(self, given):
        """
        Text has one of two plain forms, of a length that a machine can hold.
        """
        with pytest.raises(OutOfRangeError, match=r"a number such as '1/10'"):
            exact("odds", given)

    @pytest.mark.parametrize("given", ["NaN", "Infinity", "1E-61", "1E+61", "1E-999999999"])
    def test_decimal_out_of_reach(self, given):
        """
        A short exponent must not stand for more digits than a machine can hold.
        """
        with pytest.raises(OutOfRangeError, match="at most 60 decimals"):
            exact("odds", Decimal(given))

    @pytest.mark.parametrize("given", ["1E-60", "1E+60"])
    def test_decimal_within_reach(self, given):
        """
        Sixty decimals are within it.
        """
        assert Fraction(Decimal(given)) == exact("odds", Decimal(given))


class TestLine:
    """
    What is committed to must read the same everywhere.
    """

    @pytest.mark.parametrize("given", ["b", "隐藏款", "a b", "~", "🐻", "\u00a0"])
    def test_good(self, given):
        """
        Any letters of any script.
        """
        check_line("name", given)

    @pytest.mark.parametrize(
        "given", ["a\nb", "\r", "\t", "\x00", "\x1f", "\x7f", chr(0xD800), chr(0xDFFF)]
    )
    def test_bad(self, given):
        """
        A line break could pass one table for another, and half a letter has no bytes.
        """
        with pytest.raises(OutOfRangeError, match="one line of text"):
            check_line("name", given)

    @pytest.mark.parametrize("given", ["", None, 3], ids=repr)
    def test_no_text(self, given):
        """
        Nothing and numbers are no text.
        """
        with pytest.raises(WrongTypeError, match="name must be text"):
            check_line("name", given)
