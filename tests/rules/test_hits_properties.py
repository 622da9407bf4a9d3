"""
Laws of the ranks of products.
"""

from __future__ import annotations

from itertools import combinations

import scipy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tiktok_presale import planning
from tiktok_presale.rules.planning import Why
from tiktok_presale.strategies import assortments

assert scipy  # the subject needs the extra: without it this file is left out

# Each answer takes some milliseconds, and few products make many cases.
FEWER = settings(max_examples=settings().max_examples // 3)
SHOPS = assortments(least=5, most=7)


def ranked(records, **given):
    """
    Rank products that are enough to be ranked.
    """
    found = planning.hits(records, unit="views", least_in_category=3, **given)
    assume(found.hits)
    return found


@FEWER
@given(SHOPS, st.randoms(use_true_random=False))
def test_order_does_not_matter(records, random):
    """
    The same answer, to the last digit, in whatever order the records come.
    """
    shuffled = list(records)
    random.shuffle(shuffled)

    assert ranked(records, ahead=50) == ranked(shuffled, ahead=50)


@FEWER
@given(SHOPS)
def test_places(records):
    """
    No product is lost; rates lie between own and common ones; more orders never rank lower.

    The last holds for products that were seen as much and are drawn towards the same.
    """
    found = ranked(records)

    assert {record.product for record in records} == {hit.product for hit in found}
    for hit in found:
        low, high = sorted((hit.common if hit.alone is None else hit.alone, hit.common))

        assert low * (1 - 1e-9) <= hit.rate.value <= high * (1 + 1e-9)
        assert hit.rate.value in hit.rate.interval
        assert 0 <= hit.weight < 1
    for one, other in combinations(found, 2):
        if (one.record.exposure, one.drawn_to) == (other.record.exposure, other.drawn_to):
            assert one.orders >= other.orders
            assert (one.rank == other.rank) is (one.orders == other.orders)


@FEWER
@given(SHOPS)
def test_every_place_has_its_reason(records):
    """
    The reason that is told for a place is a true one, and telling it never fails.
    """
    found = ranked(records)
    for one, other in zip(found.hits, found.hits[1:], strict=False):
        why = one.why_before(other)

        assert one.rate.value >= other.rate.value
        assert (why is Why.TIED) is (one.rate.value == other.rate.value)
        assert (why is Why.ALONE) <= (one.alone is not None and one.alone > (other.alone or 0))
        assert (why is Why.SEEN_MORE) <= (one.weight > other.weight)
        assert (why is Why.SEEN_LESS) <= (one.weight <= other.weight)
        assert (why is Why.AVERAGE) <= (one.drawn_to != other.drawn_to)
        assert (why is Why.UNSEEN) <= (other.alone is None)
        assert (why is Why.UNSEEN_ITSELF) <= (one.alone is None)
    assert "{" not in found.explain(first=99) + found.explain("zh", first=99)
