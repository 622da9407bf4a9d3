"""
How a shop stands before the platform's thresholds: the answer about its violations.
"""

from __future__ import annotations

from datetime import datetime
from typing import final

import attrs

from tiktok_presale.facts.violations import Violation
from tiktok_presale.rules.reasons import saying
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding, Outcome

__all__ = ["CountedViolation", "Standing"]


@final
@attrs.frozen(kw_only=True)
class CountedViolation(Value):
    """
    One violation as it counts at an instant.

    Args:
        violation: The violation.
        counts: Whether its points count.
        lapses_at: The first instant at which they no longer do; None where no source says.
        appeal_by: The last second for an appeal; None where no source says.
        findings: What can be said of its points and of an appeal.
    """

    violation: Violation
    counts: bool
    lapses_at: datetime | None
    appeal_by: datetime | None
    findings: tuple[Finding, ...]


@final
@attrs.frozen(kw_only=True)
class Standing(Value):
    """
    How a shop stands before the platform's thresholds at an instant.

    Args:
        edition: The edition it was judged under.
        at: The instant.
        total: The points that count now.
        peak: The most points that ever counted at once, up to now; a closed shop stays closed.
        violations: Each violation by its issue, and whether it counts.
        next_lapse: When the next points lapse; None where none will.
        to_next: The points that are left to the nearest threshold ahead; None where none is.
        findings: Each threshold, reached or not, and what is not known.
    """

    edition: str
    at: datetime
    total: int
    peak: int
    violations: tuple[CountedViolation, ...]
    next_lapse: datetime | None
    to_next: int | None
    findings: tuple[Finding, ...]

    @property
    def reached(self) -> tuple[Finding, ...]:
        """
        The thresholds that are reached, each with what happens there.
        """
        return saying(Outcome.FAIL, self.findings)
