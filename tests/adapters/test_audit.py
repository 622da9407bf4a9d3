"""
The audit of an order book.
"""

import sys
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from adapters.payloads import minimal, sample
from tiktok_presale import Money, Policy, Rate, Shop, adapters
from tiktok_presale.adapters.audit import audit
from tiktok_presale.adapters.open_api import read_orders
from tiktok_presale.errors import NaiveTimeError, WrongTypeError
from tiktok_presale.policy.book import shipped
from tiktok_presale.rules.states import State

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
PACIFIC = ZoneInfo("America/Los_Angeles")
NOON = datetime(2025, 9, 5, 12, tzinfo=HANOI)


def audited(payload, market="vn", at=NOON, **options):
    """
    Audit a payload with the pack's own calendar alone.
    """
    pack = shipped(market)
    reading = read_orders(payload, seller_zone=pack.zone)
    return audit(reading, pack, at=at, extend_calendar=False, **options)


class TestRealOrders:
    """
    For the real Vietnamese orders, what we compute is what the platform sent, to the second.
    """

    @pytest.mark.parametrize("name", ["collection", "auto_cancel", "auto_cancel_uncollected"])
    def test_computed_equals_delivered(self, name):
        """
        One spans Sunday and the national holiday, one came after the cut-off.
        """
        orders = audited(sample("order-normal-vn-list")).data()["orders"]

        assert len(orders) == 3
        for order in orders:
            found = order["deadlines"][name]
            assert found["computed"] is not None
            assert found["delivered"] == found["computed"] == found["used"]

    def test_there_is_no_figure_for_dispatch(self):
        """
        No source gives a dispatch deadline for standard orders, so the platform's own is used.
        """
        for order in audited(sample("order-normal-vn-list")).data()["orders"]:
            found = order["deadlines"]["dispatch"]

            assert found["computed"] is None
            assert found["delivered"] == found["used"] == order["dispatch_by"]

    def test_the_whole_row(self):
        """
        One row of the JSON form holds what the page on the audit says.
        """
        data = audited(sample("order-normal-vn-list")).data()
        first = data["orders"][0]

        assert {
            "id": "580000000000000001",
            "kind": "standard",
            "state": "late",
            "edition": "vn@2025-06-18",
            "dispatch_by": "2025-09-04T16:00:00+07:00",
            "collect_by": "2025-09-04T23:59:59+07:00",
            "auto_cancel_at": "2025-09-06T23:59:59+07:00",
            "next": "dispatch",
            "seconds_left": -72000,
            "seconds_late": 72000,
            "service_fee": None,
        } == {key: value for key, value in first.items() if not isinstance(value, dict | list)}
        assert [{"amount": "219000", "currency": "VND"}] == first["exposure"]["total"]
        assert {"late": 1, "orders": 3, "skipped": 0}.items() <= data["summary"].items()

    def test_a_cancelled_order_has_nothing_coming(self):
        """
        Once cancelled, an order has no auto-cancel ahead and nothing at stake.
        """
        cancelled = audited(sample("order-normal-vn-list")).assessments[-1]

        assert State.CANCELLED is cancelled.state
        assert () == cancelled.exposure.lines


class TestUnitedStates:
    """
    Every kind of order of the United States is judged.
    """

    @pytest.mark.parametrize(
        ("name", "dispatch"),
        [
            ("order-preorder-us-released", "2026-04-02T23:59:59-07:00"),
            ("order-back-order-us", "2026-03-10T23:59:59-07:00"),
            ("order-made-to-order-us", "2026-03-17T23:59:59-07:00"),
        ],
    )
    def test_computed_dispatch(self, name, dispatch):
        """
        Two business days after release; handling time and one business day for the others.
        """
        at = datetime(2026, 3, 5, tzinfo=PACIFIC)
        (order,) = audited(sample(name), "us", at).data()["orders"]

        assert dispatch == order["deadlines"]["dispatch"]["computed"]

    def test_the_platforms_deadline_wins(self):
        """
        The delivered deadline is used where it differs from ours, and both are kept.
        """
        at = datetime(2026, 3, 5, tzinfo=PACIFIC)
        (found,) = audited(sample("order-back-order-us"), "us", at).assessments

        assert timedelta(days=-1) == found.deadlines.dispatch.difference
        assert found.deadlines.dispatch.delivered == found.deadlines.dispatch.due


