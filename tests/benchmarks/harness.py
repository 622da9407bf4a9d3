"""
What every benchmark shares: rows made the same way, timed in turns, checked against one of them.

A `Comparison` is a table: rows that answer the same question, one of which is the reference. Each
row is a `Case`, and its `make` is called only when the row's turn comes, so that a peer that is not
installed, or that fails, costs its own row and nothing else. There are two kinds of work:

- *calls*: a function is called on one input after the other. All rows run in one process, some
  twenty milliseconds at a time.
- *runs*: one call does all there is to do. Every row has a fresh process of its own which lives as
  long as the table, and which is told when to run once.

In both, every round runs every row once, in an order drawn anew: a slow moment of the machine falls
on all alike. Told are the median and the quarters of the rounds, the ratio to the reference, the
peak of memory (in a fresh process) and how many answers of a sample are not the reference's.
"""

import importlib.util
import itertools
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs


@attrs.frozen
class Options:
    """
    What the command was asked for.

    Args:
        folder: A folder for generated files; it is removed at the end.
        rows: Rows of the large tables.
        rounds: How often every row is run.
        seed: Draws the data and the order of the rounds.
        fresh: Whether rows get processes of their own, which memory can be measured in.
    """

    folder: Path
    rows: int = 10_000_000
    rounds: int = 5
    seed: int = 11
    fresh: bool = True


@attrs.frozen
class Work:
    """
    A row that is ready to run.

    Args:
        run: Takes one of *inputs*; without inputs it takes nothing and does all the work.
        inputs: What a table of calls calls it on; None in a table of runs.
        answers: Brings what `run` returned into the form that rows are compared in: for one input
            one answer, and without inputs a sequence with one answer for each row of the table.
        written: Bytes of what one run of all rows gives back.
        peak: Tells the bytes of the last run, where they are not those of this process.
    """

    run: Callable[..., Any]
    inputs: Sequence[Any] | None = None
    answers: Callable[[Any], Any] = attrs.field(default=lambda result: result)
    written: int = 0
    peak: Callable[[], int] | None = None


@attrs.frozen
class Case:
    """
    One row of a table.

    Args:
        name: What stands in front of it.
        make: Prepares so many inputs or rows; what it imports and builds is not timed.
        needs: Modules without which it says "not installed".
        checked: False for a row that does less than the others, such as a floor.
        ordered: False for a row that may answer in another order than it was asked in.
        environment: Variables of its process, where it has one: some packages take the number of
            their threads from nowhere else.
    """

    name: str
    make: Callable[[int], Work]
    needs: tuple[str, ...] = ()
    checked: bool = True
    ordered: bool = True
    environment: Mapping[str, str] = attrs.field(factory=dict)

    def absent(self) -> str:
        """
        The modules it lacks, as text.
        """
        return ", ".join(name for name in self.needs if importlib.util.find_spec(name) is None)


@attrs.frozen
class Target:
    """
    What one row is to reach: so many times as fast as another.

    A number below one is a limit: 1 / 1.2 asks for at most 1.2 times as long.
    """

    row: str
    over: str
    at_least: float


@attrs.frozen
class Comparison:
    """
    A table: rows that answer the same question.

    Args:
        title: What is asked.
        cases: The rows.
        reference: The name of the row that ratios and answers are told against.
        size: How many inputs, or rows of data, there are.
        calls: Whether it is a table of calls, and not of runs.
        targets: What is to be reached.
        unit: What is counted, as in "orders".
        note: A sentence to stand below.
        processor: Whether the time of the processor is told, which other processes of the machine
            disturb less than that of the clock. It is so for calls. Rows that work in several
            threads or in other processes are timed by the clock.
    """

    title: str
    cases: Sequence[Case]
    reference: str
    size: int
    calls: bool = True
    targets: Sequence[Target] = ()
    unit: str = "calls"
    note: str = ""
    processor: bool = attrs.field(default=attrs.Factory(lambda self: self.calls, takes_self=True))

    @property
    def clock(self) -> Callable[[], float]:
        """
        What tells the time.
        """
        return time.process_time if self.processor else time.perf_counter

    def case(self, name: str) -> Case:
        """
        The row of that name.
        """
        return next(case for case in self.cases if case.name == name)


@attrs.define
class Row:
    """
    What became of one row.
    """

    name: str
    seconds: list[float] = attrs.field(factory=list)  # for one item, each round
    differs: int | None = None
    checked: int = 0
    peak: int | None = None  # bytes
    beyond: float | None = None  # bytes for each row, without inputs and outputs
    trouble: str = ""

    @property
    def median(self) -> float:
        """
        The middle of the rounds.
        """
        return statistics.median(self.seconds)

    @property
    def quarters(self) -> tuple[float, float]:
        """
        The first and the third quarter of the rounds.
        """
        if len(self.seconds) == 1:
            return self.seconds[0], self.seconds[0]
        first, _, third = statistics.quantiles(self.seconds, n=4, method="inclusive")
        return first, third


Groups = Mapping[str, Callable[[Options], Sequence[Comparison]]]
"""What a module of benchmarks offers as GROUPS: the tables of each group that it knows."""


def told(error: BaseException) -> str:
    """
    An error in one short line.
    """
    text = " ".join(str(error).split())
    return f"failed: {type(error).__name__}: {text}"[:160]


def show(text: str) -> None:
    """
    Say how far it is, where it does not disturb the tables.
    """
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
    else:
        sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def clear() -> None:
    """
    Take the last line of progress away.
    """
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def differences(expected: Sequence[Any], actual: Sequence[Any]) -> int:
    """
    How many answers are not the reference's.
    """
    pairs = itertools.zip_longest(expected, actual, fillvalue=Ellipsis)
    return sum(1 for one, other in pairs if one != other)
