"""
Sales to test the economics with.
"""

from __future__ import annotations

import attrs

from tiktok_presale.facts.cases import SaleCase
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.values.money import Money


def usd(amount):
    """
    Make an amount in dollars.
    """
    return Money(amount, "USD")


# F18 gives 10,000 hoodies, 40 % back and clearance at 30 % of the price, but no price and no cost:
# those are made up.
HOODIE = CostSheet(price=usd("30.00"), unit_cost=usd("12.00"), clearance="0.30")
HOODIES = SaleCase(sheet=HOODIE, sold=10_000, returns=ReturnCurve.flat("0.40"))

# A case in which every line is of something.
FULL_SHEET = CostSheet(
    price=usd("30.00"),
    unit_cost=usd("12.00"),
    commission="0.15",
    platform_fee="0.0214",
    freight_out=usd("3.00"),
    freight_back=usd("4.00"),
    handling=usd("0.50"),
    clearance="0.30",
    slot_fee=usd("500.00"),
)


def sheet(**changes):
    """
    Make a full cost sheet with changes.
    """
    return attrs.evolve(FULL_SHEET, **changes)


def case(sold=1_000, **changes):
    """
    Make a case of a full cost sheet with changes.
    """
    given = {"sheet": FULL_SHEET, "returns": ReturnCurve({7: "0.10", 30: "0.40"}), "wait": 15}
    return SaleCase(sold=sold, **(given | changes))
