"""
May this box be sold: United States, South-East Asia, China, Shanghai.
"""

from datetime import UTC, datetime

import attrs
import pytest
from hypothesis import given

from rules.making import in_force, own_policy
from tiktok_presale import (
    BlindBox,
    DrawLimits,
    Guarantee,
    Money,
    OddsTable,
    Outcome,
    Range,
    Shop,
    boxes,
)
from tiktok_presale.errors import NaiveTimeError, WrongTypeError
from tiktok_presale.strategies import blind_boxes

AT = datetime(2026, 2, 2, 4, tzinfo=UTC)
US = in_force("us", 2026, 2, 2)
TH = in_force("th", 2026, 2, 2)
LAW = in_force("law-cn", 2026, 2, 2)

TENTH = {"bear": "9/10", "secret": "1/10"}
USD = dict.fromkeys(TENTH, Money("80.00", "USD"))
CNY = dict.fromkeys(TENTH, Money("59.00", "CNY"))
US_PAGE = dict.fromkeys(["quantity", "category", "variation", "example_images"], "see picture")
CN_PAGE = dict.fromkeys(["product_name", "kind", "style", "distribution"], "见图")

BARRED = ("medicine", "medical_device", "toxic", "flammable_explosive", "live_animal")
BARRED += ("undeliverable_parcel",)

US_BOX = BlindBox(
    id="p1",
    odds=OddsTable.of(TENTH, values=USD),
    price=Money("79.99", "USD"),
    maker_sealed=True,
    shown=US_PAGE,
)
CN_BOX = BlindBox(
    id="p1",
    odds=OddsTable.of(TENTH, values=CNY),
    price=Money("59.00", "CNY"),
    maker_sealed=True,
    goods="toy",
    shown=CN_PAGE,
)


def judged(box, policy, code, **given):
    """
    The findings with a code.
    """
    decision = boxes.check(box, policy, at=AT, **given)
    return [finding for finding in decision.findings if finding.code == f"boxes.{code}"]


class TestUnitedStates:
    """
    Policy 3238037484390145, page 2026-01-12: maker-sealed, at most 100 USD, equal value, all shown.
    """

    def test_good(self):
        """
        A box that keeps all of it may be sold.
        """
        decision = boxes.check(US_BOX, US, at=AT)

        assert decision.allowed
        assert ["maker_sealed", "similar_value", "price", "disclose"] == [
            finding.code.removeprefix("boxes.") for finding in decision.findings
        ]

    def test_every_reason(self):
        """
        One that keeps none of it is told all four reasons, each with its source.
        """
        unequal = OddsTable.of(TENTH, values={**USD, "secret": Money("800.00", "USD")})
        bad = BlindBox(id="p1", odds=unequal, price=Money(101, "USD"), maker_sealed=False)
        decision = boxes.check(bad, US, at=AT)

        assert Outcome.FAIL is decision.outcome
        assert ["maker_sealed", "similar_value", "price", "disclose"] == [
            finding.code.removeprefix("boxes.") for finding in decision.failures
        ]
        assert {"2026-01-12"} == {str(US.figure(f.rule).since) for f in decision.failures}
        assert all("3238037484390145" in f.source.url for f in decision.failures)

    @pytest.mark.parametrize(
        ("price", "outcome"),
        [("99.99", Outcome.PASS), ("100.00", Outcome.PASS), ("100.01", Outcome.FAIL)],
    )
    def test_100_usd(self, price, outcome):
        """
        At most 100 USD in all, and the remedy says so.
        """
        (found,) = judged(attrs.evolve(US_BOX, price=Money(price, "USD")), US, "price")

        assert outcome is found.outcome
        assert Range.at_most(Money(100, "USD")) == found.limit
        if outcome is Outcome.FAIL:
            assert "ask a price of at most 100.00 USD" == str(found.remedy)

    def test_other_currency(self):
        """
        A price in another currency cannot be judged, and passes nowhere.
        """
        (found,) = judged(attrs.evolve(US_BOX, price=Money(9, "CNY")), US, "price")

        assert Outcome.UNKNOWN is found.outcome
        assert "USD" == found.remedy.params["currency"]

    def test_value_unknown(self):
        """
        Values that are not known are asked for, and are missing from the page as well.
        """
        box = attrs.evolve(US_BOX, odds=OddsTable.of(TENTH))
        (value,) = judged(box, US, "similar_value")
        (page,) = judged(box, US, "disclose")

        assert (Outcome.UNKNOWN, "estimated_value") == (value.outcome, value.remedy.params["name"])
        assert (Outcome.FAIL, ("estimated_value",)) == (page.outcome, page.remedy.params["missing"])

    def test_sealed_unknown(self):
        """
        Whether the maker sealed it is asked for.
        """
        (found,) = judged(attrs.evolve(US_BOX, maker_sealed=None), US, "maker_sealed")

        assert (Outcome.UNKNOWN, "tell") == (found.outcome, found.remedy.code)

    def test_before_the_page(self):
        """
        Before its page the library knows no rule, and no rule is no permission.
        """
        old = in_force("us", 2025, 12, 1)
        decision = boxes.check(US_BOX, old, at=datetime(2025, 12, 1, tzinfo=UTC))

        assert Outcome.UNKNOWN is decision.outcome
        assert ["boxes.none"] == [finding.code for finding in decision.findings]


