"""
Compiled tables in DuckDB: kept by a connection, or written out in front of a query.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

from tiktok_presale.frames.engines.cells import OUTSIDE, Cell, cells_of
from tiktok_presale.frames.engines.dialects import DUCKDB, selected
from tiktok_presale.frames.engines.plans import NOWHERE
from tiktok_presale.frames.engines.scripts import MARK
from tiktok_presale.values.errors import MissingExtraError

try:
    import pyarrow as pa
except ImportError:
    raise MissingExtraError("pyarrow", "frames") from None

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from tiktok_presale.frames.engines.questions import Answered

__all__ = ["Held", "arrow_cells", "arrow_groups"]


class Held:
    """
    Compiled tables, kept by a connection or written out in front of a query.
    """

    def __init__(self, connection: DuckDBPyConnection | None) -> None:
        self._connection, self._written = connection, dict[str, pa.Table]()

    def table(self, what: str, rows: pa.Table) -> str:
        """
        The name under which a compiled table stands; equal ones are kept once.
        """
        name = f"{MARK}{what}"
        if self._connection is None:
            self._written[name] = rows
            return name
        name += f"_{sha256(repr(rows.to_pydict()).encode()).hexdigest()[:16]}"
        self._connection.register(f"{name}_rows", rows)
        self._connection.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS {name} AS {selected(['*'], f'{name}_rows')}"
        )
        self._connection.unregister(f"{name}_rows")
        return name

    def head(self) -> str:
        """
        What stands in front of the query.
        """
        parts: list[str] = []
        for name, rows in self._written.items():
            types = [_SQL_TYPES[cast("pa.DataType", one.type)] for one in cast("Any", rows.schema)]
            lines = zip(*(column.to_pylist() for column in rows.columns), strict=True)
            values = ", ".join(f"({', '.join(map(DUCKDB.plain, line))})" for line in lines)
            names = rows.column_names
            listed = f"(VALUES {values}) AS t({', '.join(names)})"
            typed = (
                f"CAST({one} AS {kind}) AS {one}" for one, kind in zip(names, types, strict=True)
            )
            parts.append(f"{name} AS ({selected(typed, listed)})")
        return f"WITH {', '.join(parts)}\n" if parts else ""


_SQL_TYPES: dict[pa.DataType, str] = {
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.string(): "VARCHAR",
    pa.date32(): "DATE",
}


def arrow_cells(answered: Answered) -> pa.Table:
    """
    The cells of all tables; outside of a table, what is due is `NOWHERE`.
    """
    plan = answered.asked.plan
    rows = [
        (number, *_numbered(cell))
        for number, table in enumerate(plan.tables)
        for cell in cells_of(table, plan.shift)
    ]
    names = ("table_no", *Cell._fields)
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    kinds = [pa.string() if name.endswith("missing") else pa.int64() for name in names]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return pa.table(dict(zip(names, arrays, strict=True)))


def _numbered(cell: Cell) -> Cell:
    if cell.before_missing == OUTSIDE:
        cell = cell._replace(before_us=NOWHERE, before_missing=None)
    if cell.after_missing == OUTSIDE:
        cell = cell._replace(after_us=NOWHERE, after_missing=None)
    return cell


def arrow_groups(rows: dict[str, list[object]]) -> pa.Table:
    """
    The groups of rows.
    """
    arrays = {name: pa.array(values, _kind(name)) for name, values in rows.items()}
    return pa.table(arrays)


def _kind(name: str) -> pa.DataType:
    """
    What a column of groups holds.
    """
    if name.endswith("_release_on"):
        return pa.date32()
    words = ("kind", "unit", "zone", "region", "problem", "event", "anchor", "why", "named")
    return pa.string() if name.endswith(words) else pa.int64()
