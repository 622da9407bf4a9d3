"""
What should be decided before and during a presale, and what does each recommendation stand on?

`window` finds the days to promise, `cap` the units to put on sale and `revised` what the first
days of it make of them, `schedule` the days of a sale before an occasion, `purchases` what to order
of the maker, `hits` the products that will sell, and `breaches` the orders that will be late. What
asks for distributions needs the extra `planning`.
"""

from __future__ import annotations

from tiktok_presale.rules.planning.buying import LateOrder, Purchase, PurchasePlan, purchases
from tiktok_presale.rules.planning.foresight import Breach, Breaches, Hurry, Prospect, breaches
from tiktok_presale.rules.planning.promises import PromiseDay, WindowPlan, window
from tiktok_presale.rules.planning.rankings import CommonRate, Hit, Hits, Why, hits
from tiktok_presale.rules.planning.timetables import (
    Milestone,
    Round,
    SaleStart,
    SetBy,
    Step,
    Timeline,
    schedule,
)
from tiktok_presale.rules.planning.volumes import Cap, CapTerms, ExpectedDemand, Made, cap, revised

__all__ = [
    "Breach",
    "Breaches",
    "Cap",
    "CapTerms",
    "CommonRate",
    "ExpectedDemand",
    "Hit",
    "Hits",
    "Hurry",
    "LateOrder",
    "Made",
    "Milestone",
    "PromiseDay",
    "Prospect",
    "Purchase",
    "PurchasePlan",
    "Round",
    "SaleStart",
    "SetBy",
    "Step",
    "Timeline",
    "Why",
    "WindowPlan",
    "breaches",
    "cap",
    "hits",
    "purchases",
    "revised",
    "schedule",
    "window",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
