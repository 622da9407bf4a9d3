"""
What a recommended cap was computed from, by the names of the arguments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiktok_presale.facts.demand import Demand
from tiktok_presale.values.ranges import Range, percentage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.demand import AnyDemand
    from tiktok_presale.rules.planning.volumes.expecting import ExpectedDemand
    from tiktok_presale.rules.planning.volumes.terms import CapTerms

__all__ = ["inputs_of"]

_IF_GIVEN = ("history", "capacity", "budget", "idle", "best_daily", "sale_days")
_ASSUMED = ("least_periods", "usual", "level", "beyond")


def inputs_of(
    terms: CapTerms, demand: ExpectedDemand | None, source: AnyDemand | None
) -> dict[str, object]:
    """
    Every input and assumption; what was not given is left out.
    """
    return dict(_inputs(terms, demand, source))


def _inputs(
    terms: CapTerms, demand: ExpectedDemand | None, source: AnyDemand | None
) -> Iterator[tuple[str, object]]:
    if isinstance(source, Demand):
        yield "past_periods", tuple(_period(one.units, one.at_least) for one in source.periods)
    if demand is not None:
        yield "demand", demand
        if demand.passed:
            yield "sold_so_far", demand.sold
            yield "passed", percentage(demand.passed)
    sheet = terms.sheet
    yield from (("price", sheet.price), ("unit_cost", sheet.unit_cost))
    yield "clearance", percentage(sheet.clearance)
    yield from (("returns", percentage(terms.returns)), ("made", terms.made))
    if terms.policy is not None:
        yield "edition", terms.policy.edition
    for name in _IF_GIVEN:
        if getattr(terms, name) is not None:
            yield name, getattr(terms, name)
    if terms.shop is not None:
        yield "shop", terms.shop.id
    if terms.busiest_day is not None:
        yield "busiest_day", percentage(terms.busiest_day)
    yield from (("units_per_order", terms.units_per_order), ("keep_least", terms.keep_least))
    for name in _ASSUMED:
        yield name, getattr(terms, name)


def _period(units: int, at_least: bool) -> object:  # noqa: FBT001 - as the period says it
    return Range.at_least(units) if at_least else units
