"""
Criteria compiled for shop after shop: the answers are those of the plain rule.
"""

import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.making import in_force, own_policy
from tiktok_presale import ApplicationStage, Decision, OrderKind, Rate, Shop, eligibility
from tiktok_presale.errors import (
    NaiveTimeError,
    NotStricterError,
    UnknownMetricError,
    WrongTypeError,
)
from tiktok_presale.rules.compiled import shops as compiled_shops
from tiktok_presale.strategies import instants, policies, shops
from tiktok_presale.values.findings import Outcome
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.sources import Confidence, Source

AT = datetime(2025, 6, 1, tzinfo=UTC)
BRIEF = in_force("cross-border", 2025, 6, 1)
HOUSE = Source("Our own handbook", "", date(2026, 1, 1), Confidence.HIGH)
FIELDS = ("question", "edition", "at", "findings", "outcome", "allowed")
SHOP = Shop(
    id="s1",
    invited=True,
    entity_region="FR",
    metrics={"rating": Decimal("4.40"), "cancellation_rate_30d": Decimal("0.01")},
)


def of_a_shop(criterion):
    """
    Write one more criterion as in a pack.
    """
    return own_policy({"eligibility.one": criterion})


OWN = {
    "none of these": of_a_shop('{ of = "shop", fact = "entity_region", none_of = ["CN", "FR"] }'),
    "must not be": of_a_shop('{ of = "shop", fact = "active", is = false }'),
    "above": of_a_shop('{ of = "shop", metric = "rating", above = 3 }'),
    "below": of_a_shop('{ of = "shop", metric = "cancellation_rate_30d", below = 0.1 }'),
    "between": of_a_shop('{ of = "shop", metric = "account_health", min = 200, max = 500 }'),
    "at one stage": own_policy(
        {
            "eligibility.one": '{ of = "shop", metric = "rating", min = 4, '
            'applies_to = ["first_shop"] }',
            "eligibility.two": '{ of = "shop", fact = "invited", is = true }',
        }
    ),
    "at one stage alone": of_a_shop(
        '{ of = "shop", metric = "rating", min = 4, applies_to = ["first_shop"] }'
    ),
    "twice": own_policy(
        {
            "eligibility.one": '{ of = "shop", metric = "cancellation_rate_30d", max = 0.2 }',
            "eligibility.two": '{ of = "shop", metric = "cancellation_rate_30d", max = 0.1, '
            'applies_to = ["first_shop"] }',
        }
    ),
    "nothing": in_force("eu", 2026, 6, 1),
}
CHECKS = {name: eligibility.compiled(policy).check for name, policy in OWN.items()}


def house(policy):
    """
    Give the policies that a seller's own stricter limits make of one.
    """
    for path, limit in (
        ("eligibility.rating", Range.at_least(Decimal("4.8"))),
        ("eligibility.entity_region", OneOf(("CN",))),
        ("eligibility.violation_points", Range.at_most(1)),
    ):
        if policy.find(path) is not None:
            try:
                yield policy.with_limit(path, limit, source=HOUSE)
            except NotStricterError:  # pragma: no cover - hangs on the edition
                continue


@st.composite
def asked(draw):
    """
    A policy, with or without house rules and laws, with a shop of it, an instant and a kind.
    """
    policy = draw(policies() | policies(["cross-border", "us", "th", "vn"]))
    policy = draw(st.sampled_from([policy, *house(policy)]))
    if draw(st.booleans()):
        policy = policy.with_law(in_force("law-us", 2026, 3, 2))
    kind = draw(st.sampled_from([OrderKind.PRE_ORDER, OrderKind.PRE_ORDER, *OrderKind]))
    return policy, draw(shops(policy)), draw(instants()), kind


def assert_same(plain, quick):
    """
    Compare two decisions in all that can be read of them.
    """
    for name in FIELDS:
        assert getattr(plain, name) == getattr(quick, name), name
    assert (plain, hash(plain), repr(plain)) == (quick, hash(quick), repr(quick))
    assert plain.explain("en") == quick.explain("en")
    assert plain == pickle.loads(pickle.dumps(quick))  # noqa: S301 - our own bytes


