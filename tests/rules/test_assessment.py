"""
What does lateness cost? One order at one instant: its state, its charges, what is at stake.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from rules.making import BANGKOK, PACIFIC, SAIGON, SHANGHAI, an_order, in_force, own_policy
from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    DeliveredDeadlines,
    Event,
    Money,
    OrderKind,
    Outcome,
    Party,
    Rate,
    ReleaseOn,
    ShipWithin,
    Shop,
    Stage,
    overdue,
)
from tiktok_presale.errors import NaiveTimeError
from tiktok_presale.rules.overdue import State

TH_2025, TH_2026 = in_force("th", 2025, 12, 1), in_force("th", 2026, 1, 2)
BRIEF = in_force("cross-border", 2025, 6, 1)
US = in_force("us", 2026, 2, 1)
VN = in_force("vn", 2025, 9, 1)

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
PLACED = datetime(2025, 12, 1, 9, tzinfo=BANGKOK)
DUE = datetime(2025, 12, 16, 23, 59, 59, tzinfo=BANGKOK)
CANCEL = DUE + 2 * DAY


def thai(**fields):
    """
    A pre-order of 15 days of 1 December 2025: due on the 16th, cancelled after the 18th.
    """
    return an_order(placed_at=PLACED, **fields)


def brief_order(**fields):
    """
    A pre-order of the brief: placed on 1 June 2025, due and closed after the 16th, in dollars.
    """
    ours = {"placed_at": datetime(2025, 6, 1, 9, tzinfo=SHANGHAI), "total": Money(30, "USD")}
    return an_order(**{**ours, **fields})


BRIEF_DUE = datetime(2025, 6, 16, 23, 59, 59, tzinfo=SHANGHAI)


class TestStates:
    """
    Where an order stands against its deadlines.
    """

    @pytest.mark.parametrize(
        ("at", "fields", "state"),
        [
            (PLACED, {}, State.NOT_DUE),
            (DUE - DAY - SECOND, {}, State.NOT_DUE),
            (DUE - DAY, {}, State.DUE_SOON),
            (DUE, {}, State.DUE_SOON),
            (DUE + 0.5 * SECOND, {}, State.DUE_SOON),
            (DUE + SECOND, {}, State.LATE),
            (CANCEL, {}, State.LATE),
            (CANCEL + 0.5 * SECOND, {}, State.LATE),
            (CANCEL + SECOND, {}, State.CANCELLABLE),
            (DUE - 5 * DAY, {"dispatched_at": DUE - 6 * DAY}, State.MET),
            (DUE - 7 * DAY, {"dispatched_at": DUE - 6 * DAY}, State.NOT_DUE),
            (CANCEL + DAY, {"dispatched_at": DUE + HOUR}, State.MET),
            (CANCEL + DAY, {"stage": Stage.DISPATCHED}, State.MET),
            (CANCEL + DAY, {"cancelled_at": DUE}, State.CANCELLED),
            (DUE - SECOND, {"cancelled_at": DUE}, State.DUE_SOON),
            (DUE, {"cancelled_at": DUE}, State.CANCELLED),
        ],
        ids=[
            "placed",
            "more than a day before",
            "a day before",
            "on the last second",
            "within the last second",
            "a second late",
            "on the last second before it is cancelled",
            "within that second",
            "past it",
            "dispatched",
            "to be dispatched tomorrow",
            "dispatched late",
            "dispatched at a time nobody told",
            "cancelled",
            "to be cancelled in a second",
            "cancelled just now",
        ],
    )
    def test_table(self, at, fields, state):
        """
        One row of the table of states, at its edge.
        """
        assert state is overdue.assess(thai(**fields), TH_2025, at=at).state

    def test_soon(self):
        """
        How soon is soon is an argument.
        """
        far = overdue.assess(thai(), TH_2025, at=DUE - 3 * DAY, soon=3 * DAY)

        assert State.DUE_SOON is far.state

    def test_nothing_known(self):
        """
        Where no deadline is known nothing can be said.
        """
        found = overdue.assess(thai(), in_force("uk", 2025, 12, 10), at=DUE)

        assert (State.UNKNOWN, None, None) == (found.state, found.next, found.time_left)

    def test_nothing_known_but_done(self):
        """
        What was dispatched has met whatever there was to meet.
        """
        order = thai(dispatched_at=PLACED + DAY)

        assert State.MET is overdue.assess(order, in_force("uk", 2025, 12, 10), at=DUE).state

    @pytest.mark.parametrize(
        ("at", "stage", "state"),
        [
            (datetime(2025, 9, 5, 12, tzinfo=SAIGON), Stage.PLACED, State.DUE_SOON),
            (datetime(2025, 9, 6, 0, 0, 0, tzinfo=SAIGON), Stage.PLACED, State.LATE),
            (datetime(2025, 9, 9, 0, 0, 0, tzinfo=SAIGON), Stage.PLACED, State.CANCELLABLE),
            (datetime(2025, 9, 9, 0, 0, 0, tzinfo=SAIGON), Stage.DISPATCHED, State.LATE),
            (datetime(2025, 9, 10, 0, 0, 0, tzinfo=SAIGON), Stage.DISPATCHED, State.CANCELLABLE),
            (datetime(2025, 9, 10, 0, 0, 0, tzinfo=SAIGON), Stage.COLLECTED, State.MET),
        ],
        ids=[
            "due today",
            "not collected",
            "not dispatched",
            "dispatched",
            "dispatched and never collected",
            "collected",
        ],
    )
    def test_vietnam(self, at, stage, state):
        """
        A standard order of Friday noon: collected that day, dispatched by Monday, or cancelled.
        """
        placed = datetime(2025, 9, 5, 9, tzinfo=SAIGON)
        order = an_order(
            kind=OrderKind.STANDARD,
            placed_at=placed,
            promise=None,
            total=Money(219_000, "VND"),
            stage=stage,
        )

        assert state is overdue.assess(order, VN, at=at).state

    def test_auto_cancel_alone(self):
        """
        Where only auto-cancel is known, it is what the order is measured against.
        """
        policy = in_force("id", 2025, 12, 1)
        order = thai(kind=OrderKind.STANDARD, promise=None)
        found = overdue.assess(order, policy, at=PLACED + HOUR)

        assert State.NOT_DUE is found.state
        assert "auto_cancel" == found.next.name

    def test_uncollected_keeps_it_open(self):
        """
        A dispatched order that will be cancelled unless it is collected has not met everything.
        """
        sent = DeliveredDeadlines(auto_cancel_uncollected=CANCEL)
        order = thai(dispatched_at=PLACED + DAY, delivered=sent)
        before = overdue.assess(order, TH_2025, at=DUE)
        after = overdue.assess(order, TH_2025, at=CANCEL + SECOND)

        assert State.CANCELLABLE is after.state
        assert State.MET is not before.state
        assert "auto_cancel_uncollected" == before.next.name

    def test_next(self):
        """
        Of two open duties the one that is due first decides.
        """
        policy = in_force("cross-border", 2025, 6, 1)
        placed = datetime(2025, 6, 1, 9, tzinfo=SHANGHAI)
        order = an_order(kind=OrderKind.STANDARD, placed_at=placed, promise=None)
        shipped = an_order(
            kind=OrderKind.STANDARD, placed_at=placed, promise=None, dispatched_at=placed + HOUR
        )
        at = placed + 2 * HOUR

        assert "dispatch" == overdue.assess(order, policy, at=at).next.name
        assert "collection" == overdue.assess(shipped, policy, at=at).next.name
        assert 94 * HOUR == overdue.assess(shipped, policy, at=at).time_left

    def test_naive(self):
        """
        The instant of asking has a zone.
        """
        with pytest.raises(NaiveTimeError):
            overdue.assess(thai(), TH_2025, at=datetime(2025, 12, 20))


class TestTime:
    """
    How long is left, and by how much a deadline was missed.
    """

    @pytest.mark.parametrize("offset", [-3 * DAY, -SECOND, 0 * DAY, SECOND, 2 * DAY], ids=str)
    def test_left(self, offset):
        """
        Positive before the deciding deadline, negative after it.
        """
        assert -offset == overdue.assess(thai(), TH_2025, at=DUE + offset).time_left

    def test_left_across_a_clock_change(self):
        """
        Hours that elapse are counted, not hours on the wall: clocks go forward on 8 March 2026.
        """
        order = an_order(
            placed_at=datetime(2026, 2, 2, tzinfo=PACIFIC),
            promise=ReleaseOn(datetime(2026, 3, 5).date()),
        )
        at = datetime(2026, 3, 6, 23, 59, 59, tzinfo=PACIFIC)

        assert 71 * HOUR == overdue.assess(order, US, at=at).time_left

    @pytest.mark.parametrize(
        ("at", "fields", "late_by"),
        [
            (DUE, {}, 0 * DAY),
            (DUE + 0.5 * SECOND, {}, 0 * DAY),
            (DUE + SECOND, {}, SECOND),
            (DUE + 9 * DAY, {"dispatched_at": DUE + DAY}, DAY),
            (DUE + 9 * DAY, {"dispatched_at": DUE - DAY}, 0 * DAY),
            (DUE + HOUR, {"dispatched_at": DUE + DAY}, HOUR),
            (DUE + 9 * DAY, {"cancelled_at": DUE + HOUR}, HOUR),
            (DUE + 9 * DAY, {"cancelled_at": DUE - HOUR}, 0 * DAY),
            (DUE + 9 * DAY, {"stage": Stage.DISPATCHED}, 0 * DAY),
        ],
        ids=[
            "on the last second",
            "within it",
            "a second",
            "dispatched a day late",
            "dispatched in time",
            "not dispatched yet",
            "cancelled while late",
            "cancelled in time",
            "no proof of lateness",
        ],
    )
    def test_late_by(self, at, fields, late_by):
        """
        Lateness ends with the dispatch or the cancellation, and needs proof.
        """
        found = overdue.assess(thai(**fields), TH_2025, at=at)

        assert late_by == found.late_by
        assert bool(late_by) is found.was_late


class TestBrief:
    """
    F16 and F17: closed once late, the payment lost, and 8 USD return freight for each order.
    """

    def test_in_time(self):
        """
        Nothing is charged before, and the buyer's money is what a cancellation would cost.
        """
        found = overdue.assess(brief_order(), BRIEF, at=BRIEF_DUE)

        assert ("nothing", "30.00 USD") == (str(found.charges), str(found.exposure))

    def test_late(self):
        """
        A second late costs 8 USD, and the order's money is at stake beside it.
        """
        found = overdue.assess(brief_order(), BRIEF, at=BRIEF_DUE + SECOND)

        assert State.CANCELLABLE is found.state
        assert {"return_freight": (Money(8, "USD"),)} == found.charges.by_code()
        assert ("8.00 USD", "38.00 USD") == (str(found.charges), str(found.exposure))

    def test_two_hundred(self):
        """
        200 late orders come out as 1,600 USD of freight.
        """
        orders = [brief_order(id=f"o{n}") for n in range(200)]
        found = overdue.statement(orders, BRIEF, at=BRIEF_DUE + SECOND)

        assert Money(1_600, "USD") == found.charges.total("USD")
        assert Money(1_600 + 200 * 30, "USD") == found.exposure.total("USD")

    def test_standard(self):
        """
        The freight was reported of pre-orders alone.
        """
        order = brief_order(kind=OrderKind.STANDARD, promise=None)
        found = overdue.assess(order, BRIEF, at=BRIEF_DUE)

        assert State.LATE is found.state
        assert "nothing" == str(found.charges)

    def test_who_pays_whom(self):
        """
        A charge says who receives it, what it is for, which order it is on and where it stands.
        """
        (charge,) = overdue.assess(brief_order(), BRIEF, at=BRIEF_DUE + DAY).charges.lines

        assert ("carrier", "o1", "overdue.charges.return_freight") == (
            charge.payee,
            charge.order_id,
            charge.rule,
        )
        assert BRIEF.source(charge.rule) == charge.source

    def test_nothing_to_lose(self):
        """
        An order without a price has no money to give back.
        """
        order = brief_order(total=Money(0, "USD"))
        found = overdue.assess(order, BRIEF, at=BRIEF_DUE)

        assert () == found.exposure.lines


class TestUnitedStates:
    """
    5 USD for each late order, from 12 January 2026, only while the rate is above 10 %.
    """

    DUE = datetime(2026, 4, 2, 23, 59, 59, tzinfo=PACIFIC)

    @staticmethod
    def order(**fields):
        """
        A pre-order released on 31 March 2026.
        """
        ours = {
            "placed_at": datetime(2026, 2, 2, tzinfo=PACIFIC),
            "promise": ReleaseOn(datetime(2026, 3, 31).date()),
            "total": Money(50, "USD"),
        }
        return an_order(**{**ours, **fields})

    @pytest.mark.parametrize(
        ("rate", "charges"),
        [
            (Decimal("0.10"), "nothing"),
            (Rate(10, 100), "nothing"),
            (Decimal("0.1001"), "5.00 USD"),
            (Rate(101, 1000), "5.00 USD"),
            (Rate(0, 0), "nothing"),
        ],
        ids=str,
    )
    def test_rate(self, rate, charges):
        """
        10 % itself is not above 10 %.
        """
        shop = Shop(id="s1", metrics={"late_dispatch_rate": rate})
        found = overdue.assess(self.order(), US, at=self.DUE + SECOND, shop=shop)

        assert (charges, "nothing") == (str(found.charges), str(found.contingent))

    @pytest.mark.parametrize("shop", [None, Shop(id="s1")], ids=["no shop", "no rate"])
    def test_rate_not_known(self, shop):
        """
        Where the rate is not known the fee hangs on it, and a finding says so.
        """
        found = overdue.assess(self.order(), US, at=self.DUE + SECOND, shop=shop)

        assert ("nothing", "5.00 USD") == (str(found.charges), str(found.contingent))
        assert [("charge.metric", Outcome.UNKNOWN, "late_dispatch_rate")] == [
            (finding.code, finding.outcome, finding.params["name"]) for finding in found.findings
        ]

    def test_before(self):
        """
        Under the edition of the day before there was no fee.
        """
        policy = in_force("us", 2026, 1, 11)
        shop = Shop(id="s1", metrics={"late_dispatch_rate": Decimal(1)})
        found = overdue.assess(self.order(), policy, at=self.DUE + DAY, shop=shop)

        assert "nothing" == str(found.charges)

    def test_late_and_safe(self):
        """
        With tracking and without a scan an order is late, yet safe from auto-cancel.
        """
        order = self.order(dispatched_at=self.DUE - DAY)
        found = overdue.assess(order, US, at=self.DUE + 30 * DAY)

        assert State.LATE is found.state
        assert Event.COLLECTION is found.next.event

    @pytest.mark.parametrize(
        ("fields", "late"),
        [
            ({}, True),
            ({"delivered_at": datetime(2026, 4, 9, 12, tzinfo=PACIFIC)}, True),
            ({"delivered_at": datetime(2026, 4, 8, 12, tzinfo=PACIFIC)}, False),
            ({"delivered_at": datetime(2026, 4, 20, tzinfo=PACIFIC)}, True),
            ({"stage": Stage.DELIVERED}, False),
            ({"cancelled_at": datetime(2026, 4, 8, 12, tzinfo=PACIFIC)}, False),
        ],
        ids=["not yet", "late", "in time", "to be late", "nobody told", "cancelled"],
    )
    def test_late_delivery(self, fields, late):
        """
        A delivery past 6 business days is told as advice; nothing is charged for it.
        """
        at = datetime(2026, 4, 10, tzinfo=PACIFIC)
        shop = Shop(id="s1", metrics={"late_dispatch_rate": 0})
        found = overdue.assess(self.order(**fields), US, at=at, shop=shop)

        assert late is ("delivery.late" in [finding.code for finding in found.findings])


def delivered_dispatch(policy, price, **fields):
    """
    The charges on an order in yuan that missed a delivered dispatch and collection deadline.
    """
    placed = datetime(2025, 6, 1, 9, tzinfo=SHANGHAI)
    sent = DeliveredDeadlines(dispatch=placed + DAY, collection=placed + DAY)
    order = an_order(
        placed_at=placed, total=Money(price, "CNY"), promise=None, delivered=sent, **fields
    )
    return str(overdue.assess(order, policy, at=placed + 2 * DAY).charges)


class TestChina:
    """
    Compensation in percent with a floor and a ceiling, or in bands.
    """

    @pytest.mark.parametrize(
        ("price", "charge"),
        [
            ("0.01", "5.00 CNY"),
            ("100.00", "5.00 CNY"),
            ("100.10", "5.01 CNY"),
            ("600.00", "30.00 CNY"),
            ("600.10", "30.00 CNY"),
        ],
    )
    def test_taobao_2015(self, price, charge):
        """
        5 % of the order, at least 5 and at most 30; half a cent rounds up.
        """
        assert charge == delivered_dispatch(in_force("taobao", 2020, 1, 1), price)

    @pytest.mark.parametrize(
        ("price", "charge"),
        [
            ("49.94", "5.00 CNY"),
            ("50.00", "5.00 CNY"),
            ("50.05", "5.01 CNY"),
            ("1000.00", "100.00 CNY"),
            ("1000.10", "100.00 CNY"),
        ],
    )
    def test_taobao_2021(self, price, charge):
        """
        10 %, at least 5 and at most 100.
        """
        assert charge == delivered_dispatch(in_force("taobao", 2024, 1, 1), price)

    def test_taobao_base(self):
        """
        Since 2021 of the price of the goods, before of all that was paid.
        """
        goods = {"items_total": Money("80.00", "CNY")}

        assert "8.00 CNY" == delivered_dispatch(in_force("taobao", 2024, 1, 1), "200.00", **goods)
        assert "10.00 CNY" == delivered_dispatch(in_force("taobao", 2020, 1, 1), "200.00", **goods)

    @pytest.mark.parametrize(
        ("price", "charge"),
        [
            ("16.66", "5.00 CNY"),
            ("16.67", "5.00 CNY"),
            ("16.70", "5.01 CNY"),
            ("1666.66", "500.00 CNY"),
            ("1666.70", "500.00 CNY"),
            ("99999.00", "500.00 CNY"),
        ],
    )
    def test_tmall(self, price, charge):
        """
        30 %, at least 5 and at most 500.
        """
        assert charge == delivered_dispatch(in_force("tmall", 2022, 9, 20), price)

    @pytest.mark.parametrize(
        ("price", "charge"),
        [
            ("3.00", "nothing"),
            ("3.01", "3.00 CNY"),
            ("299.99", "3.00 CNY"),
            ("300.00", "3.00 CNY"),
            ("300.50", "3.01 CNY"),
            ("3000.00", "30.00 CNY"),
            ("3000.50", "30.00 CNY"),
        ],
    )
    def test_douyin(self, price, charge):
        """
        Above 3 and below 300 a flat 3; from 300 on 1 %, at most 30; outside all bands nothing.
        """
        assert charge == delivered_dispatch(in_force("douyin", 2024, 1, 1), price)

    def test_douyin_looks_at_the_scan(self):
        """
        A late dispatch alone costs nothing there.
        """
        placed = datetime(2025, 6, 1, 9, tzinfo=SHANGHAI)
        sent = DeliveredDeadlines(dispatch=placed + DAY, collection=placed + 9 * DAY)
        order = an_order(placed_at=placed, total=Money(50, "CNY"), promise=None, delivered=sent)
        policy = in_force("douyin", 2024, 1, 1)

        assert "nothing" == str(overdue.assess(order, policy, at=placed + 2 * DAY).charges)


class TestServiceFee:
    """
    Thailand takes 2.14 % of the item from 2026, and nothing of cancelled orders.
    """

    def test_rate(self):
        """
        2.14 % of 899.00 are 19.24.
        """
        fee = overdue.assess(an_order(), TH_2026, at=PLACED + 40 * DAY).service_fee

        assert Money("19.24", "THB") == fee

    def test_goods(self):
        """
        Of the goods, not of freight.
        """
        order = an_order(items_total=Money("100.00", "THB"))

        assert Money("2.14", "THB") == overdue.assess(order, TH_2026, at=DUE + 20 * DAY).service_fee

    def test_cancelled(self):
        """
        Not on a cancelled order; on one that is cancelled tomorrow still.
        """
        gone = datetime(2026, 1, 10, tzinfo=BANGKOK)
        order = an_order(cancelled_at=gone)

        assert overdue.assess(order, TH_2026, at=gone).service_fee is None
        assert overdue.assess(order, TH_2026, at=gone - SECOND).service_fee is not None

    def test_other_kinds(self):
        """
        On pre-orders alone.
        """
        order = an_order(kind=OrderKind.STANDARD)

        assert overdue.assess(order, TH_2026, at=DUE + 20 * DAY).service_fee is None

    def test_none(self):
        """
        In 2025 there was none.
        """
        assert overdue.assess(thai(), TH_2025, at=DUE).service_fee is None

    def test_charged_on_cancelled(self):
        """
        Where a pack says that cancelled orders pay it too, they do.
        """
        policy = own_policy(
            {
                "overdue.service_fee": (
                    '{ rate = 0.02, base = "order", kinds = ["pre_order"],'
                    ' charged_on_cancelled = true, rounding = "half_up" }'
                )
            }
        )
        order = brief_order(cancelled_at=BRIEF_DUE)

        assert Money("0.60", "USD") == overdue.assess(order, policy, at=BRIEF_DUE).service_fee

    def test_not_told(self):
        """
        Where no source says whether cancelled orders pay it, none is charged and that is told.
        """
        policy = own_policy(
            {
                "overdue.service_fee": (
                    '{ rate = 0.02, base = "order", kinds = ["pre_order"], rounding = "half_up" }'
                )
            }
        )
        order = brief_order(cancelled_at=BRIEF_DUE)
        found = overdue.assess(order, policy, at=BRIEF_DUE)

        assert found.service_fee is None
        assert [("service_fee", Outcome.UNKNOWN)] == [
            (finding.code, finding.outcome)
            for finding in found.findings
            if finding.rule == "overdue.service_fee"
        ]


FEE = {
    "overdue.charges.fine": (
        '{ trigger = "cancelled", payee = "platform", flat = { amount = "2.00",'
        ' currency = "USD" } }'
    ),
    "overdue.charges.other": (
        '{ trigger = "cancelled", payee = "platform", flat = { amount = "1.00",'
        ' currency = "USD" }, when = { metric = "late_dispatch_rate", above = 0.10 } }'
    ),
    "deadlines.pre_order.dispatch": (
        '{ event = "dispatch", anchor = "placed", promise = true, days = 0,'
        ' unit = "calendar_days" }'
    ),
}


class TestCancelled:
    """
    What a cancelled order has cost depends on whether it was lost to lateness.
    """

    @pytest.mark.parametrize("party", [*Party, None], ids=str)
    def test_in_time(self, party):
        """
        One that was cancelled in time was never lost to it.
        """
        order = brief_order(cancelled_at=BRIEF_DUE - DAY, cancelled_by=party)
        found = overdue.assess(order, BRIEF, at=BRIEF_DUE + DAY)

        assert (State.CANCELLED, "nothing", "nothing") == (
            found.state,
            str(found.charges),
            str(found.exposure),
        )
        assert not found.counts

    @pytest.mark.parametrize(
        ("party", "exposure"),
        [
            (Party.SELLER, "38.00 USD"),
            (Party.SYSTEM, "38.00 USD"),
            (None, "38.00 USD"),
            (Party.BUYER, "nothing"),
        ],
        ids=str,
    )
    def test_while_late(self, party, exposure):
        """
        Lateness keeps its price; the money was lost to it unless the buyer wished to cancel.
        """
        order = brief_order(cancelled_at=BRIEF_DUE + DAY, cancelled_by=party)
        found = overdue.assess(order, BRIEF, at=BRIEF_DUE + 9 * DAY)

        assert ("8.00 USD", exposure) == (str(found.charges), str(found.exposure))
        assert found.counts

    @pytest.mark.parametrize(
        ("late_by", "charges", "exposure"),
        [(SECOND / 2, "nothing", "nothing"), (SECOND, "8.00 USD", "38.00 USD")],
        ids=["in the due second", "after it"],
    )
    def test_by_the_system(self, late_by, charges, exposure):
        """
        One that the system cancels was lost to lateness only if it was late: it closes unpaid too.
        """
        order = brief_order(cancelled_at=BRIEF_DUE + late_by, cancelled_by=Party.SYSTEM)
        found = overdue.assess(order, BRIEF, at=BRIEF_DUE + DAY)

        assert (charges, exposure) == (str(found.charges), str(found.exposure))
        assert (charges != "nothing") is found.counts

    def test_charge_on_cancellation(self):
        """
        A charge for the cancellation itself is at stake before it, and due after it.
        """
        policy = own_policy(FEE, zone="Asia/Shanghai")
        open_order = overdue.assess(brief_order(), policy, at=BRIEF_DUE)
        gone = brief_order(cancelled_at=BRIEF_DUE + DAY, cancelled_by=Party.SYSTEM)
        closed = overdue.assess(gone, policy, at=BRIEF_DUE + DAY)

        assert ("nothing", "32.00 USD") == (str(open_order.charges), str(open_order.exposure))
        assert ("2.00 USD", "1.00 USD", "32.00 USD") == (
            str(closed.charges),
            str(closed.contingent),
            str(closed.exposure),
        )

    def test_cancelled_in_time(self):
        """
        A cancellation in time by the buyer does not make that charge due.
        """
        policy = own_policy(FEE, zone="Asia/Shanghai")
        gone = brief_order(cancelled_at=BRIEF_DUE - DAY, cancelled_by=Party.BUYER)

        assert "nothing" == str(overdue.assess(gone, policy, at=BRIEF_DUE).charges)

    def test_delivered_goods(self):
        """
        An order that is done has nothing at stake any more; what its lateness cost stays.
        """
        order = brief_order(dispatched_at=BRIEF_DUE + DAY)
        found = overdue.assess(order, BRIEF, at=BRIEF_DUE + 9 * DAY)

        assert (State.MET, "8.00 USD", "nothing") == (
            found.state,
            str(found.charges),
            str(found.exposure),
        )


class TestCounts:
    """
    An order counts in a late dispatch rate once it was dispatched or is past its deadline.
    """

    @pytest.mark.parametrize(
        ("fields", "counts"),
        [
            ({}, False),
            ({"dispatched_at": datetime(2025, 6, 2, 9, tzinfo=SHANGHAI)}, True),
            ({"stage": Stage.COLLECTED}, True),
            ({"dispatched_at": datetime(2025, 6, 2, 11, tzinfo=SHANGHAI)}, False),
        ],
        ids=["open", "dispatched and not collected", "collected", "to be dispatched"],
    )
    def test_standard(self, fields, counts):
        """
        A cross-border standard order an hour before noon of the next day.
        """
        placed = datetime(2025, 6, 1, 9, tzinfo=SHANGHAI)
        order = an_order(kind=OrderKind.STANDARD, placed_at=placed, promise=None, **fields)
        at = datetime(2025, 6, 2, 10, tzinfo=SHANGHAI)

        assert counts is overdue.assess(order, BRIEF, at=at).counts

    def test_business_days_promise(self):
        """
        A back order of the United States, late at the scan, counts.
        """
        order = an_order(
            kind=OrderKind.BACK_ORDER,
            placed_at=datetime(2026, 2, 2, 10, tzinfo=PACIFIC),
            promise=ShipWithin(BusinessDays(5)),
        )
        found = overdue.assess(order, US, at=datetime(2026, 2, 11, tzinfo=PACIFIC))

        assert found.counts
        assert found.was_late


class TestProof:
    """
    Lateness needs proof.
    """

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"stage": Stage.DISPATCHED}, False),
            ({"collected_at": BRIEF_DUE + DAY}, False),
            ({"delivered_at": BRIEF_DUE + DAY}, False),
            ({"dispatched_at": BRIEF_DUE + DAY}, True),
            ({"dispatched_at": BRIEF_DUE + DAY, "stage": Stage.DISPATCHED}, True),
            ({}, True),
        ],
        ids=["by stage", "collected", "delivered", "told", "told and staged", "not yet"],
    )
    def test_untold(self, fields, told):
        """
        What happened at a time nobody told is neither late nor in time, and a finding says so.
        """
        found = overdue.assess(brief_order(**fields), BRIEF, at=BRIEF_DUE + 2 * DAY)
        untold = [finding for finding in found.findings if finding.code == "untold"]

        assert told is found.was_late
        assert ("8.00 USD" if told else "nothing") == str(found.charges)
        expected = [(Outcome.UNKNOWN, found.deadlines.dispatch.rule, "dispatch", BRIEF_DUE)]
        assert ([] if told else expected) == [
            (finding.outcome, finding.rule, finding.params["name"], finding.limit)
            for finding in untold
        ]

    def test_an_earlier_scan(self):
        """
        A parcel that was scanned in time was handed over in time, whatever the label says.
        """
        order = brief_order(dispatched_at=BRIEF_DUE + DAY, collected_at=BRIEF_DUE - DAY)
        found = overdue.assess(order, BRIEF, at=BRIEF_DUE + 2 * DAY)

        assert (State.MET, timedelta(0)) == (found.state, found.late_by)
        assert () == found.findings

    def test_delivered_with_an_unknown_dispatch(self):
        """
        A delivery after the dispatch deadline does not prove that the dispatch was late.
        """
        order = brief_order(delivered_at=BRIEF_DUE + DAY)
        found = overdue.assess(order, BRIEF, at=BRIEF_DUE + 2 * DAY)

        assert (State.MET, "nothing") == (found.state, str(found.charges))

    def test_promise(self):
        """
        An order without any deadline is not late, whatever the hour.
        """
        order = brief_order(promise=None)
        found = overdue.assess(order, BRIEF, at=datetime(2099, 1, 1, tzinfo=UTC))

        assert (State.UNKNOWN, timedelta(0)) == (found.state, found.late_by)
        assert CalendarDays(15) == brief_order().promise.days


class TestNotTheSellers:
    """
    What the seller cannot ship, the seller cannot be late with.
    """

    @pytest.mark.parametrize("offset", [-9 * DAY, SECOND, 90 * DAY], ids=str)
    @pytest.mark.parametrize(
        ("fields", "state"),
        [
            ({"held": True}, State.NOT_DUE),
            ({"shipped_by_seller": False}, State.UNKNOWN),
            ({"held": True, "shipped_by_seller": False}, State.NOT_DUE),
            ({"shipped_by_seller": False, "stage": Stage.DISPATCHED}, State.UNKNOWN),
            ({"shipped_by_seller": False, "dispatched_at": BRIEF_DUE - 12 * DAY}, State.UNKNOWN),
        ],
        ids=["held", "platform", "both", "dispatched by stage", "dispatched"],
    )
    def test_nothing_at_stake(self, fields, state, offset):
        """
        No lateness, no charge, no exposure and no part in a rate, however long ago it was due.
        """
        found = overdue.assess(brief_order(**fields), BRIEF, at=BRIEF_DUE + offset)

        assert (state, None, timedelta(0)) == (found.state, found.next, found.late_by)
        assert (False, ()) == (found.counts, found.findings)
        assert {"nothing"} == {str(found.charges), str(found.contingent), str(found.exposure)}

    @pytest.mark.parametrize("fields", [{"held": True}, {"shipped_by_seller": False}], ids=str)
    def test_cancelled(self, fields):
        """
        One that was cancelled after its deadline is cancelled, and was not lost to lateness.
        """
        order = brief_order(cancelled_at=BRIEF_DUE + DAY, cancelled_by=Party.SYSTEM, **fields)
        found = overdue.assess(order, BRIEF, at=BRIEF_DUE + 2 * DAY)

        assert (State.CANCELLED, "nothing", False) == (
            found.state,
            str(found.exposure),
            found.counts,
        )

    def test_late_delivery(self):
        """
        Nor is a delivery that the platform makes late told as advice.
        """
        ours, theirs = (
            overdue.assess(
                TestUnitedStates.order(shipped_by_seller=seller),
                US,
                at=datetime(2026, 4, 20, tzinfo=PACIFIC),
            )
            for seller in (True, False)
        )

        assert "delivery.late" in {finding.code for finding in ours.findings}
        assert () == theirs.findings

    def test_in_a_statement(self):
        """
        They are in a statement, and in no rate.
        """
        orders = [brief_order(), brief_order(held=True), brief_order(shipped_by_seller=False)]
        found = overdue.statement(orders, BRIEF, at=BRIEF_DUE + SECOND)

        assert Rate(1, 1) == found.late_dispatch_rate
        assert {State.CANCELLABLE: 1, State.NOT_DUE: 1, State.UNKNOWN: 1} == found.by_state
        assert "38.00 USD" == str(found.exposure)


class TestAutoCancelAsDuty:
    """
    Where no dispatch or collection deadline is known, auto-cancel stands in as the duty.
    """

    POLICY = in_force("id", 2025, 12, 1)

    def order(self, **fields):
        """
        A standard order of Indonesia, of which only auto-cancel is known.
        """
        return thai(kind=OrderKind.STANDARD, promise=None, **fields)

    def test_counts_as_late(self):
        """
        An order that may be cancelled at any moment is late, by as much as auto-cancel has passed.
        """
        order = self.order()
        due = overdue.assess(order, self.POLICY, at=PLACED).deadlines.auto_cancel.due
        before = overdue.assess(order, self.POLICY, at=due + SECOND / 2)
        after = overdue.assess(order, self.POLICY, at=due + DAY)

        assert (False, timedelta(0), False) == (before.was_late, before.late_by, before.counts)
        assert (State.CANCELLABLE, DAY, True) == (after.state, after.late_by, after.counts)
        assert order.total == after.exposure.total("THB")

    def test_not_where_dispatch_is_known(self):
        """
        Where a dispatch deadline is known it alone measures lateness.
        """
        found = overdue.assess(thai(), TH_2025, at=CANCEL + DAY)

        assert (State.CANCELLABLE, 3 * DAY) == (found.state, found.late_by)

    def test_dispatched(self):
        """
        Once dispatched in time it is not late, and counts as dispatched.
        """
        order = self.order(dispatched_at=PLACED + HOUR)
        found = overdue.assess(order, self.POLICY, at=PLACED + 90 * DAY)

        assert (False, True) == (found.was_late, found.counts)

    def test_cancelled_by_the_system(self):
        """
        One that the system cancelled past its auto-cancel deadline was lost to lateness.
        """
        due = overdue.assess(self.order(), self.POLICY, at=PLACED).deadlines.auto_cancel.due
        order = self.order(cancelled_at=due + HOUR, cancelled_by=Party.SYSTEM)
        found = overdue.assess(order, self.POLICY, at=due + DAY)

        assert (HOUR, order.total) == (found.late_by, found.exposure.total("THB"))


class TestPaid:
    """
    Nothing is refunded that was never paid: there the sale is lost.
    """

    @pytest.mark.parametrize(
        ("paid", "code"), [(None, "refund"), (True, "refund"), (False, "sale")], ids=str
    )
    def test_code(self, paid, code):
        """
        The same money, under its own name; a refund has the source of its figure.
        """
        found = overdue.assess(brief_order(paid=paid), BRIEF, at=BRIEF_DUE)
        (line,) = found.exposure.lines

        assert (code, Money(30, "USD")) == (line.code, line.amount)
        assert (paid is False) is (line.source is None)

    def test_free(self):
        """
        An order without a price has no sale to lose.
        """
        order = brief_order(paid=False, total=Money(0, "USD"))

        assert () == overdue.assess(order, BRIEF, at=BRIEF_DUE).exposure.lines


class TestEdition:
    """
    An order is judged by the rules under which it was placed; any other is told as advice.
    """

    @pytest.mark.parametrize(
        ("placed", "foreign"),
        [
            (datetime(2025, 12, 31, 23, 59, 59, tzinfo=BANGKOK), True),
            (datetime(2026, 1, 1, 0, tzinfo=BANGKOK), False),
            (datetime(2026, 1, 29, 23, 59, 59, tzinfo=BANGKOK), False),
            (datetime(2026, 1, 30, 0, tzinfo=BANGKOK), True),
            (datetime(2025, 12, 31, 17, tzinfo=UTC), False),
        ],
        ids=["a second before", "the first", "the last", "a second after", "the first, in UTC"],
    )
    def test_span(self, placed, foreign):
        """
        From the first to the last day of the edition, in the market's zone.
        """
        found = overdue.assess(an_order(placed_at=placed), TH_2026, at=placed)
        told = [finding for finding in found.findings if finding.code == "edition"]

        assert foreign is bool(told)
        if foreign:
            assert (Outcome.ADVICE, placed.date(), TH_2026.since) == (
                told[0].outcome,
                told[0].actual,
                told[0].params["since"],
            )

    def test_no_later_edition(self):
        """
        The last edition has no end.
        """
        order = an_order(placed_at=datetime(2090, 1, 1, tzinfo=BANGKOK))
        policy = in_force("th", 2026, 2, 1)
        found = overdue.assess(order, policy, at=order.placed_at)

        assert "edition" not in {finding.code for finding in found.findings}
