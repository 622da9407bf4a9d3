"""
Orders that change while they wait: money is conserved, and the price of one stays.
"""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rules.lives import (
    BALANCE,
    DEPOSIT,
    FULL,
    HELD,
    after,
    at,
    begun,
    cny,
    codes,
    paying,
    remedies,
    told,
)
from rules.making import in_force
from tiktok_presale import (
    Advance,
    AtDate,
    Cause,
    Earnest,
    Money,
    OrderState,
    Outcome,
    Part,
    Payment,
    PaymentPlan,
    Share,
    lifecycle,
)
from tiktok_presale.values.money import Rounding


def quantity(life, units, instant, *payments, tax=None):
    """
    The answer about another number of units.
    """
    event = lifecycle.QuantityChanged(units, instant, tax, payments)
    return lifecycle.decide(life, event, at=instant)


class TestMoreUnits:
    """
    Added units cost the frozen price of one; the difference falls due with the next payment.
    """

    def test_before_the_deposit(self):
        """
        The deposit grows with the order.
        """
        life = quantity(begun(), 3, at(1)).life

        assert (cny("150"), cny("1500")) == (life.due, life.price)

    def test_between_deposit_and_balance(self):
        """
        The deposit stays what was paid; the balance carries all that is added.
        """
        life = quantity(told(begun(), paying(1)), 3, at(2)).life

        assert OrderState.BALANCE_PENDING is life.state
        assert cny("1400") == after(life, 11).due
        assert cny("1500") == told(after(life, 11), paying(11)).paid

    def test_all_paid(self):
        """
        Once all is paid, added units are paid with the change itself.
        """
        life = told(begun(FULL), paying(1))
        unpaid = quantity(life, 3, at(2))
        paid = quantity(life, 3, at(2), Payment("p9", "price", cny("500"), at(2)))

        assert ["lifecycle.amount"] == codes(unpaid)
        assert {"amount": cny("500")} == dict(unpaid.decision.failures[0].remedies[0].params)
        assert (OrderState.READY, cny("1500"), cny("0")) == (
            paid.life.state,
            paid.life.held,
            paid.life.due,
        )

    def test_paid_too_soon(self):
        """
        Before all is paid, nothing is paid with the change.
        """
        extra = Payment("p9", "balance", cny("1"), at(2))

        assert ["lifecycle.amount"] == codes(quantity(told(begun(), paying(1)), 3, at(2), extra))

    def test_known_payment(self):
        """
        A payment that counted already pays for nothing more.
        """
        life = told(begun(FULL), paying(1))
        again = Payment("p1", "price", cny("500"), at(2))

        assert ["lifecycle.payment_id"] == codes(quantity(life, 3, at(2), again))

    def test_held(self):
        """
        A hold on the card covers no added units.
        """
        life = told(begun(HELD), lifecycle.Authorised("h1", at(1)))
        one = told(begun(HELD, units=1), lifecycle.Authorised("h1", at(1)))

        assert ["lifecycle.held"] == codes(quantity(life, 3, at(2)))
        assert "order_again" in remedies(quantity(life, 3, at(2)))
        assert quantity(life, 1, at(2)).allowed
        assert lifecycle.Move.QUANTITY_CHANGED not in lifecycle.legal(one, at=at(2))

    def test_captured(self):
        """
        A hold that was captured stands in no way: added units are paid at once, as any are.
        """
        life = told(begun(HELD), lifecycle.Authorised("h1", at(1)), paying(2))
        grown = quantity(life, 3, at(2), Payment("p9", "price", cny("500"), at(2)))

        assert life.hold is None
        assert (3, cny("1500")) == (grown.life.kept, grown.life.paid)


