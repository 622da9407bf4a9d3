"""
A shop as the Open API shows it: authorized shops, its warehouses, its performance score.

No endpoint gives violation points, account health, presale permission or limits on orders: those
come from the seller.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, final

import attrs

from tiktok_presale.adapters.envelopes import Found, Shape, read_each
from tiktok_presale.adapters.payload import PayloadFields, short
from tiktok_presale.facts.shops import Shop
from tiktok_presale.values.checks import aware_or_none, check_text, is_iso
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError

if TYPE_CHECKING:
    from datetime import datetime

__all__ = [
    "AuthorizedShop",
    "ShopScore",
    "Warehouse",
    "WarehouseStatus",
    "read_performance",
    "read_shops",
    "read_warehouses",
    "region_of",
]

_SHOPS = Shape(many=("shops",), one="shop", marks=("cipher", "region"))
_WAREHOUSES = Shape(many=("warehouses",), one="warehouse", marks=("effect_status",))
_SCORE = Shape(many=("scores",), one="score", keys=(), marks=("sps_score", "sps_tier"))
_TIERS = ("EXCELLENT", "GOOD", "POOR", "CRITICAL", "NIL")
_HIGHEST = Decimal(5)
_SELLER_TYPES = {"CROSS_BORDER": "cross_border", "LOCAL": "local"}


def region_of(code: str) -> str:
    """
    A region as the Open API writes it, which says GB and never UK.

    Raises:
        WrongTypeError: If *code* is no text.
        OutOfRangeError: If it is no code of two capitals.

    Examples:
        >>> region_of("uk"), region_of("GB")
        ('GB', 'GB')
    """
    check_text("region", code)
    region = code.strip().upper() if code.isascii() else code
    if not is_iso(region):
        raise OutOfRangeError("region", repr(code), "a code of two capitals such as 'US'")
    return "GB" if region == "UK" else region


@final
@attrs.frozen
class AuthorizedShop(Value):
    """
    A shop that has given an app access.

    Args:
        shop: The shop, with what is known of it.
        region: Where it sells, such as "GB"; its legal entity may be registered elsewhere.
    """

    shop: Shop
    region: str | None


class WarehouseStatus(StrEnum):
    """
    Whether a warehouse ships.
    """

    ENABLED = "ENABLED"
    DISABLED = "DISABLED"
    RESTRICTED = "RESTRICTED"
    """Holiday mode, or order limit mode: the payload does not say which."""


@final
@attrs.frozen(kw_only=True)
class Warehouse(Value):
    """
    One warehouse of a shop.

    Args:
        id: Its id.
        status: Whether it ships.
        type: "SALES_WAREHOUSE" or "RETURN_WAREHOUSE".
        sub_type: "DOMESTIC_WAREHOUSE", "CB_OVERSEA_WAREHOUSE" or "CB_DIRECT_SHIPPING_WAREHOUSE".
        is_default: Whether it is the shop's first.
        region: Where it stands.
    """

    id: str
    status: WarehouseStatus
    type: str | None = None
    sub_type: str | None = None
    is_default: bool | None = None
    region: str | None = None


@final
@attrs.frozen(kw_only=True)
class ShopScore(Value):
    """
    The Shop Performance Score (SPS), which only shops in the United States have.

    Args:
        score: 0 to 5; None where the shop has none yet.
        tier: "EXCELLENT", "GOOD", "POOR", "CRITICAL"; "NIL" where it has none yet.
        evaluated_from: Start of what it was computed over.
        evaluated_until: End of what it was computed over.
        updated_at: When it was computed.
    """

    score: Decimal | None = None
    tier: str | None = None
    evaluated_from: datetime | None = attrs.field(default=None, validator=aware_or_none)
    evaluated_until: datetime | None = attrs.field(default=None, validator=aware_or_none)
    updated_at: datetime | None = attrs.field(default=None, validator=aware_or_none)

    def of(self, shop: Shop) -> Shop:
        """
        The shop with this score among its metrics.

        Examples:
            >>> ShopScore(score=Decimal("4.6")).of(Shop(id="s1")).metrics["shop_performance_score"]
            Decimal('4.6')
        """
        if self.score is None:
            return shop
        return attrs.evolve(shop, metrics={**shop.metrics, "shop_performance_score": self.score})


def read_shops(payload: object) -> Found[AuthorizedShop]:
    """
    Read the shops that have given an app access (202309).

    The code and the cipher are for calls to the platform and are no facts.

    Raises:
        PayloadError: If there are no shops to be found in *payload* at all.

    Examples:
        >>> reading = read_shops([{"id": "7", "region": "UK", "seller_type": "LOCAL"}])
        >>> reading.found[0].region, reading.found[0].shop.seller_type
        ('GB', 'local')
    """
    return read_each(payload, _SHOPS, _shop)


def read_warehouses(payload: object) -> Found[Warehouse]:
    """
    Read the warehouses of a shop (202309).

    Raises:
        PayloadError: If there are none to be found in *payload* at all.
    """
    return read_each(payload, _WAREHOUSES, _warehouse)


def read_performance(payload: object) -> Found[ShopScore]:
    """
    Read the overview of the Shop Performance Score (202606).

    Raises:
        PayloadError: If there is none in *payload*.
    """
    return read_each(payload, _SCORE, _score)


class _ShopFields(PayloadFields):
    what: ClassVar[str] = "shop"

    def region(self, field: str, table: dict[str, object] | None = None) -> str | None:
        """
        A region; None where it is not set.
        """
        given = self.text(field, table)
        return self.told(field, region_of, given) if given else None


def _shop(table: dict[str, object], place: str) -> AuthorizedShop:
    fields = _ShopFields(table, place)
    given = fields.word("seller_type", _SELLER_TYPES)
    seller_type = None if given is None else _SELLER_TYPES[given]
    shop = fields.made(Shop, id=fields.id, seller_type=seller_type)
    return AuthorizedShop(shop, fields.region("region"))


class _WarehouseFields(_ShopFields):
    what: ClassVar[str] = "warehouse"


def _warehouse(table: dict[str, object], place: str) -> Warehouse:
    fields = _WarehouseFields(table, place)
    return fields.made(
        Warehouse,
        id=fields.id,
        status=fields.one_of("effect_status", WarehouseStatus),
        type=fields.text("type") or None,
        sub_type=fields.text("sub_type") or None,
        is_default=fields.flag("is_default"),
        region=fields.region("region_code", fields.inner("address")),
    )


class _ScoreFields(PayloadFields):
    """
    The overview of a score, which has no id.
    """

    what: ClassVar[str] = "score"

    def __init__(self, table: dict[str, object], place: str) -> None:
        self.table = table
        self.id = place

    def score(self) -> Decimal | None:
        """
        The score, which is text with one decimal.
        """
        given = self.text("sps_score")
        if not given:
            return None
        whole, _, part = given.partition(".")
        digits = f"{whole}{part}"
        known = digits.isascii() and digits.isdigit() and len(whole) == 1 and len(part) <= 1
        if not known or Decimal(given) > _HIGHEST:
            raise self.problem("sps_score", f"must be 0 to 5 with one decimal, not {short(given)}")
        return Decimal(given)


def _score(table: dict[str, object], place: str) -> ShopScore:
    fields = _ScoreFields(table, place)
    return fields.made(
        ShopScore,
        score=fields.score(),
        tier=fields.word("sps_tier", _TIERS),
        evaluated_from=fields.time("start_evaluation_time"),
        evaluated_until=fields.time("end_evaluation_time"),
        updated_at=fields.time("update_time"),
    )
