"""
What the same deadlines cost inside DuckDB and Spark: by the library, and by the engine's own dates.

Cases run in one process in interleaved rounds, each round in a random order, and medians are
printed with their ratio to the first of their group. Every case reads the same orders and ends in
the same sums (latest deadline, orders late, and what they are charged), so that nothing can be left
out by an engine that is clever. Nothing is asserted but that the sums agree.

Run it where duckdb and pyspark are installed (Java 17 for Spark):
python tests/benchmarks/engines.py --rows 4000000 --rounds 5 --engines duckdb spark
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
from pyspark.sql import SparkSession, functions

import tiktok_presale as tp
from tiktok_presale.frames import in_duckdb, in_spark
from tiktok_presale.frames.engines.dialects import selected

AT = datetime(2026, 3, 1, tzinfo=UTC)
AT_US = int(AT.timestamp()) * 10**6
FIRST, LAST = date(2025, 12, 3), date(2026, 4, 1)
TAOBAO = tp.Policy.in_force("taobao", on=FIRST)
US = tp.Policy.in_force("us", on=date(2026, 3, 2))
VN = tp.Policy.in_force("vn", on=FIRST)
PROMISE = tp.ShipWithin(tp.CalendarDays(15))
NAMES = (tp.DeadlineName.DISPATCH,)
ONE = {"kind": "pre_order", "promise": PROMISE, "days": (FIRST, LAST)}
BUSINESS = {"kind": "back_order", "promise": tp.ShipWithin(tp.BusinessDays(3))}

# About 100 days of orders, without any pattern of seconds.
ORDERS = """
    SELECT make_timestamptz(1764720000000000 + (i * 7919 % 8640000) * 1000000 + i % 1000000)
               AS placed_at,
           CASE WHEN i % 4 > 0 THEN make_timestamptz(
               1764720000000000 + (i * 7919 % 8640000) * 1000000 + (i % 2000000) * 1000000 + 1000000
           ) END AS collected_at,
           CAST(500 + i * 31 % 90000 AS BIGINT) AS total
    FROM range({rows}) AS t(i)
"""
CALENDAR_DAYS = """
    timezone('{zone}', CAST(timezone('{zone}', placed_at) AS DATE)
             + INTERVAL '15 days 23:59:59')
