"""
Uses that must type-check, and what the types say; never run.
"""

from datetime import datetime, timedelta
from typing import Any, assert_type
from zoneinfo import ZoneInfo

import tiktok_presale as tp
from tiktok_presale.adapters import documents
from tiktok_presale.adapters.feeds import deadline_feed, sale_feed
from tiktok_presale.adapters.structured_data import Markup, markup
from tiktok_presale.values.closed import Value

at = datetime(2026, 1, 2, tzinfo=ZoneInfo("Asia/Bangkok"))
th = tp.Policy.in_force("th", on=at)
price = tp.Money("899.00", "THB")

assert_type(documents.to_data(price, whole=True), dict[str, Any])
assert_type(documents.dumps(price, indent=2), str)
assert_type(documents.from_data(documents.to_data(price), tp.Money), tp.Money)
assert_type(documents.from_data({}), Value)
assert_type(documents.loads(documents.dumps(price), tp.Money), tp.Money)
assert_type(documents.loads(b"{}"), Value)
assert_type(documents.schema(tp.Order), dict[str, Any])
assert_type(documents.schemas(), dict[str, Any])

order = tp.Order(id="o1", kind=tp.OrderKind.PRE_ORDER, placed_at=at, total=price)
pairs = [(order, tp.deadlines.of(order, th))]
assert_type(deadline_feed(pairs, at=at, alarm=timedelta(hours=4), tasks=True), str)

offer = tp.Offer(
    id="of1",
    sku="hoodie",
    price=price,
    plan=tp.PaymentPlan.full(),
    promise=tp.ShipWithin(tp.CalendarDays(10)),
    sale=tp.Period(at, at + timedelta(days=9)),
)
assert_type(sale_feed([offer], at=at), str)
assert_type(markup(offer, th, at=at), Markup)
