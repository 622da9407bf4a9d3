"""
Answers of one batch after the other: the same values, in arrays that are made once.
"""

import gc
import weakref
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from tiktok_presale import CalendarDays, Policy, ShipWithin
from tiktok_presale.frames import carriers, overdue
from tiktok_presale.frames.columns import Block, Column
from tiktok_presale.frames.gathering import Chunks, Numbers, gathering
from tiktok_presale.frames.judging import Judge
from tiktok_presale.frames.memories import for_pandas, to_numpy, to_pandas
from tiktok_presale.frames.results import Room
from tiktok_presale.values.frozenmap import FrozenMap

TH = Policy.in_force("th", on=date(2026, 1, 2))
AT = datetime(2026, 1, 20, tzinfo=UTC)
ASKED = ("dispatch_due", "late_by", "exposure", "late", "state", "problem")
WORDS = pa.dictionary(pa.int32(), pa.string())


def gathered(*batches, kind=None):
    """
    Some batches of answers, one after the other.
    """
    column = gathering(kind or batches[0].type, sum(map(len, batches)))
    for batch in batches:
        column.add(batch)
    return column


def orders(unit):
    """
    Orders of three days, one of which is none, since it was dispatched before it was placed.
    """
    placed = [datetime(2026, 1, day, 3, tzinfo=UTC) for day in (1, 2, 3, 4, 15)]
    sent = [None, *(datetime(2026, 1, day, tzinfo=UTC) for day in (19, 5, 1)), None]
    return pa.table(
        {
            "placed_at": pa.array(placed, pa.timestamp(unit, "UTC")),
            "dispatched_at": pa.array(sent, pa.timestamp(unit, "UTC")),
            "total": pa.array([100, 200, 300, 400, 500]),
        }
    )


def asked(frame, amounts):
    """
    What the rules say of a frame.
    """
    return overdue(
        frame,
        TH,
        at=AT,
        answers=ASKED,
        kind="pre_order",
        promise=ShipWithin(CalendarDays(10)),
        currency="THB",
        amounts=amounts,
        zone="UTC",
    )


class TestWords:
    """
    Each batch numbers its words in a way of its own.
    """

    def test_numbered_in_another_order(self):
        """
        A word is one number over all batches; what is no word is none.
        """
        first = pa.array(["met", None, "late"]).dictionary_encode().cast(WORDS)
        second = pa.array(["late", "cancelled", None, "met"]).dictionary_encode().cast(WORDS)
        column = gathered(first, second)

        assert ["met", "late", "cancelled"] == column.words
        assert [0, -1, 1, 1, 2, -1, 0] == column.values.tolist()  # noqa: PD011 - of numpy
        assert ["met", None, "late", "late", "cancelled", None, "met"] == to_numpy(column).tolist()

    def test_of_no_rows(self):
        """
        There are no words then, and an array of no objects.
        """
        found = to_numpy(gathered(kind=WORDS))

        assert (0, np.dtype(object)) == (len(found), found.dtype)


class TestGaps:
    """
    What numpy has for a value that is absent, if it has anything.
    """

    @pytest.mark.parametrize(
        ("kind", "values", "dtype"),
        [
            (pa.bool_(), [True, None, False], "object"),
            (pa.bool_(), [True, False], "bool"),
            (pa.int64(), [5, None], "object"),
            (pa.int64(), [5, 7], "int64"),
            (pa.date32(), [date(2026, 1, 1), None], "datetime64[D]"),
        ],
    )
    def test_arrays(self, kind, values, dtype):
        """
        Objects where there are gaps, and only there; batches may be parts of longer arrays.
        """
        longer = pa.array([None, *values], kind)
        found = to_numpy(gathered(longer[1:], longer[:0], longer[1:]))

        assert (dtype, values * 2) == (str(found.dtype), found.tolist())

    def test_times(self):
        """
        They have room for their own gaps.
        """
        found = to_numpy(gathered(pa.array([None, 5], pa.timestamp("ms", "UTC"))))

        assert ["NaT", "1970-01-01T00:00:00.005"] == found.astype(str).tolist()

    def test_flags_and_numbers_of_pandas(self):
        """
        A mask where there are gaps, and one of nothing where there are none.
        """
        frame = pd.DataFrame({"a": [1, 2]})
        columns = [("late", gathered(pa.array([True, False]))), ("fee", gathered(pa.array([5, 7])))]
        found = dict(to_pandas(frame, columns))

        assert ["boolean", "Int64"] == [str(series.dtype) for series in found.values()]
        assert [[True, False], [5, 7]] == [series.tolist() for series in found.values()]


