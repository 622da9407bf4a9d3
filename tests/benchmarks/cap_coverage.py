"""
How often intervals of demand hold what comes, for truths that are fixed and not drawn.

Run: python tests/benchmarks/cap_coverage.py [runs]
"""

from __future__ import annotations

import sys

import numpy as np

from tiktok_presale import numerics

MEAN, LEVEL, SEED = 200, 0.9, 1
VARIATIONS, PERIODS = (0.1, 0.25, 0.5, 1.0, 1.5), (4, 8, 16)


def held(variation: float, periods: int, runs: int) -> tuple[float, float]:
    """
    The shares of histories whose next period, and whose mean, lie within their intervals.
    """
    draw = np.random.default_rng(SEED)
    rates = draw.gamma(variation**-2, MEAN * variation**2, (runs, periods + 1))
    demand = draw.poisson(rates)
    count = np.zeros(2)
    for row in demand.tolist():
        found = numerics.demand.estimate(row[:-1], level=LEVEL)
        low = numerics.mixtures.chance_at_most(found.components, row[-1])
        high = numerics.mixtures.chance_at_most(found.components, row[-1] - 1)
        tail = (1 - LEVEL) / 2
        count += (low >= tail and high < 1 - tail, found.mean.low <= MEAN <= found.mean.high)
    return float(count[0] / runs), float(count[1] / runs)


def main() -> None:
    """
    Print a row for each variation, and for each number of periods next demand and mean.
    """
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    print(f"{runs} histories each, mean {MEAN}, level {LEVEL}, seed {SEED}")
    for variation in VARIATIONS:
        both = [held(variation, periods, runs) for periods in PERIODS]
        cells = (f"{following:.3f} {mean:.3f}" for following, mean in both)
        print(f"{variation:>5}", *cells, sep="  ")


if __name__ == "__main__":
    main()
