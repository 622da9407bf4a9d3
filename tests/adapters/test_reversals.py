"""
Cancellations and returns: the delivered deadline first, then whose fault, then the money.
"""

from datetime import UTC, datetime, timedelta

import attrs
import pytest

from adapters.payloads import sample
from tiktok_presale import Money, Order, OrderKind, Party, Policy, protection
from tiktok_presale.adapters.cancellations import CancellationStatus, read_cancellations
from tiktok_presale.adapters.returns import ReturnState, read_returns
from tiktok_presale.adapters.reversals import DueAnswer, SellerAction, cause_of
from tiktok_presale.errors import OutOfRangeError, PayloadError, WrongTypeError
from tiktok_presale.facts.causes import Cause
from tiktok_presale.facts.complaints import Answer, Request

CREATED = 1690451136
DEADLINE = datetime.fromtimestamp(1690554680, UTC)
USD = "USD"


def cancellation(**fields):
    """
    Read one cancellation.
    """
    entry = {
        "cancel_id": "4",
        "order_id": "5",
        "role": "BUYER",
        "cancel_status": "CANCELLATION_REQUEST_PENDING",
        "create_time": CREATED,
        **fields,
    }
    reading = read_cancellations([entry])
    if reading.problems:
        raise reading.problems[0]
    return reading.found[0]


def returned(**fields):
    """
    Read one return.
    """
    entry = {
        "return_id": "4",
        "order_id": "5",
        "role": "BUYER",
        "return_status": "RETURN_OR_REFUND_REQUEST_PENDING",
        "create_time": CREATED,
        **fields,
    }
    reading = read_returns([entry])
    if reading.problems:
        raise reading.problems[0]
    return reading.found[0]


class TestDeadlines:
    """
    The deadline is the delivered one; where none is delivered it is not known.
    """

    def test_delivered(self):
        """
        What to answer, and by when, as the sample says.
        """
        (asked,) = read_cancellations(sample("cancellations-search-docs-example")).found
        (sent_back,) = read_returns(sample("returns-search-docs-example")).found

        assert (DueAnswer(SellerAction.RESPOND_CANCEL, DEADLINE),) == asked.due
        assert (DueAnswer(SellerAction.RESPOND_REFUND, DEADLINE),) == sent_back.due
        assert DEADLINE == asked.answer_by == sent_back.answer_by

    @pytest.mark.parametrize(
        "due", [{}, {"seller_next_action_response": [{"action": "SELLER_RESPOND_CANCEL"}]}],
        ids=["no-action", "no-deadline"],
    )  # fmt: skip
    def test_not_delivered(self, due):
        """
        Forty-eight hours are never added by anybody here.
        """
        assert cancellation(**due).answer_by is None
        assert cancellation(**due).complaint().delivered_deadline is None

    def test_the_first_of_several(self):
        """
        Two answers are due; the earlier deadline counts.
        """
        due = [
            {"action": "SELLER_RESPOND_RETURN", "deadline": 1690554690},
            {"action": "SELLER_RESPOND_RECEIVE_PACKAGE"},
            {"action": "SELLER_RESPOND_REFUND", "deadline": 1690554680},
        ]

        assert DEADLINE == returned(seller_next_action_response=due).answer_by

    def test_the_rules_take_it(self):
        """
        The delivered deadline wins over the market's own answer time.
        """
        (asked,) = read_cancellations(sample("cancellations-search-docs-example")).found
        us = Policy.in_force("us", on=asked.opened_at.replace(year=2026))
        answer = protection.answer_by(asked.complaint(), us)

        assert DEADLINE == answer.due


