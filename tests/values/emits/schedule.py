"""
Sample answers about schedules and orders to makers.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs

from tiktok_presale.facts.claims import Claim, Commitment
from tiktok_presale.facts.occasions import CHRISTMAS, Occasion
from tiktok_presale.facts.promises import ShipWithin
from tiktok_presale.facts.purchase_terms import PurchaseTerms
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules import planning
from tiktok_presale.values.calendars import MON_TO_FRI, BusinessCalendar
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.money import Money
from tiktok_presale.values.months import Months

AT = datetime(2026, 10, 1, tzinfo=UTC)
LATE = datetime(2026, 11, 23, tzinfo=UTC)
EVE = datetime(2026, 12, 24, tzinfo=UTC)
END = datetime(9999, 12, 20, tzinfo=UTC)
GIFTS = {
    "production": CalendarDays(10),
    "handling": CalendarDays(2),
    "transit": CalendarDays(12),
    "margin": CalendarDays(3),
}
YEAR = BusinessCalendar("demo", MON_TO_FRI, first=date(2026, 1, 1), last=date(2026, 12, 31))
LISTED = Occasion("lunar_new_year", days=[date(2026, 2, 17)])
TERMS = PurchaseTerms(
    unit_cost=Money("6.00", "USD"), multiple=24, capacity=48, lead_time=CalendarDays(10)
)


def _timelines():
    xb = Policy.in_force("cross-border", on=date(2026, 10, 1))
    two, month = Months(2), CalendarDays(30)
    for at in (AT, LATE, EVE, END):
        for sale in (None, CalendarDays(9), month):
            yield planning.schedule(CHRISTMAS, xb, at=at, lead=two, sale=sale, **GIFTS)
    for opens in (date(2026, 11, 10), date(2026, 12, 1)):
        yield planning.schedule(CHRISTMAS, xb, at=AT, opens=opens, sale=CalendarDays(9), **GIFTS)
    made = ShipWithin(CalendarDays(15))
    yield planning.schedule(CHRISTMAS, xb, at=AT, lead=two, sale=month, promise=made, **GIFTS)
    yield planning.schedule(LISTED, xb, at=AT, **GIFTS)
    slow = {**GIFTS, "transit": BusinessDays(5)}
    yield planning.schedule(date(2027, 3, 1), xb, at=AT, calendar=YEAR, **slow)


def _plans():
    def paid(count, by):
        claims = (Claim(f"o{n}", 1, at=AT) for n in range(count))
        return [Commitment(claim, "box", by=by) for claim in claims]

    business = attrs.evolve(TERMS, lead_time=BusinessDays(5))
    for count in (0, 7, 24, 90):
        for by in (None, date(2026, 10, 5), date(2026, 10, 14), date(2026, 12, 1)):
            for cancelled in (0, "0.1"):
                yield planning.purchases(
                    "box", paid(count, by), TERMS, at=AT, handling=CalendarDays(2),
                    cancelled=cancelled,
                )  # fmt: skip
    for at, by in ((AT, date(2027, 3, 1)), (datetime(2026, 12, 30, tzinfo=UTC), date.max)):
        yield planning.purchases(
            "box", paid(3, by), business, at=at, handling=CalendarDays(2), factory=YEAR
        )


def findings():
    """
    Give every reason with which a sale is scheduled and goods are ordered.
    """
    return [one for answer in (*_timelines(), *_plans()) for one in answer.findings]
