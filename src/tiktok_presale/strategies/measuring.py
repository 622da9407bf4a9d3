"""
Strategies for what is measured in two groups, and for claims about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts.lift_claims import LiftClaim
from tiktok_presale.facts.measurements import (
    Counted,
    CountedDaily,
    Measure,
    Rated,
    Sampled,
    Spent,
    SpentDaily,
    Summarised,
)
from tiktok_presale.strategies.engine import st
from tiktok_presale.strategies.pool import CURRENCIES
from tiktok_presale.strategies.simple import dates, money

if TYPE_CHECKING:
    from datetime import date

    from hypothesis.strategies import DrawFn, SearchStrategy

    from tiktok_presale.facts.measurements import Measurement

__all__ = [
    "counts",
    "daily_costs",
    "daily_counts",
    "groups",
    "hit_rates",
    "lift_claims",
    "samples",
    "spendings",
    "summaries",
]

_MOST = 10_000


@st.composite
def hit_rates(draw: DrawFn, *, most: int = _MOST) -> Rated:
    """
    Hits of up to *most* exposures; shrink to none of none.
    """
    exposures = draw(st.integers(0, most))
    return Rated(draw(st.integers(0, exposures)), exposures)


def _amounts() -> SearchStrategy[float]:
    return st.integers(0, 1_000_000).map(lambda cents: cents / 100)


@st.composite
def samples(draw: DrawFn, *, size: int = 20, currency: str | None = None) -> Sampled:
    """
    Up to *size* numbers, or amounts of one currency; shrink to none.

    An empty *currency* asks for numbers, and None for either.
    """
    named = draw(st.sampled_from(("", *CURRENCIES))) if currency is None else currency
    if not named:
        return Sampled(draw(st.lists(_amounts(), max_size=size)))
    amounts = money([named], most=1_000_000)
    return Sampled(draw(st.lists(amounts, max_size=size)))


def summaries() -> SearchStrategy[Summarised]:
    """
    Numbers of values with mean and variance; shrink to nothing.
    """
    return st.builds(Summarised, st.integers(0, _MOST), _amounts(), _amounts())


def counts() -> SearchStrategy[Counted]:
    """
    Counts over an exposure; shrink to none over one.
    """
    exposures = st.integers(1, 1_000) | st.floats(0.5, 1_000)
    return st.builds(Counted, st.integers(0, _MOST), exposures)


def daily_counts(*, days: int = 20) -> SearchStrategy[CountedDaily]:
    """
    Counts of up to so many days; shrink to no day.
    """
    return st.builds(CountedDaily, st.lists(st.integers(0, 500), max_size=days))


def spendings(currency: str = "USD") -> SearchStrategy[Spent]:
    """
    What was spent in one currency and what came of it; shrink to the least money for nothing.
    """
    return st.builds(Spent, money([currency], least=1, most=10**8), st.integers(0, _MOST))


def daily_costs(currency: str = "USD", *, days: int = 20) -> SearchStrategy[SpentDaily]:
    """
    Costs and units of up to so many days; shrink to no day.
    """
    day = st.tuples(money([currency], most=10**6), st.integers(0, 500))
    return st.builds(SpentDaily, st.lists(day, max_size=days))


def groups() -> SearchStrategy[tuple[Measurement, Measurement]]:
    """
    Two measurements that can be compared; shrink to two of nothing.
    """
    forms: list[SearchStrategy[Measurement]] = [
        hit_rates(),
        counts(),
        daily_counts(),
        spendings(),
        daily_costs(),
        summaries() | samples(currency=""),
    ]
    return st.one_of([st.tuples(form, form) for form in forms])


@st.composite
def _periods(draw: DrawFn) -> tuple[date, date]:
    first, last = sorted((draw(dates()), draw(dates())))
    return first, last


def lift_claims() -> SearchStrategy[LiftClaim]:
    """
    Claims that tell more or less; shrink to one that tells nothing but its figure.
    """
    said = st.text("abc", min_size=1, max_size=5)
    return st.builds(
        LiftClaim,
        says=said,
        measure=st.just(Measure.RATE),
        lift=st.sampled_from([0.28, 1.3, -0.15, -0.37]),
        compared=st.none() | st.tuples(said, said),
        period=st.none() | _periods(),
        control=st.none() | hit_rates(),
        treatment=st.none() | hit_rates(),
        randomised=st.none() | st.booleans(),
        looks=st.none() | st.integers(1, 9),
    )
