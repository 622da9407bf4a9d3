"""
How a rate, a band or a period gives an amount, and how charges add up.
"""

from datetime import datetime, timedelta

import pytest

from rules.making import an_order, own_policy
from tiktok_presale import Money, overdue
from tiktok_presale.errors import CurrencyMismatchError, PackError
from tiktok_presale.rules.overdue import Bill, Charge
from tiktok_presale.values.vocabulary import Payee

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
DUE = datetime.fromisoformat("2025-06-11T23:59:59+00:00")
DISPATCH = '{ event = "dispatch", anchor = "placed", days = 10, unit = "calendar_days" }'


def charged(charge, late_by, total="864.00", currency="USD", *, pack="USD", **fields):
    """
    What a charge of the test's own comes to on an order that is so much late.
    """
    figures = {"deadlines.pre_order.dispatch": DISPATCH, "overdue.charges.late": charge}
    policy = own_policy(figures, currency=pack)
    order = an_order(
        placed_at=datetime.fromisoformat("2025-06-01T09:00:00+00:00"),
        total=Money(total, currency),
        **fields,
    )
    return str(overdue.assess(order, policy, at=DUE + late_by).charges)


class TestPeriods:
    """
    A begun period counts in full, not at all, or by its share, as the term says.
    """

    @pytest.mark.parametrize(
        ("part", "late_by", "amount"),
        [
            ("whole", SECOND / 2, "nothing"),
            ("whole", SECOND, "864.00 USD"),
            ("whole", DAY, "864.00 USD"),
            ("whole", DAY + SECOND, "1,728.00 USD"),
            ("none", SECOND, "nothing"),
            ("none", DAY - SECOND, "nothing"),
            ("none", DAY, "864.00 USD"),
            ("none", DAY + SECOND, "864.00 USD"),
            ("share", SECOND, "0.01 USD"),
            ("share", DAY / 2, "432.00 USD"),
            ("share", DAY, "864.00 USD"),
            ("share", DAY + SECOND, "864.01 USD"),
        ],
        ids=str,
    )
    def test_flat(self, part, late_by, amount):
        """
        864 USD a day, a cent a second.
        """
        charge = (
            '{ trigger = "late", payee = "buyer", flat = { amount = "864.00", currency = "USD" },'
            f' every_days = 1, part_period = "{part}" }}'
        )

        assert amount == charged(charge, late_by)

    @pytest.mark.parametrize(
        ("late_by", "amount"), [(SECOND, "8.64 USD"), (2 * DAY, "17.28 USD")], ids=str
    )
    def test_rate(self, late_by, amount):
        """
        1 % a day.
        """
        charge = (
            '{ trigger = "late", payee = "buyer", rate = 0.01, rounding = "half_up",'
            ' every_days = 1, part_period = "whole" }'
        )

        assert amount == charged(charge, late_by)

    def test_rounded_once(self):
        """
        A rate over several periods is rounded once, at its end: three times 0.333 are 1.00.
        """
        charge = (
            '{ trigger = "late", payee = "buyer", rate = 0.00333, rounding = "half_up",'
            ' every_days = 1, part_period = "whole" }'
        )

        assert "1.00 USD" == charged(charge, 3 * DAY, total="100.00")

    @pytest.mark.parametrize(
        ("late_by", "amount"),
        [(SECOND, "nothing"), (DAY, "20.00 USD"), (9 * DAY, "50.00 USD")],
        ids=str,
    )
    def test_floor_and_ceiling(self, late_by, amount):
        """
        They bound the sum of all periods; no period at all has no floor.
        """
        charge = (
            '{ trigger = "late", payee = "buyer", rate = 0.01, rounding = "half_up",'
            ' floor = { amount = "20.00", currency = "USD" },'
            ' ceiling = { amount = "50.00", currency = "USD" },'
            ' every_days = 1, part_period = "none" }'
        )

        assert amount == charged(charge, late_by)


class TestRounding:
    """
    The rounding is the term's own.
    """

    @pytest.mark.parametrize(
        ("rounding", "amount"),
        [
            ("half_up", "0.13 USD"),
            ("half_even", "0.12 USD"),
            ("up", "0.13 USD"),
            ("down", "0.12 USD"),
        ],
    )
    def test_half_a_cent(self, rounding, amount):
        """
        1 % of 12.50 is 12.5 cents.
        """
        charge = f'{{ trigger = "late", payee = "buyer", rate = 0.01, rounding = "{rounding}" }}'

        assert amount == charged(charge, DAY, total="12.50")


