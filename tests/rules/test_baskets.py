"""
May goods with different dates stand in one basket, and what does each way of doing it mean?
"""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from rules.making import PACIFIC, in_force, own_policy
from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    Earnest,
    Hours,
    InWindow,
    Money,
    OnRelease,
    OrderKind,
    Outcome,
    PaymentPlan,
    Period,
    ReleaseOn,
    ShipWithin,
    Terms,
    baskets,
)
from tiktok_presale.errors import (
    CurrencyMismatchError,
    NaiveTimeError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.rules.baskets import Mix

US = in_force("us", 2026, 2, 2)
AT = datetime(2026, 2, 2, 10, tzinfo=PACIFIC)
PARCEL = Money("4.50", "USD")


def usd(amount):
    """
    So many dollars.
    """
    return Money(amount, "USD")


def line(number, promise, **fields):
    """
    A line of one unit at 20 dollars, held on the card.
    """
    ours = {
        "id": number,
        "offer": "offer",
        "sku": number,
        "units": 1,
        "unit_price": usd("20"),
        "plan": PaymentPlan.authorised(renewed=True),
        "promise": promise,
        "placed_at": AT,
        "edition": US.edition,
    }
    return Terms(**{**ours, **fields})


CAP = line("cap", ShipWithin(BusinessDays(2)), kind=OrderKind.STANDARD)
DOLL = line("doll", ReleaseOn(date(2026, 2, 20)))
BOOK = line("book", ReleaseOn(date(2026, 3, 10)))


def options(*lines, policy=US, parcel=PARCEL, **fields):
    """
    The four ways, by their names.
    """
    found = baskets.options(lines, policy, at=AT, parcel=parcel, **fields)
    return {choice.mix: choice for choice in found}


def parcels(choice):
    """
    Which lines leave together, and on which day.
    """
    return [
        (parcel.lines, parcel.dispatch_by and parcel.dispatch_by.date())
        for parcel in choice.parcels
    ]


def codes(choice):
    """
    The outcome and code of each reason.
    """
    return [(one.outcome.value, one.code) for one in choice.decision.findings]


class TestTwoReleaseDates:
    """
    Spot goods and two pre-orders with two release dates, in one basket.
    """

    APART = (
        (("cap",), date(2026, 2, 4)),
        (("doll",), date(2026, 2, 24)),
        (("book",), date(2026, 3, 12)),
    )

    def test_four_ways(self):
        """
        All four ways are worked out, always in the same order.
        """
        found = baskets.options([CAP, DOLL, BOOK], US, at=AT, parcel=PARCEL)

        assert [Mix.ALLOW, Mix.DENY, Mix.SPLIT, Mix.WAIT] == [choice.mix for choice in found]

    def test_allow(self):
        """
        One order in three parcels; the buyer pays for one of them.
        """
        choice = options(CAP, DOLL, BOOK)[Mix.ALLOW]

        assert list(self.APART) == parcels(choice)
        assert (("cap", "doll", "book"),) == choice.orders
        assert (usd("13.50"), usd("4.50"), usd("9.00")) == (
            choice.shipping,
            choice.charged,
            choice.carried,
        )
        assert choice.allowed
        assert [("pass", "baskets.own_dates")] == codes(choice)

    def test_split(self):
        """
        Three orders, each with its own parcel, paid by the buyer.
        """
        choice = options(CAP, DOLL, BOOK)[Mix.SPLIT]

        assert list(self.APART) == parcels(choice)
        assert (("cap",), ("doll",), ("book",)) == choice.orders
        assert (usd("13.50"), usd("13.50"), usd("0")) == (
            choice.shipping,
            choice.charged,
            choice.carried,
        )

    def test_deny(self):
        """
        No such basket; what may be bought together is named.
        """
        choice = options(CAP, DOLL, BOOK)[Mix.DENY]
        finding = choice.decision.failures[0]

        assert ((), (), usd("0"), ()) == (
            choice.orders,
            choice.parcels,
            choice.shipping,
            choice.payments,
        )
        assert [("fail", "baskets.denied")] == codes(choice)
        assert {"groups": "cap; doll; book"} == dict(finding.remedies[0].params)
        assert choice.last is None

    def test_wait(self):
        """
        One parcel on the last date: spot goods would be late, the other pre-order is told later.
        """
        choice = options(CAP, DOLL, BOOK)[Mix.WAIT]
        late, later = choice.decision.findings

        assert [(("cap", "doll", "book"), date(2026, 3, 12))] == parcels(choice)
        assert (usd("4.50"), usd("4.50")) == (choice.shipping, choice.charged)
        assert [("fail", "baskets.later"), ("advice", "baskets.later")] == codes(choice)
        assert ("cap", "deadlines.standard.dispatch") == (late.params["line"], late.rule)
        assert ("doll", "deadlines.pre_order.dispatch") == (later.params["line"], later.rule)
        assert late.source is not None

    def test_wait_promises(self):
        """
        The pre-order that waits is promised for the last date; the others keep their promise.
        """
        choice = options(CAP, DOLL, BOOK)[Mix.WAIT]

        assert {
            "cap": CAP.promise,
            "doll": ReleaseOn(date(2026, 3, 10)),
            "book": BOOK.promise,
        } == dict(choice.promises)

    def test_wait_of_pre_orders_alone(self):
        """
        Without spot goods all may wait, and each line that does is named.
        """
        choice = options(DOLL, BOOK)[Mix.WAIT]

        assert choice.allowed
        assert [("advice", "baskets.later")] == codes(choice)[:1]


class TestWindow:
    """
    A promise is moved no further than the market allows.
    """

    def test_too_long(self):
        """
        A release that would have to lie more than 60 days ahead is refused by the window.
        """
        far = line("far", ReleaseOn(date(2026, 4, 20)))
        choice = options(DOLL, far)[Mix.WAIT]
        failed = [one.code for one in choice.decision.failures]

        assert ["baskets.later", "window.days", "window.api"][:2] == failed[:2]

    def test_business_days(self):
        """
        A promise in business days is lengthened in business days, over weekends.
        """
        policy = own_policy(
            {
                "calendar.week": '["mon", "tue", "wed", "thu", "fri"]',
                "window.days": '{ min = 1, max = 30, unit = "business_days" }',
                "deadlines.pre_order.dispatch": (
                    '{ event = "dispatch", anchor = "placed", promise = true, days = 0,'
                    ' unit = "calendar_days" }'
                ),
            },
            holidays='[[holidays]]\nyear = 2025\ndates = []\nsource = "page"\n',
        )
        placed = datetime(2025, 6, 2, 9, tzinfo=UTC)  # a Monday
        soon = line("soon", ShipWithin(BusinessDays(2)), placed_at=placed)
        late = line("late", ShipWithin(CalendarDays(12)), placed_at=placed)
        choice = options(soon, late, policy=policy)[Mix.WAIT]

        assert ShipWithin(BusinessDays(10)) == choice.promises["soon"]


class TestSameDate:
    """
    Goods that leave on one date are no mixed basket.
    """

    def test_nothing_to_choose(self):
        """
        All four ways are the same: one order, one parcel.
        """
        found = options(DOLL, attrs.evolve(DOLL, id="other"))

        for choice in found.values():
            assert choice.allowed
            assert [(("doll", "other"), date(2026, 2, 24))] == parcels(choice)
            assert PARCEL == choice.charged


class TestUnknown:
    """
    A line whose date nobody knows is no line without a date.
    """

    def test_undated(self):
        """
        It leaves alone and last, and every way says so.
        """
        made = line("made", ShipWithin(CalendarDays(5)))
        found = options(DOLL, made)

        for choice in found.values():
            assert not choice.allowed
            assert ("unknown", "baskets.undated") in codes(choice)
            assert ("unknown", "deadline.no_release") in codes(choice)
        assert (("made",), None) == parcels(found[Mix.ALLOW])[-1]
        assert Outcome.UNKNOWN is found[Mix.WAIT].decision.outcome
        assert found[Mix.WAIT].last is None


class TestPayments:
    """
    What is to be paid when, each at its own date.
    """

    def balances(self):
        """
        Two pre-orders whose balances are due on two releases.
        """
        plan = PaymentPlan.with_deposit(Earnest(usd("5")), OnRelease(Hours(48)))
        return [attrs.evolve(one, plan=plan) for one in (DOLL, BOOK)]

    def test_own_dates(self):
        """
        The earlier balance does not pull the later one forward.
        """
        choice = options(*self.balances())[Mix.ALLOW]
        balances = [one for one in choice.payments if one.component == "balance"]

        assert [("doll", 22), ("book", 12)] == [(one.line, one.due.day) for one in balances]

    def test_wait(self):
        """
        A balance due on a release that waits is due with the later one.
        """
        choice = options(*self.balances())[Mix.WAIT]
        balances = [one for one in choice.payments if one.component == "balance"]

        assert 1 == len({one.due for one in balances})

    def test_paid_in_the_last_second(self):
        """
        Where dispatch counts from the balance, it is taken as paid in its last second.
        """
        tmall = in_force("tmall", 2022, 9, 2)
        window = Period(datetime(2022, 9, 6, tzinfo=UTC), datetime(2022, 9, 10, 4, tzinfo=UTC))
        plan = PaymentPlan.with_deposit(Earnest(Money("5", "CNY")), InWindow(window))
        placed = datetime(2022, 9, 2, tzinfo=UTC)
        one = line(
            "one",
            ShipWithin(CalendarDays(3)),
            placed_at=placed,
            unit_price=Money("20", "CNY"),
            plan=plan,
        )
        (choice, *_) = baskets.options([one], tmall, at=placed, parcel=Money("8", "CNY"))

        assert window.closes + timedelta(hours=48) == choice.last


class TestArguments:
    """
    A slip gives a sentence.
    """

    def test_lines(self):
        """
        Lines are terms, one or more, each with its own id, in one currency.
        """
        with pytest.raises(WrongTypeError, match="several Terms"):
            options(AT)
        with pytest.raises(WrongTypeError, match="several Terms"):
            baskets.options(1, US, at=AT, parcel=PARCEL)
        with pytest.raises(OutOfRangeError, match="own id"):
            options(DOLL, DOLL)
        with pytest.raises(OutOfRangeError, match="one or more"):
            options()
        with pytest.raises(CurrencyMismatchError):
            options(DOLL, parcel=Money("8", "CNY"))
        with pytest.raises(WrongTypeError, match="Money"):
            options(DOLL, parcel=8)
        with pytest.raises(WrongTypeError, match="Policy"):
            options(DOLL, policy="us")
        with pytest.raises(NaiveTimeError):
            baskets.options([DOLL], US, at=datetime(2026, 2, 2), parcel=PARCEL)

    def test_answers_print(self):
        """
        A choice prints as its reasons, in both languages.
        """
        choice = options(DOLL, BOOK)[Mix.DENY]

        assert "buy apart: doll; book" in str(choice)
        assert "分开购买" in choice.explain("zh")

    def test_names(self):
        """
        Completion shows the public names.
        """
        assert sorted(baskets.__all__) == dir(baskets)
