"""
What to order of the maker, and when, for the pre-orders that were paid?
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.purchase_terms import PurchaseTerms
from tiktok_presale.facts.supply import Supply
from tiktok_presale.rules.allocation.answers import Sharing
from tiktok_presale.rules.planning.buying.bought import bought_of, late_orders
from tiktok_presale.rules.planning.buying.needing import Asking
from tiktok_presale.rules.planning.buying.plans import PurchasePlan
from tiktok_presale.rules.planning.buying.shortfalls import bounds_of, findings_of, suppositions
from tiktok_presale.rules.supply.ready import clock_of, ready_batches
from tiktok_presale.rules.supply.scheduling import checked
from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.checks import check_kind, check_text
from tiktok_presale.values.days import BusinessDays
from tiktok_presale.values.errors import CalendarCoverageError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.instants import local_day
from tiktok_presale.values.rates import Rate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from tiktok_presale.facts.claims import Commitment
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.planning.buying.plans import LateOrder, Purchase
    from tiktok_presale.rules.planning.spans import Span
    from tiktok_presale.values.exact import Exact

__all__ = ["purchases"]

_NONE = Supply()


def purchases(  # noqa: PLR0913 - every assumption is an argument
    sku: str,
    commitments: Iterable[Commitment],
    terms: PurchaseTerms,
    *,
    at: datetime,
    handling: Span,
    supply: Supply = _NONE,
    cancelled: Exact = 0,
    calendar: BusinessCalendar | None = None,
    factory: BusinessCalendar | None = None,
    policy: Policy | None = None,
) -> PurchasePlan:
    """
    The orders to the maker by which the paid pre-orders are kept, at the least cost (C2M).

    Only what was paid is ordered, rounded up to what the maker takes. The cost is that of the
    orders and the loss on units that are left over. Promises come first: where not all can be kept,
    as few units wait for as few days as can be; then the cost; and among plans of one cost each
    order is placed as late as it can be, so that more pre-orders can join it.

    Args:
        sku: The SKU.
        commitments: What was paid and is still to be dispatched; other SKUs may be among it. One
            that is placed after *at* is ordered for from its own day on, so that a past sale can
            be planned again.
        terms: What the maker asks for.
        at: The instant of asking.
        handling: The days from the arrival of goods, which is day 0, to dispatch.
        supply: What comes anyway: goods that are there or were ordered already.
        cancelled: The share of the units that is expected to be cancelled before dispatch. Returns
            do not belong to it: they come back after the goods were made.
        calendar: The business calendar of the shop; the policy's own where none is given.
        factory: The business calendar of the maker; the shop's where none is given.
        policy: The rules whose zone and calendar are meant.

    Raises:
        WrongTypeError: If an argument has another type, or business days have no calendar.
        OutOfRangeError: If an order has two commitments of one SKU, or *cancelled* is not from 0 to
            1.
        FloatMoneyError: If *cancelled* is a float.
        NaiveTimeError: If *at* has no time zone.
        NoWorkingWeekError: If no source names the market's working week.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import CalendarDays, Claim, Commitment, Money
        >>> at = datetime(2026, 11, 8, tzinfo=UTC)
        >>> paid = [Commitment(Claim(f"o{n}", 1, at=at), "box", by=date(2026, 11, 24))
        ...         for n in range(184)]
        >>> terms = PurchaseTerms(unit_cost=Money("6.00", "USD"), salvage=Money("1.80", "USD"),
        ...                       order_cost=Money("150.00", "USD"), multiple=24,
        ...                       lead_time=CalendarDays(10))
        >>> plan = purchases("box", paid, terms, at=at, handling=CalendarDays(2))
        >>> print(plan.purchases[0], plan.surplus, plan.loss)
        192 units by 2026-11-12 8 33.60 USD
    """
    check_text("sku", sku)
    check_kind("terms", terms, PurchaseTerms, "PurchaseTerms")
    share = exact("cancelled", cancelled)
    if not 0 <= share <= 1:
        raise OutOfRangeError("cancelled", str(cancelled), "from 0 to 1; 5 % is '0.05'")
    asking = _asking(sku, commitments, terms, at, handling, supply, calendar, factory, policy)
    asking = attrs.evolve(asking, cancelled=share)
    doubts = ready_batches(sku, supply, asking.clock)[1]
    try:
        return _plan(sku, asking, supply, doubts)
    except (CalendarCoverageError, OverflowError) as error:
        params = {"problem": str(error)}
        reason = Finding(Outcome.UNKNOWN, "purchases.calendar", "purchases", params=params)
        return _answer(sku, asking, (), (), Grounds({}, findings=(*doubts, reason)))


def _asking(  # noqa: PLR0913, PLR0917 - the arguments of `purchases`
    sku: str,
    commitments: Iterable[Commitment],
    terms: PurchaseTerms,
    at: datetime,
    handling: Span,
    supply: Supply,
    calendar: BusinessCalendar | None,
    factory: BusinessCalendar | None,
    policy: Policy | None,
) -> Asking:
    """
    Read the arguments as days.
    """
    line = checked(commitments, supply, Sharing.FIRST_COME).get(sku, ())
    clock = clock_of(at, handling, calendar, policy)
    if factory is not None:
        check_kind("factory", factory, BusinessCalendar, "a BusinessCalendar")
    elif isinstance(terms.lead_time, BusinessDays):
        factory = clock.calendar or (None if policy is None else policy.calendar())
        if factory is None:
            expected = "a BusinessCalendar, since the lead time counts business days"
            raise WrongTypeError("factory", expected, "None")
    asking = Asking(
        needs=(),
        ready=ready_batches(sku, supply, clock)[0],
        terms=terms,
        clock=clock,
        factory=factory,
        cancelled=Fraction(0),
    )

    def paid(one: Commitment) -> date:
        placed = one.claim.at
        day = placed.astimezone(at.tzinfo).date()
        return max(day if policy is None else local_day(placed, policy.zone), clock.today)

    return asking.with_needs((one, paid(one)) for one in line)


def _plan(sku: str, asking: Asking, supply: Supply, doubts: tuple[Finding, ...]) -> PurchasePlan:
    bought = bought_of(sku, asking, supply)
    late = late_orders(asking, bought)
    terms = asking.terms
    share = asking.cancelled
    inputs = {
        "unit_cost": terms.unit_cost,
        "order_cost": terms.order_cost,
        "salvage": terms.salvage,
        "minimum": terms.minimum if terms.minimum > 1 else None,
        "multiple": terms.multiple if terms.multiple > 1 else None,
        "capacity": terms.capacity,
        "lead_time": terms.lead_time,
        "handling": asking.clock.handling,
        "cancelled_share": Rate(share.numerator, share.denominator) if share else None,
    }
    grounds = Grounds(
        {name: value for name, value in inputs.items() if value is not None},
        bounds=bounds_of(asking),
        sensitivity=suppositions(sku, asking, supply),
        findings=(*findings_of(asking, bought, late), *doubts),
    )
    return _answer(sku, asking, bought, late, grounds)


def _answer(
    sku: str,
    asking: Asking,
    bought: tuple[Purchase, ...],
    late: tuple[LateOrder, ...],
    grounds: Grounds,
) -> PurchasePlan:
    terms, units, needed = asking.terms, sum(one.units for one in bought), asking.missing
    return PurchasePlan(
        sku=sku,
        purchases=bought,
        needed=needed,
        cancelled=asking.sold - asking.kept(asking.sold),
        order_costs=terms.order_cost * len(bought),
        goods=terms.unit_cost * units,
        loss=terms.loss * max(units - needed, 0),
        late=late,
        grounds=grounds,
    )
