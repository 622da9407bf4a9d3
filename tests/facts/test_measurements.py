"""
What was measured: each form keeps its raw figures, and refuses what cannot have been seen.
"""

from decimal import Decimal
from fractions import Fraction
from statistics import fmean, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tiktok_presale as tp
from tiktok_presale.errors import (
    CurrencyMismatchError,
    OutOfRangeError,
    UnknownCurrencyError,
    WrongTypeError,
)
from tiktok_presale.strategies import money

DOLLAR, EURO = tp.Money("1.00", "USD"), tp.Money("1.00", "EUR")


class TestRates:
    """
    F23: click-through is hits of exposures.
    """

    def test_value(self):
        """
        The share is exact, and there is none of nothing.
        """
        assert Fraction(3, 100) == tp.Rated(120, 4_000).value
        assert tp.Rated(0, 0).value is None
        assert 4_000 == tp.Rated(120, 4_000).seen

    @pytest.mark.parametrize("counts", [(2, 1), (-1, 1), (0, 10**15 + 1)])
    def test_impossible(self, counts):
        """
        No more hits than exposures, none below zero, and no more than can be counted.
        """
        with pytest.raises(OutOfRangeError):
            tp.Rated(*counts)

    @pytest.mark.parametrize("counts", [(1.0, 2), (True, 2), ("1", 2)])
    def test_no_counts(self, counts):
        """
        Counts are whole numbers.
        """
        with pytest.raises(WrongTypeError):
            tp.Rated(*counts)


class TestSamples:
    """
    F21: order values, each kept.
    """

    @given(st.lists(money(["USD"], most=10**9), min_size=2, max_size=30))
    def test_amounts_are_summed_exactly(self, amounts):
        """
        Mean and variance of money, as the standard library computes them from exact fractions.
        """
        exact = [Fraction(one.amount) for one in amounts]
        summary = tp.Sampled(amounts).summary

        assert float(sum(exact) / len(exact)) == summary.mean
        assert float(variance(exact)) == summary.variance
        assert ("USD", len(amounts)) == (summary.currency, summary.n)

    @given(st.lists(st.floats(1e-3, 1e6), min_size=2, max_size=30))
    def test_numbers(self, values):
        """
        Mean and variance of numbers, as the standard library computes them.
        """
        summary = tp.Sampled(values).summary

        assert fmean(values) == pytest.approx(summary.mean, rel=1e-12)
        assert variance(values) == pytest.approx(summary.variance, rel=1e-9, abs=1e-18)

    def test_few(self):
        """
        Of no value and of one there is no spread, and no error.
        """
        assert tp.Summarised(0, 0, 0) == tp.Sampled([]).summary
        assert tp.Summarised(1, 1, 0, currency="USD") == tp.Sampled([DOLLAR]).summary
        assert tp.Summarised(1, 3, 0) == tp.Sampled([Decimal(3)]).summary

    def test_currencies_do_not_mix(self):
        """
        A sample has one currency, and no bare numbers among its amounts.
        """
        with pytest.raises(CurrencyMismatchError):
            tp.Sampled([DOLLAR, EURO])
        with pytest.raises(WrongTypeError):
            tp.Sampled([DOLLAR, 1])

    @pytest.mark.parametrize("values", ["12", 13, [None], ["1"]])
    def test_no_sample(self, values):
        """
        A sample is several numbers.
        """
        with pytest.raises(WrongTypeError):
            tp.Sampled(values)

    @pytest.mark.parametrize("value", [-1, -DOLLAR, 1e16, 1e-10, float("nan")])
    def test_impossible(self, value):
        """
        No order value is negative, and none so great or small that its square is lost.
        """
        with pytest.raises(OutOfRangeError):
            tp.Sampled([value])

    @pytest.mark.parametrize("figures", [(-1, 1, 1), (1, -1, 1), (1, 1, -1), (1, 1, 1e31)])
    def test_impossible_summary(self, figures):
        """
        Neither number, mean nor variance is negative.
        """
        with pytest.raises(OutOfRangeError):
            tp.Summarised(*figures)

    def test_summary_of_a_summary(self):
        """
        A summary is its own, and knows its currency.
        """
        told = tp.Summarised(400, 31.5, 324, currency="USD")

        assert told is told.summary
        assert 400 == told.seen
        with pytest.raises(UnknownCurrencyError):
            tp.Summarised(400, 31.5, 324, currency="XYZ1")


