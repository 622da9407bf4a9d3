"""
Where does a complaint stand now, and what can be done next?
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.making import BANGKOK, SAIGON, in_force, own_policy
from tiktok_presale import Answer, Complaint, Outcome, protection
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.facts.complaints import Request
from tiktok_presale.rules.protection import NEXT_STEPS, ComplaintState, Step

JAKARTA = ZoneInfo("Asia/Jakarta")
BRIEF = in_force("cross-border", 2025, 6, 1)
TH, VN, ID = in_force("th", 2026, 1, 17), in_force("vn", 2025, 8, 30), in_force("id", 2025, 9, 1)
OPENED = datetime(2026, 1, 17, 9, tzinfo=BANGKOK)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def at_th(hours, request=Request.CANCELLATION, **fields):
    """
    A Thai request, seen so many hours after it was made.
    """
    given = Complaint(id="c1", request=request, opened_at=OPENED, **fields)
    return protection.escalation(given, TH, at=OPENED + hours * HOUR)


class TestSilence:
    """
    Sections 2.1, 2.2 and 3: a request that nobody answers is cancelled or approved.
    """

    def test_thai_cancellation(self):
        """
        In the due second it is open still; one second later it is cancelled, from then on.
        """
        given = Complaint(id="c1", request=Request.CANCELLATION, opened_at=OPENED)
        due = OPENED + 24 * HOUR
        before = protection.escalation(given, TH, at=due + SECOND - timedelta(microseconds=1))
        after = protection.escalation(given, TH, at=due + SECOND)

        assert (ComplaintState.AWAITING_ANSWER, Step.WAIT, due) == (
            before.state,
            before.step,
            before.step_by,
        )
        assert (ComplaintState.CANCELLED_BY_SILENCE, due + SECOND) == (after.state, after.since)
        assert (Step.SEE_REFUND, None, None) == (after.step, after.step_by, after.time_left)

    def test_vietnamese_return(self):
        """
        A return asked for on Saturday 30 August 2025 is approved with 4 September.
        """
        given = Complaint(
            id="c1", request=Request.RETURN, opened_at=datetime(2025, 8, 30, 10, tzinfo=SAIGON)
        )
        found = protection.escalation(given, VN, at=datetime(2025, 9, 4, tzinfo=SAIGON))

        assert ComplaintState.APPROVED_BY_SILENCE == found.state
        assert datetime(2025, 9, 4, tzinfo=SAIGON) == found.since

    def test_late_answer_changes_nothing(self):
        """
        What silence has decided stays decided.
        """
        found = at_th(30, answered_at=OPENED + 25 * HOUR, answer=Answer.REFUSED)

        assert (ComplaintState.CANCELLED_BY_SILENCE, Step.SEE_REFUND) == (found.state, found.step)

    @pytest.mark.parametrize(
        ("hours", "state"),
        [(24, ComplaintState.WITHDRAWN), (25, ComplaintState.CANCELLED_BY_SILENCE)],
    )
    def test_withdrawn(self, hours, state):
        """
        A request that is withdrawn in time is not decided; later, it was decided already.
        """
        assert state is at_th(30, withdrawn_at=OPENED + hours * HOUR).state

    def test_indonesian_cancellation(self):
        """
        Where no source says what silence means, the request is just not answered.
        """
        given = Complaint(
            id="c1", request=Request.CANCELLATION, opened_at=datetime(2025, 9, 1, tzinfo=JAKARTA)
        )
        found = protection.escalation(given, ID, at=datetime(2025, 9, 5, tzinfo=JAKARTA))

        assert (ComplaintState.UNANSWERED, Step.HELP_CENTRE) == (found.state, found.step)

    def test_platforms_deadline(self):
        """
        Silence decides at the platform's own deadline, not at the computed one.
        """
        later = OPENED + 40 * HOUR

        assert ComplaintState.AWAITING_ANSWER is at_th(30, delivered_deadline=later).state
        assert later + SECOND == at_th(41, delivered_deadline=later).since


class TestAnswered:
    """
    What was answered, in time or late, and with what.
    """

    @pytest.mark.parametrize(
        ("answer", "step"),
        [
            (None, Step.HELP_CENTRE),
            (Answer.APPROVED, Step.SEE_REFUND),
            (Answer.REFUSED, Step.HELP_CENTRE),
        ],
    )
    def test_in_time(self, answer, step):
        """
        An answer in the due second is in time; what follows hangs on it.
        """
        answered = OPENED + 24 * HOUR
        found = at_th(48, answered_at=answered, answer=answer)

        assert (ComplaintState.ANSWERED_IN_TIME, answered, step) == (
            found.state,
            found.since,
            found.step,
        )
        assert Outcome.PASS is found.findings[0].outcome

    def test_late(self):
        """
        A chat answered after 13 hours in Thailand is late, and was not answered at all before.
        """
        answered = OPENED + 13 * HOUR
        found = at_th(14, Request.CHAT, answered_at=answered)

        assert (ComplaintState.ANSWERED_LATE, answered) == (found.state, found.since)
        assert Outcome.FAIL is found.findings[0].outcome
        assert ComplaintState.UNANSWERED is at_th(12.5, Request.CHAT, answered_at=answered).state

    def test_no_deadline(self):
        """
        Where no deadline is known, an answer is neither in time nor late.
        """
        found = at_th(9, Request.RETURN, answered_at=OPENED + HOUR)

        assert (ComplaintState.ANSWERED, Outcome.UNKNOWN) == (
            found.state,
            found.findings[0].outcome,
        )
        assert "deadline.no_rule" in {finding.code for finding in found.findings}

    def test_unanswered_without_deadline(self):
        """
        Nor is a missing answer late there; the help centre is open all the same.
        """
        found = at_th(99, Request.RETURN)

        assert (ComplaintState.UNKNOWN, Step.HELP_CENTRE) == (found.state, found.step)


class TestIndonesianReturn:
    """
    Section 2.4: a refused return may be asked for again within 48 hours.
    """

    REFUSED = datetime(2025, 9, 2, 8, tzinfo=JAKARTA)

    def found(self, at, policy=ID, **fields):
        """
        The refused return at an instant.
        """
        opened = datetime(2025, 9, 1, 15, tzinfo=JAKARTA)
        ours = {"answered_at": self.REFUSED, "answer": Answer.REFUSED}
        given = Complaint(id="c1", request=Request.RETURN, opened_at=opened, **{**ours, **fields})
        return protection.escalation(given, policy, at=at)

    def test_again(self):
        """
        It may be, for 48 hours from the refusal, the due second included.
        """
        until = self.REFUSED + 48 * HOUR
        found = self.found(until - HOUR)

        assert (Step.ASK_AGAIN, until, HOUR) == (found.step, found.step_by, found.time_left)
        assert Step.ASK_AGAIN is self.found(until + SECOND / 2).step
        assert (Step.HELP_CENTRE, None) == (
            self.found(until + SECOND).step,
            self.found(until + SECOND).step_by,
        )

    def test_approved(self):
        """
        What was approved is not asked for again.
        """
        assert Step.SEE_REFUND is self.found(self.REFUSED + HOUR, answer=Answer.APPROVED).step

    def test_other_market(self):
        """
        Where a market gives no time to ask again, the help centre comes next.
        """
        assert Step.HELP_CENTRE is self.found(self.REFUSED + HOUR, VN).step

    def test_second_time(self):
        """
        A second refusal goes to the help centre.
        """
        given = Complaint(
            id="c1",
            request=Request.SECOND_RETURN,
            opened_at=self.REFUSED,
            answered_at=self.REFUSED,
            answer=Answer.REFUSED,
        )

        assert Step.HELP_CENTRE is protection.escalation(given, ID, at=self.REFUSED).step

    @pytest.mark.parametrize(
        ("value", "codes"),
        [
            ('{ days = 1, unit = "business_days" }', ["deadline.calendar"]),
            ('{ weekday = "mon", at = "12:00" }', []),
        ],
    )
    def test_not_countable(self, value, codes):
        """
        A time to ask again that cannot be counted is told where it is one, and asks nothing.
        """
        policy = own_policy(
            {
                "complaints.second_return": value,
                "complaints.return": '{ days = 48, unit = "hours" }',
            }
        )
        found = self.found(self.REFUSED + HOUR, policy)

        assert Step.HELP_CENTRE is found.step
        assert codes == [one.code for one in found.findings if one.code.startswith("deadline")]


class TestHelpCentre:
    """
    F27: complaints go through the help centre on the order page; an answer within 48 hours.
    """

    def brief(self, hours, **fields):
        """
        A cross-border complaint to the platform, seen so many hours after it was made.
        """
        opened = datetime(2025, 6, 1, 10, tzinfo=BRIEF.zone)
        times = {name: opened + value * HOUR for name, value in fields.items() if name != "answer"}
        given = Complaint(
            id="c1",
            request=Request.COMPLAINT,
            opened_at=opened,
            answer=fields.get("answer"),
            **times,
        )
        return protection.escalation(given, BRIEF, at=opened + hours * HOUR)

    def test_promise(self):
        """
        Before it is taken there, the 48 hours of the platform are told.
        """
        opened = datetime(2025, 6, 1, 10, tzinfo=BRIEF.zone)
        given = Complaint(id="c1", request=Request.CHAT, opened_at=opened)
        found = protection.escalation(given, BRIEF, at=opened)
        told = next(one for one in found.findings if one.code == "escalation.platform")

        assert (Outcome.ADVICE, BRIEF.figure("complaints.complaint").value) == (
            told.outcome,
            told.limit,
        )
        assert "48 hours" in told.explain("en")
        assert "48小时" in told.explain("zh")

    def test_no_promise(self):
        """
        In a market whose platform promises no time, that is said.
        """
        found = at_th(14, Request.CHAT)
        told = next(one for one in found.findings if one.code == "escalation.platform")

        assert Outcome.UNKNOWN is told.outcome

    @pytest.mark.parametrize(
        ("hours", "fields", "step"),
        [
            (48, {}, Step.WAIT),
            (49, {}, Step.NOT_KNOWN),
            (49, {"answered_at": 3, "answer": Answer.REFUSED}, Step.NOT_KNOWN),
            (49, {"answered_at": 3, "answer": Answer.APPROVED}, Step.SEE_REFUND),
        ],
    )
    def test_beyond(self, hours, fields, step):
        """
        What follows on a platform that stays silent or refuses, no source says.
        """
        found = self.brief(hours, **fields)
        beyond = [one.outcome for one in found.findings if one.code == "escalation.beyond"]

        assert step is found.step
        assert [Outcome.UNKNOWN] * (step is Step.NOT_KNOWN) == beyond

    def taken(self, policy, hours):
        """
        A return that was taken to the platform two hours after it was asked for.
        """
        opened = datetime(2025, 6, 1, 10, tzinfo=policy.zone)
        given = Complaint(
            id="c1", request=Request.RETURN, opened_at=opened, escalated_at=opened + 2 * HOUR
        )
        return protection.escalation(given, policy, at=opened + hours * HOUR)

    def test_taken_to_platform(self):
        """
        From then on the platform's 48 hours run.
        """
        found = self.taken(BRIEF, 3)

        assert (ComplaintState.TAKEN_TO_PLATFORM, Step.FOLLOW_UP) == (found.state, found.step)
        assert 49 * HOUR - 2 * HOUR == found.time_left
        assert found.since + 48 * HOUR == found.step_by

    def test_sellers_deadline_is_told(self):
        """
        The seller's own deadline is told with it, as advice; without one it is unknown.
        """
        known = at_th(9, escalated_at=OPENED + HOUR).findings[0]
        unknown = at_th(9, Request.RETURN, escalated_at=OPENED + HOUR).findings[0]

        assert (Outcome.ADVICE, OPENED + 24 * HOUR) == (known.outcome, known.limit)
        assert (Outcome.UNKNOWN, None) == (unknown.outcome, unknown.limit)

    def test_platform_is_late(self):
        """
        When they are over, no source says what follows.
        """
        codes = [[one.code for one in self.taken(BRIEF, hours).findings] for hours in (50, 51)]

        assert "escalation.beyond" not in codes[0]
        assert "escalation.beyond" in codes[1]

    def test_no_time_for_the_platform(self):
        """
        Where it promises none, there is none to wait for.
        """
        found = self.taken(in_force("th", 2025, 12, 1), 3)

        assert (Step.FOLLOW_UP, None) == (found.step, found.step_by)
        assert "complaints.complaint" in {one.rule for one in found.findings}

    def test_withdrawn(self):
        """
        What was withdrawn needs nothing.
        """
        found = at_th(9, withdrawn_at=OPENED + HOUR, escalated_at=OPENED + HOUR)

        assert (ComplaintState.WITHDRAWN, Step.NOTHING) == (found.state, found.step)
        assert () == found.findings[0].remedies


class TestTable:
    """
    The next step is looked up, and the table has a row for every case.
    """

    def test_complete(self):
        """
        Each state has a row; states that are answers have one for each answer.
        """
        answered = {
            ComplaintState.ANSWERED,
            ComplaintState.ANSWERED_IN_TIME,
            ComplaintState.ANSWERED_LATE,
        }
        rows = {(state, None) for state in ComplaintState}
        rows |= {(state, answer) for state in answered for answer in Answer}

        assert rows == set(NEXT_STEPS)


class TestArguments:
    """
    What makes no sense is an error.
    """

    def test_before(self):
        """
        Nothing can be said of a complaint before it was made.
        """
        with pytest.raises(OutOfRangeError, match="at is"):
            at_th(-1)

    def test_naive(self):
        """
        The instant has a zone.
        """
        given = Complaint(id="c1", request=Request.CHAT, opened_at=OPENED)
        with pytest.raises(NaiveTimeError, match="at"):
            protection.escalation(given, TH, at=datetime(2026, 1, 18))

    def test_types(self):
        """
        A complaint and a policy are asked for.
        """
        given = Complaint(id="c1", request=Request.CHAT, opened_at=OPENED)
        at = datetime(2026, 1, 18, tzinfo=UTC)
        with pytest.raises(WrongTypeError, match="complaint"):
            protection.escalation("c1", TH, at=at)
        with pytest.raises(WrongTypeError, match="policy"):
            protection.escalation(given, "th", at=at)
