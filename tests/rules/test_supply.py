"""
What can be promised of what is to arrive?
"""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from rules.making import BANGKOK, an_order, in_force, own_policy
from tiktok_presale import (
    Batch,
    BatchState,
    BusinessCalendar,
    BusinessDays,
    CalendarDays,
    Claim,
    Commitment,
    DeliveredDeadlines,
    Outcome,
    ReleaseOn,
    ShipWithin,
    Supply,
    Weekday,
    supply,
)
from tiktok_presale.errors import (
    NaiveTimeError,
    NoWorkingWeekError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.rules.supply import Available, FromBatch
from tiktok_presale.values.calendars import MON_TO_FRI

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)  # a Monday
TODAY = AT.date()
TH = in_force("th", 2026, 1, 5)
US = in_force("us", 2026, 2, 2)
NOW = CalendarDays(0)
# A market of which nothing is known but the form of its promises.
UNTOLD = own_policy({"window.promise": '"ship_within"'})


def day(days):
    """
    So many days from today.
    """
    return TODAY + timedelta(days=days)


def batch(batch_id, units, days, state=BatchState.CONFIRMED, sku="tea"):
    """
    A batch that arrives in so many days; on no known day for None.
    """
    return Batch(batch_id, sku, units, arrives=None if days is None else day(days), state=state)


def promised(order_id, units, days, placed=1, sku="tea"):
    """
    A promise to an order that was placed on a day of December.
    """
    claim = Claim(order_id, units, at=datetime(2025, 12, placed, tzinfo=UTC))
    return Commitment(claim, sku, by=None if days is None else day(days))


def ask(units, batches, commitments=(), **given):
    """
    A promise asked for.
    """
    given = {"at": AT, "handling": NOW, **given}
    return supply.promise("tea", units, Supply(batches), commitments, **given)


TWO = (batch("b1", 5, 7), batch("b2", 5, 20))


class TestWhichBatch:
    """
    The earliest batch that still has units covers a new order.
    """

    def test_first(self):
        """
        The first batch, as far as it goes.
        """
        found = ask(5, TWO)

        assert day(7) == found.day
        assert (FromBatch("b1", 5),) == found.sources
        assert found.allowed

    def test_across(self):
        """
        An order that needs two batches goes when the second is here.
        """
        found = ask(6, TWO)

        assert day(20) == found.day
        assert (FromBatch("b1", 5), FromBatch("b2", 1)) == found.sources

    def test_behind_the_queue(self):
        """
        A new order never overtakes those that wait, however late they were promised.
        """
        found = ask(5, TWO, [promised("o1", 4, 30)])

        assert day(20) == found.day
        assert (FromBatch("b1", 1), FromBatch("b2", 4)) == found.sources

    def test_other_skus(self):
        """
        Batches and promises of other SKUs do not count.
        """
        other = [batch("b0", 50, 1, sku="cup"), *TWO]

        assert day(7) == ask(5, other, [promised("o1", 4, 30, sku="cup")]).day

    def test_same_day(self):
        """
        Two batches of one day are one supply.
        """
        found = ask(6, [batch("b2", 3, 7), batch("b1", 3, 7)])

        assert (day(7), (FromBatch("b1", 3), FromBatch("b2", 3))) == (found.day, found.sources)

    def test_in_stock(self):
        """
        What has arrived can be dispatched today, whatever day was told.
        """
        here = batch("b0", 5, -9, BatchState.ARRIVED)

        assert day(0) == ask(5, [here]).day
        assert day(0) == ask(5, [attrs.evolve(here, arrives=None)]).day

    def test_today(self):
        """
        A batch that is expected today has not passed its day.
        """
        assert day(0) == ask(5, [batch("b0", 5, 0)]).day

    def test_told(self):
        """
        The reason names the day, and the batch that decides it.
        """
        found = ask(6, TWO)

        assert (
            "[pass] 6 units can be dispatched on 2026-01-25, the last of them from batch b2."
            == (str(found))
        )
        assert "2026-01-25" in found.explain("zh")


