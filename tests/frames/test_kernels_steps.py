"""
What kernels look up and round: step functions over a grid, exact shares, editions by the day.
"""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale.frames.editions import Editions
from tiktok_presale.frames.exact_amounts import shared
from tiktok_presale.frames.rulebooks import BEGINNING, changes, microseconds, rulebooks
from tiktok_presale.frames.steps import NOTHING, OUTSIDE, Steps, lay
from tiktok_presale.frames.truths import both, either, inverse, settled, some, spread
from tiktok_presale.policy.book import shipped
from tiktok_presale.policy.policy import Policy
from tiktok_presale.values.instants import local_day
from tiktok_presale.values.money import Rounding, round_fraction

HOUR = 3_600 * 10**6


@st.composite
def functions(draw):
    """
    Step functions whose steps are hours or minutes apart, before and after 1970.
    """
    start = draw(st.sampled_from([-(10**15), -5, 10**15, 1_700_000_000 * 10**6]))
    widths = draw(st.lists(st.sampled_from([1, HOUR // 60, 9 * HOUR, 24 * HOUR]), min_size=1))
    since = [start]
    for width in widths:
        since.append(since[-1] + width + draw(st.integers(0, 5)))
    values = draw(
        st.lists(
            st.integers(0, 9) | st.just(NOTHING),
            min_size=len(since) - 1,
            max_size=len(since) - 1,
        )
    )
    return Steps(tuple(since[:-1]), tuple(values), since[-1])


def looked_up(layout, number, instant):
    """
    One instant through the grid, as kernels do it.
    """
    place = (instant >> layout.shift) + int(layout.offsets[number])
    carried = instant + int(layout.carry[place])
    return int(layout.answers[max(carried >> layout.shift, 0)])


class TestSteps:
    """
    A grid answers as a search through the steps does, or says that it cannot.
    """

    @given(st.lists(functions(), min_size=1, max_size=3), st.data())
    def test_as_a_search(self, steps, data):
        """
        Each of several functions laid end to end, at its edges and between them.
        """
        layout = lay(steps)
        number = data.draw(st.integers(0, len(steps) - 1))
        function = steps[number]
        edges = [*function.since, function.until - 1]
        near = st.sampled_from(edges).flatmap(lambda edge: st.integers(edge - 2, edge + 2))
        instant = data.draw(near | st.integers(function.since[0], function.until - 1))
        if not function.since[0] <= instant < function.until:
            return
        found = looked_up(layout, number, instant)
        place = bisect_right(function.since, instant) - 1
        size = 1 << layout.shift
        ends = (*function.since, function.until)
        crowded = sum(end // size == instant // size for end in ends) > 1

        assert found == function.values[place] or (crowded and found == OUTSIDE)

    def test_no_functions(self):
        """
        Nothing laid covers nothing.
        """
        layout = lay([])

        assert layout.until <= layout.first + 1


class TestShares:
    """
    Shares of amounts, by whatever way they are worked out.
    """

    @given(
        st.lists(st.integers(0, 2**61), min_size=1, max_size=5),
        st.sampled_from([1, 2**10, 2**20, 2**33, 2**50]),
        st.fractions(0, 2),
        st.sampled_from(Rounding),
    )
    def test_as_fractions(self, amounts, scale, share, rounding):
        """
        As the scalar rule rounds.
        """
        base = np.array([amount // scale for amount in amounts])
        most = int(base.max())
        found = shared(base, most, share, rounding, out=np.empty(len(base), np.int64))

        assert [round_fraction(int(b) * share, rounding) for b in base] == [int(f) for f in found]

    @pytest.mark.parametrize("rounding", Rounding)
    def test_every_half(self, rounding):
        """
        Around each half unit.
        """
        for share in (Fraction(1, 2), Fraction(1, 20), Fraction(107, 5000), Fraction(3, 7)):
            base = np.arange(4000)
            found = shared(base, 3999, share, rounding, out=np.empty(4000, np.int64))

            assert [round_fraction(b * share, rounding) for b in range(4000)] == found.tolist()

    def test_python_integers(self):
        """
        Amounts that come as Python's own integers leave as such.
        """
        base = np.array([10**30, 15], dtype=object)
        for rounding in (Rounding.UP, Rounding.HALF_EVEN):
            found = shared(base, 10**30, Fraction(1, 10), rounding, out=np.empty(2, np.int64))

            assert [10**29, 2] == found.tolist()


class TestTruths:
    """
    One answer for all rows, or one for each.
    """

    FLAGS = np.array([True, False])

    @pytest.mark.parametrize("one", [True, False, FLAGS])
    @pytest.mark.parametrize("other", [True, False, FLAGS[::-1]])
    def test_combined(self, one, other):
        """
        As row by row.
        """
        left, right = spread(one, 2), spread(other, 2)

        assert (left & right).tolist() == spread(both(one, other), 2).tolist()
        assert (left | right).tolist() == spread(either(one, other), 2).tolist()
        assert (~left).tolist() == spread(inverse(one), 2).tolist()
        assert bool(left.any()) == some(one)

    def test_settled(self):
        """
        Flags that agree are one answer.
        """
        assert [True, False] == [settled(np.ones(3, "?")), settled(np.zeros(3, "?"))]
        assert settled(self.FLAGS) is self.FLAGS


class TestEditions:
    """
    The edition in force when an order was placed.
    """

    @pytest.mark.parametrize("market", ["th", "us", "vn"])
    def test_around_every_edge(self, market):
        """
        A microsecond before, at and after the start of each edition, as the scalar policy says.
        """
        pack = shipped(market)
        (book,) = rulebooks(pack, None).values()
        placed = [edge + step for edge in book.since[1:] for step in (-1, 0, 1)]
        column = np.array(placed)
        found = Editions([book]).of(0, column, int(column.min()), int(column.max()))
        for at, edition in zip(placed, found.tolist(), strict=True):
            instant = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)
            known = pack.day(instant) >= pack.starts[0]

            assert book.policies[edition] == (Policy.in_force(pack, on=instant) if known else None)

    def test_a_day_that_begins_twice(self):
        """
        St. John's set its clocks back at one minute past midnight: a day began, ended, began again.
        """
        zone = ZoneInfo("America/St_Johns")
        day = date(2010, 11, 7)
        edges = changes(zone, (day,), lambda on: int(on >= day))

        assert [0, 1, 0, 1] == [answer for _, answer in edges]
        assert BEGINNING == edges[0][0]
        pack = attrs.evolve(shipped("th"), zone="America/St_Johns")
        starts = tuple(edge for edge, _ in edges)
        book = attrs.evolve(
            next(iter(rulebooks(pack, None).values())),
            since=starts,
            policies=(None, Policy(pack, pack.starts[0])) * 2,
        )
        first = microseconds(datetime(2010, 11, 7, 1, tzinfo=UTC))
        placed = np.arange(first, first + 5 * HOUR, 10**7)
        found = Editions([book]).of(0, placed, int(placed[0]), int(placed[-1]))
        markets = np.zeros(len(placed), np.int64)
        same = Editions([book]).of(markets, placed, int(placed[0]), int(placed[-1]))
        on = [
            local_day(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(at)), zone)
            for at in placed
        ]

        assert [one >= day for one in on] == [bool(book.policies[n]) for n in found.tolist()]
        assert found.tolist() == same.tolist()
