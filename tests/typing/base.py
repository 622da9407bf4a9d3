"""
Uses that must type-check, and what the types say; never run.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import assert_type
from zoneinfo import ZoneInfo

import tiktok_presale as tp

at = datetime(2026, 1, 2, tzinfo=ZoneInfo("Asia/Bangkok"))
th = tp.Policy.in_force("th", on=date(2026, 1, 2))
assert_type(th, tp.Policy)
assert_type(th.edition, str)
assert_type(th.source("window.days"), tp.Source)
assert_type(tp.Policy.markets(), tuple[str, ...])

shop = tp.Shop(id="s1", metrics={"rating": Decimal("4.4"), "preorder_sfcr": tp.Rate(1, 50)})
decision = tp.eligibility.check(shop, th, at=at)
assert_type(decision, tp.Decision)
assert_type(decision.allowed, bool)
assert_type(decision.failures, tuple[tp.Finding, ...])
assert_type(decision.explain("zh"), str)

assert_type(tp.window.notice(tp.ShipWithin(tp.CalendarDays(10)), "zh"), str)
assert_type(tp.Range.between(tp.CalendarDays(3), tp.CalendarDays(15)), tp.Range[tp.CalendarDays])
assert_type(tp.caps.recommended(10_000, th), tp.Range[int])

price = tp.Money("899.00", "THB")
assert_type(price + price, tp.Money)
assert_type(price.times(Decimal("0.0214"), rounding=tp.Rounding.HALF_UP), tp.Money)
assert_type(price.split([1, 2]), tuple[tp.Money, ...])
assert_type(sum([price, price], start=tp.Money(0, "THB")), tp.Money)

order = tp.Order(
    id="o1",
    kind=tp.OrderKind.PRE_ORDER,
    placed_at=at,
    promise=tp.ShipWithin(tp.CalendarDays(15)),
    total=price,
)
assert_type(tp.deadlines.of(order, th).dispatch.due, datetime | None)
assert_type(tp.overdue.assess(order, th, at=at), tp.overdue.Assessment)
assert_type(tp.overdue.statement([order], th, at=at), tp.overdue.Statement)
