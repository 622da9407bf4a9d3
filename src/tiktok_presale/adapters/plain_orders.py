"""
Orders of the Open API without surprises, straight into columns (extra: `frames`).

Nearly every order of a file holds what the pages of the platform say: seconds as numbers, amounts
as digits, a kind that nothing disputes. Such an order needs no `Order` to be judged as columns.
Whatever is not exactly so is left to `open_api.read_orders`, which knows every trap; both give the
same, which a property proves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from tiktok_presale.adapters.order_fields import CANCELLED, STAGES, OrderFields
from tiktok_presale.frames.arrow import np
from tiktok_presale.frames.columns import Block, Column
from tiktok_presale.frames.fields import ORDER_FIELDS, PLATFORM_FIELDS, Form
from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.vocabulary import DeadlineName

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["PlainOrders"]

_MICROS = 10**6
# Seconds end where milliseconds begin.
_SECONDS: Final = 10**11
_SKEW = 60
_DIGITS = 17
_UNSET = (None, "", 0, "0")
_SAY_NOTHING = frozenset({None, "", "NORMAL"})
_LINES_SAY_NOTHING = frozenset({None, "", "NORMAL", "ZERO_LOTTERY", "SHOP_PARTNER"})
_PARTIES = {
    None: None,
    "": None,
    "BUYER": "buyer",
    "SELLER": "seller",
    "SYSTEM": "system",
    "OPERATOR": "system",
}

_EVENTS = (
    ("paid_at", "paid_time"),
    ("dispatched_at", "rts_time"),
    ("collected_at", "collection_time"),
    ("delivered_at", "delivery_time"),
)
_PLATFORM = tuple(
    (PLATFORM_FIELDS[DeadlineName(name)], fields) for name, fields in OrderFields.deadlines.items()
)
_FIELDS = (
    "placed_at",
    "total",
    "currency",
    "items_total",
    "paid",
    "held",
    "shipped_by_seller",
    *(field for field, _ in _EVENTS),
    "cancelled_at",
    "cancelled_by",
    "stage",
    *(field for field, _ in _PLATFORM),
)
_AUTO_CANCEL = _FIELDS.index(PLATFORM_FIELDS[DeadlineName.AUTO_CANCEL])
_STAGE_NAMES = {status: stage.name.lower() for status, stage in STAGES.items()}


class _SurpriseError(Exception):
    """
    Something that the careful reader has to see; never leaves this module.
    """


class PlainOrders:
    """
    A block of orders in the making.

    Args:
        sold: The ids of SKUs that were for presale: their orders are no plain ones.
        region: The state that all of them ship from; None where that is not told.
    """

    sold: Container[str]
    region: str | None

    def __init__(self, sold: Container[str] = (), region: str | None = None) -> None:
        self.sold, self.region = sold, region
        self.ids: list[str] = []
        self._rows: list[tuple[Any, ...]] = []

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, entry: dict[str, Any]) -> bool:
        """
        Take an order if there is nothing unusual about it, and say whether it was taken.
        """
        try:
            row = _row(entry, self.sold)
        except (_SurpriseError, AttributeError, KeyError, TypeError, ValueError):
            return False
        self.ids.append(entry["id"])
        self._rows.append(row)
        return True

    @property
    def untold(self) -> int:
        """
        How many carry no ship-by time of the platform either.
        """
        return sum(row[_AUTO_CANCEL] is None for row in self._rows)

    def block(self) -> Block:
        """
        The orders taken so far, as columns; all of them are standard ones.
        """
        kind = Column(np.zeros(1, np.int32), words=("standard",))
        columns = {"kind": kind}
        if self.region is not None:
            columns["region"] = Column(np.zeros(1, np.int32), words=(self.region,))
        for field, cells in zip(_FIELDS, zip(*self._rows, strict=True), strict=True):
            column = _column(ORDER_FIELDS[field], cells)
            if column is not None:
                columns[field] = column
        return Block(len(self), FrozenMap(columns))


def _row(entry: dict[str, Any], sold: Container[str]) -> tuple[Any, ...]:
    """
    What the columns hold of an order, in the order of `_FIELDS`.
    """
    get = entry.get
    payment, status = entry["payment"], entry["status"]
    stage, currency = _STAGE_NAMES[status], payment["currency"]
    exponent = EXPONENTS[currency]
    if type(entry["id"]) is not str or not entry["id"] or not _is_standard(entry):
        raise _SurpriseError
    _check_lines(get("line_items"), sold, currency, exponent)
    placed = _seconds(entry["create_time"])
    cash, cancelled, party = get("is_cod"), None, None
    if placed is None or (cash is not None and type(cash) is not bool):
        raise _SurpriseError
    if status in CANCELLED:
        cancelled = _seconds(get("cancel_time")) or _seconds(get("update_time"))
        if cancelled is None or cancelled < placed:
            raise _SurpriseError
        party = _PARTIES[get("cancellation_initiator")]
    paid_at, dispatched, collected, delivered = [_event(get(name), placed) for _, name in _EVENTS]
    paid = True if paid_at is not None else False if status == "UNPAID" or cash else None
    return (
        placed * _MICROS,
        _minor(payment["total_amount"], exponent),
        currency,
        None if payment.get("sub_total") in {None, ""} else _minor(payment["sub_total"], exponent),
        paid,
        status in {"UNPAID", "ON_HOLD"},
        _by_seller(get("fulfillment_type")),
        paid_at,
        None if status == "PARTIALLY_SHIPPING" else dispatched,
        collected,
        delivered,
        None if cancelled is None else cancelled * _MICROS,
        party,
        stage,
        *[_first(entry, fields) for _, fields in _PLATFORM],
    )


def _is_standard(entry: dict[str, Any]) -> bool:
    """
    Whether nothing of the order itself speaks of a presale.
    """
    get = entry.get
    silent = get("order_type") in _SAY_NOTHING
    return silent and not get("release_date") and not get("handling_duration")


def _check_lines(lines: object, sold: Container[str], currency: str, exponent: int) -> None:
    """
    See that no line speaks of a presale, and that each has a price or none.
    """
    if lines is None:
        return
    if type(lines) is not list:
        raise _SurpriseError
    for line in cast("list[dict[str, Any]]", lines):
        sku, price = line.get("sku_id"), line.get("sale_price")
        if line.get("sku_type") not in _LINES_SAY_NOTHING:
            raise _SurpriseError
        if sku is not None and (type(sku) is not str or sku.strip() in sold):
            raise _SurpriseError
        if price is not None:
            _minor(price, exponent)
            if line.get("currency") not in {None, currency}:
                raise _SurpriseError


def _by_seller(value: object) -> bool:
    """
    Whether the seller ships it.
    """
    if value is None:
        return True
    if type(value) is not str or value != value.strip():
        raise _SurpriseError
    return value in {"", "FULFILLMENT_BY_SELLER"}


def _seconds(value: object) -> int | None:
    """
    Epoch seconds as a plain number; None where nothing is set.
    """
    if type(value) is int and 0 < value < _SECONDS:
        return value
    if value in _UNSET and value is not False:
        return None
    raise _SurpriseError


def _event(value: object, placed: int) -> int | None:
    """
    The time of an event; clocks of two systems may differ by a minute.
    """
    time = _seconds(value)
    if time is None:
        return None
    if time >= placed:
        return time * _MICROS
    if time >= placed - _SKEW:
        return placed * _MICROS
    raise _SurpriseError


def _first(entry: dict[str, Any], fields: tuple[str, ...]) -> int | None:
    for field in fields:
        time = _seconds(entry.get(field))
        if time is not None:
            return time * _MICROS
    return None


def _minor(amount: str, exponent: int) -> int:
    """
    Minor units of an amount in plain digits.
    """
    whole, _, part = amount.partition(".")
    digits = whole + part
    plain = digits.isdigit() and digits.isascii() and len(digits) < _DIGITS
    if not plain or not whole or len(part) > exponent or amount.endswith("."):
        raise _SurpriseError
    minor: int = int(digits) * 10 ** (exponent - len(part))
    return minor


def _column(form: Form, cells: tuple[Any, ...]) -> Column | None:
    present = np.array([cell is not None for cell in cells], np.bool_)
    if not present.any():
        return None
    some = None if present.all() else present
    if form is Form.WORD:
        words = [word for word in dict.fromkeys(cells) if word is not None]
        codes = {word: number for number, word in enumerate(words)}
        found = np.array([codes.get(cell, -1) for cell in cells], np.int32)
        return Column(found, some, words=tuple(words))
    if form is Form.FLAG:
        return Column(np.array([cell is True for cell in cells], np.bool_), some)
    return Column(np.array([cell or 0 for cell in cells], np.int64), some)
