"""
Strategies for plans, terms and what was paid draw what they say, and shrink to what they say.
"""

from datetime import UTC, datetime

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import tiktok_presale as tp
from tiktok_presale import strategies as ours
from tiktok_presale.facts.triggers import When
from tiktok_presale.values.instants import utc

SEARCH = settings(
    max_examples=500,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining a find takes seconds
)
# To see that a thing is drawn at all, it need not be made simple.
REACH = settings(SEARCH, phases=[Phase.generate])
FIRST = datetime(2024, 1, 1, tzinfo=UTC)


def simplest(strategy, condition=lambda _: True):
    """
    The simplest value that meets a condition.
    """
    return find(strategy, condition, settings=SEARCH)


def drawn(strategy, condition):
    """
    Any value that meets a condition.
    """
    return find(strategy, condition, settings=REACH)


class TestShrinking:
    """
    A failing example is told by its simplest form.
    """

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("minutes", tp.Minutes(0)),
            ("causes", tp.Cause.CHANGED_MIND),
            ("periods", tp.Period(FIRST, FIRST)),
            ("triggers", tp.AtPlacing()),
            ("payment_plans", tp.PaymentPlan.full()),
        ],
    )
    def test_value(self, name, value):
        """
        Each shrinks to what its docstring says.
        """
        assert value == simplest(getattr(ours, name)())

    def test_terms(self):
        """
        Terms shrink to one free unit paid in full.
        """
        terms = simplest(ours.terms())

        assert (1, 0, tp.PaymentPlan.full()) == (terms.units, terms.total.minor, terms.plan)

    def test_paid_orders(self):
        """
        Orders shrink to unpaid ones.
        """
        order = simplest(ours.paid_orders())

        assert ((), (), None) == (order.payments, order.refunds, order.delivered_at)


class TestReach:
    """
    What matters is drawn: every trigger, every kind of plan, too much paid, some given back.
    """

    @pytest.mark.parametrize("kind", When.__args__)
    def test_triggers(self, kind):
        """
        Triggers of every kind.
        """
        assert isinstance(drawn(ours.triggers(FIRST), lambda one: isinstance(one, kind)), kind)

    @pytest.mark.parametrize("kind", tp.PlanKind)
    def test_plans(self, kind):
        """
        Plans of every kind.
        """
        assert kind is drawn(ours.payment_plans(), lambda plan: plan.kind is kind).kind

    def test_bonus(self):
        """
        Deposits that are worth more than they cost.
        """
        plan = drawn(ours.payment_plans(), lambda one: one.deposit and one.deposit.bonus)

        assert plan.deposit.worth > plan.deposit.amount

    @pytest.mark.parametrize(
        "condition",
        [
            lambda order: order.refunds,
            lambda order: order.delivered_at,
            lambda order: len({payment.id for payment in order.payments}) > 1,
            lambda order: order.terms.shipping_tax,
        ],
        ids=["refunded", "delivered", "paid_twice", "shipping_tax"],
    )
    def test_orders(self, condition):
        """
        Orders that were partly refunded, delivered, paid twice, taxed on shipping.
        """
        assert condition(drawn(ours.paid_orders(), condition))


class TestFit:
    """
    What is drawn fits together.
    """

    @given(st.data(), ours.money(["USD", "JPY"], least=1, most=10**6))
    def test_plan_fits_its_price(self, data, price):
        """
        A plan for a price can be paid at that price.
        """
        plan = data.draw(ours.payment_plans(price, FIRST))

        assert all(amount.minor >= 0 for amount in plan.split(price))

    @given(ours.terms(currencies=["THB"], kinds=[tp.OrderKind.CUSTOM]))
    def test_terms_as_asked(self, terms):
        """
        Currencies and kinds are those that were asked for.
        """
        assert ("THB", tp.OrderKind.CUSTOM) == (terms.currency, terms.kind)

    @given(ours.paid_orders(ours.terms(plans=st.just(tp.PaymentPlan.full()))))
    def test_terms_given(self, order):
        """
        Plans and terms that are given are drawn from; what happened came after the order.
        """
        times = [payment.at for payment in order.payments]

        assert tp.PaymentPlan.full() == order.terms.plan
        assert all(utc(at) >= utc(order.terms.placed_at) for at in times)
