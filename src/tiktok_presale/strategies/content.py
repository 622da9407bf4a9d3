"""
Strategies for videos: their claims, shots and plans, and what is known of a sale.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tiktok_presale.facts.video_claims import (
    DeadlineClaim,
    DiscountClaim,
    DispatchClaim,
    OddsClaim,
    PriceClaim,
    StockClaim,
    StockForm,
    VideoClaim,
)
from tiktok_presale.facts.videos import SaleRecord, Seen, Shot, VideoPlan, milliseconds
from tiktok_presale.strategies.engine import st
from tiktok_presale.strategies.offers import sale_periods
from tiktok_presale.strategies.simple import dates, days, instants, money

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["sale_records", "shots", "video_claims", "video_plans"]

# Words that claim something, and words that claim nothing.
_SAID = (
    "",
    "Hear that crunch?",
    "Only 100 left!",
    "Last day, ships tomorrow.",
    "听这声音！",
    "仅剩100件，今日截止。",
    "Pre-order: ships within 10 days",
)


def video_claims() -> SearchStrategy[VideoClaim]:
    """
    Claims of every kind; shrink to an offer that is limited in time.
    """
    shares = st.sampled_from((Fraction(1), Fraction(1, 2), Fraction(1, 100)))
    return st.one_of(
        st.builds(DeadlineClaim, st.none() | sale_periods()),
        st.builds(StockClaim, st.sampled_from(StockForm), st.none() | st.integers(0, 10_000)),
        st.builds(PriceClaim, money(least=1)),
        st.builds(DiscountClaim, shares),
        st.builds(DispatchClaim, days() | dates(), st.booleans()),
        st.builds(OddsClaim, st.none() | shares),
    )


@st.composite
def _shots(draw: DrawFn, most: int) -> tuple[Shot, ...]:
    lengths = draw(st.lists(st.integers(1, 20_000), max_size=most))
    starts, made = 0, list[Shot]()
    for length in lengths:
        starts += draw(st.sampled_from((0, 500)))
        made.append(
            Shot(
                starts=milliseconds(starts),
                ends=milliseconds(starts + length),
                seen=draw(st.lists(st.sampled_from(Seen), min_size=1, max_size=2)),
                said=draw(st.sampled_from(_SAID)),
                shown=draw(st.sampled_from(_SAID)),
            )
        )
        starts += length
    return tuple(made)


def shots(most: int = 6) -> SearchStrategy[tuple[Shot, ...]]:
    """
    Up to *most* shots in order, with gaps and without; shrink to none.
    """
    return _shots(most)


@st.composite
def _plans(draw: DrawFn, offer: str) -> VideoPlan:
    made = draw(shots())
    return VideoPlan(
        offer=offer,
        language=draw(st.sampled_from(("en", "zh"))),
        length=made[-1].ends if made else 1,
        shots=made,
        caption=draw(st.sampled_from(_SAID)),
        hashtags=draw(st.lists(st.sampled_from(("presale", "限时预售")), max_size=2)),
        claims=draw(st.lists(video_claims(), max_size=3)),
        original=draw(st.sampled_from([None, True, False])),
    )


def video_plans(offer: str = "of1") -> SearchStrategy[VideoPlan]:
    """
    Plans of videos for an offer, good and bad; shrink to one without any shot.
    """
    return _plans(offer)


def sale_records(currency: str = "USD") -> SearchStrategy[SaleRecord]:
    """
    What is known of a sale, with the price before in a currency; shrink to nothing.
    """
    return st.builds(
        SaleRecord,
        sold=st.none() | st.integers(0, 10_000),
        was=st.none() | money([currency], least=1),
        ends_told=st.lists(instants(), max_size=2),
    )