class TestSameAnswer:
    """
    `compiled(policy).check(shop, at=at)` is `check(shop, policy, at=at)`.
    """

    @given(asked())
    def test_every_policy(self, case):
        """
        Every edition, kind and shop gets the decision of the plain rule, field by field.
        """
        policy, shop, at, kind = case
        plain = eligibility.check(shop, policy, at=at, kind=kind)
        quick = eligibility.compiled(policy, kind=kind).check(shop, at=at)

        assert (plain.outcome, plain.allowed) == (quick.outcome, quick.allowed)
        assert plain == quick
        assert (hash(plain), repr(plain)) == (hash(quick), repr(quick))

    @given(shop=shops())
    @example(shop=SHOP)
    def test_every_form_of_criterion(self, shop):
        """
        What no shipped pack asks for is asked alike: names left out, "is not", open ranges.
        """
        for name, policy in OWN.items():
            plain, quick = eligibility.check(shop, policy, at=AT), CHECKS[name](shop, at=AT)

            assert (name, plain.outcome, plain.allowed) == (name, quick.outcome, quick.allowed)
            assert (name, plain) == (name, quick)

    @pytest.mark.parametrize("rating", ["4.4", "4.5", "4.50", "4.500000000000000000000000001"])
    @pytest.mark.parametrize(
        "rate", [Decimal("0.02"), Decimal("0.0201"), Rate(2, 100), Rate(3, 100), Rate(0, 0), 0, 1]
    )
    def test_edges(self, rating, rate):
        """
        At and around each limit, in every form that a metric may have.
        """
        metrics = {"rating": Decimal(rating), "cancellation_rate_30d": rate}
        shop = attrs.evolve(SHOP, entity_region="HK", metrics=metrics)

        assert_same(
            eligibility.check(shop, BRIEF, at=AT), eligibility.compiled(BRIEF).check(shop, at=AT)
        )

    def test_digits_are_kept(self):
        """
        A rating of 4.40 is told as 4.40: equal metrics written otherwise are not swapped.
        """
        check = eligibility.compiled(BRIEF).check
        for rating in ("4.4", "4.40"):
            shop = attrs.evolve(SHOP, metrics={"rating": Decimal(rating)})

            assert f" {rating};" in check(shop, at=AT).explain()

    def test_stranger_to_the_stages(self):
        """
        A criterion of one stage is not asked of a shop at another.
        """
        us = in_force("us", 2026, 6, 1)
        for stage in (None, *{s for c in us.criteria.values() for s in c.stages}):
            shop = attrs.evolve(SHOP, stage=stage)

            assert_same(
                eligibility.check(shop, us, at=AT), eligibility.compiled(us).check(shop, at=AT)
            )

    @pytest.mark.parametrize("market", ["us", "vn"])
    def test_every_stage_and_grant_of_one_checker(self, market):
        """
        What one checker has made for a stage and a grant, it gives to no shop of another.
        """
        policy = in_force(market, 2026, 6, 1)
        check = eligibility.compiled(policy).check
        for _ in range(2):
            for stage, grant in product((None, *ApplicationStage), (None, True, False)):
                shop = attrs.evolve(SHOP, stage=stage, preorder_feature=grant)

                assert_same(eligibility.check(shop, policy, at=AT), check(shop, at=AT))

    def test_a_criterion_that_cannot_be_written_out(self):
        """
        A policy with one asks the plain rule instead.
        """
        range_of_rates = Range.at_most(Rate(1, 50))
        strange = BRIEF.with_limit(
            "eligibility.cancellation_rate_30d", range_of_rates, source=HOUSE
        )
        shop = attrs.evolve(SHOP, metrics={"cancellation_rate_30d": Decimal("0.03")})

        assert eligibility.check(shop, strange, at=AT) == eligibility.compiled(strange).check(
            shop, at=AT
        )


