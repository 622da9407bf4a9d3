"""
The library from a shell: audit an order book, print the rules in force, check a pack of your own.

    python -m tiktok_presale audit orders.json --market vn --at 2025-09-05T12:00:00+07:00
    python -m tiktok_presale policy th --on 2026-01-02
    python -m tiktok_presale check my-pack.toml
    python -m tiktok_presale schema Order
"""

from __future__ import annotations

import argparse
import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

from tiktok_presale.commands.auditing import add_audit
from tiktok_presale.commands.policies import add_check, add_policy
from tiktok_presale.commands.schemas import add_schema
from tiktok_presale.commands.speaking import DONE, wrong
from tiktok_presale.values.errors import PresaleError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["main"]

_INTERRUPTED = 130  # as shells say it


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run one command.

    Args:
        arguments: The words after the program's name; those of the process by default.

    Returns:
        0 if all went well, 1 if orders were skipped or a pack has faults, 2 if the call is wrong.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a character shows its number instead of a traceback.
            stream.reconfigure(errors="backslashreplace")
    given = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except PresaleError as error:
        return wrong(str(error))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; nothing is wrong, and nobody listens.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        if error.filename is None:
            return wrong(f"the output cannot be written: {error.strerror}")
        return wrong(
            f"{error.filename}: {error.strerror}; give the path of a file that can be read"
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tiktok_presale",
        description=(
            "Presale rules as code: dated rules with their sources, and what follows from them."
        ),
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_audit(commands)
    add_policy(commands)
    add_check(commands)
    add_schema(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
