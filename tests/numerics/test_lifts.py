"""
Ratios and differences with their ends, against scipy, published tables and their own coverage.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from math import inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats
from scipy.stats import contingency

from tiktok_presale import numerics

LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.99])
COUNTS = st.integers(0, 400)

# Newcombe (1998), table II, method 10: the examples a to h.
NEWCOMBE = [
    ((56, 70, 48, 80), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1705, 0.8090)),
    ((6, 7, 2, 7), (0.0582, 0.8062)),
    ((5, 56, 0, 29), (-0.0381, 0.1926)),
    ((0, 10, 0, 20), (-0.1611, 0.2775)),
    ((0, 10, 0, 10), (-0.2775, 0.2775)),
    ((10, 10, 0, 20), (0.6791, 1.0000)),
    ((10, 10, 0, 10), (0.6075, 1.0000)),
]


@cache
def ends(function, *given):
    """
    The ends of an interval that is asked for again and again.
    """
    return function(*given, 0.95)


def binomial_coverage(function, n, other_n, rate, other, truth):
    """
    How often an interval of two rates holds the truth, over every outcome there can be.
    """
    mine, theirs = stats.binom(n, rate).pmf, stats.binom(other_n, other).pmf
    chances = np.outer(mine(range(n + 1)), theirs(range(other_n + 1)))
    return sum(
        chances[hits, others]
        for hits, others in product(range(n + 1), range(other_n + 1))
        if chances[hits, others] > 1e-9
        and (found := ends(function, hits, n, others, other_n))[0] <= truth <= found[1]
    )


class TestRateRatio:
    """
    Koopman's score interval.
    """

    def test_published(self):
        """
        The example of Koopman (1984): 36 of 40 against 16 of 80 gives 2.94 to 7.15.
        """
        low, high = numerics.lifts.rate_ratio(36, 40, 16, 80, 0.95)

        assert (2.94, 7.15) == (round(low, 2), round(high, 2))

    @pytest.mark.parametrize("n", [1, 9, 400])
    def test_nothing_but_hits(self, n):
        """
        Where every exposure was a hit in both groups, no change is in the middle of the interval.
        """
        low, high = numerics.lifts.rate_ratio(n, n, n, n, 0.95)

        assert low < 1 < high
        assert 1 == pytest.approx(low * high)

    @pytest.mark.parametrize(
        "counts", [(3_000, 100_000, 2_500, 100_000), (41_000, 80_000, 19_000, 40_000)]
    )
    def test_near_katz_where_much_was_seen(self, counts):
        """
        With many hits it is the interval on the logarithm that scipy gives.
        """
        katz = contingency.relative_risk(*counts).confidence_interval(0.95)
        found = numerics.lifts.rate_ratio(*counts, 0.95)

        assert list(katz) == pytest.approx(list(found), rel=2e-4)

    @given(st.integers(1, 60), st.integers(1, 60), st.data(), LEVELS)
    def test_at_the_ends_the_score_test_just_rejects(self, n, other_n, data, level):
        """
        The likelihood under the supposed ratio is maximised in another way, by search.
        """
        hits, other = data.draw(st.integers(0, n)), data.draw(st.integers(0, other_n))
        z = stats.norm.ppf((1 + level) / 2)
        low, high = numerics.lifts.rate_ratio(hits, n, other, other_n, level)

        for ratio in (low, high):
            if 1e-3 < ratio < 1e3:
                assert z == pytest.approx(_score(ratio, hits, n, other, other_n), rel=1e-3)

    @given(st.integers(1, 300), st.integers(1, 300), st.data())
    def test_at_no_change_it_is_the_pooled_test(self, n, other_n, data):
        """
        It holds 1 where the chi-square test of the table does not reject.
        """
        hits, other = data.draw(st.integers(0, n)), data.draw(st.integers(0, other_n))
        low, high = numerics.lifts.rate_ratio(hits, n, other, other_n, 0.95)
        table = np.array([[hits, n - hits], [other, other_n - other]])
        if table.sum(axis=0).all():
            chance = contingency.chi2_contingency(table, correction=False).pvalue
            if abs(chance - 0.05) > 1e-9:
                assert (chance > 0.05) == (low <= 1 <= high)

    @given(st.integers(1, 300), st.integers(1, 300), st.data(), LEVELS)
    def test_swapped_groups_turn_it_over(self, n, other_n, data, level):
        """
        The ratio of the second to the first is one over it, ends and all.
        """
        hits, other = data.draw(st.integers(0, n)), data.draw(st.integers(0, other_n))
        low, high = numerics.lifts.rate_ratio(hits, n, other, other_n, level)
        back = numerics.lifts.rate_ratio(other, other_n, hits, n, level)

        assert low == pytest.approx(1 / back[1] if back[1] < inf else 0.0, rel=1e-8)
        assert back[0] == pytest.approx(1 / high if high < inf else 0.0, rel=1e-8)

    def test_zero_hits(self):
        """
        No hits above give a lower end of nothing, none below no upper end; none at all both.
        """
        found = numerics.lifts.rate_ratio

        assert 0.0 == found(0, 10, 3, 10, 0.95)[0]
        assert inf == found(3, 10, 0, 10, 0.95)[1]
        assert (0.0, inf) == found(0, 10, 0, 10, 0.95)

    @pytest.mark.parametrize(("rate", "other"), [(0.3, 0.3), (0.2, 0.5), (0.6, 0.3), (0.1, 0.15)])
    def test_coverage(self, rate, other):
        """
        Over all outcomes of 30 and 40 it holds the ratio about as often as it says.
        """
        found = binomial_coverage(numerics.lifts.rate_ratio, 30, 40, rate, other, rate / other)

        assert 0.95 == pytest.approx(found, abs=0.015)


def _score(ratio, hits, n, other, other_n):
    def unlikely(base):
        rate = ratio * base
        return -(
            _part(hits, rate) + _part(n - hits, 1 - rate)
            + _part(other, base) + _part(other_n - other, 1 - base)
        )  # fmt: skip

    top = min(1.0, 1 / ratio)
    found = optimize.minimize_scalar(
        unlikely, bounds=(1e-12, top - 1e-12), method="bounded", options={"xatol": 1e-12}
    )
    base, rate = found.x, ratio * found.x
    spread = rate * (1 - rate) / n + ratio**2 * base * (1 - base) / other_n
    return abs(hits / n - ratio * other / other_n) / np.sqrt(spread)


def _part(count, share):
    return count * log(max(share, 1e-300)) if count else 0.0


class TestRateDifference:
    """
    Newcombe's interval.
    """

    @pytest.mark.parametrize(("counts", "published"), NEWCOMBE)
    def test_published(self, counts, published):
        """
        The eight examples of the paper, to its four decimals.
        """
        found = numerics.lifts.rate_difference(*counts, 0.95)

        assert published == tuple(round(end, 4) for end in found)

    @pytest.mark.parametrize(("rate", "other"), [(0.3, 0.3), (0.2, 0.5), (0.05, 0.15)])
    def test_coverage(self, rate, other):
        """
        Over all outcomes of 30 and 40 it holds the difference about as often as it says.
        """
        found = binomial_coverage(numerics.lifts.rate_difference, 30, 40, rate, other, rate - other)

        assert 0.95 == pytest.approx(found, abs=0.02)


class TestMeans:
    """
    Welch's test, and the same turned round for a ratio.
    """

    RNG = np.random.default_rng(7)
    MINE, THEIRS = RNG.gamma(3, 12, 25), RNG.gamma(3, 8, 40)

    @pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
    def test_difference_is_that_of_scipy(self, level):
        """
        The interval that `ttest_ind` gives for unequal spreads.
        """
        test = stats.ttest_ind(self.MINE, self.THEIRS, equal_var=False)
        expected = test.confidence_interval(level)
        found = numerics.lifts.mean_difference(summary(self.MINE), summary(self.THEIRS), level)

        assert list(expected) == pytest.approx(list(found), rel=1e-9)

    @pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
    def test_at_the_ends_of_the_ratio_the_test_of_scipy_just_rejects(self, level):
        """
        One sample against the other times the ratio has exactly the chance 1 - level.
        """
        found = numerics.lifts.mean_ratio(summary(self.MINE), summary(self.THEIRS), level)

        for ratio in found:
            test = stats.ttest_ind(self.MINE, ratio * self.THEIRS, equal_var=False)
            assert 1 - level == pytest.approx(test.pvalue, rel=1e-7)

    def test_no_end(self):
        """
        A mean that cannot be told from zero gives no upper end below the line, and no lower above.
        """
        sure, unsure = (20, 50.0, 100.0), (3, 40.0, 9_000.0)

        assert inf == numerics.lifts.mean_ratio(sure, unsure, 0.95)[1]
        assert 0.0 == numerics.lifts.mean_ratio(unsure, sure, 0.95)[0]

    @given(
        st.floats(1, 100), st.floats(1, 100), st.floats(0.1, 500), st.floats(0, 500), LEVELS
    )  # fmt: skip
    def test_swapped_groups(self, mean, other, variance, second, level):
        """
        The difference changes its sign, and the ratio is turned over.
        """
        mine, theirs = (12, mean, variance), (20, other, second)
        low, high = numerics.lifts.mean_ratio(mine, theirs, level)
        back = numerics.lifts.mean_ratio(theirs, mine, level)
        gap = numerics.lifts.mean_difference(mine, theirs, level)

        assert low == pytest.approx(1 / back[1] if back[1] < inf else 0.0, rel=1e-6)
        assert back[0] == pytest.approx(1 / high if high < inf else 0.0, rel=1e-6)
        assert [-end for end in reversed(gap)] == pytest.approx(
            list(numerics.lifts.mean_difference(theirs, mine, level)), rel=1e-9, abs=1e-9
        )

    def test_coverage(self):
        """
        Of 1,500 pairs of samples about 95 % hold ratio and difference (two standard errors: 1.1 %).
        """
        rng, held = np.random.default_rng(11), np.zeros(2)
        for mine, theirs in zip(
            rng.normal(60, 20, (1500, 15)), rng.normal(40, 8, (1500, 25)), strict=True
        ):
            low, high = numerics.lifts.mean_ratio(summary(mine), summary(theirs), 0.95)
            gap = numerics.lifts.mean_difference(summary(mine), summary(theirs), 0.95)
            held += [low <= 1.5 <= high, gap[0] <= 20 <= gap[1]]

        assert [0.95, 0.95] == pytest.approx(list(held / 1500), abs=0.0125)


def summary(sample):
    """
    Number, mean and variance.
    """
    return len(sample), float(np.mean(sample)), float(np.var(sample, ddof=1))


class TestCounts:
    """
    Two Poisson rates.
    """

    @given(COUNTS, COUNTS, st.floats(0.1, 50), st.floats(0.1, 50), LEVELS)
    def test_ratio_from_scipy(self, count, other, over, other_over, level):
        """
        The exact interval of scipy for the share of one count, turned into a ratio.
        """
        low, high = numerics.lifts.count_ratio(count, over, other, other_over, level)
        if count + other:
            share = stats.binomtest(count, count + other).proportion_ci(level)
            for end, part in ((low, share.low), (high, share.high)):
                expected = part / (1 - part) * other_over / over if part < 1 else inf
                assert expected == pytest.approx(end, rel=1e-6)
        else:
            assert (0.0, inf) == (low, high)

    @pytest.mark.parametrize("count", [1000, 10**9, 10**15])
    def test_counts_that_are_far_apart(self, count):
        """
        Against one single count, the interval is that of this count alone (Garwood, 1936).
        """
        low, high = numerics.lifts.count_ratio(count, 1, 1, 1, 0.95)
        most, least = stats.chi2.isf(0.025, 4) / 2, stats.chi2.ppf(0.025, 2) / 2

        assert (count / most, count / least) == pytest.approx((low, high), rel=0.1)
        assert (1 / high, 1 / low) == pytest.approx(
            numerics.lifts.count_ratio(1, 1, count, 1, 0.95), rel=1e-6
        )

    @pytest.mark.parametrize(("mean", "other"), [(4, 4), (12, 8), (3, 20)])
    def test_ratio_holds_at_least_as_often_as_it_says(self, mean, other):
        """
        Over all counts that can be, never less than 95 %.
        """
        assert poisson_coverage(numerics.lifts.count_ratio, mean, other, mean / other) >= 0.95

    @pytest.mark.parametrize(("mean", "other"), [(4, 4), (12, 8), (3, 20), (15, 15)])
    def test_difference_holds_about_as_often_as_it_says(self, mean, other):
        """
        Over all counts that can be, about 95 %.
        """
        found = poisson_coverage(numerics.lifts.count_difference, mean, other, mean - other)

        assert 0.95 == pytest.approx(found, abs=0.02)

    @pytest.mark.parametrize("counts", [(140, 10.0, 90, 10.0), (600, 20.0, 750, 30.0)])
    def test_difference_agrees_with_the_test_of_scipy(self, counts):
        """
        At either end the E-test of scipy has a chance near 5 %.
        """
        count, over, other, other_over = counts
        for end in numerics.lifts.count_difference(*counts, 0.95):
            first, second = (count, over, other, other_over), (other, other_over, count, over)
            args, gap = (first, end) if end > 0 else (second, -end)
            found = stats.poisson_means_test(*args, diff=gap).pvalue

            assert 0.05 == pytest.approx(found, abs=0.01)

    def test_cost_of_a_unit(self):
        """
        A cost is a count over money turned over: what one unit costs lies between the ends.
        """
        low, high = numerics.lifts.cost_difference(900.0, 340, 900.0, 300, 0.95)

        assert low < 900 / 340 - 900 / 300 < high
        assert (-high, -low) == pytest.approx(
            numerics.lifts.cost_difference(900.0, 300, 900.0, 340, 0.95)
        )

    @pytest.mark.parametrize(("mean", "other"), [(30, 20), (60, 60)])
    def test_cost_coverage(self, mean, other):
        """
        Over all counts the difference of costs is held about as often as it says.
        """

        def interval(count, over, others, other_over, level):
            if not count or not others:
                return -inf, inf
            return numerics.lifts.cost_difference(over, count, other_over, others, level)

        found = poisson_coverage(interval, mean, other, 1 / mean - 1 / other)

        assert 0.95 == pytest.approx(found, abs=0.02)


def poisson_coverage(function, mean, other, truth):
    """
    How often an interval of two counts over 1 holds the truth, over every outcome that counts.
    """
    mine, theirs = stats.poisson(mean), stats.poisson(other)
    reach, other_reach = (range(int(d.ppf(1e-5)), int(d.isf(1e-5)) + 1) for d in (mine, theirs))
    missed = sum(
        mine.pmf(count) * theirs.pmf(others)
        for count, others in product(reach, other_reach)
        if not (found := function(count, 1.0, others, 1.0, 0.95))[0] <= truth <= found[1]
    )
    return 1 - missed


class TestSums:
    """
    Costs per unit from costs and units of each day.
    """

    def days(self, rng, days, cost):
        """
        Days that differ, on which one unit costs so much.
        """
        spent = rng.gamma(20, 5, days)
        return list(spent), list(rng.poisson(spent / cost * rng.gamma(8, 1 / 8, days)))

    def test_coverage(self):
        """
        Of 2,000 pairs of four weeks about 95 % hold ratio and difference.
        """
        rng, held = np.random.default_rng(5), np.zeros(2)
        for _ in range(2000):
            mine, theirs = self.days(rng, 28, 2.55), self.days(rng, 28, 3.0)
            low, high = numerics.lifts.sums_ratio(mine, theirs, 0.95)
            gap = numerics.lifts.sums_difference(mine, theirs, 0.95)
            held += [low <= 0.85 <= high, gap[0] <= -0.45 <= gap[1]]

        assert [0.95, 0.95] == pytest.approx(list(held / 2000), abs=0.0125)

    def test_even_units_make_it_a_mean(self):
        """
        Where every day has one unit, the difference is Welch's of the costs.
        """
        mine, theirs = [3.0, 4.0, 8.0], [2.0, 2.5, 3.0, 4.0]
        found = numerics.lifts.sums_difference((mine, [1.0] * 3), (theirs, [1.0] * 4), 0.9)
        test = stats.ttest_ind(mine, theirs, equal_var=False)

        assert list(test.confidence_interval(0.9)) == pytest.approx(list(found), rel=1e-9)
