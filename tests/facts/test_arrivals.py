"""
Arrivals that orders wait for, and how far they may be off.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest

from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.facts.arrivals import Arrival, LognormalSlip, NormalSlip, SlipHistory
from tiktok_presale.facts.supply import Batch, BatchState

STATED = date(2026, 2, 1)
ARRIVAL = Arrival("b1", ["o2", "o1"], stated=STATED, slip=SlipHistory([0, 4, -1]))


class TestArrival:
    """
    Goods that come together.
    """

    def test_of_batch(self):
        """
        A batch gives its id and day; one that is here has arrived.
        """
        batch = Batch("b1", "tea", 9, arrives=STATED)
        here = attrs.evolve(batch, state=BatchState.ARRIVED)

        assert ARRIVAL == Arrival.of(batch, ["o1", "o2"], slip=SlipHistory([-1, 0, 4]))
        assert Arrival.of(here, []) == Arrival("b1", [], stated=STATED, arrived=True)

    def test_orders_stand_once(self):
        """
        An order that is named twice waits once, in whatever order they come.
        """
        assert ARRIVAL == attrs.evolve(ARRIVAL, orders=["o1", "o2", "o1"])

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("id", ""),
            ("orders", "o1"),
            ("orders", 1),
            ("orders", [""]),
            ("stated", datetime(2026, 2, 1, tzinfo=UTC)),
            ("slip", [0, 1]),
            ("arrived", 1),
        ],
    )
    def test_refused(self, field, value):
        """
        What is no id, no list of ids, no day, no slip and no yes.
        """
        with pytest.raises(WrongTypeError):
            attrs.evolve(ARRIVAL, **{field: value})

    def test_no_batch(self):
        """
        Only a batch makes the arrival of a batch.
        """
        with pytest.raises(WrongTypeError, match="batch"):
            Arrival.of("b1", [])


class TestSlips:
    """
    How far an arrival may be off.
    """

    @pytest.mark.parametrize(
        ("kind", "given", "error"),
        [
            (SlipHistory, ([1.5],), WrongTypeError),
            (SlipHistory, ("12",), WrongTypeError),
            (SlipHistory, (3,), WrongTypeError),
            (SlipHistory, ([True],), WrongTypeError),
            (SlipHistory, ([99_999],), OutOfRangeError),
            (
                NormalSlip,
                (
                    0,
                    0,
                ),
                OutOfRangeError,
            ),
            (
                NormalSlip,
                (
                    400,
                    1,
                ),
                OutOfRangeError,
            ),
            (
                NormalSlip,
                (
                    "1",
                    1,
                ),
                WrongTypeError,
            ),
            (
                NormalSlip,
                (
                    float("nan"),
                    1,
                ),
                OutOfRangeError,
            ),
            (
                LognormalSlip,
                (
                    0,
                    1,
                ),
                OutOfRangeError,
            ),
            (
                LognormalSlip,
                (
                    1,
                    2.5,
                ),
                OutOfRangeError,
            ),
        ],
    )
    def test_refused(self, kind, given, error):
        """
        Parts of days, what is no number, and spreads without any.
        """
        with pytest.raises(error):
            kind(*given)

    def test_in_any_order(self):
        """
        A history is the same in whatever order it is told.
        """
        assert SlipHistory([4, 0]) == SlipHistory((0, 4))
