"""
Changes of an order that waits: fewer units, more units, and what that does to the money.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.resizing import resized
from tiktok_presale.rules.lifecycle.reasons import refusal, untold
from tiktok_presale.values.findings import Remedy
from tiktok_presale.values.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.life import OrderLife
    from tiktok_presale.facts.moves import Cancelled, QuantityChanged
    from tiktok_presale.values.findings import Finding

__all__ = ["judge_cancellation", "judge_quantity"]


def judge_cancellation(life: OrderLife, event: Cancelled) -> Iterator[Finding]:
    """
    Every reason against a cancellation.
    """
    units = life.waiting if event.units is None else event.units
    if units > life.waiting:
        remedy = Remedy("units_at_most", {"units": life.waiting})
        yield refusal("lifecycle.units", event.move, units, life.waiting, remedy)
    elif units < life.kept:
        yield from _terms(life, event, life.kept - units)


def judge_quantity(life: OrderLife, event: QuantityChanged) -> Iterator[Finding]:
    """
    Every reason against another number of units.

    Where all is paid, added units are paid with the change itself: a payment that fell due later
    could lapse, and take the units with it that are paid.
    """
    if event.units == life.kept:
        yield refusal("lifecycle.unchanged", event.move, event.units)
        return
    if event.units < life.shipped:
        remedy = Remedy("units_at_least", {"units": life.shipped})
        yield refusal("lifecycle.below_shipped", event.move, event.units, life.shipped, remedy)
        return
    if event.units > life.kept and life.hold is not None:
        yield refusal("lifecycle.held", event.move, event.units, life.kept, Remedy("order_again"))
        return
    found = tuple(_terms(life, event, event.units))
    yield from found
    if not found:
        yield from _at_once(life, event)


def _terms(life: OrderLife, event: Cancelled | QuantityChanged, kept: int) -> Iterator[Finding]:
    """
    Whether the terms can be made for the units that are kept.
    """
    if life.placed.terms.tax and event.tax is None:
        yield untold("tax", event.move)
    elif resized(life.placed.terms, kept, event.tax or life.tax) is None:
        yield refusal("lifecycle.plan", event.move, kept, None, Remedy("order_again"))


def _at_once(life: OrderLife, event: QuantityChanged) -> Iterator[Finding]:
    """
    Whether what is paid with the change is what the added units cost, once all had been paid.
    """
    none = Money.from_minor(0, life.currency)
    changed = attrs.evolve(
        life, units=event.units + life.cancelled, tax=life.tax if event.tax is None else event.tax
    )
    lacks = max(changed.price - life.counted, none) if life.line is None else none
    given = Money.sum((one.amount for one in event.payments), life.currency)
    if given != lacks:
        yield refusal(
            "lifecycle.amount", event.move, given, lacks, Remedy("pay_exactly", {"amount": lacks})
        )
