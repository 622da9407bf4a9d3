"""
Presale offers as request bodies of the Open API, and back.

The Open API knows the type, and a release date or a number of days. All else that an offer agrees
with its buyers stands in no field of it, and comes back as a loss.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.adapters.losses import Loss, LossReport
from tiktok_presale.adapters.pre_sales import TURN_BACK, TYPES, PreSale, check_zone
from tiktok_presale.adapters.products import ListedSku, Stock, read_body
from tiktok_presale.adapters.shops import region_of
from tiktok_presale.facts.offers import Offer
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.values.checks import check_kind, check_text, check_yes_no
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import OutOfRangeError, PayloadError, WrongTypeError
from tiktok_presale.values.instants import utc, zone_of
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from tiktok_presale.values.money import Money

__all__ = [
    "Request",
    "RequestedSku",
    "expressible",
    "read_offers",
    "stock_body",
    "to_request",
    "turn_back",
]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAMES = {kind: name for name, (kind, _) in TYPES.items()}
# What of an offer the Open API has no field for.
_NO_FIELD = (
    "plan",
    "sale",
    "category",
    "cap",
    "per_buyer",
    "limits",
    "goal",
    "audience",
    "badge",
    "notice",
    "box",
    "coupons",
)


@final
@attrs.frozen(kw_only=True)
class RequestedSku(Value):
    """
    What a request says of one SKU.

    Args:
        sku: Its name: the seller's own, or the platform's id.
        by_id: Whether that is the platform's id, as edits need it.
        type: The type, as the Open API names it; "NONE" turns it back to a regular one.
        price: Its price, where the request sets one.
        days: Days to handle and hand over.
        release: When handling starts, in epoch seconds.
    """

    sku: str
    by_id: bool
    type: str
    price: Money | None = None
    days: int | None = None
    release: int | None = None

    def __attrs_post_init__(self) -> None:
        """
        Refuse what the Open API would refuse for its form alone.
        """
        check_text("sku", self.sku)
        check_yes_no("by_id", self.by_id)
        if self.type not in {*TYPES, TURN_BACK}:
            raise OutOfRangeError("type", repr(self.type), f"one of {', '.join(TYPES)}, NONE")
        filled = (self.days is not None) + (self.release is not None)
        if filled != (self.type != TURN_BACK):
            allowed = "exactly one of days and release; none with NONE"
            raise OutOfRangeError("days", f"{filled} of two", allowed)

    def json(self) -> dict[str, object]:
        """
        The SKU in the body: plain tables, made anew for each call.
        """
        terms: dict[str, object] = {"type": self.type}
        if self.days is not None:
            terms["fulfillment_type"] = {"handling_duration_days": self.days}
        elif self.release is not None:
            terms["fulfillment_type"] = {"release_date": self.release}
        body: dict[str, object] = {"id" if self.by_id else "seller_sku": self.sku}
        if self.price is not None:
            body["price"] = {"amount": str(self.price.amount), "currency": self.price.currency}
        return body | {"pre_sale": terms}


@final
@attrs.frozen
class Request(Value):
    """
    A request to the Open API, and what of the offers it cannot say.

    Args:
        skus: What it says of each SKU.
        losses: What the Open API has no field for.
    """

    skus: tuple[RequestedSku, ...]
    losses: LossReport = attrs.field(factory=LossReport)

    def body(self) -> dict[str, object]:
        """
        The body: the whole of a partial edit, and the part on presale when a product is created.
        """
        return {"skus": [sku.json() for sku in self.skus]}


def expressible(kind: OrderKind, promise: Promise, region: str) -> bool:
    """
    Whether the Open API has a form for a promise of that kind in a region.

    Args:
        kind: The kind of orders.
        promise: What is promised.
        region: The shop's region, such as "US" or "GB".

    Examples:
        >>> expressible(OrderKind.PRE_ORDER, ShipWithin(CalendarDays(7)), "TH")
        True
        >>> expressible(OrderKind.PRE_ORDER, ShipWithin(CalendarDays(7)), "US")
        False
    """
    if region_of(region) != "US":
        days = isinstance(promise, ShipWithin) and isinstance(promise.days, CalendarDays)
        return kind is OrderKind.PRE_ORDER and days
    if kind is OrderKind.PRE_ORDER:
        return isinstance(promise, ReleaseOn)
    business = isinstance(promise, ShipWithin) and isinstance(promise.days, BusinessDays)
    return kind in _NAMES and business


def to_request(
    offers: Iterable[Offer], *, region: str, seller_zone: str, by_id: bool = False
) -> Request:
    """
    The request that puts offers on presale, and what of them it cannot say.

    Args:
        offers: The offers, one for each SKU of a product.
        region: The shop's region, on which the form depends.
        seller_zone: The time zone of the seller's profile, in which release dates are read.
        by_id: Whether `offer.sku` is the platform's id of the SKU, as in edits, or the seller's
            own name, as where a product is created.

    Raises:
        WrongTypeError: If one is no offer.
        OutOfRangeError: If the Open API has no form for a promise (ask `expressible`), or a
            promise names another zone than the seller's profile.
    """
    _check_several("offers", offers)
    check_zone("seller_zone", seller_zone)
    skus: list[RequestedSku] = []
    losses: list[Loss] = []
    for offer in offers:
        check_kind("offers", offer, Offer, "offers")
        if not expressible(offer.kind, offer.promise, region):
            given = f"{offer.kind} {offer.promise}"
            raise OutOfRangeError("promise", given, f"one that the Open API takes in {region}")
        skus.append(_requested(offer, seller_zone, by_id=by_id))
        losses += _losses(offer)
    return Request(tuple(skus), LossReport.of(losses))


def _requested(offer: Offer, seller_zone: str, *, by_id: bool) -> RequestedSku:
    promise = offer.promise
    release = _midnight(promise, seller_zone) if isinstance(promise, ReleaseOn) else None
    days = promise.days.count if isinstance(promise, ShipWithin) else None
    return RequestedSku(
        sku=offer.sku,
        by_id=by_id,
        type=_NAMES[offer.kind],
        price=offer.price,
        days=days,
        release=release,
    )


def _midnight(promise: ReleaseOn, seller_zone: str) -> int:
    """
    The start of a release day, in epoch seconds of the zone of the seller's profile.
    """
    zone = zone_of(seller_zone)
    if promise.zone not in {None, zone.key}:
        raise OutOfRangeError("seller_zone", seller_zone, f"that of the promise, {promise.zone}")
    midnight = utc(datetime.combine(promise.on, time(), zone))
    return (midnight - _EPOCH) // timedelta(seconds=1)


def _losses(offer: Offer) -> list[Loss]:
    set_there = (name for name in _NO_FIELD if getattr(offer, name) not in (None, ()))
    return [Loss("id", 1, "no_field"), *(Loss(name, 1, "no_field") for name in set_there)]


def turn_back(skus: Iterable[str]) -> Request:
    """
    The partial edit that makes SKUs regular again; the days or the date must not stand beside it.

    Args:
        skus: The platform's ids of the SKUs.

    Raises:
        WrongTypeError: If it is one id, or one of them is none.

    Examples:
        >>> turn_back(["11"]).body()
        {'skus': [{'id': '11', 'pre_sale': {'type': 'NONE'}}]}
    """
    _check_several("skus", skus)
    return Request(tuple(RequestedSku(sku=sku, by_id=True, type=TURN_BACK) for sku in skus))


def _check_several(argument: str, value: object) -> None:
    """
    Refuse one thing where several are asked for; each letter of a text would be one.
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise WrongTypeError(argument, "several, such as a list", type(value).__name__)


