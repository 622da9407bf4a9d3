"""
Editions: which rules are in force when, and what can be asked of them.
"""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta

import pytest

from tiktok_presale.errors import (
    BeforeFirstEditionError,
    NaiveTimeError,
    NoWorkingWeekError,
    UnknownFigureError,
    UnknownMarketError,
    WrongTypeError,
)
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.days import CalendarDays
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.sources import Confidence
from tiktok_presale.values.vocabulary import DeadlineName, OrderKind, Weekday

TH = Policy.in_force("th", on=date(2026, 1, 2))
MARKETS = (
    "cross-border",
    "us",
    "th",
    "vn",
    "ph",
    "id",
    "my",
    "sg",
    "douyin",
    "eu",
    "jp",
    "latam",
    "law-cn",
    "law-eu",
    "law-jp",
    "law-uk",
    "law-us",
    "taobao",
    "tmall",
    "uk",
)


def editions():
    """
    List every edition of every market as a policy.
    """
    found = []
    for market in Policy.markets():
        first = Policy.in_force(market, on=date(2099, 1, 1))
        found += [Policy.in_force(market, on=start) for start in first.pack.starts]
    return found


class TestInForce:
    """
    The rules that a market has in force on a day.
    """

    def test_markets(self):
        """
        The founding market comes first, then the oldest ones, then the rest by name.
        """
        assert MARKETS == Policy.markets()

    def test_edition_of_a_day(self):
        """
        The edition is the newest that has started, and is named for its first day.
        """
        assert TH.edition == "th@2026-01-01"
        assert date(2026, 1, 1) == TH.since
        assert TH.market == "th"
        assert TH.zone.key == "Asia/Bangkok"
        assert repr(TH) == f"<Policy th@2026-01-01: {len(TH.figures)} figures>"

    def test_pretty_printed(self):
        """
        A printer of notebooks prints the one line too, and does not walk through the pack.
        """

        class Printer(list):
            text = list.append

        TH._repr_pretty_(printer := Printer(), False)  # noqa: FBT003 - as IPython calls it

        assert [repr(TH)] == printer

    def test_span(self):
        """
        An edition lasts to the day before the next one, and the newest has no end.
        """
        last = Policy.in_force("th", on=date(2099, 1, 1))

        assert (date(2026, 1, 1), date(2026, 1, 29)) == TH.span
        assert (date(2026, 1, 30), date.max) == last.span

    @pytest.mark.parametrize("market", MARKETS)
    def test_spans_follow_on_one_another(self, market):
        """
        The spans of a market leave no day out and share none, and each holds its own days.
        """
        books = [policy for policy in editions() if policy.market == market]
        spans = [policy.span for policy in books]

        for policy, (first, last) in zip(books, spans, strict=True):
            assert policy == Policy.in_force(market, on=first) == Policy.in_force(market, on=last)
        assert [first - timedelta(days=1) for first, _ in spans[1:]] == [
            last for _, last in spans[:-1]
        ]
        assert spans[-1][1] == date.max

    def test_days_around_a_change(self):
        """
        Thailand's window was 3 to 30 days to the end of 2025 and 3 to 15 from then on.
        """
        old = Policy.in_force("th", on=date(2025, 12, 31))

        assert Range.between(CalendarDays(3), CalendarDays(30)) == old.window.days
        assert Range.between(CalendarDays(3), CalendarDays(15)) == TH.window.days

    @pytest.mark.parametrize(
        ("instant", "since"),
        [
            (datetime(2025, 12, 31, 16, 59, 59, tzinfo=UTC), date(2025, 12, 3)),
            (datetime(2025, 12, 31, 17, 0, 0, tzinfo=UTC), date(2026, 1, 1)),
        ],
    )
    def test_edition_flips_at_local_midnight(self, instant, since):
        """
        The new year starts at 17:00 UTC in Bangkok, and the edition with it.
        """
        assert since == Policy.in_force("th", on=instant).since

    def test_clock_change_does_not_move_the_flip(self):
        """
        In Los Angeles the edition of 26 January 2026 starts at 08:00 UTC.
        """
        at = datetime(2026, 1, 26, 8, 0, tzinfo=UTC)

        assert Policy.in_force("us", on=at).edition == "us@2026-01-26"
        assert Policy.in_force("us", on=at - timedelta(seconds=1)).edition == "us@2026-01-12"

    def test_naive_instant_is_refused(self):
        """
        A time without a zone names no day of the market's own.
        """
        with pytest.raises(NaiveTimeError, match="on = 2026-01-01T00:00:00"):
            Policy.in_force("th", on=datetime(2026, 1, 1))

    @pytest.mark.parametrize("on", ["2026-01-01", None, 20260101])
    def test_day_is_a_day(self, on):
        """
        Nothing but a date or an instant is a day.
        """
        with pytest.raises(WrongTypeError, match="on must be a date"):
            Policy.in_force("th", on=on)

    def test_before_the_first_edition(self):
        """
        Asking before the first edition is an error, never None.
        """
        with pytest.raises(BeforeFirstEditionError) as caught:
            Policy.in_force("th", on=date(2022, 11, 22))

        assert ("th", date(2022, 11, 22), date(2022, 11, 23)) == caught.value.args
        assert Policy.in_force("th", on=date(2022, 11, 23)).edition == "th@2022-11-23"

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("thh", "did you mean 'th'"),
            ("crossborder", "did you mean 'cross-border'"),
            ("TH", "did you mean 'th'"),
            ("Cross-Border", "did you mean 'cross-border'"),
            ("", "known are"),
        ],
    )
    def test_unknown_market(self, name, words):
        """
        An unknown market is an error that offers the nearest one, or all.
        """
        with pytest.raises(UnknownMarketError, match=words):
            Policy.in_force(name, on=date(2026, 1, 1))
        with pytest.raises(UnknownMarketError):
            Policy.editions(name)

    @pytest.mark.parametrize("market", [None, 66, ["th"], TH])
    def test_market_is_a_name_or_a_pack(self, market):
        """
        Anything else is a type error.
        """
        with pytest.raises(WrongTypeError, match="or a Pack"):
            Policy.in_force(market, on=date(2026, 1, 1))

    def test_editions_of_a_market(self):
        """
        Editions are named oldest first, each once, and each can be asked for by its day.
        """
        names = Policy.editions("us")

        assert list(names) == sorted(set(names))
        assert {"us@2025-09-12", "us@2026-01-12", "us@2026-01-26"} <= set(names)
        for name in names:
            start = date.fromisoformat(name.partition("@")[2])

            assert name == Policy.in_force("us", on=start).edition

    def test_value_that_ends(self):
        """
        Invitations ended in Thailand with the year 2025.
        """
        old = Policy.in_force("th", on=date(2025, 12, 31))

        assert old.find("eligibility.invited") is not None
        assert date(2025, 12, 31) == old.figure("eligibility.invited").until
        assert TH.find("eligibility.invited") is None


