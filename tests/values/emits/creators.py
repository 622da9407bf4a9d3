"""
Sample answers about creators: whom a limit shuts out, what is not known, which terms may be agreed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product

import attrs

from tiktok_presale.facts.affinities import Affinities
from tiktok_presale.facts.campaigns import Campaign, DealTerms
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.creators import Creator
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.facts.shops import Product, Shop
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules.creators import deal, match
from tiktok_presale.values.affinities import Affinity
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.sources import Confidence, Source

CODED = {"_of_creator": ("finding", 0), "_within": ("finding", 0)}

AT = datetime(2026, 7, 1, tzinfo=UTC)
POLICIES = tuple(Policy.in_force(market, on=AT) for market in ("cross-border", "us", "th", "eu"))
OWN = Affinities(
    {"tools": Affinity(fits=("diy",), bars=("food",))},
    Source("自有记录", "", date(2026, 1, 5), Confidence.MEDIUM),
)
SHEET = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"))
CREATORS = (
    Creator(id="silent"),
    Creator(
        id="glow",
        followers=120_000,
        categories=("skin_care",),
        age=25,
        violations=0,
        video_views=9_000,
        gpm=Money("90.00", "USD"),
    ),
    Creator(id="chef", followers=500, categories=("food",), age=16, violations=3),
)
SHOPS = (
    None,
    Shop(id="good", metrics={"rating": Decimal("4.5")}),
    Shop(id="bad", metrics={"rating": Decimal(2)}),
)
TERMS = (
    DealTerms(commission="0.15"),
    DealTerms(commission="0.005", slot_fee=Money("100.00", "USD"), collaboration="open"),
    DealTerms(commission="0.9", slot_fee=Money("400.00", "USD")),
    DealTerms(
        commission="0.3",
        slot_fee=Money("400.00", "USD"),
        collaboration="target",
        content="video",
        on_approval=True,
    ),
    DealTerms(commission="0.3", slot_fee=Money("400.00", "USD"), content="live", on_approval=False),
)


def _matches():
    for policy, creator, shop in product(POLICIES, CREATORS, SHOPS):
        for category in (None, "beauty", "electronics", "skin_care", "tools"):
            campaign = Campaign(product=Product(id="p1", category=category), sheet=SHEET)
            yield match(creator, campaign, policy, at=AT, shop=shop)
            yield match(creator, campaign, policy, at=AT, shop=shop, affinities=OWN)
    bare = Campaign(product=Product(id="p1", category="beauty"))
    yield match(CREATORS[0], bare, POLICIES[0], at=AT)


def _deals():
    goods = Product(id="p1", category="beauty")
    for policy, terms, cap in product(POLICIES, TERMS, (None, 20, 500)):
        campaign = Campaign(product=goods, sheet=SHEET, cap=cap)
        yield deal(terms, campaign, policy, at=AT)
        curve = attrs.evolve(campaign, wait=10, returns=ReturnCurve.flat("0.1"))
        for units in (None, 30, 900):
            yield deal(terms, curve, policy, at=AT, creator=CREATORS[1], units=units)


def _choices():
    """
    What a choice says of those it leaves out: made by hand, because to choose needs the extra.
    """
    rule = "creators.choice"
    usd = Money("100.00", "USD")
    for code, actual, limit in (
        ("creators.left_no_gain", usd, Range.above(usd)),
        ("creators.left_fee_above_budget", usd, Range.at_most(usd)),
        ("creators.left_no_budget", usd, Range.at_most(usd)),
        ("creators.left_most", 3, Range.at_most(3)),
        ("creators.left_no_room", 30, Range.at_most(3, unit="units")),
    ):
        yield Finding(Outcome.ADVICE, code, rule, actual, limit)
    yield Finding(Outcome.FAIL, "creators.left_not_allowed", rule)
    ask = (Remedy("look_at_match"),)
    yield Finding(Outcome.UNKNOWN, "creators.left_unknown", rule, remedies=ask)
    yield Finding(Outcome.UNKNOWN, "creators.not_proven", rule, usd)


def decisions():
    """
    Give the limits of many matches and the reasons of many agreements.
    """
    return [one.decision for one in (*_matches(), *_deals())]


def findings():
    """
    Give what is missing for a score, and the reasons for which a choice leaves creators out.
    """
    return [*_choices(), *(one for found in _matches() for one in found.grounds.findings)]
