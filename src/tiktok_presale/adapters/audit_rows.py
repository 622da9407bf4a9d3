"""
One judged order as a row of a table, and which row comes first.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tiktok_presale.adapters.tables import aligned
from tiktok_presale.rules.states import State
from tiktok_presale.values.instants import utc
from tiktok_presale.values.text import message, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktok_presale.rules.states import Assessment

__all__ = ["URGENCY", "table_of_orders", "urgency"]

# The most urgent first: what may be lost any moment, what is late, what falls due next.
URGENCY = (
    State.CANCELLABLE,
    State.LATE,
    State.DUE_SOON,
    State.NOT_DUE,
    State.UNKNOWN,
    State.MET,
    State.CANCELLED,
)


def urgency(assessment: Assessment) -> tuple[int, float, str]:
    """
    What orders are sorted by: how urgent their state is, when they are due, their id.
    """
    due = assessment.next.due if assessment.next else None
    when = utc(due).timestamp() if due else 0.0
    return URGENCY.index(assessment.state), when, assessment.order_id


_HEAD = ("order", "kind", "state", "next", "due", "left", "charges", "at_stake", "edition")


def table_of_orders(assessments: Iterable[Assessment], language: str) -> str:
    """
    Judged orders as a table of text, in the order that they come in.
    """
    head = [message(language, f"audit.{name}") for name in _HEAD]
    return aligned(head, [_row(found, language) for found in assessments])


def _row(found: Assessment, language: str) -> tuple[str, ...]:
    """
    One order as the cells of its row.
    """
    state = say(found.state, language)
    if found.state is State.MET and found.was_late:
        state = message(language, "audit.met_late", late=_span(found.late_by))
    return (
        _printable(found.order_id),
        say(found.kind, language),
        state,
        "" if found.next is None else say(found.next.name, language),
        "" if found.next is None or found.next.due is None else f"{found.next.due:%Y-%m-%d %H:%M}",
        "" if found.time_left is None else _span(found.time_left),
        say(found.charges.totals, language) if found.charges.lines else "",
        say(found.exposure.totals, language) if found.exposure.lines else "",
        found.edition or "-",
    )


def _printable(text: str) -> str:
    """
    An id as it may go to a terminal, whatever a payload put into it.
    """
    return text if text.isprintable() else ascii(text)


def _span(span: timedelta) -> str:
    """
    A span of time to the nearest minute below, such as "2d 4h", "-13h 20m".
    """
    minutes = int(abs(span).total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    text = f"{days}d {hours}h" if days else f"{hours}h {rest:02d}m"
    return f"-{text}" if span < timedelta(0) else text
