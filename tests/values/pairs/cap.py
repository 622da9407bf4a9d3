"""
Demand, and how many units to put on presale for it.
"""

from __future__ import annotations

from fractions import Fraction

import attrs

from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.demand import Demand, DemandForecast, DemandQuantiles, Sold
from tiktok_presale.rules.planning import Cap, CapTerms, ExpectedDemand, Made
from tiktok_presale.values.estimates import Interval
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.money import Money

SHEET = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"))
TERMS = CapTerms(sheet=SHEET, made=Made.BEFORE, returns="0.1")
EXPECTED = ExpectedDemand(
    expected=100.0, interval=Interval(60, 150, 0.9), mixture=[(1.0, 100.0, 20.0)]
)
CAP = Cap(
    units=90,
    optimum=110,
    ratio=Fraction(2, 3),
    profit=Money("900.00", "USD"),
    best=Money("950.00", "USD"),
    demand=EXPECTED,
    terms=TERMS,
    grounds=Grounds({}),
)

PAIRS = (
    (Sold(90), Sold(90, sold_out=True)),
    (Demand.of(120, 80), Demand.of(80, 120)),
    (DemandForecast(mean=100, spread=30), DemandForecast(mean=100, spread=31)),
    (DemandQuantiles({"0.1": 60, "0.9": 180}), DemandQuantiles({"0.1": 60, "0.9": 181})),
    (TERMS, attrs.evolve(TERMS, made="after")),
    (EXPECTED, attrs.evolve(EXPECTED, sold=1)),
    (CAP, attrs.evolve(CAP, units=91)),
)
