"""
Hypothesis strategies for the values of this library, for tests of your own code.

They come with the extra `testing`. Each names a value, draws from awkward ones on purpose (clock
changes, leap days, midnights, cut-offs, edges of ranges), and says what it shrinks to. With the
extra installed, `hypothesis.strategies.from_type(Order)` finds them too.

>>> from hypothesis import given
>>> from tiktok_presale import Money
>>> @given(money(["THB"]), money(["THB"]))
... def adding_goes_both_ways(left: Money, right: Money) -> None:
...     assert left + right == right + left
>>> adding_goes_both_ways()
"""

from __future__ import annotations

from tiktok_presale.strategies.capacity import (
    holds,
    ledgers,
    lines,
    requests,
    scopes,
    unit_limits,
    waiting_lists,
    waves,
)
from tiktok_presale.strategies.domain import (
    histories,
    judged_orders,
    metrics,
    orders,
    policies,
    products,
    promises,
    releases,
    ship_withins,
    shops,
)
from tiktok_presale.strategies.pool import AWKWARD_DAYS, AWKWARD_TIMES, CLOCK_CHANGES
from tiktok_presale.strategies.simple import (
    business_days,
    calendar_days,
    calendars,
    dates,
    days,
    hours,
    instants,
    money,
    past_days,
    ranges,
    rates,
    zones,
)

__all__ = [
    "AWKWARD_DAYS",
    "AWKWARD_TIMES",
    "CLOCK_CHANGES",
    "business_days",
    "calendar_days",
    "calendars",
    "dates",
    "days",
    "histories",
    "holds",
    "hours",
    "instants",
    "judged_orders",
    "ledgers",
    "lines",
    "metrics",
    "money",
    "orders",
    "past_days",
    "policies",
    "products",
    "promises",
    "ranges",
    "rates",
    "releases",
    "requests",
    "scopes",
    "ship_withins",
    "shops",
    "unit_limits",
    "waiting_lists",
    "waves",
    "zones",
]
