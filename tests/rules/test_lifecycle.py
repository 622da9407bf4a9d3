"""
What may happen to an order now, what has time brought, and where does it stand?
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from rules.lives import (
    BALANCE,
    FULL,
    HELD,
    TEN_DAYS,
    after,
    at,
    begun,
    cny,
    codes,
    pay,
    paying,
    remedies,
    terms,
    told,
)
from rules.making import in_force
from tiktok_presale import (
    AfterDelay,
    AtDate,
    AtPlacing,
    CalendarDays,
    Cause,
    Earnest,
    Hours,
    Money,
    OnDispatch,
    OnRelease,
    OrderKind,
    OrderState,
    Outcome,
    Part,
    Party,
    Payment,
    PaymentPlan,
    ReleaseOn,
    Share,
    ShipWithin,
    lifecycle,
)
from tiktok_presale.errors import (
    CurrencyMismatchError,
    IllegalEventError,
    NaiveTimeError,
    WrongTypeError,
)
from tiktok_presale.facts.moves import Move, Silence
from tiktok_presale.values.instants import utc

RELEASE = ReleaseOn(date(2026, 6, 15))
LATER = ShipWithin(CalendarDays(20))


def decide(life, event, now=None):
    """
    The answer about an event at its own instant, or at another.
    """
    return lifecycle.decide(life, event, at=now or event.at)


def shipped(units, instant, parcel="a"):
    """
    A parcel that leaves.
    """
    return lifecycle.Dispatched(parcel, units, instant)


def ticks(life, *args):
    """
    What time brings until `at(*args)`: which event, and when.
    """
    return [(event.move, event.at) for event in lifecycle.settle(life, at=at(*args))]


class TestRoad:
    """
    The main road, for each plan of payments.
    """

    def test_deposit_and_balance(self):
        """
        Deposit, balance in its window, dispatch, delivery, completion after its time.
        """
        life = begun(completes_after=CalendarDays(7))
        states = [life.state]
        for event in (
            paying(1),
            paying(11),
            shipped(2, at(13)),
            lifecycle.Delivered("a", at(15)),
        ):
            life = told(life, event)
            states.append(life.state)
        done = after(life, 23)

        assert [
            OrderState.DEPOSIT_DUE,
            OrderState.BALANCE_PENDING,
            OrderState.READY,
            OrderState.SHIPPED,
            OrderState.DELIVERED,
        ] == states
        assert OrderState.COMPLETED is done.state
        assert at(23, 0) == done.at
        assert (cny("1000"), cny("1000")) == (done.paid, done.held)

    def test_full_payment(self):
        """
        An order paid in full is ready at once; it never has a balance.
        """
        life = told(begun(FULL), paying(1))

        assert OrderState.READY is life.state
        assert Move.BALANCE_OPENED not in {event for event, _ in ticks(life, 30)}

    def test_held_and_captured_on_dispatch(self):
        """
        TikTok Shop in the United States: held at placing, released, captured with the parcel.
        """
        life = begun(PaymentPlan.authorised(CalendarDays(7), renewed=True), promise=RELEASE)
        held = told(life, lifecycle.Authorised("h1", at(1)))
        released = after(held, 15, 0)
        unpaid = decide(released, shipped(2, at(16)))
        captured = told(released, paying(16), shipped(2, at(16)))

        assert [OrderState.PAYMENT_DUE, OrderState.AWAITING_RELEASE, OrderState.READY] == [
            life.state,
            held.state,
            released.state,
        ]
        assert ["lifecycle.unpaid"] == codes(unpaid)
        assert OrderState.SHIPPED is captured.state

    def test_balance_on_release(self):
        """
        A balance due on release opens with it, in the zone of the promise.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("100")), OnRelease(CalendarDays(3)))
        zone = "America/New_York"
        life = told(begun(plan, promise=ReleaseOn(date(2026, 6, 15), zone)), paying(1))
        midnight = datetime(2026, 6, 15, 4, tzinfo=UTC)
        lapse = datetime(2026, 6, 19, 4, tzinfo=UTC)

        assert [
            (Move.RELEASED, midnight),
            (Move.BALANCE_OPENED, midnight),
            (Move.BALANCE_LAPSED, lapse),
        ] == ticks(life, 30)

    def test_release_by_the_seller(self):
        """
        Where no date was promised, the seller tells the release; hours run from then.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("100")), OnRelease(Hours(48)))
        life = told(begun(plan), paying(1))
        released = told(life, lifecycle.Released(at(5)))

        assert [] == ticks(life, 30)
        assert OrderState.BALANCE_OPEN is released.state
        assert [(Move.BALANCE_LAPSED, at(7, 12, 0, 1))] == ticks(released, 30)
        assert OrderState.READY is told(released, paying(6)).state

    def test_release_before_the_deposit_is_paid(self):
        """
        Goods that are there before the deposit is paid are not awaited afterwards.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("100")), OnRelease(Hours(48)))
        life = told(begun(plan), lifecycle.Released(at(1)), paying(1))

        assert OrderState.BALANCE_OPEN is life.state

    def test_instalments(self):
        """
        Each part has its own time: 30 % at placing, 30 % after two days, the rest by a date.
        """
        share = Share(Decimal("0.3"))
        plan = PaymentPlan(
            (Part(share), Part(share, AfterDelay(CalendarDays(2))), Part(due=AtDate(at(20))))
        )
        life = begun(plan)
        sums = []
        for day in (1, 2, 19):
            sums.append(life.due)
            life = told(life, paying(day))

        assert [cny("300"), cny("300"), cny("400")] == sums
        assert OrderState.READY is life.state

    def test_nothing_before_dispatch(self):
        """
        Where all is paid on dispatch without a hold, the order waits for nothing.
        """
        life = begun(PaymentPlan((Part(due=OnDispatch()),)))

        assert OrderState.READY is life.state
        assert ["lifecycle.unpaid"] == codes(decide(life, shipped(2, at(2))))

    def test_paid_after_dispatch(self):
        """
        What falls due after a payment on dispatch holds back completion, and no parcel.
        """
        half = Share(Decimal("0.5"))
        plan = PaymentPlan((Part(half, OnDispatch()), Part(due=AfterDelay(CalendarDays(30)))))
        life = told(begun(plan), paying(2), shipped(2, at(2)), lifecycle.Delivered("a", at(4)))
        early = decide(life, lifecycle.Completed(at(5)))

        assert ["lifecycle.unpaid"] == codes(early)
        assert OrderState.COMPLETED is told(life, paying(6), lifecycle.Completed(at(6))).state

    @pytest.mark.parametrize("plan", [FULL, PaymentPlan((Part(due=BALANCE),)), HELD])
    def test_gifts(self, plan):
        """
        What costs nothing is never due.
        """
        life = begun(plan, unit_price=cny("0"))

        assert OrderState.READY is life.state
        assert cny("0") == life.due

    def test_paid_later(self):
        """
        Where the first part has its own time, the order waits for that.
        """
        life = begun(PaymentPlan((Part(due=BALANCE),)))

        assert OrderState.BALANCE_PENDING is life.state
        assert [(Move.BALANCE_OPENED, at(10, 20)), (Move.BALANCE_LAPSED, at(13, 0))] == ticks(
            life, 30
        )

    def test_switch_of_mode_after_publication(self):
        """
        An offer that goes over from pre-order to spot goods changes no order placed before.
        """
        before = told(begun(FULL, promise=RELEASE), paying(1))
        spot = told(begun(FULL, kind=OrderKind.STANDARD), paying(1))

        assert (OrderKind.PRE_ORDER, OrderState.AWAITING_RELEASE) == (
            before.terms.kind,
            before.state,
        )
        assert (OrderKind.STANDARD, OrderState.READY) == (spot.terms.kind, spot.state)
        assert [(Move.RELEASED, at(15, 0))] == ticks(before, 30)


