"""
When a line of a basket leaves, and which promise would let it leave later.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.orders import Order
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.facts.triggers import OnDispatch
from tiktok_presale.rules import deadlines, payments
from tiktok_presale.values.instants import utc
from tiktok_presale.values.vocabulary import Anchor, DeadlineName

if TYPE_CHECKING:
    from tiktok_presale.facts.payments import Terms
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.deadlines import Deadline
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["Dated"]


@final
@attrs.frozen
class Dated:
    """
    One line with the deadline of its dispatch.
    """

    terms: Terms
    policy: Policy
    calendar: BusinessCalendar | None

    def deadline(self, promise: Promise | None = None) -> Deadline:
        """
        The dispatch deadline under its own promise or another, each payment made in time.
        """
        terms = self.terms
        schedule = payments.schedule(terms, self.policy)
        times = [one.due for one in schedule if not isinstance(one.trigger, OnDispatch)]
        known = [time for time in times if time is not None]
        paid = max([terms.placed_at, *known], key=utc)
        order = Order(
            id=terms.id,
            kind=terms.kind,
            placed_at=terms.placed_at,
            promise=promise or terms.promise,
            total=terms.total,
            paid_at=paid,
            balance_paid_at=paid,
        )
        return deadlines.of(order, self.policy, calendar=self.calendar).dispatch

    @property
    def promised(self) -> bool:
        """
        Whether the seller's promise decides the date, and no time that the market sets.
        """
        term = self.policy.deadline(self.terms.kind, DeadlineName.DISPATCH)
        return term is not None and (term.promise or term.anchor is Anchor.RELEASE)

    def promise_until(self, instant: datetime) -> Promise:
        """
        The nearest promise under which the line may leave at that instant.
        """
        later = (_later(self.terms.promise, days) for days in count())
        return next(promise for promise in later if self._reaches(promise, instant))

    def _reaches(self, promise: Promise, instant: datetime) -> bool:
        due = self.deadline(promise).due
        return due is None or utc(due) >= utc(instant)


def _later(promise: Promise, days: int) -> Promise:
    if isinstance(promise, ReleaseOn):
        return attrs.evolve(promise, on=promise.on + timedelta(days=days))
    longer = attrs.evolve(promise.days, count=promise.days.count + days)
    return ShipWithin(longer)
