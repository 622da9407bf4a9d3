"""
The table of transitions, as a graph and as the picture in the docs.
"""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from random import Random

import pytest

from rules.lives import BALANCE, FULL, TEN_DAYS, at, begun, cny, paying, placings, steps, walk
from tiktok_presale import (
    AtDate,
    CalendarDays,
    Earnest,
    Hours,
    OnDispatch,
    OrderState,
    Part,
    Payment,
    PaymentPlan,
    ReleaseOn,
    Share,
    ShipWithin,
    lifecycle,
)
from tiktok_presale.facts.life import Track
from tiktok_presale.facts.moves import Move
from tiktok_presale.rules.lifecycle.guards import Guard, holds
from tiktok_presale.rules.lifecycle.table import ENDS, TABLE, tracks_of

PAGE = Path(__file__).parents[2] / "docs" / "lifecycle.md"
TRACKS = pytest.mark.parametrize("track", Track)


INDEX = defaultdict(list)
for _row in TABLE:
    INDEX[_row.track, _row.state, _row.move].append(_row)


def reached(starts, rows):
    """
    Every state that can be reached by rows, from some states.
    """
    found, new = set(starts), set(starts)
    while new:
        new = {row.to for row in rows if row.state in new} - found
        found |= new
    return found


def rows_of(track):
    """
    The rows of one track.
    """
    return [row for row in TABLE if row.track is track]


def fewer(life, left, instant):
    """
    Both ways in which fewer units are left: agreed, and cancelled by one side.
    """
    yield lifecycle.QuantityChanged(left, instant)
    yield lifecycle.Cancelled("buyer", "changed_mind", instant, units=life.kept - left)


def rare():
    """
    Orders that a walk seldom makes.
    """
    tenth, two_fifths = Share(Decimal("0.1")), Share(Decimal("0.4"))
    for promise in (TEN_DAYS, ReleaseOn(date(2026, 6, 15))):
        # A share of so little is nothing once there are fewer units.
        lines = product((Earnest(tenth), Part(tenth)), (Part(due=OnDispatch()), Part(due=BALANCE)))
        for plan in map(PaymentPlan, lines):
            life = begun(plan, units=10, unit_price=cny("0.01"), promise=promise)
            yield from ((life, [event]) for event in fewer(life, 1, at(1)))
        # What was paid for many is enough for a few.
        plan = PaymentPlan((Part(two_fifths), Part(two_fifths, BALANCE), Part(due=BALANCE)))
        life = begun(plan, units=10, promise=promise, grace=Hours(60))
        for left, day in product((5, 1), (2, 11)):
            for event in fewer(life, left, at(day)):
                yield life, [paying(1), event]
                failed = lifecycle.PaymentFailed(at(11))
                yield from [(life, [paying(1), failed, event])] if day == 11 else []
    yield from rarely_shipped()
    yield from rarely_refunded()
    # A release date becomes a number of days.
    days = lifecycle.DelayNotified(ShipWithin(CalendarDays(20)), at(2))
    yield begun(FULL, promise=ReleaseOn(date(2026, 6, 15))), [paying(1), days]


def rarely_refunded():
    """
    Some money went back, as goodwill or for fewer units, before the order came to its end.
    """
    less = [lifecycle.QuantityChanged(units, at(2)) for units in (2, 1)]
    spare = lifecycle.RefundPaid(Payment("r0", "price", cny("500"), at(2)))
    yield begun(FULL, units=3), [paying(1), less[0], spare, less[1]]
    asked = lifecycle.DelayNotified(ShipWithin(CalendarDays(20)), at(2), at(3))
    decided = lifecycle.RefundDecided(cny("10"), "agreed", at(2))
    back = lifecycle.RefundPaid(Payment("r1", "deposit", cny("10"), at(2)))
    for ways in ([paying(1), asked, decided], [paying(1), asked, decided, back]):
        yield begun(), [*ways, lifecycle.ConsentRefused(at(3))]
        yield begun(), [*ways, lifecycle.DisputeOpened(at(9))]
        yield begun(), [*ways, lifecycle.ConsentGiven(at(3)), lifecycle.DisputeOpened(at(14))]


def rarely_shipped():
    """
    One of two units has left, or has arrived, and the other one will not.
    """
    half = Share(Decimal("0.5"))
    late = begun(PaymentPlan((Part(half, OnDispatch()), Part(due=AtDate(at(30))))))
    parts = [lifecycle.Dispatched(parcel, 1, at(1)) for parcel in "ab"]
    there = [lifecycle.Delivered(parcel, at(1)) for parcel in "ab"]
    for ways in (parts[:1], parts, [*parts, *there]):
        yield late, [paying(1), *ways, paying(2)]
    life = begun(FULL)
    sent = [paying(1), lifecycle.Dispatched("a", 1, at(1))]
    asked = lifecycle.DelayNotified(ShipWithin(CalendarDays(20)), at(2), at(3))
    for ways in (sent, [*sent, lifecycle.Delivered("a", at(1))]):
        yield life, [*ways, asked, lifecycle.ConsentRefused(at(3))]
        yield life, [*ways, asked, lifecycle.DisputeOpened(at(9))]
        for event in fewer(life, 1, at(2)):
            yield life, [*ways, event]
            yield life, [*ways, asked, event]


