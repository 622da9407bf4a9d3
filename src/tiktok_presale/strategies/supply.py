"""
Strategies for arrivals and the orders that wait for them.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tiktok_presale.facts.claims import Claim, Commitment
from tiktok_presale.facts.supply import Batch, BatchState, Supply
from tiktok_presale.strategies.engine import st
from tiktok_presale.strategies.pool import FIRST, LAST
from tiktok_presale.strategies.simple import dates, instants

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["batches", "claims", "commitments", "queues", "supplies"]

_SKUS = ("tea", "cup")


def _ids() -> SearchStrategy[str]:
    return st.text("abc123", min_size=1, max_size=6)


def claims(most: int = 9, placed: SearchStrategy[datetime] | None = None) -> SearchStrategy[Claim]:
    """
    Claims to up to *most* units; shrink to one unit of an order of no known buyer.
    """
    return st.builds(
        Claim,
        _ids(),
        st.integers(1, most),
        at=instants() if placed is None else placed,
        tier=st.integers(0, 3),
        buyer=st.none() | st.sampled_from(["x", "y"]),
    )


def queues(most: int = 9, orders: int = 8) -> SearchStrategy[list[Claim]]:
    """
    Orders that wait together, many of them placed at once; shrink to none.

    Args:
        most: The most units that one asks for.
        orders: The most orders that wait.
    """
    at_once = st.sampled_from([datetime.fromisoformat("2026-01-01T00:00:00+00:00")])
    return st.lists(
        claims(most, instants() | at_once), max_size=orders, unique_by=lambda claim: claim.order_id
    )


def commitments(
    skus: Sequence[str] = _SKUS, first: date = FIRST, last: date = LAST, *, most: int = 9
) -> SearchStrategy[Commitment]:
    """
    Promises to be kept from *first* to *last*; shrink to one that nobody knows.
    """
    by = st.none() | dates(first, last)
    return st.builds(Commitment, claims(most), st.sampled_from(skus), by)


def batches(
    skus: Sequence[str] = _SKUS, first: date = FIRST, last: date = LAST, *, most: int = 20
) -> SearchStrategy[Batch]:
    """
    Batches of up to *most* units; shrink to one of none at all, planned without a day.
    """
    return st.builds(
        Batch,
        _ids(),
        st.sampled_from(skus),
        st.integers(0, most),
        arrives=st.none() | dates(first, last),
        state=st.sampled_from(BatchState),
    )


@st.composite
def supplies(
    draw: DrawFn,
    skus: Sequence[str] = _SKUS,
    first: date = FIRST,
    last: date = FIRST + timedelta(days=60),
) -> Supply:
    """
    Supplies of a few batches that arrive within two months; shrink to an empty one.
    """
    given = st.lists(batches(skus, first, last), max_size=5, unique_by=lambda batch: batch.id)
    return Supply(draw(given))
