"""
What cancellations and returns have in common: who asks, what is refunded, what to answer by when.

The deadline for an answer is the one that the platform delivers; where it delivers none it is not
known, and never reckoned from a fixed number of hours.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, final

import attrs

from tiktok_presale.adapters.payload import PayloadFields, peek, short
from tiktok_presale.facts.causes import Cause, Fault
from tiktok_presale.facts.orders import Party
from tiktok_presale.values.checks import aware_or_none, check_text, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from datetime import datetime

__all__ = [
    "DueAnswer",
    "Reversal",
    "ReversalFields",
    "ReversedLine",
    "SellerAction",
    "cause_of",
]


class SellerAction(StrEnum):
    """
    What the platform waits for the seller to do.
    """

    RESPOND_CANCEL = "SELLER_RESPOND_CANCEL"
    RESPOND_REFUND = "SELLER_RESPOND_REFUND"
    RESPOND_RETURN = "SELLER_RESPOND_RETURN"
    RESPOND_RECEIVE_PACKAGE = "SELLER_RESPOND_RECEIVE_PACKAGE"
    RESPOND_REPLACEMENT = "SELLER_RESPOND_REPLACEMENT"


@final
@attrs.frozen
class DueAnswer(Value):
    """
    What the seller has to answer, and by when.

    Args:
        action: What the platform waits for.
        by: The deadline that it delivered; None where it delivered none, and then it is not known.
    """

    action: SellerAction = attrs.field(validator=instance("a SellerAction", SellerAction))
    by: datetime | None = attrs.field(default=None, validator=aware_or_none)


@final
@attrs.frozen(kw_only=True)
class ReversedLine(Value):
    """
    One line of an order that is cancelled or sent back.

    Args:
        id: The id of the line in the cancellation or return.
        order_line_id: The line of the order.
        sku_id: Its SKU.
        seller_sku: The seller's own name for it.
        refund: What is refunded for it, and of what that is made up, by the payload's own names.
    """

    id: str | None = None
    order_line_id: str | None = None
    sku_id: str | None = None
    seller_sku: str | None = None
    refund: FrozenMap[Money] = attrs.field(factory=FrozenMap[Money])


# Section 5.1 of the payload reference: the reason codes that tell the cause. Several codes of the
# United Kingdom are the same with an ending of their own.
_CAUSES = {
    "seller_cancel_reason_out_of_stock": Cause.SELLER_CANCELLED,
    "seller_cancel_unpaid_reason_out_of_stock": Cause.SELLER_CANCELLED,
    "seller_cancel_reason_wrong_price": Cause.SELLER_CANCELLED,
    "ecom_order_to_ship_canceled_reason_not_shipped_on_time": Cause.SELLER_LATE,
    "buyer_cancel_late_shipment": Cause.SELLER_LATE,
    "system_cancel_order_reason_shipping_timeout": Cause.SELLER_LATE,
    "system_cancel_unpaid_time_out": Cause.PAYMENT_FAILED,
    "system_cancel_order_exceed_edt_not_arrive": Cause.NOT_DELIVERED,
    "ecom_order_to_ship_canceled_reason_created_by_mistakes": Cause.CHANGED_MIND,
}
_ENDING = "_uk"


def cause_of(reason: str) -> Cause | None:
    """
    The cause that a reason code tells; None where the code is not known.

    Args:
        reason: The code, such as "seller_cancel_reason_out_of_stock".

    Examples:
        >>> cause_of("buyer_cancel_late_shipment_uk").value
        'seller_late'
        >>> cause_of("another_reason") is None
        True
    """
    check_text("reason", reason)
    return _CAUSES.get(reason) or _CAUSES.get(reason.removesuffix(_ENDING))


class Reversal:
    """
    What cancellations and returns have in common.
    """

    __slots__ = ()

    due: tuple[DueAnswer, ...]
    cause: Cause | None

    @property
    def answer_by(self) -> datetime | None:
        """
        The first deadline that the platform delivered; None where it delivered none.
        """
        return min((answer.by for answer in self.due if answer.by), key=utc, default=None)

    @property
    def seller_fault(self) -> bool | None:
        """
        Whether the cause is the seller's; None where the code tells no cause.
        """
        return None if self.cause is None else self.cause.fault is Fault.SELLER


class ReversalFields(PayloadFields):
    """
    One cancellation or return, field by field.
    """

    line_key: ClassVar[str] = ""
    reason_field: ClassVar[str] = ""
    lines_field: ClassVar[str] = ""

    def common(self) -> dict[str, Any]:
        """
        The fields that cancellations and returns share.
        """
        reason = self.text(self.reason_field) or None
        return {
            "id": self.id,
            "order_id": self.needed("order_id"),
            "by": self.party(),
            "reason": reason,
            "cause": None if reason is None else cause_of(reason),
            "opened_at": self.time("create_time", required=True),
            "updated_at": self.time("update_time"),
            "due": self.due(),
            "refund": self.money("refund_amount"),
            "lines": self.reversed_lines(),
        }

    def due(self) -> tuple[DueAnswer, ...]:
        """
        What the platform waits for, in the order of the payload.
        """
        field = "seller_next_action_response"
        return tuple(
            DueAnswer(
                self.one_of("action", SellerAction, entry, f"{field}."),
                self.time("deadline", entry),
            )
            for entry in self.tables(field)
        )

    def party(self) -> Party | None:
        """
        Who asked; an operator is the platform's own staff.
        """
        given = self.text("role").lower()
        given = "system" if given == "operator" else given
        if given and given not in frozenset(Party):
            raise self.problem("role", f"{short(given)} is nobody known")
        return Party(given) if given else None

    def money(self, field: str, table: dict[str, object] | None = None) -> FrozenMap[Money]:
        """
        Amounts that stand beside their currency, by the payload's own names.
        """
        return self.amounts(self.inner(field, table), field)

    def amounts(self, table: dict[str, object], where: str) -> FrozenMap[Money]:
        """
        The amounts of one table.
        """
        names = [name for name in table if name != "currency" and peek(table, name)]
        if not names:
            return FrozenMap({})
        currency = self.text("currency", table, f"{where}.")
        found = {name: self.amount(name, currency, table, f"{where}.") for name in names}
        return FrozenMap({name: money for name, money in found.items() if money is not None})

    def several(self, field: str) -> tuple[FrozenMap[Money], ...]:
        """
        A list of such tables, as return shipping fees and discounts come.
        """
        return tuple(self.amounts(table, field) for table in self.tables(field))

    def reversed_lines(self) -> tuple[ReversedLine, ...]:
        """
        The lines it concerns.
        """
        field = self.lines_field
        return tuple(
            ReversedLine(
                id=self.ident(self.line_key, line, f"{field}."),
                order_line_id=self.ident("order_line_item_id", line, f"{field}."),
                sku_id=self.ident("sku_id", line, f"{field}."),
                seller_sku=self.text("seller_sku", line, f"{field}.") or None,
                refund=self.money("refund_amount", line),
            )
            for line in self.tables(field)
        )
