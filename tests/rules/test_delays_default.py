"""
When is an order due whose seller stated no time?
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from rules.making import HOLIDAYS, own_policy
from tiktok_presale import DeadlineName, Event, Outcome, Policy, delays
from tiktok_presale.errors import NaiveTimeError, WrongTypeError
from tiktok_presale.strategies import instants, zones

ON = date(2026, 3, 1)
NAMES = ("law-us", "law-eu", "law-uk", "law-cn")
US, EU, UK, CN = (Policy.in_force(name, on=ON) for name in NAMES)
NEW_YORK = ZoneInfo("America/New_York")
ORDERED = datetime(2026, 3, 1, 9, tzinfo=NEW_YORK)


class TestDefault:
    """
    435.2(a), art. 18(1), s.28(3): 30 days where no other time was stated or agreed.
    """

    @pytest.mark.parametrize("law", [US, EU, UK], ids=["us", "eu", "uk"])
    def test_thirty_days(self, law):
        """
        The thirtieth day after the order's own counts to its end.
        """
        found = delays.default_due(ORDERED, law, zone=NEW_YORK)

        assert datetime(2026, 3, 31, 23, 59, 59, tzinfo=NEW_YORK) == found.due
        assert "delay.default" == found.rule
        assert law.source("delay.default") == found.source

    def test_what_keeps_it(self):
        """
        Shipping in the United States, delivery in Europe.
        """
        found = [delays.default_due(ORDERED, law) for law in (US, EU, UK)]

        assert [Event.DISPATCH, Event.DELIVERY, Event.DELIVERY] == [due.event for due in found]
        assert [DeadlineName.DISPATCH, DeadlineName.DELIVERY] == [due.name for due in found[:2]]

    def test_with_credit(self):
        """
        435.2(a): 50 days where the buyer applied for credit; other laws make no difference.
        """
        found = delays.default_due(ORDERED, US, with_credit=True)

        assert datetime(2026, 4, 20, 23, 59, 59, tzinfo=NEW_YORK) == found.due
        assert "delay.with_credit" == found.rule
        assert delays.default_due(ORDERED, EU) == delays.default_due(ORDERED, EU, with_credit=True)

    @given(instants(), zones())
    def test_any_time(self, ordered, zone):
        """
        Whenever it was ordered, the time is over thirty days and a second after that day ended.
        """
        due = delays.default_due(ordered, US, zone=zone).due
        over = (due + timedelta(seconds=1)).astimezone(zone)

        assert ordered.astimezone(zone).date() + timedelta(days=30) == due.astimezone(zone).date()
        assert over.date() == due.astimezone(zone).date() + timedelta(days=1)


class TestSeveralLaws:
    """
    The earliest binds.
    """

    def test_earliest(self):
        """
        With a credit application the European thirty days come first.
        """
        found = delays.default_due(ORDERED, US.with_law(EU), with_credit=True)

        assert EU.source("delay.default") == found.source
        assert found.due < delays.default_due(ORDERED, US, with_credit=True).due

    def test_the_market_and_its_law(self):
        """
        A market that says nothing has the time of its law.
        """
        policy = Policy.in_force("us", on=ON).with_law(US)

        assert delays.default_due(ORDERED, US) == delays.default_due(ORDERED, policy)


class TestOwnLaw:
    """
    A pack of one's own may count otherwise.
    """

    @pytest.mark.parametrize(
        ("value", "due"),
        [
            ('{ days = 48, unit = "hours" }', datetime(2025, 3, 5, 9, tzinfo=NEW_YORK)),
            ("{ minutes = 90 }", datetime(2025, 3, 3, 10, 30, tzinfo=NEW_YORK)),
            (
                '{ days = 5, unit = "business_days" }',
                datetime(2025, 3, 10, 23, 59, 59, tzinfo=NEW_YORK),
            ),
        ],
        ids=["hours", "minutes", "business days"],
    )
    def test_units(self, value, due):
        """
        Hours and minutes elapse; business days need the pack's calendar.
        """
        week = '["mon", "tue", "wed", "thu", "fri"]'
        policy = own_policy({"delay.default": value, "calendar.week": week}, holidays=HOLIDAYS)
        ordered = datetime(2025, 3, 3, 9, tzinfo=NEW_YORK)

        assert due == delays.default_due(ordered, policy, zone=NEW_YORK).due

    @pytest.mark.parametrize("week", [False, True], ids=["no week", "no holidays"])
    def test_unknown_calendar(self, week):
        """
        Without a working week, or beyond the holidays that are known, there is no answer.
        """
        figures = {"delay.default": '{ days = 5, unit = "business_days" }'}
        figures |= {"calendar.week": '["mon"]'} if week else {}
        policy = own_policy(figures)
        found = delays.default_due(ORDERED, policy)
        together = delays.default_due(ORDERED, US.with_law(policy))

        assert found.due is None
        assert ("delay.calendar", Outcome.UNKNOWN) == (found.missing.code, found.missing.outcome)
        assert together.due is None

    def test_end_of_the_calendar(self):
        """
        A time that no calendar holds is not known.
        """
        found = delays.default_due(datetime(9999, 12, 15, tzinfo=NEW_YORK), US)

        assert found.due is None
        assert "delay.too_far" == found.missing.code

    def test_no_law(self):
        """
        China and a market without a law set no time that was read.
        """
        for policy in (CN, Policy.in_force("th", on=ON)):
            found = delays.default_due(ORDERED, policy)

            assert found.due is None
            assert "delay.default" == found.missing.code
            assert Outcome.UNKNOWN is found.missing.outcome


class TestArguments:
    """
    Input that makes no sense is refused.
    """

    def test_refused(self):
        """
        Each argument is checked.
        """
        with pytest.raises(NaiveTimeError, match="ordered_at"):
            delays.default_due(ORDERED.replace(tzinfo=None), US)
        with pytest.raises(WrongTypeError, match="policy"):
            delays.default_due(ORDERED, "law-us")
        with pytest.raises(WrongTypeError, match="with_credit"):
            delays.default_due(ORDERED, US, with_credit=50)
        with pytest.raises(WrongTypeError, match="zone"):
            delays.default_due(ORDERED, US, zone="UTC")
