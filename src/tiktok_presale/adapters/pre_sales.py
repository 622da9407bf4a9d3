"""
Which SKUs were on presale, from products as the Open API returns them.

Outside the United States an order does not say that it is a pre-order; the product does. A snapshot
taken when the order was placed is strong evidence, one taken later is weak: products turn regular
on release, and sellers may turn presale off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, final

import attrs

from tiktok_presale.adapters.payload import PayloadFields
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import PayloadError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import local_day, zone_of
from tiktok_presale.values.untyped import list_of, table_of
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["PreSale", "PreSaleReading", "read_pre_sales", "strictest"]

# Made to order and custom count business days; a pre-order counts calendar days.
_KINDS: dict[str, tuple[OrderKind, type[CalendarDays | BusinessDays]]] = {
    "PRE_ORDER": (OrderKind.PRE_ORDER, CalendarDays),
    "MADE_TO_ORDER": (OrderKind.MADE_TO_ORDER, BusinessDays),
    "CUSTOM": (OrderKind.CUSTOM, BusinessDays),
}


@final
@attrs.frozen
class PreSale(Value):
    """
    The presale terms of one SKU.

    Args:
        kind: The kind of its orders.
        promise: When it is dispatched; None where that is not known.
    """

    kind: OrderKind
    promise: Promise | None


@final
@attrs.frozen
class PreSaleReading(Value):
    """
    What was read of products: the terms by SKU id, and the products that could not be read.
    """

    terms: FrozenMap[PreSale]
    problems: tuple[PayloadError, ...]


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

    Examples:
        >>> product = {"id": "1", "skus": [{"id": "11", "pre_sale": {
        ...     "type": "PRE_ORDER", "fulfillment_type": {"handling_duration_days": 7}}}]}
        >>> str(read_pre_sales(product, seller_zone="Asia/Bangkok").terms["11"].promise)
        'within 7 calendar days'
    """
    found: dict[str, PreSale] = {}
    problems: list[PayloadError] = []
    for number, product in enumerate(_products(payload)):
        try:
            found.update(_ProductFields(product, f"#{number}").pre_sales(seller_zone))
        except PayloadError as problem:
            problems.append(problem)
    return PreSaleReading(FrozenMap(found), tuple(problems))


def _products(payload: object) -> Iterator[dict[str, object]]:
    table = table_of(payload)
    data = None if table is None else table_of(table.get("data"))
    table = table if data is None else data
    listed = list_of(payload if table is None else table.get("products", [table]))
    for entry in listed or ():
        product = table_of(entry)
        if product is None or "skus" not in product:
            listed = None
            break
        yield product
    if listed is None:
        problem = "holds no products: give the response of Get Product or Search Products"
        raise PayloadError("-", "payload", problem, "input")


class _ProductFields(PayloadFields):
    """
    One product of a payload.
    """

    what: ClassVar[str] = "product"

    def pre_sales(self, seller_zone: str) -> Iterator[tuple[str, PreSale]]:
        for sku in self.tables("skus"):
            terms = table_of(sku.get("pre_sale"))
            kind = "" if terms is None else self.text("type", terms, "skus.pre_sale.")
            if terms is None or kind in {"", "NONE"}:
                continue
            if kind not in _KINDS:
                raise self.problem("skus.pre_sale.type", f"{kind!r} is none of {', '.join(_KINDS)}")
            yield self.text("id", sku, "skus."), self._terms(kind, terms, seller_zone)

    def _terms(self, kind: str, terms: dict[str, object], seller_zone: str) -> PreSale:
        order_kind, unit = _KINDS[kind]
        fulfilment = table_of(terms.get("fulfillment_type")) or {}
        release = self.time("release_date", fulfilment)
        days = fulfilment.get("handling_duration_days")
        if release is not None and days not in (None, 0):
            problem = "has both a release date and days; a product has one of them"
            raise self.problem("skus.pre_sale.fulfillment_type", problem)
        if release is not None:
            day = local_day(release, zone_of(seller_zone))
            return PreSale(order_kind, ReleaseOn(day, zone=seller_zone))
        field = "skus.pre_sale.fulfillment_type.handling_duration_days"
        return PreSale(order_kind, ShipWithin(unit(self.days(days, field))))
