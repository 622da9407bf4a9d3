"""
An offer as structured data of schema.org.
"""

import json
from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from hypothesis import given

import tiktok_presale as tp
from rules.making import in_force
from rules.offering import an_offer
from tiktok_presale import strategies as own
from tiktok_presale.adapters.structured_data import markup
from tiktok_presale.errors import NaiveTimeError, PresaleError, WrongTypeError

US = in_force("us", 2026, 2, 2)
OPENS = datetime(2026, 2, 2, 15, tzinfo=UTC)
OFFER = tp.Offer(
    id="of1",
    sku="hoodie",
    price=tp.Money("39.90", "USD"),
    plan=tp.PaymentPlan.full(),
    promise=tp.ShipWithin(tp.CalendarDays(10)),
    sale=tp.Period(OPENS, OPENS + timedelta(days=9)),
)

# What schema.org has, by type; nothing else may be written.
WORDS = {
    "Offer": {
        "availability",
        "availabilityStarts",
        "category",
        "deliveryLeadTime",
        "identifier",
        "itemOffered",
        "price",
        "priceCurrency",
        "shippingDetails",
        "sku",
        "url",
        "validFrom",
        "validThrough",
    },
    "Product": {"name", "releaseDate", "sku"},
    "OfferShippingDetails": {"deliveryTime"},
    "ShippingDeliveryTime": {"handlingTime"},
    "QuantitativeValue": {"maxValue", "unitCode"},
}


def words_in(data):
    """
    Check that a part says its type, and has only words of that type.
    """
    kind = data["@type"]
    words = set(data) - {"@context", "@type"}

    assert words <= WORDS[kind], kind
    for inner in data.values():
        if isinstance(inner, dict):
            words_in(inner)


class TestMarkup:
    """
    Price, availability, sale period and days.
    """

    def test_an_offer(self):
        """
        Calendar days are a lead time; what nobody set is not written.
        """
        expected = {
            "@context": "https://schema.org",
            "@type": "Offer",
            "identifier": "of1",
            "sku": "hoodie",
            "price": "39.90",
            "priceCurrency": "USD",
            "availability": "https://schema.org/PreOrder",
            "availabilityStarts": "2026-02-12",
            "validFrom": "2026-02-02T15:00:00+00:00",
            "validThrough": "2026-02-11T15:00:00+00:00",
            "deliveryLeadTime": {"@type": "QuantitativeValue", "maxValue": 10, "unitCode": "DAY"},
            "itemOffered": {"@type": "Product", "sku": "hoodie"},
        }
        found = markup(OFFER, US, at=OPENS)

        assert expected == found.data
        assert expected == json.loads(str(found))
        assert not found.losses

    def test_business_days(self):
        """
        A handling time counts business days by its own definition.
        """
        offer = attrs.evolve(OFFER, promise=tp.ShipWithin(tp.BusinessDays(5)))
        data = markup(offer, US, at=OPENS).data
        times = data["shippingDetails"]["deliveryTime"]

        assert {"@type": "QuantitativeValue", "maxValue": 5, "unitCode": "DAY"} == times[
            "handlingTime"
        ]
        assert "deliveryLeadTime" not in data
        assert data["availabilityStarts"] == "2026-02-09"

    def test_a_release_date(self):
        """
        The product is released on a day; its zone has no word.
        """
        offer = attrs.evolve(OFFER, promise=tp.ReleaseOn(date(2026, 3, 31), zone="Asia/Tokyo"))
        found = markup(offer, US, at=OPENS, name="Hoodie", url="https://example.org/hoodie")

        assert found.data["itemOffered"]["releaseDate"] == "2026-03-31"
        assert found.data["itemOffered"]["name"] == "Hoodie"
        assert found.data["url"] == "https://example.org/hoodie"
        assert found.data["availabilityStarts"] == "2026-03-31"
        assert found.losses.paths == ("promise.zone",)

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            (tp.OrderKind.PRE_ORDER, "PreOrder"),
            (tp.OrderKind.BACK_ORDER, "BackOrder"),
            (tp.OrderKind.MADE_TO_ORDER, "MadeToOrder"),
            (tp.OrderKind.CUSTOM, "MadeToOrder"),
            (tp.OrderKind.STANDARD, "InStock"),
        ],
    )
    def test_every_kind(self, kind, expected):
        """
        The word of schema.org for goods that come about like this.
        """
        data = markup(attrs.evolve(OFFER, kind=kind), US, at=OPENS).data

        assert f"https://schema.org/{expected}" == data["availability"]

    @pytest.mark.parametrize(
        ("days", "sold", "expected"), [(-1, 0, "PreSale"), (1, 5, "SoldOut"), (20, 0, "OutOfStock")]
    )
    def test_every_phase(self, days, sold, expected):
        """
        Before the sale, sold out, and after it; only what is still to come has a day.
        """
        offer = attrs.evolve(OFFER, cap=5)
        data = markup(offer, US, at=OPENS + timedelta(days=days), sold=sold).data

        assert f"https://schema.org/{expected}" == data["availability"]
        assert (expected == "PreSale") is ("availabilityStarts" in data)

    def test_what_has_no_word(self):
        """
        A deposit, limits, who may buy, badge and notice stand in the report.
        """
        offer = attrs.evolve(
            OFFER,
            plan=an_offer().plan,
            cap=5,
            per_buyer=2,
            goal=3,
            audience=tp.Everyone(),
            badge=True,
            notice="soon",
            coupons=False,
            limits=(tp.Limit(tp.Scope(channel="live"), 3),),
        )
        found = markup(attrs.evolve(offer, plan=tp.PaymentPlan.authorised()), US, at=OPENS)

        assert (
            "audience",
            "badge",
            "cap",
            "coupons",
            "goal",
            "limits",
            "notice",
            "per_buyer",
            "plan",
        ) == found.losses.paths
        assert found.losses.explain("en").splitlines()[2] == (
            "cap: set 1 times, and schema.org has no word for it"
        )
        assert "cap：出现1次" in found.losses.explain("zh")

    def test_on_a_page(self):
        """
        No text can end the element it stands in.
        """
        found = markup(OFFER, US, at=OPENS, name="</script><b>")

        assert "</script><b>" not in found.html
        assert found.html.startswith('<script type="application/ld+json">{"@context"')
        inner = found.html.removeprefix('<script type="application/ld+json">')
        assert json.loads(inner.removesuffix("</script>")) == found.data

    @pytest.mark.parametrize("given", [{"name": 5}, {"url": ""}, {"name": ""}])
    def test_what_is_refused(self, given):
        """
        A name or an address that is none.
        """
        with pytest.raises(WrongTypeError):
            markup(OFFER, US, at=OPENS, **given)
        with pytest.raises(NaiveTimeError):
            markup(OFFER, US, at=datetime(2026, 1, 1))

    @given(own.offers())
    def test_any_offer(self, offer):
        """
        Only words that schema.org has, each in its place.
        """
        try:
            found = markup(offer, US, at=offer.sale.opens)
        except PresaleError:
            return  # days that no calendar covers

        words_in(found.data)
        assert offer.price.currency == found.data["priceCurrency"]
