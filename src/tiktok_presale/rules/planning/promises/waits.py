"""
What a promise of so many days costs: orders that come late, and buyers who do not wait.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import attrs

from tiktok_presale.facts.orders import Order
from tiktok_presale.rules import deadlines, overdue
from tiktok_presale.rules.states import State
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.vocabulary import Event, OrderKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from tiktok_presale.facts.promises import Promise
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.facts.waiting import WaitingCosts
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.charges import Charge
    from tiktok_presale.rules.deadlines import Deadline
    from tiktok_presale.rules.planning.promises.lateness import Observed
    from tiktok_presale.rules.states import Assessment
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["Price", "Prices", "TypicalOrder", "charged"]

# The buyer's own money, or the sale itself: what goes back is no charge.
_OWN = ("refund", "sale")


def charged(found: Assessment) -> tuple[Charge, ...]:
    """
    What the platform and others charge for an order that is as late as that.

    An order that may be cancelled by then is taken to be cancelled.
    """
    if found.state is not State.CANCELLABLE:
        return found.charges.lines
    return tuple(line for line in found.exposure.lines if line.code not in _OWN)


class Price(NamedTuple):
    """
    What one promise costs, for so many buyers as the costs are told for.
    """

    penalty: Money
    lost: Money

    @property
    def total(self) -> Money:
        """
        Both together.
        """
        return self.penalty + self.lost


class TypicalOrder:
    """
    A typical order, asked what it costs to be so many days late with it.
    """

    costs: WaitingCosts
    policy: Policy
    shop: Shop | None
    calendar: BusinessCalendar | None
    order: Order
    due: datetime | None

    def __init__(  # noqa: PLR0913, PLR0917 - one value of everything that decides an amount
        self,
        costs: WaitingCosts,
        policy: Policy,
        event: Event,
        promise: Promise,
        at: datetime,
        shop: Shop | None,
        calendar: BusinessCalendar | None,
    ) -> None:
        self.costs, self.policy, self.shop, self.calendar = costs, policy, shop, calendar
        order = Order(
            id="typical",
            kind=OrderKind.PRE_ORDER,
            placed_at=at,
            paid_at=at,
            balance_paid_at=at,
            awaiting_shipment_at=at,
            promise=promise,
            total=costs.price,
        )
        # Where collection is what comes late, dispatch did not.
        self.order = attrs.evolve(order, dispatched_at=at) if event is Event.COLLECTION else order
        dues = deadlines.of(order, policy, calendar=calendar)
        known = (dues.dispatch, dues.collection, dues.auto_cancel)
        fitting = [one.due for one in known if one.event is event and one.due is not None]
        self.due = fitting[0] if fitting else None
        self.findings: dict[Finding, None] = {}
        if self.due is None:
            self.findings.update(dict.fromkeys(_no_deadline(known, event)))
        self._amounts: dict[int, Money] = {}
        self._addable = True

    def amount(self, late_by: int) -> Money:
        """
        What it costs to be late by so many days, in the currency of the price.
        """
        if late_by not in self._amounts:
            self._amounts[late_by] = self._amount(late_by)
        return self._amounts[late_by]

    def _amount(self, late_by: int) -> Money:
        amount = self.costs.late
        if self.due is None:
            return amount
        at = self.due + timedelta(days=late_by)
        found = overdue.assess(
            self.order, self.policy, at=at, shop=self.shop, calendar=self.calendar
        )
        self.findings.update(dict.fromkeys(_unknown(found.findings)))
        for line in charged(found):
            if line.amount.currency == amount.currency:
                amount += line.amount
            else:
                self._addable = False
                self.findings[_foreign(line, amount.currency)] = None
        return amount + self.costs.profit if found.state is State.CANCELLABLE else amount

    def price(self, days: int, seen: Observed) -> Price | None:
        """
        What a promise of so many days is expected to cost; None where currencies do not add up.
        """
        gone = self.costs.lost_by(days)
        ends = list(range(days, max(days, seen.longest) + 1))
        shares = seen.shares(ends)
        # Late by exactly k days: late for a promise of k - 1 days more, and not for k days more.
        pairs = enumerate(pairwise(shares), start=1)
        minor = sum(
            (self.amount(k).minor * (more - less) for k, (more, less) in pairs if more > less),
            start=Fraction(0),
        )
        if not self._addable:
            return None
        return Price(self._money(minor * (1 - gone)), self._money(self.costs.profit.minor * gone))

    def _money(self, minor: Fraction) -> Money:
        one = Money.from_minor(1, self.costs.currency)
        return one.times(minor * self.costs.buyers, rounding=Rounding.HALF_EVEN)


class Prices:
    """
    The price of each promise, computed once; of none where no costs were told.
    """

    def __init__(self, order: TypicalOrder | None, seen: Observed) -> None:
        self._order, self._seen = order, seen
        self._known: dict[int, Price | None] = {}

    def of(self, days: int) -> Price | None:
        """
        The price of a promise of so many days.
        """
        if self._order is None:
            return None
        if days not in self._known:
            self._known[days] = self._order.price(days, self._seen)
        return self._known[days]

    def total(self, days: int) -> Money | None:
        """
        What a promise of so many days costs in all.
        """
        price = self.of(days)
        return None if price is None else price.total

    def cheapest(self, days: Iterable[int]) -> int | None:
        """
        The first of *days* with the lowest total.
        """
        totals = [(total.minor, n) for n in days if (total := self.total(n)) is not None]
        return min(totals)[1] if totals else None

    @property
    def late_costs(self) -> bool:
        """
        Whether a late order costs anything that is known; if not, nothing speaks for more days.
        """
        return self._order is not None and bool(self._order.due or self._order.costs.late)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        What could not be told of charges.
        """
        return () if self._order is None else tuple(self._order.findings)


def _no_deadline(known: Iterable[Deadline], event: Event) -> list[Finding]:
    """
    Why a deadline that the policy has could not be computed, so that no charge is known.
    """
    missing = (one.missing for one in known if one.event is event)
    return [one for one in missing if one is not None and one.code != "deadline.no_rule"]


def _unknown(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.outcome is Outcome.UNKNOWN]


def _foreign(line: Charge, currency: str) -> Finding:
    """
    That a charge is in another currency than the price, and so is in no sum.
    """
    params = {"name": line.code, "currency": currency}
    return Finding(
        Outcome.UNKNOWN, "lead.currency", line.rule, line.amount, None, (), line.source, params
    )
