"""
Cancellations as the Open API returns them: what to answer by when, whose fault, what is refunded.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, final

import attrs

from tiktok_presale.adapters.envelopes import Found, Shape, read_each
from tiktok_presale.adapters.payload import short
from tiktok_presale.adapters.reversals import DueAnswer, Reversal, ReversalFields, ReversedLine
from tiktok_presale.facts.causes import Cause
from tiktok_presale.facts.complaints import Answer, Complaint, Request
from tiktok_presale.facts.orders import Order, Party
from tiktok_presale.values.checks import aware, aware_or_none, check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Cancellation", "CancellationStatus", "read_cancellations"]

_SHAPE = Shape(many=("cancellations",), one="cancellation", keys=("cancel_id",))


class CancellationStatus(StrEnum):
    """
    Where a cancellation stands.
    """

    PENDING = "CANCELLATION_REQUEST_PENDING"
    SUCCESS = "CANCELLATION_REQUEST_SUCCESS"
    WITHDRAWN = "CANCELLATION_REQUEST_CANCELLED"
    """Answers spell it so; the filter of the search drops the ending LED."""
    COMPLETE = "CANCELLATION_REQUEST_COMPLETE"


_FILTER = {"CANCELLATION_REQUEST_CANCEL": CancellationStatus.WITHDRAWN}
_ENDED = frozenset({CancellationStatus.SUCCESS, CancellationStatus.COMPLETE})


def status_of(given: str) -> CancellationStatus | None:
    """
    A status in either spelling; None where it is not known.
    """
    if given in frozenset(CancellationStatus):
        return CancellationStatus(given)
    return _FILTER.get(given)


@final
@attrs.frozen(kw_only=True)
class Cancellation(Reversal, Value):
    """
    A cancellation of an order, or of some of its lines.

    Args:
        id: Its id.
        order_id: The order.
        status: Where it stands.
        type: "CANCEL" (seller or system), "BUYER_CANCEL", or another word of the platform.
        by: Who asked for it.
        reason: The reason code.
        cause: The cause that the code tells, where it is known.
        opened_at: When it was asked for.
        updated_at: When it last changed.
        due: What the seller has to answer, each with the deadline that the platform delivered.
        refund: What is refunded, and of what that is made up, by the payload's own names.
        lines: The lines that it concerns.
    """

    id: str
    order_id: str
    status: CancellationStatus
    type: str | None = None
    by: Party | None = None
    reason: str | None = None
    cause: Cause | None = None
    opened_at: datetime = attrs.field(validator=aware)
    updated_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    due: tuple[DueAnswer, ...] = ()
    refund: FrozenMap[Money] = attrs.field(factory=FrozenMap[Money])
    lines: tuple[ReversedLine, ...] = ()

    @property
    def ended_at(self) -> datetime | None:
        """
        When the order, or those lines of it, ended; None where it has not.
        """
        return (self.updated_at or self.opened_at) if self.status in _ENDED else None

    def of(self, order: Order) -> Order:
        """
        The order with this cancellation; unchanged while it is open, or where some lines go on.

        Raises:
            WrongTypeError: If *order* is no order.
            OutOfRangeError: If it is another order, or was placed after it was cancelled; or if
                lines are named, and the order does not tell whether they are all that it has.
        """
        check_kind("order", order, Order, "an Order")
        if order.id != self.order_id:
            raise OutOfRangeError("order", order.id, self.order_id)
        if self.ended_at is None:
            return order
        if self.lines and not order.unit_prices and order.cancelled_at is None:
            given = f"one without unit prices, of which {len(self.lines)} lines are cancelled"
            raise OutOfRangeError("order", given, "one that tells how many units it has")
        named = {line.order_line_id or number for number, line in enumerate(self.lines)}
        if named and len(named) < len(order.unit_prices):
            return order
        return attrs.evolve(
            order,
            cancelled_at=order.cancelled_at or self.ended_at,
            cancelled_by=self.by or order.cancelled_by,
            seller_fault=order.seller_fault if self.cause is None else self.seller_fault,
        )

    def complaint(self, *, preorder: bool = False) -> Complaint | None:
        """
        The buyer's request as rules see it; None where it was not the buyer who asked.

        Its answer is dated by the last change, since the payload holds no time of its own for it.

        Args:
            preorder: Whether the order is a pre-order, for which other answer times hold.
        """
        if self.by is not Party.BUYER:
            return None
        last = self.updated_at or self.opened_at
        withdrawn = self.status is CancellationStatus.WITHDRAWN
        return Complaint(
            id=self.id,
            request=Request.PREORDER_CANCELLATION if preorder else Request.CANCELLATION,
            opened_at=self.opened_at,
            answered_at=self.ended_at,
            answer=None if self.ended_at is None else Answer.APPROVED,
            withdrawn_at=last if withdrawn else None,
            delivered_deadline=self.answer_by,
        )


def read_cancellations(payload: object) -> Found[Cancellation]:
    """
    Read cancellations (202309), each with the deadline that the platform delivered.

    Args:
        payload: The decoded JSON: a response, the content of its `data`, a list, or one of them.

    Raises:
        PayloadError: If there are none to be found in *payload* at all.

    Examples:
        >>> reading = read_cancellations([{"cancel_id": "4", "order_id": "5", "role": "BUYER",
        ...     "cancel_status": "CANCELLATION_REQUEST_PENDING", "create_time": 1690451136,
        ...     "seller_next_action_response": [
        ...         {"action": "SELLER_RESPOND_CANCEL", "deadline": 1690554680}]}])
        >>> print(reading.found[0].answer_by)
        2023-07-28 14:31:20+00:00
    """
    return read_each(payload, _SHAPE, _cancellation)


class _Fields(ReversalFields):
    what: ClassVar[str] = "cancellation"
    key: ClassVar[str] = "cancel_id"
    line_key: ClassVar[str] = "cancel_line_item_id"
    reason_field: ClassVar[str] = "cancel_reason"
    lines_field: ClassVar[str] = "cancel_line_items"


def _cancellation(table: dict[str, object], place: str) -> Cancellation:
    fields = _Fields(table, place)
    given = fields.text("cancel_status")
    status = status_of(given)
    if status is None:
        known = ", ".join(CancellationStatus)
        raise fields.problem("cancel_status", f"{short(given)} is none of {known}")
    return fields.made(
        Cancellation,
        **fields.common(),
        status=status,
        type=fields.text("cancel_type") or None,
    )
