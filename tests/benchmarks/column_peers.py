"""
What careful users write over whole columns: deadline, late or not, and the sum of the charges.

Each function takes the orders, how many of them, the job and the threads, and makes one row. The
jobs: "calendar" (the end of the second day in New York), "business" (of the third business day
there) and "markets" (business days in four markets, each with its own zone, holidays and number).
"""

# ruff: noqa: PLC0415 - a peer is imported by its own row, so that its absence costs that row alone

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from harness import Work
from orders_data import AS_OF, DAY, MICRO, NAT, Orders
from policies import FIRST, LAST, MARKETS, NEW_YORK, holidays_of

CALENDAR, BUSINESS, MIXED = "calendar", "business", "markets"
DAYS = 2  # of the calendar job
NUMBER_OF_DAYS = MARKETS[0][3]  # of the business job
WRITTEN = 9  # bytes a row: a deadline and a flag

Answers = tuple[Any, Any, int]


def told(deadline: list[int], late: list[bool], charges: int) -> list[Any]:
    """
    Answers as rows are compared: for each order the deadline and the flag, then the sum.
    """
    return [*zip(deadline, late, strict=True), int(charges)]


def from_arrays(result: Answers) -> list[Any]:
    """
    The answers in arrays of numpy.
    """
    deadline, late, charges = result
    return told(deadline.tolist(), late.tolist(), charges)


def work(run: Callable[[], Answers], answers: Callable[[Answers], list[Any]], count: int) -> Work:
    """
    A row of these tables.
    """
    return Work(run, answers=answers, written=WRITTEN * count)


# ------------------------------------------------------------------------------------------ numpy


class Clock:
    """
    The offsets of a zone, looked up in the few instants at which they change.
    """

    def __init__(self, zone: str) -> None:
        """
        Walk through the years hour by hour, once.
        """
        there = ZoneInfo(zone)
        at = datetime.combine(FIRST, datetime.min.time(), UTC) - timedelta(days=2)
        changes, offsets = [], [at.astimezone(there).utcoffset()]
        while at.date() <= LAST:
            at += timedelta(hours=1)
            offset = at.astimezone(there).utcoffset()
            if offset != offsets[-1]:
                changes.append(int(at.timestamp()) * MICRO)
                offsets.append(offset)
        self.offsets = np.array([int(o.total_seconds()) * MICRO for o in offsets])
        self.changes = np.array(changes, np.int64)
        self.local_changes = self.changes + self.offsets[:-1]

    def days(self, placed: Any) -> Any:
        """
        The local day of each instant, as days since 1970.
        """
        local = placed + self.offsets[np.searchsorted(self.changes, placed, "right")]
        return local // DAY

    def ends(self, days: Any) -> Any:
        """
        The last second of each local day.
        """
        end = days * DAY + (DAY - MICRO)
        return end - self.offsets[np.searchsorted(self.local_changes, end, "right")]


clock_of = cache(Clock)


