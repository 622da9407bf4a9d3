"""
Sample break-even points, reached and not, and where there is none.
"""

from __future__ import annotations

import attrs

from tiktok_presale.facts.cases import SaleCase
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.rules import economics
from tiktok_presale.values.money import Money


def findings():
    """
    Give a break-even point of every input, for a profit and for a loss.
    """
    sheet = CostSheet(
        price=Money(30, "USD"),
        unit_cost=Money(12, "USD"),
        commission="0.1",
        slot_fee=Money(100, "USD"),
    )
    good = SaleCase(sheet=sheet, sold=100)
    bad = attrs.evolve(good, sold=1)
    return [one.finding for case in (good, bad) for one in economics.break_evens(case)]
