"""
Triggers: a closed set, each of which says in words when a payment falls due.
"""

from datetime import UTC, datetime
from typing import get_args

import pytest

from tiktok_presale import (
    AfterDelay,
    AtDate,
    AtPlacing,
    BusinessDays,
    CalendarDays,
    Hours,
    InWindow,
    Minutes,
    OnDispatch,
    OnRelease,
    Period,
)
from tiktok_presale.errors import NaiveTimeError, WrongTypeError
from tiktok_presale.facts.triggers import When

AT = datetime(2026, 1, 9, 12, tzinfo=UTC)

TEXTS = [
    (AtPlacing(), "at placing"),
    (AtPlacing(Minutes(30)), "at placing, within 30 minutes"),
    (AfterDelay(CalendarDays(7)), "7 calendar days after placing"),
    (AtDate(AT), "by 2026-01-09 12:00:00+00:00"),
    (InWindow(Period(AT, AT)), "in 2026-01-09 12:00:00+00:00 to 2026-01-09 12:00:00+00:00"),
    (OnRelease(Hours(48)), "within 48 hours of the release"),
    (OnDispatch(), "on dispatch"),
]


class TestClosedSet:
    """
    At placing, after a delay, at a date, in a window, on release, on dispatch.
    """

    @pytest.mark.parametrize(("trigger", "text"), TEXTS, ids=[text for _, text in TEXTS])
    def test_text(self, trigger, text):
        """
        Each prints when it is.
        """
        assert text == str(trigger)

    def test_all(self):
        """
        No trigger is left out of the tests above.
        """
        assert set(get_args(When)) == {type(trigger) for trigger, _ in TEXTS}


class TestRefusals:
    """
    What elapses from placing is no working day, and what is dated has a zone.
    """

    @pytest.mark.parametrize("time", [30, BusinessDays(1), "30 minutes"], ids=repr)
    @pytest.mark.parametrize("trigger", [AtPlacing, AfterDelay, OnRelease])
    def test_no_time(self, trigger, time):
        """
        A bare number does not say what it counts.
        """
        with pytest.raises(WrongTypeError, match=r"must be .*CalendarDays\(n\)"):
            trigger(time)

    @pytest.mark.parametrize("trigger", [AfterDelay, OnRelease])
    def test_no_minutes(self, trigger):
        """
        A delay and the time after a release are counted in hours or days.
        """
        with pytest.raises(WrongTypeError):
            trigger(Minutes(30))

    def test_naive(self):
        """
        A date without a zone is no instant.
        """
        with pytest.raises(NaiveTimeError):
            AtDate(datetime(2026, 1, 9))

    def test_no_window(self):
        """
        A window is a period.
        """
        with pytest.raises(WrongTypeError, match="a Period"):
            InWindow((AT, AT))
