"""
The course of an order under a law that gives the buyer rights once the time has passed.

- Directive 2011/83/EU art. 18(2) and the Consumer Rights Act 2015 s.28(6) to (8): the buyer sets an
  added period that is reasonable and may end the contract after it; at once where the seller
  refused, or the time was essential.
- Consumer Law of China art. 53: the buyer chooses at once between the goods and the money.

Silence means nothing here: the date agreed before holds until the buyer agrees to another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.rules.delays.events import What, after, events, last_second
from tiktok_presale.rules.delays.standings import DelayStep
from tiktok_presale.rules.delays.words import Standing
from tiktok_presale.values.instants import utc
from tiktok_presale.values.ranges import OneOf

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from tiktok_presale.facts.delays import DelayHistory
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.delays.events import Happened

__all__ = ["RIGHTS", "at_once", "gives_rights", "steps"]

RIGHTS = ("delay.extra_period", "delay.buyer_may")
_AT_ONCE = "delay.ends_at_once"


def gives_rights(law: Policy) -> bool:
    """
    Whether a law gives the buyer rights once the time has passed.
    """
    return any(law.find(path) is not None for path in RIGHTS)


def at_once(law: Policy, reason: str) -> bool:
    """
    Whether a law lets the buyer end the contract at once for that reason.
    """
    figure = law.find(_AT_ONCE)
    return figure is not None and isinstance(figure.value, OneOf) and reason in figure.value


def steps(history: DelayHistory, law: Policy, zone: ZoneInfo) -> tuple[DelayStep, ...]:
    """
    Every standing of the order, and those to come if nothing more happens.
    """
    return _Course(history, law, zone).steps()


class _Course:
    """
    One order under one law, one thing after the other.
    """

    def __init__(self, history: DelayHistory, law: Policy, zone: ZoneInfo) -> None:
        self.history, self.law, self.zone = history, law, zone
        self.rule = next(path for path in RIGHTS if law.find(path) is not None)
        self.until = history.due
        self.added_until: datetime | None = None
        self.found = [self._step(None, Standing.ON_TIME)]

    def steps(self) -> tuple[DelayStep, ...]:
        """
        Everything up to what ends the order, or to the last right that time alone brings.
        """
        for happened in events(self.history, self.law):
            self._time_passes(happened.at)
            if self._ends_with(happened):
                return tuple(self.found)
        self._time_passes(None)
        return tuple(self.found)

    @property
    def _now(self) -> Standing:
        return self.found[-1].standing

    def _ends_with(self, happened: Happened) -> bool:
        """
        Take in one thing that happened; True if the order is over with it.
        """
        what, at = happened.what, happened.at
        if what is What.NOTICE and self._now in {Standing.ON_TIME, Standing.CONSENTED}:
            self._add(at, Standing.WAITING)
        elif what is What.CONSENT and happened.notice is not None:
            self._consent(at, happened.notice.new_date)
        elif what is What.REFUSAL and self._now is not Standing.MAY_END:
            self._refusal(at)
        elif what is What.ADDED and self._now is Standing.MISSED and self.history.added:
            self.added_until = self.history.added.closes
        elif what is What.CANCELLATION and self._now is Standing.MAY_END:
            self._add(at, Standing.REFUSED)
            return True
        elif what is What.DONE:
            self._add(at, Standing.DONE)
            return True
        return False

    def _refusal(self, at: datetime) -> None:
        if at_once(self.law, "refused"):
            self._add(at, Standing.MAY_END, rule=_AT_ONCE)

    def _consent(self, at: datetime, new_date: date | None) -> None:
        """
        Let the buyer's yes take the place of the date agreed before.

        A yes to no date names no time, so the one agreed before still holds; a yes to a date that
        has passed agrees to nothing.
        """
        if new_date is None:
            if self._now is Standing.WAITING:
                self._add(at, Standing.CONSENTED, expressly=True)
            return
        until = last_second(self.history, new_date, self.zone)
        if not self._come(after(until), at):
            self.until, self.added_until = until, None
            self._add(at, Standing.CONSENTED, expressly=True)

    def _time_passes(self, to: datetime | None) -> None:
        """
        Add what time alone has brought by an instant, or will ever bring.
        """
        if self._now in {Standing.ON_TIME, Standing.WAITING, Standing.CONSENTED}:
            missed = after(self.until)
            if self._come(missed, to):
                self._missed(missed)
        if self._now is Standing.MISSED and self.added_until is not None:
            ended = after(self.added_until)
            if self._come(ended, to):
                self._add(ended, Standing.MAY_END)

    def _missed(self, at: datetime) -> None:
        if self.rule != "delay.extra_period":
            self._add(at, Standing.MAY_END)
        elif self.history.essential and at_once(self.law, "essential_time"):
            self._add(at, Standing.MAY_END, rule=_AT_ONCE)
        else:
            self._add(at, Standing.MISSED)

    @staticmethod
    def _come(at: datetime, to: datetime | None) -> bool:
        return to is None or utc(at) <= utc(to)

    def _add(
        self,
        at: datetime,
        standing: Standing,
        *,
        expressly: bool = False,
        rule: str | None = None,
    ) -> None:
        self.found.append(self._step(at, standing, expressly=expressly, rule=rule))

    def _step(
        self,
        at: datetime | None,
        standing: Standing,
        *,
        expressly: bool = False,
        rule: str | None = None,
    ) -> DelayStep:
        path = self.rule if rule is None else rule
        figure = self.law.find(path)
        return DelayStep(
            since=at,
            standing=standing,
            until=self.until,
            expressly=expressly,
            may_cancel=standing is Standing.MAY_END,
            rule=path,
            source=None if figure is None else figure.source,
        )
