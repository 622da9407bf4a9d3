"""
What is given back when an order ends, by whose fault, and by when?
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tiktok_presale.facts.causes import Cause, Fault
from tiktok_presale.facts.payments import PaidOrder
from tiktok_presale.rules.arguments import check_policy
from tiktok_presale.rules.charges import Charge
from tiktok_presale.rules.refunds.answers import Fate, Refund
from tiktok_presale.rules.refunds.cases import Case
from tiktok_presale.rules.refunds.dividing import effect_of, lines_of
from tiktok_presale.rules.refunds.paying_back import charges_of, pay_by_of
from tiktok_presale.rules.refunds.verdicts import of_binding
from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.checks import check_aware, check_kind, member_or_none
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.findings import Finding, Outcome, Remedy
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import Payee

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.rules.refunds.answers import RefundLine

__all__ = ["due"]


def due(
    order: PaidOrder,
    cause: Cause,
    policy: Policy,
    *,
    at: datetime,
    calendar: BusinessCalendar | None = None,
    store_credit: bool = False,
) -> Refund:
    """
    What the buyer gets back of what was paid, to the minor unit, and the rule behind each part.

    Who is at fault, how far the order had come and what the money was paid for decide together.
    What no known rule decides is undecided, and never simply kept. What was paid too much, or when
    the order had ended already, goes back in any case. What was given back before is taken off, so
    asking again after paying gives nothing.

    Args:
        order: The order line with what was paid.
        cause: Why it came to an end, as a `Cause` or its name.
        policy: The rules in force when it was placed, with the law: `policy.with_law(…)`.
        at: When it came to an end: cancelled, lapsed, or the buyer's notice received.
        calendar: A business calendar to use instead of that of the law or the market.
        store_credit: Whether the seller itself gave the credit that paid for it.

    Raises:
        WrongTypeError: If *order* is no paid order, or *cause* no cause.
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If it ended before it was placed.

    Examples:
        >>> from datetime import date, datetime
        >>> from zoneinfo import ZoneInfo
        >>> from tiktok_presale import (CalendarDays, Earnest, InWindow, Payment, PaymentPlan,
        ...                             Period, Policy, ShipWithin, Terms)
        >>> day, shanghai = date(2023, 5, 29), ZoneInfo("Asia/Shanghai")
        >>> tmall = Policy.in_force("tmall", on=day).with_law(Policy.in_force("law-cn", on=day))
        >>> placed = datetime(2023, 5, 29, 20, tzinfo=shanghai)
        >>> ends = datetime(2023, 6, 3, 23, 59, 59, tzinfo=shanghai)
        >>> plan = PaymentPlan.with_deposit(Earnest(Money("50", "CNY")),
        ...                                 InWindow(Period(placed, ends)))
        >>> terms = Terms(id="l1", offer="of1", sku="coat", units=1, placed_at=placed,
        ...               unit_price=Money("499", "CNY"), plan=plan, edition=tmall.edition,
        ...               promise=ShipWithin(CalendarDays(2)))
        >>> paid = Payment("p1", "deposit", Money("50", "CNY"), placed)
        >>> refund = due(PaidOrder(terms=terms, payments=(paid,)), Cause.SELLER_CANCELLED, tmall,
        ...              at=ends)
        >>> refund.given_back, refund.statutory.amount, refund.total
        (Money('50.00', 'CNY'), Money('50.00', 'CNY'), Money('100.00', 'CNY'))
    """
    check_kind("order", order, PaidOrder, "a PaidOrder")
    check_policy(policy)
    check_aware("at", at)
    if utc(at) < utc(order.terms.placed_at):
        raise OutOfRangeError("at", at.isoformat(), f"at or after {order.terms.placed_at}")
    check_kind("store_credit", store_credit, bool, "True or False")
    if calendar is not None:
        check_kind("calendar", calendar, BusinessCalendar, "a BusinessCalendar")
    known = member_or_none("cause", cause, Cause)
    if known is None:
        raise WrongTypeError("cause", f"one of {', '.join(Cause)}", "None")
    case = Case(
        order=order,
        cause=known,
        policy=policy,
        at=at,
        calendar=calendar,
        store_credit=store_credit,
    )
    return _answer(case)


def _answer(case: Case) -> Refund:
    lines = lines_of(case)
    statutory = _statutory(case)
    back = statutory is not None or any(line.fate is Fate.GIVEN_BACK for line in lines)
    pay_by, findings = pay_by_of(case) if back else (None, [])
    charges, fee_findings = charges_of(case, back=back)
    return Refund(
        order_id=case.order.terms.id,
        cause=case.cause,
        fault=case.cause.fault,
        at=case.at,
        edition=case.policy.edition,
        currency=case.order.currency,
        lines=lines,
        statutory=statutory,
        pay_by=pay_by,
        charges_returned=charges,
        findings=(
            *_undecided(lines),
            *_told(case, lines),
            *findings,
            *fee_findings,
        ),
    )


def _statutory(case: Case) -> Charge | None:
    """
    The second half of a deposit that is returned double (Civil Code 587), as far as it binds.
    """
    effect = effect_of(case)
    if effect is None or case.balance_paid:
        return None
    verdict = of_binding(case)
    if verdict.reason != "taker_default":
        return None
    amount = effect.binding - Money.sum(
        (payment.amount for payment in case.order.statutory), case.order.currency
    )
    if amount.minor <= 0:
        return None
    return Charge(
        "double_return", verdict.rule, amount, Payee.BUYER, verdict.source, case.order.terms.id
    )


def _undecided(lines: tuple[RefundLine, ...]) -> Iterator[Finding]:
    for line in lines:
        if line.fate is Fate.UNDECIDED:
            told = line.reason == "tax_untold"
            yield Finding(
                Outcome.UNKNOWN,
                "refund.undecided",
                line.rule,
                line.amount,
                remedies=(Remedy("tell", {"name": "shipping_tax"}),) if told else (),
                source=line.source,
                params={"name": f"component_{line.component}"},
            )


def _told(case: Case, lines: tuple[RefundLine, ...]) -> Iterator[Finding]:
    """
    What is not known about a deposit and about interest, where it bears on this refund.
    """
    effect = effect_of(case)
    taker = case.first("deposit.taker_default", "returned_double")
    if effect is not None and not case.balance_paid and effect.paid:
        yield from effect.findings
    if effect is not None and effect.binding and case.balance_paid and taker:
        ends = case.first("deposit.ends", "balance_paid")
        outcome = Outcome.UNKNOWN if ends is None else Outcome.PASS
        path = "deposit.ends" if ends is None else ends.path
        yield Finding(outcome, "deposit.ends", path, effect.paid, source=ends and ends.source)
    interest = case.first("refund.interest", True)  # noqa: FBT003 - what the figure says
    back = any(line.fate is Fate.GIVEN_BACK and line.reason != "not_owed" for line in lines)
    if interest and back and case.cause.fault is Fault.SELLER and not case.delivered:
        yield Finding(Outcome.UNKNOWN, "refund.interest", interest.path, source=interest.source)
