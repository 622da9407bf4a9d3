"""
Who gets the units of an arrival that does not suffice?
"""

from datetime import UTC, datetime
from fractions import Fraction

import attrs
import pytest

from tiktok_presale import Claim, Outcome, allocation
from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.rules.allocation import Fill, Reason, Sharing


def claim(order_id, units, day=1, **fields):
    """
    A claim placed at midnight on a day of January 2026.
    """
    return Claim(order_id, units, at=datetime(2026, 1, day, tzinfo=UTC), **fields)


def granted(units, claims, by=Sharing.FIRST_COME, fill=Fill.PARTIAL, **fields):
    """
    What each order gets, by its id.
    """
    found = allocation.share(units, claims, by=by, fill=fill, **fields)
    return {one.claim.order_id: one.granted for one in found.allotments}


LINE = [claim("a", 4, 1), claim("b", 5, 2), claim("c", 2, 3), claim("d", 1, 4)]


class TestFirstCome:
    """
    In the order in which orders were placed.
    """

    def test_partial(self):
        """
        The one at whom the arrival ends gets what is left.
        """
        assert {"a": 4, "b": 3, "c": 0, "d": 0} == granted(7, LINE)

    def test_at_once(self):
        """
        Of two orders placed at one instant the smaller id goes first, whatever the zone says.
        """
        line = [claim("o2", 1), claim("o10", 1), claim("o1", 1)]

        assert ["o1", "o10", "o2"] == list(granted(1, line))

    def test_reasons(self):
        """
        Each order is told its place and why it got what it got.
        """
        found = allocation.share(7, LINE, by=Sharing.FIRST_COME)

        assert [
            ("a", 1, Reason.WHOLE),
            ("b", 2, Reason.PART),
            ("c", 3, Reason.NONE_LEFT),
            ("d", 4, Reason.NONE_LEFT),
        ] == [(one.claim.order_id, one.place, one.reason) for one in found.allotments]


class TestTier:
    """
    The greater tier first, first come within one.
    """

    LINE = (
        claim("a", 2, 1, tier=0),
        claim("b", 2, 2, tier=2),
        claim("c", 2, 3, tier=1),
        claim("d", 2, 4, tier=2),
    )

    def test_order(self):
        """
        A late order of a high tier goes before an early one of a low tier.
        """
        assert ["b", "d", "c", "a"] == list(granted(5, self.LINE, Sharing.TIER))
        assert {"b": 2, "d": 2, "c": 1, "a": 0} == granted(5, self.LINE, Sharing.TIER)

    def test_told(self):
        """
        The reason names the tier.
        """
        found = allocation.share(5, self.LINE, by=Sharing.TIER)

        assert [2, 2, 1, 0] == [one.params["tier"] for one in found.findings[:4]]


class TestProRata:
    """
    In proportion to what was asked, to the unit by largest remainder.
    """

    def test_shares(self):
        """
        Shares of 4, 5, 2 and 1 in 7 are 2 1/3, 2 11/12, 1 1/6 and 7/12.
        """
        found = allocation.share(7, LINE, by=Sharing.PRO_RATA)

        assert {"a": 2, "b": 3, "c": 1, "d": 1} == granted(7, LINE, Sharing.PRO_RATA)
        assert Fraction(35, 12) == found.get("b").share
        assert ["b", "d", "a", "c"] == [one.claim.order_id for one in found.allotments]

    def test_equal_remainders(self):
        """
        Among equal remainders the first come gets the unit.
        """
        line = [claim("late", 1, 2), claim("early", 1, 1)]

        assert {"early": 1, "late": 0} == granted(1, line, Sharing.PRO_RATA)

    def test_too_small(self):
        """
        A share of less than one unit can be none at all.
        """
        found = allocation.share(1, [claim("a", 9), claim("b", 1)], by=Sharing.PRO_RATA)

        assert Reason.TOO_SMALL is found.get("b").reason
        assert Reason.PART is found.get("a").reason

    def test_nothing_arrives(self):
        """
        Where nothing arrived, no share is too small: nothing was there.
        """
        found = allocation.share(0, LINE, by=Sharing.PRO_RATA)

        assert {Reason.NONE_LEFT} == {one.reason for one in found.allotments}

    def test_alabama_paradox(self):
        """
        One unit more can cost an order a unit: largest remainders are not monotone.
        """
        line = [claim("a", 6, 1), claim("b", 6, 2), claim("c", 2, 3)]

        assert {"a": 4, "b": 4, "c": 2} == granted(10, line, Sharing.PRO_RATA)
        assert {"a": 5, "b": 5, "c": 1} == granted(11, line, Sharing.PRO_RATA)

    @pytest.mark.parametrize("fill", [Fill.SKIP, Fill.STOP])
    def test_all_or_nothing(self, fill):
        """
        The orders that miss the fewest units go first: 1, 2 and 4 of 7, and nobody else fits.
        """
        assert {"d": 1, "c": 2, "a": 4, "b": 0} == granted(7, LINE, Sharing.PRO_RATA, fill)


