"""
A pack of a user's own, read from a file and asked.
"""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tiktok_presale.errors import BeforeFirstEditionError
from tiktok_presale.facts.orders import Order
from tiktok_presale.facts.promises import ShipWithin
from tiktok_presale.facts.shops import Shop
from tiktok_presale.policy.book import read_pack
from tiktok_presale.policy.policy import Policy
from tiktok_presale.policy.terms import Band, Condition, Criterion, DeadlineTerm
from tiktok_presale.rules import eligibility, overdue
from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours, PastDays
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.sources import Confidence, Dated
from tiktok_presale.values.vocabulary import (
    Anchor,
    ApplicationStage,
    Base,
    Event,
    OrderKind,
    Payee,
    Trigger,
    Weekday,
)

PACKS = Path(__file__).parents[1] / "data" / "packs"
PACK = read_pack(PACKS / "own.toml")
FIRST = Policy.in_force(PACK, on=date(2025, 6, 1))
SANTIAGO = ZoneInfo("America/Santiago")


def value(path):
    """
    Give what the first edition says at a path.
    """
    return FIRST.figure(path).value


def test_head():
    """
    The head of the file is the head of the pack.
    """
    assert ("atlantis", "A market of our own", "America/Santiago", "CLP", "policy", "CL", "at") == (
        PACK.market,
        PACK.title,
        PACK.zone,
        PACK.currency,
        PACK.coverage,
        PACK.country,
        PACK.orders_judged,
    )
    assert FIRST.zone == SANTIAGO
    assert FIRST.market == "atlantis"


def test_editions_follow_from_the_dates():
    """
    An edition starts where a value starts, and where one ends without another.
    """
    assert (
        "atlantis@2025-01-01",
        "atlantis@2026-01-01",
        "atlantis@2026-07-01",
    ) == PACK.editions


def test_value_ends_with_its_last_day():
    """
    From the day after `until` to the next value nothing is known, and the gap says so.
    """
    before = Policy.in_force(PACK, on=date(2025, 12, 31))
    between = Policy.in_force(PACK, on=date(2026, 6, 30))
    after = Policy.in_force(PACK, on=date(2026, 7, 1))

    assert Range.between(BusinessDays(2), BusinessDays(20)) == before.window.days
    assert between.window.days is None
    assert between.handling(OrderKind.PRE_ORDER) is None
    assert Range(BusinessDays(2), BusinessDays(10), low_open=True, high_open=True) == (
        after.window.days
    )
    assert () == before.gaps == after.gaps
    assert ["window.days"] == [gap.path for gap in between.gaps]


def test_before_the_first_day_is_an_error():
    """
    Asking before the first edition is refused for a pack of one's own too.
    """
    with pytest.raises(BeforeFirstEditionError, match="'atlantis' are known from 2025-01-01"):
        Policy.in_force(PACK, on=date(2024, 12, 31))


