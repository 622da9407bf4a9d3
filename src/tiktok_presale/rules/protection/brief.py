"""
The page behind advice that is no figure of any market: what the founding brief tells buyers.
"""

from __future__ import annotations

from datetime import date

from tiktok_presale.values.sources import Confidence, Dated, Source

__all__ = ["BRIEF"]

BRIEF = Source(
    "The founding brief, facts F2, F9 and F24 to F28",
    "docs/founding-brief.md",
    date(2026, 11, 23),
    Confidence.LOW,
    Dated.ASSUMED,
    "Advice to buyers; the brief is undated.",
)
