"""
Deadlines and sales as a calendar, read back by the package that others read it with.
"""

import sys
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from icalendar import Calendar

import tiktok_presale as tp
from rules.making import in_force
from tiktok_presale import strategies as own
from tiktok_presale.adapters.feeds import deadline_feed, sale_feed
from tiktok_presale.errors import (
    MissingExtraError,
    NaiveTimeError,
    OutOfRangeError,
    UnknownLanguageError,
    WrongTypeError,
)
from tiktok_presale.facts.orders import DeliveredDeadlines

BANGKOK = ZoneInfo("Asia/Bangkok")
PLACED = datetime(2026, 1, 2, 9, tzinfo=BANGKOK)
AT = datetime(2026, 1, 5, 12, tzinfo=BANGKOK)
TH = in_force("th", 2026, 1, 2)
ORDER = tp.Order(
    id="57/1,a;b",
    kind=tp.OrderKind.PRE_ORDER,
    placed_at=PLACED,
    promise=tp.ShipWithin(tp.CalendarDays(15)),
    total=tp.Money("899.00", "THB"),
)
OFFER = tp.Offer(
    id="of1",
    sku="hoodie, red",
    price=tp.Money("39.90", "USD"),
    plan=tp.PaymentPlan.full(),
    promise=tp.ReleaseOn(date(2026, 3, 31)),
    sale=tp.Period(datetime(2026, 2, 1, tzinfo=BANGKOK), datetime(2026, 2, 9, tzinfo=BANGKOK)),
)


def entries(text):
    """
    Read the entries of a feed.
    """
    return [part for part in Calendar.from_ical(text).walk() if part.name in {"VEVENT", "VTODO"}]


def feed_of(*orders, **given):
    """
    Read the entries of the deadlines of orders.
    """
    pairs = [(order, tp.deadlines.of(order, TH)) for order in orders]
    return entries(deadline_feed(pairs, at=AT, **given))


class TestDeadlines:
    """
    One entry for each deadline that is open.
    """

    def test_what_is_open(self):
        """
        Each at its instant in UTC, with a text, a source and the instant of the feed.
        """
        found = feed_of(ORDER)
        due = datetime(2026, 1, 17, 16, 59, 59, tzinfo=UTC)

        assert [due, due] == [entry.decoded("dtstart") for entry in found]
        assert [
            "Dispatch order 57/1,a;b",
            "Order 57/1,a;b is cancelled if it is not dispatched",
        ] == [str(entry["summary"]) for entry in found]
        assert {AT.astimezone(UTC)} == {entry.decoded("dtstamp") for entry in found}
        assert {"CONFIRMED"} == {str(entry["status"]) for entry in found}
        assert {"TRANSPARENT"} == {str(entry["transp"]) for entry in found}
        told = str(found[0]["description"]).splitlines()
        source = TH.source("deadlines.pre_order.dispatch")
        assert [
            "By deadlines.pre_order.dispatch of th@2026-01-01.",
            source.title,
            source.url,
        ] == told

    def test_the_same_entry_tomorrow(self):
        """
        Its identity hangs on the order, the deadline and the market, and on nothing that may move.
        """
        moved = attrs.evolve(ORDER, promise=tp.ShipWithin(tp.CalendarDays(10)))
        before, after = feed_of(ORDER), feed_of(moved)

        assert [str(entry["uid"]) for entry in before] == [str(entry["uid"]) for entry in after]
        assert before[0].decoded("dtstart") != after[0].decoded("dtstart")
        assert str(before[0]["uid"]) == "57=2F1=2Ca=3Bb.dispatch.th@tiktok-presale"

    def test_what_has_happened_is_left_out(self):
        """
        A dispatched order has no dispatch deadline any more, and cannot be cancelled for it.
        """
        assert [] == feed_of(attrs.evolve(ORDER, dispatched_at=AT))

    def test_a_cancelled_order(self):
        """
        Its entries stay, as cancelled, so that calendars strike them out; none rings.
        """
        found = feed_of(attrs.evolve(ORDER, cancelled_at=AT), alarm=timedelta(hours=4))

        assert ["CANCELLED", "CANCELLED"] == [str(entry["status"]) for entry in found]
        assert [[], []] == [entry.subcomponents for entry in found]

    def test_what_is_not_known_is_left_out(self):
        """
        An order without a promise has no deadline that could be shown.
        """
        assert [] == feed_of(attrs.evolve(ORDER, promise=None))

    def test_what_the_platform_says(self):
        """
        A deadline that was delivered stands at its own instant, and says who gave it.
        """
        due = datetime(2026, 1, 20, 10, tzinfo=UTC)
        order = attrs.evolve(ORDER, delivered=DeliveredDeadlines(collection=due))
        found = next(entry for entry in feed_of(order) if "collection" in entry["uid"])

        assert due == found.decoded("dtstart")
        assert str(found["description"]) == "The platform says so in the order."

    def test_in_chinese(self):
        """
        Summary and name of the calendar.
        """
        text = deadline_feed([(ORDER, tp.deadlines.of(ORDER, TH))], at=AT, language="zh")

        assert str(Calendar.from_ical(text)["x-wr-calname"]) == "订单截止时间"
        assert str(entries(text)[0]["summary"]) == "订单57/1,a;b须发货"

    def test_an_alarm(self):
        """
        So long before the deadline, in an event as in a task.
        """
        (event, _), (task, _) = (
            feed_of(ORDER, alarm=timedelta(hours=4), tasks=tasks) for tasks in (False, True)
        )
        for entry, related in ((event, None), (task, "END")):
            (ring,) = entry.subcomponents

            assert timedelta(hours=-4) == ring.decoded("trigger")
            assert related == ring["trigger"].params.get("RELATED")
            assert str(entry["summary"]) == str(ring["description"])

    def test_as_tasks(self):
        """
        Due rather than starting, and still to be done.
        """
        found = feed_of(ORDER, tasks=True)

        assert ["VTODO", "VTODO"] == [entry.name for entry in found]
        assert datetime(2026, 1, 17, 16, 59, 59, tzinfo=UTC) == found[0].decoded("due")
        assert str(found[0]["status"]) == "NEEDS-ACTION"
        assert "transp" not in found[0]

    def test_an_id_of_any_letters(self):
        """
        What a calendar cannot show is replaced; identities are plain ASCII and stay apart.
        """
        odd = [attrs.evolve(ORDER, id=text) for text in ("a\nb", "a\rb", "a\ud800", "订单")]
        found = feed_of(*odd)
        uids = [str(entry["uid"]) for entry in found]

        assert len(set(uids)) == len(found) == 8
        assert all(uid.isascii() for uid in uids)
        assert str(found[0]["summary"]) == "Dispatch order a�b"

    @given(own.orders())
    def test_any_order(self, order):
        """
        Whatever the order, the feed is read back with one entry for each open deadline.
        """
        dues = tp.deadlines.of(order, in_force("us", 2026, 2, 2))
        found = entries(deadline_feed([(order, dues)], at=AT))
        expected = [
            due.due.astimezone(UTC).replace(microsecond=0)
            for due in dues.all()
            if due.due is not None and not order.happened(due.event)
        ]

        assert expected == [entry.decoded("dtstart") for entry in found]

    @pytest.mark.parametrize(
        ("given", "error"),
        [
            ({"at": datetime(2026, 1, 1)}, NaiveTimeError),
            ({"language": "xx"}, UnknownLanguageError),
            ({"alarm": timedelta(hours=-1)}, OutOfRangeError),
            ({"alarm": 4}, WrongTypeError),
            ({"orders": [ORDER]}, WrongTypeError),
            ({"orders": [(ORDER, None)]}, WrongTypeError),
            (
                {"orders": [(attrs.evolve(ORDER, id="o2"), tp.deadlines.of(ORDER, TH))]},
                OutOfRangeError,
            ),
        ],
    )
    def test_what_is_refused(self, given, error):
        """
        Arguments of other types, and an order with the deadlines of another.
        """
        with pytest.raises(error):
            deadline_feed(**{"orders": [], "at": AT, **given})

    def test_no_source(self):
        """
        A figure without a page is told by its rule alone.
        """
        dues = tp.deadlines.of(ORDER, TH)
        bare = attrs.evolve(dues, dispatch=attrs.evolve(dues.dispatch, source=None))
        found = entries(deadline_feed([(ORDER, bare)], at=AT))

        assert str(found[0]["description"]) == "By deadlines.pre_order.dispatch of th@2026-01-01."


