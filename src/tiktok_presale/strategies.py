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

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from tiktok_presale.facts.history import ShopHistory
from tiktok_presale.facts.metrics import METRICS, Metric
from tiktok_presale.facts.orders import DeliveredDeadlines, Order, Party, Stage
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.facts.shops import Product, Shop
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.calendars import MON_TO_FRI, MON_TO_SAT, BusinessCalendar
from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours, PastDays
from tiktok_presale.values.errors import MissingExtraError
from tiktok_presale.values.instants import utc, zone_of
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.vocabulary import ApplicationStage, DeadlineName, OrderKind, Weekday

try:
    from hypothesis import strategies as st
except ImportError:
    raise MissingExtraError("hypothesis", "testing") from None

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

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
    "hours",
    "instants",
    "judged_orders",
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
    "ship_withins",
    "shops",
    "zones",
]

FIRST: Final = date(2024, 1, 1)
LAST: Final = date(2027, 12, 31)

CLOCK_CHANGES: Final = {
    "America/Los_Angeles": (date(2024, 3, 10), date(2025, 11, 2), date(2026, 3, 8)),
    "America/New_York": (date(2024, 3, 10), date(2025, 3, 9), date(2025, 11, 2), date(2026, 3, 8)),
    "Europe/London": (date(2024, 3, 31), date(2025, 3, 30), date(2025, 10, 26), date(2026, 3, 29)),
    # Santiago skips midnight itself in September and has the last hour of a day twice in April.
    "America/Santiago": (date(2024, 9, 8), date(2025, 4, 5), date(2025, 9, 7), date(2026, 4, 4)),
}
"""Days on which clocks change, by zone."""

AWKWARD_DAYS: Final = (
    date(2024, 2, 29),
    date(2024, 12, 31),
    date(2025, 8, 30),  # a Saturday before Vietnam's national holiday
    date(2025, 11, 27),  # Thanksgiving in the United States
    date(2025, 12, 31),
    date(2026, 1, 1),  # Thailand's new tool starts
    date(2026, 1, 25),
    date(2026, 1, 26),  # lateness looks at the scan in the United States
    date(2026, 7, 3),  # Independence Day, observed
    *(day for changes in CLOCK_CHANGES.values() for day in changes),
)
"""Leap days, ends of years, holidays, starts of editions and clock changes."""

AWKWARD_TIMES: Final = (
    time(0, 0),
    time(0, 0, 1),
    time(1, 30),  # comes twice where clocks go back at two
    time(2, 30),  # never comes where clocks go forward at two
    time(13, 59, 59),
    time(14, 0),  # Vietnam's cut-off
    time(23, 30),
    time(23, 59, 59),
    time(23, 59, 59, 500_000),
)
"""Midnights, cut-offs, and times that clock changes skip or repeat."""

_ZONES: Final = (
    "UTC",
    *CLOCK_CHANGES,
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Kathmandu",
    "Asia/Shanghai",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
)
_CURRENCIES: Final = ("USD", "THB", "VND", "CNY", "IDR", "JPY", "KWD")
_MINOR: Final = (1, 2_000, 29_999, 30_000, 89_900, 10**12)


# Values


def money(
    currencies: Sequence[str] = _CURRENCIES, *, least: int = 0, most: int = 10**12
) -> SearchStrategy[Money]:
    """
    Amounts from *least* to *most* minor units; shrink to *least* of the first currency.
    """
    awkward = [minor for minor in (least, most, *_MINOR) if least <= minor <= most]
    minor = st.integers(least, most) | st.sampled_from(awkward)
    return st.builds(Money.from_minor, minor, st.sampled_from(currencies))


def calendar_days(least: int = 0, most: int = 90) -> SearchStrategy[CalendarDays]:
    """
    Counts of calendar days; shrink to *least*.
    """
    return st.builds(CalendarDays, st.integers(least, most))


def business_days(least: int = 0, most: int = 30) -> SearchStrategy[BusinessDays]:
    """
    Counts of business days; shrink to *least*.
    """
    return st.builds(BusinessDays, st.integers(least, most))


def hours(least: int = 0, most: int = 240) -> SearchStrategy[Hours]:
    """
    Counts of hours; shrink to *least*.
    """
    return st.builds(Hours, st.integers(least, most))


def days() -> SearchStrategy[CalendarDays | BusinessDays]:
    """
    Days that a seller may promise, of either kind; shrink to no calendar days.
    """
    return st.one_of(calendar_days(), business_days())


def past_days(most: int = 60) -> SearchStrategy[PastDays]:
    """
    Windows of the past within *most* days; shrink to the day itself.
    """
    ends = st.tuples(st.integers(0, most), st.integers(0, most))
    return ends.map(lambda both: PastDays(min(both), max(both)))


def rates(most: int = 2_000) -> SearchStrategy[Rate]:
    """
    Rates over up to *most* orders, over none as well; shrink to nothing of nothing.
    """
    return st.integers(0, most).flatmap(
        lambda total: st.builds(Rate, st.integers(0, total), st.just(total))
    )


def shares() -> SearchStrategy[Decimal]:
    """
    Shares from 0 to 1 with four decimals; shrink to 0.
    """
    return st.decimals(0, 1, places=4)


@st.composite
def ranges(draw: DrawFn, values: SearchStrategy[Any] | None = None) -> Range[Any]:
    """
    Ranges of every form between two values, of shares where none are given; shrink to "at most".
    """
    given = shares() if values is None else values
    low, high = sorted((draw(given), draw(given)))
    forms: list[Range[Any]] = [Range.at_most(high), Range.at_least(low), Range.between(low, high)]
    forms += [Range.below(high), Range.above(low)]
    if low != high:
        forms += [Range(low, high, *ends) for ends in ((True, False), (False, True), (True, True))]
    return draw(st.sampled_from(forms))


