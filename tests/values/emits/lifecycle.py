"""
Answers about the life of orders, with every reason for a no.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tiktok_presale import (
    AtDate,
    Authorisation,
    Earnest,
    Money,
    OnDispatch,
    OnRelease,
    Part,
    Payment,
    PaymentPlan,
    Policy,
    ReleaseOn,
    Share,
    ShipWithin,
    Terms,
    lifecycle,
)
from tiktok_presale.values.days import CalendarDays, Hours
from tiktok_presale.values.money import Rounding

CODED = {"refusal": ("finding", 0)}

START = datetime(2026, 6, 1, tzinfo=UTC)
DAYS = [START + timedelta(days=n) for n in range(40)]
PRICE = Money("500", "CNY")


def _begun(plan, **fields):
    ours = {
        "id": "l1",
        "offer": "o1",
        "sku": "s1",
        "units": 2,
        "unit_price": PRICE,
        "plan": plan,
        "promise": ShipWithin(CalendarDays(5)),
        "placed_at": START,
        "edition": "tmall@2023-05-29",
    }
    placed = lifecycle.Placed(terms=Terms(**{**ours, **fields}), zone="Asia/Shanghai")
    return lifecycle.begin(placed)


def _paid(life, amount, day=0, component="price", number="p1"):
    event = lifecycle.Paid(Payment(number, component, Money(amount, "CNY"), DAYS[day]))
    return lifecycle.decide(life, event, at=DAYS[day])


def _orders():
    """
    Orders in many states, and one that cannot shrink.
    """
    full = PaymentPlan.full()
    release = ReleaseOn(date(2026, 6, 20))
    held = PaymentPlan((Part(due=OnDispatch(), authorised=Authorisation()),))
    up = Share(Decimal("0.4"), rounding=Rounding.UP)
    new = _begun(full)
    paid = _paid(new, "1000").life
    on_release = _begun(PaymentPlan.with_deposit(Earnest(PRICE), OnRelease(Hours(2))))
    some_sent = lifecycle.decide(paid, lifecycle.Dispatched("a", 1, DAYS[1]), at=DAYS[1]).life
    cancelled = lifecycle.Cancelled("seller", "seller_cancelled", DAYS[1])
    ended = lifecycle.decide(paid, cancelled, at=DAYS[1]).life
    owed = lifecycle.RefundDecided(Money("900", "CNY"), "agreed", DAYS[1])
    return (
        new,
        paid,
        some_sent,
        ended,
        lifecycle.decide(ended, owed, at=DAYS[1]).life,
        _begun(full, promise=release),
        _begun(full, tax=PRICE),
        _begun(held),
        lifecycle.decide(_begun(held), lifecycle.Authorised("h1", START), at=START).life,
        on_release,
        _paid(on_release, "500", component="deposit").life,
        _begun(PaymentPlan.with_deposit(Earnest(PRICE, due=OnRelease(Hours(2))), AtDate(DAYS[9]))),
        _begun(PaymentPlan((Part(up), Part(up), Part()))),
        _begun(PaymentPlan((Part(up), Part(up), Part())), unit_price=Money("0.02", "CNY")),
        _begun(PaymentPlan((Part(due=OnDispatch()),))),
    )


def _events(day):
    """
    One event of each kind, and some that say something impossible.
    """
    at, money = DAYS[day], Money("10", "CNY")
    return (
        lifecycle.Paid(Payment("p1", "price", PRICE, at)),
        lifecycle.Paid(Payment("p9", "deposit", PRICE, at)),
        lifecycle.Authorised("h1", at),
        lifecycle.PaymentFailed(at),
        lifecycle.BalanceOpened(at),
        lifecycle.Released(at),
        lifecycle.Dispatched("a", 1, at),
        lifecycle.Dispatched("b", 3, at),
        lifecycle.Delivered("x", at),
        lifecycle.Completed(at),
        lifecycle.DelayNotified(ShipWithin(CalendarDays(1)), at),
        lifecycle.ConsentGiven(at, silent=True),
        lifecycle.Cancelled("seller", "agreed", at, 3),
        lifecycle.Cancelled("seller", "agreed", at, 1),
        lifecycle.RefundDecided(Money("9999", "CNY"), "agreed", at),
        lifecycle.RefundDecided(money - money, "agreed", at),
        lifecycle.RefundPaid(Payment("r1", "tax", Money("5000", "CNY"), at)),
        lifecycle.RefundPaid(Payment("r1", "tax", money, DAYS[0] - timedelta(1)), at),
        lifecycle.DisputeOpened(at),
        lifecycle.QuantityChanged(1, at),
        lifecycle.QuantityChanged(2, at),
        lifecycle.QuantityChanged(3, at),
        lifecycle.AddressChanged("there", at),
    )


def decisions():
    """
    Give every answer about each of these events to each of these orders, and stories beside them.
    """
    found = [
        lifecycle.decide(life, event, at=DAYS[2]).decision
        for life in _orders()
        for event in _events(2)
    ]
    sent = lifecycle.decide(
        _paid(_begun(PaymentPlan.full()), "1000").life, _events(2)[6], at=DAYS[2]
    )
    both = lifecycle.decide(sent.life, lifecycle.Dispatched("b", 1, DAYS[3]), at=DAYS[3]).life
    early = lifecycle.Released(DAYS[0])
    waiting = _begun(PaymentPlan.with_deposit(Earnest(PRICE), AtDate(DAYS[9])))
    opened = _paid(waiting, "500", component="deposit").life
    before = lifecycle.Paid(Payment("p2", "balance", PRICE, DAYS[0] - timedelta(1)), DAYS[2])
    stories = (
        (sent.life, _events(2)[6], DAYS[2]),
        (sent.life, lifecycle.Dispatched("a", 1, DAYS[3]), DAYS[3]),
        (sent.life, lifecycle.QuantityChanged(1, DAYS[3]), DAYS[3]),
        (both, early, DAYS[0]),
        (both, early, DAYS[9]),
        (both, lifecycle.Released(DAYS[9]), DAYS[8]),
        (both, lifecycle.Cancelled("buyer", "changed_mind", DAYS[9]), DAYS[9]),
        (opened, before, DAYS[2]),
    )
    found += [lifecycle.decide(life, event, at=at).decision for life, event, at in stories]
    return found


def findings():
    """
    Give what is told of a refund where units were lost for several causes.
    """
    life = _paid(_begun(PaymentPlan.full()), "1000").life
    for by, why, units in (("seller", "seller_cancelled", 1), ("buyer", "changed_mind", None)):
        event = lifecycle.Cancelled(by, why, DAYS[1], units)
        life = lifecycle.decide(life, event, at=DAYS[1]).life
    policy = Policy.in_force("tmall", on=date(2023, 5, 29))
    return list(lifecycle.refund(life, policy).findings)
