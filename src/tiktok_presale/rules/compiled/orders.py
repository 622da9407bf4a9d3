"""
Where an order stands and what its lateness costs, asked of order after order.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, final

import attrs

from tiktok_presale.facts.orders import Order
from tiktok_presale.facts.promises import Promise
from tiktok_presale.facts.shops import Shop
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules.assessment import assess as assess_plainly
from tiktok_presale.rules.compiled.costs import NO_COSTS, Costs, costs_of
from tiktok_presale.rules.compiled.due_rows import STATE_DEADLINES, row_finder
from tiktok_presale.rules.compiled.standing import standing, times_of
from tiktok_presale.rules.deadline_tables import DeadlineTable
from tiktok_presale.rules.states import Assessment, OpenAssessment
from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.checks import check_aware
from tiktok_presale.values.closed import Value
from tiktok_presale.values.vocabulary import DeadlineName, OrderKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tiktok_presale.rules.compiled.due_rows import DueRow

__all__ = ["Assessor"]


class _Assess(Protocol):
    def __call__(self, order: Order, *, at: datetime) -> Assessment: ...


@final
@attrs.frozen(kw_only=True)
class Assessor(Value):
    """
    One edition's deadlines and charges, compiled for orders of one kind and promise.

    Make one with `overdue.compiled` and keep it. Orders of another kind, promise or region, orders
    from other days, cancelled and held ones are asked of `overdue.assess`: they take longer, and
    the answers are the same.

    Args:
        policy: The rules in force when the orders were placed.
        kind: The kind of order.
        promise: What the seller promised.
        region: The region that orders ship from, where the working week depends on it.
        shop: The shop, for charges that depend on one of its metrics.
        calendar: A business calendar to use instead of the market's own.
        soon: How long before its deadline an order counts as due soon.
        first: The first day of the clocks that are looked up.
        last: The last day of them.
    """

    policy: Policy
    kind: OrderKind
    promise: Promise | None
    region: str | None
    shop: Shop | None
    calendar: BusinessCalendar | None
    soon: timedelta
    first: date
    last: date

    @cached_property
    def assess(self) -> _Assess:
        """
        Where an order stands at an instant: `assess(order, at=at)` equals `overdue.assess`.

        State, lateness and charges are there at once; the rest is made when it is first read.
        """
        find = row_finder(self.policy, [self._table(name) for name in STATE_DEADLINES])
        costs = costs_of(self.policy, self.kind, self.shop)
        return _compiled(self, find, costs, self._plainly)

    def _table(self, name: DeadlineName) -> DeadlineTable:
        return DeadlineTable.of(
            self.policy,
            kind=self.kind,
            name=name,
            promise=self.promise,
            region=self.region,
            calendar=self.calendar,
            first=self.first,
            last=self.last,
        )

    def _plainly(self, order: Order, *, at: datetime) -> Assessment:
        return assess_plainly(
            order, self.policy, at=at, shop=self.shop, calendar=self.calendar, soon=self.soon
        )


def _compiled(
    assessor: Assessor, find: Callable[[Order], DueRow], costs: Costs, plainly: _Assess
) -> _Assess:
    kind, promise, region = assessor.kind, assessor.promise, assessor.region
    edition, soon, currency = assessor.policy.edition, assessor.soon, costs.currency
    # The last instant that was asked for, as given and in UTC: order after order has the same.
    last: tuple[datetime | None, datetime] = (None, datetime.min.replace(tzinfo=UTC))

    def assess(order: Order, *, at: datetime) -> Assessment:
        nonlocal last
        asked, now = last
        if at is not asked:
            now = check_aware("at", at).astimezone(UTC)
            last = at, now
        if (
            type(order) is not Order  # type: ignore[redundant-expr]
            or order.kind is not kind
            or order.cancelled_at is not None
            or order.held
            or not order.shipped_by_seller
            or order.region != region
            or (order.promise is not promise and order.promise != promise)
            or (currency is not None and order.total.currency != currency)
        ):
            return plainly(order, at=at)
        times = times_of(order)
        if times is None:
            return plainly(order, at=at)
        row = find(order)
        state, deciding, late = standing(row, times, now, soon)
        found = OpenAssessment()
        found.edition = edition
        found.at = at
        found.state = state
        found.due = None if deciding is None else deciding[3]
        found.late_by = late
        found.charges = costs.of(order, row, times, now) if late else NO_COSTS
        found.order = order
        found.whole = plainly
        found.__class__ = Assessment  # type: ignore[assignment]
        return found  # type: ignore[return-value]

    return assess
