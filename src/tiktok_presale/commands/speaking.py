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
    """

    def of(what: str) -> Callable[[int, int], None]:
        def step(done: int, total: int) -> None:
            if shown and total >= _LONG and (done % (total // 100) == 0 or done == total):
                bar = "#" * (done * 30 // total)
                end = "\n" if done == total else ""
                print(  # noqa: T201 - a command speaks
                    f"\r{what} [{bar:<30}] {done:,} of {total:,}",
                    end=end,
                    file=sys.stderr,
                    flush=True,
                )

        return step

    return of
