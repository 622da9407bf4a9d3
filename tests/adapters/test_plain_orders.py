"""
Orders without surprises: what is taken in a hurry is what the careful reader reads.
"""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_presale.adapters.open_api import read_orders
from tiktok_presale.adapters.plain_orders import PlainOrders
from tiktok_presale.frames.rows import order_at

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
ORDERS = json.loads((SAMPLES / "order-normal-vn-list.json").read_text(encoding="utf-8"))
PLACED = ORDERS[0]["create_time"]
FIELDS = sorted(
    {*ORDERS[0], "paid_time", "rts_time", "collection_time", "delivery_time", "cancel_time"}
    | {"cancellation_initiator", "release_date", "handling_duration", "delivery_due_time"}
)
STATUSES = ["UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "IN_TRANSIT"]
STATUSES += ["DELIVERED", "COMPLETED", "CANCELLED", "CANCEL", " COMPLETED", ""]
WORDS = ["NORMAL", "PRE_ORDER", "ZERO_LOTTERY", "BUYER", "SELLER", "OPERATOR", "buyer", "0", "x"]
WORDS += ["FULFILLMENT_BY_SELLER", " FULFILLMENT_BY_SELLER", "FULFILLMENT_BY_TIKTOK", ""]
VALUES = (
    st.none()
    | st.booleans()
    | st.sampled_from([0, 0.0, 1.5, PLACED, PLACED - 1, PLACED - 60, PLACED - 61, PLACED + 9])
    | st.sampled_from([PLACED * 1000, 10**11 - 1, 10**11, 10**30, -1, str(PLACED)])
    | st.sampled_from(STATUSES + WORDS)
    | st.sampled_from([[], {}, [1], [{}], {"days": "7"}, "abc"])
)
AMOUNTS = st.sampled_from(
    ["219000", "21.3", "0", "-1", "+1", "1e3", ".5", "5.", "", None, 5, 1.5, True, "9" * 17, "٣"]
)


def both(entry, sold=()):
    """
    Read an entry in a hurry, where it is taken, and carefully.
    """
    plain = PlainOrders(sold)
    reading = read_orders([entry], seller_zone="Asia/Ho_Chi_Minh")
    if not plain.take(entry):
        return None, reading
    return order_at(plain.block(), 0, plain.ids[0]), reading


class TestSame:
    """
    Two readers, one answer.
    """

    @pytest.mark.parametrize("entry", ORDERS, ids=["shipping", "cancelled", "cancelled late"])
    def test_samples(self, entry):
        """
        The real orders are plain ones.
        """
        found, reading = both(entry)

        assert attrs.evolve(reading.orders[0], unit_prices=()) == found

    @given(
        entry=st.sampled_from(ORDERS),
        changes=st.dictionaries(st.sampled_from(FIELDS), VALUES, min_size=1, max_size=3),
        status=st.none() | st.sampled_from(STATUSES),
        payment=st.dictionaries(st.sampled_from(["total_amount", "sub_total"]), AMOUNTS),
        currency=st.sampled_from(["VND", "USD", "KWD", " VND", "XXX", None, 5]),
        line=st.dictionaries(st.sampled_from(["sku_type", "sku_id"]), VALUES, max_size=1),
    )
    def test_any(self, entry, changes, status, payment, currency, line):
        """
        Whatever stands in the fields: if it is taken, the careful reader reads the same order.
        """
        entry = {**entry, **changes}
        if status is not None:
            entry["status"] = status
        if isinstance(entry["payment"], dict):
            entry["payment"] = {**entry["payment"], **payment, "currency": currency}
        if line and isinstance(entry["line_items"], list):
            entry["line_items"] = [line]
        found, reading = both(entry)

        if found is not None:
            assert () == reading.problems
            assert attrs.evolve(reading.orders[0], unit_prices=()) == found

    @pytest.mark.parametrize("sku", ["7", " 7 "], ids=["plain", "blanks"])
    def test_sold(self, sku):
        """
        An order for a SKU that was on presale is no plain one.
        """
        entry = {**ORDERS[0], "line_items": [{"sku_id": sku}]}

        assert both(entry)[0] is not None
        assert both(entry, {"7"})[0] is None

    def test_a_number_as_sku(self):
        """
        A SKU that is not named by text is left to the careful reader.
        """
        entry = {**ORDERS[0], "line_items": [{"sku_id": 7}]}

        assert both(entry, {"7"})[0] is None

    @pytest.mark.parametrize(
        "changes",
        [
            {"fulfillment_type": None},
            {"fulfillment_type": "FULFILLMENT_BY_TIKTOK"},
            {"status": "UNPAID"},
            {"status": "PARTIALLY_SHIPPING", "rts_time": PLACED + 9},
            {"paid_time": PLACED - 59},
            {"delivery_time": PLACED + 9, "is_cod": None},
            {"line_items": None},
            {"line_items": [{}, {"sale_price": "1", "currency": "VND"}]},
            {"status": "CANCEL", "cancel_time": 0, "update_time": PLACED + 1},
            {"status": "CANCELLED", "cancel_time": PLACED, "cancellation_initiator": "OPERATOR"},
        ],
        ids=str,
    )
    def test_taken(self, changes):
        """
        What services send every day is plain.
        """
        entry = {**ORDERS[0], "is_cod": False, **changes}
        found, reading = both(entry)

        assert attrs.evolve(reading.orders[0], unit_prices=()) == found

    @pytest.mark.parametrize(
        "changes",
        [
            {"fulfillment_type": " FULFILLMENT_BY_SELLER"},
            {"fulfillment_type": 5},
            {"order_type": "PRE_ORDER"},
            {"release_date": PLACED},
            {"handling_duration": {"days": "7"}},
            {"create_time": str(PLACED)},
            {"create_time": None},
            {"create_time": False},
            {"paid_time": PLACED - 61},
            {"paid_time": PLACED * 1000},
            {"is_cod": "true"},
            {"status": "CANCELLED", "cancel_time": None, "update_time": None},
            {"status": "CANCELLED", "cancel_time": PLACED - 1},
            {"id": ""},
            {"id": 7},
            {"line_items": ""},
            {"line_items": [{"sku_type": "PRE_ORDER"}]},
            {"line_items": [{"sale_price": "1", "currency": "USD"}]},
            {"payment": {"currency": "VND", "total_amount": "1.5"}},
            {"payment": {"currency": "USD", "total_amount": "1."}},
            {"payment": None},
        ],
        ids=str,
    )
    def test_left(self, changes):
        """
        What only the careful reader should see is left to it.
        """
        assert not PlainOrders().take({**ORDERS[0], **changes})

    def test_untold(self):
        """
        Orders without a ship-by time of the platform are counted.
        """
        plain = PlainOrders()
        plain.take(ORDERS[0])
        bare = {key: ORDERS[0][key] for key in ("id", "create_time", "status", "payment")}
        plain.take(bare)

        assert (2, 1) == (len(plain), plain.untold)
        assert 2 == plain.block().rows
