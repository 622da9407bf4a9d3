"""
What tests of offers share: an offer in one line.
"""

from datetime import UTC, datetime, timedelta

from tiktok_presale import CalendarDays, Money, Offer, PaymentPlan, Period, ShipWithin

OPENS = datetime(2026, 2, 10, 12, tzinfo=UTC)
CLOSES = datetime(2026, 2, 20, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def an_offer(**fields):
    """
    A Thai offer of 10 days, sold from 10 to 20 February 2026, with *fields* in place of its own.
    """
    ours = {
        "id": "of1",
        "sku": "hoodie",
        "price": Money("899.00", "THB"),
        "plan": PaymentPlan.full(),
        "promise": ShipWithin(CalendarDays(10)),
        "sale": Period(OPENS, CLOSES),
        "badge": True,
        "notice": "Pre-order: ships within 10 days",
    }
    return Offer(**{**ours, **fields})