class TestSouthEastAsia:
    """
    Surprise-based goods (4192653315213057): factory-sealed, contents known, cross-border invited.
    """

    @pytest.mark.parametrize("market", ["th", "vn", "ph", "id", "my", "sg"])
    def test_shared(self, market):
        """
        All six markets say the same.
        """
        policy = in_force(market, 2026, 2, 2)
        local = Shop(id="s1", seller_type="local")

        assert boxes.check(CN_BOX, policy, at=AT, shop=local).allowed
        bundle = attrs.evolve(CN_BOX, maker_sealed=False)
        assert Outcome.FAIL is boxes.check(bundle, policy, at=AT, shop=local).outcome

    @pytest.mark.parametrize(
        ("seller", "invited", "outcome"),
        [
            ("cross_border", True, Outcome.PASS),
            ("cross_border", False, Outcome.FAIL),
            ("cross_border", None, Outcome.UNKNOWN),
            (None, True, Outcome.UNKNOWN),
        ],
    )
    def test_invitation(self, seller, invited, outcome):
        """
        Cross-border sellers by invitation only; what is not known is asked for.
        """
        shop, box = Shop(id="s1", seller_type=seller), attrs.evolve(CN_BOX, invited=invited)

        assert [outcome] == [f.outcome for f in judged(box, TH, "invited", shop=shop)]

    def test_local(self):
        """
        Local sellers need none.
        """
        assert [] == judged(CN_BOX, TH, "invited", shop=Shop(id="s1", seller_type="local"))

    def test_no_shop(self):
        """
        Without a shop nobody knows.
        """
        (found,) = judged(CN_BOX, TH, "invited")

        assert (Outcome.UNKNOWN, "seller_type") == (found.outcome, found.remedy.params["name"])


class TestChina:
    """
    SAMR guideline no. 39 of 2023: what is shown, what is barred, what must be guaranteed.
    """

    def test_good(self):
        """
        A box that shows all eight things may be sold; limits are advised.
        """
        decision = boxes.check(CN_BOX, LAW, at=AT)

        assert decision.allowed
        assert ["boxes.limits_advised"] == [finding.code for finding in decision.advice]

    @pytest.mark.parametrize(
        "goods",
        BARRED,
    )
    def test_barred(self, goods):
        """
        Six kinds of goods are barred.
        """
        (found,) = judged(attrs.evolve(CN_BOX, goods=goods), LAW, "barred_goods")

        assert (Outcome.FAIL, goods) == (found.outcome, found.actual)

    @pytest.mark.parametrize("goods", ["food", "cosmetics"])
    @pytest.mark.parametrize(
        ("guaranteed", "outcome"),
        [(True, Outcome.PASS), (False, Outcome.FAIL), (None, Outcome.UNKNOWN)],
    )
    def test_quality(self, goods, guaranteed, outcome):
        """
        Food and cosmetics only with guarantees of their quality.
        """
        box = attrs.evolve(CN_BOX, goods=goods, quality_guaranteed=guaranteed)

        assert [outcome] == [f.outcome for f in judged(box, LAW, "guaranteed_goods")]
        assert [Outcome.PASS] == [f.outcome for f in judged(box, LAW, "barred_goods")]

    def test_toys_need_no_guarantee(self):
        """
        Other goods need none.
        """
        assert [] == judged(CN_BOX, LAW, "guaranteed_goods")

    def test_goods_unknown(self):
        """
        Where the kind of goods is not known neither rule passes.
        """
        box = attrs.evolve(CN_BOX, goods=None)
        found = [*judged(box, LAW, "barred_goods"), *judged(box, LAW, "guaranteed_goods")]

        assert [(Outcome.UNKNOWN, "goods")] * 2 == [
            (f.outcome, f.remedy.params["name"]) for f in found
        ]

    @pytest.mark.parametrize("name", sorted(CN_PAGE))
    def test_missing_from_the_page(self, name):
        """
        Whatever the page does not tell is named.
        """
        shown = {key: text for key, text in CN_PAGE.items() if key != name}
        (found,) = judged(attrs.evolve(CN_BOX, shown=shown), LAW, "disclose")

        assert (Outcome.FAIL, (name,)) == (found.outcome, found.remedy.params["missing"])

    @pytest.mark.parametrize(
        ("limits", "missing"),
        [
            (DrawLimits(), ("time", "money", "draws")),
            (DrawLimits(draws=5), ("time", "money")),
            (DrawLimits(draws=5, spend=Money(300, "CNY")), ("time",)),
        ],
    )
    def test_limits_advised(self, limits, missing):
        """
        Limits on time, money and draws are encouraged, and no figure is given.
        """
        (found,) = judged(attrs.evolve(CN_BOX, limits=limits), LAW, "limits_advised")

        assert (Outcome.ADVICE, missing) == (found.outcome, found.remedy.params["missing"])


