"""
Has something changed, by how much, and is that more than chance?
"""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from scipy import stats

import tiktok_presale as tp
from tiktok_presale import Outcome, measuring
from tiktok_presale.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError

DOLLAR = tp.Money("1.00", "USD")


def codes(lift):
    """
    The codes of the findings with their outcomes.
    """
    return {finding.code: finding.outcome for finding in lift.decision.findings}


def days(rng, count, cost):
    """
    Days of spending on which one unit costs so much.
    """
    spent = [round(one) for one in rng.gamma(20, 500, count)]
    return tp.SpentDaily(
        [(tp.Money.from_minor(one, "USD"), int(rng.poisson(one / 100 / cost))) for one in spent]
    )


class TestRates:
    """
    F23: click-through up 28 %.
    """

    FOUND = measuring.lift(
        control=tp.Rated(300, 10_000), treatment=tp.Rated(384, 10_000), randomised=True
    )

    def test_estimates(self):
        """
        Relative and absolute change, each with the method that it was found by.
        """
        relative, difference = self.FOUND.relative, self.FOUND.difference

        assert pytest.approx(0.28) == relative.value
        assert pytest.approx(0.0084) == difference.value
        assert ("koopman", "newcombe") == (relative.method, difference.method)
        assert 20_000 == relative.samples
        assert relative.interval.low == self.FOUND.at_least
        assert relative.interval.high == self.FOUND.at_most

    def test_decision(self):
        """
        The interval excludes no change and chance made the groups: it passes, and needs no more.
        """
        assert {
            "measuring.change": Outcome.PASS,
            "measuring.randomised": Outcome.PASS,
        } == codes(self.FOUND)
        assert self.FOUND.decision.allowed
        assert self.FOUND.needed is None

    def test_a_tenth_of_it_cannot_tell(self):
        """
        With a tenth of the exposures it cannot be told yet, and the answer says what it takes.
        """
        found = measuring.lift(
            control=tp.Rated(30, 1_000), treatment=tp.Rated(38, 1_000), randomised=True, worth=0.28
        )
        (unknown,) = found.decision.unknowns

        assert measuring.sample_size("rate", 0.03, 0.28).control == found.needed.control
        assert found.needed.control == unknown.remedy.params["control"]
        assert "exposures" in unknown.explain()

    def test_grounds(self):
        """
        What was given is kept by name.
        """
        assert {"control", "treatment", "randomised", "level", "power"} == set(
            self.FOUND.grounds.inputs
        )


class TestZeroes:
    """
    Nothing seen on one side or the other is an answer too, and never an infinite figure.
    """

    def test_no_hits_in_the_control(self):
        """
        There is no upper end: the answer has a lower one alone, which may well exclude no change.
        """
        found = measuring.lift(
            control=tp.Rated(0, 100), treatment=tp.Rated(9, 100), randomised=True
        )

        assert found.relative is None
        assert found.at_most is None
        assert found.at_least > 1
        assert Outcome.ADVICE is codes(found)["measuring.no_upper_end"]
        assert found.decision.allowed
        assert "rate: at least +140.72 % (95 %), no upper end known" == str(found)

    def test_no_hits_in_the_treatment(self):
        """
        Everything is gone; what may be left has an upper end.
        """
        found = measuring.lift(
            control=tp.Rated(9, 100), treatment=tp.Rated(0, 100), randomised=True
        )

        assert (-1.0, -1.0) == (found.relative.value, found.at_least)
        assert -1 < found.at_most < 0

    @pytest.mark.parametrize(
        "nothing", [tp.Rated(0, 100), tp.Counted(0, 3), tp.Spent(DOLLAR, 0)], ids=str
    )
    def test_nothing_on_either_side(self, nothing):
        """
        Of nothing and nothing, nothing is known.
        """
        found = measuring.lift(control=nothing, treatment=nothing, randomised=True)

        assert found.relative is None
        assert -1.0 == found.at_least
        assert Outcome.UNKNOWN is codes(found)["measuring.change"]
        assert found.needed is None

    @pytest.mark.parametrize(
        ("control", "treatment"),
        [
            (tp.Sampled([3, 3]), tp.Sampled([5, 5])),
            (tp.Sampled([0, 0]), tp.Sampled([5, 6])),
            (tp.CountedDaily([4, 5]), tp.CountedDaily([0, 0])),
            (tp.SpentDaily([(DOLLAR, 0)] * 2), tp.SpentDaily([(DOLLAR, 1)] * 2)),
            (tp.SpentDaily([(DOLLAR, 2)] * 2), tp.SpentDaily([(DOLLAR, 1)] * 2)),
        ],
        ids=["even", "no base", "nothing left", "no units", "even costs"],
    )
    def test_no_base(self, control, treatment):
        """
        No ratio to zero, and no certainty from values that are all the same.
        """
        found = measuring.lift(control=control, treatment=treatment, randomised=True)

        assert found.relative is None
        assert found.at_least is None
        assert Outcome.UNKNOWN is codes(found)["measuring.no_base"]
        assert "no change can be told" in str(found)


