"""
What creators have sold: lines of affiliate orders, results of videos, and what they tell together.
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.creators import Creator, amount_or_none, at_most_one, share_or_none
from tiktok_presale.values.checks import (
    aware_or_none,
    check_day,
    check_int,
    check_kind,
    check_text,
    whole,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


__all__ = ["AffiliateSale", "VideoResult", "observed"]


def _text(_: object, field: attrs.Attribute[Any], value: object) -> None:
    check_text(field.name, value)


def _text_or_none(_: object, field: attrs.Attribute[Any], value: object) -> None:
    check_text(field.name, value, optional=True)


def _day_or_none(_: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None:
        check_day(field.name, value)


@final
@attrs.frozen(kw_only=True)
class AffiliateSale(Value):
    """
    One line of an order that a creator brought.

    Args:
        order_id: The order.
        creator: The creator's username.
        product_id: What was sold.
        quantity: How many units.
        refunded: How many of them were refunded.
        returned: How many of them were sent back.
        content: "VIDEO", "LIVE" or whatever the platform calls it; None where not told.
        content_id: The video or live stream.
        commission: The creator's share of the price.
        estimated: The commission as first reckoned.
        paid: The commission in the end; None while it is not settled.
        created_at: When the order was placed.
        delivered_at: When it was delivered.

    Raises:
        OutOfRangeError: If more units are refunded or sent back than were sold.
    """

    order_id: str = attrs.field(validator=_text)
    creator: str = attrs.field(validator=_text)
    product_id: str = attrs.field(validator=_text)
    quantity: int = attrs.field(validator=whole)
    refunded: int = attrs.field(default=0, validator=whole)
    returned: int = attrs.field(default=0, validator=whole)
    content: str | None = attrs.field(default=None, validator=_text_or_none)
    content_id: str | None = attrs.field(default=None, validator=_text_or_none)
    commission: Fraction | None = attrs.field(
        default=None, converter=share_or_none, validator=at_most_one
    )
    estimated: Money | None = attrs.field(default=None, validator=amount_or_none)
    paid: Money | None = attrs.field(default=None, validator=amount_or_none)
    created_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    delivered_at: datetime | None = attrs.field(default=None, validator=aware_or_none)

    def __attrs_post_init__(self) -> None:
        """
        Refuse more units given back than sold.
        """
        for name in ("refunded", "returned"):
            if getattr(self, name) > self.quantity:
                given = str(getattr(self, name))
                raise OutOfRangeError(name, given, f"at most the quantity ({self.quantity})")

    @property
    def lost(self) -> int:
        """
        Units that did not stay sold.

        One that was sent back is mostly refunded too, so the larger of the two counts.
        """
        return max(self.refunded, self.returned)


@final
@attrs.frozen(kw_only=True)
class VideoResult(Value):
    """
    What one video has brought.

    Args:
        id: The video.
        creator: The username of who posted it.
        views: How often it was seen.
        orders: Orders that came of it.
        units: Units sold by it.
        gmv: Sales brought.
        click_through: The share of views that led to the product.
        posted_on: The day on which it was posted, in the shop's time.
    """

    id: str = attrs.field(validator=_text)
    creator: str = attrs.field(validator=_text)
    views: int = attrs.field(validator=whole)
    orders: int = attrs.field(default=0, validator=whole)
    units: int = attrs.field(default=0, validator=whole)
    gmv: Money | None = attrs.field(default=None, validator=amount_or_none)
    click_through: Fraction | None = attrs.field(
        default=None, converter=share_or_none, validator=at_most_one
    )
    posted_on: date | None = attrs.field(default=None, validator=_day_or_none)


def observed(
    creator: Creator,
    *,
    sales: Iterable[AffiliateSale] = (),
    videos: Iterable[VideoResult] = (),
    least_units: int = 1,
    least_views: int = 1,
) -> Creator:
    """
    The creator with what these sales and videos show in place of what was told.

    Lines of other creators are left aside. Views and conversion come from the videos, the share
    that came back from the sales. Conversion is units per view.

    Args:
        creator: The creator.
        sales: Lines of affiliate orders.
        videos: Results of videos.
        least_units: With fewer units sold nothing is said of returns.
        least_views: With fewer views in all nothing is said of conversion.

    Raises:
        WrongTypeError: If *creator* is none.
        OutOfRangeError: If *least_units* or *least_views* is below one.

    Examples:
        >>> video = VideoResult(id="v1", creator="glow", views=20_000, units=100)
        >>> observed(Creator(id="glow"), videos=[video]).conversion
        Fraction(1, 200)
    """
    check_kind("creator", creator, Creator, "a Creator; write Creator(id='glow')")
    check_int("least_units", least_units, minimum=1)
    check_int("least_views", least_views, minimum=1)
    sold = [sale for sale in sales if sale.creator == creator.id]
    posted = [video for video in videos if video.creator == creator.id]
    units, views = sum(sale.quantity for sale in sold), sum(video.views for video in posted)
    seen: dict[str, Any] = {}
    if units >= least_units:
        seen["returned"] = Fraction(sum(sale.lost for sale in sold), units)
    if views >= least_views:
        seen["video_views"] = views // len(posted)
        # More units than views cannot be a rate of the views that were counted.
        seen["conversion"] = min(Fraction(sum(video.units for video in posted), views), Fraction(1))
    return attrs.evolve(creator, **seen)
