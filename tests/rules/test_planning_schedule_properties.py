"""
Laws of schedules, and a second implementation in plain calendar arithmetic (F11).
"""

from datetime import date, datetime, timedelta

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rules.making import SHANGHAI, in_force
from tiktok_presale import BusinessDays, CalendarDays, ReleaseOn, ShipWithin, planning
from tiktok_presale.errors import CalendarCoverageError
from tiktok_presale.rules.planning.spans import after, last_start
from tiktok_presale.rules.planning.timetables.timelines import Step
from tiktok_presale.strategies import calendars, instants, occasions, policies
from tiktok_presale.values.instants import starts_on

XB = in_force("cross-border", 2026, 10, 1)  # 3 to 30 calendar days from placing
DAY = timedelta(days=1)
FEW = settings(max_examples=20)  # a schedule tries many others, for its remedies
TODAY = date(2028, 2, 20)  # a leap day, a year's end and clock changes lie ahead
AT = starts_on(TODAY, SHANGHAI)

SPANS = st.fixed_dictionaries(
    {
        "production": st.integers(0, 25),
        "handling": st.integers(0, 4),
        "transit": st.integers(0, 20),
        "margin": st.integers(0, 5),
        "sale": st.integers(1, 30),
        "every": st.none() | st.integers(1, 12),
        "ahead": st.integers(0, 60),
        "to_event": st.integers(0, 120),
    }
)


def ask(told, policy=XB, at=AT, **given_):
    """
    A schedule from plain numbers.
    """
    counts = {
        name: None if told[name] is None else CalendarDays(told[name])
        for name in ("production", "handling", "transit", "margin", "sale", "every")
    }
    opens = TODAY + told["ahead"] * DAY
    event = TODAY + (told["ahead"] + told["to_event"]) * DAY
    return planning.schedule(event, policy, at=at, **{**counts, "opens": opens, **given_})


def plain(told):
    """
    Wait of who buys first, and when the last buyer has the goods, in days after the opening.
    """
    every = told["every"] or told["sale"]
    waits, delivered = [], []
    for first in range(0, told["sale"], every):
        after = min(first + every, told["sale"])
        dispatched = after + told["production"] + told["handling"]
        waits.append(dispatched - first)
        delivered.append(dispatched + told["transit"])
    return max(waits), max(delivered)


def possible(told):
    """
    Whether who buys first waits at most 30 days, and the last buyer has the goods in time.
    """
    wait, delivered = plain(told)
    return wait <= 30 and delivered <= told["to_event"] - told["margin"]


class TestPlainArithmetic:
    """
    Days counted anew, without any of the library's own functions.
    """

    @given(SPANS)
    @FEW
    def test_promise_and_delivery(self, told):
        """
        The promise is the longest wait, three days at least; the answer is that of plain numbers.
        """
        found = ask(told)
        wait, delivered = plain(told)

        assert ShipWithin(CalendarDays(max(wait, 3))) == found.promise
        opens = found.get(Step.SALE_OPENS)[0].day
        assert opens + delivered * DAY == found.get(Step.DELIVERED)[0].day
        assert possible(told) is found.allowed

    @given(SPANS)
    @FEW
    def test_the_last_day_to_open(self, told):
        """
        The last opening is the last day that works when every day is tried.
        """
        event = told["ahead"] + told["to_event"]
        works = [
            opens
            for opens in range(event - 120, event + 1)
            if possible({**told, "to_event": event - opens})
        ]
        found = ask(told)

        assert (TODAY + works[-1] * DAY if works else None) == found.opens_by

    @given(SPANS)
    @FEW
    def test_the_longest_sale(self, told):
        """
        The longest sale is the longest that works when every length is tried.
        """
        works = [days for days in range(1, 130) if possible({**told, "sale": days})]
        found = ask(told, sale=None)
        closes = found.get(Step.SALE_CLOSES)[0]

        assert found.allowed is bool(works)
        assert works == [] or closes.day == closes.latest
        assert (works[-1] if works else 1) == (closes.day - found.milestones[0].day).days + 1