def test_edition_starts_at_local_midnight_over_a_clock_change():
    """
    The instant decides by the zone of the file.
    """
    midnight = datetime(2026, 7, 1, 0, 0, tzinfo=SANTIAGO)
    earlier = datetime(2026, 7, 1, 3, 59, 59, tzinfo=UTC)

    assert Policy.in_force(PACK, on=midnight).since == date(2026, 7, 1)
    assert Policy.in_force(PACK, on=earlier).since == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("window.promise", "ship_within"),
        ("window.choices", (BusinessDays(3), BusinessDays(5), BusinessDays(8))),
        ("window.categories.coats", Range.at_most(CalendarDays(25))),
        ("handling.custom", Range.at_least(CalendarDays(1))),
        ("api.pre_order", Range.at_most(Hours(500))),
        (
            "deadlines.pre_order.dispatch",
            DeadlineTerm(
                Event.DISPATCH,
                Anchor.PAID,
                BusinessDays(1),
                promise=True,
                cut_off=time(14),
                ends=time(18),
                zone="America/Punta_Arenas",
            ),
        ),
        (
            "deadlines.pre_order.collection",
            DeadlineTerm(Event.COLLECTION, Anchor.PLACED, promise=True),
        ),
        ("deadlines.pending_hold", Hours(2)),
        (
            "eligibility.returns_rate",
            Criterion(
                "shop",
                "returns_rate",
                is_metric=True,
                accepts=Range.below(Decimal("0.05"), unit="share"),
                cohort=PastDays(1, 60),
                stages=(ApplicationStage.KEEPING,),
            ),
        ),
        (
            "eligibility.entity_region",
            Criterion("shop", "entity_region", is_metric=False, accepts=OneOf(("CL", "AR"))),
        ),
        (
            "eligibility.product_category",
            Criterion(
                "product",
                "category",
                is_metric=False,
                accepts=OneOf(("ice",), excluded=True),
                kinds=(OrderKind.PRE_ORDER, OrderKind.CUSTOM),
            ),
        ),
        (
            "eligibility.product_price",
            Criterion(
                "product", "price", is_metric=False, accepts=Range.at_least(Money(1000, "CLP"))
            ),
        ),
        ("eligibility.invited", Criterion("shop", "invited", is_metric=False, accepts=True)),
        ("overdue.refund", "full"),
        ("enforcement.points.late_dispatch_rate", Range.between(1, 3, unit="points")),
        ("enforcement.points_lapse", CalendarDays(90)),
        ("caps.recommended", Range.between(Decimal("0.4"), Decimal("0.6"), unit="share")),
        ("caps.daily_orders.beginner", 50),
        ("calendar.week", tuple(Weekday(day) for day in range(5))),
    ],
)
def test_values(path, expected):
    """
    Each form of value is read as the type that stands for it.
    """
    assert expected == value(path)


def test_charges():
    """
    A charge per day, a conditional share with its ends, and bands are read in full.
    """
    charges = FIRST.charges
    daily = charges["overdue.charges.per_day"]
    share = charges["overdue.charges.share"]
    banded = charges["overdue.charges.banded"]

    assert list(charges) == [f"overdue.charges.{name}" for name in ("per_day", "share", "banded")]
    assert (Trigger.LATE, Payee.BUYER) == (daily.trigger, daily.payee)
    assert (Band(Range(), flat=Money(500, "CLP")),) == daily.bands
    assert (CalendarDays(1), "none") == (daily.every, daily.part_period)
    assert (OrderKind.PRE_ORDER,) == daily.kinds
    assert (
        Band(Range(), rate=Decimal("0.015"), floor=Money(100, "CLP"), ceiling=Money(9000, "CLP")),
    ) == share.bands
    assert (Base.ITEMS, Rounding.HALF_EVEN) == (share.base, share.rounding)
    assert Condition("late_dispatch_rate", Range.above(Decimal("0.10"), unit="share")) == share.when
    assert (
        Band(Range.below(Money(10_000, "CLP")), flat=Money(100, "CLP")),
        Band(Range.between(Money(10_000, "CLP"), Money(50_000, "CLP")), rate=Decimal("0.02")),
        Band(
            Range.above(Money(50_000, "CLP")),
            rate=Decimal("0.03"),
            floor=Money(1500, "CLP"),
            ceiling=Money(5000, "CLP"),
        ),
    ) == banded.bands
    assert (Base.ORDER, Rounding.UP, "whole") == (banded.base, banded.rounding, banded.part_period)


def test_fees_limits_steps_and_caps():
    """
    The rest of the shop-level figures is read in full.
    """
    fee, cap = FIRST.service_fee, FIRST.lateness_cap
    limit, step = value("metrics.late_dispatch_rate.limit"), value("enforcement.steps.ban")

    assert (Decimal("0.02"), Base.ORDER, None, Rounding.DOWN) == (
        fee.rate,
        fee.base,
        fee.charged_on_cancelled,
        fee.rounding,
    )
    assert PastDays(1, 7) == limit.cohort
    assert Rate(5, 100) in limit.accepts
    assert ("listing_ban", CalendarDays(7)) == (step.effect, step.lasts)
    assert Decimal(12) in step.reached_in
    assert (CalendarDays(14), None, Decimal("0.04"), CalendarDays(7)) == (
        cap.base_days,
        cap.seller_type,
        cap.lifted_below,
        cap.lifted_days,
    )
    assert [Decimal("0.5"), Decimal("0.1")] == [share for _, share in cap.bands]


