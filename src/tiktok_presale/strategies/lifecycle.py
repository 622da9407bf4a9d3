"""
Strategies for orders placed under every kind of plan, for what may happen to them, and for lives.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from tiktok_presale.facts.causes import Cause
from tiktok_presale.facts.life import OrderLife, OrderState
from tiktok_presale.facts.moves import (
    AddressChanged,
    Authorised,
    Cancelled,
    Completed,
    ConsentGiven,
    ConsentRefused,
    DelayNotified,
    Delivered,
    Dispatched,
    DisputeClosed,
    DisputeOpened,
    LifeEvent,
    Move,
    Paid,
    PaymentFailed,
    Placed,
    QuantityChanged,
    RefundDecided,
    RefundPaid,
    Released,
    Silence,
)
from tiktok_presale.facts.orders import Party
from tiktok_presale.facts.payments import Component, Payment, Terms
from tiktok_presale.facts.plans import Advance, Authorisation, Earnest, Part, PaymentPlan, Share
from tiktok_presale.facts.promises import Promise, ReleaseOn, ShipWithin
from tiktok_presale.facts.resizing import resized
from tiktok_presale.facts.triggers import (
    AfterDelay,
    AtDate,
    AtPlacing,
    InWindow,
    OnDispatch,
    OnRelease,
    When,
)
from tiktok_presale.rules import lifecycle
from tiktok_presale.strategies.engine import st
from tiktok_presale.values.days import CalendarDays, Hours, Minutes
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money
from tiktok_presale.values.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["fitting", "life_events", "order_lives", "placings"]

_PLACED = datetime(2026, 3, 27, 16, 30, tzinfo=UTC)
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_ZONES = ("UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York")


def _window(start: int, length: int) -> InWindow:
    opens = _PLACED + start * _HOUR
    return InWindow(Period(opens, opens + length * _HOUR))


def _at_hour(hours: int) -> AtDate:
    return AtDate(_PLACED + hours * _HOUR)


def _release_in(days: int) -> ReleaseOn:
    return ReleaseOn((_PLACED + days * _DAY).date())


def _percent(percent: int) -> Share:
    return Share(Decimal(percent) / 100)


def _whens() -> SearchStrategy[When]:
    """
    Triggers of a later payment; shrink to a window that opens at placing and lasts a day.
    """
    windows = st.builds(_window, st.integers(0, 72), st.integers(24, 96))
    spans = st.builds(Hours, st.integers(1, 72)) | st.builds(CalendarDays, st.integers(0, 5))
    return st.one_of(
        windows,
        st.builds(_at_hour, st.integers(1, 120)),
        st.builds(AfterDelay, spans),
        st.builds(OnRelease, spans),
        st.just(OnDispatch()),
    )


def _first_whens() -> SearchStrategy[AtPlacing]:
    return st.builds(AtPlacing, st.none() | st.just(Minutes(30)) | st.just(CalendarDays(1)))


def _shares() -> SearchStrategy[Share]:
    return st.builds(_percent, st.integers(1, 45))


_KINDS = ("full", "deposit", "held", "instalments", "deposit held", "later")


@st.composite
def _plans(draw: DrawFn, items: Money) -> PaymentPlan:
    """
    Plans of every kind for a price; shrink to full payment at placing.
    """
    kind = draw(st.sampled_from(_KINDS))
    if kind == "full":
        return PaymentPlan.full(draw(_first_whens()))
    held = Part(
        due=OnDispatch(),
        authorised=draw(
            st.builds(Authorisation, st.none() | st.just(CalendarDays(7)), st.booleans())
        ),
    )
    if kind == "held":
        return PaymentPlan((held,))
    later = draw(_whens())
    if kind == "later":
        return PaymentPlan((Part(draw(_shares()), OnDispatch()), Part(due=later)))
    if kind == "instalments":
        first = Part(draw(_shares()), draw(_first_whens() | st.just(later)))
        second = Part(draw(_shares()), draw(_whens()))
        return PaymentPlan((first, second, Part(due=later)))
    fixed = items.minor > 1 and draw(st.booleans())
    amount: Money | Share = draw(_shares())
    if fixed:
        minor = draw(st.integers(1, max(items.minor // 2, 1)))
        amount = Money.from_minor(minor, items.currency)
    worth = amount if isinstance(amount, Money) and draw(st.booleans()) else None
    kinds = st.sampled_from([Earnest, Advance])
    deposit = draw(kinds)(amount, worth and worth * 2, draw(_first_whens()))
    return PaymentPlan((deposit, held if kind == "deposit held" else Part(due=later)))


@st.composite
def placings(draw: DrawFn) -> Placed:
    """
    Orders as they are placed, under every kind of plan; shrink to one unit, paid in full.
    """
    units = draw(st.integers(1, 4))
    currency = draw(st.sampled_from(["CNY", "JPY", "USD"]))
    price = Money.from_minor(
        draw(st.sampled_from([1000, 9999, 1, 3]) | st.integers(1, 10**6)), currency
    )
    promise: Promise = draw(
        st.just(ShipWithin(CalendarDays(10))) | st.builds(_release_in, st.integers(0, 9))
    )
    extra = st.none() | st.just(Money.from_minor(500, currency))
    spans = st.none() | st.just(Hours(24)) | st.just(CalendarDays(3))
    terms = Terms(
        id="line",
        offer="offer",
        sku="sku",
        units=units,
        unit_price=price,
        plan=draw(_plans(price * units)),
        promise=promise,
        placed_at=_PLACED,
        edition="tmall@2023-05-29",
        shipping=draw(extra),
        tax=draw(extra),
    )
    return Placed(
        terms=terms,
        zone=draw(st.sampled_from(_ZONES)),
        grace=draw(spans),
        completes_after=draw(spans),
        pay_by=draw(st.none() | st.just(_PLACED + _DAY)),
        address="here",
    )


# What would be legal of each kind, where anything of that kind is.


def _id(life: OrderLife, what: str) -> str:
    return f"{what}{life.version}"


def _payment(life: OrderLife, at: datetime) -> Paid:
    plain = Component.PRICE if life.placed.terms.plan.deposit is None else Component.BALANCE
    component = Component.DEPOSIT if life.deposit_next else plain
    amount = life.due or Money.from_minor(1, life.currency)
    return Paid((Payment(_id(life, "pay"), component, amount, at),))


def _parcel(life: OrderLife, at: datetime) -> Dispatched:
    units = life.waiting if life.version % 2 else 1
    return Dispatched(_id(life, "parcel"), max(units, 1), at)


def _arrival(life: OrderLife, at: datetime) -> Delivered:
    on_its_way = (parcel.id for parcel in life.parcels if parcel.delivered_at is None)
    return Delivered(next(on_its_way, "none"), at)


def _notice(life: OrderLife, at: datetime) -> DelayNotified:
    promise = life.expected
    later: Promise = (
        ReleaseOn(promise.on + 5 * _DAY, promise.zone)
        if isinstance(promise, ReleaseOn)
        else ShipWithin(CalendarDays(promise.days.count + 5))
    )
    silence = Silence.CONSENT if life.version % 2 else Silence.CANCEL
    return DelayNotified(later, at, at + 2 * _DAY, silence)


def _decision(life: OrderLife, at: datetime) -> RefundDecided:
    most = life.paid - life.owed
    forfeited = life.refund is OrderState.REFUND_OPEN and life.version % 3 == 0
    amount = most - most if forfeited else min(life.overpaid or most, most)
    return RefundDecided(amount, Cause.AGREED, at)


def _refund(life: OrderLife, at: datetime) -> RefundPaid:
    """
    What is to go back or half of it, off one component after the other.
    """
    order, payments = life.paid_order(), list[Payment]()
    rest = life.unrefunded.split([1, life.version % 2])[0]
    for component in Component:
        part = min(order.left(component), rest)
        if part:
            payments.append(Payment(_id(life, "back"), component, part, at))
            rest -= part
    nothing = Payment("none", Component.PRICE, Money.from_minor(1, life.currency), at)
    return RefundPaid(payments or (nothing,))


def _cancellation(life: OrderLife, at: datetime) -> Cancelled:
    """
    One unit, or all that wait.
    """
    units = 1 if life.waiting > 1 and life.version % 3 else None
    return Cancelled(Party.BUYER, Cause.CHANGED_MIND, at, units, life.placed.terms.tax)


def _quantity(life: OrderLife, at: datetime) -> QuantityChanged:
    """
    Fewer units where some can be spared, else one more, paid at once where all was paid.
    """
    tax, least = life.placed.terms.tax, max(life.shipped, 1)
    if life.kept > least and (life.version % 2 or life.hold is not None):
        return QuantityChanged(life.kept - 1 if life.version % 3 else least, at, tax)
    grown = resized(life.placed.terms, life.kept + 1, tax)
    lacks = grown.total - life.counted if grown and life.line is None else None
    payments: tuple[Payment, ...] = ()
    if lacks is not None and lacks.minor > 0:
        payments = (Payment(_id(life, "pay"), Component.PRICE, lacks, at),)
    return QuantityChanged(life.kept + 1, at, tax, payments)


_FITTING: dict[Move, Callable[[OrderLife, datetime], LifeEvent]] = {
    Move.AUTHORISED: lambda life, at: Authorised(_id(life, "hold"), at),
    Move.PAID: _payment,
    Move.PAYMENT_FAILED: lambda _, at: PaymentFailed(at),
    Move.RELEASED: lambda _, at: Released(at),
    Move.DISPATCHED: _parcel,
    Move.DELIVERED: _arrival,
    Move.COMPLETED: lambda _, at: Completed(at),
    Move.DELAY_NOTIFIED: _notice,
    Move.CONSENT_GIVEN: lambda _, at: ConsentGiven(at),
    Move.CONSENT_REFUSED: lambda _, at: ConsentRefused(at),
    Move.CANCELLED: _cancellation,
    Move.REFUND_DECIDED: _decision,
    Move.REFUND_PAID: _refund,
    Move.DISPUTE_OPENED: lambda _, at: DisputeOpened(at),
    Move.DISPUTE_CLOSED: lambda _, at: DisputeClosed(at),
    Move.QUANTITY_CHANGED: _quantity,
    Move.ADDRESS_CHANGED: lambda life, at: AddressChanged(_id(life, "there"), at),
}


def fitting(life: OrderLife, move: Move, at: datetime) -> LifeEvent:
    """
    An event of a kind that can be told, legal where any event of that kind is.
    """
    return _FITTING[move](life, at)


@st.composite
def life_events(draw: DrawFn, life: OrderLife, at: datetime) -> LifeEvent:
    """
    Something to tell of an order at an instant, legal or not; shrinks to a hold on the card.
    """
    legal = lifecycle.legal(life, at=at)
    told = st.sampled_from(tuple(_FITTING))
    moves = st.one_of(st.sampled_from(legal), told) if legal else told
    return fitting(life, draw(moves), at)


@st.composite
def order_lives(draw: DrawFn, *, most: int = 8) -> OrderLife:
    """
    Orders somewhere on their way, after up to *most* events that were told; shrink to a new order.
    """
    life = lifecycle.begin(draw(placings()))
    for _ in range(draw(st.integers(0, most))):
        hours = draw(st.sampled_from([0, 1, 24, 72]))
        at = utc(life.at) + hours * _HOUR
        life = lifecycle.decide(life, draw(life_events(life, at)), at=at).life
    return life
