"""
A deposit as financing: what it is worth early, how much it pays for, and what it costs as a loan.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.cases import EarlyCash
from tiktok_presale.rules.economics.lines import percentage
from tiktok_presale.values.checks import check_int, check_kind, member_of
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError
from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from fractions import Fraction

    from tiktok_presale.values.exact import Exact

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
    deposit: Money,
    *,
    orders: int,
    days: int,
    yearly_rate: Exact,
    unit_cost: Money,
    discount: Money | None = None,
    year: int = 365,
    rounding: Rounding = Rounding.HALF_EVEN,
) -> DepositFinancing:
    """
    What deposits are worth and cost as financing, compared with a loan by simple interest.

    Args:
        deposit: What the buyer of one unit pays early.
        orders: How many units are ordered with a deposit.
        days: How many days earlier than the price would come without one.
        yearly_rate: What capital costs in a year otherwise, such as the rate of a loan. No source
            gives one, so it has no default.
        unit_cost: What making one unit costs.
        discount: What a buyer gets for paying early, for one unit; nothing if left out.
        year: How many days a year has.
        rounding: How amounts are rounded to a minor unit.

    Raises:
        CurrencyMismatchError: If the amounts are in different currencies.
        FloatMoneyError: If *yearly_rate* is a float.
        OutOfRangeError: If an amount, a number or the rate is not above zero; a rate and a
            discount may be zero.

    Examples:
        >>> found = financing(Money("9.00", "USD"), orders=10_000, days=73, yearly_rate="0.10",
        ...                   unit_cost=Money("12.00", "USD"), discount=Money("0.10", "USD"))
        >>> found.worth, found.given_up, found.recommended.value
        (Money('1800.00', 'USD'), Money('1000.00', 'USD'), 'deposit')
        >>> found.yearly_rate, found.covered, found.gap
        (Fraction(1, 18), Fraction(3, 4), Money('30000.00', 'USD'))
    """
    mode = member_of("rounding", rounding, Rounding)
    for name, amount in (("deposit", deposit), ("unit_cost", unit_cost)):
        _check(name, amount, deposit, least=1)
    given_up = Money(0, deposit.currency) if discount is None else discount
    _check("discount", given_up, deposit, least=0)
    check_int("orders", orders, minimum=1)
    check_int("days", days, minimum=1)
    early = EarlyCash(share=1, days=days, yearly_rate=yearly_rate, year=year)
    deposits, cost = deposit * orders, unit_cost * orders
    own_rate = given_up / deposit * year / days
    worth = deposits.times(early.worth, rounding=mode)
    return DepositFinancing(
        deposits,
        worth,
        given_up * orders,
        own_rate,
        early.yearly_rate,
        deposits / cost,
        max(cost - deposits, Money(0, cost.currency)),
        _cheaper(own_rate, early.yearly_rate),
        _grounds(deposit, given_up, unit_cost, early),
    )


def _check(argument: str, value: Money, like: Money, *, least: int) -> None:
    """
    Refuse what is no amount, too small, or of another currency than the deposit.
    """
    check_kind(argument, value, Money, "Money")
    if value.currency != like.currency:
        raise CurrencyMismatchError(like.currency, value.currency)
    if value.minor < least:
        raise OutOfRangeError(argument, str(value), "above zero" if least else "zero or more")


def _cheaper(own_rate: Fraction, loan_rate: Fraction) -> Funding:
    if own_rate == loan_rate:
        return Funding.EITHER
    return Funding.DEPOSIT if own_rate < loan_rate else Funding.LOAN


def _grounds(deposit: Money, discount: Money, unit_cost: Money, early: EarlyCash) -> Grounds:
    """
    The inputs, the discount at which both cost the same, and what changes on its other side.
    """
    inputs = {
        "unit_deposit": deposit,
        "discount": discount,
        "days_early": early.days,
        "loan_rate": percentage(early.yearly_rate),
        "unit_cost": unit_cost,
    }
    # The largest discount that costs no more than the loan: the sum of interest, rounded down.
    most = deposit.times(early.worth, rounding=Rounding.FLOOR)
    over = most + Money.from_minor(1, most.currency)
    other = over if discount <= most else most
    answer = _cheaper(other / deposit * early.year / early.days, early.yearly_rate)
    return Grounds(
        inputs,
        (Bound("loan_rate", Range.at_most(most), binds=discount > most),),
        (Sensitivity("discount", discount, other, answer),),
    )
