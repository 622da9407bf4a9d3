"""
Money and other exact numbers from columns of decimals, whole numbers and text.
"""

from decimal import Decimal, localcontext

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames.plain_rows import plain
from tiktok_presale import Money
from tiktok_presale.errors import (
    FloatColumnError,
    OutOfRangeError,
    TooManyDecimalsError,
    WrongTypeError,
)
from tiktok_presale.frames import decimals as decimal_columns
from tiktok_presale.frames.decimals import amounts, exact
from tiktok_presale.frames.fields import Form
from tiktok_presale.values._currencies import EXPONENTS

CODES = st.sampled_from(["USD", "VND", "KWD", "CLF", "THB"])
MOST = 2**63 - 1


def read(array, digits, told=None):
    """
    A column of money in minor units, as plain values.
    """
    places = np.array(digits if isinstance(digits, list) else [digits], np.int64)
    return plain(amounts(array, "total", places, told), Form.AMOUNT)


def minor_of(amount, code):
    """
    What `Money` makes of an amount; "bad" where it or 64 bits refuse it.
    """
    if amount is None:
        return None
    try:
        minor = Money(amount, code).minor
    except (TooManyDecimalsError, OutOfRangeError):
        return "bad"
    return minor if abs(minor) <= MOST else "bad"


@st.composite
def decimals(draw, places=6, most=10**20):
    """
    Decimals with few or many digits, trailing zeros and all.
    """
    whole = draw(st.integers(-most, most))
    shown = draw(st.integers(0, places))
    with localcontext(prec=60):
        return Decimal(whole).scaleb(-shown)


class TestDecimals:
    """
    Money in major units, as decimals of any width and scale.
    """

    @given(st.lists(st.tuples(st.none() | decimals(), CODES)), st.sampled_from([128, 256]))
    def test_every_row_is_what_money_makes_of_it(self, rows, width):
        """
        Each row in its own currency; more decimals than that has, or too many digits, are bad.
        """
        kind = pa.decimal128(38, 8) if width == 128 else pa.decimal256(60, 20)
        array = pa.array([amount for amount, _ in rows], kind)
        digits = [EXPONENTS[code] for _, code in rows]

        assert [minor_of(*row) for row in rows] == read(array, digits)

    @given(st.lists(st.none() | decimals(2, 10**15)), st.integers(0, 5))
    def test_slices_are_read_from_their_start(self, rows, start):
        """
        The rows before a slice are none of it.
        """
        array = pa.array(rows, pa.decimal128(38, 2)).slice(min(start, len(rows)))

        assert [minor_of(row, "USD") for row in rows][start:] == read(array, 2)

    def test_narrow_decimals_are_read_too(self):
        """
        Decimals of 32 and 64 bits, where Arrow has them.
        """
        if not hasattr(pa, "decimal64"):
            pytest.skip("this pyarrow has no decimals of 64 bits")
        array = pa.array([Decimal("8.99"), None], pa.decimal64(10, 2))

        assert [899, None] == read(array, 2)

    def test_nothing_beside_the_column_is_copied_for_the_usual_one(self):
        """
        Decimals of the currency's own digits keep their numbers.
        """
        array = pa.array([Decimal("8.99")], pa.decimal128(12, 2))

        assert np.int64 == amounts(array, "total", np.array([2]), None).values.dtype


