"""
What planning starts from: cost sheets, curves of returns, estimates and the grounds of answers.
"""

from __future__ import annotations

import attrs

from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.values.estimates import Estimate, Interval
from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
from tiktok_presale.values.money import Money

SHEET = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"))
INTERVAL = Interval(0.02, 0.06, 0.95)
ESTIMATE = Estimate(0.035, INTERVAL, samples=200, method="wilson")
BOUND = Bound("recommended_share", 7_000, binds=True)
GROUNDS = Grounds({"history": 10_000}, (BOUND,))
IF = Sensitivity("history", 10_000, 8_000, 5_600)

PAIRS = (
    (SHEET, attrs.evolve(SHEET, clearance="0.30")),
    (ReturnCurve.flat("0.4"), ReturnCurve({7: "0.1", 30: "0.4"})),
    (INTERVAL, attrs.evolve(INTERVAL, level=0.9)),
    (ESTIMATE, attrs.evolve(ESTIMATE, samples=100)),
    (BOUND, attrs.evolve(BOUND, binds=False)),
    (IF, attrs.evolve(IF, answer=None)),
    (GROUNDS, Grounds({})),
)
