"""
What one video of a creator is expected to sell and to earn, line by line.

Everything is exact; where a fact lies between two ends, so does the answer. Earnings are linear in
each fact alone, so that their ends are found where every fact is at one of its own.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.rules.economics import units
from tiktok_presale.values.closed import Value
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import Range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tiktok_presale.facts.cost_sheets import CostSheet
    from tiktok_presale.rules.creators.spans import FactSpan

__all__ = [
    "EarningsLine",
    "VideoExpectation",
    "commission_of",
    "expectation",
    "orders_of",
    "unit_of",
]

Ends = tuple[Fraction | None, Fraction | None]


@final
@attrs.frozen
class EarningsLine(Value):
    """
    What one part adds to the earnings of a video; a cost is negative.

    Args:
        name: "price", "costs", "commission", "returns" or "slot_fee".
        amount: From what to what it adds; an end is None where nothing limits it.
    """

    name: str
    amount: Range[Money]


@final
@attrs.frozen
class VideoExpectation(Value):
    """
    What one video is expected to bring.

    Args:
        orders: Orders, the cap counted in.
        uncapped: Orders if there were no cap.
        earns: What is left of them after every cost; None where no cost sheet was told.
        lines: What it is made up of. Where every fact is one value they add up to *earns*.
    """

    orders: Range[Fraction]
    uncapped: Range[Fraction]
    earns: Range[Money] | None = None
    lines: tuple[EarningsLine, ...] = ()


def orders_of(views: FactSpan, conversion: FactSpan, cap: int | None) -> Ends:
    """
    From what to what orders of a video may lie: views times conversion, no more than the cap.
    """
    low = views.low * conversion.low
    if conversion.high == 0:
        high: Fraction | None = Fraction(0)
    elif views.high is None or conversion.high is None:
        high = None
    else:
        high = views.high * conversion.high
    if cap is None:
        return low, high
    return min(low, Fraction(cap)), Fraction(cap) if high is None else min(high, Fraction(cap))


def unit_of(sheet: CostSheet, commission: Fraction, returned: Fraction) -> Fraction:
    """
    What a sold unit earns on average, in minor units, at such a commission and share of returns.
    """
    return units.expected(attrs.evolve(sheet, commission=commission), returned)


def expectation(
    given: dict[str, FactSpan], sheet: CostSheet | None, cap: int | None
) -> VideoExpectation:
    """
    What one video is expected to sell and to earn.
    """
    views, conversion = given["video_views"], given["conversion"]
    orders = orders_of(views, conversion, cap)
    sold, uncapped = Range(*orders), Range(*orders_of(views, conversion, None))
    if sheet is None:
        return VideoExpectation(sold, uncapped)
    commissions, returns, fee = given["commission"], given["returned"], given["slot_fee"]
    corners = tuple(product(commissions.ends, returns.ends))
    each = _scaled(orders, [unit_of(sheet, k, r) for k, r in corners])
    earns = _less(each, fee)
    exact = [
        _scaled(orders, [Fraction(sheet.price.minor)]),
        _scaled(orders, [-_costs(sheet)]),
        _scaled(orders, [-commission_of(sheet, k, r) for k, r in corners]),
        _scaled(orders, [-r * _loss(sheet) for r in returns.ends]),
        (None if fee.high is None else -fee.high, -fee.low),
    ]
    amounts = _rounded(exact, earns, sheet.currency)
    names = ("price", "costs", "commission", "returns", "slot_fee")
    lines = tuple(EarningsLine(name, amount) for name, amount in zip(names, amounts, strict=True))
    return VideoExpectation(sold, uncapped, _money(earns, sheet.currency), lines)


def _costs(sheet: CostSheet) -> Fraction:
    """
    What a unit costs that nobody sends back, besides commission.
    """
    return sheet.unit_cost.minor + sheet.freight_out.minor + sheet.platform_fee * sheet.price.minor


def commission_of(sheet: CostSheet, commission: Fraction, returned: Fraction) -> Fraction:
    """
    Commission on a sold unit: none on what comes back, unless fees are kept.
    """
    return commission * sheet.price.minor * (1 if sheet.fees_kept else 1 - returned)


def _loss(sheet: CostSheet) -> Fraction:
    """
    What a unit that comes back earns less than one that is kept, commission left aside.
    """
    bare = attrs.evolve(sheet, commission=0)
    return units.kept(bare) - units.returned(bare)


def _scaled(orders: Ends, each: Sequence[Fraction]) -> Ends:
    """
    So many orders times what each brings, from the worst to the best.
    """
    low, high = orders
    worst, best = min(each), max(each)
    if high is None:
        return (
            None if worst < 0 else worst * (low or 0),
            None if best > 0 else best * (low or 0),
        )
    counts = (low or Fraction(0), high)
    return min(worst * n for n in counts), max(best * n for n in counts)


def _less(ends: Ends, fee: FactSpan) -> Ends:
    low, high = ends
    return (
        None if low is None or fee.high is None else low - fee.high,
        None if high is None else high - fee.low,
    )


def _money(ends: Ends, currency: str) -> Range[Money]:
    """
    Both ends as money: one sum is rounded to the nearest, a range outwards.
    """
    low, high = ends
    if low is not None and low == high:
        return Range.between(*(_minor(low, currency, Rounding.HALF_EVEN),) * 2)
    return Range(
        None if low is None else _minor(low, currency, Rounding.FLOOR),
        None if high is None else _minor(high, currency, Rounding.CEILING),
    )


def _minor(value: Fraction, currency: str, rounding: Rounding) -> Money:
    return Money.from_minor(1, currency).times(value, rounding=rounding)


def _rounded(lines: list[Ends], total: Ends, currency: str) -> list[Range[Money]]:
    """
    The lines as money. Where each is one sum, they add up to the total to the minor unit.

    All are rounded down, and what is missing goes to those that lost most by it.
    """
    if any(low is None or low != high for low, high in (*lines, total)):
        return [_money(line, currency) for line in lines]
    exact = [low for low, _ in lines if low is not None]
    whole = [value.numerator // value.denominator for value in exact]
    by_loss = sorted(range(len(exact)), key=lambda n: whole[n] - exact[n])
    missing = _money(total, currency).low
    rest = (0 if missing is None else missing.minor) - sum(whole)
    for n in by_loss[:rest]:
        whole[n] += 1
    sums = [Money.from_minor(value, currency) for value in whole]
    return [Range.between(one, one) for one in sums]
