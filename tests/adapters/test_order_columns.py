"""
Orders as columns, and rows as orders: one is the other's inverse.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.making import an_order
from tiktok_presale import BusinessDays, Money, Policy, ReleaseOn, ShipWithin, strategies
from tiktok_presale.adapters.order_columns import block_of, fits
from tiktok_presale.errors import OutOfRangeError
from tiktok_presale.frames.columns import Block, Column
from tiktok_presale.frames.rows import order_at
from tiktok_presale.values.frozenmap import FrozenMap

POLICIES = [Policy.in_force(market, on=date(2026, 9, 1)) for market in ("th", "us", "tmall")]


def without_units(order):
    """
    An order as columns hold it.
    """
    return attrs.evolve(order, unit_prices=(), seller_fault=None)


class TestRoundTrip:
    """
    Nothing that a deadline or a charge asks for is lost in between.
    """

    @given(data=st.data())
    def test_orders(self, data):
        """
        Any orders become columns and come back equal.
        """
        policy = data.draw(st.sampled_from(POLICIES))
        orders = data.draw(st.lists(strategies.orders(policy), min_size=1, max_size=4))
        block = block_of(orders)

        assert len(orders) == block.rows
        for row, order in enumerate(orders):
            assert without_units(order) == order_at(block, row, order.id)

    @pytest.mark.parametrize(
        "promise",
        [ShipWithin(BusinessDays(3)), ReleaseOn(date(2026, 3, 31), zone="America/New_York"), None],
        ids=["days", "release", "none"],
    )
    def test_promises(self, promise):
        """
        A promise is taken apart and put together.
        """
        order = an_order(promise=promise)

        assert order == order_at(block_of([order]), 0, "o1")

    def test_columns(self):
        """
        A field that no order has is no column, and words are told once.
        """
        block = block_of([an_order(), an_order(paid_at=datetime(2026, 1, 2, tzinfo=UTC))])

        assert "collected_at" not in block.columns
        assert ("pre_order",) == block.columns["kind"].words
        assert [False, True] == block.columns["paid_at"].present.tolist()
        assert block.columns["kind"].present is None

    def test_constants(self):
        """
        A column of one value holds for every row.
        """
        block = block_of([an_order(), an_order()])
        one = Column(block.columns["kind"].values[:1], words=("pre_order",))
        absent = Column(np.zeros(1, np.int64), np.zeros(1, np.bool_))
        told = Block(2, FrozenMap({**block.columns, "kind": one, "paid_at": absent}))

        assert an_order() == order_at(told, 1, "o1")


def test_a_row_that_cannot_have_happened():
    """
    Such a row is refused as such an order is.
    """
    block = block_of([an_order()])
    early = Column(block.columns["placed_at"].values - 1)
    told = Block(1, FrozenMap({**block.columns, "paid_at": early}))

    with pytest.raises(OutOfRangeError):
        order_at(told, 0, "o1")


def test_amounts_of_64_bits():
    """
    Larger amounts do not fit, and are judged one by one.
    """
    most = Money.from_minor(2**63 - 1, "THB")

    assert fits(an_order(total=most))
    assert not fits(an_order(total=Money.from_minor(2**63, "THB")))
    assert not fits(an_order(total=most, items_total=Money.from_minor(2**63, "THB")))
