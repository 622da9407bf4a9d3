"""
Strategies for creators draw what they say and shrink to what they say.
"""

from fractions import Fraction

import pytest
from hypothesis import Phase, find, given, settings

import tiktok_presale as tp
from tiktok_presale import strategies as ours

SEARCH = settings(
    max_examples=150,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining a find takes seconds
)
REACH = settings(SEARCH, max_examples=1_000, phases=[Phase.generate])


class TestShrinking:
    """
    A failing example is told by its simplest form.
    """

    SIMPLEST = (
        ("creators", tp.Creator(id="1")),
        ("campaigns", tp.Campaign(product=tp.Product(id="p1"))),
        ("deal_terms", tp.DealTerms(commission=0)),
        (
            "affiliate_sales",
            tp.AffiliateSale(order_id="1", creator="glow", product_id="p1", quantity=0),
        ),
        ("video_results", tp.VideoResult(id="1", creator="glow", views=0)),
        ("creator_candidates", []),
    )

    @pytest.mark.parametrize(("name", "value"), SIMPLEST, ids=[name for name, _ in SIMPLEST])
    def test_value(self, name, value):
        """
        Each strategy shrinks to what its docstring says.
        """
        assert value == find(getattr(ours, name)(), lambda _: True, settings=SEARCH)


class TestReach:
    """
    The awkward values are drawn.
    """

    @pytest.mark.parametrize(
        "condition",
        [
            lambda one: one.followers == 50_000,
            lambda one: one.conversion == Fraction(1),
            lambda one: one.slot_fee is not None and not one.slot_fee,
            lambda one: "food" in one.categories,
        ],
        ids=["tier", "share", "free", "barred"],
    )
    def test_creators(self, condition):
        """
        Ends of tiers, whole shares, free slots and barred categories come up.
        """
        assert condition(find(ours.creators(), condition, settings=REACH))

    def test_campaigns(self):
        """
        Some campaigns tell everything.
        """
        told = find(
            ours.campaigns(),
            lambda one: None not in {one.sheet, one.returns, one.wait, one.cap},
            settings=REACH,
        )

        assert told.added_by_waiting is not None

    @given(ours.creators("THB", ids=["x"]))
    def test_told_currency_and_ids(self, creator):
        """
        What is asked for is kept.
        """
        assert creator.id == "x"
        assert creator.gpm is None or creator.gpm.currency == "THB"

    @given(ours.creator_candidates(most=4, units=3))
    def test_candidates(self, candidates):
        """
        No more than asked for, each once.
        """
        assert len(candidates) <= 4
        assert len({one.id for one in candidates}) == len(candidates)
        assert all(one.units <= 3 for one in candidates)

    @given(ours.affiliate_sales(), ours.video_results(["x"]))
    def test_sold(self, sale, video):
        """
        No more comes back than was sold, and videos are those of who was asked for.
        """
        assert sale.lost <= sale.quantity
        assert video.creator == "x"