class TestFewerUnits:
    """
    What was paid beyond the new price goes back, to the minor unit.
    """

    def test_before_the_balance(self):
        """
        A deposit that was paid for two counts in full for the one that is left.
        """
        life = quantity(told(begun(), paying(1)), 1, at(2)).life

        assert (cny("400"), OrderState.NO_REFUND) == (after(life, 11).due, life.refund)

    def test_all_paid(self):
        """
        The difference is owed at once; paying it back ends it.
        """
        life = quantity(told(begun(FULL, units=3), paying(1)), 1, at(2)).life
        back = lifecycle.RefundPaid(Payment("r1", "price", cny("1000"), at(3)))

        assert (OrderState.REFUND_DUE, cny("1000")) == (life.refund, life.unrefunded)
        assert (OrderState.READY, cny("500")) == (told(life, back).state, told(life, back).held)

    def test_deposit_alone_is_enough(self):
        """
        Where the deposit is the price of what is left and more, no balance remains.
        """
        plan = PaymentPlan.with_deposit(Advance(cny("800")), BALANCE)
        life = quantity(told(begun(plan), paying(1)), 1, at(2)).life

        assert (OrderState.READY, cny("300")) == (life.state, life.unrefunded)

    def test_and_back_again(self):
        """
        Fewer and more again makes the very terms that were agreed.
        """
        life = told(begun(units=3), paying(1))
        again = quantity(quantity(life, 1, at(2)).life, 3, at(3)).life

        assert (life.terms, life.due) == (again.terms, again.due)

    def test_paid_back_and_bought_again(self):
        """
        What went back for fewer units is paid again for more.
        """
        life = quantity(told(begun(FULL), paying(1)), 1, at(2)).life
        more = Payment("p9", "price", cny("500"), at(3))
        grown = quantity(life, 2, at(3), more).life

        assert (cny("1500"), cny("500"), cny("1000")) == (
            grown.paid,
            grown.owed,
            grown.counted,
        )

    def test_below_what_has_left(self):
        """
        What has left stays bought.
        """
        life = told(begun(FULL), paying(1), lifecycle.Dispatched("a", 2 - 1, at(2)))
        sent = told(begun(FULL, units=3), paying(1), lifecycle.Dispatched("a", 2, at(2)))

        assert ["lifecycle.below_shipped"] == codes(quantity(sent, 1, at(3)))
        assert OrderState.SHIPPED is quantity(life, 1, at(3)).life.road

    def test_same(self):
        """
        The same number is no change.
        """
        assert ["lifecycle.unchanged"] == codes(quantity(begun(), 2, at(1)))

    def test_money_still_open(self):
        """
        While nobody has decided about the money of a cancellation, the quantity stays.
        """
        life = told(
            begun(FULL, units=3), paying(1), lifecycle.Cancelled("seller", "agreed", at(2), 1)
        )

        assert ["lifecycle.move"] == codes(quantity(life, 1, at(3)))

    def test_plan_that_cannot_shrink(self):
        """
        Where shares are rounded up past the price, the change is refused.
        """
        up = Share(Decimal("0.4"), rounding=Rounding.UP)
        life = begun(PaymentPlan((Part(up), Part(up), Part())), unit_price=cny("0.02"))

        assert quantity(life, 3, at(1)).allowed
        small = begun(PaymentPlan((Part(up), Part(up), Part())), unit_price=cny("0.01"), units=5)

        assert ["lifecycle.plan"] == codes(quantity(small, 1, at(1)))
        assert ["lifecycle.plan"] == codes(
            lifecycle.decide(small, lifecycle.Cancelled("seller", "agreed", at(1), 4), at=at(1))
        )


class TestTax:
    """
    Tax is not guessed: whoever changes the units says what tax the new number bears.
    """

    def test_untold(self):
        """
        A change that does not tell the tax is not decided.
        """
        decided = quantity(begun(tax=cny("60")), 1, at(1))

        assert Outcome.UNKNOWN is decided.decision.outcome
        assert ["tell", "legal_moves"] == remedies(decided)

    def test_told(self):
        """
        The balance carries the tax that was told.
        """
        life = quantity(told(begun(tax=cny("60")), paying(1)), 1, at(2), tax=cny("30")).life

        assert (cny("530"), cny("430")) == (life.price, after(life, 11).due)


