"""
Strategies for what was seen of products and what they brought.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tiktok_presale.facts.exposures import ProductRecord
from tiktok_presale.strategies.engine import st

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["assortments", "product_records"]

# Often the same, so that products can be compared that were seen as much.
_USUAL = (Fraction(1, 2), Fraction(1), Fraction(100), Fraction(2_500))


@st.composite
def product_records(draw: DrawFn) -> ProductRecord:
    """
    What was seen of one product; shrinks to one that was never seen, of no category.
    """
    product = draw(st.text("abc123", min_size=1, max_size=6))
    exposure = draw(
        st.just(Fraction(0))
        | st.sampled_from(_USUAL)
        | st.integers(1, 1_000_000).map(lambda hundredths: Fraction(hundredths, 100))
    )
    orders = draw(st.integers(0, 300)) if exposure else 0
    category = draw(st.none() | st.sampled_from(["lamp", "mug"]))
    returned = draw(st.none() | st.integers(0, orders))
    return ProductRecord(product, orders, exposure, category=category, returned=returned)


def assortments(*, least: int = 0, most: int = 9) -> SearchStrategy[list[ProductRecord]]:
    """
    What was seen of the products of a shop; shrink to as few as allowed, none of them ever seen.

    Args:
        least: The fewest products.
        most: The most products.
    """
    records = product_records()
    return st.lists(records, min_size=least, max_size=most, unique_by=lambda record: record.product)
