"""
What cannot be right in a figure although every word of it can be read.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, cast

from tiktok_presale.policy import creator_readings
from tiktok_presale.policy.buyer_terms import DepositSize
from tiktok_presale.policy.terms import (
    FACTS,
    ChargeTerm,
    Criterion,
    DeadlineTerm,
    LatenessCap,
    MetricLimit,
    ServiceFee,
    StepTerm,
)
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.vocabulary import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

__all__ = ["unsound"]

_NAMES = {"seller_type": {"local", "cross_border"}, "fulfilled_by": {"seller", "platform"}}


def unsound(path: str, value: object, currency: str | None) -> Iterator[str]:
    """
    What is wrong with the value at *path* of a pack whose sums are in *currency*, in words.
    """
    yield from _shares(value)
    yield from creator_readings.unsound(path, value, currency)
    if isinstance(value, Criterion):
        yield from _criterion(value)
    if isinstance(value, ChargeTerm):
        yield from _charge(value, currency)
    if isinstance(value, ServiceFee) and value.rate > 1:
        yield f"takes a rate of {value.rate}; a rate is a share, so 2.14 % is 0.0214"
    if isinstance(value, DepositSize):
        yield from _deposit(value, currency)
    if isinstance(value, LatenessCap):
        yield from _apart([over for over, _ in value.bands])
        if any(share > 1 for _, share in value.bands):
            yield "gives a share above 1"
    dispatch = path.startswith("deadlines.") and path.endswith(".dispatch")
    if dispatch and isinstance(value, DeadlineTerm) and value.anchor is Anchor.DISPATCH_DEADLINE:
        yield "counts from itself; dispatch needs another anchor"


def _shares(value: object) -> Iterator[str]:
    """
    No share of anything is above 1.
    """
    ranges: list[Any] = [value]
    if isinstance(value, Criterion | MetricLimit):
        ranges = [value.accepts]
    elif isinstance(value, StepTerm):
        ranges = [value.reached_in]
    elif isinstance(value, LatenessCap):
        ranges = [over for over, _ in value.bands]
    elif isinstance(value, DepositSize):
        ranges = [band.share for band in value.bands]
    elif isinstance(value, ChargeTerm) and value.when is not None:
        ranges = [value.when.holds_in]
    if any(_above_one(found) for found in ranges):
        yield "gives a share above 1; 10 % is 0.10"


def _above_one(value: Any) -> bool:  # noqa: ANN401 - whatever stands at a path
    if not isinstance(value, Range):
        return False
    found = cast("Range[Decimal]", value)
    ends = (found.low, found.high) if found.unit == "share" else ()
    return any(end is not None and end > 1 for end in ends)


def _criterion(criterion: Criterion) -> Iterator[str]:
    form = Range if criterion.is_metric else FACTS[criterion.subject][criterion.fact]
    if not isinstance(criterion.accepts, form):
        words = {bool: "is", OneOf: "one_of or none_of", Range: "a range"}
        yield f"asks {criterion.fact} in a form it does not have; use {words[form]}"
    elif isinstance(criterion.accepts, OneOf):
        known = _NAMES.get(criterion.fact, set(criterion.accepts.names))
        for name in sorted(set(criterion.accepts.names) - known):
            yield f"names {name!r}, which is none of {', '.join(sorted(known))}"


def _charge(term: ChargeTerm, currency: str | None) -> Iterator[str]:
    # Floors, ceilings and bands are compared with prices, so they must be in the same currency.
    foreign = sorted(term.compared_in() - {currency})
    if foreign:
        yield f"compares prices with {', '.join(foreign)}; the pack is in {currency}"
        return
    yield from _apart([band.over for band in term.bands])
    for band in term.bands:
        if band.rate is not None and band.rate > 1 and term.every is None:
            yield f"takes a rate of {band.rate}; a rate is a share, so 2.14 % is 0.0214"
        if band.floor is not None and band.ceiling is not None and band.floor > band.ceiling:
            yield f"has a floor of {band.floor} above its ceiling of {band.ceiling}"
        if any(
            sum_ is not None and sum_.minor < 0 for sum_ in (band.flat, band.floor, band.ceiling)
        ):
            yield "gives a negative sum"


def _deposit(size: DepositSize, currency: str | None) -> Iterator[str]:
    sums = [size.step, *(band.least for band in size.bands)]
    sums += [end for band in size.bands for end in (band.over.low, band.over.high)]
    foreign = sorted({money.currency for money in sums if money is not None} - {currency})
    if foreign:
        yield f"compares prices with {', '.join(foreign)}; the pack is in {currency}"
        return
    yield from _apart([band.over for band in size.bands])


def _apart(ranges: list[Range[Any]]) -> Iterator[str]:
    """
    Two bands that share a value would leave it to chance which of them counts.
    """
    for one, other in combinations(ranges, 2):
        if not _before(one, other) and not _before(other, one):
            yield f"has bands that overlap: {one} and {other}"


def _before(one: Range[Any], other: Range[Any]) -> bool:
    if one.high is None or other.low is None:
        return False
    touching = one.high == other.low and (one.high_open or other.low_open)
    return bool(one.high < other.low or touching)
