"""
Answers about baskets with several dates: allowed, denied, told later, and without a date.
"""

from datetime import UTC, date, datetime

import attrs

from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    Money,
    OrderKind,
    PaymentPlan,
    Policy,
    ReleaseOn,
    ShipWithin,
    Terms,
    baskets,
)


def decisions():
    """
    Give the four ways of some baskets.
    """
    at = datetime(2026, 2, 2, tzinfo=UTC)
    us = Policy.in_force("us", on=at.date())
    doll = Terms(
        id="1",
        offer="o1",
        sku="s1",
        units=1,
        unit_price=Money("20", "USD"),
        plan=PaymentPlan.authorised(),
        promise=ReleaseOn(date(2026, 2, 20)),
        placed_at=at,
        edition=us.edition,
    )
    cap = attrs.evolve(doll, id="2", promise=ShipWithin(BusinessDays(2)), kind=OrderKind.STANDARD)
    book = attrs.evolve(doll, id="3", promise=ReleaseOn(date(2026, 3, 10)))
    undated = attrs.evolve(doll, id="4", promise=ShipWithin(CalendarDays(2)))
    found = []
    for lines in ([cap, doll, book], [doll, book], [doll, undated]):
        ways = baskets.options(lines, us, at=at, parcel=Money("4.50", "USD"))
        found += [way.decision for way in ways]
    return found