class TestTime:
    """
    Time-driven moves are computed when somebody looks, each at its own instant.
    """

    def test_deposit_lapses(self):
        """
        Half an hour means its last second too; the next second is too late.
        """
        life = begun()

        assert [] == ticks(life, 1, 12, 30)
        assert [(Move.DEPOSIT_LAPSED, at(1, 12, 30, 1))] == ticks(life, 1, 12, 30, 1)
        assert OrderState.DEPOSIT_LAPSED is after(life, 2).state

    def test_nothing_was_paid_for_a_lapsed_deposit(self):
        """
        A lapsed deposit leaves nothing to give back, and all units cancelled.
        """
        life = after(begun(), 2)

        assert (2, 0, OrderState.NO_REFUND) == (life.cancelled, life.kept, life.refund)

    def test_market_time_for_unpaid_orders(self):
        """
        Where the plan sets no time, the market's own closes an unpaid order.
        """
        life = begun(PaymentPlan.full(), pay_by=at(3))
        closed = after(life, 4)

        assert [(Move.CANCELLED, at(3, 12, 0, 1))] == ticks(life, 30)
        assert (OrderState.CANCELLED, Party.SYSTEM) == (closed.state, closed.cancellations[0].by)

    def test_no_time_no_lapse(self):
        """
        Where nobody sets a time, an unpaid order stays open.
        """
        assert [] == ticks(begun(PaymentPlan.full()), 30)
        assert [] == ticks(begun(PaymentPlan.with_deposit(Earnest(cny("9")), BALANCE)), 30)

    def test_balance_lapses(self):
        """
        An unpaid balance lapses; what becomes of the deposit is open until somebody decides.
        """
        life = told(begun(), paying(1))
        lapsed = after(life, 13)

        assert [(Move.BALANCE_OPENED, at(10, 20)), (Move.BALANCE_LAPSED, at(13, 0))] == ticks(
            life, 13
        )
        assert OrderState.BALANCE_LAPSED is lapsed.road
        assert OrderState.REFUND_OPEN is lapsed.state
        assert cny("100") == lapsed.overpaid

    def test_settling_twice(self):
        """
        Settling again brings nothing more.
        """
        lapsed = after(told(begun(), paying(1)), 13)

        assert () == lifecycle.settle(lapsed, at=at(30))

    def test_passed_release_date(self):
        """
        A release date that has passed releases the goods at its midnight, whenever one looks.
        """
        life = told(begun(FULL, promise=RELEASE), paying(1))

        assert [(Move.RELEASED, at(15, 0))] == ticks(life, 28)
        assert OrderState.AWAITING_RELEASE is after(life, 14, 23, 59, 59).state
        assert OrderState.READY is after(life, 15, 0).state

    def test_release_before_placing(self):
        """
        A release date before the order releases the goods when the order is placed.
        """
        life = begun(FULL, promise=ReleaseOn(date(2026, 5, 1)))

        assert [(Move.RELEASED, at(1))] == ticks(life, 1)

    def test_two_release_dates_in_one_order(self):
        """
        Each line of an order keeps its own date: nothing falls due on the earliest of them.
        """
        days = [15, 25]
        lines = [
            told(begun(FULL, id=f"l{day}", promise=ReleaseOn(date(2026, 6, day))), paying(1))
            for day in days
        ]

        assert [[(Move.RELEASED, at(day, 0))] for day in days] == [
            ticks(line, 30) for line in lines
        ]

    def test_held_shorter_than_the_wait(self):
        """
        A hold of seven days that nobody renews ends before a release after two weeks.
        """
        life = told(begun(HELD, promise=RELEASE), lifecycle.Authorised("h1", at(1)))

        assert [(Move.HOLD_EXPIRED, at(9, 0)), (Move.CANCELLED, at(9, 0))] == ticks(life, 30)

    def test_renewed_hold(self):
        """
        Told renewals keep the order; each starts the time anew.
        """
        life = told(begun(HELD), *(lifecycle.Authorised(f"h{day}", at(day)) for day in (1, 7, 14)))

        assert [(Move.HOLD_EXPIRED, at(22, 0)), (Move.CANCELLED, at(22, 0))] == ticks(life, 30)

    def test_hold_of_unknown_length(self):
        """
        A hold that nobody dates does not end by the clock.
        """
        life = told(begun(PaymentPlan.authorised()), lifecycle.Authorised("h1", at(1)))

        assert [] == ticks(life, 30)

    def test_failed_renewal_cancels(self):
        """
        Where there is no grace, a renewal that fails cancels the order (United States).
        """
        plan = PaymentPlan.authorised(CalendarDays(7), renewed=True)
        life = told(begun(plan), lifecycle.Authorised("h1", at(1)))
        decided = decide(life, lifecycle.PaymentFailed(at(8)))

        assert [Move.PAYMENT_FAILED, Move.CANCELLED] == [one.move for one in decided.events]
        assert OrderState.CANCELLED is decided.life.state

    @pytest.mark.parametrize(
        ("days", "expected"),
        [(1, datetime(2026, 10, 25, tzinfo=UTC)), (2, datetime(2026, 10, 26, 1, tzinfo=UTC))],
        ids=["before", "over"],
    )
    def test_clock_change(self, days, expected):
        """
        The Azores repeat the first hour of 25 October: that day lasts 25 hours.
        """
        paid = datetime(2026, 10, 23, 12, tzinfo=UTC)
        placed = lifecycle.Placed(
            terms=terms(PaymentPlan.full(), placed_at=paid),
            zone="Atlantic/Azores",
            completes_after=CalendarDays(days),
        )
        life = lifecycle.begin(placed)
        life = told(life, pay(life, paid), shipped(2, paid), lifecycle.Delivered("a", paid))
        (done,) = lifecycle.settle(life, at=paid + timedelta(days=9))

        assert expected == utc(done.at)

    def test_completion_without_a_time(self):
        """
        Where no time is agreed, only the buyer completes the order.
        """
        life = told(begun(FULL), paying(1), shipped(2, at(2)), lifecycle.Delivered("a", at(3)))

        assert [] == ticks(life, 30)
        assert OrderState.COMPLETED is told(life, lifecycle.Completed(at(4))).state

    def test_zone_is_needed(self):
        """
        A naive instant names no moment.
        """
        with pytest.raises(NaiveTimeError):
            lifecycle.settle(begun(), at=datetime(2026, 6, 1))


