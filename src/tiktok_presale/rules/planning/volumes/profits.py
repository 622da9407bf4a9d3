"""
What is a number of units expected to earn, and which number earns most?
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from tiktok_presale.rules.planning.volumes.limits import within
from tiktok_presale.values.money import Money, Rounding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktok_presale.rules.planning.volumes.expecting import ExpectedDemand
    from tiktok_presale.rules.planning.volumes.limits import Held
    from tiktok_presale.rules.planning.volumes.terms import CapTerms

__all__ = ["Case", "Choice"]


class Choice(NamedTuple):
    """
    Units, and the profit that is expected of them, exact in minor units.
    """

    units: int
    profit: Fraction


class Case(NamedTuple):
    """
    A demand under terms.
    """

    demand: ExpectedDemand
    terms: CapTerms

    def profit(self, units: int) -> Fraction:
        """
        What units are expected to earn: each sold one, less each unsold one, less the slot fee.
        """
        sold = Fraction(self.demand.sales(units))
        left = units - sold
        return sold * self.terms.earned - left * self.terms.lost - self.terms.sheet.slot_fee.minor

    def worth(self, units: int) -> Choice:
        """
        The units, or no more than are sold already where that is expected to earn as much.

        A presale that does not take place earns and costs nothing, not even the slot fee. What a
        running one has sold cannot be taken back, and its slots are paid for.
        """
        sold, profit = self.demand.sold, self.profit(units)
        stop = self.profit(sold) if self.demand.passed else Fraction(0)
        return Choice(units, profit) if profit > stop else Choice(sold, stop)

    def optimum(self) -> Choice:
        """
        The units that earn most if nothing limits them: demand's quantile at the critical ratio.
        """
        if not self.terms.ratio:
            return self.worth(self.demand.sold)
        share = min(float(self.terms.ratio), 1 - self.terms.beyond)
        return self.worth(self.demand.reached_with(share))

    def chosen(self, best: Choice, limits: Iterable[Held]) -> Choice:
        """
        The units that earn most within limits; none where even the optimum earns nothing.
        """
        if best.units <= self.demand.sold:
            return best
        return self.worth(max(within(best.units, limits), self.demand.sold))

    def money(self, minor: Fraction) -> Money:
        """
        Minor units as money; the only place where profits are rounded.
        """
        one = Money.from_minor(1, self.terms.sheet.currency)
        return one.times(minor, rounding=Rounding.HALF_EVEN)
