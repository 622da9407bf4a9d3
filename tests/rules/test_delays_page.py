"""
The tables of `docs/delays.md` say what the library says.
"""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tiktok_presale import DelayHistory, Policy, delays
from tiktok_presale.rules.delays import Standing, Told

PAGE = (Path(__file__).parents[2] / "docs" / "delays.md").read_text(encoding="utf-8")
ZONE = ZoneInfo("America/New_York")
FIRST = date(2026, 3, 1)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
DUE = datetime(2026, 3, 1, 23, 59, 59, tzinfo=ZONE)
AT = datetime(2026, 2, 20, 9, tzinfo=ZONE)
OPEN = DelayHistory(due=DUE)
NAMES = ("law-us", "law-eu", "law-uk", "law-cn")


def part(law, days, *, later=False):
    """
    What a law says of a first delay, or of a later one after one of ten days that was agreed to.
    """
    held = FIRST + 10 * DAY if later else FIRST
    history = OPEN.with_notice(AT, held).with_consent(AT) if later else OPEN
    new = None if days is None else held + days * DAY
    policy = Policy.in_force(law, on=AT)
    return delays.notice(history, new, policy, at=AT, zone=ZONE).parts[0], held


def cells(law, days, *, later=False):
    """
    The cells of one row: silence, until when, cancelled when, and without a notice.
    """
    found, held = part(law, days, later=later)
    if found.answer_by is None:
        return (found.silence, "at any time", "never by itself", found.untold)
    after = (found.answer_by.astimezone(ZONE).date() - held).days
    lost = ((found.lapses_at - SECOND).astimezone(ZONE).date() - held).days
    words = [f"{count} days after the date that held" for count in (after, lost)]
    answer = words[0] if after else "until the date that held"
    return (found.silence, answer, words[1] if lost else "with the date that held", found.untold)


def row(*texts):
    """
    One row of a table of the page.
    """
    return f"| {' | '.join(texts)} |"


class TestTables:
    """
    Each row of the page is drawn from the library again.
    """

    @pytest.mark.parametrize(
        ("label", "days", "later"),
        [
            ("first, 30 days", 30, False),
            ("first, 31 days", 31, False),
            ("first, no date", None, False),
            ("later, 1 day", 1, True),
            ("later, no date", None, True),
        ],
    )
    def test_united_states(self, label, days, later):
        """
        435.2(b), row by row.
        """
        assert row("law-us", label, *cells("law-us", days, later=later)) in PAGE.splitlines()

    @pytest.mark.parametrize("law", NAMES[1:])
    def test_any_delay(self, law):
        """
        The other laws say the same of every delay.
        """
        lines = {
            row(law, "any", *cells(law, days, later=later))
            for days in (1, 30, 31, 300, None)
            for later in (False, True)
        }

        assert 1 == len(lines)
        assert lines <= set(PAGE.splitlines())

    def test_told(self):
        """
        What each law has told, item by item; none is left out.
        """
        columns = [part("law-us", 20)[0], part("law-us", None)[0]]
        columns += [part(law, 20)[0] for law in NAMES[1:]]
        elsewhere = {Told.CANCELLED, Told.ACCEPTANCE}
        rows = [
            "| " + " | ".join([item, *("yes" * (item in one.told) for one in columns)]) + " |"
            for item in Told
            if item not in elsewhere
        ]

        assert "\n".join(rows) in PAGE

    def test_standings(self):
        """
        Every standing has its row.
        """
        assert [] == [one for one in Standing if f"| `{one}` | " not in PAGE]
