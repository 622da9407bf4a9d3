"""
The strategies of blind boxes draw what they say, and shrink to what they say.
"""

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis.errors import NoSuchExample

import tiktok_presale as tp
from tiktok_presale import strategies as ours

SEARCH = settings(
    max_examples=150,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining a find takes seconds
)
# To see that a value is drawn at all there is no need to make it small, which takes long.
REACH = settings(SEARCH, phases=[Phase.generate])
ONE = tp.OddsTable.from_weights({"bear": 1})


def simplest(strategy, condition=lambda _: True):
    """
    The simplest value that meets a condition.
    """
    return find(strategy, condition, settings=SEARCH)


def reached(strategy, condition):
    """
    Any value that meets a condition.
    """
    return find(strategy, condition, settings=REACH)


class TestShrinking:
    """
    A failing example is told by its simplest form.
    """

    SIMPLEST = (
        ("odds_tables", ONE),
        ("lots", tp.OddsTable.from_stock({"bear": 1})),
        ("seeds", bytes(16)),
        ("tickets", tp.Ticket(1, buyer="b1", nonce="0")),
        ("draw_states", tp.DrawState()),
        ("draw_limits", tp.DrawLimits()),
        ("return_waivers", tp.ReturnWaiver()),
        ("box_sales", tp.BoxSale()),
        ("blind_boxes", tp.BlindBox(id="p1", odds=ONE, price=tp.Money("0.01", "CNY"))),
    )

    @pytest.mark.parametrize(("name", "value"), SIMPLEST, ids=[name for name, _ in SIMPLEST])
    def test_value(self, name, value):
        """
        Each shrinks to what its docstring says.
        """
        assert value == simplest(getattr(ours, name)())

    def test_paid_draws(self):
        """
        Paid draws shrink to one of the first buyer that was free.
        """
        found = simplest(ours.paid_draws())

        assert ("b1", 1, tp.Money(0, "CNY")) == (found.buyer, found.count, found.paid)


# What a table may be.
CASES = {
    "guarantee": lambda t: t.guarantee is not None and t.guarantee.ramp_from is None,
    "ramp": lambda t: t.guarantee is not None and t.guarantee.ramp_from is not None,
    "several guaranteed": lambda t: t.guarantee is not None and len(t.guarantee.prizes) > 1,
    "some limited": lambda t: {p.stock is None for p in t.prizes} == {True, False},
    "valued": lambda t: t.value_range is not None,
    "not valued": lambda t: t.value_range is None,
    "five prizes": lambda t: len(t.prizes) == 5,
}


class TestReach:
    """
    What is awkward is drawn.
    """

    @pytest.mark.parametrize("condition", CASES.values(), ids=list(CASES))
    def test_tables(self, condition):
        """
        Tables of every form.
        """
        assert condition(reached(ours.odds_tables(), condition))

    def test_most(self):
        """
        No more prizes than asked for.
        """
        with pytest.raises(NoSuchExample):
            simplest(ours.odds_tables(most=2), lambda table: len(table.prizes) > 2)

    def test_over_midnight(self):
        """
        Hours that run over midnight.
        """
        orders = set()

        @given(ours.draw_limits())
        def drawn(limits):
            if limits.opens is not None:
                orders.add(limits.opens < limits.closes)

        drawn()

        assert {True, False} == orders

    @given(ours.tickets(number=7))
    def test_number(self, ticket):
        """
        The number that was asked for.
        """
        assert 7 == ticket.number

    @given(ours.draw_states(tp.OddsTable.from_stock({"bear": 3})))
    def test_states_of_a_table(self, state):
        """
        States of the table that was given.
        """
        assert {"bear"} == set(state.left)
        assert state.left["bear"] <= 3
