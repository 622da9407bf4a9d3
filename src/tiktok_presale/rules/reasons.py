"""
Reasons that stand in no decision of a policy: what they come to, and how they are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.values.findings import Outcome
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktok_presale.values.findings import Finding

__all__ = ["outcome_of", "saying", "told"]

# Whoever reads only the first line must read the worst.
_WORST_FIRST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.ADVICE, Outcome.PASS)


def outcome_of(findings: Iterable[Finding]) -> Outcome:
    """
    FAIL if any reason fails, else UNKNOWN if any is unknown, else PASS.
    """
    outcomes = {finding.outcome for finding in findings}
    worst = (one for one in (Outcome.FAIL, Outcome.UNKNOWN) if one in outcomes)
    return next(worst, Outcome.PASS)


def saying(outcome: Outcome, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """
    The reasons with one outcome, in the order in which they stand.
    """
    return tuple(finding for finding in findings if finding.outcome is outcome)


def told(findings: Iterable[Finding], language: str) -> str:
    """
    Reasons as lines of text, failures first.

    Raises:
        UnknownLanguageError: If *language* has no catalogue.
    """
    ordered = sorted(findings, key=lambda finding: _WORST_FIRST.index(finding.outcome))
    return "\n".join(
        message(language, f"mark.{one.outcome.value}") + one.explain(language) for one in ordered
    )
