"""
Does this creator fit these goods, and what would one video of theirs bring?
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import attrs

from tiktok_presale.facts.affinities import Affinities
from tiktok_presale.facts.campaigns import Campaign
from tiktok_presale.facts.creators import Creator
from tiktok_presale.rules.arguments import check_policy, check_shop
from tiktok_presale.rules.creators.expecting import expectation
from tiktok_presale.rules.creators.limits import limits
from tiktok_presale.rules.creators.matches import Match, ScorePart
from tiktok_presale.rules.creators.printing import printed
from tiktok_presale.rules.creators.spans import NAMES, Basis, FactSpan, check_assumed, spans
from tiktok_presale.values.checks import check_aware, check_int, check_kind
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.creators.expecting import VideoExpectation
    from tiktok_presale.values.exact import Exact

__all__ = ["match"]

_NOTHING: Mapping[str, Range[Any]] = {}


def match(  # noqa: PLR0913 - every assumption is an argument, and all but three are keywords
    creator: Creator,
    campaign: Campaign,
    policy: Policy,
    *,
    at: datetime,
    shop: Shop | None = None,
    affinities: Affinities | None = None,
    most_violations: int = 0,
    assumed: Mapping[str, Range[Any]] = _NOTHING,
    by_gpm: bool = True,
    step: Exact = "0.10",
) -> Match:
    """
    Whether a creator may and should promote these goods, and what one video is expected to bring.

    First the limits that no score outweighs, each with its reason: the creator fits the goods
    (F15), has the followers that the market asks for and that sellers should look for (F14), is of
    age, keeps the rules, and the shop's rating is high enough. Then the orders and the earnings of
    one video. A fact that is missing widens the answer and is named; it never counts as zero.

    Args:
        creator: The creator.
        campaign: What is to be sold: goods, costs, wait and cap.
        policy: The rules in force; what a law or another pack beside it says counts too.
        at: The instant for which it is asked.
        shop: The shop, whose rating some markets look at.
        affinities: A table of the seller's own on which creators go with which goods.
        most_violations: How many breaches on a creator's record the seller puts up with, where a
            creator's breach is charged to the shop.
        assumed: For facts that are missing, from what to what they may lie: video_views,
            conversion, returned, commission, slot_fee.
        by_gpm: Whether a missing conversion is read off sales per thousand views: what viewers
            spent on other goods they are taken to spend on these.
        step: By how much each part is changed to see what it does.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If an assumption cannot be.
        CurrencyMismatchError: If an assumed fee is in another currency than the price.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from tiktok_presale import CostSheet, Policy, Product
        >>> at = datetime(2026, 7, 1, tzinfo=UTC)
        >>> creator = Creator(id="chef", followers=200_000, categories=("food",), age=30)
        >>> campaign = Campaign(product=Product(id="p1", category="electronics"))
        >>> found = match(creator, campaign, Policy.in_force("cross-border", on=at), at=at)
        >>> [finding.code for finding in found.decision.failures]
        ['creators.category']
    """
    check_kind("creator", creator, Creator, "a Creator; write Creator(id='glow')")
    check_kind("campaign", campaign, Campaign, "a Campaign; write Campaign(product=…)")
    check_policy(policy)
    check_aware("at", at)
    check_shop(shop)
    if affinities is not None:
        check_kind("affinities", affinities, Affinities, "an Affinities or None")
    check_int("most_violations", most_violations)
    change = exact("step", step)
    if not 0 < change <= 1:
        raise OutOfRangeError("step", str(change), "above 0 and at most 1; 10 % is '0.10'")
    if not isinstance(cast("object", by_gpm), bool):
        raise WrongTypeError("by_gpm", "True or False", type(by_gpm).__name__)
    sheet = campaign.sheet
    supposed = check_assumed(assumed, None if sheet is None else sheet.currency)
    found = limits(creator, campaign.product, policy, shop, affinities, most_violations)
    given = spans(creator, campaign, policy, supposed, by_gpm=by_gpm)
    expected = expectation(given, sheet, campaign.cap)
    told: dict[str, object] = {"creator": creator, "creator_campaign": campaign}
    told |= {f"creator_{name}": value for name, value in supposed.items()}
    told |= {"most_violations": most_violations, "by_gpm": by_gpm, "creator_step": change}
    grounds = Grounds(
        told,
        tuple(_cap(given, campaign, expected)),
        tuple(_changes(given, campaign, change)),
        tuple(_missing(given, campaign)),
    )
    return Match(
        creator=creator,
        decision=Decision("creators", policy.edition, at, found),
        orders=expected.orders,
        earns=expected.earns,
        parts=tuple(_parts(given, campaign)),
        lines=expected.lines,
        grounds=grounds,
    )


def _parts(given: dict[str, FactSpan], campaign: Campaign) -> Iterator[ScorePart]:
    for name in _used(campaign):
        span = given[name]
        yield ScorePart(name, _shown(name, span, campaign), span.basis)


def _used(campaign: Campaign) -> tuple[str, ...]:
    """
    The parts that count: without costs, views and conversion alone.
    """
    return NAMES[:2] if campaign.sheet is None else NAMES


def _shown(name: str, span: FactSpan, campaign: Campaign) -> Range[Any]:
    """
    A span in the form in which people read it.
    """
    if name == "slot_fee" and campaign.sheet is not None:
        currency = campaign.sheet.currency
        return Range(_fee(span.low, currency), _fee(span.high, currency))
    return printed(Range(span.low, span.high, unit="views" if name == "video_views" else "share"))


def _fee(end: Fraction | None, currency: str) -> Money | None:
    one = Money.from_minor(1, currency)
    return None if end is None else one.times(end, rounding=Rounding.HALF_EVEN)


def _missing(given: dict[str, FactSpan], campaign: Campaign) -> Iterator[Finding]:
    """
    What was not told, and what stands in its place.
    """
    if campaign.sheet is None:
        remedies = (Remedy("tell", {"name": "creator_sheet"}),)
        yield Finding(Outcome.UNKNOWN, "creators.no_sheet", "creators.score", remedies=remedies)
    for name in _used(campaign):
        span, params = given[name], {"name": f"creator_{name}"}
        shown = _shown(name, span, campaign)
        remedies = (Remedy("tell", params),)
        if span.basis is Basis.UNKNOWN:
            yield Finding(
                Outcome.UNKNOWN,
                "creators.fact",
                "creators.score",
                None,
                shown,
                remedies,
                None,
                params,
            )
        elif span.basis in {Basis.DERIVED, Basis.USUAL}:
            derived = span.basis is Basis.DERIVED
            code = "creators.fact_derived" if derived else "creators.fact_usual"
            yield Finding(
                Outcome.ADVICE, code, "creators.score", None, shown, remedies, None, params
            )


def _cap(
    given: dict[str, FactSpan], campaign: Campaign, expected: VideoExpectation
) -> Iterator[Bound]:
    """
    The cap of the presale, and what it costs where that can be told.
    """
    if campaign.cap is None:
        return
    most = expected.uncapped.high
    binds = most is None or most > campaign.cap
    cost = None
    free = expectation(given, campaign.sheet, None).earns
    if free is not None and free.high is not None and expected.earns is not None:
        capped = expected.earns.high
        cost = None if capped is None else free.high - capped
    yield Bound("creators_cap", Range.at_most(campaign.cap, unit="units"), binds, cost=cost)


def _changes(
    given: dict[str, FactSpan], campaign: Campaign, step: Fraction
) -> Iterator[Sensitivity]:
    """
    What the answer would be with each part that is known a step higher.
    """
    for name in _used(campaign):
        span = given[name]
        if span.high is None or not span.known:
            continue
        moved = span.low * (1 + step)
        if name in NAMES[1:4]:
            moved = min(moved, Fraction(1))
        if moved == span.low:
            continue
        other = attrs.evolve(span, low=moved, high=moved)
        expected = expectation({**given, name: other}, campaign.sheet, campaign.cap)
        answer = expected.orders if expected.earns is None else expected.earns
        shown = _shown(name, span, campaign), _shown(name, other, campaign)
        yield Sensitivity(f"creator_{name}", *shown, printed(answer))
