"""
A year of keeping stock: what was sold at cost, how often the stock turned over, what was wasted.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values.amounts import check_amount
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from typing import Any

    from tiktok_presale.values.exact import Exact

__all__ = ["StockYear"]


def _turns(value: Exact) -> Fraction:
    return exact("turns", value)


def _above_zero(_: object, attribute: attrs.Attribute[Any], value: Fraction) -> None:
    if value <= 0:
        raise OutOfRangeError(attribute.name, str(value), "above zero")


def _cost_of_sales(value: object) -> Money:
    """
    Read it before anything else: that nothing is wasted is told in its currency.
    """
    return check_amount("cost_of_sales", value)


def _amount(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    check_amount(attribute.name, value)


@final
@attrs.frozen(kw_only=True)
class StockYear(Value):
    """
    A year of keeping stock (F29).

    Args:
        cost_of_sales: What the goods that were sold in the year had cost.
        turns: How often the stock turned over: *cost_of_sales* over the average stock at cost.
        waste: What the material cost that was wasted in the year.

    Raises:
        CurrencyMismatchError: If the amounts are in different currencies.
        FloatMoneyError: If *turns* is a float.
        OutOfRangeError: If *turns* is not above zero, or an amount is negative.

    Examples:
        >>> StockYear(cost_of_sales=Money(600_000, "CNY"), turns=2).average_stock
        Fraction(30000000, 1)
    """

    cost_of_sales: Money = attrs.field(converter=_cost_of_sales, validator=_amount)
    turns: Fraction = attrs.field(converter=_turns, validator=_above_zero)
    waste: Money = attrs.field(
        default=attrs.Factory(
            lambda year: Money(0, year.cost_of_sales.currency),
            takes_self=True,
        ),
        validator=_amount,
    )

    def __attrs_post_init__(self) -> None:
        """
        Refuse amounts of different currencies.
        """
        if self.waste.currency != self.currency:
            raise CurrencyMismatchError(self.currency, self.waste.currency)

    @property
    def currency(self) -> str:
        """
        The currency of both amounts.
        """
        return self.cost_of_sales.currency

    @property
    def average_stock(self) -> Fraction:
        """
        The capital that stock binds on average, in minor units.
        """
        return self.cost_of_sales.minor / self.turns
