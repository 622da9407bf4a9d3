"""
What is known of creators, what they are asked to sell, and the answers about them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import attrs

from tiktok_presale.facts.affinities import Affinities
from tiktok_presale.facts.campaigns import Campaign, DealTerms, TargetCollaboration
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.creators import Creator
from tiktok_presale.facts.promoted import AffiliateSale, VideoResult
from tiktok_presale.facts.shops import Product
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules.creators import (
    Candidate,
    ChosenCreator,
    CreatorChoice,
    CreatorRanking,
    LeftOut,
    deal,
    match,
)
from tiktok_presale.rules.creators.expecting import expectation
from tiktok_presale.rules.creators.spans import Basis, FactSpan, spans
from tiktok_presale.values.affinities import Affinity
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.money import Money
from tiktok_presale.values.sources import Confidence, Source

AT = datetime(2026, 7, 1, tzinfo=UTC)
POLICY = Policy.in_force("cross-border", on=AT)
CREATOR = Creator(id="glow", followers=120_000, categories=("skin_care",), video_views=9_000)
SHEET = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"))
CAMPAIGN = Campaign(product=Product(id="p1", category="beauty"), sheet=SHEET)
TERMS = DealTerms(commission="0.15", slot_fee=Money("300.00", "USD"))
MATCH = match(CREATOR, CAMPAIGN, POLICY, at=AT)
DEAL = deal(TERMS, CAMPAIGN, POLICY, at=AT, returned="0.1")
BEAUTY = Affinity(fits=("skin_care",))
SOURCE = Source("Our sales of 2025", "", date(2026, 1, 5), Confidence.MEDIUM)
OWN = Affinities({"beauty": BEAUTY}, SOURCE)
SALE = AffiliateSale(order_id="o1", creator="glow", product_id="p1", quantity=2)
VIDEO = VideoResult(id="v1", creator="glow", views=9_000)
COLLABORATION = TargetCollaboration(id="c1", invited=3)
CANDIDATE = Candidate(
    id="glow", units=300, earns=Money("2100.00", "USD"), fee=Money("400.00", "USD")
)
CHOSEN = ChosenCreator(
    id="glow",
    units=200,
    expected=300,
    earns=Money("1400.00", "USD"),
    fee=Money("400.00", "USD"),
)
LEFT = LeftOut("chef", (Finding(Outcome.FAIL, "creators.left_not_allowed", "creators.choice"),))
CHOICE = CreatorChoice(
    chosen=(CHOSEN,),
    left_out=(LEFT,),
    units=200,
    fees=Money("400.00", "USD"),
    earns=Money("1000.00", "USD"),
    proven=True,
    gap=Money(0, "USD"),
    grounds=Grounds({}),
)
EXPECTED = expectation(spans(CREATOR, CAMPAIGN, POLICY, {}, by_gpm=True), SHEET, 10)
SPAN = FactSpan(Fraction(0), None, Basis.UNKNOWN)

PAIRS = (
    (CREATOR, attrs.evolve(CREATOR, followers=None)),
    (CAMPAIGN, attrs.evolve(CAMPAIGN, cap=10)),
    (TERMS, attrs.evolve(TERMS, slot_fee=None)),
    (BEAUTY, Affinity(bars=("food",))),
    (OWN, attrs.evolve(OWN, table={})),
    (SALE, attrs.evolve(SALE, refunded=1)),
    (VIDEO, attrs.evolve(VIDEO, units=1)),
    (COLLABORATION, attrs.evolve(COLLABORATION, invited=None)),
    (MATCH, attrs.evolve(MATCH, earns=None)),
    (MATCH.parts[0], MATCH.parts[1]),
    (MATCH.lines[0], MATCH.lines[1]),
    (CreatorRanking((MATCH,)), CreatorRanking(())),
    (DEAL, attrs.evolve(DEAL, units=1)),
    (CANDIDATE, attrs.evolve(CANDIDATE, units=1)),
    (CHOSEN, attrs.evolve(CHOSEN, units=1)),
    (LEFT, LeftOut("chef", ())),
    (CHOICE, attrs.evolve(CHOICE, proven=False)),
    (EXPECTED, attrs.evolve(EXPECTED, lines=())),
    (SPAN, FactSpan(Fraction(0), Fraction(1), Basis.TOLD)),
)
