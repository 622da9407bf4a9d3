"""
A deposit as financing: what it is worth early, how much it pays for, and what it costs as a loan.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.cases import EarlyCash
from tiktok_presale.rules.economics.units import check_sheet
from tiktok_presale.values.checks import check_int, member_of
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import Range, percentage
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from tiktok_presale.facts.cost_sheets import CostSheet

__all__ = ["DepositFinancing", "Funding", "financing"]


class Funding(StrEnum):
    """
    Where the money for making the goods comes from at the lower cost.
    """

    DEPOSIT = "deposit"
    LOAN = "loan"
    EITHER = "either"


@final
@attrs.frozen
class DepositFinancing(Value):
    """
    Deposits as a way to pay for making the goods.

    Args:
        deposits: All deposits together.
        worth: What having them early saves, at the given cost of capital.
        given_up: What buyers get for paying early: a discount, or what a deposit counts for more
            than is paid.
        yearly_rate: What the deposits cost in a year, as a loan of that amount would: simple
            interest on the deposits for the days that they come early.
        loan_rate: What capital costs otherwise.
        covered: The share of the production cost that the deposits pay for.
        gap: The rest of it, zero where they pay for all.
        recommended: The cheaper of the two.
        grounds: What the recommendation stands on.
    """

    deposits: Money
    worth: Money
    given_up: Money
    yearly_rate: Fraction
    loan_rate: Fraction
    covered: Fraction
    gap: Money
    recommended: Funding
    grounds: Grounds

    @property
    def gain(self) -> Money:
        """
        What the deposits are worth, less what is given up for them; below zero if they cost more.
        """
        return self.worth - self.given_up

    def explain(self, language: str = "en") -> str:
        """
        What the deposits are worth, cost and pay for, and the grounds.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        head = message(
            language,
            f"financing.{self.recommended.value}",
            deposits=self.deposits,
            worth=self.worth,
            given_up=self.given_up,
            rate=percentage(self.yearly_rate),
            loan=percentage(self.loan_rate),
        )
        pays = message(language, "financing.covers", covered=percentage(self.covered), gap=self.gap)
        return f"{head}\n{pays}\n{self.grounds.explain(language)}"

    def __str__(self) -> str:
        return self.explain()


def financing(
    sheet: CostSheet,
    early: EarlyCash,
    *,
    orders: int,
    discount: Money | None = None,
    rounding: Rounding = Rounding.HALF_EVEN,
) -> DepositFinancing:
    """
    What deposits are worth and cost as financing, compared with a loan by simple interest.

    Args:
        sheet: The price that the deposit is a share of, and the cost of making a unit.
        early: Which share of the price is paid as a deposit, how many days earlier than it would
            come otherwise, and what capital costs in a year, such as the rate of a loan.
        orders: How many units are ordered with a deposit.
        discount: What a buyer gets for paying early, for one unit; nothing if left out.
        rounding: How amounts are rounded to a minor unit.

    Raises:
        CurrencyMismatchError: If *discount* is not in the currency of the price.
        OutOfRangeError: If there is no deposit, no day, no order or no cost to finance, or the
            discount is below zero.
        WrongTypeError: If an argument is of another type.

    Examples:
        >>> from tiktok_presale import CostSheet
        >>> sheet = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"))
        >>> early = EarlyCash(share="0.30", days=73, yearly_rate="0.10")
        >>> found = financing(sheet, early, orders=10_000, discount=Money("0.10", "USD"))
        >>> found.worth, found.given_up, found.recommended.value
        (Money('1800.00', 'USD'), Money('1000.00', 'USD'), 'deposit')
        >>> found.yearly_rate, found.covered, found.gap
        (Fraction(1, 18), Fraction(3, 4), Money('30000.00', 'USD'))
    """
    check_sheet(sheet)
    _check_early(early)
    check_int("orders", orders, minimum=1)
    mode = member_of("rounding", rounding, Rounding)
    given_up = _discount(discount, sheet)
    cost = sheet.unit_cost * orders
    if not cost:
        raise OutOfRangeError("unit_cost", str(sheet.unit_cost), "above zero")
    price = sheet.price * orders
    deposits = price.times(early.share, rounding=mode)
    own_rate = _rate(given_up, sheet, early)
    return DepositFinancing(
        deposits,
        price.times(early.share * early.worth, rounding=mode),
        given_up * orders,
        own_rate,
        early.yearly_rate,
        deposits / cost,
        max(cost - deposits, Money(0, cost.currency)),
        _cheaper(own_rate, early.yearly_rate),
        _grounds(sheet, early, given_up),
    )


def _check_early(early: object) -> None:
    """
    Refuse what is no deposit, and one that is not early: it finances nothing.
    """
    if not isinstance(early, EarlyCash):
        expected = "EarlyCash(share=…, days=…, yearly_rate=…)"
        raise WrongTypeError("early", expected, type(early).__name__)
    if not early.share or early.days < 1:
        given = f"{early.share} of the price, {early.days} days early"
        raise OutOfRangeError("early", given, "a share above zero, at least one day early")


def _discount(discount: object, sheet: CostSheet) -> Money:
    if discount is None:
        return Money(0, sheet.currency)
    if not isinstance(discount, Money):
        raise WrongTypeError("discount", "Money", type(discount).__name__)
    if discount.currency != sheet.currency:
        raise CurrencyMismatchError(sheet.currency, discount.currency)
    if not 0 <= discount.minor <= sheet.price.minor:
        raise OutOfRangeError("discount", str(discount), f"from zero to the price, {sheet.price}")
    return discount


def _rate(discount: Money, sheet: CostSheet, early: EarlyCash) -> Fraction:
    """
    What a discount comes to in a year, as simple interest on the deposit.
    """
    return discount / sheet.price / early.share * early.year / early.days


def _cheaper(own_rate: Fraction, loan_rate: Fraction) -> Funding:
    if own_rate == loan_rate:
        return Funding.EITHER
    return Funding.DEPOSIT if own_rate < loan_rate else Funding.LOAN


def _grounds(sheet: CostSheet, early: EarlyCash, discount: Money) -> Grounds:
    """
    The inputs, the discount from which on a loan is cheaper, and what changes on its other side.
    """
    inputs: dict[str, object] = {
        "price": sheet.price,
        "cost_to_make": sheet.unit_cost,
        "deposit_share": percentage(early.share),
        "days_early": early.days,
        "loan_rate": percentage(early.yearly_rate),
        "discount": discount,
    }
    # The interest on one deposit, rounded down: a discount of more costs more than the loan.
    most = sheet.price.times(early.share * early.worth, rounding=Rounding.FLOOR)
    other = most + Money.from_minor(1, most.currency) if discount <= most else most
    answer = _cheaper(_rate(other, sheet, early), early.yearly_rate)
    return Grounds(
        inputs,
        (Bound("loan_rate", Range.at_most(most), binds=discount > most),),
        (Sensitivity("discount", discount, other, answer),),
    )
