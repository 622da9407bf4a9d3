"""
Strategies for policies, promises, orders, shops, products and histories that fit together.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from tiktok_presale.facts.history import ShopHistory
from tiktok_presale.facts.metrics import METRICS, Metric
from tiktok_presale.facts.orders import DeliveredDeadlines, Order, Party, Stage
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.facts.shops import Product, Shop
from tiktok_presale.policy.policy import Policy
from tiktok_presale.strategies.engine import st
from tiktok_presale.strategies.pool import (
    CURRENCIES,
    FIRST,
    LAST,
    ZONES,
)
from tiktok_presale.strategies.simple import (
    business_days,
    calendar_days,
    dates,
    days,
    instants,
    money,
    rates,
    shares,
    zones,
)
from tiktok_presale.values.days import BusinessDays
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import OneOf
from tiktok_presale.values.vocabulary import ApplicationStage, DeadlineName, OrderKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = [
    "histories",
    "judged_orders",
    "metrics",
    "orders",
    "policies",
    "products",
    "promises",
    "releases",
    "ship_withins",
    "shops",
]


@cache
def _editions(market: str) -> tuple[Policy, ...]:
    starts = (edition.rpartition("@")[2] for edition in Policy.editions(market))
    return tuple(Policy.in_force(market, on=date.fromisoformat(start)) for start in starts)


def policies(markets: Sequence[str] | None = None) -> SearchStrategy[Policy]:
    """
    Every edition of every market that comes with the library, or of *markets*.

    They shrink to the oldest edition of the first market.
    """
    names = Policy.markets() if markets is None else markets
    # Deferred: naming a strategy above a test reads no policy file, drawing from it does.
    return st.deferred(
        lambda: st.sampled_from([policy for name in names for policy in _editions(name)])
    )


def ship_withins() -> SearchStrategy[ShipWithin]:
    """
    Promises of days; shrink to no calendar days.
    """
    return st.builds(ShipWithin, days())


def releases(
    first: date = FIRST, last: date = LAST, zone_names: Sequence[str] = ZONES
) -> SearchStrategy[ReleaseOn]:
    """
    Release dates with or without a zone of their own; shrink to *first* in the market's zone.
    """
    return st.builds(ReleaseOn, dates(first, last), st.none() | st.sampled_from(zone_names))


def promises(
    policy: Policy | None = None, *, kind: OrderKind = OrderKind.PRE_ORDER, placed: date = FIRST
) -> SearchStrategy[Promise]:
    """
    Promises of the form and the days that *policy* allows, or any where it is not given.

    Args:
        policy: The rules that the promise is to fit.
        kind: The kind of orders that it is for.
        placed: The day from which a release date lies ahead.
    """
    if policy is None:
        return st.one_of(ship_withins(), releases())
    window = policy.handling(kind)
    low = 3 if window is None or window.low is None else window.low.count
    high = 30 if window is None or window.high is None else window.high.count
    if kind is OrderKind.PRE_ORDER and policy.window.promise == "release_on":
        return releases(placed + timedelta(days=low), placed + timedelta(days=high))
    business = window is not None and isinstance(window.low or window.high, BusinessDays)
    count = business_days(low, high) if business else calendar_days(low, high)
    return st.builds(ShipWithin, count)


@st.composite
def _delivered(draw: DrawFn, placed: datetime) -> DeliveredDeadlines:
    hour = timedelta(hours=1)
    offsets = st.none() | st.integers(1, 40 * 24).map(lambda count: utc(placed) + count * hour)
    return DeliveredDeadlines(**{name.value: draw(offsets) for name in DeadlineName})


def _span(policy: Policy) -> tuple[date, date]:
    """
    The first and the last day of an edition; a year for one that still holds.
    """
    following = [start for start in policy.pack.starts if start > policy.since]
    last = following[0] - timedelta(days=1) if following else policy.since.replace(month=12, day=31)
    return policy.since, last


@st.composite
def _units(draw: DrawFn, goods: Money) -> tuple[Money, ...]:
    """
    Prices of single units that come to the price of the goods, or none at all.
    """
    weights = draw(st.lists(st.integers(1, 9), max_size=4))
    return goods.split(weights) if weights else ()


@st.composite
def orders(
    draw: DrawFn,
    policy: Policy | None = None,
    *,
    kinds: Sequence[OrderKind] = (OrderKind.PRE_ORDER, *OrderKind),
) -> Order:
    """
    Orders that could have been placed under *policy*, or under any where it is not given.

    What has happened to one happened in order: paid, dispatched, collected, delivered; or it was
    cancelled. One that is not paid, is held or is shipped by the platform is drawn too. They
    shrink to one without a price to which nothing has happened.
    """
    rules = draw(policies()) if policy is None else policy
    kind = draw(st.sampled_from(kinds))
    # Drawn in the market's zone, whose days the editions are made of; shown in any.
    shown = draw(st.just(rules.zone) | zones())
    placed = draw(instants(*_span(rules), zone=rules.zone)).astimezone(shown)
    hour, times = timedelta(hours=1), [utc(placed)]
    for gap in draw(st.lists(st.integers(0, 24 * 30), max_size=4)):
        times.append(times[-1] + gap * hour)
    paid, dispatched, collected, received = (*times[1:], None, None, None, None)[:4]
    wait = None if received else draw(st.none() | st.integers(0, 24 * 60))
    gone = None if wait is None else times[-1] + wait * hour
    total = draw(money([rules.pack.currency], most=10**8))
    goods = draw(st.none() | money([rules.pack.currency], most=total.minor))
    balance = draw(st.none() | st.just(times[-1]))
    stage = Stage.PLACED if dispatched else draw(st.sampled_from(Stage))
    return Order(
        id=draw(st.text("abc123", min_size=1, max_size=6)),
        kind=kind,
        placed_at=placed,
        total=total,
        promise=draw(promises(rules, kind=kind, placed=placed.astimezone(rules.zone).date())),
        items_total=goods,
        region=draw(st.sampled_from([None, "kedah", "selangor"])),
        unit_prices=draw(_units(total if goods is None else goods)),
        paid=draw(st.sampled_from([None, True] if paid or balance else [None, True, False])),
        # What has left the seller is held no more. Drawn either way: a draw less is simpler.
        held=draw(st.booleans()) and stage is Stage.PLACED and not dispatched,
        shipped_by_seller=draw(st.sampled_from([True, True, True, False])),
        paid_at=paid,
        balance_paid_at=balance,
        awaiting_shipment_at=draw(st.none() | st.just(times[0] + hour)),
        # Platforms may tell the scan alone.
        dispatched_at=None if collected and draw(st.booleans()) else dispatched,
        collected_at=collected,
        delivered_at=received,
        cancelled_at=gone,
        cancelled_by=draw(st.sampled_from(Party)) if gone else None,
        seller_fault=draw(st.none() | st.booleans()) if gone else None,
        stage=stage,
        delivered=draw(st.just(DeliveredDeadlines()) | _delivered(placed)),
    )


@st.composite
def judged_orders(
    draw: DrawFn,
    markets: Sequence[str] | None = None,
    *,
    kinds: Sequence[OrderKind] = (OrderKind.PRE_ORDER, *OrderKind),
) -> tuple[Order, Policy]:
    """
    An order together with the policy in force when it was placed; shrinks as both do.
    """
    policy = draw(policies(markets))
    return draw(orders(policy, kinds=kinds)), policy


def metrics() -> SearchStrategy[dict[str, Metric]]:
    """
    Some of the metrics that rules know by name, each with a possible value; shrink to none.
    """

    def form(kind: str, top: int | None) -> SearchStrategy[Metric]:
        if kind == "share":
            return st.one_of(rates(), shares())
        if kind == "score":
            return st.decimals(0, top, places=1) | st.integers(0, top)
        return st.integers(0, 60)

    return st.fixed_dictionaries({}, optional={n: form(*scale) for n, scale in METRICS.items()})


def _names(
    policy: Policy | None, fact: str, *, other: str = "another"
) -> SearchStrategy[str | None]:
    """
    Names that the criteria of a policy speak of, one that they do not, or none at all.
    """
    accepted = (
        [] if policy is None else [c.accepts for c in policy.criteria.values() if c.fact == fact]
    )
    known = [name for one in accepted if isinstance(one, OneOf) for name in one.names]
    return st.none() | st.sampled_from([*known, other])


@st.composite
def shops(draw: DrawFn, policy: Policy | None = None) -> Shop:
    """
    Shops of which little or much is known; shrink to one of which nothing is.
    """
    yes_no = st.none() | st.booleans()
    tiers = ["beginner", "standard", "premium", "established"]
    return Shop(
        id="s1",
        entity_region=draw(_names(policy, "entity_region", other="FR")),
        seller_type=draw(st.sampled_from([None, "local", "cross_border"])),
        invited=draw(yes_no),
        account_manager=draw(yes_no),
        probation_over=draw(yes_no),
        active=draw(yes_no),
        preorder_feature=draw(yes_no),
        tier=draw(st.none() | st.sampled_from(tiers)),
        stage=draw(st.none() | st.sampled_from(ApplicationStage)),
        metrics=draw(metrics()),
    )


@st.composite
def products(draw: DrawFn, policy: Policy | None = None) -> Product:
    """
    Products of which little or much is known; shrink to one of which nothing is.
    """
    currencies = CURRENCIES if policy is None else [policy.pack.currency]
    return Product(
        id="p1",
        goods=draw(_names(policy, "goods")),
        category=draw(_names(policy, "category")),
        new_listing=draw(st.none() | st.booleans()),
        fulfilled_by=draw(_names(policy, "fulfilled_by")),
        price=draw(st.none() | money(currencies, most=10**6)),
        metrics=draw(metrics()),
    )


@st.composite
def histories(
    draw: DrawFn,
    policy: Policy | None = None,
    *,
    zone_names: Sequence[str] = ZONES,
    most: int = 8,
) -> ShopHistory:
    """
    Histories of up to *most* orders of one market; shrink to an empty one read in UTC.
    """
    rules = draw(policies()) if policy is None else policy
    past = draw(st.lists(orders(rules), max_size=most))
    return ShopHistory(past, zone=draw(st.sampled_from(zone_names)))
