"""
Orders as columns, and a row of columns as an order (extra: `frames`).

The names are those of `frames.fields.ORDER_FIELDS`, with the order's id before them. Amounts are
whole minor units of the row's currency.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from tiktok_presale.facts.orders import DeliveredDeadlines, Order, Party, Stage
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.frames.fields import ORDER_FIELDS, PLATFORM_FIELDS, Form
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import MissingExtraError
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import OrderKind

try:
    import pyarrow as pa
except ModuleNotFoundError:
    raise MissingExtraError("pyarrow", "frames") from None

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["SCHEMA", "columns_of", "order_of"]

_TYPES: dict[Form, pa.DataType] = {
    Form.INSTANT: pa.timestamp("us", "UTC"),
    Form.DAY: pa.date32(),
    Form.AMOUNT: pa.int64(),
    Form.COUNT: pa.int64(),
    Form.FLAG: pa.bool_(),
    Form.WORD: pa.dictionary(pa.int32(), pa.string()),
}

# What a row of orders has; the market is the caller's to say.
_FIELDS = {name: form for name, form in ORDER_FIELDS.items() if name != "market"}

SCHEMA = pa.schema([("id", pa.string()), *((name, _TYPES[form]) for name, form in _FIELDS.items())])

_UNITS: dict[str, type[CalendarDays | BusinessDays]] = {
    "calendar": CalendarDays,
    "business": BusinessDays,
}

# What stands in a column, for the fields that are not simply an order's own.
_READ: dict[str, Callable[[Order], object]] = {
    "kind": lambda order: order.kind.value,
    "total": lambda order: order.total.minor,
    "currency": lambda order: order.total.currency,
    "items_total": lambda order: None if order.items_total is None else order.items_total.minor,
    "promise_days": lambda order: _within(order, lambda days: days.count),
    "promise_unit": lambda order: _within(order, _unit),
    "release_on": lambda order: _release(order, "on"),
    "release_zone": lambda order: _release(order, "zone"),
    "cancelled_by": lambda order: None if order.cancelled_by is None else order.cancelled_by.value,
    "stage": lambda order: order.stage.name.lower(),
}


def _within(order: Order, read: Callable[[CalendarDays | BusinessDays], object]) -> object:
    return read(order.promise.days) if isinstance(order.promise, ShipWithin) else None


def _unit(days: CalendarDays | BusinessDays) -> str:
    return "business" if isinstance(days, BusinessDays) else "calendar"


def _release(order: Order, field: str) -> object:
    return getattr(order.promise, field) if isinstance(order.promise, ReleaseOn) else None


def columns_of(orders: Sequence[Order]) -> pa.RecordBatch:
    """
    Orders as one batch of columns, which `frames` takes with `amounts="minor"`.

    Prices of single units and whether a cancellation was the seller's fault have no column.

    Examples:
        >>> from datetime import UTC, datetime
        >>> order = Order(id="o1", kind=OrderKind.PRE_ORDER, total=Money("899.00", "THB"),
        ...               placed_at=datetime(2026, 1, 1, 2, tzinfo=UTC),
        ...               promise=ShipWithin(CalendarDays(15)))
        >>> batch = columns_of([order])
        >>> batch.column("total").to_pylist(), batch.column("promise_days").to_pylist()
        ([89900], [15])
        >>> order_of(batch.to_pylist()[0]) == order
        True
    """
    columns: list[Any] = [pa.array([order.id for order in orders], pa.string())]
    columns += [_array(_values(name, orders), SCHEMA.field(name).type) for name in _FIELDS]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


def _array(values: list[object], kind: pa.DataType) -> pa.Array[Any]:
    if pa.types.is_dictionary(kind):
        return pa.array(values, pa.string()).dictionary_encode()
    return pa.array(values, kind)


def _values(name: str, orders: Iterable[Order]) -> list[object]:
    if name in _READ:
        read = _READ[name]
        return [read(order) for order in orders]
    if name in _PLATFORM:
        own = _PLATFORM[name]
        return [getattr(order.delivered, own) for order in orders]
    return [getattr(order, name) for order in orders]


_PLATFORM = {field: name.value for name, field in PLATFORM_FIELDS.items()}


def order_of(row: Mapping[str, Any]) -> Order:
    """
    One row as an order; fields that it lacks are those of an order that does not say them.

    Raises:
        PresaleError: If the row cannot have happened, as `Order` says.
    """
    currency = row["currency"]
    plain = ("region", "paid", "held", "shipped_by_seller")
    told = {name: row[name] for name in plain if row.get(name) is not None}
    told |= {
        name: row[name].astimezone(UTC)
        for name, form in _FIELDS.items()
        if form is Form.INSTANT and name not in _PLATFORM and row.get(name) is not None
    }
    items = row.get("items_total")
    return Order(
        id=row["id"],
        kind=OrderKind(row["kind"]),
        total=_money(row["total"], currency),
        items_total=None if items is None else _money(items, currency),
        promise=_promise(row),
        cancelled_by=None if row.get("cancelled_by") is None else Party(row["cancelled_by"]),
        stage=Stage[(row.get("stage") or "placed").upper()],
        delivered=DeliveredDeadlines(
            **{
                own: row[field].astimezone(UTC)
                for field, own in _PLATFORM.items()
                if row.get(field)
            }
        ),
        **told,
    )


def _money(minor: int, currency: str) -> Money:
    return Money.from_minor(minor, currency)


def _promise(row: Mapping[str, Any]) -> Promise | None:
    days, on = row.get("promise_days"), row.get("release_on")
    if days is not None:
        return ShipWithin(_UNITS[row["promise_unit"]](days))
    return None if on is None else ReleaseOn(on, zone=row.get("release_zone"))
