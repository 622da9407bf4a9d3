"""
What a column of orders costs: the kernels, the bare arithmetic they cannot beat, careful numpy.

Every contender answers the same question of the same orders: when dispatch is due, whether it was
late, and what that costs. All run in one process, in interleaved rounds, each round in a random
order; medians are printed with their distance and their ratio to careful numpy. Nothing is
asserted but that all of them agree. Fresh outputs are part of the work of all of them.

Run it with an interpreter that has the package and numpy installed:
python tests/benchmarks/frames_kernel.py --rows 10000000
"""

import argparse
import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from tiktok_presale import DeadlineTable, OrderKind, Policy
from tiktok_presale.frames.columns import Block, Column
from tiktok_presale.frames.judging import Judge
from tiktok_presale.policy.reader import parse_pack
from tiktok_presale.values.frozenmap import FrozenMap

HEAD = """
format = 1
market = "bench"
title = "Some days to dispatch, and five per cent where it takes longer"
zone = "America/New_York"
currency = "USD"
coverage = "policy"

[sources.page]
title = "No page at all"
url = "https://example.org"
read = 2025-01-01
"""
FIGURE = """
[[{path}]]
from = 2024-01-01
dated = "stated"
value = {value}
source = "page"
confidence = "high"
"""
WEEK = '["mon", "tue", "wed", "thu", "fri"]'
CHARGE = (
    '{ trigger = "late", payee = "buyer", rate = 0.05, base = "order", rounding = "half_up",'
    ' floor = { amount = "1.00", currency = "USD" },'
    ' ceiling = { amount = "10.00", currency = "USD" } }'
)
YEARS = range(2024, 2029)
HOLIDAYS = [date(year, *day) for year in YEARS for day in ((1, 1), (7, 4), (12, 25))]

