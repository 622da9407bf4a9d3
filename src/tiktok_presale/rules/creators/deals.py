"""
The answer to whether an agreement with a creator pays, and what it reads like.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.campaigns import DealTerms
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Decision
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.html import table_html
from tiktok_presale.values.money import Money
from tiktok_presale.values.text import message, named, say, say_share

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Deal"]


@final
@attrs.frozen(kw_only=True)
class Deal(Value):
    """
    Whether an agreement may be made, and from how many units on it pays.

    What cannot be told, because the share that comes back or the number of units is not known, is
    None.

    Args:
        terms: What the creator is to get.
        decision: The policy's limits and the break-even, with every reason.
        returned: The share of orders that was counted as coming back.
        commission: What an order costs in commission on average, net of what comes back.
        earns: What an order earns on average, commission paid and slot fee left aside.
        break_even: The fewest units with which the agreement pays for itself; None too where no
            number of units does.
        units: The units that were expected, the cap counted in.
        cost_per_order: Commission and the order's part of the slot fee.
        cost_share: What the creator gets of all sales that are not refunded.
        profit: What is left of the expected units once everything is paid.
        slot_fee_at_most: The greatest slot fee with which the expected units still pay; None too
            where none does.
        commission_at_most: The greatest commission with which they do; None too where none does.
        grounds: What was told, the limits, and what would change the break-even.
    """

    terms: DealTerms
    decision: Decision
    returned: Fraction | None
    commission: Money | None = None
    earns: Money | None = None
    break_even: int | None = None
    units: int | None = None
    cost_per_order: Money | None = None
    cost_share: Fraction | None = None
    profit: Money | None = None
    slot_fee_at_most: Money | None = None
    commission_at_most: Fraction | None = None
    grounds: Grounds

    @property
    def allowed(self) -> bool:
        """
        Whether every limit passed; a missing fact is no pass.
        """
        return self.decision.allowed

    def _figures(self, language: str) -> Iterator[tuple[str, str]]:
        """
        Each figure that can be told: its name, and what it is.
        """
        shares = {"returned", "cost_share", "commission_at_most"}
        for name in _FIGURES:
            value = getattr(self, name)
            if value is not None:
                text = say_share(value, language) if name in shares else say(value, language)
                yield named(language, f"deal_{name}"), text

    def explain(self, language: str = "en") -> str:
        """
        The reasons, the figures, and what would change them.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        lines = [self.decision.explain(language)]
        lines += [
            message(language, "creators.line", part=name, amount=value)
            for name, value in self._figures(language)
        ]
        told = attrs.evolve(self.grounds, inputs={})
        lines += [told.explain(language)] * (told != Grounds({}))
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The figures as a table, for notebooks.
        """
        caption = self.decision.explain("en").partition("\n")[0]
        return table_html(caption, ("figure", "value"), self._figures("en"))


_FIGURES = (
    "returned",
    "commission",
    "earns",
    "break_even",
    "units",
    "cost_per_order",
    "cost_share",
    "profit",
    "slot_fee_at_most",
    "commission_at_most",
)
