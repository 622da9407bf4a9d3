"""
What is to be said of demand, of a unit and of a number of units, as findings.

They take plain numbers: what was computed stands elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.values.estimates import as_share
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.ranges import Range, percentage

if TYPE_CHECKING:
    from tiktok_presale.values.money import Money

__all__ = [
    "all_sold_out",
    "clears",
    "enough",
    "loses",
    "misfit",
    "no_profit",
    "not_covered",
    "open_ended",
    "over",
    "too_few",
]


def too_few(have: int, need: int) -> Finding:
    """
    Too few past periods to tell how far demand scatters.
    """
    return _short("cap.periods", have, need)


def all_sold_out(have: int, need: int) -> Finding:
    """
    Too few periods that did not sell out to tell how far demand goes.
    """
    return _short("cap.sold_out", have, need)


def _short(code: str, have: int, need: int) -> Finding:
    remedies = (Remedy("more_periods", {"count": need - have}),)
    limit = Range.at_least(need, unit="periods")
    return Finding(Outcome.UNKNOWN, code, "", have, limit, remedies)


def misfit(units: int, given: float, found: float) -> Finding:
    """
    A quantile that no distribution of this kind meets.
    """
    limit, actual = percentage(as_share(given)), percentage(as_share(found))
    return Finding(Outcome.ADVICE, "cap.quantiles", "", actual, limit, params={"units": units})


def no_profit(earned: Money) -> Finding:
    """
    A unit sold earns nothing on average.
    """
    return Finding(Outcome.FAIL, "cap.no_profit", "", earned, Range.above(0 * earned))


def clears(earned: Money) -> Finding:
    """
    A unit that nobody ordered is cleared at no loss.
    """
    return Finding(Outcome.ADVICE, "cap.clears", "", earned)


def not_covered(fee: Money) -> Finding:
    """
    No number of units makes up for the slot fee.
    """
    return Finding(Outcome.FAIL, "cap.not_covered", "", None, params={"fee": fee})


def loses(units: int, loss: Money) -> Finding:
    """
    The least that is recommended loses money against selling no more.
    """
    return Finding(Outcome.FAIL, "cap.loses", "", loss, params={"units": units})


def enough(sold: int) -> Finding:
    """
    A running sale that should sell no more.
    """
    return Finding(Outcome.ADVICE, "cap.enough", "", sold)


def over(sold: int) -> Finding:
    """
    A sale of which nothing is to come; days without a share are taken for all of it.
    """
    return Finding(Outcome.ADVICE, "cap.over", "", sold)


def open_ended(units: int, beyond: float) -> Finding:
    """
    Nothing limits the number but that more will hardly be asked for.
    """
    return Finding(Outcome.ADVICE, "cap.open", "", units, percentage(as_share(1 - beyond)))
