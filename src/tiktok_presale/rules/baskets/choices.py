"""
One way of selling a basket of goods with different dates, and all that follows from it.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import final

import attrs

from tiktok_presale.facts.promises import Promise
from tiktok_presale.rules.payments import PaymentDue
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Decision
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.money import Money

__all__ = ["BasketChoice", "BasketParcel", "Mix"]


class Mix(StrEnum):
    """
    What a shop does with a basket whose goods leave on different dates.
    """

    ALLOW = "allow"
    """One order; each line keeps its own date and leaves on it."""
    DENY = "deny"
    """No such basket: what has another date is bought apart."""
    SPLIT = "split"
    """One order for each date."""
    WAIT = "wait"
    """One order that leaves whole, on the latest date."""


@final
@attrs.frozen
class BasketParcel(Value):
    """
    Lines that leave together.

    Args:
        lines: The ids of the lines.
        dispatch_by: The last second in which they leave in time; None where it is not known.
    """

    lines: tuple[str, ...]
    dispatch_by: datetime | None


@final
@attrs.frozen(kw_only=True)
class BasketChoice(Value):
    """
    One way of selling a basket: its orders, parcels, costs and payments, and what speaks against.

    Args:
        mix: Which way it is.
        orders: The ids of the lines of each order.
        parcels: What leaves together, soonest first.
        promises: What is promised for each line, by its id.
        shipping: What all parcels cost.
        charged: What the buyers of these orders pay for shipping: one parcel for each order.
        payments: What is to be paid when, each payment at its own date.
        decision: Whether it may be done, with every reason.
    """

    mix: Mix
    orders: tuple[tuple[str, ...], ...]
    parcels: tuple[BasketParcel, ...]
    promises: FrozenMap[Promise]
    shipping: Money
    charged: Money
    payments: tuple[PaymentDue, ...]
    decision: Decision

    @property
    def allowed(self) -> bool:
        """
        Whether it may be done; what is not known is no yes.
        """
        return self.decision.allowed

    @property
    def carried(self) -> Money:
        """
        What the seller bears of the shipping.
        """
        return self.shipping - self.charged

    @property
    def last(self) -> datetime | None:
        """
        When the last parcel leaves; None where one has no date, or nothing is sold.
        """
        return self.parcels[-1].dispatch_by if self.parcels else None

    def explain(self, language: str = "en") -> str:
        """
        Whether it may be done, and every reason.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return self.decision.explain(language)

    def __str__(self) -> str:
        return self.explain()
