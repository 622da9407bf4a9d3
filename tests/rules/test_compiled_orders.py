"""
Deadlines and charges compiled for order after order: the answers are those of the plain rule.
"""

import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.making import BANGKOK, HOLIDAYS, an_order, in_force, own_policy
from tiktok_presale import (
    CalendarDays,
    DeliveredDeadlines,
    Money,
    Order,
    OrderKind,
    ReleaseOn,
    ShipWithin,
    Stage,
    deadlines,
    overdue,
)
from tiktok_presale.errors import (
    CurrencyMismatchError,
    NaiveTimeError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.rules.compiled.standing import times_of
from tiktok_presale.rules.overdue import Assessment
from tiktok_presale.strategies import calendars, judged_orders, shops, zones
from tiktok_presale.values.instants import utc

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
AT = datetime(2026, 1, 20, tzinfo=UTC)
TH = in_force("th", 2026, 1, 2)
FIFTEEN = ShipWithin(CalendarDays(15))
FIVE = CalendarDays(5)
SPAN = {"first": date(2026, 1, 1), "last": date(2026, 1, 31)}
FIELDS = (*(field.name for field in attrs.fields(Assessment)), "due", "time_left", "was_late")


def compiled(order, policy, *, days=40, **further):
    """
    Compile what fits an order, for some days around the one on which it was placed.
    """
    placed = order.placed_at.astimezone(policy.zone).date()
    return overdue.compiled(
        policy,
        kind=order.kind,
        promise=order.promise,
        region=order.region,
        first=placed - 2 * DAY,
        last=placed + days * DAY,
        **further,
    )


def assert_same(plain, quick):
    """
    Compare two assessments in all that can be read of them, what is there at once first.
    """
    for name in ("state", "due", "late_by", "charges", "time_left", "was_late", *FIELDS):
        assert getattr(plain, name) == getattr(quick, name), name
    assert plain == quick
    assert hash(plain) == hash(quick)
    assert repr(plain) == repr(quick)


@st.composite
def asked(draw):
    """
    An order, its policy, and an instant near a deadline or an event.
    """
    order, policy = draw(judged_orders())
    dues = [utc(due.due) for due in deadlines.of(order, policy).all() if due.due is not None]
    times = [order.dispatched_at, order.collected_at, order.delivered_at, order.placed_at]
    off = draw(st.integers(-3, 3) | st.integers(-7 * 86_400, 7 * 86_400))
    at = draw(st.sampled_from([*dues, *(utc(time) for time in times if time is not None)]))
    return order, policy, at + off * SECOND / 2


class TestSameAnswer:
    """
    `compiled(policy, …).assess(order, at=at)` is `assess(order, policy, at=at)`.
    """

    @given(asked(), st.none() | shops(), zones())
    def test_every_policy(self, case, shop, zone):
        """
        Every edition, kind, promise and region gets the assessment of the plain rule.
        """
        order, policy, at = case
        assess = compiled(order, policy, days=4, shop=shop).assess
        shown = at.astimezone(zone)

        assert_same(overdue.assess(order, policy, at=shown, shop=shop), assess(order, at=shown))

    @given(asked(), calendars(), st.integers(0, 90))
    def test_own_calendar_and_soon(self, case, calendar, hours):
        """
        So it does with a calendar of the caller's own, and another idea of soon.
        """
        order, policy, at = case
        own = {"calendar": calendar, "soon": timedelta(hours=hours)}

        assert_same(
            overdue.assess(order, policy, at=at, **own),
            compiled(order, policy, days=2, **own).assess(order, at=at),
        )

    @given(st.data())
    def test_many_orders_of_one(self, data):
        """
        One assessor gives order after order its own answer, whatever was asked before.
        """
        (order, policy, at) = data.draw(asked())
        assess = compiled(order, policy, days=10).assess
        for _ in range(4):
            gap = timedelta(hours=data.draw(st.integers(-100, 300)))
            moved = attrs.evolve(
                order,
                placed_at=order.placed_at + gap,
                paid_at=None if order.paid_at is None else order.paid_at + abs(gap),
                balance_paid_at=None,
                awaiting_shipment_at=None,
                dispatched_at=None,
                collected_at=None,
                delivered_at=None,
                cancelled_at=None,
                delivered=data.draw(st.sampled_from([order.delivered, DeliveredDeadlines()])),
                promise=data.draw(
                    st.sampled_from([order.promise, copy.copy(order.promise), FIFTEEN])
                ),
            )
            then = at + timedelta(hours=data.draw(st.integers(-50, 50)))

            assert_same(overdue.assess(moved, policy, at=then), assess(moved, at=then))

    @pytest.mark.parametrize("off", [-1, -0.5, 0, 0.5, 1])
    @pytest.mark.parametrize("done", [None, "dispatched_at"])
    def test_the_due_second(self, off, done):
        """
        The due second counts in full, for what happened and for what has not.
        """
        due = datetime(2026, 1, 16, 23, 59, 59, tzinfo=BANGKOK) + off * SECOND
        order = an_order(**({done: due} if done else {}))

        assert_same(overdue.assess(order, TH, at=due), compiled(order, TH).assess(order, at=due))

    def test_each_side_of_a_clock_change(self):
        """
        Orders of every hour around the days on which the clocks change.
        """
        policy = own_policy(
            {
                "deadlines.standard.dispatch": '{ event = "dispatch", anchor = "placed", days = 2, '
                'unit = "calendar_days", cut_off = "14:00" }',
                "deadlines.standard.collection": '{ event = "collection", anchor = "placed", '
                'days = 3, unit = "calendar_days" }',
                "deadlines.standard.auto_cancel": '{ event = "dispatch", '
                'anchor = "dispatch_deadline", days = 24, unit = "hours" }',
            },
            zone="America/New_York",
        )
        for change in (datetime(2025, 3, 9, tzinfo=UTC), datetime(2025, 11, 2, tzinfo=UTC)):
            first = an_order(kind=OrderKind.STANDARD, placed_at=change - DAY, promise=None)
            assess = compiled(first, policy, days=5).assess
            for hour in range(0, 72, 2):
                at = change + timedelta(hours=hour, minutes=1)
                order = attrs.evolve(first, placed_at=at)

                for later in (2 * DAY, 3 * DAY, 4 * DAY + timedelta(hours=1)):
                    assert_same(
                        overdue.assess(order, policy, at=at + later),
                        assess(order, at=at + later),
                    )


CHARGES = {
    "flat": 'rate = 0.0, floor = { amount = "5.00", currency = "THB" }',
    "rate": "rate = 0.05",
    "floor and ceiling": 'rate = 0.05, floor = { amount = "20.00", currency = "THB" }, '
    'ceiling = { amount = "30.00", currency = "THB" }',
    "each day": 'rate = 0.05, every_days = 1, part_period = "share"',
    "nothing": "rate = 0.0",
    "one band": 'currency = "THB", bands = [{ above = "400.00", rate = 0.05 }]',
    "bands": 'currency = "THB", bands = [{ below = "500.00", flat = "3.00" }, '
    '{ at_least = "500.00", rate = 0.05 }]',
}


class TestClocks:
    """
    Each clock that a deadline may run from, known and not.
    """

    HOURS = '{{ event = "dispatch", anchor = "{}", days = 48, unit = "hours" }}'
    DAYS = '{{ event = "collection", anchor = "{}", days = 3, unit = "business_days" }}'
    ANCHORS = ("placed", "paid", "balance_paid", "awaiting_shipment")

    @pytest.mark.parametrize("kind", OrderKind)
    @pytest.mark.parametrize("awaiting", [None, timedelta(hours=30)])
    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"dispatch": timedelta(days=2, hours=20)},
            {"auto_cancel": timedelta(days=1), "collection": timedelta(days=3)},
        ],
    )
    def test_united_states(self, kind, awaiting, sent):
        """
        Releases, holds and auto-cancels that count from dispatch, with and without sent ones.
        """
        us = in_force("us", 2026, 6, 1)
        placed = datetime(2026, 6, 3, 1, tzinfo=UTC)
        days = ReleaseOn(date(2026, 6, 10)) if kind is OrderKind.PRE_ORDER else ShipWithin(FIVE)
        order = Order(
            id="o1",
            kind=kind,
            placed_at=placed,
            total=Money("10.00", "USD"),
            promise=days,
            awaiting_shipment_at=None if awaiting is None else placed + awaiting,
            delivered=DeliveredDeadlines(**{name: placed + after for name, after in sent.items()}),
        )
        assess = compiled(order, us).assess
        for after in range(0, 25 * 24, 31):
            at = placed + timedelta(hours=after)

            assert_same(overdue.assess(order, us, at=at), assess(order, at=at))

    @pytest.mark.parametrize("anchor", ANCHORS)
    @pytest.mark.parametrize("form", [HOURS, DAYS])
    @pytest.mark.parametrize("hold", [False, True])
    @pytest.mark.parametrize("further", [False, True])
    def test_own_terms(self, anchor, form, hold, further):
        """
        Hours and days from one clock or from two, with and without a hold.
        """
        figures = {
            "calendar.week": '["mon", "tue", "wed", "thu", "fri"]',
            "deadlines.standard.dispatch": form.format(anchor),
        }
        if hold:
            figures["deadlines.pending_hold"] = "{ hours = 1 }"
        if further:
            figures["deadlines.standard.collection"] = self.DAYS.format("placed")
        policy = own_policy(figures, holidays=HOLIDAYS)
        placed = datetime(2025, 4, 28, 22, tzinfo=UTC)
        clocks = {"paid_at": placed + DAY, "balance_paid_at": placed + 2 * DAY}
        clocks["awaiting_shipment_at"] = placed + 3 * DAY
        for known in ({}, clocks):
            order = an_order(kind=OrderKind.STANDARD, promise=None, placed_at=placed, **known)
            assess = compiled(order, policy, days=3).assess
            for day in range(1, 12, 3):
                at = placed + day * DAY

                assert_same(overdue.assess(order, policy, at=at), assess(order, at=at))


