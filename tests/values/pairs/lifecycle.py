"""
Pairs of values about the life of an order, and about baskets.
"""

from datetime import UTC, date, datetime

from tiktok_presale import (
    CalendarDays,
    Money,
    Payment,
    PaymentPlan,
    Policy,
    ReleaseOn,
    ShipWithin,
    Terms,
    baskets,
    lifecycle,
)
from tiktok_presale.rules.baskets import BasketParcel

AT, LATER = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 9, tzinfo=UTC)
TEN, ELEVEN = Money("10", "CNY"), Money("11", "CNY")
TERMS = Terms(
    id="l1",
    offer="o1",
    sku="s1",
    units=1,
    unit_price=TEN,
    plan=PaymentPlan.full(),
    promise=ShipWithin(CalendarDays(5)),
    placed_at=AT,
    edition="tmall@2023-05-29",
)
PLACED = lifecycle.Placed(terms=TERMS, zone="UTC")
LIFE = lifecycle.begin(PLACED)
PAID = lifecycle.Paid(Payment("p1", "price", TEN, AT))
BACK = lifecycle.RefundPaid(Payment("r1", "price", TEN, AT))
ALLOW, DENY, *_ = baskets.options(
    [TERMS], Policy.in_force("tmall", on=date(2026, 1, 1)), at=AT, parcel=TEN
)

PAIRS = (
    (PLACED, lifecycle.Placed(terms=TERMS, zone="Asia/Shanghai")),
    *(
        (kind(AT), kind(LATER))
        for kind in (
            lifecycle.PaymentFailed,
            lifecycle.BalanceOpened,
            lifecycle.DepositLapsed,
            lifecycle.BalanceLapsed,
            lifecycle.HoldExpired,
            lifecycle.Released,
            lifecycle.Completed,
            lifecycle.ConsentGiven,
            lifecycle.ConsentRefused,
            lifecycle.ConsentLapsed,
            lifecycle.DisputeOpened,
            lifecycle.DisputeClosed,
        )
    ),
    (lifecycle.Authorised("h1", AT), lifecycle.Authorised("h2", AT)),
    (PAID, lifecycle.Paid(Payment("p2", "price", TEN, AT))),
    (BACK, lifecycle.RefundPaid(Payment("r2", "price", TEN, AT))),
    (lifecycle.Dispatched("a", 1, AT), lifecycle.Dispatched("a", 2, AT)),
    (lifecycle.Delivered("a", AT), lifecycle.Delivered("b", AT)),
    (
        lifecycle.DelayNotified(ShipWithin(CalendarDays(9)), AT, LATER),
        lifecycle.DelayNotified(ReleaseOn(date(2026, 2, 1)), AT, LATER),
    ),
    (
        lifecycle.Cancelled("buyer", "changed_mind", AT),
        lifecycle.Cancelled("seller", "seller_cancelled", AT, 1, TEN),
    ),
    (
        lifecycle.RefundDecided(TEN, "agreed", AT),
        lifecycle.RefundDecided(ELEVEN, "agreed", AT),
    ),
    (lifecycle.QuantityChanged(1, AT), lifecycle.QuantityChanged(2, AT, TEN, PAID.payments)),
    (lifecycle.AddressChanged("here", AT), lifecycle.AddressChanged("there", AT)),
    (lifecycle.Parcel("a", 1, AT), lifecycle.Parcel("a", 1, AT, LATER)),
    (LIFE, lifecycle.evolve(LIFE, PAID)),
    (lifecycle.TABLE[0], lifecycle.TABLE[1]),
    (
        lifecycle.decide(LIFE, PAID, at=AT),
        lifecycle.decide(LIFE, lifecycle.Released(AT), at=AT),
    ),
    (BasketParcel(("l1",), AT), BasketParcel(("l1",), None)),
    (ALLOW, DENY),
)