class TestAsking:
    """
    Figures by path, with their sources.
    """

    def test_figure(self):
        """
        A figure has its path, value, first day and source.
        """
        figure = TH.figure("window.days")

        assert figure.path == "window.days"
        assert date(2026, 1, 1) == figure.since
        assert figure is TH.find("window.days")
        assert figure.source is TH.source("window.days")
        assert Confidence.HIGH is figure.source.confidence
        assert figure.platform is None
        assert figure.holds(date(2026, 1, 1))
        assert not figure.holds(date(2025, 12, 31))

    @pytest.mark.parametrize("path", ["window.day", "", "eligibility.invited"])
    def test_unknown_figure(self, path):
        """
        A path without a figure in this edition is an error that offers the nearest.
        """
        assert TH.find(path) is None
        with pytest.raises(UnknownFigureError, match=r"th@2026-01-01 has no figure"):
            TH.figure(path)
        with pytest.raises(UnknownFigureError):
            TH.source(path)

    def test_nearest_figure(self):
        """
        The message names the path that was meant.
        """
        with pytest.raises(UnknownFigureError, match=r"did you mean 'window\.days'"):
            TH.figure("window.dais")

    def test_under(self):
        """
        The figures below a path come by the name that follows it.
        """
        steps = TH.under("caps.daily_orders")
        later = Policy.in_force("th", on=date(2026, 1, 30)).under("caps.daily_orders")

        assert {} == steps
        assert ["beginner", "standard", "premium"] == list(later)
        assert [100, 200, 300] == [figure.value for figure in later.values()]
        assert {} == TH.under("window.day")

    def test_views(self):
        """
        The views by question show what stands at the paths.
        """
        us = Policy.in_force("us", on=date(2026, 2, 1))

        assert us.handling(OrderKind.PRE_ORDER) == us.window.days
        assert us.handling(OrderKind.CUSTOM) == us.figure("handling.custom").value
        assert TH.handling(OrderKind.CUSTOM) is None
        assert us.deadline(OrderKind.PRE_ORDER, DeadlineName.COLLECTION) is None
        assert us.deadline(OrderKind.PRE_ORDER, DeadlineName.DISPATCH) is (
            us.figure("deadlines.pre_order.dispatch").value
        )
        assert set(us.criteria) == {p for p in us.figures if p.startswith("eligibility.")}
        assert set(us.charges) == {p for p in us.figures if p.startswith("overdue.charges.")}
        assert us.service_fee is None
        assert TH.lateness_cap is None
        assert us.lateness_cap is us.figure("caps.after_lateness").value
        assert () == TH.window.choices
        assert TH.window.advice is None

    def test_gaps(self):
        """
        What is known to exist without a figure is told, for as long as there is none.
        """
        assert ["calendar.week", "enforcement.appeal"] == [gap.path for gap in TH.gaps]


