"""
Effective odds, expected draws and chances, against a Markov chain and against draws.
"""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tiktok_presale import DrawState, Guarantee, OddsTable, Ticket, boxes
from tiktok_presale.errors import OutOfRangeError, SoldOutError, WrongTypeError
from tiktok_presale.strategies import draw_states, lots, odds_tables

TENTH = {"bear": "9/10", "secret": "1/10"}
AFTER_TEN = OddsTable.of(TENTH, guarantee=Guarantee("secret", after=10))
MIXED = OddsTable.from_weights(
    {"bear": 60, "fox": 30, "gold": 7, "secret": 3},
    guarantee=Guarantee(("gold", "secret"), after=8, ramp_from=5, step="1/20"),
)


def solved(rows, right):
    """
    Solve linear equations exactly, by elimination.
    """
    size = len(rows)
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for column in range(size):
        pivot = next(n for n in range(column, size) if table[n][column])
        table[column], table[pivot] = table[pivot], table[column]
        lead = table[column][column]
        table[column] = [value / lead for value in table[column]]
        for n in range(size):
            if n != column and table[n][column]:
                factor = table[n][column]
                table[n] = [a - factor * b for a, b in zip(table[n], table[column], strict=True)]
    return [row[-1] for row in table]


def chain(table):
    """
    The odds of each prize in each number of misses, and where it leads: the guarantee as a chain.
    """
    guarantee = table.guarantee
    steps = []
    for misses in range(guarantee.after):
        draw = misses + 1
        rising = guarantee.ramp_from is not None and draw >= guarantee.ramp_from
        chance = (
            table.base + (draw - guarantee.ramp_from + 1) * guarantee.step if rising else table.base
        )
        chance = Fraction(1) if draw == guarantee.after else chance
        odds = {}
        for prize in table.prizes:
            hit = prize.name in guarantee.prizes
            part = prize.odds / table.base if hit else prize.odds / (1 - table.base)
            odds[prize.name] = (part * (chance if hit else 1 - chance), 0 if hit else draw)
        steps.append(odds)
    return steps


def stationary(steps):
    """
    The share of time in each number of misses, from the balance equations.
    """
    size = len(steps)
    flow = [[Fraction(0)] * size for _ in range(size)]
    for state, odds in enumerate(steps):
        for chance, goal in odds.values():
            if chance:
                flow[goal][state] += chance
    rows = [[flow[n][m] - (n == m) for m in range(size)] for n in range(size - 1)]
    return solved([*rows, [Fraction(1)] * size], [Fraction(0)] * (size - 1) + [Fraction(1)])


def waits(steps, prize):
    """
    The expected draws until a prize from each number of misses, from the first-step equations.
    """
    size = len(steps)
    rows = [[Fraction(int(n == m)) for m in range(size)] for n in range(size)]
    for state, odds in enumerate(steps):
        for name, (chance, goal) in odds.items():
            if name != prize and chance:
                rows[state][goal] -= chance
    return solved(rows, [Fraction(1)] * size)


GUARANTEED = odds_tables(most=4).filter(lambda table: table.guarantee is not None)


class TestEffectiveOdds:
    """
    The long-run share of each prize with the guarantee counted in.
    """

    def test_closed_form(self):
        """
        A tenth with a guarantee after ten draws is p / (1 - (1 - p)^n), by hand.
        """
        p, n = Fraction(1, 10), 10
        found = boxes.effective_odds(AFTER_TEN)

        assert p / (1 - (1 - p) ** n) == found["secret"]
        assert Fraction(1_000_000_000, 6_513_215_599) == found["secret"]
        assert 1 == found["bear"] + found["secret"]

    def test_after_two(self):
        """
        Half and half, certain after two: a cycle takes 1.5 draws.
        """
        table = OddsTable.from_weights({"a": 1, "s": 1}, guarantee=Guarantee("s", after=2))

        assert {"a": Fraction(1, 3), "s": Fraction(2, 3)} == boxes.effective_odds(table)

    def test_ramp_by_hand(self):
        """
        Odds of 1/4, 1/2 and 1 on three draws: cycles take 1 + 3/4 + 3/8 draws.
        """
        rule = Guarantee("s", after=3, ramp_from=2, step="1/4")
        table = OddsTable.of({"a": "3/4", "s": "1/4"}, guarantee=rule)

        assert 1 / (1 + Fraction(3, 4) + Fraction(3, 8)) == boxes.effective_odds(table)["s"]

    def test_without_guarantee(self):
        """
        Without a guarantee they are the odds.
        """
        table = OddsTable.of(TENTH)

        assert table.odds == boxes.effective_odds(table)

    @given(GUARANTEED)
    def test_markov_chain(self, table):
        """
        The closed form equals the stationary shares of the chain, to the last digit.
        """
        steps = chain(table)
        shares = stationary(steps)
        expected = {
            name: sum(
                (share * odds[name][0] for share, odds in zip(shares, steps, strict=True)),
                start=Fraction(0),
            )
            for name in table.odds
        }

        assert expected == boxes.effective_odds(table)

    @given(odds_tables() | lots())
    def test_come_to_one(self, table):
        """
        Effective odds come to exactly one, and a guarantee never lowers what it guarantees.
        """
        found = boxes.effective_odds(table)
        guaranteed = () if table.guarantee is None else table.guarantee.prizes

        assert 1 == sum(found.values())
        assert all(found[name] >= table.odds[name] for name in guaranteed)

    def test_simulation(self):
        """
        20,000 draws from a fixed seed come within three standard errors of every effective share.
        """
        count = 20_000
        tickets = [Ticket(n, buyer=f"b{n % 20}", nonce="n") for n in range(1, count + 1)]
        draws = boxes.draw_all(MIXED, bytes(range(32)), tickets)
        for name, share in boxes.effective_odds(MIXED).items():
            drawn = sum(draw.prize == name for draw in draws)

            assert abs(drawn - count * share) ** 2 < 9 * count * share * (1 - share)


