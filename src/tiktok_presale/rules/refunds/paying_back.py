"""
By when does the money go back, and which charge of the platform goes with it?
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from tiktok_presale.facts.causes import Cause
from tiktok_presale.facts.payments import Component
from tiktok_presale.rules.charges import Charge
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.instants import utc
from tiktok_presale.values.vocabulary import Base, Payee

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.policy.buyer_terms import RefundTime
    from tiktok_presale.policy.policy import Policy
    from tiktok_presale.policy.terms import ServiceFee
    from tiktok_presale.rules.refunds.cases import Case
    from tiktok_presale.values.money import Money

__all__ = ["charges_of", "pay_by_of"]


def pay_by_of(case: Case) -> tuple[datetime | None, list[Finding]]:
    """
    The earliest of the days by which rules want the money back, and the words of the others.
    """
    found: list[datetime] = []
    findings: list[Finding] = []
    for owner, path in _times(case):
        figure = owner.find(path)
        if figure is None:
            continue
        time = cast("RefundTime", figure.value)
        if time.within is None:
            outcome = Outcome.ADVICE if time.words == "without_undue_delay" else Outcome.UNKNOWN
            findings.append(
                Finding(outcome, "refund.time", path, limit=time.words, source=figure.source)
            )
            continue
        last = case.ends(time.within, case.at, owner)
        if last is None:
            findings.append(
                Finding(
                    Outcome.UNKNOWN,
                    "refund.calendar",
                    path,
                    limit=time.within,
                    source=figure.source,
                )
            )
        else:
            found.append(last)
    if not found and not findings:
        findings.append(Finding(Outcome.UNKNOWN, "refund.no_time", _path(case)))
    return min(found, key=utc, default=None), findings


def _path(case: Case) -> str:
    if case.cause is Cause.CHANGED_MIND:
        return "refund.within.withdrawal"
    return "refund.within.not_shipped"


def _times(case: Case) -> Iterator[tuple[Policy, str]]:
    """
    Where each book of rules says how soon; credit of the seller's own has a time of its own.
    """
    for owner in case.policies():
        own = "refund.within.store_credit"
        yield owner, own if case.store_credit and owner.find(own) else _path(case)


def charges_of(case: Case, *, back: bool) -> tuple[tuple[Charge, ...], list[Finding]]:
    """
    The platform's fee on an order that was paid and has ended.

    Sources free orders that are cancelled, returned or refunded; one that was delivered, and of
    which nothing is known to go back, is none of these.
    """
    figure, fee = case.policy.find("overdue.service_fee"), case.policy.service_fee
    paid = any(case.order.paid(component) for component in Component)
    terms = case.order.terms
    if figure is None or fee is None or not paid or (fee.kinds and terms.kind not in fee.kinds):
        return (), []
    if fee.charged_on_cancelled is None:
        unknown = Finding(Outcome.UNKNOWN, "service_fee", figure.path, source=figure.source)
        return (), [unknown]
    if fee.charged_on_cancelled or (case.order.delivered_at is not None and not back):
        return (), []
    amount = _fee(fee, case)
    charge = Charge("service_fee", figure.path, amount, Payee.PLATFORM, figure.source, terms.id)
    return (charge,), []


def _fee(fee: ServiceFee, case: Case) -> Money:
    terms = case.order.terms
    if fee.base is Base.UNIT:
        return terms.unit_price.times(fee.rate, rounding=fee.rounding) * terms.units
    base = terms.total if fee.base is Base.ORDER else terms.items
    return base.times(fee.rate, rounding=fee.rounding)
