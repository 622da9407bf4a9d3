"""
From instants to days and back, across clock changes and leap days, against brute force.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.instants import ends_on, in_zone, local_day, starts_on, utc, zone_of

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)

# Days around the clock changes: by an hour, at midnight, at one, by half an hour; and leap days.
CHANGES = [
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2025, 11, 2)),
    ("America/New_York", date(2024, 2, 29)),
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2025, 10, 26)),
    ("Europe/London", date(2028, 2, 29)),
    ("America/Santiago", date(2025, 9, 7)),
    ("America/Santiago", date(2025, 4, 5)),
    ("America/Santiago", date(2026, 4, 4)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2025, 11, 2)),
    ("Australia/Lord_Howe", date(2025, 10, 5)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Asia/Bangkok", date(2024, 2, 29)),
]
EVERY = pytest.mark.parametrize(
    ("name", "changed"), CHANGES, ids=[f"{name}-{day}" for name, day in CHANGES]
)


def brute_bounds(day, zone):
    """
    Find the first and last second of a day by looking at every second around it, in UTC.
    """
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=16)
    step = timedelta(minutes=15)
    # Offsets are whole quarters of an hour here, so quarters find the edges and seconds prove them.
    inside = [
        start + n * step for n in range(4 * 56) if (start + n * step).astimezone(zone).date() == day
    ]
    first, last = inside[0], inside[-1]
    while (first - SECOND).astimezone(zone).date() == day:
        first -= SECOND
    while (last + SECOND).astimezone(zone).date() == day:
        last += SECOND
    return first, last


@EVERY
def test_day_has_its_first_and_last_second(name, changed):
    """
    The bounds of a day are those that a search second by second finds, on each side of a change.
    """
    zone = ZoneInfo(name)

    for day in (changed - DAY, changed, changed + DAY):
        first, last = brute_bounds(day, zone)

        assert first == utc(starts_on(day, zone))
        assert last == utc(ends_on(day, zone))
        assert zone is starts_on(day, zone).tzinfo
        assert zone is ends_on(day, zone).tzinfo


@EVERY
def test_days_follow_on_one_another(name, changed):
    """
    A day ends one second before the next one starts, whatever the clocks do.
    """
    zone = ZoneInfo(name)

    for n in range(-3, 4):
        day = changed + n * DAY

        assert SECOND == utc(starts_on(day + DAY, zone)) - utc(ends_on(day, zone))
        assert day == local_day(starts_on(day, zone), zone) == local_day(ends_on(day, zone), zone)


@pytest.mark.parametrize(
    ("name", "day", "hours"),
    [
        ("America/New_York", date(2026, 3, 8), 23),
        ("America/New_York", date(2025, 11, 2), 25),
        ("America/Santiago", date(2025, 9, 7), 23),
        ("America/Santiago", date(2025, 4, 5), 25),
        ("America/Havana", date(2026, 3, 8), 23),
        ("America/Havana", date(2025, 11, 2), 25),
        ("Australia/Lord_Howe", date(2025, 10, 5), 23.5),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("Asia/Bangkok", date(2024, 2, 29), 24),
    ],
)
def test_length_of_the_day(name, day, hours):
    """
    A day on which clocks change is shorter or longer by what they change.
    """
    zone = ZoneInfo(name)

    assert timedelta(hours=hours) - SECOND == utc(ends_on(day, zone)) - utc(starts_on(day, zone))


def test_skipped_midnight_starts_at_one():
    """
    Where the clocks skip midnight, the day starts at the moment of the skip.
    """
    start = starts_on(date(2025, 9, 7), ZoneInfo("America/Santiago"))

    assert start.isoformat() == "2025-09-07T01:00:00-03:00"


def test_second_of_two_last_hours_ends_the_day():
    """
    A day whose last hour comes twice ends with the second of the two.
    """
    end = ends_on(date(2025, 4, 5), ZoneInfo("America/Santiago"))

    assert end.isoformat() == "2025-04-05T23:59:59-04:00"
    assert end.fold == 1


def test_first_of_two_midnights_starts_the_day():
    """
    Where midnight comes twice, the day starts with the first.
    """
    start = starts_on(date(2025, 11, 2), ZoneInfo("America/Havana"))

    assert start.isoformat() == "2025-11-02T00:00:00-04:00"


@pytest.mark.parametrize(
    ("name", "day", "at", "expected"),
    [
        ("Asia/Bangkok", date(2026, 1, 16), time(18), "2026-01-16T18:00:00+07:00"),
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T03:30:00-04:00"),
        ("America/New_York", date(2025, 11, 2), time(1, 30), "2025-11-02T01:30:00-04:00"),
        ("Europe/London", date(2026, 3, 29), time(14), "2026-03-29T14:00:00+01:00"),
    ],
)
def test_wall_time_on_a_day(name, day, at, expected):
    """
    A day may end at another wall time; one that is skipped moves on, one that comes twice is first.
    """
    assert expected == ends_on(day, ZoneInfo(name), at).isoformat()


def test_local_day_depends_on_the_zone():
    """
    The same instant is still the old year in New York and already the new one in Bangkok.
    """
    instant = datetime(2025, 12, 31, 17, 0, tzinfo=UTC)

    assert date(2026, 1, 1) == local_day(instant, ZoneInfo("Asia/Bangkok"))
    assert date(2025, 12, 31) == local_day(instant, ZoneInfo("America/New_York"))
    assert in_zone(instant, ZoneInfo("Asia/Bangkok")).isoformat() == "2026-01-01T00:00:00+07:00"


def test_naive_time_is_refused():
    """
    A time without a zone names no instant, and the message says what to write.
    """
    with pytest.raises(NaiveTimeError, match=r'ZoneInfo\("Asia/Bangkok"\)'):
        in_zone(datetime(2026, 1, 1), ZoneInfo("Asia/Bangkok"))
    with pytest.raises(NaiveTimeError):
        local_day(datetime(2026, 1, 1), ZoneInfo("Asia/Bangkok"))
    with pytest.raises(WrongTypeError, match="datetime with a time zone"):
        local_day(date(2026, 1, 1), ZoneInfo("Asia/Bangkok"))


def test_instants_subtract_in_utc():
    """
    Over a clock change the hours that elapsed are those of UTC, not of the wall.
    """
    zone = ZoneInfo("America/New_York")
    start, end = datetime(2026, 3, 7, 12, tzinfo=zone), datetime(2026, 3, 8, 12, tzinfo=zone)

    assert timedelta(hours=23) == utc(end) - utc(start)
    assert UTC is utc(start).tzinfo


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "Asia", "../etc/passwd", "/etc/localtime"])
def test_unknown_zone_is_refused(name):
    """
    A zone is an IANA name; neither a folder nor a path is one.
    """
    with pytest.raises(OutOfRangeError, match="an IANA name"):
        zone_of(name)


@pytest.mark.parametrize("name", [7, None, b"Asia/Bangkok"])
def test_zone_name_is_text(name):
    """
    Another type is a type error of our own.
    """
    with pytest.raises(WrongTypeError, match="an IANA name"):
        zone_of(name)


def test_zone_is_made_once():
    """
    The same name gives the same zone.
    """
    assert zone_of("Asia/Bangkok") is zone_of("Asia/Bangkok")
