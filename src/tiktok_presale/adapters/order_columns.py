"""
Orders as columns that the kernels read (extra: `frames`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tiktok_presale.facts.orders import Order
from tiktok_presale.facts.promises import ReleaseOn, ShipWithin
from tiktok_presale.frames.arrow import np
from tiktok_presale.frames.columns import Block, Column
from tiktok_presale.frames.fields import ORDER_FIELDS, PLATFORM_FIELDS, Form
from tiktok_presale.values.days import BusinessDays
from tiktok_presale.values.frozenmap import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["block_of", "fits"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST_DAY = date(1970, 1, 1)
_MOST = 2**63 - 1

_DTYPES: dict[Form, type[Any]] = {
    Form.INSTANT: np.int64,
    Form.DAY: np.int32,
    Form.AMOUNT: np.int64,
    Form.COUNT: np.int64,
    Form.FLAG: np.bool_,
}

# Fields that are not simply an order's own.
_READ: dict[str, Callable[[Order], Any]] = {
    "kind": lambda order: order.kind.value,
    "total": lambda order: order.total.minor,
    "currency": lambda order: order.total.currency,
    "items_total": lambda order: None if order.items_total is None else order.items_total.minor,
    "promise_days": lambda order: _within(order, "count"),
    "promise_unit": lambda order: _within(order, "unit"),
    "release_on": lambda order: _release(order, "on"),
    "release_zone": lambda order: _release(order, "zone"),
    "cancelled_by": lambda order: None if order.cancelled_by is None else order.cancelled_by.value,
    "stage": lambda order: order.stage.name.lower(),
}
_PLATFORM = {field: name.value for name, field in PLATFORM_FIELDS.items()}


def _within(order: Order, what: str) -> object:
    if not isinstance(order.promise, ShipWithin):
        return None
    days = order.promise.days
    if what == "count":
        return days.count
    return "business" if isinstance(days, BusinessDays) else "calendar"


def _release(order: Order, field: str) -> object:
    return getattr(order.promise, field) if isinstance(order.promise, ReleaseOn) else None


def fits(order: Order) -> bool:
    """
    Whether columns can hold an order's amounts, which have 63 bits at most there.
    """
    items = 0 if order.items_total is None else order.items_total.minor
    return max(order.total.minor, items) <= _MOST


def block_of(orders: Sequence[Order]) -> Block:
    """
    Orders as one block of columns.

    The prices of single units and whether a cancellation was the seller's fault have no column.

    Examples:
        >>> from tiktok_presale import Money, OrderKind, CalendarDays
        >>> order = Order(id="o1", kind=OrderKind.PRE_ORDER, total=Money("899.00", "THB"),
        ...               placed_at=datetime(2026, 1, 1, 2, tzinfo=UTC),
        ...               promise=ShipWithin(CalendarDays(15)))
        >>> block = block_of([order])
        >>> block.columns["total"].values.tolist(), block.columns["kind"].words
        ([89900], ('pre_order',))
    """
    columns = {
        name: _column(form, _values(name, orders))
        for name, form in ORDER_FIELDS.items()
        if name != "market"
    }
    # A field that no order has is no column.
    return Block(len(orders), FrozenMap({k: v for k, v in columns.items() if v is not None}))


def _values(name: str, orders: Iterable[Order]) -> list[Any]:
    if name in _READ:
        read = _READ[name]
        return [read(order) for order in orders]
    if name in _PLATFORM:
        own = _PLATFORM[name]
        return [getattr(order.delivered, own) for order in orders]
    return [getattr(order, name) for order in orders]


def _column(form: Form, values: list[Any]) -> Column | None:
    present = np.fromiter((value is not None for value in values), np.bool_, len(values))
    if not present.any():
        return None
    if form is Form.WORD:
        codes: dict[str, int] = {}
        numbers = (-1 if word is None else codes.setdefault(word, len(codes)) for word in values)
        found = np.fromiter(numbers, np.int32, len(values))
        return Column(found, None if present.all() else present, words=tuple(codes))
    number = _NUMBERS.get(form, int)
    filled = (0 if value is None else number(value) for value in values)
    found = np.fromiter(filled, _DTYPES[form], len(values))
    return Column(found, None if present.all() else present)


_NUMBERS: dict[Form, Callable[[Any], int]] = {
    Form.INSTANT: lambda instant: (instant.astimezone(UTC) - _EPOCH) // _MICROSECOND,
    Form.DAY: lambda day: (day - _FIRST_DAY).days,
}
