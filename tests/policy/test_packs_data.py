"""
The data itself: every figure has its source, and the main figures are those of the pages.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from tiktok_presale.policy.book import shipped
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.days import BusinessDays, CalendarDays, Hours, PastDays
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.sources import Confidence, Dated, Source
from tiktok_presale.values.vocabulary import Anchor, DeadlineName, Event, OrderKind

D = Decimal
READ = date(2026, 11, 23)
EVERY = pytest.mark.parametrize("market", Policy.markets())
SOUTH_EAST_ASIA = ("th", "vn", "ph", "id", "my", "sg")
API_ONLY = ("eu", "jp", "latam", "uk")


def in_force(market, year, month, day):
    """
    Give the rules of a market on a day.
    """
    return Policy.in_force(market, on=date(year, month, day))


def value(market, path, on):
    """
    Give what a market says at a path on a day.
    """
    return Policy.in_force(market, on=date.fromisoformat(on)).figure(path).value


def days(low, high, unit=CalendarDays):
    """
    Make a range of days.
    """
    return Range.between(unit(low), unit(high))


class TestEveryFigureNamesItsSource:
    """
    Every figure of every pack names its source; history is appended, never edited.
    """

    @EVERY
    def test_source_is_complete(self, market):
        """
        Each has a title, the day it was read, a confidence, and an address or a title in its place.
        """
        for path, history in shipped(market).figures.items():
            for figure in history:
                source = figure.source

                assert isinstance(source, Source), path
                assert len(source.title) > 10, path
                assert source.read == READ, path
                assert isinstance(source.confidence, Confidence), path
                address = urlsplit(source.url)
                assert address.scheme in {"http", "https"} or source.url == (
                    "docs/founding-brief.md" if "brief" in source.title else ""
                ), path
                assert source.url or "no address" in source.title, path

    @EVERY
    def test_assumed_days_are_explained(self, market):
        """
        Where the first day was assumed, the note says why, at some length.
        """
        for path, history in shipped(market).figures.items():
            for figure in history:
                assert figure.source.dated is not Dated.ASSUMED or len(figure.source.note) > 20, (
                    path
                )

    @EVERY
    def test_page_dates_are_dates_of_pages(self, market):
        """
        A day that was taken from a page is no later than the day on which the page was read.
        """
        for path, history in shipped(market).figures.items():
            for figure in history:
                assert figure.source.dated is not Dated.PAGE or figure.since <= READ, path

    @EVERY
    def test_brief_alone_is_low(self, market):
        """
        Where the brief is the only source the confidence is low.
        """
        for path, history in shipped(market).figures.items():
            for figure in history:
                brief = figure.source.url == "docs/founding-brief.md"

                assert not brief or figure.source.confidence is Confidence.LOW, path

    @EVERY
    def test_conflicts_name_the_other_page(self, market):
        """
        A note that tells of a conflict names the page, by its number, address or date.
        """
        for path, history in shipped(market).figures.items():
            for figure in history:
                note = figure.source.note
                named = re.search(r"\d{10}|https?://|\d{4}-\d{2}-\d{2}", note)

                assert "Conflict:" not in note or named, path

    @EVERY
    def test_history_ascends_without_overlap(self, market):
        """
        Values follow on one another, and each day has one at most.
        """
        for path, history in shipped(market).figures.items():
            for earlier, later in pairwise(history):
                assert earlier.since < later.since, path
                assert earlier.until is None or earlier.until < later.since, path

    @EVERY
    def test_gaps_and_holidays_have_sources(self, market):
        """
        What is not known, and which days are holidays, is told with a page as well.
        """
        pack = shipped(market)

        assert all(gap.source.title and gap.source.note for gap in pack.gaps)
        assert all(year.source.title and year.dates for year in pack.holidays)
        assert pack.holiday_rules is None or pack.holiday_rules.source.title

    @EVERY
    def test_head(self, market):
        """
        A pack is named as its file, and its charges are in its own currency.
        """
        pack = shipped(market)

        assert market == pack.market
        law = "law" if market.startswith("law-") else "policy"
        assert pack.coverage == ("api-range" if market in API_ONLY else law)
        assert pack.orders_judged == "placed"
        assert pack.title
        for history in pack.figures.values():
            for figure in history:
                for band in getattr(figure.value, "bands", ()):
                    for money in (getattr(band, "flat", None), getattr(band, "ceiling", None)):
                        assert money is None or money.currency == pack.currency


class TestFoundingBrief:
    """
    F4 to F10, F16, F17, F19 and F25, with their numbers, from the cross-border pack.
    """

    POLICY = in_force("cross-border", 2025, 6, 1)

    def say(self, path):
        """
        Give a value of the pack.
        """
        return self.POLICY.figure(path).value

    def test_f4_by_invitation(self):
        """
        F4: only invited shops may apply.
        """
        assert self.say("eligibility.invited").accepts is True

    def test_f5_rating(self):
        """
        F5: a shop rating of at least 4.5.
        """
        assert Range.at_least(D("4.5")) == self.say("eligibility.rating").accepts

    def test_f6_cancellation_rate(self):
        """
        F6: a cancellation rate over the past 30 days of at most 2 %.
        """
        criterion = self.say("eligibility.cancellation_rate_30d")

        assert Range.at_most(D("0.02"), unit="share") == criterion.accepts
        assert str(criterion) == "at most 2 %"
        assert PastDays(1, 30) == criterion.cohort
        assert criterion.cohort.length == 30

    def test_f7_entity_region(self):
        """
        F7: an entity registered in mainland China or Hong Kong.
        """
        assert OneOf(("CN", "HK")) == self.say("eligibility.entity_region").accepts

    def test_f8_window(self):
        """
        F8: 3 to 30 days.
        """
        assert days(3, 30) == self.POLICY.window.days
        assert self.POLICY.window.promise == "ship_within"

    def test_f10_advice(self):
        """
        F10: best set to 7 to 15 days.
        """
        assert days(7, 15) == self.POLICY.window.advice

    def test_f16_closed_past_the_agreed_time(self):
        """
        F16: the order is closed at the very moment at which its dispatch is due.
        """
        due = self.POLICY.deadline(OrderKind.PRE_ORDER, DeadlineName.DISPATCH)
        closed = self.POLICY.deadline(OrderKind.PRE_ORDER, DeadlineName.AUTO_CANCEL)

        assert due == closed
        assert (Event.DISPATCH, Anchor.PLACED, True, CalendarDays(0)) == (
            due.event,
            due.anchor,
            due.promise,
            due.add,
        )

    def test_f17_return_freight(self):
        """
        F17: 8 USD return freight an order, which is 1,600 USD for 200 orders.
        """
        (band,) = self.say("overdue.charges.return_freight").bands

        assert Money("8.00", "USD") == band.flat
        assert Money("1600.00", "USD") == band.flat * 200
        assert self.say("overdue.refund") == "full"

    def test_f19_volume(self):
        """
        F19: 50 % to 70 % of historical sales.
        """
        assert str(self.say("caps.recommended")) == "50 % to 70 %"
        assert Range.between(D("0.5"), D("0.7"), unit="share") == self.say("caps.recommended")

    @EVERY
    def test_f25_caution(self, market):
        """
        F25: above 30 days buyers should be careful, in every market whose window is known.
        """
        policy = Policy.in_force(market, on=READ)

        if policy.window.days is None:
            assert policy.window.caution is None
        else:
            assert Range.above(CalendarDays(30)) == policy.window.caution

    def test_unconfirmed_figures_are_low(self):
        """
        The eligibility figures stand on no official page.
        """
        for path in ("rating", "cancellation_rate_30d", "entity_region"):
            assert Confidence.LOW is self.POLICY.source(f"eligibility.{path}").confidence


class TestUnitedStates:
    """
    The release-date model, and the change of January 2026.
    """

    @pytest.mark.parametrize("on", ["2025-09-12", "2026-01-25", "2026-01-26", "2026-11-23"])
    def test_windows(self, on):
        """
        Pre-order 3 to 60 calendar days; backorder, custom and made-to-order in business days.
        """
        assert value("us", "window.promise", on) == "release_on"
        assert days(3, 60) == value("us", "window.days", on)
        assert days(1, 2, BusinessDays) == value("us", "handling.standard", on)
        assert days(3, 15, BusinessDays) == value("us", "handling.back_order", on)
        assert days(3, 7, BusinessDays) == value("us", "handling.custom", on)
        assert days(3, 14, BusinessDays) == value("us", "handling.made_to_order", on)

    def test_api_accepts_more_for_custom(self):
        """
        The Open API takes 3 to 30 business days for custom goods where policy allows 3 to 7.
        """
        assert days(3, 30, BusinessDays) == value("us", "api.custom", "2026-01-01")
        assert days(3, 60) == value("us", "api.pre_order", "2026-01-01")
        assert days(3, 14, BusinessDays) == value("us", "api.made_to_order", "2026-01-01")

    @pytest.mark.parametrize(
        ("on", "event", "count"),
        [
            ("2025-09-12", Event.DISPATCH, 1),
            ("2026-01-25", Event.DISPATCH, 1),
            ("2026-01-26", Event.COLLECTION, 2),
        ],
    )
    def test_dispatch_after_release(self, on, event, count):
        """
        One business day and tracking before 26 January 2026, two and the carrier's scan since.
        """
        term = value("us", "deadlines.pre_order.dispatch", on)

        assert (event, Anchor.RELEASE, BusinessDays(count)) == (term.event, term.anchor, term.add)
        assert not term.promise

    @pytest.mark.parametrize("on", ["2025-09-12", "2026-01-26"])
    @pytest.mark.parametrize(
        ("kind", "count"),
        [("pre_order", 5), ("back_order", 4), ("custom", 4), ("made_to_order", 4)],
    )
    def test_auto_cancel_stays_on_dispatch(self, on, kind, count):
        """
        Auto-cancel looks at tracking, also after lateness went over to the scan.
        """
        term = value("us", f"deadlines.{kind}.auto_cancel", on)

        assert (Event.DISPATCH, Anchor.DISPATCH_DEADLINE, BusinessDays(count)) == (
            term.event,
            term.anchor,
            term.add,
        )

    @pytest.mark.parametrize("kind", ["back_order", "custom", "made_to_order"])
    def test_other_kinds_switch_to_the_scan(self, kind):
        """
        The seller's handling time, and one business day to the scan from 26 January 2026.
        """
        old = value("us", f"deadlines.{kind}.dispatch", "2026-01-25")
        new = value("us", f"deadlines.{kind}.dispatch", "2026-01-26")

        assert (Event.DISPATCH, True, 0) == (old.event, old.promise, old.add.count)
        assert (Event.COLLECTION, True, BusinessDays(1)) == (new.event, new.promise, new.add)

    @pytest.mark.parametrize(
        ("on", "event", "anchor", "count"),
        [
            ("2026-01-11", Event.DISPATCH, Anchor.PLACED, 2),
            ("2026-01-12", Event.COLLECTION, Anchor.PLACED, 4),
            ("2026-01-25", Event.COLLECTION, Anchor.PLACED, 4),
            ("2026-01-26", Event.COLLECTION, Anchor.AWAITING_SHIPMENT, 2),
        ],
    )
    def test_standard_orders(self, on, event, anchor, count):
        """
        Two business days, four in the fortnight of the change, and two from the end of the hold.
        """
        term = value("us", "deadlines.standard.dispatch", on)

        assert (event, anchor, BusinessDays(count)) == (term.event, term.anchor, term.add)
        assert Hours(1) == value("us", "deadlines.pending_hold", on)

    def test_lateness(self):
        """
        5 USD an order while the late dispatch rate is above 10 %, from 12 January 2026.
        """
        charge = value("us", "overdue.charges.late_dispatch", "2026-01-12")

        assert Money("5.00", "USD") == charge.bands[0].flat
        assert str(charge.when) == "the late dispatch rate is above 10 %"
        assert in_force("us", 2026, 1, 11).find("overdue.charges.late_dispatch") is None
        assert str(value("us", "metrics.late_dispatch_rate.limit", "2026-01-11")) == "at most 4 %"
        assert str(value("us", "metrics.late_dispatch_rate.limit", "2026-01-12")) == "at most 10 %"
        assert str(value("us", "metrics.late_dispatch_rate.advised", "2026-03-02")) == "at most 4 %"

    def test_cap_after_lateness(self):
        """
        Half, three, two and one tenth of the best daily average, for shops from China.
        """
        cap = value("us", "caps.after_lateness", "2026-01-12")

        assert [D("0.5"), D("0.3"), D("0.2"), D("0.1")] == [share for _, share in cap.bands]
        assert cap.seller_type == "cross_border"
        assert CalendarDays(28) == cap.base_days

    def test_gaps(self):
        """
        The score that a shop needs is known to exist and not invented.
        """
        assert "eligibility.shop_performance_score" in [
            gap.path for gap in in_force("us", 2026, 2, 1).gaps
        ]


class TestSouthEastAsia:
    """
    Thailand, Vietnam and their neighbours.
    """

    def test_thailand_in_2026(self):
        """
        3 to 15 days, 2.14 % that cancelled orders do not pay, dispatch counted from the order.
        """
        th = in_force("th", 2026, 1, 2)
        fee = th.service_fee

        assert days(3, 15) == th.window.days
        assert (D("0.0214"), False) == (fee.rate, fee.charged_on_cancelled)
        assert str(fee) == "2.14 % of the items, not on cancelled orders"
        assert Money("19.24", "THB") == Money("899.00", "THB").times(
            fee.rate, rounding=fee.rounding
        )
        assert th.source("window.days").url.endswith("1926670517159697")
        assert "2423035291698946" in th.source("window.days").note
        assert OneOf(("local",)) == th.figure("eligibility.seller_type").value.accepts

    def test_thailand_auto_cancel(self):
        """
        Two days after the chosen ones to the end of 2025, with them from 2026.
        """
        old = value("th", "deadlines.pre_order.auto_cancel", "2025-12-31")
        new = value("th", "deadlines.pre_order.auto_cancel", "2026-01-01")

        assert (True, CalendarDays(2)) == (old.promise, old.add)
        assert (True, CalendarDays(0)) == (new.promise, new.add)

    def test_thailand_daily_steps(self):
        """
        New shops take 100, 200 or 300 orders a day by their tier.
        """
        steps = in_force("th", 2026, 1, 30).under("caps.daily_orders")

        assert {"beginner": 100, "standard": 200, "premium": 300} == {
            tier: figure.value for tier, figure in steps.items()
        }

    def test_vietnam_standard_orders(self):
        """
        Cut-off at 14:00; ready by working day 2, collected by working day 3, else cancelled.
        """
        path = "deadlines.standard"
        collected = value("vn", f"{path}.collection", "2025-09-01")
        ready = value("vn", f"{path}.auto_cancel", "2025-09-01")
        gone = value("vn", f"{path}.auto_cancel_uncollected", "2025-09-01")

        assert str(collected) == "collection within 0 business days after the order, cut-off 14:00"
        assert (Event.DISPATCH, BusinessDays(2), None) == (ready.event, ready.add, ready.cut_off)
        assert (Event.COLLECTION, BusinessDays(3), None) == (gone.event, gone.add, gone.cut_off)

    def test_vietnam_eligibility(self):
        """
        Under 10 % and fewer than 15 a shop, fewer than 5 a product, 8 to 37 days before.
        """
        vn = in_force("vn", 2025, 9, 1)
        shop = vn.figure("eligibility.preorder_cancelled").value
        product = vn.figure("eligibility.product_preorder_cancelled").value

        assert str(vn.figure("eligibility.preorder_sfcr").value) == "below 10 %"
        assert (Range.below(D(15)), Range.below(D(5))) == (shop.accepts, product.accepts)
        assert PastDays(8, 37) == shop.cohort == product.cohort
        assert ("shop", "product") == (shop.subject, product.subject)
        assert days(3, 30) == vn.window.days

    @pytest.mark.parametrize("market", SOUTH_EAST_ASIA)
    def test_shared_text(self, market):
        """
        Before 2026: 3 to 30 days, and cancelled two days after the chosen ones.
        """
        policy = in_force(market, 2025, 7, 1)
        cancelled = policy.deadline(OrderKind.PRE_ORDER, DeadlineName.AUTO_CANCEL)

        assert days(3, 30) == policy.window.days
        assert (Event.DISPATCH, True, CalendarDays(2)) == (
            cancelled.event,
            cancelled.promise,
            cancelled.add,
        )
        assert days(3, 30) == value(market, "api.pre_order", "2025-12-03")

    @pytest.mark.parametrize("market", SOUTH_EAST_ASIA)
    def test_violation_points(self, market):
        """
        2 to 4 points for late dispatch, lapsing after 90 days, and the shop closed at 48.
        """
        on = "2025-10-06"

        assert str(value(market, "enforcement.points.late_dispatch_rate", on)) == "2 to 4 points"
        assert CalendarDays(90) == value(market, "enforcement.points_lapse", on)
        step = value(market, "enforcement.steps.violation_points_48", on)
        assert step.effect == "shop_closed"
        assert D(48) in step.reached_in

    def test_philippines(self):
        """
        Local shops and a fee of 2 % from 24 November 2025; invitations ended the day before.
        """
        old, new = in_force("ph", 2025, 11, 23), in_force("ph", 2025, 11, 24)

        assert D("0.02") == new.service_fee.rate
        assert new.service_fee.charged_on_cancelled is None
        assert old.service_fee is None
        assert old.find("eligibility.invited") is not None
        assert new.find("eligibility.invited") is None

    @pytest.mark.parametrize("market", ["my", "sg"])
    def test_inferences_are_medium_at_most(self, market):
        """
        Where a market's own page was not found, the shared text counts less.
        """
        source = in_force(market, 2025, 7, 1).source("window.days")

        assert Confidence.MEDIUM is source.confidence
        assert "inference" in source.note


class TestChina:
    """
    Douyin, Tmall and Taobao: windows and lateness.
    """

    def test_douyin_choices(self):
        """
        5, 7, 10 or 15 days from 10 July 2023; 2 to 30 after the end of the presale before.
        """
        new = in_force("douyin", 2023, 7, 10)

        assert tuple(map(CalendarDays, (5, 7, 10, 15))) == new.window.choices
        assert () == in_force("douyin", 2023, 7, 9).window.choices
        assert days(2, 30) == in_force("douyin", 2023, 7, 9).window.days
        assert days(5, 15) == new.window.days

    def test_douyin_season(self):
        """
        Down coats may take 25 days to 13 December 2023, and no longer from the next day.
        """
        path = "window.categories.down_coat"

        assert Range.at_most(CalendarDays(25)) == value("douyin", path, "2023-12-13")
        assert in_force("douyin", 2023, 12, 14).find(path) is None

    def test_douyin_late_scan(self):
        """
        3 CNY between 3 and 300, 1 % up to 30 CNY from 300 on.
        """
        flat, share = value("douyin", "overdue.charges.late_first_scan", "2023-07-10").bands

        assert Money("3.00", "CNY") == flat.flat
        assert Money("3.00", "CNY") not in flat.over
        assert Money("300.00", "CNY") not in flat.over
        assert Money("300.00", "CNY") in share.over
        assert (D("0.01"), Money("30.00", "CNY")) == (share.rate, share.ceiling)

    @pytest.mark.parametrize(
        ("market", "on", "rate", "ceiling"),
        [
            ("tmall", "2022-09-01", "0.30", 500),
            ("taobao", "2021-04-07", "0.05", 30),
            ("taobao", "2021-04-08", "0.10", 100),
        ],
    )
    def test_late_dispatch(self, market, on, rate, ceiling):
        """
        Tmall 30 % of 5 to 500 CNY; Taobao 5 % to 30 CNY, and 10 % to 100 CNY since April 2021.
        """
        (band,) = value(market, "overdue.charges.late_dispatch", on).bands

        assert D(rate) == band.rate
        assert (Money(5, "CNY"), Money(ceiling, "CNY")) == (band.floor, band.ceiling)

    def test_tmall_campaigns(self):
        """
        48 hours after the balance in the 99 sale, four days at Double 11, and nothing between.
        """
        path = "deadlines.pre_order.dispatch"

        assert Hours(48) == value("tmall", path, "2022-09-10").add
        assert CalendarDays(4) == value("tmall", path, "2022-11-11").add
        assert Anchor.BALANCE_PAID is value("tmall", path, "2022-11-11").anchor
        for day in (date(2022, 9, 11), date(2022, 11, 10), date(2022, 11, 12)):
            assert Policy.in_force("tmall", on=day).find(path) is None

    @pytest.mark.parametrize("market", ["tmall", "taobao"])
    def test_no_window_is_invented(self, market):
        """
        Neither has a general window; the gap says so.
        """
        policy = Policy.in_force(market, on=READ)

        assert policy.window.days is None
        assert "window.days" in [gap.path for gap in policy.gaps]

    def test_taobao_categories(self):
        """
        Womenswear 15 days, formal wear 30, hanfu 45.
        """
        caps = in_force("taobao", 2023, 12, 28).under("window.categories")

        assert [15, 30, 45] == [figure.value.high.count for figure in caps.values()]


@pytest.mark.parametrize("market", API_ONLY)
def test_markets_of_which_only_the_api_is_known(market):
    """
    UK, EU, Japan and Latin America: of presale the API's own 3 to 30 calendar days, nothing else.
    """
    policy = Policy.in_force(market, on=READ)

    of_presale = {
        path for path in policy.figures if not path.startswith(("complaints.", "creators."))
    }
    assert {"api.pre_order"} == of_presale
    assert days(3, 30) == policy.figure("api.pre_order").value
    assert policy.window.days is None
    assert "window.days" in [gap.path for gap in policy.gaps]
