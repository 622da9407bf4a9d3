"""
What one cell says: text as CSV has it, or the values that a workbook holds.

Nothing is guessed: a cell that could mean two things is refused with both of them named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from tiktok_presale.adapters.payload import short

__all__ = ["DIGITS", "Cell", "Row", "Unreadable", "count_of", "id_of", "text_of", "unreadable"]

Cell: TypeAlias = object
Row: TypeAlias = Sequence[Cell]

# A spreadsheet keeps this many digits of a number and makes zeros of the rest.
DIGITS = 15
_LONGEST_ID = 40

_RUIN = (
    "is what a spreadsheet left of a longer number; export the file again and do not save it in a "
    "spreadsheet"
)
_RUINED = re.compile(r"[0-9]+(?:[.,][0-9]*)?[eE][+-]?[0-9]+", re.ASCII)
_ID = re.compile(r"[0-9]{1,19}", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,4}", re.ASCII)


class Unreadable(Exception):  # noqa: N818 - caught at the row, which names itself and the column
    """
    What is wrong with one cell.
    """


def unreadable(value: object, problem: str) -> Unreadable:
    """
    What is wrong with a value, which comes first.
    """
    return Unreadable(f"{short(value)} {problem}")


def text_of(cell: Cell) -> str:
    """
    A cell as text without blanks and tabs around it; empty where nothing is in it.
    """
    if isinstance(cell, str):
        return cell.strip()
    return "" if cell is None else str(cell)


def id_of(cell: Cell, *, digits: bool = False) -> str:
    """
    An id, refused where a spreadsheet has rounded it.
    """
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | None):
        raise unreadable(cell, "is no id")
    if isinstance(cell, int | float):
        if not abs(cell) < 10**DIGITS or cell != int(cell):
            raise unreadable(cell, _RUIN)
        cell = str(int(cell))
    text = text_of(cell)
    if _RUINED.fullmatch(text):
        raise unreadable(text, _RUIN)
    if digits and text and not _ID.fullmatch(text):
        raise unreadable(text, "is no id of up to 19 digits")
    if len(text) > _LONGEST_ID:
        raise unreadable(text, "is longer than any id")
    return text


def count_of(cell: Cell) -> int | None:
    """
    A quantity; None where the cell is empty.
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = text_of(cell)
    if not text:
        return None
    if isinstance(cell, bool) or not _COUNT.fullmatch(text):
        raise unreadable(cell, "is no quantity of up to 4 digits")
    return int(text)
