"""
One order of an export, read column by column into facts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from tiktok_presale.adapters.evidence import Clue, Witness, weigh
from tiktok_presale.adapters.payload import short
from tiktok_presale.adapters.pre_sales import PreSale, strictest
from tiktok_presale.adapters.seller_center import words
from tiktok_presale.adapters.seller_center.amount_cells import amount_of
from tiktok_presale.adapters.seller_center.cells import Unreadable, count_of, id_of, text_of
from tiktok_presale.adapters.seller_center.gathering import Gathered, row_problem
from tiktok_presale.adapters.seller_center.time_cells import time_of, wall_of
from tiktok_presale.adapters.seller_center.words import Status, Substatus, fold
from tiktok_presale.facts.orders import Order, Party
from tiktok_presale.values.errors import OutOfRangeError, PayloadError, PresaleError
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tiktok_presale.adapters.seller_center.cells import Cell
    from tiktok_presale.adapters.seller_center.gathering import Line
    from tiktok_presale.adapters.seller_center.terms import Terms
    from tiktok_presale.facts.promises import Promise

__all__ = ["OrderRows"]

T = TypeVar("T")

# Clocks of two systems may differ by a minute, and no more.
_SKEW = timedelta(minutes=1)
# Of a wholesale order the prices of single units are not listed; its total and goods are.
_MOST_UNITS = 200

_STATUS, _SUBSTATUS, _KIND = "Order Status", "Order Substatus", "Normal or Pre-order"
_AMOUNT, _SUBTOTAL = "Order Amount", "SKU Subtotal After Discount"
_CREATED, _CANCELLED = "Created Time", "Cancelled Time"

_EVENTS = {
    "paid_at": "Paid Time",
    "dispatched_at": "RTS Time",
    "collected_at": "Shipped Time",
    "delivered_at": "Delivered Time",
    "cancelled_at": _CANCELLED,
}
# The column knows pre-orders and no other kind: what it calls normal may be any of the rest.
_MEANT = {
    OrderKind.PRE_ORDER: frozenset({OrderKind.PRE_ORDER}),
    OrderKind.STANDARD: frozenset(OrderKind) - {OrderKind.PRE_ORDER},
}
_COLUMN_OF = {**_EVENTS, "placed_at": _CREATED, "total": _AMOUNT}


class OrderRows:
    """
    The rows of one order.

    Args:
        terms: What it is read by.
        id_: Its id.
        gathered: What its rows say.
        of_order: The columns that belong to the order as a whole.
    """

    terms: Terms
    id: str
    row: int
    cells: dict[str, Cell]
    lines: list[Line]

    def __init__(
        self, terms: Terms, id_: str, gathered: Gathered, of_order: tuple[str, ...]
    ) -> None:
        self.terms, self.id, self.row = terms, id_, gathered.row
        self.cells = dict(zip(of_order, gathered.cells, strict=True))
        self.lines = list(gathered.lines.values())

    def problem(self, column: str, problem: str, row: int = 0) -> PayloadError:
        """
        The error for one column of this order.
        """
        return row_problem(self.id, row or self.row, self.terms.names[column], problem)

    def order(self) -> Order:
        """
        The facts of it.
        """
        status, stage, held = self._progress()
        placed = self._time(_CREATED)
        total = self._read(_AMOUNT, lambda cell: amount_of(cell, self.terms.layout))
        if placed is None or total is None:
            column = _CREATED if placed is None else _AMOUNT
            raise self.problem(column, "is missing")
        times = {name: self._event(column, placed) for name, column in _EVENTS.items()}
        if status is not Status.CANCELED:
            times["cancelled_at"] = None
        elif times["cancelled_at"] is None:
            raise self.problem(_CANCELLED, "is missing from a canceled order")
        kind, promise = self._kind()
        try:
            items, prices = self._goods()
            return Order(
                id=self.id,
                kind=kind,
                placed_at=placed,
                total=total,
                items_total=items,
                unit_prices=prices,
                promise=promise,
                paid=self._paid(status, times["paid_at"]),
                held=held,
                shipped_by_seller=self._shipped_by_seller(),
                cancelled_by=self._party() if status is Status.CANCELED else None,
                stage=stage,
                paid_at=times["paid_at"],
                dispatched_at=times["dispatched_at"],
                collected_at=times["collected_at"],
                delivered_at=times["delivered_at"],
                cancelled_at=times["cancelled_at"],
            )
        except PayloadError:
            raise
        except OutOfRangeError as error:
            column = _COLUMN_OF.get(error.argument, _AMOUNT)
            raise self.problem(column, str(error)) from None
        except PresaleError as error:
            raise self.problem(_AMOUNT, str(error)) from None

    def _read(self, column: str, read: Callable[[Cell], T]) -> T:
        try:
            return read(self.cells.get(column))
        except Unreadable as error:
            raise self.problem(column, str(error)) from None

    def _time(self, column: str, after: datetime | None = None) -> datetime | None:
        if self.terms.mixed_times and isinstance(self.cells.get(column), datetime):
            text = "is a date of the spreadsheet while other times are text: day and month may be "
            raise self.problem(column, f"{text}changed over; export the file again")
        wall = self._read(column, lambda cell: wall_of(cell, self.terms.layout.times))
        if wall is None:
            return None
        return self._read(column, lambda _: time_of(wall, self.terms.zone, after=after))

    def _event(self, column: str, placed: datetime) -> datetime | None:
        time = self._time(column, placed)
        return placed if time is not None and placed - _SKEW <= time < placed else time

    def _word(self, column: str, table: Mapping[str, T]) -> T | None:
        """
        What a word means; None where there is none, or nobody knows it, which is counted.
        """
        word = text_of(self.cells.get(column))
        meant = table.get(fold(word))
        if word and meant is None:
            self.terms.lost[self.terms.names[column], "unknown_word"] += 1
        return meant

    def _unknown(self, column: str, known: Iterable[str]) -> PayloadError:
        word = text_of(self.cells.get(column))
        names = ", ".join(known)
        text = f"{short(word)} is none of {names}; teach others by a Layout with words={{...}}"
        return self.problem(column, text if word else "is missing")

    def _progress(self) -> Any:  # noqa: ANN401 - status, stage and hold of the table
        status = self.terms.statuses.get(fold(text_of(self.cells.get(_STATUS))))
        if status is None:
            raise self._unknown(_STATUS, words.status_words())
        word = text_of(self.cells.get(_SUBSTATUS))
        substatus: Substatus | None = None
        if word and status in words.REFINED:
            substatus = self.terms.substatuses.get(fold(word))
            if (status, substatus) not in words.PROGRESS or substatus is None:
                raise self._unknown(_SUBSTATUS, words.substatus_words(status))
        return status, *words.PROGRESS[status, substatus]

    def _paid(self, status: Status, paid_at: datetime | None) -> bool | None:
        """
        Whether the buyer has paid: not while unpaid, and not yet with cash on delivery.
        """
        if paid_at is not None:
            return True
        cash = fold(text_of(self.cells.get("Payment Method"))) in self.terms.cash
        return False if status is Status.UNPAID or cash else None

    def _shipped_by_seller(self) -> bool:
        return self._word("Fulfillment Type", self.terms.by_seller) is not False

    def _kind(self) -> tuple[OrderKind, Promise | None]:
        """
        The kind by the evidence there is, and what the product promised.

        The column is certain of pre-orders and knows no other kind than those; what it calls normal
        may still be made to order. Where it is blank or missing, the product decides, then the fee.
        """
        said = self._said()
        sold = self._sold()
        self._weigh(said, strictest(sold))
        if said is not None:
            pre_order = said is OrderKind.PRE_ORDER
            sold = [terms for terms in sold if (terms.kind is OrderKind.PRE_ORDER) is pre_order]
        terms = strictest(sold)
        if terms is not None:
            return terms.kind, terms.promise
        if said is None and self.id in self.terms.proofs:
            return OrderKind.PRE_ORDER, None
        self.terms.assumed += said is None
        return said or OrderKind.STANDARD, None

    def _weigh(self, said: OrderKind | None, sold: PreSale | None) -> None:
        """
        Note the order where the column, its product and its fee do not say the same.
        """
        clues = [Clue(Witness.SERVICE_FEE, [OrderKind.PRE_ORDER])] * (self.id in self.terms.proofs)
        if sold is not None:
            clues.append(Clue(Witness.SNAPSHOT, [sold.kind]))
        if said is not None:
            clues.append(Clue(Witness.EXPORT_COLUMN, _MEANT[said]))
        if len(clues) > 1:
            verdict = weigh(self.id, clues)
            self.terms.disputed += [verdict] * verdict.disputed

    def _said(self) -> OrderKind | None:
        word = text_of(self.cells.get(_KIND))
        if not word:
            return None
        said = self.terms.kinds.get(fold(word))
        if said is None:
            raise self._unknown(_KIND, ("Normal", "Pre-order"))
        return said

    def _sold(self) -> list[PreSale]:
        """
        The presale terms of the SKUs of the order, as far as they are known.
        """
        found = (self.terms.pre_sales.get(self._cell(line, "SKU ID", id_of)) for line in self.lines)
        return [terms for terms in found if terms is not None]

    def _cell(self, line: Line, column: str, read: Callable[[Cell], T]) -> T:
        cells = {"SKU ID": line.sku, "Quantity": line.quantity}
        try:
            return read(cells.get(column, line.subtotal))
        except Unreadable as error:
            raise self.problem(column, str(error), line.row) from None

    def _goods(self) -> tuple[Money | None, tuple[Money, ...]]:
        """
        The price of the goods, and of each unit; none where a row does not say.
        """
        subtotals: list[Money] = []
        prices: list[Money] = []
        units, told = 0, True
        for line in self.lines:
            subtotal = self._cell(line, _SUBTOTAL, self._amount)
            count = self._cell(line, "Quantity", count_of)
            if subtotal is not None:
                if subtotal.minor < 0:
                    text = f"is {subtotal}; it must be zero or more"
                    raise self.problem(_SUBTOTAL, text, line.row)
                subtotals.append(subtotal)
                if count and units + count <= _MOST_UNITS:
                    prices += subtotal.split([1] * count) if count > 1 else [subtotal]
            units += count or 0
            told = told and count is not None
        if len(subtotals) < len(self.lines):
            return None, ()
        items = Money.sum(subtotals, subtotals[0].currency)
        if units > _MOST_UNITS:
            self.terms.lost[self.terms.names["Quantity"], "many_units"] += 1
        return items, tuple(prices) if told and len(prices) == units else ()

    def _party(self) -> Party | None:
        return self._word("Cancel By", self.terms.parties)

    def _amount(self, cell: Cell) -> Money | None:
        return amount_of(cell, self.terms.layout)
