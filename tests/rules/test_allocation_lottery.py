"""
A lottery that anyone can draw again: the same on every machine, and fair.
"""

from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256
from itertools import permutations

import attrs
import pytest

from tiktok_presale import Claim, Outcome, allocation
from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.rules.allocation import Sharing

SEED = "2026-spring-drop"


def claim(order_id, units=1, day=1, buyer=None):
    """
    A claim placed at midnight on a day of January 2026.
    """
    return Claim(order_id, units, at=datetime(2026, 1, day, tzinfo=UTC), buyer=buyer)


def drawn(units, claims, seed=SEED):
    """
    A lottery among claims.
    """
    return allocation.share(units, claims, by=Sharing.LOTTERY, seed=seed)


FOUR = [claim(order_id) for order_id in ("1001", "1002", "1003", "1004")]


class TestVector:
    """
    The numbers are fixed for all time: a draw of today can be repeated in ten years.
    """

    NUMBERS = (
        ("1001", "85b5d62c2ab2a18bad70a950e3572da2eaf41f24eeb0eb1120bd2764e4c87c79"),
        ("1002", "8ac5de18468d4e131f905a5ecf9259de2fbe28fa0c23a581f7a78976fd2feb28"),
        ("1003", "4e8137b37391acaa0ca90f4e6e9ba76adadd807f879aacf80ff515d48706e706"),
        ("1004", "db65d47a81141c7277526af441cc84d4897086ee3c119a770591fbad3e386af8"),
    )

    @pytest.mark.parametrize(("order_id", "number"), NUMBERS, ids=[o for o, _ in NUMBERS])
    def test_orders(self, order_id, number):
        """
        An order without a known buyer draws by its id.
        """
        assert number == allocation.number(SEED, claim(order_id))

    @pytest.mark.parametrize(
        ("buyer", "number"),
        [
            ("ann", "52a5ca3bb5874df59a08814d0da39d7c0fdeb8eecfe4964392cee2b59087b6e0"),
            ("bob", "5744eb88d26211f9234d6ca40fea40df7f82d62c4b0038f5d0a172b936bc0fa3"),
            ("王", "ac0324859a33d3fe651bb747d89063d5c024fa1a75b0d7fa70edc5eb60bc6a0c"),
        ],
    )
    def test_buyers(self, buyer, number):
        """
        A buyer draws one number, whatever the order.
        """
        assert number == allocation.number(SEED, claim("1001", buyer=buyer))
        assert number == allocation.number(SEED, claim("1002", units=9, day=5, buyer=buyer))

    def test_result(self):
        """
        Of four orders the third and the first win.
        """
        found = drawn(2, FOUR)

        assert ["1003", "1001", "1002", "1004"] == [o.claim.order_id for o in found.allotments]
        assert [1, 1, 0, 0] == [one.granted for one in found.allotments]
        assert dict(self.NUMBERS)["1003"] == found.get("1003").number

    def test_seal(self):
        """
        So is the seal of the seed.
        """
        seal = "8ef36898e4afd3bf982544b5b2f78dd8556cefd56679582b750cdf7c1414e2b4"

        assert seal == allocation.seal(SEED)
        assert seal == drawn(2, FOUR).seal

    def test_by_hand(self):
        """
        Anyone can hash it: netstrings of the bytes, joined.
        """
        ours = b"6:number,16:2026-spring-drop,5:buyer,3:" + "王".encode() + b","

        assert sha256(ours).hexdigest() == allocation.number(SEED, claim("1", buyer="王"))
        assert sha256(b"4:seal,16:2026-spring-drop,").hexdigest() == allocation.seal(SEED)

    def test_no_two_draws_alike(self):
        """
        No seed and id can be shifted into another: what is hashed is told apart by its lengths.
        """
        numbers = {
            allocation.number(seed, claim("x", buyer=buyer) if buyer else claim(order_id))
            for seed, order_id, buyer in [
                ("a", "bc", None),
                ("ab", "c", None),
                ("a", "", "bc"),
                ("a,5:order,2:bc", "c", None),
            ]
        }

        assert 4 == len(numbers)

    def test_half_a_surrogate_pair(self):
        """
        An id that is no UTF-8 draws all the same.
        """
        assert 64 == len(allocation.number(SEED, claim("\ud800")))


class TestOneDrawPerBuyer:
    """
    Placing many orders does not make many chances.
    """

    def test_stand_together(self):
        """
        The orders of one buyer stand behind one another, the first come first.
        """
        line = [claim("x2", day=2, buyer="ann"), claim("x1", day=1, buyer="ann"), *FOUR]
        found = [one.claim.order_id for one in drawn(1, line).allotments]

        assert found.index("x2") == found.index("x1") + 1

    def test_others_keep_their_order(self):
        """
        Nine orders more of one buyer leave the order of all others as it was.
        """
        more = [claim(f"x{n}", buyer="ann") for n in range(9)]
        found = [one.claim for one in drawn(1, [*more, *FOUR]).allotments]

        assert ["1003", "1001", "1002", "1004"] == [c.order_id for c in found if c in FOUR]

    def test_buyer_is_no_order(self):
        """
        A buyer whose id is that of an order does not draw its number.
        """
        assert allocation.number(SEED, claim("ann")) != (
            allocation.number(SEED, claim("1", buyer="ann"))
        )


