"""
What was measured in one of two groups: a rate, a mean, a count or a cost, with what it stands on.

Each form keeps the raw counts or samples, because only they tell how sure a figure is. Amounts stay
money with their currency; they become exact fractions where they are computed with.
"""

from __future__ import annotations

from typing import TypeAlias

from tiktok_presale.facts.measurements.costs import Spent, SpentDaily
from tiktok_presale.facts.measurements.counts import Counted, CountedDaily
from tiktok_presale.facts.measurements.means import Sampled, Summarised
from tiktok_presale.facts.measurements.rates import Rated
from tiktok_presale.facts.measurements.reading import Measure

__all__ = [
    "Counted",
    "CountedDaily",
    "Measure",
    "Measurement",
    "Rated",
    "Sampled",
    "Spent",
    "SpentDaily",
    "Summarised",
]

Measurement: TypeAlias = Rated | Sampled | Summarised | Counted | CountedDaily | Spent | SpentDaily