class TestShanghai:
    """
    Guidance of 2022-01-14: generally at most 200 CNY for one box, in Shanghai alone.
    """

    @pytest.mark.parametrize(
        ("price", "region", "outcomes"),
        [
            ("200.00", "shanghai", [Outcome.PASS]),
            ("200.01", "shanghai", [Outcome.FAIL]),
            ("200.00", None, []),
            ("200.01", None, [Outcome.UNKNOWN]),
            ("200.01", "CN-BJ", []),
            ("200.01", "CN-SH", [Outcome.FAIL]),
            ("200.01", " Shanghai ", [Outcome.FAIL]),
            ("200.01", "shangai", [Outcome.UNKNOWN]),
            ("200.01", "上海", [Outcome.UNKNOWN]),
        ],
    )
    def test_200_cny(self, price, region, outcomes):
        """
        The 200 is local: elsewhere it is no limit; where the place is not known it is asked for.
        """
        box = attrs.evolve(CN_BOX, price=Money(price, "CNY"))

        assert outcomes == [f.outcome for f in judged(box, LAW, "price", region=region)]

    def test_before_it(self):
        """
        Before its day there was none.
        """
        old = own_policy({"blind_box.maker_sealed": "true"})
        box = attrs.evolve(CN_BOX, price=Money(900, "CNY"))

        assert [] == judged(box, old, "price", region="shanghai")

    def test_place_unknown_names_both_ways_out(self):
        """
        A lower price and the name of the place are both ways out.
        """
        (found,) = judged(attrs.evolve(CN_BOX, price=Money(900, "CNY")), LAW, "price")

        assert ["price_within", "tell"] == [remedy.code for remedy in found.remedies]


class TestWithLaw:
    """
    A market under a law: both speak.
    """

    def test_both(self):
        """
        The page must tell what the market asks for and what the law asks for.
        """
        both = TH.with_law(LAW)
        found = judged(attrs.evolve(CN_BOX, shown={}), both, "disclose")

        assert [Outcome.PASS, Outcome.FAIL] == [f.outcome for f in found]
        assert Outcome.FAIL is boxes.check(attrs.evolve(CN_BOX, goods="toxic"), both, at=AT).outcome

    def test_price_of_the_law(self):
        """
        A region's limit stands in the law alone.
        """
        box = attrs.evolve(CN_BOX, price=Money(201, "CNY"))

        assert [Outcome.FAIL] == [
            f.outcome for f in judged(box, TH.with_law(LAW), "price", region="shanghai")
        ]


class TestFlags:
    """
    A pack that says "no" asks for nothing.
    """

    @pytest.mark.parametrize("path", ["maker_sealed", "similar_value"])
    def test_false(self, path):
        """
        A rule that is switched off has no finding.
        """
        policy = own_policy({f"blind_box.{path}": "false"})
        decision = boxes.check(
            BlindBox(id="p1", odds=OddsTable.of({"a": 1}), price=USD["bear"]), policy, at=AT
        )

        assert ["boxes.none"] == [finding.code for finding in decision.findings]


class TestAnyBox:
    """
    Whatever is known of a box, it is judged.
    """

    @given(blind_boxes())
    def test_knowing_more_never_hides_a_reason(self, box):
        """
        A reason against what is known stands, whatever else is told.
        """
        decision = boxes.check(box, LAW, at=AT, region="shanghai")
        told = attrs.evolve(box, maker_sealed=True, invited=True, limits=DrawLimits(draws=1))
        again = boxes.check(told, LAW, at=AT, region="shanghai")

        assert {f.code for f in decision.failures} <= {f.code for f in again.failures}
        assert (Outcome.FAIL is decision.outcome) is bool(decision.failures)

    def test_guarantee_changes_nothing(self):
        """
        A guarantee is allowed everywhere.
        """
        odds = OddsTable.of(TENTH, values=CNY, guarantee=Guarantee("secret", after=10))

        assert boxes.check(attrs.evolve(CN_BOX, odds=odds), LAW, at=AT).allowed


class TestArguments:
    """
    A slip gives a sentence.
    """

    @pytest.mark.parametrize(
        ("given", "error", "words"),
        [
            ({"box": "p1"}, WrongTypeError, "box must be a BlindBox"),
            ({"policy": "us"}, WrongTypeError, "policy must be a Policy"),
            ({"shop": "s1"}, WrongTypeError, "shop"),
            ({"region": 5}, WrongTypeError, "region"),
            ({"at": datetime(2026, 1, 1)}, NaiveTimeError, "at"),
        ],
    )
    def test_faults(self, given, error, words):
        """
        Each argument is checked.
        """
        all_given = {"box": US_BOX, "policy": US, "at": AT, **given}
        with pytest.raises(error, match=words):
            boxes.check(all_given.pop("box"), all_given.pop("policy"), **all_given)
