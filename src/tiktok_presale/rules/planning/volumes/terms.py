"""
Under which terms is a number of units looked for, and what is a unit too few or too many worth?
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.demand import MOST_UNITS
from tiktok_presale.facts.shops import Shop
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules.economics.units import expected, unsold
from tiktok_presale.values.amounts import check_amount
from tiktok_presale.values.checks import aware_or_none, check_int, instance, member_of
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.estimates import check_chance, check_number
from tiktok_presale.values.exact import exact
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from typing import Any

    from tiktok_presale.values.exact import Exact

__all__ = ["CapTerms", "Made"]


# Rates that vary by more are not looked for.
_WILDEST = 3


class Made(StrEnum):
    """
    When the goods are made or bought.
    """

    BEFORE = "before"
    """Before the orders come: a unit that nobody orders is left over and cleared."""
    AFTER = "after"
    """Once they are ordered: a unit that nobody orders is never made."""


def _made(value: object) -> Made:
    return member_of("made", value, Made)


def _share(value: Exact) -> Fraction:
    found = exact("share", value)
    if not 0 <= found <= 1:
        raise OutOfRangeError("share", str(found), "from 0 to 1; 40 % is '0.4'")
    return found


def _part(value: Exact | None) -> Fraction | None:
    """
    Read the share of a sale that falls on one day: not none of it.
    """
    found = None if value is None else _share(value)
    if found == 0:
        raise OutOfRangeError("busiest_day", "0", "above 0 and at most 1")
    return found


def _count(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if value is not None and check_int(attribute.name, value) > MOST_UNITS:
        raise OutOfRangeError(attribute.name, "more than anybody sells", f"at most {MOST_UNITS:,}")


def _at_least_one(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if value is not None:
        check_int(attribute.name, value, minimum=1)


def _amount(terms: Any, attribute: attrs.Attribute[Any], value: object) -> None:  # noqa: ANN401
    """
    Refuse what is no amount, a negative one, and one of another currency than the cost sheet's.
    """
    if value is None:
        return
    check_amount(attribute.name, value, terms.sheet.currency)


def _level(value: object) -> float:
    return check_chance("level", value)


def _beyond(value: object) -> float:
    return check_chance("beyond", value)


def _usual(value: object) -> float:
    number = check_number("usual", value)
    if not 0 < number <= _WILDEST:
        raise OutOfRangeError("usual", str(value), f"above 0 and at most {_WILDEST}")
    return number


@final
@attrs.frozen(kw_only=True)
class CapTerms(Value):
    """
    All that `planning.cap` was told besides demand; the words are its arguments.

    Raises:
        WrongTypeError: If a field has another type.
        OutOfRangeError: If a number is impossible, or *idle* is given for goods made before.
        CurrencyMismatchError: If an amount is not in the currency of the sheet.
    """

    sheet: CostSheet = attrs.field(
        validator=instance("a CostSheet; write CostSheet(price=…, unit_cost=…)", CostSheet)
    )
    policy: Policy | None = attrs.field(
        default=None,
        validator=instance("a Policy or None; write Policy.in_force(…)", Policy, type(None)),
    )
    made: Made = attrs.field(converter=_made)
    returns: Fraction = attrs.field(converter=_share)
    history: int | None = attrs.field(default=None, validator=_count)
    capacity: int | None = attrs.field(default=None, validator=_count)
    budget: Money | None = attrs.field(default=None, validator=_amount)
    idle: Money | None = attrs.field(default=None, validator=_amount)
    shop: Shop | None = attrs.field(
        default=None, validator=instance("a Shop or None; write Shop(id='s1')", Shop, type(None))
    )
    best_daily: int | None = attrs.field(default=None, validator=_count)
    sale_days: int | None = attrs.field(default=None, validator=_at_least_one)
    busiest_day: Fraction | None = attrs.field(default=None, converter=_part)
    units_per_order: int = attrs.field(default=1, validator=_at_least_one)
    keep_least: bool = attrs.field(default=True, validator=instance("True or False", bool))
    least_periods: int = attrs.field(default=4, validator=_at_least_one)
    usual: float = attrs.field(default=0.5, converter=_usual)
    level: float = attrs.field(default=0.9, converter=_level)
    beyond: float = attrs.field(default=0.001, converter=_beyond)
    step: Fraction = attrs.field(default=Fraction(1, 10), converter=_share)
    at: datetime | None = attrs.field(default=None, validator=aware_or_none)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a cost of idle slots where the goods themselves are what is idle.
        """
        if self.idle and self.made is Made.BEFORE:
            raise OutOfRangeError("idle", str(self.idle), "only with made='after'")

    @cached_property
    def earned(self) -> Fraction:
        """
        What one more unit sold earns on average, returns and all, in minor units.
        """
        return expected(self.sheet, self.returns)

    @cached_property
    def lost(self) -> Fraction:
        """
        What one unit too many costs, in minor units; nothing where clearing it pays for it.
        """
        if self.made is Made.AFTER:
            return Fraction(self.idle.minor if self.idle else 0)
        return max(-unsold(self.sheet), Fraction(0))

    @cached_property
    def ratio(self) -> Fraction:
        """
        The critical ratio: the chance with which demand should stay within the units.

        What a unit too few forgoes, over that and what a unit too many costs; 0 where a unit sold
        earns nothing.
        """
        return self.earned / (self.earned + self.lost) if self.earned > 0 else Fraction(0)

    @property
    def spent_before(self) -> int:
        """
        What a unit costs before anybody orders it, in minor units.
        """
        if self.made is Made.BEFORE:
            return self.sheet.unit_cost.minor
        return self.idle.minor if self.idle else 0

    @property
    def on_busiest_day(self) -> Fraction | None:
        """
        The share of all orders that falls on the busiest day; each day the same if not told.
        """
        if self.busiest_day is not None or self.sale_days is None:
            return self.busiest_day
        return Fraction(1, self.sale_days)