def zones(names: Sequence[str] = _ZONES) -> SearchStrategy[ZoneInfo]:
    """
    Time zones with and without clock changes, on both sides of the date line; shrink to UTC.
    """
    return st.sampled_from(names).map(zone_of)


def dates(first: date = FIRST, last: date = LAST) -> SearchStrategy[date]:
    """
    Days, awkward ones often; shrink to *first*.
    """
    awkward = [first, last, *(day for day in AWKWARD_DAYS if first <= day <= last)]
    return st.dates(first, last) | st.sampled_from(awkward)


@st.composite
def instants(
    draw: DrawFn, first: date = FIRST, last: date = LAST, zone: ZoneInfo | None = None
) -> datetime:
    """
    Instants with a zone, weighted to clock changes, leap days, midnights and cut-offs.

    They shrink to the first midnight in UTC, or in *zone* where one is given.
    """
    own = draw(zones()) if zone is None else zone
    changes = [day for day in CLOCK_CHANGES.get(own.key, ()) if first <= day <= last]
    day = draw(dates(first, last) | st.sampled_from(changes) if changes else dates(first, last))
    clock = draw(st.times() | st.sampled_from(AWKWARD_TIMES))
    wall = datetime.combine(day, clock, tzinfo=own).replace(fold=draw(st.integers(0, 1)))
    # A wall time that clocks skip is no time at all; there and back gives one that is.
    return wall.astimezone(UTC).astimezone(own)


@st.composite
def calendars(draw: DrawFn, first: date = FIRST, last: date = LAST) -> BusinessCalendar:
    """
    Business calendars that cover *first* to *last*; shrink to Monday to Friday with no holiday.
    """
    sunday_week = frozenset({Weekday.SUN, Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU})
    week = draw(st.sampled_from([MON_TO_FRI, MON_TO_SAT, sunday_week, frozenset(Weekday)]))
    some = st.frozensets(dates(first, last), max_size=5)
    return BusinessCalendar("drawn", week, draw(some), draw(some), first=first, last=last)


# Policies


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


# Facts


def ship_withins() -> SearchStrategy[ShipWithin]:
    """
    Promises of days; shrink to no calendar days.
    """
    return st.builds(ShipWithin, days())


def releases(
    first: date = FIRST, last: date = LAST, zone_names: Sequence[str] = _ZONES
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
def orders(
    draw: DrawFn,
    policy: Policy | None = None,
    *,
    kinds: Sequence[OrderKind] = (OrderKind.PRE_ORDER, *OrderKind),
) -> Order:
    """
    Orders that could have been placed under *policy*, or under any where it is not given.

    What has happened to one happened in order: paid, dispatched, collected, delivered; or it was
    cancelled. They shrink to one without a price to which nothing has happened.
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
    return Order(
        id=draw(st.text("abc123", min_size=1, max_size=6)),
        kind=kind,
        placed_at=placed,
        total=total,
        promise=draw(promises(rules, kind=kind, placed=placed.astimezone(rules.zone).date())),
        items_total=draw(st.none() | money([rules.pack.currency], most=total.minor)),
        region=draw(st.sampled_from([None, "kedah", "selangor"])),
        paid_at=paid,
        balance_paid_at=draw(st.none() | st.just(times[-1])),
        awaiting_shipment_at=draw(st.none() | st.just(times[0] + hour)),
        dispatched_at=dispatched,
        collected_at=collected,
        delivered_at=received,
        cancelled_at=gone,
        cancelled_by=draw(st.sampled_from(Party)) if gone else None,
        seller_fault=draw(st.none() | st.booleans()) if gone else None,
        stage=Stage.PLACED if dispatched else draw(st.sampled_from(Stage)),
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
    forms: dict[str, SearchStrategy[Metric]] = {
        "share": st.one_of(rates(), shares()),
        "score": st.decimals(0, 5, places=1) | st.integers(0, 1_000),
        "orders": st.integers(0, 40),
        "points": st.integers(0, 60),
    }
    return st.fixed_dictionaries({}, optional={name: forms[form] for name, form in METRICS.items()})


def _names(policy: Policy | None, fact: str) -> SearchStrategy[str | None]:
    """
    Names that the criteria of a policy speak of, one that they do not, or none at all.
    """
    accepted = (
        [] if policy is None else [c.accepts for c in policy.criteria.values() if c.fact == fact]
    )
    known = [name for one in accepted if isinstance(one, OneOf) for name in one.names]
    return st.none() | st.sampled_from([*known, "another"])


@st.composite
def shops(draw: DrawFn, policy: Policy | None = None) -> Shop:
    """
    Shops of which little or much is known; shrink to one of which nothing is.
    """
    yes_no = st.none() | st.booleans()
    tiers = ["beginner", "standard", "premium", "established"]
    return Shop(
        id="s1",
        entity_region=draw(_names(policy, "entity_region")),
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
    currencies = _CURRENCIES if policy is None else [policy.pack.currency]
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
    zone_names: Sequence[str] = _ZONES,
    most: int = 8,
) -> ShopHistory:
    """
    Histories of up to *most* orders of one market; shrink to an empty one read in UTC.
    """
    rules = draw(policies()) if policy is None else policy
    past = draw(st.lists(orders(rules), max_size=most))
    return ShopHistory(past, zone=draw(st.sampled_from(zone_names)))
