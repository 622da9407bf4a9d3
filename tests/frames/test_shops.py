"""
Whether the shops of a frame may open presale, as the scalar rule says it of each.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.making import own_policy
from tiktok_presale import OrderKind, Policy, Rate, Shop, eligibility, frames
from tiktok_presale.errors import (
    FloatColumnError,
    MissingColumnsError,
    NaiveTimeError,
    OutOfRangeError,
    TakenColumnsError,
    WrongTypeError,
)
from tiktok_presale.facts.metrics import METRICS
from tiktok_presale.strategies import policies, shops

AT = datetime(2025, 6, 1, tzinfo=UTC)
FACTS = (
    *("entity_region", "seller_type", "invited", "account_manager", "probation_over"),
    *("active", "preorder_feature", "stage"),
)
CROSS = Policy.in_force("cross-border", on=date(2025, 6, 1))
US = Policy.in_force("us", on=date(2026, 2, 2))
ANSWERS = ("allowed", "outcome", "failures", "unknowns", "problem")
WORDS = {"entity_region", "seller_type", "stage"}


def columns_of(some):
    """
    Shops as columns; rates as two counts.
    """
    columns = {
        name: pa.array(
            [getattr(shop, name) for shop in some], pa.string() if name in WORDS else pa.bool_()
        )
        for name in FACTS
    }
    for name in METRICS:
        values = [shop.metrics.get(name) for shop in some]
        if any(isinstance(value, Rate) for value in values):
            columns[f"{name}_count"] = pa.array(
                [value.count if isinstance(value, Rate) else None for value in values], pa.int64()
            )
            columns[f"{name}_total"] = pa.array(
                [value.total if isinstance(value, Rate) else None for value in values], pa.int64()
            )
        else:
            columns[name] = pa.array(
                [None if value is None else Decimal(value) for value in values],
                pa.decimal128(38, 20),
            )
    return pa.table(columns)


def uniform(some):
    """
    Shops whose metrics are all rates or all numbers, metric by metric, as the first's are.
    """
    for name in METRICS:
        forms = {isinstance(shop.metrics[name], Rate) for shop in some if name in shop.metrics}
        if len(forms) > 1:
            return False
    return True


def told(decision):
    """
    What a frame says where the scalar rule gives a decision.
    """
    return {
        "allowed": None if decision.outcome == "unknown" else decision.allowed,
        "outcome": decision.outcome.value,
        "failures": " ".join(finding.rule for finding in decision.failures),
        "unknowns": " ".join(finding.rule for finding in decision.unknowns),
        "problem": "",
    }


def answers(frame, policy=CROSS, **more):
    """
    The answers of some shops, row by row.
    """
    found = frames.eligibility(pa.table(frame), policy, at=AT, **more)
    return found.select(ANSWERS).to_pylist()


class TestAsTheScalarRule:
    """
    Each row is what `eligibility.check` says of the shop.
    """

    @settings(max_examples=15)
    @given(st.data(), st.sampled_from(OrderKind))
    def test_every_market_edition_and_kind(self, data, kind):
        """
        Whatever is known of a shop, and whatever is asked for.
        """
        policy = data.draw(policies())
        some = data.draw(st.lists(shops(policy), max_size=6).filter(uniform))
        expected = [told(eligibility.check(shop, policy, at=AT, kind=kind)) for shop in some]

        assert expected == answers(columns_of(some), policy, kind=kind)

    @settings(max_examples=15)
    @given(
        st.lists(
            st.fractions(0, 1, max_denominator=10**6).map(
                lambda share: (share.numerator, share.denominator)
            )
        )
    )
    def test_shares_of_counts_are_not_rounded(self, rates):
        """
        A third is no decimal; two in a hundred is within two percent.
        """
        rates = [*rates, (2, 100), (200_001, 10**7), (0, 0), (2**40, 2**62)]
        shared = {"invited": True, "entity_region": "CN"}
        some = [
            Shop(id="s1", **shared, metrics={"rating": 5, "cancellation_rate_30d": Rate(*rate)})
            for rate in rates
        ]
        expected = [told(eligibility.check(shop, CROSS, at=AT)) for shop in some]

        assert expected == answers(columns_of(some))

    @given(
        st.sampled_from(["at_least", "at_most", "above", "below"]),
        st.decimals(0, 5, places=3),
        st.lists(st.decimals(0, 5, places=3)),
    )
    def test_ends_of_ranges(self, end, limit, ratings):
        """
        Closed and open ends, met exactly and missed by a thousandth.
        """
        figure = f'{{ of = "shop", metric = "rating", {end} = {limit} }}'
        try:
            policy = own_policy({"eligibility.rating": figure})
        except ValueError:
            return  # a range that nothing lies in is no figure
        step = Decimal("0.001")
        near = [limit, limit + step, max(limit - step, Decimal(0))]
        ratings = [rating for rating in [*near, *ratings] if rating <= 5]
        some = [Shop(id="s1", metrics={"rating": rating}) for rating in ratings]
        expected = [told(eligibility.check(shop, policy, at=AT)) for shop in some]
        texts = {"rating": [str(rating) for rating in ratings]}

        assert expected == answers(columns_of(some), policy)
        assert expected == answers(texts, policy)

    @settings(max_examples=5)
    @given(st.lists(shops(US), max_size=3).filter(uniform))
    def test_a_figure_that_is_not_published_is_unknown(self, some):
        """
        Only the platform can tell, and it has where it granted the feature.
        """
        expected = [told(eligibility.check(shop, US, at=AT)) for shop in some]
        table = columns_of(some)

        assert expected == answers(table, US)
        found = answers(table.drop_columns(["preorder_feature"]), US)
        assert all("eligibility.shop_performance_score" in row["unknowns"] for row in found)

    def test_no_rule_at_all_is_unknown(self):
        """
        A market that asks nothing allows nothing.
        """
        figure = '{ of = "shop", fact = "active", is = true, kinds = ["made_to_order"] }'
        policy = own_policy({"eligibility.active": figure})

        assert [told(eligibility.check(Shop(id="s1"), policy, at=AT))] == answers(
            {"x": [1]}, policy
        )


class TestMetrics:
    """
    Exact numbers, in any form that is exact.
    """

    @pytest.mark.parametrize(
        "rating",
        [
            pa.array(["4.5", "4.4", None]),
            pa.array([Decimal("4.50"), Decimal("4.49"), None]),
            pa.array([Decimal("4.5"), Decimal("4.4"), None], pa.decimal256(60, 50)),
            pa.array([5, 4, None]),
            pa.array([5, 4, None], pa.uint64()),
        ],
        ids=lambda one: str(one.type),
    )
    def test_every_exact_form_is_read(self, rating):
        """
        What is absent is unknown.
        """
        policy = own_policy(
            {"eligibility.rating": '{ of = "shop", metric = "rating", at_least = 4.5 }'}
        )

        assert [True, False, None] == [
            row["allowed"] for row in answers({"rating": rating}, policy)
        ]

    def test_floats_are_refused_unless_somebody_rounds_them(self):
        """
        As a float two percent lies above two percent.
        """
        shops = {
            "invited": [True] * 5,
            "entity_region": ["CN"] * 5,
            "rating": ["5"] * 5,
            "cancellation_rate_30d": [0.02, 0.0201, float("nan"), None, float("inf")],
        }
        policy = CROSS

        assert Fraction(0.02) > Fraction(2, 100)
        with pytest.raises(FloatColumnError, match="cancellation_rate_30d holds floats"):
            answers(shops)
        found = answers(shops, policy, places=4)
        assert [True, False, None, None, None] == [row["allowed"] for row in found]
        assert [*[""] * 4, "cancellation_rate_30d: bad"] == [row["problem"] for row in found]

    @pytest.mark.parametrize(
        ("metric", "value"),
        [
            ("rating", "5.1"),
            ("rating", "-1"),
            ("rating", "good"),
            ("cancellation_rate_30d", "2.5"),
        ],
    )
    def test_what_a_metric_cannot_be_is_a_problem_of_its_row(self, metric, value):
        """
        Where the scalar facts refuse it, the row has no answer but its name.
        """
        shop = {"invited": True, "entity_region": "CN", "rating": "5", "cancellation_rate_30d": "0"}
        rows = [shop, {**shop, metric: value}]
        absent = dict.fromkeys(ANSWERS)

        assert [True, {**absent, "problem": f"{metric}: bad"}] == [
            row if row["problem"] else row["allowed"] for row in answers(pa.Table.from_pylist(rows))
        ]

    def test_numbers_are_whole(self):
        """
        Half an order was never cancelled.
        """
        figure = '{ of = "shop", metric = "preorder_cancelled", below = 15 }'
        policy = own_policy({"eligibility.preorder_cancelled": figure})
        found = answers({"preorder_cancelled": ["14", "14.0", "14.5", "15"]}, policy)

        assert [True, True, None, False] == [row["allowed"] for row in found]

    def test_more_cases_than_orders_is_a_problem(self):
        """
        So is a count that is none; one count without the other is unknown.
        """
        shops = {
            "invited": [True] * 5,
            "entity_region": ["CN"] * 5,
            "rating": [5] * 5,
            "cancellation_rate_30d_count": [2, 3, -1, 1.5, 1],
            "cancellation_rate_30d_total": [100, 2, 1, 100, None],
        }
        found = answers(shops)

        assert ["pass", None, None, None, "unknown"] == [row["outcome"] for row in found]
        assert 3 == sum(row["problem"] == "cancellation_rate_30d: bad" for row in found)

    def test_scores_are_no_shares(self):
        """
        Two counts make a share, and a score is none.
        """
        found = answers({"rating_count": [5], "rating_total": [5]})

        assert "eligibility.rating" in found[0]["unknowns"].split()

    def test_metrics_of_a_sellers_own_have_no_end(self):
        """
        What no table knows is any number from zero on.
        """
        figure = '{ of = "shop", metric = "rating", at_least = 4 }'
        policy = own_policy({"eligibility.rating": figure})

        assert [True] == [row["allowed"] for row in answers({"rating": ["4"]}, policy)]


class TestFacts:
    """
    Yes, no and names.
    """

    @pytest.mark.parametrize(
        ("column", "value"),
        [("entity_region", "china"), ("entity_region", ""), ("stage", "second_shop")],
    )
    def test_what_a_fact_cannot_be_is_a_problem_of_its_row(self, column, value):
        """
        Where the scalar facts refuse it, the row has no answer but its name.
        """
        policy = Policy.in_force("vn", on=date(2025, 9, 5)) if column == "stage" else CROSS
        found = answers({column: [value, None]}, policy)

        assert [f"{column}: bad", ""] == [row["problem"] for row in found]
        assert [None, "unknown"] == [row["outcome"] for row in found]

    def test_a_wrong_seller_type_is_a_problem(self):
        """
        There are two.
        """
        policy = Policy.in_force("ph", on=date(2026, 6, 1))
        found = answers({"seller_type": pa.array(["both", "local"]).dictionary_encode()}, policy)

        assert ["seller_type: bad", ""] == [row["problem"] for row in found]

    def test_columns_without_any_value_are_unknown(self):
        """
        Whatever type an empty column got.
        """
        names = ("invited", "entity_region", "rating", "cancellation_rate_30d")
        found = answers({name: pa.nulls(1) for name in names})

        assert "unknown" == found[0]["outcome"]
        assert 4 == len(found[0]["unknowns"].split())

    def test_columns_are_renamed(self):
        """
        Metrics too.
        """
        shops = {"a": [True], "b": ["CN"], "c": ["5"], "d": ["0"], "rating": ["no"]}
        columns = {
            "invited": "a",
            "entity_region": "b",
            "rating": "c",
            "cancellation_rate_30d": "d",
        }

        assert [True] == [row["allowed"] for row in answers(shops, columns=columns)]


class TestArguments:
    """
    Slips give a sentence.
    """

    @pytest.mark.parametrize(
        ("more", "error"),
        [
            ({"at": datetime(2026, 1, 1)}, NaiveTimeError),
            ({"policy": "th"}, WrongTypeError),
            ({"kind": "pre_order!"}, WrongTypeError),
            ({"places": -1}, OutOfRangeError),
            ({"prefix": 5}, WrongTypeError),
            ({"columns": {"rating": "none"}}, MissingColumnsError),
            ({"columns": {"ratings": "none"}}, OutOfRangeError),
            ({"frame": {"allowed": [True]}}, TakenColumnsError),
            ({"frame": {"invited": ["yes"]}}, WrongTypeError),
        ],
        ids=str,
    )
    def test_what_cannot_be_is_refused(self, more, error):
        """
        Before any row is looked at.
        """
        asked = {"frame": {"x": [1]}, "policy": CROSS, "at": AT, **more}
        with pytest.raises(error):
            frames.eligibility(asked.pop("frame"), asked.pop("policy"), **asked)

    def test_a_prefix_names_the_answers_apart(self):
        """
        The frame's own columns keep their names.
        """
        found = frames.eligibility({"allowed": [True]}, CROSS, at=AT, prefix="our_")

        assert {"allowed", *(f"our_{name}" for name in ANSWERS)} == set(found)
