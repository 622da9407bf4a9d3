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
from tiktok_presale.values.checks import (
    aware,
    aware_or_none,
    check_int,
    check_kind,
    check_text,
    instance,
    member_of,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["Component", "PaidOrder", "Payment", "Terms"]


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


def _component(value: object) -> Component:
    return member_of("component", value, Component)


@final
@attrs.frozen
class Payment(Value):
    """
    Money that has moved, in the one direction or the other.

    Args:
        id: The payment provider's id, or the caller's own; for one component it counts once.
        component: What it was for.
        amount: How much, above zero.
        at: When.

    Raises:
        OutOfRangeError: If the amount is not above zero.
        NaiveTimeError: If *at* has no time zone.
    """

    id: str
    component: Component = attrs.field(converter=_component)
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
    if value.currency != terms.currency:
        raise CurrencyMismatchError(terms.currency, value.currency)
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
        shipping_tax: How much of *tax* is tax on the shipping; None where nobody says.

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
    shipping_tax: Money | None = attrs.field(default=None, validator=_extra)

    def __attrs_post_init__(self) -> None:
        """
        Refuse terms whose payments do not make the price.
        """
        for name in ("id", "offer", "sku", "edition"):
            check_text(name, getattr(self, name))
        check_int("units", self.units, minimum=1)
        if self.unit_price.minor < 0:
            raise OutOfRangeError("unit_price", str(self.unit_price), "zero or more")
        most = self.tax or Money.from_minor(0, self.currency)
        if self.shipping_tax is not None and self.shipping_tax > most:
            raise OutOfRangeError(
                "shipping_tax", str(self.shipping_tax), f"at most the tax, {most}"
            )
        _ = self.payments

    @property
    def currency(self) -> str:
        """
        The currency of every sum.
        """
        return self.unit_price.currency

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
        return _sum((money for money in given if money is not None), self.currency)

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
        return _sum(self.payments, self.currency)

    @property
    def components(self) -> FrozenMap[Money]:
        """
        What is to be paid for each component; those of nothing are left out.
        """
        none = Money.from_minor(0, self.currency)
        rest = Component.PRICE if self.plan.deposit is None else Component.BALANCE
        found = {
            Component.SHIPPING: self.shipping or none,
            Component.TAX: self.tax or none,
            Component.FEE: self.fee or none,
        }
        price = self.total - self.extras
        if self.plan.deposit is not None:
            found[Component.DEPOSIT] = self.payments[0]
            price -= self.payments[0]
        found[rest] = price
        return FrozenMap({c.value: found[c] for c in Component if found.get(c)})


def _payments(value: Iterable[Payment]) -> tuple[Payment, ...]:
    """
    Read payments, in the order of time; the caller's order where they are of one instant.
    """
    if not isinstance(value, Iterable):
        raise WrongTypeError("payments", "several Payment", type(value).__name__)
    given = tuple(value)
    for payment in given:
        check_kind("payments", payment, Payment, "several Payment")
    return tuple(sorted(given, key=lambda payment: utc(payment.at)))


@final
@attrs.frozen(kw_only=True)
class PaidOrder(Value):
    """
    One line of an order with the money that has moved for it so far.

    Args:
        terms: What was agreed.
        payments: What the buyer has paid. One charge of a card that covers several components is
            several payments with one id.
        refunds: What the buyer has got back, each for the component that it was paid for.
        dispatched_at: When it was handed over to the carrier; None where it was not.
        delivered_at: When the buyer received it; None where that has not happened.
        statutory: What the seller has paid on top by law, as the second half of a deposit that is
            returned double.
        ended_at: When it was cancelled or lapsed as a whole, so that nothing more falls due; None
            where it was not.

    Raises:
        OutOfRangeError: If an id comes twice for one component, more is given back for a component
            than was paid for it, or something happened before the order was placed.
        CurrencyMismatchError: If a payment is in another currency than the terms.
    """

    terms: Terms = attrs.field(validator=instance("Terms", Terms))
    payments: tuple[Payment, ...] = attrs.field(default=(), converter=_payments)
    refunds: tuple[Payment, ...] = attrs.field(default=(), converter=_payments)
    dispatched_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    delivered_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    statutory: tuple[Payment, ...] = attrs.field(default=(), converter=_payments)
    ended_at: datetime | None = attrs.field(default=None, validator=aware_or_none)

    def __attrs_post_init__(self) -> None:
        """
        Refuse books that do not add up.
        """
        for name in ("payments", "refunds", "statutory"):
            self._check(name, getattr(self, name))
        for component in Component:
            if self.left(component).minor < 0:
                given, most = self.refunded(component), self.paid(component)
                raise OutOfRangeError("refunds", f"{given} for {component}", f"at most {most}")
        for name in ("dispatched_at", "delivered_at", "ended_at"):
            instant = getattr(self, name)
            if instant is not None:
                self._check_time(name, instant)

    def _check(self, name: str, payments: tuple[Payment, ...]) -> None:
        seen: set[tuple[str, Component]] = set()
        for payment in payments:
            self._check_time(name, payment.at)
            if payment.amount.currency != self.currency:
                raise CurrencyMismatchError(self.currency, payment.amount.currency)
            key = payment.id, payment.component
            if key in seen:
                raise OutOfRangeError(name, f"{payment.id!r} twice", "each id once for a component")
            seen.add(key)

    def _check_time(self, name: str, instant: datetime) -> None:
        if utc(instant) < utc(self.terms.placed_at):
            placed = self.terms.placed_at.isoformat()
            raise OutOfRangeError(name, instant.isoformat(), f"at or after {placed}")

    @property
    def currency(self) -> str:
        """
        The currency of the order.
        """
        return self.terms.currency

    def paid(self, component: Component, *, by: datetime | None = None) -> Money:
        """
        What was paid for a component, up to the instant *by* where one is given.
        """
        return self._moved(self.payments, component, by)

    def refunded(self, component: Component) -> Money:
        """
        What was given back for a component.
        """
        return self._moved(self.refunds, component, None)

    def left(self, component: Component) -> Money:
        """
        What was paid for a component and not given back.
        """
        return self.paid(component) - self.refunded(component)

    def covered(self, component: Component, *, by: datetime | None = None) -> bool:
        """
        Whether all that was agreed for a component had been paid, at the instant *by*.

        A refund does not undo it: what has been performed stays performed.
        """
        agreed = self.terms.components.get(component)
        return agreed is None or self.paid(component, by=by) >= agreed

    def _moved(
        self, payments: tuple[Payment, ...], component: Component, by: datetime | None
    ) -> Money:
        counted = (
            payment.amount
            for payment in payments
            if payment.component is component and (by is None or utc(payment.at) <= utc(by))
        )
        return _sum(counted, self.currency)


def _sum(sums: Iterable[Money], currency: str) -> Money:
    return Money.sum(sums, currency)
