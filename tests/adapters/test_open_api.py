"""
Orders of the Open API, read into facts.
"""

from datetime import UTC, date, datetime

import pytest

from adapters.payloads import minimal, sample
from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    Money,
    OrderKind,
    Party,
    ReleaseOn,
    ShipWithin,
    Stage,
)
from tiktok_presale.adapters.cancellations import read_cancellations
from tiktok_presale.adapters.envelopes import Found
from tiktok_presale.adapters.open_api import read_order, read_orders
from tiktok_presale.adapters.pre_sales import PreSaleReading
from tiktok_presale.adapters.returns import read_returns
from tiktok_presale.errors import OutOfRangeError, PayloadError, WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap

VIETNAM = "Asia/Ho_Chi_Minh"
PACIFIC = "America/Los_Angeles"


def one(**fields):
    """
    Read the smallest order with some fields.
    """
    return read_order(minimal(**fields), seller_zone=VIETNAM)


class TestEnvelopes:
    """
    A list of orders, a response with `data.orders`, the content of `data`, or one order.
    """

    @pytest.mark.parametrize(
        "payload",
        [
            [minimal()],
            {"code": 0, "data": {"orders": [minimal()]}},
            {"orders": [minimal()]},
            minimal(),
        ],
        ids=["list", "response", "data", "order"],
    )
    def test_every_form_gives_the_same_order(self, payload):
        """
        All four forms are read alike.
        """
        reading = read_orders(payload, seller_zone=VIETNAM)

        assert (one(),) == reading.orders
        assert () == reading.problems

    @pytest.mark.parametrize("payload", [{}, 3, None, {"data": {"orders": {}}}])
    def test_a_payload_without_orders_is_refused(self, payload):
        """
        What holds no orders is refused with a sentence that says what to give.
        """
        with pytest.raises(PayloadError, match="give a list of orders"):
            read_orders(payload, seller_zone=VIETNAM)

    @pytest.mark.parametrize("payload", ['[{"id": "1"}]', b"[]"])
    def test_text_is_decoded_first(self, payload):
        """
        JSON that is still text is refused with what to do about it.
        """
        with pytest.raises(PayloadError, match=r"give what json\.loads makes of it"):
            read_orders(payload, seller_zone=VIETNAM)

    @pytest.mark.parametrize(
        ("read", "data"),
        [
            (lambda event: read_orders(event, seller_zone=VIETNAM), {"order_status": "CANCEL"}),
            (
                read_cancellations,
                {"cancel_id": "4", "cancel_status": "CANCELLATION_REQUEST_PENDING"},
            ),
            (read_returns, {"return_id": "6", "return_status": "AWAITING_BUYER_SHIP"}),
        ],
        ids=["order", "cancellation", "return"],
    )
    def test_a_webhook_is_no_answer(self, read, data):
        """
        What a webhook says of an entry looks like one, and holds neither deadline nor kind.
        """
        named = {"order_id": "57", "create_time": 1627587600, **data}
        event = {"type": 1, "shop_id": "7", "timestamp": 1644412885, "data": named}

        with pytest.raises(PayloadError, match=r"is a webhook .*: give it to webhooks.read_events"):
            read(event)

    @pytest.mark.parametrize(
        ("told", "match"),
        [
            ({"seller_zone": "Asia/Bangok"}, "seller_zone is 'Asia/Bangok'; it must be an IANA"),
            ({"seller_zone": None}, "seller_zone must be an IANA name"),
            ({"pre_sales": PreSaleReading(FrozenMap({}), ())}, "pre_sales must be a map from SKU"),
            ({"proofs": "580000000000000001"}, "proofs must be ids of orders"),
            ({"proofs": Found(())}, r"such as finance\.proofs"),
            ({"pre_sales": {11: None}}, "not one from int to NoneType"),
            ({"pre_sales": {"11": "PRE_ORDER"}}, "not one from str to str"),
            ({"proofs": [580000000000000001]}, "proofs must be text: .* not int among them"),
            ({"proofs": b"58"}, "not int among them"),
        ],
    )
    def test_what_is_told_beside_the_payload(self, told, match):
        """
        A zone that there is not, and readings in place of what they hold, are refused at once.
        """
        with pytest.raises((OutOfRangeError, WrongTypeError), match=match):
            read_orders([], **{"seller_zone": VIETNAM, **told})
        with pytest.raises((OutOfRangeError, WrongTypeError), match=match):
            read_order(minimal(), **{"seller_zone": VIETNAM, **told})

    def test_success_as_text(self):
        """
        A service that writes numbers as text writes the code of success so, too.
        """
        payload = {"code": "0", "message": "Success", "data": {"orders": [minimal()]}}

        assert (one(),) == read_orders(payload, seller_zone=VIETNAM).orders

    def test_an_error_without_a_message(self):
        """
        A refusal whose message was cut off is no empty page.
        """
        payload = {"code": 36009003, "data": {"orders": []}}

        with pytest.raises(PayloadError, match="code 36009003: without a message"):
            read_orders(payload, seller_zone=VIETNAM)

    def test_progress_counts_every_order(self):
        """
        Progress is told once for each order, read or not.
        """
        told = []
        read_orders(
            [minimal(), {"id": "2"}], seller_zone=VIETNAM, progress=lambda *at: told.append(at)
        )

        assert [(1, 2), (2, 2)] == told