def test_sources():
    """
    Each figure has the page it names, with its own confidence, dating and note.
    """
    coats = FIRST.source("window.categories.coats")

    assert ("Our own rules", "https://example.org/rules") == (coats.title, coats.url)
    assert (Confidence.LOW, Dated.ASSUMED) == (coats.confidence, coats.dated)
    assert coats.note == "The page names no day."
    assert FIRST.source("window.promise").note == ""


def test_calendar_with_a_hole_and_a_region():
    """
    Years follow on one another; the year after a hole is not covered. A region has its own week.
    """
    calendar, north = FIRST.calendar(), FIRST.calendar("north")

    assert (date(2025, 1, 1), date(2026, 12, 31)) == (calendar.first, calendar.last)
    assert not calendar.is_working(date(2026, 5, 21))
    assert calendar.is_working(date(2025, 1, 4))
    assert not calendar.is_working(date(2025, 6, 1))
    assert north.is_working(date(2025, 6, 1))
    assert not north.is_working(date(2025, 6, 6))
    assert FIRST.calendar("south") == calendar
    assert [2025, 2026, 2028] == [year.year for year in PACK.holidays]
    assert (date(2026, 1, 1), date(2026, 5, 21)) == PACK.holidays[1].dates
    assert Confidence.LOW is PACK.holidays[1].source.confidence
    assert Confidence.MEDIUM is PACK.holidays[0].source.confidence


def test_own_metric_decides():
    """
    A metric that only this file knows can be given and is judged.
    """
    at = datetime(2025, 6, 1, tzinfo=UTC)
    shop = Shop(id="s1", invited=True, entity_region="CL", metrics={"returns_rate": Rate(6, 100)})
    decision = eligibility.check(shop, FIRST, at=at)

    assert ["eligibility.returns_rate"] == [finding.rule for finding in decision.failures]
    assert decision.failures[0].remedy.params["orders"] == 21


@pytest.mark.parametrize(("hours", "amount"), [(23, 0), (24, 500), (47, 500), (72, 1500)])
def test_penalty_per_day_without_begun_days(hours, amount):
    """
    A charge for each full day counts no begun one.
    """
    order = Order(
        id="o1",
        kind=OrderKind.PRE_ORDER,
        placed_at=datetime(2025, 6, 2, 9, tzinfo=SANTIAGO),
        paid_at=datetime(2025, 6, 2, 9, tzinfo=SANTIAGO),
        promise=ShipWithin(BusinessDays(3)),
        total=Money(20_000, "CLP"),
    )
    due = datetime(2025, 6, 6, 18, 0, tzinfo=ZoneInfo("America/Punta_Arenas"))
    late = overdue.assess(order, FIRST, at=due + timedelta(hours=hours))

    assert due == late.deadlines.dispatch.due
    assert Money(amount, "CLP") == late.charges.total("CLP")


def test_pickle_round_trip():
    """
    A policy of one's own survives pickling, figures and all.
    """
    back = pickle.loads(pickle.dumps(FIRST))  # noqa: S301 - our own bytes

    assert back == FIRST
    assert back.figures == FIRST.figures
    assert hash(back) == hash(FIRST)


def test_reading_twice_gives_equal_packs():
    """
    The same file is the same pack.
    """
    assert PACK == read_pack(str(PACKS / "own.toml"))
    assert hash(PACK) == hash(read_pack(PACKS / "own.toml"))


def test_value_may_hold_to_the_last_day_there_is():
    """
    `until = 9999-12-31`, as some write "for ever", is one edition without an end.
    """
    forever = read_pack(PACKS / "forever.toml")

    assert ("forever@2026-01-01",) == forever.editions
    assert Policy.in_force(forever, on=date(2099, 1, 1)).window.promise == "ship_within"
