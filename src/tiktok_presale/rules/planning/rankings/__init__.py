"""
Which products will be hits? `planning.hits`.
"""

from __future__ import annotations

from tiktok_presale.rules.planning.rankings.ranking import hits
from tiktok_presale.rules.planning.rankings.ranks import CommonRate, Hit, Hits, Why

__all__ = ["CommonRate", "Hit", "Hits", "Why", "hits"]
