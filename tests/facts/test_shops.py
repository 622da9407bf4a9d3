"""
Shops and products: what is left out is unknown, and the impossible cannot exist.
"""

from decimal import Decimal

import attrs
import pytest

from tiktok_presale import ApplicationStage, Money, Product, Rate, Shop
from tiktok_presale.errors import FloatMoneyError, OutOfRangeError, WrongTypeError
from tiktok_presale.facts.metrics import METRICS

YES_NO = ["invited", "account_manager", "probation_over", "active", "preorder_feature"]


class TestShop:
    """
    What is known of a shop.
    """

    def test_unknown_by_default(self):
        """
        Whatever is not given is unknown, never good.
        """
        shop = Shop(id="s1")

        assert {None} == {getattr(shop, name) for name in [*YES_NO, "entity_region", "seller_type"]}
        assert 0 == len(shop.metrics)

    @pytest.mark.parametrize("field", YES_NO)
    @pytest.mark.parametrize("value", [1, "yes", 0], ids=repr)
    def test_yes_or_no(self, field, value):
        """
        A yes or no is a bool; a truthy value is a misunderstanding.
        """
        with pytest.raises(WrongTypeError, match=f"{field} must be True, False or None"):
            Shop(id="s1", **{field: value})

    @pytest.mark.parametrize("field", ["id", "entity_region", "seller_type", "tier"])
    @pytest.mark.parametrize("value", ["", 7], ids=repr)
    def test_text(self, field, value):
        """
        Names are text and not empty.
        """
        with pytest.raises(WrongTypeError, match=f"{field} must be text, not empty"):
            Shop(**{"id": "s1", field: value})

    def test_seller_type(self):
        """
        A seller is local or cross-border, in the platform's own spelling.
        """
        with pytest.raises(OutOfRangeError, match="'local' or 'cross_border'"):
            Shop(id="s1", seller_type="cross-border")

    def test_stage_by_name(self):
        """
        A stage may be given by its name.
        """
        assert ApplicationStage.KEEPING is Shop(id="s1", stage="keeping").stage

    def test_unknown_stage(self):
        """
        A stage that does not exist is refused.
        """
        for stage in ("retired", "", 7, []):
            with pytest.raises(WrongTypeError, match="one of first_shop, additional_shop, keeping"):
                Shop(id="s1", stage=stage)

    @pytest.mark.parametrize("region", ["cn", "China", "C1", "CHN", "ÖÄ", "中国"])
    def test_region(self, region):
        """
        A region is a code of two capitals, so that "china" is not taken for another country.
        """
        assert Shop(id="s1", entity_region="CN").entity_region == "CN"
        with pytest.raises(OutOfRangeError, match="a code such as 'CN'"):
            Shop(id="s1", entity_region=region)

    def test_frozen(self):
        """
        A shop does not change; a changed copy is made instead.
        """
        shop = Shop(id="s1")

        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            shop.invited = True
        assert Shop(id="s1", invited=True) == attrs.evolve(shop, invited=True)

    def test_later_changes_of_the_mapping(self):
        """
        The metrics are a copy, and so can be hashed.
        """
        given = {"rating": Decimal("4.4")}
        shop = Shop(id="s1", metrics=given)
        given["rating"] = Decimal(5)

        assert Decimal("4.4") == shop.metrics["rating"]
        assert hash(Shop(id="s1", metrics={"rating": Decimal("4.40")})) == hash(shop)


