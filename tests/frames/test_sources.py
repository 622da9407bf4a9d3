"""
Which columns give which fields, and what holds for all rows.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frames.plain_rows import columns_of, plain
from tiktok_presale import BusinessDays, CalendarDays, OrderKind, ReleaseOn, ShipWithin
from tiktok_presale.errors import (
    MissingColumnsError,
    NaiveColumnError,
    OutOfRangeError,
    UnknownCurrencyError,
    WrongTypeError,
)
from tiktok_presale.frames.fields import ORDER_FIELDS
from tiktok_presale.frames.sources import Reading
from tiktok_presale.strategies import orders

PLACED = datetime(2026, 1, 1, 2, tzinfo=UTC)


def read(how, columns, wanted=tuple(ORDER_FIELDS), needed=()):
    """
    Columns as a block's, by field, as plain values.
    """
    table = pa.table(columns)
    reading = Reading(how, wanted, needed)
    names = reading.names(table.column_names)
    batch = (
        table.to_batches()[0] if table.num_rows else pa.RecordBatch.from_pylist([], table.schema)
    )
    block = reading.block(batch, names)
    return {name: plain(column, ORDER_FIELDS[name]) for name, column in block.columns.items()}


class TestColumns:
    """
    Fields from the columns that bear their names, or that the caller names.
    """

    @settings(max_examples=10)
    @given(st.lists(orders(), min_size=1, max_size=5))
    def test_orders_are_read_as_they_are(self, some):
        """
        Every field of every order, absent ones too.
        """
        told = columns_of(some)

        assert {name: told[name] for name in ORDER_FIELDS} == read({"amounts": "minor"}, told)

    def test_money_is_read_in_its_rows_own_currency(self):
        """
        The columns may stand in any order.
        """
        columns = {
            "total": [Decimal("8.99"), Decimal("8.00"), Decimal("8.99"), None, Decimal(5)],
            "currency": ["USD", "VND", "VND", "EUR", "???"],
        }

        assert [899, 8, "bad", None] == read({}, columns)["total"][:4]
        assert [500] == read({}, {"total": ["5"] * 2, "currency": [None, "USD"]})["total"][1:]

    @pytest.mark.parametrize(
        "currency",
        [["???"], pa.nulls(1), pa.nulls(1, pa.string()), [None], [""]],
        ids=["unknown", "nothing", "no-words", "null", "empty"],
    )
    def test_money_of_no_currency_is_not_bad(self, currency):
        """
        Its row is refused for the currency, which is what has to be mended.
        """
        assert ["bad"] != read({}, {"total": ["5"], "currency": currency})["total"]

    def test_columns_are_renamed(self):
        """
        A column that only bears a field's name is left alone then.
        """
        columns = {"created": [PLACED], "placed_at": ["a note"], "paid": [8.99], "kind": [None]}
        how = {"columns": {"placed_at": "created", "paid": None}}

        assert {"placed_at": [PLACED], "kind": [None]} == read(how, columns)

    def test_only_what_is_asked_is_read(self):
        """
        A column that cannot be read does no harm where nobody looks at it.
        """
        columns = {"placed_at": [PLACED], "total": [8.99]}

        assert {"placed_at": [PLACED]} == read({}, columns, ["placed_at", "kind"])

    def test_zone_and_unit_are_told_once(self):
        """
        For all columns of times.
        """
        columns = {"placed_at": [datetime(2026, 1, 1, 9)], "paid_at": [1_767_232_800]}
        how = {"zone": "Asia/Bangkok", "epochs": "s"}

        assert {"placed_at": [PLACED], "paid_at": [PLACED]} == read(how, columns)

    def test_bad_columns_show_before_there_are_rows(self):
        """
        Their types are enough.
        """
        with pytest.raises(NaiveColumnError, match="created is timestamp"):
            read(
                {"columns": {"placed_at": "created"}}, {"created": pa.array([], pa.timestamp("s"))}
            )


class TestMissing:
    """
    Columns that are not there.
    """

    def test_all_that_are_missing_are_named(self):
        """
        With those that are there, and where the first of them may be.
        """
        with pytest.raises(MissingColumnsError) as raised:
            read({}, {"placed": [PLACED]}, needed=["placed_at", "kind"])

        assert (("placed_at", "kind"), ("placed",), None) == raised.value.args
        assert "columns={'placed_at': …}" in str(raised.value)

    def test_a_constant_is_not_missing(self):
        """
        What holds for all rows needs no column.
        """
        found = read({"kind": "pre_order"}, {"placed_at": [PLACED]}, needed=["kind"])

        assert ["pre_order"] == found["kind"]

    def test_a_named_column_must_exist(self):
        """
        A slip in its name is no missing value.
        """
        with pytest.raises(MissingColumnsError, match="did you mean 'created'"):
            read({"columns": {"placed_at": "creatd"}}, {"created": [PLACED]})

    def test_wide_frames_are_not_listed_in_full(self):
        """
        The sentence stays short, and a frame without columns has one too.
        """
        wide = {f"column {count}": [1] for count in range(50)}

        with pytest.raises(MissingColumnsError, match="and 30 more"):
            read({}, wide, needed=["placed_at"])
        with pytest.raises(MissingColumnsError, match="has no columns"):
            Reading({}, ["kind"], ["kind"]).names([])

    def test_one_of_two_columns_of_a_name_is_none(self):
        """
        Which of them is meant cannot be told.
        """
        with pytest.raises(OutOfRangeError, match="'kind'; it must be the name of one column"):
            Reading({}, ["kind"]).names(["kind", "kind", 5])


class TestConstants:
    """
    What holds for all rows, by keyword.
    """

    @pytest.mark.parametrize(
        ("promise", "expected"),
        [
            (
                ShipWithin(CalendarDays(15)),
                {"promise_days": [15], "promise_unit": ["calendar"]},
            ),
            (ShipWithin(BusinessDays(5)), {"promise_days": [5], "promise_unit": ["business"]}),
            (ReleaseOn(date(2026, 3, 31)), {"release_on": [date(2026, 3, 31)]}),
            (
                ReleaseOn(date(2026, 3, 31), zone="America/New_York"),
                {"release_on": [date(2026, 3, 31)], "release_zone": ["America/New_York"]},
            ),
        ],
        ids=str,
    )
    def test_a_promise_is_taken_apart(self, promise, expected):
        """
        Its parts hold for all rows, and the parts of another form of it for none.
        """
        names = ["promise_days", "promise_unit", "release_on", "release_zone"]
        absent = {name: [None] for name in names}

        assert {**absent, **expected} == read({"promise": promise}, {"x": [1, 2]})

    def test_words_and_flags_hold_for_all_rows(self):
        """
        Each is a column of one value.
        """
        how = {"kind": OrderKind.CUSTOM, "currency": "THB", "market": "th", "region": "kedah"}
        expected = {"kind": ["custom"], "currency": ["THB"], "market": ["th"], "region": ["kedah"]}
        flags = {"paid": True, "held": False, "shipped_by_seller": True}

        assert expected == read(how, {"x": [1]})
        assert {name: [value] for name, value in flags.items()} == read(flags, {"x": [1, 2]})

    def test_none_says_nothing(self):
        """
        A keyword that is None is as good as left out.
        """
        how = {"kind": None, "paid": None, "promise": None, "columns": None, "zone": None}

        assert {} == read(how, {"x": [1]})

    def test_what_is_told_twice_is_refused(self):
        """
        Neither silently wins; the sentence says how to leave the column out.
        """
        with pytest.raises(OutOfRangeError, match=r"columns=\{'kind': None\}"):
            read({"kind": "custom"}, {"kind": ["pre_order"]})

        found = read({"kind": "custom", "columns": {"kind": None}}, {"kind": ["pre_order"]})

        assert {"kind": ["custom"]} == found

    @pytest.mark.parametrize(
        ("how", "error", "sentence"),
        [
            ({"kind": "preorder"}, WrongTypeError, "kind must be one of standard"),
            ({"kind": []}, WrongTypeError, "kind must be one of standard"),
            ({"currency": "thb"}, UnknownCurrencyError, "did you mean 'THB'"),
            ({"currency": 5}, WrongTypeError, "currency must be an ISO 4217 code"),
            ({"market": ""}, WrongTypeError, "market must be text, not empty text"),
            ({"region": 5}, WrongTypeError, "region must be text"),
            ({"paid": "yes"}, WrongTypeError, "paid must be True or False"),
            ({"promise": 15}, WrongTypeError, "promise must be ShipWithin"),
            ({"zone": "Bangkok"}, OutOfRangeError, "an IANA name"),
            ({"zone": 7}, WrongTypeError, "an IANA name"),
            ({"epochs": "seconds"}, OutOfRangeError, "one of s, ms, us"),
            ({"amounts": 1}, OutOfRangeError, "one of minor, major"),
            ({"columns": ["created"]}, WrongTypeError, "columns must be a mapping"),
            ({"columns": {"created": "placed_at"}}, OutOfRangeError, "must be a field"),
            ({"columns": {"placed_at": 5}}, WrongTypeError, "columns.'placed_at'. must be text"),
            ({"kinds": "custom"}, OutOfRangeError, "did you mean 'kind'"),
        ],
        ids=str,
    )
    def test_what_cannot_be_is_refused(self, how, error, sentence):
        """
        Before any row is read.
        """
        with pytest.raises(error, match=sentence):
            read(how, {"x": [1]})