class TestSpellings:
    """
    CANCEL and CANCELLED, in answers and in filters.
    """

    @pytest.mark.parametrize(
        "given", ["CANCELLATION_REQUEST_CANCEL", "CANCELLATION_REQUEST_CANCELLED"]
    )
    def test_withdrawn(self, given):
        """
        The filter spells it one way, the answer and the webhook the other.
        """
        found = cancellation(cancel_status=given, update_time=CREATED + 60)

        assert CancellationStatus.WITHDRAWN is found.status
        assert found.opened_at + timedelta(minutes=1) == found.complaint().withdrawn_at

    @pytest.mark.parametrize("ending", ["CANCEL", "CANCELLED"])
    def test_withdrawn_returns(self, ending):
        """
        Returns, likewise.
        """
        found = returned(return_status=f"RETURN_OR_REFUND_REQUEST_{ending}")

        assert ReturnState.WITHDRAWN is found.state
        assert found.opened_at == found.complaint().withdrawn_at

    @pytest.mark.parametrize("given", ["true ", "TRUE", True])
    def test_booleans_as_text(self, given):
        """
        The official example holds "true " with a blank.
        """
        assert returned(is_combined_return=given).combined is True

    @pytest.mark.parametrize("given", ["yes", 1, "tru e"])
    def test_what_is_no_boolean(self, given):
        """
        Nothing else is true.
        """
        with pytest.raises(PayloadError, match="is_combined_return"):
            returned(is_combined_return=given)


class TestFault:
    """
    Reason codes tell the cause, and the cause whose fault it is (5.1).
    """

    @pytest.mark.parametrize(
        ("reason", "cause", "fault"),
        [
            ("seller_cancel_reason_out_of_stock", Cause.SELLER_CANCELLED, True),
            ("seller_cancel_unpaid_reason_out_of_stock", Cause.SELLER_CANCELLED, True),
            ("seller_cancel_reason_wrong_price", Cause.SELLER_CANCELLED, True),
            ("seller_cancel_reason_wrong_price_uk", Cause.SELLER_CANCELLED, True),
            ("ecom_order_to_ship_canceled_reason_not_shipped_on_time", Cause.SELLER_LATE, True),
            ("buyer_cancel_late_shipment", Cause.SELLER_LATE, True),
            ("buyer_cancel_late_shipment_uk", Cause.SELLER_LATE, True),
            ("system_cancel_order_reason_shipping_timeout", Cause.SELLER_LATE, True),
            ("system_cancel_unpaid_time_out", Cause.PAYMENT_FAILED, False),
            ("system_cancel_order_exceed_edt_not_arrive", Cause.NOT_DELIVERED, True),
            ("ecom_order_to_ship_canceled_reason_created_by_mistakes", Cause.CHANGED_MIND, False),
            ("a_code_of_next_year", None, None),
        ],
    )
    def test_reason(self, reason, cause, fault):
        """
        Each code that is documented, and one that is not.
        """
        asked, sent_back = cancellation(cancel_reason=reason), returned(return_reason=reason)

        assert cause is cause_of(reason)
        assert (cause, fault) == (asked.cause, asked.seller_fault)
        assert (cause, fault) == (sent_back.cause, sent_back.seller_fault)

    def test_a_code_is_text(self):
        """
        Nothing else is looked up.
        """
        with pytest.raises(WrongTypeError):
            cause_of(None)

    @pytest.mark.parametrize(
        ("role", "party"),
        [
            ("BUYER", Party.BUYER),
            ("SELLER", Party.SELLER),
            ("SYSTEM", Party.SYSTEM),
            ("OPERATOR", Party.SYSTEM),
            ("", None),
        ],
    )
    def test_who_asked(self, role, party):
        """
        An operator is the platform's own staff; only a buyer's request is one for the rules.
        """
        assert party is cancellation(role=role).by
        assert (party is Party.BUYER) is (cancellation(role=role).complaint() is not None)
        assert (party is Party.BUYER) is (returned(role=role).complaint() is not None)


ORDER = Order(
    id="5",
    kind=OrderKind.PRE_ORDER,
    placed_at=datetime.fromtimestamp(CREATED - 3600, UTC),
    total=Money("20.00", USD),
    unit_prices=(Money("10.00", USD), Money("10.00", USD)),
)


