"""
Units that open by date, in waves.
"""

from datetime import timedelta

import pytest

from rules.capacity_making import MINUTE, NOON, RED, a_ledger, codes, sold, take, taken, two_waves
from tiktok_presale import EACH, Limit, Scope, Wave, capacity
from tiktok_presale.errors import OutOfRangeError, WrongTypeError

W1, W2 = Scope(wave="w1"), Scope(wave="w2")
LATER = NOON + 60 * MINUTE
EARLY = NOON - MINUTE


def balances(ledger, at):
    """
    Limit, available and closed units of both waves.
    """
    found = [ledger.balance(scope, at=at) for scope in (W1, W2)]
    return [(one.limit, one.available, one.closed) for one in found]


class TestOpening:
    """
    A wave's units are there from its first instant on, and not before.
    """

    def test_before_the_first(self):
        """
        Nothing is open, and the answer says from when.
        """
        ledger = a_ledger(10, waves=two_waves())
        finding = take(ledger, "k", at=EARLY).decision.failures[0]

        assert ("capacity.no_wave", NOON) == (finding.code, finding.remedy.params["on"])
        assert [(3, 0, 3), (5, 0, 5)] == balances(ledger, EARLY)
        assert ledger.wave(at=EARLY) is None

    def test_the_first(self):
        """
        A request takes its units from the wave that is open, and the hold says which.
        """
        answer = take(a_ledger(10, waves=two_waves()), "k")

        assert "w1" == answer.hold.request.wave
        assert "w1" == answer.ledger.wave(at=NOON).name
        assert [(3, 2, 0), (5, 0, 5)] == balances(answer.ledger, NOON)

    def test_a_later_one_is_not_available(self):
        """
        When the first wave is sold out, the second does not help yet.
        """
        ledger = taken(a_ledger(10, waves=two_waves()), "k", lines={"red": 3})

        assert ["capacity.limit"] == codes(take(ledger, "l").decision)
        assert ["capacity.wave"] == codes(take(ledger, "l", wave="w2").decision)
        assert take(ledger, "l", at=LATER).allowed

    @pytest.mark.parametrize(
        ("wave", "at", "remedy"),
        [("w2", NOON, LATER), ("w1", LATER, None), ("w9", NOON, None)],
        ids=["ahead", "over", "unknown"],
    )
    def test_named(self, wave, at, remedy):
        """
        A wave that is named must be open.
        """
        finding = take(a_ledger(10, waves=two_waves()), "k", wave=wave, at=at).decision.failures[0]

        assert "capacity.wave" == finding.code
        assert remedy == (finding.remedy and finding.remedy.params["on"])

    def test_named_and_open(self):
        """
        Then its units are taken.
        """
        assert take(a_ledger(10, waves=two_waves()), "k", wave="w1").allowed

    def test_named_without_waves(self):
        """
        Where there are no waves, none is open.
        """
        assert ["capacity.wave"] == codes(take(a_ledger(10), "k", wave="w1").decision)

    def test_between_two(self):
        """
        In a gap between two waves nothing is open.
        """
        ledger = a_ledger(10, waves=two_waves(gap=10 * MINUTE))

        assert ["capacity.no_wave"] == codes(take(ledger, "k", at=LATER).decision)
        assert take(ledger, "k", at=NOON + 59 * MINUTE + timedelta(milliseconds=999)).allowed
        assert take(ledger, "k", at=LATER + 10 * MINUTE).allowed

    def test_only_waves(self):
        """
        The units of waves may be all the limits there are.
        """
        ledger = a_ledger(None, waves=two_waves())

        assert take(ledger, "k", {"red": 3}).allowed
        assert ["capacity.no_wave"] == codes(take(ledger, "k", at=EARLY).decision)
        assert () == take(ledger, "k", at=EARLY).decision.unknowns

    def test_limits_within_a_wave(self):
        """
        A wave may have limits by SKU or by buyer, which open and close with it.
        """
        within = Scope(wave="w1", sku="red")
        each = Scope(wave="w1", buyer=EACH)
        ledger = a_ledger(10, Limit(within, 2), Limit(each, 1), waves=two_waves())

        assert not take(ledger, "k", {"red": 3}, buyer="b1").allowed
        assert not take(ledger, "k", {"blue": 2}, buyer="b1").allowed
        assert 2 == ledger.available(within, at=NOON)
        assert 0 == ledger.available(within, at=EARLY)
        assert 0 == ledger.available(within, at=LATER)
        assert 1 == ledger.available(Scope(wave="w1", buyer="b1"), at=NOON)


