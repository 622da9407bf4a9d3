"""
Where does a complaint stand now, and what can be done next?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts.complaints import Answer, Complaint, Request
from tiktok_presale.policy.buyer_terms import AnswerTime
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.protection.answers import answer_by
from tiktok_presale.rules.protection.cases import NEXT_STEPS, ComplaintState, Escalation, Step
from tiktok_presale.rules.protection.counting import NOT_COUNTABLE, SECOND, runs_until, uncountable
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import in_zone, utc

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.protection.answers import AnswerBy
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["escalation"]

_HELP_CENTRE = "complaints.complaint"
_SECOND_RETURN = "complaints.second_return"


_BY_SILENCE = {
    "approved": ComplaintState.APPROVED_BY_SILENCE,
    "cancelled": ComplaintState.CANCELLED_BY_SILENCE,
}


def escalation(
    complaint: Complaint,
    policy: Policy,
    *,
    at: datetime,
    calendar: BusinessCalendar | None = None,
) -> Escalation:
    """
    Where a complaint stands at an instant, computed from its times, and what can be done next.

    What happens after *at* is not known yet. An answer that comes after silence has decided the
    request changes nothing.

    Args:
        complaint: The request or complaint.
        policy: The rules in force when it was made.
        at: The instant for which it is asked.
        calendar: A business calendar to use instead of the market's own.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If *at* lies before the complaint.

    Examples:
        >>> from datetime import date, datetime
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import Policy
        >>> bangkok = ZoneInfo("Asia/Bangkok")
        >>> asked = Complaint(id="c1", request=Request.CANCELLATION,
        ...                   opened_at=datetime(2026, 1, 17, 9, tzinfo=bangkok))
        >>> th = Policy.in_force("th", on=date(2026, 1, 17))
        >>> found = escalation(asked, th, at=datetime(2026, 1, 18, 10, tzinfo=bangkok))
        >>> found.state.value, str(found.since)
        ('cancelled_by_silence', '2026-01-18 09:00:01+07:00')
    """
    check_kind("complaint", complaint, Complaint, "a Complaint")
    check_policy(policy)
    if utc(check_aware("at", at)) < utc(complaint.opened_at):
        raise OutOfRangeError("at", at.isoformat(), f"at or after {complaint.opened_at}")
    answer = answer_by(complaint, policy, calendar=calendar)
    state, since = _state(complaint, answer, at)
    stepping = _Stepping(complaint, policy, at, calendar)
    step, step_by, further = stepping.step(state, answer)
    missing = () if answer.missing is None or answer.due is not None else (answer.missing,)
    return Escalation(
        complaint_id=complaint.id,
        edition=policy.edition,
        at=at,
        state=state,
        since=in_zone(since, policy.zone),
        answer=answer,
        step=step,
        step_by=None if step_by is None else in_zone(step_by, policy.zone),
        findings=(_said(state, answer, step, step_by), *further, *missing),
    )


def _state(complaint: Complaint, answer: AnswerBy, at: datetime) -> tuple[ComplaintState, datetime]:
    """
    The state at an instant, and when it began.
    """
    answered = complaint.answered_at if _past(complaint.answered_at, at) else None
    lapsed = answer.lapses_at if _past(answer.lapses_at, at) else None
    if answered is not None and answer.met_at(answered):
        lapsed = None
    decided = lapsed if answer.silence in _BY_SILENCE else None
    left = _left(complaint, decided, at)
    if left is not None:
        return left
    if decided is not None:
        return _BY_SILENCE[answer.silence or ""], decided
    if answered is not None:
        late = ComplaintState.ANSWERED_LATE if lapsed else ComplaintState.ANSWERED_IN_TIME
        return ComplaintState.ANSWERED if answer.due is None else late, answered
    if lapsed is not None:
        return ComplaintState.UNANSWERED, lapsed
    known = ComplaintState.UNKNOWN if answer.due is None else ComplaintState.AWAITING_ANSWER
    return known, complaint.opened_at


def _left(
    complaint: Complaint, decided: datetime | None, at: datetime
) -> tuple[ComplaintState, datetime] | None:
    """
    Whether the buyer withdrew it before silence decided it, or took it to the platform.
    """
    withdrawn, escalated = complaint.withdrawn_at, complaint.escalated_at
    too_late = withdrawn is not None and _past(decided, withdrawn)
    if withdrawn is not None and _past(withdrawn, at) and not too_late:
        return ComplaintState.WITHDRAWN, withdrawn
    if escalated is not None and _past(escalated, at):
        return ComplaintState.TAKEN_TO_PLATFORM, escalated
    return None


def _past(instant: datetime | None, at: datetime) -> bool:
    return instant is not None and utc(instant) <= utc(at)


class _Stepping:
    """
    One complaint at one instant, and what its buyer can do next.
    """

    def __init__(
        self,
        complaint: Complaint,
        policy: Policy,
        at: datetime,
        calendar: BusinessCalendar | None,
    ) -> None:
        self.complaint, self.policy, self.at, self._calendar = complaint, policy, at, calendar

    def step(
        self, state: ComplaintState, answer: AnswerBy
    ) -> tuple[Step, datetime | None, tuple[Finding, ...]]:
        """
        The next step, its time, and what is to be said about it.
        """
        said = self.complaint.answer if _answered(state) else None
        step = NEXT_STEPS[state, said]
        if step is Step.WAIT:
            return step, answer.due, ()
        if step is Step.FOLLOW_UP:
            return self._follow_up()
        if step is not Step.HELP_CENTRE:
            return step, None, ()
        if self.complaint.request is Request.COMPLAINT:
            return Step.NOT_KNOWN, None, (_beyond(answer),)
        again, why = self._until_asked_again(said)
        if again is not None and not _over(again, self.at):
            return Step.ASK_AGAIN, again, (*why, self._platform())
        return step, None, (*why, self._platform())

    def _follow_up(self) -> tuple[Step, datetime | None, tuple[Finding, ...]]:
        """
        The platform's own answer to what was taken to it.
        """
        escalated = self.complaint.escalated_at or self.at
        theirs = self.complaint.to_platform(self.complaint.id, at=escalated)
        answer = answer_by(theirs, self.policy, calendar=self._calendar)
        if answer.due is None:
            missing = () if answer.missing is None else (answer.missing,)
            return Step.FOLLOW_UP, None, missing
        late = (_beyond(answer),) if _over(answer.due, self.at) else ()
        return Step.FOLLOW_UP, answer.due, late

    def _until_asked_again(
        self, said: Answer | None
    ) -> tuple[datetime | None, tuple[Finding, ...]]:
        """
        Until when a refused return may be asked for again, where the market says so.
        """
        refused = self.complaint.answered_at
        figure = self._figure(_SECOND_RETURN)
        if said is not Answer.REFUSED or self.complaint.request is not Request.RETURN:
            return None, ()
        if figure is None or refused is None or not isinstance(figure.value, AnswerTime):
            return None, ()
        if figure.value.within is None:
            return None, ()
        within, region = figure.value.within, self.complaint.region
        try:
            until = runs_until(refused, within, self.policy, self._calendar, region)
        except NOT_COUNTABLE as error:
            return None, (uncountable(error, Request.SECOND_RETURN.value, _SECOND_RETURN),)
        return until, ()

    def _platform(self) -> Finding:
        """
        How soon the platform answers what is taken to it (F27).
        """
        figure = self._figure(_HELP_CENTRE)
        if figure is None:
            return Finding(Outcome.UNKNOWN, "escalation.platform", _HELP_CENTRE)
        return Finding(
            Outcome.ADVICE,
            "escalation.platform",
            figure.path,
            None,
            figure.value,
            (),
            figure.source,
        )

    def _figure(self, path: str) -> Figure | None:
        return next(iter(self.policy.every(path)), None)


def _answered(state: ComplaintState) -> bool:
    return (state, Answer.APPROVED) in NEXT_STEPS


def _over(until: datetime, at: datetime) -> bool:
    return utc(until) + SECOND <= utc(at)


def _beyond(answer: AnswerBy) -> Finding:
    return Finding(
        Outcome.UNKNOWN, "escalation.beyond", answer.rule, None, answer.due, (), answer.source
    )


def _said(state: ComplaintState, answer: AnswerBy, step: Step, step_by: datetime | None) -> Finding:
    """
    The state and the step as one reason: in time, missed, or not known.
    """
    if answer.due is None and state is not ComplaintState.WITHDRAWN:
        outcome = Outcome.UNKNOWN
    elif state in {
        ComplaintState.AWAITING_ANSWER,
        ComplaintState.ANSWERED_IN_TIME,
        ComplaintState.WITHDRAWN,
    }:
        outcome = Outcome.PASS
    elif state is ComplaintState.TAKEN_TO_PLATFORM:
        outcome = Outcome.ADVICE
    else:
        outcome = Outcome.FAIL
    return Finding(
        outcome,
        "escalation",
        answer.rule,
        state,
        answer.due,
        _remedies(step, step_by),
        answer.source,
    )


def _remedies(step: Step, by: datetime | None) -> tuple[Remedy, ...]:
    """
    The step as what can be done; nothing where nothing can, or where no source says what.
    """
    if step is Step.WAIT:
        return (Remedy("wait_for_answer", {"by": by}),)
    if step is Step.ASK_AGAIN:
        return (Remedy("ask_again", {"by": by}), Remedy("help_centre"))
    if step is Step.HELP_CENTRE:
        return (Remedy("help_centre"),)
    if step is Step.FOLLOW_UP:
        return (Remedy("follow_up"),)
    return (Remedy("see_refund"),) if step is Step.SEE_REFUND else ()
