"""
Draws from a committed seed: fixed vectors, a second implementation, and fairness.
"""

import hashlib
import hmac
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from math import lcm

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale import (
    DrawState,
    Guarantee,
    Money,
    OddsTable,
    Outcome,
    Ticket,
    boxes,
)
from tiktok_presale.errors import OutOfRangeError, SoldOutError, WrongTypeError
from tiktok_presale.rules.boxes.drawing import below
from tiktok_presale.strategies import lots, odds_tables, seeds, tickets

SEED = bytes(range(32))
TABLE = OddsTable.of(
    {"bear": "3/5", "fox": "3/10", "隐藏款": "1/10"},
    guarantee=Guarantee("隐藏款", after=8, ramp_from=5, step="1/5"),
    values={"bear": Money("59.00", "CNY")},
    stock={"隐藏款": 6},
)
SHEET = """\
tiktok-presale blind box 1
prize 3/5 - 59.00CNY bear
prize 3/10 - - fox
prize 1/10 6 - 隐藏款
guarantee 8 5 1/5
guaranteed 隐藏款"""
COMMITMENT = "cf24b8ad3a79e6312ff67ce3395ddadf0ec152b589f5316b707c7b4bff696c47"
PRIZES = "ffbbbbffbb隐bbb隐ffb隐fbfbbf隐隐ffb"
# The 99.9 % points of chi-square by degrees of freedom, from the printed tables.
CHI_SQUARE = {1: 10.828, 2: 13.816, 3: 16.266, 9: 27.877}


def sale(count, buyers=3):
    """
    So many tickets of a few buyers in turn.
    """
    return [Ticket(n, buyer=f"b{n % buyers}", nonce=f"n{n}") for n in range(1, count + 1)]


def by_hand(sheet, seed, ticket, odds):
    """
    One draw by the published method, with nothing of the library: what a third party writes.
    """
    commitment = hashlib.sha256(f"{sheet}\nseed {seed.hex()}".encode()).hexdigest()
    whole = lcm(*(share.denominator for share in odds.values()))
    attempt = 0
    while True:
        lines = ["tiktok-presale draw 1", commitment, ticket.buyer, ticket.nonce, ticket.number]
        blocks, block = b"", 0
        while len(blocks) * 8 < whole.bit_length():
            text = "\n".join(map(str, [*lines, attempt, block]))
            blocks += hmac.new(seed, text.encode(), hashlib.sha256).digest()
            block += 1
        number, size = int.from_bytes(blocks, "big"), 2 ** (8 * len(blocks))
        if number < size // whole * whole:
            break
        attempt += 1
    place = Fraction(number % whole, whole)
    for name, share in odds.items():
        if place < share:
            return name
        place -= share
    raise AssertionError


def chi_square(counts, odds):
    """
    How far counts lie from what odds expect.
    """
    total = sum(counts.values())
    return sum(
        (counts[name] - total * share) ** 2 / (total * share)
        for name, share in odds.items()
        if share
    )


class TestFixedVectors:
    """
    The same seed gives the same draws on every platform and version.
    """

    def test_sheet(self):
        """
        The odds table as lines, letter by letter.
        """
        assert SHEET == boxes.sheet(TABLE)

    def test_sheet_of_a_lot(self):
        """
        A lot says that it is one.
        """
        lines = "tiktok-presale blind box 1 lot\nprize 11/12 11 - bear\nprize 1/12 1 - secret"

        assert lines == boxes.sheet(OddsTable.from_stock({"bear": 11, "secret": 1}))

    def test_sheet_without_ramp(self):
        """
        A guarantee without a ramp has no draw and no step.
        """
        rule = Guarantee("s", after=9)
        last = boxes.sheet(OddsTable.of({"a": "1/2", "s": "1/2"}, guarantee=rule)).splitlines()[-2:]

        assert ["guarantee 9 - -", "guaranteed s"] == last

    def test_commitment(self):
        """
        It is the SHA-256 of the sheet and the seed.
        """
        text = f"{SHEET}\nseed {SEED.hex()}"

        assert COMMITMENT == boxes.commit(SEED, TABLE)
        assert COMMITMENT == hashlib.sha256(text.encode()).hexdigest()

    def test_draws(self):
        """
        Thirty draws of three buyers, with stock, guarantee and ramp.
        """
        draws = boxes.draw_all(TABLE, SEED, sale(30))

        assert PRIZES == "".join(draw.prize[0] for draw in draws)

    def test_other_process(self):
        """
        Neither the hash seed nor the random generator of a process has a say.
        """
        code = (
            "import random; random.seed(5)\n"
            "from tiktok_presale import OddsTable, Ticket, boxes\n"
            "table = OddsTable.from_weights(dict(zip('abcdefgh', range(1, 9))))\n"
            "tickets = [Ticket(n, 'b', 'n') for n in range(1, 41)]\n"
            "print(*(d.prize for d in boxes.draw_all(table, bytes(range(32)), tickets)), sep='')"
        )
        found = {
            subprocess.run(
                [sys.executable, "-X", "utf8", "-c", code],
                capture_output=True,
                text=True,
                check=True,
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            ).stdout.strip()
            for seed in ("0", "1")
        }

        assert {"hghefhchehdbfchbbggggfbdfbhggagfhdecfefg"} == found