class TestCharges:
    """
    Charges come from terms that are read once, and are those of the plain rule to the satang.
    """

    @pytest.mark.parametrize("market", ["cross-border", "douyin", "tmall", "taobao"])
    @pytest.mark.parametrize("minor", [0, 1, 299, 300, 301, 29_999, 30_000, 123_457, 10**8])
    def test_shipped_packs(self, market, minor):
        """
        Each shipped charge, at prices around its bands, floors and ceilings.
        """
        shipped = in_force(market, 2026, 6, 1)
        currency = shipped.pack.currency
        order = an_order(
            promise=ShipWithin(CalendarDays(3)),
            placed_at=datetime(2026, 6, 3, tzinfo=UTC),
            paid_at=datetime(2026, 6, 3, tzinfo=UTC),
            total=Money.from_minor(minor, currency),
            delivered=DeliveredDeadlines(
                dispatch=datetime(2026, 6, 6, tzinfo=UTC),
                collection=datetime(2026, 6, 7, tzinfo=UTC),
            ),
        )
        at = datetime(2026, 6, 30, tzinfo=UTC)

        assert_same(
            overdue.assess(order, shipped, at=at), compiled(order, shipped).assess(order, at=at)
        )

    @pytest.mark.parametrize("name", CHARGES)
    @pytest.mark.parametrize("base", ["order", "items"])
    @pytest.mark.parametrize("minor", [1, 39_999, 40_000, 50_010, 60_001])
    def test_own_terms(self, name, base, minor):
        """
        Terms with a floor, a ceiling, a period, and none at all.
        """
        policy = own_policy(
            {
                "deadlines.pre_order.dispatch": '{ event = "dispatch", anchor = "placed", '
                'promise = true, days = 0, unit = "calendar_days" }',
                "overdue.charges.late": f'{{ trigger = "late", payee = "buyer", base = "{base}", '
                f'rounding = "half_up", {CHARGES[name]} }}',
            },
            currency="THB",
        )
        order = an_order(
            total=Money.from_minor(70_000, "THB"), items_total=Money.from_minor(minor, "THB")
        )

        assert_same(
            overdue.assess(order, policy, at=AT), compiled(order, policy).assess(order, at=AT)
        )


