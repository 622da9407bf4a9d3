"""
Which creators to take under a budget and a cap: who, why not the others, and what each limit costs.
"""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from itertools import product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tiktok_presale as tp
from tiktok_presale import Campaign, Creator, Money, Product
from tiktok_presale.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.numerics import choosing
from tiktok_presale.rules.creators import Candidate
from tiktok_presale.strategies import creator_candidates

USD = "USD"
AT = datetime(2026, 7, 1, tzinfo=UTC)
CROSS_BORDER = tp.Policy.in_force("cross-border", on=AT)


def one(name, units, earns, fee):
    """
    Make a candidate from dollars.
    """
    return Candidate(id=name, units=units, earns=Money(earns, USD), fee=Money(fee, USD))


# Each unit earns 10, 8, 6 and 1 dollars.
GLOW, CHIC, HOME, DEAR = (
    one("glow", 100, 1_000, 400),
    one("chic", 200, 1_600, 500),
    one("home", 300, 1_800, 600),
    one("dear", 100, 100, 150),
)


def choose(*candidates, budget=1_000, units=1_000, **given):
    """
    Choose with a budget in dollars.
    """
    return tp.creators.choose(candidates, budget=Money(budget, USD), units=units, **given)


def ids(found):
    """
    Give who was chosen.
    """
    return {chosen.id for chosen in found.chosen}


def codes(found):
    """
    Give the reasons of those left out.
    """
    return {left.id: [reason.code for reason in left.findings] for left in found.left_out}


