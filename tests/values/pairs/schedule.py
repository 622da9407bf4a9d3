"""
Occasions, schedules, terms of makers and orders to them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs

from tiktok_presale.facts.claims import Claim, Commitment
from tiktok_presale.facts.occasions import CHRISTMAS, EASTER
from tiktok_presale.facts.promises import ShipWithin
from tiktok_presale.facts.purchase_terms import PurchaseTerms
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules import planning
from tiktok_presale.rules.planning.timetables.timelines import SaleStart
from tiktok_presale.values.days import CalendarDays
from tiktok_presale.values.money import Money
from tiktok_presale.values.months import Months

AT = datetime(2026, 10, 1, tzinfo=UTC)
DAYS = CalendarDays(5)
TIMELINE = planning.schedule(
    CHRISTMAS,
    Policy.in_force("cross-border", on=date(2026, 10, 1)),
    at=AT,
    production=DAYS,
    handling=DAYS,
    transit=DAYS,
    sale=DAYS,
)
TERMS = PurchaseTerms(unit_cost=Money("6.00", "USD"), lead_time=DAYS)
PAID = [Commitment(Claim("o1", 2, at=AT), "box", by=date(2026, 10, 8))]
PLAN = planning.purchases("box", PAID, TERMS, at=AT, handling=DAYS)

PAIRS = (
    (Months(2), Months(3)),
    (CHRISTMAS, EASTER),
    (TERMS, attrs.evolve(TERMS, minimum=2)),
    (TIMELINE, attrs.evolve(TIMELINE, opens_by=None)),
    (TIMELINE.milestones[0], TIMELINE.milestones[1]),
    (TIMELINE.rounds[0], attrs.evolve(TIMELINE.rounds[0], sold_from=date(2026, 9, 30))),
    (
        SaleStart(date(2026, 10, 1), DAYS, ShipWithin(DAYS)),
        SaleStart(date(2026, 10, 2), DAYS, ShipWithin(DAYS)),
    ),
    (PLAN, attrs.evolve(PLAN, cancelled=1)),
    (PLAN.purchases[0], attrs.evolve(PLAN.purchases[0], spare=1)),
    (PLAN.late[0], attrs.evolve(PLAN.late[0], units=3)),
)
