"""
Which orders will be late, and what will that cost? `planning.breaches`.
"""

from __future__ import annotations

from tiktok_presale.rules.planning.foresight.answers import Breach, Breaches, Hurry, Prospect
from tiktok_presale.rules.planning.foresight.foreseeing import breaches

__all__ = ["Breach", "Breaches", "Hurry", "Prospect", "breaches"]