class TestAskedPlainly:
    """
    What the compiled path does not cover is asked of the plain rule, and answered alike.
    """

    @pytest.mark.parametrize(
        "fields",
        [
            {"kind": OrderKind.STANDARD},
            {"promise": None},
            {"promise": ShipWithin(CalendarDays(16))},
            {"promise": ReleaseOn(date(2026, 1, 31))},
            {"region": "kedah"},
            {"held": True},
            {"shipped_by_seller": False},
            {"cancelled_at": AT - DAY},
            {"cancelled_at": AT + DAY},
            {"stage": Stage.DISPATCHED},
            {"stage": Stage.COLLECTED, "dispatched_at": AT - DAY},
            {"stage": Stage.DELIVERED, "dispatched_at": AT - DAY, "collected_at": AT - DAY},
            {"collected_at": AT - DAY},
            {"dispatched_at": AT - DAY, "delivered_at": AT},
            {"placed_at": datetime(2025, 12, 1, tzinfo=UTC)},
            {"placed_at": datetime(2026, 2, 1, tzinfo=BANGKOK)},
            {"placed_at": datetime(2026, 2, 1, tzinfo=BANGKOK) - timedelta(microseconds=1)},
            {"dispatched_at": AT - DAY, "collected_at": AT - 2 * DAY, "delivered_at": AT - 3 * DAY},
            {"dispatched_at": AT - DAY, "collected_at": AT - 2 * DAY},
            {"delivered": DeliveredDeadlines(auto_cancel=AT)},
        ],
    )
    def test_other_orders(self, fields):
        """
        Orders of another kind, promise, region, day or fate.
        """
        assess = overdue.compiled(TH, kind=OrderKind.PRE_ORDER, promise=FIFTEEN, **SPAN).assess
        order = an_order(**fields)

        assert_same(overdue.assess(order, TH, at=AT), assess(order, at=AT))

    def test_until_the_end_of_all_days(self):
        """
        A promise that no calendar can hold gets the plain rule's answer, or its very error.
        """
        for days in (10**9, 2_912_000, 2_911_980):
            promise = ShipWithin(CalendarDays(days))
            order = an_order(promise=promise)
            assess = overdue.compiled(TH, kind=OrderKind.PRE_ORDER, promise=promise, **SPAN).assess
            try:
                plain = overdue.assess(order, TH, at=AT)
            except OverflowError:
                with pytest.raises(OverflowError):
                    assess(order, at=AT)
            else:
                assert_same(plain, assess(order, at=AT))


