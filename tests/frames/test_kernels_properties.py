"""
A row's answers are those of the scalar rules, field by field and null by null.
"""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frames.rows import block_of, row_of, scalar, told
from tiktok_presale import Shop
from tiktok_presale.frames import due_tables
from tiktok_presale.frames.answers import ANSWERS
from tiktok_presale.frames.judging import Judge
from tiktok_presale.strategies import instants, judged_orders, shops


@pytest.fixture(autouse=True, scope="module")
def _tables_always():
    """
    Tables are made however few the rows are, so that kernels and not the scalar rule answer.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(due_tables, "ROWS_A_YEAR", 0)
        yield


def plain(order):
    """
    An order as columns can tell of it: no prices of single units.
    """
    return attrs.evolve(order, unit_prices=())


class TestEveryMarket:
    """
    Orders of all markets and editions, one policy at a time.
    """

    @given(judged_orders(), instants(), st.none() | shops(), st.integers(0, 72))
    def test_one_order(self, judged, at, shop, hours):
        """
        Every answer about one order.
        """
        order, policy = plain(judged[0]), judged[1]
        soon = timedelta(hours=hours)
        judge = Judge(policy, answers=tuple(ANSWERS), at=at, shop=shop, soon=soon)
        found = judge.judge(block_of([row_of(order)]))

        assert scalar(order, policy, at=at, shop=shop, soon=soon) == told(found, 0)
