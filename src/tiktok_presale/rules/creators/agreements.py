"""
Which terms may be agreed with a creator? What policies allow, and what is usual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tiktok_presale.facts.campaigns import Collaboration, Content
from tiktok_presale.rules.creators.printing import decimals
from tiktok_presale.rules.creators.spans import usual_fee
from tiktok_presale.values.findings import Finding, Outcome, Remedy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from fractions import Fraction

    from tiktok_presale.facts.campaigns import DealTerms
    from tiktok_presale.facts.creators import Creator
    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.money import Money
    from tiktok_presale.values.ranges import Range

__all__ = ["agreement"]

_PLACES = 6


def agreement(
    terms: DealTerms, creator: Creator | None, policy: Policy, currency: str
) -> Iterator[Finding]:
    """
    Every reason that speaks for or against the terms, whatever they earn.
    """
    yield from _commission(terms, policy)
    if terms.slot_fee:
        yield from _flat_fee(terms, policy)
        yield from _usual(terms.slot_fee, creator, policy, currency)


def _commission(terms: DealTerms, policy: Policy) -> Iterator[Finding]:
    """
    The share that may be set, and what pages call usual, each for itself where they conflict.
    """
    code = "creators.commission"
    allowed = policy.every(code)
    for figure in allowed:
        yield _within(code, figure, terms.commission, Outcome.FAIL)
    if not allowed:
        yield Finding(Outcome.UNKNOWN, f"{code}_unknown", code, decimals(terms.commission, _PLACES))
    for _, figure in policy.everything_under("creators.commission_typical"):
        yield _within("creators.commission_typical", figure, terms.commission, Outcome.ADVICE)


def _within(code: str, figure: Figure, share: Fraction, outside: Outcome) -> Finding:
    limit = cast("Range[Decimal]", figure.value)
    shown = decimals(share, _PLACES)  # a third has no end, and a finding shows numbers as written
    outcome, remedies = Outcome.PASS, tuple[Remedy, ...]()
    if share not in limit:
        way = "lower_to" if limit.too_high(share) else "raise_to"
        outcome, remedies = outside, (Remedy(way, {"limit": limit}),)
    return Finding(outcome, code, figure.path, shown, limit, remedies, figure.source)


def _flat_fee(terms: DealTerms, policy: Policy) -> Iterator[Finding]:
    """
    A fee besides commission: only for videos of target collaborations, paid once approved.
    """
    code = "creators.flat_fee"
    wrong = (
        (terms.collaboration is Collaboration.OPEN, Remedy("flat_fee_target")),
        (terms.content is Content.LIVE, Remedy("flat_fee_video")),
        (terms.on_approval is False, Remedy("flat_fee_approved")),
    )
    fails = tuple(remedy for is_wrong, remedy in wrong if is_wrong)
    names = ("collaboration", "content", "on_approval")
    untold = tuple(
        Remedy("tell", {"name": f"creator_{n}"}) for n in names if getattr(terms, n) is None
    )
    outcome = Outcome.FAIL if fails else Outcome.UNKNOWN if untold else Outcome.PASS
    figures = policy.every(code)
    for figure in figures:
        yield Finding(
            outcome, code, figure.path, terms.slot_fee, figure.value, fails or untold, figure.source
        )
    if not figures:
        yield Finding(Outcome.UNKNOWN, f"{code}_unknown", code, terms.slot_fee)


def _usual(fee: Money, creator: Creator | None, policy: Policy, currency: str) -> Iterator[Finding]:
    """
    What creators of that many followers usually ask; nothing where no source says.
    """
    followers = None if creator is None else creator.followers
    figure = usual_fee(followers, policy, currency)
    if figure is None:
        return
    limit = cast("Range[Money]", figure.value)
    outcome = Outcome.PASS if fee in limit else Outcome.ADVICE
    yield Finding(outcome, "creators.fee", figure.path, fee, limit, (), figure.source)
