"""
What goes back of an order that ended in steps, and what is asked twice.
"""

from datetime import UTC, datetime, timedelta

import pytest

from rules.lives import DEPOSIT, FULL, after, at, begun, cny, paying, told
from rules.making import in_force
from tiktok_presale import (
    AtPlacing,
    CalendarDays,
    Earnest,
    OnRelease,
    OrderState,
    Outcome,
    Payment,
    PaymentPlan,
    ReleaseOn,
    ShipWithin,
    lifecycle,
    payments,
    refunds,
)
from tiktok_presale.errors import OutOfRangeError
from tiktok_presale.facts.moves import Silence

TMALL = in_force("tmall", 2023, 5, 29).with_law(in_force("law-cn", 2023, 5, 29))
DEAR = PaymentPlan.with_deposit(Earnest(cny("400"), due=AtPlacing()), DEPOSIT.lines[1].due)


def seller(day, units=None, tax=None):
    """
    The seller cancels.
    """
    return lifecycle.Cancelled("seller", "seller_cancelled", at(day), units, tax)


def buyer(day, units=None):
    """
    The buyer cancels.
    """
    return lifecycle.Cancelled("buyer", "changed_mind", at(day), units)


def decided(amount, day):
    """
    So much is to go back.
    """
    return lifecycle.RefundDecided(cny(amount), "seller_cancelled", at(day))


def dear(*events, **fields):
    """
    Two units at 1,000 yuan with 400 of earnest, paid, and what happened to them.
    """
    return told(begun(DEAR, unit_price=cny("1000"), **fields), paying(1), *events)


