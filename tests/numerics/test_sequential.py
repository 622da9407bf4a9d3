"""
Boundaries against published tables, and false alarms of simulated tests.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tiktok_presale import numerics

ours = numerics.sequential

# Jennison and Turnbull (2000), tables 2.1 and 2.3: two-sided, 5 %.
POCOCK = {1: 1.960, 2: 2.178, 3: 2.289, 4: 2.361, 5: 2.413, 10: 2.555}
OBRIEN_FLEMING = {1: 1.960, 2: 1.977, 3: 2.004, 4: 2.024, 5: 2.040, 10: 2.087}
# Armitage, McPherson and Rowe (1969): each look judged at 5 % by itself.
NAIVE = {1: 0.050, 2: 0.083, 3: 0.107, 4: 0.126, 5: 0.142, 10: 0.193, 20: 0.248}
RUNS = 20_000
ERROR = 3 * (0.05 * 0.95 / RUNS) ** 0.5


def even(looks):
    """
    Looks at even shares of a sample.
    """
    return [number / looks for number in range(1, looks + 1)]


class TestPublishedTables:
    """
    The constants that trials have been planned with for decades, to their three decimals.
    """

    @pytest.mark.parametrize(("looks", "constant"), POCOCK.items())
    def test_pocock(self, looks, constant):
        """
        One boundary for all looks.
        """
        assert {constant} == {round(one, 3) for one in ours.pocock(even(looks), 0.05)}

    @pytest.mark.parametrize(("looks", "constant"), OBRIEN_FLEMING.items())
    def test_obrien_fleming(self, looks, constant):
        """
        The boundary of the last look; those before are greater by the square root of the share.
        """
        found = ours.obrien_fleming(even(looks), 0.05)

        assert constant == round(found[-1], 3)
        assert found[0] == pytest.approx(found[-1] * looks**0.5)

    def test_spending(self):
        """
        The five even looks of the spending functions (Lan and DeMets).
        """
        fleming = ours.obrien_fleming_spending(even(5), 0.05)
        pocock = ours.pocock_spending(even(5), 0.05)

        assert [4.877, 3.357, 2.680, 2.290, 2.031] == [round(one, 3) for one in fleming]
        assert [2.438, 2.427, 2.410, 2.397, 2.386] == [round(one, 3) for one in pocock]

    @pytest.mark.parametrize(("looks", "alarm"), NAIVE.items())
    def test_naive_peeking(self, looks, alarm):
        """
        What happens without a boundary: one in seven at five looks, one in four at twenty.
        """
        assert alarm == round(sum(ours.crossings(even(looks), [stats.norm.isf(0.025)] * looks)), 3)

    def test_sample(self):
        """
        Five looks need 22.8 % more of Pocock's test, and 2.8 % more of O'Brien and Fleming's.
        """
        shares = even(5)
        found = [
            ours.inflation(shares, made(shares, 0.05), 0.95, 0.8)
            for made in (ours.pocock, ours.obrien_fleming)
        ]

        assert [1.228, 1.028] == [round(one, 3) for one in found]


class TestLaws:
    """
    What holds for every boundary.
    """

    MADE = (ours.pocock, ours.obrien_fleming, ours.pocock_spending, ours.obrien_fleming_spending)

    @pytest.mark.parametrize("made", MADE, ids=lambda made: made.__name__)
    @pytest.mark.parametrize("shares", [[0.1, 0.35, 1.0], even(8), [1.0], [0.02, 1.0]])
    @pytest.mark.parametrize("alarm", [0.01, 0.05, 0.2])
    def test_false_alarms_add_up_to_what_was_allowed(self, made, shares, alarm):
        """
        Even and uneven looks alike.
        """
        assert alarm == pytest.approx(sum(ours.crossings(shares, made(shares, alarm))), rel=1e-6)

    def test_spending_does_not_look_ahead(self):
        """
        The boundary of a look does not depend on those that come after.
        """
        few = ours.obrien_fleming_spending([0.3, 1.0], 0.05)
        many = ours.obrien_fleming_spending([0.3, 0.5, 0.9, 1.0], 0.05)

        assert few[0] == pytest.approx(many[0], rel=1e-8)

    def test_two_looks_by_another_way(self):
        """
        The chance of crossing at two looks, from the two-dimensional normal distribution.
        """
        bounds, share = [2.3, 2.1], 0.4
        joint = stats.multivariate_normal(cov=[[1, share**0.5], [share**0.5, 1]])
        inside = joint.cdf(bounds, lower_limit=[-2.3, -2.1])

        assert 1 - inside == pytest.approx(sum(ours.crossings([share, 1.0], bounds)), abs=1e-5)


class TestFalseAlarmsOfSimulatedTests:
    """
    Groups that do not differ, looked at again and again.
    """

    def scores(self, looks, each=400, rate=0.1):
        """
        The pooled score at every look of tests in which nothing differs.
        """
        rng = np.random.default_rng(9)
        hits = [np.cumsum(rng.binomial(each, rate, (RUNS, looks)), axis=1) for _ in range(2)]
        n = each * np.arange(1, looks + 1)
        pooled = (hits[0] + hits[1]) / (2 * n)
        return (hits[0] - hits[1]) / n / np.sqrt(pooled * (1 - pooled) * 2 / n)

    @pytest.mark.parametrize("made", TestLaws.MADE, ids=lambda made: made.__name__)
    def test_boundaries(self, made):
        """
        Five looks raise as many false alarms as one; without a boundary nearly three times as many.
        """
        scores = np.abs(self.scores(5))
        alarms = np.mean((scores > np.array(made(even(5), 0.05))).any(axis=1))
        naive = np.mean((scores > stats.norm.isf(0.025)).any(axis=1))

        assert 0.05 == pytest.approx(alarms, abs=ERROR)
        assert 0.142 == pytest.approx(naive, abs=2 * ERROR)

    @pytest.mark.parametrize(("each", "rate"), [(1, 0.5), (5, 0.1), (50, 0.02)])
    def test_mixture_holds_at_every_look(self, each, rate):
        """
        500 looks from the first observation on: no more than 5 % ever exclude "no difference".
        """
        looks, runs, worth = 500, 1_000, 0.3
        rng = np.random.default_rng(10)
        hits = [np.cumsum(rng.binomial(each, rate, (runs, looks)), axis=1) for _ in range(2)]
        n = each * np.arange(1, looks + 1)
        careful = [(one + 0.5) / (n + 1) for one in hits]
        variance = sum((1 - one) / (one * (n + 1)) for one in careful)
        away = np.abs(np.log(careful[0] / careful[1]))
        ratio = np.log1p(worth) ** 2 / variance
        half = np.sqrt(variance * (1 + 1 / ratio) * (np.log1p(ratio) + 2 * np.log(20)))
        alarms = np.mean((away > half).any(axis=1))

        assert alarms <= 0.05
        assert half[3, 77] == pytest.approx(
            ours.mixture_half(variance[3, 77], np.log1p(worth), 0.95), rel=1e-12
        )

    def test_mixture_of_a_path(self):
        """
        A score that wanders for 2,000 steps leaves the mixture about one time in twenty at most.
        """
        rng = np.random.default_rng(12)
        steps = np.arange(1, 2001)
        path = np.cumsum(rng.standard_normal((2_000, 2_000)), axis=1) / steps
        half = np.array([ours.mixture_half(1 / n, 0.15, 0.95) for n in steps])
        alarms = np.mean((np.abs(path) > half).any(axis=1))

        assert 0.02 < alarms <= 0.05
