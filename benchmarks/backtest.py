"""
What planning would have earned on the sales of a real shop.

The sales are those of a British wholesaler of gifts: D. Chen, "Online Retail", UCI Machine Learning
Repository, 2015, CC BY 4.0, of which a random sample of 40,000 invoice lines is read. Every answer
is made from what was known at its week and scored on the weeks after it, again and again through
the year. Costs are not in the data: those assumed stand beside each table.

Run it with an interpreter that has the package and its extra `planning` installed:
python benchmarks/backtest.py
"""

import argparse
import csv
import gzip
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from math import log2
from pathlib import Path
from typing import NamedTuple

import attrs

from tiktok_presale import ProductRecord, planning

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "online-retail-sample.csv.gz"
NAMED = 'D. Chen, "Online Retail", UCI Machine Learning Repository, 2015, CC BY 4.0'

# The first day of the data. Weeks are counted from it; the last one that is whole is the 53rd.
START, WEEKS = date(2010, 12, 1), 53
FIRST = 26  # the first week that is scored: half a year is known before it
LEVEL = 0.9


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


def rank_table(sales: Sales, past: int, ahead: int, top: int) -> Iterator[str]:
    """
    Set the ranks of `hits` beside those of the plain average.
    """
    ours, plain, inside, asked = list[Ranked](), list[Ranked](), 0, 0
    origins = range(FIRST, WEEKS - ahead + 1, ahead)
    for number, week in enumerate(origins, start=1):
        progress(f"ranks: week {week} ({number} of {len(origins)})")
        known = records(sales, week, past)
        hits = planning.hits(known, unit="weeks", ahead=ahead, level=LEVEL)
        found = {hit.product: hit for hit in hits}
        sold = [sales.between(one.product, week, week + ahead) for one in known]
        ours.append(scored([found[one.product].rate.value for one in known], sold, top))
        plain.append(scored([float(one.orders / one.exposure) for one in known], sold, top))
        asked += len(known)
        inside += sum(
            units in found[one.product].forecast.interval
            for one, units in zip(known, sold, strict=True)
        )
    yield f"{len(origins)} origins, {asked / len(origins):,.0f} products on average"
    yield f"{'':<16}{'Spearman':>10}{f'NDCG@{top}':>10}{f'caught@{top}':>12}"
    for name, rows in (("hits", ours), ("plain average", plain)):
        means = [
            statistics.fmean(getattr(row, field.name) for row in rows)
            for field in attrs.fields(Ranked)
        ]
        yield f"{name:<16}{means[0]:>10.4f}{means[1]:>10.4f}{means[2]:>12.4f}"
    yield f"intervals of {LEVEL:.0%} that held the orders of the next {ahead} weeks: {inside / asked:.1%}"


def progress(text: str) -> None:
    """
    Say on the error stream what is being done.
    """
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    """
    Read, score and print.
    """
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="the sample, as a csv.gz file")
    parser.add_argument("--past", type=int, default=26, help="how many past weeks are looked at")
    parser.add_argument("--ahead", type=int, default=4, help="over how many weeks ranks are scored")
    parser.add_argument("--top", type=int, default=50, help="how many first places are scored")
    asked = parser.parse_args()
    if not asked.data.exists():
        print(f"no data at {asked.data}: nothing was tested")
        return
    sales = read(asked.data)
    for line in rank_table(sales, asked.past, asked.ahead, asked.top):
        print(line)


if __name__ == "__main__":
    main()
