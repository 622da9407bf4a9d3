"""
The strategies of access draw what is worth testing, and shrink to what is simple.
"""

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from tiktok_presale import Buyer, EarlyAccess, Everyone, LevelAtLeast, Not, Outcome, access
from tiktok_presale.strategies import (
    audiences,
    benefit_changes,
    buyers,
    early_accesses,
    instants,
    memberships,
    simple_audiences,
)

# Whether something is drawn at all; how small it can be made is not asked, and takes long.
DRAWN = settings(phases=[Phase.generate], max_examples=500)
# What is tried first is what everything shrinks to.
SIMPLEST = settings(phases=[Phase.generate], max_examples=1)


class TestShrinking:
    """
    Each strategy says what it shrinks to.
    """

    def test_buyers(self):
        """
        A buyer of whom nothing is known.
        """
        found = find(buyers(), lambda _: True, settings=SIMPLEST)

        assert Buyer(id=found.id) == found

    @pytest.mark.parametrize("strategy", [audiences(), simple_audiences()], ids=["all", "simple"])
    def test_audiences(self, strategy):
        """
        Everyone.
        """
        assert Everyone() == find(strategy, lambda _: True, settings=SIMPLEST)

    def test_sales(self):
        """
        One opening to everyone, without an end.
        """
        found = find(early_accesses(), lambda _: True, settings=SIMPLEST)

        assert EarlyAccess(found.openings) == found
        assert [Everyone()] == [one.audience for one in found.openings]

    def test_memberships(self):
        """
        Silver without an end.
        """
        found = find(memberships(), lambda _: True, settings=SIMPLEST)

        assert ("silver", None, None) == (found.level, found.until, found.paid)

    def test_changes(self):
        """
        A cut of which no more is known.
        """
        found = find(benefit_changes(), lambda _: True, settings=SIMPLEST)

        assert ("cut", None, None) == (found.effect, found.announced_at, found.agreed)


class TestReach:
    """
    What matters is drawn.
    """

    @pytest.mark.parametrize("outcome", [Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN])
    def test_outcomes(self, outcome):
        """
        Every answer comes up.
        """

        def answered(pair):
            buyer, sale = pair
            return access.opens_for(buyer, sale).outcome is outcome

        assert find(st.tuples(buyers(), early_accesses()), answered, settings=DRAWN)

    def test_nested(self):
        """
        Audiences with parts come up.
        """
        found = find(
            audiences(), lambda one: isinstance(one, Not) and one.parts > 2, settings=DRAWN
        )

        assert found.deep >= 2

    @given(simple_audiences())
    def test_simple(self, audience):
        """
        A simple audience is one part, one deep; levels stand on their ladder.
        """
        assert (1, 1) == (audience.parts, audience.deep)
        if isinstance(audience, LevelAtLeast):
            assert audience.level in audience.ladder.levels

    @given(buyers(), instants())
    def test_levels(self, buyer, at):
        """
        Every buyer can be asked for levels at any time.
        """
        held = buyer.levels(at)

        assert held is None or all(isinstance(level, str) for level in held)
