"""
Laws of sharing, and second implementations that share by counting.
"""

from fractions import Fraction
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from tiktok_presale import allocation
from tiktok_presale.rules.allocation import Fill, Reason, Sharing
from tiktok_presale.strategies import queues

UNITS = st.integers(0, 60)
RULES = st.sampled_from(Sharing)
FILLS = st.sampled_from(Fill)
IN_TURN = st.sampled_from([Sharing.FIRST_COME, Sharing.TIER, Sharing.LOTTERY])


def shared(units, line, by, fill):
    """
    An arrival shared by any rule.
    """
    seed = "seed" if by is Sharing.LOTTERY else None
    return allocation.share(units, line, by=by, fill=fill, seed=seed)


def granted(found):
    """
    What each order got, by its id.
    """
    return {one.claim.order_id: one.granted for one in found.allotments}


def first_come(line):
    """
    The orders by instant and id, sorted one by one.
    """
    found = []
    for claim in line:
        before = [one for one in found if one.at < claim.at]
        same = [one for one in found if one.at == claim.at and one.order_id < claim.order_id]
        found.insert(len(before) + len(same), claim)
    return found


class TestTotals:
    """
    Every unit is granted, held or free, and nobody gets what was not asked for.
    """

    @given(UNITS, queues(), RULES, FILLS)
    def test_conserved(self, units, line, by, fill):
        """
        What is granted, held and free is exactly what arrived.
        """
        found = shared(units, line, by, fill)

        assert units == found.granted + found.held + found.spot
        assert min(found.granted, found.held, found.spot) >= 0
        assert {c.order_id: c.units for c in line} == {
            one.claim.order_id: one.granted + one.short for one in found.allotments
        }
        assert all(0 <= one.granted <= one.claim.units for one in found.allotments)

    @given(UNITS, queues(), RULES)
    def test_partial_gives_all(self, units, line, by):
        """
        Where orders may be filled in part, nothing is held back.
        """
        found = shared(units, line, by, Fill.PARTIAL)

        assert min(units, sum(claim.units for claim in line)) == found.granted
        assert 0 == found.held

    @given(UNITS, queues(), RULES, FILLS)
    def test_free_means_that_nobody_waits(self, units, line, by, fill):
        """
        Pain 9: no unit is free while an order waits.
        """
        found = shared(units, line, by, fill)

        assert not (found.spot and found.waiting)

    @given(UNITS, queues(), RULES, st.sampled_from([Fill.SKIP, Fill.STOP]))
    def test_all_or_nothing(self, units, line, by, fill):
        """
        Whoever takes all or nothing gets all or nothing.
        """
        found = shared(units, line, by, fill)

        assert all(one.granted in {0, one.claim.units} for one in found.allotments)

    @given(UNITS, queues(), RULES, FILLS)
    def test_reasons(self, units, line, by, fill):
        """
        The reason says whether all, part or nothing was granted.
        """
        for one in shared(units, line, by, fill).allotments:
            expected = {Reason.NONE_LEFT, Reason.NO_FIT, Reason.BEHIND, Reason.TOO_SMALL}
            if one.granted:
                expected = {Reason.PART if one.short else Reason.WHOLE}

            assert one.reason in expected


class TestOrderOfInput:
    """
    The order in which claims are given makes no difference.
    """

    @given(UNITS, queues(), RULES, FILLS, st.randoms(use_true_random=False))
    def test_shuffled(self, units, line, by, fill, random):
        """
        A shuffled list is shared alike.
        """
        other = list(line)
        random.shuffle(other)

        assert shared(units, line, by, fill) == shared(units, other, by, fill)


class TestMoreUnits:
    """
    More units never give anybody less, where that can be promised.
    """

    @given(UNITS, st.integers(1, 10), queues(), IN_TURN, st.sampled_from([Fill.PARTIAL, Fill.STOP]))
    def test_in_turn(self, units, more, line, by, fill):
        """
        It holds for every rule that serves in turn and lets nobody overtake.
        """
        few, many = shared(units, line, by, fill), shared(units + more, line, by, fill)
        before, after = granted(few), granted(many)

        assert all(before[one] <= after[one] for one in before)

    @given(UNITS, st.integers(1, 10), queues(), st.sampled_from([Fill.SKIP, Fill.STOP]))
    def test_smallest_first(self, units, more, line, fill):
        """
        It holds pro rata for orders that take all or nothing.
        """
        before = granted(shared(units, line, Sharing.PRO_RATA, fill))
        after = granted(shared(units + more, line, Sharing.PRO_RATA, fill))

        assert all(before[one] <= after[one] for one in before)

    @given(UNITS, st.integers(1, 10), queues())
    def test_shares(self, units, more, line):
        """
        Pro rata it holds for the exact shares, and rounding costs an order one unit at most.
        """
        few = shared(units, line, Sharing.PRO_RATA, Fill.PARTIAL)
        many = shared(units + more, line, Sharing.PRO_RATA, Fill.PARTIAL)
        for one in few.allotments:
            other = many.get(one.claim.order_id)

            assert one.share <= other.share
            assert one.granted <= other.granted + 1


