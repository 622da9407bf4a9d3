"""
Profit over scenarios: their distribution, every combination, and draws from a seed.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.selling import HOODIE, HOODIES, case, usd
from tiktok_presale.errors import (
    CurrencyMismatchError,
    FloatMoneyError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.facts.cases import SaleCase, Scenario
from tiktok_presale.facts.cost_sheets import CostSheet
from tiktok_presale.rules import economics
from tiktok_presale.rules.economics import Input, LineCode
from tiktok_presale.strategies import sale_cases
from tiktok_presale.values.money import Money, Rounding

# A case is drawn from some thirty numbers, which takes longer than to look at it.
HALF = settings(max_examples=settings.default.max_examples // 2)
STOCK = SaleCase(sheet=HOODIE, sold=0, made=10_000)
DEMAND = {"sold": {4_000: 1, 8_000: 2, 12_000: 1}}
UNCERTAIN = {"return_rate": {"0.1": 1, "0.4": 1}, **DEMAND}


@st.composite
def possible(draw):
    """
    Draw a few cases with whole weights.
    """
    cases = draw(
        st.lists(st.tuples(sale_cases(most=20), st.integers(1, 4)), min_size=1, max_size=3)
    )
    return [Scenario(f"s{n}", one, weight) for n, (one, weight) in enumerate(cases)]


class TestSecondImplementation:
    """
    Each case written down as often as its weight says, and the list sorted.
    """

    @HALF
    @given(possible(), st.integers(1, 20))
    def test_distribution(self, given, twentieths):
        """
        Mean, quantiles, chances, worst and best are those of the list; so is the mean of each line.
        """
        found = economics.scenarios(given)
        every = sorted(
            economics.outcome(one.case).profit.minor
            for one in given
            for _ in range(int(one.weight))
        )
        place = -(-twentieths * len(every) // 20)

        assert Fraction(sum(every), len(every)) == found.mean_exact
        assert every[place - 1] == found.quantile(Fraction(twentieths, 20)).minor
        assert Fraction(sum(one < 0 for one in every), len(every)) == found.chance_of_loss
        assert (every[0], every[-1]) == (found.worst.profit.minor, found.best.profit.minor)
        assert found.mean == Money.sum((line.amount for line in found.lines), "USD")
        for line in found.lines:
            amounts = [
                economics.outcome(one.case).line(line.code).amount.minor * one.weight
                for one in given
            ]
            assert abs(line.amount.minor - sum(amounts) / len(every)) < 1

    @HALF
    @given(possible(), st.randoms(use_true_random=False))
    def test_order(self, given, random):
        """
        The order in which scenarios are given makes no difference, nor does the scale of weights.
        """
        mixed = [attrs.evolve(one, weight=one.weight / 7) for one in given]
        random.shuffle(mixed)

        assert economics.scenarios(given) == economics.scenarios(mixed)


class TestScenarios:
    """
    Demand of 4,000, 8,000 or 12,000 for 10,000 hoodies made.
    """

    FOUND = economics.scenarios(economics.combined(STOCK, DEMAND))

    def test_figures(self):
        """
        Worked out by hand: 30 a unit sold, 9 a unit cleared, 120,000 for making them.
        """
        profits = [one.profit for one in self.FOUND.possible]

        assert [usd(54_000), usd(138_000), usd(180_000)] == profits
        assert usd(127_500) == self.FOUND.mean
        assert (usd(54_000), usd(138_000)) == (
            self.FOUND.quantile("0.25"),
            self.FOUND.quantile("0.5"),
        )
        assert usd(180_000) == self.FOUND.quantile(1)
        assert 0 == self.FOUND.chance_of_loss
        assert Fraction(3, 4) == self.FOUND.chance_below(usd(180_000))

    def test_mean_lines(self):
        """
        The mean of each line, to the minor unit.
        """
        lines = {line.code: line.amount for line in self.FOUND.lines}

        assert list(LineCode) == list(lines)
        assert usd(225_000) == lines[LineCode.SALES]
        assert usd(22_500) == lines[LineCode.CLEARED_LEFT_OVER]

    def test_thirds_are_conserved(self):
        """
        Lines that do not divide still add up to the mean.
        """
        cent = CostSheet(price=usd("0.01"), unit_cost=usd("0.01"))
        cases = [SaleCase(sheet=cent, sold=n, made=2) for n in (0, 1, 1)]
        found = economics.scenarios([Scenario(str(n), one) for n, one in enumerate(cases)])

        assert Fraction(-4, 3) == found.mean_exact
        assert usd("-0.01") == found.mean
        assert found.mean == Money.sum((line.amount for line in found.lines), "USD")

    def test_text(self):
        """
        Mean, chance of a loss and spread in both languages.
        """
        lines = str(self.FOUND).splitlines()

        assert lines == [
            "Mean profit of 127,500.00 USD over 3 scenarios; the chance of a loss is 0 %.",
            (
                "Worst 54,000.00 USD, lowest tenth up to 54,000.00 USD, median 138,000.00 USD, "
                "highest tenth from 180,000.00 USD, best 180,000.00 USD."
            ),
        ]
        assert self.FOUND.explain("zh").startswith("3种情形的平均利润为127,500.00 USD")

    def test_table(self):
        """
        In a notebook the scenarios are a table, the worst first.
        """
        table = self.FOUND._repr_html_()

        assert "<td>sold=4000</td><td>25 %</td><td>54,000.00 USD</td>" in table

    def test_nonsense(self):
        """
        No scenario, a name twice, two currencies and what is no scenario are refused.
        """
        one = Scenario("a", HOODIES)
        euro = CostSheet(price=Money(1, "EUR"), unit_cost=Money(1, "EUR"))
        with pytest.raises(OutOfRangeError, match="scenarios"):
            economics.scenarios([])
        with pytest.raises(OutOfRangeError, match="each name once"):
            economics.scenarios([one, one])
        with pytest.raises(CurrencyMismatchError):
            economics.scenarios([one, Scenario("b", SaleCase(sheet=euro, sold=1))])
        with pytest.raises(WrongTypeError, match="scenario"):
            economics.scenarios([HOODIES])

    @pytest.mark.parametrize("share", [0, "1.01"])
    def test_no_quantile(self, share):
        """
        A quantile of nothing, and of more than all.
        """
        with pytest.raises(OutOfRangeError, match="share"):
            self.FOUND.quantile(share)

    def test_not_exact(self):
        """
        A share that is a float, and a profit that is no money.
        """
        with pytest.raises(FloatMoneyError):
            self.FOUND.quantile(0.5)
        with pytest.raises(WrongTypeError, match="profit"):
            self.FOUND.chance_below(5)


class TestCombined:
    """
    Every combination of what is uncertain.
    """

    def test_every_combination(self):
        """
        Two rates and three demands make six, with the product of their weights.
        """
        found = economics.combined(STOCK, UNCERTAIN)

        assert 6 == len(found)
        assert 8 == sum(one.weight for one in found)
        assert "return_rate=1/10, sold=4000" == found[0].name

    def test_any_order(self):
        """
        In whatever order inputs and values are given, the same come out in the same order.
        """
        turned = {
            name: dict(reversed(values.items())) for name, values in reversed(UNCERTAIN.items())
        }

        assert economics.combined(STOCK, UNCERTAIN) == economics.combined(STOCK, turned)

    def test_demand_beyond_what_was_made(self):
        """
        No more is sold than was made; where what is sold is made, all of it is.
        """
        to_order = attrs.evolve(STOCK, made=None)

        assert 10_000 == economics.combined(STOCK, {"sold": {12_000: 1}})[0].case.sold
        assert 12_000 == economics.combined(to_order, {"sold": {12_000: 1}})[0].case.produced

    def test_made_and_sold(self):
        """
        Making fewer than are asked for sells fewer.
        """
        (found,) = economics.combined(case(), {Input.MADE: {500: 1}})

        assert (500, 500) == (found.case.sold, found.case.made)

    def test_money(self):
        """
        A price may be uncertain too.
        """
        (found,) = economics.combined(case(), {"price": {usd("25.00"): 1}})

        assert usd("25.00") == found.case.sheet.price

    @pytest.mark.parametrize(
        ("uncertain", "error"),
        [
            ({}, OutOfRangeError),
            ([("sold", {1: 1})], WrongTypeError),
            ({"weather": {1: 1}}, WrongTypeError),
            ({"sold": {}}, OutOfRangeError),
            ({"sold": [1]}, WrongTypeError),
            ({"sold": {"1": 1}}, WrongTypeError),
            ({"sold": {1: 0}}, OutOfRangeError),
            ({"sold": {1: 0.5}}, FloatMoneyError),
            ({"return_rate": {"0.5": 1, "1/2": 1}}, OutOfRangeError),
            ({"return_rate": {"1.5": 1}}, OutOfRangeError),
            ({"price": {5: 1}}, WrongTypeError),
            ({"price": {Money(5, "EUR"): 1}}, CurrencyMismatchError),
            (
                {"sold": dict.fromkeys(range(400), 1), "wait": dict.fromkeys(range(400), 1)},
                OutOfRangeError,
            ),
        ],
        ids=[
            "nothing",
            "pairs",
            "input",
            "no value",
            "list",
            "text",
            "weight",
            "float",
            "twice",
            "rate",
            "money",
            "currency",
            "too many",
        ],
    )
    def test_nonsense(self, uncertain, error):
        """
        What makes no sense is refused.
        """
        with pytest.raises(error):
            economics.combined(STOCK, uncertain)


def drawn_again(seed, draws):
    """
    Draw demand as the documentation says: HMAC-SHA256 of the input and the number of the draw.
    """
    size = 2**256
    found = Counter()
    for number in range(1, draws + 1):
        attempt = 0
        while True:
            text = f"tiktok-presale scenario 1\nsold\n{number}\n{attempt}\n0"
            drawn = int.from_bytes(hmac.digest(seed.encode(), text.encode(), hashlib.sha256), "big")
            if drawn < size - size % 4:
                break
            attempt += 1
        found[(4_000, 8_000, 8_000, 12_000)[drawn % 4]] += 1
    return found


class TestDrawn:
    """
    Draws from a seed, the same everywhere.
    """

    def test_again(self):
        """
        Anyone can draw again.
        """
        to_order = attrs.evolve(STOCK, made=None)
        found = economics.drawn(to_order, DEMAND, draws=200, seed="autumn")

        assert drawn_again("autumn", 200) == {one.case.sold: one.weight for one in found}

    def test_written_down(self):
        """
        The same numbers on every machine and in every year.
        """
        found = economics.drawn(STOCK, DEMAND, draws=100, seed="autumn")

        assert WRITTEN == {one.name: int(one.weight) for one in found}

    def test_any_order(self):
        """
        The order of inputs and values makes no difference to the distribution.
        """
        turned = {
            name: dict(reversed(values.items())) for name, values in reversed(UNCERTAIN.items())
        }
        one, other = (
            economics.scenarios(economics.drawn(STOCK, uncertain, draws=50, seed="s"))
            for uncertain in (UNCERTAIN, turned)
        )

        assert one == other

    def test_near_the_combinations(self):
        """
        The mean of 2,000 draws is within four standard errors of that of every combination.
        """
        exact = economics.scenarios(economics.combined(STOCK, UNCERTAIN))
        found = economics.scenarios(economics.drawn(STOCK, UNCERTAIN, draws=2_000, seed="s"))
        spread = sum(
            float(one.chance) * float(one.profit.minor - exact.mean_exact) ** 2
            for one in exact.possible
        )

        assert abs(found.mean_exact - exact.mean_exact) < 4 * (spread / 2_000) ** 0.5
        assert len(exact.possible) == len(found.possible)

    def test_another_seed(self):
        """
        Another seed draws others.
        """
        one, other = (economics.drawn(STOCK, DEMAND, draws=50, seed=seed) for seed in ("a", "b"))

        assert {s.name: s.weight for s in one} != {s.name: s.weight for s in other}

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [
            ({"seed": ""}, WrongTypeError),
            ({"seed": 5}, WrongTypeError),
            ({"draws": 0}, OutOfRangeError),
            ({"draws": "5"}, WrongTypeError),
        ],
        ids=["empty", "number", "none", "text"],
    )
    def test_nonsense(self, wrong, error):
        """
        No seed and no draw.
        """
        with pytest.raises(error):
            economics.drawn(STOCK, DEMAND, **({"draws": 5, "seed": "s"} | wrong))


WRITTEN = {"sold=4000": 21, "sold=8000": 52, "sold=12000": 27}


def test_rounding_of_the_mean():
    """
    A mean of half a minor unit goes to the even one.
    """
    cent = CostSheet(price=usd("0.01"), unit_cost=usd(0))
    given = [Scenario(str(n), SaleCase(sheet=cent, sold=n)) for n in (0, 1)]

    assert usd(0) == economics.scenarios(given).mean
    assert Rounding.HALF_EVEN is given[0].case.rounding
