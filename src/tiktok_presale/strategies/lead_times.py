"""
Strategies for lead times, what a wait costs, and arrivals that may be off.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tiktok_presale.facts.arrivals import Arrival, LognormalSlip, NormalSlip, SlipHistory
from tiktok_presale.facts.lead_times import LeadTimes
from tiktok_presale.facts.waiting import WaitingCosts
from tiktok_presale.strategies.engine import st
from tiktok_presale.strategies.simple import dates
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hypothesis.strategies import DrawFn, SearchStrategy

    from tiktok_presale.facts.arrivals import Slip

__all__ = ["arrivals", "lead_times", "slip_histories", "slips", "waiting_costs"]

_ORDERS = ("o1", "o2", "o3")


def _times(least: int, most: int) -> SearchStrategy[list[int | Decimal]]:
    parts = st.integers(0, 120).map(lambda quarters: Decimal(quarters) / 4)
    return st.lists(st.integers(0, 30) | parts, min_size=least, max_size=most)


@st.composite
def lead_times(draw: DrawFn, least: int = 0, most: int = 40) -> LeadTimes:
    """
    Lead times of up to *most* goods; shrink to none, observed apart, in calendar days.

    Args:
        draw: Hypothesis gives it.
        least: The fewest observations of each leg.
        most: The most of each.
    """
    paired, business = draw(st.booleans()), draw(st.booleans())
    production = draw(_times(least, most))
    # Pairs of nothing would take fewer choices than nothing apart, and so be the simpler example.
    paired = paired and bool(production)
    sizes = (len(production), len(production)) if paired else (least, most)
    return LeadTimes(production, draw(_times(*sizes)), paired=paired, business=business)


@st.composite
def waiting_costs(draw: DrawFn, currency: str = "USD") -> WaitingCosts:
    """
    What a wait costs; shrinks to nobody lost and a price of one minor unit.
    """
    amounts = st.integers(0, 100_000).map(lambda minor: Money.from_minor(minor, currency))
    shares = st.integers(0, 100).map(lambda hundredths: Decimal(hundredths) / 100)
    days = draw(st.lists(st.integers(0, 60), min_size=1, max_size=4, unique=True))
    table = st.lists(shares, min_size=len(days), max_size=len(days)).map(
        lambda some: dict(zip(sorted(days), sorted(some), strict=True))
    )
    return WaitingCosts(
        price=draw(amounts) + Money.from_minor(1, currency),
        profit=draw(amounts),
        lost=draw(shares | table),
        late=draw(amounts),
        buyers=draw(st.integers(1, 10_000)),
    )


def slip_histories(least: int = 0, most: int = 12) -> SearchStrategy[SlipHistory]:
    """
    How late past arrivals came; shrink to none.
    """
    return st.builds(SlipHistory, st.lists(st.integers(-5, 30), min_size=least, max_size=most))


def slips() -> SearchStrategy[Slip]:
    """
    Histories first, then normal and lognormal slips; shrink to no history.
    """
    return st.one_of(
        slip_histories(),
        st.builds(NormalSlip, st.floats(-3, 10), st.floats(0.25, 8)),
        st.builds(LognormalSlip, st.floats(0.25, 10), st.floats(0.1, 1)),
    )


def arrivals(
    orders: Sequence[str] = _ORDERS, stated: SearchStrategy[date] | None = None
) -> SearchStrategy[Arrival]:
    """
    Arrivals that some of the *orders* wait for; shrink to one of no known day for nobody.
    """
    return st.builds(
        Arrival,
        st.text("abc123", min_size=1, max_size=6),
        st.lists(st.sampled_from(list(orders)), unique=True) if orders else st.just([]),
        stated=st.none() | (dates() if stated is None else stated),
        slip=st.none() | slips(),
        arrived=st.booleans(),
    )
