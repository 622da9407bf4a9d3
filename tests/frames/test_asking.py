"""
Frames of every kind get the answers that the scalar rules give each order.
"""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from frames.plain_rows import columns_of
from tiktok_presale import CalendarDays, OrderKind, Policy, ShipWithin, deadlines, frames, overdue
from tiktok_presale.errors import (
    FloatColumnError,
    MissingColumnsError,
    NaiveColumnError,
    NaiveTimeError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.frames.asking import OVERDUE
from tiktok_presale.strategies import instants, orders, policies
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.vocabulary import DeadlineName

TH = Policy.in_force("th", on=date(2026, 1, 2))
AT = datetime(2026, 1, 20, tzinfo=UTC)
PLACED = datetime(2026, 1, 1, 2, tzinfo=UTC)

# Every example compiles tables for its policy: few examples of many orders, and no time to shrink.
FEW = settings(max_examples=3, phases=[Phase.explicit, Phase.generate])


def table_of(some, unit, zone):
    """
    Orders as a table of pyarrow: instants in a unit and a zone, money in decimals.
    """
    columns = columns_of(some)
    currency = columns["currency"][0] if some else "THB"
    kinds = dict.fromkeys(columns, pa.string())
    kinds |= {name: pa.timestamp(unit, zone) for name in columns if name.endswith("_at")}
    kinds |= {name: pa.timestamp(unit, zone) for name in columns if name.startswith("platform_")}
    kinds |= dict.fromkeys(("paid", "held", "shipped_by_seller"), pa.bool_())
    kinds |= dict.fromkeys(("total", "items_total"), pa.decimal128(20, EXPONENTS[currency]))
    kinds |= {"promise_days": pa.int32(), "release_on": pa.date32()}
    for name in ("total", "items_total"):
        columns[name] = [
            None if minor is None else Decimal(minor).scaleb(-EXPONENTS[currency])
            for minor in columns[name]
        ]
    return pa.table({name: pa.array(columns[name], kinds[name]) for name in columns})


def on_arrow(table):
    """
    A frame of pandas on Arrow's memory.
    """
    names = table.column_names
    return pd.DataFrame({name: pd.arrays.ArrowExtensionArray(table.column(name)) for name in names})


def on_numpy(table):
    """
    A frame of pandas on numpy's memory and its own types.
    """
    columns = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        values = pd.Series(column.to_pylist(), dtype=object)
        if pa.types.is_timestamp(column.type):
            values = pd.Series(
                pd.to_datetime(values, utc=True).astype("datetime64[us, UTC]")
            ).dt.tz_convert(column.type.tz)
        elif pa.types.is_boolean(column.type):
            values = values.astype("boolean")
        elif pa.types.is_integer(column.type):
            values = values.astype("float64")
        elif pa.types.is_string(column.type):
            values = values.astype("category")
        columns[name] = values
    frame = pd.DataFrame(columns)
    frame.index = pd.RangeIndex(5, 5 + len(table))
    return frame


FRAMES = {
    "table": lambda table: table,
    "chunks": lambda table: pa.concat_tables([table.slice(0, 1), table.slice(1)]),
    "batch": lambda table: table.combine_chunks().to_batches()[0],
    "reader": lambda table: pa.RecordBatchReader.from_batches(table.schema, table.to_batches()),
    "polars": pl.from_arrow,
    "lazy": lambda table: pl.from_arrow(table).lazy(),
    "numpy": on_numpy,
    "arrow": on_arrow,
    "dict": lambda table: dict(zip(table.column_names, table.columns, strict=True)),
    "lists": lambda table: table.to_pydict(),
}


def rows_of(frame, names):
    """
    Some columns of any frame, row by row, as plain values in UTC.
    """
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, pa.RecordBatchReader):
        frame = frame.read_all()
    if isinstance(frame, pl.DataFrame):
        columns = {name: frame[name].to_list() for name in names}
    elif isinstance(frame, pd.DataFrame):
        columns = {name: frame[name].tolist() for name in names}
    elif isinstance(frame, dict):
        columns = {name: list(frame[name]) for name in names}
    else:
        columns = {name: frame.column(name).to_pylist() for name in names}
    return [
        {name: _plain(value) for name, value in zip(names, row, strict=True)}
        for row in zip(*columns.values(), strict=True)
    ]