class TestGraph:
    """
    What can be read off the table without any order.
    """

    def test_no_row_twice(self):
        """
        A state, an event and a guard have one row.
        """
        keys = [(row.track, row.state, row.move, row.guard) for row in TABLE]

        assert len(set(keys)) == len(keys)

    def test_every_state_stands_in_the_table(self):
        """
        No state is declared and never reached, but the one before placing.
        """
        assert set(OrderState) - {OrderState.NEW} <= {row.to for row in TABLE}

    def test_every_event_stands_in_the_table(self):
        """
        No event is declared that no row knows.
        """
        assert set(Move) == {row.move for row in TABLE}

    @pytest.mark.parametrize("state", sorted({row.state for row in rows_of(Track.ROAD)}))
    def test_every_state_of_the_road_reaches_an_end(self, state):
        """
        No order is stuck: from every state an end can be reached.
        """
        assert reached({state}, rows_of(Track.ROAD)) & ENDS

    @TRACKS
    def test_every_state_is_reached_from_the_first(self, track):
        """
        Every state of a track can be reached from its first.
        """
        rows = rows_of(track)

        assert {row.state for row in rows} <= reached({rows[0].state}, rows)

    def test_ends_are_ends(self):
        """
        From an end no row leads on; every other state has one.
        """
        road = rows_of(Track.ROAD)

        assert ENDS == {row.to for row in road} - {row.state for row in road}

    def test_full_payment_reaches_no_deposit(self):
        """
        An order paid in full has no deposit and no balance by construction: no row leads there.
        """
        without_next = [row for row in rows_of(Track.ROAD) if row.guard is not Guard.NEXT_PAYMENT]
        found = reached({OrderState.PAYMENT_DUE}, without_next)

        assert not found & {
            OrderState.DEPOSIT_DUE,
            OrderState.DEPOSIT_LAPSED,
            OrderState.BALANCE_PENDING,
            OrderState.BALANCE_OPEN,
        }

    def test_paying_a_failed_order_skips_nothing(self):
        """
        WooCommerce's hole: a failed payment made later leads just where one made at once leads.
        """
        targets = defaultdict(set)
        for row in rows_of(Track.ROAD):
            if row.move is Move.PAID:
                targets[row.state].add((row.guard, row.to))

        assert targets[OrderState.BALANCE_OPEN] == targets[OrderState.PAYMENT_FAILED]
        assert targets[OrderState.PAYMENT_DUE] == targets[OrderState.PAYMENT_FAILED]

    def test_disputed_orders_are_not_completed(self):
        """
        The dispute track knows completion and has no row for it while disputed.
        """
        assert Track.DISPUTE in tracks_of(Move.COMPLETED)
        assert (OrderState.DISPUTED, Move.COMPLETED) not in {(row.state, row.move) for row in TABLE}

    def test_rows_read_as_sentences(self):
        """
        A row prints as what it says.
        """
        paid = next(row for row in TABLE if row.guard is Guard.NEXT_PAYMENT)
        opened = next(row for row in TABLE if row.move is Move.BALANCE_OPENED)

        assert "deposit_due + payment_made [next payment due] -> balance_pending" == str(paid)
        assert "balance_pending + balance_opened -> balance_open" == str(opened)


def taken_by(before, event, after):
    """
    The rows that allow an event: just one for each track that knows it.
    """
    found = set()
    for track in tracks_of(event.move):
        rows = INDEX[track, before.on(track), event.move]
        fits = [row for row in rows if holds(row.guard, before, after)]

        assert [after.on(track)] == [row.to for row in fits]
        found.update(fits)
    return found


class TestPicture:
    """
    The pictures in the docs are drawn from the table.
    """

    CHANGES = (
        Move.QUANTITY_CHANGED,
        Move.CANCELLED,
        Move.CONSENT_REFUSED,
        Move.CONSENT_LAPSED,
    )

    @TRACKS
    def test_docs(self, track):
        """
        The page shows each track as the table has it; the road without changes of the order.
        """
        without = self.CHANGES if track is Track.ROAD else ()
        drawn = lifecycle.diagram(track, without=without)

        assert f"```mermaid\n{drawn}\n```" in PAGE.read_text(encoding="utf-8")

    def test_whole_road(self):
        """
        With nothing left out every change of state is an arrow.
        """
        drawn = lifecycle.diagram()
        changes = {(row.state, row.to) for row in rows_of(Track.ROAD) if row.state is not row.to}

        assert len(changes) + len(ENDS) == drawn.count("-->")


class TestRows:
    """
    Orders and the table agree.
    """

    def test_no_row_is_idle(self):
        """
        Each row is taken by some order, and each event by just one row of each track.
        """
        random, seen, taken = Random(1), Counter(), set()  # noqa: S311 - a walk, no secret
        for placed in [one for one in placings() for _ in range(6)]:
            for step in walk(placed, random, 18, seen):
                taken |= taken_by(*step)
        for life, events in rare():
            for step in steps(life, *events):
                taken |= taken_by(*step)

        assert set() == {row for row in TABLE if row.move is not Move.PLACED} - taken
