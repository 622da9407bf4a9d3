"""
Which creators fit: F14, F15 and the markets' limits; then what a video would bring, line by line.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tiktok_presale as tp
from rules.making import own_policy
from tiktok_presale import Affinities, Affinity, Campaign, Creator, Money, Product, Range
from tiktok_presale.errors import (
    CurrencyMismatchError,
    NaiveTimeError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.rules.creators import Basis
from tiktok_presale.rules.economics import units
from tiktok_presale.strategies import campaigns, creators
from tiktok_presale.values.findings import Outcome

AT = datetime(2026, 7, 1, tzinfo=UTC)
CROSS_BORDER = tp.Policy.in_force("cross-border", on=AT)
US = tp.Policy.in_force("us", on=AT)
TH = tp.Policy.in_force("th", on=AT)
USD = "USD"
SHEET = tp.CostSheet(
    price=Money("30.00", USD),
    unit_cost=Money("12.00", USD),
    freight_out=Money("4.00", USD),
    clearance="0.30",
)
GLOW = Creator(
    id="glow",
    followers=120_000,
    categories=("skin_care",),
    age=25,
    violations=0,
    video_views=40_000,
    conversion="0.004",
    returned="0.10",
    commission="0.15",
    slot_fee=Money("300.00", USD),
)
BEAUTY = Campaign(product=Product(id="p1", category="beauty"), sheet=SHEET)
PAGE = tp.Source("Our sales of 2025", "", date(2026, 1, 5), tp.Confidence.MEDIUM)


def match(creator=GLOW, campaign=BEAUTY, policy=CROSS_BORDER, **given):
    """
    Ask at the same instant.
    """
    return tp.creators.match(creator, campaign, policy, at=AT, **given)


def outcome(found, code):
    """
    Give the outcome of the only finding with a code.
    """
    (finding,) = (one for one in found.decision.findings if one.code == code)
    return finding.outcome


def selling(category):
    """
    Make a campaign for goods of a category.
    """
    return Campaign(product=Product(id="p1", category=category))


class TestF15CategoryFit:
    """
    F15: beauty with skin-care creators, tools with DIY creators, never electronics with food.
    """

    @pytest.mark.parametrize("food", ["food", "Food", " FOOD "])
    @pytest.mark.parametrize("goods", ["electronics", "Electronics"])
    def test_never_however_it_is_written(self, food, goods):
        """
        A food creator who also calls herself one of electronics is refused in any spelling.
        """
        both = attrs.evolve(GLOW, categories=(food, goods))

        assert outcome(match(both, selling(goods)), "creators.category") is Outcome.FAIL

    @pytest.mark.parametrize("category", ["Skin Care", "skin-care", "skin_care"])
    def test_one_word_in_many_spellings(self, category):
        """
        Capitals, blanks and hyphens make no other category, in a table of one's own neither.
        """
        creator = attrs.evolve(GLOW, categories=(category,))
        ours = Affinities({"Hair Care": Affinity(bars=("Skin-care",))}, PAGE)

        assert outcome(match(creator), "creators.category") is Outcome.PASS
        found = match(creator, selling("hair_care"), affinities=ours)
        assert outcome(found, "creators.category") is Outcome.FAIL
        with pytest.raises(OutOfRangeError):
            Affinity(fits=("Food",), bars=("food",))

    @pytest.mark.parametrize(
        ("goods", "category", "expected"),
        [
            ("beauty", "skin_care", Outcome.PASS),
            ("tools", "diy", Outcome.PASS),
            ("electronics", "food", Outcome.FAIL),
            ("beauty", "food", Outcome.UNKNOWN),
            ("electronics", "diy", Outcome.UNKNOWN),
            ("toys", "food", Outcome.UNKNOWN),
        ],
    )
    def test_pairs(self, goods, category, expected):
        """
        What the brief says passes or fails; what no source speaks of is unknown.
        """
        found = match(attrs.evolve(GLOW, categories=(category,)), selling(goods))

        assert expected is outcome(found, "creators.category")

    def test_never_outweighs_what_fits(self):
        """
        A food creator stays one, whatever else they are; even of the goods' own category.
        """
        found = match(
            attrs.evolve(GLOW, categories=("electronics", "food")), selling("electronics")
        )

        assert Outcome.FAIL is outcome(found, "creators.category")
        assert not found.allowed

    def test_own_category(self):
        """
        A creator of the goods' own category fits without a source.
        """
        found = match(attrs.evolve(GLOW, categories=("60001",)), selling("60001"))

        assert Outcome.PASS is outcome(found, "creators.category_own")

    @pytest.mark.parametrize(("goods", "categories"), [(None, ("food",)), ("beauty", ())])
    def test_untold(self, goods, categories):
        """
        Without the category of goods or creator it is unknown, and the remedy asks for it.
        """
        found = match(attrs.evolve(GLOW, categories=categories), selling(goods))

        assert Outcome.UNKNOWN is outcome(found, "creators.category_untold")
        assert Outcome.UNKNOWN is found.outcome

    def test_extended_by_a_table(self):
        """
        A table of one's own speaks where no pack does, under its own source.
        """
        ours = Affinities({"toys": Affinity(fits=("parenting",))}, PAGE)
        creator = attrs.evolve(GLOW, categories=("parenting",))

        found = match(creator, selling("toys"), affinities=ours)

        (finding,) = (one for one in found.decision.findings if one.code == "creators.category")
        assert Outcome.PASS is finding.outcome
        assert PAGE == finding.source
        assert "creators.affinity.toys" == finding.rule

    def test_extended_by_a_pack(self):
        """
        A pack of one's own does the same, beside a market's.
        """
        ours = own_policy({"creators.affinity.toys": '{ fits = ["parenting"] }'})
        creator = attrs.evolve(GLOW, categories=("parenting",))

        found = match(creator, selling("toys"), US.with_law(ours))

        assert Outcome.PASS is outcome(found, "creators.category")

    def test_two_voices(self):
        """
        Each source that speaks gives its own reason, and a "never" binds.
        """
        ours = Affinities({"beauty": Affinity(bars=("skin_care",))}, PAGE)

        found = match(affinities=ours)

        outcomes = [
            one.outcome for one in found.decision.findings if one.code == "creators.category"
        ]
        assert [Outcome.PASS, Outcome.FAIL] == outcomes
        assert not found.allowed


class TestF14Followers:
    """
    F14: mid-tier creators of 50,000 to 500,000 followers; and what markets ask for.
    """

    @pytest.mark.parametrize(
        ("followers", "expected"),
        [
            (49_999, Outcome.FAIL),
            (50_000, Outcome.PASS),
            (500_000, Outcome.PASS),
            (500_001, Outcome.FAIL),
            (None, Outcome.UNKNOWN),
        ],
    )
    def test_sought(self, followers, expected):
        """
        Both ends are in.
        """
        found = match(attrs.evolve(GLOW, followers=followers))

        assert expected is outcome(found, "creators.followers_sought")

    @pytest.mark.parametrize(
        ("market", "least"), [("us", 5_000), ("uk", 1_000), ("th", 1_000), ("id", 1_000)]
    )
    def test_markets(self, market, least):
        """
        One follower fewer than the market asks for fails, and the remedy names how many pass.
        """
        policy = tp.Policy.in_force(market, on=AT)
        code = "creators.followers"

        enough = match(attrs.evolve(GLOW, followers=least), policy=policy)
        short = match(attrs.evolve(GLOW, followers=least - 1), policy=policy)

        assert Outcome.PASS is outcome(enough, code)
        assert Outcome.FAIL is outcome(short, code)
        (finding,) = (one for one in short.decision.findings if one.code == code)
        assert least in finding.remedy.params["wanted"]
        assert least - 1 not in finding.remedy.params["wanted"]

    def test_no_figure(self):
        """
        Where no source says how many, it is unknown and never a silent pass.
        """
        found = match(policy=tp.Policy.in_force("eu", on=AT))

        assert Outcome.UNKNOWN is outcome(found, "creators.followers_unknown")

    def test_market_and_brief_together(self):
        """
        Both can be asked: the market's minimum and whom the brief looks for.
        """
        found = match(policy=US.with_law(CROSS_BORDER))

        assert Outcome.PASS is outcome(found, "creators.followers")
        assert Outcome.PASS is outcome(found, "creators.followers_sought")
        assert found.allowed


class TestOtherLimits:
    """
    Age, the shop's rating, and breaches that are charged to the shop.
    """

    @pytest.mark.parametrize(
        ("age", "expected"), [(17, Outcome.FAIL), (18, Outcome.PASS), (None, Outcome.UNKNOWN)]
    )
    def test_age(self, age, expected):
        """
        From 18 on; unknown is unknown.
        """
        assert expected is outcome(match(attrs.evolve(GLOW, age=age)), "creators.age")

    @pytest.mark.parametrize(
        ("rating", "expected"),
        [("2.4", Outcome.FAIL), ("2.5", Outcome.PASS), (None, Outcome.UNKNOWN)],
    )
    def test_store_rating(self, rating, expected):
        """
        South-East Asia asks shops for 2.5.
        """
        metrics = {} if rating is None else {"rating": Decimal(rating)}

        found = match(policy=TH, shop=tp.Shop(id="s1", metrics=metrics))

        assert expected is outcome(found, "creators.store_rating")

    @pytest.mark.parametrize(
        ("breaches", "most", "expected"),
        [
            (0, 0, Outcome.PASS),
            (1, 0, Outcome.FAIL),
            (1, 1, Outcome.PASS),
            (None, 9, Outcome.UNKNOWN),
        ],
    )
    def test_breaches(self, breaches, most, expected):
        """
        Where a breach hits the shop, the record counts; how much of it is the seller's choice.
        """
        found = match(attrs.evolve(GLOW, violations=breaches), policy=TH, most_violations=most)

        assert expected is outcome(found, "creators.violations")

    def test_breaches_elsewhere(self):
        """
        Where no source says that the shop pays for it, the record is not judged.
        """
        for policy in (US, own_policy({"creators.breach_hits_shop": "false"})):
            codes = {one.code for one in match(policy=policy).decision.findings}

            assert "creators.violations" not in codes

    def test_every_reason(self):
        """
        All that is wrong is told at once.
        """
        creator = Creator(id="chef", followers=9, categories=("food",), age=16)

        found = match(creator, selling("electronics"))

        assert [one.code for one in found.decision.failures] == [
            "creators.category",
            "creators.followers_sought",
            "creators.age",
        ]


class TestScore:
    """
    Orders and earnings of one video.
    """

    def test_worked_example(self):
        """
        40,000 views at 0.4 % are 160 orders; with 10 % back each earns 8.45 USD, less 300 USD.
        """
        found = match()

        # Kept: 30 - 4.50 - 12 - 4 = 9.50; sent back: 9 - 12 - 4 = -7; on average 7.85.
        assert Range.between(Fraction(160), Fraction(160)) == found.orders
        assert Range.between(Money("956.00", USD), Money("956.00", USD)) == found.earns
        assert found.known

    def test_lines_add_up(self):
        """
        The lines add up to what is earned, to the minor unit.
        """
        found = match(attrs.evolve(GLOW, conversion="1/333", returned="1/7", commission="1/9"))

        total = Money.sum((line.amount.low for line in found.lines), USD)
        assert total == found.earns.low == found.earns.high

    def test_cap_limits_the_orders(self):
        """
        A presale of 100 units counts no more orders, and the cap says what it costs.
        """
        found = match(campaign=attrs.evolve(BEAUTY, cap=100))

        assert found.orders.high == 100
        (bound,) = found.grounds.binding
        assert "creators_cap" == bound.code
        assert match().earns.high - found.earns.high == bound.cost

    def test_longer_wait_earns_less(self):
        """
        A curve of returns adds to the creator's own share what waiting brings.
        """
        curve = tp.ReturnCurve({0: "0.05", 10: "0.10", 30: "0.40"})

        earned = [
            match(campaign=attrs.evolve(BEAUTY, wait=days, returns=curve)).earns.low
            for days in (0, 10, 30)
        ]

        assert match().earns.low == earned[0] > earned[1] > earned[2]
        part = match(campaign=attrs.evolve(BEAUTY, wait=10, returns=curve)).parts[2]
        assert Fraction(15, 100) == part.value.low
        assert Basis.DERIVED is part.basis

    def test_curve_alone(self):
        """
        Where the creator's own share is not known the curve stands for it.
        """
        campaign = attrs.evolve(BEAUTY, wait=10, returns=tp.ReturnCurve.flat("0.2"))

        part = match(attrs.evolve(GLOW, returned=None), campaign).parts[2]

        assert Fraction(1, 5) == part.value.low == part.value.high

    def test_conversion_by_gpm(self):
        """
        120 USD a thousand views are 4 orders at 30 USD; told as reckoned, and only if wanted.
        """
        creator = attrs.evolve(GLOW, conversion=None, gpm=Money("120.00", USD))

        found, without = match(creator), match(creator, by_gpm=False)

        assert match().orders == found.orders
        assert "creators.fact_derived" in {one.code for one in found.grounds.findings}
        assert Range.between(Fraction(0), Fraction(40_000)) == without.orders

    def test_foreign_sums_are_no_facts(self):
        """
        Sums in another currency tell nothing here: unknown, never zero.
        """
        creator = attrs.evolve(
            GLOW, conversion=None, gpm=Money("120", "THB"), slot_fee=Money("9", "THB")
        )

        found = match(creator, policy=US)

        assert found.earns.low is None
        basis = {part.name: part.basis for part in found.parts}
        assert Basis.UNKNOWN is basis["conversion"] is basis["slot_fee"]

    def test_a_fee_in_another_currency(self):
        """
        It is not known in this one: the cost sheet's own fee does not take its place unsaid.
        """
        creator = attrs.evolve(GLOW, slot_fee=Money("9000", "THB"))
        campaign = attrs.evolve(BEAUTY, sheet=attrs.evolve(SHEET, slot_fee=Money(1, USD)))
        found = match(creator, campaign)
        told = match(creator, campaign, assumed={"slot_fee": Range.at_most(Money(300, USD))})

        assert {part.name: part.basis for part in found.parts}["slot_fee"] is Basis.UNKNOWN
        assert found.earns.low is None
        assert {part.name: part.basis for part in told.parts}["slot_fee"] is Basis.ASSUMED

    def test_missing_facts_widen(self):
        """
        Without views there is no upper end; without a fee there is no lower one; each is named.
        """
        creator = attrs.evolve(GLOW, video_views=None, slot_fee=None)

        found = match(creator, policy=US)

        assert found.orders == Range(Fraction(0), None)
        assert found.earns == Range()
        missing = {one.params["name"] for one in found.grounds.findings}
        assert {"creator_video_views", "creator_slot_fee"} == missing

    def test_nothing_sold_has_an_upper_end(self):
        """
        At a conversion of zero even unknown views sell nothing.
        """
        found = match(attrs.evolve(GLOW, video_views=None, conversion=0))

        assert Range.between(Fraction(0), Fraction(0)) == found.orders
        assert Money("-300.00", USD) == found.earns.high

    def test_losing_goods_have_an_upper_end(self):
        """
        Where each order loses, unknown views can only make it worse.
        """
        dear = attrs.evolve(SHEET, unit_cost=Money("40.00", USD))
        creator = attrs.evolve(GLOW, video_views=None)

        found = match(creator, attrs.evolve(BEAUTY, sheet=dear))

        assert found.earns.low is None
        assert Money("-300.00", USD) == found.earns.high

    def test_usual_commission_and_fee(self):
        """
        Where neither is told, what is allowed and what the tier asks stand in, and it is said.
        """
        creator = attrs.evolve(GLOW, commission=None, slot_fee=None)

        found = match(creator)

        parts = {part.name: part for part in found.parts}
        assert Range.between(Money(350, USD), Money(10_000, USD)) == parts["slot_fee"].value
        assert Fraction(4, 5) == parts["commission"].value.high
        assert Basis.USUAL is parts["slot_fee"].basis

    def test_sheet_says_what_is_paid(self):
        """
        A commission and a fee of the seller's own sheet count where the creator's are not known.
        """
        sheet = attrs.evolve(SHEET, commission=Fraction(15, 100), slot_fee=Money(300, USD))
        creator = attrs.evolve(GLOW, commission=None, slot_fee=None)

        assert match().earns == match(creator, attrs.evolve(BEAUTY, sheet=sheet)).earns

    def test_fee_of_a_tier_nobody_names(self):
        """
        No source tells a fee for the largest, and none at all without followers.
        """
        for followers in (2_000_000, None):
            creator = attrs.evolve(GLOW, slot_fee=None, followers=followers)

            assert Basis.UNKNOWN is match(creator).parts[4].basis

    def test_fees_in_another_currency(self):
        """
        Fees told in dollars say nothing of a presale in baht.
        """
        sheet = tp.CostSheet(price=Money(900, "THB"), unit_cost=Money(300, "THB"))
        creator = attrs.evolve(GLOW, slot_fee=None)

        assert Basis.UNKNOWN is match(creator, attrs.evolve(BEAUTY, sheet=sheet)).parts[4].basis

    def test_assumed(self):
        """
        What is assumed takes the place of what is missing, and never of what is told.
        """
        bare = Creator(id="x", conversion="0.01")
        assumed = {
            "video_views": Range.between(1_000, 2_000),
            "conversion": Range.at_most(Decimal("0.5")),
            "returned": Range.between(0, Decimal("0.1")),
            "commission": Range.at_least(Decimal("0.1")),
            "slot_fee": Range.at_most(Money(50, USD)),
        }

        found = match(bare, assumed=assumed)

        assert Range.between(Fraction(10), Fraction(20)) == found.orders
        basis = {part.name: part.basis for part in found.parts}
        assert Basis.TOLD is basis.pop("conversion")
        assert {Basis.ASSUMED} == set(basis.values())
        assert Range.between(Fraction(1, 10), 1, unit="share") == found.parts[3].value

    def test_without_costs(self):
        """
        Without a cost sheet there are orders and no earnings, and that is said.
        """
        found = match(campaign=attrs.evolve(BEAUTY, sheet=None))

        assert found.earns is None
        assert found.orders.low == 160
        assert ["creators.no_sheet"] == [one.code for one in found.grounds.findings]
        assert [part.name for part in found.parts] == ["video_views", "conversion"]

    def test_sensitivity(self):
        """
        A tenth more views bring a tenth more before the fee; a tenth more of the rest brings less.
        """
        answers = {one.input: one.answer for one in match().grounds.sensitivity}

        more = Money("1081.60", USD)  # 176 orders at 7.85, less 300.
        assert Range.between(more, more) == answers["creator_video_views"]
        assert answers["creator_video_views"] == answers["creator_conversion"]
        for name in ("returned", "commission", "slot_fee"):
            assert answers[f"creator_{name}"].low < match().earns.low

    def test_whole_shares_cannot_rise(self):
        """
        What is all already has no step above it, nor has what is nothing.
        """
        found = match(attrs.evolve(GLOW, returned=1, commission=0))

        names = {one.input for one in found.grounds.sensitivity}
        assert {"creator_video_views", "creator_conversion", "creator_slot_fee"} == names

    def test_nothing_more_to_tell(self):
        """
        A creator of whom every fact is told as zero leaves no ground to stand on but the facts.
        """
        nothing = {"video_views": 0, "conversion": 0, "returned": 0, "commission": 0}
        creator = attrs.evolve(GLOW, **nothing, slot_fee=Money(0, USD))

        found = match(creator)

        assert not found.grounds.sensitivity
        assert found.explain().splitlines()[-1] == "slot fee: 0.00 USD"


def test_door():
    """
    The door names what it holds, and no more.
    """
    assert {"choose", "deal", "match", "rank"} <= set(dir(tp.creators))


class TestArguments:
    """
    What makes no sense is refused.
    """

    @pytest.mark.parametrize(
        ("given", "error"),
        [
            ({"creator": "glow"}, WrongTypeError),
            ({"campaign": SHEET}, WrongTypeError),
            ({"policy": "th"}, WrongTypeError),
            ({"shop": "s1"}, WrongTypeError),
            ({"affinities": {}}, WrongTypeError),
            ({"most_violations": -1}, OutOfRangeError),
            ({"by_gpm": 1}, WrongTypeError),
            ({"step": 0}, OutOfRangeError),
            ({"assumed": {"luck": Range()}}, OutOfRangeError),
            ({"assumed": {"conversion": Decimal("0.1")}}, WrongTypeError),
            ({"assumed": {"conversion": Range.at_most(Money(1, USD))}}, WrongTypeError),
            ({"assumed": {"slot_fee": Range.at_most(3)}}, WrongTypeError),
            ({"assumed": {"returned": Range.at_most(3)}}, OutOfRangeError),
            ({"assumed": {"video_views": Range.at_least(-1)}}, OutOfRangeError),
            ({"assumed": {"slot_fee": Range.at_most(Money(1, "THB"))}}, CurrencyMismatchError),
        ],
    )
    def test_refused(self, given, error):
        """
        Each by an error of ours.
        """
        with pytest.raises(error):
            match(**given)

    def test_naive(self):
        """
        An instant needs a zone.
        """
        with pytest.raises(NaiveTimeError):
            tp.creators.match(GLOW, BEAUTY, US, at=datetime(2026, 7, 1))


def _exact(end):
    return Fraction(end.minor if isinstance(end, Money) else end)


def told(creator, **facts):
    """
    Give a creator with some facts, where they are not known.
    """
    missing = {name: fact for name, fact in facts.items() if getattr(creator, name) is None}
    return attrs.evolve(creator, **missing)


def slow_ends(found, campaign):
    """
    Earnings at every corner of what the parts can be, without any of the rule's own arithmetic.
    """
    ends = [[_exact(end) for end in (part.value.low, part.value.high)] for part in found.parts]
    for views, conversion, back, share, fee in product(*ends):
        orders = views * conversion
        if campaign.cap is not None:
            orders = min(orders, campaign.cap)
        sheet = attrs.evolve(campaign.sheet, commission=share)
        yield orders * units.expected(sheet, back) - fee


class TestLaws:
    """
    What holds for every creator and every campaign.
    """

    @given(creators(), campaigns())
    def test_bounds_are_those_of_the_corners(self, creator, campaign):
        """
        Where all has two ends, the answer's ends are the least and the most of all corners.
        """
        campaign = attrs.evolve(campaign, sheet=campaign.sheet or SHEET)
        creator = told(creator, video_views=900, slot_fee=Money(3, USD))

        found = match(creator, campaign)

        corners = list(slow_ends(found, campaign))
        assert abs(found.earns.low.minor - min(corners)) < 1
        assert abs(found.earns.high.minor - max(corners)) < 1
        assert found.earns.low.minor <= min(corners) or found.known
        assert found.earns.high.minor >= max(corners) or found.known

    @given(creators(), campaigns())
    def test_known_lines_add_up(self, creator, campaign):
        """
        Where every fact is told, the lines come to the earnings exactly.
        """
        facts = {"video_views": 777, "conversion": Fraction(1, 300), "returned": Fraction(1, 7)}
        facts |= {"commission": Fraction(1, 9), "slot_fee": Money(3, USD)}
        campaign = attrs.evolve(campaign, sheet=campaign.sheet or SHEET)

        found = match(told(creator, **facts), campaign)

        assert found.known
        assert Money.sum((line.amount.low for line in found.lines), USD) == found.earns.low

    @given(creators(), campaigns(), st.integers(0, 60))
    def test_facts_narrow(self, creator, campaign, views):
        """
        To tell a fact never widens the answer.
        """
        before = match(attrs.evolve(creator, video_views=None), campaign)
        after = match(attrs.evolve(creator, video_views=views), campaign)

        assert after.orders.inside(before.orders)
        if before.earns is not None:
            assert after.earns.inside(before.earns)

    @given(creators(), campaigns(), st.integers(0, 5_000))
    def test_cap(self, creator, campaign, cap):
        """
        No more orders than the cap, and a smaller cap never sells more.
        """
        tight = match(creator, attrs.evolve(campaign, cap=cap))
        loose = match(creator, attrs.evolve(campaign, cap=cap + 1))

        assert tight.orders.high <= cap
        assert tight.orders.high <= loose.orders.high

    @given(creators(), campaigns(), st.sampled_from([CROSS_BORDER, US, TH]))
    def test_told_in_both_languages(self, creator, campaign, policy):
        """
        Every match reads in both languages and as a table.
        """
        found = match(creator, campaign, policy)

        assert str(found) == found.explain("en")
        assert found.explain("zh")
        assert f"<caption>{creator.id}: {found.outcome.value}" in found._repr_html_()


class TestRanking:
    """
    Many creators in one order, and why.
    """

    CHEF = Creator(id="chef", categories=("food",), followers=90_000, age=30)
    STAR = attrs.evolve(GLOW, id="star", video_views=80_000)

    def rank(self, *given, campaign=BEAUTY):
        """
        Rank and give the ids.
        """
        found = tp.creators.rank(given, campaign, CROSS_BORDER, at=AT)
        return [one.creator.id for one in found.matches]

    def test_order(self):
        """
        The allowed first, by what they are sure to earn; then the unknown; then those shut out.
        """
        barred = attrs.evolve(self.STAR, id="barred", followers=9)

        assert ["star", "glow", "chef", "barred"] == self.rank(barred, self.CHEF, GLOW, self.STAR)

    def test_without_costs(self):
        """
        Without costs the orders decide.
        """
        campaign = attrs.evolve(BEAUTY, sheet=None)

        assert ["star", "glow"] == self.rank(GLOW, self.STAR, campaign=campaign)

    def test_twins(self):
        """
        Equal creators stand by id, however they were given.
        """
        twin = attrs.evolve(GLOW, id="a")

        assert ["a", "glow"] == self.rank(GLOW, twin) == self.rank(twin, GLOW)

    def test_refused(self):
        """
        A creator that comes twice, and one alone, are refused.
        """
        with pytest.raises(OutOfRangeError, match="glow"):
            self.rank(GLOW, GLOW)
        for wrong in ("glow", GLOW):
            with pytest.raises(WrongTypeError):
                tp.creators.rank(wrong, BEAUTY, US, at=AT)

    @pytest.mark.parametrize("campaign", [BEAUTY, attrs.evolve(BEAUTY, sheet=None)])
    def test_told(self, campaign):
        """
        A line and a row for each, with the worst reason.
        """
        found = tp.creators.rank([GLOW, self.CHEF], campaign, CROSS_BORDER, at=AT)

        assert str(found) == found.explain()
        assert found.explain().splitlines()[0].startswith("1. glow: allowed, 160 orders a video")
        assert "没有来源说明" in found.explain("zh")
        assert found._repr_html_().count("<tr>") == 3
        assert [one.creator.id for one in found.allowed] == ["glow"]

    @given(st.lists(creators(), max_size=4, unique_by=lambda one: one.id), campaigns())
    def test_stable(self, given_creators, campaign):
        """
        The order of the creators makes no difference.
        """
        one = tp.creators.rank(given_creators, campaign, CROSS_BORDER, at=AT)
        other = tp.creators.rank(given_creators[::-1], campaign, CROSS_BORDER, at=AT)

        assert one == other
