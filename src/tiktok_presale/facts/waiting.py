"""
What a wait costs a seller: buyers who do not wait, and orders that come late.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.values.amounts import check_amount, check_price
from tiktok_presale.values.checks import check_int
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from typing import Any

    from tiktok_presale.values.exact import Exact

__all__ = ["WaitingCosts"]


def _price(value: object) -> Money:
    """
    Read the price before anything else: the other amounts are held against its currency.
    """
    return check_price("price", value)


def _amount(costs: Any, attribute: attrs.Attribute[Any], value: object) -> None:  # noqa: ANN401
    check_amount(attribute.name, value, costs.price.currency)


def _nothing(costs: Any) -> Money:  # noqa: ANN401 - WaitingCosts in the making
    return Money(0, costs.price.currency)


def _lost(
    value: Exact | Mapping[int, Exact] | Iterable[tuple[int, Exact]],
) -> Fraction | tuple[tuple[int, Fraction], ...]:
    """
    Read a share for each day of waiting, or a table of days and shares.
    """
    if isinstance(value, Mapping) or (isinstance(value, Iterable) and not isinstance(value, str)):
        points = ReturnCurve(cast("Mapping[int, Exact]", value)).points
        shares = [share for _, share in points]
        if shares != sorted(shares):
            told = str([str(share) for share in shares])
            raise OutOfRangeError("lost", told, "shares that do not fall as days go on")
        return points
    share = exact("lost", value)
    if not 0 <= share <= 1:
        raise OutOfRangeError("lost", str(value), "from 0 to 1; 2 % for each day is '0.02'")
    return share


@final
@attrs.frozen(kw_only=True)
class WaitingCosts(Value):
    """
    What waiting costs a seller; all amounts are for one order, in one currency.

    Args:
        price: What the buyer pays for a typical order, of which charges are computed.
        profit: What such an order brings when it is delivered.
        lost: Which share of buyers is lost to waiting: a share for each day, or a table of days and
            shares that are lost by then, with straight lines between and level beyond its ends.
        late: What a late order costs beyond what the platform charges: answers, vouchers, goodwill.
        buyers: For how many who would buy at once amounts are told.

    Raises:
        CurrencyMismatchError: If an amount is not in the currency of the price.
        OutOfRangeError: If an amount is negative, or shares fall as days go on or leave 0 to 1.
        FloatMoneyError: If a share is a float.

    Examples:
        >>> costs = WaitingCosts(price=Money("30.00", "USD"), profit=Money("9.00", "USD"),
        ...                      lost="0.01")
        >>> costs.lost_by(12)
        Fraction(3, 25)
        >>> attrs.evolve(costs, lost={7: "0.05", 15: "0.25"}).lost_by(11)
        Fraction(3, 20)
    """

    price: Money = attrs.field(converter=_price)
    profit: Money = attrs.field(validator=_amount)
    lost: Fraction | tuple[tuple[int, Fraction], ...] = attrs.field(converter=_lost)
    late: Money = attrs.field(default=attrs.Factory(_nothing, takes_self=True), validator=_amount)
    buyers: int = 1_000

    def __attrs_post_init__(self) -> None:
        """
        Refuse a number of buyers that is none.
        """
        check_int("buyers", self.buyers, minimum=1)

    @property
    def currency(self) -> str:
        """
        The currency of every amount.
        """
        return self.price.currency

    def lost_by(self, days: int) -> Fraction:
        """
        Which share of buyers is lost if they are asked to wait so many days.

        Raises:
            WrongTypeError: If *days* is no whole number.
            OutOfRangeError: If it is negative.
        """
        check_int("days", days)
        if isinstance(self.lost, Fraction):
            return min(self.lost * days, Fraction(1))
        return ReturnCurve(self.lost).after(days)
