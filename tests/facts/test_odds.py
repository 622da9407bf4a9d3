"""
Odds tables are valid from birth, and so are guarantees.
"""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale import Guarantee, Money, OddsTable, Prize, Range
from tiktok_presale.errors import (
    CurrencyMismatchError,
    FloatMoneyError,
    OddsSumError,
    OutOfRangeError,
    RampOverOneError,
    WrongTypeError,
)
from tiktok_presale.strategies import lots, odds_tables

CNY = Money("59.00", "CNY")
HALVES = {"bear": "1/2", "secret": "1/2"}


class TestPrize:
    """
    One thing that may be in the box.
    """

    @pytest.mark.parametrize("odds", ["0", "2", "1.001", Fraction(-1, 2), Decimal(0), 0], ids=repr)
    def test_odds_out_of_range(self, odds):
        """
        A prize with no chance is no prize, and none has more than all chances.
        """
        with pytest.raises(OutOfRangeError, match="above 0 and at most 1"):
            Prize("secret", odds)

    def test_float(self):
        """
        Odds are exact, as money is.
        """
        with pytest.raises(FloatMoneyError, match=r"0\.1 is a float"):
            Prize("secret", 0.1)

    @pytest.mark.parametrize(
        ("fields", "error", "words"),
        [
            ({"name": ""}, WrongTypeError, "name"),
            ({"name": 5}, WrongTypeError, "name"),
            ({"name": "a\nb"}, OutOfRangeError, "name"),
            ({"stock": 0}, OutOfRangeError, "stock is 0; it must be at least 1"),
            ({"stock": -1}, OutOfRangeError, "stock"),
            ({"stock": 1.0}, WrongTypeError, "stock"),
            ({"value": 59}, WrongTypeError, "value must be Money"),
            ({"value": Money(-1, "CNY")}, OutOfRangeError, "value"),
        ],
    )
    def test_faults(self, fields, error, words):
        """
        An impossible prize cannot exist.
        """
        with pytest.raises(error, match=words):
            Prize(**{"name": "secret", "odds": "1/2", **fields})

    def test_edges(self):
        """
        One piece, worth nothing, for certain.
        """
        prize = Prize("secret", 1, Money(0, "CNY"), 1)

        assert (Fraction(1), Money(0, "CNY"), 1) == (prize.odds, prize.value, prize.stock)


class TestSum:
    """
    Odds come to exactly one (rivals.md, section 5; the ramp and sum faults of item 39).
    """

    def test_0_999_is_refused(self):
        """
        Odds that sum to 0.999 are refused, and the error says what is missing.
        """
        with pytest.raises(OddsSumError) as caught:
            OddsTable.of({"bear": "0.9", "secret": "0.099"})

        assert Fraction(999, 1000) == caught.value.total
        assert "come to 999/1000, not to 1: 1/1000 (0.1 %) is missing" in str(caught.value)

    def test_too_much(self):
        """
        So are odds that come to more.
        """
        with pytest.raises(OddsSumError, match=r"1/10 \(10 %\) is too much"):
            OddsTable.of({"bear": "0.9", "secret": "0.2"})

    def test_a_hair_is_enough(self):
        """
        There is no tolerance: a float would not see what is missing here.
        """
        hair = Fraction(1, 10**50)
        with pytest.raises(OddsSumError) as caught:
            OddsTable.of({"bear": Fraction(9, 10), "secret": Fraction(1, 10) - hair})

        assert 1 - hair == caught.value.total

    def test_three_thirds(self):
        """
        Three thirds are one, which no decimals can say.
        """
        assert Fraction(1, 3) == OddsTable.of(dict.fromkeys("abc", "1/3")).odds["a"]
        with pytest.raises(OddsSumError, match="is missing"):
            OddsTable.of(dict.fromkeys("abc", "0.3333"))

    def test_nothing(self):
        """
        A table of nothing comes to zero.
        """
        with pytest.raises(OddsSumError, match="come to 0"):
            OddsTable(())

    @given(st.dictionaries(st.text("abc", min_size=1), st.integers(1, 10**9), min_size=1))
    def test_weights_always_come_to_one(self, weights):
        """
        Whole parts make a table whatever they are, in the same proportions.
        """
        table = OddsTable.from_weights(weights)
        whole = sum(weights.values())

        assert {name: Fraction(part, whole) for name, part in weights.items()} == table.odds
        assert 1 == sum(table.odds.values())

    @given(odds_tables() | lots())
    def test_every_table(self, table):
        """
        So does every table that exists.
        """
        assert 1 == sum(prize.odds for prize in table.prizes)


