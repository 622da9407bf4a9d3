"""
Named days, and how they come back (F11).
"""

from calendar import FRIDAY, MONDAY, SUNDAY, THURSDAY, monthrange
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tiktok_presale as tp
from tiktok_presale import Occasion
from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.strategies import dates, occasions

YEARS = range(1990, 2100)
DAY = timedelta(days=1)


def nth(year, month, weekday, number):
    """
    The so-manieth weekday of a month, counted day by day.
    """
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    return [day for day in days if day.weekday() == weekday][number - 1]


def gauss(year):
    """
    Easter Sunday by the rule of Gauss as Knuth gives it, which is not that of dateutil.
    """
    golden = year % 19 + 1
    century = year // 100 + 1
    skipped = 3 * century // 4 - 12
    corrected = (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - skipped - 10
    epact = (11 * golden + 20 + corrected - skipped) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    moon = 44 - epact
    moon += 30 if moon < 21 else 0
    day = moon + 7 - (sunday + moon) % 7
    return date(year, 4, day - 31) if day > 31 else date(year, 3, day)


NAMED = [
    (tp.VALENTINES_DAY, lambda year: date(year, 2, 14)),
    (tp.EASTER, gauss),
    (tp.MOTHERS_DAY, lambda year: nth(year, 5, SUNDAY, 2)),
    (tp.FATHERS_DAY, lambda year: nth(year, 6, SUNDAY, 3)),
    (tp.MID_YEAR, lambda year: date(year, 6, 18)),
    (tp.HALLOWEEN, lambda year: date(year, 10, 31)),
    (tp.DOUBLE_ELEVEN, lambda year: date(year, 11, 11)),
    (tp.THANKSGIVING, lambda year: nth(year, 11, THURSDAY, 4)),
    (tp.BLACK_FRIDAY, lambda year: nth(year, 11, THURSDAY, 4) + DAY),
    (tp.CYBER_MONDAY, lambda year: nth(year, 11, THURSDAY, 4) + 4 * DAY),
    (tp.DOUBLE_TWELVE, lambda year: date(year, 12, 12)),
    (tp.CHRISTMAS, lambda year: date(year, 12, 25)),
]


class TestNamedDays:
    """
    The days that the library names are those of the calendar.
    """

    @pytest.mark.parametrize(("occasion", "told"), NAMED, ids=[one.name for one, _ in NAMED])
    def test_day_of_every_year(self, occasion, told):
        """
        A century of each day is what plain calendar arithmetic gives.
        """
        assert [told(year) for year in YEARS] == [occasion.next(date(year, 1, 1)) for year in YEARS]

    @pytest.mark.parametrize(("occasion", "told"), NAMED, ids=[one.name for one, _ in NAMED])
    def test_on_its_own_day_and_after_it(self, occasion, told):
        """
        On its day it is today; on the next one it is a year away.
        """
        day = told(2026)

        assert day == occasion.next(day)
        assert told(2027) == occasion.next(day + DAY)

    def test_weekdays(self):
        """
        Black Friday is a Friday and Cyber Monday a Monday, even where November starts on a Friday.
        """
        assert FRIDAY == tp.BLACK_FRIDAY.next(date(2030, 11, 1)).weekday()
        assert MONDAY == tp.CYBER_MONDAY.next(date(2030, 11, 1)).weekday()
        assert date(2030, 11, 29) == tp.BLACK_FRIDAY.next(date(2030, 11, 1))

    def test_names(self):
        """
        A named day has a name in both languages; a shop's own is said as it is.
        """
        assert "Christmas" == str(tp.CHRISTMAS)
        assert "圣诞节" == tp.CHRISTMAS.in_words("zh")
        assert "our birthday" == str(Occasion("our_birthday", days=[date(2026, 3, 1)]))


class TestOwnDays:
    """
    A shop can name days of its own.
    """

    def test_leap_day(self):
        """
        29 February comes back when there is one, across a century without.
        """
        leap = Occasion("leap", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")

        assert date(2028, 2, 29) == leap.next(date(2024, 3, 1))
        assert date(2104, 2, 29) == leap.next(date(2096, 3, 1))

    def test_listed_days(self):
        """
        Lunar New Year follows no rule of the calendar: its days are listed, in any order.
        """
        lunar = Occasion("lunar_new_year", days=[date(2027, 2, 6), date(2026, 2, 17)])

        assert date(2026, 2, 17) == lunar.next(date(2026, 1, 1))
        assert date(2027, 2, 6) == lunar.next(date(2026, 2, 18))
        assert lunar.next(date(2027, 2, 7)) is None

    def test_monthly_and_weekly(self):
        """
        Pay day and live day come back sooner than once a year.
        """
        assert date(2026, 2, 28) == Occasion("pay", "FREQ=MONTHLY;BYMONTHDAY=-1").next(
            date(2026, 2, 1)
        )
        assert date(2026, 11, 27) == Occasion("live", "FREQ=WEEKLY;BYDAY=FR").next(
            date(2026, 11, 23)
        )

    def test_ends_of_the_calendar(self):
        """
        At the first and the last day there are, an answer is a day or none, never an error.
        """
        eve = Occasion("eve", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", -1)
        after = Occasion("after", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", 1)

        assert date(1, 12, 31) == eve.next(date.min)
        assert eve.next(date.max) is None
        assert date(2, 1, 1) == after.next(date.min)
        assert after.next(date.max) is None
        assert date(9999, 12, 25) == tp.CHRISTMAS.next(date(9999, 12, 1))
        assert tp.CHRISTMAS.next(date.max) is None

    @given(occasions(), dates())
    def test_next_is_the_first(self, occasion, day):
        """
        The next day is not before the day of asking, and asking in between gives it again.
        """
        found = occasion.next(day)

        assert found is None or found >= day
        assert found is None or found == occasion.next(found)

    @given(occasions(), dates(), st.integers(0, 400))
    def test_next_is_monotone(self, occasion, day, later):
        """
        Who asks later never gets an earlier day.
        """
        soon, then = occasion.next(day), occasion.next(day + later * DAY)

        assert then is None or (soon is not None and soon <= then)


class TestRefusals:
    """
    What names no day is refused, in a sentence.
    """

    @pytest.mark.parametrize(
        ("rule", "part"),
        [
            ("FREQ=YEARLY", "fixes its days by itself"),
            ("FREQ=YEARLY;BYMONTH=12", "fixes its days by itself"),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "names a day"),
            ("FREQ=HOURLY;BYMONTH=1", "FREQ of YEARLY"),
            ("foo", "RFC 5545"),
            ("FREQ=YEARLY;BYDAY=9XX", "RFC 5545"),
            ("FREQ=YEARLY;BYEASTER=A", "RFC 5545"),
            ("freq=yearly;bymonth=1;bymonthday=1", "in capitals"),
            ("FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYMONTHDAY=1", "without DTSTART"),
            ("FREQ=YEARLY;COUNT=2;BYMONTH=1;BYMONTHDAY=1", "without DTSTART"),
            ("DTSTART:20260101\nRRULE:FREQ=YEARLY", "on one line"),
        ],
    )
    def test_rule(self, rule, part):
        """
        A rule that cannot be read, or hangs on the day from which it is read.
        """
        with pytest.raises(OutOfRangeError, match=part):
            Occasion("x", rule)

    @pytest.mark.parametrize(
        ("given_", "error"),
        [
            ({"name": ""}, WrongTypeError),
            ({"name": "x", "rule": 7}, WrongTypeError),
            ({"name": "x", "rule": "FREQ=WEEKLY;BYDAY=FR", "shift": True}, WrongTypeError),
            ({"name": "x", "rule": "FREQ=WEEKLY;BYDAY=FR", "shift": 367}, OutOfRangeError),
            ({"name": "x", "days": [date(2026, 1, 1)], "shift": 1}, OutOfRangeError),
            ({"name": "x"}, OutOfRangeError),
            (
                {"name": "x", "rule": "FREQ=WEEKLY;BYDAY=FR", "days": [date(2026, 1, 1)]},
                OutOfRangeError,
            ),
            ({"name": "x", "days": 7}, WrongTypeError),
            ({"name": "x", "days": ["2026-01-01"]}, WrongTypeError),
        ],
    )
    def test_fields(self, given_, error):
        """
        Neither rule nor days, both, or another type.
        """
        with pytest.raises(error):
            Occasion(**given_)

    @pytest.mark.parametrize("on", ["2026-01-01", datetime(2026, 1, 1), None])
    def test_day(self, on):
        """
        Only a plain day can be asked from.
        """
        with pytest.raises(WrongTypeError):
            tp.CHRISTMAS.next(on)