class TestHandling:
    """
    From arrival to dispatch; the day of arrival is day 0.
    """

    def test_calendar_days(self):
        """
        Every day counts.
        """
        assert day(9) == ask(5, TWO, handling=CalendarDays(2)).day

    def test_business_days(self):
        """
        Arriving on a Monday, two business days later is Wednesday; on a Friday, Tuesday.
        """
        calendar = BusinessCalendar(
            "demo", MON_TO_FRI, first=date(2026, 1, 1), last=date(2026, 12, 31)
        )
        for arrives, on in ((7, 9), (4, 8)):
            found = ask(5, [batch("b1", 5, arrives)], handling=BusinessDays(2), calendar=calendar)

            assert day(on) == found.day

    def test_make_up_saturday(self):
        """
        A Saturday that is worked to make up for a holiday counts.
        """
        calendar = BusinessCalendar(
            "demo",
            MON_TO_FRI,
            {date(2026, 1, 16)},
            {date(2026, 1, 17)},
            first=date(2026, 1, 1),
            last=date(2026, 12, 31),
        )
        arriving_thursday = [batch("b1", 5, 10)]
        found = ask(5, arriving_thursday, handling=BusinessDays(1), calendar=calendar)

        assert date(2026, 1, 17) == found.day

    def test_year_outside_the_table(self):
        """
        Holidays of a year that the calendar does not know are not guessed.
        """
        calendar = BusinessCalendar(
            "demo", MON_TO_FRI, first=date(2026, 1, 1), last=date(2026, 1, 31)
        )
        found = ask(5, [batch("b1", 5, 26)], handling=BusinessDays(1), calendar=calendar)

        assert Outcome.UNKNOWN is found.outcome
        assert "supply.calendar" in [one.code for one in found.unknowns]

    def test_policy_calendar(self):
        """
        Where no calendar is given the policy's own counts, in the market's zone.
        """
        own = own_policy({"calendar.week": '["mon", "tue", "wed", "thu", "fri"]'})
        early = datetime(2025, 6, 2, tzinfo=UTC)
        given = {"at": early, "handling": BusinessDays(1), "policy": own}
        stock = Batch("b1", "tea", 5, state=BatchState.ARRIVED)

        assert Outcome.UNKNOWN is supply.promise("tea", 1, Supply([stock]), **given).outcome

    def test_no_working_week(self):
        """
        A market whose working week nobody names asks for a calendar.
        """
        with pytest.raises(NoWorkingWeekError, match="calendar="):
            ask(5, TWO, handling=BusinessDays(1), policy=UNTOLD)

    def test_no_calendar(self):
        """
        Business days without any calendar make no sense.
        """
        with pytest.raises(WrongTypeError, match="calendar must be a BusinessCalendar"):
            ask(5, TWO, handling=BusinessDays(1))

    def test_beyond_the_calendar(self):
        """
        A day that does not exist is no day to promise.
        """
        found = ask(5, [Batch("b1", "tea", 5, arrives=date.max)], handling=CalendarDays(1))

        assert ["supply.short", "supply.too_far"] == [one.code for one in found.findings]

    def test_market_day(self):
        """
        Today is the day in the market's zone: at 18:00 in London it is tomorrow in Bangkok.
        """
        at = datetime(2026, 1, 5, 18, tzinfo=UTC)
        stock = [Batch("b1", "tea", 5, state=BatchState.ARRIVED)]

        assert day(1) == ask(5, stock, at=at, policy=TH).day
        assert day(0) == ask(5, stock, at=at).day
        assert day(1) == ask(5, stock, at=at.astimezone(BANGKOK)).day


