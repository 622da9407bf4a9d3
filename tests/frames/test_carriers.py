"""
What the caller has comes back with answers beside its own columns, whatever it is.
"""

import sys
import weakref
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frames.standing_in import FORMS, WORDS, StandIn
from tiktok_presale.errors import MissingColumnsError, TakenColumnsError, WrongTypeError
from tiktok_presale.frames import carriers
from tiktok_presale.frames.carriers import answered, batches_of

SOME = settings(max_examples=15)
PLACED = st.none() | st.datetimes(
    datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "note": st.none() | st.text("ab", max_size=2),
            "placed_at": PLACED,
            "total": st.none() | st.integers(0, 10**9),
            "promise_days": st.integers(0, 40),
        }
    ),
    max_size=12,
)
SCHEMA = pa.schema(
    [
        ("note", pa.string()),
        ("placed_at", pa.timestamp("us", "UTC")),
        ("total", pa.int64()),
        ("promise_days", pa.int64()),
    ],
    metadata={"from": "a test"},
)


def expected(row):
    """
    A row with its answers, worked out by hand.
    """
    count, total, placed = row["promise_days"], row["total"], row["placed_at"]
    return {
        **row,
        "next_due": placed and placed + timedelta(days=1),
        "late_by": timedelta(minutes=count),
        "exposure": None if total is None else Decimal(total * 2).scaleb(-2),
        "late": count % 2 == 1 if count % 5 else None,
        "state": WORDS[count % 3] if count % 7 else None,
    }


def table_of(rows, cuts=()):
    """
    A table of rows, in chunks that end at the cuts; some of them may be empty.
    """
    table = pa.Table.from_pylist(rows, SCHEMA)
    ends = sorted(min(cut, len(rows)) for cut in cuts)
    parts = [
        table.slice(low, high - low)
        for low, high in zip([0, *ends], [*ends, len(rows)], strict=True)
    ]
    return pa.concat_tables(parts)


def reader_of(table):
    """
    A stream of a table's batches.
    """
    return pa.RecordBatchReader.from_batches(table.schema, table.to_batches())


class Streaming:
    """
    Anything of another library that hands out Arrow.
    """

    def __init__(self, table):
        self.table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return reader_of(self.table).__arrow_c_stream__(requested_schema)


class Handing:
    """
    The same, with one batch to hand out.
    """

    def __init__(self, batch):
        self.batch = batch

    def __arrow_c_array__(self, requested_schema=None):
        return self.batch.__arrow_c_array__(requested_schema)


class Numbers(np.ndarray):
    """
    Numbers that can be weakly held, to see when their memory goes.
    """

    __hash__ = object.__hash__


class TestArrow:
    """
    Tables, batches and streams of pyarrow, and of whatever else speaks Arrow.
    """

    @SOME
    @given(ROWS, st.lists(st.integers(0, 12), max_size=3))
    def test_tables_of_any_chunks(self, rows, cuts):
        """
        Each row has its own answers, in the order of the rows; columns and metadata stay.
        """
        table = table_of(rows, cuts)
        found = answered(table, StandIn())

        assert [expected(row) for row in rows] == found.to_pylist()
        assert [*SCHEMA.names, *FORMS] == found.column_names
        assert all(found.column(name) is not None for name in SCHEMA.names)
        assert found.select(SCHEMA.names).equals(table, check_metadata=True)

    @SOME
    @given(ROWS, st.integers(0, 12))
    def test_batches_and_slices_of_them(self, rows, start):
        """
        A batch comes back as one, whatever it was cut from.
        """
        start = min(start, len(rows))
        batch = pa.RecordBatch.from_pylist(rows, SCHEMA).slice(start)
        found = answered(batch, StandIn())

        assert isinstance(found, pa.RecordBatch)
        assert [expected(row) for row in rows[start:]] == found.to_pylist()

    @SOME
    @given(ROWS, st.lists(st.integers(0, 12), max_size=3), st.sampled_from(["reader", "other"]))
    def test_streams_come_back_as_streams(self, rows, cuts, form):
        """
        So does anything with the stream protocol of Arrow.
        """
        table = table_of(rows, cuts)
        found = answered(reader_of(table) if form == "reader" else Streaming(table), StandIn())

        assert isinstance(found, pa.RecordBatchReader)
        assert [*SCHEMA.names, *FORMS] == found.schema.names
        assert [expected(row) for row in rows] == found.read_all().to_pylist()

    def test_one_batch_of_another_library(self):
        """
        The array protocol of Arrow serves too.
        """
        row = {"note": "a", "placed_at": None, "total": 5, "promise_days": 3}
        found = answered(Handing(pa.RecordBatch.from_pylist([row], SCHEMA)), StandIn())

        assert [expected(row)] == found.read_all().to_pylist()

    def test_the_callers_columns_are_not_copied(self):
        """
        They stand in the same memory as before.
        """
        table = pa.Table.from_pylist([{"placed_at": None, "total": 5, "promise_days": 3}], SCHEMA)
        found = answered(table, StandIn())
        addresses = [
            [buffer and buffer.address for buffer in one.column(name).chunk(0).buffers()]
            for one in (table, found)
            for name in SCHEMA.names
        ]

        assert addresses[: len(SCHEMA)] == addresses[len(SCHEMA) :]

    def test_words_of_all_chunks_are_one_list(self):
        """
        Whoever reads the codes need not look at each chunk.
        """
        rows = [{"placed_at": None, "total": 1, "promise_days": one} for one in (1, 2, 3, 4)]
        chunks = answered(table_of(rows, [2]), StandIn()).column("state").chunks

        assert len({tuple(chunk.dictionary.to_pylist()) for chunk in chunks}) == 1

    def test_what_is_no_frame_is_refused(self):
        """
        The sentence says what is taken.
        """
        with pytest.raises(WrongTypeError, match="a frame of polars, pandas or pyarrow"):
            answered(["2026"], StandIn())
        with pytest.raises(WrongTypeError, match="a frame of polars, pandas or pyarrow"):
            batches_of(5, StandIn())


