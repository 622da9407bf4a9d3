"""
May this blind box be sold in this market?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs

from tiktok_presale.rules.arguments import check_policy, check_shop
from tiktok_presale.rules.boxes.disclosing import check_box, told
from tiktok_presale.values.checks import check_aware, check_text, is_iso
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from tiktok_presale.facts.boxes import BlindBox
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.money import Money
    from tiktok_presale.values.ranges import OneOf, Range

__all__ = ["check"]


def check(
    box: BlindBox,
    policy: Policy,
    *,
    at: datetime,
    shop: Shop | None = None,
    region: str | None = None,
) -> Decision:
    """
    Whether a box may be sold under the market's rules, and the laws they were combined with.

    Who may buy it is another question: `may_draw`.

    Args:
        box: The box on offer.
        policy: The rules in force at *at*.
        at: The instant for which it is asked.
        shop: The shop, whose seller type decides whether it needs an invitation.
        region: The part of the market in which it is sold: as the policy names it ("shanghai"), or
            its ISO 3166-2 code ("CN-SH", "CN-BJ").

    Raises:
        NaiveTimeError: If *at* has no time zone.

    Examples:
        >>> from datetime import datetime, UTC
        >>> from tiktok_presale import BlindBox, Money, OddsTable, Policy
        >>> at = datetime(2026, 2, 2, tzinfo=UTC)
        >>> box = BlindBox(id="p1", odds=OddsTable.of({"bear": 1}), price=Money(120, "USD"),
        ...                maker_sealed=False)
        >>> decision = check(box, Policy.in_force("us", on=at), at=at)
        >>> [finding.code for finding in decision.failures]
        ['boxes.maker_sealed', 'boxes.price', 'boxes.disclose']
    """
    check_box(box)
    check_policy(policy)
    check_shop(shop)
    check_aware("at", at)
    check_text("region", region, optional=True)
    found = [
        judge(box, figure)
        for path, judge in _JUDGES.items()
        for figure in policy.every(f"blind_box.{path}")
    ]
    found += _prices_in(box, policy, region)
    found += [_invited(box, figure, shop) for figure in policy.every("blind_box.invited")]
    found += [_advised(box, figure) for figure in policy.every("blind_box.limits_advised")]
    given = tuple(finding for finding in found if finding is not None)
    # A market without a rule for blind boxes has not allowed them.
    none = Finding(Outcome.UNKNOWN, "boxes.none", "blind_box")
    return Decision("boxes", policy.edition, at, given or (none,))


def _judged(
    code: str,
    figure: Figure,
    actual: object,
    remedy: Remedy,
    *,
    good: bool | None,
    ask: str = "",
) -> Finding:
    """
    One finding about one figure. Where it cannot be told, to tell *ask* is the remedy.
    """
    outcome, remedies = Outcome.PASS, tuple[Remedy, ...]()
    if good is None:
        outcome, remedies = Outcome.UNKNOWN, (Remedy("tell", {"name": ask}) if ask else remedy,)
    elif not good:
        outcome, remedies = Outcome.FAIL, (remedy,)
    return Finding(outcome, code, figure.path, actual, figure.value, remedies, figure.source)


def _sealed(box: BlindBox, figure: Figure) -> Finding | None:
    """
    Only the maker packs: no bundle put together by seller, brand or creator.
    """
    if not figure.value:
        return None
    given, remedy = box.maker_sealed, Remedy("seal_by_maker")
    return _judged("boxes.maker_sealed", figure, given, remedy, good=given, ask="box_sealed")


def _similar(box: BlindBox, figure: Figure) -> Finding | None:
    """
    Nobody wins or loses by value. No source says how near "similar" is, so only equal is sure.
    """
    if not figure.value:
        return None
    values, remedy = box.odds.value_range, Remedy("equal_values")
    good = None if values is None else values.low == values.high
    return _judged("boxes.similar_value", figure, values, remedy, good=good, ask="estimated_value")


def _price(box: BlindBox, figure: Figure) -> Finding:
    limit = cast("Range[Money]", figure.value)
    currencies = {end.currency for end in (limit.low, limit.high) if end is not None}
    if box.price.currency not in currencies:
        # A limit in one currency says nothing of a price in another.
        remedy = Remedy("price_in_currency", {"currency": ", ".join(sorted(currencies))})
        return _judged("boxes.price", figure, box.price, remedy, good=None)
    remedy = Remedy("price_within", {"limit": limit})
    return _judged("boxes.price", figure, box.price, remedy, good=box.price in limit)


def _prices_in(box: BlindBox, policy: Policy, region: str | None) -> Iterator[Finding]:
    """
    Limits of a part of the market. Where it is sold is asked for only if that decides.
    """
    for name, figure in policy.everything_under("blind_box.price_in"):
        found = _price(box, figure)
        sold_there = _lies_in(region, name)
        if sold_there:
            yield found
        elif sold_there is None and found.outcome is not Outcome.PASS:
            ask = Remedy("tell", {"name": "box_region"})
            remedies = (*found.remedies, ask)
            yield attrs.evolve(found, outcome=Outcome.UNKNOWN, remedies=remedies)


# The ISO 3166-2 codes of the regions that packs name.
_CODES = {"shanghai": "CN-SH"}


def _lies_in(region: str | None, name: str) -> bool | None:
    """
    Whether a region is the one of that name; None where that cannot be told.

    A code of another region is another region. Any other word may be one misspelt, or written in
    another language, and a limit must not be lost by that.
    """
    if region is None:
        return None
    given = region.strip()
    if given.lower().replace(" ", "_") == name or given.upper() == _CODES.get(name):
        return True
    country, _, part = given.partition("-")
    return False if is_iso(country) and part.isalnum() and part.isupper() else None


def _disclosed(box: BlindBox, figure: Figure) -> Finding:
    needed = cast("tuple[str, ...]", figure.value)
    known = told(box)
    missing = tuple(name for name in needed if name not in known)
    actual = tuple(name for name in needed if name in known)
    remedy = Remedy("show", {"missing": missing})
    return _judged("boxes.disclose", figure, actual, remedy, good=not missing)


def _goods(box: BlindBox, figure: Figure) -> Finding:
    limit = cast("OneOf", figure.value)
    good = None if box.goods is None else box.goods in limit
    remedy = Remedy("other_goods")
    return _judged("boxes.barred_goods", figure, box.goods, remedy, good=good, ask="goods")


def _quality(box: BlindBox, figure: Figure) -> Finding | None:
    """
    Some goods only with a guarantee of their quality.
    """
    code, remedy = "boxes.guaranteed_goods", Remedy("guarantee_quality")
    if box.goods is None:
        return _judged(code, figure, None, remedy, good=None, ask="goods")
    if box.goods not in cast("OneOf", figure.value):
        return None
    good = box.quality_guaranteed
    return _judged(code, figure, box.goods, remedy, good=good, ask="box_quality")


def _invited(box: BlindBox, figure: Figure, shop: Shop | None) -> Finding | None:
    """
    Some sellers by invitation only.
    """
    code, remedy = "boxes.invited", Remedy("get_invited")
    seller = None if shop is None else shop.seller_type
    if seller is None:
        return _judged(code, figure, None, remedy, good=None, ask="seller_type")
    if seller not in cast("OneOf", figure.value):
        return None
    return _judged(code, figure, seller, remedy, good=box.invited, ask="box_invited")


def _advised(box: BlindBox, figure: Figure) -> Finding:
    """
    Limits that a seller is encouraged to set, without any figure for them.
    """
    limits, set_ = box.limits, dict[str, bool]()
    if limits is not None:
        set_ = {
            "time": limits.opens is not None,
            "money": limits.spend is not None,
            "draws": limits.draws is not None,
        }
    advised = cast("tuple[str, ...]", figure.value)
    missing = tuple(name for name in advised if not set_.get(name))
    outcome = Outcome.ADVICE if missing else Outcome.PASS
    remedies = (Remedy("set_limits", {"missing": missing}),) if missing else ()
    given = tuple(name for name in advised if set_.get(name))
    code, source = "boxes.limits_advised", figure.source
    return Finding(outcome, code, figure.path, given, advised, remedies, source)


# The figures that look at the box alone, in the order in which they are told.
_JUDGES: dict[str, Callable[[BlindBox, Figure], Finding | None]] = {
    "maker_sealed": _sealed,
    "similar_value": _similar,
    "price": _price,
    "disclose": _disclosed,
    "barred_goods": _goods,
    "guaranteed_goods": _quality,
}
