"""
Shares in the form that texts write as percentages.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["as_range"]


def as_range(share: Fraction | Decimal) -> Range[Fraction]:
    """
    A share in the form that texts write as a percentage.
    """
    exact = Fraction(share)
    return Range.between(exact, exact, unit="share")
