"""
To how many units is a presale held: by the recommended share, the platform, and the seller's means?
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple, cast

import attrs

from tiktok_presale.rules import caps
from tiktok_presale.values.findings import Outcome, Remedy
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tiktok_presale.rules.planning.volumes.terms import CapTerms
    from tiktok_presale.values.findings import Finding
    from tiktok_presale.values.sources import Source

__all__ = ["Held", "findings_of", "held_to", "within"]

_DAILY = {"caps.daily_orders": "daily_orders", "caps.after_lateness": "after_lateness"}


class Held(NamedTuple):
    """
    One limit, in units of the whole sale.
    """

    code: str
    allowed: Range[int]
    rule: str = ""
    source: Source | None = None


def within(wanted: int, limits: Iterable[Held]) -> int:
    """
    The number nearest to *wanted* that the limits allow; upper ends win over lower ones.
    """
    every = tuple(limits)
    least = max((one.allowed.low or 0 for one in every), default=0)
    most = [one.allowed.high for one in every if one.allowed.high is not None]
    return min([max(wanted, least), *most])


def held_to(terms: CapTerms) -> tuple[Held, ...]:
    """
    Every limit whose size is known.
    """
    return (*_of_policy(terms), *_of_seller(terms))


def findings_of(units: int, terms: CapTerms) -> tuple[Finding, ...]:
    """
    What `rules.caps.check` says of a number of units; none where no policy was given.
    """
    if terms.policy is None:
        return ()
    share = terms.on_busiest_day
    decision = caps.check(
        units,
        terms.policy,
        at=terms.at,
        history=terms.history,
        per_day=None if share is None else ceil(units * share / terms.units_per_order),
        shop=terms.shop,
        best_daily=terms.best_daily,
    )
    return tuple(_asking(finding) for finding in decision.findings)


def _asking(finding: Finding) -> Finding:
    """
    Ask for the days of the sale instead of the orders a day, which follow from them.
    """
    if finding.outcome is not Outcome.UNKNOWN or finding.remedy is None:
        return finding
    if finding.remedy.params.get("name") != "per_day":
        return finding
    return attrs.evolve(finding, remedies=(Remedy("tell", {"name": "sale_days"}),))


def _of_policy(terms: CapTerms) -> Iterator[Held]:
    policy, share = terms.policy, terms.on_busiest_day
    figure = None if policy is None else policy.find("caps.recommended")
    if policy is not None and figure is not None and terms.history is not None:
        band = caps.recommended(terms.history, policy)
        allowed = band if terms.keep_least else attrs.evolve(band, low=None)
        yield Held("recommended_share", allowed, figure.path, figure.source)
    for finding in findings_of(0, terms):
        orders = _orders_a_day(finding)
        if orders is not None and share is not None:
            units = floor(Fraction(orders) / share * terms.units_per_order)
            allowed = Range.at_most(units, unit="units")
            yield Held(_DAILY[finding.code], allowed, finding.rule, finding.source)


def _orders_a_day(finding: Finding) -> int | None:
    """
    The orders a day that a finding of `rules.caps.check` allows; None where it names no number.
    """
    if finding.code not in _DAILY or finding.outcome is Outcome.UNKNOWN or finding.limit is None:
        return None
    limit = cast("Range[int]", finding.limit)
    return limit.high if limit.unit == "orders" else None


def _of_seller(terms: CapTerms) -> Iterator[Held]:
    if terms.capacity is not None:
        yield Held("capacity", Range.at_most(terms.capacity, unit="units"))
    if terms.budget is not None:
        left = terms.budget.minor - terms.sheet.slot_fee.minor
        if left < 0:
            yield Held("budget", Range.at_most(0, unit="units"))
        elif terms.spent_before:
            yield Held("budget", Range.at_most(left // terms.spent_before, unit="units"))
