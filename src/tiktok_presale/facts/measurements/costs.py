"""
What was spent and what came of it, in all or day by day.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import ClassVar, cast, final

import attrs

from tiktok_presale.facts.measurements.reading import (
    Measure,
    countable,
    counted,
    many,
    one_currency,
)
from tiktok_presale.values.checks import instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.text import message, named

__all__ = ["Spent", "SpentDaily"]


@final
@attrs.frozen
class Spent(Value):
    """
    What was spent and what came of it: the cost of an order, of a click, of a buyer.

    Args:
        cost: What was spent in all; above zero.
        units: How many orders or clicks came of it.

    Raises:
        OutOfRangeError: If *cost* is zero or less.

    Examples:
        >>> Spent(Money("900.00", "USD"), 300).value
        Money('3.00', 'USD')
    """

    measure: ClassVar[Measure] = Measure.COST
    cost: Money = attrs.field(validator=instance("Money", Money))
    units: int = attrs.field(validator=countable)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a cost that is none.
        """
        if self.cost.minor <= 0:
            raise OutOfRangeError("cost", str(self.cost), "above zero")

    @property
    def value(self) -> Money | None:
        """
        The cost of one unit, rounded to the nearest minor unit; None of no units.
        """
        if not self.units:
            return None
        return self.cost.times(Fraction(1, self.units), rounding=Rounding.HALF_EVEN)

    @property
    def currency(self) -> str:
        """
        The currency of the cost.
        """
        return self.cost.currency

    @property
    def seen(self) -> int:
        """
        How many units there were.
        """
        return self.units

    def in_words(self, language: str) -> str:
        """
        What was measured, as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return message(language, "measured.cost", cost=self.cost, units=self.units)

    def __str__(self) -> str:
        return self.in_words("en")


def _days(value: Iterable[tuple[Money, int]]) -> tuple[tuple[Money, int], ...]:
    form = "a cost and its units for each day, as in [(Money('30.00', 'USD'), 9), …]"
    days = [many("days", day, form) for day in many("days", value, form)]
    for day in days:
        if len(day) != len(("cost", "units")):
            raise WrongTypeError("days", form, f"{len(day)} values")
    one_currency("days", (day[0] for day in days))
    return tuple((cast("Money", day[0]), counted("days", day[1])) for day in days)


@final
@attrs.frozen
class SpentDaily(Value):
    """
    What was spent and what came of it, day by day.

    Args:
        days: The cost and the units of each day, in one currency.

    Raises:
        CurrencyMismatchError: If the costs are not all of one currency.

    Examples:
        >>> daily = SpentDaily([(Money("30.00", "USD"), 9), (Money("28.00", "USD"), 11)])
        >>> daily.total
        Spent(cost=Money('58.00', 'USD'), units=20)
    """

    measure: ClassVar[Measure] = Measure.COST
    days: tuple[tuple[Money, int], ...] = attrs.field(converter=_days)

    @property
    def currency(self) -> str:
        """
        The currency of the costs; empty of no days.
        """
        return self.days[0][0].currency if self.days else ""

    @property
    def total(self) -> Spent | None:
        """
        Everything added up; None where nothing was spent.
        """
        cost = Money.sum([cost for cost, _ in self.days], self.currency) if self.days else None
        return Spent(cost, sum(units for _, units in self.days)) if cost else None

    @property
    def dispersion(self) -> float:
        """
        How many times as much days differ as units that come by chance alone would make them.
        """
        total, days = self.total, len(self.days)
        if total is None or not total.units or days < len(("one", "other")):
            return 1.0
        rest = sum(
            (cost.minor * total.units - total.cost.minor * units) ** 2 for cost, units in self.days
        )
        square = total.cost.minor**2 * total.units * (days - 1)
        return float(Fraction(rest * days, square))

    @property
    def seen(self) -> int:
        """
        How many days there were.
        """
        return len(self.days)

    def in_words(self, language: str) -> str:
        """
        What was measured, as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        total = self.total
        if total is None:
            return named(language, "nothing_spent")
        return message(language, "measured.daily_costs", total=total, days=len(self.days))

    def __str__(self) -> str:
        return self.in_words("en")
