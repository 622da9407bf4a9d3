"""
Settlement exports of Seller Center, CSV or XLSX: what each order was paid out, and charged for.

The fee for pre-orders is the best proof after the fact that an order was one, where a market has no
other: strong evidence, and none before the order is settled.
"""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, TypeVar, final

import attrs

from tiktok_presale.adapters.losses import LossReport
from tiktok_presale.adapters.seller_center.amount_cells import amount_of
from tiktok_presale.adapters.seller_center.cells import Unreadable, id_of, text_of
from tiktok_presale.adapters.seller_center.columns import SETTLEMENTS, found_header
from tiktok_presale.adapters.seller_center.gathering import row_problem
from tiktok_presale.adapters.seller_center.layouts import Layout, layout_of
from tiktok_presale.adapters.seller_center.limits import Limits
from tiktok_presale.adapters.seller_center.sources import Source, opened, rows_of
from tiktok_presale.adapters.seller_center.time_cells import day_of
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import PayloadError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable

    from tiktok_presale.adapters.seller_center.cells import Cell, Row
    from tiktok_presale.adapters.seller_center.columns import Header

__all__ = ["Settlement", "SettlementReading", "read_settlements"]

T = TypeVar("T")

# "Detail pesanan": Indonesian, as public importers of these files name the sheet.
_SHEETS = ("Order details", "Detail pesanan")
_ID, _AMOUNT = "Order/adjustment ID", "Total settlement amount"
_REPORT_EVERY = 1000
_LONGEST = 200
_DEFAULT = Limits()


@final
@attrs.frozen(kw_only=True)
class Settlement(Value):
    """
    One row of a settlement export: an order, or an adjustment to one.

    Args:
        id: The id of the order or adjustment.
        order_id: The order it belongs to: the related order where one is named.
        kind: What the file calls it, such as "Order"; empty where it does not say.
        amount: What was paid out, negative where it was taken.
        pre_order_fee: The fee for pre-orders as the file has it, mostly negative; None where the
            file does not say.
        created: The day of the order.
        settled: The day it was settled.
    """

    id: str
    order_id: str
    kind: str
    amount: Money
    pre_order_fee: Money | None = None
    created: date | None = None
    settled: date | None = None


@final
@attrs.frozen
class SettlementReading(Value):
    """
    What was read of a settlement export.

    Args:
        settlements: Its rows.
        problems: What could not be read, by row and column.
        losses: What was there and is not carried over.
    """

    settlements: tuple[Settlement, ...]
    problems: tuple[PayloadError, ...]
    losses: LossReport = attrs.field(factory=LossReport)

    @property
    def pre_orders(self) -> tuple[str, ...]:
        """
        The orders that were charged the fee for pre-orders; strong evidence that they are some.
        """
        charged = (row.order_id for row in self.settlements if row.pre_order_fee)
        return tuple(dict.fromkeys(charged))

    def by_order(self) -> FrozenMap[tuple[Settlement, ...]]:
        """
        All rows of each order, by its id.
        """
        found: dict[str, list[Settlement]] = {}
        for row in self.settlements:
            found.setdefault(row.order_id, []).append(row)
        return FrozenMap({order: tuple(rows) for order, rows in found.items()})


def read_settlements(
    source: Source,
    market: str | Layout,
    *,
    progress: Callable[[int, int], None] | None = None,
    limits: Limits = _DEFAULT,
) -> SettlementReading:
    r"""
    Read a settlement (income) export as Seller Center gives it, CSV or XLSX.

    Args:
        source: A path, or a binary stream.
        market: The market of the shop, for its decimal mark, and its currency where the file names
            none; or a layout of your own.
        progress: Called with the rows read so far and the settlements among them.
        limits: How large the file may be.

    Raises:
        PayloadError: If the file as a whole cannot be read; it says where and why.
        OutOfRangeError: If no source tells how the files of *market* are written.
        WrongTypeError: If *source* or *market* has another type.
        MissingExtraError: If it is an XLSX and openpyxl is not installed.
        OSError: If there is no such file, or it may not be opened.

    Examples:
        >>> from io import BytesIO
        >>> file = BytesIO(
        ...     b"Order/adjustment ID,Currency,Total settlement amount,Pre-order service fee\n"
        ...     b"583870900000000004,PHP,200.50,-4.69\n583870900000000005,PHP,99.00,0\n")
        >>> read_settlements(file, "ph").pre_orders
        ('583870900000000004',)
    """
    layout = layout_of(market)
    settlements: list[Settlement] = []
    problems: list[PayloadError] = []
    with (
        opened(source, limits) as stream,
        closing(rows_of(stream, _SHEETS, SETTLEMENTS, layout.columns, limits)) as rows,
    ):
        header = found_header(rows, SETTLEMENTS, layout.columns)
        number = header.row
        for number, row in rows:
            if any(map(text_of, row)):
                try:
                    settlements.append(_SettlementRow(header, layout, number, row).settlement())
                except PayloadError as problem:
                    problems.append(problem)
            if progress is not None and number % _REPORT_EVERY == 0:
                progress(number, len(settlements))
    if progress is not None:
        progress(number, len(settlements))
    return SettlementReading(tuple(settlements), tuple(problems), header.losses())


class _SettlementRow:
    """
    One row, read column by column.
    """

    def __init__(self, header: Header, layout: Layout, number: int, row: Row) -> None:
        self.at, self.layout, self.number = header.at, layout, number
        self.id = ""
        if len(row) < header.width and not isinstance(row, list):
            row = (*row, *[None] * (header.width - len(row)))  # a workbook leaves out empty cells
        if len(row) < header.width or any(map(text_of, row[header.width :])):
            text = f"has {len(row)} cells where the header has {header.width}"
            raise self._problem(_ID, text)
        self.row = row
        header.watch(row)

    def _problem(self, column: str, problem: str) -> PayloadError:
        return row_problem(self.id, self.number, self.layout.columns.get(column, column), problem)

    def _read(self, column: str, read: Callable[[Cell], T]) -> T:
        place = self.at.get(column)
        try:
            return read(None if place is None else self.row[place])
        except Unreadable as error:
            raise self._problem(column, str(error)) from None

    def settlement(self) -> Settlement:
        """
        The facts of the row.
        """
        self.id = self._read(_ID, id_of)
        if not self.id:
            raise self._problem(_ID, "is missing")
        related = self._read("Related order ID", _related)
        currency = self._word("Currency")
        amount = self._read(_AMOUNT, lambda cell: amount_of(cell, self.layout, currency))
        if amount is None:
            raise self._problem(_AMOUNT, "is missing")
        return Settlement(
            id=self.id,
            order_id=related or self.id,
            kind=self._word("Type"),
            amount=amount,
            pre_order_fee=self._read(
                "Pre-order service fee", lambda cell: amount_of(cell, self.layout, currency)
            ),
            created=self._read("Order created time", day_of),
            settled=self._read("Order settled time", day_of),
        )

    def _word(self, column: str) -> str:
        word = self._read(column, text_of)
        if len(word) > _LONGEST:
            raise self._problem(column, "is too long")
        return word


def _related(cell: Cell) -> str:
    """
    The order that a row is related to; empty where it names none: blank, a slash, "N/A".
    """
    if isinstance(cell, str) and not any(map(str.isdigit, cell)):
        return ""
    return id_of(cell, digits=True)
