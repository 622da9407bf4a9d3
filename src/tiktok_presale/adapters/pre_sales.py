"""
Which SKUs were on presale, from products as the Open API returns them.

Outside the United States an order does not say that it is a pre-order; the product does. A snapshot
taken when the order was placed is strong evidence, one taken later is weak: products turn regular
on release, and sellers may turn presale off.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, cast, final

import attrs

from tiktok_presale.adapters.envelopes import Shape, read_each
from tiktok_presale.adapters.losses import LossReport
from tiktok_presale.adapters.payload import NO_NUMBER, PayloadFields, peek, short
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.values.checks import instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import OutOfRangeError, PayloadError, WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import local_day, zone_of
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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

    Of a map only the first entry is looked at: it is given again with every order of a large file.

    Raises:
        WrongTypeError: If it is neither None nor a map from text to terms.
    """
    if value is None:
        return
    expected = "a map from SKU ids to PreSale, such as read_pre_sales(…).terms"
    if not isinstance(value, Mapping):
        raise WrongTypeError("pre_sales", expected, type(value).__name__)
    for sku, terms in islice(cast("Mapping[object, object]", value).items(), 1):
        if not isinstance(sku, str) or not isinstance(terms, PreSale):
            given = f"one from {type(sku).__name__} to {type(terms).__name__}"
            raise WrongTypeError("pre_sales", expected, given)


def check_proofs(value: object) -> None:
    """
    Refuse what is no collection of ids, and text too, since every part of an id would be one.

    Only the first of them is looked at, as of the terms.

    Raises:
        WrongTypeError: If it is none.
    """
    expected = "ids of orders, such as finance.proofs(read_transactions(…).found)"
    if isinstance(value, str) or not isinstance(value, Collection):
        raise WrongTypeError("proofs", expected, type(value).__name__)
    for one in islice(cast("Collection[object]", value), 1):
        if not isinstance(one, str):
            raise WrongTypeError("proofs", f"text: {expected}", f"{type(one).__name__} among them")


def strictest(several: Sequence[PreSale]) -> PreSale | None:
    """
    Of the terms of several SKUs in one order, those that are due first.

    Promises of different forms or units cannot be compared; then the kind is known and the promise
    is not.
    """
    if not several:
        return None
    releases = [(p.on, n) for n, p in _promises(several) if isinstance(p, ReleaseOn)]
    if len(releases) == len(several):
        return several[min(releases)[1]]
    days = [(p.days, n) for n, p in _promises(several) if isinstance(p, ShipWithin)]
    if len(days) == len(several) and len({type(length) for length, _ in days}) == 1:
        return several[min((length.count, n) for length, n in days)[1]]
    return PreSale(several[0].kind, None)


def _promises(several: Sequence[PreSale]) -> Iterator[tuple[int, Promise | None]]:
    return enumerate(terms.promise for terms in several)


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
        if release is not None and days not in NO_NUMBER:
            raise self.problem(where, "has both a release date and days; a product has one of them")
        if release is not None:
            return ReleaseOn(local_day(release, zone_of(seller_zone)), zone=seller_zone)
        return ShipWithin(unit(self.days(days, f"{where}.handling_duration_days")))


class _Terms(ProductFields):
    """
    The terms of one product, whose own id is in no answer.
    """

    keeps_id: ClassVar[bool] = False
