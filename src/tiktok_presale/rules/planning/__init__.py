"""
What should be decided before a presale, and what each recommendation stands on?

`cap` says how many units to put on presale, `revised` what the first days of the sale make of it.
"""

from __future__ import annotations

from tiktok_presale.rules.planning.cap_answers import Cap
from tiktok_presale.rules.planning.cap_terms import CapTerms, Made
from tiktok_presale.rules.planning.capping import cap
from tiktok_presale.rules.planning.expecting import ExpectedDemand
from tiktok_presale.rules.planning.revising import revised

__all__ = ["Cap", "CapTerms", "ExpectedDemand", "Made", "cap", "revised"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