class TestAllOrNothing:
    """
    What becomes of an order for which not enough is left is a choice.
    """

    def test_skip(self):
        """
        An order that does not fit is passed over, and later ones that fit get their units.
        """
        assert {"a": 4, "b": 0, "c": 2, "d": 1} == granted(7, LINE, fill=Fill.SKIP)

    def test_stop(self):
        """
        Or it ends the sharing, and nobody overtakes it.
        """
        found = allocation.share(7, LINE, by=Sharing.FIRST_COME, fill=Fill.STOP)

        assert [Reason.WHOLE, Reason.NO_FIT, Reason.BEHIND, Reason.BEHIND] == [
            one.reason for one in found.allotments
        ]
        assert 4 == found.granted

    def test_used_up(self):
        """
        Where nothing is left, that is the reason, for whoever stands behind as well.
        """
        for fill in Fill:
            found = allocation.share(4, LINE, by=Sharing.FIRST_COME, fill=fill)

            assert [Reason.WHOLE, *[Reason.NONE_LEFT] * 3] == [o.reason for o in found.allotments]

    def test_more_can_be_less(self):
        """
        One unit more can cost an order all of its units where orders are passed over.
        """
        line = [claim("big", 5, 1), claim("small", 3, 2)]

        assert {"big": 0, "small": 3} == granted(4, line, fill=Fill.SKIP)
        assert {"big": 5, "small": 0} == granted(5, line, fill=Fill.SKIP)


class TestSpotSale:
    """
    Pain 9: waiting orders have first claim on an arrival, before spot sale.
    """

    def test_queue_first(self):
        """
        While anybody waits, nothing is free.
        """
        found = allocation.share(7, LINE, by=Sharing.FIRST_COME)

        assert (7, 0, 0) == (found.granted, found.held, found.spot)

    @pytest.mark.parametrize(("units", "spot"), [(11, 0), (12, 0), (13, 1), (20, 8)])
    def test_what_is_free(self, units, spot):
        """
        Free is only what nobody asked for.
        """
        assert spot == allocation.share(units, LINE, by=Sharing.FIRST_COME).spot

    def test_held(self):
        """
        Units that a waiting order does not take in part are held for it, and not sold.
        """
        found = allocation.share(8, LINE, by=Sharing.FIRST_COME, fill=Fill.STOP)

        assert (4, 4, 0) == (found.granted, found.held, found.spot)

    def test_nobody_waits(self):
        """
        Without a queue everything is free.
        """
        for by in (Sharing.FIRST_COME, Sharing.PRO_RATA):
            found = allocation.share(5, [], by=by)

            assert (0, 0, 5) == (found.granted, found.held, found.spot)
            assert [Outcome.PASS] == [one.outcome for one in found.findings]

    def test_told(self):
        """
        The answer says what is free, and for whom the rest is held.
        """
        short = allocation.share(8, LINE, by=Sharing.FIRST_COME, fill=Fill.STOP)
        enough = allocation.share(13, LINE, by=Sharing.FIRST_COME)

        assert Outcome.FAIL is short.findings[-1].outcome
        assert "lack 8 units, and 4 are held for them" in str(short.findings[-1])
        assert "1 units are free for spot sale" in str(enough.findings[-1])
        assert "1件可供现货销售" in enough.findings[-1].explain("zh")