def _plain(value):
    if value is None or isinstance(value, (str, bool, Decimal)):
        return value
    if pd.isna(value):
        return None
    if isinstance(value, timedelta | pd.Timedelta):
        return timedelta(microseconds=round(value / timedelta(microseconds=1)))
    if hasattr(value, "dtype"):  # numpy's own, without a zone
        kind = value.dtype.kind
        micros = value.astype(f"{kind}8[us]").item() if kind in "mM" else value.item()
        return micros.replace(tzinfo=UTC) if kind == "M" else micros
    return pd.Timestamp(value).to_pydatetime().astimezone(UTC)


def amount(bill, currency):
    """
    What a bill comes to, as a decimal of the currency's digits.
    """
    return Decimal(bill.total(currency).minor).scaleb(-EXPONENTS[currency])


def expected(order, found):
    """
    An assessment as frames tell it.
    """
    currency = order.total.currency
    fee = found.service_fee
    return {
        "state": found.state.value,
        "next": found.next and found.next.name.value,
        "next_due": found.next and found.next.due.astimezone(UTC),
        "late": found.was_late,
        "late_by": found.late_by,
        "counts": found.counts,
        "charges": amount(found.charges, currency),
        "contingent": amount(found.contingent, currency),
        "exposure": amount(found.exposure, currency),
        "service_fee": None if fee is None else Decimal(fee.minor).scaleb(-EXPONENTS[currency]),
        "findings": " ".join(finding.code for finding in found.findings),
        "edition": found.edition,
        "problem": "",
    }


class TestAsTheScalarRules:
    """
    Row by row, field by field, gap by gap.
    """

    @pytest.mark.parametrize("form", FRAMES)
    @FEW
    @given(data=st.data())
    def test_overdue_is_what_assess_says(self, form, data):
        """
        For orders of every market, edition and kind, in any frame, unit and zone.
        """
        policy = data.draw(policies())
        some = data.draw(st.lists(orders(policy), min_size=1, max_size=12))
        some = [attrs.evolve(order, unit_prices=()) for order in some]
        at = data.draw(instants(date(2025, 1, 1), date(2027, 12, 31)))
        unit = data.draw(st.sampled_from(["us", "ns"]))
        table = table_of(some, unit, data.draw(st.sampled_from(["UTC", "Asia/Bangkok"])))
        found = frames.overdue(FRAMES[form](table), policy, at=at)
        told = [expected(order, overdue.assess(order, policy, at=at)) for order in some]

        assert told == rows_of(found, OVERDUE)

    @FEW
    @given(data=st.data())
    def test_deadlines_are_what_deadlines_says(self, data):
        """
        All five, computed and delivered, with why one is missing.
        """
        policy = data.draw(policies())
        some = data.draw(st.lists(orders(policy), min_size=1, max_size=12))
        table = table_of(some, "us", "Asia/Kathmandu")
        parts = ("due", "computed", "missing")
        found = frames.deadlines(table, policy, parts=parts, prefix="our_")
        names = [f"our_{name.value}_{part}" for name in DeadlineName for part in parts]
        told = [deadlines.of(order, policy) for order in some]

        assert [
            {
                name: value
                for one in all_five.all()
                for name, value in {
                    f"our_{one.name.value}_due": one.due and one.due.astimezone(UTC),
                    f"our_{one.name.value}_computed": one.computed and one.computed.astimezone(UTC),
                    f"our_{one.name.value}_missing": one.missing.code if one.missing else "",
                }.items()
            }
            for all_five in told
        ] == rows_of(found, names)

    def test_several_markets_stand_in_one_frame(self):
        """
        Each row is judged under the edition of its market in force when it was placed.
        """
        rules = {
            market: Policy.in_force(market, on=date(2026, 1, 2)).pack for market in ("th", "vn")
        }
        placed = [datetime(2025, 6, 2, 2, tzinfo=UTC), PLACED, PLACED, PLACED, None]
        frame = {"market": ["th", "th", "vn", "xx", "th"], "placed_at": placed}
        found = frames.deadlines(
            frame, rules, names=["dispatch"], kind="pre_order", promise=ShipWithin(CalendarDays(7))
        )
        editions = [
            Policy.in_force(market, on=at.date()).edition
            for market, at in zip(frame["market"][:3], placed[:3], strict=True)
        ]

        assert [*editions, None, None] == found["edition"]
        assert ["", "", "", "market: unknown", "placed_at: missing"] == found["problem"]


