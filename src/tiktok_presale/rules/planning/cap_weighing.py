"""
Which number of units earns most within its limits, what does each limit cost, what would move it?
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import attrs

from tiktok_presale.rules.economics.units import unsold
from tiktok_presale.rules.planning.cap_answers import Cap
from tiktok_presale.rules.planning.cap_inputs import as_range, inputs_of
from tiktok_presale.rules.planning.cap_limits import findings_of, held_to, within
from tiktok_presale.rules.planning.cap_terms import CapTerms, Made
from tiktok_presale.values.estimates import as_share
from tiktok_presale.values.findings import Finding, Outcome
from tiktok_presale.values.grounds import Bound, Grounds, Sensitivity
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tiktok_presale.facts.demand import AnyDemand
    from tiktok_presale.rules.planning.cap_limits import Held
    from tiktok_presale.rules.planning.expecting import ExpectedDemand

__all__ = ["weighed"]


class _Choice(NamedTuple):
    """
    Units, and the profit that is expected of them, exact in minor units.
    """

    units: int
    profit: Fraction


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
        grounds = Grounds(inputs, unweighed, (), (*told, *_on_units(terms)))
        return Cap(ratio=terms.ratio, terms=terms, grounds=grounds)
    best = _optimum(demand, terms)
    chosen = _chosen(best, demand, terms, limits)
    bounds = tuple(_weigh(one, limits, demand, terms, best) for one in limits)
    findings = (
        *told,
        *_on_units(terms),
        *_on_choice(best, chosen, demand, terms, limits),
        *findings_of(chosen.units, terms),
    )
    sensitivity = tuple(_sensitivity(demand, terms))
    return Cap(
        units=chosen.units,
        optimum=best.units,
        ratio=terms.ratio,
        profit=_money(chosen.profit, terms),
        best=_money(best.profit, terms),
        sales=demand.sales(chosen.units),
        sells_out=1 - demand.within(chosen.units - 1),
        demand=demand,
        terms=terms,
        grounds=Grounds(inputs, bounds, sensitivity, findings),
    )


def _profit(units: int, demand: ExpectedDemand, terms: CapTerms) -> Fraction:
    """
    What units are expected to earn: each that is sold, less each that is not, less the slot fee.
    """
    sold = Fraction(demand.sales(units))
    left = units - sold
    return sold * terms.earned - left * terms.lost - terms.sheet.slot_fee.minor


def _worth(units: int, demand: ExpectedDemand, terms: CapTerms) -> _Choice:
    """
    The units, or to sell no more than is sold already where that is expected to earn as much.

    A presale that does not take place earns and costs nothing, not even the slot fee. What a
    running one has sold can not be taken back, and its slots are paid for.
    """
    profit = _profit(units, demand, terms)
    stop = _profit(demand.sold, demand, terms) if demand.passed else Fraction(0)
    return _Choice(units, profit) if profit > stop else _Choice(demand.sold, stop)


def _optimum(demand: ExpectedDemand, terms: CapTerms) -> _Choice:
    """
    The units that earn most if nothing limits them: the quantile of demand at the critical ratio.
    """
    if not terms.ratio:
        return _worth(demand.sold, demand, terms)
    share = min(float(terms.ratio), 1 - terms.beyond)
    return _worth(demand.reached_with(share), demand, terms)


def _chosen(
    best: _Choice, demand: ExpectedDemand, terms: CapTerms, limits: Iterable[Held]
) -> _Choice:
    """
    The units that earn most within limits; none where even the optimum earns nothing.
    """
    if best.units <= demand.sold:
        return best
    return _worth(max(within(best.units, limits), demand.sold), demand, terms)


def _money(minor: Fraction, terms: CapTerms) -> Money:
    return Money.from_minor(1, terms.sheet.currency).times(minor, rounding=Rounding.HALF_EVEN)


def _bound(limit: Held, *, binds: bool = False, cost: Money | None = None) -> Bound:
    return Bound(limit.code, limit.allowed, binds, cost=cost, rule=limit.rule, source=limit.source)


def _weigh(
    limit: Held,
    limits: tuple[Held, ...],
    demand: ExpectedDemand,
    terms: CapTerms,
    best: _Choice,
) -> Bound:
    """
    What a limit costs if it stands alone, and whether the answer would be another without it.
    """
    alone = _chosen(best, demand, terms, [limit])
    others = [one for one in limits if one is not limit]
    binds = _chosen(best, demand, terms, others).units != _chosen(best, demand, terms, limits).units
    return _bound(
        limit, binds=binds, cost=_money(max(best.profit - alone.profit, Fraction(0)), terms)
    )


def _on_units(terms: CapTerms) -> Iterator[Finding]:
    """
    What is to be said of one unit, whatever the demand.
    """
    if terms.earned <= 0:
        limit = Range.above(_money(Fraction(0), terms))
        yield Finding(Outcome.FAIL, "cap.no_profit", "", _money(terms.earned, terms), limit)
    elif terms.made is Made.BEFORE and unsold(terms.sheet) >= 0:
        earned = _money(unsold(terms.sheet), terms)
        yield Finding(Outcome.ADVICE, "cap.clears", "", earned)


def _on_choice(
    best: _Choice,
    chosen: _Choice,
    demand: ExpectedDemand,
    terms: CapTerms,
    limits: tuple[Held, ...],
) -> Iterator[Finding]:
    """
    What is to be said of the number.
    """
    if terms.earned <= 0:
        return
    wanted = within(best.units, limits)
    if best.units <= demand.sold:
        fee = terms.sheet.slot_fee
        yield Finding(Outcome.FAIL, "cap.not_covered", "", best.units, params={"fee": fee})
    elif chosen.units == demand.sold < wanted:
        loss = _money(_profit(wanted, demand, terms), terms)
        yield Finding(Outcome.FAIL, "cap.loses", "", loss, params={"units": wanted})
    if terms.ratio == 1 and all(one.allowed.high is None for one in limits):
        chance = as_share(1 - terms.beyond)
        share = Range.between(chance, chance, unit="share")
        yield Finding(Outcome.ADVICE, "cap.open", "", chosen.units, share)


def _sensitivity(demand: ExpectedDemand, terms: CapTerms) -> Iterator[Sensitivity]:
    """
    What would be recommended if one input were greater or smaller by the step.
    """
    if not terms.step:
        return
    for factor in (1 - terms.step, 1 + terms.step):
        for name, given, instead, other in _supposed(terms, factor):
            yield Sensitivity(name, given, instead, _units(demand, other))
        more = demand.times(factor)
        yield Sensitivity(
            "demand", round(demand.expected), round(more.expected), _units(more, terms)
        )


def _units(demand: ExpectedDemand, terms: CapTerms) -> int:
    return _chosen(_optimum(demand, terms), demand, terms, held_to(terms)).units


def _supposed(terms: CapTerms, factor: Fraction) -> Iterator[tuple[str, object, object, CapTerms]]:
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
        yield "returns", as_range(terms.returns), as_range(rate), other
    if price:
        other = attrs.evolve(terms, sheet=attrs.evolve(sheet, price=price))
        yield "price", sheet.price, price, other
    if cost != sheet.unit_cost:
        other = attrs.evolve(terms, sheet=attrs.evolve(sheet, unit_cost=cost))
        yield "unit_cost", sheet.unit_cost, cost, other
    if clear != sheet.clearance:
        other = attrs.evolve(terms, sheet=attrs.evolve(sheet, clearance=clear))
        yield "clearance", as_range(sheet.clearance), as_range(clear), other
