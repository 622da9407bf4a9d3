"""
What does each limit cost, and what is to be said of the number that remains?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.rules.economics.units import unsold
from tiktok_presale.rules.planning.volumes import reasons
from tiktok_presale.rules.planning.volumes.answers import Cap
from tiktok_presale.rules.planning.volumes.inputs import inputs_of
from tiktok_presale.rules.planning.volumes.limits import findings_of, held_to, within
from tiktok_presale.rules.planning.volumes.profits import Case
from tiktok_presale.rules.planning.volumes.supposing import supposed
from tiktok_presale.rules.planning.volumes.terms import Made
from tiktok_presale.values.grounds import Bound, Grounds
from tiktok_presale.values.money import Money, Rounding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tiktok_presale.facts.demand import AnyDemand
    from tiktok_presale.rules.planning.volumes.expecting import ExpectedDemand
    from tiktok_presale.rules.planning.volumes.limits import Held
    from tiktok_presale.rules.planning.volumes.profits import Choice
    from tiktok_presale.rules.planning.volumes.terms import CapTerms
    from tiktok_presale.values.findings import Finding

__all__ = ["weighed"]


def weighed(
    demand: ExpectedDemand | None,
    terms: CapTerms,
    told: Iterable[Finding],
    source: AnyDemand | None = None,
) -> Cap:
    """
    The recommendation for a demand, under terms.

    Args:
        demand: What is expected; None where too little is known.
        terms: Everything else.
        told: What is to be said of the demand.
        source: What the demand was estimated from.
    """
    told, limits = tuple(told), held_to(terms)
    inputs = inputs_of(terms, demand, source)
    if demand is None:
        unweighed = tuple(_bound(one) for one in limits)
        grounds = Grounds(inputs, unweighed, (), (*told, *_on_a_unit(terms)))
        return Cap(ratio=terms.ratio, terms=terms, grounds=grounds)
    case = Case(demand, terms)
    best = case.optimum()
    chosen = case.chosen(best, limits)
    findings = (
        *told,
        *_on_a_unit(terms),
        *_on_all(case, best, chosen, limits),
        *findings_of(chosen.units, terms),
    )
    return Cap(
        units=chosen.units,
        optimum=best.units,
        ratio=terms.ratio,
        profit=case.money(chosen.profit),
        best=case.money(best.profit),
        sales=demand.sales(chosen.units),
        sells_out=1 - demand.within(chosen.units - 1),
        demand=demand,
        terms=terms,
        grounds=Grounds(
            inputs,
            tuple(_weighed(case, best, chosen, limits)),
            tuple(supposed(case, limits)),
            findings,
        ),
    )


def _bound(limit: Held, *, binds: bool = False, cost: Money | None = None) -> Bound:
    return Bound(limit.code, limit.allowed, binds, cost=cost, rule=limit.rule, source=limit.source)


def _weighed(case: Case, best: Choice, chosen: Choice, limits: tuple[Held, ...]) -> Iterator[Bound]:
    """
    What each limit costs if it stands alone, and whether the answer would be another without it.
    """
    for limit in limits:
        others = [one for one in limits if one is not limit]
        binds = case.chosen(best, others).units != chosen.units
        # In whole minor units, as both profits are told: the costs are their difference.
        cost = case.money(best.profit) - case.money(case.chosen(best, [limit]).profit)
        yield _bound(limit, binds=binds, cost=max(cost, Money.from_minor(0, cost.currency)))


def _on_a_unit(terms: CapTerms) -> Iterator[Finding]:
    """
    What is to be said of one unit, whatever the demand.
    """
    one = Money.from_minor(1, terms.sheet.currency)
    if terms.earned <= 0:
        yield reasons.no_profit(one.times(terms.earned, rounding=Rounding.HALF_EVEN))
    elif terms.made is Made.BEFORE and (cleared := unsold(terms.sheet)) >= 0:
        yield reasons.clears(one.times(cleared, rounding=Rounding.HALF_EVEN))


def _on_all(
    case: Case, best: Choice, chosen: Choice, limits: tuple[Held, ...]
) -> Iterator[Finding]:
    """
    What is to be said of the number.
    """
    terms, sold = case.terms, case.demand.sold
    if terms.earned <= 0:
        return
    wanted = within(best.units, limits)
    if case.demand.passed == 1:
        yield reasons.over(sold)
    elif best.units <= sold:
        running = case.demand.passed
        yield reasons.enough(sold) if running else reasons.not_covered(terms.sheet.slot_fee)
    elif chosen.units == sold < wanted:
        yield reasons.loses(wanted, case.money(chosen.profit - case.profit(wanted)))
    if terms.ratio == 1 and all(one.allowed.high is None for one in limits):
        yield reasons.open_ended(chosen.units, terms.beyond)
