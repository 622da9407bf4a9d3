"""
Which columns a file has: found by their names, wherever they stand.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tiktok_presale.adapters.losses import Loss, LossReport
from tiktok_presale.adapters.seller_center import known
from tiktok_presale.adapters.seller_center.cells import text_of
from tiktok_presale.adapters.seller_center.words import fold
from tiktok_presale.values.errors import PayloadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tiktok_presale.adapters.seller_center.cells import Cell, Row

__all__ = ["ORDERS", "SETTLEMENTS", "Columns", "Header", "found_header", "hits"]

# A header stands within so many rows; titles and "sep=;" may come before it.
_HEADER_WITHIN = 10
# No column has a longer name.
_LONGEST_NAME = 200


class Columns:
    """
    What is asked of one kind of file.

    Args:
        required: The columns without which nothing can be read.
        optional: The columns that are read where they are there.
        known: The columns that are known and not read.
        aliases: Other names of columns that are read.
    """

    def __init__(
        self,
        required: Iterable[str],
        optional: Iterable[str],
        known: Iterable[str],
        aliases: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.required: tuple[str, ...] = tuple(required)
        self.read: tuple[str, ...] = (*self.required, *optional)
        self.known: frozenset[str] = frozenset(map(_folded, known))
        self.aliases: dict[str, tuple[str, ...]] = dict(aliases)

    def names(self, own: Mapping[str, str]) -> dict[str, str]:
        """
        The column that each name of a file stands for; *own* are the caller's names.
        """
        names = {_folded(name): name for name in self.read if name not in own}
        for name, others in self.aliases.items():
            names |= {_folded(other): name for other in others if name not in own}
        return names | {_folded(other): name for name, other in own.items() if name in self.read}


def _folded(name: str) -> str:
    r"""
    A column's name as it is compared: `Order\adjustment ID` and `Order/Adjustment ID` are one.
    """
    if len(name) > _LONGEST_NAME:
        return ""
    return fold(name).replace("\\", "/").replace(" (", "(")


ORDERS = Columns(known.ORDER_NEEDS, known.ORDER_READS, known.ORDER_UNREAD, {})
SETTLEMENTS = Columns(
    known.SETTLEMENT_NEEDS, known.SETTLEMENT_READS, known.SETTLEMENT_UNREAD, known.ALIASES
)


class Header:
    """
    The header row of one file.

    Args:
        row: Its number.
        at: Where each column that is read stands.
        width: How many columns there are.
        columns: What was asked for.
        cells: The names themselves.
    """

    row: int
    at: dict[str, int]

    def __init__(
        self, row: int, at: dict[str, int], columns: Columns, cells: Sequence[Cell]
    ) -> None:
        self.row, self.at = row, at
        names = [text_of(cell) for cell in cells]
        self.width: int = max((n + 1 for n, name in enumerate(names) if name), default=0)
        self.missing: tuple[str, ...] = tuple(name for name in columns.read if name not in at)
        read = set(at.values())
        self._left = [n for n in range(self.width) if n not in read]
        self._names, self._known = names, columns.known
        self._times: Counter[int] = Counter()

    def watch(self, row: Row) -> None:
        """
        Count what stands in columns that are not read.
        """
        for column in self._left:
            cell = row[column]
            # A lone tab is an empty cell (9.1).
            if cell and (not isinstance(cell, str) or not cell.isspace()):
                self._times[column] += 1

    def losses(self) -> LossReport:
        """
        The columns that were not read, and those that are missing.
        """
        return LossReport.of(
            [Loss(self._named(n), count, self._why(n)) for n, count in self._times.items()]
            + [Loss(name, 1, "missing_column") for name in self.missing]
        )

    def _named(self, column: int) -> str:
        return self._names[column][:_LONGEST_NAME] or f"column {column + 1}"

    def _why(self, column: int) -> str:
        known = _folded(self._names[column]) in self._known
        return "unread" if known else "unknown_column"


def found_header(
    rows: Iterator[tuple[int, Row]], columns: Columns, own: Mapping[str, str]
) -> Header:
    """
    The first row that names all columns that are needed.

    Raises:
        PayloadError: If there is none among the first rows; it names the missing columns.
    """
    names = columns.names(own)
    nearest: dict[str, int] = {}
    read = 0
    for number, row in rows:
        read += 1
        at = _places(row, names)
        if all(name in at for name in columns.required):
            return Header(number, at, columns, row)
        nearest = max(nearest, at, key=len)
        if read == _HEADER_WITHIN:
            break
    if not read:
        raise PayloadError("header", "-", "is missing: the file is empty", "file")
    missing = [own.get(name, name) for name in columns.required if name not in nearest]
    problem = (
        f"no row among the first {read} has these columns: {', '.join(missing)}; "
        "if they have other names, give a Layout with columns={...}"
    )
    raise PayloadError("header", "-", problem, "file")


def _places(row: Row, names: Mapping[str, str]) -> dict[str, int]:
    """
    Where the columns stand in a row, if it is a header.
    """
    at: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = names.get(_folded(cell)) if isinstance(cell, str) else None
        if name is None:
            continue
        if name in at:
            problem = "stands twice in the header; take one of the two away"
            raise PayloadError("header", name, problem, "file")
        at[name] = place
    return at


def hits(row: Row, columns: Columns, own: Mapping[str, str]) -> int:
    """
    How many of the columns that are read a row names.
    """
    names = columns.names(own)
    return len({names.get(_folded(cell)) for cell in row if isinstance(cell, str)} - {None})