class TestFair:
    """
    Over many seeds everyone wins equally often: chi-square below its 0.999 quantile.
    """

    DRAWS = 4800
    SEVEN_DEGREES, FIVE_DEGREES = 24.322, 20.515

    def test_winners(self):
        """
        One unit among eight: each wins an eighth of the draws.
        """
        line = [claim(order_id) for order_id in "abcdefgh"]
        won = Counter(
            min(line, key=lambda one: allocation.number(f"seed {n}", one)).order_id
            for n in range(self.DRAWS)
        )
        expected = self.DRAWS / 8
        squares = sum((won[one.order_id] - expected) ** 2 / expected for one in line)

        assert squares < self.SEVEN_DEGREES

    def test_orders(self):
        """
        Three orders stand in each of their six orders equally often.
        """
        line = [claim(order_id) for order_id in "abc"]
        stood = Counter(
            tuple(one.order_id for one in allocation.queue(line, by=Sharing.LOTTERY, seed=seed))
            for seed in (f"seed {n}" for n in range(self.DRAWS))
        )
        expected = self.DRAWS / 6
        squares = sum((stood[one] - expected) ** 2 / expected for one in permutations("abc"))

        assert squares < self.FIVE_DEGREES


class TestVerify:
    """
    A third party shares again what was published.
    """

    SEAL = allocation.seal(SEED)

    def outcomes(self, found, **given):
        """
        The codes and outcomes of a check.
        """
        return [(one.code, one.outcome) for one in allocation.verify(found, **given)]

    def test_kept(self):
        """
        The right seed with the seal that was published passes.
        """
        assert [
            ("allocation.seal", Outcome.PASS),
            ("allocation.kept", Outcome.PASS),
        ] == self.outcomes(drawn(2, FOUR), seed=SEED, seal=self.SEAL)

    def test_no_seal(self):
        """
        Without a seal nobody can tell that the seed was fixed before the orders.
        """
        (first, _) = allocation.verify(drawn(2, FOUR), seed=SEED)

        assert ("allocation.seal", Outcome.UNKNOWN) == (first.code, first.outcome)
        assert "seal" == first.remedy.params["name"]

    def test_no_seed(self):
        """
        Before the seed is told nothing can be repeated.
        """
        assert [("allocation.seed", Outcome.UNKNOWN)] == (
            self.outcomes(drawn(2, FOUR), seal=self.SEAL)
        )

    def test_another_seed(self):
        """
        A draw with a seed that was chosen afterwards fails at the seal.
        """
        found = drawn(2, FOUR, seed="chosen later")

        assert [
            ("allocation.seal", Outcome.FAIL),
            ("allocation.kept", Outcome.PASS),
        ] == self.outcomes(found, seed="chosen later", seal=self.SEAL)

    def test_told_another_seed(self):
        """
        A seed that does not give the published result fails for every order that differs.
        """
        codes = dict(self.outcomes(drawn(2, FOUR, seed="b"), seed=SEED, seal=self.SEAL))

        assert Outcome.PASS is codes.pop("allocation.seal")
        assert {Outcome.FAIL} == set(codes.values())
        assert "allocation.own_seal" in codes

    def test_a_favour(self):
        """
        A unit given to another order is found, and both orders are named.
        """
        found = drawn(2, FOUR)
        one, two, three, four = found.allotments
        forged = (one, attrs.evolve(two, granted=0), attrs.evolve(three, granted=1), four)
        named = {
            finding.params["order"]: (finding.actual, finding.limit)
            for finding in allocation.verify(
                attrs.evolve(found, allotments=forged), seed=SEED, seal=self.SEAL
            )
            if finding.code == "allocation.units"
        }

        assert {"1001": (0, 1), "1002": (1, 0)} == named

    def test_a_forged_number(self):
        """
        So is a number that nobody drew.
        """
        found = drawn(2, FOUR)
        first, *others = found.allotments
        forged = attrs.evolve(found, allotments=(attrs.evolve(first, number="0" * 64), *others))

        assert ("allocation.place", Outcome.FAIL) in self.outcomes(forged, seed=SEED)

    @pytest.mark.parametrize("by", [Sharing.FIRST_COME, Sharing.TIER, Sharing.PRO_RATA])
    def test_other_rules(self, by):
        """
        Rules that draw nothing are verified without any seed.
        """
        found = allocation.share(2, FOUR, by=by)

        assert [("allocation.kept", Outcome.PASS)] == self.outcomes(found)

    @pytest.mark.parametrize(
        ("field", "value"), [("allocation", None), ("seed", 7), ("seal", "")], ids=repr
    )
    def test_types(self, field, value):
        """
        Each argument has one type.
        """
        given = {"allocation": drawn(2, FOUR), "seed": SEED, "seal": self.SEAL, field: value}
        with pytest.raises(WrongTypeError, match=field):
            allocation.verify(given.pop("allocation"), **given)


class TestSeed:
    """
    Randomness is an argument.
    """

    @pytest.mark.parametrize("seed", [None, "", 7], ids=repr)
    def test_needed(self, seed):
        """
        A lottery without a seed is refused, and a seed is text.
        """
        with pytest.raises(WrongTypeError, match="seed"):
            drawn(2, FOUR, seed=seed)
        with pytest.raises(WrongTypeError, match="seed"):
            allocation.seal(seed)

    def test_nothing_drawn(self):
        """
        A seed where nothing is drawn is a misunderstanding, and is not printed.
        """
        with pytest.raises(OutOfRangeError, match="first_come draws nothing") as caught:
            allocation.share(2, FOUR, by=Sharing.FIRST_COME, seed=SEED)

        assert SEED not in str(caught.value)
