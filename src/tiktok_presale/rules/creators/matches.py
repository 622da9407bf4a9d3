"""
The answer to whether a creator fits, and what it reads like.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, final

import attrs

from tiktok_presale.facts.creators import Creator
from tiktok_presale.rules.creators.expecting import EarningsLine
from tiktok_presale.rules.creators.printing import printed
from tiktok_presale.rules.creators.spans import Basis
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Decision, Outcome
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.html import table_html
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.text import message, named, say

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Match", "ScorePart"]


@final
@attrs.frozen
class ScorePart(Value):
    """
    One fact that the score is made of.

    Args:
        name: "video_views", "conversion", "returned", "commission" or "slot_fee".
        value: From what to what it lies.
        basis: Where it comes from.
    """

    name: str
    value: Range[Any]
    basis: Basis

    def explain(self, language: str = "en") -> str:
        """
        The fact and where it comes from.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        value = printed(self.value)
        return message(
            language,
            "creators.part",
            part=named(language, f"creator_{self.name}"),
            value=value,
            basis=self.basis,
        )


@final
@attrs.frozen(kw_only=True)
class Match(Value):
    """
    Whether a creator fits the goods, and what one video is expected to bring.

    Args:
        creator: The creator.
        decision: The limits, with every reason.
        orders: Orders of one video, the cap counted in; one value where every fact is known.
        earns: What is left of them after every cost; None where no cost sheet was told.
        parts: The facts that the score is made of, and where each comes from.
        lines: What *earns* is made up of.
        grounds: What was told, the cap, what is missing, and what each part would change.
    """

    creator: Creator
    decision: Decision
    orders: Range[Fraction]
    earns: Range[Money] | None
    parts: tuple[ScorePart, ...]
    lines: tuple[EarningsLine, ...]
    grounds: Grounds

    @property
    def allowed(self) -> bool:
        """
        Whether every limit passed; a missing fact is no pass.
        """
        return self.decision.allowed

    @property
    def known(self) -> bool:
        """
        Whether the score is one value, so that nothing is missing for it.
        """
        score = self.orders if self.earns is None else self.earns
        return score.low is not None and score.low == score.high

    @property
    def outcome(self) -> Outcome:
        """
        What the limits say.
        """
        return self.decision.outcome

    def explain(self, language: str = "en") -> str:
        """
        The limits, the score, what it is made of, and what would change it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return "\n".join(self._told(language))

    def _told(self, language: str) -> Iterator[str]:
        yield self.decision.explain(language)
        yield message(language, "creators.orders", orders=printed(self.orders))
        if self.earns is not None:
            known = self.earns != Range()
            key = "creators.earns" if known else "creators.earns_unknown"
            yield message(language, key, earns=self.earns)
        for part in self.parts:
            yield part.explain(language)
        for line in self.lines:
            yield message(
                language,
                "creators.line",
                part=named(language, f"line_{line.name}"),
                amount=line.amount,
            )
        told = attrs.evolve(self.grounds, inputs={})
        if told != Grounds({}):
            yield told.explain(language)

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The parts and lines as a table, for notebooks.
        """
        rows = [
            (
                named("en", f"creator_{part.name}"),
                say(printed(part.value), "en"),
                part.basis.value,
            )
            for part in self.parts
        ]
        rows += [(named("en", f"line_{x.name}"), say(x.amount, "en"), "") for x in self.lines]
        caption = (
            f"{self.creator.id}: {self.outcome.value}, {say(printed(self.orders), 'en')} orders"
        )
        return table_html(caption, ("part", "value", "basis"), rows)
