"""
What a command on the capacity ledger costs after so many commands before it.

Ledgers of several sizes are built, by the commands of a shop: units are held, most are sold, some
lapse. Then each command is measured on each ledger, in interleaved rounds and in a random order, so
that a slow moment of the machine falls on all of them alike. Medians are printed with their ratio
to the smallest ledger; nothing is asserted. (`tests/rules/test_capacity_cost.py` counts calls.)

Run it with an interpreter that has the package installed: python tests/benchmarks/capacity.py
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tiktok_presale import EACH, Ledger, Limit, Scope, capacity

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
SIZES = (100, 1_000, 10_000, 100_000)
NOW = AT + timedelta(days=1)


def ledger_after(commands: int) -> Ledger:
    """
    A ledger after so many commands: of three holds two are paid, and one lapses.
    """
    ledger = Ledger(
        limits=[
            Limit(Scope(), 10**9),
            Limit(Scope(channel="live"), 10**9),
            Limit(Scope(sku="red"), 10**9),
            Limit(Scope(buyer=EACH), 5),
        ]
    )
    done, number = 0, 0
    while done < commands:
        at = AT + number * timedelta(milliseconds=500)
        key = f"cart-{number}"
        ledger = hold(ledger, key, f"buyer-{number}", at=at).ledger
        if number % 3:
            ledger = capacity.commit(ledger, key, key=f"pay-{number}", at=at).ledger
        done += 1 + bool(number % 3)
        number += 1
    # One hold stands, for the commands that need one.
    return hold(ledger, "mine", "me", at=NOW).ledger


def hold(ledger: Ledger, key: str, buyer: str, *, at: datetime) -> capacity.Answer:
    """
    Hold one red unit.
    """
    request = capacity.Request({"red": 1}, buyer=buyer, channel="live")
    return capacity.hold(ledger, request, key=key, at=at, expires=QUARTER)


CONTENDERS: dict[str, Callable[[Ledger], object]] = {
    "hold": lambda ledger: hold(ledger, "new", "new", at=NOW),
    "hold, retried": lambda ledger: hold(ledger, "mine", "me", at=NOW),
    "extend": lambda ledger: capacity.extend(
        ledger, "mine", key="new", at=NOW, expires=2 * QUARTER
    ),
    "commit": lambda ledger: capacity.commit(ledger, "mine", key="new", at=NOW),
    "release": lambda ledger: capacity.release(ledger, "mine", key="new", at=NOW),
    "withdraw": lambda ledger: capacity.withdraw(ledger, Scope(), 1, key="new", at=NOW),
    "balance": lambda ledger: ledger.balance(Scope(), at=NOW),
    "rows since": lambda ledger: capacity.rows(
        hold(ledger, "new", "new", at=NOW).ledger, since=ledger
    ),
}


def microseconds(command: Callable[[Ledger], object], ledger: Ledger, repeats: int) -> float:
    """
    Run a command some times on one ledger and return what each run took.
    """
    started = time.perf_counter()
    for _ in range(repeats):
        command(ledger)
    return (time.perf_counter() - started) / repeats * 1_000_000


def measure(
    ledgers: dict[int, Ledger], rounds: int, seed: int
) -> dict[tuple[str, int], list[float]]:
    """
    Run every command on every ledger once a round, in an order drawn anew each round.
    """
    order = random.Random(seed)
    pairs = [(name, size) for name in CONTENDERS for size in ledgers]
    taken: dict[tuple[str, int], list[float]] = {pair: [] for pair in pairs}
    for _ in range(rounds):
        order.shuffle(pairs)
        for name, size in pairs:
            taken[name, size].append(microseconds(CONTENDERS[name], ledgers[size], 20))
    return taken


def table(taken: dict[tuple[str, int], list[float]], sizes: tuple[int, ...]) -> str:
    """
    Set the medians of each command beside that on the smallest ledger.
    """
    lines = [f"{'after so many commands':<24}" + "".join(f"{size:>20,}" for size in sizes)]
    for name in CONTENDERS:
        median = {size: statistics.median(taken[name, size]) for size in sizes}
        cells = (f"{median[n]:>9.1f} us  x {median[n] / median[sizes[0]]:>5.2f}" for n in sizes)
        lines.append(f"{name:<24}" + "".join(f"{cell:>20}" for cell in cells))
    return "\n".join(lines)


def main() -> None:
    """
    Measure and print.
    """
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=31, help="how often each contender runs")
    parser.add_argument("--seed", type=int, default=1, help="draws the order of each round")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the largest ledger to build")
    asked = parser.parse_args()
    sizes = tuple(size for size in SIZES if size <= asked.most)
    print(f"Python {sys.version.partition(' ')[0]}, {asked.rounds} rounds, seed {asked.seed}")
    print("x: times the cost on the smallest ledger\n")
    ledgers = {size: ledger_after(size) for size in sizes}
    print(table(measure(ledgers, asked.rounds, asked.seed), sizes))


if __name__ == "__main__":
    main()
