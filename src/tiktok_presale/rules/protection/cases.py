"""
The states of a complaint, the step that follows from each, and the answer about one complaint.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import final

import attrs

from tiktok_presale.facts.complaints import Answer
from tiktok_presale.rules.protection.answers import AnswerBy
from tiktok_presale.values.closed import Value
from tiktok_presale.values.findings import Finding
from tiktok_presale.values.instants import utc

__all__ = ["NEXT_STEPS", "ComplaintState", "Escalation", "Step"]


class ComplaintState(StrEnum):
    """
    Where a complaint stands at an instant.
    """

    AWAITING_ANSWER = "awaiting_answer"
    ANSWERED = "answered"
    """Answered, and no deadline is known by which it could have been late."""
    ANSWERED_IN_TIME = "answered_in_time"
    ANSWERED_LATE = "answered_late"
    UNANSWERED = "unanswered"
    """Nobody answered in time, and no source says what that makes of the request."""
    APPROVED_BY_SILENCE = "approved_by_silence"
    CANCELLED_BY_SILENCE = "cancelled_by_silence"
    TAKEN_TO_PLATFORM = "taken_to_platform"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"
    """Not answered, and no deadline is known."""


class Step(StrEnum):
    """
    What the buyer can do next.
    """

    WAIT = "wait"
    ASK_AGAIN = "ask_again"
    HELP_CENTRE = "help_centre"
    """Take it to the platform: the help centre on the order page, with evidence (F27)."""
    FOLLOW_UP = "follow_up"
    """Wait for the platform's answer to the complaint that was made of it."""
    SEE_REFUND = "see_refund"
    """It was granted: see the refund through."""
    NOTHING = "nothing"
    NOT_KNOWN = "not_known"
    """No source says what comes after the platform itself."""


# The step that follows from each state and answer; the page in docs/ is drawn from this table.
NEXT_STEPS: dict[tuple[ComplaintState, Answer | None], Step] = {
    (ComplaintState.AWAITING_ANSWER, None): Step.WAIT,
    (ComplaintState.ANSWERED, None): Step.HELP_CENTRE,
    (ComplaintState.ANSWERED, Answer.APPROVED): Step.SEE_REFUND,
    (ComplaintState.ANSWERED, Answer.REFUSED): Step.HELP_CENTRE,
    (ComplaintState.ANSWERED_IN_TIME, None): Step.HELP_CENTRE,
    (ComplaintState.ANSWERED_IN_TIME, Answer.APPROVED): Step.SEE_REFUND,
    (ComplaintState.ANSWERED_IN_TIME, Answer.REFUSED): Step.HELP_CENTRE,
    (ComplaintState.ANSWERED_LATE, None): Step.HELP_CENTRE,
    (ComplaintState.ANSWERED_LATE, Answer.APPROVED): Step.SEE_REFUND,
    (ComplaintState.ANSWERED_LATE, Answer.REFUSED): Step.HELP_CENTRE,
    (ComplaintState.UNANSWERED, None): Step.HELP_CENTRE,
    (ComplaintState.APPROVED_BY_SILENCE, None): Step.SEE_REFUND,
    (ComplaintState.CANCELLED_BY_SILENCE, None): Step.SEE_REFUND,
    (ComplaintState.TAKEN_TO_PLATFORM, None): Step.FOLLOW_UP,
    (ComplaintState.WITHDRAWN, None): Step.NOTHING,
    (ComplaintState.UNKNOWN, None): Step.HELP_CENTRE,
}


@final
@attrs.frozen(kw_only=True)
class Escalation(Value):
    """
    One complaint at one instant: where it stands, what comes next, and by when.

    Args:
        complaint_id: The complaint.
        edition: The edition it was judged under.
        at: The instant.
        state: Where it stands.
        since: When that state began, in the market's zone.
        answer: The deadline for its answer.
        step: What the buyer can do next.
        step_by: By when, or until when to wait; None where no source sets a time.
        findings: The state and the step as reasons, and what cannot be told.
    """

    complaint_id: str
    edition: str
    at: datetime
    state: ComplaintState
    since: datetime
    answer: AnswerBy
    step: Step
    step_by: datetime | None
    findings: tuple[Finding, ...]

    @property
    def time_left(self) -> timedelta | None:
        """
        How long until the next step's time ends; negative once it has; None where there is none.
        """
        return None if self.step_by is None else utc(self.step_by) - utc(self.at)
