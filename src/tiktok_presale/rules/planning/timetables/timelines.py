"""
What `schedule` answers: the days of a sale, how much each may slip, and what they stand on.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.occasions import Occasion
from tiktok_presale.facts.promises import Promise
from tiktok_presale.rules import window
from tiktok_presale.rules.planning.timetables.courses import Round
from tiktok_presale.rules.reasons import outcome_of, saying
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import CalendarDays
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.text import message, say

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Milestone", "SaleStart", "SetBy", "Step", "Timeline"]


class Step(StrEnum):
    """
    What happens on a day.
    """

    SALE_OPENS = "sale_opens"
    SALE_CLOSES = "sale_closes"
    PRODUCTION_ORDERED = "production_ordered"
    GOODS_IN = "goods_in"
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    EVENT = "event"


class SetBy(StrEnum):
    """
    Which input puts a step on its day.
    """

    GIVEN = "given"
    LEAD = "lead"
    TODAY = "today"
    SALE = "sale"
    LONGEST = "longest"
    ROUND = "round"
    PRODUCTION = "production"
    HANDLING = "handling"
    RELEASE = "release"
    TRANSIT = "transit"
    OCCASION = "occasion"


@final
@attrs.frozen(kw_only=True)
class Milestone(Value):
    """
    One step of a schedule.

    Args:
        step: What happens.
        day: When.
        latest: The last day on which it may happen, if everything before it is as planned and
            everything after it takes as long as planned; None where there is none, however early.
        why: Which input puts it on its day.
        span: The value of that input, such as the days of production.
        round: Which round of production it belongs to, from 1; None where there is only one.
    """

    step: Step
    day: date
    latest: date | None
    why: SetBy
    span: object = None
    round: int | None = None

    @property
    def slack(self) -> int | None:
        """
        The days by which it may slip; negative where it comes too late.
        """
        return None if self.latest is None else (self.latest - self.day).days

    def explain(self, language: str = "en") -> str:
        """
        The step as a line of text.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        why = message(language, f"schedule.why.{self.why}", span=self.span)
        line = message(
            language, "schedule.step", day=self.day, step=self.in_words(language), why=why
        )
        if self.slack is None:
            return line
        key = "schedule.slack" if self.slack >= 0 else "schedule.too_late"
        return line + message(language, key, count=abs(self.slack))

    def in_words(self, language: str) -> str:
        """
        What happens, and in which round.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        step = say(self.step, language)
        if self.round is None:
            return step
        return message(language, "schedule.in_round", step=step, number=self.round)


@final
@attrs.frozen
class SaleStart(Value):
    """
    When a sale would open, for how long, and what would then be promised.

    Args:
        on: The day.
        sale: How long.
        promise: The promise.
    """

    on: date
    sale: CalendarDays
    promise: Promise

    def in_words(self, language: str) -> str:
        """
        The day and the promise as a person of that language would write them.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        notice = window.notice(self.promise, language)
        return message(language, "schedule.opening", on=self.on, sale=self.sale, notice=notice)

    def __str__(self) -> str:
        return self.in_words("en")


@final
@attrs.frozen(kw_only=True)
class Timeline(Value):
    """
    The days of a sale that makes only what was ordered, back from an occasion.

    Args:
        occasion: What the sale works towards; None where only a day was given.
        event: Its day; None where no further one is known.
        milestones: Every step, in the order of the days.
        rounds: The orders to the maker, with the waits of their buyers.
        promise: The promise to make: the shortest that the market knows and every buyer sees kept.
        opens_by: The last day on which the sale may open as it is planned.
        grounds: What it stands on; its findings say what is kept and what is not.
    """

    occasion: Occasion | None
    event: date | None
    milestones: tuple[Milestone, ...]
    rounds: tuple[Round, ...]
    promise: Promise | None
    opens_by: date | None
    grounds: Grounds

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        Every reason.
        """
        return self.grounds.findings

    @property
    def outcome(self) -> Outcome:
        """
        FAIL if any reason fails, else UNKNOWN if any is unknown, else PASS.
        """
        return outcome_of(self.findings)

    @property
    def allowed(self) -> bool:
        """
        Whether everything is kept; what is not known is no yes.
        """
        return self.outcome is Outcome.PASS

    @property
    def failures(self) -> tuple[Finding, ...]:
        """
        Every reason that says no.
        """
        return saying(Outcome.FAIL, self.findings)

    @property
    def slack(self) -> int | None:
        """
        The least slack of all steps, in days.
        """
        found = [one.slack for one in self.milestones if one.slack is not None]
        return min(found, default=None)

    @property
    def critical(self) -> tuple[Milestone, ...]:
        """
        The steps with the least slack: where a day lost is felt first.
        """
        return tuple(one for one in self.milestones if one.slack == self.slack is not None)

    def get(self, step: Step) -> tuple[Milestone, ...]:
        """
        The milestones of one step: one, or one for each round.
        """
        return tuple(one for one in self.milestones if one.step is step)

    def explain(self, language: str = "en") -> str:
        """
        Every step, the promise, and what they stand on, line by line.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return "\n".join(self._lines(language))

    def _lines(self, language: str) -> Iterator[str]:
        yield self._title(language)
        for one in self.milestones:
            yield one.explain(language)
        if self.promise is not None:
            yield window.notice(self.promise, language)
        yield self.grounds.explain(language)

    def _title(self, language: str) -> str:
        if self.occasion is None or self.event is None:
            key = "schedule.title.day" if self.occasion is None else "schedule.title.unknown"
            return message(language, key, day=self.event, occasion=self.occasion)
        return message(language, "schedule.title", day=self.event, occasion=self.occasion)

    def gantt(self, language: str = "en") -> str:
        """
        The schedule as a mermaid diagram.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return "\n".join(("gantt", *(f"    {line}" for line in self._bars(language))))

    def _bars(self, language: str) -> Iterator[str]:
        yield f"title {self._title(language)}"
        yield "dateFormat YYYY-MM-DD"
        for number, one in enumerate(self.rounds, start=1):
            if len(self.rounds) > 1:
                yield f"section {message(language, 'schedule.round', number=number)}"
            for name, start, stop in (
                ("selling", one.sold_from, one.sold_to + timedelta(days=1)),
                ("making", one.ordered, one.goods_in),
                ("packing", one.goods_in, one.dispatched),
                ("sending", one.dispatched, one.delivered),
            ):
                if stop > start:
                    yield f"{message(language, f'schedule.bar.{name}')} :{start}, {stop}"
        if self.event is not None:
            step = say(Step.EVENT if self.occasion is None else self.occasion, language)
            yield f"{step} :milestone, {self.event}, 0d"

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The steps as a table, for notebooks.
        """
        from tiktok_presale.values.html import table_html  # noqa: PLC0415 - notebooks only

        rows = [
            (
                one.day,
                one.in_words("en"),
                message("en", f"schedule.why.{one.why}", span=one.span),
                "" if one.latest is None else one.latest,
                "" if one.slack is None else one.slack,
            )
            for one in self.milestones
        ]
        head = ("day", "step", "why", "latest", "slack")
        return table_html(self._title("en"), head, rows)
