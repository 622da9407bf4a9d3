"""
Which method compares two measurements, and what it gives: ratio and difference with their ends.

The mathematics stands in `numerics.lifts`; a table here says which of it serves which form.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from tiktok_presale import numerics
from tiktok_presale.facts.measurements import (
    Counted,
    CountedDaily,
    Rated,
    Sampled,
    Spent,
    SpentDaily,
    Summarised,
)
from tiktok_presale.values.errors import CurrencyMismatchError, WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tiktok_presale.facts.measurements import Measurement

__all__ = ["Comparison", "Ends", "check_pair", "compare", "lacking"]

_TWO = 2


class Ends(NamedTuple):
    """
    A figure with the ends of its interval, which may be infinite, and the method.
    """

    value: float
    low: float
    high: float
    method: str


class Comparison(NamedTuple):
    """
    Ratio and difference of two groups; None where there is none.
    """

    ratio: Ends | None
    difference: Ends | None


def check_pair(control: Measurement, treatment: Measurement) -> None:
    """
    Refuse two measurements that cannot be compared: of two forms, or of two currencies.
    """
    means = (Sampled, Summarised)
    if type(control) is not type(treatment) and not (
        isinstance(control, means) and isinstance(treatment, means)
    ):
        form = type(control).__name__
        raise WrongTypeError("treatment", f"{form}, as control is", type(treatment).__name__)
    mine, theirs = getattr(control, "currency", ""), getattr(treatment, "currency", "")
    if mine != theirs and control.seen and treatment.seen:
        raise CurrencyMismatchError(mine or "a number", theirs or "a number")


def lacking(one: Measurement) -> int:
    """
    The least number of observations that such a measurement needs, where it has fewer; else 0.
    """
    if isinstance(one, Counted | Spent):
        return 0
    least = 1 if isinstance(one, Rated) else _TWO
    return least if one.seen < least else 0


def compare(control: Measurement, treatment: Measurement, level: float) -> Comparison:
    """
    Compare two measurements of one form that each have enough observations.
    """
    method: Callable[..., Comparison] = _METHODS[type(control)]
    return method(control, treatment, level)


def _rates(control: Rated, treatment: Rated, level: float) -> Comparison:
    of, by = treatment.exposures, control.exposures
    counts = (treatment.hits, of, control.hits, by)
    rate, base = treatment.hits / of, control.hits / by
    ratio = _ratio(rate, base)
    return Comparison(
        Ends(ratio, *numerics.lifts.rate_ratio(*counts, level), "koopman"),
        Ends(rate - base, *numerics.lifts.rate_difference(*counts, level), "newcombe"),
    )


def _ratio(above: float, below: float) -> float:
    """
    A ratio that may be infinite; of nothing to nothing too, since nothing is known of it.
    """
    return above / below if below else inf


def _means(
    control: Sampled | Summarised | CountedDaily,
    treatment: Sampled | Summarised | CountedDaily,
    level: float,
) -> Comparison:
    mine, theirs = treatment.summary, control.summary
    if not mine.variance and not theirs.variance:
        return Comparison(None, None)
    first = (mine.n, mine.mean, mine.variance)
    second = (theirs.n, theirs.mean, theirs.variance)
    gap = Ends(
        mine.mean - theirs.mean, *numerics.lifts.mean_difference(first, second, level), "welch"
    )
    if not mine.mean or not theirs.mean:
        return Comparison(None, gap)
    low, high = numerics.lifts.mean_ratio(first, second, level)
    return Comparison(Ends(mine.mean / theirs.mean, low, high, "fieller"), gap)


def _counts(control: Counted, treatment: Counted, level: float) -> Comparison:
    counts = (treatment.count, treatment.exposure, control.count, control.exposure)
    return Comparison(
        Ends(
            _ratio(treatment.value, control.value),
            *numerics.lifts.count_ratio(*counts, level),
            "conditional",
        ),
        Ends(
            treatment.value - control.value,
            *numerics.lifts.count_difference(*counts, level),
            "square_and_add",
        ),
    )


def _costs(control: Spent, treatment: Spent, level: float) -> Comparison:
    """
    A cost per unit is a count over money, turned over.
    """
    budget = float(control.cost / treatment.cost)  # exact until here
    low, high = numerics.lifts.count_ratio(control.units, budget, treatment.units, 1.0, level)
    ratio = Ends(_ratio(control.units / budget, treatment.units), low, high, "conditional")
    if not control.units or not treatment.units:
        return Comparison(ratio, None)
    cost, other = float(treatment.cost.amount), float(control.cost.amount)
    ends = numerics.lifts.cost_difference(cost, treatment.units, other, control.units, level)
    gap = cost / treatment.units - other / control.units
    return Comparison(ratio, Ends(gap, *ends, "square_and_add"))


def _daily_costs(control: SpentDaily, treatment: SpentDaily, level: float) -> Comparison:
    if not all(day.total and day.total.units for day in (control, treatment)):
        return Comparison(None, None)
    mine, theirs = _columns(treatment), _columns(control)
    if not any(map(_uneven, (mine, theirs))):
        return Comparison(None, None)
    cost, base = sum(mine[0]) / sum(mine[1]), sum(theirs[0]) / sum(theirs[1])
    return Comparison(
        Ends(cost / base, *numerics.lifts.sums_ratio(mine, theirs, level), "linearised"),
        Ends(cost - base, *numerics.lifts.sums_difference(mine, theirs, level), "linearised"),
    )


def _columns(daily: SpentDaily) -> tuple[list[float], list[float]]:
    costs = [float(cost.amount) for cost, _ in daily.days]
    return costs, [float(units) for _, units in daily.days]


def _uneven(columns: tuple[list[float], list[float]]) -> bool:
    """
    Whether the cost of a unit differs from day to day.
    """
    costs, units = columns
    whole, all_units = sum(costs), sum(units)
    return any(
        abs(cost * all_units - whole * one) > 1e-9 * whole * all_units
        for cost, one in zip(costs, units, strict=True)
    )


_METHODS: dict[type, Callable[..., Comparison]] = {
    Rated: _rates,
    Sampled: _means,
    Summarised: _means,
    CountedDaily: _means,
    Counted: _counts,
    Spent: _costs,
    SpentDaily: _daily_costs,
}
