"""
What a command says, and how it shows that it is at work.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DONE", "SKIPPED", "WRONG", "progress_on", "say", "wrong"]

DONE: Final = 0
SKIPPED: Final = 1
WRONG: Final = 2

# So many orders take long enough for a bar to be seen.
_LONG = 1000


def say(text: str) -> None:
    """
    Print text.
    """
    print(text)  # noqa: T201 - a command speaks


def wrong(problem: str) -> int:
    """
    Say what is wrong with the call.
    """
    print(f"tiktok_presale: {problem}", file=sys.stderr)  # noqa: T201 - a command speaks
    return WRONG


def progress_on(shown: bool) -> Callable[[str], Callable[[int, int], None]]:  # noqa: FBT001 - one switch
    """
    A bar on standard error for long work, where that is a terminal.

    Where nobody knows how much there is (a total of 0), the bar is a number.
    """

    def of(what: str) -> Callable[[int, int], None]:
        last = -1

        def step(done: int, total: int) -> None:
            nonlocal last
            if not shown or 0 < total < _LONG:
                return
            percent = done * 100 // total if total else done
            if percent == last:
                return
            last = percent
            bar = f"[{'#' * (percent * 30 // 100):<30}] {done:,} of {total:,}"
            end = "\n" if done == total else ""
            told = f"\r{what} {bar if total else format(done, ',')}"
            print(told, end=end, file=sys.stderr, flush=True)  # noqa: T201 - a command speaks

        return step

    return of
