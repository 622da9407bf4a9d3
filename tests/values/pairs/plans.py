"""
Pairs of values about periods, payment plans, payments and terms.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

from tiktok_presale import (
    Advance,
    AfterDelay,
    AtDate,
    AtPlacing,
    Authorisation,
    CalendarDays,
    Component,
    Earnest,
    Hours,
    InWindow,
    Minutes,
    Money,
    OnDispatch,
    OnRelease,
    PaidOrder,
    Part,
    Payment,
    PaymentPlan,
    Period,
    ReleaseOn,
    Share,
    ShipWithin,
    Terms,
)

OPENS, CLOSES = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 9, tzinfo=UTC)
FIFTY = Money("50", "CNY")


def _terms(**changes):
    ours = {
        "id": "l1",
        "offer": "of1",
        "sku": "hoodie",
        "units": 2,
        "unit_price": Money("499", "CNY"),
        "plan": PaymentPlan.full(),
        "promise": ShipWithin(CalendarDays(10)),
        "placed_at": OPENS,
        "edition": "tmall@2023-05-29",
    }
    return Terms(**{**ours, **changes})


PAIRS = (
    (Minutes(30), Minutes(31)),
    (Period(OPENS, CLOSES), Period(OPENS, OPENS)),
    (AtPlacing(Minutes(30)), AtPlacing()),
    (AfterDelay(Hours(1)), AfterDelay(CalendarDays(1))),
    (AtDate(OPENS), AtDate(CLOSES)),
    (OnDispatch(), AtPlacing()),  # it has no fields, so all of its kind are equal
    (InWindow(Period(OPENS, CLOSES)), InWindow(Period(OPENS, OPENS))),
    (OnRelease(Hours(48)), OnRelease(Hours(49))),
    (Share(Decimal("0.2")), Share(Decimal("0.1"))),
    (Authorisation(CalendarDays(7)), Authorisation(CalendarDays(7), renewed=True)),
    (Earnest(FIFTY, worth=Money("100", "CNY")), Earnest(FIFTY)),
    (Advance(FIFTY), Advance(Share(Decimal("0.1")))),
    (Part(FIFTY), Part()),
    (PaymentPlan.full(), PaymentPlan.authorised(CalendarDays(7))),
    (
        Payment("p1", Component.DEPOSIT, FIFTY, OPENS),
        Payment("p1", Component.BALANCE, FIFTY, OPENS),
    ),
    (
        PaidOrder(terms=_terms()),
        PaidOrder(terms=_terms(), payments=(Payment("p1", "price", FIFTY, OPENS),)),
    ),
    (_terms(), _terms(promise=ReleaseOn(date(2026, 3, 1)))),
)
