"""
May this shop open presale? Every reason at once, unknown is never a pass, remedies are exact.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from rules.making import an_order, in_force, own_policy, utc_noon
from tiktok_presale import (
    Money,
    OrderKind,
    Outcome,
    Party,
    Product,
    Rate,
    Shop,
    ShopHistory,
    Source,
    eligibility,
)
from tiktok_presale.errors import NaiveTimeError, UnknownMetricError, WrongTypeError
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.sources import Confidence

TODAY = date(2025, 6, 1)
AT = utc_noon(TODAY)
BRIEF = in_force("cross-border", 2025, 6, 1)
VN = in_force("vn", 2025, 7, 1)
US = in_force("us", 2026, 2, 1)


def good_shop(**fields):
    """
    A shop that the brief's own figures admit.
    """
    ours = {
        "id": "s1",
        "entity_region": "CN",
        "invited": True,
        "metrics": {"rating": Decimal("4.5"), "cancellation_rate_30d": Decimal("0.02")},
    }
    return Shop(**{**ours, **fields})


def outcome_of(decision, rule):
    """
    What a decision says under one rule.
    """
    return {finding.rule: finding.outcome for finding in decision.findings}[f"eligibility.{rule}"]


class TestBrief:
    """
    F4 to F7: invited, rating at least 4.5, at most 2 % cancelled in 30 days, mainland or Hong Kong.
    """

    def test_all_at_their_limits(self):
        """
        A shop at every limit is admitted: "at least" and "at most" hold their ends.
        """
        decision = eligibility.check(good_shop(), BRIEF, at=AT)

        assert decision.allowed
        assert 4 == len(decision.passes)
        assert {()} == {finding.remedies for finding in decision.findings}

    @pytest.mark.parametrize(
        ("fields", "rule"),
        [
            ({"invited": False}, "invited"),
            (
                {"metrics": {"rating": Decimal("4.49"), "cancellation_rate_30d": Rate(0, 9)}},
                "rating",
            ),
            (
                {"metrics": {"rating": 5, "cancellation_rate_30d": Decimal("0.0201")}},
                "cancellation_rate_30d",
            ),
            ({"entity_region": "US"}, "entity_region"),
        ],
        ids=["F4", "F5", "F6", "F7"],
    )
    def test_one_missed(self, fields, rule):
        """
        Each criterion alone shuts a shop out.
        """
        decision = eligibility.check(good_shop(**fields), BRIEF, at=AT)

        assert not decision.allowed
        assert [f"eligibility.{rule}"] == [finding.rule for finding in decision.failures]

    @pytest.mark.parametrize("region", ["CN", "HK"])
    def test_regions(self, region):
        """
        F7: mainland China and Hong Kong.
        """
        assert eligibility.check(good_shop(entity_region=region), BRIEF, at=AT).allowed

    def test_every_reason(self):
        """
        All four reasons come at once, in the order of the pack, each with actual and limit.
        """
        bad = {"rating": Decimal("4.4"), "cancellation_rate_30d": Decimal("0.025")}
        shop = good_shop(invited=False, entity_region="VN", metrics=bad)
        found = eligibility.check(shop, BRIEF, at=AT).failures

        assert [
            ("eligibility.invited", False, True),
            ("eligibility.rating", Decimal("4.4"), Range.at_least(Decimal("4.5"))),
            (
                "eligibility.cancellation_rate_30d",
                Decimal("0.025"),
                Range.at_most(Decimal("0.02"), unit="share"),
            ),
            ("eligibility.entity_region", "VN", OneOf(("CN", "HK"))),
        ] == [(finding.rule, finding.actual, finding.limit) for finding in found]

    def test_sources(self):
        """
        Every reason names the page it comes from, and how sure that page is.
        """
        sources = {f.rule: f.source for f in eligibility.check(good_shop(), BRIEF, at=AT).findings}

        assert {Confidence.MEDIUM, Confidence.LOW} == {s.confidence for s in sources.values()}
        assert BRIEF.source("eligibility.rating") == sources["eligibility.rating"]

    def test_who_answered(self):
        """
        A decision says what was asked, when, and which edition answered.
        """
        decision = eligibility.check(good_shop(), BRIEF, at=AT)

        assert ("eligibility", BRIEF.edition, AT) == (
            decision.question,
            decision.edition,
            decision.at,
        )


class TestUnknown:
    """
    A missing fact is an outcome of its own, never a silent pass.
    """

    def test_nothing_known(self):
        """
        Of a shop of which nothing is known, nothing passes and nothing fails.
        """
        decision = eligibility.check(Shop(id="s1"), BRIEF, at=AT)

        assert Outcome.UNKNOWN is decision.outcome
        assert not decision.allowed
        assert {Outcome.UNKNOWN} == {finding.outcome for finding in decision.findings}

    @pytest.mark.parametrize(
        "rule", ["invited", "entity_region", "rating", "cancellation_rate_30d"]
    )
    def test_one_missing(self, rule):
        """
        One missing fact is enough to withhold the yes, and the remedy asks for that fact.
        """
        known = {"rating": 5, "cancellation_rate_30d": Rate(0, 100)}
        known.pop(rule, None)
        fields = {rule: None} if rule in {"invited", "entity_region"} else {}
        decision = eligibility.check(good_shop(metrics=known, **fields), BRIEF, at=AT)

        assert Outcome.UNKNOWN is decision.outcome
        assert [("tell", rule)] == [
            (f.remedy.code, f.remedy.params["name"]) for f in decision.unknowns
        ]

    def test_failure_wins(self):
        """
        A "no" stays a "no" however much is unknown.
        """
        decision = eligibility.check(Shop(id="s1", invited=False), BRIEF, at=AT)

        assert Outcome.FAIL is decision.outcome
        assert 3 == len(decision.unknowns)

    def test_naive(self):
        """
        The instant of asking has a zone.
        """
        with pytest.raises(NaiveTimeError):
            eligibility.check(good_shop(), BRIEF, at=datetime(2025, 6, 1))


class TestMetricNames:
    """
    A metric that no rule knows is refused with the nearest known one.
    """

    def test_misspelt(self):
        """
        A slip of the pen is not silently an unknown metric.
        """
        with pytest.raises(UnknownMetricError, match=r"ratng.*rating"):
            eligibility.check(good_shop(metrics={"ratng": 5}), BRIEF, at=AT)

    def test_of_a_product(self):
        """
        A product's metrics are looked through as well.
        """
        product = Product(id="p1", metrics={"preorder_sfcrs": Rate(0, 1)})

        with pytest.raises(UnknownMetricError, match="preorder_sfcr"):
            eligibility.check(good_shop(), VN, at=AT, product=product)

    def test_not_asked_here(self):
        """
        A known metric that this edition does not look at is no error.
        """
        metrics = {"rating": 5, "cancellation_rate_30d": Rate(0, 1), "account_health": 200}

        assert eligibility.check(good_shop(metrics=metrics), BRIEF, at=AT).allowed

    def test_a_metric_of_a_pack_alone(self):
        """
        A name that only the user's own pack knows is known.
        """
        value = '{ of = "shop", metric = "parcel_joy", at_least = 3 }'
        policy = own_policy({"eligibility.parcel_joy": value})

        assert eligibility.check(Shop(id="s1", metrics={"parcel_joy": 3}), policy, at=AT).allowed


class TestRemedies:
    """
    The smallest change that turns a "no" into a "yes".
    """

    def test_orders(self):
        """
        25 cancelled of 1,000 need 250 further orders without a cancellation to come down to 2 %.
        """
        metrics = {"rating": 5, "cancellation_rate_30d": Rate(25, 1000)}
        failure = eligibility.check(good_shop(metrics=metrics), BRIEF, at=AT).failures[0]

        assert ("more_clean_orders", 250) == (failure.remedy.code, failure.remedy.params["orders"])

    def test_share_without_counts(self):
        """
        A bare share does not say how many orders are behind it; the limit is the remedy.
        """
        metrics = {"rating": 5, "cancellation_rate_30d": Decimal("0.025")}
        failure = eligibility.check(good_shop(metrics=metrics), BRIEF, at=AT).failures[0]

        assert ["lower_to"] == [remedy.code for remedy in failure.remedies]

    def test_rating(self):
        """
        A rating is to be raised to its limit.
        """
        metrics = {"rating": Decimal("4.4"), "cancellation_rate_30d": Rate(0, 1)}
        failure = eligibility.check(good_shop(metrics=metrics), BRIEF, at=AT).failures[0]

        assert ("raise_to", failure.limit) == (failure.remedy.code, failure.remedy.params["limit"])

    @pytest.mark.parametrize(
        ("fields", "limit"),
        [({"invited": False}, True), ({"entity_region": "US"}, OneOf(("CN", "HK")))],
        ids=["invited", "entity_region"],
    )
    def test_facts(self, fields, limit):
        """
        A fact is to become what the rule accepts.
        """
        failure = eligibility.check(good_shop(**fields), BRIEF, at=AT).failures[0]

        assert ("become", limit) == (failure.remedy.code, failure.remedy.params["limit"])


def cancelled(days_ago, **fields):
    """
    An order placed and cancelled at noon so many days before the day of asking.
    """
    noon = utc_noon(TODAY, days=-days_ago)
    return an_order(id=f"d{days_ago}", placed_at=noon, cancelled_at=noon, **fields)


class TestHistory:
    """
    What the shop does not state is computed from its past orders.
    """

    def test_computed(self):
        """
        The rate of F6 is taken over orders of the 30 days before, whatever their kind.
        """
        past = [an_order(placed_at=utc_noon(TODAY, days=-5))] * 49
        history = ShopHistory([*past, cancelled(30, kind=OrderKind.STANDARD), cancelled(31)])
        shop = good_shop(metrics={"rating": 5})
        decision = eligibility.check(shop, BRIEF, at=AT, history=history)

        assert decision.allowed
        assert Rate(1, 50) in [finding.actual for finding in decision.findings]

    def test_stated_wins(self):
        """
        The platform's own number wins over a computed one.
        """
        metrics = {"rating": 5, "cancellation_rate_30d": Rate(0, 100)}
        history = ShopHistory([cancelled(3)])

        assert eligibility.check(good_shop(metrics=metrics), BRIEF, at=AT, history=history).allowed

    def test_no_orders(self):
        """
        A rate over no orders breaks no limit, once somebody says that there were none.
        """
        shop = good_shop(metrics={"rating": 5})
        history = ShopHistory([], since=TODAY - timedelta(days=30))

        assert eligibility.check(shop, BRIEF, at=AT, history=history).allowed

    @pytest.mark.parametrize(
        "history",
        [
            ShopHistory([]),
            ShopHistory([], since=TODAY - timedelta(days=29)),
            ShopHistory([an_order(placed_at=utc_noon(TODAY, days=-31))]),
            ShopHistory(
                [an_order(placed_at=utc_noon(TODAY, days=-5))], since=TODAY - timedelta(days=29)
            ),
        ],
        ids=["nothing", "since yesterday", "orders before", "a day short"],
    )
    def test_cut_short(self, history):
        """
        An empty cohort of which nobody says that it is complete proves nothing, nor a short one.
        """
        shop = good_shop(metrics={"rating": 5})
        decision = eligibility.check(shop, BRIEF, at=AT, history=history)

        assert Outcome.UNKNOWN is decision.outcome
        assert [("eligibility.cancellation_rate_30d", None, "tell")] == [
            (finding.rule, finding.actual, finding.remedy.code) for finding in decision.unknowns
        ]

    @pytest.mark.parametrize(
        ("zone", "outcome"),
        [(None, Outcome.FAIL), ("UTC", Outcome.FAIL), ("Pacific/Kiritimati", Outcome.PASS)],
        ids=str,
    )
    def test_days_of_the_market(self, zone, outcome):
        """
        Days are the market's where the history names no zone, wherever the question comes from.
        """
        at = datetime(2025, 6, 1, 12, tzinfo=UTC)
        # For the market the 30th day before, on Kiritimati, where it is tomorrow, the 31st.
        gone = datetime(2025, 5, 2, 1, tzinfo=UTC)
        orders = [
            an_order(placed_at=gone, cancelled_at=gone),
            an_order(placed_at=utc_noon(TODAY, days=-5)),
        ]
        shop = good_shop(metrics={"rating": 5})
        decisions = [
            eligibility.check(
                shop, BRIEF, at=at.astimezone(elsewhere), history=ShopHistory(orders, zone=zone)
            )
            for elsewhere in (UTC, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Pago_Pago"))
        ]

        assert {outcome} == {decision.outcome for decision in decisions}

    def test_not_in_it(self):
        """
        What a history of orders cannot tell stays unknown.
        """
        shop = good_shop(metrics={})
        history = ShopHistory([], since=date(2025, 1, 1))
        decision = eligibility.check(shop, BRIEF, at=AT, history=history)

        assert ["eligibility.rating"] == [finding.rule for finding in decision.unknowns]

    def test_wait(self):
        """
        One cancelled order of 10 days ago leaves the 30 days before on the 21st day from now.
        """
        shop = good_shop(metrics={"rating": 5})
        failure = eligibility.check(
            shop, BRIEF, at=AT, history=ShopHistory([cancelled(10)])
        ).failures[0]
        wait = {remedy.code: remedy.params for remedy in failure.remedies}["wait_until"]

        assert TODAY + timedelta(days=21) == wait["on"]

    def test_wait_in_the_zone_of_the_history(self):
        """
        The days of the date are those of the history: what is cancelled today there counts today.
        """
        at = datetime(2025, 6, 1, 13, tzinfo=UTC)  # 21:00 in Shanghai, the next day in Auckland
        orders = [
            an_order(placed_at=at - ago, cancelled_at=at - ago)
            for ago in (timedelta(minutes=30), timedelta(days=3))
        ]
        history = ShopHistory(orders, zone="Pacific/Auckland")
        shop = good_shop(metrics={"rating": 5})
        failure = eligibility.check(shop, BRIEF, at=at, history=history).failures[0]
        waits = [r.params["on"] for r in failure.remedies if r.code == "wait_until"]

        assert [date(2025, 7, 3)] == waits

    def test_no_wait_for_a_stated_number(self):
        """
        A number that the shop states does not get better by the days of a history that denies it.
        """
        metrics = {"rating": 5, "cancellation_rate_30d": Rate(25, 1000)}
        decision = eligibility.check(
            good_shop(metrics=metrics), BRIEF, at=AT, history=ShopHistory([])
        )

        assert ["more_clean_orders"] == [r.code for r in decision.failures[0].remedies]


class TestVietnam:
    """
    Shops and products have limits of their own, and some bind only at some stages.
    """

    @pytest.mark.parametrize(
        ("stage", "rules"),
        [
            ("first_shop", {"invited"}),
            ("additional_shop", {"invited", "preorder_sfcr", "preorder_cancelled"}),
            ("keeping", {"preorder_sfcr", "preorder_cancelled"}),
            (None, {"invited", "preorder_sfcr", "preorder_cancelled"}),
        ],
        ids=["first", "additional", "keeping", "not known"],
    )
    def test_stages(self, stage, rules):
        """
        A criterion binds at its stages, and at an unknown stage too.
        """
        decision = eligibility.check(Shop(id="s1", stage=stage), VN, at=AT)

        assert {f"eligibility.{rule}" for rule in rules} == {
            finding.rule for finding in decision.findings if finding.code != "product"
        }

    @pytest.mark.parametrize(
        ("rate", "count", "outcome"),
        [
            (Rate(99, 1000), 14, Outcome.PASS),
            (Rate(1, 10), 14, Outcome.FAIL),
            (Rate(99, 1000), 15, Outcome.FAIL),
        ],
        ids=["below both", "10 %", "15 cancelled"],
    )
    def test_shop_level(self, rate, count, outcome):
        """
        Strictly below 10 %, and fewer than 15.
        """
        metrics = {"preorder_sfcr": rate, "preorder_cancelled": count}
        shop = Shop(id="s1", stage="keeping", metrics=metrics)

        assert outcome is eligibility.check(shop, VN, at=AT).outcome

    @pytest.mark.parametrize(
        ("rate", "count", "outcome"),
        [
            (Rate(9, 100), 4, Outcome.PASS),
            (Rate(10, 100), 4, Outcome.FAIL),
            (Rate(9, 100), 5, Outcome.FAIL),
        ],
        ids=["below both", "10 %", "5 cancelled"],
    )
    def test_product_level(self, rate, count, outcome):
        """
        Of one product strictly below 10 %, and fewer than 5.
        """
        clean = {"preorder_sfcr": Rate(0, 10), "preorder_cancelled": 0}
        shop = Shop(id="s1", stage="keeping", metrics=clean)
        product = Product(id="p1", metrics={"preorder_sfcr": rate, "preorder_cancelled": count})

        assert outcome is eligibility.check(shop, VN, at=AT, product=product).outcome

    def test_product_metrics_are_not_the_shops(self):
        """
        A shop's number, and its history, say nothing of one product.
        """
        clean = {"preorder_sfcr": Rate(0, 10), "preorder_cancelled": 0}
        shop = Shop(id="s1", stage="keeping", metrics=clean)
        decision = eligibility.check(
            shop, VN, at=AT, product=Product(id="p1"), history=ShopHistory([])
        )

        assert {"eligibility.product_preorder_sfcr", "eligibility.product_preorder_cancelled"} == {
            finding.rule for finding in decision.unknowns
        }

    def test_no_wait_for_a_product(self):
        """
        A history of the whole shop gives no date for one product.
        """
        clean = {"preorder_sfcr": Rate(0, 10), "preorder_cancelled": 0}
        shop = Shop(id="s1", stage="keeping", metrics=clean)
        product = Product(id="p1", metrics={"preorder_sfcr": Rate(1, 5), "preorder_cancelled": 0})
        decision = eligibility.check(
            shop, VN, at=AT, product=product, history=ShopHistory([cancelled(9)])
        )

        assert ["more_clean_orders"] == [r.code for r in decision.failures[0].remedies]

    def test_counted_from_history(self):
        """
        Fifteen cancelled pre-orders of the cohort fail; the date is when the first one leaves.
        """
        shop = Shop(id="s1", stage="keeping", metrics={"preorder_sfcr": Rate(0, 10)})
        gone = [cancelled(n, cancelled_by=Party.BUYER) for n in range(20, 35)]
        late = cancelled(34, kind=OrderKind.STANDARD)
        decision = eligibility.check(shop, VN, at=AT, history=ShopHistory([*gone, late]))
        failure = decision.failures[0]

        assert 15 == failure.actual
        # Orders that were cancelled stay cancelled: there is nothing to do but to wait.
        assert [("wait_until", TODAY + timedelta(days=4))] == [
            (remedy.code, remedy.params["on"]) for remedy in failure.remedies
        ]

    def test_goods(self):
        """
        Customised and handmade goods at the application, anything once the shop keeps selling.
        """
        asking = Shop(id="s1", invited=True, stage="first_shop")
        plain, made = Product(id="p1", goods="ordinary"), Product(id="p2", goods="handmade")

        assert Outcome.FAIL is eligibility.check(asking, VN, at=AT, product=plain).outcome
        assert eligibility.check(asking, VN, at=AT, product=made).allowed


class TestProductLeftOut:
    """
    Criteria on products bind only with a product; without one they are named, not passed over.
    """

    @pytest.mark.parametrize("stage", ["first_shop", "additional_shop", "keeping", None], ids=str)
    @pytest.mark.parametrize("policy", [VN, US], ids=["vn", "us"])
    @pytest.mark.parametrize("kind", [OrderKind.PRE_ORDER, OrderKind.MADE_TO_ORDER])
    def test_names(self, stage, policy, kind):
        """
        Named are just the facts that a product would have been asked for, each once.
        """
        shop = Shop(id="s1", stage=stage)
        with_one = eligibility.check(shop, policy, at=AT, kind=kind, product=Product(id="p1"))
        without = eligibility.check(shop, policy, at=AT, kind=kind)
        asked = [
            f.params["name"] for f in with_one.findings if f.params.get("subject") == "product"
        ]
        told = [f for f in without.findings if f.code == "product"]

        assert list(dict.fromkeys(asked)) == [name for f in told for name in f.limit]
        assert {Outcome.ADVICE} >= {finding.outcome for finding in told}
        assert "product" not in {finding.code for finding in with_one.findings}

    def test_no_criteria_on_products(self):
        """
        Where a market has none, nothing is said.
        """
        assert not eligibility.check(good_shop(), BRIEF, at=AT).advice


MAKER = {
    "id": "s1",
    "account_manager": True,
    "probation_over": True,
    "active": True,
    "preorder_feature": False,
    "metrics": {"shop_performance_score": 3},
}


class TestUnitedStates:
    """
    Made-to-order is the sister feature of the pre-order, and the two exclude each other.
    """

    def test_maker(self):
        """
        Account manager, out of probation, active, a score of 3 and no pre-order feature.
        """
        decision = eligibility.check(Shop(**MAKER), US, at=AT, kind=OrderKind.MADE_TO_ORDER)

        assert decision.allowed
        assert 5 == len(decision.passes)
        assert ["product"] == [finding.code for finding in decision.advice]
        assert 6 == len(decision.findings)

    @pytest.mark.parametrize(
        ("fields", "rule"),
        [
            ({"account_manager": False}, "account_manager"),
            ({"probation_over": False}, "probation_over"),
            ({"active": False}, "active"),
            ({"preorder_feature": True}, "preorder_feature"),
            ({"metrics": {"shop_performance_score": Decimal("2.9")}}, "shop_performance_score"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_one_missed(self, fields, rule):
        """
        Each of them alone shuts a shop out.
        """
        shop = Shop(**{**MAKER, **fields})
        decision = eligibility.check(shop, US, at=AT, kind=OrderKind.MADE_TO_ORDER)

        assert [f"eligibility.made_to_order_{rule}"] == [f.rule for f in decision.failures]

    def test_pre_order_gap(self):
        """
        A minimum score for pre-orders exists, its figure is not known: that is never a pass.
        """
        metrics = {"shop_performance_score": 5}
        decision = eligibility.check(Shop(id="s1", invited=True, metrics=metrics), US, at=AT)

        assert Outcome.UNKNOWN is decision.outcome
        assert [("gap", "eligibility.shop_performance_score", "preorder_feature")] == [
            (f.code, f.rule, f.remedy.params["name"]) for f in decision.unknowns
        ]

    @pytest.mark.parametrize(
        ("feature", "outcome"),
        [(True, Outcome.PASS), (False, Outcome.UNKNOWN), (None, Outcome.UNKNOWN)],
        ids=str,
    )
    def test_gap_where_the_platform_granted(self, feature, outcome):
        """
        Only the platform can tell, and it has told the shop to which it gave the feature.
        """
        shop = Shop(id="s1", invited=True, preorder_feature=feature)
        decision = eligibility.check(shop, US, at=AT)
        gap = {finding.code: finding for finding in decision.findings}["gap"]

        assert (outcome, decision.outcome) == (gap.outcome, outcome)
        assert (outcome is Outcome.PASS) is (gap.remedies == ())
        assert gap.source is not None

    def test_gap_of_pre_orders_alone(self):
        """
        The gap says nothing of made-to-order goods, whose score is known.
        """
        decision = eligibility.check(Shop(**MAKER), US, at=AT, kind=OrderKind.MADE_TO_ORDER)

        assert "gap" not in {finding.code for finding in decision.findings}

    def test_new_listing(self):
        """
        A pre-order is a new listing, shipped by the seller.
        """
        product = Product(id="p1", new_listing=False, fulfilled_by="platform")
        decision = eligibility.check(Shop(id="s1", invited=True), US, at=AT, product=product)

        assert {"eligibility.product_new_listing", "eligibility.product_fulfilled_by"} == {
            finding.rule for finding in decision.failures
        }

    def test_kind_without_criteria(self):
        """
        Where no rule speaks of a kind, nothing is allowed.
        """
        decision = eligibility.check(Shop(id="s1"), US, at=AT, kind=OrderKind.CUSTOM)

        assert Outcome.UNKNOWN is decision.outcome
        assert [("no_rule", "eligibility", OrderKind.CUSTOM)] == [
            (finding.code, finding.rule, finding.actual) for finding in decision.findings
        ]

    @pytest.mark.parametrize("kind", ["pre_order", None, 1], ids=repr)
    def test_no_kind(self, kind):
        """
        A kind is a member, so that a slip is not an answer.
        """
        with pytest.raises(WrongTypeError, match="kind"):
            eligibility.check(Shop(id="s1"), US, at=AT, kind=kind)


SHOP = {"id": "s1", "metrics": {"preorder_sfcr": Rate(0, 50), "preorder_cancelled": 0}}


class TestThailand:
    """
    From 2026 the tool is open to local shops and closed to cross-border ones.
    """

    @pytest.mark.parametrize(
        ("year", "seller", "invited", "outcome"),
        [
            (2025, "cross_border", True, Outcome.PASS),
            (2025, "local", False, Outcome.FAIL),
            (2026, "cross_border", True, Outcome.FAIL),
            (2026, "local", False, Outcome.PASS),
            (2026, None, None, Outcome.UNKNOWN),
        ],
    )
    def test_seller_type(self, year, seller, invited, outcome):
        """
        To the end of 2025 by invitation, since then by seller type.
        """
        shop = Shop(**SHOP, seller_type=seller, invited=invited)
        policy = in_force("th", year, 10, 10) if year == 2025 else in_force("th", year, 1, 1)

        assert outcome is eligibility.check(shop, policy, at=AT).outcome


class TestDouyin:
    """
    A price that must be reached, and categories that are barred.
    """

    @pytest.mark.parametrize(
        ("price", "category", "allowed"),
        [
            ("20.00", "toys", True),
            ("19.99", "toys", False),
            ("20.00", "cherry", False),
            ("20.00", "mangosteen", False),
        ],
    )
    def test_product(self, price, category, allowed):
        """
        20 CNY is enough, a cent less is not; mangosteen was added on 20 May 2022.
        """
        shop = Shop(id="s1", metrics={"experience_score": Decimal("4.4")})
        product = Product(id="p1", price=Money(price, "CNY"), category=category)
        policy = in_force("douyin", 2024, 1, 1)

        assert allowed is eligibility.check(shop, policy, at=AT, product=product).allowed

    def test_mangosteen_before(self):
        """
        The day before, mangosteen was not barred.
        """
        shop = Shop(id="s1", metrics={"experience_score": Decimal("4.4")})
        product = Product(id="p1", price=Money(20, "CNY"), category="mangosteen")
        policy = in_force("douyin", 2022, 5, 19)

        assert eligibility.check(shop, policy, at=AT, product=product).allowed


class TestHouse:
    """
    A stricter rule of the seller's own, with the platform's still known.
    """

    HOUSE = Source("House rules", "", date(2025, 1, 1), Confidence.HIGH)

    def test_both_show(self):
        """
        A shop within the platform's limit and outside the house's fails, and both limits show.
        """
        ours = Range.at_least(Decimal("4.8"))
        policy = BRIEF.with_limit("eligibility.rating", ours, source=self.HOUSE)
        decision = eligibility.check(good_shop(), policy, at=AT)
        failure = decision.failures[0]

        assert (ours, self.HOUSE) == (failure.limit, failure.source)
        assert "4.5" in str(failure.params["platform"])
        assert "4.8" in failure.explain("en")
        assert "4.5" in failure.explain("zh")
        assert decision.edition.endswith("+house")

    def test_platform_alone(self):
        """
        Without a house rule no platform is named beside.
        """
        failure = eligibility.check(good_shop(metrics={"rating": 4}), BRIEF, at=AT).failures[0]

        assert "platform" not in failure.params
