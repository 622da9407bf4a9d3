"""
Periods: both ends belong to them, and the last second counts in full.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from tiktok_presale import Minutes, Period
from tiktok_presale import strategies as ours
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.instants import utc
from tiktok_presale.values.text import say

SHANGHAI = ZoneInfo("Asia/Shanghai")
BALANCE = Period(
    datetime(2022, 9, 6, 20, tzinfo=SHANGHAI), datetime(2022, 9, 10, 23, 59, 59, tzinfo=SHANGHAI)
)


class TestEnds:
    """
    The balance window of the 99 sale of 2022: 6 September 20:00 to 10 September 23:59:59.
    """

    @pytest.mark.parametrize(
        ("at", "state"),
        [
            (datetime(2022, 9, 6, 19, 59, 59, 999_999, tzinfo=SHANGHAI), "ahead"),
            (datetime(2022, 9, 6, 20, tzinfo=SHANGHAI), "holds"),
            (datetime(2022, 9, 10, 23, 59, 59, 999_999, tzinfo=SHANGHAI), "holds"),
            (datetime(2022, 9, 10, 15, 59, 59, tzinfo=UTC), "holds"),
            (datetime(2022, 9, 11, tzinfo=SHANGHAI), "over"),
        ],
        ids=str,
    )
    def test_state(self, at, state):
        """
        An instant lies before, in or after the window, whatever zone it is told in.
        """
        told = {name for name in ("ahead", "holds", "over") if getattr(BALANCE, name)(at)}

        assert {state} == told

    def test_single_instant(self):
        """
        A period may be as short as one second.
        """
        period = Period(BALANCE.opens, BALANCE.opens)

        assert period.holds(BALANCE.opens + timedelta(microseconds=999_999))
        assert period.over(BALANCE.opens + timedelta(seconds=1))

    def test_clock_change(self):
        """
        Ends are compared as instants: half past one comes twice, and the second is later.
        """
        new_york = ZoneInfo("America/New_York")
        first = datetime(2025, 11, 2, 1, 45, tzinfo=new_york)
        second = datetime(2025, 11, 2, 1, 30, tzinfo=new_york, fold=1)

        assert Period(first, second).holds(first)

    def test_text(self):
        """
        It prints both ends.
        """
        assert "2022-09-06 20:00:00+08:00 to 2022-09-10 23:59:59+08:00" == str(BALANCE)

    @given(ours.periods(), ours.instants())
    def test_one_state(self, period, at):
        """
        Every instant is ahead of a period, in it or after it, and in no two of them.
        """
        assert 1 == sum((period.ahead(at), period.holds(at), period.over(at)))

    @given(ours.periods())
    def test_ends_belong(self, period):
        """
        Both ends lie in the period.
        """
        assert period.holds(period.opens)
        assert period.holds(period.closes)
        assert utc(period.opens) <= utc(period.closes)


class TestRefusals:
    """
    What is no period is refused at birth, and what is no instant when it is asked.
    """

    def test_backwards(self):
        """
        A period does not close before it opens.
        """
        with pytest.raises(OutOfRangeError, match="closes is 2022-09-06"):
            Period(BALANCE.closes, BALANCE.opens)
        with pytest.raises(OutOfRangeError, match="before the year 9999"):
            Period(BALANCE.opens, BALANCE.closes.replace(year=9999))

    @pytest.mark.parametrize("ends", [(datetime(2022, 9, 6), BALANCE.closes)])
    def test_naive(self, ends):
        """
        An end without a zone is no instant.
        """
        with pytest.raises(NaiveTimeError, match="opens"):
            Period(*ends)

    def test_naive_question(self):
        """
        Nor is a moment without a zone.
        """
        with pytest.raises(NaiveTimeError, match="at"):
            BALANCE.holds(datetime(2022, 9, 7))


class TestMinutes:
    """
    Minutes elapse, and are no days.
    """

    @pytest.mark.parametrize(
        ("count", "text"), [(0, "0 minutes"), (1, "1 minute"), (30, "30 minutes")]
    )
    def test_text(self, count, text):
        """
        They print what is counted.
        """
        assert text == str(Minutes(count))
        assert f"{count}分钟" == say(Minutes(count), "zh")

    @pytest.mark.parametrize("count", [-1, True, 1.0, "30"], ids=repr)
    def test_refused(self, count):
        """
        A count is a whole number, zero or more.
        """
        with pytest.raises((OutOfRangeError, WrongTypeError)):
            Minutes(count)

    def test_order(self):
        """
        Fewer come first.
        """
        assert Minutes(29) < Minutes(30)
