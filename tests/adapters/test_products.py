"""
Products with their presale terms and backorders, and offers as request bodies and back.
"""

from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.payloads import sample
from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    Money,
    Offer,
    OrderKind,
    PaymentPlan,
    Period,
    ReleaseOn,
    ShipWithin,
)
from tiktok_presale.adapters.listings import (
    Request,
    RequestedSku,
    expressible,
    read_offers,
    stock_body,
    to_request,
    turn_back,
)
from tiktok_presale.adapters.pre_sales import PreSale
from tiktok_presale.adapters.products import Stock, read_body, read_products
from tiktok_presale.errors import OutOfRangeError, PayloadError, WrongTypeError

PACIFIC = "America/Los_Angeles"
BANGKOK = "Asia/Bangkok"
VARIANTS = sample("product-presale-variants")
US = {OrderKind.PRE_ORDER, OrderKind.MADE_TO_ORDER, OrderKind.CUSTOM}
OFFER = Offer(
    id="of1",
    sku="hoodie",
    price=Money("39.90", "USD"),
    plan=PaymentPlan.full(),
    promise=ShipWithin(CalendarDays(7)),
    sale=Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 9, tzinfo=UTC)),
    cap=500,
    badge=True,
)


def body(pre_sale=None, **fields):
    """
    A body with one SKU.
    """
    sku = {"seller_sku": "hoodie", **({} if pre_sale is None else {"pre_sale": pre_sale})}
    return {"skus": [{**sku, **fields}]}


def one(payload, zone=PACIFIC):
    """
    The one SKU of a body.
    """
    reading = read_body(payload, seller_zone=zone)
    assert () == reading.problems
    return reading.found[0].skus[0]


class TestReading:
    """
    A product as it is read, and a body as it is written.
    """

    def test_backorders(self):
        """
        Stock that can be shipped, and what can be sold once it is gone (3.3).
        """
        payload = {"id": "1", "status": "ACTIVATE", "skus": [{"id": "11"}]}
        payload["skus"][0] |= VARIANTS["us_backorder_inventory_no_presale"]
        (listing,) = read_products(payload, seller_zone=PACIFIC).found
        (sku,) = listing.skus
        stock = Stock(
            warehouse_id="6950000000000000001", quantity=3, backorder=20, handling=BusinessDays(5)
        )

        assert (stock,) == sku.stock
        assert (20, None, True) == (sku.backorders, sku.pre_sale, listing.live)

    @given(
        st.lists(
            st.builds(
                Stock,
                warehouse_id=st.none() | st.text("0123456789", min_size=1, max_size=19),
                quantity=st.none() | st.integers(0, 10**6),
                backorder=st.none() | st.integers(0, 10**6),
                handling=st.none() | st.builds(BusinessDays, st.integers(0, 99)),
            ),
            max_size=3,
        )
    )
    def test_stock_out_and_back(self, stock):
        """
        Stock that becomes a body and is read again is the same stock.
        """
        assert tuple(stock) == one(stock_body("11", stock)).stock

    def test_stock_is_stock(self):
        """
        The body of the sample, and nothing but stock in it.
        """
        expected = VARIANTS["us_backorder_inventory_no_presale"]["inventory"]
        (sku,) = (
            read_body({"skus": [{"id": "1", "inventory": expected}]}, seller_zone=PACIFIC)
            .found[0]
            .skus
        )

        assert [{"id": "1", "inventory": expected}] == stock_body("1", sku.stock)["skus"]
        with pytest.raises(WrongTypeError):
            stock_body("1", [20])

    def test_live_is_unknown_without_a_status(self):
        """
        A body says nothing of what is live, and nothing of what it leaves as it is.
        """
        (listing,) = read_body(body(), seller_zone=PACIFIC).found

        assert (None, None, None) == (listing.live, listing.id, listing.skus[0].pre_sale)
        assert not listing.skus[0].turned_back

    def test_turning_back(self):
        """
        NONE is not the same as saying nothing.
        """
        assert one(body({"type": "NONE"})).turned_back

    @pytest.mark.parametrize(
        ("mode", "draft"), [("LISTING", False), ("AS_DRAFT", True), (None, None)]
    )
    def test_drafts(self, mode, draft):
        """
        A body says whether it is a draft; where it does not, nobody knows.
        """
        (listing,) = read_body({**body(), "save_mode": mode}, seller_zone=PACIFIC).found

        assert draft is listing.draft

    @pytest.mark.parametrize(
        ("price", "expected"),
        [
            ({"amount": "1.21", "currency": "USD\n", "sale_price": "1.20"}, "1.20"),
            ({"amount": "1.21", "currency": "USD"}, "1.21"),
            ({"currency": "USD"}, None),
            ({}, None),
        ],
        ids=["sale", "amount", "currency-alone", "nothing"],
    )
    def test_prices(self, price, expected):
        """
        What the buyer is shown is the sale price, where it is told apart.
        """
        found = one(body(price=price)).price

        assert (None if expected is None else Money(expected, "USD")) == found

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"inventory": [{"warehouse_id": 1.5}]}, "skus.inventory.warehouse_id"),
            ({"inventory": [{"handling_time": 0.5}]}, "handling_time"),
            ({"inventory": {}}, "inventory"),
            ({"id": 1e18}, "skus.id"),
            ({"price": {"amount": "1", "currency": "dollars"}}, "skus.price.amount"),
            ({"price": 5}, "price"),
            ({"pre_sale": []}, "pre_sale"),
        ],
    )
    def test_the_field_is_named(self, fields, field):
        """
        A field that cannot be read is named.
        """
        (problem,) = read_body(body(**fields), seller_zone=PACIFIC).problems

        assert (field, "body") == (problem.field, problem.what)

    def test_the_docs_own_example_is_refused(self):
        """
        Days and a release date together are what the field texts forbid.
        """
        reading = read_products(sample("product-get-docs-example"), seller_zone=PACIFIC)
        (problem,) = reading.problems

        assert "skus.pre_sale.fulfillment_type" == problem.field
        assert {"refused", "unread"} == {loss.why for loss in reading.losses.losses}

    def test_a_mode_that_does_not_exist(self):
        """
        A mode of saving is one of two.
        """
        reading = read_body({**body(), "save_mode": "LATER"}, seller_zone=PACIFIC)

        assert ["save_mode"] == [problem.field for problem in reading.problems]


