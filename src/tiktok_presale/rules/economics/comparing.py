"""
A presale against an ordinary sale from stock: line by line, and where the two are equal.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.cases import SaleCase, Scenario
from tiktok_presale.rules.economics.breaking_even import BreakEven, break_evens
from tiktok_presale.rules.economics.inputs import Input, as_said, with_
from tiktok_presale.rules.economics.lines import ProfitLine
from tiktok_presale.rules.economics.outcomes import outcome
from tiktok_presale.rules.economics.spreading import ProfitDistribution, scenarios
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError
from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
from tiktok_presale.values.html import table_html
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range, percentage
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tiktok_presale.rules.economics.inputs import InputValue

__all__ = ["Choice", "SaleComparison", "compare"]

_INPUTS = (Input.PRICE, Input.RETURN_RATE, Input.SOLD, Input.WAIT)


class Choice(StrEnum):
    """
    Which of two sales earns more on average, if either is worth it.
    """

    PRESALE = "presale"
    ORDINARY = "ordinary_sale"
    EITHER = "either"
    NEITHER = "neither"


@final
@attrs.frozen
class SaleComparison(Value):
    """
    A presale and an ordinary sale side by side.

    Args:
        presale: The profits of the presale.
        ordinary: Those of the ordinary sale.
        recommended: The one with the greater mean profit; neither where both make a loss.
        equal: For inputs of the presale, where its profit is that of the ordinary sale.
        grounds: What the recommendation stands on.
    """

    presale: ProfitDistribution
    ordinary: ProfitDistribution
    recommended: Choice
    equal: tuple[BreakEven, ...]
    grounds: Grounds

    @property
    def difference(self) -> Money:
        """
        How much more the presale earns on average; below zero if it earns less.
        """
        return self.presale.mean - self.ordinary.mean

    @property
    def lines(self) -> tuple[tuple[ProfitLine, ProfitLine], ...]:
        """
        The mean lines of both; their differences add up to `difference`, to the minor unit.
        """
        return tuple(zip(self.presale.lines, self.ordinary.lines, strict=True))

    def explain(self, language: str = "en") -> str:
        """
        What is recommended, the difference of each line, and the grounds.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return "\n".join(self._told(language))

    def _told(self, language: str) -> Iterator[str]:
        yield message(
            language,
            f"economics.choice.{self.recommended.value}",
            presale=self.presale.mean,
            ordinary=self.ordinary.mean,
        )
        for ours, theirs in self.lines:
            if ours.amount != theirs.amount:
                yield message(
                    language,
                    "economics.compared",
                    line=message(language, f"line.{ours.code.value}"),
                    difference=ours.amount - theirs.amount,
                )
        yield self.grounds.explain(language)

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        Both sales line by line, for notebooks.
        """
        rows = [
            (left.name("en"), left.amount, right.amount, left.amount - right.amount)
            for left, right in self.lines
            if left.amount or right.amount
        ]
        rows.append(("profit", self.presale.mean, self.ordinary.mean, self.difference))
        head = ("line", "presale", "ordinary sale", "difference")
        return table_html(str(self).partition("\n")[0], head, rows)


def compare(
    presale: SaleCase | Iterable[Scenario],
    ordinary: SaleCase | Iterable[Scenario],
    *,
    inputs: Iterable[str] = _INPUTS,
) -> SaleComparison:
    """
    Which earns more on average: a presale, or an ordinary sale made to stock?

    Demand for an ordinary sale is not known when goods are made: give it as scenarios, such as
    those of `combined`. Nothing is added for the risk that one of them bears; look at the chance
    of a loss of each.

    Args:
        presale: The presale as a case, or as scenarios.
        ordinary: The ordinary sale, likewise.
        inputs: The inputs of the presale for which it is asked where both earn the same; only a
            presale that is one case has such a point.

    Raises:
        CurrencyMismatchError: If the two are in different currencies.
        WrongTypeError: If one of them is neither.

    Examples:
        >>> from tiktok_presale import CostSheet, ReturnCurve
        >>> from tiktok_presale.rules.economics.drawing import combined
        >>> sheet = CostSheet(price=Money(30, "USD"), unit_cost=Money(12, "USD"), clearance="0.3")
        >>> presale = SaleCase(sheet=sheet, sold=10_000, returns=ReturnCurve.flat("0.2"))
        >>> stock = SaleCase(sheet=sheet, sold=0, made=10_000)
        >>> demand = {"sold": {4_000: 1, 8_000: 1, 12_000: 1}}
        >>> found = compare(presale, combined(stock, demand))
        >>> found.recommended.value, found.difference
        ('presale', Money('14000.00', 'USD'))
    """
    ours, theirs = _distribution(presale), _distribution(ordinary)
    if ours.currency != theirs.currency:
        raise CurrencyMismatchError(ours.currency, theirs.currency)
    equal: tuple[BreakEven, ...] = ()
    turned: tuple[Sensitivity, ...] = ()
    if isinstance(presale, SaleCase):
        equal = break_evens(presale, inputs, target=theirs.mean)
        turned = tuple(_turned(presale, one) for one in equal if one.at is not None)
    return SaleComparison(
        ours,
        theirs,
        _chosen(ours.mean, theirs.mean),
        equal,
        Grounds(
            _inputs(ours, theirs),
            (_no_loss(ours.mean, theirs.mean),),
            turned,
        ),
    )


def _distribution(sale: SaleCase | Iterable[Scenario]) -> ProfitDistribution:
    return scenarios([Scenario("case", sale)] if isinstance(sale, SaleCase) else sale)


def _chosen(presale: Money, ordinary: Money) -> Choice:
    if max(presale, ordinary).minor < 0:
        return Choice.NEITHER
    if presale == ordinary:
        return Choice.EITHER
    return Choice.PRESALE if presale > ordinary else Choice.ORDINARY


def _inputs(presale: ProfitDistribution, ordinary: ProfitDistribution) -> dict[str, object]:
    return {
        "presale_profit": presale.mean,
        "presale_loss": percentage(presale.chance_of_loss),
        "ordinary_profit": ordinary.mean,
        "ordinary_loss": percentage(ordinary.chance_of_loss),
    }


def _no_loss(presale: Money, ordinary: Money) -> Bound:
    """
    A sale that makes a loss is not recommended for making a smaller one than the other.
    """
    best = max(presale, ordinary)
    nothing = Money(0, best.currency)
    return Bound("no_loss", Range.at_least(nothing), binds=best < nothing)


def _turned(presale: SaleCase, point: BreakEven) -> Sensitivity:
    """
    What would be recommended on the other side of a point where both earn the same.
    """
    other: InputValue = point.beyond if point.reached else point.at  # type: ignore[assignment]
    profit = outcome(with_(presale, point.input, other)).profit
    return Sensitivity(
        point.input.word,
        as_said(point.input, point.given),
        as_said(point.input, other),
        _chosen(profit, point.target),
    )
