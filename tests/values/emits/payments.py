"""
Answers about payments and refunds with every code and outcome.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from rules.making import own_policy
from rules.paying import BALANCE_WINDOW, BALANCES, DEPOSITS, TMALL, agreed, cny, moved, paid, under
from tiktok_presale import (
    Advance,
    AfterDelay,
    AtDate,
    AtPlacing,
    CalendarDays,
    Cause,
    Earnest,
    Hours,
    InWindow,
    Minutes,
    Money,
    OnDispatch,
    OnRelease,
    OrderKind,
    Part,
    PaymentPlan,
    Policy,
    ReleaseOn,
    ShipWithin,
)
from tiktok_presale.rules import payments, refunds

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = AT + timedelta(days=20)
SHIP = "{ event = 'dispatch', anchor = 'placed', promise = true, days = 0, unit = 'calendar_days' }"
FAR = AtDate(datetime(2026, 5, 1, tzinfo=UTC))
OWN = own_policy(
    {
        "deadlines.pre_order.dispatch": SHIP,
        "deposit.ceiling": "{ at_most = 0.20 }",
        "payment.pay_within": "{ days = 2, unit = 'business_days' }",
        "payment.renewed": "true",
        "refund.within.not_shipped": "{ days = 7, unit = 'business_days' }",
        "withdrawal.days": "{ days = 7, unit = 'business_days' }",
        "complaints.remedies": "{ one_of = ['full_refund'] }",
    },
    currency="CNY",
)
DELIVERED = own_policy({"deadlines.pre_order.dispatch": SHIP}, currency="CNY")
EU = under("eu", "law-eu", on=date(2026, 3, 2))
US = under("us", "law-us", on=date(2026, 3, 2))


def _plans():
    yield PaymentPlan.full()
    yield PaymentPlan.full(AtPlacing(Minutes(5)))
    yield PaymentPlan.full(AtPlacing(CalendarDays(5)))
    yield PaymentPlan.authorised()
    yield PaymentPlan.authorised(CalendarDays(7))
    yield PaymentPlan.authorised(CalendarDays(90))
    yield PaymentPlan.authorised(Hours(2), renewed=True)
    yield PaymentPlan((Part(cny("10")), Part(due=AfterDelay(Hours(3)))))
    yield PaymentPlan((Part(cny("10"), FAR), Part(due=AfterDelay(Hours(3)))))
    for amount in ("10", "50", "55", "300", "5000"):
        yield PaymentPlan.with_deposit(Earnest(cny(amount)), BALANCE_WINDOW)
        yield PaymentPlan.with_deposit(Advance(cny(amount)), OnRelease(CalendarDays(3)))


def _telling(answers):
    """
    Leave out answers all of whose codes and outcomes others have given already.
    """
    told, kept = set(), []
    for answer in answers:
        fresh = {(one.code, one.outcome) for one in answer.findings} - told
        if fresh:
            told |= fresh
            kept.append(answer)
    return kept


@cache
def decisions():
    """
    Give decisions on plans of every kind in markets that know deposits, and in some that do not.
    """
    policies = [TMALL, OWN, DELIVERED, EU, US, Policy.in_force("cross-border", on=AT.date())]
    policies += [under("douyin", "law-cn", on=date(2026, 3, 2))]
    promises = (None, ShipWithin(CalendarDays(10)), ReleaseOn(date(2026, 4, 30)))
    return _telling(
        payments.check(
            plan, policy, price=cny(price), at=AT, promise=promise, sale=sale, coupons=coupons
        )
        for policy in policies
        for plan in _plans()
        for price in ("20", "499", "1000")
        for promise in promises
        for sale, coupons in ((None, None), (DEPOSITS, True), (BALANCES, False))
    )


def _orders():
    plans = [PaymentPlan.full(), PaymentPlan.with_deposit(Earnest(cny("300")), OnDispatch())]
    plans += [PaymentPlan.with_deposit(Advance(cny("300")), OnDispatch())]
    for plan in plans:
        extras = {"shipping": cny("10"), "tax": cny("13"), "fee": cny("2")}
        terms = agreed(plan=plan, placed_at=AT, **extras)
        whole = [moved(name, amount, AT) for name, amount in terms.components.items()]
        yield paid(terms, *whole)
        yield paid(terms, *whole[:1])
        yield paid(terms, *whole, delivered_at=AT)
    yield paid(
        agreed(placed_at=AT, kind=OrderKind.MADE_TO_ORDER),
        moved("price", "1000", AT),
        delivered_at=AT,
    )


@cache
def refunds_due():
    """
    Give refunds for every cause, at every stage, in several markets.
    """
    policies = [TMALL, OWN, DELIVERED, EU, US, under("th", on=date(2026, 3, 2))]
    policies += [Policy.in_force("ph", on=AT.date()), under("eu", "law-cn", on=date(2026, 3, 2))]
    return _telling(
        refunds.due(order, cause, policy, at=at, store_credit=policy is US)
        for order in _orders()
        for cause in Cause
        for policy in policies
        for at in (AT, LATER)
    )


def findings():
    """
    Give what is told beside refunds and schedules.
    """
    found = [finding for refund in refunds_due() for finding in refund.findings]
    whens = (OnDispatch(), OnRelease(Hours(3)), AfterDelay(CalendarDays(10**9)), AtPlacing())
    for policy in (DELIVERED, OWN):
        for when in (*whens, InWindow(BALANCES)):
            for due in payments.schedule(agreed(plan=PaymentPlan((Part(due=when),))), policy):
                found += [due.missing] if due.missing is not None else []
    effect = payments.deposit_effect(
        agreed(plan=PaymentPlan.with_deposit(Earnest(Money("1", "CNY")), OnDispatch())), DELIVERED
    )
    return [*found, *effect.findings]