class TestMadeWhenRead:
    """
    Findings are made when they are first read, and nobody can tell.
    """

    def test_nothing_is_made_before(self, monkeypatch):
        """
        The verdict alone makes no finding.
        """
        made = []
        real = compiled_shops.reasons_for

        def spying(*given):
            reasons = real(*given)
            return lambda *args: made.append(args) or reasons(*args)

        monkeypatch.setattr(compiled_shops, "reasons_for", spying)
        decision = eligibility.compiled(BRIEF).check(SHOP, at=AT)

        assert decision.outcome is Outcome.FAIL
        assert not decision.allowed
        assert made == []
        assert len(decision.findings) == 4
        assert decision.findings is decision.findings
        assert len(made) == 1

    def test_it_is_the_very_class(self):
        """
        A compiled decision is a `Decision`, frozen and without a dictionary.
        """
        decision = eligibility.compiled(BRIEF).check(SHOP, at=AT)

        assert type(decision) is Decision
        assert not hasattr(decision, "__dict__")
        for name in (*FIELDS, "subject", "made", "remark"):
            with pytest.raises(AttributeError):
                setattr(decision, name, None)
        with pytest.raises(AttributeError, match="no attribute 'remark'"):
            _ = decision.remark

    @pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
    def test_pickles_and_copies(self, protocol):
        """
        It is pickled, copied and evolved with its findings, in every protocol.
        """
        plain = eligibility.check(SHOP, BRIEF, at=AT)
        check = eligibility.compiled(BRIEF).check

        assert plain == pickle.loads(pickle.dumps(check(SHOP, at=AT), protocol))  # noqa: S301 - ours
        assert plain == copy.copy(check(SHOP, at=AT))
        assert plain == copy.deepcopy(check(SHOP, at=AT))
        assert attrs.evolve(plain, at=None) == attrs.evolve(check(SHOP, at=AT), at=None)

    def test_compiled_is_pickled_as_what_it_was_made_of(self):
        """
        A checker that has checked is equal to one that has not, and survives pickling.
        """
        checker = eligibility.compiled(BRIEF)
        checker.check(SHOP, at=AT)
        back = pickle.loads(pickle.dumps(checker))  # noqa: S301 - our own bytes

        assert eligibility.compiled(BRIEF) == checker == back
        assert checker.check(SHOP, at=AT) == back.check(SHOP, at=AT)


class TestErrors:
    """
    What makes no sense is refused as the plain rule refuses it.
    """

    @pytest.mark.parametrize(
        ("shop", "at", "error"),
        [
            ("s1", AT, WrongTypeError),
            (None, AT, WrongTypeError),
            (SHOP, datetime(2025, 6, 1), NaiveTimeError),
            (SHOP, "2025-06-01", WrongTypeError),
            (attrs.evolve(SHOP, metrics={"ratting": 4}), AT, UnknownMetricError),
            (attrs.evolve(SHOP, metrics={**SHOP.metrics, "ratting": 4}), AT, UnknownMetricError),
            ("s1", datetime(2025, 6, 1), WrongTypeError),
        ],
    )
    def test_same_error(self, shop, at, error):
        """
        The class and the sentence are the same.
        """
        check = eligibility.compiled(BRIEF).check
        check(SHOP, at=AT + timedelta(days=1))
        with pytest.raises(error) as plain:
            eligibility.check(shop, BRIEF, at=at)
        with pytest.raises(error) as quick:
            check(shop, at=at)

        assert str(plain.value) == str(quick.value)

    @pytest.mark.parametrize("rate", [Decimal("0.1"), Rate(1, 10)])
    def test_two_criteria_on_one_metric(self, rate):
        """
        A misspelt metric is told of where two criteria ask for the one beside it.
        """
        check = CHECKS["twice"]
        shop = attrs.evolve(SHOP, metrics={"cancellation_rate_30d": rate})
        misspelt = attrs.evolve(SHOP, metrics={**shop.metrics, "ratting": 4})
        with pytest.raises(UnknownMetricError, match="ratting"):
            check(misspelt, at=AT)

        assert check(shop, at=AT).allowed

    def test_arguments(self):
        """
        A policy and a kind are asked for by their types.
        """
        with pytest.raises(WrongTypeError, match="policy"):
            eligibility.compiled("th")
        with pytest.raises(WrongTypeError, match="kind"):
            eligibility.compiled(BRIEF, kind="pre_order")
