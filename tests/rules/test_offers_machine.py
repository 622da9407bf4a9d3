"""
Random moves on an offer, legal and not: units are conserved, and events kept are the offer.
"""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from rules.offering import CLOSES, OPENS, an_offer
from tiktok_presale import offers
from tiktok_presale.rules.offers import Move, OfferState

START = OPENS - timedelta(days=3)


class OfferMachine(RuleBasedStateMachine):
    """
    An offer, and beside it nothing but two counters and a list of what was told to happen.
    """

    @initialize(
        cap=st.none() | st.integers(1, 12),
        goal=st.none() | st.integers(1, 12),
    )
    def begin(self, cap, goal):
        """
        A draft with or without a cap and a goal.
        """
        goal = goal if cap is None or goal is None else min(goal, cap)
        self.offer = an_offer(cap=cap, goal=goal)
        self.life = offers.start(self.offer)
        self.at, self.events, self.sold = START, [], 0

    @rule(hours=st.sampled_from([0, 0, 1, 24, 72, 200]), back=st.booleans())
    def pass_time(self, hours, back):
        """
        Time passes, and now and then a clock is behind.
        """
        self.at += timedelta(hours=-1 if back and hours == 1 else hours)

    @rule(move=st.sampled_from(Move), units=st.integers(1, 6))
    def make(self, move, units):
        """
        Any move at all.
        """
        units = units if move in {Move.SELL, Move.GIVE_BACK} else 0
        before = offers.after(self.life, offers.settle(self.life, at=self.at))
        step = offers.decide(self.life, move, at=self.at, units=units)
        assert step.life == offers.after(self.life, step.events)
        if step.decision.allowed:
            self.sold += {Move.SELL: units, Move.GIVE_BACK: -units}.get(move, 0)
        else:
            assert before == step.life
            for finding in step.decision.failures:
                ways = finding.remedies[0].params.get("moves", ())
                assert {Move(way) for way in ways} <= set(offers.moves_from(before.state))
        self.life = step.life
        self.events += step.events

    @rule()
    def look(self):
        """
        Looking changes nothing.
        """
        first = offers.settle(self.life, at=self.at)
        settled = offers.after(self.life, first)
        assert () == offers.settle(settled, at=self.at)
        assert settled.state is offers.state(self.life, at=self.at)

    @invariant()
    def conserved(self):
        """
        Sold is what was sold less what came back, and never above the cap.
        """
        assert self.sold == self.life.sold >= 0
        assert self.offer.cap is None or self.sold <= self.offer.cap

    @invariant()
    def replayed(self):
        """
        The events kept give the same offer again, in the order of time.
        """
        assert self.life == offers.replay(self.offer, self.events)
        assert self.events == sorted(self.events, key=lambda event: event.at)

    @invariant()
    def told_true(self):
        """
        A goal is missed only below it, and an offer is sold out only at its cap.
        """
        if self.life.state is OfferState.GOAL_MISSED and self.events[-1].move is Move.MISS_GOAL:
            assert not self.life.goal_met
        if self.life.state is OfferState.SOLD_OUT:
            assert self.life.full
        if self.life.state is OfferState.SELLING:
            assert not self.life.full
            assert self.life.last <= CLOSES + timedelta(seconds=1)


TestOfferMachine = OfferMachine.TestCase
TestOfferMachine.settings = settings(
    max_examples=6 * settings.default.max_examples, stateful_step_count=50
)
