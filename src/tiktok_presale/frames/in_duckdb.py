"""
The same rules inside DuckDB: a join on compiled tables and whole numbers, no function per row.

Needs the extra `frames`; DuckDB itself comes with the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Unpack

from tiktok_presale.frames.engines.dialects import DUCKDB, all_of, case, selected
from tiktok_presale.frames.engines.duckdb_columns import read_field, typed
from tiktok_presale.frames.engines.duckdb_tables import Held, arrow_cells, arrow_groups
from tiktok_presale.frames.engines.plans import NOWHERE
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
    Computed,
    Joined,
    LookedUp,
    check_columns,
    check_free,
    field,
    group_rows,
)
from tiktok_presale.frames.fields import ORDER_FIELDS
from tiktok_presale.values.checks import check_text
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.vocabulary import DeadlineName

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
        orders: A relation of this connection, the name of a table, or a query as text.
        rules: A policy, a market's pack, or one of them for each market.
        names: Which deadlines are wanted; the fewer, the less work.
        calendar: A business calendar to use instead of the market's own.
        **how: How the table is read; `Given` lists it.

    Raises:
        OutOfRangeError: If a column is missing or told twice.
        WrongTypeError: If a column has a type that cannot be read as its field, or its times have
            no zone and `zone="UTC"` is not told.

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
        orders: A relation of this connection, the name of a table, or a query as text.
        rules: A policy, a market's pack, or one of them for each market.
        at: The instant for which it is asked.
        shop: The shop, for charges that depend on one of its metrics.
        calendar: A business calendar to use instead of the market's own.
        soon: How long before its deadline an order counts as due soon.
        **how: How the table is read; `Given` lists it.

    Raises:
        OutOfRangeError: If a column is missing or told twice.
        WrongTypeError: If a column has a type that cannot be read as its field, or its times have
            no zone and `zone="UTC"` is not told.
        NaiveTimeError: If *at* has no time zone.
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
        orders: A relation of this connection, the name of a table, or a query as text.
        rules: A policy, a market's pack, or one of them for each market.
        at: The instant for which it is asked.
        shop: The shop, for charges that depend on one of its metrics.
        calendar: A business calendar to use instead of the market's own.
        soon: How long before its deadline an order counts as due soon.
        **how: How the table is read; `Given` lists it.

    Raises:
        OutOfRangeError: If a column is missing or told twice.
        WrongTypeError: If a column has a type that cannot be read as its field, or its times have
            no zone and `zone="UTC"` is not told.
        NaiveTimeError: If *at* has no time zone.
    """
    table = _Table(connection, orders, how)
    asked = ask_statement(table, Rulebook(rules, calendar, at), shop, soon)
    return table.answer(asked)


def sql(
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


def _query(orders: str) -> str:
    """
    The query that is told, without a semicolon at its end, or all of the table that is named.
    """
    parts = orders.split(".")
    if all(part.isidentifier() for part in parts):
        return selected(["*"], ".".join(map(DUCKDB.column, parts)))
    return orders.rstrip().rstrip(";")


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
        if not hasattr(connection, "sql"):
            expected = "a connection, as in duckdb.connect()"
            raise WrongTypeError("connection", expected, type(connection).__name__)
        self._connection = connection
        if isinstance(orders, str):
            query = _query(orders)
            # A query may end with a comment, which ends with its line.
            relation, self._source = connection.sql(query), f"({query}\n)"
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
        keys = [] if edition is None else [edition]
        keys += [field(name) for name in key]
        known = [f"nullif({field(clock)}, {NOWHERE})" for clock in clocks]
        ends = [f"{end}({clock})" for clock in known for end in ("min", "max")]
        query = selected([*keys, *ends], self._fields())
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
        return f"({selected(['*', *read], self._source)})"

    def _field(self, name: str) -> str:
        if name in self.rows.given:
            return typed(self.rows.given[name], ORDER_FIELDS[name])
        column = self.rows.columns[name]
        return read_field(name, column, self._types[column], utc=self.rows.utc)

    def answer(self, answered: Answered) -> DuckDBPyRelation:
        """
        The answer as a relation, which is computed when it is fetched.
        """
        return self._connection.sql(self.text(answered))

    def text(self, answered: Answered, *, written_out: bool = False) -> str:
        """
        The answer's query, with the compiled tables kept by the connection or written out in it.
        """
        held = Held(None if written_out else self._connection)
        query = self._fields()
        for number, step in enumerate(answered.steps):
            query = f"({_stepped(step, query, number, answered, held)})"
        if answered.keeps:
            check_free(self._types, answered.outputs)
        kept = [DUCKDB.column(name) for name in self._types] if answered.keeps else []
        out = [f"{value} AS {DUCKDB.column(name)}" for name, value in answered.outputs.items()]
        tail = f" GROUP BY {', '.join(answered.grouped)}" if answered.grouped else ""
        tail += f" ORDER BY {', '.join(answered.grouped)}" if answered.grouped else ""
        return held.head() + selected(kept + out, query) + tail


def _stepped(step: Step, query: str, number: int, answered: Answered, held: Held) -> str:
    """
    One more query around the one before it.
    """
    if isinstance(step, Computed):
        columns = (f"{value} AS {name}" for name, value in step.columns.items())
        return selected(["*", *columns], query)
    before = f"p{number}"
    if isinstance(step, Joined):
        groups = held.table("groups", arrow_groups(group_rows(answered.asked)))
        same = (
            f"{before}.{mine} IS NOT DISTINCT FROM g.{theirs}" for theirs, mine in step.key.items()
        )
        return selected(["*"], f"{query} {before} LEFT JOIN {groups} g ON {all_of(same)}")
    return _looked_up(step, query, before, answered, held)


def _looked_up(step: LookedUp, query: str, before: str, answered: Answered, held: Held) -> str:
    cells = held.table("cells", arrow_cells(answered))
    shift, columns, joins = answered.asked.plan.shift, [f"{before}.*"], [f"{query} {before}"]
    for number, (name, table) in enumerate(step.names.items()):
        cell, anchor = f"c{number}", f"{before}.{MARK}{name}_anchored"
        of_table = f"{before}.{table}" if table.startswith(MARK) else table
        same = all_of([f"{cell}.table_no = {of_table}", f"{cell}.cell = {anchor} >> {shift}"])
        joins.append(f"LEFT JOIN {cells} {cell} ON {same}")
        early = f"{anchor} < {cell}.bound_us"
        due = case({early: f"{cell}.before_us"}, f"{cell}.after_us")
        missing = case({early: f"{cell}.before_missing"}, f"{cell}.after_missing")
        no_cell = f"{cell}.cell IS NULL AND {anchor} IS NOT NULL AND {of_table} IS NOT NULL"
        columns += [
            f"{due} AS {MARK}{name}_hit",
            f"{missing} AS {MARK}{name}_missing",
            f"{no_cell} AS {MARK}{name}_no_cell",
        ]
    told = [f"nullif({MARK}{name}_hit, {NOWHERE}) AS {MARK}{name}_found" for name in step.names]
    told += [
        f"{MARK}{name}_no_cell OR COALESCE({MARK}{name}_hit = {NOWHERE}, FALSE)"
        f" AS {MARK}{name}_outside"
        for name in step.names
    ]
    return selected(["*", *told], f"({selected(columns, ' '.join(joins))})")