class TestBounds:
    """
    What is in memory at once does not grow with what is asked.
    """

    def test_a_stream_holds_few_batches_at_once(self):
        """
        Of a hundred batches no more than three are ever alive, and none is read ahead.
        """
        alive, drawn = weakref.WeakSet(), []

        def batches():
            for count in range(100):
                numbers = Numbers((1000,), np.int64)
                numbers[:] = count
                alive.add(numbers)
                drawn.append(len(alive))
                array = pa.Array.from_buffers(pa.int64(), 1000, [None, pa.py_buffer(numbers)])
                yield pa.RecordBatch.from_arrays(
                    [array.view(pa.timestamp("us", "UTC")), array, array], schema=schema
                )

        schema = pa.schema([field for field in SCHEMA if field.name != "note"])
        found = answered(pa.RecordBatchReader.from_batches(schema, batches()), StandIn())

        assert [] == drawn
        rows = sum(batch.num_rows for batch in found)
        assert 100_000 == rows
        assert 100 == len(drawn)
        assert max(drawn) <= 3

    def test_large_batches_are_answered_in_parts(self, monkeypatch):
        """
        No step is given more rows than the bound, and none is left out.
        """
        monkeypatch.setattr(carriers, "ROWS", 4)
        rows = [{"placed_at": None, "total": one, "promise_days": one} for one in range(10)]
        table = table_of(rows)
        asked, streamed = StandIn(), StandIn()
        found = answered(table, asked)
        read = answered(reader_of(table), streamed).read_all()

        assert [4, 4, 2] == asked.blocks
        assert [4, 4, 2] == streamed.blocks
        assert [row["total"] for row in rows] == found.column("total").to_pylist()
        assert read.to_pylist() == found.to_pylist()

    def test_many_small_chunks_are_put_together(self):
        """
        A step for each of them would cost more than the copy.
        """
        rows = [{"placed_at": None, "total": one, "promise_days": one} for one in range(10)]
        asked = StandIn()
        answered(table_of(rows, range(1, 10)), asked)

        assert [10] == asked.blocks


