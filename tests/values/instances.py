"""
One instance of every public value, and one that differs from it, for the suite of their contract.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import tiktok_presale
from tiktok_presale.facts.history import ShopHistory
from tiktok_presale.facts.orders import DeliveredDeadlines, Order
from tiktok_presale.facts.promises import ReleaseOn, ShipWithin
from tiktok_presale.facts.shops import Product, Shop
from tiktok_presale.policy import terms
from tiktok_presale.policy.figures import Change, Figure, Gap
from tiktok_presale.policy.pack import HolidayRules, HolidayYear
from tiktok_presale.policy.policy import Policy, WindowTerms
from tiktok_presale.rules.assessment import assess
from tiktok_presale.rules.charges import Bill, Charge
from tiktok_presale.rules.deadlines import Deadline
from tiktok_presale.rules.deadlines import of as deadlines_of
from tiktok_presale.rules.statement import statement
from tiktok_presale.values.calendars import MON_TO_FRI, MON_TO_SAT, BusinessCalendar
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours, PastDays
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.sources import Confidence, Source
from tiktok_presale.values.vocabulary import (
    Anchor,
    Base,
    DeadlineName,
    Event,
    OrderKind,
    Payee,
    Trigger,
)

FLOORS = ("values", "facts", "policy", "rules")

SOURCE = Source("A page", "https://example.org/a", date(2026, 1, 1), Confidence.HIGH)
OTHER_SOURCE = Source("Another page", "", date(2026, 1, 1), Confidence.LOW)

AT = datetime(2026, 1, 20, tzinfo=UTC)
TH = Policy.in_force("th", on=date(2026, 1, 2))
US = Policy.in_force("us", on=date(2026, 2, 2))

ORDER = Order(
    id="o1",
    kind=OrderKind.PRE_ORDER,
    placed_at=datetime(2026, 1, 1, 2, tzinfo=UTC),
    promise=ShipWithin(CalendarDays(15)),
    total=Money("899.00", "THB"),
)
OTHER_ORDER = Order(id="o2", kind=OrderKind.STANDARD, placed_at=AT, total=Money("1.00", "THB"))

LIMIT = Range.at_most(Decimal("0.04"), unit="share")
FEE = Money("5.00", "USD")


def _charge(code):
    return Charge(code, f"overdue.charges.{code}", FEE, Payee.PLATFORM, SOURCE, "o1")


def _finding(outcome):
    return Finding(
        outcome,
        "metric",
        "eligibility.rating",
        Decimal("4.4"),
        Range.at_least(Decimal("4.5")),
        (Remedy("raise_to", {"limit": Range.at_least(Decimal("4.5"))}),),
        SOURCE,
        {"name": "rating", "subject": "shop"},
    )


# Each value, and one of the same type that is not equal to it.
PAIRS = (
    (Money("899.00", "THB"), Money("899.00", "USD")),
    (CalendarDays(3), CalendarDays(4)),
    (BusinessDays(3), BusinessDays(4)),
    (Hours(48), Hours(49)),
    (PastDays(8, 37), PastDays(8, 38)),
    (Rate(25, 1000), Rate(1, 40)),
    (Range.between(CalendarDays(3), CalendarDays(15)), Range.at_least(CalendarDays(3))),
    (OneOf(("CN", "HK")), OneOf(("CN", "HK"), excluded=True)),
    (
        BusinessCalendar("a", MON_TO_FRI, first=date(2025, 1, 1), last=date(2025, 12, 31)),
        BusinessCalendar("a", MON_TO_SAT, first=date(2025, 1, 1), last=date(2025, 12, 31)),
    ),
    (SOURCE, OTHER_SOURCE),
    (Remedy("promise", {"days": CalendarDays(3)}), Remedy("promise", {"days": CalendarDays(4)})),
    (_finding(Outcome.FAIL), _finding(Outcome.PASS)),
    (
        Decision("eligibility", "th@2026-01-01", AT, (_finding(Outcome.FAIL),)),
        Decision("eligibility", "th@2026-01-01", None, ()),
    ),
    (ShipWithin(CalendarDays(10)), ShipWithin(BusinessDays(10))),
    (
        ReleaseOn(date(2026, 3, 31), zone="America/New_York"),
        ReleaseOn(date(2026, 3, 31)),
    ),
    (DeliveredDeadlines(dispatch=AT), DeliveredDeadlines()),
    (ORDER, OTHER_ORDER),
    (ShopHistory((ORDER,), zone="Asia/Bangkok"), ShopHistory(())),
    (Shop(id="s1", metrics={"rating": Decimal("4.4")}), Shop(id="s1")),
    (Product(id="p1", price=Money("20", "CNY")), Product(id="p1")),
    (TH.figure("window.days"), TH.figure("window.caution")),
    (Change("a", 1, 2, SOURCE), Change("a", 2, 1, SOURCE)),
    (Gap("a", SOURCE), Gap("b", SOURCE)),
    (
        HolidayYear(2025, (date(2025, 1, 1),), (), SOURCE),
        HolidayYear(2025, (), (), SOURCE),
    ),
    (
        HolidayRules("us-federal", 2021, 2035, SOURCE),
        HolidayRules("us-federal", 2021, 2034, SOURCE),
    ),
    (TH.pack, US.pack),
    (TH, US),
    (WindowTerms(days=Range.at_most(CalendarDays(3))), WindowTerms()),
    (
        terms.Criterion("shop", "rating", is_metric=True, accepts=Range.at_least(Decimal("4.5"))),
        terms.Criterion("shop", "invited", is_metric=False, accepts=True),
    ),
    (
        terms.DeadlineTerm(Event.DISPATCH, Anchor.PLACED, BusinessDays(2), cut_off=time(14)),
        terms.DeadlineTerm(Event.DISPATCH, Anchor.PLACED, BusinessDays(2)),
    ),
    (terms.Condition("late_dispatch_rate", LIMIT), terms.Condition("rating", LIMIT)),
    (terms.Band(Range(), flat=FEE), terms.Band(Range(), rate=Decimal("0.3"), floor=FEE)),
    (
        terms.ChargeTerm(Trigger.LATE, Payee.BUYER, (terms.Band(Range(), flat=FEE),)),
        terms.ChargeTerm(
            Trigger.LATE, Payee.BUYER, (terms.Band(Range(), flat=FEE),), every=CalendarDays(1)
        ),
    ),
    (
        terms.ServiceFee(Decimal("0.0214"), Base.ITEMS, (), None, Rounding.HALF_UP),
        terms.ServiceFee(Decimal("0.02"), Base.ITEMS, (), None, Rounding.HALF_UP),
    ),
    (terms.MetricLimit(LIMIT, PastDays(1, 7)), terms.MetricLimit(LIMIT)),
    (
        terms.StepTerm("late_dispatch_rate", LIMIT, "order_limit", CalendarDays(7)),
        terms.StepTerm("late_dispatch_rate", LIMIT, "order_limit"),
    ),
    (
        terms.LatenessCap("late_dispatch_rate", CalendarDays(28), ((LIMIT, Decimal("0.5")),)),
        terms.LatenessCap("late_dispatch_rate", CalendarDays(27), ((LIMIT, Decimal("0.5")),)),
    ),
    (_charge("late_dispatch"), _charge("return_freight")),
    (Bill((_charge("late_dispatch"),)), Bill()),
    (
        Deadline(name=DeadlineName.DISPATCH, event=Event.DISPATCH, rule="a", computed=AT),
        Deadline(name=DeadlineName.DISPATCH, event=Event.DISPATCH, rule="a", delivered=AT),
    ),
    (deadlines_of(ORDER, TH), deadlines_of(OTHER_ORDER, TH)),
    (assess(ORDER, TH, at=AT), assess(ORDER, TH, at=AT + timedelta(days=1))),
    (statement([ORDER], TH, at=AT), statement([], TH, at=AT)),
)


# Each topic keeps its own pairs in a module of `tests/values/pairs`.
PAIRS += tuple(
    pair
    for path in sorted(Path(__file__).with_name("pairs").glob("*.py"))
    for pair in import_module(f"values.pairs.{path.stem}").PAIRS
)


def figure(path, value):
    """
    Make a figure of a platform for a test.
    """
    return Figure(path, value, date(2026, 1, 1), None, SOURCE)


def public_types():
    """
    Find every class of the library that is a `Value`, by looking through its floors.
    """
    home = Path(tiktok_presale.__file__).parent
    modules = [
        import_module(".".join(("tiktok_presale", *path.relative_to(home).with_suffix("").parts)))
        for floor in FLOORS
        for path in sorted((home / floor).rglob("*.py"))
    ]
    found = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Value) and value is not Value
    }
    return sorted(found, key=lambda kind: kind.__name__)
