"""
How long goods took: production and transit times that were observed.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias, final

import attrs

from tiktok_presale.values.checks import instance, is_whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.exact import exact

if TYPE_CHECKING:
    from typing import Any

__all__ = ["LeadTimes"]

Days: TypeAlias = int | Decimal

_MOST = 36_525
"""A hundred years."""
_DECIMALS = 6
_FORM = "whole or Decimal days, as in [9, 11, Decimal('12.5')]"


def _days(values: Iterable[Days]) -> tuple[Days, ...]:
    """
    Read observed times in the order in which they were given.
    """
    if not isinstance(values, Iterable):
        raise WrongTypeError("days", _FORM, type(values).__name__)
    return tuple(_checked(value) for value in values)


def _checked(value: object) -> Days:
    if not isinstance(value, Decimal) and not is_whole(value):
        raise WrongTypeError("days", _FORM, type(value).__name__)
    days = exact("days", value)
    if not 0 <= days <= _MOST:
        raise OutOfRangeError("days", str(value), f"from 0 to {_MOST:,} days")
    if (days * 10**_DECIMALS).denominator != 1:
        raise OutOfRangeError("days", str(value), f"at most {_DECIMALS} decimals")
    return value


def _as_many(given: Any, attribute: attrs.Attribute[Any], value: bool) -> None:  # noqa: ANN401, FBT001
    """
    Refuse pairs of which one half is missing.
    """
    instance("True or False", bool)(given, attribute, value)
    if value and len(given.production) != len(given.transit):
        wanted = f"as many as production ({len(given.production)}), one for each"
        raise OutOfRangeError("transit", str(len(given.transit)), wanted)


@final
@attrs.frozen
class LeadTimes(Value):
    """
    How long goods took, in days from the moment from which a promise is counted.

    A whole number says on which day after the first it was done, as 0 for the same day; a part of a
    day counts as a whole one wherever a promise is held against it.

    Args:
        production: Days until the goods were ready to be dispatched: making them, bringing them to
            the warehouse, packing.
        transit: Days from then until what is asked about: the scan by the carrier where a rule
            looks at collection, the hand-over to the buyer where it looks at delivery.
        paired: Whether *production* and *transit* are of the same goods, one by one; otherwise they
            were observed apart and are taken to be independent of each other.
        business: Whether they count business days; calendar days otherwise.

    Raises:
        WrongTypeError: If a time is neither whole nor a Decimal.
        OutOfRangeError: If one is negative or has no end, or pairs have no partner.

    Examples:
        >>> seen = LeadTimes([9, 11, Decimal("12.5")], [4, 6, 5], paired=True)
        >>> print(*seen.totals())
        13 17 35/2
        >>> LeadTimes([9, 11]).with_production(30).production
        (9, 11, 30)
    """

    production: tuple[Days, ...] = attrs.field(converter=_days)
    transit: tuple[Days, ...] = attrs.field(default=(), converter=_days)
    paired: bool = attrs.field(default=False, kw_only=True, validator=_as_many)
    business: bool = attrs.field(
        default=False, kw_only=True, validator=instance("True or False", bool)
    )

    def totals(self) -> tuple[Fraction, ...]:
        """
        Production and transit of the same goods, added up; exact.

        Raises:
            OutOfRangeError: If they were not observed together.
        """
        if not self.paired:
            raise OutOfRangeError("paired", "False", "True, where totals are asked for")
        pairs = zip(self.production, self.transit, strict=True)
        return tuple(Fraction(made) + Fraction(sent) for made, sent in pairs)

    def with_production(self, *days: Days) -> LeadTimes:
        """
        These times and further ones of production, where transit was not observed with them.
        """
        return attrs.evolve(self, production=self.production + days)

    def with_transit(self, *days: Days) -> LeadTimes:
        """
        These times and further ones of transit, where production was not observed with them.
        """
        return attrs.evolve(self, transit=self.transit + days)