class TestPolars:
    """
    Frames of polars, eager and lazy.
    """

    @SOME
    @given(ROWS, st.lists(st.integers(0, 12), max_size=2))
    def test_eager_frames(self, rows, cuts):
        """
        Each row has its own answers; the caller's columns and their types stay.
        """
        frame = pl.from_arrow(table_of(rows, cuts), rechunk=False)
        found = answered(frame, StandIn())

        assert isinstance(found, pl.DataFrame)
        assert [expected(row) for row in rows] == found.to_dicts()
        assert found.select(frame.columns).equals(frame)
        assert found.select(frame.columns).schema == frame.schema

    @SOME
    @given(ROWS)
    def test_lazy_frames_stay_lazy(self, rows):
        """
        Their schema is known before a row is read, and is what is collected.
        """
        frame = pl.from_arrow(table_of(rows)).lazy()
        asked = StandIn()
        found = answered(frame, asked)

        assert isinstance(found, pl.LazyFrame)
        assert not any(asked.blocks)
        assert found.collect_schema() == found.collect().schema
        assert [expected(row) for row in rows] == found.collect().to_dicts()

    def test_lazy_plans_go_on_from_there(self):
        """
        Filters, heads and groups that follow see the answers.
        """
        rows = [{"placed_at": None, "total": one, "promise_days": one} for one in range(30)]
        found = answered(pl.from_arrow(table_of(rows)).lazy(), StandIn())
        late = [row["total"] for row in map(expected, rows) if row["late"]]

        assert late == found.filter(pl.col("late")).collect()["total"].to_list()
        assert [0, 1, 2] == found.head(3).collect()["total"].to_list()
        assert 435 == found.select(pl.col("total").sum()).collect().item()

    def test_categories_and_objects_do_no_harm(self):
        """
        Columns that Arrow cannot hold are not read, and stay.
        """
        frame = pl.DataFrame(
            {
                "placed_at": pl.Series([None], dtype=pl.Datetime("ms", "Asia/Bangkok")),
                "total": [5],
                "promise_days": [3],
                "thing": pl.Series([object()], dtype=pl.Object),
            }
        )

        assert frame["thing"].to_list() == answered(frame, StandIn())["thing"].to_list()


class TestPandas:
    """
    Frames of pandas, on numpy's memory and on Arrow's.
    """

    @SOME
    @given(ROWS, st.randoms(use_true_random=False))
    def test_frames_on_numpy(self, rows, random):
        """
        Each row has its own answers, and the index stays, with labels twice or out of order.
        """
        labels = [random.randrange(5) for _ in rows]
        frame = pd.DataFrame(
            {
                "placed_at": pd.Series(
                    [row["placed_at"] for row in rows], dtype="datetime64[us, UTC]"
                ),
                "total": pd.Series([row["total"] for row in rows], dtype="Int64"),
                "promise_days": pd.Series([row["promise_days"] for row in rows], dtype="int64"),
                7: range(len(rows)),
            }
        )
        frame.index = pd.Index(labels, name="label", dtype="int64")
        before = frame.copy()
        found = answered(frame, StandIn())
        told = [
            {
                name: None if pd.isna(value) else value
                for name, value in row.items()
                if name in FORMS
            }
            for row in found.to_dict("records")
        ]

        assert [{name: expected(row)[name] for name in FORMS} for row in rows] == told
        pd.testing.assert_frame_equal(before, found[list(before.columns)])
        pd.testing.assert_frame_equal(before, frame)

    def test_types_of_answers_on_numpy(self):
        """
        Exact money is Arrow's, since numpy has no type for it; the rest is pandas' own.
        """
        frame = pd.DataFrame({"placed_at": [], "total": [], "promise_days": []})
        frame = frame.astype(
            {"placed_at": "datetime64[ns, Asia/Bangkok]", "total": "int64", "promise_days": "int64"}
        )
        money = answered(frame, StandIn(zone="Asia/Bangkok", unit="ns"))
        minor = answered(frame, StandIn(minor=True))

        assert "datetime64[ns, Asia/Bangkok]" == str(money.dtypes["next_due"])
        assert "timedelta64[us]" == str(money.dtypes["late_by"])
        assert "decimal128(38, 2)[pyarrow]" == str(money.dtypes["exposure"])
        assert "Int64" == str(minor.dtypes["exposure"])
        assert "boolean" == str(money.dtypes["late"])
        assert "category" == str(money.dtypes["state"])

    @SOME
    @given(ROWS)
    def test_frames_on_arrow_stay_on_arrow(self, rows):
        """
        All answers are Arrow's where the times are.
        """
        table = table_of(rows)
        frame = pd.DataFrame(
            {name: pd.arrays.ArrowExtensionArray(table.column(name)) for name in SCHEMA.names}
        )
        found = answered(frame, StandIn())
        told = {name: pa.array(found[name].array).to_pylist() for name in FORMS}

        assert {name: [expected(row)[name] for row in rows] for name in FORMS} == told
        assert all(isinstance(dtype, pd.ArrowDtype) for dtype in found.dtypes)