class TestNotCovered:
    """
    Where no batch covers an order, the answer says how many could be promised, and by when.
    """

    def test_short(self):
        """
        Twelve of ten: promise ten by the second batch, or have two more supplied.
        """
        found = ask(12, TWO)
        (finding,) = found.failures

        assert (None, None, ()) == (found.day, found.promise, found.sources)
        assert ("supply.short", 10, 12) == (finding.code, finding.actual, finding.limit)
        assert [
            ("promise_units", {"units": 10, "on": day(20)}),
            ("order_supply", {"units": 2}),
        ] == [(way.code, dict(way.params)) for way in finding.remedies]

    def test_nothing_at_all(self):
        """
        Saleor's failure: where there is no stock of any kind, that is an answer, and no error.
        """
        found = ask(1, [])

        assert Outcome.FAIL is found.outcome
        assert ["order_supply"] == [way.code for way in found.failures[0].remedies]
        assert () == found.available

    @pytest.mark.parametrize("days", [None, -1], ids=["undated", "overdue"])
    def test_not_known(self, days):
        """
        A batch without a day, or whose day has passed without it, could bring what is missing.
        """
        found = ask(12, [*TWO, batch("b3", 2, days, BatchState.CONFIRMED)])
        code = "supply.undated" if days is None else "supply.overdue"

        assert Outcome.UNKNOWN is found.outcome
        assert ["supply.short", code] == [one.code for one in found.unknowns]
        assert {"batch": "b3"} == dict(found.unknowns[1].remedy.params)

    def test_too_small_to_matter(self):
        """
        One that could not bring enough leaves the answer at no.
        """
        found = ask(12, [*TWO, batch("b3", 1, None)])

        assert Outcome.FAIL is found.outcome

    def test_not_needed(self):
        """
        Where other batches cover the order, what is not known does not matter.
        """
        found = ask(5, [*TWO, batch("b3", 1, None)])

        assert found.allowed
        assert ["supply.covered"] == [one.code for one in found.findings]

    def test_passed_day_is_no_stock(self):
        """
        Pain 24: a day that has passed is not advertised as if the goods were here.
        """
        found = ask(1, [batch("b1", 5, -1)])

        assert found.day is None
        assert "expected on 2026-01-04 and is not reported as arrived" in str(found)


class TestPlanned:
    """
    A promise on a batch that nobody confirmed is allowed, with advice.
    """

    def test_advice(self):
        """
        The batch is named, and how many units stand on it.
        """
        found = ask(6, [batch("b1", 5, 7), batch("b2", 5, 20, BatchState.PLANNED)])
        (advice,) = (one for one in found.findings if one.outcome is Outcome.ADVICE)

        assert found.allowed
        assert ("supply.planned", "b2", 1) == (
            advice.code,
            advice.params["batch"],
            advice.params["units"],
        )


class TestInTime:
    """
    The last day that would do, such as the one that the product page promises.
    """

    @pytest.mark.parametrize(("by", "outcome"), [(19, "fail"), (20, "pass"), (21, "pass")])
    def test_edges(self, by, outcome):
        """
        The day itself is in time.
        """
        found = ask(6, TWO, by=day(by))

        assert outcome == found.outcome.value

    def test_remedies(self):
        """
        Promise the later day, or as many as are there by then.
        """
        found = ask(6, TWO, by=day(10))

        assert [
            ("promise_day", {"on": day(20)}),
            ("promise_units", {"units": 5, "on": day(10)}),
        ] == [(way.code, dict(way.params)) for way in found.failures[0].remedies]

    def test_nothing_by_then(self):
        """
        Where nothing is there by then, only the later day remains.
        """
        found = ask(6, TWO, by=day(6))

        assert ["promise_day"] == [way.code for way in found.failures[0].remedies]

    def test_not_known(self):
        """
        A batch that cannot be counted on yet could bring what is missing.
        """
        found = ask(6, [*TWO, batch("b3", 1, None)], by=day(10))

        assert Outcome.UNKNOWN is found.outcome
        assert ["supply.in_time", "supply.undated"] == [one.code for one in found.unknowns]


