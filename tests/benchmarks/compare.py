"""
Our rules beside what a user would write or take instead, as tables of ratios.

Each group is a module beside this one; `--only` picks some. Nothing is asserted about time. A peer
that is not installed costs its own row: tests/benchmarks/requirements.txt pins all of them.

Run it with an interpreter that has the package and its peers: python tests/benchmarks/compare.py
"""

import argparse
import ast
import importlib
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from fresh import Fresh
from harness import Options, clear, told
from printing import table
from timing import Here, compare_calls, compare_runs

HERE = Path(__file__).parent

# In this order they run; others that a module beside this one names in GROUPS come after them.
ORDER = (
    "columns",
    "duckdb",
    "spark",
    "deadline",
    "eligibility",
    "order",
    "money",
    "json",
    "json_values",
    "startup",
)


def groups() -> dict[str, str]:
    """
    Each group with its module: whichever script assigns a literal GROUPS, read without running it.
    """
    found = {}
    for script in sorted(HERE.glob("*.py")):
        for statement in ast.parse(script.read_bytes()).body:
            match statement:
                case ast.Assign(targets=[ast.Name("GROUPS")], value=ast.Dict(keys)):
                    found.update({ast.literal_eval(key): script.stem for key in keys})
    return dict(sorted(found.items(), key=lambda one: [*ORDER, one[0]].index(one[0])))


def main(arguments: Sequence[str] | None = None) -> None:
    """
    Measure and print.
    """
    asked = parser().parse_args(arguments)
    print(machine(), flush=True)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="presale-benchmarks-") as folder:
        options = Options(
            Path(folder), asked.rows, asked.rounds, asked.seed, fresh=not asked.in_process
        )
        for group in asked.only or groups():
            try:
                measure(group, options, markdown=asked.markdown)
            except Exception as error:  # noqa: BLE001 - a group that fails costs itself alone
                clear()
                print(f"\n{group}: {told(error)}", flush=True)
    print(f"\n{time.perf_counter() - started:,.0f} seconds in all")


def parser() -> argparse.ArgumentParser:
    """
    What may be asked.
    """
    made = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    made.add_argument(
        "--only", action="append", choices=groups(), help="one group; may be repeated"
    )
    made.add_argument("--rows", type=int, default=10_000_000, help="orders in the large tables")
    made.add_argument("--rounds", type=int, default=5, help="how often each row runs")
    made.add_argument("--seed", type=int, default=11, help="draws the data and the order of rounds")
    made.add_argument("--markdown", action="store_true", help="tables as they stand in the docs")
    made.add_argument(
        "--in-process", action="store_true", help="no processes of their own: quick, no memory"
    )
    return made


def measure(group: str, options: Options, *, markdown: bool) -> None:
    """
    Print the tables of one group.
    """
    module = groups()[group]
    start = Fresh.starter(module, group) if options.fresh else Here.start
    for comparison in importlib.import_module(module).GROUPS[group](options):
        compare = compare_calls if comparison.calls else compare_runs
        rows = compare(comparison, options, start)
        clear()
        print(f"\n{table(comparison, rows, markdown=markdown)}", flush=True)


def machine() -> str:
    """
    Where it was measured, and how busy it was.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {cores} cores of {processor()}{busy}"


def processor() -> str:
    """
    The name of the processor, where the system tells.
    """
    told_by_linux = Path("/proc/cpuinfo")
    if told_by_linux.exists():
        for line in told_by_linux.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


if __name__ == "__main__":
    # The rows' own processes import their modules by name, as this one does.
    sys.path.insert(0, str(HERE))
    # Ended from outside, it still takes its files away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main()