class TestWhatIsLeft:
    """
    What a wave leaves goes to the next one, or lapses, as was chosen.
    """

    @pytest.mark.parametrize("gap", [timedelta(0), 10 * MINUTE], ids=["at once", "after a gap"])
    def test_carried_over(self, gap):
        """
        What was left is the next wave's, and the sum of both stays.
        """
        ledger = sold(a_ledger(10, waves=two_waves(gap=gap)), "k")
        after = LATER + gap

        assert [(1, 0, 0), (7, 7, 0)] == balances(ledger, after)
        assert take(ledger, "l", {"red": 7}, at=after).allowed
        assert not take(ledger, "l", {"red": 8}, at=after).allowed

    def test_carried_over_before_the_next_opens(self):
        """
        In a gap it is the next wave's already, and closed as that is.
        """
        ledger = sold(a_ledger(10, waves=two_waves(gap=10 * MINUTE)), "k")

        assert [(1, 0, 0), (7, 0, 7)] == balances(ledger, LATER)

    def test_lapsed(self):
        """
        What is not carried over is closed, and nobody can take it.
        """
        ledger = sold(a_ledger(10, waves=two_waves(carries_over=False)), "k")

        assert [(3, 0, 2), (5, 5, 0)] == balances(ledger, LATER)
        assert not take(ledger, "l", {"red": 6}, at=LATER).allowed

    def test_a_hold_that_outlives_its_wave(self):
        """
        It may be paid after the wave's end; if it expires, its units are carried over then.
        """
        ledger = taken(a_ledger(10, waves=two_waves()), "k", expires=70 * MINUTE)

        assert capacity.commit(ledger, "k", key="p", at=LATER).allowed
        assert [(1, 0, 0), (7, 7, 0)] == balances(ledger, LATER)
        assert [(0, 0, 0), (8, 8, 0)] == balances(ledger, NOON + 70 * MINUTE)

    def test_cancelled_after_its_wave(self):
        """
        A sale of the first wave that is cancelled in the second gives its units to the second.
        """
        ledger = sold(a_ledger(10, waves=two_waves()), "k")
        ledger = capacity.release(ledger, "k", key="r", at=LATER).ledger

        assert [(0, 0, 0), (8, 8, 0)] == balances(ledger, LATER)

    def test_over_several(self):
        """
        What is left goes on from wave to wave, and stops where one lets it lapse.
        """
        waves = [
            Wave(name=f"w{n}", units=n, opens=NOON + n * 60 * MINUTE, carries_over=n != 3)
            for n in range(1, 5)
        ]
        ledger = a_ledger(None, waves=waves)
        found = [
            ledger.available(Scope(wave=f"w{n}"), at=NOON + n * 60 * MINUTE) for n in range(1, 5)
        ]

        assert [1, 1 + 2, 1 + 2 + 3, 4] == found

    def test_the_last_one(self):
        """
        After the last wave what is left is nobody's.
        """
        wave = Wave(name="w1", units=3, opens=NOON, closes=NOON + MINUTE, carries_over=True)
        ledger = a_ledger(10, waves=[wave])

        assert 3 == ledger.balance(W1, at=NOON + 2 * MINUTE).closed