class TestCounts:
    """
    F3: orders over shop-days.
    """

    def test_count(self):
        """
        A count for each unit of exposure.
        """
        assert 20.0 == tp.Counted(280, Decimal(14)).value
        assert 280 == tp.Counted(280, 14).seen

    @pytest.mark.parametrize("exposure", [0, -1, 1e-10, 1e16])
    def test_no_exposure(self, exposure):
        """
        Nothing can be counted over nothing.
        """
        with pytest.raises(OutOfRangeError):
            tp.Counted(1, exposure)

    def test_days(self):
        """
        Days tell how much they differ: 1 is chance alone.
        """
        even, uneven = tp.CountedDaily([8, 12, 10, 10]), tp.CountedDaily([0, 40, 0, 0])

        assert (10.0, pytest.approx(8 / 3)) == (even.summary.mean, even.summary.variance)
        assert pytest.approx(8 / 30) == even.dispersion
        assert pytest.approx(40.0) == uneven.dispersion
        assert 1.0 == tp.CountedDaily([0, 0]).dispersion == tp.CountedDaily([]).dispersion
        assert 4 == even.seen

    @pytest.mark.parametrize("counts", [13, "12", [1.5], [True]])
    def test_no_counts(self, counts):
        """
        One whole number for each day.
        """
        with pytest.raises(WrongTypeError):
            tp.CountedDaily(counts)


class TestCosts:
    """
    F23: advertising cost for each order or click.
    """

    def test_cost_of_one(self):
        """
        The cost of one unit, to the nearest minor unit; of none there is none.
        """
        spent = tp.Spent(tp.Money("10.00", "USD"), 3)

        assert tp.Money("3.33", "USD") == spent.value
        assert ("USD", 3) == (spent.currency, spent.seen)
        assert tp.Spent(DOLLAR, 0).value is None

    def test_nothing_spent(self):
        """
        A cost that is none, or negative, is no cost.
        """
        with pytest.raises(OutOfRangeError):
            tp.Spent(tp.Money(0, "USD"), 3)
        with pytest.raises(WrongTypeError):
            tp.Spent(10, 3)

    def test_days(self):
        """
        Days add up, and say how much more than chance they differ.
        """
        even = tp.SpentDaily([(DOLLAR * 10, 5), (DOLLAR * 20, 10)])
        uneven = tp.SpentDaily([(DOLLAR * 10, 10), (DOLLAR * 10, 30)])

        assert tp.Spent(DOLLAR * 30, 15) == even.total
        assert (0.0, 2, "USD") == (even.dispersion, even.seen, even.currency)
        # Two days: ratio 0.5; squares (10 - 5)² and (10 - 15)², times 2 / 1, over 20² / 40.
        assert pytest.approx(10.0) == uneven.dispersion

    @pytest.mark.parametrize(
        "days", [[], [(tp.Money(0, "USD"), 3)], [(DOLLAR, 0), (DOLLAR, 0)], [(DOLLAR, 3)]]
    )
    def test_days_that_tell_nothing(self, days):
        """
        Without cost, units or a second day there is no dispersion to tell.
        """
        assert 1.0 == tp.SpentDaily(days).dispersion

    def test_no_days(self):
        """
        No days have neither currency nor total.
        """
        none = tp.SpentDaily([])

        assert ("", None) == (none.currency, none.total)

    @pytest.mark.parametrize("days", ["ab", 3, [3], [(DOLLAR,)], [(3, DOLLAR)], [("ab")]])
    def test_no_days_at_all(self, days):
        """
        Each day is a cost and its units.
        """
        with pytest.raises(WrongTypeError):
            tp.SpentDaily(days)

    def test_currencies_do_not_mix(self):
        """
        Costs are of one currency, and none is negative.
        """
        with pytest.raises(CurrencyMismatchError):
            tp.SpentDaily([(DOLLAR, 1), (EURO, 1)])
        with pytest.raises(OutOfRangeError):
            tp.SpentDaily([(-DOLLAR, 1)])


class TestWords:
    """
    Each says what was measured, without listing a sample.
    """

    @pytest.mark.parametrize(
        ("measured", "english", "chinese"),
        [
            (tp.Rated(120, 4_000), "120 of 4,000", "4,000次中120次"),
            (
                tp.Sampled([DOLLAR, DOLLAR * 3]),
                "mean 2 USD, standard deviation 1.41421 USD (n = 2)",
                "均值2 USD，标准差1.41421 USD（共2个）",
            ),
            (
                tp.Summarised(9, 2, 4),
                "mean 2, standard deviation 2 (n = 9)",
                "均值2，标准差2（共9个）",
            ),
            (tp.Counted(20, 14), "20 over 14", "20（计量总数14）"),
            (tp.CountedDaily([3, 4]), "7 (days: 2)", "2天内7"),
            (tp.Spent(DOLLAR, 4), "1.00 USD for 4", "1.00 USD换得4"),
            (tp.SpentDaily([(DOLLAR, 4)]), "1.00 USD for 4 (days: 1)", "1天内1.00 USD换得4"),
            (tp.SpentDaily([]), "nothing spent", "没有花费"),
        ],
        ids=str,
    )
    def test_both_languages(self, measured, english, chinese):
        """
        In English and in Chinese.
        """
        assert english == str(measured)
        assert chinese == measured.in_words("zh")
