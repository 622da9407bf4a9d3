"""
Tables for notebooks.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from tiktok_presale.values.sources import Source
from tiktok_presale.values.text import decision_text, finding_text, say, say_share, sorted_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["chance_cell", "decision_html", "table_html"]


def table_html(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """
    A plain table; every cell is escaped.
    """
    top = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(value: object) -> str:
    """
    One cell; a source becomes a link.
    """
    if isinstance(value, Source):
        title = escape(value.title)
        link = f'<a href="{escape(value.url)}">{title}</a>' if value.url else title
        return f"{link} ({escape(value.confidence)})"
    return escape(str(value))


def chance_cell(interval: Any) -> str:  # noqa: ANN401 - an Interval, of a chance
    """
    From what to what a chance may lie, as percentages.
    """
    low, high = (say_share(f"{end:.4f}", "en") for end in (interval.low, interval.high))
    return f"{low} to {high} ({say_share(f'{interval.level:.4f}', 'en')})"


def decision_html(decision: Any) -> str:  # noqa: ANN401 - a Decision, which knows tables
    """
    The reasons of a decision, one row each.
    """
    rows = [
        (
            finding.outcome.value,
            finding.rule,
            "" if finding.actual is None else say(finding.actual, "en"),
            "" if finding.limit is None else say(finding.limit, "en"),
            finding_text(finding, "en"),
            finding.source or "",
        )
        for finding in sorted_findings(decision)
    ]
    return table_html(
        decision_text(decision, "en").partition("\n")[0],
        ("outcome", "rule", "actual", "limit", "reason", "source"),
        rows,
    )
