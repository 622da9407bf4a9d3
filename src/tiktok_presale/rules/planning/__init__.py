"""
What should be promised, and what will come of what was promised?

`window` finds the shortest promise that keeps the chance of lateness under a target, and `breaches`
says which orders of a book will be late with what chance and at what cost.
"""

from __future__ import annotations

from tiktok_presale.rules.planning.breach_answers import Breach, Breaches, Hurry, Prospect
from tiktok_presale.rules.planning.cap_answers import Cap
from tiktok_presale.rules.planning.cap_terms import CapTerms, Made
from tiktok_presale.rules.planning.capping import cap
from tiktok_presale.rules.planning.expecting import ExpectedDemand
from tiktok_presale.rules.planning.foreseeing import breaches
from tiktok_presale.rules.planning.promising import window
from tiktok_presale.rules.planning.purchasing import purchases
from tiktok_presale.rules.planning.ranking import hits
from tiktok_presale.rules.planning.ranks import CommonRate, Hit, Hits, Why
from tiktok_presale.rules.planning.revising import revised
from tiktok_presale.rules.planning.scheduling import schedule
from tiktok_presale.rules.planning.window_plans import PromiseDay, WindowPlan

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
    "Made",
    "PromiseDay",
    "Prospect",
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
