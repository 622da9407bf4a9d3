"""
How many tests without a difference raise an alarm at some look, for each way of looking.

Two groups of the same rate are looked at at evenly spaced times: judged at 95 % each time, by the
boundaries of O'Brien and Fleming and of Pocock, and by the intervals of `measuring.anytime`. The
table stands in docs/measuring.md.

Run it with an interpreter that has the package and its extra `planning` installed:
python tests/benchmarks/peeking.py
"""

import argparse
from statistics import NormalDist

import numpy as np

import tiktok_presale as tp

LOOKS = (1, 2, 5, 10, 20)
RATE, EXPOSURES, WORTH, LEVEL = 0.05, 20_000, 0.20, 0.95


def boundaries(looks: int, boundary: str) -> np.ndarray:
    """
    Give the critical value of each look.
    """
    plan = tp.measuring.looks(looks, boundary=boundary)
    return np.array([look.critical for look in plan.looks])


def alarms(random: np.random.Generator, looks: int, runs: int) -> list[float]:
    """
    Give the share of tests that raise an alarm, for each way of looking.
    """
    each = EXPOSURES // looks
    hits = [np.cumsum(random.binomial(each, RATE, (runs, looks)), axis=1) for _ in range(2)]
    seen = each * np.arange(1, looks + 1)
    pooled = (hits[0] + hits[1]) / (2 * seen)
    score = np.abs((hits[0] - hits[1]) / seen / np.sqrt(pooled * (1 - pooled) * 2 / seen))
    # The mixture of `anytime`, whose own function takes one pair of groups at a time.
    rates = [(count + 0.5) / (seen + 1) for count in hits]
    both = (hits[0] + hits[1] + 0.5) / (2 * seen + 1)
    apart = sum((1 - rate) / (rate * (seen + 1)) for rate in rates)
    variance = np.maximum(apart, 2 * (1 - both) / (both * (seen + 1)))
    ratio = np.log1p(WORTH) ** 2 / variance
    half = np.sqrt(variance * (1 + 1 / ratio) * (np.log1p(ratio) - 2 * np.log(1 - LEVEL)))
    raised = (
        score > NormalDist().inv_cdf((1 + LEVEL) / 2),
        score > boundaries(looks, "obrien_fleming"),
        score > boundaries(looks, "pocock"),
        np.abs(np.log(rates[0] / rates[1])) > half,
    )
    return [float(one.any(axis=1).mean()) for one in raised]


def main() -> None:
    """
    Simulate and print a row for each number of looks.
    """
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("--seed", type=int, default=2026, help="draws the groups")
    parser.add_argument("--runs", type=int, default=20_000, help="tests for each number of looks")
    chosen = parser.parse_args()
    random = np.random.default_rng(chosen.seed)
    print("| looks | judged at 95 % each time | O'Brien and Fleming | Pocock | `anytime` |")
    print("| --- | --- | --- | --- | --- |")
    for looks in LOOKS:
        found = " | ".join(
            f"{share:.1%}".replace("%", " %") for share in alarms(random, looks, chosen.runs)
        )
        print(f"| {looks} | {found} |", flush=True)


if __name__ == "__main__":
    main()
