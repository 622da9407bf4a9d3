"""
How many days should be promised?
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from tiktok_presale.facts.lead_times import LeadTimes
from tiktok_presale.facts.promises import ReleaseOn, ShipWithin
from tiktok_presale.facts.waiting import WaitingCosts
from tiktok_presale.rules import window as windows
from tiktok_presale.rules.arguments import check_policy, check_shop
from tiktok_presale.rules.planning.promises.allowed import event_of, limits_of, slack_of, unit_of
from tiktok_presale.rules.planning.promises.choosing import Choosing
from tiktok_presale.rules.planning.promises.lateness import Aim, Observed, legs_of, too_few
from tiktok_presale.rules.planning.promises.plans import PromiseDay, WindowPlan
from tiktok_presale.rules.planning.promises.reasons import (
    cheaper,
    kept,
    missed,
    no_days,
    other_unit,
)
from tiktok_presale.rules.planning.promises.waits import Prices, TypicalOrder
from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.checks import (
    check_aware,
    check_int,
    check_kind,
    check_text,
)
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.estimates import as_share, check_chance
from tiktok_presale.values.findings import Finding
from tiktok_presale.values.grounds import Bound, Grounds
from tiktok_presale.values.instants import local_day
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.vocabulary import Event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from decimal import Decimal

    from tiktok_presale.facts.promises import Promise
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.policy import Policy

__all__ = ["window"]


def window(  # noqa: PLR0913 - every assumption is an argument
    lead_times: LeadTimes,
    policy: Policy,
    *,
    at: datetime,
    target: float | Decimal,
    level: float = 0.95,
    cautious: bool = True,
    event: Event | None = None,
    category: str | None = None,
    costs: WaitingCosts | None = None,
    shop: Shop | None = None,
    calendar: BusinessCalendar | None = None,
    around: int = 3,
) -> WindowPlan:
    """
    The shortest promise whose chance of being missed stays within a target.

    No distribution is assumed. Cautious, the chance is not the share that was observed but the
    upper end of what it can be: of plans made like this, a share of at most 1 - *level* promises
    days of which the true chance is above the target. Not cautious, it is the chance for the next
    goods, averaged over all that could have been observed. The answer says which.

    Args:
        lead_times: The times that were observed. Dispatch looks at production only; for collection
            transit is the time until the scan, for delivery until the buyer has it.
        policy: The rules in force at *at*.
        at: The instant of listing; the days to a release date are counted from its day.
        target: The chance of lateness that is accepted, such as 0.05.
        level: The confidence of intervals and of a cautious promise.
        cautious: Which chance is held against the target.
        event: What must have happened by the promised day; what the policy looks at where none is
            given.
        category: The goods category, where the pack has windows of its own for some.
        costs: What a wait costs, for the price of a day more or less.
        shop: The shop, for charges that depend on one of its metrics.
        calendar: A business calendar to use instead of the market's own.
        around: How many days on each side the table shows.

    Raises:
        WrongTypeError: If an argument has another type.
        OutOfRangeError: If *target* or *level* is not between 0 and 1, or *at* so far out that no
            date of release follows.
        NaiveTimeError: If *at* has no time zone.
        MissingExtraError: If the extra `planning` is not installed.

    Examples:
        >>> from datetime import date, datetime, UTC
        >>> from tiktok_presale import Policy
        >>> th = Policy.in_force("th", on=date(2026, 1, 2))
        >>> seen = LeadTimes([5, 6, 6, 7, 7, 7, 8, 8, 9, 11] * 8)
        >>> at = datetime(2026, 1, 2, tzinfo=UTC)
        >>> plan = window(seen, th, at=at, target=0.05)
        >>> str(plan.days), plan.chance.value
        ('11 calendar days', 0.0)
        >>> print(window(LeadTimes([5, 6, 7]), th, at=at, target=0.05).findings[0].remedy)
        have at least 59 observed times of production
    """
    check_kind("lead_times", lead_times, LeadTimes, "LeadTimes([9, 11, …])")
    check_policy(policy)
    check_shop(shop)
    check_aware("at", at)
    check_kind("cautious", cautious, bool, "True or False")
    if event is not None:
        check_kind("event", event, Event, "an Event, as in Event.DISPATCH")
    if costs is not None:
        check_kind("costs", costs, WaitingCosts, "WaitingCosts(…)")
    check_text("category", category, optional=True)
    if calendar is not None:
        check_kind("calendar", calendar, BusinessCalendar, "a BusinessCalendar")
    check_chance("target", target)
    # A float is meant as it is written: 0.05 is a twentieth.
    aim = Aim(Fraction(str(target)), check_chance("level", level), cautious)
    context = _Context(policy, at, category, costs, shop, calendar)
    return _Planning(lead_times, event or event_of(policy), aim, context).plan(
        check_int("around", around)
    )


class _Context(NamedTuple):
    """
    Everything that is asked of others.
    """

    policy: Policy
    at: datetime
    category: str | None
    costs: WaitingCosts | None
    shop: Shop | None
    calendar: BusinessCalendar | None


class _Planning:
    """
    Observed times against the limits of one policy.
    """

    def __init__(self, lead_times: LeadTimes, event: Event, aim: Aim, context: _Context) -> None:
        self.lead_times, self.event, self.aim, self.context = lead_times, event, aim, context
        self.limits = limits_of(context.policy, context.category)
        self.unit = unit_of(self.limits)
        self.legs = legs_of(lead_times, event)

    def plan(self, around: int) -> WindowPlan:
        """
        The plan, or why there is none.
        """
        silent = self._silent()
        if silent is not None:
            return self._answer(None, (), None, Grounds(self._inputs(), findings=(silent,)))
        slack = slack_of(self.context.policy, self.event, self.unit)
        choosing = Choosing(Observed(self.legs, slack), self.aim, self.limits, self.unit)
        prices = Prices(self._late_order(choosing), choosing.seen)
        cheapest = prices.cheapest(choosing.within)
        bounds = (*choosing.bounds(prices.total), *self._advised())
        reasons = [*self._reasons(choosing), *self._cheaper(choosing.days, cheapest, prices)]
        findings = (*reasons, *prices.findings)
        grounds = Grounds(self._inputs(), bounds, choosing.sensitivity(), findings)
        return self._answer(choosing, self._table(choosing, prices, around), cheapest, grounds)

    def _silent(self) -> Finding | None:
        """
        Why the observed times say nothing at all.
        """
        given = BusinessDays if self.lead_times.business else CalendarDays
        if given is self.unit:
            return too_few(self.legs, self.aim)
        return other_unit(given, self.unit)

    def _inputs(self) -> dict[str, object]:
        """
        What was given, assumptions too.
        """
        aim, costs = self.aim, self.context.costs
        found: dict[str, object] = {leg.name: len(leg.times) for leg in self.legs}
        found |= {"event": self.event, "late_target": Range.at_most(aim.target, unit="share")}
        found |= {"confidence_level": aim.level, "cautious": aim.cautious}
        if self.context.category is not None:
            found["goods_category"] = self.context.category
        if costs is not None:
            found |= {"order_price": costs.price, "order_profit": costs.profit}
            found |= {"lost_to_waiting": _lost(costs), "late_order_cost": costs.late}
            found["buyers_at_once"] = costs.buyers
        return found

    def _advised(self) -> Iterator[Bound]:
        """
        The days that are advised (F10), which hold nobody.
        """
        figure = self.context.policy.find("window.advice")
        if figure is not None:
            days, path = figure.value, figure.path
            yield Bound("promise_advice", days, rule=path, source=figure.source)

    def _late_order(self, choosing: Choosing) -> TypicalOrder | None:
        """
        A typical order under the longest promise that is allowed; its dates cost no more or less.
        """
        costs = self.context.costs
        if costs is None or not choosing.within:
            return None
        promise = self._promise(choosing.within[-1])
        policy, at, shop = self.context.policy, self.context.at, self.context.shop
        return TypicalOrder(costs, policy, self.event, promise, at, shop, self.context.calendar)

    def _promise(self, days: int) -> Promise:
        """
        So many days as the promise that the market knows.
        """
        policy, at = self.context.policy, self.context.at
        if policy.window.promise == "release_on":
            listed = local_day(at, policy.zone)
            if days > (date.max - listed).days:
                raise OutOfRangeError("at", str(at), "early enough for a date of release")
            return ReleaseOn(listed + timedelta(days=days))
        return ShipWithin(self.unit(days))

    def _reasons(self, choosing: Choosing) -> Iterator[Finding]:
        days = choosing.days
        if not choosing.within:
            yield no_days(tuple(limit.days for limit in self.limits))
            return
        last = choosing.within[-1]
        shown = last if days is None else days
        held, target = as_share(choosing.seen.held([shown], self.aim)[0]), self.aim.target
        if days is None:
            beyond = None if choosing.needed is None else choosing.needed - last
            yield missed(self.unit(last), self.event, held, target, beyond)
        else:
            yield kept(self.unit(days), self.event, held, target)
        # What policy says beside its limits: advice (F10), caution (F25), a figure nobody knows.
        judged = windows.check(
            self._promise(shown),
            self.context.policy,
            at=self.context.at,
            category=self.context.category,
        )
        yield from (*judged.unknowns, *(judged.advice if days is not None else ()))

    def _cheaper(self, days: int | None, cheapest: int | None, prices: Prices) -> Iterator[Finding]:
        """
        That another promise costs less, be it for buyers who wait or for late orders.
        """
        costs = self.context.costs
        if days is None or cheapest is None or costs is None or not prices.late_costs:
            return
        mine, best = prices.total(days), prices.total(cheapest)
        if mine is not None and best is not None and mine > best:
            yield cheaper(self.unit(days), self.unit(cheapest), mine - best, costs.buyers)

    def _table(self, choosing: Choosing, prices: Prices, around: int) -> tuple[PromiseDay, ...]:
        """
        The allowed days around the answer; around the longest where there is none.
        """
        middle = choosing.days if choosing.days is not None else max(choosing.within, default=0)
        days = [n for n in choosing.within if abs(n - middle) <= around]
        late, held = choosing.seen.late(days), choosing.seen.held(days, self.aim)
        return tuple(
            PromiseDay(
                days=self.unit(n),
                late=choosing.seen.estimate(count, self.aim.level),
                held=chance,
                penalty=None if (price := prices.of(n)) is None else price.penalty,
                lost=None if price is None else price.lost,
                total=None if price is None else price.total,
            )
            for n, count, chance in zip(days, late, held, strict=True)
        )

    def _answer(
        self,
        choosing: Choosing | None,
        table: tuple[PromiseDay, ...],
        cheapest: int | None,
        grounds: Grounds,
    ) -> WindowPlan:
        days = None if choosing is None else choosing.days
        needed = None if choosing is None else choosing.needed
        return WindowPlan(
            edition=self.context.policy.edition,
            event=self.event,
            target=float(self.aim.target),
            level=self.aim.level,
            cautious=self.aim.cautious,
            days=None if days is None else self.unit(days),
            promise=None if days is None else self._promise(days),
            needed=None if needed is None else self.unit(needed),
            table=table,
            cheapest=None if cheapest is None else self.unit(cheapest),
            grounds=grounds,
        )


def _lost(costs: WaitingCosts) -> object:
    """
    The share of buyers that is lost, or days and shares in turn, as texts write them.
    """
    if isinstance(costs.lost, Fraction):
        return Range.between(costs.lost, costs.lost, unit="share")
    shares = ((CalendarDays(n), Range.between(one, one, unit="share")) for n, one in costs.lost)
    return tuple(part for pair in shares for part in pair)
