"""
The best set of offers: against every set there is, and against the solver's own tolerances.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiktok_presale.numerics import choosing
from tiktok_presale.numerics.choosing import Offer, select, taken

OFFERS = st.lists(
    st.builds(Offer, st.integers(-50, 5_000), st.integers(0, 40), st.integers(0, 900)), max_size=8
)


def worth(offers, chosen, room):
    """
    What a set is worth, by filling the room one unit at a time with whatever is densest.
    """
    each = [
        Fraction(offer.worth, offer.size)
        for offer, yes in zip(offers, chosen, strict=True)
        if yes
        for _ in range(offer.size)
    ]
    best = sorted((one for one in each if one > 0), reverse=True)[:room]
    paid = sum(offer.price for offer, yes in zip(offers, chosen, strict=True) if yes)
    return sum(best, start=Fraction(0)) - paid


def every_set(offers, budget, room, most):
    """
    Give the worth of the best of all sets.
    """
    return max(
        worth(offers, chosen, room)
        for chosen in product((False, True), repeat=len(offers))
        if sum(chosen) <= most
        and sum(o.price for o, yes in zip(offers, chosen, strict=True) if yes) <= budget
    )


class TestSelect:
    """
    No set is better.
    """

    @given(OFFERS, st.integers(0, 2_000), st.integers(0, 120), st.integers(0, 8))
    def test_every_set(self, offers, budget, room, most):
        """
        The answer is worth what the best of all sets is, and keeps every limit.
        """
        found = select(offers, budget=budget, room=room, most=most, nodes=10_000)

        assert every_set(offers, budget, room, most) == found.value
        assert not found.gap
        assert worth(offers, found.chosen, room) == found.value
        assert sum(found.parts) <= room
        assert sum(found.chosen) <= most
        assert sum(o.price for o, yes in zip(offers, found.chosen, strict=True) if yes) <= budget
        assert all(part > 0 for part, yes in zip(found.parts, found.chosen, strict=True) if yes)

    @settings(max_examples=5)
    @given(st.integers(0, 2**32 - 1))
    def test_twelve_in_large_sums(self, seed):
        """
        Twelve offers of some million minor units each: the answer is exact to the last of them.
        """
        draw = np.random.default_rng(seed)
        offers = [
            Offer(
                int(draw.integers(1, 10**8)), int(draw.integers(1, 30)), int(draw.integers(10**7))
            )
            for _ in range(12)
        ]
        budget, room = 3 * 10**7, 90

        found = select(offers, budget=budget, room=room, most=12, nodes=10_000)

        best = max(
            sum(
                (Fraction(o.worth * p, o.size) for o, p in zip(offers, parts, strict=True)),
                start=Fraction(0),
            )
            - sum(o.price for o, yes in zip(offers, chosen, strict=True) if yes)
            for chosen, parts in _affordable(offers, budget, room)
        )
        assert best == found.value

    def test_tolerance_is_no_budget(self):
        """
        A budget short by one minor unit in ten thousand million is kept to the unit.
        """
        offers = [Offer(10**10 + 5, 1, 10**10), Offer(3, 1, 1)]

        short = select(offers, budget=10**10 - 1, room=2, most=2, nodes=100)
        enough = select(offers, budget=10**10, room=2, most=2, nodes=100)

        assert (False, True) == short.chosen
        assert (True, False) == enough.chosen

    @pytest.mark.parametrize("digits", [9, 13, 16, 25, 320])
    def test_numbers_that_a_solver_refuses(self, digits):
        """
        Amounts beyond what a solver takes, as in rupiah, give the same answer as small ones.
        """
        unit = 10**digits
        small = [Offer(90, 1, 50), Offer(60, 1, 30), Offer(50, 1, 25), Offer(9, 1, 7)]
        large = [Offer(one.worth * unit, one.size, one.price * unit) for one in small]

        found = select(large, budget=60 * unit, room=9, most=9, nodes=100)

        assert (False, True, True, False) == found.chosen
        assert not found.gap

    def test_a_solver_that_gives_up(self, monkeypatch):
        """
        Where the solver gives no answer at all, nothing is proven: each offer could still be taken.
        """
        broken = SimpleNamespace(x=None, mip_dual_bound=None, status=4, success=False)
        monkeypatch.setattr(choosing, "milp", lambda *_, **__: broken)

        found = select([Offer(9, 1, 1), Offer(7, 1, 2)], budget=5, room=5, most=2, nodes=9)

        assert (Fraction(0), Fraction(13)) == (found.value, found.gap)

    def test_nothing_to_choose(self):
        """
        No offer, no room, no place, or nothing worth its price: nothing is taken.
        """
        offer = Offer(10, 2, 3)

        for offers, room, most in (([], 9, 9), ([offer], 0, 9), ([offer], 9, 0)):
            assert not select(offers, budget=9, room=room, most=most, nodes=9).value
        assert not select([Offer(3, 2, 3)], budget=9, room=9, most=9, nodes=9).value

    def test_too_few_nodes(self):
        """
        A search that ends early says how much better another set could be, and is never too high.
        """
        # Every price is half its worth and a bit: the hardest there is for a solver.
        draw = np.random.default_rng(3)
        sizes = [int(size) for size in draw.integers(20, 2_000, size=25)]
        offers = [Offer(700 * size, size, 350 * size + 1_000) for size in sizes]
        budget, room = sum(o.price for o in offers) // 8, sum(sizes) // 6

        found = select(offers, budget=budget, room=room, most=25, nodes=1)
        best = select(offers, budget=budget, room=room, most=25, nodes=20_000)

        # How far a search comes in one node depends on the release of the solver.
        assert 0 < found.value <= best.value <= found.value + found.gap

    def test_proposals_are_checked(self, monkeypatch):
        """
        A set that the solver only takes for affordable is ruled out, and the next one is taken.
        """
        offers = [Offer(90, 1, 5), Offer(50, 1, 5)]
        answers = iter([([True, True], Fraction(130), False), ([True, False], Fraction(85), False)])
        monkeypatch.setattr(choosing.Problem, "solve", lambda *_: next(answers))

        found = select(offers, budget=9, room=9, most=9, nodes=9)

        assert (True, False) == found.chosen
        assert not found.gap

    def test_no_other_proposal(self, monkeypatch):
        """
        Where the solver knows of no other set, the best so far is the answer.
        """
        offers = [Offer(90, 1, 5), Offer(50, 1, 5)]
        answers = iter([([True, True], Fraction(130), False), (None, Fraction(0), True)])
        monkeypatch.setattr(choosing.Problem, "solve", lambda *_: next(answers))

        found = select(offers, budget=9, room=9, most=9, nodes=9)

        assert (False, False) == found.chosen
        assert not found.gap

    def test_no_proposal(self):
        """
        Once every set is ruled out there is no other, and nothing can be better.
        """
        problem = choosing.Problem([Offer(9, 1, 1)], 5, 5, 1)
        for chosen in ([True], [False]):
            problem.rule_out(chosen)

        assert (None, Fraction(0), True) == problem.solve(9)

    def test_no_end_of_proposals(self, monkeypatch):
        """
        Proposals that never come to what they promise end, and the gap stays told.
        """
        monkeypatch.setattr(choosing.Problem, "solve", lambda *_: ([True], Fraction(99), False))

        found = select([Offer(9, 1, 1)], budget=5, room=5, most=1, nodes=9)

        assert (Fraction(8), Fraction(91)) == (found.value, found.gap)


def _affordable(offers, budget, room):
    for chosen in product((False, True), repeat=len(offers)):
        if sum(o.price for o, yes in zip(offers, chosen, strict=True) if yes) <= budget:
            yield chosen, taken(offers, chosen, room)


@pytest.mark.parametrize(("room", "parts"), [(0, (0, 0)), (3, (0, 3)), (9, (2, 7)), (99, (5, 7))])
def test_taken(room, parts):
    """
    The densest is taken first, and cut last.
    """
    assert parts == taken([Offer(10, 5, 0), Offer(70, 7, 0)], (True, True), room)