class TestCivilCode586InSteps:
    """
    The ceiling of a deposit is that of the contract for which it was paid, however it ended.
    """

    def test_unit_by_unit(self):
        """
        Who cancels unit by unit owes as much as who cancels at once: 400 back and 400 on top.
        """
        once = lifecycle.refund(dear(seller(2)), TMALL)
        steps = lifecycle.refund(dear(seller(2, 1), seller(3)), TMALL)

        assert (cny("800"), cny("800")) == (once.total, steps.total)
        assert cny("400") == steps.statutory.amount

    def test_seller_first_then_the_balance_lapses(self):
        """
        Where seller and buyer each ended a part, no sum is named: what was paid is undecided.
        """
        found = lifecycle.refund(after(dear(seller(2, 1)), 13), TMALL)

        assert Outcome.UNKNOWN is found.outcome
        assert ["refund.several_causes"] == [one.code for one in found.findings]
        assert (cny("0"), cny("0"), cny("400"), None) == (
            found.given_back,
            found.kept,
            found.undecided,
            found.statutory,
        )
        assert "several causes" in found.explain("en")
        assert "原因不同" in found.explain("zh")

    def test_several_causes_less_what_was_decided(self):
        """
        What was decided for the first unit is no part of what is undecided for the second.
        """
        paid = told(begun(FULL), paying(1), seller(2, 1), decided("500", 2), buyer(3))
        found = lifecycle.refund(paid, TMALL)

        assert [(refunds.Fate.UNDECIDED, cny("500"))] == [
            (one.fate, one.amount) for one in found.lines
        ]

    def test_cancelled_before_it_was_paid_for(self):
        """
        A unit for which no deposit was ever paid raises no ceiling and is no second cause.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("600")), DEPOSIT.lines[1].due)
        life = begun(plan, unit_price=cny("1000"))
        found = lifecycle.refund(told(life, buyer(1, 1), paying(1), seller(2)), TMALL)

        assert (cny("300"), cny("200")) == (found.given_back, found.statutory.amount)

    def test_nothing_was_paid(self):
        """
        Where nothing was paid, nothing is undecided, whatever the causes.
        """
        found = lifecycle.refund(told(begun(), seller(1, 1), buyer(1)), TMALL)

        assert ((), cny("0")) == (found.lines, found.given_back)
        assert "refund.several_causes" not in [one.code for one in found.findings]

    def test_tax_of_all_units(self):
        """
        The tax of units that were cancelled first is part of what was agreed for all.
        """
        life = told(begun(FULL, tax=cny("60")), paying(1), seller(2, 1, cny("30")))
        whole = told(life, seller(3))
        unpaid = told(begun(FULL, tax=cny("60")), seller(1, 1, cny("30")), paying(1), seller(2))

        assert (cny("530"), cny("1060")) == (life.terms.total, whole.terms.total)
        assert cny("530") == unpaid.terms.total


class TestAskedAgain:
    """
    What is decided is not decided again.
    """

    def test_decided_for_one_unit(self):
        """
        After 500 of 1,000 were decided for one unit, 500 are left to decide for the other.
        """
        first = told(begun(FULL), paying(1), seller(2, 1), decided("500", 2))
        found = lifecycle.refund(told(first, seller(3)), TMALL)
        back = lifecycle.RefundPaid(Payment("decided", "price", cny("500"), at(2)))
        gone = lifecycle.refund(told(first, back, seller(3)), TMALL)

        assert cny("500") == found.given_back == gone.given_back

    def test_some_is_paid_and_some_only_decided(self):
        """
        Sums paid back and sums only decided are both left out, whatever the ids of payments are.
        """
        back = lifecycle.RefundPaid(Payment("decided", "price", cny("100"), at(2)))
        life = told(begun(FULL), paying(1), seller(2), decided("700", 2), back)

        assert cny("300") == lifecycle.refund(life, TMALL).given_back

    def test_all_components(self):
        """
        What was decided is taken off each component that it can come from.
        """
        plan = DEPOSIT
        ready = told(begun(plan), paying(1), paying(11))
        found = lifecycle.refund(told(ready, seller(12), decided("950", 12)), TMALL)

        assert [("balance", cny("50"))] == [(one.component, one.amount) for one in found.lines]

    def test_double_return_is_settled(self):
        """
        The second half of the deposit is owed until it is told that it was paid.
        """
        life = told(begun(), paying(1), seller(2), decided("100", 2))
        half = Payment("s1", "deposit", cny("60"), at(3))
        rest = Payment("s2", "deposit", cny("40"), at(4))

        assert cny("100") == lifecycle.refund(life, TMALL).total
        assert cny("40") == lifecycle.refund(life, TMALL, statutory=[half]).total
        assert lifecycle.refund(life, TMALL, statutory=[half, rest]).statutory is None

    def test_units_are_kept(self):
        """
        Where a unit was sent, what is beyond its price is told by the order and not by a cause.
        """
        sent = told(begun(FULL), paying(1), lifecycle.Dispatched("a", 1, at(2)), seller(3))

        assert lifecycle.refund(sent, TMALL) is None
        assert (OrderState.REFUND_OPEN, cny("500")) == (sent.refund, sent.overpaid)


class TestStatement:
    """
    The payments of an order are due when its life says so.
    """

    PLAN = PaymentPlan.with_deposit(Earnest(cny("100")), OnRelease(CalendarDays(3)))
    OLD, NEW = (ReleaseOn(at(day).date()) for day in (10, 20))

    def told_of_delay(self, *events):
        """
        An order whose balance waits for the release, which the seller moves from the 10th.
        """
        notice = lifecycle.DelayNotified(self.NEW, at(3), None, Silence.NOTHING)
        return told(begun(self.PLAN, promise=self.OLD), paying(1), notice, *events)

    @pytest.mark.parametrize("events", [(), (lifecycle.ConsentGiven(at(4)),)])
    def test_release_that_was_moved(self, events):
        """
        The balance is not overdue by the old date once the release was moved.
        """
        life = self.told_of_delay(*events)
        found = payments.statement([life.paid_order()], TMALL, at=at(15))
        (later,) = found.later

        assert ((), ()) == (found.overdue, found.open)
        assert at(23).date() == later.due.date()
        assert [] == list(lifecycle.settle(life, at=at(15)))

    def test_promise_that_binds(self):
        """
        What refunds and statements are asked about carries the promise to which the buyer agreed.
        """
        later = ShipWithin(CalendarDays(20))
        asked = told(begun(FULL), paying(1), lifecycle.DelayNotified(later, at(3)))
        agreed = told(asked, lifecycle.ConsentGiven(at(4)))

        assert ShipWithin(CalendarDays(10)) == asked.paid_order().terms.promise
        assert later == agreed.paid_order().terms.promise

    def test_cancelled(self):
        """
        An order that has ended owes nothing from its end on; before it, the payment was open.
        """
        life = told(begun(), paying(1), seller(11))
        order = life.paid_order()
        (deposit, balance) = payments.schedule(order, TMALL)

        assert at(11) == order.ended_at
        assert () == payments.statement([order], TMALL, at=at(11)).payments
        assert 1 == len(payments.statement([order], TMALL, at=at(11, 11, 59)).open)
        assert not deposit.is_owed(at(2))
        assert not balance.is_open(at(11))
        assert not balance.is_overdue(at(30))

    def test_some_units_are_kept(self):
        """
        Where a unit is kept, its balance is still to be paid.
        """
        order = told(begun(), paying(1), seller(2, 1)).paid_order()

        assert order.ended_at is None
        assert [cny("400")] == [
            one.open_amount for one in payments.statement([order], TMALL, at=at(11)).open
        ]

    def test_ended_before_it_was_placed(self):
        """
        No order ends before it was placed.
        """
        order = told(begun(), paying(1), seller(2)).paid_order()
        early = order.terms.placed_at - timedelta(seconds=1)

        with pytest.raises(OutOfRangeError, match="ended_at"):
            type(order)(terms=order.terms, ended_at=early)

    def test_refunds_are_the_same(self):
        """
        That an order says when it ended changes nothing about what goes back.
        """
        order = told(begun(), paying(1), seller(2)).paid_order()
        bare = type(order)(terms=order.terms, payments=order.payments)
        asked = {"at": datetime(2026, 6, 2, 4, tzinfo=UTC)}

        assert refunds.due(bare, "seller_cancelled", TMALL, **asked) == refunds.due(
            order, "seller_cancelled", TMALL, **asked
        )
