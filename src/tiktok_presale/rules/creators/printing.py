"""
Exact numbers as people read them: with so many decimals, whatever the decimal context is.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from tiktok_presale.values.money import Rounding, round_fraction
from tiktok_presale.values.ranges import Range

__all__ = ["decimals", "printed"]


def decimals(value: Fraction, places: int) -> Decimal | int:
    """
    A fraction with so many decimals, rounded to the nearest; an int where none is needed.

    Examples:
        >>> decimals(Fraction(2, 3), 2), decimals(Fraction(5), 2)
        (Decimal('0.67'), 5)
    """
    scale = int(10**places)
    whole = round_fraction(value * scale, Rounding.HALF_EVEN)
    if whole % scale == 0:
        return whole // scale
    digits = tuple(map(int, str(abs(whole))))
    return Decimal((int(whole < 0), digits, -places))


def printed(found: Range[Any]) -> Range[Any]:
    """
    A range as it is printed: shares as they are, other fractions with two decimals.
    """
    if found.unit == "share":
        return found
    low, high = (
        decimals(end, 2) if isinstance(end, Fraction) else end for end in (found.low, found.high)
    )
    return attrs.evolve(found, low=low, high=high)