class TestTooFew:
    """
    Too few data are no error: the answer says how many there are and how many it takes.
    """

    @pytest.mark.parametrize(
        ("few", "least"),
        [
            (tp.Rated(0, 0), 1),
            (tp.Sampled([3]), 2),
            (tp.Summarised(1, 4, 0), 2),
            (tp.CountedDaily([9]), 2),
            (tp.SpentDaily([]), 2),
        ],
        ids=str,
    )
    def test_unknown(self, few, least):
        """
        Each form knows the least that it needs, and both groups are named.
        """
        found = measuring.lift(control=few, treatment=few, randomised=True)
        short = [one for one in found.decision.unknowns if one.code == "measuring.too_few"]

        assert ["control", "treatment"] == [one.params["name"] for one in short]
        assert {(few.seen, least)} == {(one.actual, one.remedy.params["number"]) for one in short}
        assert (None, None) == (found.relative, found.difference)

    def test_what_it_would_take(self):
        """
        Where the control has something to judge by, the sample for *worth* is named.
        """
        found = measuring.lift(
            control=tp.Rated(3, 100), treatment=tp.Rated(0, 0), randomised=True, worth=0.5
        )

        assert measuring.sample_size("rate", 0.03, 0.5).control == found.needed.control


class TestMeans:
    """
    F21: average order value.
    """

    RNG = np.random.default_rng(21)
    BEFORE = tuple(tp.Money.from_minor(round(one), "CNY") for one in RNG.gamma(4, 1500, 60))
    AFTER = tuple(tp.Money.from_minor(round(one), "CNY") for one in RNG.gamma(4, 3400, 60))

    def test_difference_in_money(self):
        """
        Samples of money: Welch's interval, as scipy gives it, with the currency kept.
        """
        found = measuring.lift(
            control=tp.Sampled(self.BEFORE), treatment=tp.Sampled(self.AFTER), randomised=False
        )
        test = stats.ttest_ind(
            [float(one.amount) for one in self.AFTER],
            [float(one.amount) for one in self.BEFORE],
            equal_var=False,
        ).confidence_interval(0.95)
        ends = found.difference.interval

        assert list(test) == pytest.approx([ends.low, ends.high])
        assert ("CNY", "fieller") == (found.currency, found.relative.method)
        assert "CNY" in found._repr_html_()

    def test_a_summary_does_as_well(self):
        """
        Number, mean and variance give the same answer as the sample they are of.
        """
        sampled = measuring.lift(
            control=tp.Sampled(self.BEFORE), treatment=tp.Sampled(self.AFTER), randomised=True
        )
        told = measuring.lift(
            control=tp.Sampled(self.BEFORE).summary,
            treatment=tp.Sampled(self.AFTER),
            randomised=True,
        )

        assert (sampled.relative, sampled.difference) == (told.relative, told.difference)

    def test_not_randomised(self):
        """
        Groups that chance did not make are said to be none.
        """
        found = measuring.lift(
            control=tp.Sampled(self.BEFORE), treatment=tp.Sampled(self.AFTER), randomised=False
        )

        assert Outcome.ADVICE is codes(found)["measuring.randomised"]
        assert found.decision.allowed

    def test_nobody_knows(self):
        """
        What is not told about the groups is unknown, and the decision with it.
        """
        found = measuring.lift(
            control=tp.Sampled(self.BEFORE), treatment=tp.Sampled(self.AFTER), randomised=None
        )

        assert Outcome.UNKNOWN is found.decision.outcome
        assert Outcome.PASS is codes(found)["measuring.change"]

    def test_currencies_do_not_mix(self):
        """
        Amounts of two currencies cannot be compared; of none, anything can.
        """
        with pytest.raises(CurrencyMismatchError):
            measuring.lift(
                control=tp.Sampled(self.BEFORE), treatment=tp.Sampled([DOLLAR]), randomised=True
            )
        with pytest.raises(CurrencyMismatchError, match="a number"):
            measuring.lift(
                control=tp.Sampled(self.BEFORE), treatment=tp.Sampled([1]), randomised=True
            )
        measuring.lift(control=tp.Sampled(self.BEFORE), treatment=tp.Sampled([]), randomised=True)

    def test_needed(self):
        """
        Where it cannot be told, the sample is that for the spread that was seen.
        """
        control, treatment = tp.Summarised(20, 60, 900), tp.Summarised(20, 66, 900)
        found = measuring.lift(control=control, treatment=treatment, randomised=True)

        expected = measuring.sample_size("mean", 60, 66 / 60 - 1, spread=30)
        assert expected.control == found.needed.control


