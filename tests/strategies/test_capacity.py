"""
Strategies for capacity draw what they say, and shrink to what they say.
"""

from datetime import UTC, datetime

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from tiktok_presale import EACH, Ledger, Limit, Scope, capacity
from tiktok_presale import strategies as ours
from tiktok_presale.rules.capacity import HoldState, Line, Request, WaitingList

SEARCH = settings(
    max_examples=200,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining a find takes seconds
)
FIRST = settings(SEARCH, phases=[Phase.generate])
OPENS = datetime(2026, 1, 1, tzinfo=UTC)
ONE = Request({"s1": 1}, market="th", channel="c1", buyer="b1")


def simplest(strategy, condition=lambda _: True, search=SEARCH):
    """
    The simplest value that meets a condition.
    """
    return find(strategy, condition, settings=search)


class TestShrinking:
    """
    A failing example is told by its simplest form.
    """

    SIMPLEST = (
        ("scopes", Scope()),
        ("unit_limits", Limit(Scope(), None)),
        ("waves", ()),
        ("lines", (Line("s1"),)),
        ("requests", ONE),
        ("ledgers", Ledger(limits=())),
        ("waiting_lists", WaitingList()),
    )

    @pytest.mark.parametrize(("name", "value"), SIMPLEST, ids=[name for name, _ in SIMPLEST])
    def test_value(self, name, value):
        """
        Each shrinks to what its docstring says.
        """
        assert value == simplest(getattr(ours, name)())

    def test_hold(self):
        """
        A hold shrinks to one unit that is held.
        """
        found = simplest(ours.holds())

        assert (ONE, HoldState.HELD) == (found.request, found.state)


class TestAwkward:
    """
    The awkward cases are among what is drawn.
    """

    @pytest.mark.parametrize(
        ("name", "condition"),
        [
            ("scopes", lambda scope: scope.buyer == EACH and scope.sku),
            ("unit_limits", lambda limit: limit.soft),
            ("unit_limits", lambda limit: limit.units),
            ("waves", lambda waves: len(waves) == 3 and waves[0].carries_over),
            ("waves", lambda waves: len(waves) == 2 and waves[0].closes is not None),
            ("lines", lambda lines: len({line.sku for line in lines}) < len(lines)),
            ("holds", lambda hold: hold.state is HoldState.COMMITTED),
            ("ledgers", lambda ledger: len(ledger.holds) > 1),
            ("ledgers", lambda ledger: ledger.waves and ledger.holds),
            ("waiting_lists", lambda waiting: len(waiting.entries) > 1),
        ],
        ids=range(10),
    )
    def test_drawn(self, name, condition):
        """
        Each is found.
        """
        assert simplest(getattr(ours, name)(), condition, FIRST) is not None

    def test_waves_of_a_scope(self):
        """
        A scope may name a wave of those that are given.
        """
        assert "w1" == simplest(ours.scopes(waves=["w1"]), lambda scope: scope.wave).wave


class TestLaws:
    """
    What is drawn keeps the law of the ledger.
    """

    @given(ours.ledgers(), st.integers(0, 300))
    def test_conservation(self, ledger, minutes):
        """
        Available + held + committed + withdrawn = limit, at every limit of a ledger and its waves.
        """
        at = OPENS.replace(hour=minutes // 60, minute=minutes % 60)
        scopes = [scope for scope in ledger.limits if not scope.each]
        for scope in scopes + [wave.scope for wave in ledger.waves]:
            found = ledger.balance(scope, at=at)
            if found.limit is not None:
                total = found.available + found.held + found.committed + found.withdrawn
                assert found.limit == total

    @given(ours.ledgers())
    def test_rows(self, ledger):
        """
        Every ledger is its rows.
        """
        again = capacity.from_rows(capacity.rows(ledger))

        assert ledger == again
        assert hash(ledger) == hash(again)

    @given(ours.waves())
    def test_waves(self, waves):
        """
        Waves make a schedule.
        """
        assert waves == Ledger(limits=(), waves=waves).waves