def stock_body(sku: str, stock: Iterable[Stock]) -> dict[str, object]:
    """
    The body that sets the stock of one SKU by warehouse, with its backorders (United States).

    Args:
        sku: The platform's id of the SKU.
        stock: Its stock; what a warehouse leaves open stays as it is.

    Examples:
        >>> from tiktok_presale.adapters.products import Stock
        >>> stock_body("11", [Stock(warehouse_id="6", backorder=20)])
        {'skus': [{'id': '11', 'inventory': [{'warehouse_id': '6', 'backorder_quantity': 20}]}]}
    """
    check_text("sku", sku)
    return {"skus": [{"id": sku, "inventory": [_stock(one) for one in stock]}]}


def _stock(stock: Stock) -> dict[str, object]:
    check_kind("stock", stock, Stock, "Stock for each warehouse")
    handling = None if stock.handling is None else stock.handling.count
    given = {
        "warehouse_id": stock.warehouse_id,
        "quantity": stock.quantity,
        "backorder_quantity": stock.backorder,
        "handling_time": handling,
    }
    return {field: value for field, value in given.items() if value is not None}


def read_offers(body: object, *, like: Offer, seller_zone: str) -> tuple[Offer, ...]:
    """
    The offers that a body asks for; what it cannot say is taken from *like*.

    Args:
        body: The body of a call to create or edit a product.
        like: An offer with the plan, the sale period and the rest.
        seller_zone: The time zone of the seller's profile, in which release dates are read.

    Raises:
        PayloadError: If the body cannot be read.
        WrongTypeError: If *like* is no offer.
    """
    check_kind("like", like, Offer, "an Offer")
    found = read_body(body, seller_zone=seller_zone)
    if found.problems:
        raise found.problems[0]
    offers = [_offer(sku, like) for listing in found.found for sku in listing.skus]
    return tuple(offer for offer in offers if offer is not None)


def _offer(sku: ListedSku, like: Offer) -> Offer | None:
    terms: PreSale | None = sku.pre_sale
    name = sku.id or sku.seller_sku
    if terms is None or terms.promise is None:
        return None
    if name is None:
        raise PayloadError("-", "skus.id", "is missing, and seller_sku too", "body")
    price = like.price if sku.price is None else sku.price
    return attrs.evolve(like, sku=name, price=price, kind=terms.kind, promise=terms.promise)
