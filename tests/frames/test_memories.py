"""
Columns of numpy and pandas as Arrow has them and back: the same values, on the same memory.
"""

import sys
from datetime import UTC, datetime
from types import ModuleType

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames.standing_in import StandIn
from tiktok_presale.errors import WrongTypeError
from tiktok_presale.frames.carriers import answered
from tiktok_presale.frames.gathering import gathering
from tiktok_presale.frames.memories import for_pandas, to_arrow, to_numpy, to_pandas

NAT = np.iinfo(np.int64).min
STAMPS = st.lists(st.just(NAT) | st.integers(-(2**62), 2**62), max_size=20)
UNITS = ("s", "ms", "us", "ns")


def address(array):
    """
    Where the values of an Arrow array lie.
    """
    return array.buffers()[1].address


def gathered(columns, room=gathering):
    """
    Answers by name, batch after batch as each column's chunks are.
    """
    for name, column in columns:
        found = room(column.type, len(column))
        for chunk in column.chunks:
            found.add(chunk)
        yield name, found


class TestTimes:
    """
    Times of numpy and of pandas lie in memory as Arrow's do.
    """

    @given(STAMPS, st.sampled_from(UNITS))
    def test_arrays(self, numbers, unit):
        """
        As pyarrow reads them, without a copy.
        """
        values = np.array(numbers, np.int64).view(f"M8[{unit}]")
        found = to_arrow("placed_at", values)

        assert pa.array(values, from_pandas=True).equals(found)
        assert not len(values) or values.ctypes.data == address(found)

    @pytest.mark.parametrize(
        "made",
        [
            lambda values: values[::2],
            lambda values: values[::-1],
            lambda values: values.astype("M8[D]"),
            lambda values: np.ma.MaskedArray(values, [True, False, False, True]),
        ],
        ids=["every_other", "backwards", "days", "masked"],
    )
    def test_arrays_of_another_layout(self, made):
        """
        They hold the same times, on whatever memory.
        """
        values = made(np.array(["2026-01-01", "NaT", "2026-01-03", "1969-12-31"], "M8[us]"))

        assert pa.array(values, from_pandas=True).equals(to_arrow("placed_at", values))

    @pytest.mark.parametrize(
        "values",
        [np.array([5], ">M8[us]"), np.zeros((2, 2), "M8[us]"), np.array(5, "M8[us]")],
        ids=["other_bytes", "square", "no_column"],
    )
    def test_what_arrow_cannot_read_is_refused(self, values):
        """
        Arrays of another machine, and those that are no columns.
        """
        with pytest.raises(WrongTypeError, match=r"^placed_at must be"):
            to_arrow("placed_at", values)

    @given(STAMPS, st.sampled_from(UNITS), st.sampled_from(["UTC", "America/New_York", "+07:00"]))
    def test_series_with_a_zone(self, numbers, unit, zone):
        """
        As pyarrow reads them, without a copy.
        """
        values = np.array(numbers, np.int64).view(f"M8[{unit}]")
        series = pd.Series(values).dt.tz_localize("UTC").dt.tz_convert(zone)
        found = to_arrow("placed_at", series)

        assert pa.array(series, from_pandas=True).equals(found)
        # Older releases of pandas make a copy of their own on the way.
        if len(values) and pd.__version__ >= "3":
            assert series.dt.tz_convert(None).to_numpy().ctypes.data == address(found)

    def test_series_without_a_zone_and_of_arrow(self):
        """
        What has no zone gets none; what Arrow holds stays as it is.
        """
        naive = pd.Series(np.array(["2026-01-01", "NaT"], "M8[ms]"))
        dates = pd.Series(pd.array(["2026-01-01"], pd.ArrowDtype(pa.string()))).astype(
            pd.ArrowDtype(pa.date32())
        )

        assert pa.timestamp("ms") == to_arrow("placed_at", naive).type
        assert 1 == to_arrow("placed_at", naive).null_count
        assert pa.date32() == to_arrow("release_on", dates).type