class TestOrders:
    """
    A cancellation becomes a fact of its order once it has ended.
    """

    @pytest.mark.parametrize("status", ["SUCCESS", "COMPLETE"])
    def test_ended(self, status):
        """
        When, by whom, and whose fault.
        """
        found = cancellation(
            cancel_status=f"CANCELLATION_REQUEST_{status}",
            role="SELLER",
            cancel_reason="seller_cancel_reason_out_of_stock",
            update_time=CREATED + 60,
        )
        order = found.of(ORDER)

        assert (datetime.fromtimestamp(CREATED + 60, UTC), Party.SELLER, True) == (
            order.cancelled_at,
            order.cancelled_by,
            order.seller_fault,
        )

    def test_still_open(self):
        """
        A request that is pending changes nothing.
        """
        assert ORDER == cancellation().of(ORDER)

    @pytest.mark.parametrize(("lines", "whole"), [(0, True), (1, False), (2, True)])
    def test_lines(self, lines, whole):
        """
        One line stands for one unit: a part of the order that is cancelled leaves the rest.
        """
        found = cancellation(
            cancel_status="CANCELLATION_REQUEST_SUCCESS",
            cancel_line_items=[{"cancel_line_item_id": str(n)} for n in range(lines)],
        )

        assert whole is (found.of(ORDER).cancelled_at is not None)

    def test_lines_of_an_order_that_tells_no_units(self):
        """
        Whether the lines are all of the order is not known, and not taken for granted.
        """
        found = cancellation(
            cancel_status="CANCELLATION_REQUEST_SUCCESS",
            cancel_line_items=[{"cancel_line_item_id": "1"}],
        )

        with pytest.raises(OutOfRangeError, match="one that tells how many units it has"):
            found.of(attrs.evolve(ORDER, unit_prices=()))

    def test_what_the_order_knew_stays(self):
        """
        An order that knows when it was cancelled keeps that time.
        """
        known = attrs.evolve(ORDER, cancelled_at=datetime.fromtimestamp(CREATED + 1, UTC))
        found = cancellation(cancel_status="CANCELLATION_REQUEST_SUCCESS", role="")

        assert known.cancelled_at == found.of(known).cancelled_at

    def test_another_order(self):
        """
        A cancellation belongs to one order.
        """
        with pytest.raises(OutOfRangeError):
            cancellation().of(attrs.evolve(ORDER, id="6"))
        with pytest.raises(WrongTypeError):
            cancellation().of("5")

    def test_a_line_named_twice(self):
        """
        One line of two stays one, however often it is named.
        """
        twice = cancellation(
            cancel_status="CANCELLATION_REQUEST_COMPLETE",
            cancel_line_items=[{"order_line_item_id": "7"}] * 2,
        )
        two = attrs.evolve(ORDER, unit_prices=(ORDER.total, ORDER.total))

        assert two == twice.of(two)

    def test_a_fault_that_is_known(self):
        """
        A reason that tells no cause takes nothing from what the order tells.
        """
        known = attrs.evolve(ORDER, seller_fault=True)
        silent = cancellation(cancel_status="CANCELLATION_REQUEST_COMPLETE")
        paid = cancellation(
            cancel_status="CANCELLATION_REQUEST_COMPLETE",
            cancel_reason="system_cancel_unpaid_time_out",
        )

        assert silent.of(known).seller_fault is True
        assert paid.of(known).seller_fault is paid.seller_fault is False


class TestRequests:
    """
    A buyer's request as rules see it.
    """

    @pytest.mark.parametrize(
        ("preorder", "request_"),
        [(False, Request.CANCELLATION), (True, Request.PREORDER_CANCELLATION)],
    )
    def test_of_pre_orders(self, preorder, request_):
        """
        Other answer times hold for pre-orders.
        """
        assert request_ is cancellation().complaint(preorder=preorder).request

    @pytest.mark.parametrize(
        ("status", "state", "answer"),
        [
            ("RETURN_OR_REFUND_REQUEST_PENDING", ReturnState.PENDING, None),
            ("REFUND_OR_RETURN_REQUEST_REJECT", ReturnState.REFUSED, Answer.REFUSED),
            ("REJECT_RECEIVE_PACKAGE", ReturnState.REFUSED, Answer.REFUSED),
            ("AWAITING_BUYER_SHIP", ReturnState.UNDER_WAY, Answer.APPROVED),
            ("BUYER_SHIPPED_ITEM", ReturnState.UNDER_WAY, Answer.APPROVED),
            ("RETURN_OR_REFUND_REQUEST_SUCCESS", ReturnState.APPROVED, Answer.APPROVED),
            ("RETURN_OR_REFUND_REQUEST_COMPLETE", ReturnState.APPROVED, Answer.APPROVED),
            ("REPLACEMENT_REQUEST_SOMETHING", None, None),
        ],
    )
    def test_states_of_returns(self, status, state, answer):
        """
        Each documented state; that of a replacement is kept in its own word.
        """
        found = returned(return_status=status, update_time=CREATED + 60)

        assert (status, state, answer) == (found.status, found.state, found.complaint().answer)
        assert (answer is None) is (found.complaint().answered_at is None)