class TestPayment:
    """
    What is paid is just what is due, once, and in its time.
    """

    def test_price_raised_between_deposit_and_balance(self):
        """
        The balance is that of the frozen terms; the offer's new price is no argument anywhere.
        """
        life = after(told(begun(), paying(1)), 11)
        dearer = Payment("p2", "balance", cny("1100"), at(11))
        decided = decide(life, lifecycle.Paid(dearer))

        assert cny("900") == life.due
        assert ["lifecycle.amount"] == codes(decided)
        assert (cny("1100"), cny("900")) == (
            decided.decision.failures[0].actual,
            decided.decision.failures[0].limit,
        )

    def test_failed_balance_then_paid_later(self):
        """
        A declined balance leaves its whole window, and paying it leads where it would have led.
        """
        life = told(begun(promise=RELEASE), paying(1), lifecycle.PaymentFailed(at(11)))
        again = told(life, lifecycle.PaymentFailed(at(12)))

        assert [OrderState.PAYMENT_FAILED] * 2 == [life.state, again.state]
        assert OrderState.AWAITING_RELEASE is told(again, paying(12, 23, 59, 59)).state

    def test_failed_order_does_not_skip_the_presale(self):
        """
        WooCommerce's hole: an order whose payment failed and is paid still awaits its release.
        """
        life = told(begun(FULL, promise=RELEASE), lifecycle.PaymentFailed(at(1)), paying(1))

        assert OrderState.AWAITING_RELEASE is life.state
        assert ["lifecycle.move"] == codes(decide(life, shipped(2, at(2))))

    def test_balance_paid_in_grace(self):
        """
        A balance that is overdue may be paid in its grace, counted from the end of its time.
        """
        life = told(begun(grace=CalendarDays(3)), paying(1))
        overdue = after(life, 13)

        assert OrderState.PAYMENT_FAILED is overdue.state
        assert [(Move.BALANCE_LAPSED, at(16, 0))] == ticks(overdue, 30)
        assert OrderState.READY is told(overdue, paying(15, 23, 59, 59)).state

    def test_grace_of_a_failure_within_the_window(self):
        """
        A failure early in the window takes nothing off the window.
        """
        life = told(begun(grace=Hours(2)), paying(1), lifecycle.PaymentFailed(at(11)))

        assert [(Move.BALANCE_LAPSED, at(13, 0))] == ticks(life, 30)

    def test_paid_after_the_lapse(self):
        """
        Money that came too late is refused, and goes back; what is legal is named.
        """
        life = told(begun(), paying(1))
        late = lifecycle.Paid(Payment("p9", "balance", cny("900"), at(13)))
        decided = decide(life, late)
        finding = decided.decision.failures[0]

        assert ["lifecycle.move"] == codes(decided)
        assert ["give_back", "legal_moves"] == remedies(decided)
        assert cny("900") == finding.remedies[0].params["amount"]
        assert lifecycle.legal(decided.life, at=at(13)) == finding.remedies[1].params["moves"]
        assert [Move.BALANCE_OPENED, Move.BALANCE_LAPSED] == [one.move for one in decided.events]

    def test_paid_in_time_and_told_late(self):
        """
        A payment made in time and told after the end of its time counts, if nothing was recorded.
        """
        life = told(begun(), paying(1))
        decided = decide(life, pay(life, at(12)), now=at(14))

        assert OrderState.READY is decided.life.state
        assert [Move.BALANCE_OPENED, Move.PAID] == [one.move for one in decided.events]

    def test_paid_before_the_last_record(self):
        """
        A payment told after something later was recorded stands where it was told.
        """
        life = told(begun(), paying(1), lifecycle.AddressChanged("there", at(12)))
        decided = decide(life, pay(life, at(11)), now=at(12, 13))

        assert OrderState.READY is decided.life.state
        assert [(at(11), at(12))] == [(one.payments[0].at, one.at) for one in decided.events]

    def test_retried(self):
        """
        A retry counts once, even when the order has moved on.
        """
        life = begun()
        event = pay(life, at(1))
        paid = told(life, event)
        again = decide(told(paid, paying(11)), event, now=at(11))

        assert again.allowed
        assert ["lifecycle.repeated"] == codes(again)
        assert ((), cny("1000")) == (again.events, again.life.paid)

    def test_same_id_other_contents(self):
        """
        A payment known under an id cannot become another one.
        """
        life = told(begun(), paying(1))
        other = lifecycle.Paid(Payment("p1", "deposit", cny("900"), at(11)))
        life = after(life, 11)
        decided = decide(life, other)

        assert ["lifecycle.payment_id", "lifecycle.component"] == codes(decided)

    def test_one_charge_for_several_components(self):
        """
        One charge of a card covers price and shipping as two payments with one id.
        """
        life = told(begun(shipping=cny("10")), paying(1))
        event = lifecycle.Paid(
            [
                Payment("p2", "balance", cny("900"), at(11)),
                Payment("p2", "shipping", cny("10"), at(11)),
            ]
        )

        assert OrderState.READY is told(life, event).state

    @pytest.mark.parametrize(
        ("component", "amount", "expected"),
        [
            ("deposit", "99.99", ["lifecycle.amount"]),
            ("price", "100", ["lifecycle.component"]),
            ("price", "1", ["lifecycle.component", "lifecycle.amount"]),
        ],
    )
    def test_wrong_payments(self, component, amount, expected):
        """
        Every reason is told: what it was for, and how much.
        """
        event = lifecycle.Paid(Payment("p1", component, cny(amount), at(1)))

        assert expected == codes(decide(begun(), event))

    def test_before_the_window(self):
        """
        A balance cannot be paid before its window; the payment names the instant.
        """
        pending = told(begun(), paying(1))
        early = lifecycle.Paid(Payment("p2", "balance", cny("900"), at(9)))
        decided = decide(pending, early)
        opened = after(pending, 11)
        told_late = decide(opened, early, now=at(11))

        assert ["lifecycle.move"] == codes(decided)
        assert ["lifecycle.early"] == codes(told_late)
        assert {"at": at(10, 20)} == dict(told_late.decision.failures[0].remedies[0].params)

    def test_deposit_with_a_window(self):
        """
        A deposit has a window too, where the plan gives it one.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("100"), due=BALANCE), AtDate(at(20)))
        decided = decide(begun(plan), pay(begun(plan), at(9)))

        assert ["lifecycle.early"] == codes(decided)
        assert OrderState.BALANCE_OPEN is told(begun(plan), paying(11)).state

    def test_deposit_on_release(self):
        """
        A deposit due on release waits for it.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("100"), due=OnRelease(Hours(2))), BALANCE)

        assert ["lifecycle.unreleased"] == codes(decide(begun(plan), pay(begun(plan), at(1))))

    def test_nothing_due(self):
        """
        What is paid in full asks for nothing more.
        """
        ready = told(begun(FULL), paying(1))
        extra = lifecycle.Paid(Payment("p9", "price", cny("1"), at(2)))

        assert ["lifecycle.nothing_due"] == codes(decide(ready, extra))
        assert ["lifecycle.nothing_due"] == codes(decide(ready, lifecycle.PaymentFailed(at(2))))

    def test_hold_comes_first(self):
        """
        A card is not charged before dispatch where a hold secures the payment.
        """
        life = begun(HELD)

        assert ["lifecycle.hold_first"] == codes(decide(life, pay(life, at(1))))
        assert ["lifecycle.no_hold"] == codes(
            decide(begun(FULL), lifecycle.Authorised("h1", at(1)))
        )

    def test_same_hold_twice(self):
        """
        The same hold told again counts once.
        """
        event = lifecycle.Authorised("h1", at(1))

        assert ["lifecycle.repeated"] == codes(decide(told(begun(HELD), event), event))

    def test_other_currency(self):
        """
        Money of another currency makes no sense here.
        """
        payment = Payment("p1", "deposit", Money("100", "USD"), at(1))

        with pytest.raises(CurrencyMismatchError):
            decide(begun(), lifecycle.Paid(payment))