class TestExtra:
    """
    The extra `feeds`.
    """

    def test_missing(self, monkeypatch):
        """
        Importing the module without it names the extra.
        """
        monkeypatch.setitem(sys.modules, "icalendar", None)
        monkeypatch.delitem(sys.modules, deadline_feed.__module__)

        with pytest.raises(MissingExtraError) as raised:
            import_module(deadline_feed.__module__)

        assert MissingExtraError("icalendar", "feeds") == raised.value


class TestSales:
    """
    When offers are sold, and when their goods are released.
    """

    def test_sale_and_release(self):
        """
        The sale from instant to instant, the release as a day.
        """
        sale, release = entries(sale_feed([OFFER], at=AT, alarm=timedelta(days=1)))

        assert datetime(2026, 1, 31, 17, tzinfo=UTC) == sale.decoded("dtstart")
        assert datetime(2026, 2, 8, 17, tzinfo=UTC) == sale.decoded("dtend")
        assert date(2026, 3, 31) == release.decoded("dtstart")
        assert ["Sale of hoodie, red", "Release of hoodie, red"] == [
            str(sale["summary"]),
            str(release["summary"]),
        ]
        assert ["of1.sale@tiktok-presale", "of1.release@tiktok-presale"] == [
            str(sale["uid"]),
            str(release["uid"]),
        ]
        assert timedelta(days=-1) == sale.subcomponents[0].decoded("trigger")

    def test_days_are_no_release(self):
        """
        An offer that promises days has a sale alone.
        """
        offer = attrs.evolve(OFFER, promise=tp.ShipWithin(tp.CalendarDays(10)))
        (sale,) = entries(sale_feed([offer], at=AT, language="zh"))

        assert str(sale["summary"]) == "hoodie, red销售期"

    @pytest.mark.parametrize(
        ("given", "error"),
        [
            ({"at": datetime(2026, 1, 1)}, NaiveTimeError),
            ({"alarm": timedelta(hours=-1)}, OutOfRangeError),
            ({"offers": [ORDER]}, WrongTypeError),
        ],
    )
    def test_what_is_refused(self, given, error):
        """
        Arguments of other types.
        """
        with pytest.raises(error):
            sale_feed(**{"offers": [], "at": AT, **given})
