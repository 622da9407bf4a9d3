"""
One order of the Open API, field by field.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from tiktok_presale.adapters.evidence import Clue, Verdict, Witness, weigh
from tiktok_presale.adapters.payload import NO_NUMBER, PayloadFields, peek, short
from tiktok_presale.adapters.pre_sales import PreSale, strictest
from tiktok_presale.facts.orders import DeliveredDeadlines, Order, Party, Stage
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import PresaleError
from tiktok_presale.values.instants import local_day, zone_of
from tiktok_presale.values.money import Money
from tiktok_presale.values.untyped import table_of
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

__all__ = ["CANCELLED", "STAGES", "OrderFields"]

# The order type; what is not in here is told by other evidence.
_KINDS = {
    "ZERO_LOTTERY": OrderKind.STANDARD,
    "PRE_ORDER": OrderKind.PRE_ORDER,
    "MADE_TO_ORDER": OrderKind.MADE_TO_ORDER,
    "BACK_ORDER": OrderKind.BACK_ORDER,
}
_SAY_NOTHING = frozenset({"", "NORMAL"})
# The deprecated type of a line, which knows no back order; a partner's goods can be anything.
_LINE_KINDS = {key: _KINDS[key] for key in ("PRE_ORDER", "MADE_TO_ORDER")}
_LINES_SAY_NOTHING = frozenset({"", "NORMAL", "ZERO_LOTTERY", "SHOP_PARTNER"})

CANCELLED = frozenset({"CANCELLED", "CANCEL"})
"""Orders say the first, webhooks the second."""

STAGES = {
    "UNPAID": Stage.PLACED,
    "ON_HOLD": Stage.PLACED,
    "AWAITING_SHIPMENT": Stage.PLACED,
    "PARTIALLY_SHIPPING": Stage.PLACED,  # not dispatched: some lines are not
    "AWAITING_COLLECTION": Stage.DISPATCHED,
    "IN_TRANSIT": Stage.COLLECTED,
    "DELIVERED": Stage.DELIVERED,
    "COMPLETED": Stage.DELIVERED,
    **dict.fromkeys(sorted(CANCELLED, reverse=True), Stage.PLACED),
}
"""How far an order of each status has come at least."""

# The platform's own deadlines, by what they mean to us. The older single auto-cancel time is still
# sent and equals the newer one.
_DELIVERED = {
    "dispatch": ("rts_sla_time",),
    "collection": ("tts_sla_time",),
    "auto_cancel": ("shipping_due_time", "cancel_order_sla_time"),
    "auto_cancel_uncollected": ("collection_due_time",),
    "delivery": ("delivery_due_time",),
}
_DAY_TYPES: dict[str, type[CalendarDays | BusinessDays]] = {
    "": BusinessDays,
    "BUSINESS_DAY": BusinessDays,
    "CALENDAR_DAY": CalendarDays,
}
_SKEW = timedelta(minutes=1)

# Clues of which every order has one or another.
_NOTHING_SAID = Clue(Witness.NOTHING_SAID)
_ORDER_TYPES = {word: Clue(Witness.ORDER_TYPE, [kind]) for word, kind in _KINDS.items()}


class OrderFields(PayloadFields):
    """
    One order of a payload (202309, 202507).

    Args:
        entry: The decoded JSON object.
        place: What the order is called while its id is not known.
        seller_zone: The time zone of the seller's profile, in which release dates are read.
        pre_sales: The presale terms of SKUs.
        proofs: The orders that a fee proves to be pre-orders.
    """

    seller_zone: str
    pre_sales: Mapping[str, PreSale]
    proofs: Container[str]

    payment: ClassVar[str] = "payment"
    lines: ClassVar[str] = "line_items"
    price_fields: ClassVar[tuple[str, ...]] = ("sale_price", "currency")
    initiator: ClassVar[str] = "cancellation_initiator"
    deadlines: ClassVar[dict[str, tuple[str, ...]]] = _DELIVERED
    items: list[dict[str, object]]
    sold: PreSale | None

    def __init__(
        self,
        entry: dict[str, object],
        place: str,
        seller_zone: str,
        pre_sales: Mapping[str, PreSale],
        proofs: Container[str] = (),
    ) -> None:
        super().__init__(entry, place)
        self.seller_zone, self.pre_sales, self.proofs = seller_zone, pre_sales, proofs
        self.items = self.tables(self.lines)
        self.sold = self._sold()
        self.placed: Any = None

    def order(self) -> tuple[Order, Verdict]:
        """
        The order, and what says of which kind it is.
        """
        verdict = self.verdict()
        kind = self._kind(verdict)
        status, cancelled = self._status()
        self.placed = self.time("create_time", required=True)
        order = self.told(
            "order",
            Order,
            id=self.id,
            kind=kind,
            placed_at=self.placed,
            **self._totals(),
            unit_prices=self.unit_prices(),
            promise=self._promise(kind),
            paid=self._paid(status),
            held=status in {"UNPAID", "ON_HOLD"},
            shipped_by_seller=self.shipped_by_seller(),
            paid_at=self._event("paid_time"),
            # Some lines are shipped; the order as a whole is not.
            dispatched_at=None if status == "PARTIALLY_SHIPPING" else self._event("rts_time"),
            collected_at=self._event("collection_time"),
            delivered_at=self._event("delivery_time"),
            cancelled_at=cancelled,
            cancelled_by=None if cancelled is None else self._party(),
            stage=STAGES[status],
            delivered=DeliveredDeadlines(
                **{name: self.first_time(fields) for name, fields in self.deadlines.items()}
            ),
        )
        return order, verdict

    def verdict(self) -> Verdict:
        """
        Everything that speaks of the order's kind, weighed.

        Outside the United States nothing in an order tells a pre-order from any other, so NORMAL,
        an empty value and a missing one are all no evidence.
        """
        return weigh(self.id, self.clues())

    def clues(self) -> Iterator[Clue]:
        """
        Everything that speaks of the order's kind.
        """
        given = self.text("order_type")
        if given not in _KINDS and given not in _SAY_NOTHING:
            known = ", ".join(("NORMAL", *_KINDS))
            raise self.problem("order_type", f"{short(given)} is none of {known}")
        yield _ORDER_TYPES.get(given, _NOTHING_SAID)
        for line in self.items:
            kind = self._line_kind(line)
            if kind is not None:
                yield Clue(Witness.SKU_TYPE, [kind])
        if peek(self.table, "release_date") not in NO_NUMBER:
            yield Clue(Witness.RELEASE_DATE, [OrderKind.PRE_ORDER])
        if self._has_duration():
            yield Clue(Witness.HANDLING_DURATION, [OrderKind.MADE_TO_ORDER, OrderKind.BACK_ORDER])
        yield from self.outside()

    def _has_duration(self) -> bool:
        """
        Whether a handling duration is set; one whose days are empty says nothing.
        """
        given = peek(self.table, "handling_duration")
        table = table_of(given)
        return bool(given) if table is None else peek(table, "days") not in NO_NUMBER

    def outside(self) -> Iterator[Clue]:
        """
        What speaks of the order's kind and does not stand in it: its products and its fees.
        """
        if self.sold is not None:
            yield Clue(Witness.SNAPSHOT, [self.sold.kind])
        if self.id in self.proofs:
            yield Clue(Witness.SERVICE_FEE, [OrderKind.PRE_ORDER])

    def _line_kind(self, line: dict[str, object]) -> OrderKind | None:
        given = self.text("sku_type", line, f"{self.lines}.")
        if given not in _LINE_KINDS and given not in _LINES_SAY_NOTHING:
            known = ", ".join((*sorted(_LINES_SAY_NOTHING - {""}), *_LINE_KINDS))
            raise self.problem(f"{self.lines}.sku_type", f"{short(given)} is none of {known}")
        return _LINE_KINDS.get(given)

    def _kind(self, verdict: Verdict) -> OrderKind:
        """
        The kind that the evidence names; standard where there is none.
        """
        if verdict.presale and verdict.kind is None:
            problem = "is missing, and the handling duration is that of two kinds of orders"
            raise self.problem("order_type", problem)
        return verdict.kind or OrderKind.STANDARD

    def _event(self, field: str) -> Any:  # noqa: ANN401 - a time or None
        """
        The time of an event; clocks of two systems may differ by a minute, and no more.
        """
        time, placed = self.time(field), self.placed
        return placed if time is not None and placed - _SKEW <= time < placed else time

    def _paid(self, status: str) -> bool | None:
        """
        Whether the buyer has paid: not while unpaid, and not yet with cash on delivery.
        """
        if self.time("paid_time") is not None:
            return True
        return False if status == "UNPAID" or self.flag("is_cod") else None

    def shipped_by_seller(self) -> bool:
        """
        Whether the seller ships it, and not the platform from its own warehouse.
        """
        return self.text("fulfillment_type") in {"", "FULFILLMENT_BY_SELLER"}

    def unit_prices(self) -> tuple[Money, ...]:
        """
        The price of each unit; none where a line does not say. An order has one line for each unit.
        """
        prices = [self.line_price(line) for line in self.items]
        known = tuple(price for price in prices if price is not None)
        if len(known) < len(prices):
            return ()
        for line in self.items:  # only now are they carried over
            for field in self.price_fields:
                line.get(field)
        return known

    def line_price(self, line: dict[str, object]) -> Money | None:
        """
        The price of one line; None where it does not say, or not in money that there is.
        """
        amount, currency = peek(line, "sale_price"), peek(line, "currency")
        if not isinstance(amount, str) or not isinstance(currency, str):
            return None
        try:
            return Money(amount, currency.strip())
        except PresaleError:
            return None

    def _sold(self) -> PreSale | None:
        """
        The presale terms of the order's products; of several, the strictest.
        """
        known: list[PreSale] = []
        for line in self.items if self.pre_sales else ():
            # Like every id it may come as a number.
            given = {"sku_id": peek(line, "sku_id")}
            sku = self.ident("sku_id", given, f"{self.lines}.") or ""
            if sku in self.pre_sales:
                known.append(self.pre_sales[sku])
                line.get("sku_id")  # only now is it carried over
        return strictest(known)

    def _promise(self, kind: OrderKind) -> Promise | None:
        if kind is OrderKind.STANDARD:
            return None
        release = self.time("release_date") if kind is OrderKind.PRE_ORDER else None
        if release is not None:
            return ReleaseOn(local_day(release, zone_of(self.seller_zone)), zone=self.seller_zone)
        duration = self.inner("handling_duration")
        if self._has_duration():
            unit = self.text("type", duration, "handling_duration.")
            if unit not in _DAY_TYPES:
                raise self.problem("handling_duration.type", f"{short(unit)} is no kind of day")
            days = self.days(duration.get("days"), "handling_duration.days")
            return ShipWithin(_DAY_TYPES[unit](days))
        line_days = self._line_days()
        if line_days is not None:
            return ShipWithin(BusinessDays(line_days))
        return None if self.sold is None or self.sold.kind is not kind else self.sold.promise

    def _line_days(self) -> int | None:
        """
        The days of the line that is due first; None where no line has any (deprecated).
        """
        name = "handling_duration_days"
        told = (line for line in self.items if peek(line, name) not in NO_NUMBER)
        days = (self.days(line.get(name), f"{self.lines}.{name}") for line in told)
        return min(days, default=None)

    def _totals(self) -> dict[str, Money | None]:
        """
        What is paid in all, and for the goods alone where that is told.
        """
        payment = table_of(self.table.get(self.payment))
        if payment is None:
            raise self.problem(self.payment, "is missing")
        currency = self.text("currency", payment, f"{self.payment}.")
        total = self.paid_amount("total_amount", currency, payment)
        if total is None:
            raise self.problem(f"{self.payment}.total_amount", "is missing")
        return {"total": total, "items_total": self.paid_amount("sub_total", currency, payment)}

    def paid_amount(self, field: str, currency: str, payment: dict[str, object]) -> Money | None:
        """
        One amount of the payment.
        """
        return self.amount(field, currency, payment, f"{self.payment}.")

    def _status(self) -> tuple[str, datetime | None]:
        status = self.status()
        if status not in CANCELLED:
            return status, None
        cancelled = self.first_time(("cancel_time", "update_time"))
        if cancelled is None:
            raise self.problem("cancel_time", "is missing from a cancelled order")
        return status, cancelled

    def status(self) -> str:
        """
        The status, as 202309 spells it.
        """
        status = self.text("status")
        if status not in STAGES:
            known = f"{short(status)} is none of {', '.join(STAGES)}"
            raise self.problem("status", known if status else "is missing")
        return status

    def _party(self) -> Party | None:
        given = self.text(self.initiator).lower()
        if given in {"", "operator"}:
            return Party.SYSTEM if given else None
        try:
            return Party(given)
        except ValueError:
            problem = f"{short(given)} is nobody known"
            raise self.problem(self.initiator, problem) from None
