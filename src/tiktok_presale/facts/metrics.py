"""
The metrics that rules know by name, and what may be given for them.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from tiktok_presale.values.errors import FloatMoneyError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap, frozen_map
from tiktok_presale.values.rates import Rate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tiktok_presale.values.ranges import Range

__all__ = ["METRICS", "Metric", "lies_in", "metrics_map"]

Metric: TypeAlias = int | Decimal | Rate

# What each name counts, and the highest value it can have: shares end at 1, ratings and scores at
# 5, account health at 1,000; a number of orders or points has no end.
METRICS: dict[str, tuple[str, int | None]] = {
    "account_health": ("score", 1000),
    "cancellation_rate_30d": ("share", 1),
    "experience_score": ("score", 5),
    "late_dispatch_rate": ("share", 1),
    "preorder_cancelled": ("number", None),
    "preorder_sfcr": ("share", 1),
    "rating": ("score", 5),
    "seller_fault_cancellation_rate": ("share", 1),
    "shop_performance_score": ("score", 5),
    "valid_tracking_rate": ("share", 1),
    "violation_points": ("number", None),
}


def metrics_map(value: Mapping[str, Metric]) -> FrozenMap[Metric]:
    """
    Read metrics by name: exact numbers, or rates with their counts.

    Raises:
        WrongTypeError: If a value is no number.
        FloatMoneyError: If a value is a float.
        OutOfRangeError: If a value is negative or not finite, or above the end of its scale.
    """
    metrics = frozen_map(value)
    for name, number in metrics.items():
        if isinstance(number, float):
            raise FloatMoneyError(repr(number))
        if isinstance(number, bool) or not isinstance(number, int | Decimal | Rate):
            raise WrongTypeError(name, "an int, Decimal or Rate", type(number).__name__)
        _check(name, number)
    return metrics


def lies_in(metric: Metric, over: Range[Any]) -> bool:
    """
    Whether a metric lies in a range; a rate over no orders lies in none.
    """
    return not (isinstance(metric, Rate) and not metric.total) and metric in over


def _check(name: str, number: Metric) -> None:
    """
    Refuse what a metric of that name cannot be.
    """
    kind, top = METRICS.get(name, ("", None))
    if isinstance(number, Rate):
        if kind in {"score", "number"}:
            raise WrongTypeError(name, f"a {kind}", "a share of orders (Rate)")
        return
    if not Decimal(number).is_finite() or number < 0:
        raise OutOfRangeError(name, str(number), "a finite number, zero or more")
    if kind == "number" and Fraction(number).denominator != 1:
        raise OutOfRangeError(name, str(number), "a whole number")
    if top is not None and number > top:
        share = "; as a share 2.5 % is Decimal('0.025')" if kind == "share" else ""
        raise OutOfRangeError(name, str(number), f"at most {top}{share}")
