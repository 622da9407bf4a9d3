"""
Whatever JSON comes in, an order comes out or the library's own error.
"""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from adapters.payloads import minimal, sample
from tiktok_presale.adapters.open_api import read_order, read_orders
from tiktok_presale.errors import PayloadError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = sorted({*sample("order-detail-202507-docs-example")["data"]["orders"][0], "release_date"})


class TestAnyInput:
    """
    Bad input gives the library's own error with its place, never another exception.
    """

    @given(JSON)
    def test_any_payload(self, payload):
        """
        Any JSON at all is read or refused by name.
        """
        try:
            reading = read_orders(payload, seller_zone="Asia/Bangkok")
        except PayloadError:
            return

        assert all(isinstance(problem, PayloadError) for problem in reading.problems)

    @given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4))
    def test_any_value_in_a_known_field(self, fields):
        """
        A known field with any value gives an order or names the order and the field.
        """
        reading = read_orders([minimal(**fields)], seller_zone="Asia/Bangkok")

        assert len(reading.orders) + len(reading.problems) == 1
        assert all(problem.order and problem.field for problem in reading.problems)

    @given(st.integers(min_value=10**9, max_value=4 * 10**9))
    def test_the_instant_survives(self, seconds):
        """
        Seconds and milliseconds give the same instant, to the second.
        """
        plain = read_order(minimal(create_time=seconds), seller_zone="Asia/Bangkok")
        milli = read_order(minimal(create_time=seconds * 1000), seller_zone="Asia/Bangkok")

        assert datetime.fromtimestamp(seconds, UTC) == plain.placed_at == milli.placed_at
