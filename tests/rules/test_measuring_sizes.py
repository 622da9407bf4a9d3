"""
How much must be seen before a lift of a given size can be found?
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

import tiktok_presale as tp
from tiktok_presale import measuring
from tiktok_presale.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError

DOLLAR, EURO = tp.Money("1.00", "USD"), tp.Money("1.00", "EUR")
# For each measure a base, a lift and what else it needs.
PLANS = {
    "rate": (0.03, 0.28, {}),
    "mean": (DOLLAR * 60, 0.2, {"spread": DOLLAR * 40}),
    "count": (10, 0.6, {}),
    "cost": (DOLLAR * 3, -0.15, {}),
}
EVERY = pytest.mark.parametrize("measure", PLANS)


def size(measure, **changed):
    """
    The sample of one of the plans, with something changed.
    """
    base, lift, more = PLANS[measure]
    given = {"base": base, "lift": lift} | more | changed
    return measuring.sample_size(measure, given.pop("base"), given.pop("lift"), **given)


class TestNumbers:
    """
    The numbers that textbooks have, and the units that they are in.
    """

    def test_two_rates(self):
        """
        10 % against 12 %: 3,841 in each group.
        """
        found = measuring.sample_size("rate", 0.10, 0.20)

        assert (3841, 3841) == (found.control, found.treatment)

    def test_two_means(self):
        """
        Half a standard deviation, the spread being as great with the change: 64 in each group.
        """
        found = measuring.sample_size("mean", 100, 0.05, spread=10)

        assert 63 < found.control < 70

    def test_a_cost_is_a_budget(self):
        """
        What must be spent, rounded up to minor units, in the currency of the cost.
        """
        found = size("cost")

        assert ("USD", found.control) == (found.control.currency, found.treatment)
        assert 400 < found.control / (DOLLAR * 3) < 700

    def test_a_cost_below_a_minor_unit(self):
        """
        A click may cost a third of a cent: what was spent on how many tells it exactly.
        """
        clicks = size("cost", base=tp.Spent(DOLLAR, 300))

        assert clicks.control / size("cost").control == pytest.approx(1 / 900, rel=0.01)

    def test_allocation(self):
        """
        A group that is three times as large saves some of the other, and costs more in all.
        """
        even, uneven = size("rate"), size("rate", allocation=3)

        assert uneven.control < even.control
        assert abs(uneven.treatment - 3 * uneven.control) < 3
        assert uneven.control + uneven.treatment > 2 * even.control

    def test_days_that_differ(self):
        """
        Days that differ four times as much as chance need about four times as many.
        """
        assert 4 == pytest.approx(size("count", dispersion=4).control / size("count").control, 0.1)
        assert 4 == pytest.approx(size("cost", dispersion=4).control / size("cost").control, 1e-4)

    def test_power_of_the_whole_way(self):
        """
        Groups of that size, judged by `lift` itself, show the change about as often as planned.
        """
        n, rng = size("rate").control, np.random.default_rng(8)
        hits = rng.binomial(n, [[0.03], [0.0384]], (2, 400))
        shown = [
            measuring.lift(
                control=tp.Rated(int(one), n), treatment=tp.Rated(int(other), n), randomised=True
            ).decision.allowed
            for one, other in hits.T
        ]

        assert 0.8 == pytest.approx(np.mean(shown), abs=3 * (0.16 / 400) ** 0.5)

    def test_power_with_days(self):
        """
        Negative binomial days, judged by Welch's test, as `lift` judges them.
        """
        n, rng, runs = (
            size("count", lift=0.35, dispersion=4).control,
            np.random.default_rng(8),
            4_000,
        )
        base = rng.negative_binomial(10 / 3, 1 / 4, (runs, n))
        other = rng.negative_binomial(13.5 / 3, 1 / 4, (runs, n))
        found = stats.ttest_ind(other, base, axis=1, equal_var=False).pvalue < 0.05

        assert 0.8 == pytest.approx(np.mean(found), abs=0.025)


class TestLaws:
    """
    What any plan obeys.
    """

    @EVERY
    def test_more_is_asked_more_is_needed(self, measure):
        """
        A smaller lift, a higher level and a higher power each need more.
        """
        lift = PLANS[measure][1]
        for changed in (
            [{"lift": lift * part} for part in (1.2, 1, 0.5)],
            [{"level": level} for level in (0.8, 0.95, 0.99)],
            [{"power": power} for power in (0.5, 0.8, 0.9)],
        ):
            sizes = [size(measure, **one).control for one in changed]
            assert all(few < many for few, many in pairwise(sizes)), changed

    @EVERY
    def test_sensitivity(self, measure):
        """
        Each supposition is what asking again with it would give.
        """
        found = size(measure)

        assert {"lift", "power"} <= {one.input for one in found.grounds.sensitivity}
        for one in found.grounds.sensitivity:
            assert one.answer == size(measure, **{one.input: one.instead}).control

    def test_scale(self):
        """
        The unit of money makes no difference to how many orders are needed.
        """
        assert size("mean").control == size("mean", base=6_000, spread=4_000).control


class TestAvailable:
    """
    What there is binds, where it is less than what is needed.
    """

    @EVERY
    def test_binds(self, measure):
        """
        One unit too few binds, and exactly enough does not.
        """
        found = size(measure)
        enough = found.control + found.treatment
        less = enough - (DOLLAR if measure == "cost" else 1)

        assert () == size(measure, available=enough).grounds.binding
        (bound,) = size(measure, available=less).grounds.binding
        assert ("available", less) == (bound.code, bound.limit)

    @pytest.mark.parametrize(("measure", "wrong"), [("rate", 1.5), ("rate", True), ("cost", 100)])
    def test_wrong_kind(self, measure, wrong):
        """
        Money for a cost, whole numbers for the others.
        """
        with pytest.raises(WrongTypeError):
            size(measure, available=wrong)


class TestArguments:
    """
    What makes no sense is refused with a sentence.
    """

    @pytest.mark.parametrize(
        ("measure", "given"),
        [
            ("rate", {"base": 0}),
            ("rate", {"base": 1}),
            ("rate", {"base": 0.5, "lift": 1}),
            ("rate", {"lift": 1e-9}),
            ("rate", {"lift": -1}),
            ("rate", {"dispersion": 2}),
            ("rate", {"allocation": 0}),
            ("rate", {"level": 95}),
            ("rate", {"power": 1}),
            ("rate", {"power": 0.4}),
            ("rate", {"power": 0.5, "level": 0.5}),
            ("rate", {"level": 0.4}),
            ("rate", {"level": 1 - 1e-15}),
            ("cost", {"base": tp.Spent(DOLLAR, 0)}),
            ("cost", {"dispersion": 1e9}),
            ("count", {"dispersion": 0.5}),
            ("mean", {"spread": DOLLAR * 0}),
        ],
        ids=str,
    )
    def test_impossible(self, measure, given):
        """
        Figures that cannot be.
        """
        with pytest.raises(OutOfRangeError):
            size(measure, **given)

    @pytest.mark.parametrize(
        ("measure", "given"),
        [
            ("rate", {"base": DOLLAR}),
            ("rate", {"spread": 1}),
            ("mean", {"spread": None}),
            ("mean", {"base": 60}),
            ("mean", {"spread": 40}),
            ("cost", {"base": 3}),
            ("count", {"base": "ten"}),
        ],
        ids=str,
    )
    def test_wrong_kind(self, measure, given):
        """
        Each measure says what it takes.
        """
        with pytest.raises(WrongTypeError):
            size(measure, **given)

    def test_measure_and_currency(self):
        """
        A measure that there is, and one currency.
        """
        with pytest.raises(WrongTypeError):
            measuring.sample_size("clicks", 0.1, 0.1)
        with pytest.raises(CurrencyMismatchError):
            size("mean", spread=EURO)


class TestText:
    """
    A sample says what it finds, and what it stands on.
    """

    @EVERY
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_explain(self, measure, language):
        """
        The sentence first, then inputs, limits and suppositions.
        """
        found = size(measure, available=1 if measure != "cost" else DOLLAR)
        text = found.explain(language)

        assert text.startswith(found.in_words(language))
        assert found.grounds.explain(language) in text
        assert "{" not in text

    def test_words(self):
        """
        What is needed for which lift, how sure and with which chance.
        """
        assert (
            "3,841 exposures without the change and 3,841 with it find +20 % with a chance of 80 % "
            "(confidence 95 %)"
        ) == str(measuring.sample_size("rate", 0.1, 0.2))
