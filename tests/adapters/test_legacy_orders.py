"""
Orders of the retired version 1, as old stored rows hold them.
"""

from datetime import UTC, datetime

import pytest

from adapters.payloads import sample
from tiktok_presale import CalendarDays, Money, OrderKind, Party, ShipWithin, Stage
from tiktok_presale.adapters.open_api import read_orders
from tiktok_presale.adapters.pre_sales import PreSale

FIXTURE = sample("order-legacy-202212-fixture")
JAKARTA = "Asia/Jakarta"


def read(**fields):
    """
    Read the smallest order of version 1 with some fields.
    """
    entry = {
        "order_id": "576461413038785752",
        "order_status": 111,
        "create_time": "1619611561674",
        "payment_info": {"currency": "IDR", "total_amount": 5000},
        **fields,
    }
    return read_orders([entry], seller_zone=JAKARTA)


class TestFixture:
    """
    The old fixture is read, with milliseconds in one field and seconds in the others.
    """

    def test_seconds_and_milliseconds(self):
        """
        The time of placing is text of milliseconds, the time of paying a number of seconds.
        """
        (order,) = read_orders(FIXTURE, seller_zone=JAKARTA).orders

        assert datetime(2021, 4, 28, 12, 6, 1, 674000, tzinfo=UTC) == order.placed_at
        assert datetime.fromtimestamp(1619611563, UTC) == order.paid_at
        assert datetime.fromtimestamp(1619611688, UTC) == order.delivered.dispatch
        assert datetime.fromtimestamp(1619611761, UTC) == order.delivered.collection
        assert datetime.fromtimestamp(1619621355, UTC) == order.delivered.auto_cancel

    def test_numbers_are_money_without_a_float(self):
        """
        Amounts are numbers there, and come out exact.
        """
        (order,) = read_orders(FIXTURE, seller_zone=JAKARTA).orders

        assert Money("5000", "IDR") == order.total
        assert (Money("0.01", "IDR"),) == order.unit_prices

    def test_nothing_says_the_kind(self):
        """
        Such an order is standard as far as anybody knows, and says who will not cancel it.
        """
        (order,) = read_orders(FIXTURE, seller_zone=JAKARTA).orders

        assert (OrderKind.STANDARD, None) == (order.kind, order.cancelled_by)

    def test_a_list_of_old_rows(self):
        """
        Rows without their envelope are told by their own fields.
        """
        reading = read_orders(FIXTURE["data"]["order_list"], seller_zone=JAKARTA)

        assert (1, ()) == (len(reading.orders), reading.problems)


class TestStatuses:
    """
    The status is a number.
    """

    @pytest.mark.parametrize(
        ("number", "stage"),
        [
            (100, Stage.PLACED),
            (105, Stage.PLACED),
            (111, Stage.PLACED),
            ("114", Stage.PLACED),
            (112, Stage.DISPATCHED),
            (121, Stage.COLLECTED),
            (122, Stage.DELIVERED),
            (130, Stage.DELIVERED),
        ],
    )
    def test_number(self, number, stage):
        """
        Each number says how far the order has come.
        """
        assert [stage] == [order.stage for order in read(order_status=number).orders]

    def test_cancelled(self):
        """
        140 is cancelled; the last update is when, and the initiator has another name.
        """
        (order,) = read(order_status=140, update_time=1619621355, cancel_user="SELLER").orders

        assert datetime.fromtimestamp(1619621355, UTC) == order.cancelled_at
        assert Party.SELLER is order.cancelled_by

    @pytest.mark.parametrize("number", [None, "", 99, "soon", True, 111.0, [111]])
    def test_no_status(self, number):
        """
        Any other value is named.
        """
        (problem,) = read(order_status=number).problems

        assert "order_status" == problem.field


class TestValues:
    """
    What else is different, and what cannot be read exactly.
    """

    @pytest.mark.parametrize("amount", [5000, "5000", 5000.0], ids=["int", "text", "float"])
    def test_amounts(self, amount):
        """
        A number, its text and a number with a point are one amount.
        """
        (order,) = read(payment_info={"currency": "IDR", "total_amount": amount}).orders

        assert Money("5000", "IDR") == order.total

    @pytest.mark.parametrize(
        "amount", [0.1 + 0.2, float("nan"), float("inf"), 1e-9, True, [5], 10**50]
    )
    def test_amounts_that_are_not_exact(self, amount):
        """
        A number that has lost its decimals on the way is refused and not rounded.
        """
        (problem,) = read(payment_info={"currency": "IDR", "total_amount": amount}).problems

        assert "payment_info.total_amount" == problem.field

    @pytest.mark.parametrize("price", [None, 0.001, {}])
    def test_a_price_that_is_missing(self, price):
        """
        Where one line does not say its price in money, no price is known, and that is a loss.
        """
        reading = read(order_line_list=[{"sale_price": 10}, {"sale_price": price}])

        assert ((),) == tuple(order.unit_prices for order in reading.orders)
        assert "[].order_line_list[].sale_price" in reading.losses.paths

    def test_a_price_in_no_currency(self):
        """
        Prices are in the currency of the payment, which must be text.
        """
        reading = read(
            order_line_list=[{"sale_price": 10}],
            payment_info={"currency": 7, "total_amount": 10},
        )

        assert ["payment_info.currency"] == [problem.field for problem in reading.problems]

    def test_another_way_of_fulfilment(self):
        """
        Only 0 is documented; an order shipped by somebody else is not the seller's to ship.
        """
        (problem,) = read(fulfillment_type=1).problems

        assert "fulfillment_type" == problem.field

    def test_outside_evidence_counts(self):
        """
        The product's terms tell the kind of an old order too.
        """
        entry = {**FIXTURE["data"]["order_list"][0], "order_status": 111}
        sku = entry["order_line_list"][0]["sku_id"]
        terms = PreSale(OrderKind.PRE_ORDER, ShipWithin(CalendarDays(7)))
        (order,) = read_orders([entry], seller_zone=JAKARTA, pre_sales={sku: terms}).orders

        assert (OrderKind.PRE_ORDER, terms.promise) == (order.kind, order.promise)
