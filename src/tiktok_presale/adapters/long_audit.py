"""
The audit of files of any size: what all orders come to, and the most urgent of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, final

import attrs

from tiktok_presale.adapters import plain
from tiktok_presale.adapters.audit_rows import table_of_orders
from tiktok_presale.rules.states import Assessment, State
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import PayloadError
from tiktok_presale.values.findings import Finding
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.money import Money
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.text import message, say

__all__ = ["LongAudit"]

_LATE = (State.LATE, State.CANCELLABLE)


@final
@attrs.frozen(kw_only=True)
class LongAudit(Value):
    """
    An order book of any size at one instant.

    Args:
        market: The market it was judged under.
        at: The instant.
        by_state: How many orders stand in each state, by its name.
        charges: What lateness has cost so far, for each currency.
        contingent: What is charged only if a metric that was not given lies in a range.
        at_stake: What it costs if every late order is cancelled.
        late_dispatch_rate: How many were late, of those that were dispatched or are past it.
        urgent: The most urgent orders, as many as were asked for.
        skipped: How many orders could not be read or judged.
        problems: The first of them.
        notes: What was taken from outside the pack, and what to know of the orders.
    """

    market: str
    at: datetime
    by_state: FrozenMap[int]
    charges: tuple[Money, ...]
    contingent: tuple[Money, ...]
    at_stake: tuple[Money, ...]
    late_dispatch_rate: Rate
    urgent: tuple[Assessment, ...]
    skipped: int
    problems: tuple[PayloadError, ...]
    notes: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return sum(self.by_state.values())

    @property
    def late(self) -> int:
        """
        How many orders are late now: past a deadline, with the thing still to be done.
        """
        return sum(self.by_state.get(state.value, 0) for state in _LATE)

    def data(self, *, language: str = "en") -> dict[str, Any]:
        """
        The audit as plain data for JSON; its orders are the most urgent ones.
        """
        return {
            "market": self.market,
            "at": plain.time_text(self.at),
            "orders": [plain.assessment_data(a, language=language) for a in self.urgent],
            "summary": {
                "orders": len(self),
                "skipped": self.skipped,
                "late": self.late,
                "due_in_24_hours": self.by_state.get(State.DUE_SOON.value, 0),
                "by_state": dict(self.by_state),
                "charges": [plain.money_data(total) for total in self.charges],
                "at_stake": [plain.money_data(total) for total in self.at_stake],
                "late_dispatch_rate": plain.rate_data(self.late_dispatch_rate),
            },
            "skipped": [
                {"order": p.order, "field": p.field, "problem": p.problem} for p in self.problems
            ],
            "notes": [found.explain(language) for found in self.notes],
        }

    def table(self, *, language: str = "en") -> str:
        """
        The most urgent orders as a table, with a summary of all.
        """
        at = say(self.at, language)
        lines = [message(language, "audit.head", market=self.market, at=at), ""]
        lines += [table_of_orders(self.urgent, language), ""]
        if len(self.urgent) < len(self):
            shown = message(language, "audit.shown", shown=len(self.urgent), total=len(self))
            lines += [shown, ""]
        summary = message(
            language,
            "audit.summary",
            count=len(self),
            late=self.late,
            soon=self.by_state.get(State.DUE_SOON.value, 0),
            at_stake=self.at_stake,
            charges=self.charges,
            rate=self.late_dispatch_rate,
        )
        lines.append(summary)
        said = (found.explain(language) for found in self.notes)
        lines += [message(language, "audit.note", note=told) for told in said]
        lines += [message(language, "audit.skipped", problem=str(p)) for p in self.problems]
        if self.skipped > len(self.problems):
            more = self.skipped - len(self.problems)
            lines.append(message(language, "audit.more_skipped", number=more))
        return "\n".join(lines)
