"""
Every sample goes through its adapter, and nothing of it is lost unreported.
"""

import json
import pickle

import attrs
import pytest

from adapters.payloads import SAMPLES, at, leaves, named, replaced, sample
from tiktok_presale.adapters.cancellations import read_cancellations
from tiktok_presale.adapters.categories import read_category_rules
from tiktok_presale.adapters.creators import read_affiliate_orders, read_creators, read_videos
from tiktok_presale.adapters.finance import read_transactions
from tiktok_presale.adapters.losses import LossReport
from tiktok_presale.adapters.open_api import read_orders
from tiktok_presale.adapters.packages import read_packages
from tiktok_presale.adapters.pre_sales import read_pre_sales
from tiktok_presale.adapters.products import read_body, read_products
from tiktok_presale.adapters.returns import read_returns
from tiktok_presale.adapters.shops import read_performance, read_shops, read_warehouses
from tiktok_presale.adapters.webhooks import read_events
from tiktok_presale.errors import PayloadError

ZONE = "America/Los_Angeles"


def orders(payload):
    """
    Read orders.
    """
    return read_orders(payload, seller_zone=ZONE)


def products(payload):
    """
    Read products.
    """
    return read_products(payload, seller_zone=ZONE)


def terms(payload):
    """
    Read the presale terms of products.
    """
    return read_pre_sales(payload, seller_zone=ZONE)


def body(payload):
    """
    Read the body of a call.
    """
    return read_body(payload, seller_zone=ZONE)


def without(name, *path):
    """
    A sample without what its own field texts forbid beside another field.
    """
    payload = sample(name)
    holder = at(payload, path[:-1])
    del holder[path[-1]]
    return payload


RELEASE = ("skus", 0, "pre_sale", "fulfillment_type", "release_date")
VARIANTS = sample("product-presale-variants")
RULES = sample("category-rules-docs-example")

# The adapter of each sample.
READERS = {
    "affiliate-creator-performance-docs-example": read_creators,
    "affiliate-creator-search-docs-example": read_creators,
    "affiliate-orders-search-docs-example": read_affiliate_orders,
    "analytics-video-performance-docs-example": read_videos,
    "authorized-shops-docs-example": read_shops,
    "cancellations-search-docs-example": read_cancellations,
    "finance-transactions-by-order-docs-example": read_transactions,
    "order-back-order-us": orders,
    "order-detail-202507-docs-example": orders,
    "order-legacy-202212-fixture": orders,
    "order-list-202309-docs-example": orders,
    "order-made-to-order-us": orders,
    "order-normal-id-fixture": orders,
    "order-normal-vn-list": orders,
    "order-preorder-us-on-hold": orders,
    "order-preorder-us-released": orders,
    "package-detail-docs-example": read_packages,
    "product-create-preorder-request-fixture": body,
    "product-create-request-docs-example": body,
    "product-get-docs-example": products,
    "returns-search-docs-example": read_returns,
    "shop-sps-overview-docs-example": read_performance,
    "warehouses-docs-example": read_warehouses,
    "webhook-events": read_events,
}
# Samples that hold several payloads, and those of the Seller Center, which are no payloads.
SEVERAL = {"category-rules-docs-example", "product-presale-variants"}
FILES = {"INDEX", "seller-center-order-export", "seller-center-settlement-export-header"}


def cases():
    """
    Every payload of every sample with its adapter.

    Both docs examples of products come a second time, as they should have been.
    """
    for name, read in READERS.items():
        yield pytest.param(read, sample(name), id=name)
    for name, payload in RULES.items():
        yield pytest.param(read_category_rules, payload, id=f"category-rules-{name}")
    for name, variant in VARIANTS.items():
        sku = variant if "inventory" in variant else {"pre_sale": variant}
        yield pytest.param(body, {"skus": [{"seller_sku": "a", **sku}]}, id=f"variant-{name}")
    request, product = "product-create-request-docs-example", "product-get-docs-example"
    yield pytest.param(body, without(request, *RELEASE), id="create-corrected")
    yield pytest.param(products, without(product, "data", *RELEASE), id="get-corrected")
    yield pytest.param(terms, without(product, "data", *RELEASE), id="terms-corrected")


