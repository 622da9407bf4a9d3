"""
Orders as the TikTok Shop Open API returns them, read into facts.

Versions 202309 and 202507, and old stored rows of the retired version 1 (202212). Only the standard
library is needed. What cannot be read is named by order and field, and the rest is read all the
same; what is read and no fact expresses is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.adapters.envelopes import TWICE, Shape, Tally, open_up, same
from tiktok_presale.adapters.evidence import Verdict
from tiktok_presale.adapters.legacy_orders import LegacyOrderFields
from tiktok_presale.adapters.losses import LossReport, watched
from tiktok_presale.adapters.order_fields import OrderFields
from tiktok_presale.adapters.pre_sales import check_pre_sales, check_proofs, check_zone
from tiktok_presale.facts.orders import Order
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import PayloadError
from tiktok_presale.values.untyped import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Mapping

    from tiktok_presale.adapters.pre_sales import PreSale

__all__ = ["Reading", "read_order", "read_orders"]

SHAPE = Shape(
    many=("orders", "order_list"),
    one="order",
    keys=("id", "order_id"),
    marks=("id", "create_time", "order_id"),
)


@final
@attrs.frozen
class Reading(Value):
    """
    What was read of a payload: the orders, and what could not be read.

    Args:
        orders: The orders.
        problems: What could not be read, by order and field.
        repeated: How many orders stood in the payload again, word for word, and were read once.
        assumed: How many orders did not say of which kind they are, and were read as standard;
            of those of the Open API, the ones that came without deadlines of the platform.
        losses: What stood in the payload and no fact expresses.
        disputed: The orders whose kind is told in two ways, with what decided.
    """

    orders: tuple[Order, ...]
    problems: tuple[PayloadError, ...]
    repeated: int = 0
    assumed: int = 0
    losses: LossReport = attrs.field(factory=LossReport)
    disputed: tuple[Verdict, ...] = ()


def read_orders(
    payload: object,
    *,
    seller_zone: str,
    pre_sales: Mapping[str, PreSale] | None = None,
    proofs: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """
    Read a list of orders, a response with `data.orders`, the content of its `data`, or one order.

    Args:
        payload: The decoded JSON.
        seller_zone: The time zone of the seller's profile, in which release dates are read.
        pre_sales: The presale terms of SKUs, for orders that do not say of which kind they are.
        proofs: The ids of orders for which a pre-order service fee was charged, as
            `finance.read_transactions` finds them.
        progress: Called with the orders read so far and their number.

    Raises:
        PayloadError: If there are no orders to be found in *payload* at all.
        WrongTypeError: If *pre_sales* or *proofs* has another type.
        OutOfRangeError: If there is no such time zone.

    Examples:
        >>> reading = read_orders([{"id": "1"}], seller_zone="Asia/Bangkok")
        >>> print(reading.problems[0])
        order 1: status: is missing
    """
    _check_told(seller_zone, pre_sales, proofs)
    opened = open_up(payload, SHAPE)
    tally = Tally(opened)
    orders: list[Order] = []
    problems: list[PayloadError] = []
    disputed: list[Verdict] = []
    seen: dict[str, object] = {}
    repeated = assumed = 0
    for number, entry in enumerate(opened.entries):
        held = watched(entry)
        try:
            fields = _fields(held, f"#{number}", seller_zone, pre_sales, proofs)
            order, verdict = fields.order()
            if order.id not in seen:
                seen[order.id] = entry
                orders.append(order)
                # Neither its kind nor a ship-by time of the platform.
                assumed += verdict.presale is None and order.delivered.auto_cancel is None
                disputed += [verdict] * verdict.disputed
                tally.read(held)
            elif same(seen[order.id], entry):
                repeated += 1  # pages of the Open API overlap when orders come in between
            else:
                problems.append(PayloadError(order.id, "id", TWICE))
                tally.refused(entry)
        except PayloadError as error:
            problems.append(error)
            tally.refused(entry)
        if progress is not None:
            progress(number + 1, len(opened.entries))
    return Reading(
        tuple(orders), tuple(problems), repeated, assumed, tally.report(), tuple(disputed)
    )


def read_order(
    entry: object,
    *,
    seller_zone: str,
    pre_sales: Mapping[str, PreSale] | None = None,
    proofs: Collection[str] = (),
    place: str = "-",
) -> Order:
    """
    Read one order; `read_orders` tells what was left of it, too.

    Args:
        entry: The decoded JSON object.
        seller_zone: The time zone of the seller's profile, in which release dates are read.
        pre_sales: The presale terms of SKUs, for orders that do not say of which kind they are.
        proofs: The ids of orders for which a pre-order service fee was charged.
        place: What the order is called in errors while its id is not known.

    Raises:
        PayloadError: If a field is missing or cannot be read.
        WrongTypeError: If *pre_sales* or *proofs* has another type.
        OutOfRangeError: If there is no such time zone.
    """
    _check_told(seller_zone, pre_sales, proofs)
    return _fields(entry, place, seller_zone, pre_sales, proofs).order()[0]


def _check_told(seller_zone: object, pre_sales: object, proofs: object) -> None:
    """
    Refuse what the caller tells beside the payload and is of no use, before any order is read.
    """
    check_zone("seller_zone", seller_zone)
    check_pre_sales(pre_sales)
    check_proofs(proofs)


def _fields(
    entry: object,
    place: str,
    seller_zone: str,
    pre_sales: Mapping[str, PreSale] | None,
    proofs: Container[str],
) -> OrderFields:
    """
    The reader for an entry; version 1 has lines of another name, and numbers its statuses.
    """
    table = table_of(entry)
    if table is None:
        raise PayloadError(place, "order", f"must be an object, not {type(entry).__name__}")
    legacy = "id" not in table and ("order_line_list" in table or "order_status" in table)
    reader = LegacyOrderFields if legacy else OrderFields
    return reader(table, place, seller_zone, pre_sales or {}, proofs)
