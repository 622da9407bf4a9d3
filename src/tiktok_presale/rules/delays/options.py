"""
The course of an order under a law that makes the seller offer a choice (16 CFR 435.2).

The seller tells the buyer before the time has passed, and lets them choose between waiting and
their money. What silence means depends on the delay:

- 435.2(b)(1)(ii): a first delay to a date not far off; silence is consent.
- 435.2(b)(1)(iii): a first delay to a date far off, or to none; cancelled unless the goods are
  shipped, or the buyer consents, within some days of the first time.
- 435.2(b)(2): every later delay; cancelled at the old date unless the buyer consents before it.
- 435.2(c): without a notice, or past the date that holds, the order is cancelled and paid back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tiktok_presale.facts.delays import Silence
from tiktok_presale.rules.delays.events import (
    What,
    after,
    days_between,
    days_later,
    events,
    last_second,
)
from tiktok_presale.rules.delays.standings import DelayStep
from tiktok_presale.rules.delays.words import Standing
from tiktok_presale.values.instants import utc

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from tiktok_presale.facts.delays import DelayHistory, DelayNotice
    from tiktok_presale.policy.buyer_terms import DelayTerm
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.delays.events import Happened

__all__ = ["OPTIONS", "offers_choice", "steps", "term_for"]

OPTIONS = ("delay.first_short", "delay.first_long", "delay.later")


def offers_choice(law: Policy) -> bool:
    """
    Whether a law makes the seller offer a choice.
    """
    return any(law.find(path) is not None for path in OPTIONS)


def term_for(law: Policy, days: int | None, *, first: bool) -> tuple[str, DelayTerm | None]:
    """
    The path and the term for a delay of so many days, or of nobody knows how many.

    Where the law has no term for such a delay there is none, and silence is held to cancel.
    """
    short, longer, further = OPTIONS
    if first and _covers(law, short, days):
        return short, _term(law, short)
    path = longer if first else further
    return path, _term(law, path) if _covers(law, path, days) else None


def _term(law: Policy, path: str) -> DelayTerm | None:
    figure = law.find(path)
    return None if figure is None else cast("DelayTerm", figure.value)


def _covers(law: Policy, path: str, days: int | None) -> bool:
    """
    Whether a law has a term at a path for such a delay; silence agrees to no delay without a date.
    """
    term = _term(law, path)
    if term is None:
        return False
    if days is None:
        return term.silence == Silence.CANCEL and term.at_most is None
    return term.at_most is None or days <= term.at_most.count


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
        # The last second that still keeps the order, and the rule that says what comes after it.
        self.until: datetime | None = history.due
        self.rule = "delay.notice_items"
        self.told = 0
        self.may_cancel = False
        self.silent_from: datetime | None = None
        self.found = [self._step(None, Standing.ON_TIME)]

    def steps(self) -> tuple[DelayStep, ...]:
        """
        Everything up to what ends the order, or to the lapse that waits at the end.
        """
        for happened in events(self.history, self.law):
            if self._passed(self.until, happened.at):
                break
            self._silence(happened.at)
            if self._ends_with(happened):
                return tuple(self.found)
        self._silence(self.until)
        if self.until is not None:
            self._add(after(self.until), Standing.LAPSED)
        return tuple(self.found)

    def _ends_with(self, happened: Happened) -> bool:
        """
        Take in one thing that happened; True if the order is over with it.
        """
        if happened.what is What.NOTICE and happened.notice is not None:
            self._notice(happened.at, happened.notice)
        elif happened.what is What.CONSENT and happened.notice is not None:
            self._consent(happened.at, happened.notice.new_date)
        elif happened.what is What.DONE:
            self._add(happened.at, Standing.DONE)
            return True
        elif happened.what is What.REFUSAL:
            # 435.2(c)(4): who says that nothing will be shipped pays back at once.
            self._add(happened.at, Standing.LAPSED)
            return True
        elif happened.what is What.CANCELLATION and self.may_cancel:
            self._add(happened.at, Standing.REFUSED)
            return True
        return False

    def _notice(self, at: datetime, notice: DelayNotice) -> None:
        self.told += 1
        self.silent_from = None
        if self.until is None:
            # 435.2(b)(2)(iii): who has agreed to wait without a date need not be asked again.
            return
        end, old = self._end(notice.new_date), self.until
        days = days_between(old, notice.new_date, self.zone)
        self.rule, term = term_for(self.law, days, first=self.told == 1)
        self.may_cancel = True
        if term is not None and term.silence == Silence.CONSENT:
            self.until, self.silent_from = end, after(old)
        elif term is not None and term.shipped_within is not None:
            self.until = days_later(old, term.shipped_within.count, self.zone)
        self._add(at, Standing.WAITING)

    def _consent(self, at: datetime, new_date: date | None) -> None:
        end = self._end(new_date)
        if self._passed(end, at):
            return  # a yes to a date that has passed agrees to nothing
        self.silent_from = None
        self.until = end
        # 435.2(b)(1)(iii): who waits without a date keeps the right to cancel until shipping.
        self.may_cancel = self.until is None
        self._add(at, Standing.CONSENTED, expressly=True)

    def _silence(self, by: datetime | None) -> None:
        """
        Let silence count as consent once the first time has passed, where it does.

        Until the goods are shipped or the new date passes, the buyer may still cancel.
        """
        start = self.silent_from
        if start is not None and by is not None and utc(start) <= utc(by):
            self.silent_from = None
            self._add(start, Standing.CONSENTED)

    def _add(self, at: datetime, standing: Standing, *, expressly: bool = False) -> None:
        self.found.append(self._step(at, standing, expressly=expressly))

    def _step(
        self, at: datetime | None, standing: Standing, *, expressly: bool = False
    ) -> DelayStep:
        figure = self.law.find(self.rule)
        return DelayStep(
            since=at,
            standing=standing,
            until=self.until,
            expressly=expressly,
            may_cancel=self.may_cancel and not standing.over,
            rule=self.rule,
            source=None if figure is None else figure.source,
        )

    def _end(self, new_date: date | None) -> datetime | None:
        return None if new_date is None else last_second(self.history, new_date, self.zone)

    @staticmethod
    def _passed(until: datetime | None, at: datetime) -> bool:
        return until is not None and utc(at) >= utc(after(until))