class TestExpectedDraws:
    """
    How many draws a prize takes on average.
    """

    def test_closed_form(self):
        """
        A cycle takes (1 - (1 - p)^n) / p draws.
        """
        p = Fraction(1, 10)

        assert (1 - (1 - p) ** 10) / p == boxes.expected_draws(AFTER_TEN, "secret")
        assert 1 == boxes.expected_draws(AFTER_TEN, "secret", misses=9)
        assert 1 + Fraction(9, 10) == boxes.expected_draws(AFTER_TEN, "secret", misses=8)

    def test_without_guarantee(self):
        """
        Without a guarantee it is one over the odds, whatever came before.
        """
        assert 10 == boxes.expected_draws(OddsTable.of(TENTH), "secret")
        assert 10 == boxes.expected_draws(OddsTable.of(TENTH), "secret", misses=50)

    @given(GUARANTEED)
    def test_markov_chain(self, table):
        """
        From any number of misses, for any prize, it is what first steps give.
        """
        steps = chain(table)
        for name in table.odds:
            for misses, wait in enumerate(waits(steps, name)):
                assert wait == boxes.expected_draws(table, name, misses=misses)

    def test_lot(self):
        """
        In a lot it is the average place of the first one, over all orders.
        """
        table = OddsTable.from_stock({"bear": 4, "secret": 2})
        orders = list(permutations("bbbbss"))
        places = sum(order.index("s") + 1 for order in orders)

        assert Fraction(places, len(orders)) == boxes.expected_draws(table, "secret")


class TestChanceWithin:
    """
    The chance that a prize comes at least once.
    """

    @given(GUARANTEED, st.integers(0, 15), st.data())
    def test_markov_chain(self, table, draws, data):
        """
        It is one less the chance of every path that avoids the prize.
        """
        misses = data.draw(st.integers(0, table.guarantee.after - 1))
        steps = chain(table)
        for prize in table.odds:
            paths = {misses: Fraction(1)}
            for _ in range(draws):
                onward = {}
                for state, weight in paths.items():
                    for name, (chance, goal) in steps[state].items():
                        if name != prize and chance:
                            onward[goal] = onward.get(goal, 0) + weight * chance
                paths = onward

            assert 1 - sum(paths.values()) == boxes.chance_within(
                table, prize, draws, misses=misses
            )

    def test_certain(self):
        """
        After the guaranteed draw it is certain, one draw before it is not.
        """
        assert 1 == boxes.chance_within(AFTER_TEN, "secret", 10)
        assert 1 - Fraction(9, 10) ** 9 == boxes.chance_within(AFTER_TEN, "secret", 9)
        assert 1 == boxes.chance_within(AFTER_TEN, "secret", 1, misses=9)
        assert 0 == boxes.chance_within(AFTER_TEN, "secret", 0)

    def test_without_guarantee(self):
        """
        Without a guarantee it is never certain.
        """
        assert 1 - Fraction(9, 10) ** 10 == boxes.chance_within(OddsTable.of(TENTH), "secret", 10)

    @pytest.mark.parametrize("draws", range(8))
    def test_lot(self, draws):
        """
        In a lot it is the share of orders that have one among the first.
        """
        table = OddsTable.from_stock({"bear": 4, "secret": 2})
        orders = list(permutations("bbbbss"))
        good = sum("s" in order[:draws] for order in orders)

        assert Fraction(good, len(orders)) == boxes.chance_within(table, "secret", draws)


