"""
How many units to put on presale?
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from scipy import stats

from rules.making import in_force, own_policy
from tiktok_presale import (
    CostSheet,
    Demand,
    DemandForecast,
    DemandQuantiles,
    Money,
    Outcome,
    Range,
    ReturnCurve,
    Shop,
    Sold,
    planning,
)
from tiktok_presale.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError

BRIEF = in_force("cross-border", 2025, 6, 1)
TH = in_force("th", 2026, 2, 1)
US = in_force("us", 2026, 2, 1)

SHEET = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"), clearance="0.10")
PAST = Demand.of(120, 80, 150, 95)
FORECAST = DemandForecast(mean=100, spread=40)
NONE = ReturnCurve.flat(0)


def usd(amount):
    """
    Dollars.
    """
    return Money(amount, "USD")


def asked(demand=FORECAST, sheet=SHEET, policy=None, **terms):
    """
    A cap for goods that are made before and never come back, unless told otherwise.
    """
    given = {"made": "before", "returns": NONE, "step": 0} | terms
    return planning.cap(demand, sheet, policy, **given)


def shipping_late(rate):
    """
    A shop that sells from China, with a late dispatch rate.
    """
    return Shop(id="s1", seller_type="cross_border", metrics={"late_dispatch_rate": Decimal(rate)})


def codes(found):
    """
    The findings by code.
    """
    return {finding.code: finding for finding in found.findings}


def bounds(found):
    """
    The limits by code.
    """
    return {bound.code: bound for bound in found.grounds.bounds}


class TestCriticalRatio:
    """
    What a unit too few forgoes, over that and what a unit too many costs.
    """

    def test_textbook(self):
        """
        Cachon and Terwiesch, Matching Supply with Demand: a suit sold at 190, bought at 110.

        Leftovers bring 90, so that the critical ratio is 80 / (80 + 20). Demand there is normal;
        the quantity is compared with `scipy.stats` for counts of that mean and spread.
        """
        suit = CostSheet(price=usd(190), unit_cost=usd(110), clearance=Fraction(90, 190))
        found = asked(DemandForecast(mean=3192, spread=1181), suit)
        shape = 3192**2 / (1181**2 - 3192)

        assert Fraction(4, 5) == found.ratio
        assert stats.nbinom.ppf(0.8, shape, shape / (shape + 3192)) == found.optimum == found.units

    def test_returns_and_fees(self):
        """
        What is forgone is net of commission and of the units that come back.
        """
        sheet = attrs.evolve(SHEET, commission="0.10", freight_back=usd("4.00"))
        kept, returned, unsold = 30 - 3 - 12, 3 - 12 - 4, 3 - 12
        earned = Fraction(6, 10) * kept + Fraction(4, 10) * returned
        found = asked(sheet=sheet, returns=ReturnCurve.flat("0.4"))

        assert earned / (earned - unsold) == found.ratio

    def test_wait(self):
        """
        Buyers who wait longer send more back, so fewer units are worth offering.
        """
        curve = ReturnCurve({7: "0.1", 30: "0.4"})
        short, long = (asked(returns=curve, wait=days) for days in (7, 30))

        assert (Fraction(1, 10), Fraction(2, 5)) == (short.terms.returns, long.terms.returns)
        assert short.ratio > long.ratio
        assert short.units > long.units

    def test_wait_not_told(self):
        """
        Where returns depend on the wait, it has to be told.
        """
        with pytest.raises(WrongTypeError, match="wait"):
            asked(returns=ReturnCurve({7: "0.1", 30: "0.4"}))

    def test_no_profit(self):
        """
        F18: where so many units come back that a sale loses money, none is offered, and why.
        """
        found = asked(returns=ReturnCurve.flat("0.9"), capacity=50)
        finding = codes(found)["cap.no_profit"]

        assert (0, 0, Fraction(0), usd(0)) == (
            found.units,
            found.optimum,
            found.ratio,
            found.profit,
        )
        assert (Outcome.FAIL, usd("-6.30")) == (finding.outcome, finding.actual)
        assert not found.binding

    def test_clearing_pays(self):
        """
        Where clearing pays for making, one too many costs nothing, and is said to.
        """
        found = asked(sheet=attrs.evolve(SHEET, clearance="0.50"), capacity=130)

        assert (Fraction(1), 130) == (found.ratio, found.units)
        assert usd("3.00") == codes(found)["cap.clears"].actual


class TestMade:
    """
    Before the orders come, or after.
    """

    def test_after(self):
        """
        What is made to order has no unit too many: only demand's far end and limits hold it.
        """
        found = asked(made="after")
        finding = codes(found)["cap.open"]

        assert Fraction(1) == found.ratio
        assert found.units == found.demand.reached_with(0.999)
        assert (Outcome.ADVICE, found.units) == (finding.outcome, finding.actual)
        assert "cap.open" not in codes(asked(made="after", capacity=500))

    def test_beyond(self):
        """
        How far that end lies is an argument.
        """
        assert asked(made="after", beyond=0.05).units == asked().demand.reached_with(0.95)

    def test_idle(self):
        """
        Slots that are reserved cost something if nobody orders them.
        """
        found = asked(made="after", idle=usd("6.00"))

        assert Fraction(18, 24) == found.ratio

    def test_idle_before(self):
        """
        Goods that are made before have no idle slots.
        """
        with pytest.raises(OutOfRangeError, match="idle"):
            asked(idle=usd("6.00"))

    def test_nothing_idle(self):
        """
        A cost of nothing is none.
        """
        assert asked(idle=usd(0)).units == asked().units


class TestShare:
    """
    F19: 50 % to 70 % of past sales.
    """

    @pytest.mark.parametrize(
        ("history", "units", "binds"), [(100, 70, True), (180, 113, False), (300, 150, True)]
    )
    def test_held(self, history, units, binds):
        """
        The optimum is held inside the band, at both of its ends.
        """
        found = asked(policy=BRIEF, history=history)
        bound = bounds(found)["recommended_share"]

        assert (113, units, binds) == (found.optimum, found.units, bound.binds)
        assert units in bound.limit
        assert (bound.cost > usd(0)) is binds
        assert Outcome.PASS is codes(found)["caps.recommended"].outcome
        assert ("caps.recommended", True) == (bound.rule, bound.source is not None)

    def test_last_period(self):
        """
        The last past period is compared with where nothing else is told.
        """
        found = asked(PAST, policy=BRIEF)

        assert Range.between(48, 66, unit="units") == bounds(found)["recommended_share"].limit
        assert 95 == found.grounds.inputs["history"]

    def test_least_not_kept(self):
        """
        The lower end is advice, and may be left.
        """
        found = asked(policy=BRIEF, history=300, keep_least=False)

        assert (113, ()) == (found.units, found.binding)
        assert Outcome.ADVICE is codes(found)["caps.recommended"].outcome

    def test_least_loses(self):
        """
        Where the lower end would lose money, nothing is sold, and why.
        """
        found = asked(policy=BRIEF, history=10_000)
        finding = codes(found)["cap.loses"]

        assert (0, usd(0)) == (found.units, found.profit)
        assert (Outcome.FAIL, 5_000) == (finding.outcome, finding.params["units"])
        assert finding.actual > usd(0)
        assert ["recommended_share"] == [bound.code for bound in found.binding]

    def test_no_history(self):
        """
        Without past sales the band is unknown, and no limit.
        """
        found = asked(policy=BRIEF)

        assert not found.grounds.bounds
        assert Outcome.UNKNOWN is codes(found)["caps.recommended"].outcome

    def test_no_band(self):
        """
        Only packs that recommend a share have one.
        """
        assert "recommended_share" not in bounds(asked(PAST, policy=TH))


class TestPlatform:
    """
    The platform's orders a day.
    """

    def test_new_shop(self):
        """
        Thailand: 100 orders a day for a beginner; over a sale of ten days that is 1,000.
        """
        beginner = Shop(id="s1", tier="beginner")
        found = asked(DemandForecast(mean=3000, spread=500), policy=TH, shop=beginner, sale_days=10)
        bound = bounds(found)["daily_orders"]

        assert (1_000, True) == (found.units, bound.binds)
        assert ("caps.daily_orders.beginner", True) == (bound.rule, bound.cost > usd(0))
        assert Outcome.PASS is codes(found)["caps.daily_orders"].outcome

    @pytest.mark.parametrize(
        ("terms", "units"),
        [
            ({"busiest_day": "0.3"}, 333),
            ({"busiest_day": "0.3", "sale_days": 10}, 333),
            ({"sale_days": 10, "units_per_order": 2}, 2_000),
        ],
        ids=str,
    )
    def test_days(self, terms, units):
        """
        A busiest day, and orders of several units, change what a daily limit comes to.
        """
        beginner = Shop(id="s1", tier="beginner")
        found = asked(DemandForecast(mean=3000, spread=500), policy=TH, shop=beginner, **terms)

        assert units == found.units
        assert Outcome.PASS is codes(found)["caps.daily_orders"].outcome

    @pytest.mark.parametrize(
        ("shop", "missing"),
        [(Shop(id="s1", tier="beginner"), "sale_days"), (None, "tier")],
        ids=str,
    )
    def test_unknown(self, shop, missing):
        """
        Without the days of the sale or the tier nothing can be said, and it is said what to tell.
        """
        finding = codes(asked(policy=TH, shop=shop))["caps.daily_orders"]

        assert Outcome.UNKNOWN is finding.outcome
        assert missing == finding.remedy.params["name"]

    def test_after_lateness(self):
        """
        United States: half of the best daily average after a late dispatch rate of 10 %.
        """
        shop = Shop(
            id="s1", seller_type="cross_border", metrics={"late_dispatch_rate": Decimal("0.10")}
        )
        found = asked(policy=US, shop=shop, best_daily=10, sale_days=7)

        assert Range.at_most(35, unit="units") == bounds(found)["after_lateness"].limit
        assert 35 == found.units

    def test_on_time(self):
        """
        A shop that is on time has no such limit.
        """
        shop = Shop(
            id="s1", seller_type="cross_border", metrics={"late_dispatch_rate": Decimal("0.01")}
        )

        assert "after_lateness" not in bounds(
            asked(policy=US, shop=shop, best_daily=10, sale_days=7)
        )


class TestSeller:
    """
    Capacity and budget.
    """

    def test_capacity(self):
        """
        No more than can be made.
        """
        found = asked(capacity=60)

        assert (60, ("capacity",)) == (found.units, tuple(one.code for one in found.binding))
        assert found.best - found.profit == found.lost == bounds(found)["capacity"].cost

    def test_budget(self):
        """
        No more than can be paid beforehand, slot fee and all.
        """
        sheet = attrs.evolve(SHEET, slot_fee=usd(50))

        assert 45 == asked(sheet=sheet, budget=usd(600)).units
        assert 0 == asked(sheet=sheet, budget=usd(49)).units

    def test_budget_after(self):
        """
        Made to order, only idle slots are paid beforehand; without them a budget is no limit.
        """
        assert 100 == asked(made="after", idle=usd(6), budget=usd(600)).units
        assert "budget" not in bounds(asked(made="after", budget=usd(1)))

    def test_several(self):
        """
        The tightest binds; of two that are alike, neither alone.
        """
        found = asked(capacity=60, budget=usd(960))
        alike = asked(capacity=60, budget=usd(720))

        assert [("capacity", True), ("budget", False)] == [
            (bound.code, bound.binds) for bound in found.grounds.bounds
        ]
        assert (60, ()) == (alike.units, alike.binding)

    def test_slot_fee_not_covered(self):
        """
        Where no number of units makes up for the slot fee, nothing is sold.
        """
        found = asked(sheet=attrs.evolve(SHEET, slot_fee=usd(5_000)))

        assert (0, 0, usd(0), usd(0)) == (found.units, found.optimum, found.profit, found.best)
        assert usd(5_000) == codes(found)["cap.not_covered"].params["fee"]


class TestDemandGiven:
    """
    Past periods, mean and spread, or quantiles.
    """

    @pytest.mark.parametrize(
        ("periods", "code", "more"),
        [
            ((), "cap.periods", 4),
            ((Sold(90, sold_out=True),), "cap.periods", 3),
            ((Sold(90, sold_out=True),), "cap.sold_out", 2),
            ((Sold(9), *(Sold(90, sold_out=True),) * 3), "cap.sold_out", 1),
        ],
        ids=["none", "one", "one sold out", "most sold out"],
    )
    def test_too_few(self, periods, code, more):
        """
        Too little to tell from is unknown, with how many periods it would take.
        """
        found = asked(Demand(periods), policy=BRIEF, capacity=60)
        finding = codes(found)[code]

        assert (None, None, None) == (found.units, found.profit, found.lost)
        assert Outcome.UNKNOWN is finding.outcome
        assert more == finding.remedy.params["count"]
        assert bounds(found)["capacity"].cost is None

    def test_enough_is_an_argument(self):
        """
        Who trusts fewer periods may say so; two is the least.
        """
        assert asked(Demand.of(120, 80), least_periods=2).units is not None
        assert asked(Demand.of(120), least_periods=1).units is None

    def test_intervals(self):
        """
        Estimates and demand carry their intervals at the level asked for.
        """
        found = asked(PAST, level=0.8).demand

        assert (4, 0.8) == (found.mean.samples, found.mean.interval.level)
        assert found.mean.value in found.mean.interval
        assert found.variation.value in found.variation.interval
        assert found.mean.interval.width < found.interval.width

    def test_usual(self):
        """
        Who takes more variation for middling is told a wider interval.
        """
        calm, wild = (asked(PAST, usual=usual).demand for usual in (0.3, 1.5))

        assert wild.interval.width > 1.3 * calm.interval.width

    def test_enormous(self):
        """
        A trillion units are reckoned with as well.
        """
        found = asked(DemandForecast(mean=1e12, spread=2e11), capacity=10**12)

        assert (10**12, True) == (found.units, found.optimum > 10**12)
        assert asked(DemandForecast(mean=1e12, spread=1e6)).units > 10**12

    def test_interval_widens(self):
        """
        Fewer periods of the same kind leave more open, and the predictive distribution is wider.
        """
        few, many = (asked(Demand.of(*(80, 120) * n), level=0.8).demand for n in (2, 10))

        assert few.interval.width > 1.2 * many.interval.width

    def test_sold_out(self):
        """
        A period that sold out raises what is expected; one at a known moment is not guessed.
        """
        cut = (Sold(120), Sold(80), Sold(150, sold_out=True), Sold(95))
        known = (*cut[:2], Sold(150, sold_out=True, sold_out_after="0.5"), cut[3])

        plain, unknown, told = (asked(Demand(one)).optimum for one in (PAST.periods, cut, known))
        assert plain < unknown
        assert plain < told

    def test_quantiles(self):
        """
        Quantiles are met by the distribution.
        """
        found = asked(DemandQuantiles({"0.1": 60, "0.9": 180}), level=0.8)

        assert (60, 180) == (found.demand.interval.low, found.demand.interval.high)
        assert "cap.quantiles" not in codes(found)

    def test_quantiles_that_do_not_fit(self):
        """
        Quantiles that belong to no such distribution are told one by one.
        """
        found = asked(DemandQuantiles({"0.1": 990, "0.9": 1010}))

        assert [990, 1010] == [
            one.params["units"] for one in found.findings if one.code == "cap.quantiles"
        ]


class TestSensitivity:
    """
    What would move the answer.
    """

    def test_each_input(self):
        """
        Every input both ways, and the answer that `cap` itself gives for it.
        """
        returns = ReturnCurve.flat("0.2")
        found = asked(returns=returns, step="0.1")
        by_name = {(one.input, one.instead): one.answer for one in found.grounds.sensitivity}
        dearer = attrs.evolve(SHEET, unit_cost=usd("13.20"))

        assert 10 == len(by_name)
        assert asked(sheet=dearer, returns=returns).units == by_name["unit_cost", usd("13.20")]
        share = Range.between(Fraction(11, 50), Fraction(11, 50), unit="share")
        assert asked(returns=ReturnCurve.flat("0.22")).units == by_name["returns", share]
        assert by_name["demand", 90] < found.units < by_name["demand", 110]

    def test_what_cannot_change(self):
        """
        Inputs of nothing are left out.
        """
        sheet = CostSheet(price=usd(30), unit_cost=usd(0))
        found = asked(sheet=sheet, step="0.5")

        assert {"price", "demand"} == {one.input for one in found.grounds.sensitivity}
        assert {usd(60)} == {
            one.instead for one in asked(step=1).grounds.sensitivity if one.input == "price"
        }

    def test_budget_follows(self):
        """
        A dearer unit buys fewer within a budget.
        """
        found = asked(budget=usd(600), step="0.1")

        assert {45, 50, 55} == {one.answer for one in found.grounds.sensitivity} | {found.units}

    def test_inputs(self):
        """
        Every input and assumption is told by its name.
        """
        at = datetime(2025, 6, 1, tzinfo=UTC)
        shop = Shop(id="s1")
        found = asked(
            PAST, policy=BRIEF, shop=shop, busiest_day="0.3", capacity=60, budget=usd(900), at=at
        )
        inputs = found.grounds.inputs

        assert (120, 80, 150, 95) == inputs["past_periods"]
        assert ("s1", 60, usd(900), 4) == tuple(
            inputs[name] for name in ("shop", "capacity", "budget", "least_periods")
        )
        assert {"usual", "level", "beyond", "keep_least", "busiest_day"} <= set(inputs)
        assert at == found.terms.at


class TestText:
    """
    The answer for people.
    """

    def test_english(self):
        """
        The number and what it stands on.
        """
        text = asked(policy=BRIEF, history=100).explain()

        assert text.startswith("Put 70 units on presale: they are expected to earn ")
        assert "the recommended share of past sales allows 50 to 70 units; this binds" in text
        assert text == str(asked(policy=BRIEF, history=100))

    def test_chinese(self):
        """
        The same in Chinese, with no key of a text left.
        """
        found = asked(Demand([Sold(120), Sold(80), Sold(9, sold_out=True), Sold(4)]), policy=BRIEF)
        text = found.explain("zh")

        assert text.startswith("建议预售")
        assert "不低于9" in text
        assert "cap." not in text

    def test_unknown(self):
        """
        What is not known is said first.
        """
        found = asked(Demand.of(5))

        assert found.explain().startswith("How many units to put on presale cannot be told")
        assert "再提供3个往期" in found.explain("zh")

    def test_table(self):
        """
        One row for the optimum, one for each limit, one for all.
        """
        table = asked(capacity=60)._repr_html_()

        assert 4 == table.count("<tr>")
        assert "at most 60 units" in table
        assert "<td></td>" in asked(Demand.of(5))._repr_html_()


class TestRefused:
    """
    Input that makes no sense.
    """

    @pytest.mark.parametrize(
        ("name", "value", "error"),
        [
            ("demand", 100, WrongTypeError),
            ("sheet", 30, WrongTypeError),
            ("policy", "th", WrongTypeError),
            ("made", "now", WrongTypeError),
            ("returns", "0.1", WrongTypeError),
            ("wait", -1, OutOfRangeError),
            ("history", -1, OutOfRangeError),
            ("history", 10**400, OutOfRangeError),
            ("usual", 0, OutOfRangeError),
            ("usual", "0.5", WrongTypeError),
            ("capacity", 1.5, WrongTypeError),
            ("budget", 600, WrongTypeError),
            ("budget", usd(-1), OutOfRangeError),
            ("shop", "s1", WrongTypeError),
            ("sale_days", 0, OutOfRangeError),
            ("busiest_day", 0, OutOfRangeError),
            ("busiest_day", 2, OutOfRangeError),
            ("units_per_order", 0, OutOfRangeError),
            ("keep_least", 1, WrongTypeError),
            ("level", 1.0, OutOfRangeError),
            ("step", "1.5", OutOfRangeError),
            ("at", "today", WrongTypeError),
        ],
        ids=str,
    )
    def test_argument(self, name, value, error):
        """
        Each argument is checked, with one of our errors.
        """
        with pytest.raises(error):
            asked(**{name: value})

    def test_currency(self):
        """
        Amounts are in the currency of the sheet.
        """
        with pytest.raises(CurrencyMismatchError):
            asked(budget=Money(600, "THB"))


def test_own_share():
    """
    A share with one end only is a limit with one end only.
    """
    policy = own_policy({"caps.recommended": "{ max = 0.7 }"})

    assert 70 == asked(policy=policy, history=100).units


def test_door():
    """
    The door shows its names.
    """
    assert {"cap", "revised"} <= set(dir(planning))