class TestBadRows:
    """
    What cannot be read is kept and marked, and does no harm to other rows.
    """

    def test_each_bad_row_says_why(self):
        """
        The row has no answer but its problem.
        """
        good = {
            "placed_at": "2026-01-01T09:00:00+07:00",
            "total": "899.00",
            "promise_days": 15,
            "promise_unit": "calendar",
        }
        rows = [
            good,
            {**good, "placed_at": "yesterday"},
            {**good, "placed_at": None},
            {**good, "total": "8.999"},
            {**good, "total": "-5"},
            {**good, "promise_unit": "weeks"},
        ]
        frame = pa.Table.from_pylist(rows)
        found = frames.overdue(frame, TH, at=AT, kind="pre_order", currency="THB").to_pylist()

        assert ["cancellable", *[None] * 5] == [row["state"] for row in found]
        assert [
            "",
            "placed_at: bad",
            "placed_at: missing",
            "total: bad",
            "total: bad",
            "promise_unit: unknown",
        ] == [row["problem"] for row in found]
        assert rows == [{name: row[name] for name in good} for row in found]

    @pytest.mark.parametrize("zone", [None, "Asia/Bangkok"])
    @pytest.mark.parametrize("first", [True, False], ids=["zone-first", "zone-last"])
    @pytest.mark.parametrize("form", [list, np.array, pd.Series], ids=["list", "numpy", "pandas"])
    def test_times_with_and_without_a_zone(self, form, first, zone):
        """
        Arrow would take those without one as UTC, without a word.
        """
        times = [datetime(2026, 1, 1, 2, tzinfo=UTC), None, pd.NaT, datetime(2026, 1, 1, 9)]
        told = {} if form is list else {"dtype": object}
        column = form(times if first else times[::-1], **told)
        how = {"kind": "pre_order", "zone": zone}
        with pytest.raises(WrongTypeError, match="all have a time zone, or all have none"):
            frames.deadlines({"placed_at": column}, TH, **how)

    @pytest.mark.parametrize("amounts", ["minor", "major", None])
    def test_a_price_in_no_currency(self, amounts):
        """
        The currency is what is wrong, whatever the price is; it is never the market's own.
        """
        codes = [None, "", "thb", "THB"]
        price = "8.99" if amounts is None else 899
        frame = pa.table(
            {
                "placed_at": ["2026-01-01T09:00:00+07:00"] * len(codes),
                "total": [price] * len(codes),
                "currency": codes,
            }
        )
        found = frames.overdue(frame, TH, at=AT, kind="pre_order", amounts=amounts)

        assert [
            "currency: missing",
            "currency: unknown",
            "currency: unknown",
            "",
        ] == found["problem"].to_pylist()
        assert [None] * 3 == found["exposure"].to_pylist()[:3]


