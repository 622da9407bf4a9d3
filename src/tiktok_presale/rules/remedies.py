"""
What would turn a "no" into a "yes": how many good orders, or from which day on.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from tiktok_presale.values.findings import Remedy
from tiktok_presale.values.rates import Rate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tiktok_presale.values.days import PastDays
    from tiktok_presale.values.ranges import Range

__all__ = ["clean_on", "good_orders", "metric_remedies"]

_DAY = timedelta(days=1)


def good_orders(rate: Rate, limit: Range[Any]) -> int | None:
    """
    The fewest further good orders that bring a rate into its range; None if no number does.

    For a limit from above, a good order is one that does not count against the shop: it adds to
    the total alone. For a limit from below, it is one that counts for it: it adds to both.

    Examples:
        >>> from decimal import Decimal
        >>> from tiktok_presale import Range
        >>> good_orders(Rate(25, 1000), Range.at_most(Decimal("0.02")))
        250
        >>> good_orders(Rate(10, 100), Range.below(Decimal("0.10")))
        1
    """
    if limit.high is not None:
        top = Fraction(limit.high)
        if not top:
            return None if rate.count or limit.high_open else 0
        enough = rate.count / top
        needed = floor(enough) + 1 if limit.high_open else ceil(enough)
        return max(needed - rate.total, 0)
    bottom = Fraction(limit.low or 0)
    if rate.value in limit:
        return 0
    if bottom >= 1:
        return None
    missing = (bottom * rate.total - rate.count) / (1 - bottom)
    return max(floor(missing) + 1 if limit.low_open else ceil(missing), 0)


def clean_on(cohort: PastDays, today: date, passes: Callable[[date], bool]) -> date | None:
    """
    The first day from which on a criterion passes for good, if nothing else happens.

    Args:
        cohort: The window over which it is counted; nothing known now outlives it.
        today: The day of asking.
        passes: Whether the criterion passes as seen from a day.
    """
    clean = today + timedelta(days=cohort.last + 1)
    if not passes(clean):
        return None
    while clean > today and passes(clean - _DAY):
        clean -= _DAY
    return clean


def metric_remedies(
    actual: object, limit: Range[Any], counts_from: date | None = None
) -> tuple[Remedy, ...]:
    """
    The remedies that follow from the metric alone.

    Args:
        actual: The metric as it is.
        limit: What is asked of it.
        counts_from: The day from which orders of today count in it, where that is later.
    """
    if isinstance(actual, Rate):
        orders = good_orders(actual, limit)
        if orders is not None:
            code = "more_clean_orders" if limit.high is not None else "more_good_orders"
            params: dict[str, object] = {"orders": orders}
            return (Remedy(code, params | ({"counts_from": counts_from} if counts_from else {})),)
    code = "lower_to" if limit.too_high(actual) else "raise_to"
    return (Remedy(code, {"limit": limit}),)
