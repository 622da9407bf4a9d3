"""
When is this order due? The sources' own examples, market by market.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.making import (
    BANGKOK,
    HOLIDAYS,
    PACIFIC,
    SAIGON,
    SHANGHAI,
    an_order,
    in_force,
    own_policy,
)
from tiktok_presale import (
    MON_TO_FRI,
    BusinessCalendar,
    BusinessDays,
    CalendarDays,
    DeadlineName,
    DeliveredDeadlines,
    Event,
    OrderKind,
    Outcome,
    ReleaseOn,
    ShipWithin,
    deadlines,
)
from tiktok_presale.errors import PackError, WrongTypeError

END = time(23, 59, 59)


def end_of(year, month, day, zone):
    """
    The last second of a day in a zone.
    """
    return datetime(year, month, day, 23, 59, 59, tzinfo=zone)


def days_due(order, policy, **given):
    """
    The days on which the five deadlines fall, by name, where they are known.
    """
    found = deadlines.of(order, policy, **given).all()
    return {due.name.value: due.computed.date() for due in found if due.computed is not None}


class TestThailand:
    """
    The official worked example: an order of 1 January with 15 days is due on 16 January 23:59.
    """

    POLICY = in_force("th", 2026, 1, 2)

    def test_worked_example(self):
        """
        The order day is day 0, and the 16th is counted to its last second.
        """
        due = deadlines.of(an_order(), self.POLICY).dispatch

        assert "2026-01-16 23:59:59+07:00" == str(due.due)
        assert Event.DISPATCH is due.event

    @pytest.mark.parametrize("hour", [0, 9, 23])
    def test_hour_of_the_order(self, hour):
        """
        The hour of the order does not matter.
        """
        order = an_order(placed_at=datetime(2026, 1, 1, hour, 59, tzinfo=BANGKOK))

        assert end_of(2026, 1, 16, BANGKOK) == deadlines.of(order, self.POLICY).dispatch.due

    def test_cancelled_at_the_same_moment(self):
        """
        Since 2026 the order is cancelled at the end of the chosen days, without two more.
        """
        found = deadlines.of(an_order(), self.POLICY)

        assert found.dispatch.due == found.auto_cancel.due

    def test_two_more_days_before(self):
        """
        In 2025 it was cancelled two calendar days after them.
        """
        order = an_order(placed_at=datetime(2025, 12, 1, 9, tzinfo=BANGKOK))
        found = days_due(order, in_force("th", 2025, 12, 1))

        assert {"dispatch": date(2025, 12, 16), "auto_cancel": date(2025, 12, 18)} == found

    def test_standard_is_unknown(self):
        """
        Which weekdays the platform counts is not known, so no day is made up.
        """
        found = deadlines.of(an_order(kind=OrderKind.STANDARD), self.POLICY)

        assert found.auto_cancel.computed is None
        assert ("deadline.calendar", Outcome.UNKNOWN) == (
            found.auto_cancel.missing.code,
            found.auto_cancel.missing.outcome,
        )

    def test_standard_with_a_calendar(self):
        """
        With a calendar given: 2 and 3 working days after New Year's Day, a Thursday.
        """
        calendar = BusinessCalendar(
            "ours",
            MON_TO_FRI,
            {date(2026, 1, 1)},
            first=date(2026, 1, 1),
            last=date(2026, 12, 31),
        )
        found = days_due(an_order(kind=OrderKind.STANDARD), self.POLICY, calendar=calendar)

        assert date(2026, 1, 5) == found["auto_cancel"]
        assert date(2026, 1, 6) == found["auto_cancel_uncollected"]


class TestUnitedStatesPreOrder:
    """
    Every clock starts at the release date, and days end in Pacific time.
    """

    @staticmethod
    def order(release, zone=None):
        """
        A pre-order with a release date, placed before it.
        """
        return an_order(
            placed_at=datetime(2025, 10, 25, tzinfo=PACIFIC), promise=ReleaseOn(release, zone)
        )

    @pytest.mark.parametrize(
        ("on", "release", "dispatch", "auto_cancel", "delivery"),
        [
            # 27 November 2025 is Thanksgiving
            (date(2025, 11, 1), (2025, 11, 26), (2025, 11, 28), (2025, 12, 5), (2025, 12, 5)),
            (date(2026, 2, 1), (2025, 11, 26), (2025, 12, 1), (2025, 12, 8), (2025, 12, 5)),
            (date(2026, 2, 1), (2026, 3, 31), (2026, 4, 2), (2026, 4, 9), (2026, 4, 8)),
            # 4 July 2026 is a Saturday, observed on the Friday before
            (date(2026, 2, 1), (2026, 7, 1), (2026, 7, 6), (2026, 7, 13), (2026, 7, 10)),
            # released on a Saturday
            (date(2025, 11, 1), (2025, 12, 6), (2025, 12, 8), (2025, 12, 15), (2025, 12, 15)),
        ],
        ids=["Thanksgiving", "Thanksgiving in 2026's rules", "plain", "observed", "Saturday"],
    )
    def test_days(self, on, release, dispatch, auto_cancel, delivery):
        """
        1 business day after the release, 2 from 26 January 2026; cancelled 5 after that; 6 in all.
        """
        policy = in_force("us", on.year, on.month, on.day)
        found = days_due(self.order(date(*release)), policy)

        assert {
            "dispatch": date(*dispatch),
            "auto_cancel": date(*auto_cancel),
            "delivery": date(*delivery),
        } == found

    @pytest.mark.parametrize(
        ("policy", "event"),
        [
            (in_force("us", 2026, 1, 25), Event.DISPATCH),
            (in_force("us", 2026, 1, 26), Event.COLLECTION),
        ],
        ids=["25 January", "26 January"],
    )
    def test_events(self, policy, event):
        """
        Lateness looks at the scan since then; auto-cancel still looks at tracking.
        """
        found = deadlines.of(self.order(date(2026, 3, 31)), policy)

        assert event is found.dispatch.event
        assert Event.DISPATCH is found.auto_cancel.event

    def test_sellers_zone(self):
        """
        The date is the New York seller's, the day ends in Pacific time: 3 o'clock in New York.
        """
        policy = in_force("us", 2026, 2, 1)
        due = deadlines.of(self.order(date(2026, 3, 31), "America/New_York"), policy).dispatch.due

        assert "2026-04-02 23:59:59-07:00" == str(due)
        assert "2026-04-03 02:59:59-04:00" == str(due.astimezone(ZoneInfo("America/New_York")))

    def test_days_for_a_date(self):
        """
        A promise of days has no release date, so nothing is computed.
        """
        found = deadlines.of(an_order(), in_force("us", 2026, 2, 1))

        assert {"deadline.no_release"} == {
            found.dispatch.missing.code,
            found.delivery.missing.code,
        }
        assert "deadline.no_anchor" == found.auto_cancel.missing.code

    def test_from_a_delivered_dispatch(self):
        """
        Where the dispatch deadline was delivered alone, auto-cancel is counted from its day.
        """
        sent = DeliveredDeadlines(dispatch=datetime(2026, 4, 3, 6, 59, 59, tzinfo=UTC))
        order = an_order(promise=None, delivered=sent)

        assert date(2026, 4, 9) == days_due(order, in_force("us", 2026, 2, 1))["auto_cancel"]


class TestUnitedStatesHandling:
    """
    Back orders, custom and made-to-order goods are counted from the order, in business days.
    """

    KINDS = (OrderKind.BACK_ORDER, OrderKind.CUSTOM, OrderKind.MADE_TO_ORDER)

    @pytest.mark.parametrize("kind", KINDS)
    def test_before(self, kind):
        """
        Handling time to the day; cancelled 4 after that; delivered 5 after it. Christmas is off.
        """
        order = an_order(
            kind=kind,
            placed_at=datetime(2025, 12, 15, 10, tzinfo=PACIFIC),
            promise=ShipWithin(BusinessDays(5)),
        )

        assert {
            "dispatch": date(2025, 12, 22),
            "auto_cancel": date(2025, 12, 29),
            "delivery": date(2025, 12, 30),
        } == days_due(order, in_force("us", 2025, 12, 15))

    @pytest.mark.parametrize("kind", KINDS)
    def test_since(self, kind):
        """
        Handling time and one more, at the scan; the rest as before. 16 February is a holiday.
        """
        order = an_order(
            kind=kind,
            placed_at=datetime(2026, 2, 2, 10, tzinfo=PACIFIC),
            promise=ShipWithin(BusinessDays(5)),
        )
        policy = in_force("us", 2026, 2, 2)

        assert {
            "dispatch": date(2026, 2, 10),
            "auto_cancel": date(2026, 2, 17),
            "delivery": date(2026, 2, 17),
        } == days_due(order, policy)
        assert Event.COLLECTION is deadlines.of(order, policy).dispatch.event

    @pytest.mark.parametrize("kind", KINDS)
    def test_no_promise(self, kind):
        """
        Without the seller's days nothing can be counted.
        """
        found = deadlines.of(an_order(kind=kind, promise=None), in_force("us", 2026, 2, 2))

        assert "deadline.no_promise" == found.dispatch.missing.code
        assert "deadline.no_anchor" == found.auto_cancel.missing.code
        assert "dispatch_deadline" == found.auto_cancel.missing.params["anchor"]


class TestUnitedStatesStandard:
    """
    Three versions within five weeks, the last of which starts its clock after the pending hold.
    """

    @pytest.mark.parametrize(
        ("placed", "dispatch", "event"),
        [
            ((2026, 1, 5), (2026, 1, 7), Event.DISPATCH),
            ((2026, 1, 13), (2026, 1, 20), Event.COLLECTION),  # the 19th is a holiday
            ((2026, 2, 3), (2026, 2, 5), Event.COLLECTION),
        ],
        ids=["2 days", "4 days", "2 days at the scan"],
    )
    def test_versions(self, placed, dispatch, event):
        """
        2 business days, 4 from 12 to 25 January 2026, 2 again since.
        """
        order = an_order(
            kind=OrderKind.STANDARD, placed_at=datetime(*placed, 12, tzinfo=PACIFIC), promise=None
        )
        policy = in_force("us", *placed)

        assert date(*dispatch) == days_due(order, policy)["dispatch"]
        assert event is deadlines.of(order, policy).dispatch.event

    @pytest.mark.parametrize(
        ("hour", "known", "day"),
        [
            ((22, 59), None, 5),
            ((23, 0), None, 6),
            ((23, 30), None, 6),
            ((23, 30), (23, 59), 5),
        ],
        ids=["before midnight", "at midnight", "after midnight", "known to be shorter"],
    )
    def test_pending_hold(self, hour, known, day):
        """
        An hour's hold that crosses midnight starts the clock a day later, unless it is known.
        """
        waiting = None if known is None else datetime(2026, 2, 3, *known, tzinfo=PACIFIC)
        order = an_order(
            kind=OrderKind.STANDARD,
            placed_at=datetime(2026, 2, 3, *hour, tzinfo=PACIFIC),
            awaiting_shipment_at=waiting,
        )

        assert date(2026, 2, day) == days_due(order, in_force("us", 2026, 2, 3))["dispatch"]

    def test_the_rest(self):
        """
        Cancelled 7 business days after the order, delivered within 6, hold or no hold.
        """
        placed = datetime(2026, 2, 3, 23, 30, tzinfo=PACIFIC)
        found = days_due(
            an_order(kind=OrderKind.STANDARD, placed_at=placed), in_force("us", 2026, 2, 3)
        )

        assert (date(2026, 2, 12), date(2026, 2, 11)) == (found["auto_cancel"], found["delivery"])


# Times of three real orders of a Vietnamese shop, as a Get Order List answer of 4 September 2025
# gave them: create_time, tts_sla_time, shipping_due_time and collection_due_time, in seconds.
REAL_ORDERS = [
    (1756949956, 1757005199, 1757177999, 1757350799),
    (1756573753, 1756918799, 1757005199, 1757091599),
    (1756542659, 1756918799, 1757005199, 1757091599),
]


class TestVietnam:
    """
    Standard orders have a cut-off at 14:00, and the platform counts Monday to Saturday.
    """

    POLICY = in_force("vn", 2025, 8, 30)

    @pytest.mark.parametrize(
        ("created", "collection", "auto_cancel", "uncollected"),
        REAL_ORDERS,
        ids=["4 September", "31 August, a Sunday", "30 August after the cut-off"],
    )
    def test_real_orders(self, created, collection, auto_cancel, uncollected):
        """
        What is computed equals what the platform delivered, to the second.
        """
        order = an_order(
            kind=OrderKind.STANDARD,
            placed_at=datetime.fromtimestamp(created, UTC),
            promise=None,
        )
        found = deadlines.of(order, self.POLICY)

        assert [collection, auto_cancel, uncollected] == [
            due.computed.timestamp()
            for due in (found.collection, found.auto_cancel, found.auto_cancel_uncollected)
        ]

    @pytest.mark.parametrize(
        ("placed", "day"),
        [
            ((2025, 9, 5, 13, 59, 59), 5),
            ((2025, 9, 5, 14, 0, 0), 6),
            ((2025, 9, 6, 14, 0, 0), 8),  # Saturday to Monday
            ((2025, 9, 7, 13, 0, 0), 8),  # Sunday before the cut-off
            ((2025, 9, 7, 15, 0, 0), 8),  # and after it
        ],
        ids=["a second before", "at it", "on Saturday", "on Sunday", "late on Sunday"],
    )
    def test_cut_off(self, placed, day):
        """
        At 14:00 the order counts as the next working day's; on a day off the hour does not matter.
        """
        order = an_order(
            kind=OrderKind.STANDARD, placed_at=datetime(*placed, tzinfo=SAIGON), promise=None
        )

        assert date(2025, 9, day) == days_due(order, self.POLICY)["collection"]

    def test_pre_order(self):
        """
        A pre-order of 10 days is due on the tenth and cancelled two calendar days later.
        """
        order = an_order(
            placed_at=datetime(2025, 8, 30, 15, tzinfo=SAIGON), promise=ShipWithin(CalendarDays(10))
        )

        assert {"dispatch": date(2025, 9, 9), "auto_cancel": date(2025, 9, 11)} == days_due(
            order, self.POLICY
        )


class TestSouthEastAsia:
    """
    Cancelled if not shipped by the order date plus the chosen days plus 2.
    """

    @pytest.mark.parametrize(
        ("market", "offset"),
        [("id", "+07:00"), ("ph", "+08:00"), ("my", "+08:00"), ("sg", "+08:00"), ("vn", "+07:00")],
    )
    def test_two_more_days(self, market, offset):
        """
        To the last second, in the market's own zone.
        """
        policy = in_force(market, 2025, 9, 1)
        order = an_order(
            placed_at=datetime(2025, 9, 1, 9, tzinfo=policy.zone),
            promise=ShipWithin(CalendarDays(10)),
        )
        found = deadlines.of(order, policy)

        assert f"2025-09-11 23:59:59{offset}" == str(found.dispatch.due)
        assert f"2025-09-13 23:59:59{offset}" == str(found.auto_cancel.due)

    @pytest.mark.parametrize("market", ["id", "ph", "my", "sg"])
    def test_standard(self, market):
        """
        4 calendar days to dispatch and 6 to collection, or it is cancelled.
        """
        policy = in_force(market, 2025, 9, 1)
        placed = datetime(2025, 9, 1, 9, tzinfo=policy.zone)

        assert {
            "auto_cancel": date(2025, 9, 5),
            "auto_cancel_uncollected": date(2025, 9, 7),
        } == days_due(an_order(kind=OrderKind.STANDARD, placed_at=placed, promise=None), policy)


class TestRegions:
    """
    A state may have a working week of its own.
    """

    POLICY = own_policy(
        {
            "calendar.week": '["mon", "tue", "wed", "thu", "fri"]',
            "calendar.weeks.kedah": '["sun", "mon", "tue", "wed", "thu"]',
            "deadlines.standard.dispatch": (
                '{ event = "dispatch", anchor = "placed", days = 1, unit = "business_days" }'
            ),
        },
        holidays=HOLIDAYS,
    )

    @pytest.mark.parametrize(("region", "day"), [("kedah", 8), ("selangor", 6), (None, 6)], ids=str)
    def test_week(self, region, day):
        """
        The working day after Thursday, 5 June 2025: Sunday in Kedah, Friday elsewhere.
        """
        order = an_order(
            kind=OrderKind.STANDARD, placed_at=datetime(2025, 6, 5, 9, tzinfo=UTC), region=region
        )

        assert date(2025, 6, day) == days_due(order, self.POLICY)["dispatch"]

    @pytest.mark.parametrize(
        ("region", "works"), [("kedah", False), ("kelantan", False), ("johor", True)]
    )
    def test_malaysia(self, region, works):
        """
        Fridays in Malaysia's pack: off in Kedah and Kelantan, worked in Johor.
        """
        calendar = in_force("my", 2025, 6, 5).calendar(region)

        assert works is (date(2025, 6, 6).weekday() in calendar.week)


class TestCrossBorder:
    """
    The brief's own rule, and the hours of South-East Asian direct shipping.
    """

    def test_brief(self):
        """
        F16: closed once the agreed time has passed.
        """
        order = an_order(placed_at=datetime(2025, 6, 1, 9, tzinfo=SHANGHAI))
        found = deadlines.of(order, in_force("cross-border", 2025, 6, 1))

        assert end_of(2025, 6, 16, SHANGHAI) == found.dispatch.due == found.auto_cancel.due

    @pytest.mark.parametrize(
        ("on", "dispatch", "collection"),
        [
            ((2024, 12, 1), (3, 9, 30), (6, 9, 30)),
            ((2025, 6, 1), (3, 9, 30), (5, 9, 30)),
            ((2026, 7, 1), (3, 9, 30), (4, 23, 59, 59)),
        ],
        ids=["120 hours", "96 hours", "3 days"],
    )
    def test_hours(self, on, dispatch, collection):
        """
        48 hours to dispatch; 120 hours to hand-over, 96 since 2024-12-23, 3 days since 2026-06-22.
        """
        placed = datetime(*on, 9, 30, tzinfo=SHANGHAI)
        order = an_order(kind=OrderKind.STANDARD, placed_at=placed, promise=None)
        found = deadlines.of(order, in_force("cross-border", *on))
        year, month, _ = on

        assert datetime(year, month, *dispatch, tzinfo=SHANGHAI) == found.dispatch.due
        assert datetime(year, month, *collection, tzinfo=SHANGHAI) == found.collection.due


class TestChina:
    """
    Douyin counts from payment, Tmall's campaigns from the balance.
    """

    def test_paid(self):
        """
        The chosen days from the day of payment.
        """
        order = an_order(
            placed_at=datetime(2024, 6, 1, 9, tzinfo=SHANGHAI),
            paid_at=datetime(2024, 6, 3, 9, tzinfo=SHANGHAI),
        )

        assert {"dispatch": date(2024, 6, 18)} == days_due(order, in_force("douyin", 2024, 6, 1))

    def test_not_paid(self):
        """
        Before payment no clock runs.
        """
        missing = deadlines.of(an_order(), in_force("douyin", 2024, 6, 1)).dispatch.missing

        assert ("deadline.no_anchor", "paid") == (missing.code, missing.params["anchor"])

    def test_balance(self):
        """
        48 hours after the balance in the 99 sale of 2022, to the second.
        """
        paid = datetime(2022, 9, 10, 20, 0, 1, tzinfo=SHANGHAI)
        order = an_order(placed_at=datetime(2022, 9, 1, 20, tzinfo=SHANGHAI), balance_paid_at=paid)
        policy = in_force("tmall", 2022, 9, 5)

        assert paid + timedelta(hours=48) == deadlines.of(order, policy).dispatch.due
        assert (
            "balance_paid" == (deadlines.of(an_order(), policy).dispatch.missing.params["anchor"])
        )


class TestDelivered:
    """
    Deadlines that the platform sent win, and the difference is kept.
    """

    POLICY = in_force("th", 2026, 1, 2)

    def test_wins(self):
        """
        The delivered one is used, shown in the market's zone; ours stays beside it.
        """
        sent = datetime(2026, 1, 17, 16, 59, 59, tzinfo=UTC)
        due = deadlines.of(
            an_order(delivered=DeliveredDeadlines(dispatch=sent)), self.POLICY
        ).dispatch

        assert "2026-01-17 23:59:59+07:00" == str(due.due)
        assert end_of(2026, 1, 16, BANGKOK) == due.computed
        assert timedelta(days=1) == due.difference

    @pytest.mark.parametrize("sent", [None, datetime(2026, 2, 1, tzinfo=UTC)], ids=str)
    def test_no_difference(self, sent):
        """
        Where one of the two is not known there is none.
        """
        order = an_order(promise=None, delivered=DeliveredDeadlines(dispatch=sent))
        due = deadlines.of(order, self.POLICY).dispatch

        assert due.difference is None
        assert sent == due.due

    @pytest.mark.parametrize(
        ("name", "event"),
        [
            ("dispatch", Event.DISPATCH),
            ("collection", Event.COLLECTION),
            ("auto_cancel", Event.DISPATCH),
            ("auto_cancel_uncollected", Event.COLLECTION),
            ("delivery", Event.DELIVERY),
        ],
    )
    def test_event_of_its_own_field(self, name, event):
        """
        A rule that looks at another event does not change what a delivered deadline is about.
        """
        other = Event.DELIVERY if event is not Event.DELIVERY else Event.DISPATCH
        value = f'{{ event = "{other}", anchor = "placed", days = 3, unit = "calendar_days" }}'
        policy = own_policy({f"deadlines.pre_order.{name}": value})
        sent = DeliveredDeadlines(**{name: datetime(2026, 2, 1, tzinfo=UTC)})
        told, ours = (
            deadlines.of(an_order(delivered=delivered), policy).get(DeadlineName(name))
            for delivered in (sent, DeliveredDeadlines())
        )

        assert (event, other) == (told.event, ours.event)
        assert told.computed == ours.computed == ours.due

    def test_united_states(self):
        """
        Since 2026 lateness looks at the scan there, a delivered ship-by time at the hand-over.
        """
        policy = in_force("us", 2026, 2, 1)
        promise = ReleaseOn(date(2026, 3, 31))
        sent = DeliveredDeadlines(dispatch=datetime(2026, 4, 3, tzinfo=UTC))

        assert Event.COLLECTION is deadlines.of(an_order(promise=promise), policy).dispatch.event
        assert (
            Event.DISPATCH
            is deadlines.of(an_order(promise=promise, delivered=sent), policy).dispatch.event
        )

    def test_carries_auto_cancel(self):
        """
        Auto-cancel is counted from the delivered dispatch deadline, though ours is known too.
        """
        policy = in_force("us", 2026, 2, 1)
        promise = ReleaseOn(date(2026, 3, 31))
        sent = DeliveredDeadlines(dispatch=datetime(2026, 4, 9, 23, 59, 59, tzinfo=PACIFIC))
        before = deadlines.of(an_order(promise=promise), policy)
        after = deadlines.of(an_order(promise=promise, delivered=sent), policy)

        assert (date(2026, 4, 2), date(2026, 4, 9)) == (
            before.dispatch.due.date(),
            before.auto_cancel.due.date(),
        )
        assert before.dispatch.computed == after.dispatch.computed
        assert date(2026, 4, 16) == after.auto_cancel.computed.date()

    @pytest.mark.parametrize(
        ("name", "event"),
        [
            ("dispatch", Event.DISPATCH),
            ("collection", Event.COLLECTION),
            ("auto_cancel", Event.DISPATCH),
            ("auto_cancel_uncollected", Event.COLLECTION),
            ("delivery", Event.DELIVERY),
        ],
    )
    def test_without_a_rule(self, name, event):
        """
        Where no pack has a rule, the delivered one stands alone and its name tells the event.
        """
        sent = datetime(2026, 2, 1, tzinfo=UTC)
        order = an_order(delivered=DeliveredDeadlines(**{name: sent}))
        due = deadlines.of(order, in_force("uk", 2026, 1, 2)).get(DeadlineName(name))

        assert (sent, event, "deadline.no_rule") == (due.due, due.event, due.missing.code)
        assert due.source is None


class TestMissing:
    """
    Where nothing can be computed, the reason says why.
    """

    def test_no_rule(self):
        """
        A deadline that the market does not have.
        """
        missing = deadlines.of(an_order(), in_force("th", 2026, 1, 2)).delivery.missing

        assert ("deadline.no_rule", "deadlines.pre_order.delivery") == (missing.code, missing.rule)

    def test_no_hold(self):
        """
        A clock that starts at the end of a hold, in a market that names none.
        """
        value = '{ event = "dispatch", anchor = "awaiting_shipment", days = 1, unit = "hours" }'
        missing = deadlines.of(
            an_order(), own_policy({"deadlines.pre_order.dispatch": value})
        ).dispatch.missing

        assert ("deadline.no_anchor", "awaiting_shipment") == (
            missing.code,
            missing.params["anchor"],
        )

    def test_outside_the_calendar(self):
        """
        A year whose holidays are not known.
        """
        placed = datetime(2026, 12, 31, 9, tzinfo=SAIGON)
        order = an_order(kind=OrderKind.STANDARD, placed_at=placed, promise=None)
        found = deadlines.of(order, in_force("vn", 2026, 12, 31))

        assert date(2026, 12, 31) == found.collection.computed.date()
        assert "deadline.calendar" == found.auto_cancel.missing.code
        assert "2027-01-01" in found.auto_cancel.missing.params["problem"]

    def test_no_order(self):
        """
        What is no order is refused.
        """
        with pytest.raises(WrongTypeError, match="order must be an Order"):
            deadlines.of("o1", in_force("th", 2026, 1, 2))

    @pytest.mark.parametrize("language", ["en", "zh"])
    @pytest.mark.parametrize(
        "order",
        [an_order(), an_order(promise=None), an_order(kind=OrderKind.STANDARD)],
        ids=["no rule", "no promise", "no calendar"],
    )
    def test_said(self, order, language):
        """
        Every reason can be said in both languages.
        """
        for due in deadlines.of(order, in_force("th", 2026, 1, 2)).all():
            assert due.missing is None or due.missing.explain(language)


class TestTerms:
    """
    What a pack may say of a deadline beyond what the shipped ones do.
    """

    @staticmethod
    def due(value, *more, zone="UTC", name="dispatch", **fields):
        """
        The computed deadline of an order of Sunday, 1 June 2025, 13:30 UTC.
        """
        figures = {f"deadlines.pre_order.{name}": value, **dict(more)}
        ours = {"placed_at": datetime(2025, 6, 1, 13, 30, tzinfo=UTC), **fields}
        return deadlines.of(an_order(**ours), own_policy(figures, zone=zone)).get(name).computed

    def test_zone(self):
        """
        A deadline may be read in a zone of its own: it is still 1 June in Los Angeles.
        """
        value = (
            '{ event = "dispatch", anchor = "placed", days = 1, unit = "calendar_days",'
            ' zone = "America/Los_Angeles" }'
        )
        late = datetime(2025, 6, 2, 3, tzinfo=UTC)

        assert "2025-06-02 23:59:59-07:00" == str(self.due(value, placed_at=late))

    def test_end_of_day(self):
        """
        A due day may end earlier than at midnight.
        """
        value = (
            '{ event = "dispatch", anchor = "placed", days = 1, unit = "calendar_days",'
            ' ends = "18:00:00" }'
        )

        assert "2025-06-02 18:00:00+00:00" == str(self.due(value))

    @pytest.mark.parametrize(
        ("unit", "day"), [("calendar_days", "2025-06-03"), ("business_days", "2025-06-04")]
    )
    def test_a_day_that_has_ended_already(self, unit, day):
        """
        Due the same day by 12:00, an order of the afternoon is due on the next counted day.
        """
        value = (
            '{ event = "dispatch", anchor = "placed", days = 0, ends = "12:00",'
            f' unit = "{unit}" }}'
        )
        week = BusinessCalendar(
            "x",
            MON_TO_FRI,
            {date(2025, 6, 3)},
            first=date(2025, 1, 1),
            last=date(2025, 12, 31),
        )
        figures = {"deadlines.pre_order.dispatch": value}
        order = an_order(placed_at=datetime(2025, 6, 2, 13, 30, tzinfo=UTC))
        found = deadlines.of(order, own_policy(figures, zone="UTC"), calendar=week)

        assert f"{day} 12:00:00+00:00" == str(found.dispatch.computed)

    @pytest.mark.parametrize("microsecond", [0, 500_000, 999_999])
    @pytest.mark.parametrize("anchor", ["placed", "paid"])
    def test_the_last_second_of_a_day(self, microsecond, anchor):
        """
        That second counts in full: the day of an order placed or paid within it has not ended.
        """
        value = f'{{ event = "dispatch", anchor = "{anchor}", days = 0, unit = "calendar_days" }}'
        last = datetime(2025, 6, 1, 23, 59, 59, microsecond, tzinfo=UTC)
        found = self.due(value, placed_at=last, paid_at=last)

        assert end_of(2025, 6, 1, UTC) == found

    @pytest.mark.parametrize(("cut_off", "day"), [("13:31", 2), ("13:30", 3)])
    def test_cut_off_in_calendar_days(self, cut_off, day):
        """
        Where every day counts, the next counted day is the next day.
        """
        value = (
            '{ event = "dispatch", anchor = "placed", days = 1, unit = "calendar_days",'
            f' cut_off = "{cut_off}" }}'
        )

        assert date(2025, 6, day) == self.due(value).date()

    def test_hours_from_a_release(self):
        """
        Hours from a release run from the first instant of that day in the seller's zone.
        """
        value = '{ event = "dispatch", anchor = "release", days = 12, unit = "hours" }'
        seller = ReleaseOn(date(2025, 7, 1), "America/New_York")
        market = ReleaseOn(date(2025, 7, 1))

        assert "2025-07-01 16:00:00+00:00" == str(self.due(value, promise=seller))
        assert "2025-07-01 12:00:00+00:00" == str(self.due(value, promise=market))

    def test_after_a_dispatch_deadline_in_hours(self):
        """
        The day of a dispatch deadline is its day too where that deadline is counted in hours.
        """
        hours = '{ event = "dispatch", anchor = "placed", days = 48, unit = "hours" }'
        value = (
            '{ event = "dispatch", anchor = "dispatch_deadline", days = 2, unit = "calendar_days" }'
        )
        found = self.due(value, ("deadlines.pre_order.dispatch", hours), name="auto_cancel")

        assert end_of(2025, 6, 5, UTC) == found

    def test_promise_and_hours(self):
        """
        Hours after a promise are refused: a promise ends with a day, and not at an hour.
        """
        value = (
            '{ event = "dispatch", anchor = "placed", promise = true, days = 48, unit = "hours" }'
        )

        with pytest.raises(PackError, match="cannot be hours after a promise"):
            self.due(value)

    def test_too_far(self):
        """
        A day after the last one that a calendar has is not computed, and the reason says so.
        """
        order = an_order(placed_at=datetime(9999, 12, 30, tzinfo=BANGKOK))
        missing = deadlines.of(order, in_force("th", 2026, 1, 2)).dispatch.missing

        assert "deadline.too_far" == missing.code
        assert missing.explain("en") != missing.explain("zh")


class TestDeadline:
    """
    One deadline of one order.
    """

    DUE = deadlines.of(an_order(), in_force("th", 2026, 1, 2)).dispatch

    @pytest.mark.parametrize(
        ("late_by", "met"),
        [(0, True), (500, True), (999, True), (1_000, False)],
        ids=["on the second", "half a second", "the last millisecond", "a second"],
    )
    def test_the_due_second_counts_in_full(self, late_by, met):
        """
        23:59:59.5 is in time, midnight is not.
        """
        assert met is self.DUE.met_at(self.DUE.due + timedelta(milliseconds=late_by))

    def test_nothing_due(self):
        """
        What is not due cannot be missed.
        """
        nothing = deadlines.of(an_order(), in_force("th", 2026, 1, 2)).delivery

        assert nothing.met_at(datetime(2099, 1, 1, tzinfo=UTC))

    def test_all(self):
        """
        All five come in the order in which they fall due, each under its name.
        """
        found = deadlines.of(an_order(), in_force("th", 2026, 1, 2))

        assert tuple(DeadlineName) == tuple(due.name for due in found.all())
        assert ("o1", "th@2026-01-01") == (found.order_id, found.edition)

    def test_source(self):
        """
        A deadline names its rule and its page.
        """
        policy = in_force("th", 2026, 1, 2)

        assert "deadlines.pre_order.dispatch" == self.DUE.rule
        assert policy.source(self.DUE.rule) == self.DUE.source
