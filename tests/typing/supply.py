"""
Uses of arrivals and supply that must type-check, and what the types say; never run.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import assert_type

import tiktok_presale as tp
from tiktok_presale.rules.allocation import Allocation, Fill, Sharing
from tiktok_presale.rules.supply import Available, Likely, Plan, SaleMode, SupplyPromise

at = datetime(2026, 1, 2, tzinfo=UTC)
claim = tp.Claim("o1", 2, at=at)
shared = tp.allocation.share(5, [claim], by=Sharing.LOTTERY, fill=Fill.SKIP, seed="seed")
assert_type(shared, Allocation)
assert_type(shared.waiting, tuple[tp.Claim, ...])
assert_type(tp.allocation.verify(shared, seed="seed"), tuple[tp.Finding, ...])

stock = tp.Supply([tp.Batch("b1", "tea", 5, arrives=date(2026, 1, 9))])
orders = [tp.Commitment(claim, "tea", by=date(2026, 1, 16))]
days = tp.CalendarDays(1)
found = tp.supply.promise("tea", 2, stock, orders, at=at, handling=days)
assert_type(found, SupplyPromise)
assert_type(found.day, date | None)
assert_type(found.promise, tp.ShipWithin | tp.ReleaseOn | None)
assert_type(
    tp.supply.available("tea", stock, orders, at=at, handling=tp.BusinessDays(1)),
    tuple[Available, ...],
)
assert_type(tp.supply.schedule(orders, stock, at=at, handling=days), Plan)
assert_type(tp.supply.repromise(orders, stock, stock, at=at, handling=days), Plan)
assert_type(tp.supply.mode("tea", stock, at=at, handling=days), SaleMode)
assert_type(tp.supply.likely(date(2026, 2, 1), [0, 1], share=Decimal("0.5")), Likely)
