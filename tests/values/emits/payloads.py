"""
Every reason of the Open API: what a listing is told, and what its error codes mean.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from tiktok_presale.adapters.api_errors import ERRORS, error_of
from tiktok_presale.adapters.categories import CategoryRules
from tiktok_presale.adapters.listing_rules import check, check_change
from tiktok_presale.adapters.pre_sales import PreSale
from tiktok_presale.adapters.products import ListedSku, Listing, Stock
from tiktok_presale.facts.promises import ReleaseOn, ShipWithin
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.vocabulary import OrderKind

AT = datetime(2026, 2, 2, tzinfo=UTC)
TH = Policy.in_force("th", on=AT)
CN = Policy.in_force("douyin", on=AT)
DAYS = PreSale(OrderKind.PRE_ORDER, ShipWithin(CalendarDays(7)))
LONG = PreSale(OrderKind.PRE_ORDER, ShipWithin(CalendarDays(70)))
WORKING = PreSale(OrderKind.PRE_ORDER, ShipWithin(BusinessDays(7)))
RELEASE = PreSale(OrderKind.PRE_ORDER, ReleaseOn(date(2026, 3, 2)))
OTHER_RELEASE = PreSale(OrderKind.PRE_ORDER, ReleaseOn(date(2026, 3, 3)))
CUSTOM = PreSale(OrderKind.CUSTOM, ShipWithin(BusinessDays(7)))


def listing(*terms, **fields):
    """
    Make a product with a SKU for each of the terms.
    """
    skus = tuple(ListedSku(id=str(number), pre_sale=one) for number, one in enumerate(terms))
    return Listing(id="1", **{"skus": skus, **fields})


def decisions():
    """
    Give answers of both kinds on listings of every sort.
    """
    stocked = ListedSku(id="1", pre_sale=DAYS, stock=(Stock(backorder=3),))
    backordered = ListedSku(
        id="1",
        stock=(
            Stock(quantity=0, backorder=3, handling=BusinessDays(5)),
            Stock(backorder=3, handling=BusinessDays(6)),
        ),
    )
    asked = [
        (listing(DAYS), TH, "TH", CategoryRules(frozenset({OrderKind.PRE_ORDER}))),
        (listing(LONG), TH, "TH", CategoryRules()),
        (listing(WORKING, CUSTOM), TH, "TH", None),
        (listing(DAYS, None), TH, "US", None),
        (listing(RELEASE), TH, "TH", None),
        (listing(DAYS), CN, "CN", None),
        (listing(skus=(stocked,), not_for_sale=True), TH, "TH", None),
        (listing(skus=(backordered,)), TH, "TH", None),
        (listing(None), TH, "TH", None),
    ]
    answers = [
        check(one, policy, region=region, at=AT, rules=rules)
        for one, policy, region, rules in asked
    ]
    return [decision for answer in answers for decision in (answer.api, *answer.policy)]


def findings():
    """
    Give the meaning of every error code, and what is said to changes.
    """
    changes = [(RELEASE, None), (None, RELEASE), (RELEASE, OTHER_RELEASE)]
    return [
        *(error_of(code) for code in (*ERRORS, 1)),
        *(
            finding
            for before, after in changes
            for live in (True, None)
            for finding in check_change(before, after, region="US", live=live)
        ),
    ]