class TestWords:
    """
    Words of one width are told apart as bytes.
    """

    @given(st.lists(st.sampled_from(["", "th", "us", "泰国", "a b", "x\0y"]), max_size=60))
    def test_as_arrow_reads_them(self, words):
        """
        The same words, whether they come again or not.
        """
        values = np.array(words, "U4")

        assert pa.array(values).to_pylist() == to_arrow("market", values).to_pylist()

    def test_few_words_are_numbered(self):
        """
        A word that comes again is kept once; where none does, they are text.
        """
        again, once = np.array(["th", "us"] * 10), np.array([str(n) for n in range(20)])

        assert pa.types.is_dictionary(to_arrow("market", again).type)
        assert {"th", "us"} == set(to_arrow("market", again).dictionary.to_pylist())
        assert pa.string() == to_arrow("market", once).type

    def test_words_that_are_none_are_refused(self):
        """
        Half a pair of surrogates is no text.
        """
        with pytest.raises(WrongTypeError, match=r"^market must be"):
            to_arrow("market", np.array(["\ud800"] * 10))


class TestAnswers:
    """
    Answers in several chunks, with gaps and without.
    """

    COLUMNS = (
        ("placed_at", pa.chunked_array([[5, None], [], [7]], pa.timestamp("us", "Asia/Bangkok"))),
        ("late", pa.chunked_array([[True], [None, False]], pa.bool_())),
        ("charges", pa.chunked_array([[1, 2], [None]], pa.int64())),
        ("fees", pa.chunked_array([[1, 2], [3]], pa.int64())),
        ("late_by", pa.chunked_array([[1, None, 2]], pa.duration("us"))),
    )

    def test_pandas(self):
        """
        The values of Arrow, in arrays that may be written to.
        """
        frame = pd.DataFrame({"a": [1, 2, 3]}, index=[7, 8, 9])
        found = dict(to_pandas(frame, gathered(self.COLUMNS, for_pandas(frame, ["a"]))))
        for name, column in self.COLUMNS:
            series = found[name]

            assert [7, 8, 9] == series.index.tolist()
            assert column.to_pylist() == pa.array(series, column.type, from_pandas=True).to_pylist()
        assert "datetime64[us, Asia/Bangkok]" == str(found["placed_at"].dtype)
        found["charges"].iloc[0] = 5
        found["placed_at"].iloc[1] = datetime(2026, 1, 1, tzinfo=UTC)

        assert 5 == found["charges"].iloc[0]

    def test_pandas_of_no_rows(self):
        """
        The types are those of any other answers.
        """
        frame = pd.DataFrame({"a": []})
        empty = [(name, pa.chunked_array([], column.type)) for name, column in self.COLUMNS]
        found = dict(to_pandas(frame, gathered(empty, for_pandas(frame, ()))))
        full = dict(
            to_pandas(pd.DataFrame({"a": [1, 2, 3]}), gathered(self.COLUMNS, for_pandas(frame, ())))
        )

        assert {n: s.dtype for n, s in full.items()} == {n: s.dtype for n, s in found.items()}

    def test_numpy(self):
        """
        Whole numbers with gaps are objects, those without are numbers.
        """
        found = {name: to_numpy(column) for name, column in gathered(self.COLUMNS)}

        assert [1, 2, None] == found["charges"].tolist()
        assert np.dtype(np.int64) == found["fees"].dtype


class TestHalfImported:
    """
    Another thread may be importing a package just now.
    """

    def test_its_frames_are_not_looked_for(self, monkeypatch):
        """
        A module without its names yet takes part in nothing.
        """
        for package in ("polars", "pandas"):
            monkeypatch.setitem(sys.modules, package, ModuleType(package))
        frame = {
            "placed_at": [datetime(2026, 1, 1, tzinfo=UTC)],
            "total": [5],
            "promise_days": [3],
        }

        assert [True] == answered(frame, StandIn())["late"]
