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

from tiktok_presale.strategies.access import (
    audiences,
    benefit_changes,
    buyers,
    early_accesses,
    memberships,
    simple_audiences,
)
from tiktok_presale.strategies.boxes import (
    blind_boxes,
    box_sales,
    draw_limits,
    draw_states,
    lots,
    odds_tables,
    paid_draws,
    return_waivers,
    seeds,
    tickets,
)
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
from tiktok_presale.strategies.creators import (
    affiliate_sales,
    campaigns,
    creator_candidates,
    creators,
    deal_terms,
    video_results,
)
from tiktok_presale.strategies.delays import (
    delay_histories,
    delay_notices,
    delays_in_days,
    new_dates,
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
from tiktok_presale.strategies.lifecycle import life_events, order_lives, placings
from tiktok_presale.strategies.offers import offer_lives, offers, sale_periods
from tiktok_presale.strategies.payments import (
    causes,
    minutes,
    paid_orders,
    payment_plans,
    periods,
    terms,
    triggers,
)
from tiktok_presale.strategies.pool import AWKWARD_DAYS, AWKWARD_TIMES, CLOCK_CHANGES
from tiktok_presale.strategies.protection import complaints, evidence, violations
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
from tiktok_presale.strategies.supply import batches, claims, commitments, queues, supplies

__all__ = [
    "AWKWARD_DAYS",
    "AWKWARD_TIMES",
    "CLOCK_CHANGES",
    "affiliate_sales",
    "audiences",
    "batches",
    "benefit_changes",
    "blind_boxes",
    "box_sales",
    "business_days",
    "buyers",
    "calendar_days",
    "calendars",
    "campaigns",
    "causes",
    "claims",
    "commitments",
    "complaints",
    "creator_candidates",
    "creators",
    "dates",
    "days",
    "deal_terms",
    "delay_histories",
    "delay_notices",
    "delays_in_days",
    "draw_limits",
    "draw_states",
    "early_accesses",
    "evidence",
    "histories",
    "holds",
    "hours",
    "instants",
    "judged_orders",
    "ledgers",
    "life_events",
    "lines",
    "lots",
    "memberships",
    "metrics",
    "minutes",
    "money",
    "new_dates",
    "odds_tables",
    "offer_lives",
    "offers",
    "order_lives",
    "orders",
    "paid_draws",
    "paid_orders",
    "past_days",
    "payment_plans",
    "periods",
    "placings",
    "policies",
    "products",
    "promises",
    "queues",
    "ranges",
    "rates",
    "releases",
    "requests",
    "return_waivers",
    "sale_periods",
    "scopes",
    "seeds",
    "ship_withins",
    "shops",
    "simple_audiences",
    "supplies",
    "terms",
    "tickets",
    "triggers",
    "unit_limits",
    "video_results",
    "violations",
    "waiting_lists",
    "waves",
    "zones",
]