class TestMemory:
    """
    Nothing stands in memory twice.
    """

    def test_answers_in_their_place_are_not_written_again(self):
        """
        An array on the memory of the column is left as it is.
        """
        column = gathering(pa.int64(), 2)
        column.values[:] = 5, 7  # noqa: PD011 - of numpy
        column.values.flags.writeable = False  # noqa: PD011 - of numpy
        column.add(pa.Array.from_buffers(pa.int64(), 2, [None, pa.py_buffer(column.values)]))

        assert [5, 7] == to_numpy(column).tolist()

    def test_times_of_pandas_are_written_where_they_stay(self):
        """
        The series is on the memory that was written to, in its own zone.
        """
        frame = pd.DataFrame({"a": [1, 2]})
        column = for_pandas(frame, ["a"])(pa.timestamp("us", "Asia/Bangkok"), 2)
        column.add(pa.array([5, None], pa.timestamp("us", "Asia/Bangkok")))
        ((_, series),) = to_pandas(frame, [("due", column)])
        column.values.view(np.int64)[0] = 7  # noqa: PD011 - of numpy

        assert [pd.Timestamp(7, unit="us", tz="Asia/Bangkok"), pd.NaT] == series.tolist()

    def test_frames_of_arrow_get_arrow(self):
        """
        Then the arrays are kept as they are.
        """
        frame = pd.DataFrame({"a": pd.array([1], pd.ArrowDtype(pa.int64()))})

        assert isinstance(for_pandas(frame, ["a"])(pa.int64(), 1), Chunks)
        assert isinstance(for_pandas(frame, [])(pa.int64(), 1), Numbers)

    def test_blocks_take_their_part(self):
        """
        One after the other, of every array.
        """
        room = Room({"a": np.arange(5), "b": np.arange(5) * 2})

        assert [0, 1] == room.take(2)["a"].tolist()
        assert [4, 6, 8] == room.take(3)["b"].tolist()

    def test_blocks_are_let_go_at_once(self):
        """
        Nothing of a block is left for the garbage collector.
        """
        word = Column(np.zeros(1, np.int32), words=("standard",))
        block = Block(
            2,
            FrozenMap({"kind": word, "placed_at": Column(np.array([1, 2]) * 10**15)}),
        )
        known, judge = weakref.ref(block), Judge(TH, answers=("dispatch_due",))
        gc.disable()
        try:
            judge.judge(block)
            del block

            assert known() is None
        finally:
            gc.enable()


class TestWholeFrames:
    """
    However many batches there are, and whatever the answers are written as.
    """

    @pytest.mark.parametrize("unit", ["us", "ns", "ms"])
    @pytest.mark.parametrize("amounts", ["minor", "major"])
    def test_the_same_of_every_kind(self, unit, amounts, monkeypatch):
        """
        Arrays, series and tables hold the same, in one batch and in three.
        """
        table = orders(unit)
        whole = asked(table, amounts)
        monkeypatch.setattr(carriers, "ROWS", 2)
        parts = asked(table, amounts)
        columns = {name: table[name].to_numpy() for name in table.column_names}
        arrays = asked(columns, amounts)
        series = asked(pd.DataFrame(columns), amounts)

        assert ["", "", "", "dispatched_at: before_placed", ""] == whole["problem"].to_pylist()
        assert [True, True, False, None, False] == whole["late"].to_pylist()
        for name in ASKED:
            kind, told = whole[name].type, whole[name].to_pylist()

            assert told == parts[name].to_pylist()
            kind = kind.value_type if pa.types.is_dictionary(kind) else kind
            for found in (series[name].astype(object), arrays[name]):
                assert told == pa.array(found, from_pandas=True).cast(kind).to_pylist()
