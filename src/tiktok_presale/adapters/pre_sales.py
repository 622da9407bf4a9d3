"""
Which SKUs were on presale, from products as the Open API returns them.

Outside the United States an order does not say that it is a pre-order; the product does. A snapshot
taken when the order was placed is strong evidence, one taken later is weak: products turn regular
on release, and sellers may turn presale off.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, ClassVar, final

import attrs

from tiktok_presale.adapters.envelopes import Shape, read_each
from tiktok_presale.adapters.losses import LossReport
from tiktok_presale.adapters.payload import PayloadFields, peek, short
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.values.checks import instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import OutOfRangeError, PayloadError, WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import local_day, zone_of
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "PRODUCTS",
    "TURN_BACK",
    "TYPES",
    "PreSale",
    "PreSaleReading",
    "ProductFields",
    "check_pre_sales",
    "check_proofs",
    "check_zone",
    "read_pre_sales",
    "strictest",
]

TURN_BACK = "NONE"
"""Turns a product back to a regular one (Edit, Partial edit)."""

# Made to order and custom count business days; a pre-order counts calendar days.
TYPES: dict[str, tuple[OrderKind, type[CalendarDays | BusinessDays]]] = {
    "PRE_ORDER": (OrderKind.PRE_ORDER, CalendarDays),
    "MADE_TO_ORDER": (OrderKind.MADE_TO_ORDER, BusinessDays),
    "CUSTOM": (OrderKind.CUSTOM, BusinessDays),
}

PRODUCTS = Shape(many=("products",), one="product", marks=("skus",))


@final
@attrs.frozen
class PreSale(Value):
    """
    The presale terms of one SKU.

    Args:
        kind: The kind of its orders.
        promise: When it is dispatched; None where that is not known.

    Raises:
        WrongTypeError: If a field has another type.
    """

    kind: OrderKind = attrs.field(validator=instance("an OrderKind", OrderKind))
    promise: Promise | None = attrs.field(
        validator=attrs.validators.optional(
            instance("a ShipWithin or a ReleaseOn", ShipWithin, ReleaseOn)
        )
    )


@final
@attrs.frozen
class PreSaleReading(Value):
    """
    What was read of products: the terms by SKU id, and the products that could not be read.

    Args:
        terms: The terms of every SKU on presale.
        problems: What could not be read, by product and field.
        losses: What stood in the payload and is no presale term.
    """

    terms: FrozenMap[PreSale]
    problems: tuple[PayloadError, ...]
    losses: LossReport = attrs.field(factory=LossReport)


def check_zone(argument: str, value: object) -> None:
    """
    Refuse what is no time zone, before the first release date asks for it.

    Raises:
        WrongTypeError: If it is no text.
        OutOfRangeError: If there is no such zone.
    """
    allowed = "an IANA name such as 'Asia/Bangkok'"
    if not isinstance(value, str):
        raise WrongTypeError(argument, allowed, type(value).__name__)
    try:
        zone_of(value)
    except OutOfRangeError:
        raise OutOfRangeError(argument, repr(value), allowed) from None


def check_pre_sales(value: object) -> None:
    """
    Refuse what holds no presale terms by SKU.

    Raises:
        WrongTypeError: If it is neither None nor a map.
    """
    if value is not None and not isinstance(value, Mapping):
        expected = "a map from SKU ids to PreSale, such as read_pre_sales(…).terms"
        raise WrongTypeError("pre_sales", expected, type(value).__name__)


def check_proofs(value: object) -> None:
    """
    Refuse what is no collection of ids, and text too, since every part of an id would be one.

    Raises:
        WrongTypeError: If it is none.
    """
    if isinstance(value, str) or not isinstance(value, Collection):
        expected = "ids of orders, such as finance.proofs(read_transactions(…).found)"
        raise WrongTypeError("proofs", expected, type(value).__name__)


def strictest(several: Sequence[PreSale]) -> PreSale | None:
    """
    Of the terms of several SKUs in one order, those that are due first.

    Promises of different forms or units cannot be compared; then the kind is known and the promise
    is not.
    """
    if not several:
        return None
    first = several[0]
    releases = [t.promise for t in several if isinstance(t.promise, ReleaseOn)]
    if len(releases) == len(several):
        return PreSale(first.kind, min(releases, key=lambda promise: promise.on))
    days = [t.promise for t in several if isinstance(t.promise, ShipWithin)]
    if len(days) == len(several) and len({type(promise.days) for promise in days}) == 1:
        return PreSale(first.kind, min(days, key=lambda promise: promise.days.count))
    return PreSale(first.kind, None)


def read_pre_sales(payload: object, *, seller_zone: str) -> PreSaleReading:
    """
    Read the presale terms of every SKU that has them, by SKU id.

    Args:
        payload: The decoded JSON: a response of Get Product or Search Products, a list of
            products, or one product.
        seller_zone: The time zone of the seller's profile, in which release dates are read.

    Raises:
        PayloadError: If there are no products in *payload* at all.
        OutOfRangeError: If there is no such time zone.

    Examples:
        >>> product = {"id": "1", "skus": [{"id": "11", "pre_sale": {
        ...     "type": "PRE_ORDER", "fulfillment_type": {"handling_duration_days": 7}}}]}
        >>> str(read_pre_sales(product, seller_zone="Asia/Bangkok").terms["11"].promise)
        'within 7 calendar days'
    """
    check_zone("seller_zone", seller_zone)
    reading = read_each(
        payload,
        PRODUCTS,
        lambda table, place: _Terms(table, place).pre_sales(seller_zone),
    )
    found = {sku: terms for product in reading.found for sku, terms in product}
    return PreSaleReading(FrozenMap(found), reading.problems, reading.losses)


class ProductFields(PayloadFields):
    """
    One product of a payload, and the presale terms of its SKUs.
    """

    what: ClassVar[str] = "product"

    def skus(self) -> list[dict[str, object]]:
        """
        The SKUs; a product without the field is none.
        """
        if "skus" not in self.table:
            raise self.problem("skus", "is missing")
        return self.tables("skus")

    def pre_sales(self, seller_zone: str) -> tuple[tuple[str, PreSale], ...]:
        """
        The terms of every SKU on presale, by its id.
        """
        found: list[tuple[str, PreSale]] = []
        for sku in self.skus():
            terms = self.terms(sku, seller_zone)
            if terms is not None:
                name = self.ident("id", sku, "skus.")
                if name is None:
                    raise self.problem("skus.id", "is missing")
                found.append((name, terms))
        return tuple(found)

    def terms(self, sku: dict[str, object], seller_zone: str) -> PreSale | None:
        """
        The presale terms of one SKU; None where it has none, or they are turned off.
        """
        terms = self.inner("pre_sale", sku)
        kind = self.type_of(terms)
        if not kind and peek(terms, "fulfillment_type"):
            raise self.problem("skus.pre_sale.type", "is missing")
        if kind in {"", TURN_BACK}:
            return None
        if kind not in TYPES:
            raise self.problem("skus.pre_sale.type", f"{short(kind)} is none of {', '.join(TYPES)}")
        order_kind, unit = TYPES[kind]
        return PreSale(order_kind, self._promise(terms, unit, seller_zone))

    def type_of(self, terms: dict[str, object]) -> str:
        """
        The type of presale terms, as the Open API names it; empty where there is none.
        """
        return self.text("type", terms, "skus.pre_sale.")

    def _promise(
        self, terms: dict[str, object], unit: type[CalendarDays | BusinessDays], seller_zone: str
    ) -> Promise:
        where = "skus.pre_sale.fulfillment_type"
        fulfilment = self.inner("fulfillment_type", terms)
        release = self.time("release_date", fulfilment)
        days = fulfilment.get("handling_duration_days")
        if release is not None and days not in (None, "", 0, "0"):
            raise self.problem(where, "has both a release date and days; a product has one of them")
        if release is not None:
            return ReleaseOn(local_day(release, zone_of(seller_zone)), zone=seller_zone)
        return ShipWithin(unit(self.days(days, f"{where}.handling_duration_days")))


class _Terms(ProductFields):
    """
    The terms of one product, whose own id is in no answer.
    """

    keeps_id: ClassVar[bool] = False