def by_numpy(orders: Orders, count: int, job: str, threads: int) -> Work:  # noqa: ARG001
    """
    With searchsorted over the changes of the zone's offset, and busday_offset.
    """
    placed, dispatched, total, market = orders.arrays(count)
    clocks = [clock_of(zone) for _, zone, _, _ in MARKETS]
    closed = [np.array(holidays_of(country), "M8[D]") for _, _, country, _ in MARKETS]

    def business(at: Any, number: int) -> Any:
        days = clocks[number].days(at).view("M8[D]")
        counted = MARKETS[number][3]
        due = np.busday_offset(days, counted, roll="backward", holidays=closed[number])
        return clocks[number].ends(due.view(np.int64))

    def deadlines() -> Any:
        if job == CALENDAR:
            return clocks[0].ends(clocks[0].days(placed) + DAYS)
        if job == BUSINESS:
            return business(placed, 0)
        found = np.empty(count, np.int64)
        for number in range(len(MARKETS)):
            there = market == number
            found[there] = business(placed[there], number)
        return found

    def run() -> Answers:
        due = deadlines()
        late = np.where(dispatched == NAT, AS_OF, dispatched) > due
        charges = np.clip((total[late] * 5 + 50) // 100, 100, 1000).sum()
        return due, late, charges

    return work(run, from_arrays, count)


# ----------------------------------------------------------------------------------------- pandas


def by_pandas(orders: Orders, count: int, job: str, threads: int) -> Work:  # noqa: ARG001
    """
    Vectorised: tz_convert, normalize, busday_offset, tz_localize.
    """
    import pandas as pd

    frame = orders.pandas(count)
    as_of = pd.Timestamp(AS_OF, unit="us", tz="UTC").as_unit("us")
    rest = pd.Timedelta(hours=23, minutes=59, seconds=59).as_unit("us")
    days = pd.Timedelta(days=DAYS).as_unit("us")
    closed = [np.array(holidays_of(country), "M8[D]") for _, _, country, _ in MARKETS]

    def business(placed: Any, number: int) -> Any:
        _, zone, _, counted = MARKETS[number]
        local = placed.dt.tz_convert(zone).dt.tz_localize(None).to_numpy().astype("M8[D]")
        due = np.busday_offset(local, counted, roll="backward", holidays=closed[number])
        ends = pd.Series(due.astype("M8[us]"), index=placed.index) + rest
        return ends.dt.tz_localize(zone).dt.tz_convert("UTC")

    def deadlines() -> Any:
        if job == CALENDAR:
            local = frame.placed_at.dt.tz_convert(NEW_YORK).dt.tz_localize(None).dt.normalize()
            return (local + (days + rest)).dt.tz_localize(NEW_YORK).dt.tz_convert("UTC")
        if job == BUSINESS:
            return business(frame.placed_at, 0)
        groups = frame.groupby(frame.market.cat.codes).placed_at
        return pd.concat([business(placed, number) for number, placed in groups]).sort_index()

    def run() -> Answers:
        due = deadlines()
        late = frame.dispatched_at.fillna(as_of) > due
        charges = ((frame.total[late] * 5 + 50) // 100).clip(100, 1000).sum()
        return due, late, charges

    def answers(result: Answers) -> list[Any]:
        due, late, charges = result
        return told(due.dt.as_unit("us").astype("int64").tolist(), late.tolist(), charges)

    return work(run, answers, count)


# ----------------------------------------------------------------------------------------- polars


def by_polars(orders: Orders, count: int, job: str, threads: int) -> Work:  # noqa: ARG001
    """
    With its own expressions; the number of its threads is set where it is started.
    """
    import polars as pl

    frame = orders.polars(count)
    rest = pl.duration(hours=23, minutes=59, seconds=59)

    def local(zone: str) -> Any:
        return pl.col("placed_at").dt.convert_time_zone(zone).dt.date()

    def end(day: Any, zone: str) -> Any:
        at = day.cast(pl.Datetime("us")) + rest
        return at.dt.replace_time_zone(zone).dt.convert_time_zone("UTC")

    def business(number: int) -> Any:
        _, zone, country, counted = MARKETS[number]
        closed = holidays_of(country)
        day = local(zone).dt.add_business_days(counted, holidays=closed, roll="backward")
        return end(day, zone)

    def deadlines() -> Any:
        if job == CALENDAR:
            return end(local(NEW_YORK) + pl.duration(days=DAYS), NEW_YORK)
        if job == BUSINESS:
            return business(0)
        found = pl.when(pl.col("market") == MARKETS[0][0]).then(business(0))
        for number in range(1, len(MARKETS)):
            found = found.when(pl.col("market") == MARKETS[number][0]).then(business(number))
        return found

    as_of = pl.lit(AS_OF).cast(pl.Datetime("us", "UTC"))
    late = pl.coalesce("dispatched_at", as_of) > pl.col("due")
    charge = ((pl.col("total") * 5 + 50) // 100).clip(100, 1000)
    query = (
        frame.lazy()
        .with_columns(due=deadlines())
        .select("due", late=late, charges=charge.filter(late).sum())
    )

    def run() -> Answers:
        found = query.collect()
        return found["due"], found["late"], found["charges"][0]

    def answers(result: Answers) -> list[Any]:
        due, late, charges = result
        return told(due.to_physical().to_list(), late.to_list(), charges)

    return work(run, answers, count)


# ---------------------------------------------------------------------------------------- pyarrow


def by_pyarrow(orders: Orders, count: int, job: str, threads: int) -> Work:
    """
    With its compute functions, which know zones and no business days.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if job != CALENDAR:
        raise NotImplementedError(job)
    pa.set_cpu_count(threads)
    table = orders.arrow(count)
    stamp = pa.timestamp("us", "UTC")
    as_of = pa.scalar(AS_OF, pa.int64()).cast(stamp)
    added = pa.scalar(DAYS * DAY + DAY - MICRO, pa.duration("us"))

    def run() -> Answers:
        local = pc.local_timestamp(table["placed_at"].cast(pa.timestamp("us", NEW_YORK)))
        ends = pc.add(pc.floor_temporal(local, unit="day"), added)
        due = pc.assume_timezone(ends, NEW_YORK).cast(stamp)
        late = pc.greater(pc.fill_null(table["dispatched_at"], as_of), due)
        charge = pc.divide(pc.add(pc.multiply(table["total"], 5), 50), 100)
        charge = pc.max_element_wise(pc.min_element_wise(charge, 1000), 100)
        return due, late, pc.sum(pc.filter(charge, late)).as_py() or 0

    return work(run, from_arrow, count)


def from_arrow(result: Answers) -> list[Any]:
    """
    The answers in arrays of Arrow.
    """
    deadline, late, charges = result
    return told(deadline.cast("int64").to_pylist(), late.to_pylist(), charges)


# ----------------------------------------------------------------------------------------- DuckDB


def by_duckdb(orders: Orders, count: int, job: str, threads: int) -> Work:
    """
    With SQL over Arrow: its date functions, and a calendar table for business days.
    """
    import duckdb
    import pyarrow.compute as pc

    database = duckdb.connect()
    database.execute(f"SET threads={threads}; SET TimeZone='UTC'")
    database.register("orders", orders.arrow(count))
    if job != CALENDAR:
        make_calendar(database)
    late = f"coalesce(dispatched_at, make_timestamptz({AS_OF})) > due"
    charge = "greatest(100, least(1000, (total * 5 + 50) // 100))"
    # Every column is asked for, so that nothing is left out of the work.
    query = f"""
        WITH dated AS ({DATED[job]})
        SELECT due, {late} AS late, CASE WHEN {late} THEN {charge} ELSE 0 END AS charge FROM dated
    """  # noqa: S608 - of constants

    def run() -> Answers:
        found = database.sql(query).to_arrow_table()
        return found["due"], found["late"], pc.sum(found["charge"]).as_py()

    return work(run, from_arrow, count)


DATED = {
    CALENDAR: f"""
        SELECT *, timezone('{NEW_YORK}', CAST(timezone('{NEW_YORK}', placed_at) AS DATE)
                  + INTERVAL '{DAYS} days 23:59:59') AS due FROM orders
    """,  # noqa: S608 - of constants
    BUSINESS: f"""
        SELECT o.*, timezone('{NEW_YORK}', counted + INTERVAL '23:59:59') AS due
        FROM orders o JOIN calendar c
          ON c.market = '{MARKETS[0][0]}'
         AND c.day = CAST(timezone('{NEW_YORK}', placed_at) AS DATE)
    """,  # noqa: S608 - of constants
    MIXED: """
        SELECT o.*, timezone(zone, counted + INTERVAL '23:59:59') AS due
        FROM (SELECT o.*, zone FROM orders o JOIN zones z ON z.market = o.market) o
        JOIN calendar c
          ON c.market = o.market AND c.day = CAST(timezone(zone, placed_at) AS DATE)
    """,
}


def make_calendar(database: Any) -> None:
    """
    For each market and day the business day that counts.
    """
    database.execute("CREATE TABLE zones (market VARCHAR, zone VARCHAR)")
    database.execute("CREATE TABLE calendar (market VARCHAR, day DATE, counted DATE)")
    for market, zone, country, counted in MARKETS:
        database.execute("INSERT INTO zones VALUES (?, ?)", [market, zone])
        days = business_days(country, counted)
        values = ", ".join(f"('{market}', DATE '{day}', DATE '{due}')" for day, due in days)
        database.execute(f"INSERT INTO calendar VALUES {values}")  # noqa: S608 - of constants


def business_days(country: str, counted: int) -> list[tuple[date, date]]:
    """
    Each day of the years with the business day that is so many further.
    """
    closed = frozenset(holidays_of(country))
    found, day = [], FIRST
    while day <= LAST:
        due, left = day, counted
        while left:
            due += timedelta(days=1)
            left -= due.weekday() < 5 and due not in closed
        found.append((day, due))
        day += timedelta(days=1)
    return found