class TestOrderOfRows:
    """
    The most urgent comes first.
    """

    def test_by_state_then_by_time(self):
        """
        Cancellable before late before due soon before not due before met.
        """
        at = datetime(2025, 9, 6, 12, tzinfo=HANOI)

        def placed(day, hour=9, **more):
            created = int(datetime(2025, 9, day, hour, tzinfo=HANOI).timestamp())
            return minimal(id=f"{day}-{hour}", create_time=created, **more)

        book = [
            placed(6, 10),
            placed(5),
            placed(3),
            placed(4, status="IN_TRANSIT"),
            placed(6, 11, tts_sla_time=int(datetime(2025, 9, 9, tzinfo=HANOI).timestamp())),
        ]
        found = audited(book, at=at)

        assert ["3-9", "5-9", "6-10", "6-11", "4-9"] == [a.order_id for a in found.assessments]
        assert ["cancellable", "late", "due_soon", "not_due", "met"] == [
            a.state for a in found.assessments
        ]
        assert (2, 1) == (len(found.late), len(found.due_soon))
        assert (Money("438000", "VND"),) == found.at_stake.totals
        assert Rate(2, 3) == found.late_dispatch_rate
        assert () == found.charges.lines


class TestEditions:
    """
    An order is judged under the edition in force when it was placed.
    """

    def test_two_orders_two_editions(self):
        """
        A pre-order of 2025 keeps its two days of grace; one of 2026 has none.
        """
        bangkok = ZoneInfo("Asia/Bangkok")

        def placed(year, month, day):
            created = int(datetime(year, month, day, 9, tzinfo=bangkok).timestamp())
            return minimal(
                id=str(year),
                create_time=created,
                order_type="PRE_ORDER",
                handling_duration={"days": "15", "type": "CALENDAR_DAY"},
                payment={"currency": "THB", "total_amount": "899.00"},
            )

        at = datetime(2026, 1, 10, tzinfo=bangkok)
        rows = audited([placed(2025, 12, 31), placed(2026, 1, 1)], "th", at).data()["orders"]
        found = {row["id"]: (row["edition"], row["auto_cancel_at"]) for row in rows}

        assert {
            "2025": ("th@2025-12-03", "2026-01-17T23:59:59+07:00"),
            "2026": ("th@2026-01-01", "2026-01-16T23:59:59+07:00"),
        } == found

    def test_before_the_first_edition_only_the_platform_speaks(self):
        """
        An order of 2020 has no edition; its delivered deadlines are used, and a note says why.
        """
        at = datetime(2020, 1, 15, tzinfo=ZoneInfo("Asia/Jakarta"))
        found = audited(sample("order-normal-id-fixture"), "id", at)
        (row,) = found.data()["orders"]

        assert row["edition"] is None
        assert row["deadlines"]["auto_cancel"]["computed"] is None
        assert row["deadlines"]["auto_cancel"]["used"] is not None
        assert "are known from 2022-11-23 on" in str(found.notes[0])


class TestCurrencies:
    """
    A price that a market's charges cannot be compared with is named, and the rest goes on.
    """

    def test_one_order_in_another_currency(self):
        """
        Tmall's floor is in CNY; an order in USD is skipped by name.
        """
        shanghai = ZoneInfo("Asia/Shanghai")
        created = int(datetime(2022, 11, 11, 9, tzinfo=shanghai).timestamp())
        book = [
            minimal(
                id=code,
                create_time=created,
                order_type="PRE_ORDER",
                payment={"currency": code, "total_amount": "100.00"},
                rts_sla_time=created + 3600,
            )
            for code in ("USD", "CNY")
        ]
        found = audited(book, "tmall", datetime(2022, 12, 1, tzinfo=shanghai))

        assert ["CNY"] == [a.order_id for a in found.assessments]
        assert [("USD", "payment.currency")] == [(p.order, p.field) for p in found.skipped]
        assert (Money("30.00", "CNY"),) == found.charges.totals


class TestNotes:
    """
    What a reader should know of the orders is said once, whatever their number.
    """

    def test_another_currency(self):
        """
        Vietnamese orders under the rules of the United States are noticed.
        """
        notes = audited(sample("order-normal-vn-list"), "us").notes

        assert any("orders are in VND while us counts in USD" in str(note) for note in notes)

    def test_cross_border_has_every_currency(self):
        """
        A pack of no one country is not held to one currency.
        """
        notes = audited(sample("order-normal-vn-list"), "cross-border").notes

        assert not any("counts in" in str(note) for note in notes)

    def test_orders_of_the_future(self):
        """
        Orders placed after the instant asked for are told.
        """
        at = datetime(2025, 9, 1, tzinfo=HANOI)

        assert any(
            "instant that was asked for: 1" in str(note)
            for note in audited(sample("order-normal-vn-list"), at=at).notes
        )

    def test_repeats(self):
        """
        Orders that stand twice are told.
        """
        assert "count once: 1" in str(audited([minimal(), minimal()]).notes[0])

    def test_orders_that_do_not_say_their_kind(self):
        """
        Outside the United States an order without any evidence may be a pre-order.
        """
        (note,) = audited([minimal()]).notes

        assert "do not say whether they are pre-orders" in str(note)

    def test_charges_that_hang_on_a_metric(self):
        """
        Late orders of the United States may cost 5 USD each; which metric decides is named.
        """
        at = datetime(2026, 4, 10, tzinfo=PACIFIC)
        found = audited(sample("order-preorder-us-released"), "us", at)
        known = audited(
            sample("order-preorder-us-released"),
            "us",
            at,
            shop=Shop(id="s", metrics={"late_dispatch_rate": Decimal("0.2")}),
        )

        assert "5.00 USD more (overdue.charges.late_dispatch)" in str(found.notes[-1])
        assert "--metric late_dispatch_rate" in str(found.notes[-1])
        assert (Money("5.00", "USD"),) == known.charges.totals
        assert () == known.notes

    def test_ids_cannot_play_with_the_terminal(self):
        """
        An id with control characters is shown escaped.
        """
        text = audited([minimal(id="a\nb\x1b[31m")]).table()

        assert "\x1b" not in text
        assert "'a\\nb\\x1b[31m'" in text

    def test_the_instant_stands_above_the_table(self):
        """
        A table of times left says from when.
        """
        assert audited([]).table().startswith("vn, at 2025-09-05 12:00:00+07:00; ")


