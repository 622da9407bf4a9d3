"""
Tables for notebooks: everything that comes from outside is escaped.
"""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.findings import Decision, Finding, Outcome
from tiktok_presale.values.html import decision_html, table_html
from tiktok_presale.values.sources import Confidence, Source

ATTACK = '<script>alert("1")</script>&\''
PLAIN = {"table", "caption", "thead", "tbody", "tr", "th", "td"}


class Reading(HTMLParser):
    """
    A reading of a table: its tags and its cells.
    """

    def __init__(self, text):
        """
        Read a text at once.
        """
        super().__init__()
        self.tags, self.words, self.links = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """
        Note a tag; none has attributes, but for the address of a link.
        """
        if tag == "a":
            ((name, address),) = attrs
            assert name == "href"
            self.links.append(address)
        else:
            assert attrs == []
        self.tags.add(tag)

    def handle_data(self, data):
        """
        Note a text.
        """
        self.words.append(data)


def test_cells_are_escaped():
    """
    A caption, a head or a cell never opens a tag.
    """
    read = Reading(table_html(ATTACK, [ATTACK], [[ATTACK], [3]]))

    assert read.tags == PLAIN
    assert [ATTACK] * 3 + ["3"] == read.words


def test_empty_table():
    """
    A table without rows has its caption and head.
    """
    assert re.fullmatch(
        r"<table><caption>a</caption><thead><tr><th>b</th></tr></thead><tbody></tbody></table>",
        table_html("a", ["b"], []),
    )


@pytest.mark.parametrize("field", ["actual", "limit", "rule"])
def test_decision_is_escaped(field):
    """
    A fact that a caller gave, such as the name of a region, cannot carry a script.
    """
    values = {"rule": "a", "actual": None, "limit": None} | {field: ATTACK}
    source = Source(ATTACK, "", date(2026, 1, 1), Confidence.LOW)
    finding = Finding(
        Outcome.FAIL,
        "fact",
        values["rule"],
        values["actual"],
        values["limit"],
        source=source,
        params={"name": ATTACK},
    )
    read = Reading(decision_html(Decision("eligibility", ATTACK, None, (finding,))))

    assert read.tags == PLAIN
    assert any(ATTACK in word for word in read.words)


def test_decision_without_source_and_figures():
    """
    What is not known is an empty cell, not the word None.
    """
    finding = Finding(Outcome.UNKNOWN, "fact", "a", params={"name": "invited"})
    text = decision_html(Decision("eligibility", "x", None, (finding,)))

    assert "None" not in text
    assert text.count("<td></td>") == 3


def test_policy_table():
    """
    A policy is a table with a row for each figure and its source.
    """
    th = Policy.in_force("th", on=date(2026, 1, 2))
    text = th._repr_html_()

    assert text.count("<tr>") == len(th.figures) + 1
    assert "3 to 15 calendar days" in text
    assert "th@2026-01-01" in text
    read = Reading(text)
    assert read.tags == PLAIN | {"a"}
    assert [one.source.url for one in th.figures.values() if one.source.url] == read.links


@pytest.mark.parametrize("url", ["https://example.org/?a=1&b=2", 'https://example.org/">' + ATTACK])
def test_source_is_a_link(url):
    """
    A source in a cell leads to its page, with its title and confidence, and cannot break out.
    """
    source = Source(ATTACK, url, date(2026, 1, 1), Confidence.LOW)
    read = Reading(table_html("a", ["b"], [[source]]))

    assert read.tags == PLAIN | {"a"}
    assert [url] == read.links
    assert ["a", "b", ATTACK, " (low)"] == read.words


def test_source_without_address_is_no_link():
    """
    Where a source has no address, its title stands alone.
    """
    source = Source("A page", "", date(2026, 1, 1), Confidence.HIGH)
    read = Reading(table_html("a", ["b"], [[source]]))

    assert read.tags == PLAIN
    assert ["a", "b", "A page (high)"] == read.words