class TestCalendar:
    """
    The market's business calendar, as far as sources give it.
    """

    def test_malaysia_depends_on_the_state(self):
        """
        Kedah works from Sunday to Thursday, other states from Monday to Friday.
        """
        my = Policy.in_force("my", on=date(2025, 1, 1))
        sunday = {Weekday.SUN, Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU}

        for state in ("kedah", "kelantan", "terengganu"):
            assert sunday == my.calendar(state).week
        assert my.calendar() == my.calendar("selangor")
        assert {0, 1, 2, 3, 4} == my.calendar().week
        assert my.calendar().first is None

    def test_vietnam_counts_monday_to_saturday(self):
        """
        The pack carries the holidays of 2024 to 2026 and no other year.
        """
        calendar = Policy.in_force("vn", on=date(2025, 9, 1)).calendar()

        assert {0, 1, 2, 3, 4, 5} == calendar.week
        assert (date(2024, 1, 1), date(2026, 12, 31)) == (calendar.first, calendar.last)
        assert not calendar.is_working(date(2025, 9, 2))
        assert calendar.is_working(date(2025, 9, 6))

    def test_united_states_by_rule(self):
        """
        Federal holidays are built in for 2021 to 2035.
        """
        calendar = Policy.in_force("us", on=date(2026, 2, 1)).calendar()

        assert (date(2021, 1, 1), date(2035, 12, 31)) == (calendar.first, calendar.last)
        assert not calendar.is_working(date(2026, 7, 3))
        assert date(2026, 7, 6) == calendar.after(date(2026, 7, 2), 1)

    @pytest.mark.parametrize("market", ["th", "cross-border", "sg"])
    def test_no_working_week(self, market):
        """
        Where no source names a working week, none is guessed.
        """
        with pytest.raises(NoWorkingWeekError, match=market):
            Policy.in_force(market, on=date(2026, 1, 2)).calendar()

    def test_calendar_is_the_same_each_time(self):
        """
        Asking twice gives equal calendars.
        """
        us = Policy.in_force("us", on=date(2026, 2, 1))

        assert us.calendar() == us.calendar()


class TestEveryEdition:
    """
    Every market's every edition can be built, printed and pickled.
    """

    @pytest.mark.parametrize("policy", editions(), ids=lambda policy: policy.edition)
    def test_printed(self, policy):
        """
        Each figure of each edition has words.
        """
        assert policy.figures
        for path, figure in policy.figures.items():
            text = str(figure.value)

            assert text.strip(), path
            assert "None" not in text, path
            assert " object at " not in text, path
            assert figure.holds(policy.since)

    @pytest.mark.parametrize("policy", editions(), ids=lambda policy: policy.edition)
    def test_deadline_figures(self, policy):
        """
        The figures of a kind's deadlines are those that stand at their paths, in order of names.
        """
        for kind in OrderKind:
            found = policy.deadline_figures(kind)

            assert tuple(DeadlineName) == tuple(name for name, _, _ in found)
            for name, path, figure in found:
                assert policy.find(path) is figure
                assert policy.deadline(kind, name) == (figure and figure.value)

    @pytest.mark.parametrize("policy", editions(), ids=lambda policy: policy.edition)
    def test_pickled(self, policy):
        """
        Each edition survives pickling, equal and with an equal hash.
        """
        back = pickle.loads(pickle.dumps(policy))  # noqa: S301 - our own bytes

        assert back == policy
        assert hash(back) == hash(policy)
        assert back.figures == policy.figures

    def test_editions_are_told_apart(self):
        """
        No two editions are equal, and the same one asked for twice is.
        """
        found = editions()

        assert len(found) == len(set(found))
        assert found == editions()
