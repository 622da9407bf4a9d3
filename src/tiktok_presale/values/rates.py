"""
A share of a number of orders, kept as the two counts it comes from.
"""

from __future__ import annotations

from fractions import Fraction
from typing import final

import attrs

from tiktok_presale.values.checks import whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError

__all__ = ["Rate"]


@final
@attrs.frozen
class Rate(Value):
    """
    So many of so many, such as 25 cancelled of 1,000 orders.

    Kept as counts, because only they tell how many more good orders bring the rate under a limit.
    Nothing of nothing (`Rate(0, 0)`) is a rate too: there was nothing to count.

    Args:
        count: The orders that count against the shop.
        total: All orders that the rate is measured over.

    Raises:
        OutOfRangeError: If *count* is more than *total*.

    Examples:
        >>> rate = Rate(25, 1000)
        >>> str(rate), rate.value
        ('2.5 % (25 of 1,000)', Fraction(1, 40))
    """

    count: int = attrs.field(validator=whole)
    total: int = attrs.field(validator=whole)

    def __attrs_post_init__(self) -> None:
        """
        Refuse more cases than orders.
        """
        if self.count > self.total:
            raise OutOfRangeError("count", str(self.count), f"at most total ({self.total})")

    @property
    def value(self) -> Fraction:
        """
        The exact share; zero where there was nothing to count.
        """
        return Fraction(self.count, self.total) if self.total else Fraction(0)

    def __str__(self) -> str:
        if not self.total:
            return "nothing to count"
        return f"{percent(self.value)} ({self.count:,} of {self.total:,})"

    def __add__(self, other: Rate) -> Rate:
        """
        The rate over both groups of orders together.
        """
        if not isinstance(other, Rate):
            return NotImplemented
        return Rate(self.count + other.count, self.total + other.total)


def percent(share: Fraction) -> str:
    """
    A share as a percentage with at most two decimals, marked when it is not exact.
    """
    hundredths = share * 10_000
    rounded = round(hundredths)
    whole, rest = divmod(abs(rounded), 100)
    text = f"{'-' * (rounded < 0)}{whole}.{rest:02d}".rstrip("0").rstrip(".")
    return f"{text} %" if rounded == hundredths else f"about {text} %"