class TestThirdParty:
    """
    Whoever knows the published method comes to the same draws.
    """

    @given(odds_tables(), seeds(), tickets())
    def test_first_draw(self, table, seed, ticket):
        """
        A second implementation, from the text of the method, draws the same.
        """
        expected = by_hand(boxes.sheet(table), seed, ticket, table.odds)

        assert expected == boxes.draw(table, seed, ticket).prize

    def test_whole_sale(self):
        """
        So it does for a whole sale, with its own count of stock and misses.
        """
        left, misses = 6, Counter()
        for draw in boxes.draw_all(TABLE, SEED, sale(30)):
            buyer, secret = draw.ticket.buyer, Fraction(1, 10)
            number = misses[buyer] + 1
            secret += max(0, number - 4) * Fraction(1, 5)
            secret = Fraction(1) if number == 8 else secret
            odds = {
                "bear": (1 - secret) * Fraction(2, 3),
                "fox": (1 - secret) / 3,
                "隐藏款": secret,
            }
            prize = by_hand(SHEET, SEED, draw.ticket, odds)
            misses[buyer] = 0 if prize == "隐藏款" else misses[buyer] + 1
            left -= prize == "隐藏款"

            assert prize == draw.prize
            assert DrawState({"隐藏款": left}, misses[buyer]) == draw.after


