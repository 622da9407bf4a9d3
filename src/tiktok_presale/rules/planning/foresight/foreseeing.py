"""
Which orders will be late, with what chance and at what cost, before it happens?
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from fractions import Fraction
from math import fsum
from typing import TYPE_CHECKING, TypeVar, cast

from tiktok_presale.facts.arrivals import Arrival
from tiktok_presale.facts.metrics import lies_in
from tiktok_presale.facts.orders import Order
from tiktok_presale.rules.arguments import check_policy, check_shop
from tiktok_presale.rules.planning.foresight.answers import Breach, Breaches, Prospect
from tiktok_presale.rules.planning.foresight.arriving import Expected, expected, last_of, slipped
from tiktok_presale.rules.planning.foresight.hurrying import Book, hurries
from tiktok_presale.rules.planning.foresight.outlooks import (
    Outlook,
    chance_of,
    finding_of,
    likely_by,
    outlook_of,
)
from tiktok_presale.rules.planning.foresight.stakes import Costing, rounded
from tiktok_presale.rules.supply.ready import clock_of
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.errors import CalendarCoverageError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.estimates import as_share, check_chance
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
from tiktok_presale.values.money import Money
from tiktok_presale.values.rates import Rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from decimal import Decimal

    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import MetricLimit
    from tiktok_presale.rules.supply.ready import Clock
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.days import BusinessDays, CalendarDays

__all__ = ["breaches", "rate_of"]

T = TypeVar("T")


def breaches(  # noqa: PLR0913 - every assumption is an argument
    orders: Iterable[Order],
    arrivals: Iterable[Arrival],
    policy: Policy,
    *,
    at: datetime,
    handling: CalendarDays | BusinessDays,
    level: float = 0.95,
    notify: float | Decimal = 0.5,
    shop: Shop | None = None,
    calendar: BusinessCalendar | None = None,
) -> Breaches:
    """
    Which orders will be late with what chance, and the expected charges, before it happens.

    Arrivals are taken to be independent of each other. Orders that wait for the same arrival are
    late together, and how many will be late is counted so. An arrival that is not here comes today
    or later, so past slips that are over say nothing any more.

    Args:
        orders: The orders, all judged under one policy.
        arrivals: What they wait for, and how far each may be off.
        policy: The rules in force when they were placed.
        at: The instant of asking. Its day is read in the market's zone.
        handling: The days from an arrival, which is day 0, to dispatch; to the scan by the carrier
            where the policy looks at that.
        level: The confidence of intervals, and of the day to name in a notice of delay.
        notify: From which chance of lateness on a notice of delay is advised.
        shop: The shop, for charges that depend on one of its metrics.
        calendar: A business calendar to use instead of the market's own.

    Raises:
        WrongTypeError: If an argument has another type.
        OutOfRangeError: If an order or an arrival comes twice, or a chance is not between 0 and 1.
        NaiveTimeError: If *at* has no time zone.
        NoWorkingWeekError: If handling counts business days and no source names the working week.
        MissingExtraError: If the extra `planning` is not installed.

    Examples:
        >>> from datetime import date, datetime, UTC
        >>> from tiktok_presale import CalendarDays, Money, OrderKind, Policy, ShipWithin
        >>> from tiktok_presale import SlipHistory
        >>> th = Policy.in_force("th", on=date(2026, 1, 2))
        >>> order = Order(id="o1", kind=OrderKind.PRE_ORDER, total=Money("899.00", "THB"),
        ...               placed_at=datetime(2026, 1, 2, tzinfo=UTC),
        ...               promise=ShipWithin(CalendarDays(15)))
        >>> batch = Arrival("b1", ["o1"], stated=date(2026, 1, 15),
        ...                 slip=SlipHistory([0, 0, 0, 1, 1, 2, 2, 3, 5, 9]))
        >>> found = breaches([order], [batch], th, at=datetime(2026, 1, 10, tzinfo=UTC),
        ...                  handling=CalendarDays(1))
        >>> found.orders[0].chance.value, *map(str, found.at_stake)
        (0.5, '449.50 THB')
    """
    check_policy(policy)
    check_shop(shop)
    clock = clock_of(at, handling, calendar, policy)
    check_chance("level", level)
    check_chance("notify", notify)
    book = _all("orders", orders, Order, "an Order each")
    coming = _all("arrivals", arrivals, Arrival, "an Arrival each")
    # In which order they are told must change nothing, not even a rounding.
    coming = tuple(sorted(coming, key=lambda one: one.id))
    _once("orders", (one.id for one in book))
    _once("arrivals", (one.id for one in coming))
    costing = Costing(policy, shop, calendar)
    return _Foreseeing(policy, at, clock, costing, level).answer(book, coming, float(notify))


def _all(argument: str, given: object, kind: type[T], each: str) -> tuple[T, ...]:
    """
    Read several things of one kind.
    """
    if not isinstance(given, Iterable):
        raise WrongTypeError(argument, f"several, {each}", type(given).__name__)
    found = tuple(cast("Iterable[T]", given))
    for one in found:
        check_kind(argument, one, kind, each)
    return found


def _once(argument: str, ids: Iterable[str]) -> None:
    """
    Refuse what comes twice: its chances and charges would be counted twice.
    """
    seen = set[str]()
    for one in ids:
        if one in seen:
            raise OutOfRangeError(argument, f"{one!r} twice", "of different ids")
        seen.add(one)


class _Foreseeing:
    """
    An order book against what is expected of its arrivals.
    """

    def __init__(
        self, policy: Policy, at: datetime, clock: Clock, costing: Costing, level: float
    ) -> None:
        self.policy, self.at, self.clock, self.level = policy, at, clock, level
        self.book = Book(costing)
        self.doubts: list[Finding] = []

    def answer(
        self, orders: Sequence[Order], arrivals: Sequence[Arrival], notify: float
    ) -> Breaches:
        """
        Everything that can be said of the orders.
        """
        outlooks = self._outlooks(orders, arrivals)
        rows = tuple(self._row(one, notify) for one in outlooks)
        hits, kinds = self.book.together(outlooks)
        spread = {kind: Fraction(one) for kind, one in zip(kinds, hits.deviations, strict=True)}
        known = sum(one.chance is not None and one.prospect is not Prospect.SETTLED for one in rows)
        rate = rate_of(self.policy, hits.chances, known, notify)
        bounds = [
            Bound(
                "late_rate",
                one.limit,
                one.outcome is Outcome.ADVICE,
                rule=one.rule,
                source=one.source,
            )
            for one in rate
        ]
        inputs = {
            "orders": len(orders),
            "arrivals": len(arrivals),
            "handling_days": self.clock.handling,
            "confidence_level": self.level,
            "notify_from": notify,
        }
        findings = (*self.doubts, *self.book.unsure, *rate)
        return Breaches(
            edition=self.policy.edition,
            at=self.at,
            level=self.level,
            orders=rows,
            late_counts=hits.chances,
            charges=_sums(one.charges for one in rows),
            charges_spread=rounded(spread, at_stake=False),
            at_stake=_sums(one.at_stake for one in rows),
            at_stake_spread=rounded(spread, at_stake=True),
            hurry=hurries(outlooks, self.book),
            grounds=Grounds(inputs, bounds, tuple(_if_slipped(outlooks, self.clock)), findings),
        )

    def _outlooks(self, orders: Sequence[Order], arrivals: Sequence[Arrival]) -> list[Outlook]:
        told = [expected(arrival, self.clock) for arrival in arrivals]
        known = {one.id: one for one in told if isinstance(one, Expected)}
        self.doubts += [one for one in told if isinstance(one, Finding)]
        waits: dict[str, list[str]] = {}
        for arrival in arrivals:
            for order_id in arrival.orders:
                waits.setdefault(order_id, []).append(arrival.id)
        # Business days of the rules are counted as those of handling where both are.
        return [
            outlook_of(
                order, waits.get(order.id, ()), known, self.policy, self.book.calendar, self.at
            )
            for order in orders
        ]

    def _row(self, outlook: Outlook, notify: float) -> Breach:
        chance, likely = chance_of(outlook, self.level), likely_by(outlook, self.level)
        amounts = self.book.expected(outlook, outlook.days)
        day = None if likely is None else date.fromordinal(likely)
        return Breach(
            order_id=outlook.order.id,
            prospect=outlook.prospect,
            arrivals=outlook.arrivals,
            last_day=None if outlook.due is None else date.fromordinal(outlook.last),
            chance=chance,
            likely_by=day,
            charges=rounded(amounts, at_stake=False),
            at_stake=rounded(amounts, at_stake=True),
            finding=finding_of(outlook, chance, day, notify),
        )


def rate_of(
    policy: Policy, chances: Sequence[float], known: int, notify: float
) -> tuple[Finding, ...]:
    """
    The chance that the late dispatch rate of these orders is beyond what policy accepts.

    Args:
        policy: The rules that may have such a limit.
        chances: The chance of exactly 0, 1, 2, … late orders.
        known: How many orders that is of.
        notify: From which chance on it is advice.
    """
    figure = policy.find("metrics.late_dispatch_rate.limit")
    if figure is None or not known:
        return ()
    accepts = cast("MetricLimit", figure.value).accepts
    beyond = fsum(
        chance for n, chance in enumerate(chances) if not lies_in(Rate(n, known), accepts)
    )
    outcome = Outcome.ADVICE if beyond >= notify else Outcome.PASS
    actual, source = as_share(beyond), figure.source
    return (Finding(outcome, "breach.rate", figure.path, actual, accepts, (), source),)


def _sums(amounts: Iterable[tuple[Money, ...]]) -> tuple[Money, ...]:
    """
    The sums of amounts that are rounded already, by currency.
    """
    every = [one for some in amounts for one in some]
    codes = sorted({one.currency for one in every})
    return tuple(Money.sum((one for one in every if one.currency == code), code) for code in codes)


def _if_slipped(outlooks: Sequence[Outlook], clock: Clock) -> Iterator[Sensitivity]:
    """
    How many late orders are expected if all that is not here comes a day earlier or later.
    """
    arrivals = {source.id: source for one in outlooks for source in one.waits}
    for slip in (-1, 1):
        # What lies beyond a calendar cannot be supposed, and is no reason to answer nothing.
        with suppress(CalendarCoverageError):
            moved = {name: slipped(one, slip, clock) for name, one in arrivals.items()}
            late = (
                one.late(last_of(moved[source.id] for source in one.waits) if one.waits else None)
                for one in outlooks
            )
            expected_late = round(float(sum(late, Fraction(0))), 2)
            yield Sensitivity("slip_days", 0, slip, expected_late)
