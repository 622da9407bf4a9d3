"""
Laws of the lifecycle, over thousands of orders of every kind of plan.
"""

from datetime import UTC, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rules.lives import cny, pay, terms
from tiktok_presale import (
    AtPlacing,
    CalendarDays,
    Earnest,
    Hours,
    InWindow,
    OnDispatch,
    OnRelease,
    Outcome,
    Payment,
    PaymentPlan,
    Period,
    ReleaseOn,
    lifecycle,
)
from tiktok_presale.facts.life import OrderState
from tiktok_presale.facts.moves import Move
from tiktok_presale.rules.lifecycle.clocks import closes, opens
from tiktok_presale.rules.lifecycle.evolving import settled
from tiktok_presale.rules.lifecycle.table import CLOCK_ONLY
from tiktok_presale.rules.payments import schedule
from tiktok_presale.strategies import life_events, placings, policies
from tiktok_presale.strategies.lifecycle import fitting
from tiktok_presale.values.instants import utc
from tiktok_presale.values.money import Money

SPANS = [0, 1, 60, 1800, 3600, 86_400, 3 * 86_400, 10 * 86_400]
STEPS = st.sampled_from(SPANS).map(lambda seconds: timedelta(seconds=seconds))


class Lives(RuleBasedStateMachine):
    """
    One order told of legal and illegal things, late, twice and backwards in time.
    """

    @initialize(placed=placings())
    def place(self, placed):
        """
        The order is placed.
        """
        self.life = lifecycle.begin(placed)
        self.history = [placed]
        self.at = placed.at

    def take(self, decided):
        """
        Add what was decided to the history.
        """
        self.history += decided.events
        self.life = decided.life
        return decided

    @rule(data=st.data(), step=STEPS)
    def tell(self, data, step):
        """
        Something happens now: a yes adds just it to what time brought, a no adds nothing.
        """
        self.at = utc(self.at) + step
        event = data.draw(life_events(self.life, self.at))
        brought, then = settled(self.life, self.at)
        decided = self.take(lifecycle.decide(self.life, event, at=self.at))

        if decided.allowed:
            assert [*brought, event] == list(decided.events[: len(brought) + 1])
        else:
            assert brought == decided.events
            assert then == decided.life
            assert decided.decision.outcome in {Outcome.FAIL, Outcome.UNKNOWN}

    @rule(data=st.data())
    def tell_again(self, data):
        """
        What was told before adds nothing, and never counts twice.
        """
        event = data.draw(st.sampled_from(self.history))
        brought, then = settled(self.life, self.at)
        if event.move in {Move.PAID, Move.REFUND_PAID, Move.DISPATCHED}:
            decided = self.take(lifecycle.decide(self.life, event, at=self.at))

            assert (brought, then) == (decided.events, decided.life)

    @rule(data=st.data(), step=STEPS)
    def tell_of_the_past(self, data, step):
        """
        Before the last thing recorded nothing can be told, but money that moved in time.
        """
        early = utc(self.life.at) - step - timedelta(seconds=1)
        event = data.draw(life_events(self.life, self.at))
        decided = lifecycle.decide(self.life, event, at=early)

        assert not decided.allowed
        assert (self.life, ()) == (decided.life, decided.events)

    @rule(data=st.data(), step=STEPS)
    def tell_of_the_future(self, data, step):
        """
        What is dated after the instant of asking has not happened.
        """
        later = self.at + step + timedelta(seconds=1)
        event = data.draw(life_events(self.life, later))
        decided = self.take(lifecycle.decide(self.life, event, at=self.at))

        assert ["lifecycle.future"] == [one.code for one in decided.decision.findings]

    @rule(step=STEPS)
    def wait(self, step):
        """
        Time passes; settling in two steps is settling in one, and settling again brings nothing.
        """
        half, self.at = self.at, utc(self.at) + step
        once, life = settled(self.life, self.at)
        first, between = settled(self.life, half + step / 2)
        second, then = settled(between, self.at)

        assert once == first + second
        assert life == then
        assert () == lifecycle.settle(life, at=self.at)
        self.history += once
        self.life = life

    @precondition(lambda self: self.life.version % 3 == 0)
    @rule()
    def ask_what_is_legal(self):
        """
        Every kind that is named legal has a legal event; every other has none.
        """
        _, life = settled(self.life, self.at)
        legal = lifecycle.legal(life, at=self.at)
        for move in set(Move) - CLOCK_ONLY - {Move.PLACED}:
            decided = lifecycle.decide(life, fitting(life, move, self.at), at=self.at)

            assert decided.allowed is (move in legal), decided

    @invariant()
    def money_is_conserved(self):
        """
        Paid is what the seller holds and what went back; never more goes back than was decided.
        """
        life = self.life
        payments = [
            payment
            for event in self.history
            for payment in getattr(event, "payments", ())
            if event.move in {Move.PAID, Move.QUANTITY_CHANGED}
        ]

        assert life.paid == Money.sum((one.amount for one in payments), life.currency)
        assert life.paid == life.held + life.refunded
        assert 0 <= life.refunded.minor <= life.owed.minor <= life.paid.minor
        assert 0 <= life.uncounted.minor <= life.paid.minor
        assert 0 <= life.counted.minor
        assert life.due.minor >= 0
        if life.line is None and life.kept:
            assert life.price <= life.counted

    @invariant()
    def units_are_conserved(self):
        """
        Ordered units wait, have left or were cancelled.
        """
        life = self.life

        assert life.units == life.waiting + life.shipped + life.cancelled
        assert min(life.waiting, life.delivered, life.cancelled) >= 0
        assert life.delivered <= life.shipped

    @invariant()
    def history_makes_the_order(self):
        """
        Replaying the events gives the very same order.
        """
        if self.life.version % 4 == 0:
            assert self.life == lifecycle.replay(self.history)

    @invariant()
    def history_runs_forward(self):
        """
        Events stand in the order of time.
        """
        times = [utc(event.at) for event in self.history]

        assert sorted(times) == times
        assert len(self.history) == self.life.version

    @invariant()
    def refund_track_tells_the_money(self):
        """
        The state of the refund is what the sums say.
        """
        life = self.life
        expected = OrderState.NO_REFUND
        if life.overpaid:
            expected = OrderState.REFUND_OPEN
        elif life.unrefunded:
            expected = OrderState.REFUND_DUE
        elif life.refunded:
            expected = OrderState.REFUNDED

        assert expected is life.refund


