"""
What a fresh process pays for the library, beside what it pays for Python and for attrs.

Every contender is a process of its own. Contenders run in interleaved rounds, each round in a
random order, so that a slow moment of the machine falls on all of them alike. Medians are printed
with their distance and their ratio to the peers; nothing is asserted.

Run it with an interpreter that has the package installed: python tests/benchmarks/startup.py
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial

from harness import Case, Comparison, Options, Target, Work

CHECK_ONE_SHOP = """
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import tiktok_presale as tp

shop = tp.Shop(
    id="s1",
    entity_region="CN",
    invited=True,
    metrics={"rating": Decimal("4.4"), "cancellation_rate_30d": Decimal("0.025")},
)
policy = tp.Policy.in_force("cross-border", on=date(2025, 6, 1))
decision = tp.eligibility.check(shop, policy, at=datetime(2025, 6, 1, tzinfo=ZoneInfo("UTC")))
decision.allowed
"""

WITH_BYTECODE = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

BARE = "bare interpreter"
ATTRS = "import attrs"
CONTENDERS = {
    BARE: "pass",
    ATTRS: "import attrs",
    "import dateutil.relativedelta": "import dateutil.relativedelta",
    "import attrs, dateutil.relativedelta, zoneinfo, tomllib": (
        "import attrs, dateutil.relativedelta, zoneinfo, tomllib"
    ),
    "import tiktok_presale": "import tiktok_presale",
    "load a policy and check one shop": CHECK_ONE_SHOP,
}

OURS = "import tiktok_presale"
PYDANTIC = "import pydantic and make one model"
PEERS = {
    PYDANTIC: ("pydantic", "import pydantic\nclass Shop(pydantic.BaseModel):\n    rating: float"),
    "import holidays and ask for one": (
        "holidays",
        "import holidays\nholidays.country_holidays('US', years=2026)",
    ),
    "import numpy": ("numpy", "import numpy"),
    "import pyarrow": ("pyarrow", "import pyarrow"),
    "import polars": ("polars", "import polars"),
    "import pandas": ("pandas", "import pandas"),
}


def milliseconds(code: str) -> float:
    """
    Run one fresh process and return how long it took.
    """
    started = time.perf_counter()
    # Installed packages have their bytecode; where it is forbidden, compiling would be measured.
    subprocess.run([sys.executable, "-c", code], check=True, env=WITH_BYTECODE)
    return (time.perf_counter() - started) * 1000


def measure(rounds: int, seed: int) -> dict[str, list[float]]:
    """
    Run every contender once a round, in an order drawn anew each round.
    """
    order = random.Random(seed)
    taken: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    for code in CONTENDERS.values():
        milliseconds(code)  # fills the file cache and writes the bytecode; not counted
    for _ in range(rounds):
        names = list(CONTENDERS)
        order.shuffle(names)
        for name in names:
            taken[name].append(milliseconds(CONTENDERS[name]))
    return taken


def table(taken: dict[str, list[float]]) -> str:
    """
    Set the medians beside those of the peers.
    """
    median = {name: statistics.median(times) for name, times in taken.items()}
    head = f"{'fresh process':<54} {'median':>9} {'spread':>9} {'over bare':>10}"
    lines = [f"{head} {'x bare':>7} {'x attrs':>8}"]
    for name, times in taken.items():
        quarters = statistics.quantiles(times, n=4)
        lines.append(
            f"{name:<54} {median[name]:>6.1f} ms {quarters[2] - quarters[0]:>6.1f} ms "
            f"{median[name] - median[BARE]:>7.1f} ms {median[name] / median[BARE]:>7.2f} "
            f"{median[name] / median[ATTRS]:>8.2f}",
        )
    return "\n".join(lines)


def process(code: str, count: int) -> Work:  # noqa: ARG001 - every row is asked for a number
    """
    A row of the table: one fresh process each time, and its memory.
    """

    def peak() -> int:
        # A process starts with the highest size of the one that started it, so it is asked itself.
        asked = f"{code}\nimport memory\nprint(memory.highest())"
        there = {**WITH_BYTECODE, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        told = subprocess.run(
            [sys.executable, "-c", asked], check=True, env=there, capture_output=True, text=True
        )
        return int(told.stdout)

    return Work(lambda: milliseconds(code), answers=lambda _: [], peak=peak)


def tables(options: Options) -> Sequence[Comparison]:  # noqa: ARG001 - every group takes them
    """
    The contenders above and the packages of others, as one table.
    """
    ours = [Case(name, partial(process, code), checked=False) for name, code in CONTENDERS.items()]
    peers = [
        Case(name, partial(process, code), (package,), checked=False)
        for name, (package, code) in PEERS.items()
    ]
    return [
        Comparison(
            title="A fresh process, from its start to its end",
            cases=(*ours, *peers),
            reference=BARE,
            size=1,
            calls=False,
            targets=(Target(OURS, PYDANTIC, 2),),
        )
    ]


GROUPS = {"startup": tables}


def main() -> None:
    """
    Measure and print.
    """
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=31, help="how often each contender runs")
    parser.add_argument("--seed", type=int, default=1, help="draws the order of each round")
    asked = parser.parse_args()
    print(f"Python {sys.version.partition(' ')[0]}, {asked.rounds} rounds, seed {asked.seed}")
    print("spread: between the first and the third quarter of the rounds\n")
    print(table(measure(asked.rounds, asked.seed)))


if __name__ == "__main__":
    main()
