"""
What do the first days of a sale make of the number of units?
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from tiktok_presale import numerics
from tiktok_presale.facts.demand import Sold
from tiktok_presale.rules.planning.volumes.answers import Cap
from tiktok_presale.rules.planning.volumes.expecting import ExpectedDemand, summed
from tiktok_presale.rules.planning.volumes.weighing import weighed
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.exact import exact

if TYPE_CHECKING:
    from tiktok_presale.values.exact import Exact

__all__ = ["revised"]


def revised(prior: Cap, first_days: Iterable[Sold], *, trust: Exact = 1) -> Cap:
    """
    The recommendation after the first days of the sale, under the same terms.

    What was expected is a mixture of gamma distributed rates; units sold in a share of the sale
    change each in closed form (gamma prior, Poisson counts), so that it makes no difference whether
    days are told one by one or together. A day that sold out counts up to the moment of selling out
    where that is told (`Sold.sold_out_after`), which is exact too; where it is not told, the day
    says "at least so many", and the rate is found numerically.

    The answer is about the whole sale: what has been sold is part of it. Units that are made
    already are taken for units still to be made.

    Args:
        prior: What was recommended before; also an answer of this function.
        first_days: What was sold since. The `share` of each is the share of the whole sale's demand
            that usually falls into it.
        trust: How much a unit sold counts as evidence: 1 if buyers come one by one, less if they
            come in bursts (one over variance / mean of units a day).

    Raises:
        WrongTypeError: If an argument has another type.
        OutOfRangeError: If the days are more than the whole sale, or the prior expects no demand.

    Examples:
        >>> from tiktok_presale import CostSheet, DemandForecast, Money, ReturnCurve
        >>> from tiktok_presale.rules.planning import cap
        >>> sheet = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"),
        ...                   clearance="0.10")
        >>> before = cap(DemandForecast(mean=100, spread=50), sheet, made="before",
        ...              returns=ReturnCurve.flat("0.1"))
        >>> after = revised(before, [Sold(30, share="0.1"), Sold(25, share="0.1")])
        >>> before.units, after.units
        (109, 259)
    """
    demand, days, weight = _checked(prior, first_days), tuple(first_days), exact("trust", trust)
    if not 0 < weight <= 1:
        raise OutOfRangeError("trust", str(weight), "above 0 and at most 1")
    passed = demand.passed + sum((day.share for day in days), start=Fraction(0))
    if passed > 1:
        raise OutOfRangeError("first_days", str(passed), "shares that add up to 1 at most")
    mixture = _learnt(demand, days, float(weight))
    sold = demand.sold + sum(day.units for day in days)
    found = summed(
        mixture,
        demand.interval.level,
        sold=sold,
        passed=passed,
        mean=demand.mean,
        variation=demand.variation,
    )
    return weighed(found, prior.terms, ())


def _checked(prior: object, first_days: object) -> ExpectedDemand:
    check_kind("prior", prior, Cap, "a Cap, as planning.cap gives it")
    if not isinstance(first_days, tuple | list):
        raise WrongTypeError("first_days", "several Sold, in a list", type(first_days).__name__)
    for day in cast("tuple[object, ...]", first_days):
        check_kind("first_days", day, Sold, "of Sold; write Sold(12, share='0.1')")
    demand = cast("Cap", prior).demand
    if demand is None:
        raise OutOfRangeError("prior", "a cap without expected demand", "one with units")
    return demand


def _learnt(
    demand: ExpectedDemand, days: tuple[Sold, ...], trust: float
) -> tuple[tuple[float, float, float], ...]:
    """
    The rate after what was seen: the days whose demand is known together, then the others.
    """
    known = [day for day in days if not day.at_least]
    mixture = demand.whole
    if known:
        units, seen = sum(day.units for day in known), sum(day.exposure for day in known)
        mixture = numerics.mixtures.updated(mixture, units, float(seen), trust=trust)
    for day in days:
        if day.at_least:
            mixture = numerics.mixtures.updated_at_least(
                mixture, day.units, float(day.exposure), trust=trust
            )
    return mixture