class TestAnswers:
    """
    How answers look follows from the caller's columns.
    """

    def test_instants_have_the_unit_and_zone_of_placing(self):
        """
        Or a finer unit, where another column has one; of text they are microseconds.
        """
        kind = {"kind": "pre_order"}

        def unit_of(placed, paid, **how):
            frame = pa.table({"placed_at": placed, "paid_at": paid})
            found = frames.deadlines(frame, TH, names=["dispatch"], **kind, **how)
            return str(found.schema.field("dispatch_due").type)

        seconds = pa.nulls(1, pa.timestamp("s", "Asia/Bangkok"))
        millis = pa.nulls(1, pa.timestamp("ms", "UTC"))
        nanos = pa.nulls(1, pa.timestamp("ns", "UTC"))
        naive = pa.nulls(1, pa.timestamp("s"))
        text = pa.nulls(1, pa.string())

        assert "timestamp[s, tz=Asia/Bangkok]" == unit_of(seconds, seconds)
        assert "timestamp[ms, tz=Asia/Bangkok]" == unit_of(seconds, millis)
        assert "timestamp[us, tz=Asia/Bangkok]" == unit_of(seconds, nanos)
        assert "timestamp[ns, tz=UTC]" == unit_of(nanos, seconds)
        assert "timestamp[us, tz=UTC]" == unit_of(text, seconds)
        assert "timestamp[us, tz=Asia/Bangkok]" == unit_of(naive, text, zone="Asia/Bangkok")

    def test_money_has_the_digits_of_the_currency(self):
        """
        Four where each row has its own; minor units where the caller's are.
        """
        frame = {"placed_at": [PLACED], "total": [89900], "kind": ["pre_order"]}

        def kind_of(currency, **how):
            table = pa.table({**frame, **({"currency": ["THB"]} if currency is None else {})})
            found = frames.overdue(table, TH, at=AT, answers=["exposure"], currency=currency, **how)
            return str(found.schema.field("exposure").type), found["exposure"].to_pylist()

        assert ("decimal128(38, 2)", [Decimal("89900.00")]) == kind_of("THB", amounts="major")
        assert ("decimal128(38, 4)", [Decimal("89900.0000")]) == kind_of(None, amounts="major")
        assert ("int64", [89900]) == kind_of("THB", amounts="minor")

    def test_only_what_is_asked_is_answered(self):
        """
        In the order in which it is asked; states need no money.
        """
        frame = {"placed_at": [PLACED], "kind": ["pre_order"], "total": [8.99]}
        found = frames.overdue(frame, TH, at=AT, answers=["late_by", "state"])

        assert [*frame, "late_by", "state"] == list(found)

    def test_soon_and_shop_and_calendar_are_told_to_the_rules(self):
        """
        What is due within ten days is soon, where the caller says so.
        """
        frame = {"placed_at": [PLACED], "kind": ["pre_order"]}
        how = {"promise": ShipWithin(CalendarDays(15)), "answers": ["state"]}
        found = frames.overdue(frame, TH, at=datetime(2026, 1, 8, tzinfo=UTC), **how)
        soon = frames.overdue(
            frame, TH, at=datetime(2026, 1, 8, tzinfo=UTC), soon=timedelta(days=10), **how
        )

        assert [["not_due"], ["due_soon"]] == [found["state"], soon["state"]]

    @pytest.mark.parametrize("form", sorted({*FRAMES} - {"batch", "lists"}))
    def test_empty_frames_have_the_same_columns(self, form):
        """
        Without a row there is an answer to none.
        """
        table = table_of([], "us", "UTC")
        found = frames.overdue(FRAMES[form](table), TH, at=AT)

        assert [] == rows_of(found, OVERDUE)


class TestArguments:
    """
    Slips give a sentence, before a row is read.
    """

    @pytest.mark.parametrize(
        ("more", "error"),
        [
            ({"at": datetime(2026, 1, 20)}, NaiveTimeError),
            ({"rules": "th"}, WrongTypeError),
            ({"rules": {}}, OutOfRangeError),
            ({"rules": {"th": TH}}, MissingColumnsError),
            ({"answers": "state"}, WrongTypeError),
            ({"answers": ["stat"]}, OutOfRangeError),
            ({"kind": None}, MissingColumnsError),
            ({"currency": None}, MissingColumnsError),
            ({"shop": "s1"}, WrongTypeError),
            ({"frame": 5}, WrongTypeError),
            ({"frame": {"placed_at": [datetime(2026, 1, 1)], "total": ["5"]}}, NaiveColumnError),
            ({"frame": {"placed_at": [PLACED], "total": [5.5]}}, FloatColumnError),
            ({"zones": "UTC"}, OutOfRangeError),
        ],
        ids=str,
    )
    def test_what_cannot_be_is_refused(self, more, error):
        """
        Each with an error of the library's own.
        """
        asked = {"frame": {"placed_at": [PLACED], "total": ["5"]}, "rules": TH, "at": AT}
        asked |= {"kind": OrderKind.PRE_ORDER, "currency": "THB", **more}
        with pytest.raises(error):
            frames.overdue(asked.pop("frame"), asked.pop("rules"), **asked)

    @pytest.mark.parametrize("more", [{"names": ["dispatched"]}, {"parts": ["dues"]}], ids=str)
    def test_deadlines_and_their_parts_are_named(self, more):
        """
        What there is stands in the sentence.
        """
        with pytest.raises((WrongTypeError, OutOfRangeError), match=r"dispatch|computed"):
            frames.deadlines({"placed_at": [PLACED]}, TH, kind="pre_order", **more)

    def test_the_public_names_are_listed(self):
        """
        For completion.
        """
        assert sorted(frames.__all__) == sorted(dir(frames))

    @pytest.mark.parametrize("package", ["numpy", "pyarrow"])
    def test_the_extra_is_named_where_it_is_missing(self, package):
        """
        In a process in which the package cannot be imported.
        """
        code = f"import sys; sys.modules[{package!r}] = None; import tiktok_presale.frames"
        found = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )

        assert f"{package} is not installed; pip install 'tiktok-presale[frames]'" in found.stderr
