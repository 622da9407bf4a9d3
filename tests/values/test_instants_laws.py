"""
The laws of days and instants, as properties over zones whose clocks change.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale.values.instants import ends_on, in_zone, local_day, starts_on, utc, zone_of

ZONES = st.sampled_from(
    [
        "America/New_York",
        "Europe/London",
        "America/Santiago",
        "America/Havana",
        "Australia/Lord_Howe",
        "Asia/Bangkok",
        "America/Los_Angeles",
    ]
).map(zone_of)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 30))
INSTANTS = st.datetimes(datetime(2015, 1, 2), datetime(2035, 12, 30), timezones=st.just(UTC))


class TestADueDayEndsAt235959Local:
    """
    A due day ends at 23:59:59 local unless the pack says otherwise.
    """

    @given(DAYS, ZONES)
    def test_last_second_reads_235959(self, day, zone):
        """
        The last second of a day is 23:59:59 on that day's own clock.
        """
        assert datetime.combine(day, time(23, 59, 59)) == ends_on(day, zone).replace(tzinfo=None)

    @given(DAYS, ZONES)
    def test_neighbours_meet(self, day, zone):
        """
        The second after the last one belongs to the next day, and is its first.
        """
        after = utc(ends_on(day, zone)) + timedelta(seconds=1)

        assert after == utc(starts_on(day + timedelta(days=1), zone))

    @given(INSTANTS, ZONES)
    def test_instant_lies_in_its_day(self, instant, zone):
        """
        Every instant lies between the first second of its local day and the end of the last.
        """
        day = local_day(instant, zone)

        assert utc(starts_on(day, zone)) <= instant
        assert instant < utc(ends_on(day, zone)) + timedelta(seconds=1)

    @given(INSTANTS, ZONES, ZONES)
    def test_showing_in_a_zone_changes_no_instant(self, instant, zone, other):
        """
        The same instant given in another zone has the same local day.
        """
        assert instant == utc(in_zone(instant, zone))
        assert local_day(instant, zone) == local_day(in_zone(instant, other), zone)

    @given(DAYS, DAYS, ZONES)
    def test_later_days_end_later(self, day, other, zone):
        """
        The order of days is the order of their ends, compared as instants.
        """
        assert (day < other) is (utc(ends_on(day, zone)) < utc(ends_on(other, zone)))

    @given(DAYS, ZONES, st.times().map(lambda at: at.replace(microsecond=0)))
    def test_wall_time_is_kept_or_skipped(self, day, zone, at):
        """
        A day that ends at another time ends at it, or after it where the clocks skip it.
        """
        end = ends_on(day, zone, at)

        assert day == end.date()
        assert end.time() >= at
        assert utc(end) <= utc(ends_on(day, zone))
