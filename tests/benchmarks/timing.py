"""
Times the rows of a table in turns, and checks their answers.
"""

import gc
import itertools
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import attrs
import memory
from harness import Case, Comparison, Options, Row, Work, differences, show, told

CHECKED = 400  # inputs of a table of calls that are compared with the reference
SAMPLE = 20_000  # rows of a table of runs that are compared with the reference
BATCH = 0.02  # seconds that one row of a table of calls runs in one round
PATIENCE = 12.0  # seconds after which a row of a table of runs has run often enough


class Runner(Protocol):
    """
    The place where a row runs: this process, or one of its own.
    """

    def sampled(self) -> list[Any]:
        """
        The answers for the first inputs or rows.
        """

    def peaked(self) -> tuple[int, float, float]:
        """
        Run once over everything.

        Returns:
            Bytes at the peak, those for each row beyond inputs and outputs, and its seconds.
        """

    def ran(self) -> float:
        """
        Run once, and return the seconds for one row.
        """

    def close(self) -> None:
        """
        End what was started.
        """


Start = Callable[[Comparison, Case, Options], Runner]


@attrs.define
class Here:
    """
    A row that runs in this process.
    """

    comparison: Comparison
    case: Case
    _work: Work | None = None

    @classmethod
    def start(cls, comparison: Comparison, case: Case, options: Options) -> "Here":  # noqa: ARG003
        """
        A row of a table.
        """
        return cls(comparison, case)

    def sampled(self) -> list[Any]:
        """
        The answers for the first inputs or rows.
        """
        size = min(self.comparison.size, SAMPLE)
        work = self.case.make(size)
        if work.inputs is None:
            self._work = work if size == self.comparison.size else None
            return list(work.answers(work.run()))
        return [work.answers(work.run(given)) for given in work.inputs[:CHECKED]]

    def peaked(self) -> tuple[int, float, float]:
        """
        Run once over everything.
        """
        if self.comparison.calls:
            # What a row of calls imports and builds is the most of what it takes.
            with memory.Peak() as peak:
                work = self.case.make(self.comparison.size)
                seconds = batch(work, work.inputs)
            return peak.bytes if work.peak is None else work.peak(), 0.0, seconds
        self._work = self._work or self.case.make(self.comparison.size)
        with memory.Peak() as peak:
            seconds = self.ran()
        bytes_ = peak.bytes if self._work.peak is None else self._work.peak()
        return bytes_, (bytes_ - self._work.written) / self.comparison.size, seconds

    def ran(self) -> float:
        """
        Run once.
        """
        if self.comparison.size > SAMPLE:
            gc.collect()
        clock = self.comparison.clock
        started = clock()
        result = self._work.run()
        seconds = clock() - started
        del result
        return seconds / self.comparison.size

    def close(self) -> None:
        """
        Forget the data.
        """
        self._work = None


def batch(work: Work, inputs: Sequence[Any]) -> float:
    """
    Call on each input and return the seconds of one call.
    """
    run, clock = work.run, time.process_time
    started = clock()
    for given in inputs:
        run(given)
    return (clock() - started) / len(inputs)


def repeated(work: Work, seconds: float) -> list[Any]:
    """
    As many inputs, over and over, as take about so many seconds.
    """
    count = 8
    while True:
        inputs = list(itertools.islice(itertools.cycle(work.inputs), count))
        taken = batch(work, inputs) * count
        if taken > seconds / 4 or count > 2_000_000:
            count = max(3, int(count * seconds / taken))
            return list(itertools.islice(itertools.cycle(work.inputs), count))
        count *= 2


def shuffled(names: Mapping[str, Any], order: random.Random) -> Iterator[str]:
    """
    The names in an order of their own.
    """
    drawn = list(names)
    order.shuffle(drawn)
    yield from drawn


def present(comparison: Comparison, rows: Mapping[str, Row]) -> Iterator[Case]:
    """
    The rows whose packages are there, the reference first.
    """
    for case in sorted(comparison.cases, key=lambda case: case.name != comparison.reference):
        if case.absent():
            rows[case.name].trouble = f"not installed ({case.absent()})"
        else:
            show(f"{comparison.title}: {case.name}")
            yield case


def by_text(answers: Sequence[Any]) -> list[Any]:
    """
    Answers in an order that does not hang on theirs.
    """
    return sorted(answers, key=repr)


@attrs.define
class Checking:
    """
    Compares the answers of each row with those of the first.
    """

    expected: list[Any] | None = None

    def check(self, row: Row, case: Case, answers: list[Any]) -> None:
        """
        Count how many differ.
        """
        if self.expected is None and case.checked:
            self.expected = answers
        if case.checked:
            laid = list if case.ordered else by_text
            row.checked = len(answers)
            row.differs = differences(laid(self.expected), laid(answers))


def compare_calls(comparison: Comparison, options: Options, start: Start) -> list[Row]:
    """
    Time a table of calls in this process; *start* gives the place where memory is measured.
    """
    rows = {case.name: Row(case.name) for case in comparison.cases}
    ready: dict[str, tuple[Work, list[Any]]] = {}
    checking = Checking()
    for case in present(comparison, rows):
        try:
            checking.check(rows[case.name], case, Here(comparison, case).sampled())
            work = case.make(comparison.size)
            ready[case.name] = work, repeated(work, BATCH if options.rounds > 1 else BATCH / 20)
            if options.fresh:
                runner = start(comparison, case, options)
                rows[case.name].peak = runner.peaked()[0]
                runner.close()
        except Exception as error:  # noqa: BLE001 - a row that fails costs itself alone
            rows[case.name].trouble = told(error)
    order = random.Random(options.seed)
    gc.collect()
    for number in range(options.rounds):
        show(f"{comparison.title}: round {number + 1} of {options.rounds}")
        for name in shuffled(ready, order):
            rows[name].seconds.append(batch(*ready[name]))
    return list(rows.values())


def compare_runs(comparison: Comparison, options: Options, start: Start) -> list[Row]:
    """
    Time a table of runs; *start* gives each row the place where it runs.
    """
    rows = {case.name: Row(case.name) for case in comparison.cases}
    runners: dict[str, Runner] = {}
    checking = Checking()
    for case in present(comparison, rows):
        row, runner = rows[case.name], start(comparison, case, options)
        try:
            checking.check(row, case, runner.sampled())
            peak, beyond, first = runner.peaked()
        except Exception as error:  # noqa: BLE001 - a row that fails costs itself alone
            row.trouble = told(error)
            runner.close()
            continue
        runners[case.name] = runner
        if options.fresh:
            row.peak, row.beyond = peak, beyond
        # The first run warms the others up; it counts where there is no time for many.
        if options.rounds == 1 or first * comparison.size > PATIENCE / 2:
            row.seconds.append(first)
    order = random.Random(options.seed)
    for number in range(options.rounds):
        for name in shuffled(runners, order):
            show(f"{comparison.title}: round {number + 1} of {options.rounds}: {name}")
            run_once(rows[name], runners[name], comparison, options)
    for runner in runners.values():
        runner.close()
    return list(rows.values())


def run_once(row: Row, runner: Runner, comparison: Comparison, options: Options) -> None:
    """
    Run a row once more, unless it has run often or long enough.
    """
    enough = len(row.seconds) >= options.rounds
    if enough or row.trouble or sum(row.seconds) * comparison.size > PATIENCE:
        return
    try:
        row.seconds.append(runner.ran())
    except Exception as error:  # noqa: BLE001 - a row that fails costs itself alone
        row.trouble = told(error)
