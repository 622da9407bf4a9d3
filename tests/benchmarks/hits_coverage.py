"""
How often the intervals of `planning.hits` hold the rate that they are about.

Shops are drawn: products whose rates differ as gamma numbers do, seen in 50 to 2,000 views, with
one order in 50 views on average. Intervals of 90 % are set beside those that take the likeliest
common rate for the truth. The table stands in docs/planning-hits.md.

Run it with an interpreter that has the package and its extra `planning` installed:
python tests/benchmarks/hits_coverage.py
"""

import argparse

import numpy as np
from scipy import stats

from tiktok_presale import numerics

LEVEL, MEAN = 0.9, 0.02
SHAPES = (0.5, 2, 8)
SHOPS = {5: 600, 10: 600, 20: 400, 100: 60}


def shares(
    random: np.random.Generator, products: int, shape: float | None
) -> tuple[float, float] | None:
    """
    Draw a shop, and give the share of rates that both kinds of intervals hold.

    Where fewer than two products were ordered there is no answer.
    """
    views = np.exp(random.uniform(np.log(50), np.log(2_000), products)).round()
    rates = (
        np.full(products, MEAN) if shape is None else random.gamma(shape, MEAN / shape, products)
    )
    orders = random.poisson(rates * views)
    pairs = list(zip(orders.tolist(), views.tolist(), strict=True))
    if (orders > 0).sum() < 2:
        return None
    prior = numerics.shrinkage.prior_of(pairs)
    low, high = np.array(numerics.shrinkage.rates_within(prior, pairs, LEVEL)).T
    best = int(np.argmax(prior.weights))
    taken = stats.gamma(prior.shapes[best] + orders, scale=1 / (prior.exposures[best] + views))
    tail = (1 - LEVEL) / 2
    return (
        float(((low <= rates) & (rates <= high)).mean()),
        float(((taken.ppf(tail) <= rates) & (rates <= taken.ppf(1 - tail))).mean()),
    )


def main() -> None:
    """
    Simulate and print a row for each kind of shop.
    """
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("--seed", type=int, default=2026, help="draws the shops of each row")
    seed = parser.parse_args().seed
    for products, shops in SHOPS.items():
        for shape in (*SHAPES, None):
            random = np.random.default_rng(seed)
            drawn = [shares(random, products, shape) for _ in range(shops)]
            found = np.array([one for one in drawn if one is not None])
            ours, taken = found.mean(axis=0)
            error = found[:, 0].std() / len(found) ** 0.5
            name = "equal" if shape is None else shape
            cells = f"{ours * 100:.1f} % | {error * 100:.1f} % | {taken * 100:.1f} %"
            print(f"| {products} | {name} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
