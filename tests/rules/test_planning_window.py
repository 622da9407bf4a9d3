"""
The shortest promise that keeps the chance of lateness under a target (F10), market by market.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from scipy import stats

from rules.making import in_force, own_policy
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.facts.lead_times import LeadTimes
from tiktok_presale.facts.promises import ReleaseOn, ShipWithin
from tiktok_presale.facts.shops import Shop
from tiktok_presale.facts.waiting import WaitingCosts
from tiktok_presale.rules import planning
from tiktok_presale.rules import window as windows
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.findings import Outcome
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.vocabulary import Event

AT = datetime(2026, 1, 2, 9, tzinfo=UTC)
TH = in_force("th", 2026, 1, 2)
US = in_force("us", 2026, 1, 2)
VN = in_force("vn", 2026, 1, 2)
CROSS = in_force("cross-border", 2026, 1, 2)
DOUYIN = in_force("douyin", 2023, 9, 1)
# 80 goods: 10 % took more than 9 days, none more than 11.
MADE = [5, 6, 6, 7, 7, 7, 8, 8, 9, 11] * 8
SEEN = LeadTimes(MADE)
USD = WaitingCosts(price=Money("30.00", "USD"), profit=Money("9.00", "USD"), lost="0.01")


def plan(seen=SEEN, policy=TH, **given):
    """
    Plan a promise with a target of 10 %, unless another is given.
    """
    return planning.window(seen, policy, **{"at": AT, "target": 0.1, **given})


def codes(found):
    """
    List what the reasons look at, and what they say.
    """
    return [(one.code, one.outcome) for one in found]


class TestExample:
    """
    A shop in Thailand with 80 observed times, a target of 10 % and a confidence of 95 %.
    """

    def test_days(self):
        """
        Nine days would have been missed by 10 %, which can be 17 % in truth: eleven it is.
        """
        found = plan()

        assert CalendarDays(11) == found.days == found.needed
        assert ShipWithin(CalendarDays(11)) == found.promise
        assert [("lead.window", Outcome.PASS)] == codes(found.findings)
        assert Outcome.PASS == found.outcome
        assert windows.check(found.promise, TH, at=AT).allowed

    def test_chance(self):
        """
        The chance with its interval is what scipy gives for none of 80 late.
        """
        found = plan()
        expected = stats.binomtest(0, 80).proportion_ci(0.95, "exact")

        assert (0.0, 80) == (found.chance.value, found.chance.samples)
        assert tuple(expected) == pytest.approx(
            (found.chance.interval.low, found.chance.interval.high)
        )
        assert 1 - 0.05 ** (1 / 80) == pytest.approx(found.row.held)

    def test_table(self):
        """
        Three days on each side, as far as policy allows, with what each was seen to miss.
        """
        found = plan(around=3)

        assert [8, 9, 10, 11, 12, 13, 14] == [row.days.count for row in found.table]
        assert [0.2, 0.1, 0.1, 0, 0, 0, 0] == [row.late.value for row in found.table]
        assert [None] * 7 == [row.total for row in found.table]
        assert [11] == [row.days.count for row in plan(around=0).table]

    def test_not_cautious(self):
        """
        For the next goods 8 of 80 at nine days are (8 + 1) / 81, more than 10 %; 12 % will do.
        """
        assert CalendarDays(11) == plan(cautious=False).days
        assert CalendarDays(9) == plan(cautious=False, target=0.12).days
        assert 9 / 81 == pytest.approx(plan(cautious=False, target=0.12).row.held)

    def test_target_as_written(self):
        """
        A tenth is a tenth as float and as Decimal: with nine goods the next is late in one of ten.
        """
        seen = LeadTimes([4] * 9)

        assert CalendarDays(4) == plan(seen, cautious=False).days
        assert CalendarDays(4) == plan(seen, cautious=False, target=Decimal("0.1")).days
        assert plan(LeadTimes([4] * 8), cautious=False).days is None

    def test_parts_of_a_day(self):
        """
        A part of a day counts as a whole one.
        """
        seen = LeadTimes([Decimal("8.25")] * 60)

        assert CalendarDays(9) == plan(seen).days

    def test_grounds(self):
        """
        The answer carries its inputs, its limits and what would move it.
        """
        grounds = plan().grounds
        target = Range.at_most(Fraction(1, 10), unit="share")

        assert (80, Event.DISPATCH, target, 0.95, True) == tuple(grounds.inputs.values())
        assert ["lead_target"] == [bound.code for bound in grounds.binding]
        assert ["lead_target", "promise_range", "promise_api"] == [b.code for b in grounds.bounds]
        assert TH.window.days == grounds.bounds[1].limit
        assert grounds.bounds[1].source is not None
        assert [
            ("late_target", CalendarDays(11)),
            ("late_target", CalendarDays(9)),
            ("slow_goods", CalendarDays(11)),
            ("cautious", CalendarDays(11)),
        ] == [(one.input, one.answer) for one in grounds.sensitivity]

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_told(self, language):
        """
        The answer, the table and the grounds are told in both languages, with and without costs.
        """
        for found in (plan(), plan(policy=CROSS, costs=USD), plan(LeadTimes([1]))):
            text = found.explain(language)

            assert found.grounds.explain(language) in text
            assert text.count("\n") >= len(found.table)
        assert str(plan()) == plan().explain()

    def test_inputs_in_words(self):
        """
        Each input has a name in both languages, and buyers lost to waiting are told by the day.
        """
        costs = attrs.evolve(USD, lost={7: "0.05", 15: "0.25"})
        english, chinese = (
            plan(policy=CROSS, costs=costs).explain(language) for language in ("en", "zh")
        )

        assert "event that counts: dispatch\n" in english
        assert "考核节点：发货\n" in chinese
        assert "by days): 7 calendar days, 5 %, 15 calendar days, 25 %\n" in english

    def test_notebook(self):
        """
        A table for notebooks, with costs where there are any.
        """
        assert "17.32 %" in plan()._repr_html_()
        assert "1,547.00 USD" in plan(policy=CROSS, costs=USD)._repr_html_()


class TestTooFew:
    """
    No guess from too few observations; how many it would need is said.
    """

    @pytest.mark.parametrize(
        ("target", "level", "needed"), [(0.05, 0.95, 59), (0.1, 0.95, 29), (0.1, 0.9, 22)]
    )
    def test_needed(self, target, level, needed):
        """
        As many as Wilks asks for are enough, and one fewer is not.
        """
        enough = plan(LeadTimes([5] * needed), target=target, level=level)
        short = plan(LeadTimes([5] * (needed - 1)), target=target, level=level)

        assert CalendarDays(5) == enough.days
        assert (None, None, None, ()) == (short.days, short.promise, short.chance, short.table)
        assert [("lead.samples", Outcome.UNKNOWN)] == codes(short.unknowns)
        assert needed - 1 == short.findings[0].actual
        assert Range.at_least(needed) == short.findings[0].limit
        assert Outcome.UNKNOWN == short.outcome

    def test_ways(self):
        """
        Observe more, or ask without caution where that is enough; both ways lead to an answer.
        """
        short = plan(LeadTimes([5] * 20))
        more, bold = short.findings[0].remedies

        assert {"samples": 29, "name": "production_times"} == more.params
        assert {"samples": 9} == bold.params
        assert CalendarDays(5) == plan(LeadTimes([5] * 29)).days
        assert CalendarDays(5) == plan(LeadTimes([5] * 20), cautious=False).days
        assert [more.code] == [one.code for one in plan(LeadTimes([5] * 8)).findings[0].remedies]

    def test_none(self):
        """
        Nothing observed is no error.
        """
        for cautious in (True, False):
            found = plan(LeadTimes([]), cautious=cautious)

            assert 0 == found.findings[0].actual

    def test_two_legs(self):
        """
        The leg that was seen less decides; without caution the next half of a pair counts too.
        """
        both = LeadTimes([5] * 80, [2] * 28)
        found = plan(both, event=Event.DELIVERY)
        enough = both.with_transit(2)

        assert {"samples": 29, "name": "transit_times"} == found.findings[0].remedies[0].params
        assert CalendarDays(7) == plan(enough, event=Event.DELIVERY).days
        bold = {"event": Event.DELIVERY, "cautious": False}
        assert CalendarDays(7) == plan(LeadTimes([5] * 19, [2] * 19), **bold).days
        needed = plan(LeadTimes([5] * 18, [2] * 18), **bold).findings[0]
        assert (18, Range.at_least(19)) == (needed.actual, needed.limit)

    @pytest.mark.parametrize("target", [0.3, 0.9, 0.999])
    def test_two_legs_generous(self, target):
        """
        With a generous target few pairs are enough, as many as are asked for.
        """
        bold = {"event": Event.DELIVERY, "cautious": False, "target": target}
        needed = plan(LeadTimes([], []), **bold).findings[0].limit.low

        assert CalendarDays(7) == plan(LeadTimes([5] * needed, [2] * needed), **bold).days
        if needed > 1:
            few = LeadTimes([5] * (needed - 1), [2] * (needed - 1))
            assert plan(few, **bold).days is None


class TestEvents:
    """
    Which times count depends on what the market's rule looks at.
    """

    BOTH = LeadTimes([5] * 60, [4] * 60)

    def test_of_the_policy(self):
        """
        Thailand looks at dispatch; a scan by the carrier counts where the policy looks at that.
        """
        scanned = own_policy(
            {
                "window.days": '{ min = 3, max = 30, unit = "calendar_days" }',
                "deadlines.pre_order.collection": (
                    '{ event = "collection", anchor = "placed", promise = true, '
                    'days = 1, unit = "business_days" }'
                ),
            }
        )

        assert (Event.DISPATCH, CalendarDays(5)) == (plan(self.BOTH).event, plan(self.BOTH).days)
        found = plan(self.BOTH, scanned)
        # A business day more is a calendar day more at least.
        assert (Event.COLLECTION, CalendarDays(8)) == (found.event, found.days)

    def test_chosen(self):
        """
        The caller can ask for delivery, where transit counts too.
        """
        found = plan(self.BOTH, event=Event.DELIVERY)

        assert (Event.DELIVERY, CalendarDays(9)) == (found.event, found.days)
        assert "matched_pairs" == found.chance.method
        assert (60, 60) == (
            found.grounds.inputs["production_times"],
            found.grounds.inputs["transit_times"],
        )

    def test_pairs(self):
        """
        What was observed together is one observation each, and nothing is assumed of the legs.
        """
        slow_when_slow = LeadTimes([2, 9] * 40, [1, 6] * 40, paired=True)
        found = plan(slow_when_slow, event=Event.DELIVERY, target=0.4)

        assert CalendarDays(3) == plan(slow_when_slow, event=Event.DELIVERY, target=0.7).days
        assert "clopper_pearson" == found.chance.method
        assert CalendarDays(15) == found.days

    def test_apart(self):
        """
        Observed apart, a fast and a slow leg meet in half of all pairs.
        """
        apart = LeadTimes([2, 9] * 40, [1, 6] * 40)
        table = plan(apart, event=Event.DELIVERY, around=20).table
        late = {row.days.count: row.late.value for row in table}

        assert (0.75, 0.5, 0.25, 0.0) == (late[3], late[8], late[10], late[15])

    def test_time_after_the_promise(self):
        """
        The United States leave a business day after the release, and six until delivery.
        """
        assert CalendarDays(4) == plan(self.BOTH, US).days
        assert CalendarDays(3) == plan(self.BOTH, US, event=Event.DELIVERY).days
        assert CalendarDays(3) == plan(self.BOTH.with_transit(4), US, event=Event.DELIVERY).days


class TestPolicy:
    """
    The promise keeps to what the policy allows.
    """

    def test_release_date(self):
        """
        Where handling starts on a release date, the promise is a date, counted from today there.
        """
        late = datetime(2026, 1, 2, 6, tzinfo=UTC)  # 1 January in Los Angeles
        found = plan(policy=US, at=late)

        assert ReleaseOn(date(2026, 1, 11)) == found.promise
        assert CalendarDays(10) == found.days
        assert windows.check(found.promise, US, at=late).allowed

    def test_no_shorter_than_allowed(self):
        """
        Goods that are ready tomorrow are promised in three days, because policy asks for that.
        """
        found = plan(LeadTimes([1] * 60), costs=attrs.evolve(USD), policy=CROSS)

        assert (CalendarDays(3), CalendarDays(1)) == (found.days, found.needed)
        binding = {bound.code: bound for bound in found.grounds.bounds}
        assert not binding["lead_target"].binds
        # Both say three days, so that without either the other still asks for three.
        assert not binding["promise_range"].binds
        assert [("window.advice_short", Outcome.ADVICE)] == codes(found.advice)

    def test_range_binds(self):
        """
        A limit without which the promise would be another one binds, and its cost is told.
        """
        policy = own_policy({"window.days": '{ min = 5, max = 9, unit = "calendar_days" }'})
        found = plan(LeadTimes([2] * 60), policy, costs=USD)
        (bound,) = found.grounds.binding

        assert ("promise_range", CalendarDays(5)) == (bound.code, found.days)
        # 1,000 buyers, 1 % lost for each of the three days, 9 dollars each.
        assert Money("270.00", "USD") == bound.cost

    def test_choices(self):
        """
        Douyin has a list of days: 5, 7, 10 or 15.
        """
        found = plan(LeadTimes([8] * 60), DOUYIN)
        binding = [bound.code for bound in found.grounds.binding]

        assert (CalendarDays(10), CalendarDays(8)) == (found.days, found.needed)
        assert [5, 7, 10, 15] == [
            row.days.count for row in plan(LeadTimes([8] * 60), DOUYIN, around=9).table
        ]
        assert ["lead_target", "promise_choices"] == binding

    def test_category(self):
        """
        Down coats have a window of their own, and no list.
        """
        seen = LeadTimes([18] * 60)
        found = plan(seen, DOUYIN, category="down_coat")

        assert plan(seen, DOUYIN).days is None
        assert CalendarDays(18) == found.days
        assert "down_coat" == found.grounds.inputs["goods_category"]

    def test_business_days(self):
        """
        A policy that counts business days takes observations in business days, and gives such.
        """
        policy = own_policy({"window.days": '{ min = 2, max = 9, unit = "business_days" }'})
        seen = LeadTimes([4] * 60, business=True)

        assert BusinessDays(4) == plan(seen, policy).days
        assert [("lead.unit", Outcome.UNKNOWN)] == codes(plan(SEEN, policy).findings)
        assert [("lead.unit", Outcome.UNKNOWN)] == codes(plan(seen, TH).findings)
        remedy = plan(seen, TH).findings[0].remedy
        assert ("count_as", "CalendarDays") == (remedy.code, remedy.params["unit"])

    @pytest.mark.parametrize(("unit", "days"), [("calendar_days", 4), ("business_days", 2)])
    def test_business_days_and_a_grace(self, unit, days):
        """
        Calendar days after business days may hold no business day; business days count in full.
        """
        deadline = (
            '{ event = "dispatch", anchor = "placed", promise = true, days = 2, unit = "%s" }'
        )
        policy = own_policy(
            {
                "window.days": '{ min = 2, max = 9, unit = "business_days" }',
                "deadlines.pre_order.dispatch": deadline % unit,
            }
        )
        found = plan(LeadTimes([4] * 60, business=True), policy)

        assert BusinessDays(days) == found.days

    @pytest.mark.parametrize(("hours", "days"), [(12, 5), (36, 4), (48, 3)])
    def test_hours_after_the_release(self, hours, days):
        """
        Hours from the start of a release: only days that lie in them wholly count.
        """
        deadline = f'{{ event = "dispatch", anchor = "release", days = {hours}, unit = "hours" }}'
        policy = own_policy(
            {
                "window.days": '{ max = 9, unit = "calendar_days" }',
                "window.promise": '"release_on"',
                "deadlines.pre_order.dispatch": deadline,
            }
        )

        assert CalendarDays(days) == plan(LeadTimes([4] * 60), policy).days

    def test_deadline_that_no_promise_moves(self):
        """
        A deadline that runs from the order alone leaves nothing after the promise.
        """
        policy = own_policy(
            {
                "window.days": '{ max = 9, unit = "calendar_days" }',
                "deadlines.pre_order.dispatch": (
                    '{ event = "dispatch", anchor = "placed", days = 3, unit = "calendar_days" }'
                ),
            }
        )

        assert CalendarDays(4) == plan(LeadTimes([4] * 60), policy).days

    def test_no_figure(self):
        """
        Where no window is known the days stand, and the gap is told.
        """
        silent = own_policy({"overdue.refund": '"full"'})
        found = plan(policy=silent)

        assert CalendarDays(11) == found.days
        assert [("window.days", Outcome.UNKNOWN)] == codes(found.unknowns)
        assert Outcome.UNKNOWN == found.outcome

    def test_limits_that_exclude_each_other(self):
        """
        Where no day is within all limits, that is said; costs change nothing.
        """
        policy = own_policy(
            {
                "window.days": '{ min = 3, max = 5, unit = "calendar_days" }',
                "api.pre_order": '{ min = 7, max = 9, unit = "calendar_days" }',
            }
        )
        found = plan(policy=policy, costs=USD)

        assert (None, ()) == (found.days, found.table)
        assert [("lead.no_days", Outcome.UNKNOWN)] == codes(found.findings)

    def test_other_kind_of_days_in_the_api(self):
        """
        A limit in other days allows none of these.
        """
        policy = own_policy(
            {
                "window.days": '{ min = 3, max = 5, unit = "calendar_days" }',
                "api.pre_order": '{ min = 3, max = 9, unit = "business_days" }',
            }
        )

        assert [("lead.no_days", Outcome.UNKNOWN)] == codes(plan(policy=policy).findings)

    def test_window_in_hours(self):
        """
        No promise of days fits a window of hours.
        """
        policy = own_policy({"window.days": '{ max = 72, unit = "hours" }'})

        assert [("lead.no_days", Outcome.UNKNOWN)] == codes(plan(policy=policy).findings)

    @pytest.mark.parametrize(
        ("slow", "code"), [(5, "window.advice_short"), (20, "window.advice_long")]
    )
    def test_advice(self, slow, code):
        """
        F10: shorter than 7 days makes presale pointless, longer than 15 wears out buyers.
        """
        found = plan(LeadTimes([slow] * 60), CROSS)
        advised = [bound for bound in found.grounds.bounds if bound.code == "promise_advice"]

        assert [code] == [one.code for one in found.advice]
        assert [Range.between(CalendarDays(7), CalendarDays(15))] == [b.limit for b in advised]
        assert CalendarDays(slow) == found.days
        assert not plan(policy=CROSS).advice


class TestOutOfReach:
    """
    Where no promise within the policy's range keeps the target, that is a no with its ways out.
    """

    SLOW = LeadTimes([14] * 50 + [18] * 30)

    def test_failure(self):
        """
        Fifteen days are the most in Thailand; three goods of eight take longer.
        """
        found = plan(self.SLOW)
        (failure,) = found.failures

        assert (None, CalendarDays(18)) == (found.days, found.needed)
        assert (Outcome.FAIL, "lead.window") == (failure.outcome, failure.code)
        assert CalendarDays(15) == failure.params["days"]
        assert [12, 13, 14, 15] == [row.days.count for row in found.table]
        bounds = {bound.code: bound.binds for bound in found.grounds.bounds}
        assert {"lead_target": True, "promise_range": True, "promise_api": False} == bounds

    def test_ways_lead_there(self):
        """
        Each way out leads to an answer: faster goods, or a higher target.
        """
        faster, more = plan(self.SLOW).failures[0].remedies
        sooner = LeadTimes([day - faster.params["days"] for day in self.SLOW.production])
        share = float(more.params["share"].high)

        assert CalendarDays(15) == plan(sooner).days
        assert plan(LeadTimes([day + 1 for day in sooner.production])).days is None
        assert plan(self.SLOW, target=share + 1e-4).days is not None
        assert plan(self.SLOW, target=share - 1e-4).days is None

    def test_all_late(self):
        """
        Where every promise is missed, no target helps.
        """
        (failure,) = plan(LeadTimes([30] * 80)).failures

        assert ["faster_goods"] == [one.code for one in failure.remedies]

    def test_no_days_at_all_with_costs(self):
        """
        The price of the days that are allowed is told all the same.
        """
        found = plan(self.SLOW, VN, target=0.0001, level=0.5, costs=None)

        assert [("lead.samples", Outcome.UNKNOWN)] == codes(found.findings)
        priced = plan(LeadTimes([40] * 80), CROSS, costs=USD)
        assert [("lead.window", Outcome.FAIL)] == codes(priced.failures)
        assert all(row.total is not None for row in priced.table)


class TestPrice:
    """
    The price of a day more or less: late orders against buyers who do not wait.
    """

    def test_by_hand(self):
        """
        F17: 8 dollars of return freight for each late order, and its profit, for it is cancelled.
        """
        found = plan(policy=CROSS, costs=USD)
        rows = {row.days.count: row for row in found.table}

        # 1,000 buyers; 9 % do not wait nine days; a tenth of the others costs 8 + 9 dollars.
        assert Money("1547.00", "USD") == rows[9].penalty
        assert Money("810.00", "USD") == rows[9].lost
        assert Money("2357.00", "USD") == rows[9].total
        assert Money("0.00", "USD") == rows[11].penalty
        assert CalendarDays(11) == found.cheapest

    def test_what_is_given_is_added(self):
        """
        A late order costs what the seller says beside the charges.
        """
        costs = attrs.evolve(USD, late=Money("2.00", "USD"))
        rows = {row.days.count: row for row in plan(policy=CROSS, costs=costs).table}

        assert Money("1729.00", "USD") == rows[9].penalty

    def test_late_but_not_cancelled(self):
        """
        Viet Nam cancels two days after the deadline: until then nothing is lost, then the profit.
        """
        costs = WaitingCosts(
            price=Money(300_000, "VND"), profit=Money(90_000, "VND"), lost=0, buyers=80
        )
        seen = LeadTimes([5] * 64 + [7] * 8 + [8] * 8)
        rows = {row.days.count: row for row in plan(seen, VN, target=0.3, costs=costs).table}

        # At five days 16 of 80 are late, but only those three days late are cancelled.
        assert Money(8 * 90_000, "VND") == rows[5].penalty
        assert Money(0, "VND") == rows[6].penalty

    def test_cheaper_day(self):
        """
        Where waiting costs more than lateness a shorter promise is cheaper, and that is told.
        """
        costs = attrs.evolve(USD, lost="0.02", profit=Money("30.00", "USD"))
        found = plan(policy=US, costs=costs)
        (advice,) = found.advice
        target = found.grounds.bounds[0]

        assert "lead.cheaper" == advice.code
        assert (CalendarDays(10), CalendarDays(3)) == (advice.actual, advice.limit)
        assert found.cheapest == advice.limit
        # Seven days less, 2 % of 1,000 buyers each, 30 dollars.
        assert Money("4200.00", "USD") == advice.params["saved"] == target.cost

    def test_other_currency(self):
        """
        Dollars of freight cannot be added to baht, so no total is given, and that is said.
        """
        costs = WaitingCosts(price=Money(900, "THB"), profit=Money(90, "THB"), lost="0.01")
        found = plan(policy=CROSS, costs=costs)

        assert {None} == {row.total for row in found.table if row.days.count < 11}
        assert [("lead.currency", Outcome.UNKNOWN)] == codes(found.unknowns)
        assert CalendarDays(11) == found.days

    def test_metric_that_was_not_given(self):
        """
        A charge that hangs on a metric is told as unknown until the shop states it.
        """
        us = in_force("us", 2026, 11, 1)
        seen = LeadTimes(MADE, [0] * 80, paired=True)  # scanned on the day of dispatch
        costs = attrs.evolve(USD, lost=0)
        given = {"policy": us, "costs": costs, "at": datetime(2026, 11, 2, tzinfo=UTC)}
        shop = Shop(id="s1", metrics={"late_dispatch_rate": Decimal("0.2")})
        silent, told = plan(seen, **given), plan(seen, **given, shop=shop)
        rows = {row.days.count: row for row in told.table}

        assert Event.COLLECTION is told.event
        assert ("charge.metric", Outcome.UNKNOWN) in codes(silent.unknowns)
        assert not told.unknowns
        # Two business days after the release: at seven days a tenth is late and pays 5 dollars.
        assert Money("500.00", "USD") == rows[7].penalty

    def test_collection(self):
        """
        Where the scan comes late the label did not: only what is charged for collection counts.
        """
        figures = {
            "window.days": '{ max = 30, unit = "calendar_days" }',
            "deadlines.pre_order.collection": (
                '{ event = "collection", anchor = "placed", promise = true, '
                'days = 0, unit = "calendar_days" }'
            ),
            "deadlines.pre_order.dispatch": (
                '{ event = "dispatch", anchor = "placed", promise = true, '
                'days = 0, unit = "calendar_days" }'
            ),
            "overdue.charges.scan": (
                '{ trigger = "late_collection", payee = "platform", '
                'flat = { amount = "2.00", currency = "USD" } }'
            ),
            "overdue.charges.label": (
                '{ trigger = "late", payee = "platform", '
                'flat = { amount = "5.00", currency = "USD" } }'
            ),
        }
        seen = LeadTimes([5] * 72 + [7] * 8, [0] * 80, paired=True)
        costs = attrs.evolve(USD, lost=0)
        found = plan(seen, own_policy(figures), costs=costs, event=Event.COLLECTION, target=0.3)
        rows = {row.days.count: row for row in found.table}

        assert Money("200.00", "USD") == rows[5].penalty

    def test_no_deadline_of_that_event(self):
        """
        Nobody charges a late delivery in Thailand; what the seller gives for it counts.
        """
        costs = WaitingCosts(
            price=Money(900, "THB"), profit=Money(90, "THB"), lost=0, late=Money(10, "THB")
        )
        both = LeadTimes([4] * 60, [2] * 54 + [5] * 6)
        found = plan(both, costs=costs, event=Event.DELIVERY, target=0.3)
        rows = {row.days.count: row for row in found.table}

        assert Money(1_000, "THB") == rows[6].penalty

    def test_deadline_that_cannot_be_computed(self):
        """
        A deadline that hangs on an unknown calendar leaves charges unknown, and says so.
        """
        policy = own_policy(
            {
                "window.days": '{ max = 30, unit = "calendar_days" }',
                "deadlines.pre_order.dispatch": (
                    '{ event = "dispatch", anchor = "placed", promise = true, '
                    'days = 1, unit = "business_days" }'
                ),
            }
        )
        found = plan(policy=policy, costs=USD)

        assert [("deadline.calendar", Outcome.UNKNOWN)] == codes(found.unknowns)

    def test_lateness_that_costs_nothing_known(self):
        """
        Where no rule charges for lateness and no cost of it is told, no shorter promise is advised.
        """
        tmall = in_force("tmall", 2026, 1, 2)
        costs = attrs.evolve(USD, late=Money("40.00", "USD"))
        silent, told = (plan(policy=tmall, costs=one) for one in (USD, costs))

        assert "lead.cheaper" not in {one.code for one in silent.findings}
        assert silent.days == told.days


class TestRefused:
    """
    Nonsense input is one of our errors.
    """

    @pytest.mark.parametrize(
        ("field", "value", "error"),
        [
            ("target", 0, OutOfRangeError),
            ("target", 1, OutOfRangeError),
            ("target", "0.1", WrongTypeError),
            ("target", float("nan"), OutOfRangeError),
            ("level", 1.0, OutOfRangeError),
            ("level", None, WrongTypeError),
            ("at", datetime(2026, 1, 2), NaiveTimeError),
            ("cautious", 1, WrongTypeError),
            ("event", "dispatch", WrongTypeError),
            ("costs", "0.01", WrongTypeError),
            ("shop", "s1", WrongTypeError),
            ("category", 5, WrongTypeError),
            ("calendar", "th", WrongTypeError),
            ("around", -1, OutOfRangeError),
            ("policy", "th", WrongTypeError),
            ("seen", [5, 6], WrongTypeError),
        ],
    )
    def test_argument(self, field, value, error):
        """
        Each argument says what it wants.
        """
        with pytest.raises(error):
            plan(**{field: value})

    def test_no_date_of_release(self):
        """
        Where the promise is a date, it must be one that there is.
        """
        with pytest.raises(OutOfRangeError):
            plan(policy=US, at=datetime(9999, 12, 30, tzinfo=UTC))
