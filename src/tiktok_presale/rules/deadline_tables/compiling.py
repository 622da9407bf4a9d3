"""
The scalar rule, asked once at each instant at which its answer may change.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.orders import DeliveredDeadlines
from tiktok_presale.rules.counting import Counting
from tiktok_presale.rules.deadline_tables.boundaries import EPOCH, micros, moments
from tiktok_presale.values.instants import zone_of
from tiktok_presale.values.vocabulary import Anchor, DeadlineName

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from tiktok_presale.facts.promises import Promise
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import DeadlineTerm
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["Answer", "Asking"]


@final
@attrs.frozen
class Answer:
    """
    What the rule gives from an instant on: a deadline, or the code of why there is none.
    """

    since: int
    due: datetime | None
    missing: str


@final
class _AllAt:
    """
    An order all of whose clocks started at one instant.
    """

    __slots__ = ("instant", "promise", "region")

    def __init__(self, promise: Promise | None, region: str | None) -> None:
        self.instant = EPOCH
        self.promise, self.region = promise, region

    @property
    def placed_at(self) -> datetime:
        return self.instant

    @property
    def paid_at(self) -> datetime | None:
        return self.instant

    @property
    def balance_paid_at(self) -> datetime | None:
        return self.instant

    @property
    def awaiting_shipment_at(self) -> datetime | None:
        return self.instant

    @property
    def delivered(self) -> DeliveredDeadlines:
        return DeliveredDeadlines(dispatch=self.instant)


@final
class Asking:
    """
    One deadline of one kind and promise, asked of the scalar rule.
    """

    rule: str

    def __init__(
        self,
        policy: Policy,
        kind: OrderKind,
        name: DeadlineName,
        promise: Promise | None,
        region: str | None,
        calendar: BusinessCalendar | None,
    ) -> None:
        self.name = name
        self.rule = f"deadlines.{kind}.{name}"
        self.term: DeadlineTerm | None = policy.deadline(kind, name)
        own = None if self.term is None else self.term.zone
        self.zone: ZoneInfo = policy.zone if own is None else zone_of(own)
        self._order = _AllAt(promise, region)
        self._counting = Counting(self._order, policy, calendar)

    @property
    def anchor(self) -> Anchor | None:
        """
        The clock that the deadline runs from; None where every order gets the same answer.
        """
        if self.term is None or self.term.anchor is Anchor.RELEASE:
            return None
        return self.term.anchor

    def at(self, instant: datetime) -> tuple[datetime | None, str]:
        """
        What the rule gives for an anchor at *instant*, and the code of why it gives nothing.
        """
        self._order.instant = instant
        due, missing = self._counting.computed(self.term, self.name, self.rule)
        return due, "" if missing is None else missing.code

    def answers(self, term: DeadlineTerm, first: date, last: date) -> list[Answer]:
        """
        The answers of *term* for anchors from *first* to *last*, each with when it starts to hold.

        Equal neighbours are one.
        """
        found: list[Answer] = []
        for instant in moments(term, self.zone, first, last):
            due, missing = self.at(instant)
            if not found or (found[-1].due, found[-1].missing) != (due, missing):
                found.append(Answer(micros(instant), due, missing))
        return found