class TestForms:
    """
    The table of 3.1: which kind has which form where.
    """

    @pytest.mark.parametrize("region", ["US", "us"])
    @pytest.mark.parametrize("kind", OrderKind)
    def test_united_states(self, region, kind):
        """
        A release date for pre-orders, business days for made to order and custom.
        """
        assert (kind is OrderKind.PRE_ORDER) is expressible(
            kind, ReleaseOn(date(2026, 3, 31)), region
        )
        assert (kind in US - {OrderKind.PRE_ORDER}) is expressible(
            kind, ShipWithin(BusinessDays(5)), region
        )
        assert not expressible(kind, ShipWithin(CalendarDays(5)), region)

    @pytest.mark.parametrize("region", ["GB", "UK", "TH", "BR"])
    @pytest.mark.parametrize("kind", OrderKind)
    def test_elsewhere(self, region, kind):
        """
        Pre-orders alone, in calendar days.
        """
        calendar = expressible(kind, ShipWithin(CalendarDays(5)), region)

        assert (kind is OrderKind.PRE_ORDER) is calendar
        assert not expressible(kind, ShipWithin(BusinessDays(5)), region)
        assert not expressible(kind, ReleaseOn(date(2026, 3, 31)), region)


class TestRequests:
    """
    An offer as a body, with what the Open API has no field for.
    """

    @pytest.mark.parametrize(
        ("name", "region", "kind", "promise"),
        [
            ("us_pre_order", "US", OrderKind.PRE_ORDER, ReleaseOn(date(2026, 3, 31))),
            ("us_made_to_order", "US", OrderKind.MADE_TO_ORDER, ShipWithin(BusinessDays(10))),
            ("us_custom", "US", OrderKind.CUSTOM, ShipWithin(BusinessDays(21))),
            (
                "uk_eu_sea_jp_latam_pre_order",
                "GB",
                OrderKind.PRE_ORDER,
                ShipWithin(CalendarDays(7)),
            ),
        ],
    )
    def test_every_documented_shape(self, name, region, kind, promise):
        """
        Exactly one of the two sub-fields, as the samples have it.
        """
        offer = attrs.evolve(OFFER, kind=kind, promise=promise)
        request = to_request([offer], region=region, seller_zone=PACIFIC)

        assert VARIANTS[name] == request.body()["skus"][0]["pre_sale"]

    def test_turn_back(self):
        """
        NONE alone: what stands beside it is an error (12019094).
        """
        (sku,) = turn_back(["11"]).body()["skus"]

        assert {"id": "11", "pre_sale": VARIANTS["edit_product_convert_to_regular"]} == sku

    def test_what_cannot_be_said(self):
        """
        Plan, period, cap and badge have no field; what the offer leaves open is no loss.
        """
        request = to_request([OFFER, OFFER], region="TH", seller_zone=BANGKOK)

        assert [
            ("badge", 2, "no_field"),
            ("cap", 2, "no_field"),
            ("id", 2, "no_field"),
            ("plan", 2, "no_field"),
            ("sale", 2, "no_field"),
        ] == [(loss.path, loss.times, loss.why) for loss in request.losses.losses]

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_losses_have_words(self, language):
        """
        Each says why, in both languages.
        """
        losses = to_request([OFFER], region="TH", seller_zone=BANGKOK).losses

        assert "loss." not in losses.explain(language)

    def test_every_field_of_an_offer_is_said_or_lost(self):
        """
        A field that is added to offers must be placed too.
        """
        fields = {field.name for field in attrs.fields(Offer)}
        from tiktok_presale.adapters import listings  # noqa: PLC0415 - its own list

        said = {"sku", "price", "kind", "promise"}

        assert fields == {*said, "id", *listings._NO_FIELD}  # noqa: SLF001 - its own list

    def test_a_promise_without_a_form(self):
        """
        Days cannot be promised for a pre-order in the United States.
        """
        with pytest.raises(OutOfRangeError, match="the Open API takes in US"):
            to_request([OFFER], region="US", seller_zone=PACIFIC)

    def test_a_promise_in_another_zone(self):
        """
        A date of New York is no date of a seller in Los Angeles.
        """
        promise = ReleaseOn(date(2026, 3, 31), zone="America/New_York")

        with pytest.raises(OutOfRangeError, match="seller_zone"):
            to_request([attrs.evolve(OFFER, promise=promise)], region="US", seller_zone=PACIFIC)

    def test_only_offers(self):
        """
        Nothing else is put on presale.
        """
        with pytest.raises(WrongTypeError):
            to_request(["hoodie"], region="US", seller_zone=PACIFIC)

    @pytest.mark.parametrize(
        "fields",
        [
            {"type": "SURPRISE", "days": 7},
            {"type": "PRE_ORDER"},
            {"type": "PRE_ORDER", "days": 7, "release": 1774940400},
            {"type": "NONE", "days": 7},
        ],
        ids=["type", "neither", "both", "left-in-place"],
    )
    def test_what_the_api_would_refuse_cannot_be_made(self, fields):
        """
        Neither, both, or days left in place: errors 12019094, 12019095 and their kin.
        """
        with pytest.raises(OutOfRangeError):
            RequestedSku(sku="1", by_id=True, **fields)