class TestWithoutExtra:
    """
    Without the holidays package the audit goes on with what the pack knows, and says so.
    """

    def test_the_extra_is_named(self, monkeypatch):
        """
        The note names the extra that would extend the calendar.
        """
        monkeypatch.setitem(sys.modules, "holidays", None)
        monkeypatch.delattr(adapters, "holiday_calendars", raising=False)
        monkeypatch.delitem(sys.modules, "tiktok_presale.adapters.holiday_calendars", raising=False)
        created = int(datetime(2027, 4, 29, 9, tzinfo=HANOI).timestamp())
        pack = shipped("vn")
        reading = read_orders([minimal(create_time=created)], seller_zone=pack.zone)
        found = audit(reading, pack, at=datetime(2027, 4, 29, 10, tzinfo=HANOI))

        assert found.assessments[0].deadlines.auto_cancel.due is None
        assert "pip install 'tiktok-presale[calendars]'" in str(found.notes[0])


class TestForms:
    """
    For people a table, for programs JSON, in two languages.
    """

    def test_the_table(self):
        """
        The table has a row for each order, a summary, and what was skipped.
        """
        found = audited([*sample("order-normal-vn-list"), {"id": "x"}])
        text = found.table()

        assert "580000000000000001  standard  late" in text
        assert "3 orders; late now: 1; due within 24 hours: 0" in text
        assert "skipped: order x: status: is missing" in text or "skipped: order x:" in text

    def test_the_table_in_chinese(self):
        """
        The same table in Chinese.
        """
        text = audited(sample("order-normal-vn-list")).table(language="zh")

        assert "已逾期" in text
        assert "共3单" in text

    def test_late_and_done(self):
        """
        An order that was handed over late is met, and says by how much it was late.
        """
        created = int(datetime(2025, 9, 3, 9, tzinfo=HANOI).timestamp())
        scanned = int(datetime(2025, 9, 4, 1, 30, tzinfo=HANOI).timestamp())
        book = [minimal(create_time=created, status="IN_TRANSIT", collection_time=scanned)]

        assert "met, 1h 30m late" in audited(book).table()

    def test_money_charged_is_shown(self):
        """
        Charges so far stand in the row and in the summary.
        """
        shanghai = ZoneInfo("Asia/Shanghai")
        created = int(datetime(2025, 6, 1, 9, tzinfo=shanghai).timestamp())
        book = [
            minimal(
                create_time=created,
                order_type="PRE_ORDER",
                handling_duration={"days": "7", "type": "CALENDAR_DAY"},
                payment={"currency": "USD", "total_amount": "20.00"},
            )
        ]
        found = audited(book, "cross-border", datetime(2025, 6, 20, tzinfo=shanghai))

        assert "8.00 USD" in found.table()
        assert [{"amount": "8.00", "currency": "USD"}] == found.data()["summary"]["charges"]

    def test_nothing_at_all(self):
        """
        An empty book is an empty table with a summary.
        """
        assert "0 orders; late now: 0" in audited([]).table()

    def test_a_naive_instant_is_refused(self):
        """
        The instant must have a zone.
        """
        with pytest.raises(NaiveTimeError):
            audited([], at=datetime(2025, 9, 5))

    def test_another_type(self):
        """
        A list of orders is no reading, and a market or edition no pack.
        """
        reading = read_orders([], seller_zone="Asia/Bangkok")

        with pytest.raises(WrongTypeError, match=r"reading must be a Reading, as open_api\.read"):
            audit([], shipped("vn"), at=NOON)
        with pytest.raises(WrongTypeError, match=r"pack must be a Pack, such as .* not str"):
            audit(reading, "vn", at=NOON)
        with pytest.raises(WrongTypeError, match=r"pack must be a Pack, such as .* not Policy"):
            audit(reading, Policy.in_force("vn", on=NOON), at=NOON)

    def test_progress_counts_every_order(self):
        """
        Progress is told once for each order.
        """
        told = []
        audited(sample("order-normal-vn-list"), progress=lambda *at: told.append(at))

        assert [(1, 3), (2, 3), (3, 3)] == told