TestLives = Lives.TestCase
TestLives.settings = settings(
    max_examples=5 * settings.default.max_examples, stateful_step_count=30
)


class Book:
    """
    A second, simple reading of the main road: a dict of days, for a deposit order.

    Days are whole numbers; the deposit is paid on day 0 or never, the balance from `opens` to
    `closes`, with `grace` days after that.
    """

    def __init__(self, opens, closes, grace, release):
        self.opens, self.closes, self.grace, self.release = opens, closes, grace, release

    def state(self, deposit, balance, day):
        """
        Where the order stands at noon of a day.
        """
        last = self.closes + self.grace
        if deposit is None:
            return "deposit_lapsed" if day > 0 else "deposit_due"
        if balance is not None and self.opens <= balance <= last and balance <= day:
            return "awaiting_release" if day < self.release else "ready_to_ship"
        if day < self.opens:
            return "balance_pending"
        if day <= self.closes:
            return "balance_open"
        return "payment_failed" if day <= last else "balance_lapsed"


class TestMainRoad:
    """
    Deposit, balance and release, against a second reading that knows no events.
    """

    @given(
        window=st.tuples(st.integers(1, 6), st.integers(0, 6)),
        grace=st.integers(0, 3),
        release=st.integers(0, 20),
        deposit=st.sampled_from([0, 0, 0, None]),
        balance=st.none() | st.integers(0, 16),
        day=st.integers(0, 20),
    )
    @settings(max_examples=6 * settings.default.max_examples)
    def test_against_a_second_reading(self, window, grace, release, deposit, balance, day):
        """
        At noon of any day both readings agree on where the order stands.
        """
        first, last = window[0], sum(window)
        midnight = datetime(2026, 6, 1, tzinfo=UTC)
        noon = [midnight + timedelta(days=n, hours=12) for n in range(21)]
        end = midnight + timedelta(days=last + 1, seconds=-1)
        balance_window = InWindow(Period(midnight + timedelta(days=first), end))
        plan = PaymentPlan.with_deposit(
            Earnest(cny("100"), due=AtPlacing(Hours(1))), balance_window
        )
        placed = lifecycle.Placed(
            terms=terms(
                plan,
                placed_at=noon[0],
                promise=ReleaseOn((midnight + timedelta(days=release)).date()),
            ),
            zone="UTC",
            grace=CalendarDays(grace) if grace else None,
        )
        life = lifecycle.begin(placed)
        if deposit is not None:
            life = lifecycle.decide(life, pay(life, noon[0]), at=noon[0]).life
        if balance is not None and balance <= day:
            event = lifecycle.Paid(Payment("b", "balance", cny("900"), noon[balance]))
            life = lifecycle.decide(life, event, at=noon[balance]).life
        _, life = settled(life, noon[day] + timedelta(hours=2))
        book = Book(first, last, grace, release)

        assert book.state(deposit, balance, day + (deposit is None)) == life.road

    @given(
        placed=placings(),
        policy=policies(["tmall", "us", "cross-border"]),
    )
    def test_times_are_those_of_the_schedule(self, placed, policy):
        """
        The first payment opens and closes when the schedule of payments says so.
        """
        placed = lifecycle.place(placed.terms, policy)
        life = lifecycle.begin(placed)
        assume(life.line is not None and life.met == 0)
        first = schedule(placed.terms, policy)[0]
        if isinstance(life.line.due, OnRelease):
            _, life = settled(life, placed.at + timedelta(days=30))
            assume(life.released_at is not None and life.released_at != placed.at)
        assume(life.met == 0 and life.line is not None)

        if not isinstance(life.line.due, OnDispatch):
            assert (first.opens, first.due) == (opens(life), closes(life))
