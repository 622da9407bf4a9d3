"""
What planning would have earned on the sales of a real shop.

The sales are those of a British wholesaler of gifts: D. Chen, "Online Retail", UCI Machine Learning
Repository, 2015, CC BY 4.0, of which a random sample of 40,000 invoice lines is read. Every answer
is made from what was known at its week and scored on the weeks after it, again and again through
the year. Costs are not in the data: those assumed stand beside each table.

Run it with an interpreter that has the package and its extra `planning` installed:
python tests/benchmarks/backtest.py
"""

import argparse
import csv
import gzip
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import log2
from pathlib import Path
from typing import NamedTuple

import attrs

from tiktok_presale import CostSheet, Demand, Money, Policy, ProductRecord, ReturnCurve, planning
from tiktok_presale.rules.economics import units as economics

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "online-retail-sample.csv.gz"

# The first day of the data. Weeks are counted from it; the last one that is whole is the 53rd.
START, WEEKS = date(2010, 12, 1), 53
FIRST = 26  # the first week that is scored: half a year is known before it
LEVEL = 0.9
MANY = 5  # orders; below, whole numbers make intervals much wider than they have to be

# F19: between 50 % and 70 % of past sales, and the middle of that.
BRIEF = Policy.in_force("cross-border", on=date(2026, 6, 1))
MIDDLE = Fraction(3, 5)


class Setting(NamedTuple):
    """
    What is assumed of costs: shares of the price.
    """

    cost: Fraction
    clearance: Fraction


SETTINGS = (
    Setting(Fraction("0.4"), Fraction("0.3")),
    Setting(Fraction("0.6"), Fraction("0.3")),
    Setting(Fraction("0.8"), Fraction("0.1")),
)


@attrs.frozen
class Sales:
    """
    What was sold, by SKU and week: units, order lines, and lines that came back.
    """

    units: dict[str, list[int]]
    orders: dict[str, list[int]]
    returned: list[int]
    prices: dict[str, list[tuple[int, Fraction]]]

    def between(self, sku: str, first: int, last: int) -> int:
        """
        Order lines of a SKU from one week up to another, which does not count.
        """
        return sum(self.orders[sku][first:last])

    def first_week(self, sku: str) -> int:
        """
        The week in which a SKU was first sold.
        """
        return next(week for week, orders in enumerate(self.orders[sku]) if orders)

    def price(self, sku: str, week: int) -> Fraction:
        """
        The middle of what was paid for a SKU before a week.
        """
        return statistics.median_low(price for when, price in self.prices[sku] if when < week)

    def return_rate(self, week: int) -> Fraction:
        """
        The share of lines that came back before a week, over the whole shop.

        Lines were sampled one by one, so that no return can be told from which sale it came.
        """
        lines = sum(sum(orders[:week]) for orders in self.orders.values())
        return Fraction(sum(self.returned[:week]), lines)


def read(path: Path) -> Sales:
    """
    Read the sales, without what is no product (postage, fees) and what has no price (stock counts).
    """
    units: dict[str, list[int]] = defaultdict(lambda: [0] * WEEKS)
    orders: dict[str, list[int]] = defaultdict(lambda: [0] * WEEKS)
    prices: dict[str, list[tuple[int, Fraction]]] = defaultdict(list)
    returned = [0] * WEEKS
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            sku, quantity = line["sku"], int(line["quantity"])
            price = Fraction(line["unit_price_gbp"])
            week = (datetime.fromisoformat(line["invoiced_at"]).date() - START).days // 7
            if not sku[:5].isdigit() or price <= 0 or week >= WEEKS:
                continue
            if line["invoice"].startswith("C"):
                returned[week] += 1
            elif quantity > 0:
                units[sku][week] += quantity
                orders[sku][week] += 1
                prices[sku].append((week, price))
    return Sales(dict(units), dict(orders), returned, dict(prices))


# Ranks.


@attrs.frozen
class Ranked:
    """
    How well one way of ranking did, from one week.
    """

    spearman: float
    gain: float
    captured: float


def records(sales: Sales, week: int, past: int) -> list[ProductRecord]:
    """
    What was known of every SKU that had been on the shelf for a whole week.
    """
    seen = [sku for sku in sorted(sales.orders) if any(sales.orders[sku][: week - 1])]
    return [
        ProductRecord(
            sku,
            sales.between(sku, max(sales.first_week(sku), week - past), week),
            week - max(sales.first_week(sku), week - past),
        )
        for sku in seen
    ]


