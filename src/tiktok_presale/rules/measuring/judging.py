"""
What a comparison shows, and what keeps it from showing more: the findings of measuring.
"""

from __future__ import annotations

from math import inf, isfinite
from typing import TYPE_CHECKING

from tiktok_presale.facts.measurements import Counted, Measure, Spent
from tiktok_presale.values.estimates import as_share
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.ranges import Range, percentage

if TYPE_CHECKING:
    from decimal import Decimal

    from tiktok_presale.facts.measurements import Measurement
    from tiktok_presale.rules.measuring.answers import SampleSize

__all__ = [
    "TOLD",
    "assigned",
    "changed",
    "even_days",
    "figure",
    "looked",
    "missing",
    "no_base",
    "no_end",
    "too_few",
]

# What a claim must tell, besides whether chance made the groups.
TOLD = ("compared", "period", "control", "treatment", "looks")

_TELL = Remedy("tell", {"name": "randomised"})
_UNITS = {
    Measure.RATE: "exposures",
    Measure.MEAN: "values",
    Measure.COUNT: "units_of_exposure",
    Measure.COST: "spending",
}


def _span(low: float, high: float) -> Range[Decimal]:
    first = as_share(low)
    return (
        Range.between(first, as_share(high), unit="share")
        if isfinite(high)
        else Range.at_least(first, unit="share")
    )


def changed(low: float, high: float, level: float, needed: SampleSize | None) -> Finding:
    """
    Whether the interval of the relative change excludes that there is none.
    """
    remedies: tuple[Remedy, ...] = ()
    outcome = Outcome.PASS if low > 0 or high < 0 else Outcome.UNKNOWN
    if needed is not None and outcome is Outcome.UNKNOWN:
        remedies = (_more(needed),)
    return Finding(
        outcome,
        "measuring.change",
        "measuring.change",
        _span(low, high),
        None,
        remedies,
        params={"level": percentage(as_share(level))},
    )


def _more(needed: SampleSize) -> Remedy:
    unit = _UNITS[needed.measure]
    return Remedy(
        "measure", {"control": needed.control, "treatment": needed.treatment, "unit": unit}
    )


def no_end(low: float) -> Finding:
    """
    There is no upper end: too little was seen in the group that stands below the line.
    """
    at_least = Range.at_least(as_share(low), unit="share")
    return Finding(Outcome.ADVICE, "measuring.no_upper_end", "measuring.change", at_least)


def no_base() -> Finding:
    """
    There is no relative change to tell: a mean is zero, or nothing differs from anything.
    """
    return Finding(Outcome.UNKNOWN, "measuring.no_base", "measuring.change")


def too_few(name: str, one: Measurement, least: int) -> Finding:
    """
    A group has fewer observations than any answer needs.
    """
    limit = Range.at_least(least)
    remedies = (Remedy("observe_at_least", {"number": least}),)
    return Finding(
        Outcome.UNKNOWN,
        "measuring.too_few",
        "measuring.samples",
        one.seen,
        limit,
        remedies,
        params={"name": name},
    )


def assigned(randomised: bool | None) -> Finding:  # noqa: FBT001 - the fact that is judged
    """
    Whether chance decided who was in which group; else something else may have made the change.
    """
    code, rule = "measuring.randomised", "measuring.randomised"
    if randomised is None:
        return Finding(Outcome.UNKNOWN, code, rule, None, True, (_TELL,))  # noqa: FBT003 - limit
    outcome = Outcome.PASS if randomised else Outcome.ADVICE
    return Finding(outcome, code, rule, randomised, True)  # noqa: FBT003 - the limit


def even_days(one: Measurement) -> Finding | None:
    """
    A count without its days is taken to vary by chance alone, which orders seldom do.
    """
    if not isinstance(one, Counted | Spent):
        return None
    form = "daily_counts" if isinstance(one, Counted) else "daily_costs"
    remedy = Remedy("give_days", {"form": form})
    return Finding(Outcome.ADVICE, "measuring.days", "measuring.samples", remedies=(remedy,))


def missing(name: str) -> Finding:
    """
    Something that a claim does not tell.
    """
    remedies = (Remedy("tell", {"name": name}),)
    params = {"name": name}
    return Finding(
        Outcome.UNKNOWN, "claim.missing", f"claim.{name}", None, None, remedies, params=params
    )


def looked(times: int) -> Finding:
    """
    Looking more than once and stopping at a good moment raises more false alarms.
    """
    outcome = Outcome.PASS if times == 1 else Outcome.ADVICE
    return Finding(outcome, "claim.looks", "claim.looks", times, 1)


def figure(stated: float, at_least: float | None, at_most: float | None) -> Finding:
    """
    Whether the figure that is claimed lies in the interval of what was measured.
    """
    code, rule, share = "claim.figure", "claim.lift", as_share(stated)
    if at_least is None:
        return Finding(Outcome.UNKNOWN, code, rule, share)
    ends = _span(at_least, inf if at_most is None else at_most)
    return Finding(Outcome.PASS if share in ends else Outcome.FAIL, code, rule, share, ends)
