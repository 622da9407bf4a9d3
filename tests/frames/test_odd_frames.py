"""
Frames as they lie about: odd layouts, columns without a value, words for things that are none.
"""

from datetime import UTC, datetime
from decimal import Decimal

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from rules.making import in_force
from tiktok_presale import CalendarDays, ShipWithin, frames
from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.frames import in_duckdb

TH = in_force("th", 2026, 1, 2)
CROSS_BORDER = in_force("cross-border", 2025, 6, 1)
PLACED = datetime(2026, 1, 1, 2, tzinfo=UTC)
DUE = datetime(2026, 1, 16, 16, 59, 59, tzinfo=UTC)
AT = datetime(2026, 1, 20, tzinfo=UTC)
TOLD = {"kind": "pre_order", "promise": ShipWithin(CalendarDays(15))}
# Text of which Arrow keeps views, in releases that know it.
VIEW = getattr(pa, "string_view", pa.string)()


def asked(frame, rules=TH, **how):
    """
    The frame with the deadline of dispatch.
    """
    return frames.deadlines(frame, rules, names=["dispatch"], **{**TOLD, **how})


class TestLayouts:
    """
    The same orders in layouts that are rare, and allowed.
    """

    def test_dictionaries_of_chunks_may_hold_nulls(self):
        """
        Chunks whose dictionaries have a null among their words need not be put together.
        """
        words = [["pre_order", None], [None, "standard", "pre_order"]]
        codes = [pa.array([0, 1, 0], pa.int8()), pa.array([2, None, 0], pa.int8())]
        kinds = pa.chunked_array(
            [
                pa.DictionaryArray.from_arrays(code, pa.array(word))
                for code, word in zip(codes, words, strict=True)
            ]
        )
        orders = pa.table({"placed_at": [PLACED] * 6, "kind": kinds})

        found = asked(orders, kind=None)

        assert [DUE, None, DUE, DUE, None, None] == found["dispatch_due"].to_pylist()
        missing = "kind: missing"
        assert ["", missing, "", "", missing, missing] == found["problem"].to_pylist()

    def test_times_that_count_by_several_of_their_unit(self):
        """
        An array that counts by two seconds is not read as one that counts by one.
        """
        placed = np.array([PLACED.replace(tzinfo=None)], "M8[2s]")

        found = asked({"placed_at": placed}, zone="UTC")

        assert [np.datetime64(DUE.replace(tzinfo=None))] == list(found["dispatch_due"])

    @pytest.mark.parametrize(
        "text", ["2026-01-01 09:00:00+07", "2025-12-31T21:30-0430", "2026-01-01T02:00Z"]
    )
    def test_offsets_of_whole_hours(self, text):
        """
        DuckDB and PostgreSQL write offsets without minutes, as ISO 8601 allows.
        """
        assert [DUE] == asked({"placed_at": [text]})["dispatch_due"]

    @pytest.mark.parametrize("missing", [pd.NA, pd.NaT, None, float("nan")])
    def test_objects_that_stand_for_no_time(self, missing):
        """
        What pandas has for no value is none among times, too.
        """
        orders = pd.DataFrame({"placed_at": pd.Series([PLACED, missing], dtype=object)})

        assert ["", "placed_at: missing"] == asked(orders)["problem"].tolist()

    def test_decimals_that_count_hundreds(self):
        """
        A scale below zero is money and a metric as any other.
        """
        hundreds = pa.array([1, 0, None], pa.int64()).cast(pa.decimal128(20, 0))
        column = pa.Array.from_buffers(pa.decimal128(20, -2), 3, hundreds.buffers())
        orders = pa.table({"placed_at": [PLACED] * 3, "total": column})
        shops = pa.table({"preorder_cancelled": column})

        found = frames.overdue(orders, TH, at=AT, currency="THB", answers=["exposure"], **TOLD)
        judged = frames.eligibility(shops, TH, at=AT)

        assert [Decimal("100.00"), Decimal("0.00"), None] == found["exposure"].to_pylist()
        failing = "eligibility.preorder_cancelled"
        assert [True, False, False] == [failing in told for told in judged["failures"].to_pylist()]

    def test_metrics_that_are_categories(self):
        """
        A metric may be told as categories of numbers, too.
        """
        shops = pd.DataFrame({"rating": pd.Categorical(["4.6", None, "4.1"])})

        failures = frames.eligibility(shops, CROSS_BORDER, at=AT)["failures"]

        assert ["", "", "eligibility.rating"] == failures.tolist()


