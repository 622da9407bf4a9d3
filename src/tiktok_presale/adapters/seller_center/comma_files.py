"""
The rows of a CSV, one at a time: separated by comma, semicolon or tab, in UTF-8 or UTF-16.
"""

from __future__ import annotations

import csv
from io import TextIOWrapper
from itertools import chain
from typing import IO, TYPE_CHECKING

from tiktok_presale.adapters.seller_center.columns import hits
from tiktok_presale.values.errors import PayloadError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from tiktok_presale.adapters.seller_center.columns import Columns
    from tiktok_presale.adapters.seller_center.limits import Limits

__all__ = ["comma_rows"]

_SEPARATORS = (",", ";", "\t")
# The separator is told by the line that names most columns among so many.
_LOOKED_AT = 10


def comma_rows(
    stream: IO[bytes], encoding: str, columns: Columns, own: Mapping[str, str], limits: Limits
) -> Generator[tuple[int, list[str]]]:
    """
    The rows with their numbers.

    Raises:
        PayloadError: If the text is not in that encoding, quotes are not balanced, or a limit is
            passed; with the line.
    """
    text = TextIOWrapper(stream, encoding, errors="strict", newline="")
    try:
        lines = _Lines(text, limits)
        first = [lines.alone() for _ in range(_LOOKED_AT)]
        separator = max(
            _SEPARATORS, key=lambda mark: _named(first, mark, columns, own, limits.columns)
        )
        yield from _rows(lines, chain(filter(None, first), lines), separator, limits)
    finally:
        text.detach()


def _named(
    lines: list[str], separator: str, columns: Columns, own: Mapping[str, str], most: int
) -> int:
    """
    How many columns the best of the lines names if they are separated so.
    """
    # Names of columns hold neither separators nor line breaks, so there is no need of quotes.
    rows = ([cell.strip('"\r\n') for cell in line.split(separator, most)] for line in lines)
    return max(hits(row, columns, own) for row in rows)


def _rows(
    lines: _Lines, source: Iterator[str], separator: str, limits: Limits
) -> Generator[tuple[int, list[str]]]:
    rows = csv.reader(source, delimiter=separator, strict=True)
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise _problem(rows.line_num, f"{error}: are the quotes balanced?") from None
        lines.since_row = 0
        number += 1
        if number > limits.rows:
            raise _problem(rows.line_num, f"is beyond the limit of {limits.rows:,} rows")
        if len(row) > limits.columns:
            raise _problem(rows.line_num, f"has more than {limits.columns} columns")
        yield number, row


def _problem(line: int, problem: str) -> PayloadError:
    return PayloadError(f"line {line}", "content", problem, "file")


class _Lines:
    """
    The lines of a text, none of them and no row longer than the limit.
    """

    def __init__(self, text: TextIOWrapper, limits: Limits) -> None:
        self._text, self._most = text, limits.row_size
        self.number = self.since_row = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        try:
            line = self._text.readline(self._most + 1)
        except UnicodeDecodeError as error:
            self.number += 1 + error.object[: error.start].count(b"\n")
            problem = (
                f"is not {error.encoding.upper()}; save the file as CSV in UTF-8 (a spreadsheet "
                "may have used an older encoding, such as windows-874 or windows-1252)"
            )
            raise _problem(self.number, problem) from None
        if not line:
            raise StopIteration
        self.number += 1
        self.since_row += len(line)
        if self.since_row > self._most:
            problem = f"belongs to a row of more than {self._most:,} characters"
            raise _problem(self.number, f"{problem}: is a quote opened there and never closed?")
        if "\0" in line:
            raise _problem(self.number, "has a NUL byte; the file is damaged")
        return line

    def alone(self) -> str:
        """
        The next line, whatever row it belongs to; empty at the end.
        """
        line = next(self, "")
        self.since_row = 0
        return line
