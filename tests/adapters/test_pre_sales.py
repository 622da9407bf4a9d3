"""
Which SKUs were on presale, from products.
"""

from datetime import date

import pytest

from adapters.payloads import minimal, sample
from tiktok_presale import BusinessDays, CalendarDays, OrderKind, ReleaseOn, ShipWithin
from tiktok_presale.adapters.open_api import read_order
from tiktok_presale.adapters.pre_sales import PreSale, read_pre_sales
from tiktok_presale.errors import OutOfRangeError, PayloadError, WrongTypeError

BANGKOK = "Asia/Bangkok"
PACIFIC = "America/Los_Angeles"
VARIANTS = sample("product-presale-variants")


def product(pre_sale, **fields):
    """
    A product with one SKU.
    """
    return {"id": "1", "skus": [{"id": "11", "pre_sale": pre_sale}], **fields}


def read(payload, zone=BANGKOK):
    """
    The terms by SKU.
    """
    return dict(read_pre_sales(payload, seller_zone=zone).terms)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("us_pre_order", PreSale(OrderKind.PRE_ORDER, ReleaseOn(date(2026, 3, 31), PACIFIC))),
        ("us_made_to_order", PreSale(OrderKind.MADE_TO_ORDER, ShipWithin(BusinessDays(10)))),
        ("us_custom", PreSale(OrderKind.CUSTOM, ShipWithin(BusinessDays(21)))),
        (
            "uk_eu_sea_jp_latam_pre_order",
            PreSale(OrderKind.PRE_ORDER, ShipWithin(CalendarDays(7))),
        ),
    ],
)
def test_every_documented_shape(name, expected):
    """
    Each shape that the documented rules allow gives the kind and the promise of its orders.
    """
    assert {"11": expected} == read(product(VARIANTS[name]), PACIFIC)


@pytest.mark.parametrize(
    "pre_sale", [None, {}, {"type": "NONE"}, {"type": ""}], ids=["absent", "empty", "none", "blank"]
)
def test_regular_products_have_no_terms(pre_sale):
    """
    A SKU without presale, or with presale turned off, is left out.
    """
    assert {} == read(product(pre_sale))


@pytest.mark.parametrize("wrap", ["one", "data", "products", "search", "list"])
def test_every_envelope(wrap):
    """
    One product, a response, a list of products, and a search response are read alike.
    """
    one = product(VARIANTS["uk_eu_sea_jp_latam_pre_order"])
    payload = {
        "one": one,
        "data": {"code": 0, "data": one},
        "products": {"products": [one]},
        "search": {"data": {"products": [one]}},
        "list": [one],
    }[wrap]

    assert ["11"] == list(read(payload))


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (3, "product"),
        ({"id": "9"}, "skus"),
        ({"skus": []}, "id"),
        ({"id": "9", "skus": [{"pre_sale": VARIANTS["us_custom"]}]}, "skus.id"),
    ],
    ids=str,
)
def test_what_is_no_product_is_named(entry, field):
    """
    An entry that is no product is a problem, and stops no other.
    """
    reading = read_pre_sales([entry, product(None)], seller_zone=BANGKOK)

    assert [field] == [problem.field for problem in reading.problems]
    assert ("[].skus[].id", "unread") in [(loss.path, loss.why) for loss in reading.losses.losses]


@pytest.mark.parametrize("payload", [None, 3, {}, {"products": 3}], ids=str)
def test_no_products(payload):
    """
    What holds no products is refused with a sentence that says what to give.
    """
    with pytest.raises(PayloadError, match="input -: payload: holds no products: give"):
        read(payload)


@pytest.mark.parametrize(
    ("pre_sale", "field"),
    [
        ({"type": "SURPRISE"}, "skus.pre_sale.type"),
        ({"type": 3}, "skus.pre_sale.type"),
        ({"type": "PRE_ORDER"}, "handling_duration_days"),
        (
            {"type": "PRE_ORDER", "fulfillment_type": {"handling_duration_days": "x"}},
            "handling_duration_days",
        ),
        (
            {
                "type": "PRE_ORDER",
                "fulfillment_type": {"handling_duration_days": 7, "release_date": 1774940400},
            },
            "fulfillment_type",
        ),
    ],
    ids=["type", "type-number", "no-terms", "days-text", "both"],
)
def test_the_field_is_named(pre_sale, field):
    """
    Terms that cannot be read name the product and the field, and the rest is read.
    """
    good = {"id": "2", "skus": [{"id": "22", "pre_sale": VARIANTS["us_made_to_order"]}]}
    reading = read_pre_sales([product(pre_sale), good], seller_zone=BANGKOK)

    assert ["22"] == list(reading.terms)
    assert [("1", "product")] == [(p.order, p.what) for p in reading.problems]
    assert field in str(reading.problems[0])


