"""
Our rules over whole columns: through `frames.overdue` with what callers have, and the bare kernel.
"""

# ruff: noqa: PLC0415 - only the rows that use a package import it

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import attrs
import numpy as np
from column_peers import CALENDAR, DAYS, MIXED, NUMBER_OF_DAYS, WRITTEN, Answers, told
from harness import Work
from orders_data import AS_OF, MICRO, NAT, Orders
from policies import MARKETS, days_policy, four_markets

ASKED = ("dispatch_due", "late", "charges")
CHARGED = 8  # bytes a row of the third answer, from which the sum is made
BLOCK = 1 << 18  # orders that the bare kernel is given at once, as `frames.overdue` does
AT = datetime.fromtimestamp(AS_OF // MICRO, UTC)


def rules_of(job: str) -> Any:
    """
    One policy, or one for each market.
    """
    if job == MIXED:
        return {policy.market: policy for policy in four_markets()}
    if job == CALENDAR:
        return days_policy(DAYS, "calendar_days")
    return days_policy(NUMBER_OF_DAYS, "business_days")


def asking(job: str) -> Callable[[Any], Any]:
    """
    The question to a frame of orders.
    """
    from tiktok_presale.frames import overdue

    rules = rules_of(job)
    how = {} if job == MIXED else {"columns": {"market": None}}

    def ask(frame: Any) -> Any:
        return overdue(
            frame,
            rules,
            at=AT,
            answers=ASKED,
            kind="standard",
            currency="USD",
            amounts="minor",
            **how,
        )

    return ask


def made(run: Callable[[], Answers], to_lists: Callable[[Any], list[Any]], count: int) -> Work:
    """
    A row of these tables.
    """

    def answers(result: Answers) -> list[Any]:
        due, late, charges = result
        return told(to_lists(due), to_lists(late), charges)

    return Work(run, answers=answers, written=(WRITTEN + CHARGED) * count)


def of_arrow(values: Any) -> list[Any]:
    """
    A column of Arrow as numbers or flags.
    """
    import pyarrow as pa

    return (values.cast("int64") if pa.types.is_timestamp(values.type) else values).to_pylist()


def of_numpy(values: Any) -> list[Any]:
    """
    An array as numbers or flags.
    """
    return (values.view(np.int64) if values.dtype.kind == "M" else values).tolist()


def with_arrow(orders: Orders, count: int, job: str, threads: int) -> Work:
    """
    A table of pyarrow in and out; on several threads, a part of the table for each.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    ask, table = asking(job), orders.arrow(count)
    pa.set_cpu_count(threads)
    share = -(-count // threads)
    parts = [table.slice(number * share, share) for number in range(threads)]
    pool = ThreadPoolExecutor(threads)

    def run() -> Answers:
        found = pa.concat_tables(pool.map(ask, parts)) if threads > 1 else ask(table)
        return found["dispatch_due"], found["late"], pc.sum(found["charges"]).as_py()

    return made(run, of_arrow, count)


def with_polars(orders: Orders, count: int, job: str, threads: int) -> Work:  # noqa: ARG001
    """
    A data frame of polars in and out.
    """
    ask, frame = asking(job), orders.polars(count)

    def run() -> Answers:
        found = ask(frame)
        return found["dispatch_due"], found["late"], found["charges"].sum()

    return made(run, lambda values: values.to_physical().to_list(), count)


def with_pandas(orders: Orders, count: int, job: str, threads: int) -> Work:  # noqa: ARG001
    """
    A data frame of pandas in and out.
    """
    ask, frame = asking(job), orders.pandas(count)

    def run() -> Answers:
        found = ask(frame)
        return found["dispatch_due"], found["late"], found["charges"].sum()

    def to_list(values: Any) -> list[Any]:
        if values.dtype.kind == "M":
            return values.dt.as_unit("us").astype("int64").tolist()
        return values.tolist()

    return made(run, to_list, count)


def with_numpy(orders: Orders, count: int, job: str, threads: int) -> Work:  # noqa: ARG001
    """
    A dict of arrays in and out.
    """
    from tiktok_presale.frames import overdue

    placed, dispatched, total, market = orders.arrays(count)
    frame = {
        "placed_at": placed.view("M8[us]"),
        "dispatched_at": dispatched.view("M8[us]"),
        "total": total,
    }
    if job == MIXED:
        frame["market"] = np.array([name for name, *_ in MARKETS])[market]
    rules = rules_of(job)

    def run() -> Answers:
        found = overdue(
            frame,
            rules,
            at=AT,
            answers=ASKED,
            kind="standard",
            currency="USD",
            amounts="minor",
            zone="UTC",
        )
        return found["dispatch_due"], found["late"], found["charges"].sum()

    return made(run, of_numpy, count)


def bare(orders: Orders, count: int, job: str, threads: int) -> Work:  # noqa: ARG001
    """
    The kernel alone, on arrays of numpy as it reads them, and nothing written.
    """
    from tiktok_presale.frames.columns import Block, Column
    from tiktok_presale.frames.judging import Judge
    from tiktok_presale.values.frozenmap import FrozenMap

    placed, dispatched, total, market = orders.arrays(count)
    present, codes = dispatched != NAT, market.astype(np.int32)
    markets = tuple(name for name, *_ in MARKETS)
    judge = Judge(rules_of(job), answers=ASKED, at=AT)
    same = {
        "kind": Column(np.zeros(1, np.int32), words=("standard",)),
        "currency": Column(np.zeros(1, np.int32), words=("USD",)),
    }

    def blocks() -> Any:
        for start in range(0, count, BLOCK):
            part = slice(start, min(start + BLOCK, count))
            columns = {
                "placed_at": Column(placed[part]),
                "dispatched_at": Column(dispatched[part], present[part]),
                "total": Column(total[part]),
                **same,
            }
            if job == MIXED:
                columns["market"] = Column(codes[part], words=markets)
            yield Block(part.stop - start, FrozenMap(columns))

    def run() -> Answers:
        due, late, charges = [], [], 0
        for block in blocks():
            found = judge.judge(block)
            due.append(found["dispatch_due"].values)
            late.append(found["late"].values)
            charges += int(found["charges"].values.sum())
        return due, late, charges

    # Nothing is written, so that the third answer is gone once it is summed.
    kept = made(run, lambda parts: np.concatenate(parts).tolist(), count)
    return attrs.evolve(kept, written=WRITTEN * count)
