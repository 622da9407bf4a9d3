"""
Ten million orders in columns: the deadline of each, whether it is late, and what lateness costs.

Three jobs (calendar days and business days in New York, and business days in four markets mixed),
each on one thread, and the first of them on two.
"""

from collections.abc import Callable, Sequence

import column_ours as ours
import column_peers as peers
from column_peers import BUSINESS, CALENDAR, MIXED
from harness import Case, Comparison, Options, Target, Work
from orders_data import Orders

NUMPY = "numpy, with care"
PANDAS = "pandas, vectorised"
POLARS = "polars, its expressions"
DUCKDB = "DuckDB, its SQL"
PYARROW = "pyarrow, its compute functions"

KERNEL = "ours: the bare kernel, arrays of numpy"
ARROW = "ours: frames.overdue, pyarrow in and out"
ARRAYS = "ours: frames.overdue, a dict of numpy in and out"
OUR_POLARS = "ours: frames.overdue, polars in and out"
OUR_PANDAS = "ours: frames.overdue, pandas in and out"

ONE_THREAD = (
    Target(ARROW, NUMPY, 5),
    Target(ARROW, PANDAS, 16),
    Target(ARROW, DUCKDB, 19),
    Target(ARROW, POLARS, 25),
    Target(ARROW, KERNEL, 1 / 1.5),
)
TWO_THREADS = (Target(ARROW, DUCKDB, 14),)

QUESTIONS = {
    CALENDAR: "calendar days in New York",
    BUSINESS: "business days in New York",
    MIXED: "business days in four markets",
}


def threaded(threads: int) -> dict[str, str]:
    """
    So many threads, for the packages that read their number when they are imported.
    """
    number = str(threads)
    return {"POLARS_MAX_THREADS": number, "OMP_NUM_THREADS": number}


def cases(orders: Orders, job: str, threads: int) -> list[Case]:
    """
    The rows of a table.
    """

    def case(name: str, make: Callable[[Orders, int, str, int], Work], *needs: str) -> Case:
        return Case(
            name,
            lambda count: make(orders, count, job, threads),
            needs,
            ordered=name != DUCKDB,  # a join promises none
            environment=threaded(threads),
        )

    rows = [
        case(ARROW, ours.with_arrow, "pyarrow"),
        case(POLARS, peers.by_polars, "polars", "pyarrow"),
        case(DUCKDB, peers.by_duckdb, "duckdb", "pyarrow"),
    ]
    if job == CALENDAR:
        rows.append(case(PYARROW, peers.by_pyarrow, "pyarrow"))
    if threads == 1:
        rows += [
            case(KERNEL, ours.bare, "pyarrow"),
            case(ARRAYS, ours.with_numpy, "pyarrow"),
            case(OUR_POLARS, ours.with_polars, "polars", "pyarrow"),
            case(OUR_PANDAS, ours.with_pandas, "pandas", "pyarrow"),
            case(NUMPY, peers.by_numpy, "numpy"),
            case(PANDAS, peers.by_pandas, "pandas"),
        ]
    return rows


def comparison(options: Options, job: str, threads: int) -> Comparison:
    """
    One table.
    """
    orders = Orders.made(options)
    on = "one thread" if threads == 1 else f"{threads} threads"
    return Comparison(
        title=f"{options.rows:,} orders, {QUESTIONS[job]}, {on}",
        cases=cases(orders, job, threads),
        reference=NUMPY if threads == 1 else DUCKDB,
        size=options.rows,
        calls=False,
        targets=ONE_THREAD if threads == 1 else TWO_THREADS,
        unit="orders",
        processor=threads == 1,
    )


def tables(options: Options) -> Sequence[Comparison]:
    """
    The three jobs on one thread, and one of them on two.
    """
    alone = [comparison(options, job, 1) for job in QUESTIONS]
    return [*alone, comparison(options, CALENDAR, 2)]


GROUPS = {"columns": tables}
