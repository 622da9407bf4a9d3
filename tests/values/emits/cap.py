"""
Sample answers of how many units to put on presale; those that take no distribution to compute.
"""

from __future__ import annotations

import attrs

from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.demand import Demand, Sold
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.rules import planning
from tiktok_presale.rules.planning.volumes import reasons
from tiktok_presale.values.money import Money

CODED = {"_short": ("finding", 0)}

SHEET = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"))
NONE = ReturnCurve.flat(0)


def findings():
    """
    Give every reason with which a number of units is recommended, or is not.
    """
    sold_out = Demand([Sold(5, sold_out=True)])
    found = list(planning.cap(sold_out, SHEET, made="before", returns=NONE).findings)
    for sheet in (
        attrs.evolve(SHEET, unit_cost=Money("30.00", "USD")),
        attrs.evolve(SHEET, clearance="0.5"),
    ):
        found += planning.cap(Demand.of(), sheet, made="before", returns=NONE).findings
    fee = Money("100.00", "USD")
    found += [
        reasons.misfit(100, 0.5, 0.7),
        reasons.not_covered(fee),
        reasons.loses(50, fee),
        reasons.enough(40),
        reasons.over(40),
        reasons.open_ended(300, 0.001),
    ]
    return found
