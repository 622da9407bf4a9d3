"""
Orders as they are placed, what may happen to them, and orders on their way.
"""

from datetime import timedelta

from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from tiktok_presale import OrderState, PaymentPlan, ReleaseOn, ShipWithin, lifecycle
from tiktok_presale.facts.moves import Move
from tiktok_presale.strategies import life_events, order_lives, placings
from tiktok_presale.strategies.lifecycle import fitting

EASY = settings(
    max_examples=300,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],  # explaining a find takes seconds
)


def drawn(strategy):
    """
    Many values of a strategy, always the same.
    """
    found = []

    @EASY
    @given(strategy)
    def collect(value):
        found.append(value)

    collect()
    return found


class TestPlacings:
    """
    Orders under every kind of plan.
    """

    def test_shrinks(self):
        """
        The simplest is one unit, paid in full.
        """
        placed = find(placings(), lambda _: True, settings=EASY)

        assert (1, PaymentPlan.full()) == (placed.terms.units, placed.terms.plan)
        assert (None, None, None) == (placed.grace, placed.completes_after, placed.pay_by)

    def test_every_start(self):
        """
        Every first state is drawn, and both forms of promises.
        """
        found = drawn(placings())

        assert {
            OrderState.DEPOSIT_DUE,
            OrderState.PAYMENT_DUE,
            OrderState.BALANCE_PENDING,
            OrderState.AWAITING_RELEASE,
            OrderState.READY,
        } == {lifecycle.begin(placed).road for placed in found}
        assert {ReleaseOn, ShipWithin} == {type(placed.terms.promise) for placed in found}


class TestLives:
    """
    Orders somewhere on their way.
    """

    @given(order_lives())
    def test_lives_stand_somewhere(self, life):
        """
        Each was placed, and each has seen an event or more.
        """
        assert OrderState.NEW is not life.road
        assert life.version >= 1

    def test_shrinks(self):
        """
        The simplest is a new order.
        """
        assert 1 == find(order_lives(), lambda _: True, settings=EASY).version

    def test_far(self):
        """
        Orders that have left are drawn too.
        """
        assert any(life.shipped for life in drawn(order_lives()))

    @given(st.data(), order_lives(most=4))
    def test_events(self, data, life):
        """
        What is drawn to tell is of a kind that can be told, at the instant asked for.
        """
        at = life.at + timedelta(hours=1)
        event = data.draw(life_events(life, at))

        assert at == event.at
        assert event.move not in {Move.PLACED, Move.BALANCE_OPENED, Move.HOLD_EXPIRED}

    @given(order_lives(most=4))
    def test_fitting_events_are_legal(self, life):
        """
        Of each kind that is legal, the event that fits is allowed.
        """
        for move in lifecycle.legal(life, at=life.at):
            event = fitting(life, move, life.at)

            assert lifecycle.decide(life, event, at=life.at).allowed
