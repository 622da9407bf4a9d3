"""
Named days are those of the `holidays` package, where it knows them.
"""

from datetime import date

import holidays
import pytest

import tiktok_presale as tp
from tiktok_presale import Occasion

YEARS = range(2015, 2036)
US = holidays.UnitedStates(years=YEARS, categories=("public", "unofficial"))
GERMANY = holidays.Germany(years=YEARS, language="de")
CHINA = holidays.China(years=YEARS, language="zh_CN")
NAMED = [
    (tp.CHRISTMAS, US, "Christmas Day"),
    (tp.THANKSGIVING, US, "Thanksgiving Day"),
    (tp.VALENTINES_DAY, US, "Valentine's Day"),
    (tp.HALLOWEEN, US, "Halloween"),
    (tp.MOTHERS_DAY, US, "Mother's Day"),
    (tp.FATHERS_DAY, US, "Father's Day"),
]


@pytest.mark.parametrize(("occasion", "days", "name"), NAMED, ids=[one.name for one, _, _ in NAMED])
def test_named_day(occasion, days, name):
    """
    Each year's day is the package's.
    """
    told = [day for day, names in days.items() if name in names.split("; ")]

    assert sorted(told) == [occasion.next(date(year, 1, 1)) for year in YEARS]


def test_easter():
    """
    Good Friday lies two days before Easter Sunday.
    """
    told = sorted(GERMANY.get_named("Karfreitag"))
    friday = Occasion("good_friday", "FREQ=YEARLY;BYEASTER=-2")

    assert told == [friday.next(date(year, 1, 1)) for year in YEARS]
    assert told == [
        Occasion("also", "FREQ=YEARLY;BYEASTER=0", -2).next(date(year, 1, 1)) for year in YEARS
    ]


def test_lunar_new_year():
    """
    The days that no rule gives can be listed from the package.
    """
    days = [day for day, names in CHINA.items() if "春节" in names.split("; ")]
    lunar = Occasion("lunar_new_year", days=days)

    assert date(2026, 2, 17) == lunar.next(date(2026, 1, 1))
    assert date(2027, 2, 6) == lunar.next(date(2026, 11, 23))
