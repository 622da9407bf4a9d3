"""
Strategies for measuring draw what they say and shrink to what they say.
"""

import pytest
from hypothesis import Phase, find, given, settings

import tiktok_presale as tp
from tiktok_presale import strategies as ours

# Nobody reads why such an example is the simplest, and Hypothesis takes long to find out.
SEARCH = settings(
    max_examples=300, derandomize=True, database=None, phases=[Phase.generate, Phase.shrink]
)


class TestShrinking:
    """
    A failing example is told by its simplest form.
    """

    SIMPLEST = (
        ("hit_rates", tp.Rated(0, 0)),
        ("samples", tp.Sampled([])),
        ("summaries", tp.Summarised(0, 0, 0)),
        ("counts", tp.Counted(0, 1)),
        ("daily_counts", tp.CountedDaily([])),
        ("spendings", tp.Spent(tp.Money("0.01", "USD"), 0)),
        ("daily_costs", tp.SpentDaily([])),
        ("lift_claims", tp.LiftClaim(says="a", measure="rate", lift=0.28)),
    )

    @pytest.mark.parametrize(("name", "value"), SIMPLEST, ids=[name for name, _ in SIMPLEST])
    def test_value(self, name, value):
        """
        Each shrinks to what its docstring says.
        """
        assert value == find(getattr(ours, name)(), lambda _: True, settings=SEARCH)

    def test_groups(self):
        """
        Two groups shrink to two of nothing.
        """
        found = find(ours.groups(), lambda _: True, settings=SEARCH)

        assert [0, 0] == [one.seen for one in found]


class TestReach:
    """
    Awkward values are among those drawn.
    """

    def test_samples_of_money_and_of_numbers(self):
        """
        Amounts of some currency are found, and none where numbers are asked for.
        """
        assert find(ours.samples(), lambda sample: sample.currency, settings=SEARCH).seen == 1

    @given(ours.samples(currency=""))
    def test_numbers(self, sample):
        """
        Numbers alone.
        """
        assert "" == sample.currency

    @given(ours.groups())
    def test_groups(self, both):
        """
        Two that measure the same.
        """
        assert both[0].measure is both[1].measure

    @pytest.mark.parametrize("measure", tp.Measure)
    def test_every_measure(self, measure):
        """
        Groups of every kind are found.
        """
        found = find(ours.groups(), lambda both: both[0].measure is measure, settings=SEARCH)

        assert measure is found[1].measure
