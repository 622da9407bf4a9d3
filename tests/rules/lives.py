"""
What tests of the lifecycle share: orders in one line, and walks through the table.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from tiktok_presale import (
    Advance,
    AfterDelay,
    AtPlacing,
    Authorisation,
    CalendarDays,
    Earnest,
    Hours,
    InWindow,
    Minutes,
    Money,
    OnDispatch,
    OnRelease,
    Part,
    Payment,
    PaymentPlan,
    Period,
    ReleaseOn,
    Share,
    ShipWithin,
    Terms,
    lifecycle,
)
from tiktok_presale.values.instants import utc

SHANGHAI = ZoneInfo("Asia/Shanghai")
TEN_DAYS = ShipWithin(CalendarDays(10))


def at(day, hour=12, minute=0, second=0):
    """
    An instant of June 2026 in Shanghai.
    """
    return datetime(2026, 6, day, hour, minute, second, tzinfo=SHANGHAI)


def cny(amount):
    """
    So many yuan.
    """
    return Money(amount, "CNY")


BALANCE = InWindow(Period(at(10, 20), at(12, 23, 59, 59)))
DEPOSIT = PaymentPlan.with_deposit(Earnest(cny("100"), due=AtPlacing(Minutes(30))), BALANCE)
FULL = PaymentPlan.full(AtPlacing(Minutes(30)))
HELD = PaymentPlan.authorised(CalendarDays(7))


def terms(plan=DEPOSIT, **fields):
    """
    Two units at 500 yuan, placed on 1 June at noon, with *fields* in place of its own.
    """
    ours = {
        "id": "l1",
        "offer": "o1",
        "sku": "s1",
        "units": 2,
        "unit_price": cny("500"),
        "plan": plan,
        "promise": TEN_DAYS,
        "placed_at": at(1),
        "edition": "tmall@2023-05-29",
    }
    return Terms(**{**ours, **fields})


def begun(plan=DEPOSIT, *, grace=None, completes_after=None, pay_by=None, **fields):
    """
    A new order under these terms.
    """
    placed = lifecycle.Placed(
        terms=terms(plan, **fields),
        zone="Asia/Shanghai",
        grace=grace,
        completes_after=completes_after,
        pay_by=pay_by,
        address="here",
    )
    return lifecycle.begin(placed)


def pay(life, instant, number="p"):
    """
    The payment of just what is due.
    """
    plain = "price" if life.placed.terms.plan.deposit is None else "balance"
    component = "deposit" if life.deposit_next else plain
    return lifecycle.Paid(Payment(f"{number}{life.version}", component, life.due, instant))


def steps(life, *events):
    """
    Tell an order of events that must all be allowed: each before and after which it stood.
    """
    for event in events:
        made = event(life) if callable(event) else event
        decided = lifecycle.decide(life, made, at=made.at)
        assert decided.allowed, decided
        for one in decided.events:
            before, life = life, lifecycle.evolve(life, one)
            yield before, one, life


def told(life, *events):
    """
    The order after events that must all be allowed, each asked at its own instant.
    """
    for _, _, after_it in steps(life, *events):
        life = after_it
    return life


def paying(*args):
    """
    A step for `told`: what is due is paid at `at(*args)`.
    """
    return lambda life: pay(life, at(*args))


def after(life, *args):
    """
    The order once time has passed until `at(*args)`.
    """
    for event in lifecycle.settle(life, at=at(*args)):
        life = lifecycle.evolve(life, event)
    return life


def codes(decided):
    """
    The codes of all reasons.
    """
    return [finding.code for finding in decided.decision.findings]


def remedies(decided):
    """
    The codes of all remedies.
    """
    return [way.code for finding in decided.decision.findings for way in finding.remedies]


_START = datetime(2026, 3, 27, 16, 30, tzinfo=UTC)
_THIRD, _HALF = Share(Decimal("0.3")), Share(Decimal("0.45"))
_WINDOW = InWindow(Period(_START + timedelta(hours=2), _START + timedelta(days=4)))
_LATER = (
    _WINDOW,
    AfterDelay(CalendarDays(2)),
    OnRelease(Hours(48)),
    OnDispatch(),
)
_HOLD = Part(due=OnDispatch(), authorised=Authorisation(CalendarDays(3)))


def plans():
    """
    Plans of every kind, with every kind of trigger.
    """
    yield FULL
    yield PaymentPlan((_HOLD,))
    yield PaymentPlan((Advance(_THIRD), _HOLD))
    yield PaymentPlan((Earnest(_THIRD, due=AtPlacing(Hours(50))), Part(due=_WINDOW)))
    yield PaymentPlan((Part(_THIRD, OnDispatch()), Part(due=AfterDelay(CalendarDays(9)))))
    yield PaymentPlan((Part(_THIRD, _WINDOW), Part(_THIRD, _WINDOW), Part(due=_LATER[1])))
    for later in _LATER:
        yield PaymentPlan((Earnest(_THIRD), Part(due=later)))
        yield PaymentPlan((Part(_HALF), Part(_HALF, later), Part(due=later)))


def placings():
    """
    Orders under every such plan, dear and cheap, with and without a release date.
    """
    promises = (TEN_DAYS, ReleaseOn((_START + timedelta(days=3)).date()))
    for plan, promise, minor, grace in product(plans(), promises, (1, 1000), (None, Hours(60))):
        yield lifecycle.Placed(
            terms=terms(
                plan,
                units=4,
                unit_price=Money.from_minor(minor, "CNY"),
                promise=promise,
                placed_at=_START,
            ),
            zone="UTC",
            grace=grace,
            completes_after=Hours(24),
        )


def walk(placed, random, steps, seen):
    """
    Tell an order of one legal thing after another: what was told least there, as *seen* counts it.
    """
    # Events are made as the strategies make them, which come with an extra.
    drawn = pytest.importorskip("tiktok_presale.strategies.lifecycle", exc_type=ImportError)
    life, now = lifecycle.begin(placed), placed.at
    for _ in range(steps):
        now = utc(now) + timedelta(hours=random.choice([0, 0, 0, 1, 24, 48, 96]))
        for event in lifecycle.settle(life, at=now):
            before, life = life, lifecycle.evolve(life, event)
            yield before, event, life
        legal = [(life.road, life.delay, life.refund, one) for one in lifecycle.legal(life, at=now)]
        if not legal:
            return
        least = min(legal, key=lambda key: (seen[key], random.random()))
        seen[least] += 1
        event = drawn.fitting(life, least[-1], now)
        decided = lifecycle.decide(life, event, at=now)
        assert decided.allowed, decided
        before, life = life, lifecycle.evolve(life, event)
        yield before, event, life
