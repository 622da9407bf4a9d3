"""
Many orders at one instant, added up: what is late, what it costs, and what it means for the shop.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.facts.shops import Shop
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.assessment import assess
from tiktok_presale.rules.charges import Bill
from tiktok_presale.rules.consequences import consequences
from tiktok_presale.rules.states import Assessment, State, late_rate
from tiktok_presale.values.checks import check_aware
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.findings import Finding
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money
from tiktok_presale.values.rates import Rate
from tiktok_presale.values.text import finding_text, message

if TYPE_CHECKING:
    from tiktok_presale.facts.orders import Order
    from tiktok_presale.values.calendars import BusinessCalendar
    from tiktok_presale.values.vocabulary import OrderKind

__all__ = ["Statement", "statement"]


@final
@attrs.frozen
class Statement(Value):
    """
    The assessments of many orders, and what they come to.

    Statements of the same policy and instant add up: `a + b` is the statement of all their orders.

    Args:
        assessments: One for each order.
        policy: The policy whose thresholds the rates are measured against.
        at: The instant of all of them.
        shop: The shop, for steps that depend on its metrics.

    Raises:
        OutOfRangeError: If an assessment is of another instant.
    """

    assessments: tuple[Assessment, ...]
    policy: Policy = attrs.field(kw_only=True)
    at: datetime = attrs.field(kw_only=True)
    shop: Shop | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """
        Refuse to add up what was seen at different instants.
        """
        for assessment in self.assessments:
            if utc(assessment.at) != utc(self.at):
                raise OutOfRangeError(
                    "assessment.at", str(assessment.at), f"the statement's {self.at}"
                )

    def __len__(self) -> int:
        return len(self.assessments)

    def __add__(self, other: Statement) -> Statement:
        """
        The statement of the orders of both.

        Raises:
            OutOfRangeError: If the other is of another policy, shop or instant.
        """
        if not isinstance(other, Statement):
            return NotImplemented
        if (self.policy, self.shop) != (other.policy, other.shop):
            raise OutOfRangeError(
                "statement", other.policy.edition, f"of {self.policy.edition} and its shop"
            )
        return attrs.evolve(self, assessments=self.assessments + other.assessments)

    def in_state(self, state: State) -> tuple[Assessment, ...]:
        """
        The orders in one state.
        """
        return tuple(found for found in self.assessments if found.state is state)

    @property
    def by_state(self) -> dict[State, int]:
        """
        How many orders stand in each state.
        """
        counts = Counter(found.state for found in self.assessments)
        return {state: counts[state] for state in State if counts[state]}

    @property
    def by_kind(self) -> dict[OrderKind, Bill]:
        """
        What lateness has cost so far, for each kind of order.
        """
        kinds = sorted({found.kind for found in self.assessments})
        return {
            kind: Bill.of(found.charges for found in self.assessments if found.kind is kind)
            for kind in kinds
        }

    @property
    def charges(self) -> Bill:
        """
        What lateness has cost so far.
        """
        return Bill.of(found.charges for found in self.assessments)

    @property
    def contingent(self) -> Bill:
        """
        What is charged only if a metric that was not given lies in a range.
        """
        return Bill.of(found.contingent for found in self.assessments)

    @property
    def exposure(self) -> Bill:
        """
        What is lost to lateness if every late order that can still be cancelled is.

        Orders that were cancelled for lateness are in it: their price is gone already.
        """
        return Bill.of(found.exposure for found in self.assessments)

    @property
    def service_fees(self) -> tuple[Money, ...]:
        """
        What the platform will take for presale, for each currency.
        """
        fees = [found.service_fee for found in self.assessments if found.service_fee is not None]
        codes = sorted({fee.currency for fee in fees})
        return tuple(
            Money.sum((fee for fee in fees if fee.currency == code), code) for code in codes
        )

    @property
    def late_dispatch_rate(self) -> Rate:
        """
        How many were late, of those that were dispatched or are past their deadline.
        """
        return late_rate(self.assessments)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        What the rates mean for the shop: limits, points, and the steps that are reached.
        """
        late = any(found.was_late for found in self.assessments)
        return consequences(self.policy, self.shop, self.late_dispatch_rate, late=late)

    def explain(self, language: str = "en") -> str:
        """
        The statement as text.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        head = message(
            language,
            "statement.head",
            count=len(self),
            charges=self.charges.totals,
            exposure=self.exposure.totals,
            rate=self.late_dispatch_rate,
            edition=self.policy.edition,
        )
        lines = [head]
        if self.contingent.lines:
            lines.append(message(language, "statement.contingent", amount=self.contingent.totals))
        lines += [f"- {finding_text(found, language)}" for found in self.findings]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.explain()

    def _repr_html_(self) -> str:
        """
        One row for each order, for notebooks.
        """
        from tiktok_presale.values.html import table_html  # noqa: PLC0415 - notebooks only

        head = ("order", "kind", "state", "due", "late by", "charges", "exposure")
        rows = [
            (
                found.order_id,
                found.kind,
                found.state,
                str(found.next.due) if found.next else "",
                str(found.late_by) if found.was_late else "",
                str(found.charges),
                str(found.exposure),
            )
            for found in self.assessments
        ]
        return table_html(self.explain().partition("\n")[0], head, rows)


def statement(
    orders: Iterable[Order],
    policy: Policy,
    *,
    at: datetime,
    shop: Shop | None = None,
    calendar: BusinessCalendar | None = None,
) -> Statement:
    """
    What the lateness of many orders costs, added up by currency and by kind.

    It equals the sum of its orders in any order and any grouping.

    Args:
        orders: The orders, all judged under one policy.
        policy: The rules in force when they were placed.
        at: The instant for which it is asked.
        shop: The shop, for charges and steps that depend on its metrics.
        calendar: A business calendar to use instead of the market's own.

    Raises:
        NaiveTimeError: If *at* has no time zone.
    """
    check_policy(policy)
    if not isinstance(orders, Iterable):
        raise WrongTypeError("orders", "several orders, as in [order]", type(orders).__name__)
    return Statement(
        tuple(assess(order, policy, at=at, shop=shop, calendar=calendar) for order in orders),
        policy=policy,
        at=check_aware("at", at),
        shop=shop,
    )
