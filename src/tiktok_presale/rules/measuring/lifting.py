"""
By how much has something changed, and is that more than chance?
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from tiktok_presale.facts.lift_claims import check_lift, check_measurement
from tiktok_presale.rules.measuring import judging
from tiktok_presale.rules.measuring.answers import Lift
from tiktok_presale.rules.measuring.asking import check_level, check_power
from tiktok_presale.rules.measuring.comparing import Comparison, check_pair, compare, lacking
from tiktok_presale.rules.measuring.sizing import needed_after
from tiktok_presale.values.checks import check_yes_no
from tiktok_presale.values.estimates import Estimate, Interval
from tiktok_presale.values.findings import Decision
from tiktok_presale.values.grounds import Grounds

if TYPE_CHECKING:
    from decimal import Decimal

    from tiktok_presale.facts.measurements import Measurement
    from tiktok_presale.rules.measuring.answers import SampleSize
    from tiktok_presale.rules.measuring.comparing import Ends
    from tiktok_presale.values.findings import Finding

__all__ = ["answer", "lift"]


def lift(
    *,
    control: Measurement,
    treatment: Measurement,
    randomised: bool | None,
    worth: float | Decimal | None = None,
    level: float | Decimal = 0.95,
    power: float | Decimal = 0.8,
) -> Lift:
    """
    By how much the treatment lies above the control: relative and absolute, with intervals.

    The form of the measurements chooses the method, and each estimate names it. The decision passes
    where the interval of the relative change excludes that there is none, and the groups were made
    by chance or are said not to have been.

    Args:
        control: What was measured without the change.
        treatment: What was measured with it, in the same form.
        randomised: Whether chance decided who was in which group; None where nobody knows.
        worth: The smallest relative change worth finding; where it cannot be told yet, the sample
            that is named would find it. Without it that sample would find the change seen so far.
        level: The confidence; at a planned look, that of the look (`looks`).
        power: The chance with which that sample would find it.

    Raises:
        WrongTypeError: If the two are not of one form.
        CurrencyMismatchError: If they are amounts of two currencies.

    Examples:
        >>> from tiktok_presale.facts.measurements import Rated
        >>> found = lift(control=Rated(300, 10_000), treatment=Rated(384, 10_000), randomised=True)
        >>> print(found)
        rate: +28 %, +10.36 % to +48.47 % (95 %)
        >>> found.decision.allowed
        True
    """
    check_measurement("control", control)
    check_measurement("treatment", treatment)
    check_pair(control, treatment)
    check_yes_no("randomised", randomised)
    asked = None if worth is None else check_lift(worth, "worth")
    sure = check_level(level)
    chance = check_power(power, sure)
    inputs: dict[str, object] = {"control": control, "treatment": treatment}
    inputs |= {"randomised": randomised, "level": level, "power": power}
    inputs |= {} if worth is None else {"worth": worth}
    short = [
        judging.too_few(name, one, lacking(one))
        for name, one in (("control", control), ("treatment", treatment))
        if lacking(one)
    ]
    if short:
        needed = needed_after(control, asked, level=sure, power=chance)
        return answer(
            control, treatment, Comparison(None, None), sure, needed, short, inputs, randomised
        )
    found = compare(control, treatment, sure)
    seen = None if found.ratio is None else found.ratio.value - 1
    needed = None
    if found.ratio is None or found.ratio.low <= 1 <= found.ratio.high:
        wanted = seen if asked is None else asked
        needed = needed_after(control, wanted, level=sure, power=chance)
    return answer(control, treatment, found, sure, needed, [], inputs, randomised)


def answer(  # noqa: PLR0913, PLR0917 - what has been found, put together in one place
    control: Measurement,
    treatment: Measurement,
    found: Comparison,
    level: float,
    needed: SampleSize | None,
    findings: list[Finding],
    inputs: dict[str, object],
    randomised: bool | None,  # noqa: FBT001 - a fact handed on
) -> Lift:
    """
    The answer of one comparison, with every reason.
    """
    samples = control.seen + treatment.seen
    ratio = found.ratio
    reasons = list(findings)
    relative = None
    if ratio is not None:
        low, high = ratio.low - 1, ratio.high - 1
        reasons.append(judging.changed(low, high, level, needed))
        if isfinite(ratio.value) and isfinite(high):
            shifted = ratio._replace(value=ratio.value - 1, low=low, high=high)
            relative = _estimate(shifted, level, samples)
        else:
            reasons.append(judging.no_end(low))
    elif not reasons:
        reasons.append(judging.no_base())
    reasons.append(judging.assigned(randomised))
    days = judging.even_days(control)
    reasons += [days] if days is not None else []
    return Lift(
        measure=control.measure,
        relative=relative,
        difference=_estimate(found.difference, level, samples) if found.difference else None,
        at_least=None if ratio is None else ratio.low - 1,
        level=level,
        currency=getattr(control, "currency", ""),
        needed=needed,
        decision=Decision("lift", "", None, tuple(reasons)),
        grounds=Grounds(inputs),
    )


def _estimate(ends: Ends, level: float, samples: int) -> Estimate:
    interval = Interval(ends.low, ends.high, level)
    return Estimate(ends.value, interval, samples=samples, method=ends.method)
