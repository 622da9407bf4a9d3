"""
Stock turns and waste before and after selling first and making then (F29).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.cases import MOST_A_YEAR
from tiktok_presale.facts.stock_years import StockYear
from tiktok_presale.values.checks import check_int, check_kind, member_of
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.html import table_html
from tiktok_presale.values.money import Money, Rounding, round_fraction
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from tiktok_presale.values.exact import Exact

__all__ = ["StockFigures", "TurnsChange", "turns"]


@final
@attrs.frozen
class StockFigures(Value):
    """
    What a year of keeping stock comes to.

    Args:
        turns: How often the stock turns over in the year.
        days: How many days goods lie in stock on average.
        capital: The capital that the stock binds on average.
        carrying: What keeping that stock costs in the year.
        waste: What the material cost that was wasted in the year.
    """

    turns: Fraction
    days: Fraction
    capital: Money
    carrying: Money
    waste: Money


@final
@attrs.frozen
class TurnsChange(Value):
    """
    Stock and waste before and after.

    Args:
        before: The figures before.
        after: The figures after.
    """

    before: StockFigures
    after: StockFigures

    @property
    def capital_freed(self) -> Money:
        """
        The capital that is no longer bound. It is freed once, and is no yearly saving.
        """
        return self.before.capital - self.after.capital

    @property
    def carrying_saved(self) -> Money:
        """
        What keeping stock costs less in a year.
        """
        return self.before.carrying - self.after.carrying

    @property
    def waste_saved(self) -> Money:
        """
        What is wasted less in a year.
        """
        return self.before.waste - self.after.waste

    @property
    def saved(self) -> Money:
        """
        What both save in a year.
        """
        return self.carrying_saved + self.waste_saved

    def rows(self) -> list[tuple[str, str, str]]:
        """
        Each figure by its name, before and after, as people write it.
        """
        return [
            (name, _said(getattr(self.before, name)), _said(getattr(self.after, name)))
            for name in attrs.fields_dict(StockFigures)
        ]

    def explain(self, language: str = "en") -> str:
        """
        What changes, and each figure before and after.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        head = message(
            language,
            "turns.head",
            freed=self.capital_freed,
            carrying=self.carrying_saved,
            waste=self.waste_saved,
            saved=self.saved,
        )
        lines = [
            message(
                language,
                "turns.line",
                name=message(language, f"turns.{name}"),
                before=before,
                after=after,
            )
            for name, before, after in self.rows()
        ]
        return "\n".join([head, *lines])

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The figures as a table, for notebooks.
        """
        rows = [
            (message("en", f"turns.{name}"), before, after) for name, before, after in self.rows()
        ]
        return table_html(str(self).partition("\n")[0], ("a year", "before", "after"), rows)


def turns(
    before: StockYear,
    *,
    to: Exact,
    carrying_rate: Exact,
    waste_cut: Exact = 0,
    year: int = 365,
    rounding: Rounding = Rounding.HALF_EVEN,
) -> TurnsChange:
    """
    What more turns a year and less waste are worth, at the same sales.

    Args:
        before: The year as it was.
        to: How often the stock turns over in a year afterwards.
        carrying_rate: What keeping stock costs in a year, as a share of its value: capital,
            storage, ageing. No source gives one, so it has no default.
        waste_cut: The share of the waste that is saved: "0.37" is F29's.
        year: How many days a year has.
        rounding: How amounts are rounded to a minor unit.

    Raises:
        FloatMoneyError: If a rate or share is a float.
        OutOfRangeError: If *to* is not above zero, *waste_cut* is above 1, or a year has no day.
        WrongTypeError: If *before* is no stock year.

    Examples:
        >>> before = StockYear(cost_of_sales=Money(600_000, "CNY"), turns=2,
        ...                    waste=Money(100_000, "CNY"))
        >>> found = turns(before, to=6, carrying_rate="0.20", waste_cut="0.37")
        >>> found.capital_freed, found.carrying_saved, found.waste_saved
        (Money('200000.00', 'CNY'), Money('40000.00', 'CNY'), Money('37000.00', 'CNY'))
    """
    check_kind("before", before, StockYear, "a StockYear")
    check_int("year", year, minimum=1)
    mode = member_of("rounding", rounding, Rounding)
    rate, cut = exact("carrying_rate", carrying_rate), exact("waste_cut", waste_cut)
    if cut > 1 or cut < 0:
        raise OutOfRangeError("waste_cut", str(cut), "from 0 to 1; 37 % is '0.37'")
    if not 0 <= rate <= MOST_A_YEAR:
        allowed = f"from 0 to {MOST_A_YEAR}; 20 % a year is '0.20'"
        raise OutOfRangeError("carrying_rate", str(rate), allowed)
    after = attrs.evolve(before, turns=to, waste=before.waste.times(1 - cut, rounding=mode))
    return TurnsChange(_figures(before, rate, year, mode), _figures(after, rate, year, mode))


def _figures(of: StockYear, rate: Fraction, year: int, rounding: Rounding) -> StockFigures:
    """
    The figures of a year; capital and its cost are each rounded from the exact stock.
    """
    capital, carrying = (
        Money.from_minor(round_fraction(amount, rounding), of.currency)
        for amount in (of.average_stock, of.average_stock * rate)
    )
    return StockFigures(of.turns, year / of.turns, capital, carrying, of.waste)


def _said(value: Fraction | Money) -> str:
    """
    A number to one decimal, or an amount.
    """
    if isinstance(value, Money):
        return str(value)
    tenths = round_fraction(value * 10, Rounding.HALF_EVEN)
    return f"{tenths // 10:,}.{tenths % 10}".removesuffix(".0")
