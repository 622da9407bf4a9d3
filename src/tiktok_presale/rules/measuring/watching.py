"""
What may be said of a test that is watched all the time?
"""

from __future__ import annotations

from math import exp, inf, log, log1p
from typing import TYPE_CHECKING

from tiktok_presale import numerics
from tiktok_presale.facts.lift_claims import check_lift
from tiktok_presale.facts.measurements import Rated
from tiktok_presale.rules.measuring import judging
from tiktok_presale.rules.measuring.asking import check_level
from tiktok_presale.rules.measuring.comparing import Comparison, Ends, lacking
from tiktok_presale.rules.measuring.lifting import answer
from tiktok_presale.values.checks import check_kind, check_yes_no
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.estimates import check_chance

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from tiktok_presale.rules.measuring.answers import Lift

__all__ = ["anytime"]

_METHOD = "mixture"
# Beyond this the ratio is as good as unbounded, and its exponential is no float.
_FAR = 700.0


def anytime(
    *,
    control: Rated,
    treatment: Rated,
    randomised: bool | None,
    base: float | Decimal,
    worth: float | Decimal,
    level: float | Decimal = 0.95,
) -> Lift:
    """
    The lift of a rate with intervals that hold at every look, however many and whenever.

    Who stops as soon as the interval excludes "no change" is wrong no more often than 1 - *level*,
    without a plan of looks. The price: for the same certainty at a single look it needs more.
    *base* and *worth* must be chosen before the data are seen: they say where the intervals are
    narrowest, and do not make them wrong where they miss.

    Args:
        control: The hits without the change so far.
        treatment: The hits with it so far.
        randomised: As in `lift`.
        base: The rate without the change that is expected.
        worth: The relative change that is expected, or the smallest worth finding.
        level: The confidence over all looks together.

    Raises:
        OutOfRangeError: If *base* is not between 0 and 1, or *worth* is no change.

    Examples:
        >>> found = anytime(control=Rated(300, 10_000), treatment=Rated(384, 10_000),
        ...                 randomised=True, base=0.03, worth=0.28)
        >>> print(found)
        rate: +28 %, +1.66 % to +61.05 % (95 %)
    """
    form = "Rated(hits, exposures)"
    check_kind("control", control, Rated, form)
    check_kind("treatment", treatment, Rated, form)
    check_yes_no("randomised", randomised)
    share, change = check_chance("base", base), check_lift(worth, "worth")
    sure = check_level(level)
    if share * (1 + change) >= 1:
        raise OutOfRangeError("worth", str(worth), "such that base times 1 + worth is below 1")
    inputs: dict[str, object] = {"control": control, "treatment": treatment}
    inputs |= {"randomised": randomised, "base": base, "worth": worth, "level": level}
    short = [
        judging.too_few(name, one, lacking(one))
        for name, one in (("control", control), ("treatment", treatment))
        if lacking(one)
    ]
    found = Comparison(None, None)
    if not short:
        ratio = _ratio(control, treatment, abs(log1p(change)), sure)
        found = Comparison(ratio, _gap(control, treatment, abs(share * change), sure))
    return answer(control, treatment, found, sure, None, short, inputs, randomised)


def _careful(one: Rated) -> float:
    """
    The rate with half a hit and half a miss added, so that it is never 0 or 1.
    """
    return (one.hits + 0.5) / (one.exposures + 1)


def _variance(control: Rated, treatment: Rated, of: Callable[[float], float]) -> float:
    """
    The squared error of a comparison, by the variance *of* one exposure at a rate.

    By the two rates, or as if both were one where that is more: groups of which one is much smaller
    show a rate of their own that is too sure as long as hardly anything was seen of it.
    """
    both = _careful(Rated(control.hits + treatment.hits, control.exposures + treatment.exposures))
    parts = [(of(_careful(one)), one.exposures + 1) for one in (control, treatment)]
    apart = sum(variance / n for variance, n in parts)
    return max(apart, sum(of(both) / n for _, n in parts))


def _ratio(control: Rated, treatment: Rated, expected: float, level: float) -> Ends:
    variance = _variance(control, treatment, lambda rate: (1 - rate) / rate)
    half = numerics.sequential.mixture_half(variance, expected, level)
    middle = log(_careful(treatment) / _careful(control))
    value = treatment.hits / treatment.exposures * control.exposures
    return Ends(
        value / control.hits if control.hits else inf,
        exp(max(middle - half, -_FAR)),
        exp(middle + half) if middle + half < _FAR else inf,
        _METHOD,
    )


def _gap(control: Rated, treatment: Rated, expected: float, level: float) -> Ends:
    variance = _variance(control, treatment, lambda rate: rate * (1 - rate))
    half = numerics.sequential.mixture_half(variance, expected, level)
    middle = _careful(treatment) - _careful(control)
    value = treatment.hits / treatment.exposures - control.hits / control.exposures
    # A difference of shares lies between -1 and 1, whatever the mixture allows.
    return Ends(value, max(-1.0, middle - half), min(1.0, middle + half), _METHOD)
