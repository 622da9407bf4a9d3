"""
Compiled deadline tables as Arrow, Parquet and SQL (extra: `frames`).

Whoever has the cells of a table has its answers: shift the instant, find the cell, compare once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from os import fspath
from typing import TYPE_CHECKING, Any, cast

from tiktok_presale.frames.engines.cells import (
    Cell,
    cells_of,
    common_shift,
    has_steps,
    in_microseconds,
)
from tiktok_presale.frames.engines.dialects import DUCKDB
from tiktok_presale.frames.engines.rows import promised
from tiktok_presale.rules.deadline_tables import DeadlineTable
from tiktok_presale.values.checks import check_kind, check_text
from tiktok_presale.values.errors import MissingExtraError, OutOfRangeError, WrongTypeError

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    raise MissingExtraError("pyarrow", "frames") from None

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["FORMAT", "arrow", "origins", "read", "sql", "write"]

FORMAT = 1
"""The version of the form in which tables are exported; it changes when a column does."""

_FORMAT_KEY, _TABLES_KEY = b"tiktok_presale.format", b"tiktok_presale.tables"

_COLUMNS: list[tuple[str, pa.DataType]] = [
    ("table_no", pa.int32()),
    ("market", pa.string()),
    ("edition", pa.string()),
    ("kind", pa.string()),
    ("name", pa.string()),
    ("promise_days", pa.int64()),
    ("promise_unit", pa.string()),
    ("release_on", pa.date32()),
    ("release_zone", pa.string()),
    ("region", pa.string()),
    ("anchor", pa.string()),
    ("hold_us", pa.int64()),
    ("add_us", pa.int64()),
    ("shift", pa.int32()),
    ("cell", pa.int64()),
    ("bound_us", pa.int64()),
    ("before_us", pa.int64()),
    ("before_missing", pa.string()),
    ("after_us", pa.int64()),
    ("after_missing", pa.string()),
]
_SCHEMA = pa.schema(_COLUMNS)

_AT_ONCE = 500
_SQL_TYPES: dict[pa.DataType, str] = {
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.string(): "VARCHAR(64)",
    pa.date32(): "DATE",
}


def arrow(tables: Iterable[DeadlineTable]) -> pa.Table:
    """
    Deadline tables as one Arrow table of cells.

    `cell` is `anchor >> shift` of an anchor in microseconds since 1970 in UTC. An anchor before
    `bound_us` is due at `before_us`, any other of the cell at `after_us`; where that is null, the
    column beside it says why. A table whose answer is the anchor plus some hours has one row, with
    `add_us` and no cell; one whose answer is the same for every order has one row, with neither.

    Args:
        tables: The tables, of any markets, editions, kinds, promises and names.

    Raises:
        WrongTypeError: If one of them is no deadline table.

    Examples:
        >>> from datetime import date
        >>> from tiktok_presale import CalendarDays, DeadlineName, OrderKind, Policy, ShipWithin
        >>> th = Policy.in_force("th", on=date(2026, 1, 2))
        >>> table = DeadlineTable.of(
        ...     th, kind=OrderKind.PRE_ORDER, name=DeadlineName.DISPATCH,
        ...     promise=ShipWithin(CalendarDays(15)), first=date(2026, 1, 1),
        ...     last=date(2026, 1, 31))
        >>> arrow([table]).column_names[-5:]
        ['bound_us', 'before_us', 'before_missing', 'after_us', 'after_missing']
    """
    known = _tables(tables)
    shift = common_shift(known)
    columns: dict[str, list[Any]] = {name: [] for name in _SCHEMA.names}
    for number, table in enumerate(known):
        key = _key(number, table, shift)
        for cell in _rows(table, shift):
            for name, value in {**key, **cell}.items():
                columns[name].append(value)
    metadata = {
        _FORMAT_KEY: str(FORMAT).encode(),
        _TABLES_KEY: json.dumps([_origin(*one) for one in enumerate(known)]).encode(),
    }
    schema: pa.Schema = cast("Any", _SCHEMA).with_metadata(metadata)
    return pa.table(columns, schema=schema)


def write(tables: Iterable[DeadlineTable], path: str | PathLike[str]) -> None:
    """
    Write deadline tables to a Parquet file, with what they were made from in its metadata.

    Raises:
        WrongTypeError: If one of them is no deadline table.
        OSError: If the file cannot be written.
    """
    cast("Any", pq).write_table(arrow(tables), fspath(path))


def read(path: str | PathLike[str]) -> pa.Table:
    """
    Read back what `write` wrote.

    Raises:
        OutOfRangeError: If the file is no Parquet file of deadline tables in this format.
        OSError: If it cannot be read.
    """
    expected = f"a file of deadline tables in format {FORMAT}"
    try:
        table: pa.Table = cast("Any", pq).read_table(fspath(path))
    except pa.ArrowInvalid:
        raise OutOfRangeError("path", repr(str(path)), expected) from None
    found = (table.schema.metadata or {}).get(_FORMAT_KEY)
    if found != str(FORMAT).encode() or not table.schema.equals(_SCHEMA):
        raise OutOfRangeError("path", repr(str(path)), expected)
    return table


def origins(table: pa.Table) -> list[dict[str, Any]]:
    """
    What exported tables were made from: zone, zone database, calendar, edition, rule, event, span.

    Raises:
        OutOfRangeError: If the Arrow table is not one of ours.
    """
    check_kind("table", table, pa.Table, "an Arrow table from arrow() or read()")
    metadata = table.schema.metadata or {}
    if _TABLES_KEY not in metadata:
        raise OutOfRangeError("table", "without metadata", "a table from arrow() or read()")
    found: list[dict[str, Any]] = json.loads(metadata[_TABLES_KEY])
    return found


def sql(tables: Iterable[DeadlineTable], name: str = "deadline_cells") -> str:
    """
    Deadline tables as plain SQL: one CREATE TABLE and the INSERTs that fill it.

    Args:
        tables: The tables.
        name: The name of the SQL table.

    Raises:
        OutOfRangeError: If *name* is no plain name.
    """
    check_text("name", name)
    if not (name.isidentifier() and name.isascii()):
        raise OutOfRangeError("name", repr(name), "a plain name such as deadline_cells")
    table = arrow(tables)
    columns = ",\n".join(f"    {column} {_SQL_TYPES[kind]}" for column, kind in _COLUMNS)
    statements = [f"CREATE TABLE {name} (\n{columns}\n);"]
    rows = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
    for start in range(0, len(rows), _AT_ONCE):
        values = ",\n".join(
            "(" + ", ".join(map(DUCKDB.plain, row)) + ")" for row in rows[start : start + _AT_ONCE]
        )
        statements.append(f"INSERT INTO {name} VALUES\n{values};")
    return "\n".join(statements) + "\n"


def _tables(tables: Iterable[DeadlineTable]) -> list[DeadlineTable]:
    if not isinstance(tables, Iterable):
        raise WrongTypeError("tables", "several tables, as in [table]", type(tables).__name__)
    known = list(tables)
    for table in known:
        check_kind("tables", table, DeadlineTable, "several tables, as in [table]")
    return known


def _key(number: int, table: DeadlineTable, shift: int) -> dict[str, object]:
    return {
        "table_no": number,
        "market": table.policy.market,
        "edition": table.edition,
        "kind": table.kind.value,
        "name": table.name.value,
        **promised(table.promise),
        "region": table.region,
        "anchor": None if table.anchor is None else table.anchor.value,
        "hold_us": in_microseconds(table.hold),
        "add_us": in_microseconds(table.add),
        "shift": shift,
    }


def _rows(table: DeadlineTable, shift: int) -> Iterable[dict[str, object]]:
    if has_steps(table):
        return (cell._asdict() for cell in cells_of(table, shift))
    nothing = dict[str, object](dict.fromkeys(Cell._fields))
    if table.anchor is None:
        nothing["after_us"], nothing["after_missing"] = table.dues[0], table.missing[0] or None
    return (nothing,)


def _origin(number: int, table: DeadlineTable) -> dict[str, object]:
    ends = {"from_us": table.since[0], "until_us": table.until} if has_steps(table) else {}
    return {
        "table_no": number,
        "edition": table.edition,
        "rule": table.rule,
        "event": table.event,
        "zone": table.zone,
        "tzdata": table.tzdata,
        "calendar": table.calendar_name,
        **ends,
    }