class TestGoods:
    """
    Parcels, whole and partial.
    """

    def test_partial_shipment(self):
        """
        Units leave and arrive in parcels; the order is delivered with the last of them.
        """
        life = told(begun(FULL, units=3), paying(1), shipped(1, at(2)))
        rest = told(life, lifecycle.Delivered("a", at(3)), shipped(2, at(4), "b"))

        assert (OrderState.PARTLY_SHIPPED, 2) == (life.state, life.waiting)
        assert (OrderState.SHIPPED, 3, 1) == (rest.state, rest.shipped, rest.delivered)
        assert OrderState.DELIVERED is told(rest, lifecycle.Delivered("b", at(5))).state

    def test_parcels_arrive_in_any_order(self):
        """
        While a parcel is on its way the order is not delivered.
        """
        life = told(begun(FULL), paying(1), shipped(1, at(2)), shipped(1, at(2), "b"))

        assert OrderState.SHIPPED is told(life, lifecycle.Delivered("b", at(5))).state

    def test_too_many_units(self):
        """
        No more leaves than waits.
        """
        decided = decide(told(begun(FULL), paying(1)), shipped(3, at(2)))

        assert ["lifecycle.units"] == codes(decided)
        assert {"units": 2} == dict(decided.decision.failures[0].remedies[0].params)

    def test_parcel_told_twice(self):
        """
        The same parcel counts once; another one under its id is refused.
        """
        life = told(begun(FULL), paying(1), shipped(1, at(2)))
        arrived = told(life, lifecycle.Delivered("a", at(3)))

        assert ["lifecycle.repeated"] == codes(decide(life, shipped(1, at(2))))
        assert ["lifecycle.parcel_id"] == codes(decide(life, shipped(1, at(3))))
        assert ["lifecycle.repeated"] == codes(decide(arrived, lifecycle.Delivered("a", at(3))))

    def test_unknown_parcel(self):
        """
        Only what left can arrive.
        """
        life = told(begun(FULL), paying(1), shipped(1, at(2)))
        decided = decide(life, lifecycle.Delivered("x", at(3)))
        nothing = decide(
            told(life, lifecycle.Delivered("a", at(3))), lifecycle.Delivered("x", at(4))
        )

        assert ["lifecycle.parcel"] == codes(decided)
        assert ("a",) == decided.decision.failures[0].limit
        assert ["lifecycle.no_parcel"] == codes(nothing)

    def test_release_that_nobody_awaits(self):
        """
        A release is told once, and only where the order waits for one without a date.
        """
        event = lifecycle.Released(at(2))

        assert ["lifecycle.no_release"] == codes(decide(begun(PaymentPlan.full()), event))
        assert ["lifecycle.release_date"] == codes(
            decide(begun(PaymentPlan.full(), promise=RELEASE), event)
        )


