"""
Sources: what a page is, and how sure a figure is.
"""

from __future__ import annotations

from datetime import date

import pytest

from tiktok_presale.values.sources import Confidence, Dated, Source

READ = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            Source("A page", "https://example.org/a", READ, Confidence.HIGH),
            "A page <https://example.org/a> (high)",
        ),
        (Source("A press note", "", READ, Confidence.LOW), "A press note (low)"),
    ],
)
def test_words(source, text):
    """
    A source prints its title, its address where it has one, and its confidence.
    """
    assert text == str(source)


def test_defaults():
    """
    Unless it is said otherwise a day is stated by the source, and there is no note.
    """
    source = Source("A page", "", READ, Confidence.HIGH)

    assert Dated.STATED is source.dated
    assert source.note == ""


def test_words_of_packs():
    """
    The words that packs use are these.
    """
    assert ["high", "medium", "low"] == [word.value for word in Confidence]
    assert ["stated", "page", "assumed"] == [word.value for word in Dated]
