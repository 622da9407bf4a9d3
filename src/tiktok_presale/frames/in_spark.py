"""
The same rules inside Spark: Column expressions on compiled tables, no Python on the executors.

Spark comes with the caller. A table is written into the expressions as arrays and indexed by cell;
where tables are many and long, their cells are joined from a broadcast instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Unpack

from tiktok_presale.frames.engines.dialects import SPARK
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
    LookedUp,
    check_columns,
    check_free,
    field,
    group_rows,
)
from tiktok_presale.frames.engines.spark_cells import looked_up
from tiktok_presale.frames.engines.spark_columns import group_kind, read_field, typed
from tiktok_presale.frames.fields import ORDER_FIELDS
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.vocabulary import DeadlineName

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.frames.engines.editions import Rules
    from tiktok_presale.frames.engines.scripts import Step
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["deadlines", "overdue", "statement"]

_DAY = timedelta(hours=24)


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
        WrongTypeError: If a column has a type that cannot be read as its field, or its times have
            no zone and `zone="UTC"` is not told.
    """
    table = _Table(orders, how, DEADLINE_FIELDS)
    return table.answer(ask_deadlines(table, Rulebook(rules, calendar), names))


def overdue(
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
        WrongTypeError: If a column has a type that cannot be read as its field, or its times have
            no zone and `zone="UTC"` is not told.
        NaiveTimeError: If *at* has no time zone.
    """
    table = _Table(orders, how)
    return table.answer(ask_overdue(table, Rulebook(rules, calendar, at), shop, soon))


def statement(
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
        WrongTypeError: If a column has a type that cannot be read as its field, or its times have
            no zone and `zone="UTC"` is not told.
        NaiveTimeError: If *at* has no time zone.
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
            return typed(self.rows.given[name], ORDER_FIELDS[name])
        column = self.rows.columns[name]
        return read_field(name, column, self._types[column], utc=self.rows.utc)

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
        check_free(self._types, answered.outputs)
        return found.selectExpr(*map(SPARK.column, self._types), *out)


def _stepped(step: Step, found: DataFrame, answered: Answered) -> DataFrame:
    """
    One more step on the way to an answer.
    """
    from pyspark.sql import functions  # noqa: PLC0415 - whoever has a table of Spark has it

    if isinstance(step, Computed):
        return found.selectExpr("*", *(f"{sql} AS {name}" for name, sql in step.columns.items()))
    if isinstance(step, LookedUp):
        return looked_up(step, found, answered.asked.plan)
    rows = group_rows(answered.asked)
    schema = ", ".join(f"{name} {group_kind(name)}" for name in rows)
    lines = list(zip(*rows.values(), strict=True))
    groups = found.sparkSession.createDataFrame(lines, schema)
    same = " AND ".join(f"{mine} <=> {theirs}" for theirs, mine in step.key.items())
    return found.join(functions.broadcast(groups), functions.expr(same), "left")