def places(values: Sequence[float]) -> list[float]:
    """
    The place of each value; those that are equal share the middle of theirs.
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    found, start = [0.0] * len(values), 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in order[start:end]:
            found[place] = (start + end - 1) / 2
        start = end
    return found


def scored(values: Sequence[float], sold: Sequence[int], top: int) -> Ranked:
    """
    Score values by what was sold afterwards.

    Spearman's correlation of ranks; the discounted gain of the first places (NDCG), and the share
    of what the best choice would have caught that the first places did catch. Equal values are
    taken in the order of the ids, which is that of the columns.
    """
    spearman = statistics.correlation(places(values), places(sold))
    chosen = sorted(range(len(values)), key=lambda one: -values[one])[:top]
    best = sorted(sold, reverse=True)[:top]
    caught = [sold[one] for one in chosen]
    gain = _discounted(caught) / _discounted(best)
    return Ranked(spearman, gain, sum(caught) / sum(best))


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains))


def rank_table(sales: Sales, asked: argparse.Namespace) -> Iterator[str]:
    """
    Set the ranks of `hits` beside those of the plain average.
    """
    ours, plain = list[Ranked](), list[Ranked]()
    held, number = Counter[str](), Counter[str]()
    origins = range(FIRST, WEEKS - asked.ahead + 1, asked.every or asked.ahead)
    for week in origins:
        progress(f"ranks: week {week} of {origins[-1]}")
        known = records(sales, week, asked.past)
        hits = planning.hits(known, unit="weeks", ahead=asked.ahead, level=LEVEL)
        found = {hit.product: hit for hit in hits}
        sold = [sales.between(one.product, week, week + asked.ahead) for one in known]
        ours.append(scored([found[one.product].rate.value for one in known], sold, asked.top))
        plain.append(scored([float(one.orders / one.exposure) for one in known], sold, asked.top))
        for one, orders in zip(known, sold, strict=True):
            forecast = found[one.product].forecast
            for of in ("all", "5 or more")[: 1 + (forecast.value >= MANY)]:
                number[of] += 1
                held[of] += orders in forecast.interval
    yield (
        f"ranks by the orders of {asked.past} weeks, scored on the next {asked.ahead};"
        f" {len(origins)} origins, {number['all'] / len(origins):,.0f} products on average"
    )
    top = asked.top
    yield f"{'':<22}{'Spearman':>10}{f'NDCG@{top}':>12}{f'caught@{top}':>14}"
    for name, rows in (("hits", ours), ("plain average", plain)):
        means = [
            statistics.fmean(getattr(row, field.name) for row in rows)
            for field in attrs.fields(Ranked)
        ]
        yield f"{name:<22}{means[0]:>10.3f}{means[1]:>12.3f}{means[2]:>14.3f}"
    yield (
        f"intervals of {LEVEL:.0%} of hits that held the orders: {held['all'] / number['all']:.1%};"
        f" where {MANY} or more were expected, {held['5 or more'] / number['5 or more']:.1%}"
        f" of {number['5 or more']:,}"
    )


# Volumes.


@attrs.frozen
class Case:
    """
    One product, one sale: what was known before it, and what was then asked for.
    """

    past: tuple[int, ...]
    price: int
    asked: int

    def sheet(self, setting: Setting) -> CostSheet:
        """
        What a unit brings and costs under assumed costs.
        """
        return CostSheet(
            price=_pounds(self.price),
            unit_cost=_pounds(round(self.price * setting.cost)),
            clearance=setting.clearance,
        )


def _pounds(pence: int) -> Money:
    return Money(Decimal(pence).scaleb(-2), "GBP")


def cases(sales: Sales, week: int, asked: argparse.Namespace) -> list[Case]:
    """
    The products that were ordered most in the past weeks, each with its past sales of that length.
    """
    first = week - asked.past
    order = sorted(sales.orders, key=lambda sku: (-sales.between(sku, first, week), sku))
    starts = range(week - asked.past // asked.weeks * asked.weeks, week, asked.weeks)
    return [
        Case(
            past=tuple(sum(sales.units[sku][start : start + asked.weeks]) for start in starts),
            price=round(sales.price(sku, week) * 100),
            asked=sum(sales.units[sku][week : week + asked.weeks]),
        )
        for sku in order[: asked.products]
    ]


def volumes(case: Case, sheet: CostSheet, rate: Fraction) -> dict[str, tuple[int, bool]]:
    """
    How many units each way of planning offers, and whether cap's interval held what was asked for.
    """
    demand, returns = Demand.of(*case.past), ReturnCurve.flat(rate)
    free = planning.cap(demand, sheet, made="before", returns=returns, step=0)
    banded = planning.cap(demand, sheet, BRIEF, made="before", returns=returns, step=0)
    average = Fraction(sum(case.past), len(case.past))
    return {
        "cap, no limit": (free.units, case.asked in free.demand.interval),
        "cap, in the band": (banded.units, False),
        "60 % of the last": (round(case.past[-1] * MIDDLE), False),
        "as many as the last": (case.past[-1], False),
        "60 % of the average": (round(average * MIDDLE), False),
        "as the average": (round(average), False),
        "what was asked for": (case.asked, False),
    }


def profit_table(sales: Sales, asked: argparse.Namespace) -> Iterator[str]:
    """
    Set the profit of the recommended volume beside that of simpler ones, for each setting.
    """
    origins = range(FIRST, WEEKS - asked.weeks + 1, asked.every or asked.weeks)
    earned: dict[tuple[Setting, str], Fraction] = defaultdict(Fraction)
    offered, sold = Counter[tuple[Setting, str]](), Counter[tuple[Setting, str]]()
    held, number = 0, 0
    for week in origins:
        progress(f"volumes: week {week} of {origins[-1]}")
        rate = sales.return_rate(week)
        for case in cases(sales, week, asked):
            number += 1
            for setting in SETTINGS:
                sheet = case.sheet(setting)
                for name, (units, inside) in volumes(case, sheet, rate).items():
                    gone, key = min(units, case.asked), (setting, name)
                    left = units - gone
                    earned[key] += gone * economics.expected(sheet, rate)
                    earned[key] += left * economics.unsold(sheet)
                    offered[key] += units
                    sold[key] += gone
                    held += inside
    yield (
        f"sales of {asked.weeks} week(s), {len(origins)} origins, the {asked.products} products"
        f" ordered most in the {asked.past} weeks before each: {number:,} sales"
    )
    for setting in SETTINGS:
        yield ""
        yield (
            f"unit cost {float(setting.cost):.0%} of the price,"
            f" clearance {float(setting.clearance):.0%}, no fees, no freight"
        )
        yield f"{'':<22}{'units':>10}{'sold':>10}{'profit, GBP':>14}{'of the best':>13}"
        names = [name for one, name in earned if one == setting]
        best = earned[setting, names[-1]]
        for name in names:
            key = (setting, name)
            yield (
                f"{name:<22}{offered[key]:>10,}{sold[key]:>10,}"
                f"{float(earned[key] / 100):>14,.0f}{float(earned[key] / best):>13.1%}"
            )
    yield ""
    share = held / (number * len(SETTINGS))
    yield f"intervals of {LEVEL:.0%} of cap that held what was asked for: {share:.1%}"


def progress(text: str) -> None:
    """
    Say on the error stream what is being done.
    """
    print(text, file=sys.stderr, flush=True)


def arguments() -> argparse.Namespace:
    """
    Read the command line.
    """
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="the sample, as a csv.gz file")
    parser.add_argument("--past", type=int, default=26, help="how many past weeks are looked at")
    parser.add_argument("--weeks", type=int, default=1, help="how many weeks a sale takes")
    parser.add_argument("--products", type=int, default=50, help="for how many volumes are planned")
    parser.add_argument("--ahead", type=int, default=4, help="over how many weeks ranks are scored")
    parser.add_argument("--top", type=int, default=50, help="how many first places are scored")
    parser.add_argument("--every", type=int, help="weeks from origin to origin")
    return parser.parse_args()


def main() -> None:
    """
    Read, score and print.
    """
    asked = arguments()
    if not asked.data.exists():
        print(f"no data at {asked.data}: nothing was tested")
        return
    sales = read(asked.data)
    for line in (*rank_table(sales, asked), "", *profit_table(sales, asked)):
        print(line)


if __name__ == "__main__":
    main()
