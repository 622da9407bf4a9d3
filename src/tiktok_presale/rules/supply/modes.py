"""
How can an SKU be sold now: from stock, as a pre-order, as a back-order, or not at all?

One function decides from all facts. Where one job lists pre-orders and another back-orders, each
by a part of the facts, they undo each other's listings.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.supply import BatchState, Supply
from tiktok_presale.rules.reasons import outcome_of, told
from tiktok_presale.rules.supply.asked import Asked
from tiktok_presale.values.checks import check_yes_no
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktok_presale.facts.claims import Commitment
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.days import BusinessDays, CalendarDays

__all__ = ["SaleMode", "mode"]


@final
@attrs.frozen(kw_only=True)
class SaleMode(Value):
    """
    How an SKU can be sold now.

    Args:
        kind: STANDARD from stock, PRE_ORDER or BACK_ORDER of what is to arrive; None where nothing
            can be sold, or the kind is not known.
        units: How many units can be sold so.
        on: The first day on which they can be dispatched; None where there are none.
        findings: Every reason.
    """

    kind: OrderKind | None
    units: int
    on: date | None
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        """
        PASS where it can be sold, FAIL where it cannot, UNKNOWN where that cannot be told.
        """
        return outcome_of(self.findings)

    def explain(self, language: str = "en") -> str:
        """
        Every reason, line by line.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return told(self.findings, language)

    def __str__(self) -> str:
        return self.explain()


def mode(  # noqa: PLR0913 - as `available`, and whether the SKU was sold before
    sku: str,
    supply: Supply,
    commitments: Iterable[Commitment] = (),
    *,
    at: datetime,
    handling: CalendarDays | BusinessDays,
    sold_before: bool | None = None,
    calendar: BusinessCalendar | None = None,
    policy: Policy | None = None,
) -> SaleMode:
    """
    How an SKU can be sold now, from everything that is known of it.

    Orders that wait have first claim on stock: it is for sale only as far as none of them needs it.
    What is to arrive is sold as a pre-order where the SKU was never sold from stock, and as a
    back-order where it was.

    Args:
        sku: The SKU.
        supply: The batches, those that have arrived among them.
        commitments: What was promised and is still to be dispatched; other SKUs may be among it.
        at: The instant of asking.
        handling: The days from the arrival of a batch, which is day 0, to dispatch.
        sold_before: Whether it was ever sold from stock; None where that is not known.
        calendar: The business calendar; the policy's own where none is given.
        policy: The rules whose zone and calendar are meant.

    Raises:
        WrongTypeError: If an argument has another type, or business days have no calendar.
        OutOfRangeError: If an order has two commitments of one SKU.
        NaiveTimeError: If *at* has no time zone.
        NoWorkingWeekError: If no source names the market's working week.

    Examples:
        >>> from datetime import UTC
        >>> from tiktok_presale import Batch, CalendarDays
        >>> supply = Supply([Batch("b1", "tea", 5, arrives=date(2026, 1, 20))])
        >>> found = mode("tea", supply, at=datetime(2026, 1, 10, tzinfo=UTC),
        ...              handling=CalendarDays(1), sold_before=False)
        >>> print(found.kind, found.units, found.on)
        pre_order 5 2026-01-21
    """
    check_yes_no("sold_before", sold_before)
    asked = Asked(sku, supply, commitments, at, handling, calendar, policy)
    day, spot = _in_stock(asked)
    if spot:
        return _sold_as(OrderKind.STANDARD, spot, day)
    if not asked.steps:
        doubtful = any(one.actual for one in asked.unsure)
        outcome = Outcome.UNKNOWN if doubtful else Outcome.FAIL
        nothing = Finding(outcome, "supply.nothing", "supply", 0)
        return SaleMode(kind=None, units=0, on=None, findings=(nothing, *asked.unsure))
    first = asked.steps[0]
    if sold_before is None:
        tell = (Remedy("tell", {"name": "sold_before"}),)
        params = {"units": first.units, "on": first.on}
        reason = Finding(Outcome.UNKNOWN, "supply.mode", "supply", remedies=tell, params=params)
        return SaleMode(kind=None, units=first.units, on=first.on, findings=(reason,))
    kind = OrderKind.BACK_ORDER if sold_before else OrderKind.PRE_ORDER
    return _sold_as(kind, first.units, first.on)


def _sold_as(kind: OrderKind, units: int, on: date | None) -> SaleMode:
    params = {"units": units, "on": on}
    reason = Finding(Outcome.PASS, "supply.mode", "supply", kind, params=params)
    return SaleMode(kind=kind, units=units, on=on, findings=(reason,))


def _in_stock(asked: Asked) -> tuple[date | None, int]:
    """
    The day on which stock can be dispatched, and how much of it no order that waits needs.
    """
    here = [one for one in asked.ready if one.batch.state is BatchState.ARRIVED]
    if not here:
        return None, 0
    day = here[0].on
    # What is expected today is not here yet, though it could be dispatched on the same day.
    soon = sum(one.batch.units for one in asked.ready if one.on <= day and one not in here)
    return day, max(0, asked.shelf.by(day) - soon)
