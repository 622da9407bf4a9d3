"""
What should be decided before a presale, and what each recommendation stands on?

`cap` says how many units to put on presale, `revised` what the first days of the sale make of it.
`hits` ranks products by what they are expected to bring.
"""

from __future__ import annotations

from tiktok_presale.rules.planning.cap_answers import Cap
from tiktok_presale.rules.planning.cap_terms import CapTerms, Made
from tiktok_presale.rules.planning.capping import cap
from tiktok_presale.rules.planning.expecting import ExpectedDemand
from tiktok_presale.rules.planning.ranking import hits
from tiktok_presale.rules.planning.ranks import CommonRate, Hit, Hits, Why
from tiktok_presale.rules.planning.revising import revised

__all__ = [
    "Cap",
    "CapTerms",
    "CommonRate",
    "ExpectedDemand",
    "Hit",
    "Hits",
    "Made",
    "Why",
    "cap",
    "hits",
    "revised",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
