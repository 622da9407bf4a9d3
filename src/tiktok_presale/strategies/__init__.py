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
from tiktok_presale.strategies.content import sale_records, shots, video_claims, video_plans
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
from tiktok_presale.strategies.demand import (
    demand_forecasts,
    demand_quantiles,
    demands,
    sold_periods,
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
from tiktok_presale.strategies.economics import (
    cost_sheets,
    early_cash,
    return_curves,
    sale_cases,
    scenarios,
    stock_years,
)
from tiktok_presale.strategies.exposures import assortments, product_records
from tiktok_presale.strategies.lead_times import (
    arrivals,
    lead_times,
    slip_histories,
    slips,
    waiting_costs,
)
from tiktok_presale.strategies.lifecycle import life_events, order_lives, placings
from tiktok_presale.strategies.measuring import (
    counts,
    daily_costs,
    daily_counts,
    groups,
    hit_rates,
    lift_claims,
    samples,
    spendings,
    summaries,
)
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
from tiktok_presale.strategies.schedule import months, occasions, purchase_terms
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
    "arrivals",
    "assortments",
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
    "cost_sheets",
    "counts",
    "creator_candidates",
    "creators",
    "daily_costs",
    "daily_counts",
    "dates",
    "days",
    "deal_terms",
    "delay_histories",
    "delay_notices",
    "delays_in_days",
    "demand_forecasts",
    "demand_quantiles",
    "demands",
    "draw_limits",
    "draw_states",
    "early_accesses",
    "early_cash",
    "evidence",
    "groups",
    "histories",
    "hit_rates",
    "holds",
    "hours",
    "instants",
    "judged_orders",
    "lead_times",
    "ledgers",
    "life_events",
    "lift_claims",
    "lines",
    "lots",
    "memberships",
    "metrics",
    "minutes",
    "money",
    "months",
    "new_dates",
    "occasions",
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
    "product_records",
    "products",
    "promises",
    "purchase_terms",
    "queues",
    "ranges",
    "rates",
    "releases",
    "requests",
    "return_curves",
    "return_waivers",
    "sale_cases",
    "sale_periods",
    "sale_records",
    "samples",
    "scenarios",
    "scopes",
    "seeds",
    "ship_withins",
    "shops",
    "shots",
    "simple_audiences",
    "slip_histories",
    "slips",
    "sold_periods",
    "spendings",
    "stock_years",
    "summaries",
    "supplies",
    "terms",
    "tickets",
    "triggers",
    "unit_limits",
    "video_claims",
    "video_plans",
    "video_results",
    "violations",
    "waiting_costs",
    "waiting_lists",
    "waves",
    "zones",
]
