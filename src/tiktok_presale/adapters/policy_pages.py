"""
The rules in force as a table for people or as plain data, each with its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tiktok_presale.adapters.tables import aligned
from tiktok_presale.values.text import message, named, say

if TYPE_CHECKING:
    from tiktok_presale.policy.policy import Policy

__all__ = ["changes_data", "changes_table", "policy_data", "policy_notes", "policy_table"]


def changes_table(older: Policy, policy: Policy, language: str) -> str:
    """
    What changed from one edition to another, as a table.
    """
    head = [message(language, f"policy.{name}") for name in ("rule", "old", "new", "source")]
    changes = older.changes_to(policy)
    rows = [
        (c.path, _shown(c.old, language), _shown(c.new, language), str(c.source)) for c in changes
    ]
    return f"{older.edition} -> {policy.edition}\n\n{aligned(head, rows)}"


def changes_data(older: Policy, policy: Policy) -> dict[str, Any]:
    """
    What changed from one edition to another, as plain data; None where there was or is no figure.
    """
    return {
        "from": older.edition,
        "to": policy.edition,
        "changes": [
            {
                "path": change.path,
                "old": None if change.old is None else say(change.old, "en"),
                "new": None if change.new is None else say(change.new, "en"),
                "source": change.source.title,
                "url": change.source.url,
            }
            for change in older.changes_to(policy)
        ],
    }


def policy_table(policy: Policy, language: str) -> str:
    """
    The rules in force, each with its source, as a table.
    """
    names = ("rule", "value", "since", "confidence", "source")
    head = [message(language, f"policy.{name}") for name in names]
    rows = [
        (
            path,
            _shown(figure.value, language),
            str(figure.since),
            say(figure.source.confidence, language),
            f"{figure.source.title} {figure.source.url}".strip(),
        )
        for path, figure in sorted(policy.figures.items())
    ]
    return f"{policy.edition}: {policy.pack.title}\n\n{aligned(head, rows)}"


def policy_notes(policy: Policy) -> str:
    """
    What else the sources say: conflicts, inferences, how a day is known.
    """
    noted = ((path, f.source.note) for path, f in sorted(policy.figures.items()) if f.source.note)
    return "\n" + "\n".join(f"{path}: {note}" for path, note in noted)


def policy_data(policy: Policy) -> dict[str, Any]:
    """
    The rules in force, each with its source, as plain data.
    """
    return {
        "edition": policy.edition,
        "title": policy.pack.title,
        "figures": {
            path: {
                "value": say(figure.value, "en"),
                "since": str(figure.since),
                "source": figure.source.title,
                "url": figure.source.url,
                "read": str(figure.source.read),
                "confidence": figure.source.confidence.value,
                "dated": figure.source.dated.value,
                "note": figure.source.note,
            }
            for path, figure in sorted(policy.figures.items())
        },
    }


def _shown(value: object, language: str) -> str:
    if value is None:
        return "-"
    return named(language, value) if isinstance(value, str) else say(value, language)
