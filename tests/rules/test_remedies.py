"""
What would turn a "no" into a "yes": how many good orders, or from which day on.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tiktok_presale import PastDays, Range, Rate
from tiktok_presale.rules.remedies import clean_on, good_orders, metric_remedies

TODAY = date(2025, 6, 1)


class TestGoodOrders:
    """
    The fewest further good orders that bring a rate into its range.
    """

    @pytest.mark.parametrize(
        ("rate", "limit", "orders"),
        [
            (Rate(25, 1000), Range.at_most(Decimal("0.02")), 250),
            (Rate(20, 1000), Range.at_most(Decimal("0.02")), 0),
            (Rate(10, 100), Range.below(Decimal("0.10")), 1),
            (Rate(9, 100), Range.below(Decimal("0.10")), 0),
            (Rate(90, 100), Range.at_least(Decimal("0.95")), 100),
            (Rate(95, 100), Range.at_least(Decimal("0.95")), 0),
            (Rate(95, 100), Range.above(Decimal("0.95")), 1),
            (Rate(1, 3), Range.at_most(Decimal("0.3")), 1),
        ],
        ids=str,
    )
    def test_exact(self, rate, limit, orders):
        """
        Open and closed ends give their own numbers.
        """
        assert orders == good_orders(rate, limit)

    @pytest.mark.parametrize(
        ("rate", "limit"),
        [
            (Rate(1, 5), Range.at_most(Decimal(0))),
            (Rate(1, 5), Range.below(Decimal(0))),
            (Rate(0, 5), Range.below(Decimal(0))),
            (Rate(4, 5), Range.at_least(Decimal(1))),
            (Rate(4, 5), Range.above(Decimal(1))),
        ],
        ids=str,
    )
    def test_never(self, rate, limit):
        """
        What no number of orders can mend has no number.
        """
        assert good_orders(rate, limit) is None

    @pytest.mark.parametrize(
        ("rate", "limit"),
        [
            (Rate(0, 5), Range.at_most(Decimal(0))),
            (Rate(5, 5), Range.at_least(Decimal(1))),
        ],
        ids=str,
    )
    def test_already_there(self, rate, limit):
        """
        A rate that is in its range already needs none, at the far ends too.
        """
        assert 0 == good_orders(rate, limit)


class TestMetricRemedies:
    """
    The remedies that follow from a metric alone.
    """

    @pytest.mark.parametrize(
        ("actual", "limit", "code"),
        [
            (Rate(25, 1000), Range.at_most(Decimal("0.02")), "more_clean_orders"),
            (Rate(90, 100), Range.at_least(Decimal("0.95")), "more_good_orders"),
            (Rate(1, 5), Range.at_most(Decimal(0)), "lower_to"),
            (Rate(4, 5), Range.at_least(Decimal(1)), "raise_to"),
            (15, Range.below(Decimal(15)), "lower_to"),
            (Decimal("4.4"), Range.at_least(Decimal("4.5")), "raise_to"),
        ],
        ids=str,
    )
    def test_code(self, actual, limit, code):
        """
        Orders where they can mend it, else the limit itself, up or down.
        """
        (remedy,) = metric_remedies(actual, limit)

        assert code == remedy.code

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_said(self, language):
        """
        Every remedy can be said in both languages.
        """
        (remedy,) = metric_remedies(Rate(25, 1000), Range.at_most(Decimal("0.02")))

        assert "250" in remedy.explain(language)


class TestCleanOn:
    """
    The first day from which a criterion passes for good.
    """

    def test_for_good(self):
        """
        A day that passes between days that fail is not it.
        """
        passing = {3, 6, 7, 8, 9, 10}
        found = clean_on(PastDays(1, 8), TODAY, lambda day: (day - TODAY).days in passing)

        assert TODAY + timedelta(days=6) == found

    def test_never(self):
        """
        What does not pass once everything known has left the window, no waiting mends.
        """
        assert clean_on(PastDays(1, 8), TODAY, lambda _: False) is None

    def test_not_before_today(self):
        """
        The past is not looked at.
        """
        assert TODAY == clean_on(PastDays(1, 8), TODAY, lambda _: True)
