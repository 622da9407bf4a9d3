"""
Orders as the TikTok Shop Open API returns them (202309 and later), read into facts.

Only the standard library is needed. What cannot be read is named by order and field, and the rest
is read all the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, final

import attrs

from tiktok_presale.adapters.losses import LossReport
from tiktok_presale.adapters.payload import PayloadFields, short
from tiktok_presale.adapters.pre_sales import PreSale, strictest
from tiktok_presale.facts.orders import DeliveredDeadlines, Order, Party, Stage
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import PayloadError, PresaleError
from tiktok_presale.values.instants import local_day, zone_of
from tiktok_presale.values.money import Money
from tiktok_presale.values.untyped import list_of, table_of
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


__all__ = ["Reading", "read_order", "read_orders"]

_KINDS = {
    "": OrderKind.STANDARD,
    "NORMAL": OrderKind.STANDARD,
    "ZERO_LOTTERY": OrderKind.STANDARD,
    "PRE_ORDER": OrderKind.PRE_ORDER,
    "MADE_TO_ORDER": OrderKind.MADE_TO_ORDER,
    "BACK_ORDER": OrderKind.BACK_ORDER,
}

# How far an order has come at least. PARTIALLY_SHIPPING is not dispatched: some lines are not.
_STAGES = {
    "UNPAID": Stage.PLACED,
    "ON_HOLD": Stage.PLACED,
    "AWAITING_SHIPMENT": Stage.PLACED,
    "PARTIALLY_SHIPPING": Stage.PLACED,
    "AWAITING_COLLECTION": Stage.DISPATCHED,
    "IN_TRANSIT": Stage.COLLECTED,
    "DELIVERED": Stage.DELIVERED,
    "COMPLETED": Stage.DELIVERED,
    "CANCELLED": Stage.PLACED,
    "CANCEL": Stage.PLACED,  # webhooks spell it so
}

# The platform's own deadlines, by what they mean to us. The older single auto-cancel time is still
# sent and equals the newer one.
_DELIVERED = {
    "dispatch": ("rts_sla_time",),
    "collection": ("tts_sla_time",),
    "auto_cancel": ("shipping_due_time", "cancel_order_sla_time"),
    "auto_cancel_uncollected": ("collection_due_time",),
    "delivery": ("delivery_due_time",),
}


_TWICE = "stands twice in the payload, with different content; keep the newer one"
_SKEW = timedelta(minutes=1)

# Far beyond any price, and soon read as a number.
_AMOUNT_LENGTH = 40


@final
@attrs.frozen
class Reading(Value):
    """
    What was read of a payload: the orders, and what could not be read.

    Args:
        orders: The orders.
        problems: What could not be read, by order and field.
        repeated: How many orders stood in the payload again, word for word, and were read once.
        assumed: How many orders did not say of which kind they are, and were read as standard.
        losses: What stood in the payload and no fact expresses.
    """

    orders: tuple[Order, ...]
    problems: tuple[PayloadError, ...]
    repeated: int = 0
    assumed: int = 0
    losses: LossReport = attrs.field(factory=LossReport)


def read_orders(
    payload: object,
    *,
    seller_zone: str,
    pre_sales: Mapping[str, PreSale] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """
    Read a list of orders, a response with `data.orders`, the content of its `data`, or one order.

    Args:
        payload: The decoded JSON.
        seller_zone: The time zone of the seller's profile, in which release dates are read.
        pre_sales: The presale terms of SKUs, for orders that do not say of which kind they are.
        progress: Called with the orders read so far and their number.

    Raises:
        PayloadError: If there are no orders to be found in *payload* at all.

    Examples:
        >>> reading = read_orders([{"id": "1"}], seller_zone="Asia/Bangkok")
        >>> print(reading.problems[0])
        order 1: payment: is missing
    """
    entries = list(_entries(payload))
    orders: list[Order] = []
    problems: list[PayloadError] = []
    seen: dict[str, object] = {}
    repeated = assumed = 0
    for number, entry in enumerate(entries):
        try:
            order = read_order(
                entry, seller_zone=seller_zone, pre_sales=pre_sales, place=f"#{number}"
            )
            if order.id not in seen:
                seen[order.id] = entry
                orders.append(order)
                assumed += _says_nothing(entry)
            elif seen[order.id] == entry:
                repeated += 1  # pages of the Open API overlap when orders come in between
            else:
                problems.append(PayloadError(order.id, "id", _TWICE))
        except PayloadError as error:
            problems.append(error)
        if progress is not None:
            progress(number + 1, len(entries))
    return Reading(tuple(orders), tuple(problems), repeated, assumed)


def _says_nothing(entry: object) -> bool:
    """
    Whether an order neither says its kind nor carries a ship-by time of the platform.
    """
    table = table_of(entry) or {}
    return table.get("order_type") in (None, "", "NORMAL") and not table.get("shipping_due_time")


def _entries(payload: object) -> Iterator[object]:
    table = table_of(payload)
    entries = list_of(payload) if table is None else _listed(table)
    if entries is not None:
        yield from entries
        return
    problem = "holds no orders: give a list of orders, a response with data.orders, or one order"
    raise PayloadError("-", "payload", problem, "input")


def _listed(table: dict[str, object]) -> list[object] | None:
    """
    The orders of a response, of the content of its `data`, or of a table that is itself an order.
    """
    if table.get("code") not in (None, 0) and "message" in table:
        problem = f"is an error of the Open API, code {table['code']}: {table['message']}"
        raise PayloadError("-", "code", problem, "response")
    data = table_of(table.get("data", table)) or {}
    orders = list_of(data.get("orders"))
    if orders is None and "orders" in data and data.get("total_count") == 0:
        return []
    if orders is not None:
        return orders
    if "id" in table or "create_time" in table:
        return [table]
    if "order_list" in table or "order_list" in data:
        problem = "is of the retired version 202212; fetch the orders again with 202309"
        raise PayloadError("-", "order_list", problem, "input")
    return None


def read_order(
    entry: object,
    *,
    seller_zone: str,
    pre_sales: Mapping[str, PreSale] | None = None,
    place: str = "-",
) -> Order:
    """
    Read one order.

    Args:
        entry: The decoded JSON object.
        seller_zone: The time zone of the seller's profile, in which release dates are read.
        pre_sales: The presale terms of SKUs, for orders that do not say of which kind they are.
        place: What the order is called in errors while its id is not known.

    Raises:
        PayloadError: If a field is missing or cannot be read.
    """
    table = table_of(entry)
    if table is None:
        raise PayloadError(place, "order", f"must be an object, not {type(entry).__name__}")
    return _OrderFields(table, place, seller_zone, pre_sales or {}).order()


class _OrderFields(PayloadFields):
    """
    One order of a payload, field by field.
    """

    def __init__(
        self,
        entry: dict[str, object],
        place: str,
        seller_zone: str,
        pre_sales: Mapping[str, PreSale],
    ) -> None:
        super().__init__(entry, place)
        self.seller_zone, self.pre_sales = seller_zone, pre_sales

    def order(self) -> Order:
        kind = self._kind()
        total, items = self._money("total_amount", required=True), self._money("sub_total")
        status, cancelled = self._status()
        try:
            return Order(
                id=self.id,
                kind=kind,
                placed_at=self.time("create_time", required=True),
                total=total,
                items_total=items,
                unit_prices=self._unit_prices(),
                promise=self._promise(kind),
                paid=self._paid(status),
                held=status in {"UNPAID", "ON_HOLD"},
                shipped_by_seller=self._shipped_by_seller(),
                paid_at=self._event("paid_time"),
                # Some lines are shipped; the order as a whole is not.
                dispatched_at=None if status == "PARTIALLY_SHIPPING" else self._event("rts_time"),
                collected_at=self._event("collection_time"),
                delivered_at=self._event("delivery_time"),
                cancelled_at=cancelled,
                cancelled_by=self._party(),
                stage=_STAGES[status],
                delivered=DeliveredDeadlines(
                    **{name: self.first_time(fields) for name, fields in _DELIVERED.items()}
                ),
            )
        except PayloadError:
            raise
        except PresaleError as error:
            raise self.problem("order", str(error)) from None

    def _event(self, field: str) -> Any:  # noqa: ANN401 - a time or None
        """
        The time of an event; clocks of two systems may differ by a minute, and no more.
        """
        time, placed = self.time(field), self.time("create_time", required=True)
        return placed if time is not None and placed - _SKEW <= time < placed else time

    def _paid(self, status: str) -> bool | None:
        """
        Whether the buyer has paid: not while unpaid, and not yet with cash on delivery.
        """
        if self.time("paid_time") is not None:
            return True
        return False if status == "UNPAID" or self.table.get("is_cod") is True else None

    def _shipped_by_seller(self) -> bool:
        return self.text("fulfillment_type") in {"", "FULFILLMENT_BY_SELLER"}

    def _unit_prices(self) -> tuple[Money, ...]:
        """
        The price of each unit; none where a line does not say. An order has one line for each unit.
        """
        prices: list[Money] = []
        for line in self._lines():
            amount, currency = line.get("sale_price"), line.get("currency")
            if not isinstance(amount, str) or not isinstance(currency, str):
                return ()
            try:
                prices.append(Money(amount, currency))
            except PresaleError:
                return ()
        return tuple(prices)

    def _lines(self) -> list[dict[str, object]]:
        return self.tables("line_items")

    def _kind(self) -> OrderKind:
        """
        The order's kind by the evidence it carries.

        Outside the United States nothing in an order tells a pre-order from any other, so NORMAL,
        an empty value and a missing one are all read as standard unless a line or a field of its
        own proves otherwise.
        """
        given = self.text("order_type")
        if given not in _KINDS:
            known = ", ".join(filter(None, _KINDS))
            raise self.problem("order_type", f"{given!r} is none of {known}")
        if given not in {"", "NORMAL"}:
            return _KINDS[given]
        for line in self._lines():
            kind = _KINDS.get(self.text("sku_type", line, "line_items."), OrderKind.STANDARD)
            if kind is not OrderKind.STANDARD:
                return kind
        if self.table.get("release_date"):
            return OrderKind.PRE_ORDER
        sold = self._pre_sale()
        return OrderKind.STANDARD if sold is None else sold.kind

    def _pre_sale(self) -> PreSale | None:
        """
        The presale terms of the order's products; of several, the strictest.
        """
        found = (self.pre_sales.get(self.text("sku_id", line)) for line in self._lines())
        return strictest([terms for terms in found if terms is not None])

    def _promise(self, kind: OrderKind) -> Promise | None:
        if kind is OrderKind.STANDARD:
            return None
        release = self.time("release_date")
        if kind is OrderKind.PRE_ORDER and release is not None:
            return ReleaseOn(local_day(release, zone_of(self.seller_zone)), zone=self.seller_zone)
        duration = table_of(self.table.get("handling_duration"))
        if duration is not None:
            days = self.days(duration.get("days"), "handling_duration.days")
            unit = self.text("type", duration, "handling_duration.") or "BUSINESS_DAY"
            if unit not in {"BUSINESS_DAY", "CALENDAR_DAY"}:
                raise self.problem("handling_duration.type", f"{unit!r} is no kind of day")
            return ShipWithin((BusinessDays if unit == "BUSINESS_DAY" else CalendarDays)(days))
        for line in self._lines():
            days_text = line.get("handling_duration_days")
            if days_text not in (None, ""):
                return ShipWithin(
                    BusinessDays(self.days(days_text, "line_items.handling_duration_days"))
                )
        sold = self._pre_sale()
        return None if sold is None or sold.kind is not kind else sold.promise

    def _money(self, field: str, *, required: bool = False) -> Any:  # noqa: ANN401 - None only if not required
        payment = table_of(self.table.get("payment"))
        if payment is None:
            raise self.problem("payment", "is missing")
        amount = payment.get(field)
        if amount in (None, ""):
            if required:
                raise self.problem(f"payment.{field}", "is missing")
            return None
        too_long = len(str(amount)) > _AMOUNT_LENGTH
        if not isinstance(amount, str | int) or isinstance(amount, bool) or too_long:
            problem = f"must be an amount as text, not {short(amount)}"
            raise self.problem(f"payment.{field}", problem)
        try:
            return Money(amount, self.text("currency", payment, "payment."))
        except PayloadError:
            raise
        except PresaleError as error:
            raise self.problem(f"payment.{field}", str(error)) from None

    def _status(self) -> tuple[str, datetime | None]:
        status = self.text("status")
        if status not in _STAGES:
            problem = f"{status!r} is none of {', '.join(_STAGES)}" if status else "is missing"
            raise self.problem("status", problem)
        if status not in {"CANCELLED", "CANCEL"}:
            return status, None
        cancelled = self.first_time(("cancel_time", "update_time"))
        if cancelled is None:
            raise self.problem("cancel_time", "is missing from a cancelled order")
        return status, cancelled

    def _party(self) -> Party | None:
        given = self.text("cancellation_initiator").lower()
        if not given or self._status()[1] is None:
            return None
        if given == "operator":
            return Party.SYSTEM
        try:
            return Party(given)
        except ValueError:
            raise self.problem("cancellation_initiator", f"{given!r} is nobody known") from None
