"""
May a payment plan be offered?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tiktok_presale.facts.plans import Earnest, PaymentPlan, PlanKind
from tiktok_presale.facts.promises import ReleaseOn, ShipWithin
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.payments.holds import hold_findings
from tiktok_presale.rules.payments.samples import Samples
from tiktok_presale.rules.payments.sizes import coupon_findings, effect_findings, size_findings
from tiktok_presale.rules.payments.times import time_findings
from tiktok_presale.values.checks import check_aware, check_kind, check_yes_no
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.findings import Decision, Finding, Outcome, Remedy
from tiktok_presale.values.money import Money
from tiktok_presale.values.periods import Period
from tiktok_presale.values.ranges import OneOf
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tiktok_presale.facts.promises import Promise
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["check"]


def check(  # noqa: PLR0913 - each rule needs another fact, and all are keywords
    plan: PaymentPlan,
    policy: Policy,
    *,
    price: Money,
    at: datetime,
    promise: Promise | None = None,
    sale: Period | None = None,
    coupons: bool | None = None,
    extras: Money | None = None,
    kind: OrderKind = OrderKind.PRE_ORDER,
    calendar: BusinessCalendar | None = None,
) -> Decision:
    """
    Whether a payment plan may be offered, with every reason.

    Asked before the offer is published: the kind of plan, the size of a deposit and what the law
    makes of it, whether a hold on the card outlasts the longest wait, and whether every payment
    falls due after the order and before the goods are sent. The law is asked where the policy
    stands under one: `policy.with_law(…)`.

    Args:
        plan: The payments for one unit.
        policy: The rules in force at *at*.
        price: The price of one unit.
        at: The instant of publication; orders are placed then where no *sale* is given.
        promise: When the goods will be dispatched.
        sale: From when until when orders are taken.
        coupons: Whether coupons can be used on the deposit.
        extras: Shipping, tax and fees, where a share of the plan is of the whole order.
        kind: The kind of orders that the plan is for.
        calendar: A business calendar to use instead of the market's own.

    Raises:
        WrongTypeError: If *plan* is no plan.
        NaiveTimeError: If *at* has no time zone.
        CurrencyMismatchError: If the plan, the price and the market's bands differ in currency.

    Examples:
        >>> from datetime import date, datetime
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import InWindow, Policy
        >>> shanghai = ZoneInfo("Asia/Shanghai")
        >>> balance = InWindow(Period(datetime(2023, 5, 31, 20, tzinfo=shanghai),
        ...                           datetime(2023, 6, 3, 23, 59, 59, tzinfo=shanghai)))
        >>> plan = PaymentPlan.with_deposit(Earnest(Money("55", "CNY")), balance)
        >>> decision = check(plan, Policy.in_force("tmall", on=date(2023, 5, 29)),
        ...                  price=Money("499", "CNY"),
        ...                  at=datetime(2023, 5, 29, tzinfo=shanghai))
        >>> [(finding.code, str(finding.limit)) for finding in decision.failures]
        [('deposit.step', '10.00 CNY')]
    """
    _check_arguments(plan, price, promise, sale)
    if extras is not None:
        check_kind("extras", extras, Money, "Money")
    check_policy(policy)
    check_aware("at", at)
    check_yes_no("coupons", coupons)
    check_kind("kind", kind, OrderKind, "an OrderKind")
    samples = Samples(
        plan=plan,
        policy=policy,
        price=price,
        extras=extras,
        at=at,
        promise=promise,
        sale=sale,
        kind=kind,
        calendar=calendar,
    )
    return Decision("payments", policy.edition, at, tuple(_findings(samples, coupons)))


def _check_arguments(plan: object, price: object, promise: object, sale: object) -> None:
    check_kind("plan", plan, PaymentPlan, "a PaymentPlan; write PaymentPlan.full()")
    check_kind("price", price, Money, "Money")
    if cast("Money", price).minor < 0:
        raise OutOfRangeError("price", str(price), "zero or more")
    if promise is not None and not isinstance(promise, ShipWithin | ReleaseOn):
        raise WrongTypeError("promise", "ShipWithin, ReleaseOn or None", type(promise).__name__)
    if sale is not None:
        check_kind("sale", sale, Period, "a Period")


def _findings(samples: Samples, coupons: bool | None) -> Iterator[Finding]:  # noqa: FBT001 - a fact
    yield from _kind(samples)
    try:
        payments = samples.plan.split(samples.price, samples.extras)
    except OutOfRangeError:
        # The price is a fact of the offer like any other, so this is a "no" and no error.
        yield Finding(Outcome.FAIL, "payment.exceeds", "terms.plan", samples.price)
        return
    if samples.plan.deposit is not None:
        yield from _deposit(samples, payments[0], coupons)
    yield from hold_findings(samples)
    yield from time_findings(samples)


def _kind(samples: Samples) -> Iterator[Finding]:
    """
    The kind of plan; full payment needs no figure that allows it.
    """
    kind, policy = samples.plan.kind, samples.policy
    figures = policy.every("payment.plans")
    for figure in figures:
        allowed = cast("OneOf", figure.value)
        outcome = Outcome.PASS
        remedies: tuple[Remedy, ...] = ()
        if kind not in allowed:
            outcome, remedies = Outcome.FAIL, (Remedy("pay_as", {"plans": allowed}),)
        yield Finding(outcome, "payment.plan", figure.path, kind, allowed, remedies, figure.source)
    if not figures and not _known(samples):
        yield Finding(Outcome.UNKNOWN, "payment.plan", "payment.plans", kind)


def _known(samples: Samples) -> bool:
    """
    Whether a plan needs no leave, or other figures show that the market knows its kind.

    What a law says of deposits that bind says nothing of advances that do not.
    """
    plan, policy = samples.plan, samples.policy
    if plan.kind is PlanKind.DEPOSIT:
        known = policy.everything_under("deposit")
        return bool(known if isinstance(plan.deposit, Earnest) else policy.every("deposit.size"))
    return plan.kind is not PlanKind.INSTALMENTS


def _deposit(samples: Samples, amount: Money, coupons: bool | None) -> Iterator[Finding]:  # noqa: FBT001 - a fact
    policy, deposit = samples.policy, samples.plan.deposit
    assert deposit is not None  # noqa: S101 - the caller has looked
    bonus = deposit.bonus
    agreed = samples.price - bonus if bonus is not None else samples.price
    sized = list(size_findings(amount, samples.price, policy))
    effect = list(effect_findings(deposit, amount, agreed, policy))
    yield from sized
    if not sized and not any(one.code == "deposit.ceiling" for one in effect):
        yield Finding(Outcome.UNKNOWN, "deposit.size", "deposit.size", amount)
    yield from effect
    yield from coupon_findings(coupons, policy)
