"""
Laws of foreseen breaches, and simulated order books that must come out as foreseen.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import fsum

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.making import SHANGHAI, in_force
from tiktok_presale import strategies as ours
from tiktok_presale.facts.arrivals import Arrival, SlipHistory
from tiktok_presale.facts.orders import Order
from tiktok_presale.facts.promises import ShipWithin
from tiktok_presale.rules import overdue, planning
from tiktok_presale.values.days import CalendarDays
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import OrderKind

CROSS = in_force("cross-border", 2026, 1, 2)
VN = in_force("vn", 2026, 1, 2)
AT = datetime(2026, 1, 10, 12, tzinfo=SHANGHAI)
IDS = [f"o{n}" for n in range(6)]
PLACED = datetime(2026, 1, 1, 9, tzinfo=SHANGHAI)
# An order book is a hundred cases in one; twenty of them are enough for every day.
FEW = settings(max_examples=20)
STATED = st.dates(date(2026, 1, 5), date(2026, 1, 25))


def order(name, *, days=15, placed=0, cents=3_000):
    """
    Make an order of so many cents that was placed some days after 1 January.
    """
    return Order(
        id=name,
        kind=OrderKind.PRE_ORDER,
        placed_at=PLACED + timedelta(days=placed),
        promise=ShipWithin(CalendarDays(days)),
        total=Money.from_minor(cents, "USD"),
    )


@st.composite
def books(draw, slips=None):
    """
    Draw orders of several days and prices, and arrivals that some wait for, some for two.
    """
    orders = [
        order(
            name,
            days=draw(st.integers(3, 25)),
            placed=draw(st.integers(0, 8)),
            cents=draw(st.integers(0, 5_000)),
        )
        for name in draw(st.lists(st.sampled_from(IDS), unique=True))
    ]
    arrivals = draw(
        st.lists(
            st.builds(
                Arrival,
                st.sampled_from("abcd"),
                st.lists(st.sampled_from(IDS), unique=True),
                stated=st.none() | STATED if slips is None else STATED,
                slip=st.none() | ours.slip_histories() if slips is None else slips,
                arrived=st.booleans(),
            ),
            max_size=4,
            unique_by=lambda one: one.id,
        )
    )
    return orders, arrivals


def foresee(orders, arrivals, policy=CROSS):
    """
    Foresee breaches, with a day of handling.
    """
    return planning.breaches(orders, arrivals, policy, at=AT, handling=CalendarDays(1))


class TestConservation:
    """
    The figures of a book are those of its orders.
    """

    @FEW
    @given(books())
    def test_sums(self, book):
        """
        Expected totals are the sums of the orders, and none of the orders is dropped.
        """
        found = foresee(*book)
        known = [one for one in found.orders if one.chance is not None]

        assert [one.id for one in book[0]] == [one.order_id for one in found.orders]
        assert found.charges == tuple(
            [Money.sum((m for one in known for m in one.charges), "USD")] if found.charges else ()
        )
        assert found.at_stake == tuple(
            [Money.sum((m for one in known for m in one.at_stake), "USD")] if found.at_stake else ()
        )
        assert 1 == pytest.approx(fsum(found.late_counts))
        assert len(found.late_counts) <= len(known) + 1

    @FEW
    @given(books())
    def test_counts(self, book):
        """
        The mean of the number of late orders is the sum of their chances.
        """
        found = foresee(*book)
        mean = fsum(n * chance for n, chance in enumerate(found.late_counts))

        assert found.expected_late == pytest.approx(mean, abs=1e-9)

    @FEW
    @given(books(), st.randoms(use_true_random=False))
    def test_order_of_telling(self, book, shuffled):
        """
        In which order arrivals are told changes nothing.
        """
        orders, arrivals = book
        found = foresee(orders, arrivals)
        shuffled.shuffle(arrivals)

        assert found == foresee(orders, arrivals)


class TestMonotone:
    """
    More time never hurts.
    """

    @FEW
    @given(books(), st.integers(0, 9))
    def test_deadline(self, book, more):
        """
        An order with a later deadline is never likelier to be late, nor dearer.
        """
        orders, arrivals = book
        longer = [
            order(
                one.id,
                days=one.promise.days.count + more,
                placed=(one.placed_at - PLACED).days,
                cents=one.total.minor,
            )
            for one in orders
        ]
        before, after = foresee(orders, arrivals), foresee(longer, arrivals)
        for left, right in zip(before.orders, after.orders, strict=True):
            if left.chance is not None and right.chance is not None:
                assert left.chance.value >= right.chance.value - 1e-12
                assert sum(one.minor for one in left.charges) >= sum(
                    one.minor for one in right.charges
                )

    @FEW
    @given(books(slips=ours.slip_histories(least=1)))
    def test_hurry(self, book):
        """
        No arrival saves more than is expected to be lost, and the first saves most.
        """
        found = foresee(*book)
        lost = sum(one.minor for one in (*found.charges, *found.at_stake))
        saved = [
            sum(one.minor for one in (*hurry.charges, *hurry.at_stake)) for hurry in found.hurry
        ]

        assert saved == sorted(saved, reverse=True)
        # Each order is rounded, and so is each sum that is saved.
        assert all(one <= lost + len(found) + 2 for one in saved)

    @FEW
    @given(books(slips=ours.slips()))
    def test_interval(self, book):
        """
        The interval holds the chance, whatever is known of slips.
        """
        for one in foresee(*book).orders:
            if one.chance is not None:
                assert one.chance.value in one.chance.interval


class TestSimulation:
    """
    Order books drawn at random come out as foreseen.
    """

    RUNS = 20_000

    @settings(max_examples=4)
    @given(st.integers(0, 10**6))
    def test_book(self, seed):
        """
        Late orders and costs of simulated books: means, spread and distribution agree.
        """
        rng = np.random.default_rng(seed)
        histories = [rng.integers(-2, 12, rng.integers(3, 12)) for _ in range(3)]
        waits = [sorted({n % 3, int(rng.integers(0, 3))}) for n in range(6)]
        orders = [order(f"o{n}", placed=int(rng.integers(0, 6))) for n in range(6)]
        arrivals = [
            Arrival(
                f"b{k}",
                [f"o{n}" for n in range(6) if k in waits[n]],
                stated=date(2026, 1, 14),
                slip=SlipHistory(int(slip) for slip in histories[k]),
            )
            for k in range(3)
        ]
        found = foresee(orders, arrivals, VN)

        drawn = np.stack([rng.choice(slips, self.RUNS) for slips in histories])
        day = 15 + np.stack([drawn[waits[n]].max(axis=0) for n in range(6)])
        last = np.array([16 + (one.placed_at - PLACED).days for one in orders])[:, None]
        late = (day > last).sum(axis=0)
        # Viet Nam cancels what is three days late or more: its price goes back.
        stake = 30.0 * (day > last + 2).sum(axis=0)
        chances = np.zeros(7)
        chances[: len(found.late_counts)] = found.late_counts
        seen = np.bincount(late, minlength=7) / self.RUNS
        total = sum((float(one.amount) for one in found.at_stake), 0.0)
        spread = sum((float(one.amount) for one in found.at_stake_spread), 0.0)
        error = 5 / np.sqrt(self.RUNS)

        assert np.abs(chances - seen).max() <= error * 0.5
        assert late.mean() == pytest.approx(found.expected_late, abs=error * max(late.std(), 0.1))
        assert stake.mean() == pytest.approx(total, abs=error * stake.std() + 0.06)
        assert stake.std() == pytest.approx(spread, rel=0.06, abs=0.5)


class TestAgainstOverdue:
    """
    What is expected is the mean over all cases of what the rules would charge.
    """

    @FEW
    @given(books(slips=ours.slip_histories(least=1)))
    def test_one_by_one(self, book):
        """
        For orders of one arrival: each slip that is still possible, assessed as it would be.
        """
        orders, arrivals = book
        found = foresee(orders, arrivals)
        for one in orders:
            row = found.get(one.id)
            waits = [arrival for arrival in arrivals if one.id in arrival.orders]
            if row.chance is None or len(waits) != 1 or row.last_day < AT.date():
                continue
            (arrival,) = waits
            left = [AT.date()]
            if not arrival.arrived:
                days = [arrival.stated + timedelta(days=slip) for slip in arrival.slip.slips]
                left = [day for day in days if day >= AT.date()]
            end = datetime.combine(row.last_day, datetime.max.time(), SHANGHAI)
            end = end.replace(microsecond=0)
            charged = [
                overdue.assess(
                    one, CROSS, at=end + max(timedelta(0), day + timedelta(days=1) - row.last_day)
                ).charges.total("USD")
                for day in left
            ]
            mean = sum(amount.minor for amount in charged) / len(left)

            assert mean == pytest.approx(sum(money.minor for money in row.charges), abs=0.51)
