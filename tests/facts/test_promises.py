"""
Promises: days of either kind, or a release date in some zone.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tiktok_presale import BusinessDays, CalendarDays, Hours, ReleaseOn, ShipWithin
from tiktok_presale.errors import OutOfRangeError, WrongTypeError


class TestShipWithin:
    """
    Dispatch within so many days of an anchor that the policy names.
    """

    @pytest.mark.parametrize(
        ("days", "text"),
        [
            (CalendarDays(10), "within 10 calendar days"),
            (CalendarDays(1), "within 1 calendar day"),
            (BusinessDays(3), "within 3 business days"),
        ],
    )
    def test_text(self, days, text):
        """
        It prints what is counted and how many.
        """
        assert text == str(ShipWithin(days))

    @pytest.mark.parametrize("days", [10, "10", None, Hours(48)], ids=repr)
    def test_no_days(self, days):
        """
        A bare number does not say what it counts, and nobody promises hours.
        """
        with pytest.raises(WrongTypeError, match=r"days must be CalendarDays\(n\) or"):
            ShipWithin(days)

    def test_kinds_of_days_differ(self):
        """
        Five calendar days and five business days are different promises.
        """
        assert ShipWithin(CalendarDays(5)) != ShipWithin(BusinessDays(5))


class TestReleaseOn:
    """
    Handling starts on a release date that is the same for every buyer.
    """

    def test_zone_object(self):
        """
        A zone is kept by its name, however it was given.
        """
        named = ReleaseOn(date(2026, 3, 31), zone="America/New_York")

        assert named == ReleaseOn(date(2026, 3, 31), zone=ZoneInfo("America/New_York"))
        assert "America/New_York" == named.zone

    def test_no_zone(self):
        """
        Without a zone the market's own is meant.
        """
        assert ReleaseOn(date(2026, 3, 31)).zone is None

    def test_text(self):
        """
        It prints the day.
        """
        assert "on 2026-03-31" == str(ReleaseOn(date(2026, 3, 31)))

    @pytest.mark.parametrize(
        "on", [datetime(2026, 3, 31, tzinfo=UTC), "2026-03-31", None], ids=repr
    )
    def test_no_day(self, on):
        """
        An instant is not a day: whose day it is would be a guess.
        """
        with pytest.raises(WrongTypeError, match="on must be a date"):
            ReleaseOn(on)

    def test_unknown_zone(self):
        """
        A zone that does not exist is refused at birth.
        """
        with pytest.raises(OutOfRangeError, match="Mars/Olympus"):
            ReleaseOn(date(2026, 3, 31), zone="Mars/Olympus")

    def test_no_zone_at_all(self):
        """
        A number is no zone.
        """
        with pytest.raises(WrongTypeError, match="an IANA name or a ZoneInfo"):
            ReleaseOn(date(2026, 3, 31), zone=-8)
