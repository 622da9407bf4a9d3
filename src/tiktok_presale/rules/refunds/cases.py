"""
One refund as it is asked: the order at the moment at which it ended, and the rules around it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.payments import Component
from tiktok_presale.values.days import BusinessDays, CalendarDays, Minutes
from tiktok_presale.values.errors import CalendarCoverageError, NoWorkingWeekError
from tiktok_presale.values.instants import ends_on, in_zone, local_day, utc

if TYPE_CHECKING:
    from tiktok_presale.facts.causes import Cause
    from tiktok_presale.facts.payments import PaidOrder
    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.days import Duration
    from tiktok_presale.values.money import Money

__all__ = ["Case"]

_SECOND = timedelta(seconds=1)


@final
@attrs.frozen(kw_only=True)
class Case:
    """
    What the rules look at; it leaves this package as a `Refund`.
    """

    order: PaidOrder
    cause: Cause
    policy: Policy
    at: datetime
    calendar: BusinessCalendar | None
    store_credit: bool

    @property
    def dispatched(self) -> bool:
        """
        Whether the goods were on their way when the order ended.
        """
        sent = self.order.dispatched_at
        return self.delivered or (sent is not None and utc(sent) <= utc(self.at))

    @property
    def delivered(self) -> bool:
        """
        Whether the buyer had the goods when the order ended.
        """
        received = self.order.delivered_at
        return received is not None and utc(received) <= utc(self.at)

    @property
    def balance_paid(self) -> bool:
        """
        Whether the deposit had been followed by the balance when the order ended.
        """
        return self.order.covered(Component.BALANCE, by=self.at)

    def owed(self, component: Component) -> Money:
        """
        What was paid for a component while the order ran, as far as it was agreed.

        The rest was paid for nothing: too much, or when the order had ended. A deposit counts as
        paid (Civil Code 586), whatever was agreed.
        """
        paid = self.order.paid(component, by=self.at)
        agreed = self.order.terms.components.get(component, paid - paid)
        return paid if component is Component.DEPOSIT else min(paid, agreed)

    def policies(self) -> tuple[Policy, ...]:
        """
        The market's own rules, then each law.
        """
        return self.policy, *self.policy.laws

    def first(self, path: str, word: object) -> Figure | None:
        """
        The first figure at a path that says *word*.
        """
        return next((one for one in self.policy.every(path) if one.value == word), None)

    def ends(self, time: Duration | Minutes, start: datetime, owner: Policy) -> datetime | None:
        """
        The last second of a time that starts with *start*; None where no calendar reaches.

        The day of the start is day 0, and days end in the market's zone. Working days are those of
        the calendar that was given, or of whose rule it is, or of the market.
        """
        zone = self.policy.zone
        day = local_day(start, zone)
        if isinstance(time, CalendarDays):
            return ends_on(day + timedelta(days=time.count), zone)
        if not isinstance(time, BusinessDays):
            unit = timedelta(minutes=1) if isinstance(time, Minutes) else timedelta(hours=1)
            return in_zone(utc(start) + unit * time.count, zone)
        for whose in (owner, self.policy):
            try:
                calendar = whose.calendar() if self.calendar is None else self.calendar
                return ends_on(calendar.after(day, time.count), zone)
            except (NoWorkingWeekError, CalendarCoverageError):
                continue
        return None

    def in_time(self, last: datetime | None) -> bool:
        """
        Whether the order ended by then; the due second counts in full.
        """
        return last is not None and utc(self.at) < utc(last) + _SECOND
