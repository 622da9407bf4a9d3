"""
How much of a deposit has the effect of one?
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, cast, final

import attrs

from tiktok_presale.facts.payments import Terms
from tiktok_presale.facts.plans import Earnest
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.values.checks import check_kind
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.sources import Source

if TYPE_CHECKING:
    from tiktok_presale.policy.figures import Figure
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.ranges import Range

__all__ = ["DepositEffect", "ceiling_on", "deposit_effect"]


@final
@attrs.frozen(kw_only=True)
class DepositEffect(Value):
    """
    How a deposit divides: what binds both sides, and what is plain advance payment.

    Args:
        paid: What was paid as deposit.
        binding: The part with the effect of a deposit: it can be lost, or owed double.
        plain: The rest, an advance payment that can be had back.
        ceiling: The most that can bind at this price; None where no ceiling is known.
        rule: The dotted path of the figure.
        source: Where the figure comes from.
        findings: What is not known, or told beside it.
    """

    paid: Money
    binding: Money
    plain: Money
    ceiling: Money | None = None
    rule: str = "deposit.ceiling"
    source: Source | None = None
    findings: tuple[Finding, ...] = ()


def deposit_effect(
    terms: Terms, policy: Policy, *, paid: Money | None = None
) -> DepositEffect | None:
    """
    How much of a deposit has the effect of one; None where the plan has no deposit.

    The ceiling is a share of the price of the goods that was agreed, after what a deposit is worth
    beyond it; shipping and tax are no part of it. An advance (订金) never binds.

    Args:
        terms: What was agreed.
        policy: The rules in force, with the law: `policy.with_law(…)`.
        paid: What was paid in fact, which counts where it differs from what was agreed (Civil
            Code 586).

    Raises:
        WrongTypeError: If *paid* is no money.
        OutOfRangeError: If *paid* is less than nothing.
        CurrencyMismatchError: If *paid* is in another currency than the terms.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import (CalendarDays, OnRelease, PaymentPlan, Policy,
        ...                             ReleaseOn, Terms)
        >>> day = date(2026, 3, 2)
        >>> tmall = Policy.in_force("tmall", on=day).with_law(Policy.in_force("law-cn", on=day))
        >>> plan = PaymentPlan.with_deposit(Earnest(Money("300", "CNY")),
        ...                                 OnRelease(CalendarDays(3)))
        >>> terms = Terms(id="l1", offer="of1", sku="coat", units=1,
        ...               unit_price=Money("1000", "CNY"), plan=plan, edition=tmall.edition,
        ...               promise=ReleaseOn(date(2026, 4, 1)),
        ...               placed_at=datetime(2026, 3, 2, tzinfo=UTC))
        >>> effect = deposit_effect(terms, tmall)
        >>> effect.binding, effect.plain
        (Money('200.00', 'CNY'), Money('100.00', 'CNY'))
    """
    check_kind("terms", terms, Terms, "Terms")
    check_policy(policy)
    if paid is not None:
        _check_paid(paid, terms.currency)
    deposit = terms.plan.deposit
    if deposit is None:
        return None
    money = terms.payments[0] if paid is None else paid
    none = Money.from_minor(0, terms.unit_price.currency)
    if not isinstance(deposit, Earnest):
        return DepositEffect(paid=money, binding=none, plain=money, rule="terms.plan")
    figure, ceiling = ceiling_on(terms.total - terms.extras, policy)
    if figure is None or ceiling is None:
        unknown = Finding(Outcome.UNKNOWN, "deposit.ceiling", "deposit.ceiling", money)
        return DepositEffect(paid=money, binding=money, plain=none, findings=(unknown,))
    binding = min(money, ceiling)
    return DepositEffect(
        paid=money,
        binding=binding,
        plain=money - binding,
        ceiling=ceiling,
        rule=figure.path,
        source=figure.source,
    )


def _check_paid(paid: Money, currency: str) -> None:
    check_kind("paid", paid, Money, "Money")
    if paid.currency != currency:
        raise CurrencyMismatchError(currency, paid.currency)
    if paid.minor < 0:
        raise OutOfRangeError("paid", str(paid), "zero or more")


def ceiling_on(price: Money, policy: Policy) -> tuple[Figure | None, Money | None]:
    """
    The most that can bind at a price, by the strictest figure; rounded down to a minor unit.
    """
    found = [
        (price.times(Fraction(high), rounding=Rounding.DOWN), figure)
        for figure in policy.every("deposit.ceiling")
        if (high := cast("Range[Decimal]", figure.value).high) is not None
    ]
    if not found:
        return None, None
    ceiling, figure = min(found, key=lambda one: one[0])
    return figure, ceiling