class TestMadeWhenRead:
    """
    State, lateness and charges are there at once; the rest is made when it is first read.
    """

    LIGHT = ("order_id", "kind", "edition", "at", "state", "due", "late_by", "charges", "time_left")

    def test_nothing_is_made_before(self, monkeypatch):
        """
        What is there at once needs no plain rule, and what is not asks it once.
        """
        made = []
        real = overdue.assess

        def spying(*args, **named):
            made.append(args)
            return real(*args, **named)

        monkeypatch.setattr("tiktok_presale.rules.compiled.orders.assess_plainly", spying)
        found = compiled(an_order(), TH).assess(an_order(), at=AT)
        for name in self.LIGHT:
            getattr(found, name)

        assert made == []
        assert found.deadlines.dispatch.due == found.due
        assert found.findings == real(an_order(), TH, at=AT).findings
        assert len(made) == 1

    def test_it_is_the_very_class(self):
        """
        A compiled assessment is an `Assessment`, frozen and without a dictionary.
        """
        found = compiled(an_order(), TH).assess(an_order(), at=AT)

        assert type(found) is Assessment
        assert not hasattr(found, "__dict__")
        for name in (*FIELDS, "order", "whole", "remark"):
            with pytest.raises(AttributeError):
                setattr(found, name, None)
        with pytest.raises(AttributeError, match="no attribute 'remark'"):
            _ = found.remark

    @pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
    def test_pickles_and_copies(self, protocol):
        """
        It is pickled, copied and evolved as a whole, in every protocol.
        """
        order = an_order()
        plain, assess = overdue.assess(order, TH, at=AT), compiled(order, TH).assess

        def quick():
            return assess(order, at=AT)

        assert_same(plain, pickle.loads(pickle.dumps(quick(), protocol)))  # noqa: S301 - our own bytes
        assert plain == copy.copy(quick())
        assert plain == copy.deepcopy(quick())
        assert attrs.evolve(plain, order_id="o2") == attrs.evolve(quick(), order_id="o2")

    def test_compiled_is_pickled_as_what_it_was_made_of(self):
        """
        An assessor that has assessed is equal to one that has not, and survives pickling.
        """
        order = an_order()
        assessor = compiled(order, TH)
        assessor.assess(order, at=AT)
        back = pickle.loads(pickle.dumps(assessor))  # noqa: S301 - our own bytes

        assert compiled(order, TH) == assessor == back
        assert assessor.assess(order, at=AT) == back.assess(order, at=AT)


