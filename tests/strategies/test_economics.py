"""
Strategies for what a sale brings and costs draw what they say and shrink to what they say.
"""

import pytest
from hypothesis import Phase, find, given, settings

import tiktok_presale as tp
from tiktok_presale import strategies as ours

# To see that a value is drawn at all there is no need to make it small, which takes long; and the
# first example of all is the one that everything else shrinks to.
REACH = settings(max_examples=500, derandomize=True, database=None, phases=[Phase.generate])
FIRST = settings(REACH, max_examples=1)
CENT, NOTHING = tp.Money("0.01", "USD"), tp.Money(0, "USD")
SHEET = tp.CostSheet(price=CENT, unit_cost=NOTHING)
CASE = tp.SaleCase(sheet=SHEET, sold=0)


def simplest(strategy):
    """
    The simplest value.
    """
    return find(strategy, lambda _: True, settings=FIRST)


def reached(strategy, condition):
    """
    Any value that meets a condition.
    """
    return find(strategy, condition, settings=REACH)


class TestShrinking:
    """
    A failing example is told by its simplest form.
    """

    SIMPLEST = (
        ("cost_sheets", SHEET),
        ("return_curves", tp.ReturnCurve.flat(0)),
        ("early_cash", tp.EarlyCash(share=0, days=0, yearly_rate=0)),
        ("stock_years", tp.StockYear(cost_of_sales=NOTHING, turns=1)),
    )

    @pytest.mark.parametrize(("name", "value"), SIMPLEST, ids=[name for name, _ in SIMPLEST])
    def test_value(self, name, value):
        """
        Each shrinks to what its docstring says.
        """
        assert value == simplest(getattr(ours, name)())

    def test_cases(self):
        """
        Cases and scenarios shrink to nothing sold; roundings to the first of them.
        """
        case = simplest(ours.sale_cases())
        scenario = simplest(ours.scenarios())

        assert tp.SaleCase(sheet=SHEET, sold=0, rounding=case.rounding) == case
        assert tp.Scenario("1", case) == scenario


class TestReach:
    """
    Awkward values are among those drawn.
    """

    def test_profit_and_loss(self):
        """
        Sales with a profit and with a loss are found.
        """
        assert reached(ours.sale_cases(), lambda one: tp.economics.outcome(one).profit.minor > 0)
        assert reached(ours.sale_cases(), lambda one: tp.economics.outcome(one).profit.minor < 0)

    def test_returns_and_leftovers(self):
        """
        So are returns, goods left over, and money that comes late.
        """
        assert reached(ours.sale_cases(), lambda one: one.returned and one.left_over)
        assert reached(ours.early_cash(), lambda one: one.worth < 0)

    def test_falling_curves(self):
        """
        A curve that falls somewhere is found.
        """
        rates = [rate for _, rate in reached(ours.return_curves(), falls).points]

        assert rates != sorted(rates)


def falls(curve):
    """
    Whether fewer come back after a longer wait.
    """
    rates = [rate for _, rate in curve.points]
    return rates != sorted(rates)


class TestLimits:
    """
    What was asked for bounds what is drawn.
    """

    @given(ours.scenarios("THB", 5))
    def test_case(self, scenario):
        """
        No more units, and only the currency that was named.
        """
        assert scenario.case.sold <= 5
        assert scenario.case.left_over <= 5
        assert "THB" == scenario.case.currency

    @given(ours.return_curves(3))
    def test_days(self, curve):
        """
        No later day.
        """
        assert curve.points[-1][0] <= 3