class TestSamples:
    """
    The samples are read as they are.
    """

    def test_real_orders_of_vietnam(self):
        """
        A real order keeps its times, its money and the platform's own deadlines.
        """
        reading = read_orders(sample("order-normal-vn-list"), seller_zone=VIETNAM)
        first, second, _ = reading.orders

        assert () == reading.problems
        assert datetime.fromtimestamp(1756949956, UTC) == first.placed_at
        assert Money("219000", "VND") == first.total
        assert datetime.fromtimestamp(1756976400, UTC) == first.delivered.dispatch
        assert datetime.fromtimestamp(1757005199, UTC) == first.delivered.collection
        assert datetime.fromtimestamp(1757177999, UTC) == first.delivered.auto_cancel
        assert datetime.fromtimestamp(1757350799, UTC) == first.delivered.auto_cancel_uncollected
        assert first.delivered.delivery is None
        assert (Party.BUYER, datetime.fromtimestamp(1756891120, UTC)) == (
            second.cancelled_by,
            second.cancelled_at,
        )

    @pytest.mark.parametrize(
        ("name", "kind", "promise"),
        [
            (
                "order-preorder-us-on-hold",
                OrderKind.PRE_ORDER,
                ReleaseOn(date(2026, 3, 31), PACIFIC),
            ),
            (
                "order-preorder-us-released",
                OrderKind.PRE_ORDER,
                ReleaseOn(date(2026, 3, 31), PACIFIC),
            ),
            ("order-made-to-order-us", OrderKind.MADE_TO_ORDER, ShipWithin(BusinessDays(10))),
            ("order-back-order-us", OrderKind.BACK_ORDER, ShipWithin(BusinessDays(5))),
        ],
    )
    def test_kinds_of_the_united_states(self, name, kind, promise):
        """
        The order type gives the kind, and the fields beside it the promise.
        """
        (order,) = read_orders(sample(name), seller_zone=PACIFIC).orders

        assert (kind, promise) == (order.kind, order.promise)

    @pytest.mark.parametrize(
        "name",
        [
            "order-normal-id-fixture",
            "order-detail-202507-docs-example",
            "order-list-202309-docs-example",
        ],
    )
    def test_fixtures_and_the_docs_own_examples(self, name):
        """
        A sandbox order and the official examples, odd as they are, are read without a problem.
        """
        reading = read_orders(sample(name), seller_zone="Asia/Jakarta")

        assert (1, ()) == (len(reading.orders), reading.problems)

    def test_a_release_date_is_read_in_the_sellers_zone(self):
        """
        Midnight in Los Angeles is still that day in New York, and the day before in Honolulu.
        """
        payload = sample("order-preorder-us-on-hold")
        days = {
            zone: read_orders(payload, seller_zone=zone).orders[0].promise.on
            for zone in (PACIFIC, "America/New_York", "Pacific/Honolulu")
        }

        assert {
            PACIFIC: date(2026, 3, 31),
            "America/New_York": date(2026, 3, 31),
            "Pacific/Honolulu": date(2026, 3, 30),
        } == days