class TestCurrencies:
    """
    Bands in one currency say nothing of a price in another.
    """

    BANDS = (
        '{ trigger = "late", payee = "buyer", currency = "CNY",'
        ' bands = [ { above = "3.00", flat = "3.00" } ] }'
    )

    def test_mixed(self):
        """
        That is refused, not guessed.
        """
        with pytest.raises(CurrencyMismatchError):
            charged(self.BANDS, DAY, pack="CNY")

    def test_bands_in_another(self):
        """
        A pack whose bands are not in its own currency is not read at all.
        """
        with pytest.raises(PackError) as caught:
            charged(self.BANDS, DAY, total="899.00", currency="CNY")

        assert "overdue.charges.late" in str(caught.value)
        assert "CNY" in str(caught.value)

    def test_flat_fee_in_another(self):
        """
        A flat fee without bands may be in a currency of its own.
        """
        charge = (
            '{ trigger = "late", payee = "buyer", flat = { amount = "8.00", currency = "USD" } }'
        )

        assert "8.00 USD" == charged(charge, DAY, total="899.00", currency="THB")


def dollars(*amounts):
    """
    Prices in dollars.
    """
    return tuple(Money(amount, "USD") for amount in amounts)


class TestUnits:
    """
    A charge by the unit is taken of the price of each unit, and added up.
    """

    RATE = '{ trigger = "late", payee = "buyer", base = "unit", rate = 0.10, rounding = "half_up" }'
    BANDS = (
        '{ trigger = "late", payee = "buyer", base = "unit", rounding = "half_up",'
        ' currency = "USD", bands = [ { above = "3.00", below = "300.00", flat = "3.00" },'
        ' { at_least = "300.00", rate = 0.01, ceiling = "30.00" } ] }'
    )

    @pytest.mark.parametrize(
        ("units", "amount"),
        [
            (("200.00", "200.00"), "6.00 USD"),
            (("400.00",), "4.00 USD"),
            (("300.00", "97.00", "3.00"), "6.00 USD"),
            (("3.00", "3.00", "0.01"), "nothing"),
            (("3500.00", "3500.00"), "60.00 USD"),
            ((), "8.64 USD"),
        ],
        ids=str,
    )
    def test_bands(self, units, amount):
        """
        Each unit has a band of its own; the goods are one unit where no unit prices are known.
        """
        assert amount == charged(self.BANDS, DAY, unit_prices=dollars(*units))

    @pytest.mark.parametrize(
        ("units", "amount"),
        [(("0.05", "0.05", "0.05"), "0.03 USD"), (("0.15",), "0.02 USD")],
        ids=["three units", "one"],
    )
    def test_rounded_each(self, units, amount):
        """
        Half a cent is rounded at each unit.
        """
        assert amount == charged(self.RATE, DAY, total="0.15", unit_prices=dollars(*units))

    def test_goods(self):
        """
        Without unit prices the goods are taken, not all that was paid.
        """
        goods = Money("100.00", "USD")

        assert "10.00 USD" == charged(self.RATE, DAY, items_total=goods)

    def test_other_bases(self):
        """
        Where the order or its goods are the base, unit prices change nothing.
        """
        units = dollars("1.00", "2.00")

        for base, amount in (("order", "86.40 USD"), ("items", "50.00 USD")):
            term = self.RATE.replace("unit", base)
            goods = Money("500.00", "USD")

            assert amount == charged(term, DAY, items_total=goods, unit_prices=units)


def charge(code, amount, currency="USD"):
    """
    A charge of one code.
    """
    return Charge(code, f"overdue.charges.{code}", Money(amount, currency), Payee.BUYER, None, "o1")


class TestBill:
    """
    Charges, and what they come to in each currency.
    """

    BILL = Bill((charge("b", 5), charge("a", 3, "CNY"), charge("b", 2), charge("b", 1, "CNY")))

    def test_totals(self):
        """
        One sum for each currency, by its code.
        """
        assert (Money(4, "CNY"), Money(7, "USD")) == self.BILL.totals
        assert "4.00 CNY + 7.00 USD" == str(self.BILL)

    def test_by_code(self):
        """
        And one for each kind of charge and currency.
        """
        assert {
            "b": (Money(1, "CNY"), Money(7, "USD")),
            "a": (Money(3, "CNY"),),
        } == self.BILL.by_code()

    def test_none(self):
        """
        No charge at all is nothing, and zero of any currency that is asked for.
        """
        assert ("nothing", Money(0, "THB")) == (str(Bill()), Bill().total("THB"))

    def test_sum(self):
        """
        Bills add up line by line, and an empty one changes nothing.
        """
        one, two = Bill(self.BILL.lines[:1]), Bill(self.BILL.lines[1:])

        assert self.BILL == one + two == Bill.of([one, Bill(), two])

    def test_no_bill(self):
        """
        A bill adds to bills alone.
        """
        with pytest.raises(TypeError, match="unsupported operand"):
            Bill() + 0
