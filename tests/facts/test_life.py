"""
The life of one line of an order: what cannot be, and what follows from what is.
"""

from decimal import Decimal

import attrs
import pytest

from rules.lives import DEPOSIT, FULL, after, at, begun, cny, paying, terms, told
from tiktok_presale import Earnest, OrderState, Payment, PaymentPlan, Share, lifecycle
from tiktok_presale.errors import OutOfRangeError
from tiktok_presale.facts.life import Track
from tiktok_presale.facts.resizing import resized


class TestBirth:
    """
    Goods and money come from somewhere.
    """

    def test_units(self):
        """
        No more is cancelled than was ordered.
        """
        with pytest.raises(OutOfRangeError, match="at most 2 together"):
            attrs.evolve(begun(), cancelled=3)

    @pytest.mark.parametrize(
        "fields",
        [{"owed": cny("1")}, {"refunds": (Payment("r1", "price", cny("1"), at(2)),)}],
        ids=["owed", "refunded"],
    )
    def test_refunds(self, fields):
        """
        No more goes back than was decided, and no more is decided than was paid.
        """
        with pytest.raises(OutOfRangeError, match="in this order"):
            attrs.evolve(begun(), **fields)


class TestState:
    """
    The one word that matters most.
    """

    def test_order_of_words(self):
        """
        Dispute before delay before the road; a refund only where nothing is kept.
        """
        paid = told(begun(FULL), paying(1))
        decided = told(paid, lifecycle.RefundDecided(cny("1"), "agreed", at(2)))
        asked = told(decided, lifecycle.DelayNotified(lifecycle_promise(), at(3)))
        disputed = told(asked, lifecycle.DisputeOpened(at(4)))

        assert [
            OrderState.READY,
            OrderState.READY,
            OrderState.DELAY_NOTIFIED,
            OrderState.DISPUTED,
        ] == [life.state for life in (paid, decided, asked, disputed)]

    def test_tracks(self):
        """
        Each track has a state of its own.
        """
        life = told(begun(FULL), paying(1), lifecycle.DisputeOpened(at(4)))

        assert [
            OrderState.READY,
            OrderState.NO_DELAY,
            OrderState.NO_REFUND,
            OrderState.DISPUTED,
        ] == [life.on(track) for track in Track]


def lifecycle_promise():
    """
    A promise later than that of the tests' orders.
    """
    promise = terms().promise
    return attrs.evolve(promise, days=attrs.evolve(promise.days, count=30))


class TestPaidOrder:
    """
    The order as refunds are asked about it.
    """

    def test_times(self):
        """
        Dispatched with the first parcel, delivered with the last.
        """
        life = told(
            begun(FULL),
            paying(1),
            lifecycle.Dispatched("a", 1, at(2)),
            lifecycle.Dispatched("b", 1, at(3)),
            lifecycle.Delivered("a", at(4)),
        )
        whole = told(life, lifecycle.Delivered("b", at(5)))

        assert (at(2), None) == (life.paid_order().dispatched_at, life.paid_order().delivered_at)
        assert at(5) == whole.paid_order().delivered_at
        assert life.payments == life.paid_order().payments

    def test_worth_of_the_deposit(self):
        """
        A deposit worth more than was paid keeps its worth for each unit.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("100"), worth=cny("200")), DEPOSIT.lines[1].due)
        life = told(begun(plan), paying(1), lifecycle.QuantityChanged(1, at(2)))
        deposit = life.paid_order().terms.plan.deposit

        assert (cny("100"), cny("150")) == (deposit.amount, deposit.worth)
        assert (cny("450"), cny("350")) == (life.price, after(life, 11).due)
        assert life.price == life.paid_order().terms.total

    def test_deposit_above_the_price(self):
        """
        Where the deposit was more than all that is kept costs, the terms stand as they are.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("800")), DEPOSIT.lines[1].due)
        life = told(begun(plan), paying(1), lifecycle.QuantityChanged(1, at(2)))

        assert life.terms == life.paid_order().terms


class TestResized:
    """
    The same terms for another number of units.
    """

    def test_same(self):
        """
        The same number makes the same terms.
        """
        ours = terms()

        assert resized(ours, 2) is ours

    def test_at_least_a_minor_unit(self):
        """
        A fixed deposit never becomes nothing.
        """
        plan = PaymentPlan.with_deposit(
            Earnest(cny("0.01"), worth=cny("0.02")), DEPOSIT.lines[1].due
        )
        small = resized(terms(plan, units=5), 1)

        assert (cny("0.01"), cny("0.01")) == (
            small.plan.deposit.amount,
            small.plan.deposit.worth,
        )

    def test_shares(self):
        """
        Shares stay shares of the new price.
        """
        share = Share(Decimal("0.2"))
        plan = PaymentPlan.with_deposit(Earnest(share), DEPOSIT.lines[1].due)

        assert (cny("300"), cny("1200")) == resized(terms(plan), 3).payments

    def test_tax(self):
        """
        The tax is as told, or as agreed.
        """
        ours = terms(tax=cny("60"))

        assert cny("60") == resized(ours, 3).tax
        assert cny("30") == resized(ours, 1, cny("30")).tax
        assert cny("30") == resized(ours, 2, cny("30")).tax
