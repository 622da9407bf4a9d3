"""
The supply of one SKU with all that was promised of it, for questions about what is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.rules.allocation.answers import Sharing
from tiktok_presale.rules.supply.ready import Clock, Ready, clock_of, ready_batches
from tiktok_presale.rules.supply.scheduling import checked
from tiktok_presale.rules.supply.shelf import Held, Shelf
from tiktok_presale.rules.supply.turns import filled, placed
from tiktok_presale.values.checks import check_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from tiktok_presale.facts.claims import Commitment
    from tiktok_presale.facts.supply import Supply
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.supply.plans import FromBatch
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.days import BusinessDays, CalendarDays
    from tiktok_presale.values.findings import Finding

__all__ = ["Asked"]

# The order that is asked for has no id yet; no other order has an empty one.
_NEW = ""


class Asked:
    """
    The supply of one SKU with all its commitments laid against it.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what both questions take
        self,
        sku: str,
        supply: Supply,
        commitments: Iterable[Commitment],
        at: datetime,
        handling: CalendarDays | BusinessDays,
        calendar: BusinessCalendar | None,
        policy: Policy | None,
    ) -> None:
        check_text("sku", sku)
        self.clock: Clock = clock_of(at, handling, calendar, policy)
        line = checked(commitments, supply, Sharing.FIRST_COME).get(sku, ())
        self.order_ids: list[str] = [one.order_id for one in line]
        ready, unsure = ready_batches(sku, supply, self.clock)
        self.ready: tuple[Ready, ...] = ready
        self.unsure: tuple[Finding, ...] = unsure
        self.shelf: Shelf = Shelf(self.ready)
        self.held: dict[str, Held] = placed(line, self.shelf, None)
        self.steps: tuple[Held, ...] = tuple(self.shelf.steps())
        # What orders that wait still lack; whatever is added to the supply goes to them first.
        self.lacking: int = sum(c.units for c in line) - sum(h.units for h in self.held.values())

    def sources(self, units: int, day: date) -> tuple[FromBatch, ...]:
        """
        The batches of which a new order, last in the queue, would be filled.
        """
        held = {**self.held, _NEW: Held(units, day)}
        return filled(held, [*self.order_ids, _NEW], self.ready)[_NEW]
