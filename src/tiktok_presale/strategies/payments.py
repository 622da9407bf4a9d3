"""
Strategies for payment plans, the terms of an order line, and what was paid for it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from tiktok_presale.facts.causes import Cause
from tiktok_presale.facts.payments import Component, PaidOrder, Payment, Terms
from tiktok_presale.facts.plans import Advance, Authorisation, Earnest, Part, PaymentPlan, Share
from tiktok_presale.facts.triggers import (
    AfterDelay,
    AtDate,
    AtPlacing,
    InWindow,
    OnDispatch,
    OnRelease,
    When,
)
from tiktok_presale.strategies.domain import promises
from tiktok_presale.strategies.engine import st
from tiktok_presale.strategies.pool import CURRENCIES, FIRST
from tiktok_presale.strategies.simple import calendar_days, hours, instants, money
from tiktok_presale.values.days import Minutes
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money
from tiktok_presale.values.periods import Period
from tiktok_presale.values.vocabulary import Base, OrderKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from tiktok_presale.facts.plans import Line

__all__ = [
    "causes",
    "minutes",
    "paid_orders",
    "payment_plans",
    "periods",
    "terms",
    "triggers",
]

_SECOND = timedelta(seconds=1)


def minutes(least: int = 0, most: int = 3 * 24 * 60) -> SearchStrategy[Minutes]:
    """
    Counts of minutes; shrink to *least*.
    """
    return st.builds(Minutes, st.integers(least, most))


def causes() -> SearchStrategy[Cause]:
    """
    Why an order ended; shrinks to the buyer's change of mind.
    """
    return st.sampled_from(Cause)


def periods(start: SearchStrategy[datetime] | None = None) -> SearchStrategy[Period]:
    """
    Periods of up to 60 days, of a single instant too; shrink to that instant.
    """
    return st.tuples(instants() if start is None else start, _seconds()).map(_period)


@cache
def _seconds() -> SearchStrategy[int]:
    return st.integers(0, 60 * 24 * 3600)


def _period(ends: tuple[datetime, int]) -> Period:
    opens, length = ends
    return Period(opens, _later(opens, length))


def _later(start: datetime, seconds: int) -> datetime:
    return (utc(start) + seconds * _SECOND).astimezone(start.tzinfo)


def triggers(around: datetime | None = None) -> SearchStrategy[When]:
    """
    Triggers of every kind, dated ones within 60 days of *around*; shrink to "at placing".
    """
    near = instants() if around is None else _seconds().map(lambda n: _later(around, n))
    return st.one_of(_undated(), near.map(AtDate), periods(near).map(InWindow))


@cache
def _undated() -> SearchStrategy[When]:
    short = st.one_of(hours(), calendar_days())
    return st.one_of(
        st.one_of(st.none(), minutes(), short).map(AtPlacing),
        short.map(AfterDelay),
        short.map(OnRelease),
        st.just(OnDispatch()),
    )


@cache
def _holds() -> SearchStrategy[Authorisation | None]:
    return st.none() | st.builds(Authorisation, st.none() | calendar_days(1), st.booleans())


@st.composite
def payment_plans(
    draw: DrawFn, price: Money | None = None, around: datetime | None = None
) -> PaymentPlan:
    """
    Plans of every kind whose payments do not come to more than *price*; shrink to full payment.

    Dated payments fall due near *around*. Where either is not given, it is any.
    """
    whole = draw(money(CURRENCIES, least=1, most=10**8)) if price is None else price
    left = whole.minor
    lines: list[Line] = []
    whens = triggers(around)
    for amount in draw(st.lists(st.integers(1, max(left, 1)), max_size=2)):
        if amount <= left // 2:
            left -= amount
            fixed = Money.from_minor(amount, whole.currency)
            lines.append(Part(fixed, draw(whens)))
    rest: Line = Part(None, draw(whens), draw(_holds()))
    at_first = draw(_deposits(left, whole))
    return PaymentPlan((*at_first, *draw(st.permutations([*lines, rest]))))


@st.composite
def _deposits(draw: DrawFn, left: int, whole: Money) -> tuple[Line, ...]:
    """
    One deposit that takes no more than *left*, or none.
    """
    amount: Money | Share = Money.from_minor(draw(st.integers(0, left)), whole.currency)
    worth = None
    if left == whole.minor and draw(st.booleans()):
        amount = Share(draw(st.decimals("0.0001", "0.9999", places=4)), Base.ITEMS)
    elif not amount:
        return ()
    elif isinstance(amount, Money) and draw(st.booleans()):
        worth = draw(money([whole.currency], least=amount.minor, most=left))
    return (Earnest(amount, worth) if draw(st.booleans()) else Advance(amount, worth),)


@st.composite
def terms(
    draw: DrawFn,
    *,
    currencies: Sequence[str] = CURRENCIES,
    kinds: Sequence[OrderKind] = (OrderKind.PRE_ORDER, *OrderKind),
    plans: SearchStrategy[PaymentPlan] | None = None,
) -> Terms:
    """
    What was agreed for a line of up to three units; shrinks to one free unit paid in full.

    Prices are in *currencies* and orders of *kinds*. Plans that are given must fit every price.
    """
    price = draw(money(currencies, most=10**8))
    units = draw(st.integers(1, 3))
    placed = draw(instants())
    extra = st.none() | money([price.currency], most=10**6)
    tax = draw(extra)
    return Terms(
        id=draw(st.text("abc123", min_size=1, max_size=6)),
        offer="of1",
        sku=draw(st.sampled_from(["hoodie", "coat"])),
        units=units,
        unit_price=price,
        plan=draw(payment_plans(price * units, placed) if plans is None else plans),
        promise=draw(promises(placed=max(placed.date(), FIRST))),
        placed_at=placed,
        edition="test@2024-01-01",
        kind=draw(st.sampled_from(kinds)),
        shipping=draw(extra),
        tax=tax,
        fee=draw(extra),
        shipping_tax=None if tax is None else draw(st.none() | _part_of(tax)),
    )


def _part_of(whole: Money) -> SearchStrategy[Money]:
    return money([whole.currency], most=whole.minor)


@st.composite
def paid_orders(draw: DrawFn, agreed: SearchStrategy[Terms] | None = None) -> PaidOrder:
    """
    Lines of which nothing, some or all was paid, and some of it given back; shrink to unpaid ones.

    Too much may have been paid, as where a charge was made twice. *agreed* gives the terms.
    """
    ours = draw(terms() if agreed is None else agreed)
    payments: list[Payment] = []
    refunds: list[Payment] = []
    at = utc(ours.placed_at)
    for name, due in ours.components.items():
        component = Component(name)
        for number in range(draw(st.sampled_from([0, 1, 1, 2]))):
            at += draw(st.integers(0, 10 * 24)) * timedelta(hours=1)
            amount = due if draw(st.booleans()) else draw(_some(due))
            payments.append(Payment(f"p{number}", component, amount, at))
        paid = Money.sum((p.amount for p in payments if p.component is component), ours.currency)
        back = draw(st.none() | _some(paid)) if paid else None
        if back is not None:
            refunds.append(Payment("r0", component, back, at))
    times = [at + gap * timedelta(hours=1) for gap in sorted(draw(_gaps()))]
    sent, received = (*times, None, None)[:2]
    return PaidOrder(
        terms=ours,
        payments=tuple(payments),
        refunds=tuple(refunds),
        dispatched_at=sent,
        delivered_at=received,
    )


def _gaps() -> SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 30 * 24), max_size=2)


def _some(whole: Money) -> SearchStrategy[Money]:
    return money([whole.currency], least=1, most=whole.minor)
