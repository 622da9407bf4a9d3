"""
A presale against an ordinary sale, stock turns, and deposits as financing.
"""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.selling import FULL_SHEET, HOODIE, HOODIES, case, usd
from tiktok_presale.errors import (
    CurrencyMismatchError,
    FloatMoneyError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.facts.cases import EarlyCash, SaleCase
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.facts.stock_years import StockYear
from tiktok_presale.rules import economics
from tiktok_presale.rules.economics import Choice, Funding, Input
from tiktok_presale.rules.economics.inputs import with_
from tiktok_presale.strategies import sale_cases, stock_years
from tiktok_presale.values.money import Money

# A case is drawn from some thirty numbers, which takes longer than to look at it.
HALF = settings(max_examples=settings.default.max_examples // 2)
CURVE = ReturnCurve({0: "0.10", 30: "0.40"})
PRESALE = SaleCase(sheet=HOODIE, sold=10_000, returns=CURVE, wait=10)
STOCK = SaleCase(sheet=HOODIE, sold=0, made=10_000, returns=CURVE)
ORDINARY = economics.combined(STOCK, {"sold": {4_000: 1, 8_000: 1, 12_000: 1}})


class TestOrdinarySale:
    """
    10,000 made to order and 20 % back after ten days, or made to stock and 10 % back.

    Demand for those from stock is 4,000, 8,000 or 12,000.
    """

    FOUND = economics.compare(PRESALE, ORDINARY)

    def test_profits(self):
        """
        138,000 USD for sure; from stock 45,600, 121,200 or 159,000, which is 108,600 on average.
        """
        assert usd(138_000) == self.FOUND.presale.mean
        assert [usd(45_600), usd(121_200), usd(159_000)] == [
            one.profit for one in self.FOUND.ordinary.possible
        ]
        assert (usd(108_600), usd(29_400)) == (self.FOUND.ordinary.mean, self.FOUND.difference)
        assert Choice.PRESALE is self.FOUND.recommended

    def test_where_both_are_equal(self):
        """
        At that price, return rate, volume and wait the presale still earns what the other does.
        """
        found = {one.input: one.at for one in self.FOUND.equal}

        assert {
            "price": usd("26.59"),  # 228,600 USD over 8,600 prices
            "return_rate": Fraction(34, 100),
            "sold": 7_870,
            "wait": 24,  # 34 % come back
        } == found
        for one in self.FOUND.equal:
            profits = [
                economics.outcome(with_(PRESALE, one.input, at)).profit
                for at in (one.at, one.beyond)
            ]
            assert profits[0] >= usd(108_600) > profits[1]

    def test_sensitivity(self):
        """
        A step beyond such a point the ordinary sale would be recommended.
        """
        grounds = self.FOUND.grounds

        assert [one.input for one in self.FOUND.equal] == [one.input for one in grounds.sensitivity]
        assert {Choice.ORDINARY} == {one.answer for one in grounds.sensitivity}
        assert () == grounds.binding

    def test_text(self):
        """
        What is recommended, each difference, the inputs and what would change it.
        """
        lines = str(self.FOUND).splitlines()

        assert lines[:4] == [
            (
                "The presale earns more on average: 138,000.00 USD against 108,600.00 USD of an "
                "ordinary sale."
            ),
            "- sales: 80,000.00 USD, presale less ordinary sale",
            "- refunds: -38,000.00 USD, presale less ordinary sale",
            "- returned goods cleared: 11,400.00 USD, presale less ordinary sale",
        ]
        assert (
            "If waiting time were 25 days instead of 10 days, the answer would be the ordinary "
            "sale." in lines
        )
        assert self.FOUND.explain("zh").startswith("预售平均利润更高：预售138,000.00 USD")

    def test_table(self):
        """
        In a notebook both stand side by side.
        """
        table = self.FOUND._repr_html_()

        assert (
            "<td>profit</td><td>138,000.00 USD</td><td>108,600.00 USD</td><td>29,400.00 USD</td>"
            in table
        )
        assert "slot fee" not in table


class TestCompare:
    """
    Any two sales.
    """

    @HALF
    @given(sale_cases(), sale_cases())
    def test_conserved(self, one, other):
        """
        Differences line by line add up to the difference, which turns its sign with the two.
        """
        found = economics.compare(one, other, inputs=())
        turned = economics.compare(other, one, inputs=())
        lines = [left.amount - right.amount for left, right in found.lines]

        assert found.difference == Money.sum(lines, "USD") == -turned.difference

    def test_neither(self):
        """
        Two losses: neither is worth it, and the limit of no loss binds.
        """
        loss = case(sold=1)
        found = economics.compare(loss, attrs.evolve(loss, wait=7), inputs=["price", "handling"])

        assert Choice.NEITHER is found.recommended
        assert ["no_loss"] == [bound.code for bound in found.grounds.binding]
        assert "Neither is worth it" in str(found)
        assert "an expected profit of at least 0.00 USD; this binds" in str(found)

    def test_either(self):
        """
        The same sale twice.
        """
        found = economics.compare(HOODIES, HOODIES, inputs=["commission"])

        assert Choice.EITHER is found.recommended
        assert [(0, Choice.ORDINARY)] == [
            (one.at, turned.answer)
            for one, turned in zip(found.equal, found.grounds.sensitivity, strict=True)
        ]

    def test_ordinary(self):
        """
        A presale that falls short says what it would take.
        """
        found = economics.compare(HOODIES, ORDINARY, inputs=["return_rate"])

        assert Choice.ORDINARY is found.recommended
        assert not found.equal[0].reached
        assert "If return rate were 34 % instead of 40 %" in str(found)

    def test_scenarios_have_no_such_point(self):
        """
        A presale that is no single case is compared as well, but has no input to move.
        """
        found = economics.compare(ORDINARY, STOCK)

        assert ((), ()) == (found.equal, found.grounds.sensitivity)

    def test_nonsense(self):
        """
        Two currencies, and what is no sale.
        """
        euro = CostSheet(price=Money(1, "EUR"), unit_cost=Money(1, "EUR"))
        with pytest.raises(CurrencyMismatchError):
            economics.compare(HOODIES, SaleCase(sheet=euro, sold=1))
        with pytest.raises(WrongTypeError, match="scenario"):
            economics.compare(HOODIES, 5)


class TestF29:
    """
    A furniture factory: turns from 2 to 6 a year, material waste 37 % less.

    The brief gives no amounts; those here are made up, and what depends on none is asserted of any.
    """

    BEFORE = StockYear(cost_of_sales=Money(600_000, "CNY"), turns=2, waste=Money(100_000, "CNY"))
    FOUND = economics.turns(BEFORE, to=6, carrying_rate="0.20", waste_cut="0.37")

    def test_days(self):
        """
        Goods lie 60.8 days instead of 182.5.
        """
        assert Fraction(365, 2) == self.FOUND.before.days
        assert Fraction(365, 6) == self.FOUND.after.days

    @pytest.mark.parametrize("cost", ["600000.00", "123456.78"])
    def test_two_thirds(self, cost):
        """
        Whatever is sold, two thirds of the capital are freed, and of what keeping it costs.
        """
        before = attrs.evolve(self.BEFORE, cost_of_sales=Money(cost, "CNY"))
        found = economics.turns(before, to=6, carrying_rate="0.20", waste_cut="0.37")
        freed = before.average_stock * Fraction(2, 3)

        assert abs(found.capital_freed.minor - freed) <= 1
        assert abs(found.carrying_saved.minor - freed / 5) <= 1

    def test_waste(self):
        """
        37 % less of 100,000 is 63,000.
        """
        assert Money(63_000, "CNY") == self.FOUND.after.waste
        assert Money(37_000, "CNY") == self.FOUND.waste_saved

    def test_saved(self):
        """
        What is saved in a year is the cost of keeping stock and the waste, and not the capital.
        """
        assert Money(200_000, "CNY") == self.FOUND.capital_freed
        assert Money(77_000, "CNY") == self.FOUND.saved

    def test_text(self):
        """
        Each figure before and after.
        """
        assert str(self.FOUND).splitlines() == [
            (
                "200,000.00 CNY of capital is freed once; 77,000.00 CNY is saved a year, "
                "40,000.00 CNY of it on keeping stock and 37,000.00 CNY on waste."
            ),
            "- stock turns a year: 2 before, 6 after",
            "- days in stock: 182.5 before, 60.8 after",
            "- capital bound: 300,000.00 CNY before, 100,000.00 CNY after",
            "- cost of keeping stock: 60,000.00 CNY before, 20,000.00 CNY after",
            "- wasted material: 100,000.00 CNY before, 63,000.00 CNY after",
        ]
        assert "库存天数：此前182.5，此后60.8" in self.FOUND.explain("zh")

    def test_table(self):
        """
        In a notebook it is a table.
        """
        table = self.FOUND._repr_html_()

        assert "<td>days in stock</td><td>182.5</td><td>60.8</td>" in table

    @HALF
    @given(stock_years(), st.integers(1, 24), st.integers(0, 60), st.integers(0, 60))
    def test_bounds(self, before, to, rate, cut):
        """
        More turns never bind more capital; no change changes nothing.
        """
        rates = {"carrying_rate": Fraction(rate, 60), "waste_cut": Fraction(cut, 60)}
        more = economics.turns(before, to=before.turns + to, **rates)
        same = economics.turns(before, to=before.turns, carrying_rate=rates["carrying_rate"])

        assert more.capital_freed.minor >= 0 <= more.carrying_saved.minor
        assert 0 <= more.waste_saved.minor <= before.waste.minor
        assert same.before == same.after

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"to": 0}, OutOfRangeError),
            ({"carrying_rate": 0.2}, FloatMoneyError),
            ({"carrying_rate": Fraction(-1, 5)}, OutOfRangeError),
            ({"waste_cut": "1.1"}, OutOfRangeError),
            ({"waste_cut": Fraction(-1, 5)}, OutOfRangeError),
            ({"year": 0}, OutOfRangeError),
            ({"rounding": "nearest"}, WrongTypeError),
            ({"before": 5}, WrongTypeError),
        ],
        ids=["turns", "float", "rate", "waste", "less waste", "year", "rounding", "before"],
    )
    def test_nonsense(self, wrong, error):
        """
        What cannot be is refused.
        """
        given = {"before": self.BEFORE, "to": 6, "carrying_rate": "0.20"}
        with pytest.raises(error):
            economics.turns(**(given | wrong))


