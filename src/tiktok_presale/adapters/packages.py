"""
One package as Get Package Detail returns it: which orders and units it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, final

import attrs

from tiktok_presale.adapters.envelopes import Found, Shape, read_each
from tiktok_presale.adapters.payload import PayloadFields, short
from tiktok_presale.values.checks import aware_or_none
from tiktok_presale.values.closed import Value
from tiktok_presale.values.untyped import list_of

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Package", "PackedSku", "read_packages"]

_SHAPE = Shape(many=("packages",), one="package", keys=("package_id",))
_STATUSES = ("TO_FULFILL", "PROCESSING", "FULFILLING", "COMPLETED", "CANCELLED")


@final
@attrs.frozen
class PackedSku(Value):
    """
    Units of one SKU of one order in a package.
    """

    order_id: str
    sku_id: str
    units: int


@final
@attrs.frozen(kw_only=True)
class Package(Value):
    """
    One package.

    Args:
        id: Its id.
        status: "TO_FULFILL", "PROCESSING", "FULFILLING", "COMPLETED" or "CANCELLED".
        contents: What it holds.
        lines: The order lines that it holds.
        tag: "COMBINED" or "SPLIT", where it is not one order's only package.
        created_at: When it was made.
        updated_at: When it last changed.
        pickup_from: Start of the pick-up that was arranged.
        pickup_until: End of it.
        tracking_number: The carrier's number.
        by_platform: Whether the platform arranges its shipping.
    """

    id: str
    status: str | None = None
    contents: tuple[PackedSku, ...] = ()
    lines: tuple[str, ...] = ()
    tag: str | None = None
    created_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    updated_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    pickup_from: datetime | None = attrs.field(default=None, validator=aware_or_none)
    pickup_until: datetime | None = attrs.field(default=None, validator=aware_or_none)
    tracking_number: str | None = None
    by_platform: bool | None = None

    @property
    def order_ids(self) -> tuple[str, ...]:
        """
        The orders that it holds units of.
        """
        return tuple(dict.fromkeys(packed.order_id for packed in self.contents))


def read_packages(payload: object) -> Found[Package]:
    """
    Read packages (202309).

    Raises:
        PayloadError: If there are none to be found in *payload* at all.

    Examples:
        >>> reading = read_packages({"package_id": "5", "orders": [
        ...     {"id": "1", "skus": [{"id": "11", "quantity": 5}]}]})
        >>> reading.found[0].order_ids, reading.found[0].contents[0].units
        (('1',), 5)
    """
    return read_each(payload, _SHAPE, _package)


class _Fields(PayloadFields):
    """
    One package, field by field.
    """

    what: ClassVar[str] = "package"
    key: ClassVar[str] = "package_id"

    def contents(self) -> tuple[PackedSku, ...]:
        """
        What the package holds.
        """
        return tuple(
            PackedSku(
                self.needed("id", order, "orders."),
                self.needed("id", sku, "orders.skus."),
                self._units(sku),
            )
            for order in self.tables("orders")
            for sku in self.tables("skus", order)
        )

    def _units(self, sku: dict[str, object]) -> int:
        units = self.count("quantity", sku)
        if units is None:
            raise self.problem("orders.skus.quantity", "is missing")
        return units

    def names(self, field: str) -> tuple[str, ...]:
        """
        A list of ids; empty where it is not set.
        """
        given = self.table.get(field)
        entries = list_of([] if given in (None, "") else given)
        if entries is None:
            raise self.problem(field, f"must be a list of ids, not {short(given)}")
        return tuple(self.needed(field, {field: entry}) for entry in entries)


def _package(table: dict[str, object], place: str) -> Package:
    fields = _Fields(table, place)
    slot = fields.inner("pickup_slot")
    shipping = fields.word("shipping_type", ("TIKTOK", "SELLER"))
    return fields.made(
        Package,
        id=fields.id,
        status=fields.word("package_status", _STATUSES),
        contents=fields.contents(),
        lines=fields.names("order_line_item_ids"),
        tag=fields.text("split_and_combine_tag") or None,
        created_at=fields.time("create_time"),
        updated_at=fields.time("update_time"),
        pickup_from=fields.time("start_time", slot),
        pickup_until=fields.time("end_time", slot),
        tracking_number=fields.text("tracking_number") or None,
        by_platform=None if shipping is None else shipping == "TIKTOK",
    )
