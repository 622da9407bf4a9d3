"""
The tables of docs/protection.md are those of the rules and the packs.
"""

from pathlib import Path

import pytest

from rules.making import in_force
from tiktok_presale import Policy, Weekday
from tiktok_presale.rules.protection import NEEDED, NEXT_STEPS

PAGE = Path(__file__).parents[2] / "docs" / "protection.md"


def table(head):
    """
    The rows of the table on the page whose head starts with some words.
    """
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {head} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
    return rows


def test_evidence():
    """
    What each ground needs and what helps.
    """
    assert [
        (ground.value, ", ".join(required), ", ".join(helpful))
        for ground, (required, helpful) in NEEDED.items()
    ] == table("ground")


def test_next_steps():
    """
    The step that follows from each state.
    """
    assert [
        (state.value, answer or "", step.value) for (state, answer), step in NEXT_STEPS.items()
    ] == table("state")


@pytest.mark.parametrize("market", ["cross-border", "us", "th", "vn", "id", "uk"])
def test_answer_times(market):
    """
    Each answer time of each market's newest edition, and none besides.
    """
    figures = in_force(market, 2026, 11, 23).under("complaints")
    figures.pop("remedies", None)
    told = {
        name: (
            f"by Monday {term.at:%H:%M}" if term.weekday is Weekday.MON else str(term.within),
            term.silence or "",
        )
        for name, term in ((name, figure.value) for name, figure in figures.items())
    }

    rows = [row for row in table("market") if row[0] == market]

    assert told == {name: (time, silence) for _, name, time, silence in rows}


def test_every_market_is_told():
    """
    No market with an answer time is left out.
    """
    known = {
        name
        for name in Policy.markets()
        if any(key != "remedies" for key in in_force(name, 2026, 11, 23).under("complaints"))
    }

    assert known == {row[0] for row in table("market")}
