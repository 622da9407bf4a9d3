"""
How much must be seen before a lift of a given size can be found?
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from tiktok_presale import numerics
from tiktok_presale.facts.lift_claims import MOST_LIFT, check_lift
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
from tiktok_presale.rules.measuring.asking import check_level, check_power
from tiktok_presale.values.checks import member_of
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.estimates import check_number
from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
from tiktok_presale.values.money import Money, Rounding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

__all__ = ["Design", "needed_after", "sample_size"]

# A lift of less than a millionth, or of more than a million times, is no plan.
_LEAST, _MOST = 1e-6, 1e6
_UNEVEN = 1_000
# Beyond these, squares are no floats.
_SMALL = 1e-30


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
            spent = numerics.samples.counts_needed(1 / self.base, 1 / changed, **plan)
            return spent * self.dispersion
        if self.dispersion == 1:
            return numerics.samples.counts_needed(self.base, changed, **plan)
        variance, other = self.dispersion * self.base, self.dispersion * changed
        return numerics.samples.means_needed(variance, other, changed - self.base, **plan)


def sample_size(  # noqa: PLR0913 - every assumption of a plan is an argument
    measure: Measure | str,
    base: float | Decimal | Money | Spent,
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
        base: What it is without the change; Money for a cost, and where a mean is of amounts. What
            was `Spent` on how many serves too, for costs below a minor unit.
        lift: The smallest relative change worth finding: 0.2 is 20 % more.
        spread: The standard deviation of one value without the change; for a mean. With the change
            it is taken to be as much greater as the mean is.
        dispersion: How many times as much days differ as chance alone makes them, as variances;
            for a count or a cost. `dispersion` of a daily measurement tells it of past days.
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
    sure = check_level(level)
    design = Design(
        measure=kind,
        base=_base(kind, base),
        lift=_lift(lift),
        spread=_spread(kind, base, spread),
        dispersion=_at_least_one(kind, dispersion),
        allocation=_allocation(allocation),
        level=sure,
        power=check_power(power, sure),
    )
    _possible(design)
    inputs: dict[str, object] = {"measure": kind, "base": base, "lift": lift}
    inputs |= {} if spread is None else {"spread": spread}
    inputs |= {"dispersion": dispersion} if kind in {Measure.COUNT, Measure.COST} else {}
    inputs |= {"allocation": allocation, "level": level, "power": power}
    # What is needed for a cost is a budget; a mean of amounts needs a number of values.
    currency = "" if kind is not Measure.COST else getattr(base, "currency", "")
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
        grounds=Grounds(inputs, bounds, tuple(_supposed(design, currency, inputs))),
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
    match control, treatment, available:
        case Money(), Money(), Money():
            binds = control + treatment > available
        case int(), int(), int() if not isinstance(available, bool):
            binds = control + treatment > available
        case _:
            form = "Money, as base is" if isinstance(control, Money) else "a whole number (int)"
            raise WrongTypeError("available", form, type(available).__name__)
    return Bound("available", available, binds=binds)


def _supposed(design: Design, currency: str, inputs: dict[str, object]) -> Iterator[Sensitivity]:
    """
    What would be needed without the change, were one assumption another.
    """
    others: dict[str, Any] = {"lift": design.lift / 2, "power": (1 + design.power) / 2}
    if design.measure in {Measure.RATE, Measure.COUNT}:
        others["base"] = design.base / 2
    if design.measure is Measure.MEAN:
        others["spread"] = design.spread * 2
    for name, instead in others.items():
        answer, _ = _sizes(attrs.evolve(design, **{name: instead}), currency)
        given = inputs[name]
        told = given * 2 if isinstance(given, Money) else instead
        yield Sensitivity(name, given, told, answer)


def _lift(value: object) -> float:
    lift = check_lift(value)
    if abs(lift) < _LEAST:
        raise OutOfRangeError("lift", str(value), f"at least {_LEAST:g}, up or down")
    return lift


def _positive(argument: str, value: object) -> float:
    number = check_number(argument, value)
    if not _SMALL <= number <= 1 / _SMALL:
        raise OutOfRangeError(argument, str(value), f"from {_SMALL:g} to {1 / _SMALL:g}")
    return number


def _allocation(value: object) -> float:
    number = check_number("allocation", value)
    if not 1 / _UNEVEN <= number <= _UNEVEN:
        raise OutOfRangeError("allocation", str(value), f"from {1 / _UNEVEN:g} to {_UNEVEN:g}")
    return number


def _at_least_one(kind: Measure, value: object) -> float:
    number = check_number("dispersion", value)
    most = _MOST if kind in {Measure.COUNT, Measure.COST} else 1
    if not 1 <= number <= most:
        raise OutOfRangeError("dispersion", str(value), "1; of a count or a cost, 1 to a million")
    return number


def _base(kind: Measure, value: object) -> float:
    if isinstance(value, Money):
        if kind not in {Measure.MEAN, Measure.COST}:
            raise WrongTypeError("base", f"a number, for a {kind}", "Money")
        return _positive("base", value.amount)
    if kind is Measure.COST:
        if not isinstance(value, Spent):
            raise WrongTypeError("base", "Money or Spent, for a cost", type(value).__name__)
        if not value.units:
            raise OutOfRangeError("base", str(value), "a cost of at least one unit")
        return float(Fraction(value.cost.amount) / value.units)
    return _positive("base", value)


def _spread(kind: Measure, base: object, value: object) -> float:
    """
    The standard deviation of a mean, in the same unit as the mean.
    """
    if kind is not Measure.MEAN:
        if value is not None:
            raise WrongTypeError("spread", f"None, for a {kind}", type(value).__name__)
        return 0.0
    if value is None or isinstance(base, Money) is not isinstance(value, Money):
        form = "the standard deviation of one value, "
        form += "as Money, as base is" if isinstance(base, Money) else "a number, for a mean"
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


class _Seen(NamedTuple):
    """
    What a control has shown so far, as the assumptions of a plan.
    """

    measure: Measure
    base: float | Spent
    spread: float | None = None
    dispersion: float = 1.0


def needed_after(
    control: Measurement, lift: float | None, *, level: float, power: float
) -> SampleSize | None:
    """
    What would be needed to find a lift, judged by what the control has shown so far.

    None where that shows nothing to judge by: no hits, no spread, no lift, or one that cannot be.
    """
    seen = _seen(control)
    if lift is None or seen is None:
        return None
    measure, base, spread, dispersion = seen
    try:
        return sample_size(
            measure,
            base,
            min(lift, MOST_LIFT),
            spread=spread,
            dispersion=dispersion,
            level=level,
            power=power,
        )
    except OutOfRangeError:
        return None


def _seen(control: Measurement) -> _Seen | None:
    found: _Seen | None = None
    match control:
        case Rated(value=base) if base:
            found = _Seen(Measure.RATE, float(base))
        case Sampled() | Summarised():
            mean, variance = control.summary.mean, control.summary.variance
            found = _Seen(Measure.MEAN, mean, sqrt(variance))
        case Counted(value=rate):
            found = _Seen(Measure.COUNT, rate)
        case CountedDaily(summary=summary):
            found = _Seen(Measure.COUNT, summary.mean, dispersion=max(1.0, control.dispersion))
        case Spent():
            found = _Seen(Measure.COST, control)
        case SpentDaily(total=Spent() as total):
            found = _Seen(Measure.COST, total, dispersion=max(1.0, control.dispersion))
        case _:
            pass
    return found
