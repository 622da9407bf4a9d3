"""
When is each payment of an order line due?
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale.facts.payments import Component, PaidOrder, Terms
from tiktok_presale.facts.promises import ReleaseOn
from tiktok_presale.facts.triggers import (
    AfterDelay,
    AtDate,
    AtPlacing,
    InWindow,
    OnRelease,
    When,
)
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.values.checks import check_aware
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays, CalendarDays, Minutes
from tiktok_presale.values.errors import CalendarCoverageError, NoWorkingWeekError, WrongTypeError
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import ends_on, in_zone, local_day, starts_on, utc, zone_of
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from typing import TypeAlias

    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.days import Duration

    Time: TypeAlias = Duration | Minutes
    Times: TypeAlias = tuple[datetime | None, datetime | None, Finding | None]

__all__ = ["PaymentDue", "check_lines", "ending", "parts_of", "schedule", "times_of"]

_SECOND = timedelta(seconds=1)


@final
@attrs.frozen(kw_only=True)
class PaymentDue(Value):
    """
    One payment of one order line: how much, for what, and from when until when.

    Args:
        line: The id of the order line.
        number: Which payment of its plan it is, from 1.
        component: What it is for; the one that carries shipping, tax and fees says so in *parts*.
        amount: How much in all.
        parts: How much of it is for each component.
        paid: How much of it has been paid.
        trigger: What makes it due, as the plan says it.
        opens: From when it can be paid, in the market's zone; None where that is not known yet.
        due: The last second in which it is in time; None where that is not known.
        missing: Why a time is not known, where that is so.
    """

    line: str
    number: int
    component: Component
    amount: Money
    parts: FrozenMap[Money]
    paid: Money
    trigger: When
    opens: datetime | None = None
    due: datetime | None = None
    missing: Finding | None = None

    @property
    def open_amount(self) -> Money:
        """
        What is still to be paid.
        """
        return self.amount - self.paid

    def is_open(self, at: datetime) -> bool:
        """
        Whether it can be paid at *at*, and has not been.
        """
        begun = self.opens is not None and utc(self.opens) <= utc(check_aware("at", at))
        return bool(self.open_amount) and begun and not self.is_overdue(at)

    def is_overdue(self, at: datetime) -> bool:
        """
        Whether its last second has passed without the whole payment.
        """
        passed = self.due is not None and utc(check_aware("at", at)) >= utc(self.due) + _SECOND
        return bool(self.open_amount) and passed


def schedule(
    order: Terms | PaidOrder, policy: Policy, *, calendar: BusinessCalendar | None = None
) -> tuple[PaymentDue, ...]:
    """
    The payments of an order line, each with its own due date.

    What is paid on a release or on dispatch has no date before that is known, and says so. Days
    are counted in the market's zone, those from a release date in the zone of that date; they end
    with the day. A hold on the card that is captured on dispatch is due at no other time.

    Args:
        order: The terms of the line, or the line with what was paid; then dispatch and payments
            are known.
        policy: The rules in force when it was placed: their zone, and how long an order is kept
            open for its payment where the plan does not say.
        calendar: A business calendar to use instead of the market's own.

    Examples:
        >>> from datetime import date
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import (Earnest, Money, PaymentPlan, Period, Policy,
        ...                             ShipWithin, Terms)
        >>> shanghai = ZoneInfo("Asia/Shanghai")
        >>> balance = InWindow(Period(datetime(2022, 9, 6, 20, tzinfo=shanghai),
        ...                           datetime(2022, 9, 10, 23, 59, 59, tzinfo=shanghai)))
        >>> terms = Terms(id="l1", offer="of1", sku="hoodie", units=1,
        ...               unit_price=Money("499", "CNY"), edition="tmall@2022-09-01",
        ...               plan=PaymentPlan.with_deposit(Earnest(Money("50", "CNY")), balance),
        ...               promise=ShipWithin(CalendarDays(2)),
        ...               placed_at=datetime(2022, 9, 2, 9, tzinfo=shanghai))
        >>> for payment in schedule(terms, Policy.in_force("tmall", on=date(2022, 9, 2))):
        ...     print(payment.component, payment.amount, payment.due)
        deposit 50.00 CNY 2022-09-02 09:30:00+08:00
        balance 449.00 CNY 2022-09-10 23:59:59+08:00
    """
    check_policy(policy)
    (line,) = check_lines([order])
    found: list[PaymentDue] = []
    paid = {component: line.paid(component) for component in Component}
    for number, (when, parts) in enumerate(parts_of(line.terms), start=1):
        opens, due, missing = times_of(when, line, policy, calendar)
        covered = _covered(parts, paid)
        found.append(
            PaymentDue(
                line=line.terms.id,
                number=number,
                component=Component(next(iter(parts))),
                amount=Money.sum(parts.values(), line.currency),
                parts=parts,
                paid=covered,
                trigger=when,
                opens=opens,
                due=due,
                missing=missing,
            )
        )
    return tuple(found)


def check_lines(orders: object) -> tuple[PaidOrder, ...]:
    """
    Read order lines; terms alone are a line for which nothing was paid.

    Raises:
        WrongTypeError: If one is neither terms nor a paid order.
    """
    if not isinstance(orders, list | tuple):
        raise WrongTypeError("orders", "a list of Terms or PaidOrder", type(orders).__name__)
    lines: list[PaidOrder] = []
    for order in cast("list[object]", orders):
        if not isinstance(order, Terms | PaidOrder):
            raise WrongTypeError("order", "Terms or a PaidOrder", type(order).__name__)
        lines.append(PaidOrder(terms=order) if isinstance(order, Terms) else order)
    return tuple(lines)


def parts_of(terms: Terms) -> list[tuple[When, FrozenMap[Money]]]:
    """
    What each payment of the plan is for; the rest of the price carries shipping, tax and fees.
    """
    first = Component.PRICE if terms.plan.deposit is None else Component.DEPOSIT
    later = Component.PRICE if terms.plan.deposit is None else Component.BALANCE
    extras = {
        name: amount
        for name, amount in terms.components.items()
        if name in {Component.SHIPPING, Component.TAX, Component.FEE}
    }
    found: list[tuple[When, FrozenMap[Money]]] = []
    for line, amount in zip(terms.plan.lines, terms.payments, strict=True):
        component = later if found else first
        goods = amount if line.amount is not None else amount - terms.extras
        more = extras if line.amount is None else {}
        found.append((line.due, FrozenMap({component.value: goods, **more})))
    return found


def _covered(parts: FrozenMap[Money], paid: dict[Component, Money]) -> Money:
    """
    How much of a payment has been paid; what was paid for a component covers the first due first.
    """
    currency = next(iter(parts.values())).currency
    covered: list[Money] = []
    for name, amount in parts.items():
        taken = min(amount, paid[Component(name)])
        paid[Component(name)] -= taken
        covered.append(taken)
    return Money.sum(covered, currency)


def times_of(
    when: When, line: PaidOrder, policy: Policy, calendar: BusinessCalendar | None = None
) -> Times:
    """
    From when until when a trigger lets a line be paid, and why that is not known where it is not.
    """
    try:
        opens, due, missing = _times(when, line, policy, calendar)
        zone = policy.zone
        return opens and in_zone(opens, zone), due and in_zone(due, zone), missing
    except OverflowError:
        return None, None, Finding(Outcome.UNKNOWN, "payment.too_far", "terms.plan")


def _times(when: When, line: PaidOrder, policy: Policy, calendar: BusinessCalendar | None) -> Times:
    placed = line.terms.placed_at
    if isinstance(when, AtPlacing):
        return _at_placing(when, placed, policy, calendar)
    if isinstance(when, AfterDelay):
        return placed, ending(when.delay, placed, policy), None
    if isinstance(when, AtDate):
        return placed, when.at, None
    if isinstance(when, InWindow):
        return when.window.opens, when.window.closes, None
    if isinstance(when, OnRelease):
        return _on_release(when, line, policy)
    return _on_dispatch(line)


def _on_dispatch(line: PaidOrder) -> Times:
    dispatched = line.dispatched_at
    if dispatched is None:
        return None, None, Finding(Outcome.UNKNOWN, "payment.not_dispatched", "terms.plan")
    return dispatched, dispatched, None


def _at_placing(
    when: AtPlacing, placed: datetime, policy: Policy, calendar: BusinessCalendar | None
) -> Times:
    """
    The plan's own time, or else the shortest that market and law leave an unpaid order open.
    """
    if when.within is not None:
        return placed, ending(when.within, placed, policy), None
    dues: list[datetime] = []
    for figure in policy.every("payment.pay_within"):
        due = ending(cast("Time", figure.value), placed, policy, calendar)
        if due is None:
            return placed, None, Finding(Outcome.UNKNOWN, "payment.calendar", figure.path)
        dues.append(due)
    if not dues:
        return placed, None, Finding(Outcome.UNKNOWN, "payment.no_time", "payment.pay_within")
    return placed, min(dues, key=utc), None


def ending(
    delay: Time, start: datetime, policy: Policy, calendar: BusinessCalendar | None = None
) -> datetime | None:
    """
    The last second of a delay; None where it counts working days that no calendar reaches.

    Hours elapse. Days end with the day in the market's zone, the day of the start being day 0.
    """
    day = local_day(start, policy.zone)
    if isinstance(delay, CalendarDays):
        return ends_on(day + timedelta(days=delay.count), policy.zone)
    if not isinstance(delay, BusinessDays):
        unit = timedelta(minutes=1) if isinstance(delay, Minutes) else timedelta(hours=1)
        return utc(start) + unit * delay.count
    try:
        days = policy.calendar() if calendar is None else calendar
        return ends_on(days.after(day, delay.count), policy.zone)
    except (NoWorkingWeekError, CalendarCoverageError):
        return None


def _on_release(when: OnRelease, line: PaidOrder, policy: Policy) -> Times:
    release = line.terms.promise
    if not isinstance(release, ReleaseOn):
        return None, None, Finding(Outcome.UNKNOWN, "payment.not_released", "terms.promise")
    zone = policy.zone if release.zone is None else zone_of(release.zone)
    opens = starts_on(release.on, zone)
    if isinstance(when.within, CalendarDays):
        return opens, ends_on(release.on + timedelta(days=when.within.count), zone), None
    return opens, utc(opens) + timedelta(hours=when.within.count), None
