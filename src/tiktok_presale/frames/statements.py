"""
What the orders of a frame come to: what is late, what it costs, what it means for the shop.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Unpack, final

import attrs

from tiktok_presale.frames.arrays import empty
from tiktok_presale.frames.asking import OrdersQuestion
from tiktok_presale.frames.carriers import batches_of
from tiktok_presale.frames.sources import How
from tiktok_presale.frames.tallies import ADDED_UP, Tally
from tiktok_presale.values.checks import check_aware, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.html import table_html
from tiktok_presale.values.text import finding_text, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.frames.rulebooks import Rules
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["FrameStatement", "statement"]


@final
@attrs.frozen
class FrameStatement(Value):
    """
    The statement of many orders that are rows of a frame, ready to be read.

    Statements of the same question add up, so that the parts of a frame may be asked one by one.

    Args:
        tally: The counts and sums.

    Raises:
        WrongTypeError: If *tally* is none.
    """

    tally: Tally = attrs.field(validator=instance("a Tally", Tally))

    def __len__(self) -> int:
        return self.tally.judged

    def __add__(self, other: FrameStatement) -> FrameStatement:
        """
        The statement of the orders of both.

        Raises:
            OutOfRangeError: If the other is of another instant, policy or shop.
        """
        if not isinstance(other, FrameStatement):
            return NotImplemented
        return FrameStatement(self.tally + other.tally)

    def explain(self, language: str = "en") -> str:
        """
        The statement as text; the same as the one made of single orders.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        lines = [self._head(language)]
        if self.tally.contingent.lines:
            amount = self.tally.contingent.totals
            lines.append(message(language, "statement.contingent", amount=amount))
        lines += [f"- {finding_text(found, language)}" for found in self.tally.findings]
        lines += [f"- {text}" for text in self._problems(language)]
        return "\n".join(lines)

    def _head(self, language: str) -> str:
        tally = self.tally
        several = message(language, "frame.several_editions")
        return message(
            language,
            "statement.head",
            count=tally.judged,
            charges=tally.charges.totals,
            exposure=tally.exposure.totals,
            rate=tally.late_dispatch_rate,
            edition=several if tally.policy is None else tally.policy.edition,
        )

    def _problems(self, language: str) -> Iterator[str]:
        """
        How many rows were left out, and why.
        """
        for problem, times in self.tally.problems.items():
            field, _, code = problem.partition(": ")
            why = message(language, f"row.{code}", field=field)
            yield message(language, "frame.left_out", count=times, why=why)

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        States, sums and rows that were left out, for notebooks.
        """
        tally = self.tally
        rows = [("state", state.value, str(count)) for state, count in tally.by_state.items()]
        for name in ("charges", "contingent", "exposure"):
            by_code: dict[str, Any] = getattr(tally, name).by_code()
            rows += [(name, code, " + ".join(map(str, sums))) for code, sums in by_code.items()]
        rows += [("service fee", fee.currency, str(fee)) for fee in tally.service_fees]
        rows += [("left out", problem, str(count)) for problem, count in tally.problems.items()]
        return table_html(self._head("en"), ("what", "which", "how much"), rows)


def statement(
    frame: object,
    rules: Rules,
    *,
    at: datetime,
    shop: Shop | None = None,
    calendar: BusinessCalendar | None = None,
    **how: Unpack[How],
) -> FrameStatement:
    """
    What the orders of a frame come to, added up without a row of answers being kept.

    It equals the statement of the same orders one by one. A stream is read once, batch by batch.

    Args:
        frame: A frame of polars (eager or lazy), pandas or pyarrow, a dict of columns, or a stream
            of Arrow batches.
        rules: The rules: one edition, a market's pack, or either by market.
        at: The instant for which it is asked.
        shop: The shop, for charges and steps that depend on its metrics.
        calendar: A business calendar to use instead of the markets' own.
        how: How the frame is read; see `How`.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        MissingColumnsError: If the frame lacks a column that is needed.
        WrongTypeError: If it is no frame, or a column holds what its field cannot be.

    Examples:
        >>> from datetime import UTC, date
        >>> from tiktok_presale import CalendarDays, Policy, ShipWithin, frames
        >>> th = Policy.in_force("th", on=date(2026, 1, 2))
        >>> orders = {"placed_at": ["2026-01-01T09:00:00+07:00"] * 3, "total": ["899.00"] * 3}
        >>> found = frames.statement(orders, th, at=datetime(2026, 1, 20, tzinfo=UTC),
        ...                          kind="pre_order", currency="THB",
        ...                          promise=ShipWithin(CalendarDays(15)))
        >>> str(found.tally.exposure)
        '2,697.00 THB'
    """
    check_aware("at", at)
    judging = {"at": at, "shop": shop, "calendar": calendar}
    question = OrdersQuestion(rules, ADDED_UP, how, **judging)
    schema, batches = batches_of(frame, question)
    # Without a row there is still an instant, a policy and a shop.
    whole = question.tally(empty(schema))
    for batch in batches:
        whole += question.tally(batch)
    return FrameStatement(whole)
