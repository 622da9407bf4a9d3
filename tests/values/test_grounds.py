"""
What a recommendation stands on: inputs, limits, suppositions and findings, in both languages.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tiktok_presale
from tiktok_presale.errors import WrongTypeError
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
from tiktok_presale.values.text import LANGUAGES, message

RULES = Path(tiktok_presale.__file__).parent / "rules"
BOUND = re.compile(r'\bBound\(\s*"([\w.]+)"')


def test_every_bound_has_words():
    """
    Each limit that a rule names by a literal code has a text in both languages.
    """
    codes = {
        code for path in RULES.rglob("*.py") for code in BOUND.findall(path.read_text("utf-8"))
    }

    for language in LANGUAGES:
        for code in codes:
            key = f"bound.{code}"
            assert message(language, key, limit=1) != key


def test_binding():
    """
    The limits that bind are named, in the order in which they were weighed.
    """
    free, tight = Bound("a", 3), Bound("b", 2, binds=True)

    assert (tight,) == Grounds({}, (free, tight)).binding


@pytest.mark.parametrize("part", ["bounds", "sensitivity", "findings"])
def test_parts_of_another_kind(part):
    """
    A part of another kind is refused by the name of its field.
    """
    with pytest.raises(WrongTypeError, match=part):
        Grounds({}, **{part: ("text",)})


def test_text():
    """
    Inputs first, then findings, then what would move the answer.
    """
    finding = Finding(Outcome.UNKNOWN, "caps.none", "caps", 5)
    lines = Grounds(
        {"history": 10_000},
        sensitivity=(
            Sensitivity("history", 10_000, 8_000, 4_000),
            Sensitivity("price", 3, 0, None),
        ),
        findings=(finding,),
    )

    english = str(lines).splitlines()
    assert english[0] == "past sales: 10,000"
    assert english[1] == f"[unknown] {finding.explain()}"
    assert english[2] == "If past sales were 8,000 instead of 10,000, the answer would be 4,000."
    assert english[3] == "If price were 0 instead of 3, there would be no answer."
    assert lines.explain("zh").splitlines()[2] == "若历史销量为8,000（现为10,000），结果将是4,000。"