class TestDelay:
    """
    Notice, consent, refusal and silence.
    """

    def asked(self, silence=Silence.CANCEL, **fields):
        """
        A paid order whose buyer was told of a delay on the 5th, to answer by the 10th.
        """
        notice = lifecycle.DelayNotified(LATER, at(5), at(10), silence)
        return told(begun(FULL, **fields), paying(1), notice)

    def test_consent(self):
        """
        With consent the new promise binds; until then the old one does.
        """
        life = self.asked()
        agreed = told(life, lifecycle.ConsentGiven(at(6)))

        assert (OrderState.DELAY_NOTIFIED, TEN_DAYS, LATER) == (
            life.state,
            life.promise,
            life.expected,
        )
        assert (OrderState.READY, OrderState.DELAY_CONSENTED, LATER) == (
            agreed.state,
            agreed.delay,
            agreed.promise,
        )

    def test_refusal(self):
        """
        A refused delay cancels what has not been shipped; the money is to be decided about.
        """
        life = told(self.asked(), lifecycle.ConsentRefused(at(6)))

        assert (OrderState.CANCELLED, OrderState.DELAY_REFUSED) == (life.road, life.delay)
        assert OrderState.REFUND_OPEN is life.state
        assert (Party.BUYER, Cause.SELLER_LATE) == (
            life.cancellations[0].by,
            life.cancellations[0].why,
        )

    def test_silence_cancels(self):
        """
        Where silence cancels, it does so once the time for the answer is over.
        """
        life = self.asked()

        assert [(Move.CONSENT_LAPSED, at(10, 12, 0, 1))] == ticks(life, 30)
        assert Party.SYSTEM is after(life, 11).cancellations[0].by

    def test_silence_consents(self):
        """
        Where silence means consent, the new promise binds afterwards.
        """
        life = self.asked(Silence.CONSENT)
        (event,) = lifecycle.settle(life, at=at(30))

        assert (Move.CONSENT_GIVEN, True) == (event.move, event.silent)
        assert LATER == after(life, 30).promise

    def test_no_time_for_the_answer(self):
        """
        Where no time is set, silence means nothing.
        """
        notice = lifecycle.DelayNotified(LATER, at(5))

        assert [] == ticks(told(begun(FULL), paying(1), notice), 30)

    def test_silence_means_nothing(self):
        """
        Where silence means nothing, the time for the answer passes and the old promise binds.
        """
        life = self.asked(Silence.NOTHING)

        assert [] == ticks(life, 30)
        assert (OrderState.DELAY_NOTIFIED, TEN_DAYS) == (after(life, 30).state, life.promise)

    def test_release_date_becomes_a_number_of_days(self):
        """
        A paid order that waits for a release waits no more once days are named in its place.
        """
        life = self.asked(promise=RELEASE)
        agreed = told(life, lifecycle.ConsentGiven(at(6)))

        assert (OrderState.READY, OrderState.READY) == (life.road, agreed.road)
        assert not agreed.awaits_release
        assert OrderState.SHIPPED is told(agreed, shipped(2, at(7))).road

    def test_later_release_is_waited_for(self):
        """
        A later release date in place of the first keeps the order waiting, and comes by itself.
        """
        later = ReleaseOn(RELEASE.on + timedelta(days=3))
        life = told(begun(FULL, promise=RELEASE), paying(1), lifecycle.DelayNotified(later, at(5)))

        assert OrderState.AWAITING_RELEASE is life.road
        assert [Move.RELEASED] == [move for move, _ in ticks(life, 30)]

    def test_shipped_before_the_answer(self):
        """
        Goods that leave after all leave no question open.
        """
        life = told(self.asked(), shipped(2, at(6)))

        assert (OrderState.SHIPPED, OrderState.NO_DELAY) == (life.state, life.delay)
        assert [] == ticks(life, 30)

    def test_rest_is_refused(self):
        """
        What has been shipped stays shipped; the rest is cancelled.
        """
        life = told(self.asked(), shipped(1, at(6)), lifecycle.ConsentRefused(at(7)))

        assert (OrderState.SHIPPED, 1, 1) == (life.road, life.shipped, life.cancelled)
        assert cny("500") == life.overpaid

    def test_release_moves_with_the_notice(self):
        """
        A release date that was moved before it came releases nothing on the old day.
        """
        life = told(begun(FULL, promise=RELEASE), paying(1))
        moved = lifecycle.DelayNotified(ReleaseOn(date(2026, 6, 20)), at(5))

        assert [(Move.RELEASED, at(20, 0))] == ticks(told(life, moved), 30)

    @pytest.mark.parametrize("promise", [ShipWithin(CalendarDays(9)), TEN_DAYS])
    def test_no_delay(self, promise):
        """
        A promise that is no later is no delay.
        """
        notice = lifecycle.DelayNotified(promise, at(5))

        assert ["lifecycle.no_delay"] == codes(decide(begun(PaymentPlan.full()), notice))

    def test_other_form(self):
        """
        Promises of different forms cannot be compared, and are taken as told.
        """
        notice = lifecycle.DelayNotified(RELEASE, at(5))

        assert decide(begun(PaymentPlan.full()), notice).allowed

    def test_same_date_is_no_delay(self):
        """
        A release on the same day is no delay.
        """
        life = begun(PaymentPlan.full(), promise=RELEASE)

        assert ["lifecycle.no_delay"] == codes(
            decide(life, lifecycle.DelayNotified(RELEASE, at(2)))
        )

    def test_silence_is_for_the_clock(self):
        """
        Nobody can tell that nothing was said.
        """
        event = lifecycle.ConsentGiven(at(6), silent=True)

        assert ["lifecycle.clock"] == codes(decide(self.asked(), event))


