"""
Which number of units would be recommended if one input were another?
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from tiktok_presale.rules.planning.volumes.limits import held_to
from tiktok_presale.rules.planning.volumes.profits import Case
from tiktok_presale.values.grounds import Sensitivity
from tiktok_presale.values.money import Rounding
from tiktok_presale.values.ranges import percentage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tiktok_presale.rules.planning.volumes.limits import Held
    from tiktok_presale.rules.planning.volumes.terms import CapTerms

__all__ = ["supposed"]


def supposed(case: Case, limits: Iterable[Held]) -> Iterator[Sensitivity]:
    """
    The answer with each input smaller and greater by the step; nothing where the step is zero.
    """
    demand, terms = case
    if not terms.step:
        return
    for factor in (1 - terms.step, 1 + terms.step):
        for name, given, instead, other in _changed(terms, factor):
            # Only a budget buys another number of units when prices change.
            held = limits if terms.budget is None else held_to(other)
            yield Sensitivity(name, given, instead, _units(Case(demand, other), held))
        more = demand.times(factor)
        given, instead = round(demand.expected), round(more.expected)
        yield Sensitivity("demand", given, instead, _units(Case(more, terms), limits))


def _units(case: Case, limits: Iterable[Held]) -> int:
    return case.chosen(case.optimum(), limits).units


def _changed(terms: CapTerms, factor: Fraction) -> Iterator[tuple[str, object, object, CapTerms]]:
    """
    The terms with one of them changed: its name, what it was, and what it is instead.
    """
    sheet = terms.sheet
    rate, clear = (min(one * factor, Fraction(1)) for one in (terms.returns, sheet.clearance))
    price, cost = (
        one.times(factor, rounding=Rounding.HALF_EVEN) for one in (sheet.price, sheet.unit_cost)
    )
    if rate != terms.returns:
        other = attrs.evolve(terms, returns=rate)
        yield "returns", percentage(terms.returns), percentage(rate), other
    if price and price != sheet.price:
        other = attrs.evolve(terms, sheet=attrs.evolve(sheet, price=price))
        yield "price", sheet.price, price, other
    if cost != sheet.unit_cost:
        other = attrs.evolve(terms, sheet=attrs.evolve(sheet, unit_cost=cost))
        yield "unit_cost", sheet.unit_cost, cost, other
    if clear != sheet.clearance:
        other = attrs.evolve(terms, sheet=attrs.evolve(sheet, clearance=clear))
        yield "clearance", percentage(sheet.clearance), percentage(clear), other