TERMS = {
    "11": PreSale(OrderKind.PRE_ORDER, ShipWithin(CalendarDays(7))),
    "12": PreSale(OrderKind.PRE_ORDER, ShipWithin(CalendarDays(15))),
    "13": PreSale(OrderKind.PRE_ORDER, ReleaseOn(date(2026, 3, 31))),
    "14": PreSale(OrderKind.PRE_ORDER, ReleaseOn(date(2026, 4, 30))),
    "15": PreSale(OrderKind.CUSTOM, ShipWithin(BusinessDays(20))),
    "16": PreSale(OrderKind.MADE_TO_ORDER, ShipWithin(BusinessDays(5))),
}


class TestOrders:
    """
    An order that does not say of which kind it is takes the kind of its products.
    """

    def order(self, *skus, **fields):
        """
        An order with one line for each SKU.
        """
        entry = minimal(line_items=[{"sku_id": sku} for sku in skus], **fields)
        return read_order(entry, seller_zone=BANGKOK, pre_sales=TERMS)

    def test_kind_and_promise(self):
        """
        The product's promise is the order's.
        """
        order = self.order("11", order_type="NORMAL")

        assert (OrderKind.PRE_ORDER, ShipWithin(CalendarDays(7))) == (order.kind, order.promise)

    def test_the_strictest_of_several(self):
        """
        An order of two pre-order SKUs is late with the one that is due first.
        """
        assert ShipWithin(CalendarDays(7)) == self.order("12", "11", "99").promise
        assert ReleaseOn(date(2026, 3, 31)) == self.order("14", "13").promise

    @pytest.mark.parametrize("skus", [("15", "16"), ("16", "15")])
    def test_the_kind_of_the_strictest(self, skus):
        """
        Of two kinds the one counts whose promise is due first, whichever line stands first.
        """
        order = self.order(*skus)

        assert OrderKind.MADE_TO_ORDER is order.kind
        assert ShipWithin(BusinessDays(5)) == order.promise

    def test_a_number_as_sku(self):
        """
        An id that comes as a number is the same id, and a float is none.
        """
        assert OrderKind.PRE_ORDER is self.order(11).kind
        with pytest.raises(PayloadError, match=r"sku_id: must be an id as text, not 11\.0"):
            self.order(11.0)

    def test_promises_that_cannot_be_compared(self):
        """
        Of days and a date none is the strictest: the kind is known and the promise is not.
        """
        order = self.order("13", "12")

        assert (OrderKind.PRE_ORDER, None) == (order.kind, order.promise)

    def test_other_products(self):
        """
        An order of other products stays a standard order.
        """
        assert OrderKind.STANDARD is self.order("99").kind

    def test_what_the_order_says_wins(self):
        """
        An order that says its kind itself keeps it.
        """
        order = self.order(
            "11", order_type="BACK_ORDER", handling_duration={"days": "5", "type": "BUSINESS_DAY"}
        )

        assert (OrderKind.BACK_ORDER, ShipWithin(BusinessDays(5))) == (order.kind, order.promise)

    def test_terms_of_another_kind_are_not_taken(self):
        """
        A backorder without days does not take the days of a pre-order.
        """
        assert self.order("11", order_type="BACK_ORDER").promise is None


class TestTerms:
    """
    Terms that callers write themselves are checked at birth.
    """

    @pytest.mark.parametrize(
        ("kind", "promise"),
        [("pre_order", None), (OrderKind.PRE_ORDER, CalendarDays(7)), (None, None)],
    )
    def test_another_type(self, kind, promise):
        """
        A word in place of the kind, or days in place of a promise, would be read as neither.
        """
        with pytest.raises(WrongTypeError):
            PreSale(kind, promise)

    def test_without_a_type(self):
        """
        Terms whose type is missing are a problem, and no regular product.
        """
        found = read_pre_sales(
            product({"fulfillment_type": {"handling_duration_days": 7}}), seller_zone=BANGKOK
        )

        assert ["product 1: skus.pre_sale.type: is missing"] == [str(one) for one in found.problems]

    def test_a_zone_that_there_is_not(self):
        """
        It is refused even where no release date asks for it.
        """
        with pytest.raises(OutOfRangeError, match="seller_zone is 'Asia/Bangok'"):
            read_pre_sales(product(None), seller_zone="Asia/Bangok")
