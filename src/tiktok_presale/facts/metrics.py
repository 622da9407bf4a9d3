"""
The metrics that rules know by name, and what may be given for them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from tiktok_presale.values.errors import FloatMoneyError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap, frozen_map
from tiktok_presale.values.rates import Rate

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["METRICS", "Metric", "metrics_map"]

Metric: TypeAlias = int | Decimal | Rate

# What each name counts: a score, a count of orders, or a share of orders.
METRICS: dict[str, str] = {
    "account_health": "score",
    "cancellation_rate_30d": "share",
    "experience_score": "score",
    "late_dispatch_rate": "share",
    "preorder_cancelled": "orders",
    "preorder_sfcr": "share",
    "rating": "score",
    "seller_fault_cancellation_rate": "share",
    "shop_performance_score": "score",
    "valid_tracking_rate": "share",
    "violation_points": "points",
}


def metrics_map(value: Mapping[str, Metric]) -> FrozenMap[Metric]:
    """
    Read metrics by name: exact numbers, or rates with their counts.

    Raises:
        WrongTypeError: If a value is no number.
        FloatMoneyError: If a value is a float.
        OutOfRangeError: If a value is negative or not finite, or a share is over 1.
    """
    metrics = frozen_map(value)
    for name, number in metrics.items():
        if isinstance(number, float):
            raise FloatMoneyError(repr(number))
        if isinstance(number, bool) or not isinstance(number, int | Decimal | Rate):
            raise WrongTypeError(name, "an int, Decimal or Rate", type(number).__name__)
        if isinstance(number, Rate):
            continue
        if not Decimal(number).is_finite() or number < 0:
            raise OutOfRangeError(name, str(number), "a finite number, zero or more")
        if METRICS.get(name) == "share" and number > 1:
            raise OutOfRangeError(name, str(number), "a share: 2.5 % is Decimal('0.025')")
    return metrics
