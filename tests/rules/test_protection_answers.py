"""
By when must a request or a complaint be answered?
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest

from rules.making import BANGKOK, PACIFIC, SAIGON, in_force, own_policy
from tiktok_presale import MON_TO_FRI, BusinessCalendar, Complaint, Outcome, protection
from tiktok_presale.errors import WrongTypeError
from tiktok_presale.facts.complaints import Request
from tiktok_presale.policy.figures import Gap

JAKARTA = ZoneInfo("Asia/Jakarta")
BRIEF = in_force("cross-border", 2025, 6, 1)
TH, VN, ID = in_force("th", 2026, 1, 17), in_force("vn", 2025, 8, 30), in_force("id", 2025, 9, 1)
US = in_force("us", 2025, 11, 22)


def asked(request, opened, **fields):
    """
    A request made at an instant.
    """
    return Complaint(id="c1", request=request, opened_at=opened, **fields)


class TestBrief:
    """
    F27: the platform promises an answer to a complaint within 48 hours.
    """

    def test_complaint(self):
        """
        A complaint of 1 June, 10:00 is answered by 3 June, 10:00; the source is the brief.
        """
        opened = datetime(2025, 6, 1, 10, tzinfo=BRIEF.zone)
        found = protection.answer_by(asked(Request.COMPLAINT, opened), BRIEF)

        assert datetime(2025, 6, 3, 10, tzinfo=BRIEF.zone) == found.due
        assert ("complaints.complaint", None, None) == (found.rule, found.silence, found.missing)
        assert BRIEF.source("complaints.complaint") == found.source

    def test_cancellation(self):
        """
        A cross-border cancellation request has 48 hours too, and lapses into a cancellation.
        """
        opened = datetime(2025, 6, 1, 10, tzinfo=BRIEF.zone)
        found = protection.answer_by(asked(Request.CANCELLATION, opened), BRIEF)

        assert (timedelta(hours=48), "cancelled") == (found.due - opened, found.silence)


class TestThailand:
    """
    Section 2.1: cancellation requests in 24 hours, chat in 12.
    """

    @pytest.mark.parametrize(
        ("request_", "hours", "silence"),
        [(Request.CANCELLATION, 24, "cancelled"), (Request.CHAT, 12, None)],
    )
    def test_hours(self, request_, hours, silence):
        """
        Hours elapse, whatever day it is.
        """
        opened = datetime(2026, 1, 17, 9, 30, tzinfo=BANGKOK)
        found = protection.answer_by(asked(request_, opened), TH)

        assert (opened + timedelta(hours=hours), silence) == (found.due, found.silence)

    def test_pre_order_like_any_other(self):
        """
        Where a market says nothing of pre-orders, they are cancelled like other orders.
        """
        opened = datetime(2026, 1, 17, 9, 30, tzinfo=BANGKOK)
        found = protection.answer_by(asked(Request.PREORDER_CANCELLATION, opened), TH)

        assert "complaints.cancellation" == found.rule
        assert opened + timedelta(hours=24) == found.due

    def test_due_second(self):
        """
        The due second counts in full; the next one is too late.
        """
        opened = datetime(2026, 1, 17, 9, tzinfo=BANGKOK)
        found = protection.answer_by(asked(Request.CANCELLATION, opened), TH)

        assert found.met_at(datetime(2026, 1, 18, 9, 0, 0, 999_999, tzinfo=BANGKOK))
        assert not found.met_at(datetime(2026, 1, 18, 9, 0, 1, tzinfo=BANGKOK))
        assert datetime(2026, 1, 18, 9, 0, 1, tzinfo=BANGKOK) == found.lapses_at


class TestVietnam:
    """
    Section 2.2: return requests in one working day, else approved.
    """

    @pytest.mark.parametrize(
        ("opened", "due"),
        [
            (date(2025, 8, 27), date(2025, 8, 28)),  # a Wednesday
            (date(2025, 8, 29), date(2025, 8, 30)),  # Saturday is worked
            (date(2025, 8, 30), date(2025, 9, 3)),  # Sunday, then the national holiday
            (date(2025, 8, 31), date(2025, 9, 3)),
            (date(2025, 9, 6), date(2025, 9, 8)),
        ],
    )
    def test_working_day(self, opened, due):
        """
        Sundays and holidays are passed over; the day ends with its last second.
        """
        instant = datetime.combine(opened, time(10), tzinfo=SAIGON)
        found = protection.answer_by(asked(Request.RETURN, instant), VN)

        assert datetime.combine(due, time(23, 59, 59), tzinfo=SAIGON) == found.due
        assert "approved" == found.silence

    def test_year_not_covered(self):
        """
        Outside the years whose holidays are known, nothing is guessed; the text says what to give.
        """
        opened = datetime(2035, 3, 1, 10, tzinfo=SAIGON)
        found = protection.answer_by(asked(Request.RETURN, opened), VN)

        assert found.due is None
        assert (Outcome.UNKNOWN, "deadline.calendar") == (found.missing.outcome, found.missing.code)
        assert "with_holidays" in found.missing.explain("en")

    def test_calendar_of_ones_own(self):
        """
        A calendar that is given is used instead: here Saturday is no working day.
        """
        calendar = BusinessCalendar(
            "own", MON_TO_FRI, first=date(2025, 1, 1), last=date(2025, 12, 31)
        )
        opened = datetime(2025, 8, 29, 10, tzinfo=SAIGON)
        found = protection.answer_by(asked(Request.RETURN, opened), VN, calendar=calendar)

        assert date(2025, 9, 1) == found.due.date()


class TestIndonesia:
    """
    Section 2.4: 48 hours, and 2 calendar days for pre-orders.
    """

    OPENED = datetime(2025, 9, 1, 15, 20, tzinfo=JAKARTA)

    def test_cancellation(self):
        """
        A cancellation request has 48 hours; no source says what silence means.
        """
        found = protection.answer_by(asked(Request.CANCELLATION, self.OPENED), ID)

        assert (self.OPENED + timedelta(hours=48), None) == (found.due, found.silence)

    def test_pre_order(self):
        """
        One for a pre-order has 2 calendar days, to the end of the second.
        """
        found = protection.answer_by(asked(Request.PREORDER_CANCELLATION, self.OPENED), ID)

        assert datetime(2025, 9, 3, 23, 59, 59, tzinfo=JAKARTA) == found.due
        assert "complaints.preorder_cancellation" == found.rule

    @pytest.mark.parametrize("request_", [Request.RETURN, Request.SECOND_RETURN])
    def test_return(self, request_):
        """
        A request for a return has 48 hours, the second like the first, else it is approved.
        """
        found = protection.answer_by(asked(request_, self.OPENED), ID)

        assert (self.OPENED + timedelta(hours=48), "approved") == (found.due, found.silence)
        assert "complaints.return" == found.rule


class TestUnitedStates:
    """
    Section 1.6: chat in 24 hours; weekend messages with the chatbot on by Monday 12:00 local.
    """

    MONDAY_NOON = datetime(2025, 11, 24, 12, tzinfo=PACIFIC)

    @pytest.mark.parametrize(
        "opened",
        [
            datetime(2025, 11, 22, 0, 0, tzinfo=PACIFIC),
            datetime(2025, 11, 22, 11, 0, tzinfo=PACIFIC),
            datetime(2025, 11, 23, 23, 59, 59, tzinfo=PACIFIC),
        ],
    )
    def test_weekend(self, opened):
        """
        Saturday's first second and Sunday's last one are answered by Monday noon.
        """
        found = protection.answer_by(asked(Request.CHAT, opened, chatbot=True), US)

        assert (self.MONDAY_NOON, "complaints.chat_weekend") == (found.due, found.rule)

    @pytest.mark.parametrize(
        ("opened", "chatbot"),
        [
            (datetime(2025, 11, 21, 23, 59, 59, tzinfo=PACIFIC), True),
            (datetime(2025, 11, 24, 0, 0, tzinfo=PACIFIC), None),
            (datetime(2025, 11, 22, 11, 0, tzinfo=PACIFIC), False),
        ],
    )
    def test_day_and_night(self, opened, chatbot):
        """
        On Friday, on Monday, and where the chatbot is off, it is 24 hours.
        """
        found = protection.answer_by(asked(Request.CHAT, opened, chatbot=chatbot), US)

        assert (opened + timedelta(hours=24), "complaints.chat") == (found.due, found.rule)

    def test_chatbot_not_known(self):
        """
        Where nobody says whether the chatbot was on, the deadline is not known.
        """
        opened = datetime(2025, 11, 22, 11, tzinfo=PACIFIC)
        found = protection.answer_by(asked(Request.CHAT, opened), US)

        assert (None, "answer.chatbot") == (found.due, found.missing.code)
        assert {"name": "chatbot"} == found.missing.remedy.params

    def test_local_is_the_sellers(self):
        """
        In New York it is still Friday's last hour in Los Angeles when the weekend starts.
        """
        opened = datetime(2025, 11, 21, 21, 30, tzinfo=PACIFIC)
        found = protection.answer_by(
            asked(Request.CHAT, opened, chatbot=True, zone="America/New_York"), US
        )

        assert datetime(2025, 11, 24, 9, tzinfo=PACIFIC) == found.due
        assert US.zone == found.due.tzinfo

    def test_clock_change(self):
        """
        24 hours elapse over the clock change of 2 November: one hour earlier on the wall.
        """
        policy = in_force("us", 2025, 11, 1)
        opened = datetime(2025, 11, 1, 12, tzinfo=PACIFIC)
        found = protection.answer_by(asked(Request.CHAT, opened, chatbot=False), policy)

        assert (11, timedelta(hours=24)) == (
            found.due.hour,
            found.due.astimezone(UTC) - opened.astimezone(UTC),
        )


class TestDelivered:
    """
    The deadline that the platform sent wins; what we computed stands beside it.
    """

    OPENED = datetime(2026, 1, 17, 9, tzinfo=BANGKOK)

    def test_difference(self):
        """
        A delivered deadline of 48 hours is 24 hours later than the computed one.
        """
        theirs = datetime(2026, 1, 19, 2, tzinfo=UTC)
        given = asked(Request.CANCELLATION, self.OPENED, delivered_deadline=theirs)
        found = protection.answer_by(given, TH)

        assert (theirs, TH.zone) == (found.due, found.due.tzinfo)
        assert datetime(2026, 1, 18, 9, tzinfo=BANGKOK) == found.computed
        assert timedelta(hours=24) == found.difference

    def test_without_a_figure(self):
        """
        It stands where no figure is known, and then there is nothing to differ from.
        """
        given = asked(Request.RETURN, self.OPENED, delivered_deadline=self.OPENED)
        found = protection.answer_by(given, TH)

        assert (self.OPENED, None, None) == (found.due, found.computed, found.difference)
        assert "deadline.no_rule" == found.missing.code

    def test_none(self):
        """
        Without any deadline nothing is due, nothing lapses and none was missed.
        """
        found = protection.answer_by(asked(Request.RETURN, self.OPENED), TH)

        assert (None, None) == (found.due, found.lapses_at)
        assert found.met_at(datetime(2030, 1, 1, tzinfo=UTC))


class TestOwnPack:
    """
    Forms that no market of ours uses.
    """

    NOON = datetime(2025, 6, 2, 12, tzinfo=UTC)  # a Monday

    def test_weekday_passed(self):
        """
        At the due second of its own weekday it is still that day; a second later the next week's.
        """
        policy = own_policy({"complaints.chat": '{ weekday = "mon", at = "12:00" }'})
        late = self.NOON + timedelta(seconds=1)

        for opened, due in (
            (self.NOON, self.NOON),
            (late, self.NOON + timedelta(days=7)),
        ):
            assert due == protection.answer_by(asked(Request.CHAT, opened), policy).due

    def test_law_answers_too(self):
        """
        Where a market says nothing, the law that it stands under counts.
        """
        law = own_policy({"complaints.return": '{ days = 3, unit = "calendar_days" }'})
        found = protection.answer_by(asked(Request.RETURN, self.NOON), TH.with_law(law))

        assert date(2025, 6, 5) == found.due.date()

    def test_region(self):
        """
        The working week of the seller's region counts: Friday is off in Kedah.
        """
        policy = own_policy(
            {
                "complaints.return": '{ days = 1, unit = "business_days" }',
                "calendar.week": '["mon", "tue", "wed", "thu", "fri"]',
                "calendar.weeks.kedah": '["sun", "mon", "tue", "wed", "thu"]',
            },
            holidays="\n[[holidays]]\nyear = 2025\ndates = []\n"
            'source = "page"\nconfidence = "high"\n',
        )
        thursday = datetime(2025, 6, 5, 12, tzinfo=UTC)

        for region, due in ((None, date(2025, 6, 6)), ("kedah", date(2025, 6, 8))):
            given = asked(Request.RETURN, thursday, region=region)
            assert due == protection.answer_by(given, policy).due.date()

    def test_region_without_a_week(self):
        """
        Where hours are counted, a region asks for no calendar.
        """
        opened = datetime(2025, 6, 1, 10, tzinfo=BRIEF.zone)
        found = protection.answer_by(asked(Request.COMPLAINT, opened, region="kedah"), BRIEF)

        assert opened + timedelta(hours=48) == found.due

    @pytest.mark.parametrize("region", [None, "kedah"])
    def test_no_working_week(self, region):
        """
        Without any working week, the deadline is not known and the text says what to pass.
        """
        policy = own_policy({"complaints.return": '{ days = 1, unit = "business_days" }'})
        found = protection.answer_by(asked(Request.RETURN, self.NOON, region=region), policy)

        assert (None, "deadline.calendar") == (found.due, found.missing.code)
        assert "calendar=" in found.missing.explain("en")

    def test_too_far(self):
        """
        A time past the last day of the calendar is not known.
        """
        policy = own_policy({"complaints.return": '{ days = 9999999, unit = "calendar_days" }'})
        found = protection.answer_by(asked(Request.RETURN, self.NOON), policy)

        assert (None, "deadline.too_far") == (found.due, found.missing.code)

    def test_gap_has_its_source(self):
        """
        A figure that is known to exist is missing with the source that says so.
        """
        policy = own_policy({"complaints.chat": '{ days = 1, unit = "hours" }'})
        gap = Gap("complaints.return", TH.source("complaints.chat"))
        policy = attrs.evolve(policy, pack=attrs.evolve(policy.pack, gaps=(gap,)))
        found = protection.answer_by(asked(Request.RETURN, self.NOON), policy)

        assert gap.source == found.missing.source


class TestArguments:
    """
    What makes no sense is an error.
    """

    def test_complaint(self):
        """
        Only complaints are answered.
        """
        with pytest.raises(WrongTypeError, match="complaint"):
            protection.answer_by("c1", TH)

    def test_policy(self):
        """
        A market's name is no policy.
        """
        with pytest.raises(WrongTypeError, match="policy"):
            protection.answer_by(asked(Request.CHAT, datetime(2026, 1, 1, tzinfo=UTC)), "th")