class TestRefunds:
    """
    Money that goes back: decided, paid, and never more than was paid.
    """

    def cancelled(self):
        """
        An order paid in full that the seller cancelled.
        """
        return told(
            begun(FULL), paying(1), lifecycle.Cancelled("seller", "seller_cancelled", at(2))
        )

    def back(self, amount, number="r1", component="price", day=3):
        """
        A refund that was paid.
        """
        return lifecycle.RefundPaid(Payment(number, component, cny(amount), at(day)))

    def test_decided_and_paid(self):
        """
        From open to due to refunded, in parts; paid is always held and refunded.
        """
        life = self.cancelled()
        due = told(life, lifecycle.RefundDecided(cny("1000"), "seller_cancelled", at(3)))
        part = told(due, self.back("400"))
        done = told(part, self.back("600", "r2"))

        assert [
            OrderState.REFUND_OPEN,
            OrderState.REFUND_DUE,
            OrderState.REFUND_DUE,
            OrderState.REFUNDED,
        ] == [life.state, due.state, part.state, done.state]
        assert (cny("600"), cny("400"), cny("600")) == (
            part.held,
            part.refunded,
            part.unrefunded,
        )
        assert cny("0") == done.held

    def test_forfeited(self):
        """
        A deposit that is lost goes back in no part: decided with nothing, and the order is over.
        """
        life = after(told(begun(), paying(1)), 13)
        kept = told(life, lifecycle.RefundDecided(cny("0"), "balance_lapsed", at(14)))

        assert OrderState.BALANCE_LAPSED is kept.state
        assert (cny("100"), cny("0")) == (kept.held, kept.counted)

    def test_refund_of_nothing(self):
        """
        Nothing is decided to go back only where somebody must decide.
        """
        event = lifecycle.RefundDecided(cny("0"), "agreed", at(2))

        assert ["lifecycle.refund_of_nothing"] == codes(decide(told(begun(FULL), paying(1)), event))

    def test_goodwill(self):
        """
        Money that goes back as goodwill lowers what the seller has, and nothing that is due.
        """
        life = told(begun(), paying(1), lifecycle.RefundDecided(cny("30"), "agreed", at(2)))
        paid = told(life, self.back("30", component="deposit"))

        assert cny("900") == after(paid, 11).due
        assert cny("70") == paid.held

    def test_never_more_than_paid(self):
        """
        What was not paid cannot go back, nor what was not decided.
        """
        life = self.cancelled()
        decided = lifecycle.RefundDecided(cny("1000.01"), "agreed", at(3))
        due = told(life, lifecycle.RefundDecided(cny("10"), "agreed", at(3)))

        assert ["lifecycle.refund"] == codes(decide(life, decided))
        assert ["lifecycle.refund"] == codes(decide(due, self.back("10.01")))
        assert ["lifecycle.nothing_owed"] == codes(decide(life, self.back("10")))

    def test_by_component(self):
        """
        What was paid as the price does not go back as the deposit.
        """
        due = told(self.cancelled(), lifecycle.RefundDecided(cny("10"), "agreed", at(3)))
        early = Payment("r1", "price", cny("10"), at(1, 11))

        assert ["lifecycle.refund_component"] == codes(
            decide(due, self.back("10", component="deposit"))
        )
        assert ["lifecycle.before_placing"] == codes(
            decide(due, lifecycle.RefundPaid(early), now=at(3))
        )

    def test_told_twice(self):
        """
        A refund counts once; another one under its id is refused.
        """
        due = told(self.cancelled(), lifecycle.RefundDecided(cny("10"), "agreed", at(3)))
        part = told(due, self.back("5"))

        assert ["lifecycle.repeated"] == codes(decide(part, self.back("5")))
        assert ["lifecycle.payment_id"] == codes(decide(part, self.back("4")))

    def test_all_decided(self):
        """
        Once all that was paid is to go back, nothing more can be decided.
        """
        due = told(self.cancelled(), lifecycle.RefundDecided(cny("1000"), "agreed", at(3)))
        more = lifecycle.RefundDecided(cny("1"), "agreed", at(3))

        assert ["lifecycle.nothing_left"] == codes(decide(due, more))

    def test_unpaid_orders_have_nothing_to_decide(self):
        """
        A cancelled order that nobody paid is over.
        """
        life = told(begun(), lifecycle.Cancelled("buyer", "changed_mind", at(1)))

        assert (OrderState.CANCELLED, OrderState.NO_REFUND) == (life.state, life.refund)
        assert () == lifecycle.legal(life, at=at(2))