class TestAddress:
    """
    The address changes until the last parcel leaves.
    """

    def test_until_dispatch(self):
        """
        The new address is recorded; what has left is on its way to the old one.
        """
        event = lifecycle.AddressChanged("there", at(3))
        life = told(begun(FULL), paying(1), lifecycle.Dispatched("a", 1, at(2)))
        gone = told(life, lifecycle.Dispatched("b", 1, at(2)))

        assert ("here", "there") == (life.address, told(life, event).address)
        assert ["lifecycle.move"] == codes(lifecycle.decide(gone, event, at=at(3)))


class TestRefundByCause:
    """
    What goes back of an order that ended is asked of the rules on refunds.
    """

    TMALL = in_force("tmall", 2023, 5, 29)

    def policy(self):
        """
        Tmall under the law of China.
        """
        return self.TMALL.with_law(in_force("law-cn", 2023, 5, 29))

    def test_lapsed_balance(self):
        """
        The buyer who lets the balance lapse loses the deposit: nothing goes back.
        """
        life = after(told(begun(), paying(1)), 13)
        found = lifecycle.refund(life, self.policy())

        assert (Cause.BALANCE_LAPSED, cny("0"), cny("100")) == (
            found.cause,
            found.given_back,
            found.kept,
        )

    def test_cancelled_by_the_seller(self):
        """
        The seller who cancels gives the deposit back, and as much again by law.
        """
        ended = lifecycle.Cancelled("seller", "seller_cancelled", at(2))
        life = told(begun(), paying(1), ended)
        found = lifecycle.refund(life, self.policy())
        decided = told(life, lifecycle.RefundDecided(found.given_back, found.cause, at(2)))

        assert (cny("100"), cny("200")) == (found.given_back, found.total)
        assert (OrderState.REFUND_DUE, cny("100")) == (decided.state, decided.unrefunded)

    def test_goes_on(self):
        """
        No cause decides about an order that goes on.
        """
        life = told(begun(FULL), paying(1), lifecycle.Cancelled("seller", "agreed", at(2), 1))

        assert lifecycle.refund(life, self.policy()) is None

    def test_units_that_were_changed(self):
        """
        The deposit that was paid is the deposit, whatever the number of units became.
        """
        grown = quantity(told(begun(), paying(1)), 3, at(2)).life
        life = told(grown, lifecycle.Cancelled("seller", "seller_cancelled", at(3)))

        assert (3, cny("100"), cny("1500")) == (
            life.paid_order().terms.units,
            life.paid_order().terms.payments[0],
            life.paid_order().terms.total,
        )
        assert cny("100") == lifecycle.refund(life, self.policy()).given_back


class TestConservation:
    """
    Whatever the units become, each unit costs what it cost.
    """

    @given(
        changes=st.lists(st.integers(1, 9), max_size=6),
        minor=st.integers(1, 10**6),
        share=st.sampled_from([None, "0.2", "0.333"]),
    )
    def test_price_of_what_is_kept(self, changes, minor, share):
        """
        The price is so many times the price of one, and money is held, owed or gone back.
        """
        price = Money.from_minor(minor, "CNY")
        plan = (
            FULL
            if share is None
            else PaymentPlan.with_deposit(Earnest(Share(Decimal(share))), AtDate(at(30)))
        )
        life = begun(plan, unit_price=price)
        for number, units in enumerate(changes):
            if number % 2 and life.due and life.road is not OrderState.BALANCE_PENDING:
                life = told(life, paying(1))
            lacks = max(price * units - life.counted, price * 0)
            at_once = life.line is None and lacks
            payments = [Payment(f"x{number}", "balance", lacks, at(1))] if at_once else []
            if units != life.kept:
                life = quantity(life, units, at(1), *payments).life

            assert price * life.kept == life.price
            assert life.due + min(life.counted, life.price) <= life.price
            assert life.paid == life.counted + life.uncounted
            assert life.owed == life.uncounted

    def test_several_deposits(self):
        """
        The story of a deposit order in figures: 2 units, then 3, then 1.
        """
        life = told(begun(DEPOSIT), paying(1))
        life = quantity(life, 3, at(2)).life
        life = told(after(life, 11), paying(11))
        life = quantity(life, 1, at(12)).life

        assert (cny("1500"), cny("500"), cny("1000")) == (life.paid, life.price, life.unrefunded)
