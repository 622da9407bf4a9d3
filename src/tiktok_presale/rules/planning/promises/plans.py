"""
The answer to how many days to promise: the promise, its chance of being missed, and its price.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.promises import Promise
from tiktok_presale.rules.reasons import outcome_of, saying
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.estimates import Estimate, as_share
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.grounds import Grounds
from tiktok_presale.values.money import Money
from tiktok_presale.values.text import message, say_share
from tiktok_presale.values.vocabulary import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PromiseDay", "WindowPlan"]


@final
@attrs.frozen(kw_only=True)
class PromiseDay(Value):
    """
    One promise that could be made: how likely it is missed, and what it costs.

    Amounts are for so many buyers who would buy at once as the costs were told for; None where no
    costs were told, or they cannot be added up.

    Args:
        days: The days that would be promised.
        late: The share of the observed goods that would have been late, with its interval.
        held: The chance of lateness that was held against the target.
        penalty: What late orders are expected to cost.
        lost: The profit that is expected to be lost with buyers who do not wait so long.
        total: Both together.
    """

    days: CalendarDays | BusinessDays
    late: Estimate
    held: float
    penalty: Money | None = None
    lost: Money | None = None
    total: Money | None = None


@final
@attrs.frozen(kw_only=True)
class WindowPlan(Value):
    """
    The shortest promise that keeps the chance of lateness under a target, with all it stands on.

    Args:
        edition: The edition whose window it keeps to.
        event: What must have happened by the promised day.
        target: The chance of lateness that is accepted.
        level: The confidence of intervals and, where it is cautious, of the promise.
        cautious: Whether the upper end of what the chance can be is held against the target;
            otherwise the chance for the next goods, averaged over all that could have been seen.
        days: What to promise; None where nothing can be.
        promise: The same as a promise, for `window.check`.
        needed: What it would be if the policy set no limits; None where too few were observed.
        table: The days around it that the policy allows.
        cheapest: The days of the lowest total cost that the policy allows; None without costs.
        grounds: Inputs, limits, what would move the answer, and every reason.
    """

    edition: str
    event: Event
    target: float
    level: float
    cautious: bool
    days: CalendarDays | BusinessDays | None
    promise: Promise | None
    needed: CalendarDays | BusinessDays | None
    table: tuple[PromiseDay, ...]
    cheapest: CalendarDays | BusinessDays | None
    grounds: Grounds

    @property
    def row(self) -> PromiseDay | None:
        """
        The row of the table for the days to promise.
        """
        return next((row for row in self.table if row.days == self.days), None)

    @property
    def chance(self) -> Estimate | None:
        """
        The share of the observed goods that would have missed the promise, with its interval.
        """
        return None if self.row is None else self.row.late

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        Every reason.
        """
        return self.grounds.findings

    @property
    def outcome(self) -> Outcome:
        """
        FAIL if no promise keeps the target, UNKNOWN if that cannot be told, else PASS.
        """
        return outcome_of(self.findings)

    @property
    def failures(self) -> tuple[Finding, ...]:
        """
        Every reason that says no.
        """
        return saying(Outcome.FAIL, self.findings)

    @property
    def unknowns(self) -> tuple[Finding, ...]:
        """
        Every reason that could not be judged.
        """
        return saying(Outcome.UNKNOWN, self.findings)

    @property
    def advice(self) -> tuple[Finding, ...]:
        """
        What is allowed, but not advised.
        """
        return saying(Outcome.ADVICE, self.findings)

    def explain(self, language: str = "en") -> str:
        """
        The answer, its table of days and what it stands on, as text.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return "\n".join(
            (self._head(language), *self._rows(language), self.grounds.explain(language))
        )

    def _head(self, language: str) -> str:
        target, level = (say_share(as_share(one), language) for one in (self.target, self.level))
        key = "window_plan.none" if self.days is None else "window_plan.days"
        text = message(language, key, days=self.days, event=self.event, target=target)
        way = "window_plan.cautious" if self.cautious else "window_plan.next"
        return text + message(language, way, level=level)

    def _rows(self, language: str) -> Iterator[str]:
        for row in self.table:
            interval, level = (
                row.late.interval,
                say_share(as_share(row.late.interval.level), language),
            )
            low, high, late, held = (
                say_share(as_share(one), language)
                for one in (interval.low, interval.high, row.late.value, row.held)
            )
            text = message(
                language,
                "window_plan.row",
                days=row.days,
                late=late,
                low=low,
                high=high,
                level=level,
                held=held,
            )
            if row.total is not None:
                text += message(
                    language,
                    "window_plan.costs",
                    penalty=row.penalty,
                    lost=row.lost,
                    total=row.total,
                )
            yield text + message(language, "finding.end")

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        The table of days, for notebooks.
        """
        from tiktok_presale.values.html import chance_cell, table_html  # noqa: PLC0415 - notebooks only

        head = ("days", "late", "interval", "held against the target", "penalty", "lost", "total")
        rows = [
            (
                row.days,
                say_share(as_share(row.late.value), "en"),
                chance_cell(row.late.interval),
                say_share(as_share(row.held), "en"),
                "" if row.penalty is None else row.penalty,
                "" if row.lost is None else row.lost,
                "" if row.total is None else row.total,
            )
            for row in self.table
        ]
        return table_html(self._head("en"), head, rows)