class TestSeller:
    """
    Waves under withdrawal, and with other units than planned.
    """

    def test_withdrawn_before_it_opens(self):
        """
        Units of a wave that is still to open can be taken back.
        """
        ledger = capacity.withdraw(a_ledger(10, waves=two_waves()), W2, 4, key="w", at=NOON).ledger
        found = ledger.balance(W2, at=NOON)

        assert (5, 0, 5, 1) == (found.limit, found.available, found.withdrawn, found.closed)
        assert [(0, 0, 0), (8, 4, 0)] == balances(ledger, LATER)

    def test_withdrawn_after_its_end(self):
        """
        What has been carried over is taken back from the wave that has it now.
        """
        ledger = a_ledger(10, waves=two_waves())

        assert not capacity.withdraw(ledger, W1, 1, key="w", at=LATER).allowed
        assert capacity.withdraw(ledger, W2, 8, key="w", at=LATER).allowed

    def test_withdrawn_units_do_not_carry_over(self):
        """
        What was taken back from a wave stays taken back.
        """
        ledger = capacity.withdraw(a_ledger(10, waves=two_waves()), W1, 2, key="w", at=NOON).ledger

        assert [(2, 0, 0), (6, 6, 0)] == balances(ledger, LATER)

    @pytest.mark.parametrize(
        ("scope", "at", "units", "allowed"),
        [
            (W1, NOON, 1, True),
            (W1, NOON, 0, False),
            (W2, NOON, 0, True),
            (W2, LATER, 0, True),
            (W1, LATER, 2, False),
            (W1, LATER, 4, True),
        ],
        ids=str,
    )
    def test_other_units(self, scope, at, units, allowed):
        """
        A wave's units are set like any limit; those of one that is over only upwards.
        """
        ledger = sold(a_ledger(10, waves=two_waves()), "k")
        answer = capacity.set_limit(ledger, Limit(scope, units), key="s", at=at)

        assert allowed is answer.allowed
        wanted = units if allowed else {W1: 3, W2: 5}[scope]
        assert wanted == answer.ledger.limit_of(scope).units

    def test_below_what_came_over(self):
        """
        A wave's own units may be lowered as far as what came over covers what it sold.
        """
        ledger = a_ledger(10, waves=two_waves())
        ledger = taken(ledger, "k", lines={"red": 4}, at=LATER)
        least = capacity.set_limit(ledger, Limit(W2, 0), key="s", at=LATER)

        assert 1 == least.decision.failures[0].remedy.params["units"]
        lowered = capacity.set_limit(ledger, Limit(W2, 1), key="s", at=LATER).ledger
        assert 0 == lowered.available(W2, at=LATER)

    @pytest.mark.parametrize("limit", [Limit(W1, None), Limit(W1, 5, soft=True)], ids=str)
    def test_waves_have_units(self, limit):
        """
        A wave's units are a number, and a hard one.
        """
        with pytest.raises(OutOfRangeError, match="for a wave"):
            capacity.set_limit(a_ledger(10, waves=two_waves()), limit, key="s", at=NOON)


class TestSchedule:
    """
    Waves follow each other.
    """

    @staticmethod
    def wave(name, opens, closes=None):
        """
        A wave from minute to minute.
        """
        until = None if closes is None else NOON + closes * MINUTE
        return Wave(
            name=name, units=1, opens=NOON + opens * MINUTE, closes=until, carries_over=True
        )

    @pytest.mark.parametrize(
        ("waves", "words"),
        [
            ([("a", 0, None), ("a", 5, None)], "one of each name"),
            ([("a", 5, None), ("b", 0, None)], "after wave 'a' is over"),
            ([("a", 0, None), ("b", 0, None)], "after wave 'a' is over"),
            ([("a", 0, 5), ("b", 5, None)], "after wave 'a' is over"),
            ([("a", 0, 5), ("b", 3, 4)], "after wave 'a' is over"),
        ],
        ids=str,
    )
    def test_refused(self, waves, words):
        """
        Two of one name, and waves that overlap, are refused.
        """
        with pytest.raises(OutOfRangeError, match=words):
            a_ledger(10, waves=[self.wave(*one) for one in waves])

    def test_next_second(self):
        """
        A wave may open in the second after the last one's last.
        """
        first = self.wave("a", 0, 5)
        second = Wave(
            name="b", units=1, opens=first.closes + timedelta(seconds=1), carries_over=True
        )

        assert 2 == len(a_ledger(10, waves=[first, second]).waves)

    def test_no_waves(self):
        """
        What is no wave is refused.
        """
        with pytest.raises(WrongTypeError, match="waves"):
            a_ledger(10, waves=[RED])
