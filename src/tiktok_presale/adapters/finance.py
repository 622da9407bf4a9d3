"""
What an order brought and what the platform took: transactions by order (202501).

Outside the United States a pre-order service fee that is not nothing is the best proof, after the
fact, that an order was a pre-order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, final

import attrs

from tiktok_presale.adapters.envelopes import Found, Shape, read_each
from tiktok_presale.adapters.payload import PayloadFields
from tiktok_presale.values.checks import aware_or_none, check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.money import Money
from tiktok_presale.values.untyped import table_of

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["OrderTransactions", "SkuTransaction", "proofs", "read_transactions"]

FEE = "fee_tax_breakdown.fee.pre_order_service_fee_amount"

_SHAPE = Shape(many=("orders",), one="order", keys=("order_id",), marks=("sku_transactions",))
_TOTALS = ("revenue_amount", "fee_and_tax_amount", "shipping_cost_amount", "settlement_amount")
_SKU_TOTALS = ("revenue_amount", "fee_tax_amount", "shipping_cost_amount", "settlement_amount")
_BREAKDOWNS = ("revenue_breakdown", "shipping_cost_breakdown", "fee_tax_breakdown")


@final
@attrs.frozen(kw_only=True)
class SkuTransaction(Value):
    """
    The amounts of one SKU of an order in one statement.

    Args:
        sku_id: The SKU.
        statement_id: The statement.
        quantity: How many units.
        amounts: Every amount, by its path in the payload; charges are normally negative.
    """

    sku_id: str | None = None
    statement_id: str | None = None
    quantity: int | None = None
    amounts: FrozenMap[Money] = attrs.field(factory=FrozenMap[Money])

    @property
    def service_fee(self) -> Money | None:
        """
        The pre-order service fee; None where the payload has no such field.
        """
        return self.amounts.get(FEE)


@final
@attrs.frozen(kw_only=True)
class OrderTransactions(Value):
    """
    The amounts of one order.

    Args:
        order_id: The order.
        placed_at: When it was placed.
        totals: The order's own totals, by their names in the payload.
        skus: The amounts by SKU and statement.
    """

    order_id: str
    placed_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    totals: FrozenMap[Money] = attrs.field(factory=FrozenMap[Money])
    skus: tuple[SkuTransaction, ...] = ()

    @property
    def proves_preorder(self) -> bool:
        """
        Whether a pre-order service fee was taken, in either sign.
        """
        return any(sku.service_fee is not None and sku.service_fee.minor for sku in self.skus)


def read_transactions(payload: object) -> Found[OrderTransactions]:
    """
    Read the transactions of orders.

    Args:
        payload: The decoded JSON: the response for one order, its `data`, or a list of those.

    Raises:
        PayloadError: If there are none to be found in *payload* at all.

    Examples:
        >>> reading = read_transactions([{"order_id": "5", "currency": "THB", "sku_transactions": [
        ...     {"fee_tax_breakdown": {"fee": {"pre_order_service_fee_amount": "-2.14"}}}]}])
        >>> sorted(proofs(reading.found))
        ['5']
    """
    return read_each(payload, _SHAPE, _transactions)


def proofs(transactions: Iterable[OrderTransactions]) -> frozenset[str]:
    """
    The orders that a fee proves to be pre-orders, as `open_api.read_orders` takes them.

    Raises:
        WrongTypeError: If *transactions* holds something else, or is a whole reading.
    """
    expected = "several OrderTransactions, such as read_transactions(…).found"
    if not isinstance(transactions, Iterable):
        raise WrongTypeError("transactions", expected, type(transactions).__name__)
    given = tuple(transactions)
    for one in given:
        check_kind("transactions", one, OrderTransactions, expected)
    return frozenset(one.order_id for one in given if one.proves_preorder)


class _Fields(PayloadFields):
    """
    The transactions of one order.
    """

    what: ClassVar[str] = "transaction"
    key: ClassVar[str] = "order_id"

    def transactions(self) -> OrderTransactions:
        """
        All of them.
        """
        currency = self.text("currency")
        return self.made(
            OrderTransactions,
            order_id=self.id,
            placed_at=self.time("order_create_time"),
            totals=FrozenMap(self._named(self.table, _TOTALS, currency, "")),
            skus=tuple(self._sku(sku, currency) for sku in self.tables("sku_transactions")),
        )

    def _sku(self, sku: dict[str, object], currency: str) -> SkuTransaction:
        where = "sku_transactions."
        amounts = self._named(sku, _SKU_TOTALS, currency, where)
        for field in _BREAKDOWNS:
            amounts |= self._all(self.inner(field, sku), currency, field)
        return SkuTransaction(
            sku_id=self.ident("sku_id", sku, where),
            statement_id=self.ident("statement_id", sku, where),
            quantity=self.count("quantity", sku),
            amounts=FrozenMap(amounts),
        )

    def _named(
        self, table: dict[str, object], names: tuple[str, ...], currency: str, where: str
    ) -> dict[str, Money]:
        found = {name: self.amount(name, currency, table, where) for name in names}
        return {name: money for name, money in found.items() if money is not None}

    def _all(self, table: dict[str, object], currency: str, path: str) -> dict[str, Money]:
        """
        Every amount of a breakdown, however deep, by its path.
        """
        found: dict[str, Money] = {}
        waiting = [(path, table)]
        while waiting:
            where, inner = waiting.pop()
            for name in inner:
                below = table_of(inner.get(name))
                if below is not None:
                    waiting.append((f"{where}.{name}", below))
                    continue
                amount = self.amount(name, currency, inner, f"{where}.")
                if amount is not None:
                    found[f"{where}.{name}"] = amount
        return found


def _transactions(table: dict[str, object], place: str) -> OrderTransactions:
    return _Fields(table, place).transactions()
