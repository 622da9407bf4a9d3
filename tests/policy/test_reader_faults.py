"""
Every message of the reader, each from a file that is broken in one way and named for it.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from tiktok_presale.errors import PackError
from tiktok_presale.policy.book import read_pack
from tiktok_presale.policy.reader import parse_pack

BROKEN = Path(__file__).parents[1] / "data" / "packs" / "broken"

# Each file, and every fault that is to be reported of it.
FAULTS = tomllib.loads((BROKEN.parent / "faults.toml").read_text(encoding="utf-8"))

# Files that are refused, and the path at which they are; the wording is free.
REFUSED = {
    "charge-band-one-end-twice": "overdue.charges.late_dispatch[0].value.bands[0]",
    "charge-every-no-days": "overdue.charges.late_dispatch[0].value",
    "choices-bool": "window.choices[0].value.days",
    "choices-negative": "window.choices[0].value.days",
    "criterion-number-infinite": "eligibility.rating[0].value",
    "criterion-number-nan": "eligibility.rating[0].value",
    "criterion-same-end-twice": "eligibility.rating[0].value",
    "deadline-hours-after-a-promise": "deadlines.pre_order.dispatch[0].value",
    "empty-history": "window.days",
    "holiday-rules-reversed": "holiday_rules",
    "holiday-rules-too-early": "holiday_rules",
    "source-with-empty-title": "sources.page.title",
    "sources-not-a-table": "sources",
    "title-empty": "title",
    "zone-unknown": "zone",
    "no-figure": "",
}

MANY = {
    "window.days[0].value.unit",
    "window.days[0].value.min",
    "window.days[0].value.mx",
    "window.dais",
    "eligibility.rating[0].source",
    "eligibility.rating[0].value.at_least",
    "title",
    "zone",
    "currency",
    "gaps[0].path",
}


def faults_of(name):
    """
    Read a broken file and give its faults.
    """
    with pytest.raises(PackError) as caught:
        read_pack(BROKEN / f"{name}.toml")
    assert caught.value.pack.endswith(f"{name}.toml")
    return caught.value.faults


def test_every_broken_file_is_in_a_table():
    """
    No broken file is left unread.
    """
    named = FAULTS.keys() | REFUSED.keys() | {"many-faults"}

    assert named == {path.stem for path in BROKEN.glob("*.toml")}
    assert not FAULTS.keys() & REFUSED.keys()


@pytest.mark.parametrize("name", FAULTS)
def test_faults_of_a_file(name):
    """
    A broken file is refused with exactly its faults, in the order of reading.
    """
    assert FAULTS[name] == list(faults_of(name))


@pytest.mark.parametrize("name", REFUSED)
def test_refused_at_a_path(name):
    """
    What could not be right is refused, and the fault leads to the path.
    """
    assert any(fault.startswith(REFUSED[name]) for fault in faults_of(name))


def test_all_faults_of_a_file_at_once():
    """
    A file with many faults is reported with all of them, so that it can be put right in one go.
    """
    found = {fault.partition(": ")[0] for fault in faults_of("many-faults")}

    assert set() == MANY - found


@pytest.mark.parametrize("name", [*FAULTS, "many-faults", "no-figure", "zone-unknown"])
def test_every_fault_opens_with_its_path(name):
    """
    Each fault is a sentence behind the dotted path where it was found, without an empty path.
    """
    for fault in faults_of(name):
        assert re.match(r"(not TOML|[\w.\[\]-]+): \S", fault), fault


def test_message_lists_the_faults():
    """
    The error prints the file, the count and one fault a line.
    """
    with pytest.raises(PackError) as caught:
        parse_pack(b"format = 2", "own.toml")

    lines = str(caught.value).splitlines()

    assert lines[0].startswith("own.toml: ")
    assert [f"  {fault}" for fault in caught.value.faults] == lines[1:]
    assert "  format: must be 1; this library reads no other" in lines


@pytest.mark.parametrize("content", [b"", b"# nothing", b"[sources]"])
def test_empty_file_names_all_that_is_missing(content):
    """
    An empty file is told every key of the head that it needs.
    """
    with pytest.raises(PackError) as caught:
        parse_pack(content, "own.toml")

    missing = {fault.partition(": ")[0] for fault in caught.value.faults}

    assert {"format", "market", "title", "zone", "currency", "coverage"} <= missing


@pytest.mark.parametrize("good", ["own", "forever"])
def test_byte_order_mark(good):
    """
    The mark that some editors put in front of UTF-8 is no fault.
    """
    content = (BROKEN.parent / f"{good}.toml").read_bytes()

    assert parse_pack(content, "own.toml") == parse_pack(b"\xef\xbb\xbf" + content, "own.toml")


def test_rate_of_many_days_may_be_above_one():
    """
    What grows with every day may come to more than the price; a rate once may not.
    """
    once = (BROKEN / "charge-rate-above-one.toml").read_bytes()
    daily = once.replace(b"rate = 2.14", b'rate = 2.14, every_days = 1, part_period = "whole"')
    (figure,) = parse_pack(daily, "own.toml").figures["overdue.charges.late_dispatch"]

    assert Decimal("2.14") == figure.value.bands[0].rate


def test_missing_file_is_an_os_error():
    """
    A file that is not there is no fault of a pack.
    """
    with pytest.raises(FileNotFoundError):
        read_pack(BROKEN / "no-such-file.toml")