class TestChoice:
    """
    Who is taken, and what it comes to.
    """

    def test_budget_binds(self):
        """
        For 1,000 dollars, home and glow come to 1,800 and chic and glow to 1,700.
        """
        found = choose(GLOW, CHIC, HOME)

        assert {"glow", "home"} == ids(found)
        assert Money(1_800, USD) == found.earns
        assert Money(1_000, USD) == found.fees
        assert found.units == 400
        assert found.proven
        assert {"chic": ["creators.left_no_budget"]} == codes(found)
        budget, cap = found.grounds.bounds
        assert (True, Money(1_100, USD)) == (budget.binds, budget.cost)
        assert (False, None) == (cap.binds, cap.cost)

    def test_cap_cuts_where_a_unit_earns_least(self):
        """
        With 250 units chic is cut to what glow leaves, and units above the cap earn nothing.
        """
        found = choose(CHIC, GLOW, units=250)

        assert [("glow", 100), ("chic", 150)] == [(x.id, x.units) for x in found.chosen]
        assert Money(1_300, USD) == found.earns
        assert found.grounds.bounds[1].cost == Money(400, USD)

    def test_left_out(self):
        """
        Each reason that holds is told.
        """
        rich = one("rich", 500, 9_000, 2_000)

        found = choose(GLOW, CHIC, HOME, DEAR, rich, most=2)

        assert {
            "chic": ["creators.left_no_budget", "creators.left_most"],
            "dear": ["creators.left_no_gain"],
            "rich": ["creators.left_fee_above_budget"],
        } == codes(found)
        assert len(found.grounds.bounds) == 3

    def test_no_room(self):
        """
        Who could be paid but finds too little room is told so.
        """
        found = choose(GLOW, CHIC, units=100, budget=2_000)

        assert {"glow"} == ids(found)
        assert {"chic": ["creators.left_no_room"]} == codes(found)

    def test_nobody(self):
        """
        Of nobody, nobody is chosen.
        """
        found = choose()

        assert not found.chosen
        assert Money(0, USD) == found.earns

    def test_early_end(self):
        """
        A search that ends early says what another choice could earn more.
        """
        sizes = [37 * n % 1_009 + 20 for n in range(1, 26)]
        hard = [
            Candidate(
                id=str(n),
                units=size,
                earns=Money.from_minor(700 * size, USD),
                fee=Money.from_minor(350 * size + 1_000, USD),
            )
            for n, size in enumerate(sizes)
        ]

        found = tp.creators.choose(hard, budget=Money(9_000, USD), units=sum(sizes) // 6, nodes=1)

        assert not found.proven
        assert found.gap
        assert ["creators.not_proven"] == [reason.code for reason in found.grounds.findings]

    def test_texts(self):
        """
        The answer reads in both languages and as a table.
        """
        found = choose(GLOW, CHIC, HOME)

        assert str(found).startswith("Creators chosen: 2, with 400 units; 1,800.00 USD earned")
        assert "chic left out: " in found.explain()
        assert "未选chic：" in found.explain("zh")
        assert found._repr_html_().count("<tr>") == 4


class TestMatches:
    """
    Matches are candidates, where they are allowed and known.
    """

    SHEET = tp.CostSheet(price=Money(30, USD), unit_cost=Money(12, USD))
    GOODS = Campaign(product=Product(id="p1", category="beauty"), sheet=SHEET)
    GLOW = Creator(
        id="glow",
        followers=120_000,
        categories=("skin_care",),
        age=25,
        video_views=1_001,
        conversion="0.01",
        returned=0,
        commission=0,
        slot_fee=Money(30, USD),
    )

    def match(self, **changed):
        """
        Match a creator.
        """
        creator = attrs.evolve(self.GLOW, **changed)
        return tp.creators.match(creator, self.GOODS, CROSS_BORDER, at=AT)

    def test_whole_orders(self):
        """
        10.01 orders are 10 units at 18 dollars, and the fee stands beside them.
        """
        assert one("glow", 10, 180, 30) == Candidate.of(self.match())
        assert Candidate.of(self.match(conversion=0)).units == 0

    def test_shut_out(self):
        """
        Whom a limit shuts out, and of whom too little is known, is left out with the reason.
        """
        barred = self.match(id="barred", followers=9)
        silent = self.match(id="silent", video_views=None)
        young = self.match(id="young", age=None)

        found = choose(self.match(), barred, silent, young)

        assert {"glow"} == ids(found)
        assert {
            "barred": ["creators.left_not_allowed"],
            "silent": ["creators.left_unknown"],
            "young": ["creators.left_unknown"],
        } == codes(found)

    def test_refused(self):
        """
        A score that is not one value makes no candidate.
        """
        with pytest.raises(OutOfRangeError, match="nothing is missing"):
            Candidate.of(self.match(video_views=None))
        with pytest.raises(WrongTypeError):
            Candidate.of("glow")


class TestArguments:
    """
    What makes no sense is refused.
    """

    @pytest.mark.parametrize(
        ("given", "error"),
        [
            ({"budget": Money(-1, USD)}, OutOfRangeError),
            ({"budget": 3}, WrongTypeError),
            ({"budget": Money(1, "THB")}, CurrencyMismatchError),
            ({"units": -1}, OutOfRangeError),
            ({"nodes": 0}, OutOfRangeError),
            ({"most": -1}, OutOfRangeError),
            ({"step": 0}, OutOfRangeError),
            ({"candidates": "glow"}, WrongTypeError),
            ({"candidates": GLOW}, WrongTypeError),
            ({"candidates": ["glow"]}, WrongTypeError),
            ({"candidates": [GLOW, GLOW]}, OutOfRangeError),
        ],
    )
    def test_refused(self, given, error):
        """
        Each by an error of ours.
        """
        arguments = {"candidates": [GLOW], "budget": Money(1, USD), "units": 1, **given}

        with pytest.raises(error):
            tp.creators.choose(**arguments)

    def test_candidates(self):
        """
        A fee is money of the same currency, zero or more.
        """
        with pytest.raises(OutOfRangeError):
            one("glow", 1, 1, -1)
        with pytest.raises(CurrencyMismatchError):
            attrs.evolve(GLOW, fee=Money(1, "THB"))
        with pytest.raises(WrongTypeError):
            attrs.evolve(GLOW, fee=1)


def best_of_all(candidates, budget, units):
    """
    What the best of all sets earns, in minor units.
    """
    offers = [choosing.Offer(x.earns.minor, x.units, x.fee.minor) for x in candidates]
    best = Fraction(0)
    for chosen in product((False, True), repeat=len(offers)):
        picked = [offer for offer, yes in zip(offers, chosen, strict=True) if yes]
        if sum(offer.price for offer in picked) > budget.minor:
            continue
        left, earned = units, -Fraction(sum(offer.price for offer in picked))
        useful = [offer for offer in picked if offer.size and offer.worth > 0]
        for offer in sorted(useful, key=lambda offer: -Fraction(offer.worth, offer.size)):
            part = min(left, offer.size)
            earned, left = earned + Fraction(offer.worth * part, offer.size), left - part
        best = max(best, earned)
    return best


class TestLaws:
    """
    What holds for every choice.
    """

    @given(
        creator_candidates(most=6),
        st.integers(0, 20_000).map(lambda minor: Money.from_minor(minor, USD)),
        st.integers(0, 200),
    )
    def test_best_of_all(self, candidates, budget, units):
        """
        No set earns more; sums are conserved, limits are kept, and everybody is accounted for.
        """
        found = tp.creators.choose(candidates, budget=budget, units=units)

        assert abs(found.earns.minor - best_of_all(candidates, budget, units)) <= Fraction(1, 2)
        assert found.fees <= budget
        assert found.units == sum(chosen.units for chosen in found.chosen) <= units
        assert Money.sum((x.earns for x in found.chosen), USD) - found.fees == found.earns
        names = {x.id for x in (*found.chosen, *found.left_out)}
        assert names == {x.id for x in candidates}
        assert all(left.findings for left in found.left_out)
        assert all(x.units <= x.expected for x in found.chosen)

    @given(creator_candidates(most=5), st.integers(0, 9_000), st.integers(0, 90))
    def test_a_limit_that_costs_nothing_does_not_bind(self, candidates, budget, units):
        """
        A limit binds exactly where it costs something.
        """
        money = Money.from_minor(budget, USD)

        found = tp.creators.choose(candidates, budget=money, units=units)

        for bound in found.grounds.bounds:
            assert bound.binds is (bound.cost is not None)
