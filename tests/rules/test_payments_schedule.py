"""
What is due when: each payment of each line keeps its own date.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

from rules.making import PACIFIC, SHANGHAI, own_policy
from rules.paying import (
    BALANCE_WINDOW,
    BALANCES,
    LAWLESS,
    PLACED,
    TMALL,
    agreed,
    cny,
    moved,
    noon,
    paid,
    under,
)
from tiktok_presale import (
    MON_TO_FRI,
    AfterDelay,
    AtDate,
    AtPlacing,
    BusinessCalendar,
    CalendarDays,
    Component,
    Earnest,
    Hours,
    Minutes,
    Money,
    OnDispatch,
    OnRelease,
    Part,
    PaymentPlan,
    Policy,
    ReleaseOn,
    payments,
)
from tiktok_presale import strategies as ours
from tiktok_presale.errors import NaiveTimeError, WrongTypeError
from tiktok_presale.values.instants import utc

SALE = {
    "placed_at": datetime(2022, 9, 2, 9, tzinfo=SHANGHAI),
    "unit_price": cny("499"),
    "plan": PaymentPlan.with_deposit(Earnest(cny("50"), worth=cny("100")), BALANCE_WINDOW),
}
TMALL_2022 = Policy.in_force("tmall", on=date(2022, 9, 2))


def only(when, policy=LAWLESS, **fields):
    """
    The one payment of a line that is paid in full by a trigger.
    """
    (found,) = payments.schedule(agreed(plan=PaymentPlan(Part(due=when)), **fields), policy)
    return found


class TestTriggers:
    """
    At placing, after a delay, at a date, in a window, on release, on dispatch.
    """

    @pytest.mark.parametrize(
        ("within", "due"),
        [
            (Minutes(30), datetime(2023, 6, 1, 9, 30, tzinfo=SHANGHAI)),
            (Hours(48), datetime(2023, 6, 3, 9, tzinfo=SHANGHAI)),
            (CalendarDays(0), datetime(2023, 6, 1, 23, 59, 59, tzinfo=SHANGHAI)),
            (CalendarDays(7), datetime(2023, 6, 8, 23, 59, 59, tzinfo=SHANGHAI)),
        ],
        ids=str,
    )
    def test_at_placing(self, within, due):
        """
        Minutes and hours elapse; days end with the day, that of the order being day 0.
        """
        found = only(AtPlacing(within), TMALL)

        assert (PLACED, due) == (found.opens, found.due)

    def test_the_market_says_how_long(self):
        """
        Where the plan does not say, Tmall keeps a deposit order open for 30 minutes.
        """
        assert PLACED + timedelta(minutes=30) == only(AtPlacing(), TMALL).due

    def test_the_shortest_time(self):
        """
        Of two times, that of the market and that of a law, the shorter counts.
        """
        law = own_policy({"payment.pay_within": "{ minutes = 10 }"})

        assert PLACED + timedelta(minutes=10) == only(AtPlacing(), TMALL.with_law(law)).due

    def test_nobody_says_how_long(self):
        """
        Without a figure it can be paid from the start, and until when is unknown.
        """
        found = only(AtPlacing())

        assert PLACED == found.opens
        assert found.due is None
        assert "payment.no_time" == found.missing.code
        assert found.is_open(PLACED)

    def test_business_days(self):
        """
        Working days are those of a calendar; where none reaches, the date is unknown.
        """
        policy = own_policy({"payment.pay_within": "{ days = 2, unit = 'business_days' }"})
        calendar = BusinessCalendar(
            "c", MON_TO_FRI, first=date(2023, 1, 1), last=date(2023, 12, 31)
        )
        terms = agreed(placed_at=noon(2023, 6, 2))

        (unknown,) = payments.schedule(terms, policy)
        (known,) = payments.schedule(terms, policy, calendar=calendar)

        assert "payment.calendar" == unknown.missing.code
        assert datetime(2023, 6, 6, 23, 59, 59, tzinfo=UTC) == known.due

    @pytest.mark.parametrize(
        ("delay", "due"),
        [
            (Hours(12), PLACED + timedelta(hours=12)),
            (CalendarDays(10), datetime(2023, 6, 11, 23, 59, 59, tzinfo=SHANGHAI)),
        ],
        ids=str,
    )
    def test_after_a_delay(self, delay, due):
        """
        A delay runs from the order.
        """
        assert due == only(AfterDelay(delay), TMALL).due

    def test_at_a_date(self):
        """
        A date is the same for every buyer, and is shown in the market's zone.
        """
        found = only(AtDate(noon(2023, 7, 1)), TMALL)

        assert "2023-07-01T20:00:00+08:00" == found.due.isoformat()

    def test_in_a_window(self):
        """
        The 99 sale of 2022: deposit of 2 September, balance from 6 September 20:00 to the 10th.
        """
        deposit, balance = payments.schedule(agreed(**SALE), TMALL_2022)

        assert (cny("50"), cny("399")) == (deposit.amount, balance.amount)
        assert datetime(2022, 9, 2, 9, 30, tzinfo=SHANGHAI) == deposit.due
        assert (BALANCES.opens, BALANCES.closes) == (balance.opens, balance.due)

    def test_on_release(self):
        """
        Days from a release are counted in the zone in which its date is read.
        """
        release = ReleaseOn(date(2023, 6, 20), zone="America/New_York")
        found = only(
            OnRelease(CalendarDays(2)),
            own_policy({"deposit.coupons": "true"}, zone="UTC"),
            promise=release,
        )

        assert datetime(2023, 6, 20, 4, tzinfo=UTC) == found.opens
        assert datetime(2023, 6, 23, 3, 59, 59, tzinfo=UTC) == found.due

    def test_hours_from_a_release(self):
        """
        Hours elapse from its first instant, across a clock change too.
        """
        policy = own_policy({"deposit.coupons": "true"}, zone="America/Los_Angeles")
        release = ReleaseOn(date(2025, 11, 2))
        found = only(OnRelease(Hours(24)), policy, promise=release)

        assert datetime(2025, 11, 2, 23, tzinfo=PACIFIC) == found.due

    def test_no_release_is_known(self):
        """
        A payment on release under a promise of days has no date, and says why.
        """
        found = only(OnRelease(CalendarDays(2)))

        assert (None, None) == (found.opens, found.due)
        assert "payment.not_released" == found.missing.code

    def test_on_dispatch(self):
        """
        What is taken on dispatch has no date before the goods are dispatched.
        """
        terms = agreed(plan=PaymentPlan.authorised(CalendarDays(7)))
        sent = PLACED + timedelta(days=3)

        (before,) = payments.schedule(terms, TMALL)
        (after,) = payments.schedule(paid(terms, dispatched_at=sent), TMALL)

        assert "payment.not_dispatched" == before.missing.code
        assert not before.is_open(sent)
        assert (sent, sent, None) == (after.opens, after.due, after.missing)

    @pytest.mark.parametrize(
        "when",
        [
            AfterDelay(CalendarDays(10**9)),
            AfterDelay(Hours(10**12)),
            AtDate(datetime(9999, 12, 31, 23, tzinfo=UTC)),
        ],
        ids=str,
    )
    def test_beyond_the_calendar(self, when):
        """
        A date that no calendar holds is unknown, and no error.
        """
        assert "payment.too_far" == only(when, TMALL).missing.code


class TestParts:
    """
    Each payment says what it is for; the rest carries shipping, tax and fees.
    """

    def test_rest_carries_extras(self):
        """
        A balance of 449 with 10 of shipping is a payment of 459 in two parts.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("50")), BALANCE_WINDOW)
        terms = agreed(unit_price=cny("499"), plan=plan, shipping=cny("10"))
        deposit, balance = payments.schedule(terms, TMALL)

        assert {"deposit": cny("50")} == deposit.parts
        assert {"balance": cny("449"), "shipping": cny("10")} == balance.parts
        assert (Component.BALANCE, cny("459"), 2) == (
            balance.component,
            balance.amount,
            balance.number,
        )

    def test_paid_so_far(self):
        """
        What was paid for a component covers the payment that comes first.
        """
        plan = PaymentPlan((Part(cny("300")), Part(cny("300")), Part()))
        order = paid(agreed(plan=plan), moved("price", 450))

        assert [cny("300"), cny("150"), cny("0")] == [
            due.paid for due in payments.schedule(order, TMALL)
        ]

    @given(ours.paid_orders(), ours.policies(["tmall", "us"]))
    def test_sums(self, order, policy):
        """
        The payments make the total, their parts make them, and no more is covered than was paid.
        """
        dues = payments.schedule(order, policy)
        currency = order.currency
        everything = Money.sum((order.paid(one) for one in Component), currency)

        assert order.terms.total == Money.sum((due.amount for due in dues), currency)
        assert order.terms.payments == tuple(due.amount for due in dues)
        assert all(due.amount == Money.sum(due.parts.values(), currency) for due in dues)
        assert all(due.open_amount.minor >= 0 for due in dues)
        assert Money.sum((due.paid for due in dues), currency) <= everything

    @given(ours.paid_orders(), ours.policies(["tmall", "us"]))
    def test_known_or_told(self, order, policy):
        """
        Every payment has a due date, or says why it has none; none is due before it opens.
        """
        for due in payments.schedule(order, policy):
            assert (due.due is None) == (due.missing is not None)
            if (
                due.opens is not None
                and due.due is not None
                and not isinstance(due.trigger, AtDate)
            ):
                assert utc(due.opens) <= utc(due.due)


