"""
Which limits to set: from past sales, and from the listings of a shop.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.limits import Limit, Scope
from tiktok_presale.rules import caps
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.values.checks import check_aware, check_int, check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.ranges import Range
from tiktok_presale.values.sources import Source

if TYPE_CHECKING:
    from datetime import datetime

    from tiktok_presale.policy.policy import Policy

__all__ = ["LimitAdvice", "limits", "listing_limits"]


@final
@attrs.frozen(kw_only=True)
class LimitAdvice(Value):
    """
    Limits for a ledger, and what speaks for them.

    Args:
        limits: The limits; none where nothing is known that one could follow from.
        decision: Whether the planned units keep to them, with every reason.
    """

    limits: tuple[Limit, ...]
    decision: Decision


def limits(
    policy: Policy,
    *,
    history: int | None = None,
    planned: int | None = None,
    at: datetime | None = None,
) -> LimitAdvice:
    """
    The limit of the whole sale that follows from past sales and from what is planned (F19).

    It is the smaller of the two. Planning more than is recommended is not cut down in silence: the
    decision says so.

    Args:
        policy: The rules in force.
        history: Units sold in the past period that the sale is compared with.
        planned: Units that are to be offered; None for as many as are recommended.
        at: The instant for which it is asked; kept in the decision.

    Raises:
        OutOfRangeError: If a number is negative.

    Examples:
        >>> from datetime import date
        >>> from tiktok_presale import Policy
        >>> policy = Policy.in_force("cross-border", on=date(2025, 6, 1))
        >>> found = limits(policy, history=10_000, planned=8_000)
        >>> str(found.limits[0]), found.decision.allowed
        ('the whole sale: 7,000', False)
    """
    check_policy(policy)
    for name, number in (("history", history), ("planned", planned)):
        if number is not None:
            check_int(name, number)
    most = None
    if history is not None and policy.find("caps.recommended") is not None:
        most = caps.recommended(history, policy).high
    known = [units for units in (planned, most) if units is not None]
    # Nothing is planned where no figure says how much could be.
    asked = known[0] if known else 0
    decision = caps.check(asked, policy, at=at, history=history)
    return LimitAdvice(
        limits=(Limit(Scope(), min(known)),) if known else (),
        decision=decision,
    )


def listing_limits(
    listings: int,
    share: Decimal,
    source: Source,
    *,
    planned: int | None = None,
    at: datetime | None = None,
) -> LimitAdvice:
    """
    How many listings may be on presale at once, as a share of all listings of the shop.

    No figure of this kind is known for TikTok Shop, so the share is the caller's, with its source.
    The limit is one of listings: give it to a ledger whose units are listings.

    Args:
        listings: How many listings the shop has.
        share: The share that may be on presale, from 0 to 1.
        source: Who says so: another platform, or the seller.
        planned: Listings that are to be on presale, where that is known.
        at: The instant for which it is asked; kept in the decision.

    Raises:
        WrongTypeError: If *share* is not exact, or *source* is no source.
        OutOfRangeError: If a number is negative, or the share is above 1.

    Examples:
        >>> from datetime import date
        >>> from tiktok_presale import Confidence
        >>> house = Source("House rule 7", "", date(2026, 1, 1), Confidence.HIGH)
        >>> str(listing_limits(2_005, Decimal("0.10"), house).limits[0])
        'the whole sale: 200'
    """
    check_int("listings", listings)
    check_kind("source", source, Source, "a Source that says where the share stands")
    check_kind("share", share, Decimal, "an exact share, as in Decimal('0.10')")
    if not share.is_finite() or not 0 <= share <= 1:
        raise OutOfRangeError("share", str(share), "from 0 to 1")
    if at is not None:
        check_aware("at", at)
    most = floor(listings * Fraction(share))
    limit, params = Range.at_most(most), {"share": Range.at_most(share, unit="share")}
    code, given = "capacity.listings", most if planned is None else check_int("planned", planned)
    finding = Finding(Outcome.PASS, code, code, given, limit, (), source, params)
    if given > most:
        remedies = (Remedy("list_at_most", {"listings": most}),)
        finding = attrs.evolve(finding, outcome=Outcome.FAIL, remedies=remedies)
    return LimitAdvice(
        limits=(Limit(Scope(), most),),
        decision=Decision("listings", "", at, (finding,)),
    )
