"""
Orders: what cannot have happened is refused, and a later event proves an earlier one.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest

from rules.making import BANGKOK, an_order
from tiktok_presale import (
    CalendarDays,
    DeadlineName,
    DeliveredDeadlines,
    Event,
    Money,
    OrderKind,
    Party,
    Stage,
)
from tiktok_presale.errors import (
    CurrencyMismatchError,
    NaiveTimeError,
    OutOfRangeError,
    WrongTypeError,
)

PLACED = datetime(2026, 1, 1, 9, tzinfo=BANGKOK)
LATER = PLACED + timedelta(days=2)
TIMES = [
    "paid_at",
    "balance_paid_at",
    "awaiting_shipment_at",
    "dispatched_at",
    "collected_at",
    "delivered_at",
    "cancelled_at",
]


class TestBirth:
    """
    An order that cannot have happened cannot exist.
    """

    @pytest.mark.parametrize("field", ["placed_at", *TIMES])
    def test_naive(self, field):
        """
        A time without a zone is refused, by the name of its field.
        """
        with pytest.raises(NaiveTimeError, match=field):
            an_order(**{field: datetime(2026, 1, 3)})

    @pytest.mark.parametrize("field", ["placed_at", *TIMES])
    def test_no_time(self, field):
        """
        A text is no time.
        """
        with pytest.raises(WrongTypeError, match=f"{field} must be a datetime"):
            an_order(**{field: "2026-01-03T00:00:00Z"})

    @pytest.mark.parametrize("field", TIMES)
    def test_before_it_was_placed(self, field):
        """
        Nothing happens to an order before it is placed, not even a second.
        """
        with pytest.raises(OutOfRangeError, match=f"{field} is .*; it must be at or after"):
            an_order(**{field: PLACED - timedelta(seconds=1)})

    @pytest.mark.parametrize("field", TIMES)
    def test_at_the_moment_of_placing(self, field):
        """
        The same moment, in whatever zone, is not before.
        """
        same = PLACED.astimezone(ZoneInfo("America/Los_Angeles"))

        assert same == getattr(an_order(**{field: same}), field)

    @pytest.mark.parametrize("value", ["", 7, None], ids=repr)
    def test_id(self, value):
        """
        An id is text and not empty: a number would lose digits on its way through JSON.
        """
        with pytest.raises(WrongTypeError, match="id must be text, not empty"):
            an_order(id=value)

    def test_kind(self):
        """
        A kind is one of the closed set.
        """
        with pytest.raises(WrongTypeError, match="kind must be an OrderKind"):
            an_order(kind="pre_order")

    def test_promise(self):
        """
        Days alone are no promise.
        """
        with pytest.raises(WrongTypeError, match="promise must be ShipWithin or ReleaseOn"):
            an_order(promise=CalendarDays(15))

    @pytest.mark.parametrize("field", ["total", "items_total"])
    def test_no_money(self, field):
        """
        A bare number is no money.
        """
        with pytest.raises(WrongTypeError, match=f"{field} must be Money"):
            an_order(**{field: 899})

    @pytest.mark.parametrize("field", ["total", "items_total"])
    def test_negative(self, field):
        """
        Nobody pays less than nothing.
        """
        with pytest.raises(OutOfRangeError, match=f"{field} is .*; it must be zero or more"):
            an_order(**{field: Money("-0.01", "THB")})

    def test_currencies(self):
        """
        Goods and total are in one currency.
        """
        with pytest.raises(CurrencyMismatchError):
            an_order(items_total=Money(1, "USD"))

    def test_delivered(self):
        """
        Delivered deadlines are a value of their own.
        """
        with pytest.raises(WrongTypeError, match="delivered must be DeliveredDeadlines"):
            an_order(delivered={"dispatch": LATER})

    def test_party_by_name(self):
        """
        Who cancelled may be given by name, and a name that is none is refused.
        """
        assert Party.SYSTEM is an_order(cancelled_at=LATER, cancelled_by="system").cancelled_by
        for party in ("courier", "", 7, []):
            with pytest.raises(WrongTypeError, match=r"cancelled_by .* buyer, seller, system"):
                an_order(cancelled_at=LATER, cancelled_by=party)

    @pytest.mark.parametrize("field", ["paid", "held", "shipped_by_seller", "seller_fault"])
    @pytest.mark.parametrize("value", [1, 0, "yes", ""], ids=repr)
    def test_yes_or_no(self, field, value):
        """
        A yes or no is a bool; a truthy value is a misunderstanding.
        """
        with pytest.raises(WrongTypeError, match=f"{field} must be True"):
            an_order(**{field: value})

    @pytest.mark.parametrize("field", ["held", "shipped_by_seller"])
    def test_no_third_answer(self, field):
        """
        An order is held or not, and shipped by the seller or not; None would be read as no.
        """
        with pytest.raises(WrongTypeError, match=f"{field} must be True or False"):
            an_order(**{field: None})

    def test_what_is_not_said(self):
        """
        Whether it was paid and whose fault it was is unknown; it is not held, the seller ships it.
        """
        order = an_order()

        assert (None, None) == (order.paid, order.seller_fault)
        assert (False, True, ()) == (order.held, order.shipped_by_seller, order.unit_prices)

    @pytest.mark.parametrize("stage", [1, "dispatched", None], ids=repr)
    def test_stage_is_a_stage(self, stage):
        """
        A number of a stage is not one, though stages can be compared.
        """
        with pytest.raises(WrongTypeError, match="stage must be a Stage"):
            an_order(stage=stage)

    @pytest.mark.parametrize("region", ["", 7], ids=repr)
    def test_region(self, region):
        """
        A region is text and not empty.
        """
        assert an_order(region="Kedah").region == "Kedah"
        with pytest.raises(WrongTypeError, match="region must be text, not empty"):
            an_order(region=region)

    def test_unit_prices(self):
        """
        The prices of the units are kept in their order, whatever list they came in.
        """
        prices = [Money(400, "THB"), Money(499, "THB")]

        assert tuple(prices) == an_order(unit_prices=prices).unit_prices
        assert tuple(prices) == an_order(unit_prices=iter(prices)).unit_prices

    @pytest.mark.parametrize("prices", [[899], [Money(1, "THB"), "1"], 899, None], ids=repr)
    def test_unit_prices_are_money(self, prices):
        """
        Bare numbers are no prices, neither in a list nor alone.
        """
        with pytest.raises(WrongTypeError, match="unit_prices must be"):
            an_order(unit_prices=prices)

    def test_unit_prices_of_one_currency(self):
        """
        Units are paid in the currency of the order, and nobody pays less than nothing for one.
        """
        with pytest.raises(CurrencyMismatchError):
            an_order(unit_prices=[Money(1, "USD")])
        with pytest.raises(OutOfRangeError, match=r"unit_prices is .*; it must be zero or more"):
            an_order(unit_prices=[Money("-0.01", "THB")])

    def test_frozen(self):
        """
        An order does not change; a changed copy is checked again.
        """
        order = an_order()

        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            order.total = Money(0, "THB")
        with pytest.raises(OutOfRangeError):
            attrs.evolve(order, cancelled_at=PLACED - timedelta(days=1))


class TestGoods:
    """
    The price of the goods alone, or all that was paid where that is not known.
    """

    def test_known(self):
        """
        The price of the goods, where it is given.
        """
        assert Money(800, "THB") == an_order(items_total=Money(800, "THB")).goods

    def test_not_known(self):
        """
        The total, where it is not.
        """
        assert Money(899, "THB") == an_order().goods


class TestEvents:
    """
    Dispatch, collection and delivery are three events; a later one proves the earlier ones.
    """

    def test_nothing_happened(self):
        """
        An order as it was placed has seen nothing.
        """
        order = an_order()

        assert {(None, False)} == {(order.time_of(e), order.happened(e)) for e in Event}

    @pytest.mark.parametrize(
        ("field", "proved"),
        [
            ("dispatched_at", {Event.DISPATCH}),
            ("collected_at", {Event.DISPATCH, Event.COLLECTION}),
            ("delivered_at", set(Event)),
        ],
    )
    def test_proof(self, field, proved):
        """
        What was collected had been dispatched, what was delivered had been collected.
        """
        order = an_order(**{field: LATER})

        assert proved == {event for event in Event if order.happened(event)}

    def test_a_later_event_proves_no_time(self):
        """
        That a parcel was delivered tells that it was collected, and not when.
        """
        order = an_order(dispatched_at=LATER, delivered_at=LATER + timedelta(days=3))

        assert LATER == order.time_of(Event.DISPATCH)
        assert order.time_of(Event.COLLECTION) is None
        assert order.happened(Event.COLLECTION, by=LATER + timedelta(days=3))
        assert not order.happened(Event.COLLECTION, by=LATER + timedelta(days=2))

    @pytest.mark.parametrize("field", ["collected_at", "delivered_at"])
    def test_a_later_event_that_came_before(self, field):
        """
        A parcel scanned on the 3rd was not handed over on the 6th, whatever the label says.
        """
        order = an_order(**{"dispatched_at": LATER + timedelta(days=3), field: LATER})

        assert LATER == order.time_of(Event.DISPATCH)
        assert not order.untold(Event.DISPATCH)
        assert order.happened(Event.DISPATCH, by=LATER)

    def test_earlier_across_zones(self):
        """
        Which came first is a matter of instants, not of what clocks show.
        """
        first = LATER.astimezone(ZoneInfo("Pacific/Auckland"))
        order = an_order(dispatched_at=LATER + timedelta(hours=1), collected_at=first)

        assert first == order.time_of(Event.DISPATCH)
        assert order.time_of(Event.DISPATCH).tzinfo is first.tzinfo

    @pytest.mark.parametrize(
        ("fields", "untold"),
        [
            ({}, set()),
            ({"dispatched_at": LATER}, set()),
            ({"collected_at": LATER}, {Event.DISPATCH}),
            ({"delivered_at": LATER}, {Event.DISPATCH, Event.COLLECTION}),
            ({"dispatched_at": LATER, "delivered_at": LATER}, {Event.COLLECTION}),
            ({"stage": Stage.DISPATCHED}, {Event.DISPATCH}),
            ({"stage": Stage.DELIVERED}, set(Event)),
            ({"stage": Stage.COLLECTED, "dispatched_at": LATER}, {Event.COLLECTION}),
        ],
    )
    def test_untold(self, fields, untold):
        """
        What has happened at a time that nobody told, as later events or the stage show.
        """
        order = an_order(**fields)

        assert untold == {event for event in Event if order.untold(event)}
        assert untold == {e for e in Event if order.happened(e) and order.time_of(e) is None}

    def test_not_yet(self):
        """
        What happens after an instant has not happened by then; at it, it has.
        """
        order = an_order(dispatched_at=LATER)

        assert not order.happened(Event.DISPATCH, by=LATER - timedelta(microseconds=1))
        assert order.happened(Event.DISPATCH, by=LATER.astimezone(UTC))

    @pytest.mark.parametrize(
        ("stage", "proved"),
        [
            (Stage.PLACED, set()),
            (Stage.DISPATCHED, {Event.DISPATCH}),
            (Stage.COLLECTED, {Event.DISPATCH, Event.COLLECTION}),
            (Stage.DELIVERED, set(Event)),
        ],
    )
    def test_stage(self, stage, proved):
        """
        A status proves what it stands for, whenever that was.
        """
        order = an_order(stage=stage)

        assert proved == {event for event in Event if order.happened(event, by=PLACED)}
        assert {None} == {order.time_of(event) for event in Event}


class TestDeliveredDeadlines:
    """
    The deadlines that the platform sent with an order.
    """

    @pytest.mark.parametrize("name", list(DeadlineName))
    def test_by_name(self, name):
        """
        Each is found by its name, and no other one is.
        """
        sent = DeliveredDeadlines(**{name.value: LATER})

        assert LATER == sent.get(name)
        assert {None} == {sent.get(other) for other in DeadlineName if other is not name}

    @pytest.mark.parametrize("name", list(DeadlineName))
    def test_naive(self, name):
        """
        A deadline without a zone is refused.
        """
        with pytest.raises(NaiveTimeError, match=name):
            DeliveredDeadlines(**{name.value: datetime(2026, 1, 3)})


def test_kinds():
    """
    The kinds are those that the platforms tell apart.
    """
    assert ["standard", "pre_order", "back_order", "custom", "made_to_order"] == list(OrderKind)