class TestKinds:
    """
    NORMAL, an empty value and a missing key are alike; other evidence may prove more.
    """

    @pytest.mark.parametrize(
        "fields",
        [{}, {"order_type": ""}, {"order_type": "NORMAL"}],
        ids=["missing", "empty", "normal"],
    )
    def test_no_evidence_is_standard(self, fields):
        """
        Nothing said is read as a standard order without a promise.
        """
        order = one(**fields)

        assert (OrderKind.STANDARD, None) == (order.kind, order.promise)

    def test_a_line_proves_a_kind(self):
        """
        The deprecated type of a line still proves a pre-order.
        """
        assert OrderKind.PRE_ORDER is one(line_items=[{"sku_type": "PRE_ORDER"}]).kind

    def test_a_release_date_proves_a_pre_order(self):
        """
        Only pre-orders have a release date.
        """
        order = one(release_date=1774940400)

        assert (OrderKind.PRE_ORDER, date(2026, 3, 31)) == (order.kind, order.promise.on)

    def test_days_on_a_line(self):
        """
        The deprecated days of a line are business days, and text.
        """
        order = one(order_type="MADE_TO_ORDER", line_items=[{"handling_duration_days": "7"}])

        assert ShipWithin(BusinessDays(7)) == order.promise

    def test_days_on_several_lines(self):
        """
        The line that is due first binds, wherever it stands; zero is not set.
        """
        lines = [{"handling_duration_days": days} for days in ("15", "0", "7", "9")]

        assert ShipWithin(BusinessDays(7)) == (
            one(order_type="MADE_TO_ORDER", line_items=lines).promise
        )

    def test_calendar_days_are_told(self):
        """
        The handling duration says which kind of day it counts.
        """
        order = one(order_type="BACK_ORDER", handling_duration={"days": 5, "type": "CALENDAR_DAY"})

        assert ShipWithin(CalendarDays(5)) == order.promise

    def test_a_kind_without_its_days_has_no_promise(self):
        """
        A made-to-order order without days is read, and its promise is not known.
        """
        assert one(order_type="MADE_TO_ORDER", line_items=[{}]).promise is None


class TestTraps:
    """
    What services really hold: text for numbers, milliseconds, two spellings, amounts with blanks.
    """

    @pytest.mark.parametrize(
        "given",
        [1756949956, "1756949956", 1756949956000, "1756949956000"],
        ids=["seconds", "text", "milliseconds", "milliseconds-text"],
    )
    def test_seconds_and_milliseconds_as_number_or_text(self, given):
        """
        A time is the same instant in each of the forms that were seen.
        """
        assert datetime.fromtimestamp(1756949956, UTC) == one(create_time=given).placed_at

    @pytest.mark.parametrize("given", [None, "", 0, "0"], ids=["null", "empty", "zero", "text"])
    def test_unset_times(self, given):
        """
        A time that is null, empty or zero has not happened.
        """
        assert one(rts_time=given).dispatched_at is None

    @pytest.mark.parametrize("status", ["CANCELLED", "CANCEL"])
    def test_both_spellings_of_cancelled(self, status):
        """
        Orders and webhooks spell it differently.
        """
        assert one(status=status, cancel_time=1756950000).cancelled_at is not None

    def test_a_cancelled_order_without_its_time_uses_the_last_update(self):
        """
        Cancelling is the last thing that changes the status.
        """
        order = one(status="CANCELLED", update_time=1756950001)

        assert datetime.fromtimestamp(1756950001, UTC) == order.cancelled_at

    def test_clocks_that_differ_by_a_moment(self):
        """
        A payment stamped a second before the order is one of the same moment; an hour is not.
        """
        order = one(paid_time=1756949955)

        assert order.placed_at == order.paid_at
        with pytest.raises(PayloadError, match="paid_at"):
            one(paid_time=1756949956 - 3600)

    def test_an_operator_is_the_system(self):
        """
        What the platform's staff cancel, the platform cancelled.
        """
        order = one(status="CANCELLED", cancel_time=1756950000, cancellation_initiator="OPERATOR")

        assert Party.SYSTEM is order.cancelled_by

    def test_the_older_auto_cancel_time_serves(self):
        """
        Where the newer field is missing, the older single one says the same.
        """
        order = one(cancel_order_sla_time=1757177999)

        assert datetime.fromtimestamp(1757177999, UTC) == order.delivered.auto_cancel

    @pytest.mark.parametrize(
        ("status", "stage"),
        [
            ("AWAITING_SHIPMENT", Stage.PLACED),
            ("PARTIALLY_SHIPPING", Stage.PLACED),
            ("AWAITING_COLLECTION", Stage.DISPATCHED),
            ("IN_TRANSIT", Stage.COLLECTED),
            ("COMPLETED", Stage.DELIVERED),
        ],
    )
    def test_a_status_proves_how_far_an_order_has_come(self, status, stage):
        """
        A partly shipped order is not dispatched: some of its lines are not.
        """
        assert stage is one(status=status).stage


