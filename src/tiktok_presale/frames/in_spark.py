"""
The same rules inside Spark: Column expressions on compiled tables, no Python on the executors.

Spark comes with the caller. A table is written into the expressions as arrays and indexed by cell;
where tables are many and long, their cells are joined from a broadcast instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Unpack

from tiktok_presale.frames.engines.cells import OUTSIDE, Cell, cells_of
from tiktok_presale.frames.engines.dialects import SPARK, case
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
    Computed,
    LookedUp,
    check_columns,
    field,
    group_rows,
)
from tiktok_presale.frames.fields import ORDER_FIELDS, Form
from tiktok_presale.values.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.vocabulary import DeadlineName

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.frames.engines.editions import Rules
    from tiktok_presale.frames.engines.plans import Plan
    from tiktok_presale.frames.engines.scripts import Step
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["deadlines", "overdue", "statement"]

_DAY = timedelta(hours=24)

# Of more cells the text of the expressions would take longer to read than a join.
_MOST_WRITTEN = 50_000


def deadlines(
    orders: DataFrame,
    rules: Rules,
    *,
    names: Sequence[DeadlineName] = tuple(DeadlineName),
    calendar: BusinessCalendar | None = None,
    **how: Unpack[Given],
) -> DataFrame:
    """
    When each order of a table is due: the table's columns and the answers.

    For each name there is `<name>_due`, and `<name>_missing` with the reason where it is null;
    where the platform's own deadline is a column, it wins, and `<name>_computed` is ours. A row
    that cannot be judged has nulls, and `problem` names the field.

    The table is looked through once for its kinds, promises and days, unless `days`, `kind` and
    `promise` are told for all rows; the answer itself is computed when it is asked for.

    Args:
        orders: The orders.
        rules: A policy, a market's pack, or one of them for each market.
        names: Which deadlines are wanted; the fewer, the less work.
        calendar: A business calendar to use instead of the market's own.
        **how: How the table is read; `Given` lists it.

    Raises:
        OutOfRangeError: If a column is missing or told twice.
        WrongTypeError: If a column has a type that cannot be read as its field.
        NaiveTimeError: If times have no zone and `zone="UTC"` is not told.
    """
    table = _Table(orders, how, DEADLINE_FIELDS)
    return table.answer(ask_deadlines(table, Rulebook(rules, calendar), names))


def overdue(  # noqa: PLR0913 - each is a choice of its own
    orders: DataFrame,
    rules: Rules,
    *,
    at: datetime,
    shop: Shop | None = None,
    calendar: BusinessCalendar | None = None,
    soon: timedelta = _DAY,
    **how: Unpack[Given],
) -> DataFrame:
    """
    Where each order of a table stands at an instant, and what its lateness costs.

    Money is in minor units, in the table as in the answers. The exposure of an order is `refund`,
    in the order's currency, with `charges` and `cancelling`, each in the currency beside it.

    Args:
        orders: The orders.
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
    table = _Table(orders, how)
    return table.answer(ask_overdue(table, Rulebook(rules, calendar, at), shop, soon))