class TestTable:
    """
    What else a table must be.
    """

    def test_twice(self):
        """
        A name stands once.
        """
        with pytest.raises(OutOfRangeError, match="'bear'; it must be named once"):
            OddsTable((Prize("bear", "1/2"), Prize("bear", "1/2")))

    @pytest.mark.parametrize("prizes", ["bear", None, 5], ids=repr)
    def test_no_prizes(self, prizes):
        """
        Prizes are several.
        """
        with pytest.raises(WrongTypeError, match="prizes must be several Prize"):
            OddsTable(prizes)

    def test_something_else_among_them(self):
        """
        And each is one.
        """
        with pytest.raises(WrongTypeError, match=r"prizes must be Prize\("):
            OddsTable((Prize("bear", "1/2"), "secret"))

    @pytest.mark.parametrize(
        ("make", "words"),
        [
            (lambda: OddsTable.of([("bear", 1)]), "odds must be a mapping"),
            (lambda: OddsTable.from_weights([1]), "weights must be a mapping"),
            (lambda: OddsTable.from_stock(12), "stock must be a mapping"),
            (lambda: OddsTable.of({"bear": 1}, values=[CNY]), "values must be a mapping"),
            (lambda: OddsTable.from_weights({"bear": 1.0}), "weights must be a whole number"),
            (lambda: OddsTable.of({"bear": 1}, guarantee="bear"), "guarantee must be a Guarantee"),
            (lambda: OddsTable((Prize("bear", 1),), lot=1), "lot must be True or False"),
        ],
    )
    def test_types(self, make, words):
        """
        A slip gives a sentence.
        """
        with pytest.raises(WrongTypeError, match=words):
            make()

    @pytest.mark.parametrize("weight", [0, -1])
    def test_weight_of_nothing(self, weight):
        """
        A weight of nothing is no prize.
        """
        with pytest.raises(OutOfRangeError, match="weights"):
            OddsTable.from_weights({"bear": 1, "secret": weight})

    @pytest.mark.parametrize("field", ["values", "stock"])
    def test_unknown_name(self, field):
        """
        What is told of a prize that is none is a slip of the pen.
        """
        told = {"secrte": CNY if field == "values" else 5}
        with pytest.raises(OutOfRangeError, match="'secrte'; it must be one of bear, secret"):
            OddsTable.of(HALVES, **{field: told})

    def test_currencies(self):
        """
        Values are in one currency.
        """
        with pytest.raises(CurrencyMismatchError, match="CNY and USD"):
            OddsTable.of(HALVES, values={"bear": CNY, "secret": Money(5, "USD")})

    def test_value_range(self):
        """
        From the least to the greatest value, once all are known.
        """
        dear = Money("590.00", "CNY")
        known = OddsTable.of(HALVES, values={"bear": CNY, "secret": dear})

        assert Range.between(CNY, dear) == known.value_range
        assert OddsTable.of(HALVES, values={"bear": CNY}).value_range is None

    def test_told_by_name(self):
        """
        Values and stock go to the prizes that they are told of.
        """
        table = OddsTable.from_weights(
            {"bear": 3, "secret": 1}, values={"secret": CNY}, stock={"bear": 7}
        )

        assert (Prize("bear", "3/4", None, 7), Prize("secret", "1/4", CNY)) == table.prizes


class TestLot:
    """
    A lot is taken piece by piece without putting back.
    """

    def test_from_stock(self):
        """
        The odds of a lot are the shares of its stock.
        """
        table = OddsTable.from_stock({"bear": 11, "secret": 1}, values={"bear": CNY})

        assert table.lot
        assert (Prize("bear", "11/12", CNY, 11), Prize("secret", "1/12", None, 1)) == table.prizes

    @pytest.mark.parametrize("stock", [None, 2])
    def test_other_odds(self, stock):
        """
        Other odds than those shares are refused.
        """
        with pytest.raises(OutOfRangeError, match="odds that are its stock's share"):
            OddsTable(
                (Prize("bear", "1/2", None, 1), Prize("secret", "1/2", None, stock)), lot=True
            )

    def test_guarantee(self):
        """
        Whoever takes the whole lot gets all of it, so there is nothing to guarantee.
        """
        prizes = OddsTable.from_stock({"bear": 1, "secret": 1}).prizes
        with pytest.raises(OutOfRangeError, match="left out for a lot"):
            OddsTable(prizes, Guarantee("secret", after=2), lot=True)