class TestNothing:
    """
    Columns in which nothing stands, and frames without a column that is asked for.
    """

    def test_columns_of_pandas_in_which_nothing_stands(self):
        """
        Floats are made of them, whatever they were to hold.
        """
        nothing = [np.nan, np.nan]
        orders = pd.DataFrame(
            {"placed_at": [PLACED] * 2, "total": ["1", "2"], "dispatched_at": nothing}
        )
        orders["paid"] = orders["items_total"] = nothing

        found = frames.overdue(orders, TH, at=AT, currency="THB", **TOLD)

        assert ["", ""] == found["problem"].tolist()
        assert ["cancellable"] * 2 == found["state"].tolist()

    @pytest.mark.parametrize(
        "make",
        [
            dict,
            pa.table,
            pl.DataFrame,
            pl.LazyFrame,
            pd.DataFrame,
            lambda columns: pa.table(columns).to_reader(),
        ],
        ids=["dict", "table", "polars", "lazy", "pandas", "stream"],
    )
    def test_shops_of_which_nothing_is_told(self, make):
        """
        Where no column tells what is asked, each shop still has its row: nothing is known.
        """
        found = frames.eligibility(make({"shop": ["s1", "s2"]}), CROSS_BORDER, at=AT)
        if isinstance(found, pl.LazyFrame):
            found = found.collect()
        if isinstance(found, pa.RecordBatchReader):
            found = found.read_all()

        assert ["unknown", "unknown"] == list(map(str, found["outcome"]))

    def test_shops_that_are_an_index_alone(self):
        """
        A frame without columns has as many rows as its index.
        """
        found = frames.eligibility(pd.DataFrame(index=["s1", "s2"]), CROSS_BORDER, at=AT)

        assert ["s1", "s2"] == list(found.index)
        assert ["unknown", "unknown"] == found["outcome"].tolist()


class TestOneByOne:
    """
    Rows with more values than kernels list are asked one by one, unless something else is wrong.
    """

    def test_they_are_refused_as_all_others(self):
        """
        A market that is none, and a date that cannot be read, are their row's problem.
        """
        orders = {
            "placed_at": [PLACED] * 4,
            "promise_days": [15, 9_000, 9_000, 9_000],
            "promise_unit": ["calendar"] * 4,
            "release_on": [None, None, None, "soon"],
            "market": ["th", "TH", None, "th"],
        }

        found = asked(orders, {"th": TH.pack}, promise=None)

        expected = ["", "market: unknown", "market: missing", "release_on: bad"]
        assert expected == found["problem"]
        assert [DUE, None, None, None] == found["dispatch_due"]


