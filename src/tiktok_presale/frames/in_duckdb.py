"""
The same rules inside DuckDB: a join on compiled tables and whole numbers, no function per row.

Needs the extra `frames`; DuckDB itself comes with the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Unpack

from tiktok_presale.frames.engines.cells import OUTSIDE, Cell, cells_of
from tiktok_presale.frames.engines.dialects import DUCKDB, all_of, case
from tiktok_presale.frames.engines.groups import NEVER
from tiktok_presale.frames.engines.plans import HIGHEST, LOWEST, NOWHERE
from tiktok_presale.frames.engines.questions import (
    ALL_FIELDS,
    DEADLINE_FIELDS,
    Answered,
    Rulebook,
    ask_deadlines,
    ask_overdue,
    ask_statement,
)
from tiktok_presale.frames.engines.rows import Given, Rows, rows_of
from tiktok_presale.frames.engines.scripts import (
    MARK,
    check_columns,
    Computed,
    Joined,
    LookedUp,
    field,
    group_rows,
)
from tiktok_presale.frames.fields import ORDER_FIELDS, Form
from tiktok_presale.values.checks import check_text
from tiktok_presale.values.errors import (
    MissingExtraError,
    NaiveTimeError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.values.vocabulary import DeadlineName

try:
    import pyarrow as pa
except ImportError:
    raise MissingExtraError("pyarrow", "frames") from None

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.frames.engines.editions import Rules
    from tiktok_presale.frames.engines.scripts import Step
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["deadlines", "overdue", "sql", "statement"]

_DAY = timedelta(hours=24)


def deadlines(
    connection: DuckDBPyConnection,
    orders: DuckDBPyRelation | str,
    rules: Rules,
    *,
    names: Sequence[DeadlineName] = tuple(DeadlineName),
    calendar: BusinessCalendar | None = None,
    **how: Unpack[Given],
) -> DuckDBPyRelation:
    """
    When each order of a table is due, as a relation: the table's columns and the answers.

    For each name there is `<name>_due`, and `<name>_missing` with the reason where it is null;
    where the platform's own deadline is a column, it wins, and `<name>_computed` is ours. A row
    that cannot be judged has nulls, and `problem` names the field.

    Args:
        connection: The connection, which keeps the compiled tables while it is open.
        orders: A relation of this connection, or a query as text.
        rules: A policy, a market's pack, or one of them for each market.
        names: Which deadlines are wanted; the fewer, the less work.
        calendar: A business calendar to use instead of the market's own.
        **how: How the table is read; `Given` lists it.

    Raises:
        OutOfRangeError: If a column is missing or told twice.
        WrongTypeError: If a column has a type that cannot be read as its field.
        NaiveTimeError: If times have no zone and `zone="UTC"` is not told.

    Examples:
        >>> import duckdb
        >>> from datetime import date
        >>> from tiktok_presale import CalendarDays, Policy, ShipWithin
        >>> con = duckdb.connect()
        >>> due = deadlines(
        ...     con, "SELECT TIMESTAMPTZ '2026-01-01 09:00:00+07' AS placed_at",
        ...     Policy.in_force("th", on=date(2026, 1, 2)),
        ...     kind="pre_order", promise=ShipWithin(CalendarDays(15)))
        >>> due.select("dispatch_due AT TIME ZONE 'Asia/Bangkok' AS due").fetchall()
        [(datetime.datetime(2026, 1, 16, 23, 59, 59),)]
    """
    table = _Table(connection, orders, how, DEADLINE_FIELDS)
    return table.answer(ask_deadlines(table, Rulebook(rules, calendar), names))


def overdue(  # noqa: PLR0913 - each is a choice of its own
    connection: DuckDBPyConnection,
    orders: DuckDBPyRelation | str,
    rules: Rules,
    *,
    at: datetime,
    shop: Shop | None = None,
    calendar: BusinessCalendar | None = None,
    soon: timedelta = _DAY,
    **how: Unpack[Given],
) -> DuckDBPyRelation:
    """
    Where each order of a table stands at an instant, and what its lateness costs, as a relation.

    Money is in minor units, in the table as in the answers. The exposure of an order is `refund`,
    in the order's currency, with `charges` and `cancelling`, each in the currency beside it.

    Args:
        connection: The connection, which keeps the compiled tables while it is open.
        orders: A relation of this connection, or a query as text.
        rules: A policy, a market's pack, or one of them for each market.
        at: The instant for which it is asked.
        shop: The shop, for charges that depend on one of its metrics.
        calendar: A business calendar to use instead of the market's own.
        soon: How long before its deadline an order counts as due soon.
        **how: How the table is read; `Given` lists it.

    Raises:
        OutOfRangeError: If a column is missing or told twice.
        WrongTypeError: If a column has a type that cannot be read as its field.
        NaiveTimeError: If *at*, or the table's times, have no zone.
    """
    table = _Table(connection, orders, how)
    return table.answer(ask_overdue(table, Rulebook(rules, calendar, at), shop, soon))


def statement(  # noqa: PLR0913 - each is a choice of its own
    connection: DuckDBPyConnection,
    orders: DuckDBPyRelation | str,
    rules: Rules,
    *,
    at: datetime,
    shop: Shop | None = None,
    calendar: BusinessCalendar | None = None,
    soon: timedelta = _DAY,
    **how: Unpack[Given],
) -> DuckDBPyRelation:
    """
    What the lateness of a table's orders costs, added up.

    One row for each edition, kind, state and set of currencies, and for each problem: how many
    `orders`, how many `counted` in a late dispatch rate and how many of these `late`, and the sums.

    Args:
        connection: The connection, which keeps the compiled tables while it is open.
        orders: A relation of this connection, or a query as text.
        rules: A policy, a market's pack, or one of them for each market.
        at: The instant for which it is asked.
        shop: The shop, for charges that depend on one of its metrics.
        calendar: A business calendar to use instead of the market's own.
        soon: How long before its deadline an order counts as due soon.
        **how: How the table is read; `Given` lists it.

    Raises:
        OutOfRangeError: If a column is missing or told twice.
        WrongTypeError: If a column has a type that cannot be read as its field.
        NaiveTimeError: If *at*, or the table's times, have no zone.
    """
    table = _Table(connection, orders, how)
    asked = ask_statement(table, Rulebook(rules, calendar, at), shop, soon)
    return table.answer(asked)


def sql(  # noqa: PLR0913 - each is a choice of its own
    connection: DuckDBPyConnection,
    orders: str,
    rules: Rules,
    *,
    at: datetime | None = None,
    shop: Shop | None = None,
    calendar: BusinessCalendar | None = None,
    **how: Unpack[Given],
) -> str:
    """
    The query itself, with the compiled tables written into it, to keep or to paste elsewhere.

    Without *at* it is that of `deadlines`, with *at* that of `overdue`. It is plain SQL but for
    `epoch_us`, `make_timestamptz`, `to_microseconds`, `>>` and the whole division `//`.

    Args:
        connection: The connection, which is asked for the columns and what they hold.
        orders: The name of a table or a query.
        rules: A policy, a market's pack, or one of them for each market.
        at: The instant for which it is asked.
        shop: The shop, for charges that depend on one of its metrics.
        calendar: A business calendar to use instead of the market's own.
        **how: How the table is read; `Given` lists it.

    Raises:
        OutOfRangeError: If a column is missing or told twice.
        WrongTypeError: If *orders* is no text, or a column has a type that cannot be read.
    """
    check_text("orders", orders)
    wanted = DEADLINE_FIELDS if at is None else ALL_FIELDS
    table, book = _Table(connection, orders, how, wanted), Rulebook(rules, calendar, at)
    if at is None:
        return table.text(ask_deadlines(table, book, tuple(DeadlineName)), written_out=True)
    return table.text(ask_overdue(table, book, shop, _DAY), written_out=True)


class _Table:
    """
    A table of orders in DuckDB.
    """

    dialect = DUCKDB

    def __init__(
        self,
        connection: DuckDBPyConnection,
        orders: DuckDBPyRelation | str,
        how: Mapping[str, Any],
        wanted: Iterable[str] = ALL_FIELDS,
    ) -> None:
        self._connection = connection
        if isinstance(orders, str):
            query = f"SELECT * FROM {DUCKDB.column(orders)}" if orders.isidentifier() else orders
            relation, self._source = connection.sql(query), f"({query})"
        else:
            relation = orders
            if not hasattr(relation, "create_view"):
                raise WrongTypeError("orders", "a relation or a query", type(orders).__name__)
            # A view keeps the relation for as long as the answer may be asked for.
            self._source = f"{MARK}orders_{self._views()}"
            relation.create_view(self._source, replace=False)
        self._types = dict(zip(relation.columns, map(str, relation.types), strict=True))
        check_columns(self._types)
        self.rows: Rows = rows_of(self._types, how, wanted)

    def _views(self) -> int:
        """
        How many of our views the connection has.
        """
        count = "SELECT count(*) FROM duckdb_views() WHERE starts_with(view_name, ?)"
        found: list[tuple[int]] = self._connection.execute(count, [MARK]).fetchall()
        return found[0][0]

    def first_rows(
        self, edition: str | None, key: tuple[str, ...], clocks: tuple[str, ...], most: int
    ) -> list[tuple[Any, ...]]:
        """
        For each combination of edition and key, the first and last instant of each clock.
        """
        keys = [edition] * (edition is not None) + [field(name) for name in key]
        known = [f"nullif({field(clock)}, {NOWHERE})" for clock in clocks]
        ends = [f"{end}({clock})" for clock in known for end in ("min", "max")]
        query = f"SELECT {', '.join(keys + ends)} FROM {self._fields()}"
        if keys:
            query += f" GROUP BY {', '.join(map(str, range(1, len(keys) + 1)))} LIMIT {most}"
        return self._connection.execute(query).fetchall()

    def _fields(self) -> str:
        """
        The table with its fields beside its columns, each in the form that rules read.
        """
        read = [
            f"{self._field(name)} AS {field(name)}"
            for name in ORDER_FIELDS
            if name in self.rows.fields
        ]
        return f"(SELECT *, {', '.join(read)} FROM {self._source})"

    def _field(self, name: str) -> str:
        if name in self.rows.given:
            return _typed(self.rows.given[name], ORDER_FIELDS[name])
        column = self.rows.columns[name]
        return _read(name, DUCKDB.column(column), self._types[column], utc=self.rows.utc)

    def answer(self, answered: Answered) -> DuckDBPyRelation:
        """
        The answer as a relation, which is computed when it is fetched.
        """
        return self._connection.sql(self.text(answered))

    def text(self, answered: Answered, *, written_out: bool = False) -> str:
        """
        The answer's query, with the compiled tables kept by the connection or written out in it.
        """
        held = _Held(None if written_out else self._connection)
        query = self._fields()
        for number, step in enumerate(answered.steps):
            query = f"({_stepped(step, query, number, answered, held)})"
        taken = sorted(answered.outputs.keys() & self._types.keys()) if answered.keeps else []
        if taken:
            raise OutOfRangeError("orders", f"with a column {taken[0]!r}", "without it: it is ours")
        kept = [DUCKDB.column(name) for name in self._types] if answered.keeps else []
        out = [f"{value} AS {DUCKDB.column(name)}" for name, value in answered.outputs.items()]
        tail = f" GROUP BY {', '.join(answered.grouped)}" if answered.grouped else ""
        tail += f" ORDER BY {', '.join(answered.grouped)}" if answered.grouped else ""
        return f"{held.head()}SELECT {', '.join(kept + out)} FROM {query}{tail}"


def _stepped(step: Step, query: str, number: int, answered: Answered, held: _Held) -> str:
    """
    One more query around the one before it.
    """
    if isinstance(step, Computed):
        columns = ", ".join(f"{value} AS {name}" for name, value in step.columns.items())
        return f"SELECT *, {columns} FROM {query}"
    before = f"p{number}"
    if isinstance(step, Joined):
        groups = held.table("groups", _arrow_groups(group_rows(answered.asked)))
        same = (
            f"{before}.{mine} IS NOT DISTINCT FROM g.{theirs}" for theirs, mine in step.key.items()
        )
        return f"SELECT * FROM {query} {before} LEFT JOIN {groups} g ON {all_of(same)}"
    return _looked_up(step, query, before, answered, held)


def _looked_up(
    step: LookedUp, query: str, before: str, answered: Answered, held: _Held
) -> str:
    cells = held.table("cells", _arrow_cells(answered))
    shift, columns, joins = answered.asked.plan.shift, [f"{before}.*"], [f"{query} {before}"]
    for number, (name, table) in enumerate(step.names.items()):
        cell, anchor = f"c{number}", f"{before}.{MARK}{name}_anchored"
        of_table = f"{before}.{table}" if table.startswith(MARK) else table
        same = all_of([f"{cell}.table_no = {of_table}", f"{cell}.cell = {anchor} >> {shift}"])
        joins.append(f"LEFT JOIN {cells} {cell} ON {same}")
        early = f"{anchor} < {cell}.bound_us"
        due = case({early: f"{cell}.before_us"}, f"{cell}.after_us")
        outside = f"{cell}.cell IS NULL AND {anchor} IS NOT NULL AND {of_table} IS NOT NULL"
        missing = case(
            {outside: DUCKDB.text(OUTSIDE), early: f"{cell}.before_missing"},
            f"{cell}.after_missing",
        )
        columns += [f"{due} AS {MARK}{name}_found", f"{missing} AS {MARK}{name}_missing"]
    return f"SELECT {', '.join(columns)} FROM {' '.join(joins)}"


class _Held:
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
            f"CREATE TEMP TABLE IF NOT EXISTS {name} AS SELECT * FROM {name}_rows"
        )
        self._connection.unregister(f"{name}_rows")
        return name

    def head(self) -> str:
        """
        What stands in front of the query.
        """
        parts: list[str] = []
        for name, rows in self._written.items():
            types = [_SQL_TYPES[column.type] for column in rows.schema]
            lines = zip(*(column.to_pylist() for column in rows.columns), strict=True)
            values = ", ".join(f"({', '.join(map(DUCKDB.plain, line))})" for line in lines)
            names = rows.column_names
            cast = ", ".join(
                f"CAST({one} AS {kind}) AS {one}" for one, kind in zip(names, types, strict=True)
            )
            parts.append(
                f"{name} AS (SELECT {cast} FROM (VALUES {values}) AS t({', '.join(names)}))"
            )
        return f"WITH {', '.join(parts)}\n" if parts else ""


_SQL_TYPES = {
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.string(): "VARCHAR",
    pa.date32(): "DATE",
}


def _arrow_cells(answered: Answered) -> pa.Table:
    """
    The cells of all tables.
    """
    plan = answered.asked.plan
    rows = [
        (number, *cell)
        for number, table in enumerate(plan.tables)
        for cell in cells_of(table, plan.shift)
    ]
    names = ("table_no", *Cell._fields)
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    kinds = [pa.string() if name.endswith("missing") else pa.int64() for name in names]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return pa.table(dict(zip(names, arrays, strict=True)))


def _arrow_groups(rows: dict[str, list[object]]) -> pa.Table:
    arrays = {name: pa.array(values, _kind(name)) for name, values in rows.items()}
    return pa.table(arrays)


def _kind(name: str) -> pa.DataType:
    """
    What a column of groups holds.
    """
    if name.endswith("_release_on"):
        return pa.date32()
    words = ("kind", "unit", "zone", "region", "problem", "event", "anchor", "why")
    return pa.string() if name.endswith(words) else pa.int64()


_INTEGERS = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
)
_WIDE_INTEGERS = frozenset({"UBIGINT", "HUGEINT", "UHUGEINT"})
_ZONED = "TIMESTAMP WITH TIME ZONE"
_NAIVE = frozenset({"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"})
_TYPES = {
    Form.INSTANT: "BIGINT",
    Form.AMOUNT: "BIGINT",
    Form.COUNT: "BIGINT",
    Form.DAY: "DATE",
    Form.FLAG: "BOOLEAN",
    Form.WORD: "VARCHAR",
}
_EXPECTED = {
    Form.INSTANT: "TIMESTAMP WITH TIME ZONE",
    Form.AMOUNT: "whole minor units, as BIGINT",
    Form.COUNT: "whole numbers",
    Form.DAY: "DATE",
    Form.FLAG: "BOOLEAN",
    Form.WORD: "VARCHAR",
}


def _typed(value: object, form: Form) -> str:
    """
    What every row has.
    """
    return f"CAST({DUCKDB.literal(value)} AS {_TYPES[form]})"


def _read(name: str, column: str, kind: str, *, utc: bool) -> str:
    """
    A field from a column of some type.

    Raises:
        NaiveTimeError: If it holds times without a zone that are not told to be in UTC.
        WrongTypeError: If it cannot be read as the field.
    """
    form = ORDER_FIELDS[name]
    if kind.strip('"') == "NULL":
        return f"CAST(NULL AS {_TYPES[form]})"
    if form is Form.INSTANT and (kind == _ZONED or kind in _NAIVE):
        if kind != _ZONED and not utc:
            raise NaiveTimeError(f"column {column}", kind)
        known = f"epoch_us({column})"
        absent = {f"{column} IS NULL": "CAST(NULL AS BIGINT)"}
        # Infinity has no microseconds, so it is in no range either.
        return case({**absent, f"{known} BETWEEN {LOWEST} AND {HIGHEST}": known}, str(NOWHERE))
    if form in {Form.AMOUNT, Form.COUNT} and kind in _INTEGERS:
        return f"CAST({column} AS BIGINT)"
    if form in {Form.AMOUNT, Form.COUNT} and kind in _WIDE_INTEGERS:
        bounds = {f"{column} < 0": "-1", f"{column} > {HIGHEST}": str(HIGHEST)}
        return case(bounds, f"CAST({column} AS BIGINT)")
    if form is Form.DAY and kind == "DATE":
        early = f"{column} < {DUCKDB.literal(NEVER)}"
        late = f"{column} > DATE '2199-12-31'"
        return case({f"{early} OR {late}": DUCKDB.literal(NEVER)}, column)
    if form is Form.FLAG and kind == "BOOLEAN":
        return column
    if form is Form.WORD and (kind == "VARCHAR" or kind.startswith("ENUM")):
        return f"CAST({column} AS VARCHAR)"
    raise WrongTypeError(f"column {column}", _EXPECTED[form], kind)
