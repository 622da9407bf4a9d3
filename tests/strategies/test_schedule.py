"""
Strategies for occasions and terms of makers draw what they say and shrink to what they say.
"""

import pytest
from hypothesis import Phase, find, given, settings

import tiktok_presale as tp
from tiktok_presale import strategies as ours

SEARCH = settings(
    max_examples=500,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining a find takes seconds
)
FEW = settings(SEARCH, max_examples=60)
REACH = settings(SEARCH, phases=[Phase.generate])
FREE = tp.PurchaseTerms(unit_cost=tp.Money(0, "USD"), lead_time=tp.CalendarDays(0))


class TestShrinking:
    """
    A failing example is told by its simplest form.
    """

    SIMPLEST = (
        ("months", tp.Months(0)),
        ("occasions", tp.VALENTINES_DAY),
        ("purchase_terms", FREE),
    )

    @pytest.mark.parametrize(("name", "value"), SIMPLEST, ids=[name for name, _ in SIMPLEST])
    def test_value(self, name, value):
        """
        Each shrinks to what its docstring says.
        """
        assert value == find(getattr(ours, name)(), lambda _: True, settings=FEW)


class TestReach:
    """
    Awkward values are among those drawn.
    """

    @pytest.mark.parametrize(
        ("name", "condition"),
        [
            ("months", lambda one: one.count > 12),
            ("occasions", lambda one: one.days),
            ("occasions", lambda one: one.rule and "BYMONTH=2;BYMONTHDAY=29" in one.rule),
            ("occasions", lambda one: one.rule and "BYEASTER=-" in one.rule),
            ("purchase_terms", lambda one: one.capacity == one.smallest),
            ("purchase_terms", lambda one: one.smallest > one.minimum),
            ("purchase_terms", lambda one: one.loss.minor == 0 < one.unit_cost.minor),
        ],
        ids=["years", "listed", "leap day", "easter", "tight", "rounded", "no loss"],
    )
    def test_value(self, name, condition):
        """
        Each of these comes up.
        """
        assert condition(find(getattr(ours, name)(), condition, settings=REACH))

    @given(ours.purchase_terms("CNY"))
    def test_currency(self, terms):
        """
        The currency is the one asked for.
        """
        assert "CNY" == terms.currency
