"""
Which products are likely to be hits?

A product that was seen 40 times and ordered twice need not be a better one than a product that was
seen 4,000 times and ordered 160 times. Each is drawn towards what all products bring, the more the
less was seen of it; how much that is follows from how much the products differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from tiktok_presale import numerics
from tiktok_presale.facts.exposures import ExposureUnit, ProductRecord
from tiktok_presale.rules.planning.rankings import doubts
from tiktok_presale.rules.planning.rankings.common_rates import groups
from tiktok_presale.rules.planning.rankings.ranks import Hit, Hits
from tiktok_presale.values.checks import check_int, check_kind, member_of
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.estimates import Estimate, Interval, check_chance
from tiktok_presale.values.exact import exact
from tiktok_presale.values.grounds import Grounds, Sensitivity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.numerics.shrinkage import Posterior
    from tiktok_presale.rules.planning.rankings.common_rates import Group
    from tiktok_presale.values.exact import Exact

__all__ = ["hits"]

_MOST = 10**12
_METHOD = "gamma_poisson"
# What the answer would be, if the average counted for half or for twice as much.
_TIMES = (Decimal("0.5"), Decimal(2))


def hits(  # noqa: PLR0913 - the assumptions are keywords, each read by its name
    records: Iterable[ProductRecord],
    *,
    unit: ExposureUnit | str,
    ahead: Exact | Mapping[str, Exact] | None = None,
    kept: bool = False,
    level: float = 0.9,
    least: int = 5,
    least_in_category: int = 20,
) -> Hits:
    """
    Products in the order of what they are expected to bring per exposure.

    Each product's own rate is drawn towards that of its category, if enough products of it were
    seen, or else of the shop (empirical Bayes: gamma-Poisson, the doubt about the prior included).

    Args:
        records: What was seen of each product; each product once.
        unit: What exposure is counted in, such as "views" or "weeks".
        ahead: The exposure that is to come, of each product or one for all; None for no forecast.
        kept: Whether orders that came back do not count.
        level: The confidence of intervals.
        least: The fewest products seen from which a common rate is taken.
        least_in_category: The fewest products seen from which a category has one of its own.

    Raises:
        WrongTypeError: If an argument has another type.
        OutOfRangeError: If a product comes twice, or a number is out of its range.
        MissingExtraError: If the extra `planning` is not installed.
    """
    told = _records(records)
    unit = member_of("unit", unit, ExposureUnit)
    level = check_chance("level", level)
    check_kind("kept", kept, bool, "True or False")
    check_int("least", least, minimum=2)
    check_int("least_in_category", least_in_category, minimum=2)
    coming = _ahead(ahead, told)
    inputs: dict[str, object] = {
        "products_given": len(told),
        "exposure_unit": unit,
        "forecasts": len(coming),
        "kept_orders_only": kept,
        "level_of_intervals": level,
        "least_products": least,
        "least_in_category": least_in_category,
    }
    if coming and not isinstance(ahead, Mapping):
        inputs["exposure_ahead"] = exact("ahead", ahead)
    known = [(one, one.kept if kept else one.orders) for one in told]
    counted = [(one, count) for one, count in known if count is not None]
    findings = [
        *doubts.without_returns(len(told) - len(counted)),
        *doubts.more_than_seen(told, unit),
    ]
    missing = doubts.missing(counted, least)
    if missing:
        return Hits(unit, (), (), Grounds(inputs, findings=[*missing, *findings]))
    found = groups(counted, least_in_category)
    apart = [group.category for group in found]
    findings += doubts.unseen(counted)
    findings += doubts.compared_with_all(counted, apart, least_in_category)
    for group in found:
        if numerics.shrinkage.alike(group.seen):
            findings.append(doubts.alike(len(group.seen), group.category))
    placed = _placed(found, coming, level)
    grounds = Grounds(inputs, (), _sensitivity(found), findings)
    return Hits(unit, placed, [group.common for group in found], grounds)


def _records(records: Iterable[ProductRecord]) -> list[ProductRecord]:
    """
    Read the records; in the order of the ids, so that the order in which they came cannot matter.
    """
    if not isinstance(records, Iterable):
        raise WrongTypeError("records", "ProductRecords", type(records).__name__)
    told = list(records)
    for one in told:
        check_kind("records", one, ProductRecord, "of ProductRecord")
    told.sort(key=lambda one: one.product)
    for one, other in pairwise(told):
        if one.product == other.product:
            raise OutOfRangeError("records", one.product, "each product once")
    return told


def _ahead(
    ahead: Exact | Mapping[str, Exact] | None, told: list[ProductRecord]
) -> dict[str, float]:
    """
    Read the exposure that is to come, by product; those of which it is not told are left out.
    """
    if ahead is None:
        return {}
    given = (
        ahead.items()
        if isinstance(ahead, Mapping)
        else [(record.product, ahead) for record in told]
    )
    read = {product: exact("ahead", exposure) for product, exposure in given}
    for exposure in read.values():
        if not 0 < exposure <= _MOST:
            raise OutOfRangeError("ahead", str(exposure), f"above zero and at most {_MOST:,}")
    return {product: float(exposure) for product, exposure in read.items()}


def _placed(found: list[Group], coming: dict[str, float], level: float) -> list[Hit]:
    """
    The products in their places, each with the chance that it is really ahead of the next.
    """
    rows = sorted(
        (row for group in found for row in _rows(group, coming, level)),
        key=lambda row: (-row[0].rate.value, row[0].product),
    )
    placed = list[Hit]()
    for number, (hit, known) in enumerate(rows, start=1):
        tied = bool(placed) and placed[-1].rate.value == hit.rate.value
        lead = None
        if number < len(rows):
            lead = numerics.shrinkage.ahead(known, rows[number][1])
        placed.append(attrs.evolve(hit, rank=placed[-1].rank if tied else number, lead=lead))
    return placed


def _rows(group: Group, coming: dict[str, float], level: float) -> Iterator[tuple[Hit, Posterior]]:
    """
    What is known of each product of a group, not yet in its place.
    """
    known = numerics.shrinkage.posteriors(group.prior, group.pairs)
    within = numerics.shrinkage.rates_within(group.prior, group.pairs, level)
    forecasts = _forecasts(group, coming, level)
    for (record, count), one, ends in zip(group.members, known, within, strict=True):
        # Of a very uneven distribution even the mean can lie outside an interval of equal tails.
        interval = Interval(min(ends[0], one.mean), max(ends[1], one.mean), level)
        forecast = None
        if record.product in forecasts:
            mean = one.mean * coming[record.product]
            forecast = Estimate(mean, forecasts[record.product], samples=count, method=_METHOD)
        hit = Hit(
            rank=0,
            record=record,
            orders=count,
            rate=Estimate(one.mean, interval, samples=count, method=_METHOD),
            weight=one.weight,
            common=one.common,
            drawn_to=group.category,
            forecast=forecast,
        )
        yield hit, one


def _forecasts(group: Group, coming: dict[str, float], level: float) -> dict[str, Interval]:
    """
    Where the next counts lie, by product.
    """
    names = [record.product for record, _ in group.members]
    asked = [
        (name, pair, coming[name])
        for name, pair in zip(names, group.pairs, strict=True)
        if name in coming
    ]
    within = numerics.shrinkage.counts_within(
        group.prior, [pair for _, pair, _ in asked], [ahead for *_, ahead in asked], level
    )
    return {
        name: Interval(low, high, level)
        for (name, *_), (low, high) in zip(asked, within, strict=True)
    }


def _sensitivity(found: list[Group]) -> Iterator[Sensitivity]:
    """
    Which product would be first, if what all bring counted for less or for more.
    """
    for times in _TIMES:
        means = [
            (-one.mean, record.product)
            for group in found
            for (record, _), one in zip(
                group.members,
                numerics.shrinkage.posteriors(
                    numerics.shrinkage.stronger(group.prior, float(times)), group.pairs
                ),
                strict=True,
            )
        ]
        yield Sensitivity("prior_strength", 1, times, min(means)[1])
