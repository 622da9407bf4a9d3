"""
What one order costs if it is dispatched on a given day, and what that is expected to be.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from tiktok_presale.rules import overdue
from tiktok_presale.rules.planning.promises.waits import charged
from tiktok_presale.rules.reasons import saying
from tiktok_presale.rules.states import State
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.money import Money, Rounding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from tiktok_presale.facts.orders import Order
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.charges import Charge
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["Costing", "Kind", "Stake", "rounded"]


class Kind(NamedTuple):
    """
    What an amount is, and in which currency: charges, or money at stake in a cancellation.
    """

    at_stake: bool
    currency: str


class Stake(NamedTuple):
    """
    What one order costs when it is dispatched on one day: exact minor units of each kind.
    """

    amounts: Mapping[Kind, int]
    findings: tuple[Finding, ...]


class Costing:
    """
    What orders cost by the day on which they are dispatched, by the rules about lateness.
    """

    calendar: BusinessCalendar | None

    def __init__(
        self, policy: Policy, shop: Shop | None, calendar: BusinessCalendar | None
    ) -> None:
        self._policy, self._shop, self.calendar = policy, shop, calendar

    def stake(self, order: Order, due: datetime, late_by: int) -> Stake:
        """
        What it costs to dispatch so many days after the deadline, at the hour of the deadline.
        """
        found = overdue.assess(
            order,
            self._policy,
            at=due + timedelta(days=late_by),
            shop=self._shop,
            calendar=self.calendar,
        )
        lines = charged(found)
        amounts = _by_currency(lines, at_stake=False)
        if found.state is State.CANCELLABLE:
            mine = {id(line) for line in lines}
            back = [line for line in found.exposure.lines if id(line) not in mine]
            amounts |= _by_currency(back, at_stake=True)
        unknown = saying(Outcome.UNKNOWN, found.findings)
        return Stake(amounts, unknown)


def _by_currency(lines: Iterable[Charge], *, at_stake: bool) -> dict[Kind, int]:
    found: dict[Kind, int] = {}
    for line in lines:
        kind = Kind(at_stake, line.amount.currency)
        found[kind] = found.get(kind, 0) + line.amount.minor
    return found


def rounded(amounts: Mapping[Kind, Fraction], *, at_stake: bool) -> tuple[Money, ...]:
    """
    Expected amounts of one kind as money, rounded once, by currency.
    """
    return tuple(
        Money.from_minor(1, kind.currency).times(amounts[kind], rounding=Rounding.HALF_EVEN)
        for kind in sorted(amounts)
        if kind.at_stake is at_stake
    )
