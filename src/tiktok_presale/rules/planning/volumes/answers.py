"""
The answer to how many units to put on presale.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.rules.planning.volumes.expecting import ExpectedDemand
from tiktok_presale.rules.planning.volumes.terms import CapTerms
from tiktok_presale.values.checks import instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.html import table_html
from tiktok_presale.values.money import Money
from tiktok_presale.values.text import message, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.values.findings import Finding
    from tiktok_presale.values.grounds import Bound

__all__ = ["Cap"]


@final
@attrs.frozen(kw_only=True)
class Cap(Value):
    """
    How many units to put on presale, and what that stands on.

    Args:
        units: The recommendation; None where it could not be told.
        optimum: The units with the greatest expected profit if nothing limited them.
        ratio: The critical ratio: the chance with which demand should stay within the units.
        profit: The expected profit with *units*, slot fee and all.
        best: The expected profit with *optimum*.
        sales: How many units are expected to be sold with *units*.
        sells_out: The chance that at least *units* are asked for.
        demand: What is expected to be asked for; None where too little is known.
        terms: What was given besides demand.
        grounds: Inputs, limits with their costs, sensitivity and findings.
    """

    units: int | None = None
    optimum: int | None = None
    ratio: Fraction
    profit: Money | None = None
    best: Money | None = None
    sales: float | None = None
    sells_out: float | None = None
    demand: ExpectedDemand | None = None
    terms: CapTerms = attrs.field(validator=instance("CapTerms", CapTerms), repr=False)
    grounds: Grounds = attrs.field(validator=instance("Grounds", Grounds))

    @property
    def binding(self) -> tuple[Bound, ...]:
        """
        The limits without which another number would be recommended.
        """
        return self.grounds.binding

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        Advice, what the platform says of the number, and what could not be judged.
        """
        return self.grounds.findings

    @property
    def lost(self) -> Money | None:
        """
        What all limits together cost in expected profit.
        """
        if self.best is None or self.profit is None:
            return None
        # Far out in demand's tail a least number may earn a little more than the optimum, which
        # leaves the tail out.
        return max(self.best - self.profit, Money.from_minor(0, self.best.currency))

    def explain(self, language: str = "en") -> str:
        """
        The recommendation and what it stands on, as lines of text.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return f"{self._head(language)}\n{self.grounds.explain(language)}"

    def _head(self, language: str) -> str:
        key = "cap.unknown" if self.units is None else "cap.answer"
        return message(
            language,
            key,
            units=self.units,
            profit=self.profit,
            optimum=self.optimum,
            best=self.best,
            ratio=f"{float(self.ratio):.3f}",
        )

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The answer and each limit, one row each, for notebooks.
        """
        return table_html(self._head("en"), ("limit", "units", "binds", "costs"), self._rows())

    def _rows(self) -> Iterator[tuple[object, ...]]:
        yield "none", _cell(self.optimum), "", ""
        for bound in self.grounds.bounds:
            text = message("en", f"bound.{bound.code}", limit=bound.limit)
            yield text, _cell(bound.limit), "yes" if bound.binds else "no", _cell(bound.cost)
        yield "all", _cell(self.units), "", _cell(self.lost)


def _cell(value: object) -> str:
    return "" if value is None else say(value, "en")