class TestRefused:
    """
    What is no frame, no name and no calendar is told as such.
    """

    @pytest.mark.parametrize(
        "column",
        [pd.Series([PLACED]), pl.Series([PLACED]), pa.array([PLACED])],
        ids=["pandas", "polars", "pyarrow"],
    )
    def test_a_column_alone(self, column):
        """
        A series has no columns, though newer ones give Arrow's stream.
        """
        with pytest.raises(WrongTypeError, match="frame must be a frame of polars, pandas") as told:
            asked(column)

        streams = hasattr(column, "__arrow_c_stream__") or hasattr(column, "__arrow_c_array__")
        assert streams == ("a column without a frame around it" in str(told.value))

    @pytest.mark.parametrize("field", ["placed_at", "kind", "release_on"])
    def test_lists_of_words(self, field):
        """
        Lists of text are no text, in none of Arrow's layouts.
        """
        told = {"kind": None, "promise": None}
        nested = pa.array([["pre_order"]], pa.list_(VIEW))
        orders = pa.table({"placed_at": [PLACED], "kind": ["pre_order"]} | {field: nested})

        with pytest.raises(WrongTypeError, match=rf"{field} must be .*, not list<"):
            asked(orders, **told)

    def test_numbers_that_arrow_does_not_have(self):
        """
        Numbers of 128 bits leave polars for no other library.
        """
        orders = pl.DataFrame({"placed_at": [PLACED], "promise_days": [15]})
        wide = orders.with_columns(pl.col("promise_days").cast(pl.Int128))

        with pytest.raises(WrongTypeError, match=r"types that Arrow has too, not .*Int128"):
            asked(wide, promise=None)

    def test_categories_of_whole_numbers_of_money(self):
        """
        Whole numbers may be minor units or major ones, as categories too.
        """
        orders = pd.DataFrame({"placed_at": [PLACED] * 2, "total": pd.Categorical([5, 7])})
        told = {"at": AT, "currency": "THB", "answers": ["exposure"], **TOLD}

        with pytest.raises(WrongTypeError, match="for whole numbers say amounts='minor'"):
            frames.overdue(orders, TH, **told)
        assert [5, 7] == frames.overdue(orders, TH, amounts="minor", **told)["exposure"].tolist()

    @pytest.mark.parametrize(
        ("told", "text"),
        [
            ({"names": "dispatch"}, r"names must be several, as in \['dispatch'\], not str"),
            ({"names": 5}, r"names must be several, as in \['dispatch'\], not int"),
            ({"parts": "due"}, r"parts must be several, as in \['due'\], not str"),
            ({"prefix": 5}, "prefix must be text, not empty, not int"),
            ({"calendar": "th"}, "calendar must be a BusinessCalendar, not str"),
        ],
    )
    def test_arguments(self, told, text):
        """
        Each slip is told with what to write instead.
        """
        with pytest.raises(WrongTypeError, match=text):
            frames.deadlines({"placed_at": [PLACED]}, TH, **{**TOLD, **told})

    def test_more_places_than_numbers_have(self):
        """
        Floats are rounded to as many decimals as 64 bits hold, and to no more.
        """
        with pytest.raises(OutOfRangeError, match="places is 19; it must be at most 18"):
            frames.eligibility({"rating": [4.5]}, CROSS_BORDER, at=AT, places=19)


class TestInDuckdb:
    """
    The same slips inside DuckDB.
    """

    QUERY = "SELECT TIMESTAMPTZ '2026-01-01 09:00:00+07' AS placed_at"

    @pytest.mark.parametrize(
        "orders",
        ["orders", "main.orders", "FROM orders; ", "FROM orders -- all"],
        ids=["table", "schema", "semicolon", "comment"],
    )
    def test_queries_as_people_write_them(self, orders):
        """
        A table may be named with its schema, and a query end with a semicolon or a comment.
        """
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE orders AS {self.QUERY}")
            due = in_duckdb.deadlines(connection, orders, TH, **TOLD)
            found = due.select("epoch(dispatch_due)::BIGINT").fetchall()

        assert [(int(DUE.timestamp()),)] == found

    def test_columns_that_differ_from_answers_in_capitals(self):
        """
        DuckDB takes both for one, and would give the caller's own column for the answer.
        """
        with duckdb.connect() as own, pytest.raises(OutOfRangeError, match="a column 'Problem'"):
            in_duckdb.deadlines(own, f'{self.QUERY}, 1 AS "Problem"', TH, **TOLD)

    def test_columns_that_are_missing(self):
        """
        What has no keyword is told as a column alone.
        """
        missing = r"without placed_at; it must be with .* columns=\{'placed_at': …\}$"
        with duckdb.connect() as own, pytest.raises(OutOfRangeError, match=missing):
            in_duckdb.deadlines(own, "SELECT 1 AS id", TH, **TOLD)
        keyword = r"without kind; it must be .*, or told for all rows with kind=…$"
        with duckdb.connect() as own, pytest.raises(OutOfRangeError, match=keyword):
            in_duckdb.deadlines(own, self.QUERY, TH)

    @pytest.mark.parametrize(
        ("connection", "told", "text"),
        [
            (
                "orders.db",
                {},
                r"connection must be a connection, as in duckdb.connect\(\), not str",
            ),
            (None, {"calendar": "th"}, "calendar must be a BusinessCalendar, not str"),
            (None, {"names": ["dispatch"]}, r"as in \[DeadlineName.DISPATCH\], not str"),
            (None, {"kinds": 1}, "keyword is 'kinds'; it must be a known one; did you mean 'kind'"),
        ],
    )
    def test_arguments(self, connection, told, text):
        """
        Each slip is told with what to write instead.
        """
        with duckdb.connect() as own, pytest.raises((WrongTypeError, OutOfRangeError), match=text):
            in_duckdb.deadlines(connection or own, self.QUERY, TH, **{**TOLD, **told})
