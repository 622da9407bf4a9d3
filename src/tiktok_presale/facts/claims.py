"""
What an order asks of a supply that may not suffice, and what it was promised.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import final

import attrs

from tiktok_presale.values.checks import (
    aware,
    check_day,
    check_int,
    check_text,
    instance,
    whole,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.instants import utc

__all__ = ["Claim", "Commitment"]


@final
@attrs.frozen
class Claim(Value):
    """
    So many units that one order asks for.

    Args:
        order_id: The order's id.
        units: How many it asks for, all its lines of the SKU together; at least one.
        at: When it was placed.
        tier: The rank of its buyer where goods are shared by tier; a greater one goes first.
        buyer: Who placed it. In a lottery all orders of one buyer draw one number.

    Raises:
        WrongTypeError: If a field has another type.
        OutOfRangeError: If it asks for nothing, or *tier* is negative.
        NaiveTimeError: If *at* has no time zone.

    Examples:
        >>> from datetime import UTC
        >>> Claim("o1", 2, at=datetime(2026, 1, 1, tzinfo=UTC)).units
        2
    """

    order_id: str
    units: int
    at: datetime = attrs.field(kw_only=True, validator=aware)
    tier: int = attrs.field(default=0, kw_only=True, validator=whole)
    buyer: str | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a claim to nothing, and one by nobody.
        """
        check_text("order_id", self.order_id)
        check_int("units", self.units, minimum=1)
        check_text("buyer", self.buyer, optional=True)

    @property
    def came(self) -> tuple[datetime, str]:
        """
        Where it stands by first come: the instant in UTC, and the id where instants are equal.
        """
        return utc(self.at), self.order_id


@final
@attrs.frozen
class Commitment(Value):
    """
    What was promised to an order that is still to be dispatched.

    Args:
        claim: The order and the units that it waits for.
        sku: The SKU of those units.
        by: The last day on which it can be dispatched as promised; None where no promise is known.

    Raises:
        WrongTypeError: If a field has another type.

    Examples:
        >>> from datetime import UTC
        >>> claim = Claim("o1", 2, at=datetime(2026, 1, 1, tzinfo=UTC))
        >>> Commitment(claim, "tea", by=date(2026, 1, 16)).units
        2
    """

    claim: Claim = attrs.field(validator=instance("a Claim", Claim))
    sku: str
    by: date | None

    def __attrs_post_init__(self) -> None:
        """
        Refuse a promise that names no day.
        """
        check_text("sku", self.sku)
        if self.by is not None:
            check_day("by", self.by)

    @property
    def order_id(self) -> str:
        """
        The order's id.
        """
        return self.claim.order_id

    @property
    def units(self) -> int:
        """
        How many units it waits for.
        """
        return self.claim.units
