"""
Sample sizes against textbooks, and against the chance of finding that they promise.
"""

from __future__ import annotations

from math import ceil

import numpy as np
import pytest
from scipy import stats

from tiktok_presale import numerics

PLAN = {"level": 0.95, "power": 0.8, "allocation": 1.0}
RUNS = 20_000
ERROR = 3 * (0.8 * 0.2 / RUNS) ** 0.5


class TestRates:
    """
    Two rates and the pooled test.
    """

    def test_textbook(self):
        """
        10 % against 12 % at 80 % and 5 % two-sided: 3,841 in each group.
        """
        assert 3841 == ceil(numerics.samples.rates_needed(0.10, 0.12, **PLAN))

    @pytest.mark.parametrize("allocation", [0.5, 1.0, 3.0])
    def test_power(self, allocation):
        """
        So many pairs of simulated groups are told apart as was asked for.
        """
        n = ceil(
            numerics.samples.rates_needed(0.1, 0.13, level=0.95, power=0.8, allocation=allocation)
        )
        m, rng = ceil(n * allocation), np.random.default_rng(3)
        base, other = rng.binomial(n, 0.1, RUNS), rng.binomial(m, 0.13, RUNS)
        pooled = (base + other) / (n + m)
        z = (other / m - base / n) / np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))

        assert 0.8 == pytest.approx(np.mean(np.abs(z) > stats.norm.isf(0.025)), abs=ERROR + 0.004)


class TestMeans:
    """
    Two means and Welch's test.
    """

    @pytest.mark.parametrize(("effect", "textbook"), [(0.2, 394), (0.5, 64), (0.8, 26)])
    def test_textbook(self, effect, textbook):
        """
        Cohen's small, medium and large effect at 80 % and 5 % two-sided.
        """
        assert textbook == ceil(numerics.samples.means_needed(1.0, 1.0, effect, **PLAN))

    @pytest.mark.parametrize("allocation", [0.5, 1.0, 2.0])
    def test_power(self, allocation):
        """
        So many pairs of simulated groups with unequal spreads are told apart as was asked for.
        """
        n = ceil(
            numerics.samples.means_needed(
                100.0, 225.0, 6.0, level=0.95, power=0.8, allocation=allocation
            )
        )
        rng = np.random.default_rng(4)
        base = rng.normal(40, 10, (RUNS // 4, n))
        other = rng.normal(46, 15, (RUNS // 4, ceil(n * allocation)))
        found = stats.ttest_ind(other, base, axis=1, equal_var=False).pvalue < 0.05

        assert 0.8 == pytest.approx(np.mean(found), abs=2 * ERROR + 0.004)

    @pytest.mark.parametrize("allocation", [0.1, 1.0, 10.0])
    def test_least(self, allocation):
        """
        However large the difference, either group needs two values: one has no variance.
        """
        plan = {"level": 0.95, "power": 0.8, "allocation": allocation}
        needed = numerics.samples.means_needed(1.0, 1.0, 1e6, **plan)

        assert 2 <= min(needed, needed * allocation) < 2.1


class TestCounts:
    """
    Two Poisson rates and the exact conditional test.
    """

    @pytest.mark.parametrize(("rate", "over", "allocation"), [(13.5, 15.6, 1.0), (7.0, 9.0, 2.0)])
    def test_chance_of_finding(self, rate, over, allocation):
        """
        The computed chance is that of simulated counts, judged by the test of scipy.
        """
        rng = np.random.default_rng(6)
        base = rng.poisson(10 * over, RUNS)
        other = rng.poisson(rate * over * allocation, RUNS)
        pairs, times = np.unique(np.stack([base, other]), axis=1, return_counts=True)
        share = allocation / (1 + allocation)
        n = pairs.sum(axis=0)
        tail = np.minimum(
            stats.binom.cdf(pairs[1], n, share), stats.binom.sf(pairs[1] - 1, n, share)
        )
        computed = numerics.samples.count_power(10, rate, over, level=0.95, allocation=allocation)

        assert computed == pytest.approx(np.sum(times[tail <= 0.025]) / RUNS, abs=ERROR)

    @pytest.mark.parametrize(
        ("rate", "allocation"), [(2.0, 1.0), (0.4, 1.0), (2.0, 0.1), (9.0, 5.0)]
    )
    def test_every_outcome(self, rate, allocation):
        """
        The same chance, added up over every pair of counts that can be.
        """
        over, share = 12.0, allocation / (1 + allocation)
        base, other = stats.poisson(over), stats.poisson(rate * over * allocation)
        mine, theirs = np.arange(int(other.isf(1e-12))), np.arange(int(base.isf(1e-12)))
        count, n = mine[:, None], mine[:, None] + theirs[None, :]
        tail = np.minimum(stats.binom.cdf(count, n, share), stats.binom.sf(count - 1, n, share))
        chances = np.outer(other.pmf(mine), base.pmf(theirs))
        computed = numerics.samples.count_power(1, rate, over, level=0.95, allocation=allocation)

        assert computed == pytest.approx(chances[tail <= 0.025].sum(), abs=1e-7)

    @pytest.mark.parametrize(("base", "rate"), [(10.0, 13.5), (0.2, 0.1), (3.0, 12.0), (1.0, 1.4)])
    def test_needed(self, base, rate):
        """
        What is needed gives the chance asked for, and a little less does not.
        """
        over = numerics.samples.counts_needed(base, rate, **PLAN)
        power = [
            numerics.samples.count_power(base, rate, over * part, level=0.95, allocation=1.0)
            for part in (1.0, 0.95)
        ]

        assert power[0] >= 0.8 > power[1]
        assert 0.8 == pytest.approx(power[0], abs=0.005)

    @pytest.mark.parametrize(("rate", "allocation"), [(1.13, 1.0), (0.96, 1.0), (1.1, 3.0)])
    def test_many_counts_are_normal(self, rate, allocation):
        """
        Where the approximation takes over, the exact chance is what was asked for.
        """
        over = numerics.samples.counts_needed(
            1.0, rate, level=0.95, power=0.8, allocation=allocation
        )
        power = numerics.samples.count_power(1.0, rate, over, level=0.95, allocation=allocation)

        assert over * (1 + rate * allocation) > 2_000
        assert 0.8 == pytest.approx(power, abs=0.004)
