"""
Sample reasons of planned promises and of orders that may be late, without any estimate.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import attrs

from rules.making import in_force
from tiktok_presale.facts.arrivals import Arrival, SlipHistory
from tiktok_presale.facts.orders import Order
from tiktok_presale.facts.promises import ShipWithin
from tiktok_presale.facts.waiting import WaitingCosts
from tiktok_presale.rules.planning.foresight.arriving import Expected, expected
from tiktok_presale.rules.planning.foresight.foreseeing import rate_of
from tiktok_presale.rules.planning.foresight.outlooks import finding_of, outlook_of
from tiktok_presale.rules.planning.promises import reasons
from tiktok_presale.rules.planning.promises.waits import TypicalOrder
from tiktok_presale.rules.supply.ready import clock_of
from tiktok_presale.values.calendars import MON_TO_FRI, BusinessCalendar
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.estimates import Estimate, Interval
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.vocabulary import Event, OrderKind

CODED = {"_doubt": ("finding", 0)}

AT = datetime(2026, 1, 10, tzinfo=UTC)
TENTH = Fraction(1, 10)
DAYS = CalendarDays(15)
YEAR = BusinessCalendar("demo", MON_TO_FRI, first=date(2026, 1, 1), last=date(2026, 12, 31))


def _windows():
    yield reasons.other_unit(BusinessDays, CalendarDays)
    yield reasons.too_few_seen(3, 29, "production_times", TENTH, 0.95, None)
    yield reasons.too_few_seen(20, 29, "transit_times", TENTH, 0.95, 9)
    yield reasons.no_days((Range.at_most(DAYS), (CalendarDays(20),)))
    yield reasons.kept(DAYS, Event.DISPATCH, Decimal("0.08"), TENTH)
    yield reasons.missed(DAYS, Event.DELIVERY, Decimal("0.2"), TENTH, 3)
    yield reasons.missed(DAYS, Event.COLLECTION, Decimal(1), TENTH, None)
    yield reasons.cheaper(DAYS, CalendarDays(9), Money("3.00", "USD"), 1_000)


def _charges():
    """
    Give what is charged in dollars on an order in baht.
    """
    policy = in_force("cross-border", 2026, 1, 2)
    costs = WaitingCosts(price=Money(900, "THB"), profit=Money(90, "THB"), lost="0.01")
    late = TypicalOrder(costs, policy, Event.DISPATCH, ShipWithin(DAYS), AT, None, None)
    late.amount(2)
    return late.findings


def _arrivals():
    clock = clock_of(AT, CalendarDays(1), None, None)
    working = clock_of(AT, BusinessDays(1), YEAR, None)
    stated, slip = date(2026, 1, 12), SlipHistory([0])
    yield expected(Arrival("b1", ["o1"]), clock)
    yield expected(Arrival("b1", ["o1"], stated=stated), clock)
    yield expected(Arrival("b1", ["o1"], stated=date(2026, 1, 2), slip=slip), clock)
    yield expected(Arrival("b1", ["o1"], stated=date(2027, 3, 1), slip=slip), working)


def _orders():
    th = in_force("th", 2026, 1, 2)
    here = {"b1": Expected("b1", {AT.toordinal() + 3: Fraction(1)}, 10, AT.toordinal())}
    for promise in (None, CalendarDays(3), CalendarDays(15)):
        order = Order(
            id="o1",
            kind=OrderKind.PRE_ORDER,
            placed_at=datetime(2026, 1, 2, tzinfo=UTC),
            promise=None if promise is None else ShipWithin(promise),
            total=Money(900, "THB"),
        )
        for one in (order, attrs.evolve(order, cancelled_at=AT)):
            for arrivals in ((), ("b1",)):
                told = outlook_of(one, arrivals, here, th, None, AT)
                for chance in (0.2, 0.8):
                    estimate = Estimate(chance, Interval(0, 1, 0.95), samples=9, method="given")
                    yield finding_of(told, estimate, date(2026, 1, 20), 0.5)


def findings():
    """
    Give every reason of planned promises, and of arrivals and orders that are foreseen.
    """
    us = in_force("us", 2026, 1, 2)
    rates = (*rate_of(us, (0.1, 0.9), 1, 0.5), *rate_of(us, (0.9, 0.1), 1, 0.5))
    return [*_windows(), *_charges(), *_arrivals(), *_orders(), *rates]
