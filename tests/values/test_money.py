"""
Money by example: what is exact, what is refused, and with which error.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tiktok_presale.errors import (
    CurrencyMismatchError,
    FloatMoneyError,
    NotMoneyError,
    OutOfRangeError,
    TooManyDecimalsError,
    UnknownCurrencyError,
    WrongTypeError,
)
from tiktok_presale.values.money import Money, Rounding

THB = Money("899.00", "THB")
STRANGERS = pytest.mark.parametrize(
    "stranger", [0, 1.5, Decimal(1), Fraction(1), "1", None], ids=repr
)


class TestMaking:
    """
    The checked constructor, and the one from minor units.
    """

    @pytest.mark.parametrize(
        "amount", ["899", "899.00", "8.99e2", 899, Decimal("899.000"), Fraction(1798, 2)], ids=repr
    )
    def test_equal_however_written(self, amount):
        """
        The amount counts, not the way in which it was written.
        """
        made = Money(amount, "THB")

        assert made == THB
        assert hash(made) == hash(THB)
        assert made.minor == 89900

    @pytest.mark.parametrize(
        "text",
        ["5", "05", "5.", ".5", "5.0", "5.10", " 5 ", "+5", "-5", "5_0", "٣", "5e1", "9" * 59],
    )
    def test_text_is_read_as_a_decimal_reads_it(self, text):
        """
        Plain digits, which are read at once, and every other spelling come to the same.
        """
        assert Money(Decimal(text), "USD") == Money(text, "USD")

    @pytest.mark.parametrize("text", ["²", "5.5.5", ".", "", "9" * 61, "5.001"])
    def test_text_that_is_no_amount(self, text):
        """
        What no Decimal reads, or no currency holds, is refused whatever it starts with.
        """
        with pytest.raises((OutOfRangeError, TooManyDecimalsError)):
            Money(text, "USD")

    @pytest.mark.parametrize(
        ("amount", "currency", "minor"),
        [
            ("899.00", "THB", 89900),
            ("899", "VND", 899),
            ("899", "JPY", 899),
            ("1.234", "KWD", 1234),
            ("0.0001", "CLF", 1),
            ("-0.01", "USD", -1),
            (0, "USD", 0),
        ],
    )
    def test_minor_units_follow_the_currency(self, amount, currency, minor):
        """
        Dong and yen have no minor unit, baht two decimals, dinar three, a unit of account four.
        """
        assert minor == Money(amount, currency).minor
        assert Money.from_minor(minor, currency) == Money(amount, currency)

    @pytest.mark.parametrize("amount", [8.99, 0.0, float("nan"), float("inf")], ids=repr)
    def test_float_is_refused(self, amount):
        """
        A float is never exact, not even where it looks so.
        """
        with pytest.raises(FloatMoneyError, match=r"write it as text"):
            Money(amount, "USD")
        with pytest.raises(FloatMoneyError):
            Money.rounded(amount, "USD", rounding=Rounding.HALF_UP)

    @pytest.mark.parametrize(
        ("amount", "currency", "decimals"),
        [
            ("0.5", "VND", 0),
            ("0.001", "THB", 2),
            (Decimal("0.0001"), "KWD", 3),
            (Fraction(1, 3), "USD", 2),
        ],
    )
    def test_too_many_decimals_are_refused(self, amount, currency, decimals):
        """
        What the currency cannot hold is an error, and nothing is rounded in silence.
        """
        with pytest.raises(TooManyDecimalsError) as caught:
            Money(amount, currency)

        assert (str(amount), currency, decimals) == caught.value.args

    @pytest.mark.parametrize("amount", ["1e60", "-1E60", "1e-60", "1e999999", Decimal("1e-999999")])
    def test_more_digits_than_anyone_counts_are_refused(self, amount):
        """
        A short text may stand for a number that no machine holds; it is refused before it is made.
        """
        for make in (
            lambda: Money(amount, "THB"),
            lambda: Money.rounded(amount, "THB", rounding=Rounding.UP),
            lambda: THB.times(Decimal(amount), rounding=Rounding.UP),
            lambda: THB.split([1, Decimal(amount)]),
        ):
            with pytest.raises(OutOfRangeError, match="a number of fewer than 60 digits"):
                make()

    def test_numbers_of_many_digits(self):
        """
        Up to 59 places before or behind the point are exact, and zero has no digits to count.
        """
        assert 9 * 10**61 == Money("9e59", "THB").minor
        assert 1 == Money.rounded("1e-59", "THB", rounding=Rounding.UP).minor
        assert Money(0, "THB") == Money("0e999999", "THB")

    @pytest.mark.parametrize("currency", ["THX", "thb", "", "XAU", "XTS"])
    def test_unknown_currency_is_refused(self, currency):
        """
        Codes are those of ISO 4217 in upper case; metals and test codes are no money.
        """
        with pytest.raises(UnknownCurrencyError):
            Money(1, currency)
        with pytest.raises(UnknownCurrencyError):
            Money.from_minor(1, currency)
        with pytest.raises(UnknownCurrencyError):
            Money.sum([], currency)
        with pytest.raises(UnknownCurrencyError):
            Money.rounded(1, currency, rounding=Rounding.UP)

    def test_lower_case_code_is_put_right(self):
        """
        The message offers the code that was meant.
        """
        with pytest.raises(UnknownCurrencyError, match="did you mean 'THB'"):
            Money(1, "thb")

    @pytest.mark.parametrize("currency", [None, 764, b"THB", ["THB"]], ids=repr)
    def test_currency_must_be_text(self, currency):
        """
        A currency of another type is a type error of our own.
        """
        with pytest.raises(WrongTypeError, match="ISO 4217"):
            Money(1, currency)

    @pytest.mark.parametrize("amount", ["", "eight", "1,000.00", "8.99 USD"])
    def test_text_that_is_no_number_is_refused(self, amount):
        """
        The message shows how a number is written.
        """
        with pytest.raises(OutOfRangeError, match=r"a number such as '899\.00'"):
            Money(amount, "USD")

    @pytest.mark.parametrize(
        "amount", ["NaN", "Infinity", Decimal("-Infinity"), Decimal("sNaN")], ids=repr
    )
    def test_infinite_amounts_are_refused(self, amount):
        """
        No amount is infinite, and none is not a number.
        """
        with pytest.raises(OutOfRangeError, match="finite"):
            Money(amount, "USD")

    @pytest.mark.parametrize("amount", [True, None, b"1", [], THB], ids=repr)
    def test_other_types_are_refused(self, amount):
        """
        Neither a truth value nor money itself is an amount.
        """
        with pytest.raises(WrongTypeError):
            Money(amount, "USD")

    @pytest.mark.parametrize("minor", [True, 1.0, "1", Decimal(1)], ids=repr)
    def test_minor_units_are_whole_numbers(self, minor):
        """
        Minor units come as an int alone.
        """
        with pytest.raises(WrongTypeError, match="minor must be a whole number"):
            Money.from_minor(minor, "USD")


class TestPrinting:
    """
    The amount as a decimal, for people and for Python.
    """

    @pytest.mark.parametrize(
        ("money", "text", "written", "amount"),
        [
            (THB, "899.00 THB", "Money('899.00', 'THB')", Decimal("899.00")),
            (Money(0, "USD"), "0.00 USD", "Money('0.00', 'USD')", Decimal("0.00")),
            (Money("-0.05", "USD"), "-0.05 USD", "Money('-0.05', 'USD')", Decimal("-0.05")),
            (Money(1234567, "VND"), "1,234,567 VND", "Money('1234567', 'VND')", Decimal(1234567)),
            (Money("0.0001", "CLF"), "0.0001 CLF", "Money('0.0001', 'CLF')", Decimal("0.0001")),
        ],
    )
    def test_decimals_of_the_currency(self, money, text, written, amount):
        """
        Exactly the currency's decimals are printed, with a comma for the thousands.
        """
        assert text == str(money)
        assert written == repr(money)
        assert amount == money.amount
        assert amount.as_tuple() == money.amount.as_tuple()

    def test_more_digits_than_the_decimal_context(self):
        """
        Nothing is rounded, not even far over the 28 digits of the default context.
        """
        many = "1" * 40 + ".25"

        assert Decimal(many) == Money(many, "USD").amount
        assert many == str(Money(many, "USD")).replace(",", "").removesuffix(" USD")


class TestArithmetic:
    """
    Sums, differences, multiples and ratios are exact and stay within one currency.
    """

    def test_operators(self):
        """
        Each operator gives the amount that arithmetic gives.
        """
        one, two = Money("0.10", "USD"), Money("0.20", "USD")

        assert Money("0.30", "USD") == one + two
        assert Money("-0.10", "USD") == one - two
        assert Money("-0.10", "USD") == -one
        assert Money("0.10", "USD") == abs(-one)
        assert Money("0.30", "USD") == one * 3
        assert Money("0.30", "USD") == 3 * one
        assert Fraction(1, 2) == one / two

    def test_truth(self):
        """
        An amount is true when there is any, in either direction.
        """
        assert Money("-0.01", "USD")
        assert not Money(0, "USD")

    def test_order(self):
        """
        Amounts of one currency are ordered by size.
        """
        small, large = Money("-1", "USD"), Money("0.01", "USD")

        assert small < large
        assert small <= large
        assert large > small
        assert large >= small
        assert small <= Money(-1, "USD") <= small
        assert not small < Money(-1, "USD")
        assert [small, large] == sorted([large, small])

    @STRANGERS
    def test_bare_numbers_are_not_money(self, stranger):
        """
        Neither a bare zero nor any other number can be added, taken away or compared.
        """
        for tried in (
            lambda: THB + stranger,
            lambda: stranger + THB,
            lambda: THB - stranger,
            lambda: stranger - THB,
            lambda: THB < stranger,
            lambda: THB <= stranger,
            lambda: THB > stranger,
            lambda: THB >= stranger,
            lambda: THB / stranger,
        ):
            with pytest.raises(NotMoneyError):
                tried()
        assert stranger != THB
        assert Money(0, "THB") != 0

    def test_currencies_never_mix(self):
        """
        Two currencies meet in no operation, and are never equal.
        """
        dollars = Money("899.00", "USD")
        for tried in (
            lambda: THB + dollars,
            lambda: THB - dollars,
            lambda: THB < dollars,
            lambda: THB <= dollars,
            lambda: THB > dollars,
            lambda: THB >= dollars,
            lambda: THB / dollars,
            lambda: Money.sum([THB, dollars], "THB"),
        ):
            with pytest.raises(CurrencyMismatchError, match="THB and USD"):
                tried()
        assert dollars != THB

    @pytest.mark.parametrize(
        "factor", [Decimal("0.5"), Fraction(1, 2), True, "2", None, THB], ids=repr
    )
    def test_multiplying_by_less_than_an_int_needs_a_rounding(self, factor):
        """
        The operator takes whole numbers; the message leads to `times`.
        """
        with pytest.raises(WrongTypeError, match="use times"):
            _ = THB * factor
        with pytest.raises(WrongTypeError, match="use times"):
            _ = factor * THB

    def test_multiplying_by_a_float_is_refused(self):
        """
        A float factor has the error of its own.
        """
        with pytest.raises(FloatMoneyError):
            _ = THB * 0.5
        with pytest.raises(FloatMoneyError):
            THB.times(0.5, rounding=Rounding.HALF_UP)

    def test_division_by_no_money_is_refused(self):
        """
        Nothing is any number of times nothing.
        """
        with pytest.raises(OutOfRangeError, match="other than zero"):
            _ = THB / Money(0, "THB")


class TestSum:
    """
    A sum has a start value.
    """

    def test_builtin_sum_needs_a_start(self):
        """
        Without a start the built-in begins with a bare zero, which is no money.
        """
        with pytest.raises(NotMoneyError, match="start value"):
            sum([THB, THB])

        assert Money("1798.00", "THB") == sum([THB, THB], start=Money(0, "THB"))

    def test_sum_names_its_currency(self):
        """
        The sum of nothing is zero of the currency that was named.
        """
        assert Money("1798.00", "THB") == Money.sum([THB, THB], "THB")
        assert Money(0, "VND") == Money.sum([], "VND")
        assert Money("1798.00", "THB") == Money.sum(iter([THB, THB]), "THB")

    @STRANGERS
    def test_sum_takes_money_alone(self, stranger):
        """
        A number among the amounts is refused.
        """
        with pytest.raises(NotMoneyError, match="add"):
            Money.sum([THB, stranger], "THB")


class TestTimes:
    """
    A multiple by any exact number, rounded as said.
    """

    def test_thai_service_fee(self):
        """
        2.14 % of 899.00 THB is 19.2386, which is 19.24 THB rounded half up.
        """
        fee = THB.times(Decimal("0.0214"), rounding=Rounding.HALF_UP)

        assert Money("19.24", "THB") == fee

    def test_return_freight_of_the_brief(self):
        """
        F17: 200 orders at 8 USD return freight come to 1,600 USD.
        """
        assert Money("1600.00", "USD") == Money("8.00", "USD") * 200

    @pytest.mark.parametrize(
        ("rounding", "up", "down"),
        [
            (Rounding.HALF_UP, 3, -3),
            (Rounding.HALF_EVEN, 2, -2),
            (Rounding.UP, 3, -3),
            (Rounding.DOWN, 2, -2),
            (Rounding.CEILING, 3, -2),
            (Rounding.FLOOR, 2, -3),
        ],
    )
    def test_ties_in_every_mode(self, rounding, up, down):
        """
        Two and a half minor units, and the same below zero, tell the six modes apart.
        """
        five = Money.from_minor(5, "USD")

        assert up == five.times(Fraction(1, 2), rounding=rounding).minor
        assert down == five.times(Fraction(-1, 2), rounding=rounding).minor

    def test_rounding_may_be_written_as_text(self):
        """
        A mode is named as in a pack; another word is refused.
        """
        assert THB == Money.rounded("899.001", "THB", rounding="down")
        for mode in Rounding:
            factor = Decimal("0.0214")
            assert THB.times(factor, rounding=mode) == THB.times(factor, rounding=mode.value)

    @pytest.mark.parametrize("mode", ["sideways", "HALF_UP", "", None, 4, []], ids=repr)
    def test_unknown_rounding_is_refused(self, mode):
        """
        Whatever is no mode is an error of our own that shows one, even where nothing is to round.
        """
        for amount in ("899.001", "899"):
            with pytest.raises(WrongTypeError, match=r"rounding must be .* Rounding\.HALF_UP"):
                Money.rounded(amount, "THB", rounding=mode)
        with pytest.raises(WrongTypeError, match="rounding"):
            THB.times(2, rounding=mode)

    def test_exact_product_needs_no_rounding(self):
        """
        Thirds times three are whole, in every mode.
        """
        third = Fraction(1, 3)

        for rounding in Rounding:
            assert Money(300, "VND") == Money(900, "VND").times(third, rounding=rounding)

    def test_what_equals_a_known_rate_is_no_rate(self):
        """
        A float is refused after an equal Decimal was taken, and so is what is no number.
        """
        THB.times(Decimal("0.5"), rounding=Rounding.HALF_UP)
        with pytest.raises(FloatMoneyError):
            THB.times(0.5, rounding=Rounding.HALF_UP)
        for factor in ("NaN", "sNaN", "Infinity"):
            with pytest.raises(OutOfRangeError):
                THB.times(Decimal(factor), rounding=Rounding.HALF_UP)

    @pytest.mark.parametrize("minor", [-3, -1, 0, 1, 3])
    def test_more_rates_than_are_kept(self, minor):
        """
        Whichever rate comes, and however many came before, half a unit goes away from zero.
        """
        for number in range(1, 600):
            product = minor * Fraction(number, 2)
            away = int(abs(product) + Fraction(1, 2)) * (1 if product > 0 else -1)
            factor = Decimal(number) / 2

            for _ in range(2):
                told = Money.from_minor(minor, "THB").times(factor, rounding=Rounding.HALF_UP)

                assert away == told.minor


class TestSplit:
    """
    Largest remainder, conserving the sum.
    """

    @pytest.mark.parametrize(
        ("minor", "weights", "parts"),
        [
            (100, [1, 1, 1], [34, 33, 33]),
            (-100, [1, 1, 1], [-34, -33, -33]),
            (100, [0, 1], [0, 100]),
            (0, [1, 2], [0, 0]),
            (10, [Decimal("0.5"), Fraction(1, 2)], [5, 5]),
            (1, [1, 3], [0, 1]),
            (10, [6, 6, 1], [5, 4, 1]),
            (5, [1], [5]),
        ],
    )
    def test_worked_splits(self, minor, weights, parts):
        """
        Left-over units go to the largest remainders, and among equal ones to the first.
        """
        split = Money.from_minor(minor, "VND").split(weights)

        assert parts == [part.minor for part in split]

    @pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [-1]])
    def test_impossible_weights_are_refused(self, weights):
        """
        There must be a weight above zero and none below it.
        """
        with pytest.raises(OutOfRangeError, match="not all zero"):
            THB.split(weights)

    def test_float_weight_is_refused(self):
        """
        Weights are exact too.
        """
        with pytest.raises(FloatMoneyError):
            THB.split([0.5, 0.5])
