"""
Deadlines as tables.
"""

from __future__ import annotations

from datetime import date

from tiktok_presale.facts.promises import ShipWithin
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules.deadline_tables import DeadlineTable
from tiktok_presale.values.days import CalendarDays
from tiktok_presale.values.vocabulary import OrderKind

TABLE = DeadlineTable.of(
    Policy.in_force("th", on=date(2026, 1, 2)),
    kind=OrderKind.PRE_ORDER,
    promise=ShipWithin(CalendarDays(15)),
    first=date(2026, 1, 1),
    last=date(2026, 1, 5),
)
LONGER = TABLE.covering(date(2026, 1, 1), date(2026, 1, 6))

PAIRS = (
    (TABLE, LONGER),
    (TABLE.grid(), LONGER.grid()),
)