class TestCounts:
    """
    F3: orders.
    """

    def test_exact(self):
        """
        The exact interval of scipy for the share of one count, turned into a lift.
        """
        found = measuring.lift(
            control=tp.Counted(200, 14), treatment=tp.Counted(270, 14), randomised=True
        )
        share = stats.binomtest(270, 470).proportion_ci(0.95)
        expected = [one / (1 - one) - 1 for one in (share.low, share.high)]

        assert expected == pytest.approx([found.at_least, found.at_most])
        assert pytest.approx(0.35) == found.relative.value
        assert "conditional" == found.relative.method

    def test_days_that_differ_more_than_chance(self):
        """
        Over-dispersion: the days tell what the sums hide, and the interval is wider.
        """
        control, treatment = [2, 31, 4, 35, 3, 25], [5, 44, 6, 39, 2, 39]
        daily = measuring.lift(
            control=tp.CountedDaily(control), treatment=tp.CountedDaily(treatment), randomised=True
        )
        summed = measuring.lift(
            control=tp.Counted(sum(control), 6),
            treatment=tp.Counted(sum(treatment), 6),
            randomised=True,
        )

        assert pytest.approx(summed.relative.value) == daily.relative.value
        assert summed.decision.allowed
        assert not daily.decision.allowed
        assert Outcome.ADVICE is codes(summed)["measuring.days"]
        assert "measuring.days" not in codes(daily)
        assert daily.needed.grounds.inputs["dispersion"] == tp.CountedDaily(control).dispersion

    def test_no_end_but_days(self):
        """
        A control that cannot be told from zero gives no upper end.
        """
        found = measuring.lift(
            control=tp.CountedDaily([0, 0, 9]),
            treatment=tp.CountedDaily([7, 8, 9]),
            randomised=True,
        )

        assert (None, None) == (found.relative, found.at_most)
        assert found.difference is not None


