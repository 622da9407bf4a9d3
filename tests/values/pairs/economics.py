"""
Cases, and what they come to.
"""

from __future__ import annotations

import attrs

from tiktok_presale.facts.cases import EarlyCash, SaleCase, Scenario
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.facts.stock_years import StockYear
from tiktok_presale.rules import economics
from tiktok_presale.values.money import Money

SHEET = CostSheet(price=Money(30, "USD"), unit_cost=Money(12, "USD"), clearance="0.3")
EARLY = EarlyCash(share="0.3", days=73, yearly_rate="0.1")
CASE = SaleCase(sheet=SHEET, sold=100, returns=ReturnCurve({0: 0, 10: "0.4"}), wait=10, early=EARLY)
OTHER = attrs.evolve(CASE, wait=5)
FOUND, OTHER_FOUND = economics.outcome(CASE), economics.outcome(OTHER)
SPREAD = economics.scenarios([Scenario("a", CASE), Scenario("b", OTHER)])
COMPARED = economics.compare(CASE, OTHER)
YEAR = StockYear(cost_of_sales=Money(600, "USD"), turns=2)
CHANGE = economics.turns(YEAR, to=6, carrying_rate="0.2")
FINANCED = economics.financing(SHEET, EARLY, orders=10)

PAIRS = (
    (EARLY, attrs.evolve(EARLY, days=74)),
    (CASE, OTHER),
    (Scenario("a", CASE), Scenario("a", CASE, 2)),
    (YEAR, attrs.evolve(YEAR, turns=3)),
    (FOUND.line("sales"), FOUND.line("refunds")),
    (FOUND, OTHER_FOUND),
    (economics.break_even(CASE, "price"), economics.break_even(CASE, "wait")),
    (SPREAD.worst, SPREAD.best),
    (SPREAD, economics.scenarios([Scenario("a", CASE)])),
    (COMPARED, economics.compare(CASE, OTHER, inputs=())),
    (CHANGE.before, CHANGE.after),
    (CHANGE, economics.turns(YEAR, to=5, carrying_rate="0.2")),
    (FINANCED, economics.financing(SHEET, EARLY, orders=11)),
)
