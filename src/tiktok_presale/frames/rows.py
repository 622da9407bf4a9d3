"""
One row of a block as the order that it tells of.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tiktok_presale.facts.orders import DeliveredDeadlines, Order, Party, Stage
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.frames.fields import ORDER_FIELDS, PLATFORM_FIELDS, Form
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from tiktok_presale.frames.columns import Block, Column

__all__ = ["order_at"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST_DAY = date(1970, 1, 1)
_UNITS: dict[str, type[CalendarDays | BusinessDays]] = {
    "calendar": CalendarDays,
    "business": BusinessDays,
}
_PLATFORM = {field: name.value for name, field in PLATFORM_FIELDS.items()}
# What an order takes as it stands in the row.
_PLAIN = tuple(
    name
    for name, form in ORDER_FIELDS.items()
    if (form in {Form.FLAG, Form.INSTANT} and name not in _PLATFORM) or name == "region"
)


def order_at(block: Block, row: int, name: str) -> Order:
    """
    The order that a row tells of.

    Args:
        block: The rows.
        row: Which of them, from 0.
        name: The id of the order.

    Raises:
        PresaleError: If the row cannot have happened, as `Order` says.
    """
    cells = {
        field: _cell(ORDER_FIELDS[field], column, row) for field, column in block.columns.items()
    }
    told = {field: cells[field] for field in _PLAIN if cells.get(field) is not None}
    items, party = cells.get("items_total"), cells.get("cancelled_by")
    return Order(
        id=name,
        kind=OrderKind(cells["kind"]),
        total=Money.from_minor(cells["total"], cells["currency"]),
        items_total=None if items is None else Money.from_minor(items, cells["currency"]),
        promise=_promise(cells),
        cancelled_by=None if party is None else Party(party),
        stage=Stage[(cells.get("stage") or "placed").upper()],
        delivered=DeliveredDeadlines(
            **{own: cells[field] for field, own in _PLATFORM.items() if field in cells}
        ),
        **told,
    )


def _cell(form: Form, column: Column, row: int) -> Any:  # noqa: ANN401 - what the form says
    place = row if len(column.values) > 1 else 0
    if column.present is not None and not column.present[place if len(column.present) > 1 else 0]:
        return None
    value: Any = column.values[place].item()
    if form is Form.WORD:
        return column.words[int(value)]
    if form is Form.INSTANT:
        return _EPOCH + value * _MICROSECOND
    return _FIRST_DAY + timedelta(days=value) if form is Form.DAY else value


def _promise(cells: dict[str, Any]) -> Promise | None:
    days, on = cells.get("promise_days"), cells.get("release_on")
    if days is not None:
        return ShipWithin(_UNITS[cells["promise_unit"]](days))
    return None if on is None else ReleaseOn(on, zone=cells.get("release_zone"))
