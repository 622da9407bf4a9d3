"""
What is known of a creator who may promote goods.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values.affinities import categories
from tiktok_presale.values.checks import check_int, check_text, is_iso
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import FloatMoneyError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.frozenmap import FrozenMap, frozen_map
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from tiktok_presale.values.exact import Exact

__all__ = ["Creator", "amount_or_none", "at_most_one", "share_or_none", "whole_or_none"]

_BEST_RATING = 5


def share_or_none(value: Exact | None) -> Fraction | None:
    """
    Read a share; None stays None.
    """
    return None if value is None else exact("share", value)


def at_most_one(_: object, field: attrs.Attribute[Any], value: Fraction | None) -> None:
    """
    Validate a field that is a share from 0 to 1, or not known.
    """
    if value is not None and not 0 <= value <= 1:
        raise OutOfRangeError(field.name, str(value), "from 0 to 1; 10 % is '0.10'")


def _shares(value: Mapping[str, Exact]) -> FrozenMap[Fraction]:
    return FrozenMap({name: exact(name, share) for name, share in frozen_map(value).items()})


def _all_at_most_one(_: object, __: object, value: FrozenMap[Fraction]) -> None:
    for name, share in value.items():
        if not 0 <= share <= 1:
            raise OutOfRangeError(name, str(share), "from 0 to 1; 10 % is '0.10'")


def whole_or_none(_: object, field: attrs.Attribute[Any], value: object) -> None:
    """
    Validate a field that is a whole number, zero or more, or not known.
    """
    if value is not None:
        check_int(field.name, value)


def amount_or_none(_: object, field: attrs.Attribute[Any], value: object) -> None:
    """
    Validate a field that is money, zero or more, or not known.
    """
    if value is None:
        return
    if not isinstance(value, Money):
        raise WrongTypeError(field.name, "Money or None", type(value).__name__)
    if value.minor < 0:
        raise OutOfRangeError(field.name, str(value), "zero or more")


def _rating(_: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is None:
        return
    if isinstance(value, float):
        raise FloatMoneyError(repr(value))
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise WrongTypeError(field.name, "an int, Decimal or None", type(value).__name__)
    if not Decimal(value).is_finite() or not 0 <= value <= _BEST_RATING:
        raise OutOfRangeError(field.name, str(value), f"from 0 to {_BEST_RATING}")


def _region(_: object, field: attrs.Attribute[Any], value: object) -> None:
    check_text(field.name, value, optional=True)
    if value is not None and not is_iso(str(value)):
        raise OutOfRangeError(field.name, repr(value), "a code such as 'TH'")


def _id(_: object, field: attrs.Attribute[Any], value: object) -> None:
    check_text(field.name, value)


@final
@attrs.frozen(kw_only=True)
class Creator(Value):
    """
    What is known of a creator; whatever is left out counts as unknown, never as zero.

    Shares are exact numbers from 0 to 1. An order counts as one unit; where orders hold several,
    *conversion* is units per view.

    Args:
        id: The username, or another id that is the creator's own.
        region: ISO code of the region in which the creator is listed ("TH").
        followers: How many accounts follow.
        categories: What the creator is known for, in the words of the packs or as the platform's
            category ids; empty where not known.
        age: The age in full years, or the least that is proven (18 for an adult).
        rating: The platform's rating, from 0 to 5.
        violations: Breaches of the rules on the creator's record.
        video_views: Views of a selling video, on average.
        live_views: Views of a selling live stream, on average.
        engagement: The share of views that bring a like, comment or share.
        conversion: Orders per view of a selling video.
        returned: The share of promoted units that are refunded or sent back.
        gmv: Sales brought in the period that the platform reports.
        units_sold: Units sold in that period.
        gpm: Sales brought per thousand views.
        commission: The share of the price that is usual for the creator.
        slot_fee: What is asked for one video, besides commission.
        audience: Shares of the followers, by what the platform calls them.

    Raises:
        WrongTypeError: If a field has another type.
        OutOfRangeError: If a number is impossible.
        FloatMoneyError: If a share is a float.

    Examples:
        >>> creator = Creator(id="glow", followers=120_000, categories=("skin_care",))
        >>> creator.conversion is None
        True
    """

    id: str = attrs.field(validator=_id)
    region: str | None = attrs.field(default=None, validator=_region)
    followers: int | None = attrs.field(default=None, validator=whole_or_none)
    categories: tuple[str, ...] = attrs.field(default=(), converter=categories)
    age: int | None = attrs.field(default=None, validator=whole_or_none)
    rating: Decimal | int | None = attrs.field(default=None, validator=_rating)
    violations: int | None = attrs.field(default=None, validator=whole_or_none)
    video_views: int | None = attrs.field(default=None, validator=whole_or_none)
    live_views: int | None = attrs.field(default=None, validator=whole_or_none)
    engagement: Fraction | None = attrs.field(
        default=None, converter=share_or_none, validator=at_most_one
    )
    conversion: Fraction | None = attrs.field(
        default=None, converter=share_or_none, validator=at_most_one
    )
    returned: Fraction | None = attrs.field(
        default=None, converter=share_or_none, validator=at_most_one
    )
    gmv: Money | None = attrs.field(default=None, validator=amount_or_none)
    units_sold: int | None = attrs.field(default=None, validator=whole_or_none)
    gpm: Money | None = attrs.field(default=None, validator=amount_or_none)
    commission: Fraction | None = attrs.field(
        default=None, converter=share_or_none, validator=at_most_one
    )
    slot_fee: Money | None = attrs.field(default=None, validator=amount_or_none)
    audience: FrozenMap[Fraction] = attrs.field(
        factory=FrozenMap[Fraction], converter=_shares, validator=_all_at_most_one
    )