ZONES = st.sampled_from(
    [PACIFIC, "America/New_York", "Pacific/Honolulu", "Asia/Beirut", "America/Santiago"]
)
DATES = st.dates(date(2024, 1, 1), date(2030, 12, 31))
OFFERS = st.builds(
    lambda sku, minor: attrs.evolve(OFFER, sku=sku, price=Money.from_minor(minor, "USD")),
    st.text("abc-9", min_size=1),
    st.integers(1, 10**9),
)


class TestMistakes:
    """
    What a caller mixes up is refused with what to give.
    """

    def test_one_in_place_of_several(self):
        """
        One id or offer is no list of them; each digit of an id would be one.
        """
        with pytest.raises(WrongTypeError, match="skus must be several"):
            turn_back("1123")
        with pytest.raises(WrongTypeError, match="offers must be several"):
            to_request(OFFER, region="TH", seller_zone=BANGKOK)

    @pytest.mark.parametrize(
        "read", [read_products, read_body, lambda _, **zone: to_request([], region="TH", **zone)]
    )
    def test_a_zone_that_there_is_not(self, read):
        """
        It is refused even where no release date asks for it.
        """
        with pytest.raises(OutOfRangeError, match="seller_zone is 'Asia/Bangok'"):
            read(body(), seller_zone="Asia/Bangok")

    def test_nothing_to_be_like(self):
        """
        A body says too little to make an offer of it alone.
        """
        with pytest.raises(WrongTypeError, match="like must be an Offer, not NoneType"):
            read_offers(body(), like=None, seller_zone=BANGKOK)

    def test_days_beside_none(self):
        """
        What turns a SKU back has no days beside it: the Open API would refuse the body (12019094).
        """
        terms = {"type": "NONE", "fulfillment_type": {"handling_duration_days": 7}}

        (problem,) = read_body(body(terms), seller_zone=BANGKOK).problems

        assert "skus.pre_sale.fulfillment_type" == problem.field
        assert "12019094" in problem.problem

    def test_days_beside_none_are_read(self):
        """
        A product that is so already is a regular one.
        """
        terms = {"type": "NONE", "fulfillment_type": {"handling_duration_days": 7}}
        found = read_products(body(terms) | {"id": "1"}, seller_zone=BANGKOK)

        assert found.found[0].skus[0].pre_sale is None


