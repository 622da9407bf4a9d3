"""
What one unit on presale brings and costs, and what the presale costs as a whole.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values.amounts import check_amount, check_price
from tiktok_presale.values.checks import instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from typing import Any

    from tiktok_presale.values.exact import Exact

__all__ = ["CostSheet"]


def _price(value: object) -> Money:
    """
    Read the price before anything else: the other amounts are held against its currency.
    """
    return check_price("price", value)


def _commission(value: Exact) -> Fraction:
    return exact("commission", value)


def _platform_fee(value: Exact) -> Fraction:
    return exact("platform_fee", value)


def _clearance(value: Exact) -> Fraction:
    return exact("clearance", value)


def _at_most_one(_: object, attribute: attrs.Attribute[Any], value: Fraction) -> None:
    if not 0 <= value <= 1:
        raise OutOfRangeError(attribute.name, str(value), "from 0 to 1; 10 % is '0.10'")


def _amount(sheet: Any, attribute: attrs.Attribute[Any], value: object) -> None:  # noqa: ANN401
    """
    Refuse what is no amount, a negative one, and one of another currency than the price.
    """
    check_amount(attribute.name, value, sheet.price.currency)


def _nothing(sheet: Any) -> Money:  # noqa: ANN401 - a CostSheet in the making
    return Money(0, sheet.price.currency)


# Nothing, in the currency of the price, where an amount is not told.
_FREE = attrs.Factory(_nothing, takes_self=True)


@final
@attrs.frozen(kw_only=True)
class CostSheet(Value):
    """
    What a unit brings and costs. Amounts are for one unit, in one currency, zero where not told.

    Args:
        price: What the buyer pays for one unit.
        unit_cost: What it costs to make or buy one.
        commission: The creators' share of the price, on what is not refunded.
        platform_fee: The platform's share of the price, on what is not refunded.
        freight_out: Freight to the buyer.
        freight_back: Freight of a returned unit, where the seller pays it.
        handling: What a returned unit costs to take back: inspection, packing.
        clearance: What a returned or left-over unit brings, as a share of the price (F18: 0.30).
        slot_fee: What is paid once for the slots of creators, however much they sell (F14).
        fees_kept: Whether commission and platform fee are kept on refunded orders too.

    Raises:
        CurrencyMismatchError: If an amount is not in the currency of the price.
        OutOfRangeError: If an amount is negative, the price is zero or a share is above 1.
        FloatMoneyError: If a share is a float.

    Examples:
        >>> sheet = CostSheet(price=Money("30.00", "USD"), unit_cost=Money("12.00", "USD"),
        ...                   commission="0.10", clearance="0.30")
        >>> sheet.commission, sheet.slot_fee
        (Fraction(1, 10), Money('0.00', 'USD'))
    """

    price: Money = attrs.field(converter=_price)
    unit_cost: Money = attrs.field(validator=_amount)
    commission: Fraction = attrs.field(
        default=Fraction(0), converter=_commission, validator=_at_most_one
    )
    platform_fee: Fraction = attrs.field(
        default=Fraction(0), converter=_platform_fee, validator=_at_most_one
    )
    freight_out: Money = attrs.field(default=_FREE, validator=_amount)
    freight_back: Money = attrs.field(default=_FREE, validator=_amount)
    handling: Money = attrs.field(default=_FREE, validator=_amount)
    clearance: Fraction = attrs.field(
        default=Fraction(0), converter=_clearance, validator=_at_most_one
    )
    slot_fee: Money = attrs.field(default=_FREE, validator=_amount)
    fees_kept: bool = attrs.field(default=False, validator=instance("True or False", bool))

    @property
    def currency(self) -> str:
        """
        The currency of every amount.
        """
        return self.price.currency
