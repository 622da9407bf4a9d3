"""
Exported tables hold what the compiled ones say, in every form in which they leave.
"""

import sqlite3
from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rules.making import in_force, own_policy
from tiktok_presale import (
    CalendarDays,
    DeadlineName,
    DeadlineTable,
    OrderKind,
    ReleaseOn,
    ShipWithin,
)
from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.frames import table_export
from tiktok_presale.frames.engines.cells import OUTSIDE, cells_of
from tiktok_presale.rules.deadline_tables.boundaries import EPOCH, MICROSECOND, micros

TH, US, CROSS = (in_force(market, 2026, 3, 3) for market in ("th", "us", "cross-border"))
FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
HOUR = timedelta(hours=1)


def compiled(policy=TH, kind=OrderKind.PRE_ORDER, name=DeadlineName.DISPATCH, **more):
    """
    One table over three months.
    """
    return DeadlineTable.of(policy, kind=kind, name=name, first=FIRST, last=LAST, **more)


TABLES = (
    compiled(promise=ShipWithin(CalendarDays(15))),
    compiled(US, OrderKind.STANDARD, DeadlineName.AUTO_CANCEL),
    compiled(US, promise=ReleaseOn(date(2026, 3, 31), "America/New_York")),
    compiled(CROSS, OrderKind.STANDARD),
    compiled(TH, OrderKind.CUSTOM),
)


def answer(rows, instant):
    """
    What exported rows of one table say of an anchor.
    """
    if rows[0]["cell"] is None:
        if rows[0]["add_us"] is not None:
            return instant + rows[0]["add_us"] * MICROSECOND, None
        due, why = rows[0]["after_us"], rows[0]["after_missing"]
    else:
        at = micros(instant)
        (row,) = [row for row in rows if row["cell"] == at >> row["shift"]]
        side = "before" if at < row["bound_us"] else "after"
        due, why = row[f"{side}_us"], row[f"{side}_missing"]
    return None if due is None else EPOCH + due * MICROSECOND, why


class TestCells:
    """
    The cells of a table give its answers, and say where it ends.
    """

    @pytest.mark.parametrize("number", range(len(TABLES)))
    def test_every_hour(self, number):
        """
        Hour by hour, what is due and why nothing is.
        """
        table = TABLES[number]
        exported = table_export.arrow(TABLES).to_pylist()
        rows = [row for row in exported if row["table_no"] == number]
        instants = [datetime(2026, 1, 2, tzinfo=UTC) + hour * HOUR for hour in range(24 * 60)]

        for instant in instants:
            assert (table.due(instant), table.why_missing(instant) or None) == answer(rows, instant)

    def test_ends(self):
        """
        Just before its first day and just after its last, a table says that it ends.
        """
        table = TABLES[0]
        rows = table_export.arrow([table]).to_pylist()
        start, end = (EPOCH + us * MICROSECOND for us in (table.since[0], table.until))

        assert (None, OUTSIDE) == answer(rows, start - MICROSECOND)
        assert (table.due(start), None) == answer(rows, start)
        assert (table.due(end - MICROSECOND), None) == answer(rows, end - MICROSECOND)
        assert (None, OUTSIDE) == answer(rows, end)

    def test_two_bounds_at_an_end(self):
        """
        A cell in which the table both changes and ends is left out, and never answers wrongly.
        """
        table = TABLES[0].covering(FIRST, FIRST)
        cells = list(cells_of(table, 42))

        assert [] == cells


class TestArrow:
    """
    One Arrow table of cells, with what it was made from in its metadata.
    """

    def test_keys(self):
        """
        Every row names market, edition, kind, promise and deadline.
        """
        rows = table_export.arrow(TABLES).to_pylist()
        keys = ["market", "edition", "kind", "name", "promise_days", "promise_unit", "release_on"]
        found = {row["table_no"]: [row[key] for key in keys] for row in rows}

        assert ["th", TH.edition, "pre_order", "dispatch", 15, "calendar", None] == found[0]
        assert date(2026, 3, 31) == found[2][-1]

    def test_origins(self):
        """
        Zone, zone database, calendar, rule and span of each.
        """
        origins = table_export.origins(table_export.arrow(TABLES))

        for number, (origin, table) in enumerate(zip(origins, TABLES, strict=True)):
            told = (number, table.edition, table.rule, table.zone, table.tzdata)
            names = ("table_no", "edition", "rule", "zone", "tzdata")
            assert told == tuple(origin[name] for name in names)
        assert TABLES[0].until == origins[0]["until_us"]
        assert "from_us" not in origins[2]
        assert (None, "collection") == (origins[4]["event"], origins[2]["event"])

    def test_no_metadata(self):
        """
        Any other Arrow table has no origins.
        """
        with pytest.raises(OutOfRangeError, match="without metadata"):
            table_export.origins(pa.table({"cell": [1]}))

    @pytest.mark.parametrize("tables", [TABLES[0], [TH], "th"], ids=str)
    def test_refused(self, tables):
        """
        Anything but several tables.
        """
        with pytest.raises(WrongTypeError, match="several tables"):
            table_export.arrow(tables)

    def test_own_hours(self):
        """
        Where days end early, cells are narrower, and still hold one bound each.
        """
        policy = own_policy(
            {
                "deadlines.standard.dispatch": (
                    '{ event = "dispatch", anchor = "placed", days = 2, unit = "calendar_days",'
                    ' cut_off = "13:00", ends = "14:00:00" }'
                )
            },
            zone="Europe/London",
        )
        table = compiled(policy, OrderKind.STANDARD)
        rows = table_export.arrow([table]).to_pylist()
        instants = [datetime(2026, 3, 27, tzinfo=UTC) + step * HOUR / 4 for step in range(300)]

        for instant in instants:
            assert table.due(instant) == answer(rows, instant)[0]


class TestParquet:
    """
    What is written to Parquet is read back equal.
    """

    def test_round_trip(self, tmp_path):
        """
        Rows, types and metadata.
        """
        path = tmp_path / "cells.parquet"
        table_export.write(TABLES, path)
        exported = table_export.arrow(TABLES)

        assert exported.equals(table_export.read(path), check_metadata=True)

    def test_other_files(self, tmp_path):
        """
        A file of another kind, format or form is refused.
        """
        text, other, later = (tmp_path / name for name in ("text", "other", "later"))
        text.write_text("no parquet")
        pq.write_table(pa.table({"cell": [1]}), other)
        exported = table_export.arrow(TABLES)
        metadata = {**exported.schema.metadata, b"tiktok_presale.format": b"2"}
        pq.write_table(exported.replace_schema_metadata(metadata), later)

        for path in (text, other, later):
            with pytest.raises(OutOfRangeError, match="deadline tables in format 1"):
                table_export.read(path)


class TestSql:
    """
    Tables as plain SQL.
    """

    def test_rows(self, request):
        """
        Another database reads the same rows.
        """
        database = sqlite3.connect(":memory:")
        request.addfinalizer(database.close)
        database.executescript(table_export.sql(TABLES, "cells").replace("DATE '", "'"))
        rows = database.execute("SELECT * FROM cells").fetchall()
        exported = table_export.arrow(TABLES).to_pylist()
        told = [
            tuple(str(v) if isinstance(v, date) else v for v in row.values()) for row in exported
        ]

        assert told == rows

    @pytest.mark.parametrize("name", ["a b", "x;--", "größe", ""], ids=ascii)
    def test_name(self, name):
        """
        The name of the table is a plain one.
        """
        with pytest.raises((OutOfRangeError, WrongTypeError), match="name"):
            table_export.sql(TABLES, name)