CASES = list(cases())


def answer(read, payload):
    """
    What is read of a payload, without its losses; an error is an answer too.
    """
    try:
        return attrs.evolve(read(payload), losses=LossReport())
    except PayloadError as error:
        return error


def other(value):
    """
    Another value of the same type.
    """
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return f"{int(value) + 1}" if value.isdigit() else f"{value}9"
    return value + 100_000


def test_every_sample_has_its_adapter():
    """
    No file of the folder is left out.
    """
    there = {path.stem for path in SAMPLES.glob("*.json")}

    assert {*READERS, *SEVERAL, *FILES} == there


class TestNothingIsLostUnreported:
    """
    What is not in the loss report is in the answer, and what is in it is not.
    """

    @pytest.mark.parametrize(("read", "payload"), CASES)
    def test_every_leaf(self, read, payload):
        """
        A leaf that changes changes the answer, or stands in the loss report.
        """
        plain, lost = answer(read, payload), set(read(payload).losses.paths)
        kept = [path for path in leaves(payload) if named(path) not in lost]
        silent = [
            path
            for path in kept
            if answer(read, replaced(payload, path, other(at(payload, path)))) == plain
        ]

        assert [] == [named(path) for path in silent]

    @pytest.mark.parametrize(("read", "payload"), CASES)
    def test_the_report_is_exact(self, read, payload):
        """
        Each leaf in the report is there as often as it says, and nothing else is.
        """
        report = read(payload).losses
        found = [named(path) for path in leaves(payload)]

        assert all(found.count(loss.path) >= loss.times for loss in report.losses)

    @pytest.mark.parametrize(("read", "payload"), CASES)
    def test_what_is_lost_changes_nothing(self, read, payload):
        """
        An unread leaf can hold another value.
        """
        plain, report = answer(read, payload), read(payload).losses
        unread = {loss.path for loss in report.losses if loss.why in {"unread", "more_pages"}}
        counts = {loss.path: loss.times for loss in report.losses}
        whole = [named(path) for path in leaves(payload)]
        changed = [
            path
            for path in leaves(payload)
            if named(path) in unread
            and counts[named(path)] == whole.count(named(path))
            and answer(read, replaced(payload, path, other(at(payload, path)))) != plain
        ]

        assert [] == [named(path) for path in changed]

    @pytest.mark.parametrize(("read", "payload"), CASES)
    def test_readings_are_values(self, read, payload):
        """
        What is read can be hashed, compared and pickled.
        """
        reading = read(payload)

        assert reading == pickle.loads(pickle.dumps(reading))  # noqa: S301 - our own
        assert hash(reading) == hash(read(payload))

    def test_no_report_holds_a_value(self):
        """
        Paths and counts alone: what is left over is often a buyer's address.
        """
        reading = orders(sample("order-normal-vn-list"))
        told = json.dumps([[loss.path, loss.times, loss.why] for loss in reading.losses.losses])

        assert "Sample" not in told
        assert "anon0001" not in told

    def test_a_next_page_is_told(self):
        """
        A page that is not the last says so.
        """
        losses = read_cancellations(sample("cancellations-search-docs-example")).losses

        assert ["more_pages"] == [
            loss.why for loss in losses.losses if loss.path == "data.next_page_token"
        ]

    def test_what_cannot_be_read_is_lost_whole(self):
        """
        Every field of a refused entry is counted.
        """
        payload = [{"id": "1", "user": {"name": "A"}}]
        losses = orders(payload).losses

        assert {("[].id", "refused"), ("[].user.name", "refused")} == {
            (loss.path, loss.why) for loss in losses.losses
        }
