"""
The audit: every order of a payload, judged under the edition in force when it was placed.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, final

import attrs

from tiktok_presale.adapters import plain
from tiktok_presale.adapters.audit_rows import URGENCY, table_of_orders, urgency
from tiktok_presale.adapters.open_api import Reading
from tiktok_presale.adapters.order_book import Book, note
from tiktok_presale.policy.pack import Pack
from tiktok_presale.rules.charges import Bill
from tiktok_presale.rules.states import Assessment, State, late_rate
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import (
    CurrencyMismatchError,
    PayloadError,
)
from tiktok_presale.values.findings import Finding
from tiktok_presale.values.instants import utc
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.text import message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tiktok_presale.facts.shops import Shop

__all__ = ["Audit", "audit"]


@final
@attrs.frozen(kw_only=True)
class Audit(Value):
    """
    An order book at one instant.

    Args:
        market: The market it was judged under.
        at: The instant.
        assessments: Every order that could be read, the most urgent first.
        skipped: What could not be read.
        notes: What was taken from outside the pack, and what to know of the orders.
    """

    market: str
    at: datetime
    assessments: tuple[Assessment, ...]
    skipped: tuple[PayloadError, ...]
    notes: tuple[Finding, ...] = ()

    @property
    def late(self) -> tuple[Assessment, ...]:
        """
        Orders that are late now: past a deadline, with the thing still to be done.
        """
        return tuple(a for a in self.assessments if a.state in {State.LATE, State.CANCELLABLE})

    @property
    def due_soon(self) -> tuple[Assessment, ...]:
        """
        Orders that fall due within 24 hours.
        """
        return tuple(a for a in self.assessments if a.state is State.DUE_SOON)

    @property
    def charges(self) -> Bill:
        """
        What lateness has cost so far.
        """
        return Bill.of(a.charges for a in self.assessments)

    @property
    def at_stake(self) -> Bill:
        """
        What it costs if every late order is cancelled.
        """
        return Bill.of(a.exposure for a in self.late)

    @property
    def late_dispatch_rate(self) -> Rate:
        """
        How many were late, of those that were dispatched or are past their deadline.
        """
        return late_rate(self.assessments)

    def data(self, *, language: str = "en") -> dict[str, Any]:
        """
        The audit as plain data for JSON.
        """
        counts = {state: sum(a.state is state for a in self.assessments) for state in URGENCY}
        return {
            "market": self.market,
            "at": plain.time_text(self.at),
            "orders": [plain.assessment_data(a, language=language) for a in self.assessments],
            "summary": {
                "orders": len(self.assessments),
                "skipped": len(self.skipped),
                "late": len(self.late),
                "due_in_24_hours": len(self.due_soon),
                "by_state": {state.value: count for state, count in counts.items() if count},
                "charges": [plain.money_data(total) for total in self.charges.totals],
                "at_stake": [plain.money_data(total) for total in self.at_stake.totals],
                "late_dispatch_rate": plain.rate_data(self.late_dispatch_rate),
            },
            "skipped": [
                {"order": p.order, "field": p.field, "problem": p.problem} for p in self.skipped
            ],
            "notes": [note.explain(language) for note in self.notes],
        }

    def table(self, *, language: str = "en") -> str:
        """
        The audit as a table with a summary.
        """
        at = say(self.at, language)
        lines = [message(language, "audit.head", market=self.market, at=at), ""]
        lines += [table_of_orders(self.assessments, language), ""]
        lines.append(
            message(
                language,
                "audit.summary",
                count=len(self.assessments),
                late=len(self.late),
                soon=len(self.due_soon),
                at_stake=self.at_stake.totals,
                charges=self.charges.totals,
                rate=self.late_dispatch_rate,
            )
        )
        said = (note.explain(language) for note in self.notes)
        lines += [message(language, "audit.note", note=note) for note in said]
        lines += [message(language, "audit.skipped", problem=str(p)) for p in self.skipped]
        return "\n".join(lines)


def audit(
    reading: Reading,
    pack: Pack,
    *,
    at: datetime,
    shop: Shop | None = None,
    extend_calendar: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Audit:
    """
    Judge every order under the edition in force when it was placed.

    An order placed before the market's first known edition is judged by the deadlines that the
    platform sent with it, and by nothing else. Where business days lie outside the pack's own
    calendar, the `holidays` package is asked if it is installed, and the audit's notes say so.

    Args:
        reading: The orders, and what could not be read.
        pack: The market's book of rules.
        at: The instant for which it is asked.
        shop: The shop, for charges that depend on one of its metrics.
        extend_calendar: Whether the pack's calendar may be extended.
        progress: Called with the orders judged so far and their number.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        WrongTypeError: If *reading* or *pack* has another type.
    """
    check_kind("reading", reading, Reading, "a Reading, as open_api.read_orders gives it")
    check_aware("at", at)
    book = Book(pack, allowed=extend_calendar)
    found: list[Assessment] = []
    problems = list(reading.problems)
    for number, order in enumerate(reading.orders):
        try:
            found.append(book.judged(order, at, shop))
        except CurrencyMismatchError as error:
            # The market's charges cannot be compared with the order's price; the rest can go on.
            problems.append(PayloadError(order.id, "payment.currency", str(error)))
        if progress is not None:
            progress(number + 1, len(reading.orders))
    result = Audit(
        market=pack.market,
        at=at,
        assessments=tuple(sorted(found, key=urgency)),
        skipped=tuple(problems),
    )
    notes = (*book.notes, *_notes(reading, pack, at), *_contingent(result))
    return attrs.evolve(result, notes=notes)


def _notes(reading: Reading, pack: Pack, at: datetime) -> Iterator[Finding]:
    """
    What a reader of the audit should know of the orders that went into it.
    """
    foreign = tuple(sorted({order.total.currency for order in reading.orders} - {pack.currency}))
    if foreign and pack.country is not None:
        yield note("foreign", found=foreign, market=pack.market, currency=pack.currency)
    later = sum(utc(order.placed_at) > utc(at) for order in reading.orders)
    if later:
        yield note("later", orders=later)
    if reading.repeated:
        yield note("repeated", orders=reading.repeated)
    if reading.assumed and pack.country != "US":
        yield note("assumed", orders=reading.assumed)


def _contingent(found: Audit) -> Iterator[Finding]:
    """
    Charges that hang on a metric nobody gave.
    """
    bill = Bill.of(a.contingent for a in found.assessments)
    for path in dict.fromkeys(line.rule for line in bill.lines):
        totals = Bill(tuple(line for line in bill.lines if line.rule == path)).totals
        hangs = next(f for a in found.assessments for f in a.findings if f.rule == path)
        metric = hangs.params["name"]
        yield note(
            "contingent", amount=totals, charge=path, name=metric, metric=metric, limit=hangs.limit
        )
