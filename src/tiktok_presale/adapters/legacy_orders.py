"""
One order of the retired version 1 (202212), as old stored rows hold it.

Status is a number, amounts are numbers, and the time of placing is text of milliseconds while every
other time counts seconds. Such an order says nothing of its kind: presale came later.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from tiktok_presale.adapters.evidence import Clue, Witness
from tiktok_presale.adapters.order_fields import OrderFields
from tiktok_presale.adapters.payload import peek, short
from tiktok_presale.values.errors import PresaleError
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["LegacyOrderFields"]

_STATUSES = {
    100: "UNPAID",
    105: "ON_HOLD",
    111: "AWAITING_SHIPMENT",
    112: "AWAITING_COLLECTION",
    114: "PARTIALLY_SHIPPING",
    121: "IN_TRANSIT",
    122: "DELIVERED",
    130: "COMPLETED",
    140: "CANCELLED",
}
_AS_TEXT = frozenset(map(str, _STATUSES))
# A number of so many digits comes out of a float as it went in.
_DIGITS = 15


class LegacyOrderFields(OrderFields):
    """
    One order of version 1.
    """

    key: ClassVar[str] = "order_id"
    payment: ClassVar[str] = "payment_info"
    lines: ClassVar[str] = "order_line_list"
    price_fields: ClassVar[tuple[str, ...]] = ("sale_price",)
    initiator: ClassVar[str] = "cancel_user"
    deadlines: ClassVar[dict[str, tuple[str, ...]]] = {
        "dispatch": ("rts_sla",),
        "collection": ("tts_sla",),
        "auto_cancel": ("cancel_order_sla",),
    }

    def clues(self) -> Iterator[Clue]:
        """
        Only what stands outside the order: its products and its fees.
        """
        yield Clue(Witness.NOTHING_SAID)
        yield from self.outside()

    def status(self) -> str:
        """
        The status by its number.
        """
        given = self.table.get("order_status")
        number = int(given) if isinstance(given, str) and given in _AS_TEXT else given
        if not isinstance(number, int) or isinstance(number, bool) or number not in _STATUSES:
            known = ", ".join(map(str, _STATUSES))
            missing = given in (None, "")
            problem = "is missing" if missing else f"{short(given)} is none of {known}"
            raise self.problem("order_status", problem)
        return _STATUSES[number]

    def shipped_by_seller(self) -> bool:
        """
        Whether the seller ships it; no other number than 0 is documented.
        """
        given = self.count("fulfillment_type")
        if given not in {None, 0}:
            raise self.problem("fulfillment_type", f"must be 0, not {short(given)}")
        return True

    def paid_amount(self, field: str, currency: str, payment: dict[str, object]) -> Money | None:
        """
        One amount of the payment, which is a number and is made text again before it is money.
        """
        given = payment.get(field)
        if not isinstance(given, float):
            return self.amount(field, currency, {field: given}, f"{self.payment}.")
        number = Decimal(repr(given))
        if not number.is_finite() or len(number.as_tuple().digits) > _DIGITS:
            problem = f"must be an amount that is read exactly, not {short(given)}"
            raise self.problem(f"{self.payment}.{field}", problem)
        return self.told(f"{self.payment}.{field}", Money, number, currency)

    def line_price(self, line: dict[str, object]) -> Money | None:
        """
        The price of one line, in the currency of the payment.
        """
        currency = self.text("currency", self.inner(self.payment), f"{self.payment}.")
        price = {"sale_price": peek(line, "sale_price")}
        try:
            return self.paid_amount("sale_price", currency, price)
        except PresaleError:
            return None
