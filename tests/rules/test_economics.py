"""
The profit and loss of one sale, and of one unit.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

import tiktok_presale as tp
from rules.selling import FULL_SHEET, HOODIE, HOODIES, case, sheet, usd
from tiktok_presale.errors import (
    CurrencyMismatchError,
    FloatMoneyError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.facts.cases import EarlyCash, SaleCase
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.rules import economics
from tiktok_presale.rules.charges import Bill, Charge
from tiktok_presale.rules.economics import LineCode
from tiktok_presale.values.money import Money
from tiktok_presale.values.text import message
from tiktok_presale.values.vocabulary import Payee


class TestF18:
    """
    10,000 hoodies pre-sold, 40 % returned (4,000), left-over stock cleared at 30 % of the price.

    The brief gives no price and no cost. What depends on neither is asserted of any; 30.00 and
    12.00 USD are made up.
    """

    def test_units(self):
        """
        4,000 come back, and 6,000 are kept.
        """
        assert (4_000, 6_000) == (HOODIES.returned, HOODIES.kept)

    @pytest.mark.parametrize("price", ["1.00", "30.00", "99.90"])
    def test_cleared_at_thirty_percent(self, price):
        """
        Whatever the price, clearing brings 1,200 prices and the sale 7,200 prices in all.
        """
        made = attrs.evolve(HOODIES, sheet=attrs.evolve(HOODIE, price=usd(price), unit_cost=usd(0)))
        found = economics.outcome(made)

        assert usd(price) * 1_200 == found.line("cleared_returns").amount
        assert usd(price) * 7_200 == found.profit

    def test_break_even_in_terms_of_the_price(self):
        """
        With no other costs, a unit may cost 72 % of the price: a margin of 28 %, and no less.
        """
        for price in ("10.00", "30.00"):
            made = attrs.evolve(HOODIES, sheet=attrs.evolve(HOODIE, price=usd(price)))
            found = economics.break_even(made, "unit_cost")

            assert usd(price).times("0.72", rounding="half_even") == found.at
            assert Fraction(28, 100) == economics.margin(usd(price), found.at)

    def test_made_up_price_and_cost(self):
        """
        At 30.00 and 12.00 USD it earns 96,000 instead of 180,000 USD, not half of what was hoped.
        """
        hoped = attrs.evolve(HOODIES, returns=tp.ReturnCurve.flat(0))

        assert usd(96_000) == economics.outcome(HOODIES).profit
        assert usd(180_000) == economics.outcome(hoped).profit

    def test_freight_both_ways(self):
        """
        Freight of 4.00 USD out and 8.00 back (F17's) leaves 24,000 USD of it.
        """
        freight = attrs.evolve(HOODIE, freight_out=usd("4.00"), freight_back=usd("8.00"))

        assert usd(24_000) == economics.outcome(attrs.evolve(HOODIES, sheet=freight)).profit


class TestF30:
    """
    200,000 orders of an earring of 3 USD at a markup of 180 %: price 8.40 USD, margin 64.3 %.
    """

    COST = usd("3.00")
    PRICE = usd("8.40")

    def test_markup_is_no_margin(self):
        """
        180 % over cost is 9/14 over price, which is 64.3 %.
        """
        assert Fraction(9, 5) == economics.markup(self.PRICE, self.COST)
        assert Fraction(9, 14) == economics.margin(self.PRICE, self.COST)
        assert Decimal("64.3") == round(Decimal(900) / Decimal(14), 1)

    def test_price(self):
        """
        The price follows from either, and they are not the same number.
        """
        assert self.PRICE == economics.price_at_markup(self.COST, "1.8")
        assert self.PRICE == economics.price_at_margin(self.COST, "9/14")

    def test_no_amount_below_zero(self):
        """
        No price and no cost is below zero, and no markup makes one.
        """
        for ask in (
            lambda: economics.price_at_markup(self.COST, Fraction(-101, 100)),
            lambda: economics.price_at_markup(-self.COST, "1.8"),
            lambda: economics.price_at_margin(-self.COST, "0.5"),
            lambda: economics.markup(-self.PRICE, self.COST),
            lambda: economics.margin(self.PRICE, -self.COST),
        ):
            with pytest.raises(OutOfRangeError):
                ask()
        assert not economics.price_at_markup(self.COST, -1)

    def test_no_margin_of_180_percent(self):
        """
        A margin of 180 % does not exist, and is refused.
        """
        with pytest.raises(OutOfRangeError, match="margin"):
            economics.price_at_margin(self.COST, "1.8")

    def test_profit(self):
        """
        Before other costs, 200,000 orders earn 5.40 USD each.
        """
        earrings = SaleCase(sheet=CostSheet(price=self.PRICE, unit_cost=self.COST), sold=200_000)
        found = economics.outcome(earrings)

        assert usd("5.40") * 200_000 == usd(1_080_000) == found.profit
        assert (Fraction(9, 5), Fraction(9, 14)) == (found.markup, found.margin)


class TestMargins:
    """
    Markup and margin of a unit.
    """

    def test_nonsense(self):
        """
        Nothing to divide by, other currencies, floats and what is no money are refused.
        """
        with pytest.raises(OutOfRangeError, match="cost"):
            economics.markup(usd(5), usd(0))
        with pytest.raises(OutOfRangeError, match="price"):
            economics.margin(usd(0), usd(5))
        with pytest.raises(CurrencyMismatchError):
            economics.markup(usd(5), Money(3, "EUR"))
        with pytest.raises(FloatMoneyError):
            economics.price_at_markup(usd(5), 1.8)
        with pytest.raises(WrongTypeError, match="price"):
            economics.markup(5, usd(3))

    def test_rounding(self):
        """
        A price between two minor units is rounded as said.
        """
        assert usd("0.02") == economics.price_at_markup(usd("0.01"), "0.5")
        assert usd("0.01") == economics.price_at_markup(usd("0.01"), "0.5", rounding="floor")


class TestUnits:
    """
    One unit, by what becomes of it.
    """

    def test_full_sheet(self):
        """
        Every cost of the full sheet, added up by hand.
        """
        fees = Decimal("0.1714") * 3000

        assert 3000 - fees - 1200 - 300 == economics.kept(FULL_SHEET)
        assert 900 - 1200 - 300 - 400 - 50 == economics.returned(FULL_SHEET)
        assert 900 - 1200 == economics.unsold(FULL_SHEET)

    def test_fees_kept(self):
        """
        Fees that are kept on refunds are lost with a unit that comes back.
        """
        fees = Fraction(1714, 10_000) * 3000

        assert economics.returned(FULL_SHEET) - fees == economics.returned(sheet(fees_kept=True))

    def test_expected(self):
        """
        Between the two by the return rate, which a float is not.
        """
        assert Fraction(96_000, 100) == economics.expected(HOODIE, "0.40")
        with pytest.raises(FloatMoneyError):
            economics.expected(HOODIE, 0.4)
        with pytest.raises(OutOfRangeError, match="return_rate"):
            economics.expected(HOODIE, "1.4")

    def test_no_sheet(self):
        """
        What is no cost sheet is refused by name.
        """
        for ask in (economics.kept, economics.returned, economics.unsold):
            with pytest.raises(WrongTypeError, match="sheet"):
                ask("sheet")
        with pytest.raises(WrongTypeError, match="sheet"):
            economics.expected(5, 0)


class TestLines:
    """
    The full case: every line of something.
    """

    FULL = case(
        made=1_100,
        overdue=usd("80.00"),
        early=EarlyCash(share=1, days=30, yearly_rate="0.12"),
    )

    def test_amounts(self):
        """
        Each line, worked out by hand.
        """
        found = economics.outcome(self.FULL)
        by_hand = {
            "sales": "30000.00",
            "refunds": "-6120.00",  # 10 % after 7 days, 40 % after 30: 20.43 % after 15
            "cleared_returns": "1836.00",
            "cleared_left_over": "900.00",
            "early_cash": "295.89",  # 12 % of 30,000 for 30 of 365 days
            "production": "-13200.00",
            "freight_out": "-3000.00",
            "freight_back": "-816.00",
            "handling": "-102.00",
            "commission": "-3582.00",
            "platform_fee": "-511.03",
            "slot_fee": "-500.00",
            "overdue": "-80.00",
        }

        assert by_hand == {line.code.value: str(line.amount.amount) for line in found.lines}
        assert usd("5120.86") == found.profit
        assert (usd(23_880), usd("21791.03")) == (found.net_sales, found.costs)
        assert (Fraction(512_086, 2_388_000), Fraction(512_086, 2_179_103)) == (
            found.margin,
            found.markup,
        )

    def test_fees_kept_on_refunds(self):
        """
        Fees are then a share of all sales.
        """
        found = economics.outcome(case(sheet=sheet(fees_kept=True)))

        assert usd(30_000) == found.line("commission").base == found.line("platform_fee").base

    def test_money_that_comes_late(self):
        """
        A platform that settles 15 days later than a sale from stock costs what it holds back.
        """
        late = EarlyCash(share=1, days=-15, yearly_rate="0.12")

        assert usd("-147.95") == economics.outcome(case(early=late)).line("early_cash").amount

    def test_nothing_sold(self):
        """
        Without sales there is no margin, and without costs no markup.
        """
        found = economics.outcome(SaleCase(sheet=HOODIE, sold=0))

        assert (None, None, usd(0)) == (found.margin, found.markup, found.profit)

    def test_no_such_line(self):
        """
        A code that no line has is refused, and those there are are told.
        """
        with pytest.raises(WrongTypeError, match="sales"):
            economics.outcome(HOODIES).line("weather")

    def test_no_case(self):
        """
        What is no case is refused.
        """
        with pytest.raises(WrongTypeError, match="SaleCase"):
            economics.outcome(HOODIE)

    def test_text(self):
        """
        A loss is called one; lines of nothing are left out.
        """
        loss = economics.outcome(SaleCase(sheet=HOODIE, sold=1, made=11))

        assert str(loss).splitlines() == [
            "Loss of 12.00 USD on 1 units sold, 0 sent back and 10 left over.",
            "- sales: 1 × 30.00 USD = 30.00 USD",
            "- left-over goods cleared: 30 % of 300.00 USD = 90.00 USD",
            "- production: 11 × -12.00 USD = -132.00 USD",
        ]
        assert loss.explain("zh").splitlines()[0] == "亏损12.00 USD：售出1件，退回0件，剩余10件。"

    def test_lines_print(self):
        """
        A line without units or share is its amount.
        """
        found = economics.outcome(self.FULL)

        assert "slot fee: -500.00 USD" == str(found.line(LineCode.SLOT_FEE))
        assert "坑位费：-500.00 USD" == found.line(LineCode.SLOT_FEE).explain("zh")

    def test_table(self):
        """
        In a notebook the lines are a table, with the profit below.
        """
        table = economics.outcome(self.FULL)._repr_html_()

        assert "<td>platform fee</td><td></td><td>2.14 % of 23,880.00 USD</td>" in table
        assert "<td>production</td><td>1,100</td><td>-12.00 USD</td>" in table
        assert "<td>profit</td><td></td><td></td><td>5,120.86 USD</td>" in table


class TestCharged:
    """
    What lateness costs, taken from what `overdue` says.
    """

    AT = datetime(2026, 1, 20, tzinfo=UTC)
    TH = tp.Policy.in_force("th", on=date(2026, 1, 2))
    ORDER = tp.Order(
        id="o1",
        kind=tp.OrderKind.PRE_ORDER,
        placed_at=AT - timedelta(days=19),
        promise=tp.ShipWithin(tp.CalendarDays(15)),
        total=Money("899.00", "THB"),
    )

    def test_statement_and_assessment(self):
        """
        Either gives the sum of its charges, which a case then takes.
        """
        late = tp.overdue.assess(self.ORDER, self.TH, at=self.AT)
        many = tp.overdue.statement([self.ORDER], self.TH, at=self.AT)
        found = economics.charged(late, "THB")

        assert found == late.charges.total("THB") == economics.charged(many, "THB")

    def test_f17(self):
        """
        F17: 200 orders at 8 USD return freight cost 1,600 USD.
        """
        freight = Charge("return_freight", "a", usd(8), Payee.BUYER, None, "o")
        charged = economics.charged(Bill((freight,) * 200), "USD")
        late = attrs.evolve(HOODIES, overdue=charged)

        assert usd(1_600) == charged
        assert usd(96_000 - 1_600) == economics.outcome(late).profit

    def test_nonsense(self):
        """
        Charges of another currency would be lost, and what is no bill is refused.
        """
        fee = Charge("late_dispatch", "a", usd(5), Payee.PLATFORM, None, "o1")
        with pytest.raises(CurrencyMismatchError):
            economics.charged(Bill((fee,)), "THB")
        with pytest.raises(WrongTypeError, match="lateness"):
            economics.charged(usd(5), "USD")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_has_a_text(language):
    """
    Lines, inputs and what is recommended are named in both languages.
    """
    keys = [f"line.{code}" for code in LineCode]
    keys += [f"name.{which.word}" for which in economics.Input]
    keys += [f"name.Choice.{one}" for one in economics.Choice]
    keys += [f"name.Funding.{one}" for one in economics.Funding]

    assert [] == [key for key in keys if message(language, key) == key]


def test_door():
    """
    The door lists what it offers.
    """
    assert dir(economics) == sorted(economics.__all__)
