"""
What a row of the table may ask of an order, beside its state: a closed set of named guards.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from tiktok_presale.facts.triggers import AtPlacing

if TYPE_CHECKING:
    from collections.abc import Callable

    from tiktok_presale.facts.life import OrderLife

__all__ = ["Guard", "holds"]


class Guard(StrEnum):
    """
    A condition on the order once the event has been counted; of one state and event, one holds.
    """

    ALWAYS = "always"
    DEPOSIT_FIRST = "deposit first"
    PAID_AT_PLACING = "paid or held at placing"
    PAID_LATER = "paid later, before dispatch"
    SAME_PAYMENT = "same payment due"
    NEXT_PAYMENT = "next payment due"
    UNRELEASED = "release ahead"
    CLEAR = "free to ship"
    SOME_WAIT = "some wait"
    NONE_WAITS = "none waits"
    ALL_CANCELLED = "all cancelled"
    ALL_SHIPPED = "rest on its way"
    ALL_DELIVERED = "rest delivered"
    OVERPAID = "paid beyond the price"
    OWING = "money to go back"
    PAID_BACK = "all gone back"
    SQUARE = "nothing to go back"


def holds(guard: Guard, before: OrderLife, after: OrderLife) -> bool:
    """
    Whether a guard holds for an order, before and after an event was counted.
    """
    return _TESTS[guard](before, after)


def _first(after: OrderLife) -> Guard | None:
    """
    What kind of payment stands at the start of an order.
    """
    if not after.blocked:
        return None
    if after.deposit_next:
        return Guard.DEPOSIT_FIRST
    at_placing = after.line is not None and isinstance(after.line.due, AtPlacing)
    return Guard.PAID_AT_PLACING if at_placing or after.on_dispatch else Guard.PAID_LATER


def _payment(before: OrderLife, after: OrderLife) -> Guard | None:
    """
    What is to be paid before the goods can leave, while some wait.
    """
    if not after.waiting:
        return None
    if after.blocked:
        return Guard.SAME_PAYMENT if after.met == before.met else Guard.NEXT_PAYMENT
    return Guard.UNRELEASED if after.awaits_release else Guard.CLEAR


def _rest(after: OrderLife) -> Guard:
    """
    What has become of the units.
    """
    if after.waiting:
        return Guard.SOME_WAIT
    if not after.shipped:
        return Guard.ALL_CANCELLED
    return Guard.ALL_DELIVERED if after.delivered == after.shipped else Guard.ALL_SHIPPED


def _refund(after: OrderLife) -> Guard:
    """
    Whether money is to go back.
    """
    if after.overpaid:
        return Guard.OVERPAID
    if after.unrefunded:
        return Guard.OWING
    return Guard.PAID_BACK if after.refunded else Guard.SQUARE


def _at_start(guard: Guard) -> Callable[[OrderLife, OrderLife], bool]:
    return lambda _, after: _first(after) is guard


def _of_payment(guard: Guard) -> Callable[[OrderLife, OrderLife], bool]:
    return lambda before, after: _payment(before, after) is guard


def _of_rest(guard: Guard) -> Callable[[OrderLife, OrderLife], bool]:
    return lambda _, after: _rest(after) is guard


def _of_refund(guard: Guard) -> Callable[[OrderLife, OrderLife], bool]:
    return lambda _, after: _refund(after) is guard


_TESTS: dict[Guard, Callable[[OrderLife, OrderLife], bool]] = {
    Guard.ALWAYS: lambda _, __: True,
    Guard.NONE_WAITS: lambda _, after: not after.waiting,
    **{
        guard: _at_start(guard)
        for guard in (Guard.DEPOSIT_FIRST, Guard.PAID_AT_PLACING, Guard.PAID_LATER)
    },
    **{
        guard: _of_payment(guard)
        for guard in (Guard.SAME_PAYMENT, Guard.NEXT_PAYMENT, Guard.UNRELEASED, Guard.CLEAR)
    },
    **{
        guard: _of_rest(guard)
        for guard in (
            Guard.SOME_WAIT,
            Guard.ALL_CANCELLED,
            Guard.ALL_SHIPPED,
            Guard.ALL_DELIVERED,
        )
    },
    **{
        guard: _of_refund(guard)
        for guard in (Guard.OVERPAID, Guard.OWING, Guard.PAID_BACK, Guard.SQUARE)
    },
}
