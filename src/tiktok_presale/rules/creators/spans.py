"""
From what to what a fact may lie, where it comes from, and what follows of several.

A fact that is told lies from itself to itself. One that is not told lies where it is assumed to,
or anywhere that it can: it widens the answer, and never counts as zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast, final

import attrs

from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.money import Money
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from tiktok_presale.facts.campaigns import Campaign
    from tiktok_presale.facts.creators import Creator
    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy

__all__ = ["NAMES", "Basis", "FactSpan", "check_assumed", "returned_of", "spans", "usual_fee"]

_ONE = Fraction(1)
# Sales per view are told per thousand views.
_VIEWS = 1000
# What a score is made of, in the order in which it is told.
NAMES = ("video_views", "conversion", "returned", "commission", "slot_fee")


class Basis(StrEnum):
    """
    Where a fact comes from.
    """

    TOLD = "told"
    ASSUMED = "assumed"
    DERIVED = "derived"
    """From other facts of the creator."""
    USUAL = "usual"
    """What a source says is usual or allowed."""
    UNKNOWN = "unknown"


@final
@attrs.frozen
class FactSpan(Value):
    """
    From what to what a fact may lie.

    Args:
        low: The least that it can be.
        high: The most; None where nothing limits it.
        basis: Where it comes from.
    """

    low: Fraction
    high: Fraction | None
    basis: Basis

    @property
    def known(self) -> bool:
        """
        Whether it can be one value alone.
        """
        return self.low == self.high

    @property
    def ends(self) -> tuple[Fraction, ...]:
        """
        Both ends, one where they are the same, the lower where there is no upper.
        """
        return (self.low,) if self.high is None or self.known else (self.low, self.high)


def _told(value: Fraction | int) -> FactSpan:
    return FactSpan(Fraction(value), Fraction(value), Basis.TOLD)


def check_assumed(assumed: Mapping[str, Range[Any]], currency: str | None) -> dict[str, Range[Any]]:
    """
    Refuse a name that is no part of the score, and what is no range of what it can be.

    Raises:
        OutOfRangeError: If a name is not known, or an end is negative.
        WrongTypeError: If a value is no range, or its ends are of another kind.
        CurrencyMismatchError: If a fee is in another currency than the price.
    """
    kind = "a mapping, as in {'video_views': Range.between(5_000, 20_000)}"
    check_kind("assumed", assumed, Mapping, kind)
    given = dict(assumed)
    for name, value in given.items():
        if name not in NAMES:
            raise OutOfRangeError("assumed", repr(name), f"one of {', '.join(NAMES)}")
        if not isinstance(cast("object", value), Range):
            raise WrongTypeError(name, "a Range, as in Range.between(…)", type(value).__name__)
        for end in (value.low, value.high):
            _check_end(name, end, currency)
    return given


def _check_end(name: str, end: object, currency: str | None) -> None:
    if end is None:
        return
    if isinstance(end, Money) is not (name == "slot_fee"):
        expected = "a range of Money" if name == "slot_fee" else "a range of exact numbers"
        raise WrongTypeError(name, expected, type(end).__name__)
    if isinstance(end, Money) and currency not in {None, end.currency}:
        raise CurrencyMismatchError(str(currency), end.currency)
    number = end.minor if isinstance(end, Money) else Fraction(cast("int", end))
    if number < 0 or (name in NAMES[1:4] and number > 1):
        raise OutOfRangeError(name, str(end), "a range of what it can be")


def spans(
    creator: Creator,
    campaign: Campaign,
    policy: Policy,
    assumed: Mapping[str, Range[Any]],
    *,
    by_gpm: bool,
) -> dict[str, FactSpan]:
    """
    From what to what each part of the score may lie.
    """
    return {
        "video_views": _views(creator, assumed),
        "conversion": _conversion(creator, campaign, assumed, by_gpm=by_gpm),
        "returned": returned_of(creator, campaign, assumed),
        "commission": _commission(creator, campaign, policy, assumed),
        "slot_fee": _slot_fee(creator, campaign, policy, assumed),
    }


def _assumed(
    name: str, assumed: Mapping[str, Range[Any]], *, top: Fraction | None
) -> FactSpan | None:
    """
    What the caller takes for granted; nothing limits an end that is left out but what can be.
    """
    if name not in assumed:
        return None
    given = assumed[name]
    low, high = _number(given.low), _number(given.high)
    return FactSpan(low or Fraction(0), top if high is None else high, Basis.ASSUMED)


def _number(end: object) -> Fraction | None:
    if end is None:
        return None
    return Fraction(end.minor if isinstance(end, Money) else cast("int", end))


def _views(creator: Creator, assumed: Mapping[str, Range[Any]]) -> FactSpan:
    if creator.video_views is not None:
        return _told(creator.video_views)
    found = _assumed("video_views", assumed, top=None)
    return found or FactSpan(Fraction(0), None, Basis.UNKNOWN)


def _conversion(
    creator: Creator, campaign: Campaign, assumed: Mapping[str, Range[Any]], *, by_gpm: bool
) -> FactSpan:
    """
    Orders per view: told, assumed, or from sales per thousand views at the price of these goods.
    """
    if creator.conversion is not None:
        return _told(creator.conversion)
    found = _assumed("conversion", assumed, top=_ONE)
    gpm, sheet = creator.gpm, campaign.sheet
    usable = by_gpm and gpm is not None and sheet is not None and gpm.currency == sheet.currency
    if found is None and usable and gpm is not None and sheet is not None:
        rate = min(Fraction(gpm.minor, _VIEWS * sheet.price.minor), _ONE)
        return FactSpan(rate, rate, Basis.DERIVED)
    return found or FactSpan(Fraction(0), _ONE, Basis.UNKNOWN)


def returned_of(
    creator: Creator | None, campaign: Campaign, assumed: Mapping[str, Range[Any]]
) -> FactSpan:
    """
    The share that comes back: the creator's own and what waiting adds, or what the curve says.
    """
    added = campaign.added_by_waiting
    if creator is not None and creator.returned is not None:
        share = min(max(creator.returned + (added or 0), Fraction(0)), _ONE)
        return _told(share) if added is None else FactSpan(share, share, Basis.DERIVED)
    found = _assumed("returned", assumed, top=_ONE)
    if found is None and campaign.returns is not None and campaign.wait is not None:
        return _told(campaign.returns.after(campaign.wait))
    return found or FactSpan(Fraction(0), _ONE, Basis.UNKNOWN)


def _commission(
    creator: Creator, campaign: Campaign, policy: Policy, assumed: Mapping[str, Range[Any]]
) -> FactSpan:
    """
    The share of the price: the creator's usual one, assumed, the seller's own, or what is allowed.
    """
    if creator.commission is not None:
        return _told(creator.commission)
    found = _assumed("commission", assumed, top=_ONE)
    if found is None and campaign.sheet is not None and campaign.sheet.commission:
        return _told(campaign.sheet.commission)
    allowed = policy.every("creators.commission")
    if found is None and allowed:
        low, high = _ends(allowed[0].value)
        return FactSpan(low or Fraction(0), _ONE if high is None else high, Basis.USUAL)
    return found or FactSpan(Fraction(0), _ONE, Basis.UNKNOWN)


def _slot_fee(
    creator: Creator, campaign: Campaign, policy: Policy, assumed: Mapping[str, Range[Any]]
) -> FactSpan:
    """
    What is paid for one video: told, assumed, the seller's own, or what the tier usually asks.
    """
    sheet, fee = campaign.sheet, creator.slot_fee
    currency = None if sheet is None else sheet.currency
    if fee is not None and fee.currency == currency:
        return _told(fee.minor)
    found = _assumed("slot_fee", assumed, top=None)
    # A fee that is told in another currency is not what the cost sheet says, nor what is usual.
    if found is None and fee is not None:
        return FactSpan(Fraction(0), None, Basis.UNKNOWN)
    if found is None and sheet is not None and sheet.slot_fee:
        return _told(sheet.slot_fee.minor)
    usual = usual_fee(creator.followers, policy, currency)
    if found is None and usual is not None:
        low, high = _ends(usual.value)
        return FactSpan(low or Fraction(0), high, Basis.USUAL)
    return found or FactSpan(Fraction(0), None, Basis.UNKNOWN)


def usual_fee(followers: int | None, policy: Policy, currency: str | None) -> Figure | None:
    """
    What creators of so many followers usually ask for a video, where a source says so.

    One in another currency says nothing here.
    """
    if followers is None:
        return None
    for name, tier in policy.everything_under("creators.tiers"):
        if followers not in cast("Range[Any]", tier.value):
            continue
        for figure in policy.every(f"creators.fees.{name}"):
            fees = cast("Range[Money]", figure.value)
            ends = [end for end in (fees.low, fees.high) if end is not None]
            if all(end.currency == currency for end in ends):
                return figure
    return None


def _ends(value: object) -> tuple[Fraction | None, Fraction | None]:
    given = cast("Range[Any]", value)
    return _number(given.low), _number(given.high)