class TestWindow:
    """
    With a policy, the promise is put in the market's own form and held against its window.
    """

    def test_days(self):
        """
        Thailand counts days from the order: in seven days is within seven days.
        """
        found = ask(5, TWO, policy=TH)

        assert ShipWithin(CalendarDays(7)) == found.promise
        assert found.allowed

    def test_too_soon(self):
        """
        Goods that are here already cannot be promised for less than the window's three days.
        """
        found = ask(5, [batch("b1", 5, 0, BatchState.ARRIVED)], policy=TH)

        assert (day(0), ShipWithin(CalendarDays(3))) == (found.day, found.promise)
        assert found.allowed

    def test_too_late(self):
        """
        A day beyond the window is a finding; what is there within it can be promised.
        """
        found = ask(6, TWO, policy=TH)
        (finding,) = found.failures

        assert ShipWithin(CalendarDays(20)) == found.promise
        assert "window.days" == finding.rule
        assert [
            ("promise_units", {"units": 5, "on": day(15)}),
            ("goods_by", {"on": day(15)}),
        ] == [(way.code, dict(way.params)) for way in finding.remedies]

    def test_nothing_within(self):
        """
        Where nothing is there within the window, only earlier goods help.
        """
        found = ask(5, [batch("b1", 5, 16)], policy=TH)

        assert ["goods_by"] == [way.code for way in found.failures[0].remedies]

    def test_release(self):
        """
        The United States take a release date.
        """
        at = datetime(2026, 2, 2, 20, tzinfo=UTC)
        stock = Supply([Batch("b1", "tea", 5, arrives=date(2026, 3, 1))])
        found = supply.promise("tea", 5, stock, at=at, handling=NOW, policy=US)

        assert ReleaseOn(date(2026, 3, 1)) == found.promise
        assert found.allowed

    def test_release_too_late(self):
        """
        Sixty days ahead is the last release date; the remedy names that day.
        """
        at = datetime(2026, 2, 2, 20, tzinfo=UTC)
        stock = Supply([Batch("b1", "tea", 5, arrives=date(2026, 4, 30))])
        found = supply.promise("tea", 5, stock, at=at, handling=NOW, policy=US)

        assert {date(2026, 4, 3)} == {
            way.params["on"] for one in found.failures for way in one.remedies
        }

    @pytest.mark.parametrize(("days", "choice"), [(1, 5), (5, 5), (6, 7), (11, 15), (16, 16)])
    def test_choices(self, days, choice):
        """
        Where only some values are offered, the smallest that the goods can keep.
        """
        douyin = in_force("douyin", 2026, 1, 5)
        found = ask(5, [batch("b1", 5, days)], policy=douyin)

        assert ShipWithin(CalendarDays(choice)) == found.promise
        assert (choice <= 15) is (found.outcome is not Outcome.FAIL)

    def test_advice_for_less(self):
        """
        Advice to promise fewer days than the goods can keep is not passed on.
        """
        policy = in_force("cross-border", 2025, 6, 1)
        at = datetime(2025, 6, 1, tzinfo=UTC)
        stock = Supply([Batch("b1", "tea", 5, arrives=date(2025, 6, 26))])
        found = supply.promise("tea", 5, stock, at=at, handling=NOW, policy=policy)
        advice = next(one for one in found.findings if one.code == "window.advice_long")

        assert ["goods_by"] == [way.code for way in advice.remedies]

    def test_advice_for_more(self):
        """
        Advice to promise more days than the goods need is passed on as it is.
        """
        policy = in_force("cross-border", 2025, 6, 1)
        at = datetime(2025, 6, 1, tzinfo=UTC)
        stock = Supply([Batch("b1", "tea", 5, arrives=date(2025, 6, 4))])
        found = supply.promise("tea", 5, stock, at=at, handling=NOW, policy=policy)
        advice = next(one for one in found.findings if one.code == "window.advice_short")

        assert found.allowed
        assert ["promise"] == [way.code for way in advice.remedies]

    def test_business_days(self):
        """
        A window in business days is counted in business days: next Monday is five of them ahead.
        """
        own = own_policy({"window.days": '{ min = 3, max = 9, unit = "business_days" }'})
        calendar = BusinessCalendar(
            "demo", MON_TO_FRI, first=date(2026, 1, 1), last=date(2026, 3, 31)
        )
        given = {"policy": own, "calendar": calendar}

        assert ShipWithin(BusinessDays(5)) == ask(5, TWO, **given).promise
        assert day(7) == calendar.after(TODAY, 5)
        found = ask(6, TWO, **given)
        assert ShipWithin(BusinessDays(15)) == found.promise
        assert {calendar.after(TODAY, 9)} == {
            way.params["on"] for one in found.failures for way in one.remedies
        }

    def test_business_days_not_known(self):
        """
        Where nobody knows which days are worked, no promise is made up.
        """
        own = own_policy({"window.days": '{ min = 3, max = 9, unit = "business_days" }'})
        found = ask(5, TWO, policy=own)

        assert (day(7), None, Outcome.UNKNOWN) == (found.day, found.promise, found.outcome)
        assert ["supply.window"] == [one.code for one in found.unknowns]

    def test_window_in_hours(self):
        """
        A window that counts hours fits no promise in days, and the finding says so.
        """
        own = own_policy({"window.days": '{ min = 3, max = 9, unit = "hours" }'})
        found = ask(5, TWO, policy=own)

        assert ShipWithin(CalendarDays(7)) == found.promise
        assert ["window.days.unit"] == [one.code for one in found.failures]

    def test_no_window(self):
        """
        A market whose window is not known gets a promise, and it is not known whether it is good.
        """
        found = ask(5, TWO, policy=UNTOLD)

        assert (ShipWithin(CalendarDays(7)), Outcome.UNKNOWN) == (found.promise, found.outcome)