class TestMetrics:
    """
    A metric is an exact number, or a rate with its counts.
    """

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("rating", 0),
            ("rating", 3),
            ("rating", Decimal("4.4")),
            ("rating", 5),
            ("shop_performance_score", Decimal("5.0")),
            ("account_health", 1000),
            ("cancellation_rate_30d", Rate(25, 1000)),
            ("cancellation_rate_30d", Rate(0, 0)),
            ("late_dispatch_rate", 1),
            ("violation_points", 48),
            ("preorder_cancelled", Decimal(9)),
            ("returns_in_transit", Decimal("7.5")),
            ("returns_in_transit", Rate(1, 2)),
        ],
        ids=str,
    )
    def test_accepted(self, name, value):
        """
        Whole numbers, decimals and rates are taken as they are, to the end of each scale.
        """
        assert value == Shop(id="s1", metrics={name: value}).metrics[name]

    def test_every_kind_has_its_end(self):
        """
        Shares end at 1; the scales of scores are those of the platforms; numbers have no end.
        """
        scores = {name: top for name, (kind, top) in METRICS.items() if kind == "score"}

        assert {"share": 1, "number": None} == {
            kind: top for kind, top in METRICS.values() if kind != "score"
        }
        assert {
            "account_health": 1000,
            "experience_score": 5,
            "rating": 5,
            "shop_performance_score": 5,
        } == scores

    @pytest.mark.parametrize(
        ("name", "top"), sorted((name, top) for name, (_, top) in METRICS.items() if top)
    )
    def test_above_its_scale(self, name, top):
        """
        What lies beyond the end of the scale is no score of that name.
        """
        with pytest.raises(OutOfRangeError, match=f"{name} is .*; it must be at most {top}"):
            Shop(id="s1", metrics={name: top + Decimal("0.001")})

    @pytest.mark.parametrize(
        ("name", "kind"), sorted((n, kind) for n, (kind, _) in METRICS.items() if kind != "share")
    )
    def test_no_share_of_orders(self, name, kind):
        """
        A score or a number is no share of orders.
        """
        with pytest.raises(WrongTypeError, match=f"{name} must be a {kind}"):
            Shop(id="s1", metrics={name: Rate(1, 100)})

    @pytest.mark.parametrize("name", ["preorder_cancelled", "violation_points"])
    @pytest.mark.parametrize("value", [Decimal("0.5"), Decimal("3.01")], ids=str)
    def test_half_an_order(self, name, value):
        """
        Orders and points are counted whole.
        """
        with pytest.raises(OutOfRangeError, match=f"{name} is {value}; it must be a whole number"):
            Shop(id="s1", metrics={name: value})

    def test_whole_number_of_many_digits(self):
        """
        However many digits a number has, whether it is whole does not hang on a decimal context.
        """
        assert Shop(id="s1", metrics={"violation_points": Decimal("1e30")}).metrics

    def test_float(self):
        """
        A float is never exact.
        """
        with pytest.raises(FloatMoneyError, match=r"0\.025"):
            Shop(id="s1", metrics={"rating": 0.025})

    @pytest.mark.parametrize("value", [True, "4.5", None], ids=repr)
    def test_no_number(self, value):
        """
        Text, None and yes are no numbers.
        """
        with pytest.raises(WrongTypeError, match="rating must be an int, Decimal or Rate"):
            Shop(id="s1", metrics={"rating": value})

    @pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), -1], ids=str)
    def test_impossible(self, value):
        """
        A metric is finite and not negative.
        """
        with pytest.raises(OutOfRangeError, match="a finite number, zero or more"):
            Shop(id="s1", metrics={"rating": value})

    @pytest.mark.parametrize(
        "name", sorted(name for name, (kind, _) in METRICS.items() if kind == "share")
    )
    def test_percentage_for_a_share(self, name):
        """
        2.5 given for a share of 2.5 % is caught, and the sentence says what to write.
        """
        with pytest.raises(OutOfRangeError, match=r"2.5 % is Decimal\('0.025'\)"):
            Shop(id="s1", metrics={name: Decimal("2.5")})

    def test_no_mapping(self):
        """
        Metrics come by name.
        """
        with pytest.raises(WrongTypeError, match="a mapping from names to values"):
            Shop(id="s1", metrics=[("rating", 5)])


class TestProduct:
    """
    What is known of one product.
    """

    @pytest.mark.parametrize("field", ["id", "goods", "category", "fulfilled_by"])
    def test_text(self, field):
        """
        Names are text and not empty.
        """
        with pytest.raises(WrongTypeError, match=f"{field} must be text"):
            Product(**{"id": "p1", field: ""})

    def test_new_listing(self):
        """
        New or not is a bool.
        """
        with pytest.raises(WrongTypeError, match="new_listing must be True, False or None"):
            Product(id="p1", new_listing="yes")

    def test_price(self):
        """
        A price names its currency.
        """
        assert Money(20, "CNY") == Product(id="p1", price=Money(20, "CNY")).price
        with pytest.raises(WrongTypeError, match="price must be Money"):
            Product(id="p1", price=20)

    def test_metrics(self):
        """
        A product's metrics are checked as a shop's are.
        """
        with pytest.raises(OutOfRangeError, match="share"):
            Product(id="p1", metrics={"preorder_sfcr": 2})
