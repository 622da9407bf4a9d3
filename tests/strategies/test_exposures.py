"""
Strategies for what was seen of products draw what they say and shrink to what they say.
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
# To see that a value is drawn at all there is no need to make it small, which takes long.
REACH = settings(SEARCH, phases=[Phase.generate])


class TestShrinking:
    """
    A failing example is told by its simplest form.
    """

    SIMPLEST = (
        ("product_records", {}, tp.ProductRecord("1", 0, 0)),
        ("assortments", {"most": 3}, []),
        ("assortments", {"least": 1, "most": 2}, [tp.ProductRecord("1", 0, 0)]),
    )

    @pytest.mark.parametrize(("name", "given", "value"), SIMPLEST, ids=["any", "no", "one"])
    def test_value(self, name, given, value):
        """
        Each shrinks to what its docstring says.
        """
        assert value == find(getattr(ours, name)(**given), lambda _: True, settings=SEARCH)


class TestReach:
    """
    Awkward values are among those drawn.
    """

    AWKWARD = (
        ("never seen", lambda record: not record.exposure),
        ("seen and never ordered", lambda record: record.exposure and not record.orders),
        ("of part of a week", lambda record: record.exposure.denominator > 1),
        ("all returned", lambda record: record.orders > 1 and record.kept == 0),
        ("of a category", lambda record: record.category == "mug"),
    )

    @pytest.mark.parametrize(
        "wanted", [way for _, way in AWKWARD], ids=[name for name, _ in AWKWARD]
    )
    def test_found(self, wanted):
        """
        A record that is unseen, unsold, partly seen, sent back, or of a category.
        """
        assert wanted(find(ours.product_records(), wanted, settings=REACH))

    def test_seen_as_much(self):
        """
        Two products of a shop that were seen as much and ordered differently.
        """

        def wanted(records):
            return any(
                one.exposure == other.exposure and one.orders < other.orders
                for one in records
                for other in records
            )

        assert wanted(find(ours.assortments(), wanted, settings=REACH))


@given(ours.assortments(least=2, most=4))
def test_limits(records):
    """
    No more products than allowed and no fewer, each once.
    """
    assert 2 <= len({record.product for record in records}) == len(records) <= 4