class TestDisputes:
    """
    A dispute stands above everything and ends where it began.
    """

    def test_holds_back_completion(self):
        """
        Completion waits for the end of the dispute.
        """
        life = told(
            begun(FULL, completes_after=CalendarDays(7)),
            paying(1),
            shipped(2, at(2)),
            lifecycle.Delivered("a", at(3)),
            lifecycle.DisputeOpened(at(5)),
        )
        closed = decide(life, lifecycle.DisputeClosed(at(20)))

        assert OrderState.DISPUTED is life.state
        assert [] == ticks(life, 19)
        assert ["lifecycle.move"] == codes(decide(life, lifecycle.Completed(at(6))))
        assert [Move.DISPUTE_CLOSED, Move.COMPLETED] == [one.move for one in closed.events]
        assert at(20) == closed.life.at

    def test_nothing_paid(self):
        """
        Who never paid has nothing to dispute.
        """
        assert ["lifecycle.never_paid"] == codes(decide(begun(), lifecycle.DisputeOpened(at(1))))


class TestCancellation:
    """
    By whom, why, and how much of it.
    """

    def test_by_whom_and_why(self):
        """
        The order keeps who cancelled it and why.
        """
        life = told(begun(FULL), paying(1), lifecycle.Cancelled("buyer", "changed_mind", at(2)))

        assert (Party.BUYER, Cause.CHANGED_MIND, 2) == (
            life.cancellations[0].by,
            life.cancellations[0].why,
            life.cancellations[0].lost,
        )

    def test_nothing_waits(self):
        """
        What has left is not cancelled; it comes back another way.
        """
        life = told(begun(FULL), paying(1), shipped(2, at(2)))
        decided = decide(life, lifecycle.Cancelled("buyer", "changed_mind", at(3)))

        assert ["lifecycle.move"] == codes(decided)
        assert Move.DELIVERED in decided.decision.failures[0].remedies[0].params["moves"]

    def test_some(self):
        """
        Some units are cancelled, and the rest goes on for its own price.
        """
        life = told(begun(FULL), paying(1), lifecycle.Cancelled("seller", "agreed", at(2), 1))

        assert (OrderState.READY, OrderState.REFUND_OPEN) == (life.road, life.refund)
        assert (OrderState.READY, cny("500"), cny("500")) == (
            life.state,
            life.price,
            life.overpaid,
        )

    def test_more_than_wait(self):
        """
        No more is cancelled than waits.
        """
        life = told(begun(FULL), paying(1), shipped(1, at(2)))
        decided = decide(life, lifecycle.Cancelled("seller", "agreed", at(3), 2))

        assert ["lifecycle.units"] == codes(decided)

    def test_tax_of_the_rest(self):
        """
        What tax the rest bears is not guessed.
        """
        life = told(begun(FULL, tax=cny("60")), paying(1))
        decided = decide(life, lifecycle.Cancelled("seller", "agreed", at(2), 1))
        known = told(life, lifecycle.Cancelled("seller", "agreed", at(2), 1, cny("30")))

        assert Outcome.UNKNOWN is decided.decision.outcome
        assert ["lifecycle.untold"] == codes(decided)
        assert cny("530") == known.price


class TestTimeOfAsking:
    """
    History runs forward.
    """

    def test_backwards(self):
        """
        Nothing is asked of an instant before the last record.
        """
        life = told(begun(), paying(1))
        decided = decide(life, lifecycle.AddressChanged("x", at(1)), now=at(1, 11))

        assert ["lifecycle.backwards"] == codes(decided)
        assert ((), life) == (decided.events, decided.life)

    def test_future(self):
        """
        What is dated ahead has not happened.
        """
        decided = decide(begun(), lifecycle.AddressChanged("x", at(2)), now=at(1))

        assert ["lifecycle.future"] == codes(decided)

    def test_past(self):
        """
        What is dated before the last record is told too late.
        """
        life = told(begun(), paying(1, 12, 20))
        decided = decide(life, lifecycle.AddressChanged("x", at(1)), now=at(2))

        assert ["lifecycle.past"] == codes(decided)

    @pytest.mark.parametrize(
        "event",
        [
            lifecycle.BalanceOpened(at(11)),
            lifecycle.DepositLapsed(at(11)),
            lifecycle.BalanceLapsed(at(11)),
            lifecycle.HoldExpired(at(11)),
            lifecycle.ConsentLapsed(at(11)),
        ],
        ids=lambda event: event.move.value,
    )
    def test_clock_events(self, event):
        """
        What follows from terms and time cannot be told.
        """
        assert ["lifecycle.clock"] == codes(decide(told(begun(), paying(1)), event))

    def test_placing_twice(self):
        """
        An order is placed once.
        """
        life = begun()

        assert ["lifecycle.move"] == codes(decide(life, life.placed))


