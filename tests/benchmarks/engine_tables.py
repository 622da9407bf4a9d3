"""
Ten million orders inside DuckDB and Spark: our tables in their queries, beside their own functions.

Every row reads the same orders and gives the latest deadline, how many are late, and the sum of the
charges; so nothing but three numbers leaves the engine. On a sample all deadlines, flags and
charges are compared. Each has two threads.
"""

# ruff: noqa: PLC0415 - only the rows that use a package import it

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import memory
from column_ours import rules_of
from column_peers import BUSINESS, CALENDAR, DATED, MIXED, business_days, make_calendar
from frame_columns import QUESTIONS
from harness import Case, Comparison, Options, Target, Work
from orders_data import AS_OF, MICRO, Orders
from policies import FIRST, LAST, MARKETS, NEW_YORK

THREADS = 2
AT = datetime.fromtimestamp(AS_OF // MICRO, UTC)
READ = "reading and adding up alone"
OURS = "ours: deadlines, then lateness and charge in SQL"
WHOLE = "ours: overdue, which also tells state, reasons and fees"

CHARGE = "greatest(100, least(1000, (total * 5 + 50) {div} 100))"


def how(job: str, *, priced: bool) -> dict[str, Any]:
    """
    What is told for all orders; the days, so that they are not looked for.
    """
    told: dict[str, Any] = {"kind": "standard", "days": (FIRST, LAST)}
    if priced:
        told["currency"] = "USD"
    return told if job == MIXED else {**told, "columns": {"market": None}}


# ----------------------------------------------------------------------------------------- DuckDB


def in_duckdb(orders: Orders, job: str, relation: Callable[[Any, str], str], count: int) -> Work:
    """
    A query over a table of the database, as a row.
    """
    import duckdb

    database = duckdb.connect()
    database.execute(f"SET threads={THREADS}; SET TimeZone='UTC'")
    arrow = orders.arrow(count)
    database.register("given", arrow)
    database.execute("CREATE TABLE orders AS SELECT * FROM given")
    database.unregister("given")
    if job != CALENDAR:
        make_calendar(database)

    def asked(columns: str) -> list[Any]:
        return database.sql(f"SELECT {columns} FROM {relation(database, job)}").fetchall()  # noqa: S608 - of constants

    return Work(
        lambda: asked("epoch_us(max(due)), count(*) FILTER (WHERE late), sum(charge)"),
        answers=lambda _: asked("epoch_us(due), late, CAST(charge AS BIGINT)"),
    )


def duckdb_reads(database: Any, job: str) -> str:  # noqa: ARG001 - as the other rows
    """
    Nothing but the columns.
    """
    return "(SELECT placed_at AS due, dispatched_at IS NULL AS late, total AS charge FROM orders) o"


def duckdb_itself(database: Any, job: str) -> str:  # noqa: ARG001 - as the other rows
    """
    With its own functions of time zones, and a calendar table.
    """
    return duckdb_late(f"({DATED[job]})")


def duckdb_late(dated: str) -> str:
    """
    Lateness and charge of orders whose deadline is known.
    """
    late = f"coalesce(dispatched_at, make_timestamptz({AS_OF})) > due"
    charge = f"CASE WHEN {late} THEN {CHARGE.format(div='//')} ELSE 0 END"
    return f"(SELECT due, {late} AS late, {charge} AS charge FROM {dated} d) o"  # noqa: S608 - of constants


def duckdb_deadlines(database: Any, job: str) -> str:
    """
    With our table of deadlines, and the rest in SQL. Tables are compiled once and kept.
    """
    from tiktok_presale import DeadlineName
    from tiktok_presale.frames import in_duckdb

    told = how(job, priced=False)
    names = (DeadlineName.DISPATCH,)
    found = in_duckdb.deadlines(database, "orders", rules_of(job), names=names, **told)
    found.create_view("dated", replace=True)
    return duckdb_late("(SELECT *, dispatch_due AS due FROM dated)")


def duckdb_overdue(database: Any, job: str) -> str:
    """
    With our whole judgement. Tables are compiled once and kept.
    """
    from tiktok_presale.frames import in_duckdb

    told = how(job, priced=True)
    found = in_duckdb.overdue(database, "orders", rules_of(job), at=AT, **told)
    found.create_view("ours", replace=True)
    return "(SELECT dispatch_due AS due, late, coalesce(charges, 0) AS charge FROM ours) o"


def duckdb_table(orders: Orders, job: str, size: int) -> Comparison:
    """
    One job.
    """
    own = "DuckDB, its date functions"

    def case(name: str, relation: Callable[[Any, str], str], *, checked: bool = True) -> Case:
        make = partial(in_duckdb, orders, job, relation)
        return Case(name, make, ("duckdb", "pyarrow"), checked=checked, ordered=False)

    return Comparison(
        title=f"{size:,} orders inside DuckDB, {QUESTIONS[job]}, {THREADS} threads",
        cases=(
            case(own, duckdb_itself),
            case(OURS, duckdb_deadlines),
            case(WHOLE, duckdb_overdue),
            case(READ, duckdb_reads, checked=False),
        ),
        reference=own,
        size=size,
        calls=False,
        targets=(Target(OURS, own, 4),),
        unit="orders",
    )


def duckdb_tables(options: Options) -> Sequence[Comparison]:
    """
    Every job.
    """
    orders = Orders.made(options)
    return [duckdb_table(orders, job, options.rows) for job in QUESTIONS]


# ------------------------------------------------------------------------------------------ Spark

SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": str(THREADS),
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
FILES = 8


def session() -> Any:
    """
    A session of two threads in this process.
    """
    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(f"local[{THREADS}]").appName("benchmarks")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    return spark


def parquet(orders: Orders, count: int) -> Path:
    """
    The first orders as files of Parquet, written when first asked for.
    """
    import pyarrow.parquet as pq

    folder = orders.folder / f"parquet-{count}"
    if not folder.exists():
        part = folder.with_suffix(".part")
        part.mkdir()
        table, share = orders.arrow(count).drop(["market"]), -(-count // FILES)
        for number in range(FILES):
            pq.write_table(table.slice(number * share, share), part / f"{number}.parquet")
        part.rename(folder)
    return folder


def in_spark(orders: Orders, answered: Callable[[Any, Any], Any], count: int) -> Work:
    """
    A query over files of Parquet, as a row; its memory is that of the Java process.
    """
    spark = session()
    from pyspark.sql import functions as sql

    # What a session reads for the first time it reads slowly.
    asked = answered(spark, spark.read.parquet(str(parquet(orders, count))))
    java = Path(f"/proc/{spark.sparkContext._gateway.proc.pid}/status")  # noqa: SLF001 - told nowhere else

    def run() -> Any:
        late = sql.sum(sql.col("late").cast("int"))
        return asked.agg(sql.max("due"), late, sql.sum("charge")).collect()

    def answers(_: Any) -> list[Any]:
        told = asked.select(sql.unix_micros("due"), "late", sql.col("charge").cast("long"))
        return [tuple(row) for row in told.collect()]

    peak = partial(memory.of_status, java, "VmHWM") if java.exists() else None
    return Work(run, answers=answers, peak=peak)


def spark_reads(spark: Any, orders: Any) -> Any:  # noqa: ARG001 - as the other rows
    """
    Nothing but the columns.
    """
    return orders.selectExpr("placed_at AS due", "dispatched_at IS NULL AS late", "total AS charge")


def spark_itself(spark: Any, orders: Any) -> Any:
    """
    With its own functions of time zones, and a calendar that is broadcast.
    """
    from pyspark.sql import functions as sql

    days = business_days(MARKETS[0][2], MARKETS[0][3])
    calendar = sql.broadcast(spark.createDataFrame(days, "day date, counted date"))
    day = sql.to_date(sql.from_utc_timestamp("placed_at", NEW_YORK))
    end = sql.col("counted").cast("timestamp") + sql.expr("INTERVAL '23:59:59' HOUR TO SECOND")
    due = sql.to_utc_timestamp(end, NEW_YORK)
    return spark_late(orders.withColumn("day", day).join(calendar, "day").withColumn("due", due))


def spark_late(dated: Any) -> Any:
    """
    Lateness and charge of orders whose deadline is known.
    """
    late = f"coalesce(dispatched_at, timestamp_micros({AS_OF})) > due AS late"
    charge = f"IF(late, {CHARGE.format(div='div')}, 0) AS charge"
    return dated.selectExpr("due", "total", late).selectExpr("due", "late", charge)


def spark_deadlines(spark: Any, orders: Any) -> Any:  # noqa: ARG001 - as the other rows
    """
    With our table of deadlines as an expression, and the rest in SQL.
    """
    from tiktok_presale import DeadlineName
    from tiktok_presale.frames import in_spark

    told = in_files(priced=False)
    names = (DeadlineName.DISPATCH,)
    found = in_spark.deadlines(orders, rules_of(BUSINESS), names=names, **told)
    return spark_late(found.withColumnRenamed("dispatch_due", "due"))


def in_files(*, priced: bool) -> dict[str, Any]:
    """
    What is told for the orders in files, which have no column of the market.
    """
    told = how(BUSINESS, priced=priced)
    return {name: value for name, value in told.items() if name != "columns"}


def spark_overdue(spark: Any, orders: Any) -> Any:  # noqa: ARG001 - as the other rows
    """
    With our whole judgement as an expression.
    """
    from tiktok_presale.frames import in_spark

    told = in_files(priced=True)
    found = in_spark.overdue(orders, rules_of(BUSINESS), at=AT, **told)
    return found.selectExpr("dispatch_due AS due", "late", "coalesce(charges, 0) AS charge")


def spark_tables(options: Options) -> Sequence[Comparison]:
    """
    Business days in New York.
    """
    orders = Orders.made(options)
    own = "Spark, its SQL and a calendar that is joined"

    def case(name: str, answered: Callable[[Any, Any], Any], *, checked: bool = True) -> Case:
        make = partial(in_spark, orders, answered)
        return Case(name, make, ("pyspark", "pyarrow"), checked=checked, ordered=False)

    return [
        Comparison(
            title=f"{options.rows:,} orders inside Spark, {QUESTIONS[BUSINESS]}, local[{THREADS}]",
            cases=(
                case(own, spark_itself),
                case(OURS, spark_deadlines),
                case(WHOLE, spark_overdue),
                case(READ, spark_reads, checked=False),
            ),
            reference=READ,
            size=options.rows,
            calls=False,
            targets=(Target(OURS, READ, 1 / 1.2), Target(OURS, own, 3.5)),
            unit="orders",
            note="The memory is that of the Java process.",
        )
    ]


GROUPS = {"duckdb": duckdb_tables, "spark": spark_tables}
