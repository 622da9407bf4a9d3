"""
Ten million orders in columns: the deadline of each, whether it is late, and what lateness costs.

Three jobs (calendar days and business days in New York, and business days in four markets mixed),
each on one thread, and on two where a row can use them.
"""

from collections.abc import Callable, Sequence

import column_peers as peers
from column_peers import BUSINESS, CALENDAR, MIXED
from harness import Case, Comparison, Options, Work
from orders_data import Orders

NUMPY = "numpy, with care"
PANDAS = "pandas, vectorised"
POLARS = "polars, its expressions"
DUCKDB = "DuckDB, its SQL"
PYARROW = "pyarrow, its compute functions"

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


def peer_cases(orders: Orders, job: str, threads: int) -> list[Case]:
    """
    The rows of others.
    """

    def case(name: str, make: Callable[[Orders, int, str, int], Work], *needs: str) -> Case:
        return Case(
            name,
            lambda count: make(orders, count, job, threads),
            needs,
            environment=threaded(threads),
        )

    cases = [
        case(POLARS, peers.by_polars, "polars", "pyarrow"),
        case(DUCKDB, peers.by_duckdb, "duckdb", "pyarrow"),
    ]
    if job == CALENDAR:
        cases.append(case(PYARROW, peers.by_pyarrow, "pyarrow"))
    if threads == 1:
        cases += [
            case(NUMPY, peers.by_numpy, "numpy"),
            case(PANDAS, peers.by_pandas, "pandas"),
        ]
    return cases


def comparison(options: Options, job: str, threads: int) -> Comparison:
    """
    One table.
    """
    orders = Orders.made(options)
    on = "one thread" if threads == 1 else f"{threads} threads"
    return Comparison(
        title=f"{options.rows:,} orders, {QUESTIONS[job]}, {on}",
        cases=peer_cases(orders, job, threads),
        reference=NUMPY if threads == 1 else DUCKDB,
        size=options.rows,
        calls=False,
        unit="orders",
    )


def tables(options: Options) -> Sequence[Comparison]:
    """
    The three jobs.
    """
    return [comparison(options, job, threads) for threads in (1, 2) for job in QUESTIONS]


GROUPS = {"columns": tables}
