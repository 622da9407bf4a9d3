"""
Words, yes and no, and counts from columns.
"""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames.plain_rows import plain
from tiktok_presale.errors import WrongTypeError
from tiktok_presale.frames.fields import Form
from tiktok_presale.frames.plain_forms import counts, flags, words

NAMES = st.lists(st.none() | st.sampled_from(["th", "vn", "预售", ""]))


class TestWords:
    """
    Text and categories, as numbers of the words that occur.
    """

    @given(NAMES, st.sampled_from(["string", "large_string", "dictionary"]), st.integers(0, 9))
    def test_every_layout_gives_the_same_words(self, rows, layout, start):
        """
        Gaps and slices hold in all of them.
        """
        kind = pa.large_string() if layout == "large_string" else pa.string()
        array = pa.array(rows, kind)
        array = array.dictionary_encode() if layout == "dictionary" else array
        start = min(start, len(rows))

        assert rows[start:] == plain(words(array.slice(start), "market"), Form.WORD)

    def test_views_of_text_are_read(self):
        """
        The layout that newer engines hand out.
        """
        if not hasattr(pa, "string_view"):
            pytest.skip("this pyarrow has no views of text")
        array = pa.array(["th", None]).cast(pa.string_view())

        assert ["th", None] == plain(words(array, "market"), Form.WORD)

    @pytest.mark.parametrize("index", [pa.int8(), pa.uint32(), pa.int64()])
    def test_an_absent_category_is_no_word(self, index):
        """
        Neither is a row without a category, whatever the width of its number.
        """
        known = pa.array(["th", None])
        array = pa.DictionaryArray.from_arrays(pa.array([1, 0, None], index), known)
        full = pa.DictionaryArray.from_arrays(pa.array([1, 0], index), known)

        assert [None, "th", None] == plain(words(array, "market"), Form.WORD)
        assert [None, "th"] == plain(words(full, "market"), Form.WORD)

    @pytest.mark.parametrize("array", [pa.array([1]), pa.array([1]).dictionary_encode()], ids=str)
    def test_numbers_are_no_words(self, array):
        """
        The sentence names the column and what it holds.
        """
        with pytest.raises(WrongTypeError, match="market must be words"):
            words(array, "market")


class TestFlags:
    """
    Yes and no, one bit each in Arrow.
    """

    @given(st.lists(st.none() | st.booleans(), max_size=40), st.integers(0, 40))
    def test_bits_are_read_from_any_offset(self, rows, start):
        """
        A slice may start within an octet.
        """
        array = pa.array(rows, pa.bool_()).slice(min(start, len(rows)))

        assert rows[start:] == plain(flags(array, "paid"), Form.FLAG)

    def test_numbers_are_neither_yes_nor_no(self):
        """
        1 may be a number of payments.
        """
        with pytest.raises(WrongTypeError, match="paid must be True and False, not int64"):
            flags(pa.array([1]), "paid")


class TestCounts:
    """
    Whole numbers of any width.
    """

    @given(
        st.lists(st.none() | st.integers(0, 127)), st.sampled_from(["i1", "u8", "i8", "f4", "f8"])
    )
    def test_every_width_gives_the_same_numbers(self, rows, dtype):
        """
        Floats too, which pandas makes of whole numbers with gaps.
        """
        array = pa.array(rows, pa.from_numpy_dtype(np.dtype(dtype)))

        assert rows == plain(counts(array, "promise_days"), Form.COUNT)

    def test_floats_that_are_no_whole_numbers_are_bad(self):
        """
        What is not a number is absent, as pandas has it.
        """
        array = pa.array([1.5, float("inf"), 1e300, float("nan"), None, 15.0])

        assert ["bad", "bad", "bad", None, None, 15] == plain(
            counts(array, "promise_days"), Form.COUNT
        )
        assert [None, 2] == plain(counts(pa.array([float("nan"), 2.0]), "days"), Form.COUNT)
        assert [1, 2] == plain(counts(pa.array([1.0, 2.0]), "days"), Form.COUNT)

    def test_more_than_64_bits_hold_is_bad(self):
        """
        It is not taken for a negative number.
        """
        array = pa.array([2**64 - 1, None, 3], pa.uint64())

        assert ["bad", None, 3] == plain(counts(array, "promise_days"), Form.COUNT)
        assert ["bad"] == plain(counts(pa.array([2**63], pa.uint64()), "days"), Form.COUNT)

    def test_text_is_no_number(self):
        """
        The sentence names the column and what it holds.
        """
        with pytest.raises(WrongTypeError, match="promise_days must be whole numbers, not string"):
            counts(pa.array(["15"]), "promise_days")
