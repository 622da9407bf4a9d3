"""
What was seen of products, and their places.
"""

from __future__ import annotations

import attrs

from tiktok_presale.facts.exposures import ProductRecord
from tiktok_presale.rules.planning.rankings.ranks import CommonRate, Hit, Hits
from tiktok_presale.values.estimates import Estimate, Interval
from tiktok_presale.values.grounds import Grounds

RECORD = ProductRecord("mug", 40, 1_000, category="kitchen", returned=3)
RATE = Estimate(0.033, Interval(0.025, 0.042, 0.9), samples=40, method="gamma_poisson")
HIT = Hit(rank=1, record=RECORD, orders=40, rate=RATE, weight=0.62, common=0.021)
COMMON = CommonRate(None, 12, 0.021, 613.0)
HITS = Hits("views", (HIT,), (COMMON,), Grounds({}))

PAIRS = (
    (RECORD, attrs.evolve(RECORD, returned=None)),
    (HIT, attrs.evolve(HIT, lead=0.7)),
    (COMMON, attrs.evolve(COMMON, category="kitchen")),
    (HITS, attrs.evolve(HITS, unit="weeks")),
)