class TestAvailable:
    """
    What is available to promise, day by day.
    """

    def test_steps(self):
        """
        Units in all by each day on which there are more.
        """
        found = supply.available("tea", Supply(TWO), at=AT, handling=NOW)

        assert (Available(day(7), 5), Available(day(20), 10)) == found

    def test_spoken_for(self):
        """
        What was promised is gone; where a day is used up, it is no step.
        """
        commitments = [promised("o1", 5, 7), promised("o2", 2, 30)]
        found = supply.available("tea", Supply(TWO), commitments, at=AT, handling=NOW)

        assert (Available(day(20), 3),) == found

    def test_same_in_the_promise(self):
        """
        A promise tells the same table.
        """
        commitments = [promised("o1", 3, 7)]
        table = supply.available("tea", Supply(TWO), commitments, at=AT, handling=NOW)

        assert table == ask(5, TWO, commitments).available


class TestCommitmentOf:
    """
    What an order was promised, from its own deadlines.
    """

    def test_computed(self):
        """
        Fifteen days from New Year in Thailand end on the 16th.
        """
        found = supply.commitment_of(an_order(), in_force("th", 2026, 1, 1), sku="tea", units=2)

        assert date(2026, 1, 16) == found.by
        assert Claim("o1", 2, at=an_order().placed_at) == found.claim

    def test_delivered(self):
        """
        The platform's own deadline wins, read in the market's zone.
        """
        sent = DeliveredDeadlines(dispatch=datetime(2026, 1, 17, 18, tzinfo=UTC))
        found = supply.commitment_of(
            an_order(delivered=sent), in_force("th", 2026, 1, 1), sku="tea", units=2, tier=3
        )

        assert (date(2026, 1, 18), 3) == (found.by, found.claim.tier)

    def test_not_known(self):
        """
        Where there is no deadline, the promise is not known.
        """
        found = supply.commitment_of(an_order(), UNTOLD, sku="tea", units=2)

        assert found.by is None


class TestArguments:
    """
    What makes no sense is refused.
    """

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("at", TODAY),
            ("handling", 2),
            ("handling", timedelta(days=2)),
            ("calendar", "th"),
            ("policy", "th"),
            ("by", AT),
            ("units", 1.0),
        ],
        ids=repr,
    )
    def test_types(self, field, value):
        """
        Each argument has one type.
        """
        given = {"units": 1, field: value}
        with pytest.raises(WrongTypeError, match=field):
            ask(given.pop("units"), TWO, **given)

    def test_supply(self):
        """
        A supply is a Supply, and promises are commitments.
        """
        with pytest.raises(WrongTypeError, match="supply must be a Supply"):
            supply.promise("tea", 1, TWO, at=AT, handling=NOW)
        with pytest.raises(WrongTypeError, match="commitments must be a Commitment each"):
            ask(1, TWO, ["o1"])
        with pytest.raises(WrongTypeError, match="sku"):
            supply.available("", Supply(TWO), at=AT, handling=NOW)

    def test_naive(self):
        """
        An instant names its zone.
        """
        with pytest.raises(NaiveTimeError, match="at"):
            ask(1, TWO, at=datetime(2026, 1, 5))

    def test_nothing_asked_for(self):
        """
        Nobody orders nothing.
        """
        with pytest.raises(OutOfRangeError, match="units"):
            ask(0, TWO)

    def test_order_twice(self):
        """
        An order has one commitment of a SKU.
        """
        with pytest.raises(OutOfRangeError, match="an order twice"):
            ask(1, TWO, [promised("o1", 1, 7), promised("o1", 1, 9)])

    def test_two_skus_of_one_order(self):
        """
        Of two SKUs it may have two.
        """
        both = [promised("o1", 1, 7), promised("o1", 1, 9, sku="cup")]

        assert ask(1, TWO, both).allowed


def test_week_of_the_tests():
    """
    Today is a Monday, as the days counted above suppose.
    """
    assert Weekday.MON == TODAY.weekday()


def test_door_shows_its_public_names():
    """
    Completion shows what the door offers and nothing else.
    """
    assert dir(supply) == sorted(supply.__all__)
