"""
Things that happen together, against every case counted one by one, and against coins.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tiktok_presale import numerics


def item(waits, last, cost=0):
    """
    Make an item that is hit after *last* and costs so much for each time beyond.
    """

    def tell(time):
        beyond = max(0, time - last)
        return beyond > 0, [float(cost * beyond), float(beyond > 0)]

    return waits, tell


def one_by_one(sources, items):
    """
    Count every case of all sources: the chances of so many hits, means and deviations.
    """
    chances = np.zeros(len(items) + 1)
    first, second = np.zeros(2), np.zeros(2)
    for case in product(*(source.items() for source in sources)):
        weight = np.prod([chance for _, chance in case])
        told = [tell(max(case[number][0] for number in waits)) for waits, tell in items]
        cost = np.sum([one for _, one in told], axis=0) if told else np.zeros(2)
        chances[sum(hit for hit, _ in told)] += weight
        first, second = first + weight * cost, second + weight * cost**2
    return chances, first, np.sqrt(np.maximum(second - first**2, 0))


@st.composite
def cases(draw):
    """
    Draw up to four sources of a few times, and items that wait for up to three of them.
    """
    count = draw(st.integers(1, 4))
    sources = []
    for _ in range(count):
        times = draw(st.lists(st.integers(0, 9), min_size=1, max_size=3, unique=True))
        weights = [draw(st.integers(1, 5)) for _ in times]
        sources.append({t: w / sum(weights) for t, w in zip(times, weights, strict=True)})
    waits = st.lists(st.integers(0, count - 1), min_size=1, max_size=3, unique=True)
    each = st.tuples(waits, st.integers(0, 9), st.integers(0, 3))
    return sources, [item(*one) for one in draw(st.lists(each, max_size=6))]


class TestExact:
    """
    Chances, means and deviations are exact, however items share sources.
    """

    @given(cases())
    def test_one_by_one(self, case):
        """
        The same figures as counting every case.
        """
        sources, items = case
        chances, means, deviations = one_by_one(sources, items)
        found = numerics.blocks.together(sources, items, 2)
        padded = np.zeros(chances.size)
        padded[: len(found.chances)] = found.chances

        assert chances == pytest.approx(padded)
        assert means == pytest.approx(found.means)
        assert deviations == pytest.approx(found.deviations, abs=1e-6)

    def test_independent(self):
        """
        Items that share nothing are coins: equal ones are binomial, unequal ones their product.
        """
        sources = [{0: 0.7, 1: 0.3}] * 8
        found = numerics.blocks.together(sources, [item([n], 0) for n in range(8)], 2)
        mixed = [{0: 1 - p, 1: p} for p in (0.1, 0.5, 0.8)]
        uneven = numerics.blocks.together(mixed, [item([n], 0) for n in range(3)], 2)
        by_hand = np.polymul(np.polymul([0.1, 0.9], [0.5, 0.5]), [0.8, 0.2])[::-1]

        assert stats.binom.pmf(range(9), 8, 0.3) == pytest.approx(found.chances)
        assert by_hand == pytest.approx(uneven.chances)

    def test_all_together(self):
        """
        Items of one source are hit together or not at all.
        """
        found = numerics.blocks.together([{0: 0.7, 1: 0.3}], [item([0], 0)] * 5, 2)

        assert [0.7, 0, 0, 0, 0, 0.3] == pytest.approx(found.chances)

    def test_long_chain(self):
        """
        A chain of thirty sources, each linked with the next by an item, is counted all the same.
        """
        sources = [{0: 0.9, 5: 0.1}] * 30
        items = [item([n, n + 1], 0, cost=2) for n in range(29)]
        found = numerics.blocks.together(sources, items, 2)
        late = 1 - 0.9**2

        assert 1 == pytest.approx(sum(found.chances))
        assert 0.9**30 == pytest.approx(found.chances[0])
        assert 29 * late == pytest.approx(sum(n * p for n, p in enumerate(found.chances)))
        assert (29 * late * 10, 29 * late) == pytest.approx(found.means)

    def test_common_source_last(self):
        """
        Forty items, each with a source of its own and one in common, wherever that one stands.
        """
        sources = [{0: 0.9, 5: 0.1}] * 40
        items = [item([n, 40], 0, cost=2) for n in range(40)]
        found = numerics.blocks.together([*sources, {0: 0.5, 5: 0.5}], items, 2)

        assert 0.5 * 0.9**40 == pytest.approx(found.chances[0])
        assert 0.5 + 0.5 * 0.1**40 == pytest.approx(found.chances[40])
        assert 40 * 0.55 * 10 == pytest.approx(found.means[0])

    def test_every_one_of_some_with_every_one_of_others(self):
        """
        Sets of two parts, each part from one of few makers, against makers that are drawn.
        """
        sources = [{0: 0.5, 1: 0.3, 2: 0.1, 3: 0.1}] * 9
        items = [item([n % 5, 5 + n % 4], n % 3) for n in range(60)]
        found = numerics.blocks.together(sources, items, 2)
        days = np.random.default_rng(3).choice(4, (20_000, 9), p=[0.5, 0.3, 0.1, 0.1])
        hits = sum(np.maximum(days[:, n % 5], days[:, 5 + n % 4]) > n % 3 for n in range(60))
        mean = sum(n * p for n, p in enumerate(found.chances))

        assert 1 == pytest.approx(sum(found.chances))
        assert np.mean(hits) == pytest.approx(mean, rel=0.02)
        assert np.std(hits) == pytest.approx(
            np.sqrt(sum((n - mean) ** 2 * p for n, p in enumerate(found.chances))), rel=0.03
        )

    def test_nothing(self):
        """
        Without items nothing is hit.
        """
        assert ((1.0,), (), ()) == numerics.blocks.together([], [], 0)
        assert (1.0,) == numerics.blocks.together([{0: 1.0}], [], 0).chances
