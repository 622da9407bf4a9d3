"""
What a buyer has paid and got back, and the terms that were frozen on the order.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import final

import attrs

from tiktok_presale.facts.plans import PaymentPlan
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.values.checks import aware, check_int, check_kind, check_text, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["Component", "Payment", "Terms"]


class Component(StrEnum):
    """
    What a payment was for.
    """

    DEPOSIT = "deposit"
    BALANCE = "balance"
    PRICE = "price"
    """The price, or an instalment of it, under a plan without a deposit."""
    SHIPPING = "shipping"
    TAX = "tax"
    FEE = "fee"


@final
@attrs.frozen
class Payment(Value):
    """
    Money that has moved, in the one direction or the other.

    Args:
        id: The payment provider's id, or the caller's own; no payment counts twice.
        component: What it was for.
        amount: How much, above zero.
        at: When.

    Raises:
        OutOfRangeError: If the amount is not above zero.
        NaiveTimeError: If *at* has no time zone.
    """

    id: str
    component: Component = attrs.field(converter=Component)
    amount: Money = attrs.field(validator=instance("Money", Money))
    at: datetime = attrs.field(validator=aware)

    def __attrs_post_init__(self) -> None:
        """
        Refuse payments of nothing.
        """
        check_text("id", self.id)
        if self.amount.minor <= 0:
            raise OutOfRangeError("amount", str(self.amount), "above zero")


def _extra(terms: Terms, attribute: attrs.Attribute[Money | None], value: Money | None) -> None:
    if value is None:
        return
    check_kind(attribute.name, value, Money, "Money")
    if value.currency != terms.unit_price.currency:
        raise CurrencyMismatchError(terms.unit_price.currency, value.currency)
    if value.minor < 0:
        raise OutOfRangeError(attribute.name, str(value), "zero or more")


@final
@attrs.frozen(kw_only=True)
class Terms(Value):
    """
    What was agreed for one line of an order, frozen when it was placed.

    Later changes of the offer, its price or the market's rules do not touch it.

    Args:
        id: The id of the order line, the caller's own.
        offer: The id of the offer.
        sku: What was bought.
        units: How many.
        unit_price: The price of one.
        plan: The payments for all units of this line together.
        promise: When it will be dispatched.
        placed_at: When it was placed.
        edition: The edition of the rules it stands under, such as "th@2026-01-01".
        kind: How the goods come about.
        shipping: What the buyer pays for shipping.
        tax: What the buyer pays as tax on top of the price.
        fee: What the buyer pays as fees.

    Raises:
        OutOfRangeError: If there are no units, or a sum is negative.
        CurrencyMismatchError: If the sums are in several currencies.
    """

    id: str
    offer: str
    sku: str
    units: int
    unit_price: Money = attrs.field(validator=instance("Money", Money))
    plan: PaymentPlan = attrs.field(validator=instance("a PaymentPlan", PaymentPlan))
    promise: Promise = attrs.field(
        validator=instance("ShipWithin or ReleaseOn", ShipWithin, ReleaseOn)
    )
    placed_at: datetime = attrs.field(validator=aware)
    edition: str
    kind: OrderKind = attrs.field(
        default=OrderKind.PRE_ORDER, validator=instance("an OrderKind", OrderKind)
    )
    shipping: Money | None = attrs.field(default=None, validator=_extra)
    tax: Money | None = attrs.field(default=None, validator=_extra)
    fee: Money | None = attrs.field(default=None, validator=_extra)

    def __attrs_post_init__(self) -> None:
        """
        Refuse terms whose payments do not make the price.
        """
        for name in ("id", "offer", "sku", "edition"):
            check_text(name, getattr(self, name))
        check_int("units", self.units, minimum=1)
        if self.unit_price.minor < 0:
            raise OutOfRangeError("unit_price", str(self.unit_price), "zero or more")
        _ = self.payments

    @property
    def items(self) -> Money:
        """
        The price of the goods.
        """
        return self.unit_price * self.units

    @property
    def extras(self) -> Money:
        """
        Shipping, tax and fees together.
        """
        given = (self.shipping, self.tax, self.fee)
        return _sum((money for money in given if money is not None), self.unit_price.currency)

    @property
    def payments(self) -> tuple[Money, ...]:
        """
        What is to be paid on each line of the plan.
        """
        return self.plan.split(self.items, self.extras)

    @property
    def total(self) -> Money:
        """
        All that the buyer pays.
        """
        return _sum(self.payments, self.unit_price.currency)


def _sum(sums: Iterable[Money], currency: str) -> Money:
    return sum(sums, start=Money.from_minor(0, currency))