def statement(  # noqa: PLR0913 - each is a choice of its own
    orders: DataFrame,
    rules: Rules,
    *,
    at: datetime,
    shop: Shop | None = None,
    calendar: BusinessCalendar | None = None,
    soon: timedelta = _DAY,
    **how: Unpack[Given],
) -> DataFrame:
    """
    What the lateness of a table's orders costs, added up.

    One row for each edition, kind, state and set of currencies, and for each problem: how many
    `orders`, how many `counted` in a late dispatch rate and how many of these `late`, and the sums.

    Args:
        orders: The orders.
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
    table = _Table(orders, how)
    return table.answer(ask_statement(table, Rulebook(rules, calendar, at), shop, soon))


class _Table:
    """
    A table of orders in Spark.
    """

    dialect = SPARK

    def __init__(
        self, orders: DataFrame, how: Mapping[str, Any], wanted: Iterable[str] = ALL_FIELDS
    ) -> None:
        if not hasattr(orders, "sparkSession"):
            raise WrongTypeError("orders", "a DataFrame of Spark", type(orders).__name__)
        self._orders, self._types = orders, dict(orders.dtypes)
        if len(self._types) < len(orders.columns):
            raise OutOfRangeError("orders", "with two columns of one name", "with each name once")
        check_columns(self._types)
        self.rows: Rows = rows_of(self._types, how, wanted)

    def first_rows(
        self, edition: str | None, key: tuple[str, ...], clocks: tuple[str, ...], most: int
    ) -> list[tuple[Any, ...]]:
        """
        For each combination of edition and key, the first and last instant of each clock.
        """
        from pyspark.sql import functions  # noqa: PLC0415 - whoever has a table of Spark has it

        known = [f"nullif({field(clock)}, {NOWHERE})" for clock in clocks]
        ends = [functions.expr(f"{end}({one})") for one in known for end in ("min", "max")]
        keys = [f"{edition} AS {MARK}edition"] * (edition is not None)
        keys += [field(name) for name in key]
        grouped = self._fields().groupBy(*map(functions.expr, keys)).agg(*ends)
        return [tuple(row) for row in (grouped.limit(most) if keys else grouped).collect()]

    def _fields(self) -> DataFrame:
        """
        The table with its fields beside its columns, each in the form that rules read.
        """
        read = [
            f"{self._field(name)} AS {field(name)}"
            for name in ORDER_FIELDS
            if name in self.rows.fields
        ]
        return self._orders.selectExpr("*", *read)

    def _field(self, name: str) -> str:
        if name in self.rows.given:
            value = self.rows.given[name]
            return f"CAST({SPARK.literal(value)} AS {_TYPES[ORDER_FIELDS[name]]})"
        column = self.rows.columns[name]
        return _read(name, SPARK.column(column), self._types[column], utc=self.rows.utc)

    def answer(self, answered: Answered) -> DataFrame:
        """
        The answer, which is computed when it is asked for.
        """
        from pyspark.sql import functions  # noqa: PLC0415 - whoever has a table of Spark has it

        found = self._fields()
        for step in answered.steps:
            found = _stepped(step, found, answered)
        out = [f"{value} AS {SPARK.column(name)}" for name, value in answered.outputs.items()]
        if answered.grouped:
            named, sums = out[: len(answered.grouped)], out[len(answered.grouped) :]
            found = found.groupBy(*map(functions.expr, named)).agg(*map(functions.expr, sums))
            return found.orderBy(*found.columns[: len(named)])
        taken = sorted(answered.outputs.keys() & self._types.keys())
        if taken:
            raise OutOfRangeError("orders", f"with a column {taken[0]!r}", "without it: it is ours")
        return found.selectExpr(*map(SPARK.column, self._types), *out)


def _stepped(step: Step, found: DataFrame, answered: Answered) -> DataFrame:
    """
    One more step on the way to an answer.
    """
    from pyspark.sql import functions  # noqa: PLC0415 - whoever has a table of Spark has it

    if isinstance(step, Computed):
        return found.selectExpr("*", *(f"{sql} AS {name}" for name, sql in step.columns.items()))
    if isinstance(step, LookedUp):
        plan = answered.asked.plan
        tables = [list(cells_of(table, plan.shift)) for table in plan.tables]
        if sum(map(len, tables)) > _MOST_WRITTEN:
            return _joined_cells(step, found, plan, tables)
        return _indexed(step, found, plan, tables)
    rows = group_rows(answered.asked)
    schema = ", ".join(f"{name} {_kind(name)}" for name in rows)
    lines = list(zip(*rows.values(), strict=True))
    groups = found.sparkSession.createDataFrame(lines, schema)
    same = " AND ".join(f"{mine} <=> {theirs}" for theirs, mine in step.key.items())
    return found.join(functions.broadcast(groups), functions.expr(same), "left")


# Below every due instant: a number from here on stands for a reason.
_REASONS = -(2**62)


def _codes(tables: list[list[Cell]]) -> dict[str | None, int]:
    """
    The reasons that stand in some cells, each with a number far below all instants.
    """
    reasons = {
        reason for cells in tables for cell in cells for reason in (cell.before_missing, cell.after_missing)
    }
    known = sorted({OUTSIDE, *(reason for reason in reasons if reason is not None)})
    return {reason: _REASONS + number for number, reason in enumerate(known)}


def _coded(
    cell: Cell, codes: Mapping[str | None, int]
) -> tuple[int, int, int]:
    """
    The bound of a cell, and its two answers as one number each.
    """
    before = codes[cell.before_missing] if cell.before_us is None else cell.before_us
    after = codes[cell.after_missing] if cell.after_us is None else cell.after_us
    return cell.bound_us, before, after


def _indexed(
    step: LookedUp, found: DataFrame, plan: Plan, tables: list[list[Cell]]
) -> DataFrame:
    """
    Look up cells in arrays that are written into the expressions, all tables end to end.
    """
    codes = _codes(tables)
    offsets, firsts, counts = list[int](), list[int](), list[int]()
    written: list[tuple[int, int, int]] = []
    for cells in tables:
        first, last = cells[0].cell, cells[-1].cell
        offsets.append(len(written))
        firsts.append(first)
        counts.append(last - first + 1)
        known = {cell.cell: _coded(cell, codes) for cell in cells}
        nothing = (0, codes[OUTSIDE], codes[OUTSIDE])
        written += [known.get(number, nothing) for number in range(first, last + 1)]
    bounds, before, after = (_array(column) for column in zip(*written, strict=True))
    number = f"shiftright({MARK}{{0}}_anchored, {plan.shift})"
    inner, outer = list[str](), list[str]()
    for name, table in step.names.items():
        offset, first, count = (_part(ints, table) for ints in (offsets, firsts, counts))
        cell = f"{number.format(name)} - {first}"
        place = case({f"{cell} BETWEEN 0 AND {count} - 1": f"CAST({cell} + {offset} AS INT)"})
        inner.append(f"{place} AS {MARK}{name}_cell")
        at = f"{MARK}{name}_cell"
        early = f"{MARK}{name}_anchored < get({bounds}, {at})"
        hit = case({f"{at} IS NULL": str(codes[OUTSIDE]), early: f"get({before}, {at})"},
                   f"get({after}, {at})")
        outer.append(f"CAST({hit} AS BIGINT) AS {MARK}{name}_hit")
    found = found.selectExpr("*", *inner).selectExpr("*", *outer)
    return found.selectExpr("*", *_told(step, codes))


def _joined_cells(
    step: LookedUp, found: DataFrame, plan: Plan, tables: list[list[Cell]]
) -> DataFrame:
    """
    Look up cells in a broadcast table, where they are too many to be written out.
    """
    from pyspark.sql import functions  # noqa: PLC0415 - whoever has a table of Spark has it

    codes = _codes(tables)
    lines = [
        (number, cell.cell, *_coded(cell, codes))
        for number, cells in enumerate(tables)
        for cell in cells
    ]
    for name, table in step.names.items():
        of = f"{MARK}{name}_c"
        kinds = ", ".join(f"{of}_{part} BIGINT" for part in ("table", "cell", "bound", "before", "after"))
        cells_df = found.sparkSession.createDataFrame(lines, kinds)
        anchor = f"{MARK}{name}_anchored"
        same = f"{of}_table = {table} AND {of}_cell = shiftright({anchor}, {plan.shift})"
        found = found.join(functions.broadcast(cells_df), functions.expr(same), "left")
        hit = case(
            {f"{of}_cell IS NULL": str(codes[OUTSIDE]), f"{anchor} < {of}_bound": f"{of}_before"},
            f"{of}_after",
        )
        found = found.selectExpr("*", f"CAST({hit} AS BIGINT) AS {MARK}{name}_hit")
    return found.selectExpr("*", *_told(step, codes))


def _told(step: LookedUp, codes: Mapping[str | None, int]) -> Iterator[str]:
    """
    What was found, taken apart again; nothing where nothing was looked up.
    """
    for name, table in step.names.items():
        hit = f"{MARK}{name}_hit"
        asked = f"{MARK}{name}_anchored IS NOT NULL AND {table} IS NOT NULL"
        due = case({f"{asked} AND {hit} > {_REASONS // 2}": hit}, "CAST(NULL AS BIGINT)")
        yield f"{due} AS {MARK}{name}_found"
        why = case(
            ((f"{asked} AND {hit} = {code}", SPARK.text(str(word))) for word, code in codes.items()),
            "CAST(NULL AS STRING)",
        )
        yield f"{why} AS {MARK}{name}_missing"


def _array(numbers: Iterable[int]) -> str:
    """
    Whole numbers as one literal; read from text, they are parsed once and not one by one.
    """
    return f"CAST(split('{','.join(map(str, numbers))}', ',') AS ARRAY<BIGINT>)"


def _part(numbers: list[int], table: str) -> str:
    """
    The number that belongs to a row's table; written out where all rows have the same table.
    """
    if len(set(numbers)) == 1:
        return str(numbers[0])
    return f"get({_array(numbers)}, CAST({table} AS INT))"


_WHOLE = frozenset({"tinyint", "smallint", "int", "bigint"})
_TYPES = {
    Form.INSTANT: "BIGINT",
    Form.AMOUNT: "BIGINT",
    Form.COUNT: "BIGINT",
    Form.DAY: "DATE",
    Form.FLAG: "BOOLEAN",
    Form.WORD: "STRING",
}
_EXPECTED = {
    Form.INSTANT: "timestamp",
    Form.AMOUNT: "whole minor units, as bigint",
    Form.COUNT: "whole numbers",
    Form.DAY: "date",
    Form.FLAG: "boolean",
    Form.WORD: "string",
}
# Exact in every session time zone, and before 1970.
_NAIVE = "(({} - TIMESTAMP_NTZ '1970-01-01 00:00:00') DIV INTERVAL '0.000001' SECOND)"


def _read(name: str, column: str, kind: str, *, utc: bool) -> str:
    """
    A field from a column of some type.

    Raises:
        NaiveTimeError: If it holds times without a zone that are not told to be in UTC.
        WrongTypeError: If it cannot be read as the field.
    """
    form = ORDER_FIELDS[name]
    if kind == "void":
        return f"CAST(NULL AS {_TYPES[form]})"
    if form is Form.INSTANT and kind in {"timestamp", "timestamp_ntz"}:
        if kind == "timestamp_ntz" and not utc:
            raise NaiveTimeError(f"column {column}", kind)
        known = f"unix_micros({column})" if kind == "timestamp" else _NAIVE.format(column)
        absent = {f"{column} IS NULL": "CAST(NULL AS BIGINT)"}
        return case({**absent, f"{known} BETWEEN {LOWEST} AND {HIGHEST}": known}, str(NOWHERE))
    if form in {Form.AMOUNT, Form.COUNT} and kind in _WHOLE:
        return f"CAST({column} AS BIGINT)"
    if form is Form.DAY and kind == "date":
        early = f"{column} < {SPARK.literal(NEVER)}"
        late = f"{column} > DATE '2199-12-31'"
        return case({f"{early} OR {late}": SPARK.literal(NEVER)}, column)
    if (form is Form.FLAG and kind == "boolean") or (form is Form.WORD and kind == "string"):
        return column
    raise WrongTypeError(f"column {column}", _EXPECTED[form], kind)


def _kind(name: str) -> str:
    """
    What a column of groups holds.
    """
    if name.endswith("_release_on"):
        return "DATE"
    words = ("kind", "unit", "zone", "region", "problem", "event", "anchor", "why")
    return "STRING" if name.endswith(words) else "BIGINT"
