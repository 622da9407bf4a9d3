"""
Events that make the terms of an order, and those that change them.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, final

import attrs

from tiktok_presale.facts.causes import Cause
from tiktok_presale.facts.moves.kinds import Move
from tiktok_presale.facts.moves.money import payments_of
from tiktok_presale.facts.orders import Party
from tiktok_presale.facts.payments import Payment, Terms
from tiktok_presale.values.checks import (
    aware,
    aware_or_none,
    check_int,
    check_text,
    instance,
    member_of,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import CalendarDays, Hours
from tiktok_presale.values.instants import zone_of
from tiktok_presale.values.money import Money

__all__ = [
    "AddressChanged",
    "Cancelled",
    "Placed",
    "QuantityChanged",
]


_LAPSE = instance("Hours(n), CalendarDays(n) or None", Hours, CalendarDays, type(None))


def _by(value: object) -> Party:
    return member_of("by", value, Party)


def _why(value: object) -> Cause:
    return member_of("why", value, Cause)


@final
@attrs.frozen(kw_only=True)
class Placed(Value):
    """
    The order was placed; with it everything is frozen that its life depends on.

    Args:
        terms: What was agreed.
        zone: The IANA name of the market's zone, in which days are read.
        grace: How long a payment may still be made after its time, or after it failed; None where
            there is no such time.
        completes_after: How long after delivery the order is complete; None where only the buyer
            completes it.
        pay_by: The last second for a payment at placing whose time the plan leaves open, as the
            market sets it; None where nobody does.
        address: Where it goes, in the caller's own words or as an id.

    Raises:
        OutOfRangeError: If no such zone exists.
    """

    move: ClassVar[Move] = Move.PLACED
    terms: Terms = attrs.field(validator=instance("Terms", Terms))
    zone: str
    grace: Hours | CalendarDays | None = attrs.field(default=None, validator=_LAPSE)
    completes_after: Hours | CalendarDays | None = attrs.field(default=None, validator=_LAPSE)
    pay_by: datetime | None = attrs.field(default=None, validator=aware_or_none)
    address: str | None = None

    def __attrs_post_init__(self) -> None:
        """
        Refuse zones that do not exist.
        """
        zone_of(self.zone)
        check_text("address", self.address, optional=True)

    @property
    def at(self) -> datetime:
        """
        When it was placed.
        """
        return self.terms.placed_at


@final
@attrs.frozen
class Cancelled(Value):
    """
    What has not been shipped was cancelled, or some of it.

    Args:
        by: Who did it.
        why: The reason, by which refunds are decided.
        at: When.
        units: How many units; all that wait where nothing is said.
        tax: The tax on what is left, where the terms have a tax and something is left.
    """

    move: ClassVar[Move] = Move.CANCELLED
    by: Party = attrs.field(converter=_by)
    why: Cause = attrs.field(converter=_why)
    at: datetime = attrs.field(validator=aware)
    units: int | None = None
    tax: Money | None = attrs.field(default=None, validator=instance("Money", Money, type(None)))

    def __attrs_post_init__(self) -> None:
        """
        Refuse cancellations of nothing.
        """
        if self.units is not None:
            check_int("units", self.units, minimum=1)

    @property
    def lost(self) -> int:
        """
        How many units, as it stands in the history of an order.
        """
        return self.units or 0


@final
@attrs.frozen
class QuantityChanged(Value):
    """
    Buyer and seller agreed on another number of units, at the frozen price of one.

    Args:
        units: How many the buyer gets in all, from now on.
        at: When.
        tax: The tax on them, where the terms have a tax.
        payments: What was paid at once for added units, where all had been paid before.
    """

    move: ClassVar[Move] = Move.QUANTITY_CHANGED
    units: int
    at: datetime = attrs.field(validator=aware)
    tax: Money | None = attrs.field(default=None, validator=instance("Money", Money, type(None)))
    payments: tuple[Payment, ...] = attrs.field(default=(), converter=payments_of)

    def __attrs_post_init__(self) -> None:
        """
        Refuse orders of nothing.
        """
        check_int("units", self.units, minimum=1)


@final
@attrs.frozen
class AddressChanged(Value):
    """
    What has not been shipped goes elsewhere.

    Args:
        address: Where, in the caller's own words or as an id.
        at: When.
    """

    move: ClassVar[Move] = Move.ADDRESS_CHANGED
    address: str
    at: datetime = attrs.field(validator=aware)

    def __attrs_post_init__(self) -> None:
        """
        Refuse addresses of nothing.
        """
        check_text("address", self.address)
