"""
What a maker asks of who orders from it: how few, how many at once, for how much, how long it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values.amounts import check_amount
from tiktok_presale.values.checks import check_int, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from typing import Any

__all__ = ["PurchaseTerms"]


def _unit_cost(value: object) -> Money:
    """
    Read the cost of a unit before anything else: the other amounts are held against its currency.
    """
    return check_amount("unit_cost", value)


def _amount(terms: Any, attribute: attrs.Attribute[Any], value: object) -> None:  # noqa: ANN401
    check_amount(attribute.name, value, terms.unit_cost.currency)


def _nothing(terms: Any) -> Money:  # noqa: ANN401 - PurchaseTerms in the making
    return Money(0, terms.unit_cost.currency)


_FREE = attrs.Factory(_nothing, takes_self=True)


@final
@attrs.frozen(kw_only=True)
class PurchaseTerms(Value):
    """
    The terms on which a maker takes orders for one SKU. Amounts are zero where not told.

    Args:
        unit_cost: What one unit costs.
        order_cost: What an order costs however large it is: set-up, tooling, a container.
        salvage: What a unit brings that no pre-order takes, at most its cost.
        minimum: The least units of one order (MOQ).
        multiple: Orders are for whole multiples of so many, such as the units of a carton.
        capacity: The most units of one order; None where there is no limit. One order a day.
        lead_time: The days from the order, which is day 0, to the goods being in.

    Raises:
        WrongTypeError: If a field has another type.
        CurrencyMismatchError: If an amount is not in the currency of the unit cost.
        OutOfRangeError: If an amount is negative, *salvage* is above the cost, *minimum* or
            *multiple* is below one, or no multiple lies between minimum and capacity.

    Examples:
        >>> terms = PurchaseTerms(unit_cost=Money("6.00", "USD"), minimum=200, multiple=24,
        ...                       lead_time=CalendarDays(10))
        >>> terms.smallest, terms.largest
        (216, None)
    """

    unit_cost: Money = attrs.field(converter=_unit_cost)
    order_cost: Money = attrs.field(default=_FREE, validator=_amount)
    salvage: Money = attrs.field(default=_FREE, validator=_amount)
    minimum: int = 1
    multiple: int = 1
    capacity: int | None = None
    lead_time: CalendarDays | BusinessDays = attrs.field(
        validator=instance("CalendarDays(n) or BusinessDays(n)", CalendarDays, BusinessDays)
    )

    def __attrs_post_init__(self) -> None:
        """
        Refuse terms under which nothing can be ordered, or a left-over unit is a gain.
        """
        check_int("minimum", self.minimum, minimum=1)
        check_int("multiple", self.multiple, minimum=1)
        if self.capacity is not None:
            check_int("capacity", self.capacity, minimum=1)
            if self.capacity < self.smallest:
                allowed = f"at least the smallest order, {self.smallest}"
                raise OutOfRangeError("capacity", str(self.capacity), allowed)
        if self.salvage > self.unit_cost:
            allowed = f"at most the unit cost, {self.unit_cost}"
            raise OutOfRangeError("salvage", str(self.salvage), allowed)

    @property
    def currency(self) -> str:
        """
        The currency of every amount.
        """
        return self.unit_cost.currency

    @property
    def smallest(self) -> int:
        """
        The least units that one order can be for.
        """
        return -(-self.minimum // self.multiple) * self.multiple

    @property
    def largest(self) -> int | None:
        """
        The most units that one order can be for; None where there is no limit.
        """
        return None if self.capacity is None else self.capacity // self.multiple * self.multiple

    @property
    def loss(self) -> Money:
        """
        What a unit costs that no pre-order takes: its cost less what it brings.
        """
        return self.unit_cost - self.salvage
