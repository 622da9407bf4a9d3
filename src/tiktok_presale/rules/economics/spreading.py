"""
The profit of a sale over the scenarios that may come true.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.cases import Scenario
from tiktok_presale.rules.economics.lines import LineCode, ProfitLine
from tiktok_presale.rules.economics.outcomes import ProfitAndLoss, outcome
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.html import table_html
from tiktok_presale.values.money import Money, Rounding, round_fraction
from tiktok_presale.values.ranges import percentage
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tiktok_presale.values.exact import Exact

__all__ = ["PossibleProfit", "ProfitDistribution", "scenarios"]


@final
@attrs.frozen
class PossibleProfit(Value):
    """
    A scenario with its chance and its profit and loss.

    Args:
        name: What it is called.
        chance: Its share of all weights.
        result: Its profit and loss.
    """

    name: str
    chance: Fraction
    result: ProfitAndLoss

    @property
    def profit(self) -> Money:
        """
        What is left in the end; below zero for a loss.
        """
        return self.result.profit


@final
@attrs.frozen
class ProfitDistribution(Value):
    """
    The profits that may come true, the worst first, each with its chance. Nothing is estimated.

    Args:
        possible: The scenarios by profit, and by name where profits are equal.
    """

    possible: tuple[PossibleProfit, ...] = attrs.field(converter=tuple[PossibleProfit, ...])

    @property
    def currency(self) -> str:
        """
        The currency of every profit.
        """
        return self.worst.profit.currency

    @property
    def worst(self) -> PossibleProfit:
        """
        The scenario of the smallest profit.
        """
        return self.possible[0]

    @property
    def best(self) -> PossibleProfit:
        """
        The scenario of the greatest profit.
        """
        return self.possible[-1]

    @property
    def mean_exact(self) -> Fraction:
        """
        The mean profit in minor units, not rounded.
        """
        return sum((one.chance * one.profit.minor for one in self.possible), start=Fraction(0))

    @property
    def mean(self) -> Money:
        """
        The mean profit, rounded to the minor unit, halves to the even one.
        """
        return Money.from_minor(round_fraction(self.mean_exact, Rounding.HALF_EVEN), self.currency)

    @property
    def lines(self) -> tuple[ProfitLine, ...]:
        """
        The mean of each line; rounded so that they add up to `mean`, to the minor unit.
        """
        exact_means = [
            sum(
                (one.chance * one.result.line(code).amount.minor for one in self.possible),
                start=Fraction(0),
            )
            for code in LineCode
        ]
        means = _apportioned(exact_means, self.mean.minor)
        return tuple(
            ProfitLine(code, Money.from_minor(minor, self.currency))
            for code, minor in zip(LineCode, means, strict=True)
        )

    @property
    def chance_of_loss(self) -> Fraction:
        """
        The chance that profit is below zero.
        """
        return self.chance_below(Money(0, self.currency))

    def chance_below(self, profit: Money) -> Fraction:
        """
        The chance of a profit strictly below that one.

        Raises:
            CurrencyMismatchError: If it is in another currency.
            WrongTypeError: If it is no money.
        """
        check_kind("profit", profit, Money, "Money")
        chances = (one.chance for one in self.possible if one.profit < profit)
        return sum(chances, start=Fraction(0))

    def quantile(self, share: Exact) -> Money:
        """
        The smallest profit that, with at least this chance, is not exceeded.

        Args:
            share: Above 0 and up to 1: "0.05" is the profit of the worst twentieth, "0.5" the
                median.

        Raises:
            FloatMoneyError: If *share* is a float.
            OutOfRangeError: If it is not above 0 and at most 1.
        """
        wanted = exact("share", share)
        if not 0 < wanted <= 1:
            raise OutOfRangeError("share", str(wanted), "above 0 and at most 1; 5 % is '0.05'")
        reached = Fraction(0)
        for one in self.possible[:-1]:
            reached += one.chance
            if reached >= wanted:
                return one.profit
        return self.best.profit

    def explain(self, language: str = "en") -> str:
        """
        Mean, median, worst, best and the chance of a loss as text.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        head = message(
            language,
            "economics.distribution",
            mean=self.mean,
            number=len(self.possible),
            chance=percentage(self.chance_of_loss),
        )
        rest = message(
            language,
            "economics.spread",
            worst=self.worst.profit,
            low=self.quantile("0.1"),
            median=self.quantile("0.5"),
            high=self.quantile("0.9"),
            best=self.best.profit,
        )
        return f"{head}\n{rest}"

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The scenarios as a table, for notebooks.
        """
        rows = [(one.name, percentage(one.chance), one.profit) for one in self.possible]
        return table_html(str(self).partition("\n")[0], ("scenario", "chance", "profit"), rows)


def scenarios(given: Iterable[Scenario]) -> ProfitDistribution:
    """
    The distribution of profit over scenarios, in whatever order they are given.

    Args:
        given: The scenarios with their weights, such as those of `combined` or `drawn`.

    Raises:
        CurrencyMismatchError: If the cases are in different currencies.
        OutOfRangeError: If there is none, or two have one name.
        WrongTypeError: If *given* is no collection, or one is no scenario.

    Examples:
        >>> from tiktok_presale import CostSheet, SaleCase
        >>> sheet = CostSheet(price=Money(30, "USD"), unit_cost=Money(12, "USD"), clearance="0.3")
        >>> bad = SaleCase(sheet=sheet, sold=1_000, made=10_000)
        >>> good = SaleCase(sheet=sheet, sold=9_000, made=10_000)
        >>> found = scenarios([Scenario("cold", bad, 1), Scenario("warm", good, 3)])
        >>> found.mean, found.chance_of_loss, found.quantile("0.5")
        (Money('117000.00', 'USD'), Fraction(1, 4), Money('159000.00', 'USD'))
    """
    if not isinstance(given, Iterable):
        raise WrongTypeError("scenarios", "several, as in [scenario]", type(given).__name__)
    every = tuple(given)
    for one in every:
        check_kind("scenario", one, Scenario, "a Scenario; write Scenario('cold', case, 1)")
    if not every or len({one.name for one in every}) < len(every):
        names = str([one.name for one in every])
        raise OutOfRangeError("scenarios", names, "at least one, each name once")
    currency = every[0].case.currency
    for one in every:
        if one.case.currency != currency:
            raise CurrencyMismatchError(currency, one.case.currency)
    whole = sum((one.weight for one in every), start=Fraction(0))
    found = [PossibleProfit(one.name, one.weight / whole, outcome(one.case)) for one in every]
    return ProfitDistribution(tuple(sorted(found, key=lambda one: (one.profit.minor, one.name))))


def _apportioned(exact_parts: Sequence[Fraction], whole: int) -> list[int]:
    """
    Whole numbers that add up to *whole*, the rounded sum of the parts: largest remainders first.
    """
    parts = [floor(part) for part in exact_parts]
    by_remainder = sorted(range(len(parts)), key=lambda n: parts[n] - exact_parts[n])
    for n in by_remainder[: whole - sum(parts)]:
        parts[n] += 1
    return parts
