"""
Strategies for lead times and arrivals draw what they say and shrink to what they say.
"""

from decimal import Decimal

import pytest
from hypothesis import Phase, find, given, settings

import tiktok_presale as tp
from tiktok_presale import strategies as ours

SEARCH = settings(
    max_examples=500,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining a find takes seconds
)
# To see that a value is drawn at all there is no need to make it small, which takes long.
REACH = settings(SEARCH, phases=[Phase.generate])


class TestShrinking:
    """
    A failing example is told by its simplest form.
    """

    SIMPLEST = (
        (ours.lead_times(), tp.LeadTimes([])),
        (ours.slip_histories(), tp.SlipHistory([])),
        (ours.slips(), tp.SlipHistory([])),
        (
            ours.waiting_costs(),
            tp.WaitingCosts(
                price=tp.Money("0.01", "USD"), profit=tp.Money(0, "USD"), lost=0, buyers=1
            ),
        ),
        (ours.arrivals(), tp.Arrival("1", [], slip=None)),
    )

    @pytest.mark.parametrize(("strategy", "expected"), SIMPLEST, ids=str)
    def test_simplest(self, strategy, expected):
        """
        The value that docstrings promise.
        """
        found = find(strategy, lambda _: True, settings=SEARCH)

        assert expected == found


class TestReached:
    """
    What matters is drawn.
    """

    @pytest.mark.parametrize(
        ("strategy", "condition"),
        [
            (ours.lead_times(), lambda seen: seen.paired and seen.transit),
            (ours.lead_times(), lambda seen: seen.business),
            (
                ours.lead_times(),
                lambda seen: any(isinstance(day, Decimal) for day in seen.production),
            ),
            (ours.waiting_costs(), lambda costs: isinstance(costs.lost, tuple)),
            (ours.slips(), lambda slip: isinstance(slip, tp.NormalSlip)),
            (ours.slips(), lambda slip: isinstance(slip, tp.LognormalSlip)),
            (ours.arrivals(), lambda one: one.arrived and one.stated is not None),
            (ours.arrivals([]), lambda one: not one.orders),
        ],
    )
    def test_reached(self, strategy, condition):
        """
        Each kind of value comes up.
        """
        find(strategy, condition, settings=REACH)

    @given(ours.lead_times(least=3, most=5))
    def test_sizes(self, seen):
        """
        As many observations of each leg as were asked for.
        """
        assert 3 <= len(seen.production) <= 5
        assert 3 <= len(seen.transit) <= 5