class TestStatement:
    """
    Several due dates in one order are kept apart: not all fall due on the earliest.
    """

    def test_two_release_dates_in_one_order(self):
        """
        Two goods with two release dates have two due dates, though they were ordered together.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("100")), OnRelease(CalendarDays(3)))
        lines = [
            agreed(id=f"l{month}", plan=plan, promise=ReleaseOn(date(2023, month, 1)))
            for month in (8, 7)
        ]
        at = PLACED + timedelta(minutes=10)
        told = payments.statement(lines, TMALL, at=at)
        balances = [one for one in told.payments if one.component is Component.BALANCE]

        assert ["l7", "l8"] == [one.line for one in balances]
        assert [date(2023, 7, 4), date(2023, 8, 4)] == [one.due.date() for one in balances]
        assert {"l7", "l8"} == {one.line for one in told.open}
        assert tuple(balances) == told.later
        assert () == told.overdue

    def test_last_second(self):
        """
        The due second counts in full; after it the payment is overdue.
        """
        order = paid(agreed(**SALE), moved("deposit", 50, SALE["placed_at"]))
        closes = BALANCES.closes

        def state(at):
            told = payments.statement([order], TMALL_2022, at=at)
            return len(told.later), len(told.open), len(told.overdue)

        assert (1, 0, 0) == state(BALANCES.opens - timedelta(seconds=1))
        assert (0, 1, 0) == state(BALANCES.opens)
        assert (0, 1, 0) == state(closes + timedelta(microseconds=999_999))
        assert (0, 0, 1) == state(closes + timedelta(seconds=1))

    def test_nothing_left(self):
        """
        What is paid stands on no statement.
        """
        order = paid(agreed(), moved("price", 1000))

        told = payments.statement([order], TMALL, at=PLACED)

        assert () == told.payments
        assert told.explain("en").endswith("\nnothing")

    def test_failed_balance_paid_later(self):
        """
        A balance that failed is overdue; paid late, it is paid, and no new date is made up.
        """
        deposit = moved("deposit", 50, SALE["placed_at"])
        late = BALANCES.closes + timedelta(hours=5)
        failed = paid(agreed(**SALE), deposit)
        settled = paid(agreed(**SALE), deposit, moved("balance", 399, late))

        assert 1 == len(payments.statement([failed], TMALL_2022, at=late).overdue)
        assert () == payments.statement([settled], TMALL_2022, at=late).payments

    def test_text(self):
        """
        Each payment is told with its own date, or why it has none.
        """
        lines = [agreed(**SALE), agreed(id="l2", plan=PaymentPlan.authorised())]
        told = payments.statement(lines, TMALL_2022, at=SALE["placed_at"])

        assert "l1: deposit of 50.00 CNY can be paid now, due by 2022-09-02 09:30:00" in str(told)
        assert "l1: balance of 399.00 CNY comes later, from 2022-09-06 20:00:00+08:00" in str(told)
        assert "l2: price of 1,000.00 CNY comes later, without a date: it is taken on" in str(told)
        assert "l1：定金50.00 CNY现可支付" in told.explain("zh")

    @pytest.mark.parametrize("orders", [[5], [None]], ids=repr)
    def test_no_lines(self, orders):
        """
        Only terms and paid orders have payments.
        """
        with pytest.raises(WrongTypeError, match="Terms or a PaidOrder"):
            payments.statement(orders, TMALL, at=PLACED)

    @pytest.mark.parametrize("orders", [agreed(), None, 5])
    def test_not_several(self, orders):
        """
        One line alone, or none, is told to be given as several.
        """
        with pytest.raises(WrongTypeError, match=r"write \[order\] for one"):
            payments.statement(orders, TMALL, at=PLACED)

    def test_naive(self):
        """
        An instant has a zone.
        """
        with pytest.raises(NaiveTimeError):
            payments.statement([], TMALL, at=datetime(2023, 6, 1))

    @given(ours.paid_orders(), ours.instants())
    def test_every_open_payment_stands_once(self, order, at):
        """
        Overdue, open and later together are all that is not paid.
        """
        told = payments.statement([order], under("us", on=date(2026, 3, 2)), at=at)
        parts = [*told.overdue, *told.open, *told.later]

        assert sorted(map(repr, told.payments)) == sorted(map(repr, parts))
        assert order.terms.total - Money.sum(
            (one.open_amount for one in told.payments), order.currency
        ) == Money.sum((one.paid for one in payments.schedule(order, TMALL)), order.currency)


def test_placing_is_read_off_dispatch():
    """
    A hold that is captured on dispatch is shown with the trigger that the plan names.
    """
    terms = agreed(plan=PaymentPlan.authorised())

    assert OnDispatch() == payments.schedule(terms, TMALL)[0].trigger
