"""
Webhooks: what has happened, and what to fetch.
"""

import pytest

from adapters.payloads import sample
from tiktok_presale.adapters.open_api import read_orders
from tiktok_presale.adapters.webhooks import Topic, read_events
from tiktok_presale.errors import PayloadError


def event(number, **data):
    """
    Read one event.
    """
    payload = {"type": number, "shop_id": "7", "timestamp": 1644412885, "data": data}
    reading = read_events(payload)
    if reading.problems:
        raise reading.problems[0]
    return reading.found[0]


class TestWhatToFetch:
    """
    No event carries an order type, a release date or a deadline (section 8).
    """

    @pytest.mark.parametrize(
        ("number", "data", "fetches"),
        [
            (1, {"order_id": "5", "order_status": "UNPAID"}, [("/order/202309/orders", ("5",))]),
            (3, {"order_id": "5"}, [("/order/202309/orders", ("5",))]),
            (
                4,
                {"package_list": [{"package_id": "1", "order_id_list": ["5", 6]}]},
                [("/packages/{package_id}", ("1",)), ("/order/202309/orders", ("5", "6"))],
            ),
            (5, {"product_id": 123}, [("/products/{product_id}", ("123",))]),
            (6, {}, []),
            (7, {}, []),
            (
                11,
                {"order_id": "5", "cancel_id": "4"},
                [("/cancellations/search", ("4",)), ("/order/202309/orders", ("5",))],
            ),
            (
                12,
                {"order_id": "5", "return_id": "4"},
                [("/returns/search", ("4",)), ("/order/202309/orders", ("5",))],
            ),
            (15, {"product_id": "9"}, [("/products/{product_id}", ("9",))]),
            (16, {"product_id": "9"}, [("/products/{product_id}", ("9",))]),
            (27, {"product_id": "9"}, [("/products/{product_id}", ("9",))]),
            (37, {"product_id": "9"}, [("/products/{product_id}", ("9",))]),
        ],
    )
    def test_calls(self, number, data, fetches):
        """
        Each type names its calls and their ids.
        """
        found = event(number, **data)

        assert Topic(number) is found.topic
        assert len(fetches) == len(found.fetch)
        for (call, ids), fetch in zip(fetches, found.fetch, strict=True):
            assert fetch.call.endswith(call)
            assert ids == fetch.ids

    def test_every_topic_is_tested(self):
        """
        The types of section 8, and no other.
        """
        assert {1, 3, 4, 5, 6, 7, 11, 12, 15, 16, 27, 37} == {topic.value for topic in Topic}

    @pytest.mark.parametrize("language", ["en", "zh"])
    @pytest.mark.parametrize("number", [*Topic, 99])
    def test_words(self, number, language):
        """
        Each event reads as a sentence with its calls and why they are needed.
        """
        ids = {"order_id": "5", "cancel_id": "4", "return_id": "3", "product_id": "2"}
        said = event(number, **ids, package_list=[{"package_id": "1"}]).explain(language)

        assert not {"event.", "fetch."} & {word[:6] for word in said.split()}

    def test_an_unknown_type_says_so(self):
        """
        A type that is not known here is told, and nothing is fetched for it.
        """
        found = event(99, order_id="5")

        assert (None, ()) == (found.topic, found.fetch)
        assert "type 99" in found.explain()

    def test_an_event_that_names_nothing(self):
        """
        Without an id there is nothing to ask for.
        """
        assert () == event(1).fetch


class TestTraps:
    """
    Two spellings, a missing notification id, ids as numbers.
    """

    @pytest.mark.parametrize("given", ["CANCEL", "CANCELLED"])
    def test_cancel_and_cancelled(self, given):
        """
        Webhooks say CANCEL; the answer says what orders say, and an order is read from either.
        """
        assert "CANCELLED" == event(1, order_id="5", order_status=given).status
        order = {
            "id": "5",
            "status": given,
            "create_time": 1644412885,
            "cancel_time": 1644412886,
            "payment": {"currency": "USD", "total_amount": "1"},
        }

        assert read_orders([order], seller_zone="UTC").orders[0].cancelled_at is not None

    @pytest.mark.parametrize("ending", ["CANCEL", "CANCELLED"])
    def test_cancelled_cancellations(self, ending):
        """
        Their two spellings are one status too.
        """
        found = event(11, cancel_id="4", cancel_status=f"CANCELLATION_REQUEST_{ending}")

        assert "CANCELLATION_REQUEST_CANCELLED" == found.status

    def test_no_notification_id(self):
        """
        Older events have none, and say that a repeat cannot be told.
        """
        _, _, package, _ = read_events(sample("webhook-events")).found

        named, *_ = read_events(sample("webhook-events")).found

        assert "no notification id" not in named.explain()
        assert package.id is None
        assert "no notification id" in package.explain()

    def test_the_same_event_twice(self):
        """
        A notification that is sent again, word for word, is read once.
        """
        payload = sample("webhook-events")[0]

        assert 1 == len(read_events([payload, payload]).found)

    def test_the_same_id_again(self):
        """
        A notification id names an event together with its type.

        The official examples share one over several types, of which none is lost.
        """
        first, *_ = sample("webhook-events")
        reading = read_events([first, {**first, "timestamp": 1644412999}])

        assert 4 == len(read_events(sample("webhook-events")).found)
        assert ["id"] == [problem.field for problem in reading.problems]

    def test_a_plural(self):
        """
        The role of a cancellation stands in a field with a plural name.
        """
        assert "BUYER" == event(11, cancellations_role="BUYER").detail

    def test_a_status_of_another_kind(self):
        """
        The status of a return is kept as it is.
        """
        assert "ANYTHING" == event(12, return_status="ANYTHING").status

    @pytest.mark.parametrize(
        ("number", "data", "field"),
        [
            (1, {"order_status": "LOST"}, "data.order_status"),
            (11, {"cancel_status": "LOST"}, "data.cancel_status"),
            (1, {"order_id": 1e18}, "data.order_id"),
            (15, {"changed_fields": "title"}, "data.changed_fields"),
            (15, {"changed_fields": [""]}, "data.changed_fields"),
            (4, {"package_list": [3]}, "package_list"),
            (1, {"is_on_hold_order": "maybe"}, "is_on_hold_order"),
            (None, {}, "type"),
            ("one", {}, "type"),
        ],
    )
    def test_the_field_is_named(self, number, data, field):
        """
        What cannot be read names the field.
        """
        with pytest.raises(PayloadError) as caught:
            event(number, **data)

        assert (field, "event") == (caught.value.field, caught.value.what)

    def test_no_time(self):
        """
        An event has a time.
        """
        (problem,) = read_events([{"type": 1, "data": {}}]).problems

        assert "timestamp" == problem.field