class TestErrors:
    """
    What makes no sense is refused as the plain rule refuses it.
    """

    @pytest.mark.parametrize(
        ("order", "at", "error"),
        [
            (None, AT, WrongTypeError),
            ("o1", AT, WrongTypeError),
            (an_order(), datetime(2026, 1, 20), NaiveTimeError),
            (an_order(), "2026-01-20", WrongTypeError),
            (None, datetime(2026, 1, 20), NaiveTimeError),
            (an_order(), datetime.max.replace(tzinfo=ZoneInfo("America/New_York")), OverflowError),
        ],
    )
    def test_same_error(self, order, at, error):
        """
        The class and the sentence are the same.
        """
        assess = compiled(an_order(), TH).assess
        assess(an_order(), at=AT)
        with pytest.raises(error) as plain:
            overdue.assess(order, TH, at=at)
        with pytest.raises(error) as quick:
            assess(order, at=at)

        assert str(plain.value) == str(quick.value)

    @pytest.mark.parametrize("total", ["10.00", "0.00"])
    def test_another_currency(self, total):
        """
        A price that no term can be compared with is refused, late or not, as by the plain rule.
        """
        tmall = in_force("tmall", 2026, 6, 1)
        order = Order(
            id="o1",
            kind=OrderKind.PRE_ORDER,
            placed_at=datetime(2026, 6, 3, tzinfo=UTC),
            total=Money(total, "USD"),
            delivered=DeliveredDeadlines(dispatch=datetime(2026, 6, 6, tzinfo=UTC)),
        )
        assess = compiled(order, tmall).assess

        assert_same(
            overdue.assess(order, tmall, at=order.placed_at), assess(order, at=order.placed_at)
        )
        with pytest.raises(CurrencyMismatchError) as plain:
            overdue.assess(order, tmall, at=order.placed_at + 10 * DAY)
        with pytest.raises(CurrencyMismatchError) as quick:
            assess(order, at=order.placed_at + 10 * DAY)
        assert plain.value == quick.value

    @pytest.mark.parametrize(
        ("named", "error"),
        [
            ({"kind": "pre_order"}, WrongTypeError),
            ({"promise": 15}, WrongTypeError),
            ({"region": ""}, WrongTypeError),
            ({"shop": "s1"}, WrongTypeError),
            ({"calendar": "th"}, WrongTypeError),
            ({"soon": 24}, WrongTypeError),
            ({"first": date(2026, 2, 1)}, OutOfRangeError),
            ({"last": AT}, WrongTypeError),
        ],
    )
    def test_arguments(self, named, error):
        """
        Each argument is asked for by its type.
        """
        (name,) = named
        with pytest.raises(error, match=name if name != "first" else "last"):
            overdue.compiled(TH, **{"kind": OrderKind.PRE_ORDER, **SPAN, **named})
        with pytest.raises(WrongTypeError, match="policy"):
            overdue.compiled("th", kind=OrderKind.PRE_ORDER, **SPAN)


@pytest.mark.parametrize("zone", [UTC, BANGKOK], ids=["utc", "bangkok"])
def test_dispatched_and_no_more(zone):
    """
    An order of which only the dispatch is told, in UTC and in a zone, is seen at that instant.
    """
    dispatched = datetime(2026, 1, 5, 3, tzinfo=UTC)

    assert (dispatched, None, None) == times_of(an_order(dispatched_at=dispatched.astimezone(zone)))