class TestCurrentOdds:
    """
    The odds of the next draw.
    """

    def test_opening(self):
        """
        Before the first draw they are those of the table.
        """
        assert AFTER_TEN.odds == boxes.current_odds(AFTER_TEN)

    def test_due(self):
        """
        When the guarantee is due nothing else can come.
        """
        expected = {"bear": 0, "fox": 0, "gold": Fraction(7, 10), "secret": Fraction(3, 10)}

        assert expected == boxes.current_odds(MIXED, DrawState(misses=7))

    def test_ramp(self):
        """
        On the ramp guaranteed prizes rise together and the others make room, each in proportion.
        """
        found = boxes.current_odds(MIXED, DrawState(misses=4))
        hits, rest = Fraction(15, 100), Fraction(85, 100)
        expected = (rest * 2 / 3, rest / 3, hits * 7 / 10, hits * 3 / 10)

        assert expected == tuple(found.values())

    def test_sold_out(self):
        """
        What is sold out has no chance; its odds go to the rest in proportion.
        """
        table = OddsTable.of({"a": "1/2", "b": "3/10", "c": "1/5"}, stock={"a": 1, "b": 4})

        assert {"a": 0, "b": Fraction(3, 5), "c": Fraction(2, 5)} == boxes.current_odds(
            table, DrawState({"a": 0, "b": 1})
        )

    def test_lot(self):
        """
        In a lot they follow what is left.
        """
        table = OddsTable.from_stock({"bear": 11, "secret": 1})
        left = DrawState({"bear": 3, "secret": 1})

        assert {"bear": Fraction(3, 4), "secret": Fraction(1, 4)} == boxes.current_odds(table, left)

    def test_ramp_over_one_where_others_are_sold_out(self):
        """
        A ramp whose base has risen stops at one.
        """
        rule = Guarantee("s", after=5, ramp_from=2, step="1/5")
        odds = {"a": "7/10", "b": "1/10", "s": "1/5"}
        table = OddsTable.of(odds, guarantee=rule, stock={"a": 1})
        found = boxes.current_odds(table, DrawState({"a": 0}, misses=2))

        assert {"a": 0, "b": 0, "s": 1} == found

    def test_only_guaranteed_left(self):
        """
        Where nothing else is left, what is guaranteed comes at once.
        """
        table = OddsTable.of(TENTH, guarantee=Guarantee("secret", after=3), stock={"bear": 1})

        assert {"bear": 0, "secret": 1} == boxes.current_odds(table, DrawState({"bear": 0}))

    def test_nothing_left(self):
        """
        From nothing nothing is drawn.
        """
        table = OddsTable.from_stock({"bear": 1, "secret": 1})
        with pytest.raises(SoldOutError) as caught:
            boxes.current_odds(table, DrawState({"bear": 0, "secret": 0}))

        assert ("bear", "secret") == caught.value.prizes

    def test_guaranteed_sold_out(self):
        """
        Nor where the guarantee can no longer be kept, long before it is due.
        """
        table = OddsTable.of(TENTH, guarantee=Guarantee("secret", after=10), stock={"secret": 1})
        with pytest.raises(SoldOutError, match="secret"):
            boxes.current_odds(table, DrawState({"secret": 0}))

    @given(odds_tables().flatmap(lambda t: st.tuples(st.just(t), draw_states(t))))
    def test_come_to_one(self, case):
        """
        In every state from which can be drawn they come to exactly one.
        """
        table, state = case
        needed = table.odds if table.guarantee is None else table.guarantee.prizes
        assume(any(state.left.get(name, 1) for name in needed))
        found = boxes.current_odds(table, state)

        assert 1 == sum(found.values())
        assert list(table.odds) == list(found)
        assert all(not found[name] for name, left in state.left.items() if not left)

    @pytest.mark.parametrize("left", [{}, {"bear": 1, "secret": 1}, {"fox": 1}], ids=str)
    def test_other_state(self, left):
        """
        A state of another table is refused.
        """
        table = OddsTable.of(TENTH, stock={"secret": 3})
        with pytest.raises(OutOfRangeError, match=r"state\.left"):
            boxes.current_odds(table, DrawState(left))


class TestArguments:
    """
    A slip gives a sentence.
    """

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: boxes.effective_odds({"a": 1}),
            lambda: boxes.expected_draws(None, "a"),
            lambda: boxes.chance_within("a", "a", 1),
            lambda: boxes.current_odds(5),
        ],
        ids=["effective", "expected", "chance", "current"],
    )
    def test_no_table(self, ask):
        """
        A table is an OddsTable.
        """
        with pytest.raises(WrongTypeError, match="table must be an OddsTable"):
            ask()

    def test_no_state(self):
        """
        A state is a DrawState.
        """
        with pytest.raises(WrongTypeError, match="state must be a DrawState"):
            boxes.current_odds(AFTER_TEN, 9)

    @pytest.mark.parametrize(
        "ask",
        [boxes.expected_draws, lambda *a, **k: boxes.chance_within(*a, 3, **k)],
        ids=["expected", "chance"],
    )
    def test_faults(self, ask):
        """
        A prize of the table, and misses before the guarantee is due.
        """
        with pytest.raises(OutOfRangeError, match="'fox'; it must be one of bear, secret"):
            ask(AFTER_TEN, "fox")
        with pytest.raises(OutOfRangeError, match="misses is 10; it must be below 10"):
            ask(AFTER_TEN, "secret", misses=10)
        with pytest.raises(OutOfRangeError, match="misses is -1"):
            ask(AFTER_TEN, "secret", misses=-1)

    def test_draws(self):
        """
        Draws are counted.
        """
        with pytest.raises(OutOfRangeError, match="draws is -1"):
            boxes.chance_within(AFTER_TEN, "secret", -1)
