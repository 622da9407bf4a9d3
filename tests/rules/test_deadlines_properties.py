"""
Laws of deadlines, across clock changes and leap days.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.making import an_order, own_policy
from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    DeadlineName,
    DeliveredDeadlines,
    Hours,
    OrderKind,
    ReleaseOn,
    ShipWithin,
    deadlines,
)
from tiktok_presale.strategies import (
    CLOCK_CHANGES,
    calendars,
    dates,
    days,
    instants,
    judged_orders,
    policies,
    zones,
)
from tiktok_presale.values.instants import utc
from tiktok_presale.values.vocabulary import Anchor

SECOND = timedelta(seconds=1)
TIMES = [
    "placed_at",
    "paid_at",
    "balance_paid_at",
    "awaiting_shipment_at",
    "dispatched_at",
    "collected_at",
    "delivered_at",
    "cancelled_at",
]

# A market in each of the three zones, with every way in which a deadline may be counted.
FIGURES = {
    "calendar.week": '["mon", "tue", "wed", "thu", "fri"]',
    "deadlines.standard.dispatch": (
        '{ event = "dispatch", anchor = "placed", days = 2, unit = "business_days",'
        ' cut_off = "14:00" }'
    ),
    "deadlines.standard.collection": (
        '{ event = "collection", anchor = "placed", days = 0, unit = "calendar_days" }'
    ),
    "deadlines.standard.auto_cancel": (
        '{ event = "dispatch", anchor = "dispatch_deadline", days = 5, unit = "business_days" }'
    ),
    "deadlines.standard.auto_cancel_uncollected": (
        '{ event = "collection", anchor = "placed", days = 1, unit = "calendar_days",'
        ' cut_off = "02:30" }'
    ),
    "deadlines.standard.delivery": (
        '{ event = "delivery", anchor = "placed", days = 72, unit = "hours" }'
    ),
    "deadlines.pre_order.dispatch": (
        '{ event = "dispatch", anchor = "placed", promise = true, days = 0,'
        ' unit = "calendar_days" }'
    ),
    "deadlines.pre_order.auto_cancel": (
        '{ event = "dispatch", anchor = "placed", promise = true, days = 2,'
        ' unit = "calendar_days" }'
    ),
    "deadlines.back_order.dispatch": (
        '{ event = "dispatch", anchor = "placed", promise = true, days = 1,'
        ' unit = "business_days" }'
    ),
    "deadlines.custom.dispatch": (
        '{ event = "dispatch", anchor = "release", days = 2, unit = "business_days" }'
    ),
}
ACROSS = {zone: own_policy(FIGURES, zone=zone) for zone in CLOCK_CHANGES}


def computed(order, policy, **given):
    """
    The computed deadlines by name, as instants in UTC.
    """
    found = deadlines.of(order, policy, **given).all()
    return {due.name: due.computed and utc(due.computed) for due in found}


@st.composite
def placed_across(draw, kinds=tuple(OrderKind)):
    """
    An order in one of the three zones at an awkward instant, with its policy and a calendar.
    """
    zone = draw(st.sampled_from(sorted(ACROSS)))
    placed = draw(instants(zone=ZoneInfo(zone)).filter(lambda at: at.year <= 2026))
    kind = draw(st.sampled_from(kinds))
    promise = draw(st.builds(ShipWithin, days()))
    if kind is OrderKind.CUSTOM:
        promise = draw(st.builds(ReleaseOn, dates(last=datetime(2026, 12, 31).date())))
    order = an_order(kind=kind, placed_at=placed, promise=promise)
    return order, ACROSS[zone], draw(calendars())


class TestLongerPromise:
    """
    A longer promise is never due earlier.
    """

    @given(placed_across([OrderKind.PRE_ORDER, OrderKind.BACK_ORDER]), st.integers(0, 30))
    def test_across_clock_changes(self, case, more):
        """
        Wherever and whenever the order was placed.
        """
        order, policy, calendar = case
        longer = type(order.promise.days)(order.promise.days.count + more)
        late = attrs.evolve(order, promise=ShipWithin(longer))
        soon, later = (computed(o, policy, calendar=calendar) for o in (order, late))

        for name in (DeadlineName.DISPATCH, DeadlineName.AUTO_CANCEL):
            assert soon[name] is None or soon[name] <= later[name]

    @given(judged_orders(), st.integers(1, 30))
    def test_in_every_market(self, judged, more):
        """
        And under every edition.
        """
        order, policy = judged
        if isinstance(order.promise, ShipWithin):
            longer = type(order.promise.days)(order.promise.days.count + more)
            late = attrs.evolve(order, promise=ShipWithin(longer))
        else:
            late = attrs.evolve(
                order,
                promise=attrs.evolve(order.promise, on=order.promise.on + timedelta(days=more)),
            )
        soon, later = computed(order, policy), computed(late, policy)

        for name in DeadlineName:
            assert soon[name] is None or later[name] is None or soon[name] <= later[name]


class TestAnchor:
    """
    A deadline never falls before its anchor.
    """

    @given(placed_across())
    def test_across_clock_changes(self, case):
        """
        The due second counts in full, so an order in that second is not after it.
        """
        order, policy, calendar = case
        found = computed(order, policy, calendar=calendar)

        for name, due in found.items():
            term = policy.deadline(order.kind, name)
            if due is None:
                continue
            if term.anchor is Anchor.PLACED:
                assert utc(order.placed_at) < due + SECOND
            elif term.anchor is Anchor.DISPATCH_DEADLINE:
                assert found[DeadlineName.DISPATCH] <= due
            else:
                assert order.promise.on <= due.astimezone(policy.zone).date()

    @given(judged_orders())
    def test_in_every_market(self, judged):
        """
        And under every edition.
        """
        order, policy = judged
        found = computed(order, policy)
        anchors = {
            Anchor.PLACED: order.placed_at,
            Anchor.PAID: order.paid_at,
            Anchor.BALANCE_PAID: order.balance_paid_at,
            Anchor.AWAITING_SHIPMENT: order.awaiting_shipment_at or order.placed_at,
            Anchor.DISPATCH_DEADLINE: found[DeadlineName.DISPATCH],
        }
        for name, due in found.items():
            term = policy.deadline(order.kind, name)
            start = None if term is None else anchors.get(term.anchor)

            assert due is None or start is None or utc(start) < due + SECOND


class TestNonWorkingDays:
    """
    A deadline never falls on a non-working day where only working days count.
    """

    @given(placed_across())
    def test_with_any_calendar(self, case):
        """
        Whatever the week and the holidays are.
        """
        order, policy, calendar = case

        for due in deadlines.of(order, policy, calendar=calendar).all():
            term = policy.deadline(order.kind, due.name)
            if due.computed is not None and isinstance(term.add, BusinessDays):
                assert calendar.is_working(due.computed.date())

    @given(judged_orders(["us", "vn"]))
    def test_in_markets(self, judged):
        """
        Nor on a Sunday or a holiday of the United States or Vietnam.
        """
        order, policy = judged

        for due in deadlines.of(order, policy).all():
            term = policy.deadline(order.kind, due.name)
            if due.computed is None or not isinstance(term.add, BusinessDays):
                continue
            calendar_promise = isinstance(order.promise, ShipWithin) and isinstance(
                order.promise.days, CalendarDays
            )
            if not (term.promise and calendar_promise):
                assert policy.calendar().is_working(due.computed.date())


class TestSameInstant:
    """
    A deadline does not move when the same instant is given in another zone.
    """

    @given(judged_orders(), zones())
    def test_in_every_market(self, judged, zone):
        """
        Not one of the times of an order, nor all of them.
        """
        order, policy = judged
        moved = {
            name: getattr(order, name).astimezone(zone) for name in TIMES if getattr(order, name)
        }
        sent = {name.value: order.delivered.get(name) for name in DeadlineName}
        sent = {name: at and at.astimezone(zone) for name, at in sent.items()}
        elsewhere = attrs.evolve(order, **moved, delivered=DeliveredDeadlines(**sent))

        assert computed(order, policy) == computed(elsewhere, policy)

    @given(placed_across(), zones())
    def test_across_clock_changes(self, case, zone):
        """
        In an hour that comes twice, the two are told apart in every zone.
        """
        order, policy, calendar = case
        elsewhere = attrs.evolve(order, placed_at=order.placed_at.astimezone(zone))

        assert computed(order, policy, calendar=calendar) == computed(
            elsewhere, policy, calendar=calendar
        )


class TestDayAlone:
    """
    Edition, kind, promise, the anchor's day and the side of the cut-off alone decide.
    """

    @given(placed_across(), st.times())
    def test_across_clock_changes(self, case, clock):
        """
        Any other time of that day on the same side gives the same deadlines.
        """
        order, policy, calendar = case
        day = order.placed_at.date()
        wall = datetime.combine(day, clock, tzinfo=policy.zone)
        moved = utc(wall).astimezone(policy.zone)
        cuts = [
            term.cut_off
            for name in DeadlineName
            if (term := policy.deadline(order.kind, name)) is not None and term.cut_off
        ]
        side = [order.placed_at.time() >= cut for cut in cuts]
        assume(moved.date() == day and side == [moved.time() >= cut for cut in cuts])
        one = deadlines.of(order, policy, calendar=calendar)
        two = deadlines.of(attrs.evolve(order, placed_at=moved), policy, calendar=calendar)

        for name in DeadlineName:
            term = policy.deadline(order.kind, name)
            if term is not None and not isinstance(term.add, Hours):
                assert one.get(name) == two.get(name)

    @given(judged_orders())
    def test_what_happened_does_not_matter(self, judged):
        """
        Nor does anything that happens to the order afterwards, or what it costs.
        """
        order, policy = judged
        bare = attrs.evolve(
            order,
            id="another",
            items_total=None,
            dispatched_at=None,
            collected_at=None,
            delivered_at=None,
            cancelled_at=None,
            cancelled_by=None,
        )

        assert computed(order, policy) == computed(bare, policy)


class TestAnswer:
    """
    A deadline is computed, or the reason why not is given; never both, never neither.
    """

    @given(judged_orders())
    def test_one_of_the_two(self, judged):
        """
        For every order under its own edition.
        """
        order, policy = judged

        for due in deadlines.of(order, policy).all():
            assert (due.computed is None) is not (due.missing is None)

    @given(policies(), judged_orders())
    def test_foreign_edition(self, policy, judged):
        """
        And under an edition that it was never meant for.
        """
        order, _ = judged

        for due in deadlines.of(order, policy).all():
            assert (due.computed is None) is not (due.missing is None)
            assert due.missing is None or (due.missing.explain("en") and due.missing.explain("zh"))

    @given(placed_across())
    def test_end_of_day(self, case):
        """
        A due day ends with its last second: a second later it is another day.
        """
        order, policy, calendar = case

        for due in deadlines.of(order, policy, calendar=calendar).all():
            term = policy.deadline(order.kind, due.name)
            if due.computed is not None and not isinstance(term.add, Hours):
                after = (utc(due.computed) + SECOND).astimezone(policy.zone)

                assert due.computed.date() + timedelta(days=1) == after.date()
