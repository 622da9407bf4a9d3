"""
Creators, what they sold and what their videos brought, as the Open API returns them, into facts.

Rates come as basis points almost everywhere, as a number or as text without a point ("1000" is
10 %), and as a decimal in some ("0.1"): text with a point is read as a share, any other as basis
points. What cannot be read is named by its place and field, and the rest is read all the same.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import ClassVar

from tiktok_presale.adapters.affiliate_fields import AffiliateFields
from tiktok_presale.adapters.envelopes import Found, Shape, read_each
from tiktok_presale.adapters.payload import id_text, peek, short
from tiktok_presale.facts.campaigns import TargetCollaboration
from tiktok_presale.facts.creators import Creator
from tiktok_presale.facts.promoted import AffiliateSale, VideoResult
from tiktok_presale.values.errors import PresaleError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.untyped import list_of, table_of

__all__ = [
    "read_affiliate_orders",
    "read_creators",
    "read_target_collaborations",
    "read_videos",
]

# The forms in which the lists of followers come, and what they are called here.
_DEMOGRAPHICS = {
    "follower_gender": "gender",
    "follower_age": "age",
    "follower_location": "location",
}
_CREATORS = Shape(
    many=("creators",), one="creator", keys=("username", "creator_open_id"), alone="creator"
)
_ORDERS = Shape(many=("orders",), one="affiliate order", alone="order")
_VIDEOS = Shape(many=("videos",), one="video", alone="video")
_COLLABORATIONS = Shape(
    many=("target_collaborations",), one="target collaboration", alone="target_collaboration"
)


def read_creators(payload: object) -> Found[Creator]:
    """
    Read creators of the marketplace search, or the performance of one (202508).

    What a creator has not consented to show is missing, and stays unknown.

    Args:
        payload: The decoded JSON: a response, the content of its `data`, a list, or one creator.

    Raises:
        PayloadError: If there are no creators to be found in *payload* at all.

    Examples:
        >>> reading = read_creators([{"username": "glow", "avg_commission_rate": 1500}])
        >>> reading.found[0].commission
        Fraction(3, 20)
    """
    return read_each(payload, _CREATORS, _creator)


def read_affiliate_orders(payload: object) -> Found[AffiliateSale]:
    """
    Read the lines of affiliate orders (202410), one sale for each.

    Raises:
        PayloadError: If there are no orders to be found in *payload* at all.
    """
    reading = read_each(payload, _ORDERS, _sales)
    sales = tuple(sale for sales in reading.found for sale in sales)
    return Found(sales, reading.problems, reading.losses)


def read_videos(payload: object) -> Found[VideoResult]:
    """
    Read the performance of a shop's videos (202409).

    Raises:
        PayloadError: If there are no videos to be found in *payload* at all.
    """
    return read_each(payload, _VIDEOS, _video)


def read_target_collaborations(payload: object) -> Found[TargetCollaboration]:
    """
    Read target collaborations (202508).

    Raises:
        PayloadError: If there are none to be found in *payload* at all.
    """
    return read_each(payload, _COLLABORATIONS, _collaboration)


class _CreatorFields(AffiliateFields):
    """
    One creator, of the search or of the performance.
    """

    what: ClassVar[str] = "creator"

    def __init__(self, entry: dict[str, object], place: str) -> None:
        # Orders and videos name creators by username alone.
        super().__init__(entry, place, "username", "creator_open_id")

    def creator(self) -> Creator:
        """
        The creator; whatever is missing stays unknown.
        """
        return self.made(
            Creator,
            id=self.id,
            region=self.text("selection_region") or None,
            followers=self.count("follower_count"),
            categories=self._categories(),
            rating=self._rating(),
            video_views=self.first_count("avg_ec_video_view_count", "avg_ec_video_play_count"),
            live_views=self.first_count("avg_ec_live_view_count", "avg_ec_live_uv"),
            engagement=self.rate("ec_video_engagement_rate"),
            gmv=self.money("gmv"),
            units_sold=self.count("units_sold"),
            # A conversion is that of videos, and so are the sales it is read off.
            gpm=self.money("video_gpm" if self._told("video_gpm") else "gpm"),
            commission=self.rate("avg_commission_rate"),
            audience=self._audience(),
        )

    def _told(self, field: str) -> bool:
        """
        Whether an amount is there, which is only looked at.
        """
        inner = table_of(peek(self.table, field)) or {}
        return peek(inner, "amount") not in (None, "")

    def _categories(self) -> tuple[str, ...]:
        given = self.table.get("category_ids")
        entries = list_of([] if given is None else given)
        names = [name for name in map(id_text, entries or ()) if name]
        if entries is None or len(names) != len(entries):
            raise self.problem("category_ids", f"must be a list of ids, not {short(given)}")
        return tuple(names)

    def _rating(self) -> Decimal | None:
        value = self.text("rating")
        if not value:
            return None
        try:
            exact("rating", value)
            return Decimal(value)
        except (PresaleError, InvalidOperation):
            problem = f"must be a number as text, not {short(value)}"
            raise self.problem("rating", problem) from None

    def _audience(self) -> dict[str, Fraction]:
        """
        Shares of followers: basis points in the search, decimals in the performance.
        """
        shares: dict[str, Fraction] = {}
        for field, name in _DEMOGRAPHICS.items():
            for entry in self.tables(field):
                key = self.text("key", entry, f"{field}.")
                shares[f"{name}.{key}"] = self.share(f"{field}.value", entry.get("value"))
        top = table_of(self.table.get("top_follower_demographics")) or {}
        gender = table_of(top.get("major_gender")) or {}
        name, share = self.text("gender", gender), self.rate("percentage", gender)
        if name and share is not None:
            shares[f"gender.{name}"] = share
        return shares


class _SaleFields(AffiliateFields):
    """
    One affiliate order, with a line for each SKU.
    """

    what: ClassVar[str] = "affiliate order"

    def sales(self) -> tuple[AffiliateSale, ...]:
        """
        A sale for each line.
        """
        return tuple(self._sale(line) for line in self.tables("skus"))

    def _sale(self, line: dict[str, object]) -> AffiliateSale:
        quantity = self.count("quantity", line)
        if quantity is None:
            raise self.problem("skus.quantity", "is missing")
        return self.made(
            AffiliateSale,
            order_id=self.id,
            creator=self.text("creator_username", line, "skus."),
            product_id=self.text("product_id", line, "skus."),
            quantity=quantity,
            refunded=self.count("refunded_quantity", line) or 0,
            returned=self.count("returned_quantity", line) or 0,
            content=self.text("content_type", line, "skus.") or None,
            content_id=self.text("content_id", line, "skus.") or None,
            commission=self.rate("commission_rate", line),
            estimated=self.money("estimated_paid_commission", line),
            paid=self.money("actual_paid_commission", line),
            created_at=self.time("create_time"),
            delivered_at=self.time("delivery_time"),
        )


class _VideoFields(AffiliateFields):
    """
    One video and what it brought.
    """

    what: ClassVar[str] = "video"

    def video(self) -> VideoResult:
        """
        The video.
        """
        views, clicks = self.count("views"), self.table.get("click_through_rate")
        if views is None:
            raise self.problem("views", "is missing")
        click_through = None
        if clicks not in (None, ""):
            click_through = self.share("click_through_rate", clicks)
        return self.made(
            VideoResult,
            id=self.id,
            creator=self.text("username"),
            views=views,
            orders=self.count("sku_orders") or 0,
            units=self.count("units_sold") or 0,
            gmv=self.money("gmv"),
            click_through=click_through,
            posted_on=self._posted_on(),
        )

    def _posted_on(self) -> date | None:
        """
        The day of "YYYY-MM-DD HH:MM:SS", which is in the shop's time and names no zone.
        """
        given = self.text("video_post_time")
        if not given:
            return None
        try:
            return datetime.strptime(given, "%Y-%m-%d %H:%M:%S").date()  # noqa: DTZ007 - a day alone
        except ValueError:
            raise self.problem("video_post_time", f"is no time: {short(given)}") from None


class _CollaborationFields(AffiliateFields):
    """
    One target collaboration.
    """

    what: ClassVar[str] = "target collaboration"

    def collaboration(self) -> TargetCollaboration:
        """
        The collaboration; the number of creators is spelt in two ways.
        """
        return self.made(
            TargetCollaboration,
            id=self.id,
            name=self.text("name") or None,
            starts_at=self.time("start_time"),
            ends_at=self.time("end_time"),
            invited=self.first_count("creator_inivited_count", "creator_invited_count"),
            products=self.count("product_count"),
        )


def _creator(table: dict[str, object], place: str) -> Creator:
    return _CreatorFields(table, place).creator()


def _sales(table: dict[str, object], place: str) -> tuple[AffiliateSale, ...]:
    return _SaleFields(table, place).sales()


def _video(table: dict[str, object], place: str) -> VideoResult:
    return _VideoFields(table, place).video()


def _collaboration(table: dict[str, object], place: str) -> TargetCollaboration:
    return _CollaborationFields(table, place).collaboration()