class TestCosts:
    """
    F23: advertising cost down 15 %.
    """

    def test_cost_of_an_order(self):
        """
        A cost is a count over money, turned over: the exact interval serves again.
        """
        found = measuring.lift(
            control=tp.Spent(DOLLAR * 900, 300),
            treatment=tp.Spent(DOLLAR * 867, 340),
            randomised=True,
        )
        share = stats.binomtest(300, 640).proportion_ci(0.95)
        expected = [one / (1 - one) * 867 / 900 - 1 for one in (share.low, share.high)]

        assert expected == pytest.approx([found.at_least, found.at_most])
        assert pytest.approx(867 / 340 / 3 - 1) == found.relative.value
        assert pytest.approx(867 / 340 - 3) == found.difference.value
        assert tp.Money("3.00", "USD") == found.grounds.inputs["control"].value

    def test_no_orders(self):
        """
        Money spent for nothing: no upper end with the change, and no lower one without.
        """
        some, none = tp.Spent(DOLLAR * 900, 30), tp.Spent(DOLLAR * 900, 0)
        worse = measuring.lift(control=some, treatment=none, randomised=True)
        better = measuring.lift(control=none, treatment=some, randomised=True)

        assert (None, None) == (worse.relative, worse.difference)
        assert worse.at_least > 0
        assert (-1.0, None) == (better.relative.value, better.difference)
        assert better.at_most < 0

    def test_days(self):
        """
        With days, it is the ratio of sums; the sample that is needed grows with how they differ.
        """
        rng = np.random.default_rng(2)
        control, treatment = days(rng, 21, 3.0), days(rng, 21, 2.9)
        found = measuring.lift(control=control, treatment=treatment, randomised=True)

        expected = treatment.total.cost / control.total.cost
        expected = expected * control.total.units / treatment.total.units - 1
        assert pytest.approx(float(expected)) == found.relative.value
        assert "linearised" == found.relative.method
        assert isinstance(found.needed.control, tp.Money)


class TestArguments:
    """
    What makes no sense is refused with a sentence.
    """

    RATE = tp.Rated(30, 1_000)

    @pytest.mark.parametrize(
        "given",
        [
            {"control": 3},
            {"treatment": tp.Rate(1, 2)},
            {"treatment": tp.Counted(3, 1)},
            {"randomised": "yes"},
            {"level": "95 %"},
            {"worth": "much"},
        ],
        ids=str,
    )
    def test_wrong_kind(self, given):
        """
        Two measurements of one form, and numbers.
        """
        told = {"control": self.RATE, "treatment": self.RATE, "randomised": True} | given
        with pytest.raises(WrongTypeError):
            measuring.lift(**told)

    @pytest.mark.parametrize("given", [{"level": 1}, {"level": 95}, {"power": 0}, {"worth": -1}])
    def test_impossible(self, given):
        """
        Chances between 0 and 1, and a lift that is one.
        """
        with pytest.raises(OutOfRangeError):
            measuring.lift(control=self.RATE, treatment=self.RATE, randomised=True, **given)

    def test_a_change_that_needs_no_sample(self):
        """
        Where the change seen is none, or cannot be, no sample is named.
        """
        same = measuring.lift(control=self.RATE, treatment=self.RATE, randomised=True)
        much = measuring.lift(
            control=tp.Rated(2, 3), treatment=tp.Rated(3, 3), randomised=True, worth=0.6
        )
        every = measuring.lift(control=tp.Rated(3, 3), treatment=tp.Rated(2, 3), randomised=True)

        assert [None] * 3 == [same.needed, much.needed, every.needed]


class TestText:
    """
    Answers read as text in both languages and as a table.
    """

    def test_explain(self):
        """
        Change, decision and what was given.
        """
        found = TestRates.FOUND

        assert "rate: +28 %, +10.36 % to +48.47 % (95 %)" == found.explain().partition("\n")[0]
        assert "比率：+28%，+10.36%至+48.47%（95%）" == found.explain("zh").partition("\n")[0]
        assert "There is a change." in found.explain()
        assert "300 of 10,000" in found.explain()

    def test_table(self):
        """
        One row for each way to put it; of nothing, none.
        """
        found = TestRates.FOUND
        nothing = attrs.evolve(found, relative=None, difference=None)

        assert "Koopman" in found._repr_html_()
        assert 3 == found._repr_html_().count("<tr>")
        assert 1 == nothing._repr_html_().count("<tr>")