class TestShortfall:
    """
    Pain 3: a shortfall is a returned value with the orders concerned, never a silent cap.
    """

    def test_waiting(self):
        """
        Whoever still waits can be given to the next arrival as it is.
        """
        first = allocation.share(7, LINE, by=Sharing.FIRST_COME)
        second = allocation.share(9, first.waiting, by=Sharing.FIRST_COME)

        assert [("b", 2), ("c", 2), ("d", 1)] == [(c.order_id, c.units) for c in first.waiting]
        assert ((), 4) == (second.waiting, second.spot)

    def test_every_order_has_a_reason(self):
        """
        No order goes without a reason, and none that lacks units passes.
        """
        found = allocation.share(7, LINE, by=Sharing.FIRST_COME)
        told = {f.params["order"]: f.outcome for f in found.findings if "order" in f.params}

        assert {
            "a": Outcome.PASS,
            "b": Outcome.FAIL,
            "c": Outcome.FAIL,
            "d": Outcome.FAIL,
        } == told

    def test_explained(self):
        """
        The text tells the worst first, in both languages.
        """
        found = allocation.share(7, LINE, by=Sharing.FIRST_COME)

        assert "[fail] order b gets 3 of 5 (place 2, by first come); there was no more for it." in (
            str(found).splitlines()
        )
        assert (
            "[pass] order a gets all of its 4 (place 1, by first come)."
            == (found.explain("en").splitlines()[-1])
        )
        assert len(found.explain("zh").splitlines()) == 5

    @pytest.mark.parametrize(
        ("units", "by", "fill", "order_id", "words"),
        [
            (4, Sharing.FIRST_COME, Fill.PARTIAL, "b", "nothing was left"),
            (7, Sharing.FIRST_COME, Fill.SKIP, "b", "it takes all or nothing, and fewer were left"),
            (7, Sharing.FIRST_COME, Fill.STOP, "c", "it stands behind an order that did not fit"),
            (2, Sharing.PRO_RATA, Fill.PARTIAL, "d", "its share of 1/6 is less than one unit"),
        ],
        ids=["none", "fit", "behind", "small"],
    )
    def test_nothing_has_a_reason(self, units, by, fill, order_id, words):
        """
        Whoever gets nothing is told which of the four reasons it is.
        """
        found = allocation.share(units, LINE, by=by, fill=fill)
        (told,) = (one for one in found.findings if one.params.get("order") == order_id)

        assert f"order {order_id} gets nothing of" in str(told)
        assert words in str(told)
        assert "一件未得" in told.explain("zh")

    def test_nobody_of_that_name(self):
        """
        An order that did not stand in the queue has no allotment.
        """
        found = allocation.share(7, LINE, by=Sharing.FIRST_COME)

        assert (3, None) == (found.get("b").granted, found.get("z"))


class TestArguments:
    """
    What makes no sense is refused.
    """

    @pytest.mark.parametrize(
        ("field", "value"),
        [("units", 1.5), ("by", "auction"), ("fill", True), ("claims", ["o1"])],
    )
    def test_types(self, field, value):
        """
        Each argument has one type.
        """
        given = {"units": 1, "claims": LINE, "by": Sharing.TIER, "fill": Fill.SKIP, field: value}
        with pytest.raises(WrongTypeError, match=field):
            allocation.share(given.pop("units"), given.pop("claims"), **given)

    def test_negative(self):
        """
        No arrival is below nothing.
        """
        with pytest.raises(OutOfRangeError, match="units"):
            allocation.share(-1, LINE, by=Sharing.TIER)

    def test_order_twice(self):
        """
        Two lines of one order are one claim; two claims would each be served.
        """
        with pytest.raises(OutOfRangeError, match="add up its lines"):
            allocation.share(7, [*LINE, claim("a", 1, 9)], by=Sharing.FIRST_COME)

    def test_queue(self):
        """
        The queue alone can be had too.
        """
        found = allocation.queue(reversed(LINE), by=Sharing.FIRST_COME)

        assert tuple(LINE) == found
        assert tuple(LINE) == allocation.queue(LINE, by=Sharing.PRO_RATA)


class TestImpossible:
    """
    An allocation that gives away what is not there cannot exist.
    """

    FOUND = allocation.share(7, LINE, by=Sharing.FIRST_COME)

    def test_more_than_arrived(self):
        """
        Never more than arrived.
        """
        with pytest.raises(OutOfRangeError, match="granted is 7; it must be at most 6"):
            attrs.evolve(self.FOUND, arrived=6)

    def test_more_than_asked(self):
        """
        Never more than an order asked for.
        """
        first, *others = self.FOUND.allotments
        with pytest.raises(OutOfRangeError, match="at most the 4 that 'a' asked for"):
            attrs.evolve(
                self.FOUND, arrived=9, allotments=(attrs.evolve(first, granted=5), *others)
            )

    def test_order_twice(self):
        """
        Never twice to the same order.
        """
        first = self.FOUND.allotments[0]
        with pytest.raises(OutOfRangeError, match="an order twice"):
            attrs.evolve(self.FOUND, arrived=9, allotments=(first, first))

    def test_places(self):
        """
        The places are those of the queue.
        """
        with pytest.raises(OutOfRangeError, match="place is 4; it must be 1"):
            attrs.evolve(self.FOUND, allotments=self.FOUND.allotments[::-1])

    @pytest.mark.parametrize(
        ("by", "seal"), [(Sharing.LOTTERY, None), (Sharing.FIRST_COME, "ab")], ids=["none", "some"]
    )
    def test_seal(self, by, seal):
        """
        A lottery has a seal, and nothing else has one.
        """
        with pytest.raises(OutOfRangeError, match="seal"):
            attrs.evolve(self.FOUND, by=by, seal=seal)


def test_door_shows_its_public_names():
    """
    Completion shows what the door offers and nothing else.
    """
    assert dir(allocation) == sorted(allocation.__all__)
