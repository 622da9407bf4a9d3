"""
What was paid, divided by component and verdict, less what was given back before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from tiktok_presale.facts.payments import Component
from tiktok_presale.facts.plans import Advance
from tiktok_presale.rules.payments.effects import DepositEffect, deposit_effect
from tiktok_presale.rules.refunds.answers import Fate, RefundLine
from tiktok_presale.rules.refunds.verdicts import Verdict, of_binding, of_extras, of_goods, of_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.rules.refunds.cases import Case
    from tiktok_presale.values.money import Money

__all__ = ["effect_of", "lines_of"]

# What was given back before is taken off first what is to be given back, last what may be kept.
_ORDER = (Fate.GIVEN_BACK, Fate.UNDECIDED, Fate.KEPT)
_NOT_OWED = Verdict(Fate.GIVEN_BACK, "not_owed", "terms")
_ADVANCE = Verdict(Fate.GIVEN_BACK, "advance", "terms")


def lines_of(case: Case) -> tuple[RefundLine, ...]:
    """
    What becomes of every part of what was paid and not given back yet.
    """
    found: list[RefundLine] = []
    for component in Component:
        owed = case.owed(component)
        parts = [(case.order.paid(component) - owed, _NOT_OWED)]
        parts += _parts(component, owed, case)
        found += _left(component, parts, case)
    return tuple(found)


def _left(
    component: Component, parts: list[tuple[Money, Verdict]], case: Case
) -> Iterator[RefundLine]:
    before = case.order.refunded(component)
    for amount, verdict in sorted(parts, key=lambda part: _ORDER.index(part[1].fate)):
        settled = min(before, amount)
        before -= settled
        if amount > settled:
            yield RefundLine(
                component=component,
                amount=amount - settled,
                fate=verdict.fate,
                reason=verdict.reason,
                rule=verdict.rule,
                source=verdict.source,
            )


def _parts(component: Component, owed: Money, case: Case) -> list[tuple[Money, Verdict]]:
    """
    What was paid for a component while it was owed, each part with its verdict.
    """
    if component is Component.DEPOSIT:
        return _deposit(owed, case)
    if component is Component.TAX:
        return _tax(owed, case)
    if component in {Component.SHIPPING, Component.FEE}:
        return [(owed, of_extras(case))]
    return [(owed, of_goods(case))]


def _deposit(owed: Money, case: Case) -> list[tuple[Money, Verdict]]:
    """
    The deposit by its effect; once the balance is paid it is plain price.
    """
    effect = effect_of(case)
    if effect is None or case.balance_paid:
        return [(owed, of_goods(case))]
    if isinstance(case.order.terms.plan.deposit, Advance):
        return [(owed, _ADVANCE)]
    return [(effect.binding, of_binding(case)), (effect.plain, of_plain(case))]


def effect_of(case: Case) -> DepositEffect | None:
    """
    How much of the deposit that was paid binds.
    """
    paid = case.owed(Component.DEPOSIT)
    return deposit_effect(case.order.terms, case.policy, paid=paid)


def _tax(owed: Money, case: Case) -> list[tuple[Money, Verdict]]:
    """
    Tax goes with what it was charged on: that on the goods with the goods, the rest with shipping.
    """
    goods, extras = of_goods(case), of_extras(case)
    terms = case.order.terms
    if goods.fate is extras.fate or not terms.shipping or not owed:
        return [(owed, goods)]
    if terms.shipping_tax is None or terms.tax is None:
        return [(owed, attrs.evolve(extras, reason="tax_untold"))]
    on_goods = terms.tax - terms.shipping_tax
    first, second = owed.split([on_goods.minor, terms.shipping_tax.minor])
    return [(first, goods), (second, extras)]
