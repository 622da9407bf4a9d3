"""
What is to be paid when, over several order lines, each with its own due dates?
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.payments.due_dates import PaymentDue, check_lines, schedule
from tiktok_presale.values.checks import check_aware
from tiktok_presale.values.closed import Value
from tiktok_presale.values.instants import utc
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktok_presale.facts.payments import PaidOrder, Terms
    from tiktok_presale.policy.policy import Policy

__all__ = ["PaymentStatement", "statement"]


@final
@attrs.frozen
class PaymentStatement(Value):
    """
    What is still to be paid on several order lines, as seen from one instant.

    Nothing is drawn together on the earliest date: each payment keeps its own.

    Args:
        at: The instant.
        edition: The edition whose zone and times count.
        payments: Every payment that is still owed: dated ones first, by due date.
    """

    at: datetime
    edition: str
    payments: tuple[PaymentDue, ...]

    @property
    def overdue(self) -> tuple[PaymentDue, ...]:
        """
        The payments whose last second has passed.
        """
        return tuple(payment for payment in self.payments if payment.is_overdue(self.at))

    @property
    def open(self) -> tuple[PaymentDue, ...]:
        """
        The payments that can be made now.
        """
        return tuple(payment for payment in self.payments if payment.is_open(self.at))

    @property
    def later(self) -> tuple[PaymentDue, ...]:
        """
        The payments that cannot be made yet, with those whose time is not known yet.
        """
        now = {*self.overdue, *self.open}
        return tuple(payment for payment in self.payments if payment not in now)

    def explain(self, language: str = "en") -> str:
        """
        The payments as lines of text, each with its own date.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        lines = [message(language, "payments.head", at=self.at, edition=self.edition)]
        for state in ("overdue", "open", "later"):
            payments: tuple[PaymentDue, ...] = getattr(self, state)
            lines += [_said(payment, state, language) for payment in payments]
        return "\n".join(lines if self.payments else [*lines, message(language, "payments.none")])

    def __str__(self) -> str:
        return self.explain()


def _said(payment: PaymentDue, state: str, language: str) -> str:
    what = message(language, f"name.component_{payment.component}")
    text = message(
        language, f"payments.{state}", line=payment.line, what=what, amount=payment.open_amount
    )
    if payment.opens is not None and state == "later":
        text += message(language, "payments.from", opens=payment.opens)
    if payment.due is not None:
        return text + message(language, "payments.until", due=payment.due)
    reason = "" if payment.missing is None else payment.missing.explain(language)
    return text + message(language, "payments.undated", reason=reason)


def statement(
    orders: Iterable[Terms | PaidOrder], policy: Policy, *, at: datetime
) -> PaymentStatement:
    """
    What is to be paid when, each payment at its own date.

    Two goods of one order with two release dates have two due dates; the earlier one does not pull
    the later one forward.

    Args:
        orders: The order lines, with what was paid where that is known.
        policy: The rules in force when they were placed.
        at: The instant from which it is seen.

    Raises:
        NaiveTimeError: If *at* has no time zone.
    """
    check_policy(policy)
    check_aware("at", at)
    lines = check_lines(orders)
    unpaid = [due for line in lines for due in schedule(line, policy) if due.is_owed(at)]
    return PaymentStatement(at, policy.edition, tuple(sorted(unpaid, key=_by_due)))


def _by_due(payment: PaymentDue) -> tuple[bool, float, str, int]:
    when = payment.due or payment.opens
    instant = 0.0 if when is None else utc(when).timestamp()
    return when is None, instant, payment.line, payment.number
