"""
Claims, batches, and what is shared and promised of them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import attrs

from tiktok_presale.facts.claims import Claim, Commitment
from tiktok_presale.facts.supply import Batch, BatchState, Supply
from tiktok_presale.rules import allocation, supply
from tiktok_presale.rules.allocation import Fill, Sharing
from tiktok_presale.rules.supply import Available, FromBatch
from tiktok_presale.values.days import CalendarDays

AT = datetime(2026, 1, 10, tzinfo=UTC)
FIRST = Claim("o1", 2, at=datetime(2026, 1, 1, tzinfo=UTC), tier=1, buyer="b1")
SECOND = Claim("o2", 2, at=datetime(2026, 1, 2, tzinfo=UTC))
PROMISED = Commitment(FIRST, "tea", by=date(2026, 1, 20))
BATCH = Batch("b1", "tea", 3, arrives=date(2026, 1, 19), state=BatchState.CONFIRMED)
SUPPLY = Supply([BATCH])
SHARED = allocation.share(3, [FIRST, SECOND], by=Sharing.LOTTERY, seed="s")
PLAN = supply.schedule([PROMISED], SUPPLY, at=AT, handling=CalendarDays(0))
LATE = supply.schedule([PROMISED], SUPPLY, at=AT, handling=CalendarDays(5))
FOUND = supply.promise("tea", 2, SUPPLY, at=AT, handling=CalendarDays(0))
MODE = supply.mode("tea", SUPPLY, at=AT, handling=CalendarDays(0))
LIKELY = supply.likely(date(2026, 2, 1), [0, 1, 2], share=Decimal("0.5"))

PAIRS = (
    (FIRST, SECOND),
    (PROMISED, attrs.evolve(PROMISED, by=None)),
    (BATCH, attrs.evolve(BATCH, state=BatchState.PLANNED)),
    (SUPPLY, Supply()),
    (SHARED.allotments[0], SHARED.allotments[1]),
    (SHARED, attrs.evolve(SHARED, fill=Fill.SKIP)),
    (FromBatch("b1", 2), FromBatch("b1", 1)),
    (PLAN.orders[0], LATE.orders[0]),
    (PLAN, LATE),
    (Available(date(2026, 1, 19), 3), Available(date(2026, 1, 19), 2)),
    (FOUND, attrs.evolve(FOUND, units=1)),
    (MODE, attrs.evolve(MODE, units=1)),
    (LIKELY, attrs.evolve(LIKELY, samples=4)),
)