class TestText:
    """
    Money in major units, as text.
    """

    @given(
        st.lists(st.tuples(st.none() | decimals(6, 10**18).map(lambda one: f"{one:f}"), CODES)),
        st.sampled_from(["string", "large_string", "dictionary"]),
    )
    def test_every_row_is_what_money_makes_of_it(self, rows, form):
        """
        Text gives what the same text gives `Money`.
        """
        kind = pa.large_string() if form == "large_string" else pa.string()
        array = pa.array([text for text, _ in rows], kind)
        array = array.dictionary_encode() if form == "dictionary" else array

        assert [minor_of(*row) for row in rows] == read(array, [EXPONENTS[row[1]] for row in rows])

    @pytest.mark.parametrize("text", ["", "free", "1,000", "1e3", "NaN", "--1", "٣", "1.2.3", "$5"])
    def test_what_is_no_plain_number_is_bad(self, text):
        """
        Separators, exponents and signs of money mark the row alone.
        """
        assert ["bad", 500] == read(pa.array([text, " +5.00 "]), 2)

    def test_views_of_text_are_read(self):
        """
        The layout that newer engines hand out.
        """
        if not hasattr(pa, "string_view"):
            pytest.skip("this pyarrow has no views of text")

        assert [899, None] == read(pa.array(["8.99", None]).cast(pa.string_view()), 2)

    def test_no_digit_is_too_many_that_stands_for_nothing(self):
        """
        Zeros before and after change nothing.
        """
        assert [899, 50] == read(pa.array(["0" * 30 + "8.99" + "0" * 20, "0.5"]), 2)


class TestWholeNumbers:
    """
    Whole numbers, which may be major or minor units: the caller says.
    """

    @given(st.lists(st.none() | st.integers(-MOST, MOST)), CODES)
    def test_major_units_are_what_money_makes_of_them(self, rows, code):
        """
        What does not fit in 64 bits any more is bad.
        """
        array = pa.array(rows, pa.int64())
        expected = [minor_of(row, code) for row in rows]

        assert expected == read(array, EXPONENTS[code], "major")

    @pytest.mark.parametrize("kind", [pa.int8(), pa.int64(), pa.uint32(), pa.uint64()])
    def test_minor_units_are_taken_as_they_are(self, kind):
        """
        Whatever their width is.
        """
        assert [89, None] == read(pa.array([89, None], kind), 2, "minor")

    def test_more_than_64_bits_hold_is_bad(self):
        """
        It is not taken for a negative amount.
        """
        array = pa.array([2**64 - 1, 5], pa.uint64())

        assert ["bad", 5] == read(array, 2, "minor")
        assert ["bad", 500] == read(array, 2, "major")

    def test_what_they_are_must_be_told(self):
        """
        The sentence says what to write.
        """
        with pytest.raises(WrongTypeError, match="amounts='minor' or amounts='major', not int64"):
            read(pa.array([89900]), 2)


class TestUnknownCurrency:
    """
    An amount in no known currency is not what is wrong with its row: the currency is.
    """

    def test_it_is_not_bad(self):
        """
        However many decimals it has; what no number of 64 bits holds is bad all the same.
        """
        array = pa.array([Decimal("5.99"), None, Decimal("5.00"), Decimal(2**70)])

        assert [599, None, 500, "bad"] == read(array, [-1, -1, 2, -1])


class TestRefused:
    """
    Columns that can hold no exact number.
    """

    def test_floats_are_refused(self):
        """
        Money never touches a float.
        """
        with pytest.raises(FloatColumnError, match="total holds floats"):
            read(pa.array([8.99]), 2)

    @pytest.mark.parametrize("array", [pa.array([True]), pa.array([b"5"])], ids=str)
    def test_anything_else_is_refused(self, array):
        """
        The sentence says what is read.
        """
        with pytest.raises(WrongTypeError, match="total must be exact numbers"):
            read(array, 2)


@given(st.lists(st.none() | decimals(10, 10**30)))
def test_exact_numbers_have_no_end(rows):
    """
    Outside of money, numbers of more than 64 bits stay what they are.
    """
    column, scale = exact(pa.array(rows, pa.decimal256(60, 10)), "rating")
    found = plain(column, Form.AMOUNT)

    with localcontext(prec=60):
        assert rows == [one if one is None else Decimal(one).scaleb(-scale) for one in found]


def test_text_of_many_digits():
    """
    Text whose minor units leave 64 bits is kept exact beside text with decimals.
    """
    column, scale = decimal_columns._text(pa.array(["900000000000000000", "0.55"]))  # noqa: SLF001

    assert (2, [90_000_000_000_000_000_000, 55]) == (scale, column.values.tolist())
