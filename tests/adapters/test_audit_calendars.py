"""
What the audit takes from the holidays package, and says so.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import holidays

from adapters.payloads import minimal
from tiktok_presale.adapters.audit import audit
from tiktok_presale.adapters.open_api import read_orders
from tiktok_presale.policy.book import shipped


def audited(market, zone, *placed, extend=True):
    """
    Audit one order for each day on which one was placed.
    """
    book = [
        minimal(
            id=str(number),
            create_time=int(datetime(*day, 9, tzinfo=ZoneInfo(zone)).timestamp()),
            payment={"currency": shipped(market).currency, "total_amount": "100"},
        )
        for number, day in enumerate(placed)
    ]
    reading = read_orders(book, seller_zone=zone)
    at = datetime(*placed[-1], 10, tzinfo=ZoneInfo(zone))
    found = audit(reading, shipped(market), at=at, extend_calendar=extend)
    # What the orders themselves do not say is noted too, and is not what these tests are about.
    return found, [str(note) for note in found.notes if note.code != "audit.assumed"]


def test_a_pack_is_extended_to_later_years():
    """
    Vietnam's pack ends with its last listed year; later years come from the package.
    """
    found, notes = audited("vn", "Asia/Ho_Chi_Minh", (2027, 4, 29))
    (row,) = found.data()["orders"]

    # 30 April and 1 May are holidays, 2 May is a Sunday; the 3rd may be a day off in lieu.
    assert row["deadlines"]["auto_cancel"]["computed"] is not None
    assert len(notes) == 1
    assert "from 2027 to 2028" in notes[0]
    assert holidays.__version__ in notes[0]


def test_a_market_without_a_known_week_takes_the_countrys():
    """
    No source names Thailand's working week, so the country's own is taken, and a note says so.
    """
    found, notes = audited("th", "Asia/Bangkok", (2026, 1, 9), (2026, 1, 9))
    row = found.data()["orders"][0]

    assert "2026-01-13T23:59:59+07:00" == row["deadlines"]["auto_cancel"]["computed"]
    assert len(notes) == 1
    assert "no source names the working week of th" in notes[0]


def test_the_pack_alone_when_asked():
    """
    Nothing is taken from outside where that is not wanted.
    """
    found, notes = audited("th", "Asia/Bangkok", (2026, 1, 9), extend=False)
    row = found.data()["orders"][0]

    assert row["deadlines"]["auto_cancel"]["computed"] is None
    assert [] == notes
    assert "deadline.calendar" in {note["code"] for note in row["notes"]}


def test_a_pack_that_reaches_far_enough_is_left_alone():
    """
    Where the pack covers all that an order may need, nothing is noted.
    """
    assert [] == audited("vn", "Asia/Ho_Chi_Minh", (2025, 3, 3))[1]


def test_a_market_that_counts_no_business_days_is_left_alone():
    """
    Singapore's standard orders count calendar days, so no calendar is asked for.
    """
    assert [] == audited("sg", "Asia/Singapore", (2026, 1, 9))[1]
