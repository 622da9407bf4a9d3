"""
The rows of one order brought together, wherever they stand in a file.

A file has one row for each order and SKU, and repeats on each row what belongs to the whole order.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from tiktok_presale.adapters.payload import short
from tiktok_presale.adapters.seller_center.cells import Unreadable, id_of, text_of
from tiktok_presale.values.errors import PayloadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tiktok_presale.adapters.seller_center.cells import Cell, Row
    from tiktok_presale.adapters.seller_center.columns import Header

__all__ = ["Gathered", "Gathering", "Line", "row_problem"]

# Order-level columns: every row of an order must say the same, or nothing.
_OF_ORDER = (
    "Order Status",
    "Order Substatus",
    "Normal or Pre-order",
    "Order Amount",
    "Created Time",
    "Paid Time",
    "RTS Time",
    "Shipped Time",
    "Delivered Time",
    "Cancelled Time",
    "Cancel By",
    "Fulfillment Type",
    "Payment Method",
)
_OF_LINE = ("SKU ID", "Quantity", "SKU Subtotal After Discount")
# Some files describe their columns in the row below the header (9.1).
_DESCRIBED = "platform unique order id"
# No status, time, amount or id is longer; what is kept of a row is bounded by it.
_LONGEST = 200
_REPORT_EVERY = 1000


class Line(NamedTuple):
    """
    One row of an order: the SKU and what was bought of it.
    """

    row: int
    mark: int
    sku: Cell
    quantity: Cell
    subtotal: Cell


class Gathered:
    """
    The rows of one order.
    """

    row: int
    cells: tuple[Cell, ...]

    __slots__ = ("again", "cells", "fault", "lines", "row")

    def __init__(self, row: int, cells: tuple[Cell, ...]) -> None:
        self.row, self.cells = row, cells
        self.lines: dict[str, Line] = {}
        self.fault: PayloadError | None = None
        self.again: bool = False


def row_problem(order: str, row: int, column: str, problem: str) -> PayloadError:
    """
    The error for one cell, by order, row and column.
    """
    if order:
        return PayloadError(order, f"row {row}, {column}", problem)
    return PayloadError(f"row {row}", column, problem, "file")


class Gathering:
    """
    All orders of a file, gathered row by row.

    Args:
        header: Where the columns stand.
        names: What the file calls them.
    """

    header: Header

    def __init__(self, header: Header, names: dict[str, str]) -> None:
        self.header, self._names = header, names
        self.orders: dict[str, Gathered] = {}
        self.problems: list[tuple[int, PayloadError]] = []
        self.of_order: tuple[str, ...] = tuple(n for n in _OF_ORDER if n in header.at)
        # There are at least three of them, so the getter gives a tuple.
        self._order_cells: Callable[[Row], tuple[Cell, ...]] = itemgetter(
            *(header.at[name] for name in self.of_order)
        )
        self._line_places = [header.at.get(name) for name in _OF_LINE]
        self._id_at = header.at["Order ID"]

    def read(
        self, rows: Iterable[tuple[int, Row]], progress: Callable[[int, int], None] | None
    ) -> None:
        """
        Read all rows below the header.
        """
        number = self.header.row
        for number, row in rows:
            if any(row):
                self._take(number, row)
            if progress is not None and number % _REPORT_EVERY == 0:
                progress(number, len(self.orders))
        if progress is not None:
            progress(number, len(self.orders))

    def _take(self, number: int, row: Row) -> None:
        width = self.header.width
        if len(row) < width and not isinstance(row, list):
            row = (*row, *[None] * (width - len(row)))  # a workbook leaves out empty cells
        order, problem = self._identified(number, row)
        if order is None:
            return
        if problem is None and (len(row) < width or any(map(text_of, row[width:]))):
            text = f"has {len(row)} cells where the header has {width}"
            problem = row_problem(order, number, self._names["Order ID"], text)
        if problem is not None:
            self._faulty(number, order, problem)
            return
        self.header.watch(row)
        try:
            self._add(number, order, row)
        except PayloadError as error:
            self._faulty(number, order, error)

    def _identified(self, number: int, row: Row) -> tuple[str | None, PayloadError | None]:
        """
        The order that a row belongs to; none for a blank or describing row.
        """
        given = row[self._id_at] if len(row) > self._id_at else None
        if isinstance(given, str) and given.strip().casefold().startswith(_DESCRIBED):
            return None, None
        column = self._names["Order ID"]
        try:
            order = id_of(given, digits=True)
        except Unreadable as error:
            return "", row_problem("", number, column, str(error))
        if order:
            return order, None
        if not any(map(text_of, row)):
            return None, None
        return "", row_problem("", number, column, "is missing")

    def _faulty(self, number: int, order: str, problem: PayloadError) -> None:
        """
        Note what is wrong; an order with an unreadable row is not read at all.
        """
        if not order:
            self.problems.append((number, problem))
            return
        gathered = self.orders.setdefault(order, Gathered(number, ()))
        if gathered.fault is None:
            gathered.fault = problem

    def _add(self, number: int, order: str, row: Row) -> None:
        cells = self._order_cells(row)
        sku, quantity, subtotal = (None if p is None else row[p] for p in self._line_places)
        self._check_length(number, order, row)
        line = Line(number, hash(tuple(row)), sku, quantity, subtotal)
        gathered = self.orders.get(order)
        if gathered is None:
            gathered = self.orders[order] = Gathered(number, cells)
        elif gathered.cells != cells:
            gathered.cells = self._agreed(order, gathered, number, cells)
        key = text_of(sku) or f"#{line.mark}"
        known = gathered.lines.setdefault(key, line)
        if known is line:
            return
        if known.mark != line.mark:
            text = f"stands in row {known.row} too, with different content"
            raise row_problem(order, number, self._names["SKU ID"], text)
        gathered.again = True

    def _check_length(self, number: int, order: str, row: Row) -> None:
        for name, place in self.header.at.items():
            cell = row[place]
            if isinstance(cell, str) and len(cell) > _LONGEST:
                raise row_problem(order, number, self._names[name], f"is too long: {short(cell)}")

    def _agreed(
        self, order: str, known: Gathered, number: int, cells: tuple[Cell, ...]
    ) -> tuple[Cell, ...]:
        """
        What two rows say of the same order; a blank cell says nothing.
        """
        if not known.cells:
            return cells
        both: list[Cell] = []
        for name, old, new in zip(self.of_order, known.cells, cells, strict=True):
            before, after = text_of(old), text_of(new)
            if before and after and before != after:
                text = f"is {short(after)} here and {short(before)} in an earlier row of the order"
                raise row_problem(order, number, self._names[name], text)
            both.append(old if before else new)
        return tuple(both)
