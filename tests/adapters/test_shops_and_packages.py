"""
Shops, warehouses, the performance score, packages, and what orders brought.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from adapters.payloads import sample
from tiktok_presale import Money, OrderKind, Policy, Shop, eligibility
from tiktok_presale.adapters.finance import proofs, read_transactions
from tiktok_presale.adapters.packages import PackedSku, read_packages
from tiktok_presale.adapters.shops import (
    ShopScore,
    WarehouseStatus,
    read_performance,
    read_shops,
    read_warehouses,
    region_of,
)
from tiktok_presale.errors import OutOfRangeError, PayloadError, WrongTypeError


class TestRegions:
    """
    The Open API says GB; people say UK.
    """

    @pytest.mark.parametrize("given", ["GB", "UK", "gb", " uk "])
    def test_the_united_kingdom(self, given):
        """
        Both codes are one region.
        """
        (found,) = read_shops([{"id": "1", "region": given}]).found

        assert ("GB", "GB") == (region_of(given), found.region)

    @pytest.mark.parametrize("given", ["Thailand", "T", "1A", "ßs", ""])
    def test_no_region(self, given):
        """
        A region is a code of two letters.
        """
        with pytest.raises((OutOfRangeError, WrongTypeError)):
            region_of(given)


class TestShops:
    """
    A shop, as far as the platform tells.
    """

    def test_facts(self):
        """
        Region and seller type; where it sells says nothing of where its entity is registered.
        """
        (found,) = read_shops(sample("authorized-shops-docs-example")).found

        assert ("GB", "cross_border", None) == (
            found.region,
            found.shop.seller_type,
            found.shop.entity_region,
        )

    @pytest.mark.parametrize("given", [None, ""])
    def test_without_a_seller_type(self, given):
        """
        A sandbox shop has none.
        """
        (found,) = read_shops([{"id": "1", "region": "ID", "seller_type": given}]).found

        assert found.shop.seller_type is None

    @pytest.mark.parametrize(
        ("fields", "field"),
        [({"seller_type": "FOREIGN"}, "seller_type"), ({"region": "Asia"}, "region")],
    )
    def test_the_field_is_named(self, fields, field):
        """
        What cannot be read names the shop and the field.
        """
        (problem,) = read_shops([{"id": "1", **fields}]).problems

        assert ("1", field, "shop") == (problem.order, problem.field, problem.what)


class TestWarehouses:
    """
    Whether a warehouse ships.
    """

    def test_restricted_is_one_of_two_modes(self):
        """
        Holiday mode or order limit mode: the payload does not say which, and so it is no metric.
        """
        (found,) = read_warehouses([{"id": "1", "effect_status": "RESTRICTED"}]).found

        assert (WarehouseStatus.RESTRICTED, None) == (found.status, found.region)

    def test_the_misspelt_key_is_a_loss_like_any_other(self):
        """
        Live data say distict.
        """
        losses = read_warehouses(sample("warehouses-docs-example")).losses

        assert "data.warehouses[].address.distict" in losses.paths

    @pytest.mark.parametrize("given", [None, "OPEN", 3])
    def test_no_status(self, given):
        """
        A warehouse ships, or does not, or is restricted.
        """
        (problem,) = read_warehouses([{"id": "1", "effect_status": given}]).problems

        assert "effect_status" == problem.field


class TestScore:
    """
    The Shop Performance Score of shops in the United States.
    """

    def test_it_becomes_a_metric(self):
        """
        The score is a metric that eligibility asks for; tier and dates stay beside it.
        """
        (score,) = read_performance(sample("shop-sps-overview-docs-example")).found
        shop = score.of(Shop(id="s1"))
        us = Policy.in_force("us", on=date(2026, 11, 1))
        at = datetime(2026, 11, 1, tzinfo=UTC)
        answer = eligibility.check(shop, us, at=at, kind=OrderKind.MADE_TO_ORDER)

        assert (Decimal("4.6"), "GOOD") == (shop.metrics["shop_performance_score"], score.tier)
        assert datetime.fromtimestamp(1782518400, UTC) == score.evaluated_until
        assert "pass" in {
            finding.outcome.value
            for finding in answer.findings
            if finding.rule == "eligibility.made_to_order_shop_performance_score"
        }

    def test_a_shop_without_a_score(self):
        """
        A new shop has none, and its metrics stay as they are.
        """
        (score,) = read_performance({"sps_tier": "NIL"}).found
        shop = Shop(id="s1")

        assert ShopScore(tier="NIL") == score
        assert shop == score.of(shop)

    @pytest.mark.parametrize(
        "given", ["5.1", "4.65", "-1", "1e1", "٤.٦", "10", ".", "4.", 4.6, "x"]
    )
    def test_no_score(self, given):
        """
        Zero to five with one decimal, as text.
        """
        reading = read_performance({"sps_score": given})

        assert (["sps_score"] if given != "4." else []) == [one.field for one in reading.problems]

    def test_no_tier(self):
        """
        A tier is one of five words.
        """
        (problem,) = read_performance({"sps_tier": "SUPERB"}).problems

        assert "sps_tier" == problem.field


class TestPackages:
    """
    Which orders and units a package holds.
    """

    def test_contents(self):
        """
        Packages count units, where orders have a line for each.
        """
        (package,) = read_packages(sample("package-detail-docs-example")).found

        assert (PackedSku("54335448533296", "2729382476852921560", 5),) == package.contents
        assert ("54335448533296",) == package.order_ids
        assert (True, "SPLIT") == (package.by_platform, package.tag)

    def test_nothing_but_an_id(self):
        """
        What is not told is not known.
        """
        (package,) = read_packages([{"package_id": "1"}]).found

        assert ((), (), None, None) == (
            package.contents,
            package.lines,
            package.status,
            package.by_platform,
        )

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"package_status": "LOST"}, "package_status"),
            ({"orders": [{"skus": [{"id": "1", "quantity": 1}]}]}, "orders.id"),
            ({"orders": [{"id": "1", "skus": [{"quantity": 1}]}]}, "orders.skus.id"),
            ({"orders": [{"id": "1", "skus": [{"id": "1"}]}]}, "orders.skus.quantity"),
            ({"order_line_item_ids": "1"}, "order_line_item_ids"),
            ({"order_line_item_ids": [1.5]}, "order_line_item_ids"),
            ({"order_line_item_ids": [""]}, "order_line_item_ids"),
        ],
    )
    def test_the_field_is_named(self, fields, field):
        """
        What cannot be read names the package and the field.
        """
        (problem,) = read_packages([{"package_id": "1", **fields}]).problems

        assert (field, "package") == (problem.field, problem.what)


class TestTransactions:
    """
    What an order brought, and the fee that proves a pre-order.
    """

    def test_every_amount_is_kept(self):
        """
        However deep it stands, by its path.
        """
        (found,) = read_transactions(sample("finance-transactions-by-order-docs-example")).found
        amounts = found.skus[0].amounts
        nested = "shipping_cost_breakdown.supplementary_component.fbt_shipping_cost_amount"

        assert Money("10.00", "GBP") == found.skus[0].service_fee
        assert Money("-30.00", "GBP") == amounts[nested]
        assert Money("130.00", "GBP") == found.totals["settlement_amount"]
        assert 1 == found.skus[0].quantity

    @pytest.mark.parametrize(
        ("fee", "proved"), [("10", True), ("-10", True), ("0", False), ("", False), (None, False)]
    )
    def test_proof(self, fee, proved):
        """
        A fee in either sign proves a pre-order; none, and nothing, prove nothing.
        """
        sku = {"fee_tax_breakdown": {"fee": {"pre_order_service_fee_amount": fee}}}
        transactions = [{"order_id": "5", "currency": "THB", "sku_transactions": [sku]}]

        assert proved is ("5" in proofs(read_transactions(transactions).found))

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"revenue_amount": 1.5}, "revenue_amount"),
            ({"currency": "X", "revenue_amount": "1"}, "revenue_amount"),
            (
                {"sku_transactions": [{"fee_tax_breakdown": {"tax": {"vat_amount": []}}}]},
                "fee_tax_breakdown.tax.vat_amount",
            ),
            ({"sku_transactions": [{"fee_tax_breakdown": "0"}]}, "fee_tax_breakdown"),
            ({"sku_transactions": [{"quantity": "one"}]}, "quantity"),
        ],
    )
    def test_the_field_is_named(self, fields, field):
        """
        What cannot be read names the order and the field.
        """
        (problem,) = read_transactions([{"order_id": "5", "currency": "THB", **fields}]).problems

        assert ("5", field, "transaction") == (problem.order, problem.field, problem.what)

    def test_nothing_at_all(self):
        """
        A payload without transactions is refused.
        """
        with pytest.raises(PayloadError, match="holds no orders"):
            read_transactions({"code": 0, "data": {}})
