"""
How can an SKU be sold now: from stock, as a pre-order, as a back-order, or not at all?
"""

from datetime import UTC, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale import (
    Batch,
    BatchState,
    CalendarDays,
    Claim,
    Commitment,
    OrderKind,
    Outcome,
    Supply,
    supply,
)
from tiktok_presale.errors import WrongTypeError
from tiktok_presale.strategies import supplies

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
TODAY = AT.date()
ONE_DAY = CalendarDays(1)


def day(days):
    """
    So many days from today.
    """
    return TODAY + timedelta(days=days)


def promised(order_id, units, days):
    """
    A promise to an order that waits.
    """
    claim = Claim(order_id, units, at=datetime(2025, 12, 1, tzinfo=UTC))
    return Commitment(claim, "tea", by=day(days))


STOCK = Batch("here", "tea", 4, state=BatchState.ARRIVED)
COMING = Batch("coming", "tea", 6, arrives=day(10), state=BatchState.CONFIRMED)


def ask(batches, commitments=(), **fields):
    """
    The mode of one SKU.
    """
    given_to = {"at": AT, "handling": ONE_DAY, "sold_before": False, **fields}
    return supply.mode("tea", Supply(batches), commitments, **given_to)


def less(stock, units):
    """
    The same supply after so many units of stock were sold.
    """
    for batch in stock.batches:
        if batch.state is BatchState.ARRIVED:
            sold = min(units, batch.units)
            stock = stock.with_batch(attrs.evolve(batch, units=batch.units - sold))
            units -= sold
    return stock


def plan(stock, waiting):
    """
    The units and the day of each order that waits.
    """
    found = supply.schedule(waiting, stock, at=AT, handling=ONE_DAY)
    return [(one.covered, one.day) for one in found.orders]


class TestOneDecision:
    """
    Pain 8: one function decides from all facts, so that no two jobs undo each other's listings.
    """

    def test_stock(self):
        """
        What is here and free is sold from stock, whatever is on the way.
        """
        found = ask([STOCK, COMING])

        assert (OrderKind.STANDARD, 4, day(1)) == (found.kind, found.units, found.on)

    @pytest.mark.parametrize(
        ("sold", "kind"), [(False, OrderKind.PRE_ORDER), (True, OrderKind.BACK_ORDER)]
    )
    def test_on_the_way(self, sold, kind):
        """
        What is on the way is a pre-order before the first sale from stock, a back-order after it.
        """
        found = ask([COMING], sold_before=sold)

        assert (kind, 6, day(11)) == (found.kind, found.units, found.on)
        assert Outcome.PASS is found.outcome

    def test_not_known(self):
        """
        Where nobody knows whether it was sold before, the kind is not guessed.
        """
        found = ask([COMING], sold_before=None)

        assert (None, 6, Outcome.UNKNOWN) == (found.kind, found.units, found.outcome)
        assert "sold_before" == found.findings[0].remedy.params["name"]

    def test_nothing(self):
        """
        Without anything in stock or on the way, nothing is sold.
        """
        found = ask([])

        assert (None, 0, None, Outcome.FAIL) == (found.kind, found.units, found.on, found.outcome)

    def test_passed_date(self):
        """
        Pain 24: a passed date is not sold on; whether the goods are here is not known.
        """
        found = ask([Batch("b1", "tea", 5, arrives=day(-1))])

        assert (None, Outcome.UNKNOWN) == (found.kind, found.outcome)
        assert ["supply.nothing", "supply.overdue"] == [one.code for one in found.findings]

    def test_told(self):
        """
        The reason is told in both languages.
        """
        found = ask([COMING])

        assert "[pass] sold as pre-order: 6 units, to be dispatched from 2026-01-16 on." == str(
            found
        )
        assert "预售" in found.explain("zh")

    @pytest.mark.parametrize("value", ["no", 0], ids=repr)
    def test_types(self, value):
        """
        Whether it was sold before is yes, no or not known.
        """
        with pytest.raises(WrongTypeError, match="sold_before"):
            ask([COMING], sold_before=value)


class TestQueueBeforeSpot:
    """
    Pain 9: an arrival is not sold as spot while the queue waits.
    """

    def test_stock_of_the_queue(self):
        """
        Stock that waiting orders need is not for sale, though their promise would allow later.
        """
        found = ask([STOCK, COMING], [promised("o1", 4, 30)])

        assert (OrderKind.PRE_ORDER, 6) == (found.kind, found.units)

    def test_what_they_leave(self):
        """
        What they leave is.
        """
        found = ask([STOCK, COMING], [promised("o1", 3, 30)])

        assert (OrderKind.STANDARD, 1) == (found.kind, found.units)

    def test_expected_today(self):
        """
        What is expected today is not here yet.
        """
        today = Batch("b1", "tea", 5, arrives=TODAY)

        assert (OrderKind.PRE_ORDER, 5) == (ask([today]).kind, ask([today]).units)
        assert (OrderKind.STANDARD, 4) == (ask([STOCK, today]).kind, ask([STOCK, today]).units)

    @given(
        supplies(["tea"], day(1), day(9)),
        st.lists(st.tuples(st.integers(1, 9), st.integers(0, 12)), max_size=4),
    )
    def test_nobody_else_needs_it(self, stock, orders):
        """
        For sale is what can leave without changing a day of those who wait, and not a unit more.
        """
        waiting = [promised(f"o{n}", units, by) for n, (units, by) in enumerate(orders)]
        found = ask(stock.batches, waiting)
        spot = found.units if found.kind is OrderKind.STANDARD else 0
        here = sum(b.units for b in stock.batches if b.state is BatchState.ARRIVED)

        assert spot <= here
        assert plan(stock, waiting) == plan(less(stock, spot), waiting)
        if here > spot:
            assert plan(stock, waiting) != plan(less(stock, spot + 1), waiting)

    @given(
        supplies(["tea"], TODAY, day(9)),
        st.lists(st.tuples(st.integers(1, 9), st.integers(0, 12)), max_size=4),
    )
    def test_sold_out_of_it(self, stock, orders):
        """
        Once all of it is sold, that mode is over; whoever waited still goes when they did.
        """
        waiting = [promised(f"o{n}", units, by) for n, (units, by) in enumerate(orders)]
        found = ask(stock.batches, waiting)
        if not found.units:
            return
        sold = Commitment(Claim("new", found.units, at=AT), "tea", by=found.on)
        after = ask(stock.batches, [*waiting, sold])

        assert after.units == 0 or after.kind is not found.kind or after.on > found.on
