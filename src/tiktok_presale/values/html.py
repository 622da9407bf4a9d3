"""
Tables for notebooks.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tiktok_presale.values.text import finding_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tiktok_presale.values.findings import Decision

__all__ = ["decision_html", "table_html"]


def table_html(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """
    A plain table; every cell is escaped.
    """
    top = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )


def decision_html(decision: Decision) -> str:
    """
    The reasons of a decision, one row each.
    """
    rows = [
        (
            finding.outcome.value,
            finding.rule,
            "" if finding.actual is None else finding.actual,
            "" if finding.limit is None else finding.limit,
            finding_text(finding, "en"),
            finding.source or "",
        )
        for finding in decision.findings
    ]
    caption = f"{decision.question} under {decision.edition}: {decision.outcome.value}"
    return table_html(caption, ("outcome", "rule", "actual", "limit", "reason", "source"), rows)