class TestMoney:
    """
    Every amount is kept by the payload's own name.
    """

    def test_the_way_back_is_a_list(self):
        """
        A return can have several parcels, each with its own payers.
        """
        fee = {"currency": USD, "seller_paid_return_shipping_fee": "0.1"}
        found = returned(shipping_fee_amount=[fee, {**fee, "buyer_paid_return_shipping_fee": "2"}])

        assert [1, 2] == [len(fees) for fees in found.shipping]
        assert Money("2.00", USD) == found.shipping[1]["buyer_paid_return_shipping_fee"]

    def test_parts_of_a_refund(self):
        """
        The total and its parts, for the whole and for each line.
        """
        (found,) = read_cancellations(sample("cancellations-search-docs-example")).found

        assert Money("1.23", USD) == found.refund["refund_total"]
        assert Money("0.20", USD) == found.lines[0].refund["refund_shipping_fee"]

    def test_a_partial_refund(self):
        """
        What the seller offers instead is in its own currency.
        """
        (found,) = read_returns(sample("returns-search-docs-example")).found

        assert Money("10.00", "IDR") == found.partial_refund
        assert returned().partial_refund is None

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"shipping_fee_amount": {"currency": USD}}, "shipping_fee_amount"),
            ({"refund_amount": {"refund_total": "1"}}, "refund_amount.refund_total"),
            ({"refund_amount": {"currency": USD, "x": True}}, "refund_amount.x"),
            ({"refund_amount": {"currency": USD, "x": "1" * 99}}, "refund_amount.x"),
            ({"refund_amount": {"currency": USD, "x": 10**99}}, "refund_amount.x"),
            ({"return_type": "SURPRISE"}, "return_type"),
            ({"arbitration_status": "SURPRISE"}, "arbitration_status"),
            ({"role": "NOBODY"}, "role"),
            ({"order_id": ""}, "order_id"),
            ({"return_status": None}, "return_status"),
            ({"create_time": None}, "create_time"),
            ({"seller_next_action_response": [{"action": "SING"}]}, "seller_next_action_response"),
            ({"combined_return_id": 4035309948547073951.0}, "combined_return_id"),
        ],
    )
    def test_the_field_is_named(self, fields, field):
        """
        What cannot be read names the return and the field.
        """
        with pytest.raises(PayloadError) as caught:
            returned(**fields)

        assert ("4", "return") == (caught.value.order, caught.value.what)
        assert caught.value.field.startswith(field)

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"order_id": None}, "order_id"),
            ({"cancel_status": "SURPRISE"}, "cancel_status"),
            ({"cancel_id": None}, "cancel_id"),
        ],
    )
    def test_the_field_of_a_cancellation(self, fields, field):
        """
        Cancellations, likewise.
        """
        with pytest.raises(PayloadError) as caught:
            cancellation(**fields)

        assert field == caught.value.field

    def test_ids_beyond_two_to_the_53(self):
        """
        An id stays text, digit by digit.
        """
        (found,) = read_returns(sample("returns-search-docs-example")).found

        assert ("4035310341095393452", "4035310341095393463") == (found.previous_id, found.next_id)
        assert "4035310341095393453" == returned(pre_return_id=4035310341095393453).previous_id
