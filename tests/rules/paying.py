"""
What tests of payments and refunds share: terms, payments and policies in one line.
"""

from datetime import UTC, date, datetime

from rules.making import SHANGHAI, own_policy
from tiktok_presale import (
    CalendarDays,
    Component,
    InWindow,
    Money,
    PaidOrder,
    Payment,
    PaymentPlan,
    Period,
    Policy,
    ShipWithin,
    Terms,
)

# The presale calendar of the 99 sale of 2022 on Tmall.
DEPOSITS = Period(
    datetime(2022, 9, 1, 20, tzinfo=SHANGHAI), datetime(2022, 9, 6, 15, 59, 59, tzinfo=SHANGHAI)
)
BALANCES = Period(
    datetime(2022, 9, 6, 20, tzinfo=SHANGHAI), datetime(2022, 9, 10, 23, 59, 59, tzinfo=SHANGHAI)
)
BALANCE_WINDOW = InWindow(BALANCES)
PLACED = datetime(2023, 6, 1, 9, tzinfo=SHANGHAI)


def cny(amount: str) -> Money:
    """
    Yuan.
    """
    return Money(amount, "CNY")


def under(market: str, *laws: str, on: date) -> Policy:
    """
    A market's rules on a day, together with some laws.
    """
    return Policy.in_force(market, on=on).with_law(*(Policy.in_force(law, on=on) for law in laws))


TMALL = under("tmall", "law-cn", on=date(2023, 6, 1))
LAWLESS = own_policy({"window.promise": "'ship_within'"}, currency="CNY")


def agreed(**fields: object) -> Terms:
    """
    Terms of one coat for 1,000 CNY, placed on 1 June 2023, with *fields* in place of its own.
    """
    ours: dict[str, object] = {
        "id": "l1",
        "offer": "of1",
        "sku": "coat",
        "units": 1,
        "unit_price": cny("1000"),
        "plan": PaymentPlan.full(),
        "promise": ShipWithin(CalendarDays(10)),
        "placed_at": PLACED,
        "edition": "tmall@2023-05-29",
    }
    return Terms(**{**ours, **fields})


def moved(component: str, amount: object, at: datetime = PLACED, id: str = "p1") -> Payment:  # noqa: A002 - the field's own name
    """
    Money that has moved, in yuan unless it is money already.
    """
    money = amount if isinstance(amount, Money) else cny(str(amount))
    return Payment(id, Component(component), money, at)


def paid(terms: Terms, *payments: Payment, **fields: object) -> PaidOrder:
    """
    A line for which these payments were made.
    """
    return PaidOrder(terms=terms, payments=payments, **fields)


def noon(year: int, month: int, day: int) -> datetime:
    """
    Noon in UTC.
    """
    return datetime(year, month, day, 12, tzinfo=UTC)
