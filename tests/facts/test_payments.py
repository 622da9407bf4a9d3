"""
Terms frozen on an order line, and the money that has moved for it.
"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from rules.paying import PLACED, agreed, cny, moved, paid
from tiktok_presale import (
    AtPlacing,
    Cause,
    Component,
    Earnest,
    Fault,
    Money,
    OnDispatch,
    PaidOrder,
    Part,
    Payment,
    PaymentPlan,
)
from tiktok_presale import strategies as ours
from tiktok_presale.errors import (
    CurrencyMismatchError,
    NaiveTimeError,
    OutOfRangeError,
    WrongTypeError,
)

DEPOSIT = PaymentPlan.with_deposit(Earnest(cny("100"), worth=cny("150")), OnDispatch())
EXTRAS = {"shipping": cny("10"), "tax": cny("13"), "fee": cny("2")}
HOUR = timedelta(hours=1)


class TestTerms:
    """
    What was agreed for one line; later changes of the offer do not touch it.
    """

    def test_sums(self):
        """
        Two units of 1,000 with a bonus of 50 and 25 of extras cost 1,975.
        """
        terms = agreed(units=2, plan=DEPOSIT, **EXTRAS)

        assert cny("2000") == terms.items
        assert cny("25") == terms.extras
        assert (cny("100"), cny("1875")) == terms.payments
        assert cny("1975") == terms.total
        assert "CNY" == terms.currency

    def test_components(self):
        """
        The balance carries shipping, tax and fee, and is none of them.
        """
        expected = {
            "deposit": cny("100"),
            "balance": cny("850"),
            "shipping": cny("10"),
            "tax": cny("13"),
            "fee": cny("2"),
        }

        assert expected == agreed(plan=DEPOSIT, **EXTRAS).components

    def test_components_without_a_deposit(self):
        """
        Without a deposit all instalments are for the price.
        """
        plan = PaymentPlan((Part(cny("300")), Part(due=AtPlacing())))

        assert {"price": cny("1000")} == agreed(plan=plan).components

    def test_price_raised_between_deposit_and_balance(self):
        """
        The balance is what was agreed: the new price of the offer is nowhere looked up.
        """
        before = agreed(plan=DEPOSIT)
        raised = agreed(plan=DEPOSIT, unit_price=cny("1200"))

        assert cny("850") == before.components["balance"]
        assert cny("1050") == raised.components["balance"]
        assert before != raised

    @pytest.mark.parametrize(
        "fields",
        [
            {"units": 0},
            {"unit_price": cny("-1")},
            {"unit_price": cny("100"), "plan": DEPOSIT},
            {"shipping": cny("-1")},
            {"tax": cny("5"), "shipping_tax": cny("6")},
            {"shipping_tax": cny("1")},
        ],
        ids=str,
    )
    def test_out_of_range(self, fields):
        """
        Sums below zero, tax within no tax, and payments above the price are refused.
        """
        with pytest.raises(OutOfRangeError):
            agreed(**fields)

    @pytest.mark.parametrize("name", ["shipping", "tax", "fee"])
    def test_currency(self, name):
        """
        Everything is of the currency of the price.
        """
        with pytest.raises(CurrencyMismatchError):
            agreed(**{name: Money("1", "USD")})

    @pytest.mark.parametrize(
        "fields",
        [{"id": ""}, {"sku": None}, {"plan": "full"}, {"promise": 10}, {"tax": 5}, {"kind": "x"}],
        ids=str,
    )
    def test_types(self, fields):
        """
        Each field has its own type.
        """
        with pytest.raises(WrongTypeError):
            agreed(**fields)

    def test_naive(self):
        """
        An order was placed at an instant.
        """
        with pytest.raises(NaiveTimeError):
            agreed(placed_at=datetime(2026, 1, 1))

    @given(ours.terms())
    def test_components_make_the_total(self, terms):
        """
        All components together are what the buyer pays, and none is negative.
        """
        assert terms.total == Money.sum(terms.components.values(), terms.currency)
        assert all(amount.minor > 0 for amount in terms.components.values())


class TestPayment:
    """
    Money that has moved.
    """

    def test_component_by_name(self):
        """
        A component may be given by its name.
        """
        assert Component.DEPOSIT is Payment("p1", "deposit", cny("1"), PLACED).component

    @pytest.mark.parametrize("amount", ["0", "-5"])
    def test_nothing(self, amount):
        """
        A payment of nothing is none; a refund is a payment of its own.
        """
        with pytest.raises(OutOfRangeError, match="above zero"):
            moved("price", amount)

    @pytest.mark.parametrize("id", ["", None, 5], ids=repr)
    def test_id(self, id):  # noqa: A002 - the field's own name
        """
        A payment has an id.
        """
        with pytest.raises(WrongTypeError):
            moved("price", 5, id=id)


class TestPaidOrder:
    """
    The books of one line: what came in, what went back, what is left.
    """

    def test_sums(self):
        """
        Two payments and a refund of a component leave the difference.
        """
        order = paid(
            agreed(plan=DEPOSIT),
            moved("deposit", 60),
            moved("deposit", 40, PLACED + HOUR, "p2"),
            refunds=(moved("deposit", 30, PLACED + HOUR, "r1"),),
        )

        assert cny("100") == order.paid(Component.DEPOSIT)
        assert cny("60") == order.paid(Component.DEPOSIT, by=PLACED)
        assert cny("30") == order.refunded(Component.DEPOSIT)
        assert cny("70") == order.left(Component.DEPOSIT)
        assert cny("0") == order.left(Component.BALANCE)

    def test_covered(self):
        """
        A component is covered once all of it is paid; a refund does not undo it.
        """
        back = moved("deposit", 100, PLACED + HOUR, "r1")
        order = paid(agreed(plan=DEPOSIT), moved("deposit", 100, PLACED + HOUR), refunds=(back,))

        assert not order.covered(Component.DEPOSIT, by=PLACED)
        assert order.covered(Component.DEPOSIT)
        assert not order.covered(Component.BALANCE)
        assert order.covered(Component.FEE)

    def test_in_order_of_time(self):
        """
        Payments are kept in the order in which they were made, however they were given.
        """
        first, second = moved("price", 1), moved("price", 2, PLACED + HOUR, "p2")

        assert (first, second) == paid(agreed(), second, first).payments

    def test_one_charge_of_several_components(self):
        """
        One charge of the card that covers price and shipping is two payments with one id.
        """
        order = paid(agreed(shipping=cny("10")), moved("price", 1000), moved("shipping", 10))

        assert order.covered(Component.PRICE)
        assert order.covered(Component.SHIPPING)

    @pytest.mark.parametrize("name", ["payments", "refunds", "statutory"])
    def test_same_id_twice(self, name):
        """
        No payment of a component counts twice.
        """
        twice = (moved("price", 1), moved("price", 1, PLACED + HOUR))
        fields = {"payments": (moved("price", 9, id="p9"),), name: twice}
        with pytest.raises(OutOfRangeError, match="each id once for a component"):
            PaidOrder(terms=agreed(), **fields)

    def test_refund_above_what_was_paid(self):
        """
        No more goes back for a component than came in for it.
        """
        with pytest.raises(OutOfRangeError, match=r"at most 10\.00 CNY"):
            paid(agreed(), moved("price", 10), refunds=(moved("price", 11),))

    def test_refund_of_another_component(self):
        """
        Nor is a refund of shipping covered by a payment of the price.
        """
        with pytest.raises(OutOfRangeError, match="for shipping"):
            paid(agreed(), moved("price", 10), refunds=(moved("shipping", 5),))

    @pytest.mark.parametrize(
        "fields",
        [
            {"payments": (moved("price", 5, PLACED - HOUR),)},
            {"dispatched_at": PLACED - HOUR},
            {"delivered_at": PLACED - HOUR},
        ],
        ids=["payments", "dispatched", "delivered"],
    )
    def test_before_the_order(self, fields):
        """
        Nothing happens to an order before it is placed.
        """
        with pytest.raises(OutOfRangeError, match="at or after"):
            PaidOrder(terms=agreed(), **fields)

    def test_currency(self):
        """
        Payments are of the currency of the terms.
        """
        with pytest.raises(CurrencyMismatchError):
            paid(agreed(), moved("price", Money("5", "USD")))

    @pytest.mark.parametrize("payments", [5, ("p1",)], ids=repr)
    def test_no_payments(self, payments):
        """
        Payments are several payments.
        """
        with pytest.raises(WrongTypeError, match="several Payment"):
            paid(agreed(), refunds=payments)

    @given(ours.paid_orders())
    def test_conserved(self, order):
        """
        For every component, what is left and what went back make what was paid.
        """
        for component in Component:
            assert order.paid(component) == order.left(component) + order.refunded(component)
            assert order.left(component).minor >= 0

    @given(ours.paid_orders())
    def test_early_payments_are_among_all(self, order):
        """
        What was paid by the day of the order is no more than what was paid at all.
        """
        for component in Component:
            assert order.paid(component, by=order.terms.placed_at) <= order.paid(component)
            assert order.paid(component) == order.paid(
                component, by=datetime(9999, 1, 1, tzinfo=UTC)
            )


class TestCauses:
    """
    Every cause has one who is answerable for it, or nobody.
    """

    @pytest.mark.parametrize(
        ("fault", "causes"),
        [
            (Fault.BUYER, {"changed_mind", "balance_lapsed", "payment_failed"}),
            (
                Fault.SELLER,
                {
                    "balance_raised",
                    "seller_cancelled",
                    "seller_late",
                    "not_delivered",
                    "not_as_described",
                },
            ),
            (Fault.PLATFORM, {"platform"}),
            (Fault.NOBODY, {"goal_missed", "force_majeure", "agreed"}),
        ],
    )
    def test_fault(self, fault, causes):
        """
        The causes of each fault, and no others.
        """
        assert causes == {cause.value for cause in Cause if cause.fault is fault}


@pytest.mark.parametrize("wrong", ["deposite", None, 3], ids=repr)
def test_component_by_name(wrong):
    """
    A component is named as it is called; anything else is told what there is.
    """
    with pytest.raises(WrongTypeError, match="component must be one of deposit, balance, price"):
        Payment("p1", wrong, Money("1", "CNY"), PLACED)
