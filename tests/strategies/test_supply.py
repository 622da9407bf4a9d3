"""
Strategies for arrivals draw what they say and shrink to what they say.
"""

from datetime import UTC, date, datetime

import pytest
from hypothesis import Phase, find, given, settings

import tiktok_presale as tp
from tiktok_presale import strategies as ours
from tiktok_presale.facts.supply import BatchState

SEARCH = settings(
    max_examples=500,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining a find takes seconds
)
# To see that a value is drawn at all there is no need to make it small, which takes long.
REACH = settings(SEARCH, phases=[Phase.generate])
FIRST = date(2024, 1, 1)
CLAIM = tp.Claim("1", 1, at=datetime(2024, 1, 1, tzinfo=UTC))


def simplest(strategy, condition=lambda _: True):
    """
    The simplest value that meets a condition.
    """
    return find(strategy, condition, settings=SEARCH)


def reached(strategy, condition):
    """
    Any value that meets a condition.
    """
    return find(strategy, condition, settings=REACH)


class TestShrinking:
    """
    A failing example is told by its simplest form.
    """

    SIMPLEST = (
        ("claims", CLAIM),
        ("queues", []),
        ("commitments", tp.Commitment(CLAIM, "tea", by=None)),
        ("batches", tp.Batch("1", "tea", 0)),
        ("supplies", tp.Supply()),
    )

    @pytest.mark.parametrize(("name", "value"), SIMPLEST, ids=[name for name, _ in SIMPLEST])
    def test_value(self, name, value):
        """
        Each shrinks to what its docstring says.
        """
        assert value == simplest(getattr(ours, name)())


class TestReach:
    """
    Awkward values are among those drawn.
    """

    def test_at_once(self):
        """
        Two orders placed at the same instant are found.
        """
        found = reached(ours.queues(), lambda line: len({c.came[0] for c in line}) < len(line))

        assert len(found) > len({claim.came[0] for claim in found})

    def test_one_buyer(self):
        """
        Two orders of one buyer are found.
        """

        def twice(line):
            buyers = [claim.buyer for claim in line if claim.buyer]
            return len(set(buyers)) < len(buyers)

        assert twice(reached(ours.queues(), twice))

    @pytest.mark.parametrize("state", BatchState)
    def test_states(self, state):
        """
        Batches of every state are found.
        """
        assert state is reached(ours.batches(), lambda batch: batch.state is state).state

    def test_known(self):
        """
        So are a batch with a day, and a promise that is known.
        """
        assert FIRST == simplest(ours.batches(), lambda batch: batch.arrives).arrives
        assert FIRST == simplest(ours.commitments(), lambda one: one.by).by


class TestLimits:
    """
    What was asked for bounds what is drawn.
    """

    @given(ours.queues(most=2, orders=3))
    def test_queue(self, line):
        """
        No more orders and no more units, and no order twice.
        """
        assert len(line) <= 3
        assert all(1 <= claim.units <= 2 for claim in line)
        assert len({claim.order_id for claim in line}) == len(line)

    @given(ours.supplies(["tea"], FIRST, FIRST))
    def test_supply(self, supply):
        """
        Only the SKU and the days that were named.
        """
        assert supply.batches == supply.of("tea")
        assert {batch.arrives for batch in supply.batches} <= {FIRST, None}