class TestDeposit:
    """
    A deposit of 30 % of 30.00 USD on 10,000 units, 73 days early, at 10 % a year.
    """

    EARLY = EarlyCash(share="0.30", days=73, yearly_rate="0.10")

    def test_worth(self):
        """
        90,000 USD for a fifth of a year at 10 % are worth 1,800, and pay for 75 % of production.
        """
        found = economics.financing(HOODIE, self.EARLY, orders=10_000)

        assert (usd(90_000), usd(1_800), usd(1_800)) == (found.deposits, found.worth, found.gain)
        assert (Fraction(3, 4), usd(30_000)) == (found.covered, found.gap)
        assert (0, Funding.DEPOSIT) == (found.yearly_rate, found.recommended)

    @pytest.mark.parametrize(
        ("discount", "rate", "cheaper", "instead", "other"),
        [
            ("0.17", Fraction(17, 180), Funding.DEPOSIT, "0.19", Funding.LOAN),
            ("0.18", Fraction(1, 10), Funding.EITHER, "0.19", Funding.LOAN),
            ("0.19", Fraction(19, 180), Funding.LOAN, "0.18", Funding.EITHER),
        ],
        ids=["cheaper", "equal", "dearer"],
    )
    def test_discount(self, discount, rate, cheaper, instead, other):
        """
        A discount of 0.18 for 9.00 USD a fifth of a year early is 10 % a year; one cent decides.
        """
        found = economics.financing(HOODIE, self.EARLY, orders=10_000, discount=usd(discount))
        (turned,) = found.grounds.sensitivity

        assert (rate, cheaper) == (found.yearly_rate, found.recommended)
        assert (usd(instead), other) == (turned.instead, turned.answer)
        assert (cheaper is Funding.LOAN) == bool(found.grounds.binding)

    @given(st.integers(1, 400), st.integers(1, 60), st.integers(0, 60), st.integers(0, 3_000))
    def test_gain_and_rate_agree(self, days, share, rate, cents):
        """
        A deposit that is recommended gains, and one that is not does not, but for one minor unit.
        """
        early = EarlyCash(share=Fraction(share, 60), days=days, yearly_rate=Fraction(rate, 60))
        discount = Money.from_minor(cents, "USD")
        found = economics.financing(HOODIE, early, orders=100, discount=discount)

        if found.recommended is Funding.DEPOSIT:
            assert found.gain.minor >= 0
        elif found.recommended is Funding.LOAN:
            assert found.gain.minor <= 0
        assert (found.grounds.sensitivity[0].answer is Funding.LOAN) == (
            found.recommended is not Funding.LOAN
        )

    def test_paid_in_full(self):
        """
        A deposit of the whole price finances more than the production, and leaves no gap.
        """
        found = economics.financing(FULL_SHEET, attrs.evolve(self.EARLY, share=1), orders=10)

        assert (Fraction(5, 2), usd(0)) == (found.covered, found.gap)

    def test_same_as_a_line(self):
        """
        It is worth what the line of early cash says in a profit and loss.
        """
        found = economics.financing(HOODIE, self.EARLY, orders=10_000)
        line = economics.outcome(attrs.evolve(HOODIES, early=self.EARLY)).line("early_cash")

        assert found.worth == line.amount

    def test_text(self):
        """
        What is cheaper, what it pays for, and the discount from which on it is not.
        """
        found = economics.financing(HOODIE, self.EARLY, orders=10_000, discount=usd("0.09"))

        assert str(found).splitlines() == [
            (
                "The deposits are cheaper than a loan: 90,000.00 USD early is worth 1,800.00 USD "
                "and costs 900.00 USD, 5 % a year against 10 %."
            ),
            "They pay for 75 % of the production; 30,000.00 USD is still to be financed.",
            "price: 30.00 USD",
            "unit cost: 12.00 USD",
            "share of the price paid as deposit: 30 %",
            "days early: 73",
            "yearly rate of a loan: 10 %",
            "discount for each unit: 0.09 USD",
            "a discount of at most 0.18 USD for each unit, beyond which a loan is cheaper.",
            (
                "If discount for each unit were 0.19 USD instead of 0.09 USD, the answer would be "
                "a loan."
            ),
        ]
        assert found.explain("zh").startswith("定金比贷款便宜：提前收到90,000.00 USD")

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"sheet": 5}, WrongTypeError),
            ({"sheet": CostSheet(price=usd(1), unit_cost=usd(0))}, OutOfRangeError),
            ({"early": "0.3"}, WrongTypeError),
            ({"early": attrs.evolve(EARLY, share=0)}, OutOfRangeError),
            ({"early": attrs.evolve(EARLY, days=0)}, OutOfRangeError),
            ({"orders": 0}, OutOfRangeError),
            ({"discount": 5}, WrongTypeError),
            ({"discount": usd(-1)}, OutOfRangeError),
            ({"discount": Money(1, "EUR")}, CurrencyMismatchError),
        ],
        ids=[
            "sheet",
            "no cost",
            "early",
            "no share",
            "no day",
            "orders",
            "discount",
            "negative",
            "currency",
        ],
    )
    def test_nonsense(self, wrong, error):
        """
        What finances nothing, and what makes no sense, is refused.
        """
        given = {"sheet": HOODIE, "early": self.EARLY, "orders": 10}
        with pytest.raises(error):
            economics.financing(**(given | wrong))


def test_every_input_can_be_put():
    """
    Each input is read back as it was put, and nothing else moves.
    """
    values = {
        Input.SOLD: 500,
        Input.MADE: 2_000,
        Input.WAIT: 3,
        **dict.fromkeys(
            (Input.COMMISSION, Input.PLATFORM_FEE, Input.CLEARANCE, Input.RETURN_RATE),
            Fraction(1, 7),
        ),
    }
    for which in Input:
        value = values.get(which, usd("7.77"))
        put = with_(case(), which, value)

        assert value == economics.break_even(put, which).given