NEW_YORK = ZoneInfo("America/New_York")
AT = datetime(2026, 12, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = 10**6
DAY = 86_400 * SECOND
NAT = np.iinfo(np.int64).min
AT_US = (AT - EPOCH) // timedelta.resolution

JOBS = {"2 calendar days": (2, "calendar_days"), "3 business days": (3, "business_days")}


def policy(job: str) -> Policy:
    """
    A market whose dispatch deadline runs from placing, and which charges for lateness.
    """
    days, unit = JOBS[job]
    dispatch = f'{{ event = "dispatch", anchor = "placed", days = {days}, unit = "{unit}" }}'
    figures = {
        "calendar.week": WEEK,
        "deadlines.standard.dispatch": dispatch,
        "overdue.charges.late_dispatch": CHARGE,
    }
    text = HEAD + "".join(FIGURE.format(path=path, value=value) for path, value in figures.items())
    for year in YEARS:
        dates = [str(day) for day in HOLIDAYS if day.year == year]
        text += f'\n[[holidays]]\nyear = {year}\ndates = [{", ".join(dates)}]\nsource = "page"\n'
    return Policy.in_force(parse_pack(text.encode(), "bench.toml"), on=date(2026, 1, 1))


class Orders:
    """
    Orders of two years; one in twenty not dispatched yet.
    """

    def __init__(self, rows: int) -> None:
        chance = np.random.default_rng(11)
        self.rows = rows
        self.placed = chance.integers(1_735_776_000, 1_795_132_800, rows) * SECOND
        self.sent = self.placed + (chance.gamma(2.0, 1.3, rows) * 86_400).astype("i8") * SECOND
        self.known = chance.random(rows) >= 0.05
        self.total = chance.integers(100, 60_000, rows)
        self.marked = np.where(self.known, self.sent, NAT)


def numpy_whole(job: str, orders: Orders) -> Callable[[], tuple[np.ndarray, ...]]:
    """
    What a careful user of numpy writes: offsets at the zone's changes, and `busday_offset`.
    """
    days, unit = JOBS[job]
    changes, offsets = _offsets()
    # In local time, too, so that the way back is one search.
    walls = changes + np.maximum(offsets[:-1], offsets[1:])
    holidays = np.array(HOLIDAYS, "M8[D]")

    def run() -> tuple[np.ndarray, ...]:
        local = orders.placed + offsets[np.searchsorted(changes, orders.placed, "right")]
        day = local // DAY
        if unit == "calendar_days":
            day = day + days
        else:
            rolled = np.busday_offset(day.view("M8[D]"), days, roll="backward", holidays=holidays)
            day = rolled.view("i8")
        end = day * DAY + (DAY - SECOND)
        due = end - offsets[np.searchsorted(walls, end, "right")]
        late = np.where(orders.marked == NAT, AT_US, orders.marked) >= due + SECOND
        share = np.clip((orders.total * 5 + 50) // 100, 100, 1000)
        return due, late, np.where(late, share, 0)

    return run


def _offsets() -> tuple[np.ndarray, np.ndarray]:
    """
    The instants at which New York's clocks change, and their offset before and after each.
    """
    hours = [EPOCH + timedelta(hours=hour) for hour in range(473_000, 520_000)]
    told = [at.astimezone(NEW_YORK).utcoffset() // timedelta.resolution for at in hours]
    changed = [place for place in range(1, len(told)) if told[place] != told[place - 1]]
    instants = [(hours[place] - EPOCH) // timedelta.resolution for place in changed]
    return np.array(instants), np.array([told[0], *(told[place] for place in changed)])


def numpy_bare(job: str, orders: Orders) -> Callable[[], tuple[np.ndarray, ...]]:
    """
    Nothing but the arithmetic, block by block: one policy, one zone, no checks, no questions.
    """
    table = DeadlineTable.of(
        policy(job), kind=OrderKind.STANDARD, first=date(2024, 12, 1), last=date(2027, 1, 31)
    )
    grid = table.grid(36)
    bounds = np.array(grid.bounds)
    answers = np.ravel(np.column_stack([grid.before, grid.after]).astype("i8"))
    size, back = 16_384, -(grid.base >> grid.shift)
    cells, work = np.empty(size, "i8"), np.empty(size, "i8")
    flags, other = np.empty(size, "?"), np.empty(size, "?")

    def block(rows: slice, due: np.ndarray, late: np.ndarray, charge: np.ndarray) -> None:
        placed, sent = orders.placed[rows], orders.marked[rows]
        cell, held = cells[: len(placed)], work[: len(placed)]
        flag, more = flags[: len(placed)], other[: len(placed)]
        np.right_shift(placed, grid.shift, out=cell)
        np.add(cell, back, out=cell)
        np.take(bounds, cell, out=held, mode="clip")
        np.greater_equal(placed, held, out=flag)
        np.left_shift(cell, 1, out=cell)
        np.add(cell, flag, out=cell)
        np.take(answers, cell, out=due, mode="clip")
        np.add(due, SECOND, out=held)
        np.greater_equal(sent, held, out=late)
        np.equal(sent, NAT, out=flag)
        np.less_equal(held, AT_US, out=more)
        np.logical_and(flag, more, out=flag)
        np.logical_or(late, flag, out=late)
        np.multiply(orders.total[rows], 5, out=held)
        np.add(held, 50, out=held)
        np.floor_divide(held, 100, out=held)
        np.maximum(held, 100, out=held)
        np.minimum(held, 1000, out=held)
        np.multiply(held, late, out=charge)

    def run() -> tuple[np.ndarray, ...]:
        count = orders.rows
        due, late, charge = np.empty(count, "i8"), np.empty(count, "?"), np.empty(count, "i8")
        for start in range(0, count, size):
            rows = slice(start, start + size)
            block(rows, due[rows], late[rows], charge[rows])
        return due, late, charge

    return run


def one(value: object, kind: str) -> Column:
    """
    A column of one value for all rows.
    """
    if isinstance(value, str):
        return Column(np.zeros(1, "i4"), words=(value,))
    return Column(np.array([value], kind))


def block_of(orders: Orders) -> Block:
    """
    The orders as the library reads them.
    """
    columns = {
        "kind": one("standard", "i4"),
        "placed_at": Column(orders.placed),
        "dispatched_at": Column(orders.sent, orders.known),
        "total": Column(orders.total),
    }
    return Block(orders.rows, FrozenMap(columns))


def ours(job: str, orders: Orders) -> Callable[[], tuple[np.ndarray, ...]]:
    """
    The kernels.
    """
    judge = Judge(policy(job), answers=("dispatch_due", "late", "charges"), at=AT)
    block = block_of(orders)

    def run() -> tuple[np.ndarray, ...]:
        found = judge.judge(block)
        return tuple(found[name].values for name in judge.asked)

    return run


def ours_added(job: str, orders: Orders) -> Callable[[], tuple[np.ndarray, ...]]:
    """
    The kernels, adding up and writing nothing down.
    """
    judge = Judge(policy(job), answers=("charges",), at=AT)
    block = block_of(orders)
    return lambda: (np.array([judge.tally(block).charges.total("USD").minor]),)


CASES = {
    "careful numpy, whole columns": numpy_whole,
    "bare kernel, nothing checked": numpy_bare,
    "Judge.judge": ours,
    "Judge.tally, charges alone": ours_added,
}


def main() -> int:
    """
    Print the table.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    orders = Orders(given.rows)
    for job in JOBS:
        runs = {name: make(job, orders) for name, make in CASES.items()}
        sums = {name: int(run()[-1].sum()) for name, run in runs.items()}
        assert len(set(sums.values())) == 1, sums
        times: dict[str, list[float]] = {name: [] for name in runs}
        order = list(runs)
        for _ in range(given.rounds):
            random.shuffle(order)
            for name in order:
                start = time.perf_counter()
                runs[name]()
                times[name].append(time.perf_counter() - start)
        slow = statistics.median(times["careful numpy, whole columns"])
        print(f"\n{job}, {given.rows:,} orders; peak memory beyond inputs, bytes a row")
        for name, seconds in times.items():
            middle = statistics.median(seconds)
            away = statistics.median(abs(one - middle) for one in seconds)
            print(
                f"{name:<32}{given.rows / middle / 1e6:8.1f} M rows/s"
                f" ±{away / middle:5.1%}{slow / middle:7.2f}x{_peak(runs[name], given.rows):8.1f} B"
            )
    return 0


def _peak(run: Callable[[], object], rows: int) -> float:
    """
    The most memory that one run holds at a time, its answers included.
    """
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / rows


if __name__ == "__main__":
    sys.exit(main())
