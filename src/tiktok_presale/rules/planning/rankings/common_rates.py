"""
What do products bring that have enough in common, and which product is drawn towards which?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, final

import attrs

from tiktok_presale import numerics
from tiktok_presale.facts.exposures import ProductRecord
from tiktok_presale.rules.planning.rankings.ranks import CommonRate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tiktok_presale.numerics.shrinkage import Prior

__all__ = ["LEAST_ORDERED", "Counted", "Group", "categories", "groups", "seen"]

Counted: TypeAlias = tuple[ProductRecord, int]

# From a single product that was ordered nothing can be told of how much products differ.
LEAST_ORDERED = 2


@final
@attrs.frozen
class Group:
    """
    Products that are drawn towards the same rate.

    Args:
        category: Their category; None for all of the shop.
        seen: Count and exposure of those that the rate was taken from.
        prior: What their rates have in common.
        members: The products that are drawn towards it, each with its count.
    """

    category: str | None
    seen: tuple[tuple[int, float], ...]
    prior: Prior
    members: tuple[Counted, ...]

    @property
    def common(self) -> CommonRate:
        """
        The rate as the answer shows it.
        """
        rate = sum(count for count, _ in self.seen) / sum(exposure for _, exposure in self.seen)
        half = numerics.shrinkage.weighs_half(self.prior)
        return CommonRate(self.category, len(self.seen), rate, half)

    @property
    def pairs(self) -> list[tuple[int, float]]:
        """
        Count and exposure of the members.
        """
        return _pairs(self.members)


def groups(counted: Sequence[Counted], least_in_category: int) -> list[Group]:
    """
    The shop first, then each category of which enough was seen to stand for itself.

    A category of which hardly anything was ordered has no rate of its own, and belongs to the shop.
    """
    own = [
        _group(name, of)
        for name, of in categories(counted).items()
        if _stands(of, least_in_category)
    ]
    apart = {group.category for group in own}
    rest = tuple(one for one in counted if one[0].category not in apart - {None})
    shop = _group(None, tuple(counted))
    return [attrs.evolve(shop, members=rest), *own]


def categories(counted: Iterable[Counted]) -> dict[str, tuple[Counted, ...]]:
    """
    The products of each category, by name; those of none are left out.
    """
    counted = tuple(counted)
    names = sorted({one.category for one, _ in counted if one.category is not None})
    return {name: tuple(pair for pair in counted if pair[0].category == name) for name in names}


def _stands(members: Sequence[Counted], least: int) -> bool:
    """
    Whether enough was seen and ordered of products for a rate of their own.
    """
    ordered = sum(count > 0 for _, count in members)
    return len(seen(members)) >= least and ordered >= LEAST_ORDERED


def seen(members: Iterable[Counted]) -> list[tuple[int, float]]:
    """
    Count and exposure of the products that were seen.
    """
    return [pair for pair in _pairs(members) if pair[1]]


def _pairs(members: Iterable[Counted]) -> list[tuple[int, float]]:
    return [(count, float(record.exposure)) for record, count in members]


def _group(category: str | None, members: tuple[Counted, ...]) -> Group:
    pairs = tuple(seen(members))
    return Group(category, pairs, numerics.shrinkage.prior_of(pairs), members)