class TestGuarantee:
    """
    One of some prizes after so many draws at the latest.
    """

    @pytest.mark.parametrize(
        ("fields", "error", "words"),
        [
            ({"after": 1}, OutOfRangeError, "at least 2"),
            ({"after": "10"}, WrongTypeError, "after"),
            ({"prizes": ()}, OutOfRangeError, "one name or more"),
            ({"prizes": ("a", "a")}, OutOfRangeError, "each once"),
            ({"prizes": 5}, WrongTypeError, "prizes must be the names"),
            ({"prizes": ("a", 5)}, WrongTypeError, "prizes must be text"),
            ({"ramp_from": 5}, OutOfRangeError, "given together with step"),
            ({"step": "1/10"}, OutOfRangeError, "given together with step"),
            ({"ramp_from": 1, "step": "1/10"}, OutOfRangeError, "at least 2"),
            ({"ramp_from": 10, "step": "1/10"}, OutOfRangeError, "below 10"),
            ({"ramp_from": 5, "step": 0}, OutOfRangeError, "above 0"),
            ({"ramp_from": 5, "step": 0.1}, FloatMoneyError, "float"),
        ],
    )
    def test_faults(self, fields, error, words):
        """
        An impossible guarantee cannot exist.
        """
        with pytest.raises(error, match=words):
            Guarantee(**{"prizes": "secret", "after": 10, **fields})

    def test_one_name(self):
        """
        One name need not be put in a tuple.
        """
        assert Guarantee(("secret",), after=2) == Guarantee("secret", after=2)

    @pytest.mark.parametrize(("name", "words"), [("scret", "one of bear, secret")])
    def test_unknown_prize(self, name, words):
        """
        What the table does not hold cannot be guaranteed.
        """
        with pytest.raises(OutOfRangeError, match=words):
            OddsTable.of(HALVES, guarantee=Guarantee(name, after=10))

    def test_every_prize(self):
        """
        To guarantee every prize says nothing.
        """
        with pytest.raises(OutOfRangeError, match="some of them"):
            OddsTable.of(HALVES, guarantee=Guarantee(("secret", "bear"), after=10))

    def test_hard(self):
        """
        Without a ramp the odds stay, and the last draw is certain.
        """
        rule, base = Guarantee("secret", after=3), Fraction(1, 10)

        assert [base, base, 1, 1] == [rule.chance(base, misses=n) for n in range(4)]

    def test_ramp(self):
        """
        With a ramp they rise by one step with each draw from its first one on.
        """
        rule = Guarantee("secret", after=5, ramp_from=3, step="1/10")
        found = [rule.chance(Fraction(1, 10), misses=n) for n in range(5)]

        assert [Fraction(n, 10) for n in (1, 1, 2, 3, 10)] == found


class TestRampOver100Percent:
    """
    A guarantee's ramp that exceeds 100 % is refused at birth (rivals.md, section 5, and item 39).
    """

    def test_over(self):
        """
        Odds of 1/10 that rise by 3/10 from draw 5 on come to 1 on draw 7, not on draw 10.
        """
        rule = Guarantee("secret", after=10, ramp_from=5, step="3/10")
        with pytest.raises(RampOverOneError) as caught:
            OddsTable.of({"bear": "9/10", "secret": "1/10"}, guarantee=rule)

        assert (Fraction(1), 7, 10) == (caught.value.chance, caught.value.draw, caught.value.after)
        assert "write after=7" in str(caught.value)

    def test_exactly_one(self):
        """
        A ramp that comes to exactly one on draw 9 is a guarantee after nine draws, not after ten.
        """
        rule = Guarantee("secret", after=10, ramp_from=2, step="9/80")
        with pytest.raises(RampOverOneError) as caught:
            OddsTable.of({"bear": "9/10", "secret": "1/10"}, guarantee=rule)

        assert (Fraction(1), 9) == (caught.value.chance, caught.value.draw)

    def test_what_the_error_says_is_right(self):
        """
        The guarantee that the error advises is accepted.
        """
        rule = Guarantee("secret", after=7, ramp_from=5, step="3/10")

        assert OddsTable.of({"bear": "9/10", "secret": "1/10"}, guarantee=rule).guarantee == rule

    @given(
        base=st.fractions("1/1000", "999/1000", max_denominator=1000),
        step=st.fractions("1/1000", 1, max_denominator=1000),
        after=st.integers(3, 60),
        data=st.data(),
    )
    def test_first_draw_that_reaches_one(self, base, step, after, data):
        """
        Refused exactly if some draw before the last reaches one, and the first of them is named.
        """
        rule = Guarantee("s", after, ramp_from=data.draw(st.integers(2, after - 1)), step=step)
        chances = {draw: rule.chance(base, misses=draw - 1) for draw in range(1, after)}
        reached = [draw for draw, chance in chances.items() if chance >= 1]
        odds = {"b": 1 - base, "s": base}
        if not reached:
            assert OddsTable.of(odds, guarantee=rule).base == base
            return
        with pytest.raises(RampOverOneError) as caught:
            OddsTable.of(odds, guarantee=rule)

        assert reached[0] == caught.value.draw
        assert chances[reached[0]] == caught.value.chance