class TestAges:
    """
    Seconds and milliseconds are told apart by their size, and what is neither is refused.
    """

    @pytest.mark.parametrize(
        ("given", "year"),
        [
            (946_684_799, 1999),
            (10**11, 5138),
            (221_845_391_999, 8999),
            (946_684_800_000, 2000),
            (1_756_949_956_123, 2025),
            (221_845_391_999_999, 8999),
        ],
    )
    def test_the_year(self, given, year):
        """
        The same year comes out of either unit.
        """
        assert year == one(create_time=900_000_000, rts_sla_time=given).delivered.dispatch.year

    @pytest.mark.parametrize("given", [221_845_392_000, 253_402_300_799, 946_684_799_999, 10**15])
    def test_no_time_of_our_age(self, given):
        """
        The last second of the year 9999, which stands for never, is not taken for 1978.
        """
        with pytest.raises(PayloadError, match=r"is no time of our age|must be epoch seconds"):
            one(rts_sla_time=given)


class TestDurations:
    """
    A handling duration is an object of days and their type (2.2).
    """

    @pytest.mark.parametrize("given", [[7], "7"])
    def test_another_type(self, given):
        """
        Of another type it is a problem, and no order without a promise.
        """
        with pytest.raises(PayloadError, match="handling_duration: must be an object"):
            one(order_type="MADE_TO_ORDER", handling_duration=given)


class TestWhoseDuty:
    """
    What is unpaid, on hold or shipped by the platform is not the seller's to dispatch yet, or ever.
    """

    @pytest.mark.parametrize(
        ("fields", "paid", "held"),
        [
            ({}, None, False),
            ({"paid_time": 1756949990}, True, False),
            ({"is_cod": True}, False, False),
            ({"status": "UNPAID"}, False, True),
            ({"status": "ON_HOLD", "paid_time": 1756949990}, True, True),
        ],
        ids=["unknown", "paid", "cash-on-delivery", "unpaid", "on-hold"],
    )
    def test_paid_and_held(self, fields, paid, held):
        """
        Paid or not, and free to be shipped or not, are two things.
        """
        order = one(**fields)

        assert (paid, held) == (order.paid, order.held)

    @pytest.mark.parametrize(
        ("given", "seller"),
        [
            ("FULFILLMENT_BY_SELLER", True),
            ("FULFILLMENT_BY_TIKTOK", False),
            ("FULFILLMENT_BY_DILAYANI_TOKOPEDIA", False),
            (None, True),
        ],
    )
    def test_who_ships(self, given, seller):
        """
        Orders from the platform's warehouse are not the seller's to ship.
        """
        assert seller is one(fulfillment_type=given).shipped_by_seller

    def test_a_partly_shipped_order_is_not_dispatched(self):
        """
        The time at which some lines were shipped is not the order's.
        """
        assert one(status="PARTIALLY_SHIPPING", rts_time=1756950000).dispatched_at is None

    def test_unit_prices(self):
        """
        There is one line for each unit; where one does not say its price, none is known.
        """
        lines = [
            {"sale_price": "150000", "currency": "VND"},
            {"sale_price": "69000", "currency": "VND"},
        ]

        assert (Money("150000", "VND"), Money("69000", "VND")) == one(line_items=lines).unit_prices
        assert () == one(line_items=[*lines, {}]).unit_prices
        assert () == one(line_items=[{"sale_price": "1.5", "currency": "VND"}]).unit_prices


class TestRepeats:
    """
    Pages of the Open API overlap: the same order counts once.
    """

    def test_word_for_word(self):
        """
        An order that stands again, word for word, is read once and counted.
        """
        reading = read_orders([minimal(), minimal()], seller_zone=VIETNAM)

        assert (1, 1, ()) == (len(reading.orders), reading.repeated, reading.problems)

    def test_with_different_content(self):
        """
        Two versions of one order are named, and the first is kept.
        """
        reading = read_orders([minimal(), minimal(status="IN_TRANSIT")], seller_zone=VIETNAM)

        assert [Stage.PLACED] == [order.stage for order in reading.orders]
        assert [("1", "id")] == [(problem.order, problem.field) for problem in reading.problems]