"""


def calendar_of(policy: tp.Policy, days: int) -> list[tuple[date, date]]:
    """
    For each day, the day so many business days later: what a careful user joins.
    """
    calendar = policy.calendar()
    span = [FIRST + timedelta(days=n) for n in range(-1, (LAST - FIRST).days)]
    return [(day, calendar.after(day, days)) for day in span]


def in_duckdb_cases(folder: Path, rows: int, threads: int) -> dict[str, Callable[[], object]]:
    """
    DuckDB with its own functions, and with the library.
    """
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f"CREATE TABLE orders AS {ORDERS.format(rows=rows)}")
    connection.execute(f"COPY orders TO '{folder / 'orders.parquet'}' (FORMAT parquet)")
    connection.execute("CREATE TABLE calendar (d DATE, due DATE)")
    connection.executemany("INSERT INTO calendar VALUES (?, ?)", calendar_of(US, 4))
    late = f"count(*) FILTER (coalesce(collected_at, make_timestamptz({AT_US})) > dispatch_due)"

    def read(query: str) -> object:
        sums = ["epoch_us(max(dispatch_due))", late]
        return connection.execute(selected(sums, query)).fetchall()

    def own(zone: str) -> object:
        due = CALENDAR_DAYS.format(zone=zone)
        return read(f"({selected(['*', f'{due} AS dispatch_due'], 'orders')})")

    def own_business() -> object:
        zone = "America/Los_Angeles"
        due = f"timezone('{zone}', due + INTERVAL '23:59:59')"
        day = f"CAST(timezone('{zone}', placed_at) AS DATE)"
        joined = f"orders JOIN calendar ON d = {day}"
        return read(f"({selected(['*', f'{due} AS dispatch_due'], joined)})")

    def ours(policy: tp.Policy, **how: object) -> object:
        answer = in_duckdb.deadlines(connection, "orders", policy, names=NAMES, **how)
        return answer.aggregate(f"epoch_us(max(dispatch_due)), {late}").fetchall()

    return {
        "calendar days | DuckDB's own date functions": lambda: own("Asia/Ho_Chi_Minh"),
        "calendar days | in_duckdb.deadlines": lambda: ours(VN, kind="pre_order", promise=PROMISE),
        "calendar days | in_duckdb.deadlines, days told": lambda: ours(VN, **ONE),
        "business days | DuckDB's own date functions and a calendar": own_business,
        "business days | in_duckdb.deadlines": lambda: ours(US, **BUSINESS),
        "business days | in_duckdb.deadlines, days told": lambda: ours(
            US, **BUSINESS, days=(FIRST, LAST)
        ),
    }


def in_spark_cases(folder: Path) -> dict[str, Callable[[], object]]:
    """
    Spark reading alone, with its own functions, and with the library.
    """
    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", TZ="UTC")
    builder = SparkSession.builder.master("local[2]").appName("engines")
    for name, value in {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "2g",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    orders = session.read.parquet(str(folder / "orders.parquet")).select(
        "placed_at", "collected_at"
    )
    late = functions.expr(
        f"count_if(coalesce(collected_at, timestamp_micros({AT_US})) > dispatch_due)"
    )
    latest = functions.expr("unix_micros(max(dispatch_due))")
    zone = "Asia/Ho_Chi_Minh"
    own = (
        f"to_utc_timestamp(CAST(date_add(to_date(from_utc_timestamp(placed_at, '{zone}')), 15)"
        f" AS TIMESTAMP) + INTERVAL '23:59:59' HOUR TO SECOND, '{zone}')"
    )
    answer = in_spark.deadlines(orders, VN, names=NAMES, **ONE)

    def alone() -> object:
        at = functions.expr(
            f"count_if(coalesce(collected_at, placed_at) > timestamp_micros({AT_US}))"
        )
        return orders.agg(functions.expr("unix_micros(max(placed_at))"), at).collect()[:0]

    return {
        "Spark | read and aggregate alone": alone,
        "Spark | its own SQL functions": lambda: (
            orders.selectExpr("*", f"{own} AS dispatch_due").agg(latest, late).collect()
        ),
        "Spark | in_spark.deadlines": lambda: answer.agg(latest, late).collect(),
    }


def measured(cases: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """
    Seconds of each case, after one round that counts for nothing.
    """
    sums: dict[str, object] = {}
    for name, case in cases.items():
        told = [tuple(row) for row in case()]
        group = name.partition(" | ")[0]
        if told and sums.setdefault(group, told) != told:
            sys.exit(f"{name}: {told} and not {sums[group]}")
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name in random.sample(list(cases), len(cases)):
            started = time.perf_counter()
            cases[name]()
            seconds[name].append(time.perf_counter() - started)
    return seconds


def print_table(seconds: dict[str, list[float]], rows: int) -> None:
    """
    Medians, rows a second, and how many times the first of the group goes into each.
    """
    print(f"{'case':<62}{'ms':>9}{'M rows/s':>10}{'ratio':>8}")
    first: dict[str, float] = {}
    for name, spent in seconds.items():
        median = statistics.median(spent)
        ratio = first.setdefault(name.partition(" | ")[0], median) / median
        print(f"{name:<62}{median * 1000:>9.0f}{rows / median / 1e6:>10.1f}{ratio:>8.2f}")


def main() -> None:
    """
    Measure and print.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=4_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--engines", nargs="+", default=["duckdb", "spark"])
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = in_duckdb_cases(folder, arguments.rows, arguments.threads)
        if "duckdb" in arguments.engines:
            print_table(measured(cases, arguments.rounds), arguments.rows)
        if "spark" in arguments.engines:
            print_table(measured(in_spark_cases(folder), arguments.rounds), arguments.rows)


if __name__ == "__main__":
    main()