class TestDicts:
    """
    Dicts of columns: lists for lists, arrays for arrays.
    """

    @SOME
    @given(ROWS)
    def test_lists(self, rows):
        """
        Plain values of Python in, plain values out.
        """
        frame = {name: [row[name] for row in rows] for name in SCHEMA.names}
        frame["total"] = pa.array(frame["total"], pa.int64()).to_pylist()
        if not rows or not any(frame["placed_at"]) or frame["total"].count(None) == len(rows):
            return
        found = answered(frame, StandIn())

        assert {name: [expected(row)[name] for row in rows] for name in FORMS} == {
            name: found[name] for name in FORMS
        }
        assert frame == {name: found[name] for name in SCHEMA.names}

    def test_arrays(self):
        """
        Gaps are what numpy has for them, or None among objects; never a float.
        """
        frame = {
            "placed_at": np.array(["2026-01-01", "NaT"], "M8[s]"),
            "total": pa.array([5, None]),
            "promise_days": np.array([5, 7]),
        }
        found, minor = answered(frame, StandIn()), answered(frame, StandIn(minor=True))

        assert ["2026-01-02T00:00:00.000000", "NaT"] == found["next_due"].astype(str).tolist()
        assert [timedelta(minutes=5), timedelta(minutes=7)] == found["late_by"].tolist()
        assert [Decimal("0.10"), None] == found["exposure"].tolist()
        assert [10, None] == minor["exposure"].tolist()
        assert [None, True] == found["late"].tolist()
        assert [WORDS[2], None] == found["state"].tolist()

    def test_columns_of_one_length_only(self):
        """
        The lengths are told.
        """
        frame = {
            "placed_at": [datetime(2026, 1, 1, tzinfo=UTC)],
            "total": [1, 2],
            "promise_days": [1],
        }

        with pytest.raises(ValueError, match="placed_at 1, total 2"):
            answered(frame, StandIn())

    @pytest.mark.parametrize(
        "column",
        ["text", 5, [1, "a"], [1, 2**70], [object()]],
        ids=["text", "number", "mixed", "huge", "object"],
    )
    def test_columns_that_arrow_cannot_hold_are_refused(self, column):
        """
        The sentence names the column.
        """
        placed = [datetime(2026, 1, 1, tzinfo=UTC)]

        with pytest.raises(WrongTypeError, match=r"^total must be"):
            answered({"placed_at": placed, "total": column, "promise_days": [1]}, StandIn())


class TestEngines:
    """
    Engines are recognised where they are loaded, and looked for nowhere else.
    """

    def test_without_polars_and_pandas(self, monkeypatch):
        """
        Everything else is taken in a process that has neither.
        """
        for package in ("polars", "pandas"):
            monkeypatch.delitem(sys.modules, package)
        row = {"note": "a", "placed_at": None, "total": 5, "promise_days": 3}
        table = table_of([row])

        assert [expected(row)] == answered(table, StandIn()).to_pylist()
        assert 1 == sum(batch.num_rows for batch in batches_of(table, StandIn())[1])


class TestNames:
    """
    Answers never stand in the place of a column of the caller's.
    """

    FRAMES = pytest.mark.parametrize(
        "make",
        [
            lambda table: table,
            lambda table: table.to_batches()[0],
            reader_of,
            pl.from_arrow,
            lambda table: pl.from_arrow(table).lazy(),
            lambda table: pd.DataFrame(table.to_pydict()),
            lambda table: table.to_pydict(),
        ],
        ids=["table", "batch", "reader", "polars", "lazy", "pandas", "dict"],
    )

    @FRAMES
    def test_taken_names_are_told(self, make):
        """
        Another prefix makes room.
        """
        row = {"placed_at": datetime(2026, 1, 1, tzinfo=UTC), "total": 5, "promise_days": 3}
        frame = make(pa.Table.from_pylist([{**row, "late": "mine", "state": "mine"}]))

        with pytest.raises(TakenColumnsError, match=r"late, state already; give prefix="):
            answered(frame, StandIn())
        assert answered(frame, StandIn(prefix="our_")) is not None

    @FRAMES
    def test_missing_columns_are_told_at_once(self, make):
        """
        All of them, what is there, and the nearest name; a lazy plan says so before it runs.
        """
        frame = make(pa.Table.from_pylist([{"placed": "2026", "total": 5}]))

        with pytest.raises(MissingColumnsError) as raised:
            answered(frame, StandIn())
        assert ("placed_at", "promise_days") == raised.value.missing
        assert "did you mean 'placed'?" in str(raised.value)

    @SOME
    @given(ROWS)
    def test_batches_of_every_kind_hold_the_same_rows(self, rows):
        """
        What questions without answers by row are fed with.
        """
        table = table_of(rows)
        kinds = [table, reader_of(table), pl.from_arrow(table), pl.from_arrow(table).lazy()]
        kinds += [pa.RecordBatch.from_pylist(rows, SCHEMA)]
        read = ["placed_at", "total", "promise_days"]
        for frame in kinds:
            schema, batches = batches_of(frame, StandIn())

            assert read == schema.names
            assert [{name: row[name] for name in read} for row in rows] == [
                row for batch in batches for row in batch.to_pylist()
            ]
