"""
The programs that outsiders rely on, with the answers they expect.
"""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

import tiktok_presale as tp

BANGKOK = ZoneInfo("Asia/Bangkok")


@pytest.fixture
def th():
    """
    Thailand's rules on 2 January 2026.
    """
    return tp.Policy.in_force("th", on=date(2026, 1, 2))


@pytest.fixture
def order():
    """
    A pre-order of 1 January 2026, promised within 15 calendar days.
    """
    return tp.Order(
        id="o1",
        kind=tp.OrderKind.PRE_ORDER,
        placed_at=datetime(2026, 1, 1, 9, tzinfo=BANGKOK),
        promise=tp.ShipWithin(tp.CalendarDays(15)),
        total=tp.Money("899.00", "THB"),
    )


def test_the_rules_in_force(th):
    """
    An edition has a name, its window, and a source behind it.
    """
    source = th.source("window.days")

    assert "th@2026-01-01" == th.edition
    assert "3 to 15 calendar days" == str(th.window.days)
    assert (
        "https://seller-th.tiktok.com/university/essay?knowledge_id=1926670517159697" == source.url
    )
    assert "high" == source.confidence
    assert ("cross-border", "us", "th", "vn") == tp.Policy.markets()[:4]


def test_what_changed(th):
    """
    Between June 2025 and January 2026 the longest promise was halved.
    """
    changes = tp.Policy.in_force("th", on=date(2025, 6, 30)).changes_to(th)
    found = {change.path: (str(change.old), str(change.new)) for change in changes}

    assert ("3 to 30 calendar days", "3 to 15 calendar days") == found["window.days"]


def test_may_this_shop_open_presale():
    """
    Both failing criteria are told, with what was found and what is asked.
    """
    shop = tp.Shop(
        id="s1",
        entity_region="CN",
        invited=True,
        metrics={"rating": Decimal("4.4"), "cancellation_rate_30d": Decimal("0.025")},
    )
    policy = tp.Policy.in_force("cross-border", on=date(2025, 6, 1))
    decision = tp.eligibility.check(shop, policy, at=datetime(2025, 6, 1, tzinfo=ZoneInfo("UTC")))

    assert decision.allowed is False
    assert [
        ("eligibility.rating", Decimal("4.4"), tp.Range.at_least(Decimal("4.5"))),
        (
            "eligibility.cancellation_rate_30d",
            Decimal("0.025"),
            tp.Range.at_most(Decimal("0.02"), unit="share"),
        ),
    ] == [(found.rule, found.actual, found.limit) for found in decision.failures]
    assert "店铺评分为4.4；要求不低于4.5" in decision.explain("zh")


def test_is_this_promise_allowed(th):
    """
    Twenty days are too many; the notice for ten is F9's sentence.
    """
    promise = tp.ShipWithin(tp.CalendarDays(20))
    decision = tp.window.check(promise, th, at=datetime(2026, 1, 2, tzinfo=BANGKOK))

    assert not decision.allowed
    assert "预售商品将在10天内发货" == tp.window.notice(tp.ShipWithin(tp.CalendarDays(10)), "zh")


def test_when_is_it_due(th, order):
    """
    The order day is day 0, and day 15 ends at 23:59:59.
    """
    assert "2026-01-16 23:59:59+07:00" == str(tp.deadlines.of(order, th).dispatch.due)


def test_what_does_lateness_cost(th, order):
    """
    Four days late the order may be cancelled at any moment, and its price is at stake.
    """
    at = datetime(2026, 1, 20, tzinfo=BANGKOK)
    late = tp.overdue.assess(order, th, at=at)
    statement = tp.overdue.statement([order], th, at=at)

    assert "cancellable" == late.state
    assert () == late.charges.totals
    assert (tp.Money("899.00", "THB"),) == late.exposure.totals == statement.exposure.totals
    assert tp.Rate(1, 1) == statement.late_dispatch_rate


def test_how_many_may_be_sold():
    """
    Half to seven tenths of past sales.
    """
    policy = tp.Policy.in_force("cross-border", on=date(2025, 6, 1))

    assert "5,000 to 7,000 units" == str(tp.caps.recommended(10_000, policy))
