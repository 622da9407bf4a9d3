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
        with pytest.raises(ValueError, match="retired"):
            Shop(id="s1", stage="retired")

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

    @pytest.mark.parametrize("value", [0, 3, Decimal("4.4"), Rate(25, 1000), Rate(0, 0)], ids=str)
    def test_accepted(self, value):
        """
        Whole numbers, decimals and rates are taken as they are.
        """
        assert value == Shop(id="s1", metrics={"rating": value}).metrics["rating"]

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
        "name", sorted(name for name, form in METRICS.items() if form == "share")
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
