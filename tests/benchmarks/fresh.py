"""
Rows in processes of their own, which run when they are told to.

A process finds its row again by the names of its module, group, table and row, so that nothing but
names and answers is sent.
"""

import importlib
import multiprocessing
import os
from multiprocessing.connection import Connection
from typing import Any

import attrs
from harness import Case, Comparison, Options, told
from timing import Here

LONGEST = 600.0  # seconds after which a row is given up


class Gone(Exception):  # noqa: N818 - printed in a table, where it reads as a word
    """
    The process of a row gives no answer, for so many seconds or since it ended with so many.
    """


@attrs.define
class Fresh:
    """
    A row that runs in a process of its own.
    """

    _process: Any
    _pipe: Connection

    @classmethod
    def starter(cls, module: str, group: str) -> Any:
        """
        What starts the rows of one group.
        """

        def start(comparison: Comparison, case: Case, options: Options) -> Fresh:
            spawn = multiprocessing.get_context("spawn")
            ours, theirs = spawn.Pipe()
            names = (module, group, comparison.title, case.name)
            process = spawn.Process(
                target=serve, args=(theirs, names, options, dict(case.environment)), daemon=True
            )
            process.start()
            theirs.close()
            return cls(process, ours)

        return start

    def sampled(self) -> list[Any]:
        """
        The answers for the first inputs or rows.
        """
        return self._ask("sampled")

    def peaked(self) -> tuple[int, float, float]:
        """
        Run once over everything.
        """
        return self._ask("peaked")

    def ran(self) -> float:
        """
        Run once.
        """
        return self._ask("ran")

    def close(self) -> None:
        """
        Let the process end.
        """
        self._pipe.close()
        self._process.join(10)
        if self._process.is_alive():
            self._process.kill()

    def _ask(self, what: str) -> Any:
        self._pipe.send(what)
        if not self._pipe.poll(LONGEST):
            self._process.kill()
            raise Gone(LONGEST)
        try:
            good, answer = self._pipe.recv()
        except EOFError:
            self._process.join(10)
            raise Gone("ended", self._process.exitcode) from None
        if not good:
            raise Gone(answer)
        return answer


def serve(
    pipe: Connection,
    names: tuple[str, str, str, str],
    options: Options,
    environment: dict[str, str],
) -> None:
    """
    Do what is asked through the pipe, until it is closed.
    """
    os.environ.update(environment)  # before anything that reads it is imported
    here: Here | None = None
    while True:
        try:
            what = pipe.recv()
        except EOFError:
            return
        try:
            if here is None:
                here = found(names, options)
            answer = True, getattr(here, what)()
        except Exception as error:  # noqa: BLE001 - it is told to the process that asked
            answer = False, told(error).removeprefix("failed: ")
        pipe.send(answer)


def found(names: tuple[str, str, str, str], options: Options) -> Here:
    """
    The row of those names.
    """
    module, group, title, name = names
    tables = importlib.import_module(module).GROUPS[group](options)
    comparison = next(table for table in tables if table.title == title)
    return Here(comparison, comparison.case(name))
