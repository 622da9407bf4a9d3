"""
Returns as the Open API gives them: what to answer by when, who pays the way back.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, final

import attrs

from tiktok_presale.adapters.envelopes import Found, Shape, read_each
from tiktok_presale.adapters.payload import peek
from tiktok_presale.adapters.reversals import DueAnswer, Reversal, ReversalFields, ReversedLine
from tiktok_presale.facts.causes import Cause
from tiktok_presale.facts.complaints import Answer, Complaint, Request
from tiktok_presale.facts.orders import Party
from tiktok_presale.values.checks import aware, aware_or_none
from tiktok_presale.values.closed import Value
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Arbitration", "ReturnRequest", "ReturnState", "ReturnType", "read_returns"]

_SHAPE = Shape(many=("return_orders",), one="return", keys=("return_id",))


class ReturnType(StrEnum):
    """
    What the buyer asks for.
    """

    REFUND = "REFUND"
    RETURN_AND_REFUND = "RETURN_AND_REFUND"
    REPLACEMENT = "REPLACEMENT"


class Arbitration(StrEnum):
    """
    Where a dispute before the platform stands.
    """

    IN_PROGRESS = "IN_PROGRESS"
    SUPPORT_BUYER = "SUPPORT_BUYER"
    SUPPORT_SELLER = "SUPPORT_SELLER"
    CLOSED = "CLOSED"


class ReturnState(StrEnum):
    """
    What a status of a return comes to.
    """

    PENDING = "pending"
    REFUSED = "refused"
    UNDER_WAY = "under_way"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


# Replacements have states of their own whose names are not documented: they are kept as they are.
_STATES = {
    "RETURN_OR_REFUND_REQUEST_PENDING": ReturnState.PENDING,
    "REFUND_OR_RETURN_REQUEST_REJECT": ReturnState.REFUSED,
    "REJECT_RECEIVE_PACKAGE": ReturnState.REFUSED,
    "AWAITING_BUYER_SHIP": ReturnState.UNDER_WAY,
    "BUYER_SHIPPED_ITEM": ReturnState.UNDER_WAY,
    "RETURN_OR_REFUND_REQUEST_SUCCESS": ReturnState.APPROVED,
    "RETURN_OR_REFUND_REQUEST_COMPLETE": ReturnState.APPROVED,
    "RETURN_OR_REFUND_REQUEST_CANCEL": ReturnState.WITHDRAWN,
    "RETURN_OR_REFUND_REQUEST_CANCELLED": ReturnState.WITHDRAWN,
}
_ANSWERS = {
    ReturnState.REFUSED: Answer.REFUSED,
    ReturnState.UNDER_WAY: Answer.APPROVED,
    ReturnState.APPROVED: Answer.APPROVED,
}


@final
@attrs.frozen(kw_only=True)
class ReturnRequest(Reversal, Value):
    """
    A return, a refund without return, or a replacement.

    Args:
        id: Its id.
        order_id: The order.
        type: What is asked.
        status: Where it stands, in the platform's own word.
        by: Who asked.
        arbitration: Where a dispute before the platform stands, if there is one.
        reason: The reason code.
        cause: The cause that the code tells, where it is known.
        opened_at: When it was asked for.
        updated_at: When it last changed.
        due: What the seller has to answer, each with the deadline that the platform delivered.
        refund: What is refunded, and of what that is made up, by the payload's own names.
        discounts: The discounts that were given, by funder.
        shipping: Who pays the way back: a list, since a return can have several parcels.
        partial_refund: What the seller offers instead.
        proposal: The type that the seller proposes instead.
        proposal_refused: Whether the buyer refused that.
        buyer_keeps: Whether the buyer may keep the goods.
        combined: Whether several returns share a parcel.
        combined_id: The return that stands for them all.
        previous_id: The return before this one.
        next_id: The return after this one.
        lines: The lines that it concerns.
    """

    id: str
    order_id: str
    type: ReturnType | None = None
    status: str
    by: Party | None = None
    arbitration: Arbitration | None = None
    reason: str | None = None
    cause: Cause | None = None
    opened_at: datetime = attrs.field(validator=aware)
    updated_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    due: tuple[DueAnswer, ...] = ()
    refund: FrozenMap[Money] = attrs.field(factory=FrozenMap[Money])
    discounts: tuple[FrozenMap[Money], ...] = ()
    shipping: tuple[FrozenMap[Money], ...] = ()
    partial_refund: Money | None = None
    proposal: str | None = None
    proposal_refused: bool | None = None
    buyer_keeps: bool | None = None
    combined: bool | None = None
    combined_id: str | None = None
    previous_id: str | None = None
    next_id: str | None = None
    lines: tuple[ReversedLine, ...] = ()

    @property
    def state(self) -> ReturnState | None:
        """
        What the status comes to; None where its word is not documented.
        """
        return _STATES.get(self.status)

    def complaint(self) -> Complaint | None:
        """
        The buyer's request as rules see it; None where it was not the buyer who asked.

        Its answer is dated by the last change, since the payload holds no time of its own for it.
        """
        if self.by is not Party.BUYER:
            return None
        last = self.updated_at or self.opened_at
        answer = None if self.state is None else _ANSWERS.get(self.state)
        return Complaint(
            id=self.id,
            request=Request.RETURN,
            opened_at=self.opened_at,
            answered_at=None if answer is None else last,
            answer=answer,
            withdrawn_at=last if self.state is ReturnState.WITHDRAWN else None,
            delivered_deadline=self.answer_by,
        )


def read_returns(payload: object) -> Found[ReturnRequest]:
    """
    Read returns (202309), each with the deadline that the platform delivered.

    Args:
        payload: The decoded JSON: a response, the content of its `data`, a list, or one of them.

    Raises:
        PayloadError: If there are none to be found in *payload* at all.
    """
    return read_each(payload, _SHAPE, _return)


class _Fields(ReversalFields):
    what: ClassVar[str] = "return"
    key: ClassVar[str] = "return_id"
    line_key: ClassVar[str] = "return_line_item_id"
    reason_field: ClassVar[str] = "return_reason"
    lines_field: ClassVar[str] = "return_line_items"

    def offered(self) -> Money | None:
        """
        The partial refund that the seller offers.
        """
        inner = self.inner("partial_refund")
        if peek(inner, "amount") in (None, ""):
            return None
        currency = self.text("currency", inner, "partial_refund.")
        return self.amount("amount", currency, inner, "partial_refund.")

    def status(self) -> str:
        """
        The status, in the platform's own word.
        """
        given = self.text("return_status")
        if not given:
            raise self.problem("return_status", "is missing")
        return given


def _return(table: dict[str, object], place: str) -> ReturnRequest:
    fields = _Fields(table, place)
    return fields.made(
        ReturnRequest,
        **fields.common(),
        type=fields.word("return_type", ReturnType),
        status=fields.status(),
        arbitration=fields.word("arbitration_status", Arbitration),
        discounts=fields.several("discount_amount"),
        shipping=fields.several("shipping_fee_amount"),
        partial_refund=fields.offered(),
        proposal=fields.text("seller_proposed_return_type") or None,
        proposal_refused=fields.flag("buyer_rejected_partial_refund"),
        buyer_keeps=fields.flag("can_buyer_keep_item"),
        combined=fields.flag("is_combined_return"),
        combined_id=fields.ident("combined_return_id"),
        previous_id=fields.ident("pre_return_id"),
        next_id=fields.ident("next_return_id"),
    )
