"""
What stands in the way of ranks, and what to know before they are believed?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts.exposures import ExposureUnit
from tiktok_presale.rules.planning.rankings.common_rates import LEAST_ORDERED, categories, seen
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tiktok_presale.facts.exposures import ProductRecord
    from tiktok_presale.rules.planning.rankings.common_rates import Counted

__all__ = ["alike", "compared_with_all", "missing", "more_than_seen", "unseen", "without_returns"]


def missing(counted: Sequence[Counted], least: int) -> list[Finding]:
    """
    Why no product can have a place at all: too few were seen, or hardly any was ordered.
    """
    number = len(seen(counted))
    if number < least:
        limit = Range.at_least(least, unit="products")
        remedies = (Remedy("more_products", {"products": least - number}),)
        return [Finding(Outcome.UNKNOWN, "hits.products", "hits", number, limit, remedies)]
    ordered = sum(count > 0 for _, count in counted)
    if ordered < LEAST_ORDERED:
        limit = Range.at_least(LEAST_ORDERED, unit="products")
        remedies = (Remedy("more_ordered", {"products": LEAST_ORDERED - ordered}),)
        return [Finding(Outcome.UNKNOWN, "hits.ordered", "hits", ordered, limit, remedies)]
    return []


def without_returns(number: int) -> Iterator[Finding]:
    """
    Products whose returns are not told have no place where only kept orders count.
    """
    if number:
        remedies = (Remedy("tell", {"name": "returned"}),)
        yield Finding(Outcome.UNKNOWN, "hits.returns", "hits", number, None, remedies)


def more_than_seen(told: Sequence[ProductRecord], unit: ExposureUnit) -> Iterator[Finding]:
    """
    More orders than a product was seen: most likely the two numbers of a record are swapped.
    """
    if unit in {ExposureUnit.DAYS, ExposureUnit.WEEKS}:
        return
    odd = [one.product for one in told if one.orders > one.exposure]
    if odd:
        params = {"product": odd[0]}
        yield Finding(Outcome.ADVICE, "hits.more_than_seen", "hits", len(odd), params=params)


def unseen(counted: Sequence[Counted]) -> Iterator[Finding]:
    """
    Products that nobody saw yet stand where the average puts them.
    """
    number = len(counted) - len(seen(counted))
    if number:
        yield Finding(Outcome.ADVICE, "hits.unseen", "hits", number)


def alike(products: int, category: str | None) -> Finding:
    """
    Products that differ by no more than chance would make of equal ones.
    """
    code, params = "hits.alike", dict[str, object]()
    if category is not None:
        code, params = "hits.category_alike", {"category": category}
    return Finding(Outcome.ADVICE, code, "hits", products, params=params)


def compared_with_all(
    counted: Sequence[Counted], apart: Collection[str | None], least: int
) -> Iterator[Finding]:
    """
    Categories that do not stand for themselves: too little of them was seen, or ordered.
    """
    limit = Range.at_least(least, unit="products")
    for name, members in categories(counted).items():
        if name not in apart:
            number = len(seen(members))
            code = "hits.idle_category" if number in limit else "hits.small_category"
            params = {"category": name}
            yield Finding(Outcome.ADVICE, code, "hits", number, limit, params=params)
