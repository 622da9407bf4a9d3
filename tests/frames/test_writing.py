"""
Answers as Arrow arrays.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames.plain_rows import EPOCH
from tiktok_presale import Money
from tiktok_presale.frames.arrays import from_bits, halves_of, to_bits
from tiktok_presale.frames.columns import Block, Column
from tiktok_presale.frames.fields import Form
from tiktok_presale.frames.writing import Writing, finest
from tiktok_presale.values.frozenmap import FrozenMap

NUMBERS = st.integers(-(2**63), 2**63 - 1)


def written(form, column, rows=None, columns=None, **how):
    """
    One answer, as an Arrow array.
    """
    block = Block(len(column.values) if rows is None else rows, FrozenMap(columns or {}))
    writing = Writing({"it": form}, **how)
    found = writing.arrays({"it": column}, block)[0]
    found.validate(full=True)
    assert writing.schema.field("it").type == found.type
    return found


class TestAmounts:
    """
    Minor units as decimals of the currency's digits.
    """

    @given(st.lists(NUMBERS))
    def test_one_currency(self, numbers):
        """
        Every number of 64 bits, negative ones too.
        """
        found = written(Form.AMOUNT, Column(np.array(numbers, np.int64)), currency="THB")

        assert pa.decimal128(38, 2) == found.type
        assert [Decimal(number).scaleb(-2) for number in numbers] == found.to_pylist()

    @given(st.lists(st.tuples(NUMBERS, st.sampled_from(["THB", "VND", "KWD", "CLF", "???", None]))))
    def test_a_currency_for_each_row(self, rows):
        """
        Four decimals hold the amounts of all; each row's own is exact.
        """
        words = ("THB", "VND", "KWD", "CLF", "???")
        codes = [9 if code is None else words.index(code) for _, code in rows]
        known = np.array([code is not None for _, code in rows], np.bool_)
        currency = Column(np.array(codes, np.int32), known, None, words)
        column = Column(np.array([number for number, _ in rows], np.int64))
        found = written(Form.AMOUNT, column, columns={"currency": currency}).to_pylist()
        told = [
            (Decimal(str(Money.from_minor(number, code)).split()[0].replace(",", "")), given)
            for (number, code), given in zip(rows, found, strict=True)
            if code not in {None, "???"}
        ]

        assert [expected for expected, _ in told] == [given for _, given in told]

    def test_all_rows_of_one_column_may_have_one_currency(self):
        """
        Without gaps among the currencies, and an answer that is the same for all.
        """
        currency = Column(np.zeros(2, np.int32), None, None, ("VND",))
        found = written(Form.AMOUNT, Column(np.array([5])), rows=2, columns={"currency": currency})

        assert [Decimal(5), Decimal(5)] == found.to_pylist()

    def test_minor_units_stay_numbers(self):
        """
        Where the caller's amounts are minor units, so are the answers, on the same memory.
        """
        values = np.array([1, 2, 3])
        found = written(Form.AMOUNT, Column(values), minor=True)

        assert pa.int64() == found.type
        assert values.__array_interface__["data"][0] == found.buffers()[1].address

    @given(NUMBERS, st.sampled_from([1, 10, 100, 1000, 10**4]))
    def test_halves_are_those_of_the_product(self, number, factor):
        """
        No product is cut off.
        """
        low, high = halves_of(np.array([number]), np.array([factor]))[0].tolist()

        assert number * factor == (high << 64) + (low % 2**64)


class TestInstants:
    """
    Instants in the unit and the zone that the caller's have.
    """

    @pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
    @given(st.lists(st.none() | st.datetimes(datetime(1700, 1, 1), datetime(2200, 1, 1))))
    def test_every_unit_holds_the_same_instants(self, unit, rows):
        """
        Whole seconds come out alike.
        """
        rows = [row and row.replace(microsecond=0, tzinfo=UTC) for row in rows]
        counts = [0 if row is None else (row - EPOCH) // timedelta(microseconds=1) for row in rows]
        present = np.array([row is not None for row in rows], np.bool_)
        column = Column(np.array(counts, np.int64), present)
        found = written(Form.INSTANT, column, unit=unit, zone="Asia/Bangkok")

        assert pa.timestamp(unit, "Asia/Bangkok") == found.type
        assert rows == found.cast(pa.timestamp("us", "UTC")).to_pylist()

    def test_what_nanoseconds_cannot_hold_is_absent(self):
        """
        After 2262 an instant is left out, and is none of another year.
        """
        far = (datetime(2300, 1, 1, tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)
        found = written(Form.INSTANT, Column(np.array([far, 0, -far])), unit="ns")
        gap = Column(np.array([far, 0, 1]), np.array([True, False, True]))

        assert [True, False, True] == found.is_null().to_pylist()
        assert [True, True, False] == written(Form.INSTANT, gap, unit="ns").is_null().to_pylist()

    def test_the_finest_unit_holds_what_the_others_do(self):
        """
        In the order of what they hold.
        """
        assert "us" == finest(["s", "us", "ms"])


class TestOthers:
    """
    Words, flags, spans, days and counts.
    """

    @given(st.lists(st.none() | st.sampled_from(["th", "vn"])))
    def test_words_are_numbered(self, rows):
        """
        What stands where there is no word need not be the number of one.
        """
        words = ("th", "vn")
        codes = np.array([99 if row is None else words.index(row) for row in rows], np.int32)
        present = np.array([row is not None for row in rows], np.bool_)
        found = written(Form.WORD, Column(codes, present, None, words))

        assert pa.dictionary(pa.int32(), pa.string()) == found.type
        assert rows == found.to_pylist()

    @given(st.lists(st.none() | st.booleans(), max_size=40))
    def test_flags_are_bits(self, rows):
        """
        Gaps are bits of their own.
        """
        present = np.array([row is not None for row in rows], np.bool_)
        found = written(Form.FLAG, Column(np.array([bool(row) for row in rows], np.bool_), present))

        assert rows == found.to_pylist()

    @pytest.mark.parametrize(
        ("form", "value", "expected"),
        [
            (Form.SPAN, 60_000_000, timedelta(minutes=1)),
            (Form.COUNT, 15, 15),
            (Form.FLAG, True, True),
        ],
        ids=str,
    )
    def test_one_value_for_all_rows_is_spread(self, form, value, expected):
        """
        So is its absence.
        """
        there = Column(np.array([value]), np.array([True]))
        absent = Column(np.array([value]), np.array([False]))

        assert [expected] * 3 == written(form, there, rows=3).to_pylist()
        assert [None] * 3 == written(form, absent, rows=3).to_pylist()

    @given(st.lists(st.booleans(), max_size=40), st.integers(0, 40))
    def test_bits_there_and_back(self, flags, start):
        """
        From any bit on.
        """
        start = min(start, len(flags))
        found = from_bits(to_bits(np.array(flags, np.bool_)), start, len(flags) - start)

        assert flags[start:] == found.tolist()
