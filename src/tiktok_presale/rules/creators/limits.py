"""
May this creator promote these goods at all? The limits that no score outweighs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tiktok_presale.facts.metrics import lies_in
from tiktok_presale.facts.shops import metric_of
from tiktok_presale.values.affinities import category_word
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from tiktok_presale.facts.affinities import Affinities
    from tiktok_presale.facts.creators import Creator
    from tiktok_presale.facts.shops import Product, Shop
    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.affinities import Affinity
    from tiktok_presale.values.sources import Source

__all__ = ["category", "limits"]

_AFFINITY = "creators.affinity"


def limits(
    creator: Creator,
    product: Product,
    policy: Policy,
    shop: Shop | None,
    affinities: Affinities | None,
    most_violations: int,
) -> tuple[Finding, ...]:
    """
    Every limit on a creator for these goods: fit, followers, age, the shop's rating, breaches.
    """
    return (
        *category(creator, product, policy, affinities),
        *_followers(creator, policy),
        *_age(creator, policy),
        *_store_rating(shop, policy),
        *_violations(creator, policy, most_violations),
    )


def category(
    creator: Creator, product: Product, policy: Policy, affinities: Affinities | None
) -> Iterator[Finding]:
    """
    Whether the creator fits the goods (F15), by every source that says anything of the two.

    A creator of the goods' own category fits, unless a source says never.
    """
    code, goods = "creators.category", product.category
    given = creator.categories or None
    params = {"goods": (goods,)}
    if goods is None or given is None:
        asked = "product_category" if goods is None else "creator_categories"
        tell = (Remedy("tell", {"name": asked}),)
        yield Finding(Outcome.UNKNOWN, f"{code}_untold", _AFFINITY, given, None, tell)
        return
    spoken = False
    for path, affinity, source in _voices(goods, policy, affinities):
        fits = affinity.says(given)
        if fits is None:
            continue
        spoken = True
        outcome = Outcome.PASS if fits else Outcome.FAIL
        wanted = Remedy("other_creator", {"wanted": affinity})
        remedies = (wanted,) * (not fits)
        yield Finding(outcome, code, path, given, affinity, remedies, source, params)
    if spoken:
        return
    if category_word(goods) in map(category_word, given):
        yield Finding(Outcome.PASS, f"{code}_own", _AFFINITY, given, None, params=params)
    else:
        add = (Remedy("add_affinity", params),)
        yield Finding(Outcome.UNKNOWN, code, _AFFINITY, given, None, add, params=params)


def _voices(
    goods: str, policy: Policy, affinities: Affinities | None
) -> Iterator[tuple[str, Affinity, Source]]:
    word = category_word(goods)
    path = f"{_AFFINITY}.{word}"
    for figure in policy.every(path):
        yield figure.path, cast("Affinity", figure.value), figure.source
    if affinities is None:
        return
    for name, affinity in affinities.table.items():
        if category_word(name) == word:
            yield path, affinity, affinities.source


def _followers(creator: Creator, policy: Policy) -> Iterator[Finding]:
    """
    What the market asks for, and whom sellers should look for (F14).
    """
    code = "creators.followers"
    asked, sought = policy.every(code), policy.every(f"{code}_sought")
    for figure in asked:
        yield _of_creator(code, figure, creator.followers, "creator_followers")
    for figure in sought:
        yield _of_creator(f"{code}_sought", figure, creator.followers, "creator_followers")
    if not asked and not sought:
        yield Finding(Outcome.UNKNOWN, f"{code}_unknown", code, creator.followers)


def _age(creator: Creator, policy: Policy) -> Iterator[Finding]:
    for figure in policy.every("creators.age"):
        yield _of_creator("creators.age", figure, creator.age, "creator_age")


def _of_creator(code: str, figure: Figure, actual: int | None, asked: str) -> Finding:
    wanted = cast("Range[Decimal]", figure.value)
    outcome, remedies = Outcome.PASS, tuple[Remedy, ...]()
    if actual is None:
        outcome, remedies = Outcome.UNKNOWN, (Remedy("tell", {"name": asked}),)
    elif actual not in wanted:
        outcome, remedies = Outcome.FAIL, (Remedy("other_creator", {"wanted": wanted}),)
    return Finding(outcome, code, figure.path, actual, wanted, remedies, figure.source)


def _store_rating(shop: Shop | None, policy: Policy) -> Iterator[Finding]:
    code, rating = "creators.store_rating", metric_of(shop, "rating")
    for figure in policy.every(code):
        wanted = cast("Range[Decimal]", figure.value)
        outcome, remedies = Outcome.PASS, tuple[Remedy, ...]()
        if rating is None:
            outcome, remedies = Outcome.UNKNOWN, (Remedy("tell", {"name": "rating"}),)
        elif not lies_in(rating, wanted):
            outcome, remedies = Outcome.FAIL, (Remedy("raise_to", {"limit": wanted}),)
        yield Finding(outcome, code, figure.path, rating, wanted, remedies, figure.source)


def _violations(creator: Creator, policy: Policy, most: int) -> Iterator[Finding]:
    """
    Breaches on the creator's record, where a breach of the creator's is charged to the shop too.
    """
    code, given, limit = "creators.violations", creator.violations, Range.at_most(most)
    for figure in policy.every("creators.breach_hits_shop"):
        if not figure.value:
            continue
        outcome, remedies = Outcome.PASS, tuple[Remedy, ...]()
        if given is None:
            outcome, remedies = Outcome.UNKNOWN, (Remedy("tell", {"name": "creator_violations"}),)
        elif given > most:
            outcome = Outcome.FAIL
            remedies = (Remedy("other_creator_breaches", {"limit": limit}),)
        yield Finding(outcome, code, figure.path, given, limit, remedies, figure.source)
