"""
What demand is to be expected, and how sure is that?
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale import numerics
from tiktok_presale.facts.demand import Demand, DemandForecast, DemandQuantiles
from tiktok_presale.rules.planning.volumes.reasons import all_sold_out, misfit, too_few
from tiktok_presale.values.checks import instance, whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.estimates import Estimate, Interval
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from tiktok_presale.facts.demand import AnyDemand
    from tiktok_presale.values.findings import Finding

__all__ = ["ExpectedDemand", "expect", "summed"]

# Fewer than two counts that did not sell out leave demand without an upper end.
_LEAST_EXACT = 2
# How far the chance of a quantile may be off before it is told.
_MISFIT = 0.05


def _mixture(value: Iterable[Iterable[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(one) for one in part) for part in value)


@final
@attrs.frozen(kw_only=True)
class ExpectedDemand(Value):
    """
    The units that will be asked for over a sale, as a distribution.

    Args:
        expected: The mean of all units of the sale, those sold already among them.
        interval: Where all units of the sale lie with the chance it names, uncertain parameters
            included.
        mixture: Negative binomial distributions of a whole sale: weight, mean, shape.
        sold: What this sale has sold already.
        passed: How much of the sale has passed, from 0 to 1.
        mean: The mean of a period as estimated from past ones; None for forecasts.
        variation: By how much the rate differs between periods (coefficient of variation), as
            estimated; None for forecasts.
    """

    expected: float
    interval: Interval = attrs.field(validator=instance("an Interval", Interval))
    mixture: tuple[tuple[float, ...], ...] = attrs.field(converter=_mixture, repr=False)
    sold: int = attrs.field(default=0, validator=whole)
    passed: Fraction = Fraction(0)
    mean: Estimate | None = None
    variation: Estimate | None = None

    @cached_property
    def rest(self) -> tuple[tuple[float, float, float], ...]:
        """
        The mixture of the units that are still to be asked for.
        """
        left = float(1 - self.passed)
        return tuple((weight, mean * left, shape) for weight, mean, shape in self.whole)

    @property
    def whole(self) -> tuple[tuple[float, float, float], ...]:
        """
        The mixture of a whole sale.
        """
        return cast("tuple[tuple[float, float, float], ...]", self.mixture)

    def within(self, units: int) -> float:
        """
        The chance that no more than *units* are asked for.
        """
        return numerics.mixtures.chance_at_most(self.rest, units - self.sold)

    def reached_with(self, share: float) -> int:
        """
        The smallest number of units that demand stays within with a chance of *share*, below 1.
        """
        return self.sold + numerics.mixtures.quantile(self.rest, share)

    def sales(self, units: int) -> float:
        """
        How many units are sold on average if no more than *units* can be.
        """
        rest = units - self.sold
        return min(float(units), self.sold + numerics.mixtures.expected_sales(self.rest, rest))

    def times(self, factor: Fraction) -> ExpectedDemand:
        """
        Demand whose rest is greater by a factor; what is sold already stays as it is.
        """
        more = numerics.mixtures.scaled(self.whole, float(factor))
        return summed(more, self.interval.level, sold=self.sold, passed=self.passed)

    def in_words(self, language: str) -> str:
        """
        Mean and interval, as a person of that language would write them.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        mean, low, high = (
            round(one) for one in (self.expected, self.interval.low, self.interval.high)
        )
        level = f"{self.interval.level * 100:.6g}{message(language, 'word.percent')}"
        return message(language, "cap.demand", mean=mean, low=low, high=high, level=level)


def summed(
    mixture: Iterable[tuple[float, float, float]],
    level: float,
    *,
    sold: int = 0,
    passed: Fraction = Fraction(0),
    mean: Estimate | None = None,
    variation: Estimate | None = None,
) -> ExpectedDemand:
    """
    The expected demand of a sale, with its mean and interval read off the mixture.
    """
    whole_sale = tuple(mixture)
    rest = numerics.mixtures.scaled(whole_sale, float(1 - passed))
    low, high = (
        sold + numerics.mixtures.quantile(rest, share)
        for share in ((1 - level) / 2, (1 + level) / 2)
    )
    return ExpectedDemand(
        expected=sold + numerics.mixtures.mean(rest),
        interval=Interval(low, high, level),
        mixture=whole_sale,
        sold=sold,
        passed=passed,
        mean=mean,
        variation=variation,
    )


def expect(
    demand: AnyDemand, *, least_periods: int, usual: float, level: float
) -> tuple[ExpectedDemand | None, tuple[Finding, ...]]:
    """
    What demand of one period is to be expected; None with the reason where too little is known.

    Args:
        demand: Past periods, or a forecast.
        least_periods: Fewer past periods than this are not taken for enough.
        usual: The coefficient of variation between periods that is taken for middling.
        level: The chance of the intervals.

    Raises:
        WrongTypeError: If *demand* is none of them.
    """
    if isinstance(demand, Demand):
        found = tuple(_too_few(demand, least_periods))
        return (None if found else _estimated(demand, usual, level)), found
    if isinstance(demand, DemandForecast):
        return summed([(1.0, demand.mean, demand.shape)], level), ()
    if isinstance(cast("object", demand), DemandQuantiles):
        fitted = numerics.demand.through(demand.points)
        parts = [(1.0, fitted.mean, fitted.shape)]
        return summed(parts, level), tuple(_misfits(demand, parts))
    expected = "a Demand, a DemandForecast or DemandQuantiles; write Demand.of(120, 80, 150, 95)"
    raise WrongTypeError("demand", expected, type(demand).__name__)


def _too_few(demand: Demand, least: int) -> Iterable[Finding]:
    """
    Tell how many periods are missing, and how many of them must not have sold out.
    """
    periods, least = len(demand.periods), max(least, _LEAST_EXACT)
    exact = sum(not one.at_least for one in demand.periods)
    if periods < least:
        yield too_few(periods, least)
    if exact < _LEAST_EXACT:
        yield all_sold_out(exact, _LEAST_EXACT)


def _estimated(demand: Demand, usual: float, level: float) -> ExpectedDemand:
    periods = demand.periods
    found = numerics.demand.estimate(
        [one.units for one in periods],
        [one.at_least for one in periods],
        [float(one.exposure) for one in periods],
        usual=usual,
        level=level,
    )
    mean, variation = (
        Estimate(
            one.middle,
            Interval(one.low, one.high, level),
            samples=len(periods),
            method="posterior",
        )
        for one in (found.mean, found.variation)
    )
    return summed(found.components, level, mean=mean, variation=variation)


def _misfits(demand: DemandQuantiles, parts: list[tuple[float, float, float]]) -> Iterable[Finding]:
    """
    Tell which quantiles no such distribution meets.
    """
    for chance, units in demand.points:
        low = numerics.mixtures.chance_at_most(parts, units - 1)
        high = numerics.mixtures.chance_at_most(parts, units)
        if not low - _MISFIT <= chance <= high + _MISFIT:
            yield misfit(units, chance, high)