class TestNobodyOvertakes:
    """
    What a queue means.
    """

    @given(UNITS, queues(), IN_TURN, st.sampled_from([Fill.PARTIAL, Fill.STOP]))
    def test_behind(self, units, line, by, fill):
        """
        Nobody gets anything behind an order that still waits.
        """
        found = shared(units, line, by, fill).allotments
        first = next((n for n, one in enumerate(found) if one.short), len(found))

        assert all(one.granted == 0 for one in found[first + 1 :])

    @given(UNITS, queues())
    def test_tiers(self, units, line):
        """
        A lower tier gets nothing while a higher one waits.
        """
        found = shared(units, line, Sharing.TIER, Fill.PARTIAL)
        for one in found.waiting:
            lower = [a for a in found.allotments if a.claim.tier < one.tier]

            assert all(a.granted == 0 for a in lower)


class TestCounting:
    """
    Second implementations that know no arithmetic but counting.
    """

    @given(UNITS, queues())
    def test_unit_by_unit(self, units, line):
        """
        First come: each unit goes to the first in line who still lacks one.
        """
        lacking = [[claim.order_id, claim.units] for claim in first_come(line)]
        expected = {order_id: 0 for order_id, _ in lacking}
        for _ in range(units):
            waiting = [one for one in lacking if one[1]]
            if waiting:
                expected[waiting[0][0]] += 1
                waiting[0][1] -= 1

        assert expected == granted(shared(units, line, Sharing.FIRST_COME, Fill.PARTIAL))

    @given(UNITS, queues())
    def test_prefix(self, units, line):
        """
        Nobody overtakes: served is the longest head of the line that the arrival covers.
        """
        ordered = first_come(line)
        heads = [ordered[:n] for n in range(len(ordered) + 1)]
        served = max((h for h in heads if sum(c.units for c in h) <= units), key=len)
        found = granted(shared(units, line, Sharing.FIRST_COME, Fill.STOP))

        assert {c.order_id for c in served} == {one for one, got in found.items() if got}

    @settings(max_examples=2 * settings.default.max_examples)
    @given(st.integers(0, 20), queues(most=6, orders=6))
    def test_earliest_set(self, units, line):
        """
        Passing over: of all sets that fit, the one that has the earliest orders, each in turn.
        """
        ordered = first_come(line)
        sets = (
            picked
            for picked in product([True, False], repeat=len(ordered))
            if sum(c.units for c, taken in zip(ordered, picked, strict=True) if taken) <= units
        )
        found = granted(shared(units, line, Sharing.FIRST_COME, Fill.SKIP))

        assert max(sets) == tuple(found[c.order_id] > 0 for c in ordered)

    @settings(max_examples=2 * settings.default.max_examples)
    @given(st.integers(0, 12), queues(most=4, orders=4))
    def test_nearest_to_the_shares(self, units, line):
        """
        Pro rata: of all ways, the one nearest to the exact shares; the first come among several.
        """
        ordered = first_come(line)
        asked = sum(claim.units for claim in ordered)
        total = min(units, asked)
        shares = [Fraction(claim.units * total, asked) for claim in ordered]
        ways = [
            way
            for way in product(*(range(claim.units + 1) for claim in ordered))
            if sum(way) == total
        ]
        best = min(
            ways,
            key=lambda way: (
                sum(abs(got - share) for got, share in zip(way, shares, strict=True)),
                max((abs(got - share) for got, share in zip(way, shares, strict=True)), default=0),
                [-got for got in way],
            ),
        )
        found = granted(shared(units, line, Sharing.PRO_RATA, Fill.PARTIAL))

        assert best == tuple(found[claim.order_id] for claim in ordered)

    @settings(max_examples=2 * settings.default.max_examples)
    @given(st.integers(0, 20), queues(most=6, orders=6), st.sampled_from([Fill.SKIP, Fill.STOP]))
    def test_as_many_as_can_be(self, units, line, fill):
        """
        Pro rata, all or nothing: no other way serves more orders.
        """
        most = max(
            count
            for count in range(len(line) + 1)
            for some in combinations(line, count)
            if sum(claim.units for claim in some) <= units
        )
        found = shared(units, line, Sharing.PRO_RATA, fill)

        assert most == sum(one.granted > 0 for one in found.allotments)


class TestVerified:
    """
    Whatever is shared can be verified.
    """

    @given(UNITS, queues(), RULES, FILLS)
    def test_own_result(self, units, line, by, fill):
        """
        Sharing again gives the same.
        """
        found = shared(units, line, by, fill)
        seed = "seed" if by is Sharing.LOTTERY else None
        told = allocation.verify(found, seed=seed, seal=allocation.seal("seed"))

        assert {"pass"} == {one.outcome.value for one in told}