class TestRoundTrips:
    """
    An offer that becomes a body and is read again is the same offer.
    """

    @given(OFFERS, st.integers(0, 999), st.booleans())
    def test_days(self, offer, days, by_id):
        """
        Outside the United States: calendar days.
        """
        offer = attrs.evolve(offer, promise=ShipWithin(CalendarDays(days)))
        request = to_request([offer], region="TH", seller_zone=BANGKOK, by_id=by_id)

        assert (offer,) == read_offers(request.body(), like=offer, seller_zone=BANGKOK)
        assert (offer,) == read_offers(
            request.body(), like=attrs.evolve(OFFER, promise=offer.promise), seller_zone=BANGKOK
        )

    @given(OFFERS, DATES, ZONES)
    def test_release_dates(self, offer, on, zone):
        """
        In the United States: a day in any zone, clock changes at midnight and all.
        """
        offer = attrs.evolve(offer, promise=ReleaseOn(on, zone=zone))
        request = to_request([offer], region="US", seller_zone=zone)

        assert (offer,) == read_offers(request.body(), like=offer, seller_zone=zone)

    @given(OFFERS, st.sampled_from([OrderKind.CUSTOM, OrderKind.MADE_TO_ORDER]))
    def test_business_days(self, offer, kind):
        """
        In the United States: business days.
        """
        offer = attrs.evolve(offer, kind=kind, promise=ShipWithin(BusinessDays(5)))
        request = to_request([offer], region="US", seller_zone=PACIFIC)

        assert (offer,) == read_offers(request.body(), like=offer, seller_zone=PACIFIC)

    def test_regular_skus_are_no_offers(self):
        """
        A SKU that a body turns back, or leaves as it is, is no offer; without a price it keeps one.
        """
        payload = {
            "skus": [{"id": "1", "pre_sale": {"type": "NONE"}}, {"id": "2"}]
            + body(VARIANTS["uk_eu_sea_jp_latam_pre_order"])["skus"]
        }

        assert (OFFER,) == read_offers(payload, like=OFFER, seller_zone=BANGKOK)

    def test_a_sku_without_a_name(self):
        """
        Nobody can tell which SKU it is.
        """
        payload = {"skus": [{"pre_sale": VARIANTS["us_custom"]}]}

        with pytest.raises(PayloadError, match=r"skus\.id"):
            read_offers(payload, like=OFFER, seller_zone=BANGKOK)

    def test_a_body_that_cannot_be_read(self):
        """
        The first fault of a body is its error.
        """
        with pytest.raises(PayloadError, match="SURPRISE"):
            read_offers(body({"type": "SURPRISE"}), like=OFFER, seller_zone=BANGKOK)

    def test_json_is_made_anew(self):
        """
        What is changed in a body is not changed in the request.
        """
        request = Request((RequestedSku(sku="1", by_id=True, type="CUSTOM", days=7),))
        request.body()["skus"].clear()

        assert (
            PreSale(OrderKind.CUSTOM, ShipWithin(BusinessDays(7))) == one(request.body()).pre_sale
        )
