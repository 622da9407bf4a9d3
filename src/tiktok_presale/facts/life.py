"""
The life of one line of an order so far: where it stands, its goods and its money.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import accumulate
from typing import final

import attrs

from tiktok_presale.facts.moves import Authorised, Cancelled, DelayNotified, Placed
from tiktok_presale.facts.order_states import OrderState, Track
from tiktok_presale.facts.payments import Component, PaidOrder, Payment, Terms
from tiktok_presale.facts.plans import Advance, Earnest, Line, Part, PaymentPlan
from tiktok_presale.facts.promises import Promise, ReleaseOn
from tiktok_presale.facts.resizing import resized
from tiktok_presale.facts.triggers import OnDispatch, OnRelease
from tiktok_presale.values.checks import aware, aware_or_none, check_int, check_text, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money

__all__ = ["OrderLife", "OrderState", "Parcel", "Track"]


@final
@attrs.frozen
class Parcel(Value):
    """
    Units that left together.

    Args:
        id: The id under which they left.
        units: How many.
        dispatched_at: When they left.
        delivered_at: When they arrived; None where they have not.
    """

    id: str
    units: int
    dispatched_at: datetime = attrs.field(validator=aware)
    delivered_at: datetime | None = attrs.field(default=None, validator=aware_or_none)

    def __attrs_post_init__(self) -> None:
        """
        Refuse parcels of nothing.
        """
        check_text("id", self.id)
        check_int("units", self.units, minimum=1)


def _none(life: OrderLife) -> Money:
    return Money.from_minor(0, life.placed.terms.unit_price.currency)


@final
@attrs.frozen(kw_only=True)
class OrderLife(Value):
    """
    One line of an order as its events have made it; `lifecycle.evolve` makes the next one.

    Args:
        placed: The order as it was placed, with all that was frozen.
        at: The instant of the last event.
        version: How many events it has seen.
        road: From placing to completion.
        delay: Whether the buyer was told of a delay, and what the buyer said.
        refund: Whether money is to go back.
        dispute: Whether the buyer disputes payment or goods.
        units: How many units were ordered, with those that were cancelled since.
        cancelled: How many of them were cancelled.
        cancellations: By whom and why.
        unpaid_for: How many of the cancellations came before anything was paid.
        tax_lost: How much of the tax went with units that were paid for and cancelled since.
        parcels: What has left.
        tax: The tax as it was told with the last change of units.
        payments: What the buyer paid.
        refunds: What went back.
        owed: What has been decided to go back, paid or not.
        uncounted: What was paid and no longer counts towards the price: it goes back, or is
            forfeited.
        met: How many lines of the payment plan are paid.
        hold: The hold on the buyer's card.
        failed_at: Since when a payment is overdue or failed.
        released_at: When the goods were released.
        promise: The promise that binds: the last one to which the buyer agreed.
        expected: The promise that the seller named last.
        notices: The delays that the buyer was told of.
        address: Where it goes.

    Raises:
        OutOfRangeError: If more units left or were cancelled than were ordered, or more money goes
            back than was paid.
    """

    placed: Placed = attrs.field(validator=instance("Placed", Placed))
    at: datetime = attrs.field(validator=aware)
    version: int = 0
    road: OrderState = OrderState.NEW
    delay: OrderState = OrderState.NO_DELAY
    refund: OrderState = OrderState.NO_REFUND
    dispute: OrderState = OrderState.UNDISPUTED
    units: int
    cancelled: int = 0
    cancellations: tuple[Cancelled, ...] = ()
    unpaid_for: int = 0
    tax_lost: Money = attrs.field(default=attrs.Factory(_none, takes_self=True))
    parcels: tuple[Parcel, ...] = ()
    tax: Money | None = None
    payments: tuple[Payment, ...] = ()
    refunds: tuple[Payment, ...] = ()
    owed: Money = attrs.field(default=attrs.Factory(_none, takes_self=True))
    uncounted: Money = attrs.field(default=attrs.Factory(_none, takes_self=True))
    met: int = 0
    hold: Authorised | None = None
    failed_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    released_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    promise: Promise
    expected: Promise
    notices: tuple[DelayNotified, ...] = ()
    address: str | None = None

    def __attrs_post_init__(self) -> None:
        """
        Refuse lives in which goods or money come from nowhere.
        """
        if self.waiting < 0:
            given = f"{self.shipped} shipped and {self.cancelled} cancelled"
            raise OutOfRangeError("units", given, f"at most {self.units} together")
        if self.paid < self.owed or self.owed < self.refunded:
            given = f"{self.owed} decided, {self.refunded} paid back"
            raise OutOfRangeError("refunds", given, f"in this order at most {self.paid}")

    # Where it stands.

    @property
    def state(self) -> OrderState:
        """
        The one word that matters most.

        A dispute comes first, then an open question about a delay, then money that is to go back
        where no goods are kept, or else where the order is on its road.
        """
        if self.dispute is OrderState.DISPUTED:
            return self.dispute
        if self.delay is OrderState.DELAY_NOTIFIED:
            return self.delay
        return self.road if self.refund is OrderState.NO_REFUND or self.kept else self.refund

    def on(self, track: Track) -> OrderState:
        """
        The state on one track.
        """
        found: OrderState = getattr(self, track.value)
        return found

    def moved_to(self, states: Mapping[Track, OrderState]) -> OrderLife:
        """
        The same order with other states on some tracks.
        """
        return attrs.evolve(
            self,
            road=states.get(Track.ROAD, self.road),
            delay=states.get(Track.DELAY, self.delay),
            refund=states.get(Track.REFUND, self.refund),
            dispute=states.get(Track.DISPUTE, self.dispute),
        )

    # The goods.

    @property
    def shipped(self) -> int:
        """
        How many units have left.
        """
        return sum(parcel.units for parcel in self.parcels)

    @property
    def delivered(self) -> int:
        """
        How many units have arrived.
        """
        return sum(parcel.units for parcel in self.parcels if parcel.delivered_at is not None)

    @property
    def waiting(self) -> int:
        """
        How many units are still to leave.
        """
        return self.units - self.shipped - self.cancelled

    @property
    def kept(self) -> int:
        """
        How many units the buyer gets, or has got.
        """
        return self.units - self.cancelled

    @property
    def awaits_release(self) -> bool:
        """
        Whether the goods are still to be released before they can leave.
        """
        named = self._paid_on_release or isinstance(self.expected, ReleaseOn)
        return self.released_at is None and named

    @property
    def _paid_on_release(self) -> bool:
        return any(isinstance(line.due, OnRelease) for line in self.placed.terms.plan.lines)

    # The money.

    @property
    def currency(self) -> str:
        """
        The currency of the order.
        """
        return self.placed.terms.unit_price.currency

    @property
    def terms(self) -> Terms:
        """
        The terms of the units that the buyer keeps; where none is kept, of all that were lost.

        Units that were cancelled before anything was paid are not counted among the lost: no money
        was ever paid for them.
        """
        terms = self.placed.terms
        if self.kept:
            return resized(terms, self.kept, self.tax) or terms
        units = sum(one.lost for one in self.endings)
        return resized(terms, units, self._tax_of_all) or terms

    @property
    def endings(self) -> tuple[Cancelled, ...]:
        """
        The cancellations of units for which something was paid; the last one where nothing was.
        """
        return self.cancellations[self.unpaid_for :] or self.cancellations[-1:]

    @property
    def _tax_of_all(self) -> Money | None:
        terms = self.placed.terms
        tax = terms.tax if self.tax is None else self.tax
        least = terms.shipping_tax or self._money(0)
        return None if tax is None else max(tax + self.tax_lost, least)

    @property
    def price(self) -> Money:
        """
        What the buyer pays in all for the units that are kept.
        """
        return self.terms.total if self.kept else self._money(0)

    @property
    def paid(self) -> Money:
        """
        What the buyer has paid.
        """
        return self._sum(self.payments)

    @property
    def refunded(self) -> Money:
        """
        What has gone back.
        """
        return self._sum(self.refunds)

    @property
    def held(self) -> Money:
        """
        What the seller has of the buyer's money: paid and not gone back.
        """
        return self.paid - self.refunded

    @property
    def counted(self) -> Money:
        """
        What was paid and counts towards the price.
        """
        return self.paid - self.uncounted

    @property
    def overpaid(self) -> Money:
        """
        What was paid beyond the price, and is neither to go back nor forfeited so far.
        """
        beyond = min(self.counted - self.price, self.paid - self.owed)
        return max(beyond, self._money(0))

    @property
    def unrefunded(self) -> Money:
        """
        What has been decided to go back and has not gone yet.
        """
        return self.owed - self.refunded

    @property
    def line(self) -> Line | None:
        """
        The line of the plan that is paid next, as it was agreed; None where all are paid.
        """
        lines = self.placed.terms.plan.lines
        return lines[self.met] if self.met < len(lines) and self.kept else None

    @property
    def due(self) -> Money:
        """
        What is to be paid on that line, with what earlier lines lack since units were added.
        """
        if self.line is None:
            return self._money(0)
        return self.thresholds[self.met] - self.counted

    @property
    def thresholds(self) -> tuple[Money, ...]:
        """
        What has been paid in all once each line of the plan is paid.
        """
        return tuple(accumulate(self.terms.payments))

    @property
    def on_dispatch(self) -> bool:
        """
        Whether the next payment is due on dispatch, or after one that is.
        """
        lines = self.placed.terms.plan.lines[: self.met + 1]
        return any(isinstance(line.due, OnDispatch) for line in lines)

    @property
    def secured_by_hold(self) -> bool:
        """
        Whether the next payment is one that a hold on the card secures until dispatch.
        """
        line = self.line
        return isinstance(line, Part) and line.authorised is not None and self.on_dispatch

    @property
    def blocked(self) -> bool:
        """
        Whether something is to be paid, or held on the card, before the goods may be made ready.
        """
        if self.line is None:
            return False
        return self.hold is None if self.secured_by_hold else not self.on_dispatch

    @property
    def deposit_next(self) -> bool:
        """
        Whether the next payment is the deposit.
        """
        return isinstance(self.line, Earnest | Advance)

    def paid_order(self) -> PaidOrder:
        """
        The same as refunds are asked about.

        A deposit that was paid stays what it was when the number of units changes afterwards. The
        promise is the one that binds; where a payment waits for a release, the one by which the
        release is expected. Once no unit is kept the order has ended, and nothing more is due.
        """
        dispatched = [parcel.dispatched_at for parcel in self.parcels]
        delivered = [parcel.delivered_at for parcel in self.parcels if parcel.delivered_at]
        whole = self.delivered == self.kept > 0
        ahead = self.awaits_release and self._paid_on_release
        return PaidOrder(
            terms=attrs.evolve(self._as_paid(), promise=self.expected if ahead else self.promise),
            payments=self.payments,
            refunds=self.refunds,
            dispatched_at=min(dispatched, key=utc) if dispatched else None,
            delivered_at=max(delivered, key=utc) if whole else None,
            ended_at=None if self.kept else self.cancellations[-1].at,
        )

    def _as_paid(self) -> Terms:
        """
        The terms with the deposit that was paid, where the units have changed since.
        """
        terms, deposit = self.terms, self.terms.plan.deposit
        made = [one for one in self.payments if one.component is Component.DEPOSIT]
        paid = self._sum(tuple(made))
        if deposit is None or not paid or paid == terms.payments[0]:
            return terms
        worth = None if deposit.bonus is None else paid + deposit.bonus
        lines = (attrs.evolve(deposit, amount=paid, worth=worth), *terms.plan.lines[1:])
        try:
            return attrs.evolve(terms, plan=PaymentPlan(lines))
        except OutOfRangeError:  # the deposit was more than all that is kept costs
            return terms

    def _money(self, minor: int) -> Money:
        return Money.from_minor(minor, self.currency)

    def _sum(self, payments: tuple[Payment, ...]) -> Money:
        return Money.sum((payment.amount for payment in payments), self.currency)
