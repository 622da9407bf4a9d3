"""
How much must be seen before a lift of a given size can be found?
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, isfinite
from typing import TYPE_CHECKING

import attrs

from tiktok_presale import numerics
from tiktok_presale.facts.lift_claims import check_lift
from tiktok_presale.facts.measurements import (
    Counted,
    CountedDaily,
    Measure,
    Measurement,
    Rated,
    Sampled,
    Spent,
    SpentDaily,
    Summarised,
)
from tiktok_presale.rules.measuring.answers import SampleSize
from tiktok_presale.values.checks import member_of
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.estimates import check_chance, check_number
from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
from tiktok_presale.values.money import Money, Rounding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

__all__ = ["Design", "needed_after", "sample_size"]


@attrs.frozen
class Design:
    """
    What a comparison is planned with; checked, and all in floats.
    """

    measure: Measure
    base: float
    lift: float
    spread: float
    dispersion: float
    allocation: float
    level: float
    power: float

    @property
    def control(self) -> float:
        """
        What the group without the change needs, before it is rounded up.
        """
        plan = {"level": self.level, "power": self.power, "allocation": self.allocation}
        changed = self.base * (1 + self.lift)
        if self.measure is Measure.RATE:
            return numerics.samples.rates_needed(self.base, changed, **plan)
        if self.measure is Measure.MEAN:
            variance = self.spread**2
            # What is spent more is spent more unevenly: the spread grows with the mean.
            other = variance * (1 + self.lift) ** 2
            return numerics.samples.means_needed(variance, other, changed - self.base, **plan)
        if self.measure is Measure.COST:
            # Units for money: a cost that falls is a rate that rises.
            return numerics.samples.counts_needed(1 / self.base, 1 / changed, **plan)
        if self.dispersion == 1:
            return numerics.samples.counts_needed(self.base, changed, **plan)
        variance, other = self.dispersion * self.base, self.dispersion * changed
        return numerics.samples.means_needed(variance, other, changed - self.base, **plan)


def sample_size(  # noqa: PLR0913 - every assumption of a plan is an argument
    measure: Measure | str,
    base: float | Decimal | Money,
    lift: float | Decimal,
    *,
    spread: float | Decimal | Money | None = None,
    dispersion: float | Decimal = 1,
    allocation: float | Decimal = 1,
    level: float | Decimal = 0.95,
    power: float | Decimal = 0.8,
    available: int | Money | None = None,
) -> SampleSize:
    """
    How much must be seen to find a lift of that size, before anything is measured.

    It is the sample for the very method by which `lift` decides, two-sided: exposures for a rate,
    values for a mean, units of exposure for a count (days, where *dispersion* is not 1), and money
    spent for a cost.

    Args:
        measure: What is compared: "rate", "mean", "count" or "cost".
        base: What it is without the change; Money for a cost, and where a mean is of amounts.
        lift: The smallest relative change worth finding: 0.2 is 20 % more.
        spread: The standard deviation of one value without the change; for a mean. With the change
            it is taken to be as much greater as the mean is.
        dispersion: How many times as much days differ as chance alone makes them, as variances;
            for a count. `CountedDaily.dispersion` tells it of past days.
        allocation: How many times as large the group with the change is.
        level: The confidence.
        power: The chance of finding the lift, if it is there.
        available: What there is for both groups together.

    Raises:
        OutOfRangeError: If a number is impossible, or a rate would rise above 1.
        WrongTypeError: If *base* or *spread* is not of the kind that *measure* needs.

    Examples:
        >>> needed = sample_size("rate", 0.10, 0.20)
        >>> needed.control, needed.treatment
        (3841, 3841)
    """
    kind = member_of("measure", measure, Measure)
    design = Design(
        measure=kind,
        base=_base(kind, base),
        lift=check_lift(lift),
        spread=_spread(kind, base, spread),
        dispersion=_at_least_one(kind, dispersion),
        allocation=_positive("allocation", allocation),
        level=check_chance("level", level),
        power=check_chance("power", power),
    )
    _possible(design)
    inputs: dict[str, object] = {"measure": kind, "base": base, "lift": lift}
    inputs |= {} if spread is None else {"spread": spread}
    inputs |= {"dispersion": dispersion} if kind is Measure.COUNT else {}
    inputs |= {"allocation": allocation, "level": level, "power": power}
    currency = base.currency if kind is Measure.COST and isinstance(base, Money) else ""
    return _answer(design, currency, inputs, available)


def _answer(
    design: Design, currency: str, inputs: dict[str, object], available: int | Money | None
) -> SampleSize:
    control, treatment = _sizes(design, currency)
    bounds: tuple[Bound, ...] = ()
    if available is not None:
        bounds = (_bound(control, treatment, available),)
    return SampleSize(
        measure=design.measure,
        lift=design.lift,
        control=control,
        treatment=treatment,
        level=design.level,
        power=design.power,
        grounds=Grounds(inputs, bounds, tuple(_supposed(design, currency))),
    )


def _sizes(design: Design, currency: str) -> tuple[int | Money, int | Money]:
    control = design.control
    treatment = control * design.allocation
    return _whole(control, currency), _whole(treatment, currency)


def _whole(amount: float, currency: str) -> int | Money:
    """
    Rounded up: to whole observations, or to whole minor units of a budget.
    """
    if not currency:
        return ceil(amount)
    return Money.rounded(Fraction(amount), currency, rounding=Rounding.CEILING)


def _bound(control: int | Money, treatment: int | Money, available: object) -> Bound:
    if isinstance(control, Money) and isinstance(treatment, Money):
        if not isinstance(available, Money):
            raise WrongTypeError("available", "Money, as base is", type(available).__name__)
        return Bound("available", available, binds=control + treatment > available)
    if not isinstance(available, int) or isinstance(available, bool):
        raise WrongTypeError("available", "a whole number (int)", type(available).__name__)
    return Bound("available", available, binds=int(str(control)) + int(str(treatment)) > available)


def _supposed(design: Design, currency: str) -> Iterator[Sensitivity]:
    """
    What would be needed without the change, were one assumption another.
    """
    others: dict[str, float] = {"lift": design.lift / 2, "power": (1 + design.power) / 2}
    if design.measure in {Measure.RATE, Measure.COUNT}:
        others["base"] = design.base / 2
    if design.measure is Measure.MEAN:
        others["spread"] = design.spread * 2
    for name, instead in others.items():
        answer, _ = _sizes(attrs.evolve(design, **{name: instead}), currency)
        yield Sensitivity(name, getattr(design, name), instead, answer)


def _positive(argument: str, value: object) -> float:
    number = check_number(argument, value)
    if number <= 0:
        raise OutOfRangeError(argument, str(value), "above zero")
    return number


def _at_least_one(kind: Measure, value: object) -> float:
    number = check_number("dispersion", value)
    if number < 1 or (number > 1 and kind is not Measure.COUNT):
        raise OutOfRangeError("dispersion", str(value), "1; of a count, 1 or more")
    return number


def _base(kind: Measure, value: object) -> float:
    if isinstance(value, Money):
        if kind not in {Measure.MEAN, Measure.COST}:
            raise WrongTypeError("base", f"a number, for a {kind}", "Money")
        return _positive("base", value.amount)
    if kind is Measure.COST:
        raise WrongTypeError("base", "Money, for a cost", type(value).__name__)
    return _positive("base", value)


def _spread(kind: Measure, base: object, value: object) -> float:
    """
    The standard deviation of a mean, in the same unit as the mean.
    """
    if kind is not Measure.MEAN:
        if value is not None:
            raise WrongTypeError("spread", f"None, for a {kind}", type(value).__name__)
        return 0.0
    if isinstance(base, Money) is not isinstance(value, Money):
        form = "Money, as base is" if isinstance(base, Money) else "a number, for a mean"
        raise WrongTypeError("spread", form, type(value).__name__)
    if isinstance(base, Money) and isinstance(value, Money):
        if base.currency != value.currency:
            raise CurrencyMismatchError(base.currency, value.currency)
        value = value.amount
    return _positive("spread", value)


def _possible(design: Design) -> None:
    if design.measure is not Measure.RATE:
        return
    if design.base >= 1:
        raise OutOfRangeError("base", str(design.base), "below 1; 3 % is 0.03")
    if design.base * (1 + design.lift) >= 1:
        raise OutOfRangeError(
            "lift", str(design.lift), f"such that {design.base} times 1 + lift is below 1"
        )


def needed_after(
    control: Measurement, lift: float | None, *, level: float, power: float
) -> SampleSize | None:
    """
    What would be needed to find a lift, judged by what the control has shown so far.

    None where that shows nothing to judge by: no hits, no spread, no lift, or one that cannot be.
    """
    if lift is None or not isfinite(lift) or lift <= -1 or lift == 0:
        return None
    plan = {"level": level, "power": power}
    match control:
        case Rated(value=base) if base and base * Fraction(1 + lift) < 1:
            return sample_size(Measure.RATE, float(base), lift, **plan)
        case Sampled() | Summarised():
            summary = control.summary
            if summary.mean and summary.variance:
                spread = summary.variance**0.5
                return sample_size(Measure.MEAN, summary.mean, lift, spread=spread, **plan)
        case Counted(value=rate) if rate:
            return sample_size(Measure.COUNT, rate, lift, **plan)
        case CountedDaily(summary=summary) if summary.mean:
            more = max(1.0, control.dispersion)
            return sample_size(Measure.COUNT, summary.mean, lift, dispersion=more, **plan)
        case Spent(value=cost) if cost:
            return sample_size(Measure.COST, cost, lift, **plan)
        case SpentDaily(total=Spent(value=cost)) if cost:
            return sample_size(Measure.COST, cost, lift, **plan)
        case _:
            pass
    return None
