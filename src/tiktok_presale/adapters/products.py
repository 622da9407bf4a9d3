"""
Products as the Open API returns and takes them: presale terms, backorders, and what is live.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, final

import attrs

from tiktok_presale.adapters.envelopes import Found, Shape, read_each
from tiktok_presale.adapters.payload import peek
from tiktok_presale.adapters.pre_sales import (
    PRODUCTS,
    TURN_BACK,
    PreSale,
    ProductFields,
    check_zone,
)
from tiktok_presale.values.checks import check_text
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays

if TYPE_CHECKING:
    from tiktok_presale.values.money import Money

__all__ = ["ListedSku", "Listing", "Stock", "read_body", "read_products"]

# A body to create or edit a product stands alone; its product has no id before it is made.
_BODY = Shape(
    many=("products",), one="product", keys=("id", "external_product_id", "title"), marks=("skus",)
)


@final
@attrs.frozen(kw_only=True)
class Stock(Value):
    """
    The stock of one SKU in one warehouse.

    Args:
        warehouse_id: The warehouse.
        quantity: Units that can be shipped now.
        backorder: Units that can be sold once those are gone (United States); none on presale.
        handling: Business days in which a backorder is shipped.
    """

    warehouse_id: str | None = None
    quantity: int | None = None
    backorder: int | None = None
    handling: BusinessDays | None = None


@final
@attrs.frozen(kw_only=True)
class ListedSku(Value):
    """
    One SKU of a product.

    Args:
        id: Its id; None in a body that creates it.
        seller_sku: The seller's own name for it.
        price: Its price.
        pre_sale: Its presale terms; None for a regular one, or where a body leaves them as they
            are.
        turned_back: Whether a body turns it back to a regular one.
        stock: Its stock by warehouse.
    """

    id: str | None = None
    seller_sku: str | None = None
    price: Money | None = None
    pre_sale: PreSale | None = None
    turned_back: bool = False
    stock: tuple[Stock, ...] = ()

    @property
    def backorders(self) -> int:
        """
        Units that can be sold without stock, in all warehouses.
        """
        return sum(stock.backorder or 0 for stock in self.stock)


@final
@attrs.frozen(kw_only=True)
class Listing(Value):
    """
    One product with its SKUs.

    Args:
        id: Its id; None in a body that creates it.
        status: Its status, such as "DRAFT", "PENDING" or "ACTIVATE".
        not_for_sale: Whether it is only given away with a purchase.
        draft: Whether a body saves it as a draft.
        skus: Its SKUs.
    """

    id: str | None = None
    status: str | None = None
    not_for_sale: bool | None = None
    draft: bool | None = None
    skus: tuple[ListedSku, ...] = ()

    def __attrs_post_init__(self) -> None:
        """
        Check the names.
        """
        check_text("id", self.id, optional=True)
        check_text("status", self.status, optional=True)

    @property
    def live(self) -> bool | None:
        """
        Whether buyers can see it; None where its status is not known.
        """
        return None if self.status is None else self.status == "ACTIVATE"


def read_products(payload: object, *, seller_zone: str) -> Found[Listing]:
    """
    Read products of Get Product or Search Products, with backorders and what is live.

    Args:
        payload: The decoded JSON: a response, a list of products, or one product.
        seller_zone: The time zone of the seller's profile, in which release dates are read.

    Raises:
        PayloadError: If there are no products in *payload* at all.
        OutOfRangeError: If there is no such time zone.

    Examples:
        >>> reading = read_products({"id": "1", "status": "ACTIVATE", "skus": [
        ...     {"id": "11", "inventory": [{"backorder_quantity": 20, "handling_time": 5}]}]},
        ...     seller_zone="America/Los_Angeles")
        >>> listing, = reading.found
        >>> listing.live, listing.skus[0].backorders
        (True, 20)
    """
    check_zone("seller_zone", seller_zone)
    return read_each(
        payload, PRODUCTS, lambda table, place: _Listing(table, place).listing(seller_zone)
    )


def read_body(body: object, *, seller_zone: str) -> Found[Listing]:
    """
    Read the body of a call to create, check, edit or partially edit a product.

    Raises:
        PayloadError: If *body* is no such body.
        OutOfRangeError: If there is no such time zone.
    """
    check_zone("seller_zone", seller_zone)
    return read_each(body, _BODY, lambda table, place: _Body(table, place).listing(seller_zone))


class _Listing(ProductFields):
    """
    One product, as it is read.
    """

    def listing(self, seller_zone: str) -> Listing:
        """
        The product.
        """
        save = self.text("save_mode")
        return self.made(
            Listing,
            id=self.own_id(),
            status=self.text("status") or None,
            not_for_sale=self.flag("is_not_for_sale"),
            draft=None if not save else self._draft(save),
            skus=tuple(self._sku(sku, seller_zone) for sku in self.skus()),
        )

    def own_id(self) -> str | None:
        """
        The id, which a product that exists always has.
        """
        return self.id

    def _draft(self, save: str) -> bool:
        if save not in {"LISTING", "AS_DRAFT"}:
            raise self.problem("save_mode", "must be LISTING or AS_DRAFT")
        return save == "AS_DRAFT"

    def _sku(self, sku: dict[str, object], seller_zone: str) -> ListedSku:
        terms = self.inner("pre_sale", sku)
        return self.made(
            ListedSku,
            id=self.ident("id", sku, "skus."),
            seller_sku=self.text("seller_sku", sku, "skus.") or None,
            price=self._price(self.inner("price", sku)),
            pre_sale=self.terms(sku, seller_zone),
            turned_back=self.type_of(terms) == TURN_BACK,
            stock=tuple(self._stock(entry) for entry in self.tables("inventory", sku)),
        )

    def _price(self, price: dict[str, object]) -> Any:  # noqa: ANN401 - Money or None
        """
        What the buyer is shown: the sale price where it is told apart, else the amount.
        """
        field = "sale_price" if peek(price, "sale_price") not in (None, "") else "amount"
        if peek(price, field) in (None, ""):
            return None
        currency = self.text("currency", price, "skus.price.")
        return self.amount(field, currency, price, "skus.price.")

    def _stock(self, entry: dict[str, object]) -> Stock:
        handling = self.count("handling_time", entry)
        return self.made(
            Stock,
            warehouse_id=self.ident("warehouse_id", entry, "skus.inventory."),
            quantity=self.count("quantity", entry),
            backorder=self.count("backorder_quantity", entry),
            handling=None if handling is None else self.made(BusinessDays, count=handling),
        )


class _Body(_Listing):
    """
    One product, as it is to be created or edited.
    """

    what: ClassVar[str] = "body"

    def __init__(self, table: dict[str, object], place: str) -> None:
        self.table = table
        self.id = place

    def own_id(self) -> str | None:
        """
        The id, where the product is there already.
        """
        return self.ident("id")

    def terms(self, sku: dict[str, object], seller_zone: str) -> PreSale | None:
        """
        The presale terms; what turns a SKU back must have none beside it (error 12019094).
        """
        terms = self.inner("pre_sale", sku)
        if self.type_of(terms) == TURN_BACK and peek(terms, "fulfillment_type"):
            problem = "stands beside type NONE, and the Open API refuses that (12019094)"
            raise self.problem("skus.pre_sale.fulfillment_type", problem)
        return super().terms(sku, seller_zone)
