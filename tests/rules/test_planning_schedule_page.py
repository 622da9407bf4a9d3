"""
The tables and the diagram of `docs/planning-schedule.md` say what the library says.
"""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import tiktok_presale as tp
from tiktok_presale import CHRISTMAS, CalendarDays, Months, Occasion, Policy, planning
from tiktok_presale.values.text import message

PAGE = (Path(__file__).parents[2] / "docs" / "planning-schedule.md").read_text(encoding="utf-8")
FOUND = planning.schedule(
    CHRISTMAS,
    Policy.in_force("cross-border", on=date(2026, 10, 1)),
    at=datetime(2026, 10, 1, tzinfo=UTC),
    lead=Months(2),
    sale=CalendarDays(14),
    production=CalendarDays(10),
    handling=CalendarDays(2),
    transit=CalendarDays(12),
)
OCCASIONS = {name: one for name in tp.__all__ if isinstance(one := getattr(tp, name), Occasion)}


def test_diagram():
    """
    The diagram of the page is the one that the schedule draws.
    """
    assert f"```mermaid\n{FOUND.gantt()}\n```" in PAGE


@pytest.mark.parametrize("number", range(len(FOUND.milestones)))
def test_step(number):
    """
    Each row of the table is a step of the schedule.
    """
    one = FOUND.milestones[number]
    why = message("en", f"schedule.why.{one.why}", span=one.span)
    slack = "" if one.slack is None else f"{one.slack} days "

    assert f"| {one.day} | {one.in_words('en')} | {why} | {slack}|" in PAGE


@pytest.mark.parametrize("name", OCCASIONS)
def test_occasion(name):
    """
    Each named day of the library stands in the table with its rule, and no other does.
    """
    one = OCCASIONS[name]
    plural = "day" if one.shift == 1 else "days"
    later = f", {one.shift} {plural} later" if one.shift else ""

    assert f"| `{name}` | `{one.rule}`{later} |" in PAGE


def test_no_other_occasion():
    """
    The table names as many days as the library.
    """
    assert len(OCCASIONS) == PAGE.count("| `FREQ=")
