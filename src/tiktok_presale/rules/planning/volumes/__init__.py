"""
How many units should be put on presale? `planning.cap`, and `planning.revised` once some are sold.
"""

from __future__ import annotations

from tiktok_presale.rules.planning.volumes.answers import Cap
from tiktok_presale.rules.planning.volumes.capping import cap
from tiktok_presale.rules.planning.volumes.expecting import ExpectedDemand
from tiktok_presale.rules.planning.volumes.revising import revised
from tiktok_presale.rules.planning.volumes.terms import CapTerms, Made

__all__ = ["Cap", "CapTerms", "ExpectedDemand", "Made", "cap", "revised"]
