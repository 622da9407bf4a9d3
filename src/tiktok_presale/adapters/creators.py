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
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, final

import attrs

from tiktok_presale.adapters.affiliate_fields import AffiliateFields
from tiktok_presale.adapters.payload import id_text, short
from tiktok_presale.facts.campaigns import TargetCollaboration
from tiktok_presale.facts.creators import Creator
from tiktok_presale.facts.promoted import AffiliateSale, VideoResult
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import PayloadError, PresaleError
from tiktok_presale.values.exact import exact
from tiktok_presale.values.untyped import list_of, table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "CreatorReading",
    "read_affiliate_orders",
    "read_creators",
    "read_target_collaborations",
    "read_videos",
]

T = TypeVar("T")

_TWICE = "stands twice in the payload, with different content; keep the newer one"
# The forms in which the lists of followers come, and what they are called here.
_DEMOGRAPHICS = {
    "follower_gender": "gender",
    "follower_age": "age",
    "follower_location": "location",
}


@final
@attrs.frozen
class CreatorReading(Value, Generic[T]):
    """
    What was read of a payload.

    Args:
        found: The creators, sales, videos or collaborations.
        problems: What could not be read, by place and field.
    """

    found: tuple[T, ...]
    problems: tuple[PayloadError, ...]


def read_creators(payload: object) -> CreatorReading[Creator]:
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
    return _read(payload, "creators", "creator", _creator)


def read_affiliate_orders(payload: object) -> CreatorReading[AffiliateSale]:
    """
    Read the lines of affiliate orders (202410), one sale for each.

    Raises:
        PayloadError: If there are no orders to be found in *payload* at all.
    """
    reading = _read(payload, "orders", "order", _sales)
    return CreatorReading(
        tuple(sale for sales in reading.found for sale in sales), reading.problems
    )


def read_videos(payload: object) -> CreatorReading[VideoResult]:
    """
    Read the performance of a shop's videos (202409).

    Raises:
        PayloadError: If there are no videos to be found in *payload* at all.
    """
    return _read(payload, "videos", "video", _video)


def read_target_collaborations(payload: object) -> CreatorReading[TargetCollaboration]:
    """
    Read target collaborations (202508).

    Raises:
        PayloadError: If there are none to be found in *payload* at all.
    """
    return _read(
        payload,
        "target_collaborations",
        "target_collaboration",
        _collaboration,
    )


def _read(
    payload: object, many: str, one: str, read: Callable[[dict[str, object], str], T]
) -> CreatorReading[T]:
    """
    Read every entry; one that cannot be read is a problem and stops no other.
    """
    found: list[T] = []
    problems: list[PayloadError] = []
    seen: dict[object, dict[str, object]] = {}
    for number, entry in enumerate(_entries(payload, many, one)):
        place, table = f"#{number}", table_of(entry)
        if table is None:
            problem = f"must be an object, not {type(entry).__name__}"
            problems.append(PayloadError(place, one, problem, one))
            continue
        name = _named(table) or place
        if seen.setdefault(name, table) is not table:
            if seen[name] != table:
                problems.append(PayloadError(name, "id", _TWICE, one))
            continue  # pages of the Open API overlap when entries come in between
        try:
            found.append(read(table, place))
        except PayloadError as error:
            problems.append(error)
    return CreatorReading(tuple(found), tuple(problems))


def _named(table: dict[str, object]) -> str:
    """
    What tells an entry from the others; empty where nothing does.
    """
    given = table.get("id") or table.get("username") or ""
    return given if isinstance(given, str) else short(given)


def _entries(payload: object, many: str, one: str) -> Iterator[object]:
    entries, table = list_of(payload), table_of(payload)
    if table is not None:
        if table.get("code") not in (None, 0) and "message" in table:
            told = (
                table["message"] if isinstance(table["message"], str) else short(table["message"])
            )
            problem = f"is an error of the Open API, code {short(table['code'])}: {told}"
            raise PayloadError("-", "code", problem, "response")
        data = table_of(table.get("data", table)) or {}
        alone = table_of(data.get(one))
        entries = list_of(data.get(many)) if alone is None else [alone]
        if entries is None and many in data and data.get("total_count") == 0:
            entries = []
        if entries is None and "data" not in table and {"id", "username"} & table.keys():
            entries = [table]
    if entries is None:
        problem = f"holds none: give a list, a response with data.{many}, or one {one}"
        raise PayloadError("-", "payload", problem, "input")
    yield from entries


class _CreatorFields(AffiliateFields):
    """
    One creator, of the search or of the performance.
    """

    what: ClassVar[str] = "creator"

    def __init__(self, entry: dict[str, object], place: str) -> None:
        # Orders and videos name creators by username alone.
        named = entry.get("username") or entry.get("creator_open_id")
        super().__init__({**entry, "id": named}, place)

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
            gpm=self.money("gpm" if self.money("video_gpm") is None else "video_gpm"),
            commission=self.rate("avg_commission_rate"),
            audience=self._audience(),
        )

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
