"""
Why one product ranks before the next, in words; nothing here needs the extra.
"""

from __future__ import annotations

import re

import pytest

from tiktok_presale import ExposureUnit, ProductRecord
from tiktok_presale.rules.planning import Hit, Hits, Why
from tiktok_presale.values.estimates import Estimate, Interval
from tiktok_presale.values.grounds import Grounds

LATIN = re.compile(r"[A-Za-z]{3,}")


def hit(product, orders, exposure, rate, weight, *, common=0.02, drawn_to=None):
    """
    A product in its place, from plain numbers.
    """
    interval = Interval(rate / 2, rate * 2, 0.9)
    return Hit(
        rank=1,
        record=ProductRecord(product, orders, exposure, category=drawn_to),
        orders=orders,
        rate=Estimate(rate, interval, samples=orders, method="gamma_poisson"),
        weight=weight,
        common=common,
        drawn_to=drawn_to,
        lead=0.7,
        forecast=Estimate(9.0, Interval(4, 15, 0.9), samples=orders, method="gamma_poisson"),
    )


# Each reason with a pair of products, and words that it is told in.
REASONS = (
    (
        Why.TIED,
        hit("a", 40, 1_000, 0.038, 0.9),
        hit("b", 40, 1_000, 0.038, 0.9),
        "b is expected to bring the same",
    ),
    (
        Why.ALONE,
        hit("a", 40, 1_000, 0.038, 0.9),
        hit("b", 30, 1_000, 0.029, 0.9),
        "whose own numbers are lower",
    ),
    (
        Why.SEEN_MORE,
        hit("a", 40, 1_000, 0.038, 0.9),
        hit("b", 2, 20, 0.036, 0.2),
        "no lower but were seen in 20 views only",
    ),
    (
        Why.SEEN_LESS,
        hit("a", 0, 20, 0.016, 0.2),
        hit("b", 12, 1_000, 0.0128, 0.9),
        "too little was seen of this one to rank it lower",
    ),
    (
        Why.UNSEEN,
        hit("a", 40, 1_000, 0.038, 0.9),
        hit("b", 0, 0, 0.02, 0.0),
        "of which nothing was seen yet",
    ),
    (
        Why.UNSEEN_ITSELF,
        hit("a", 0, 0, 0.02, 0.0),
        hit("b", 12, 1_000, 0.0128, 0.9),
        "what was seen of that one is below the average",
    ),
    (
        Why.AVERAGE,
        hit("a", 0, 10, 0.16, 0.2, common=0.2, drawn_to="x"),
        hit("b", 1, 20, 0.025, 0.2, drawn_to="y"),
        "the products that it is compared with, which bring more",
    ),
    (
        Why.ALONE,
        hit("a", 90, 1_000, 0.08, 0.9, drawn_to="x"),
        hit("b", 12, 1_000, 0.0128, 0.9, drawn_to="y"),
        "whose own numbers are lower",
    ),
)


@pytest.mark.parametrize(
    ("why", "one", "other", "words"),
    REASONS,
    ids=[f"{why}-{one.drawn_to}" for why, one, *_ in REASONS],
)
def test_reason(why, one, other, words):
    """
    Each reason is found, and told in both languages.
    """
    found = Hits("views", (one, other), (), Grounds({}))
    line = found.explain().splitlines()[0]

    assert why is one.why_before(other)
    assert words in line
    assert line.endswith(".")
    assert (why is Why.TIED) is ("with a chance of 70 %" not in line)
    assert not LATIN.search(found.explain("zh"))


def test_every_reason():
    """
    No reason is left out here.
    """
    assert set(Why) == {why for why, *_ in REASONS}


def test_unseen_of_a_better_category():
    """
    A product that was not seen can stand before another for its category.
    """
    one = hit("a", 0, 0, 0.2, 0.0, common=0.2, drawn_to="x")
    other = hit("b", 1, 20, 0.025, 0.2, drawn_to="y")

    assert Why.AVERAGE is one.why_before(other)


@pytest.mark.parametrize(
    ("unit", "seen", "alone"),
    [
        (ExposureUnit.VIEWS, "40 orders in 1,000 views", "alone that is 4 %"),
        (ExposureUnit.IMPRESSIONS, "40 orders in 1,000 impressions", "alone that is 4 %"),
        (ExposureUnit.VISITORS, "40 orders in 1,000 visitors", "alone that is 4 %"),
        (ExposureUnit.DAYS, "40 orders in 1,000 days", "alone that is 0.04 a day"),
        (ExposureUnit.WEEKS, "40 orders in 1,000 weeks", "alone that is 0.04 a week"),
    ],
)
def test_units(unit, seen, alone):
    """
    Rates of times are told by the time, others as shares.
    """
    found = Hits(unit, (hit("a", 40, 1_000, 0.038, 0.9),), (), Grounds({}))

    assert seen in found.explain()
    assert alone in found.explain()
    assert not LATIN.search(found.explain("zh"))


def test_numbers():
    """
    Three digits that count, never powers of ten, and parts of a week as they are.
    """
    many = hit("a", 50_000, "3.5", 14_285.7, 0.9, common=0.00001234)
    text = Hits("weeks", (many,), (), Grounds({})).explain()

    assert "50,000 orders in 3.5 weeks" in text
    assert "14,286 a week" in text
    assert "0.0000123 a week" in text