class TestReplay:
    """
    The history makes the order, and an impossible history makes none.
    """

    def test_again(self):
        """
        Replay gives the same order.
        """
        life = begun()
        decided = decide(life, pay(life, at(1)), now=at(14))

        assert decided.life == lifecycle.replay([life.placed, *decided.events])

    @pytest.mark.parametrize("events", [[], [lifecycle.Released(at(1))]], ids=["none", "other"])
    def test_starts_with_placing(self, events):
        """
        A history starts with the placing.
        """
        with pytest.raises(WrongTypeError, match="Placed"):
            lifecycle.replay(events)

    def test_unsettled(self):
        """
        A history that leaves out what time brought is refused.
        """
        life = told(begun(), paying(1))

        with pytest.raises(IllegalEventError, match="unsettled: balance_opened"):
            lifecycle.evolve(life, pay(life, at(11)))

    def test_illegal(self):
        """
        A history in which something impossible happens is refused, with what would be legal.
        """
        with pytest.raises(IllegalEventError) as caught:
            lifecycle.evolve(begun(), shipped(1, at(1)))

        assert ("parcel_dispatched", "deposit_due", ("lifecycle.move",)) == (
            caught.value.event,
            caught.value.state,
            caught.value.reasons,
        )
        assert Move.PAID.value in caught.value.legal

    def test_backwards(self):
        """
        A history does not run backwards.
        """
        with pytest.raises(IllegalEventError, match=r"lifecycle\.past"):
            lifecycle.evolve(begun(), lifecycle.AddressChanged("x", at(1, 11)))

    def test_wrong_amount(self):
        """
        What `decide` refuses is no history either.
        """
        with pytest.raises(IllegalEventError, match=r"lifecycle\.amount"):
            lifecycle.evolve(begun(), lifecycle.Paid(Payment("p", "deposit", cny("1"), at(1))))

    def test_clock_at_another_time(self):
        """
        What time brings bears its own instant and no other.
        """
        with pytest.raises(IllegalEventError, match=r"lifecycle\.clock"):
            lifecycle.evolve(begun(), lifecycle.DepositLapsed(at(1, 12, 10)))


class TestPlacing:
    """
    What an order's life depends on is read once.
    """

    def test_from_the_rules(self):
        """
        Zone and time for unpaid orders are the market's.
        """
        policy = in_force("tmall", 2026, 6, 1)
        placed = lifecycle.place(terms(PaymentPlan.full()), policy, address="here")

        assert ("Asia/Shanghai", at(1, 12, 30), "here") == (
            placed.zone,
            placed.pay_by,
            placed.address,
        )

    @pytest.mark.parametrize("plan", [FULL, PaymentPlan((Part(due=BALANCE),))])
    def test_own_time(self, plan):
        """
        A plan with a time of its own needs none of the market's.
        """
        assert lifecycle.place(terms(plan), in_force("tmall", 2026, 6, 1)).pay_by is None


class TestArguments:
    """
    A slip gives a sentence.
    """

    def test_wrong_types(self):
        """
        Every door says what it wants.
        """
        life = begun()

        with pytest.raises(WrongTypeError, match="OrderLife"):
            lifecycle.settle("life", at=at(1))
        with pytest.raises(WrongTypeError, match="an event"):
            lifecycle.decide(life, "paid", at=at(1))
        with pytest.raises(WrongTypeError, match="an event"):
            lifecycle.evolve(life, None)
        with pytest.raises(WrongTypeError, match="Placed"):
            lifecycle.begin(life.placed.terms)
        with pytest.raises(WrongTypeError, match="Terms"):
            lifecycle.place(life, in_force("tmall", 2026, 6, 1))
        with pytest.raises(WrongTypeError, match="Policy"):
            lifecycle.place(life.placed.terms, "tmall")
        with pytest.raises(WrongTypeError, match="Track"):
            lifecycle.diagram("road")

    def test_naive(self):
        """
        Instants have a zone.
        """
        with pytest.raises(NaiveTimeError):
            lifecycle.legal(begun(), at=datetime(2026, 6, 1))
        with pytest.raises(NaiveTimeError):
            lifecycle.decide(begun(), lifecycle.Released(at(1)), at=datetime(2026, 6, 1))

    def test_answers_print(self):
        """
        An answer prints as its reasons, in both languages.
        """
        decided = decide(begun(), shipped(1, at(1)))

        assert str(decided.decision) == str(decided)
        assert "possible now: payment, failed payment, notice of a delay" in str(decided)
        assert "待付定金" in decided.decision.explain("zh")

    def test_names(self):
        """
        Completion shows the public names.
        """
        assert sorted(lifecycle.__all__) == dir(lifecycle)


class TestBeyondTheCalendar:
    """
    What lies beyond the last day of the calendar never comes, and is no error.
    """

    @pytest.mark.parametrize(
        "time", [CalendarDays(10**7), CalendarDays(10**10), Hours(10**8), Hours(10**15)], ids=str
    )
    def test_time_to_pay(self, time):
        """
        An unpaid order with so long a time is never cancelled by the clock.
        """
        life = begun(PaymentPlan.full(AtPlacing(time)))

        assert () == lifecycle.settle(life, at=at(30))
        assert OrderState.READY is told(life, paying(2)).road
        assert OrderState.PAYMENT_DUE is told(life, lifecycle.PaymentFailed(at(2))).road

    def test_grace(self):
        """
        A balance with so long a grace fails and does not lapse.
        """
        life = told(begun(grace=CalendarDays(10**7)), paying(1))

        assert [Move.BALANCE_OPENED, Move.PAYMENT_FAILED] == [move for move, _ in ticks(life, 30)]

    def test_last_second(self):
        """
        A payment in time until the last second of all is never too late.
        """
        end = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
        life = begun(PaymentPlan((Part(due=AtDate(end)),)))

        assert [Move.BALANCE_OPENED] == [move for move, _ in ticks(life, 30)]


class TestReplayRefuses:
    """
    What is no history gives a sentence.
    """

    @pytest.mark.parametrize("events", [5, None, begun().placed])
    def test_not_several(self, events):
        """
        One thing alone is no history.
        """
        with pytest.raises(WrongTypeError, match="several events"):
            lifecycle.replay(events)
