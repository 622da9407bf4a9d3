"""
Strategies for creators, what they are asked to sell, and what they have sold.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from tiktok_presale.facts.campaigns import Campaign, Collaboration, Content, DealTerms
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.facts.creators import Creator
from tiktok_presale.facts.promoted import AffiliateSale, VideoResult
from tiktok_presale.facts.returns import ReturnCurve
from tiktok_presale.facts.shops import Product
from tiktok_presale.rules.creators.choices import Candidate
from tiktok_presale.strategies.engine import st
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = [
    "affiliate_sales",
    "campaigns",
    "creator_candidates",
    "creators",
    "deal_terms",
    "video_results",
]

# Categories that sources speak of, and two that none does.
_CATEGORIES = ("beauty", "skin_care", "tools", "diy", "electronics", "food", "toys", "pets")
# Ends of tiers and of what markets ask for, and the numbers beside them.
_FOLLOWERS = (0, 999, 1_000, 5_000, 49_999, 50_000, 100_000, 500_000, 500_001, 2_000_000)


def _ids() -> SearchStrategy[str]:
    return st.text("abc123", min_size=1, max_size=6)


def _shares() -> SearchStrategy[Fraction]:
    return st.sampled_from([Fraction(0), Fraction(1)]) | st.fractions(0, 1, max_denominator=200)


def _sums(currency: str, most: int) -> SearchStrategy[Money]:
    return st.integers(0, most).map(lambda minor: Money.from_minor(minor, currency))


def creators(currency: str = "USD", ids: Sequence[str] = ()) -> SearchStrategy[Creator]:
    """
    Creators of whom anything may be unknown; shrink to one of whom nothing is known.

    Args:
        currency: The currency of their sums.
        ids: The ids to draw from; any where it is empty.
    """
    return st.builds(
        Creator,
        id=st.sampled_from(ids) if ids else _ids(),
        region=st.none() | st.sampled_from(["TH", "US"]),
        followers=st.none() | st.sampled_from(_FOLLOWERS) | st.integers(0, 2_000_000),
        categories=st.lists(st.sampled_from(_CATEGORIES), max_size=3, unique=True),
        age=st.none() | st.integers(16, 40),
        rating=st.none() | st.sampled_from([0, Decimal("2.4"), Decimal("2.5"), 5]),
        violations=st.none() | st.integers(0, 3),
        video_views=st.none() | st.integers(0, 200_000),
        conversion=st.none() | _shares(),
        returned=st.none() | _shares(),
        gpm=st.none() | _sums(currency, 50_000),
        commission=st.none() | _shares(),
        slot_fee=st.none() | _sums(currency, 100_000),
    )


@st.composite
def _sheets(draw: DrawFn, currency: str) -> CostSheet:
    price = draw(st.integers(1, 20_000))
    return CostSheet(
        price=Money.from_minor(price, currency),
        unit_cost=draw(_sums(currency, price)),
        commission=draw(_shares()),
        platform_fee=draw(st.fractions(0, Fraction(1, 5), max_denominator=100)),
        freight_out=draw(_sums(currency, 800)),
        freight_back=draw(_sums(currency, 800)),
        handling=draw(_sums(currency, 300)),
        clearance=draw(_shares()),
        slot_fee=draw(_sums(currency, 50_000)),
        fees_kept=draw(st.booleans()),
    )


@st.composite
def campaigns(draw: DrawFn, currency: str = "USD") -> Campaign:
    """
    What creators are asked to sell; shrinks to goods of which nothing is known.
    """
    points = st.dictionaries(st.integers(0, 60), _shares(), min_size=1, max_size=4)
    return Campaign(
        product=Product(id="p1", category=draw(st.none() | st.sampled_from(_CATEGORIES))),
        sheet=draw(st.none() | _sheets(currency)),
        wait=draw(st.none() | st.integers(0, 60)),
        returns=draw(st.none() | st.builds(ReturnCurve, points)),
        cap=draw(st.none() | st.integers(0, 5_000)),
    )


def deal_terms(currency: str = "USD") -> SearchStrategy[DealTerms]:
    """
    Terms of any commission, with and without a slot fee; shrink to none at all.
    """
    return st.builds(
        DealTerms,
        commission=_shares(),
        slot_fee=st.none() | _sums(currency, 200_000),
        collaboration=st.none() | st.sampled_from(Collaboration),
        content=st.none() | st.sampled_from(Content),
        on_approval=st.none() | st.booleans(),
    )


@st.composite
def affiliate_sales(draw: DrawFn, creators: Sequence[str] = ("glow", "chef")) -> AffiliateSale:
    """
    Lines of affiliate orders, parts of which may come back; shrink to one of no unit.
    """
    quantity = draw(st.integers(0, 20))
    return AffiliateSale(
        order_id=draw(_ids()),
        creator=draw(st.sampled_from(creators)),
        product_id="p1",
        quantity=quantity,
        refunded=draw(st.integers(0, quantity)),
        returned=draw(st.integers(0, quantity)),
        commission=draw(st.none() | _shares()),
    )


def video_results(creators: Sequence[str] = ("glow", "chef")) -> SearchStrategy[VideoResult]:
    """
    Videos and what they brought; shrink to one that nobody saw.
    """
    return st.builds(
        VideoResult,
        id=_ids(),
        creator=st.sampled_from(creators),
        views=st.integers(0, 100_000),
        orders=st.integers(0, 500),
        units=st.integers(0, 500),
    )


def creator_candidates(
    currency: str = "USD", *, most: int = 12, units: int = 60
) -> SearchStrategy[list[Candidate]]:
    """
    Creators to choose among, each once; shrink to none.

    Args:
        currency: The currency of their sums.
        most: The most creators.
        units: The most units that one is expected to sell.
    """
    earns = st.integers(-500, 20_000).map(lambda minor: Money.from_minor(minor, currency))
    one = st.builds(
        Candidate, id=_ids(), units=st.integers(0, units), earns=earns, fee=_sums(currency, 9_000)
    )
    return st.lists(one, max_size=most, unique_by=lambda candidate: candidate.id)