class TestFairness:
    """
    Chi-square with fixed seeds: the draws follow the odds.
    """

    def test_odds(self):
        """
        10,000 draws at odds of 1/2, 3/10 and 1/5.
        """
        table = OddsTable.of({"a": "1/2", "b": "3/10", "c": "1/5"})
        draws = boxes.draw_all(table, SEED, sale(10_000))

        assert chi_square(Counter(d.prize for d in draws), table.odds) < CHI_SQUARE[2]

    @pytest.mark.parametrize("seed", [bytes(32), b"another seed, sixteen or more"])
    def test_ten_numbers(self, seed):
        """
        Ten numbers, 10,000 times: each as often as any other.
        """
        drawn = Counter(below(10, seed, str(n)) for n in range(10_000))

        assert chi_square(drawn, dict.fromkeys(range(10), Fraction(1, 10))) < CHI_SQUARE[9]

    def test_pairs(self):
        """
        Neighbouring tickets know nothing of each other.
        """
        table = OddsTable.from_weights({"a": 1, "b": 1})
        prizes = [d.prize for d in boxes.draw_all(table, SEED, sale(8_000, buyers=1))]
        pairs = Counter(zip(prizes[::2], prizes[1::2], strict=True))
        odds = {(x, y): Fraction(1, 4) for x in "ab" for y in "ab"}

        assert chi_square(pairs, odds) < CHI_SQUARE[3]

    def test_last_run_is_drawn_again(self):
        """
        Two thirds of all numbers: a remainder alone would make the lower half twice as likely.
        """
        whole = 2**256 // 3 * 2
        drawn = [below(whole, SEED, str(n)) for n in range(2_000)]
        halves = Counter(number < whole // 2 for number in drawn)

        assert max(drawn) < whole
        assert chi_square(halves, {True: Fraction(1, 2), False: Fraction(1, 2)}) < CHI_SQUARE[1]

    @pytest.mark.parametrize("whole", [2**256 - 1, 2**256, 2**256 + 1, 3 * 2**300])
    def test_more_than_one_block(self, whole):
        """
        Numbers of more bits than one block are as even.
        """
        drawn = [below(whole, SEED, str(n)) for n in range(1_000)]
        halves = Counter(number < whole // 2 for number in drawn)

        assert all(0 <= number < whole for number in drawn)
        assert chi_square(halves, {True: Fraction(1, 2), False: Fraction(1, 2)}) < CHI_SQUARE[1]

    def test_one(self):
        """
        Of one number it is zero.
        """
        assert 0 == below(1, SEED, "")


class TestSale:
    """
    Laws of a whole sale.
    """

    @given(lots(most=6), seeds())
    def test_a_whole_lot(self, table, seed):
        """
        Whoever takes the whole lot gets all of it, whatever the seed.
        """
        stock = {prize.name: prize.stock for prize in table.prizes}
        draws = boxes.draw_all(table, seed, sale(sum(stock.values())))

        assert stock == Counter(draw.prize for draw in draws)
        assert 0 == sum(draws[-1].after.left.values())

    @given(lots(most=3), seeds())
    def test_one_more_than_a_lot(self, table, seed):
        """
        And there is no draw more.
        """
        pieces = sum(prize.stock for prize in table.prizes)
        with pytest.raises(SoldOutError):
            boxes.draw_all(table, seed, sale(pieces + 1))

    @given(odds_tables(), seeds(), st.integers(1, 40))
    def test_stock_and_guarantee(self, table, seed, count):
        """
        Nothing comes out more often than it is there, and no buyer waits past the guarantee.
        """
        unlimited = attrs.evolve(table, prizes=[attrs.evolve(p, stock=None) for p in table.prizes])
        for one in (table, unlimited):
            try:
                draws = boxes.draw_all(one, seed, sale(count))
            except SoldOutError:
                continue
            drawn = Counter(draw.prize for draw in draws)
            most = {p.name: count if p.stock is None else p.stock for p in one.prizes}

            assert all(drawn[name] <= most[name] for name in most)
            if one.guarantee is not None:
                assert all(draw.after.misses < one.guarantee.after for draw in draws)

    def test_misses_are_each_buyers_own(self):
        """
        One buyer's misses do not count for another.
        """
        table = OddsTable.of(
            {"a": Fraction(10**9 - 1, 10**9), "s": Fraction(1, 10**9)},
            guarantee=Guarantee("s", after=3),
        )
        turns = [Ticket(n, buyer=name, nonce="n") for n, name in enumerate("xyxyxy", start=1)]

        assert "aaaass" == "".join(d.prize for d in boxes.draw_all(table, SEED, turns))

    def test_single_draws_are_those_of_the_sale(self):
        """
        Drawn one by one from the state of each, a sale comes out the same.
        """
        draws = boxes.draw_all(TABLE, SEED, sale(20))

        assert list(draws) == [boxes.draw(TABLE, SEED, d.ticket, d.before) for d in draws]

    @pytest.mark.parametrize("numbers", [(2,), (1, 3), (1, 1), (1, 2, 2)], ids=str)
    def test_gap(self, numbers):
        """
        A sale has no gap in its numbers, so that no draw can be hidden.
        """
        with pytest.raises(OutOfRangeError, match="the next one"):
            boxes.draw_all(TABLE, SEED, [Ticket(n, "b1", "n") for n in numbers])


class TestSeed:
    """
    The seed is an argument, and is secret until the sale is over.
    """

    @pytest.mark.parametrize(
        ("seed", "error", "words"),
        [
            (b"short", OutOfRangeError, "5 bytes long; it must be at least 16"),
            (bytes(15), OutOfRangeError, "15 bytes long"),
            ("text" * 8, WrongTypeError, "seed must be bytes"),
            (5, WrongTypeError, r"secrets\.token_bytes\(32\)"),
        ],
        ids=["short", "fifteen", "text", "number"],
    )
    def test_faults(self, seed, error, words):
        """
        A short seed could be guessed from the commitment.
        """
        with pytest.raises(error, match=words):
            boxes.commit(seed, TABLE)
        with pytest.raises(error, match=words):
            boxes.draw(TABLE, seed, Ticket(1, "b1", "n"))

    @given(st.data())
    def test_binds(self, data):
        """
        Another seed or another table makes another commitment.
        """
        table, seed = data.draw(odds_tables()), data.draw(seeds())
        other, another = data.draw(odds_tables()), data.draw(seeds())
        same = (table, seed) == (other, another)

        assert same is (boxes.commit(seed, table) == boxes.commit(another, other))

    def test_no_ticket(self):
        """
        A ticket is a Ticket.
        """
        with pytest.raises(WrongTypeError, match="ticket must be a Ticket"):
            boxes.draw(TABLE, SEED, 1)
        with pytest.raises(WrongTypeError, match="ticket must be a Ticket"):
            boxes.draw_all(TABLE, SEED, [1])


class TestVerify:
    """
    A third party draws again from what is published.
    """

    DRAWS = boxes.draw_all(TABLE, SEED, sale(12))

    def found(self, draws, seed=SEED, table=TABLE, commitment=None):
        """
        The codes of what is wrong with a published sale.
        """
        told = boxes.commit(SEED, TABLE) if commitment is None else commitment
        answer = boxes.verify(table, seed, told, draws)
        return answer.holds, [f.code for f in answer.findings if f.outcome is Outcome.FAIL]

    def test_honest(self):
        """
        A sale that was drawn as promised holds, and the answer counts its draws.
        """
        answer = boxes.verify(TABLE, SEED, boxes.commit(SEED, TABLE), iter(self.DRAWS))

        assert answer.holds
        assert 12 == answer.draws
        assert "all 12 draws come out as published" in str(answer)
        assert "全部12次" in answer.explain("zh")

    def test_capitals(self):
        """
        A commitment may be written in capitals.
        """
        assert (True, []) == self.found(self.DRAWS, commitment=boxes.commit(SEED, TABLE).upper())

    def test_other_seed(self):
        """
        Another seed than the one committed to.
        """
        assert (False, ["boxes.commitment"]) == self.found(self.DRAWS, seed=bytes(32))

    def test_other_table(self):
        """
        Odds, values and stock cannot be changed after the commitment either.
        """
        worse = OddsTable.of({"bear": "3/5", "fox": "3/10", "隐藏款": "1/10"})

        assert (False, ["boxes.commitment"]) == self.found(self.DRAWS, table=worse)

    @given(st.integers(0, 11), st.sampled_from(sorted(TABLE.odds)))
    def test_changed_prize(self, place, prize):
        """
        A prize that was swapped is found, at its draw.
        """
        true = self.DRAWS[place]
        draws = [*self.DRAWS]
        draws[place] = attrs.evolve(true, prize=prize)
        expected = (True, []) if prize == true.prize else (False, ["boxes.draw"])

        assert expected == self.found(draws)

    @pytest.mark.parametrize("part", ["before", "after"])
    def test_changed_state(self, part):
        """
        So is a state that was told otherwise.
        """
        draws = [*self.DRAWS]
        draws[3] = attrs.evolve(draws[3], **{part: DrawState({"隐藏款": 5}, misses=99)})

        assert (False, ["boxes.state"]) == self.found(draws)

    def test_changed_ticket(self):
        """
        A nonce that the seller picked afterwards draws something else sooner or later.
        """
        draws = [
            attrs.evolve(d, ticket=attrs.evolve(d.ticket, nonce=f"better {d.ticket.number}"))
            for d in self.DRAWS
        ]

        assert not self.found(draws)[0]

    def test_hidden_draw(self):
        """
        A draw that was left out leaves a gap in the numbers.
        """
        _, codes = self.found([*self.DRAWS[:4], *self.DRAWS[5:]])

        assert 7 == codes.count("boxes.number")

    def test_draw_from_nothing(self):
        """
        A draw published after everything was sold out.
        """
        lot = OddsTable.from_stock({"bear": 1})
        (only,) = boxes.draw_all(lot, SEED, sale(1))
        more = attrs.evolve(only, ticket=Ticket(2, "b1", "n"), before=only.after)
        answer = boxes.verify(lot, SEED, boxes.commit(SEED, lot), [only, more])

        assert not answer.holds
        assert ["boxes.nothing_left"] == [finding.code for finding in answer.findings]

    @pytest.mark.parametrize(
        ("commitment", "draws", "words"),
        [(5, [], "commitment"), ("", [], "commitment"), ("0" * 64, ["bear"], "draws")],
    )
    def test_faults(self, commitment, draws, words):
        """
        A slip gives a sentence.
        """
        with pytest.raises(WrongTypeError, match=words):
            boxes.verify(TABLE, SEED, commitment, draws)

    @given(st.one_of(odds_tables(), lots()), seeds(), st.integers(0, 25))
    def test_every_honest_sale_holds(self, table, seed, count):
        """
        Whatever the table and the seed, an honest sale can be verified.
        """
        turns = sale(count)
        try:
            draws = boxes.draw_all(table, seed, turns)
        except SoldOutError:
            draws = ()

        assert boxes.verify(table, seed, boxes.commit(seed, table), draws).holds