class TestResponses:
    """
    A response may be an error, or hold no orders at all.
    """

    def test_an_error_of_the_api(self):
        """
        The platform's own code and message are told.
        """
        payload = {"code": 105002, "message": "Expired credentials", "data": None}

        with pytest.raises(PayloadError, match="code 105002: Expired credentials"):
            read_orders(payload, seller_zone=VIETNAM)

    @pytest.mark.parametrize("orders", [{"orders": None}, {}], ids=["null", "left out"])
    def test_an_empty_page(self, orders):
        """
        A page without orders is an empty book; the platform leaves out what is not set.
        """
        payload = {"code": 0, "message": "Success", "data": {**orders, "total_count": 0}}

        assert () == read_orders(payload, seller_zone=VIETNAM).orders

    @pytest.mark.parametrize(
        ("fields", "assumed"),
        [
            ({}, 1),
            ({"order_type": "NORMAL"}, 1),
            ({"order_type": "NORMAL", "shipping_due_time": 1757177999}, 0),
            ({"order_type": "BACK_ORDER"}, 0),
        ],
        ids=["missing", "normal", "with-deadlines", "backorder"],
    )
    def test_orders_that_say_nothing_are_counted(self, fields, assumed):
        """
        An order without a kind and without the platform's deadlines is read on an assumption.
        """
        assert assumed == read_orders([minimal(**fields)], seller_zone=VIETNAM).assumed


class TestFaults:
    """
    What cannot be read names the order and the field, and the rest is read all the same.
    """

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"create_time": None}, "create_time"),
            ({"create_time": "soon"}, "create_time"),
            ({"create_time": -1}, "create_time"),
            ({"create_time": True}, "create_time"),
            ({"create_time": 10**18}, "create_time"),
            ({"create_time": 253402300799000}, "create_time"),
            (
                {"payment": {"currency": "VND", "total_amount": "1e99999999"}},
                "payment.total_amount",
            ),
            ({"status": None}, "status"),
            ({"status": "LOST"}, "status"),
            ({"status": 3}, "status"),
            ({"status": "CANCELLED"}, "cancel_time"),
            (
                {"status": "CANCELLED", "cancel_time": 1756950000, "cancellation_initiator": "X"},
                "cancellation_initiator",
            ),
            ({"order_type": "SURPRISE"}, "order_type"),
            ({"payment": None}, "payment"),
            ({"payment": {"currency": "VND"}}, "payment.total_amount"),
            ({"payment": {"currency": "VND", "total_amount": 1.5}}, "payment.total_amount"),
            ({"payment": {"currency": "VND", "total_amount": "1.5"}}, "payment.total_amount"),
            ({"payment": {"currency": "XYZ", "total_amount": "1"}}, "payment.total_amount"),
            ({"payment": {"currency": 7, "total_amount": "1"}}, "payment.currency"),
            ({"payment": {"currency": "VND", "total_amount": "1" * 50}}, "payment.total_amount"),
            ({"line_items": {}}, "line_items"),
            ({"line_items": [{"sku_type": 5}]}, "line_items.sku_type"),
            (
                {"order_type": "BACK_ORDER", "handling_duration": {"days": "x"}},
                "handling_duration.days",
            ),
            (
                {"order_type": "BACK_ORDER", "handling_duration": {"days": "5", "type": "WEEK"}},
                "handling_duration.type",
            ),
            ({"rts_time": 1}, "order"),
        ],
    )
    def test_the_field_is_named(self, fields, field):
        """
        One field that cannot be read is named with its order.
        """
        reading = read_orders([minimal(**fields), minimal(id="2")], seller_zone=VIETNAM)

        assert [("1", field)] == [(problem.order, problem.field) for problem in reading.problems]
        assert ["2"] == [order.id for order in reading.orders]

    @pytest.mark.parametrize("entry", [3, None, [], "x"])
    def test_what_is_no_order_is_named_by_its_place(self, entry):
        """
        An entry that is no object is named by its place in the list.
        """
        (problem,) = read_orders([entry], seller_zone=VIETNAM).problems

        assert "#0" == problem.order

    @pytest.mark.parametrize("given", [None, "", [], {}])
    def test_an_order_without_an_id_is_named_by_its_place(self, given):
        """
        An order whose id is missing or no text is named by its place.
        """
        (problem,) = read_orders([minimal(id=given)], seller_zone=VIETNAM).problems

        assert ("#0", "id") == (problem.order, problem.field)
