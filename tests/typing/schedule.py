"""
Uses of schedules and orders to makers that must type-check; never run.
"""

from datetime import UTC, date, datetime
from typing import assert_type

import tiktok_presale as tp
from tiktok_presale.rules.planning.buying.plans import PurchasePlan
from tiktok_presale.rules.planning.timetables.timelines import Timeline

at = datetime(2026, 10, 1, tzinfo=UTC)
policy = tp.Policy.in_force("th", on=date(2026, 10, 1))
days = tp.CalendarDays(5)
assert_type(tp.CHRISTMAS.next(date(2026, 10, 1)), date | None)
found = tp.planning.schedule(
    tp.CHRISTMAS, policy, at=at, production=days, handling=days, transit=days, lead=tp.Months(2)
)
assert_type(found, Timeline)
assert_type(found.promise, tp.ShipWithin | tp.ReleaseOn | None)
assert_type(found.slack, int | None)
terms = tp.PurchaseTerms(unit_cost=tp.Money("6.00", "USD"), lead_time=days)
orders = [tp.Commitment(tp.Claim("o1", 1, at=at), "box", by=date(2026, 10, 20))]
plan = tp.planning.purchases("box", orders, terms, at=at, handling=days)
assert_type(plan, PurchasePlan)
assert_type(plan.batches, tuple[tp.Batch, ...])
assert_type(plan.cost, tp.Money)
tp.planning.schedule(tp.CHRISTMAS, policy, at=at, production=5, handling=days, transit=days)  # type: ignore[arg-type]