class TestLaws:
    """
    What holds of every schedule.
    """

    @given(SPANS)
    @settings(max_examples=12)
    def test_slack_is_what_may_slip(self, told):
        """
        A sale that closes on its latest day is kept, and one that closes a day later is not.
        """
        closes = ask(told).get(Step.SALE_CLOSES)[0]
        assume(closes.latest is not None)
        length = told["sale"] + closes.slack

        assert ask({**told, "sale": length}).allowed
        assert not ask({**told, "sale": length + 1}).allowed

    @given(SPANS, st.integers(0, 6))
    @FEW
    def test_steps_of_a_single_round_may_slip_too(self, told, slip):
        """
        Production that takes longer by no more than the slack of the goods' arrival is kept.
        """
        told = {**told, "every": None}
        found = ask(told)
        assume(found.allowed)
        slack = found.get(Step.GOODS_IN)[0].slack
        slower = {**told, "production": told["production"] + slip}

        assert ask(slower).allowed is (slip <= slack)

    @given(SPANS)
    @FEW
    def test_each_remedy_is_enough_and_no_more_than_that(self, told):
        """
        Each way alone makes a schedule possible, and asks for not a day more than it must.
        """
        found = ask(told)
        names = {
            "shorter_sale": "sale",
            "faster_production": "production",
            "faster_transit": "transit",
            "smaller_margin": "margin",
            "order_every": "every",
        }
        ways = {way for one in found.failures for way in one.remedies}
        for way in ways:
            if way.code == "open_by":
                earlier = (way.params["on"] - TODAY).days
                later = told["ahead"] + told["to_event"] - earlier
                assert possible({**told, "to_event": later})
                assert not possible({**told, "to_event": later - 1})
            else:
                count = way.params["days"].count
                assert possible({**told, names[way.code]: count})
                assert not possible({**told, names[way.code]: count + 1})

    @given(SPANS)
    @settings(max_examples=6)
    def test_slower_is_never_better(self, told):
        """
        A day more of anything makes nothing possible that was not.
        """
        found = ask(told)
        for name in ("production", "handling", "transit", "margin"):
            slower = ask({**told, name: told[name] + 1})

            assert found.allowed or not slower.allowed
            assert slower.slack is None or found.slack is None or slower.slack <= found.slack

    @given(SPANS)
    @FEW
    def test_order_of_the_steps(self, told):
        """
        Rounds follow on one another without gap or overlap; no step comes before its cause.
        """
        rounds = ask(told).rounds
        sold = [
            one.sold_from + n * DAY
            for one in rounds
            for n in range((one.sold_to - one.sold_from).days + 1)
        ]

        assert [TODAY + (told["ahead"] + n) * DAY for n in range(told["sale"])] == sold
        for one in rounds:
            steps = attrs.astuple(one)
            assert sorted(steps) == list(steps)

    @given(occasions(), policies(), instants(), SPANS)
    @FEW
    def test_any_occasion_in_any_market(self, occasion, policy, at, told):
        """
        Every market answers for every occasion, with a text in both languages.
        """
        spans = {name: CalendarDays(told[name]) for name in ("production", "handling", "transit")}
        found = planning.schedule(occasion, policy, at=at, sale=CalendarDays(told["sale"]), **spans)

        assert found.findings
        for language in ("en", "zh"):
            assert "{" not in found.explain(language) + found.gantt(language)
        if found.allowed:
            assert found.slack >= 0
            assert isinstance(found.promise, ShipWithin | ReleaseOn)


@given(calendars(), st.integers(0, 15), st.integers(0, 800))
def test_the_last_start_is_the_last(calendar, count, ahead):
    """
    What starts on the last day is done in time, and what starts a day later is not.
    """
    assume(calendar.first is not None)
    done = calendar.first + ahead * DAY
    span = BusinessDays(count)
    try:
        start = last_start(done, span, calendar)
        assert after(start, span, calendar) <= done
        assert after(start + DAY, span, calendar) > done
    except CalendarCoverageError:
        # Whatever lies outside the calendar is not guessed.
        reach = 10 * (count + 40) * DAY
        assert done - calendar.first < reach or calendar.last - done < reach


def test_clock_changes_move_no_day():
    """
    The US sale runs across the end of daylight saving time: every day is counted once.
    """
    us = in_force("us", 2026, 10, 1)
    at = datetime(2026, 10, 20, 12, tzinfo=us.zone)
    spans = dict.fromkeys(("production", "handling", "transit"), CalendarDays(3))
    found = planning.schedule(
        date(2026, 12, 25), us, at=at, opens=date(2026, 10, 30), sale=CalendarDays(7), **spans
    )

    assert [date(2026, 11, 5), date(2026, 11, 6), date(2026, 11, 9), date(2026, 11, 12)] == [
        found.get(step)[0].day
        for step in (Step.SALE_CLOSES, Step.PRODUCTION_ORDERED, Step.GOODS_IN, Step.DISPATCHED)
    ]
