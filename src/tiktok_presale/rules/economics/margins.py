"""
Markup and margin, which are often taken for one another: profit over cost, and profit over price.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.values.amounts import check_amount, check_price
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.money import Money, Rounding

if TYPE_CHECKING:
    from fractions import Fraction

    from tiktok_presale.values.exact import Exact

__all__ = ["margin", "markup", "price_at_margin", "price_at_markup"]


def markup(price: Money, cost: Money) -> Fraction:
    """
    Profit over cost: what is added to the cost of a unit, as a share of that cost (F30).

    Args:
        price: The price of a unit.
        cost: The cost of a unit.

    Raises:
        CurrencyMismatchError: If the two are in different currencies.
        OutOfRangeError: If the cost is not above zero.

    Examples:
        >>> price, cost = Money("8.40", "USD"), Money("3.00", "USD")
        >>> markup(price, cost), margin(price, cost)
        (Fraction(9, 5), Fraction(9, 14))
    """
    return (check_amount("price", price) - check_price("cost", cost)) / cost


def margin(price: Money, cost: Money) -> Fraction:
    """
    Profit over price: the share of a price that its cost leaves.

    A margin of 9/14, 64.3 %, is the same sale as a markup of 180 %.

    Args:
        price: The price of a unit.
        cost: The cost of a unit.

    Raises:
        CurrencyMismatchError: If the two are in different currencies.
        OutOfRangeError: If the price is not above zero.
    """
    return (check_price("price", price) - check_amount("cost", cost)) / price


def price_at_markup(
    cost: Money, markup: Exact, *, rounding: Rounding = Rounding.HALF_EVEN
) -> Money:
    """
    The price at a markup on cost.

    Args:
        cost: The cost of a unit.
        markup: Profit over cost: "1.8" is 180 %.
        rounding: How the price is rounded to a minor unit.

    Raises:
        FloatMoneyError: If *markup* is a float.
        OutOfRangeError: If it is below -1: no price is below zero.

    Examples:
        >>> price_at_markup(Money("3.00", "USD"), "1.8")
        Money('8.40', 'USD')
    """
    share = exact("markup", markup)
    if share < -1:
        raise OutOfRangeError("markup", str(share), "-1 or more; 180 % is '1.8'")
    return check_amount("cost", cost).times(1 + share, rounding=rounding)


def price_at_margin(
    cost: Money, margin: Exact, *, rounding: Rounding = Rounding.HALF_EVEN
) -> Money:
    """
    The price at a margin on that price.

    Args:
        cost: The cost of a unit.
        margin: Profit over price, below 1: "0.6" is 60 %.
        rounding: How the price is rounded to a minor unit.

    Raises:
        FloatMoneyError: If *margin* is a float.
        OutOfRangeError: If *margin* is 1 or more: no price has no cost at all.

    Examples:
        >>> price_at_margin(Money("3.00", "USD"), "9/14")
        Money('8.40', 'USD')
    """
    share = exact("margin", margin)
    if share >= 1:
        raise OutOfRangeError("margin", str(share), "below 1; 60 % is '0.6'")
    return check_amount("cost", cost).times(1 / (1 - share), rounding=rounding)
