"""
Tables of plain text, aligned for terminals, with Chinese characters two columns wide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["aligned", "width"]


def width(text: str) -> int:
    """
    How many columns a text takes in a terminal.

    Examples:
        >>> width("late"), width("已逾期")
        (4, 6)
    """
    return sum(2 if east_asian_width(letter) in {"W", "F"} else 1 for letter in text)


def aligned(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """
    Rows under their heads, each column as wide as its widest cell.

    Examples:
        >>> print(aligned(("order", "state"), [("o1", "late"), ("o22", "met")]))
        order  state
        -----  -----
        o1     late
        o22    met
    """
    cells = [tuple(head), *map(tuple, rows)]
    widths = [max(width(row[n]) for row in cells) for n in range(len(head))]
    ruled = [cells[0], tuple("-" * columns for columns in widths), *cells[1:]]
    return "\n".join(_line(row, widths) for row in ruled)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (columns - width(cell)) for cell, columns in zip(row, widths, strict=True)
    )
    return "  ".join(padded).rstrip()
