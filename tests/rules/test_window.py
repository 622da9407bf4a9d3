"""
Is this promise allowed, and what does the product page say?
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.making import BANGKOK, PACIFIC, in_force, own_policy, utc_noon
from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    Hours,
    OrderKind,
    Outcome,
    Range,
    ReleaseOn,
    ShipWithin,
    Source,
    window,
)
from tiktok_presale.errors import NaiveTimeError, UnknownLanguageError, WrongTypeError
from tiktok_presale.values.sources import Confidence

BRIEF = in_force("cross-border", 2025, 12, 10)
TH_2025, TH_2026 = in_force("th", 2025, 12, 10), in_force("th", 2026, 1, 2)
US = in_force("us", 2026, 2, 1)
DOUYIN = in_force("douyin", 2023, 9, 1)
AT = datetime(2026, 1, 2, tzinfo=BANGKOK)


def within(count):
    """
    A promise of so many calendar days.
    """
    return ShipWithin(CalendarDays(count))


def codes(findings):
    """
    The codes of findings, in their order.
    """
    return [finding.code for finding in findings]


class TestDays:
    """
    F8: the days that may be promised, both ends included.
    """

    @pytest.mark.parametrize(
        ("policy", "count", "allowed"),
        [
            (BRIEF, 2, False),
            (BRIEF, 3, True),
            (BRIEF, 30, True),
            (BRIEF, 31, False),
            (TH_2025, 30, True),
            (TH_2026, 15, True),
            (TH_2026, 16, False),
            (TH_2026, 0, False),
        ],
        ids=lambda value: getattr(value, "edition", str(value)),
    )
    def test_edges(self, policy, count, allowed):
        """
        3 to 30 days in the brief, 3 to 15 in Thailand since 2026.
        """
        assert allowed is window.check(within(count), policy, at=AT).allowed

    def test_reason(self):
        """
        A "no" tells the days, the limit, the nearest allowed days and the page.
        """
        failure = window.check(within(20), TH_2026, at=AT).failures[0]

        assert ("window.days", CalendarDays(20), "3 to 15 calendar days") == (
            failure.rule,
            failure.actual,
            str(failure.limit),
        )
        assert ("promise", CalendarDays(15)) == (failure.remedy.code, failure.remedy.params["days"])
        assert TH_2026.source("window.days") == failure.source

    def test_too_short(self):
        """
        Too short a promise is to be made longer.
        """
        failure = window.check(within(1), TH_2026, at=AT).failures[0]

        assert CalendarDays(3) == failure.remedy.params["days"]

    def test_other_unit(self):
        """
        Business days are not calendar days, however many there are.
        """
        decision = window.check(ShipWithin(BusinessDays(5)), TH_2026, at=AT)

        assert ["window.days.unit", "window.api.unit"] == codes(decision.failures)
        assert "CalendarDays" == decision.failures[0].remedy.params["unit"]
        assert () == decision.advice

    def test_no_figure(self):
        """
        Where no figure is known the answer is "unknown", with the page that says so.
        """
        decision = window.check(within(10), in_force("uk", 2025, 12, 10), at=AT)

        assert Outcome.UNKNOWN is decision.outcome
        assert ["window.days"] == codes(decision.unknowns)
        assert decision.unknowns[0].source is not None

    def test_no_figure_and_no_gap(self):
        """
        Where nothing at all is said of a kind there is no source to name.
        """
        decision = window.check(within(10), TH_2026, at=AT, kind=OrderKind.CUSTOM)

        assert [("handling.custom", None)] == [(f.rule, f.source) for f in decision.unknowns]


class TestAdvice:
    """
    F10: 7 to 15 days are best; shorter makes presale pointless, longer wears out buyers.
    """

    @pytest.mark.parametrize(
        ("count", "advice"),
        [
            (6, ["window.advice_short"]),
            (7, []),
            (15, []),
            (16, ["window.advice_long"]),
        ],
        ids=str,
    )
    def test_edges(self, count, advice):
        """
        Advice never makes an allowed promise a "no".
        """
        decision = window.check(within(count), BRIEF, at=AT)

        assert decision.allowed
        assert advice == codes(decision.advice)

    @pytest.mark.parametrize(("count", "better"), [(3, 7), (30, 15)])
    def test_remedy(self, count, better):
        """
        The nearest advised number of days is named.
        """
        (advice,) = window.check(within(count), BRIEF, at=AT).advice

        assert CalendarDays(better) == advice.remedy.params["days"]


class TestCaution:
    """
    F25: buyers are told to be careful above 30 days.
    """

    @pytest.mark.parametrize(("count", "advice"), [(30, []), (31, ["window.caution"])], ids=str)
    def test_edge(self, count, advice):
        """
        30 days are not above 30 days.
        """
        release = ReleaseOn(date(2026, 2, 1) + timedelta(days=count))
        decision = window.check(release, US, at=datetime(2026, 2, 1, tzinfo=PACIFIC))

        assert decision.allowed
        assert advice == codes(decision.advice)


class TestReleaseDates:
    """
    United States: the release date lies 3 to 60 days ahead, counted in the seller's zone.
    """

    AT = datetime(2026, 2, 1, 12, tzinfo=PACIFIC)

    @pytest.mark.parametrize(
        ("ahead", "allowed"), [(2, False), (3, True), (60, True), (61, False)], ids=str
    )
    def test_edges(self, ahead, allowed):
        """
        The day of listing is day 0.
        """
        release = ReleaseOn(date(2026, 2, 1) + timedelta(days=ahead))

        assert allowed is window.check(release, US, at=self.AT).allowed

    @pytest.mark.parametrize(
        ("zone", "days"),
        [(None, 3), ("America/Los_Angeles", 3), ("America/New_York", 2), ("Pacific/Honolulu", 3)],
        ids=str,
    )
    def test_zone(self, zone, days):
        """
        At 22:00 in Los Angeles it is tomorrow in New York, so a day fewer lies ahead.
        """
        late = datetime(2026, 2, 1, 22, tzinfo=PACIFIC)
        decision = window.check(ReleaseOn(date(2026, 2, 4), zone), US, at=late)

        assert CalendarDays(days) == decision.findings[1].actual

    def test_past(self):
        """
        A date that has passed fails, and the first day that policy allows is named.
        """
        decision = window.check(ReleaseOn(date(2026, 1, 31)), US, at=self.AT)

        assert ["window.past"] == codes(decision.failures)
        assert date(2026, 2, 4) == decision.failures[0].remedy.params["on"]

    def test_today(self):
        """
        Today is too soon, and has not passed.
        """
        decision = window.check(ReleaseOn(date(2026, 2, 1)), US, at=self.AT)

        assert ["window.days", "window.api"] == codes(decision.failures)

    def test_past_in_the_sellers_zone(self):
        """
        The named day passes when it is promised, counted in the seller's zone as the rule counts.
        """
        late = datetime(2026, 2, 1, 22, tzinfo=PACIFIC)
        past = ReleaseOn(date(2026, 2, 1), "America/New_York")
        remedy = window.check(past, US, at=late).failures[0].remedy
        applied = ReleaseOn(remedy.params["on"], "America/New_York")

        assert window.check(applied, US, at=late).allowed

    def test_past_where_no_days_are_known(self):
        """
        Where no window is known, today is the first day.
        """
        policy = own_policy({"window.promise": '"release_on"'})
        decision = window.check(ReleaseOn(date(2026, 1, 31)), policy, at=self.AT)

        assert date(2026, 2, 1) == decision.failures[0].remedy.params["on"]
        assert decision.failures[0].source is None


class TestForm:
    """
    A market knows one form of promise.
    """

    @pytest.mark.parametrize(
        ("policy", "promise", "form"),
        [
            (US, within(10), "release_on"),
            (TH_2026, ReleaseOn(date(2026, 1, 12)), "ship_within"),
        ],
        ids=["days in the United States", "a date in Thailand"],
    )
    def test_other_form(self, policy, promise, form):
        """
        The other form fails, and the form to use is named.
        """
        (failure,) = window.check(promise, policy, at=AT).failures

        assert ("window.promise", form) == (failure.code, failure.remedy.params["form"])

    def test_no_form_said(self):
        """
        A market that names no form has no reason on the form.
        """
        decision = window.check(within(10), in_force("uk", 2025, 12, 10), at=AT)

        assert "window.promise" not in codes(decision.findings)

    def test_other_kinds(self):
        """
        The form binds pre-orders alone: a back order has handling days in the United States.
        """
        decision = window.check(ShipWithin(BusinessDays(15)), US, at=AT, kind=OrderKind.BACK_ORDER)

        assert decision.allowed

    @pytest.mark.parametrize("promise", [CalendarDays(10), 10, None], ids=repr)
    def test_no_promise(self, promise):
        """
        What is no promise is refused.
        """
        with pytest.raises(WrongTypeError, match="ShipWithin"):
            window.check(promise, TH_2026, at=AT)

    def test_naive(self):
        """
        The instant of listing has a zone.
        """
        with pytest.raises(NaiveTimeError):
            window.check(within(10), TH_2026, at=datetime(2026, 1, 2))


class TestHandling:
    """
    United States: back order 3 to 15, custom 3 to 7, made-to-order 3 to 14, standard 1 to 2.
    """

    @pytest.mark.parametrize(
        ("kind", "low", "high"),
        [
            (OrderKind.STANDARD, 1, 2),
            (OrderKind.BACK_ORDER, 3, 15),
            (OrderKind.CUSTOM, 3, 7),
            (OrderKind.MADE_TO_ORDER, 3, 14),
        ],
    )
    def test_edges(self, kind, low, high):
        """
        Both ends are allowed, their neighbours are not.
        """
        allowed = [
            count
            for count in range(20)
            if window.check(ShipWithin(BusinessDays(count)), US, at=AT, kind=kind).allowed
        ]

        assert list(range(low, high + 1)) == allowed


class TestApi:
    """
    What policy allows and what the Open API accepts are two findings, because they differ.
    """

    def test_policy_is_stricter(self):
        """
        20 days in Thailand: the API accepts them, policy does not.
        """
        decision = window.check(within(20), TH_2026, at=AT)
        found = {finding.code: finding.outcome for finding in decision.findings}

        assert (Outcome.FAIL, Outcome.PASS) == (found["window.days"], found["window.api"])

    def test_custom(self):
        """
        8 business days for a custom order: accepted up to 30 by the API, up to 7 by policy.
        """
        promise = ShipWithin(BusinessDays(8))
        decision = window.check(promise, US, at=AT, kind=OrderKind.CUSTOM)

        assert ["window.days"] == codes(decision.failures)
        assert ["window.api"] == codes(decision.passes)

    def test_not_known(self):
        """
        Before the API's range is known there is no finding on it.
        """
        decision = window.check(within(10), in_force("th", 2025, 7, 1), at=AT)

        assert ["window.promise", "window.days"] == codes(decision.findings)


class TestChoices:
    """
    Douyin offers 5, 7, 10 and 15 days and nothing between.
    """

    @pytest.mark.parametrize("count", range(1, 18))
    def test_only_these(self, count):
        """
        Exactly the offered numbers are allowed.
        """
        assert (count in {5, 7, 10, 15}) is window.check(within(count), DOUYIN, at=AT).allowed

    @pytest.mark.parametrize(("count", "nearest"), [(1, 5), (6, 5), (9, 10), (14, 15), (40, 15)])
    def test_nearest(self, count, nearest):
        """
        The nearest offered number is named.
        """
        failures = window.check(within(count), DOUYIN, at=AT).failures
        (choice,) = [finding for finding in failures if finding.code == "window.choices"]

        assert CalendarDays(nearest) == choice.remedy.params["days"]


class TestCategories:
    """
    Some goods categories have windows of their own.
    """

    @pytest.mark.parametrize(
        ("category", "most"), [("womenswear", 15), ("stage_formal_wedding", 30), ("hanfu", 45)]
    )
    def test_taobao(self, category, most):
        """
        15, 30 and 45 days; of anything else Taobao gives no figure.
        """
        policy = in_force("taobao", 2024, 1, 1)

        assert window.check(within(most), policy, at=AT, category=category).allowed
        assert window.check(within(most + 1), policy, at=AT, category=category).failures
        assert window.check(within(most), policy, at=AT).unknowns

    @pytest.mark.parametrize(
        ("category", "most"), [("down_coat", 25), ("children_outerwear", 25), ("coat_fur", 20)]
    )
    def test_longer_than_the_choices(self, category, most):
        """
        Winter clothes may take longer than the choices that Douyin offers for everything else.
        """
        decision = window.check(within(most), DOUYIN, at=AT, category=category)

        assert decision.allowed
        assert f"window.categories.{category}" in [f.rule for f in decision.passes]

    def test_after_the_season(self):
        """
        Once the season is over the category is like any other.
        """
        policy = in_force("douyin", 2023, 12, 14)

        assert window.check(within(25), policy, at=AT, category="down_coat").failures

    def test_pre_orders_alone(self):
        """
        A window of a category says nothing of other kinds of orders.
        """
        decision = window.check(
            within(10),
            in_force("taobao", 2024, 1, 1),
            at=AT,
            kind=OrderKind.STANDARD,
            category="womenswear",
        )

        assert Outcome.UNKNOWN is decision.outcome


class TestHouse:
    """
    A stricter window of the seller's own, with the platform's still known.
    """

    def test_both_show(self):
        """
        12 days are within the platform's 15 and outside the house's 10; both limits are told.
        """
        ours = Range.between(CalendarDays(5), CalendarDays(10))
        house = Source("House rules", "", date(2026, 1, 1), Confidence.HIGH)
        policy = TH_2026.with_limit("window.days", ours, source=house)
        failure = window.check(within(12), policy, at=AT).failures[0]

        assert (ours, house) == (failure.limit, failure.source)
        assert TH_2026.window.days == failure.params["platform"]
        assert "3 to 15 calendar days" in failure.explain("en")


class TestRemedyAsADate:
    """
    A promise that is a release date is mended by another one.
    """

    @pytest.mark.parametrize(
        ("zone", "at", "ahead", "on"),
        [
            (None, datetime(2026, 2, 1, 22, tzinfo=PACIFIC), 2, date(2026, 2, 4)),
            (None, datetime(2026, 2, 1, 22, tzinfo=PACIFIC), 61, date(2026, 4, 2)),
            ("America/New_York", datetime(2026, 2, 1, 22, tzinfo=PACIFIC), 2, date(2026, 2, 5)),
        ],
        ids=["too soon", "too late", "in the seller's zone"],
    )
    def test_date(self, zone, at, ahead, on):
        """
        The nearest allowed day, counted in the zone in which the promise is.
        """
        today = at.astimezone(PACIFIC if zone is None else ZoneInfo(zone)).date()
        decision = window.check(ReleaseOn(today + timedelta(days=ahead), zone), US, at=at)
        failure = decision.failures[0]

        assert ("window.days", "release_on", {"on": on}) == (
            failure.code,
            failure.remedy.code,
            dict(failure.remedy.params),
        )
        applied = window.check(ReleaseOn(on, zone), US, at=at)
        assert failure.rule not in {finding.rule for finding in applied.failures}

    def test_days_for_days(self):
        """
        A promise of days is still mended by days.
        """
        remedy = window.check(within(20), TH_2026, at=AT).failures[0].remedy

        assert ("promise", {"days": CalendarDays(15)}) == (remedy.code, dict(remedy.params))


class TestOpenEnds:
    """
    The nearest allowed day of a range that does not hold its ends lies one day further in.
    """

    HOUSE = Source("House rules", "", date(2026, 1, 1), Confidence.HIGH)

    @pytest.mark.parametrize(
        ("days", "ends", "better"),
        [
            (4, (False, False), 5),
            (5, (True, False), 6),
            (4, (True, True), 6),
            (10, (False, True), 9),
            (12, (True, True), 9),
            (12, (True, False), 10),
        ],
        ids=str,
    )
    def test_nearest(self, days, ends, better):
        """
        Applied, it is allowed.
        """
        ours = Range(CalendarDays(5), CalendarDays(10), *ends)
        policy = TH_2026.with_limit("window.days", ours, source=self.HOUSE)
        (failure,) = window.check(within(days), policy, at=AT).failures

        assert {"days": CalendarDays(better)} == dict(failure.remedy.params)
        assert window.check(within(better), policy, at=AT).allowed


class TestArguments:
    """
    A slip gives a sentence and no answer.
    """

    @pytest.mark.parametrize("kind", ["pre_order", None, 1], ids=repr)
    def test_kind(self, kind):
        """
        A kind is a member.
        """
        with pytest.raises(WrongTypeError, match="kind"):
            window.check(within(5), TH_2026, at=AT, kind=kind)

    @pytest.mark.parametrize("promise", [None, 10, CalendarDays(10), "10"], ids=repr)
    def test_notice(self, promise):
        """
        A notice is made of a promise, not of its days.
        """
        with pytest.raises(WrongTypeError, match=r"ShipWithin\(CalendarDays\(10\)\)"):
            window.notice(promise, "en")


class TestNotice:
    """
    F9: the sentence for the product page.
    """

    @pytest.mark.parametrize(
        ("promise", "language", "text"),
        [
            (within(10), "zh", "预售商品将在10天内发货"),
            (within(1), "zh", "预售商品将在1天内发货"),
            (within(10), "en", "Pre-order: ships within 10 days"),
            (within(1), "en", "Pre-order: ships within 1 day"),
        ],
    )
    def test_calendar_days(self, promise, language, text):
        """
        Word for word, with the number as promised.
        """
        assert text == window.notice(promise, language)

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_business_days(self, language):
        """
        Business days are not sold to the buyer as days.
        """
        said = window.notice(ShipWithin(BusinessDays(10)), language)

        assert "10" in said
        assert said != window.notice(within(10), language)

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_release(self, language):
        """
        A release date is told as the day it is.
        """
        assert "2026-03-31" in window.notice(ReleaseOn(date(2026, 3, 31)), language)

    def test_unknown_language(self):
        """
        A language without a catalogue is refused.
        """
        with pytest.raises(UnknownLanguageError, match="fr"):
            window.notice(within(10), "fr")


def test_hours():
    """
    A window in hours is met by no promise of days.
    """
    policy = own_policy({"window.days": '{ max = 48, unit = "hours" }'})
    decision = window.check(within(1), policy, at=utc_noon(date(2025, 6, 1)))

    assert ["window.days.unit"] == codes(decision.failures)
    assert Hours.__name__ == decision.failures[0].remedy.params["unit"]
    assert UTC is decision.at.tzinfo
