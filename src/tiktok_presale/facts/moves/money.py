"""
Events that move money, or argue about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, cast, final

import attrs

from tiktok_presale.facts.causes import Cause
from tiktok_presale.facts.moves.kinds import Move
from tiktok_presale.facts.payments import Payment
from tiktok_presale.values.checks import aware, check_text, instance, member_of
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money

__all__ = [
    "Authorised",
    "DisputeClosed",
    "DisputeOpened",
    "Paid",
    "PaymentFailed",
    "RefundDecided",
    "RefundPaid",
    "payments_of",
]


def _why(value: object) -> Cause:
    return member_of("why", value, Cause)


@final
@attrs.frozen
class Authorised(Value):
    """
    A hold was placed on the buyer's card, or renewed.

    Args:
        hold: The payment provider's id of the hold.
        at: When.
    """

    move: ClassVar[Move] = Move.AUTHORISED
    hold: str
    at: datetime = attrs.field(validator=aware)

    def __attrs_post_init__(self) -> None:
        """
        Refuse holds without an id.
        """
        check_text("hold", self.hold)


def payments_of(value: object) -> tuple[Payment, ...]:
    """
    Read one payment or several, all in one currency.
    """
    given: Iterable[object] = (
        cast("Iterable[object]", value) if isinstance(value, Iterable) else (value,)
    )
    found: list[Payment] = []
    for payment in given:
        if not isinstance(payment, Payment):
            raise WrongTypeError("payments", "a Payment, or several", type(payment).__name__)
        found.append(payment)
    if found:
        Money.sum((payment.amount for payment in found), found[0].amount.currency)
    return tuple(found)


def _some(value: object) -> tuple[Payment, ...]:
    """
    Read payments where there must be one.
    """
    found = payments_of(value)
    if not found:
        raise OutOfRangeError("payments", "none", "at least one")
    return found


def _latest(made: Paid | RefundPaid) -> datetime:
    return max((payment.at for payment in made.payments), key=utc)


def _moved_by(made: Paid | RefundPaid, _: object, value: datetime) -> None:
    aware(made, attrs.fields(type(made)).at, value)
    if utc(value) < utc(_latest(made)):
        raise OutOfRangeError("at", value.isoformat(), "not before its payments")


@final
@attrs.frozen
class Paid(Value):
    """
    The buyer paid what was due: a deposit, an instalment, the balance or the whole price.

    Args:
        payments: What moved; one charge that covers several components is several payments.
        at: From when it counts; the latest of the payments where nothing else is said.

    Raises:
        OutOfRangeError: If there is no payment, or it counts from before it was made.
        CurrencyMismatchError: If the payments are in several currencies.
    """

    move: ClassVar[Move] = Move.PAID
    payments: tuple[Payment, ...] = attrs.field(converter=_some)
    at: datetime = attrs.field(default=attrs.Factory(_latest, takes_self=True), validator=_moved_by)

    @property
    def amount(self) -> Money:
        """
        What it comes to.
        """
        return Money.sum((one.amount for one in self.payments), self.payments[0].amount.currency)


@final
@attrs.frozen
class RefundPaid(Value):
    """
    Money went back to the buyer.

    Args:
        payments: What moved, each for the component that it was paid for.
        at: From when it counts; the latest of the payments where nothing else is said.

    Raises:
        OutOfRangeError: If there is no payment, or it counts from before it was made.
        CurrencyMismatchError: If the payments are in several currencies.
    """

    move: ClassVar[Move] = Move.REFUND_PAID
    payments: tuple[Payment, ...] = attrs.field(converter=_some)
    at: datetime = attrs.field(default=attrs.Factory(_latest, takes_self=True), validator=_moved_by)

    @property
    def amount(self) -> Money:
        """
        What it comes to.
        """
        return Money.sum((one.amount for one in self.payments), self.payments[0].amount.currency)


@final
@attrs.frozen
class PaymentFailed(Value):
    """
    A payment was declined, a hold could not be renewed, or nobody paid in time within a grace.
    """

    move: ClassVar[Move] = Move.PAYMENT_FAILED
    at: datetime = attrs.field(validator=aware)


@final
@attrs.frozen
class RefundDecided(Value):
    """
    It was decided how much goes back to the buyer of what was paid for nothing, or as goodwill.

    Whatever was paid beyond the price of what the buyer keeps, and does not go back, is forfeited.

    Args:
        amount: How much; nothing, where all of it is forfeited.
        why: The reason.
        at: When.
    """

    move: ClassVar[Move] = Move.REFUND_DECIDED
    amount: Money = attrs.field(validator=instance("Money", Money))
    why: Cause = attrs.field(converter=_why)
    at: datetime = attrs.field(validator=aware)

    def __attrs_post_init__(self) -> None:
        """
        Refuse refunds below nothing.
        """
        if self.amount.minor < 0:
            raise OutOfRangeError("amount", str(self.amount), "zero or more")


@final
@attrs.frozen
class DisputeOpened(Value):
    """
    The buyer disputes the payment or the goods; the order is not complete while that lasts.
    """

    move: ClassVar[Move] = Move.DISPUTE_OPENED
    at: datetime = attrs.field(validator=aware)


@final
@attrs.frozen
class DisputeClosed(Value):
    """
    The dispute is over; what goes back is a refund of its own.
    """

    move: ClassVar[Move] = Move.DISPUTE_CLOSED
    at: datetime = attrs.field(validator=aware)
