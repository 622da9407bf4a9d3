"""
Payment plans: full, held on the card, deposit and balance, instalments; they always make the price.
"""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.paying import cny
from tiktok_presale import (
    Advance,
    AtDate,
    AtPlacing,
    Authorisation,
    CalendarDays,
    Earnest,
    Hours,
    Minutes,
    Money,
    OnDispatch,
    OnRelease,
    Part,
    PaymentPlan,
    PlanKind,
    Rounding,
    Share,
)
from tiktok_presale import strategies as ours
from tiktok_presale.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.vocabulary import Base

RELEASE = OnRelease(CalendarDays(3))
DATE = AtDate(datetime(2026, 3, 1, tzinfo=UTC))
FIFTY = Earnest(cny("50"))


class TestShare:
    """
    A percentage says of what it is taken: net and gross differ.
    """

    def test_net_and_gross(self):
        """
        Twenty per cent of 99.99 of goods and of 111.99 in all are two sums.
        """
        items, order = cny("99.99"), cny("111.99")
        fifth = Decimal("0.2")

        assert cny("19.99") == Share(fifth).of(items, order)
        assert cny("22.39") == Share(fifth, Base.ORDER).of(items, order)

    def test_rounding(self):
        """
        It is rounded down, so that no ceiling is passed, unless another way is asked for.
        """
        up = Share(Decimal("0.2"), rounding=Rounding.UP)

        assert cny("20.00") == up.of(cny("99.99"), cny("99.99"))

    @pytest.mark.parametrize(
        ("share", "text"),
        [
            (Share(Decimal("0.2")), "20 % of the items"),
            (Share(Decimal("0.1250"), Base.ORDER), "12.5 % of the order"),
        ],
    )
    def test_text(self, share, text):
        """
        It prints the percentage and its base.
        """
        assert text == str(share)

    @pytest.mark.parametrize("share", ["0", "1", "-0.1", "1.2", "NaN", "Infinity"])
    def test_out_of_range(self, share):
        """
        A share is neither nothing nor all.
        """
        with pytest.raises(OutOfRangeError, match="above 0 and below 1"):
            Share(Decimal(share))

    @pytest.mark.parametrize(
        "fields",
        [{"of_price": 0.2}, {"base": "order"}, {"base": None}, {"rounding": "down"}],
        ids=repr,
    )
    def test_types(self, fields):
        """
        A float, and a word in place of a base, are refused rather than guessed at.
        """
        with pytest.raises(WrongTypeError):
            Share(**{"of_price": Decimal("0.2"), **fields})

    def test_unit_is_no_base(self):
        """
        A share of each unit is a share of the items.
        """
        with pytest.raises(OutOfRangeError, match=r"Base\.ITEMS or Base\.ORDER"):
            Share(Decimal("0.2"), Base.UNIT)


class TestDeposit:
    """
    定金 and 订金 are two types, and either may be worth more than it costs (定金膨胀).
    """

    @pytest.mark.parametrize("kind", [Earnest, Advance])
    def test_bonus(self, kind):
        """
        50 that count for 100 are a bonus of 50; without a worth there is none.
        """
        assert cny("50") == kind(cny("50"), worth=cny("100")).bonus
        assert kind(cny("50")).bonus is None
        assert kind(Share(Decimal("0.1"))).bonus is None

    def test_types_differ(self):
        """
        A deposit that binds is no advance that does not.
        """
        assert Earnest(cny("50")) != Advance(cny("50"))

    @pytest.mark.parametrize("kind", [Earnest, Advance])
    def test_worth_below_paid(self, kind):
        """
        A deposit does not count for less than is paid.
        """
        with pytest.raises(OutOfRangeError, match="at least what is paid"):
            kind(cny("50"), worth=cny("49.99"))

    def test_worth_of_a_share(self):
        """
        The sum of a share is not known yet, so neither is what it is worth.
        """
        with pytest.raises(WrongTypeError, match="None beside a Share"):
            Earnest(Share(Decimal("0.1")), worth=cny("50"))

    def test_worth_in_another_currency(self):
        """
        Worth and amount are of one currency.
        """
        with pytest.raises(CurrencyMismatchError):
            Earnest(cny("50"), worth=Money("100", "USD"))

    @pytest.mark.parametrize("amount", [None, 50, "50", 0.2], ids=repr)
    def test_no_amount(self, amount):
        """
        Only money and shares are amounts, and a deposit has one.
        """
        with pytest.raises(WrongTypeError, match="Money or a Share"):
            Earnest(amount)

    @pytest.mark.parametrize("amount", ["0", "-1"])
    def test_nothing(self, amount):
        """
        A deposit of nothing is none.
        """
        with pytest.raises(OutOfRangeError, match="above zero"):
            Advance(cny(amount))


class TestKinds:
    """
    Full now, held now and taken at dispatch, deposit and balance, instalments.
    """

    @pytest.mark.parametrize(
        ("plan", "kind"),
        [
            (PaymentPlan.full(), PlanKind.FULL),
            (PaymentPlan.full(AtPlacing(Minutes(30))), PlanKind.FULL),
            (PaymentPlan.authorised(CalendarDays(7)), PlanKind.AUTHORISED),
            (PaymentPlan.with_deposit(FIFTY, RELEASE), PlanKind.DEPOSIT),
            (PaymentPlan((FIFTY, Part(cny("9")), Part(due=DATE))), PlanKind.DEPOSIT),
            (PaymentPlan((Part(cny("9")), Part(due=DATE))), PlanKind.INSTALMENTS),
        ],
    )
    def test_kind(self, plan, kind):
        """
        The kind follows from the payments; no flag can contradict them.
        """
        assert kind is plan.kind
        assert (kind is PlanKind.DEPOSIT) == (plan.deposit is not None)

    def test_authorised(self):
        """
        In the United States the whole price is held at placing and captured on dispatch.
        """
        (part,) = PaymentPlan.authorised(Hours(168), renewed=True).lines

        assert Part(None, OnDispatch(), Authorisation(Hours(168), renewed=True)) == part

    def test_one_line(self):
        """
        A single payment need not stand in a tuple.
        """
        assert PaymentPlan.full() == PaymentPlan(Part())


class TestRefusals:
    """
    A plan whose payments cannot make one price is refused at birth.
    """

    @pytest.mark.parametrize("lines", [(), (Part(cny("9")),), (Part(), Part())])
    def test_one_rest(self, lines):
        """
        Exactly one part takes what is left of the price.
        """
        with pytest.raises(OutOfRangeError, match="exactly one Part without an amount"):
            PaymentPlan(lines)

    def test_deposit_first(self):
        """
        A deposit comes before every other payment.
        """
        with pytest.raises(OutOfRangeError, match="a deposit at first"):
            PaymentPlan((Part(), FIFTY))

    @pytest.mark.parametrize("line", ["full", None, 5], ids=repr)
    def test_no_line(self, line):
        """
        A plan is made of payments.
        """
        with pytest.raises(WrongTypeError, match="Earnest, Advance or Part"):
            PaymentPlan([line])

    def test_no_lines(self):
        """
        What is no payment is not looked into.
        """
        with pytest.raises(WrongTypeError, match="Earnest, Advance or Part"):
            PaymentPlan(5)

    def test_currencies(self):
        """
        All sums of a plan are of one currency.
        """
        with pytest.raises(CurrencyMismatchError):
            PaymentPlan((FIFTY, Part(Money("5", "USD")), Part()))

    @pytest.mark.parametrize("amount", [5, "5"], ids=repr)
    def test_part_of_what(self, amount):
        """
        A part's amount is money, a share, or the rest.
        """
        with pytest.raises(WrongTypeError):
            Part(amount)


class TestSplit:
    """
    The payments add up to the price, less what a deposit is worth beyond what is paid.
    """

    def test_inflated_deposit(self):
        """
        50 that count for 100 of 499 leave 399; the buyer pays 449 in all.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("50"), worth=cny("100")), RELEASE)

        assert (cny("50"), cny("399")) == plan.split(cny("499"))

    def test_rest_carries_shipping(self):
        """
        Shipping and tax go with the rest, never with a deposit of the goods.
        """
        plan = PaymentPlan.with_deposit(Earnest(Share(Decimal("0.2"))), RELEASE)

        assert (cny("20"), cny("92")) == plan.split(cny("100"), cny("12"))

    def test_instalments(self):
        """
        Any number of dated instalments, each of its own sum or share.
        """
        parts = (Part(), Part(cny("30"), DATE), Part(Share(Decimal("0.25")), RELEASE))

        assert (cny("45"), cny("30"), cny("25")) == PaymentPlan(parts).split(cny("100"))

    @pytest.mark.parametrize("extras", [None, cny("40")])
    def test_more_than_the_price(self, extras):
        """
        Payments above the price of the goods are refused, whatever shipping comes on top.
        """
        with pytest.raises(OutOfRangeError, match="at least what the plan's payments make"):
            PaymentPlan.with_deposit(FIFTY, RELEASE).split(cny("49.99"), extras)

    def test_worth_more_than_the_price(self):
        """
        So is a deposit that is worth more than the goods cost.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("50"), worth=cny("100")), RELEASE)
        with pytest.raises(OutOfRangeError):
            plan.split(cny("99"))

    @given(st.data(), ours.money(["CNY", "JPY"], least=1, most=10**8), st.integers(0, 10**6))
    def test_sum(self, data, price, extras):
        """
        Whatever the plan, the payments make the price and the extras, less the bonus.
        """
        plan = data.draw(ours.payment_plans(price))
        more = Money.from_minor(extras, price.currency)
        bonus = (plan.deposit.bonus if plan.deposit else None) or more - more

        payments = plan.split(price, more)

        assert price + more == Money.sum(payments, price.currency) + bonus
        assert all(payment.minor >= 0 for payment in payments)


class TestTimes:
    """
    A plan for one unit becomes one for several.
    """

    def test_sums_and_worth(self):
        """
        Sums and what they are worth are multiplied, shares stay.
        """
        plan = PaymentPlan(
            (
                Earnest(cny("50"), worth=cny("80")),
                Part(cny("5")),
                Part(Share(Decimal("0.1"))),
                Part(),
            )
        )
        expected = (
            Earnest(cny("150"), worth=cny("240")),
            Part(cny("15")),
            Part(Share(Decimal("0.1"))),
            Part(),
        )

        assert expected == plan.times(3).lines
        assert plan == plan.times(1)

    @pytest.mark.parametrize("units", [0, -1])
    def test_no_units(self, units):
        """
        There is at least one unit.
        """
        with pytest.raises(OutOfRangeError):
            PaymentPlan.full().times(units)

    @given(st.data(), ours.money(["CNY"], least=1, most=10**6), st.integers(1, 5))
    def test_same_as_each(self, data, price, units):
        """
        Where no share is rounded, several units cost as much on each line as each of them alone.
        """
        plan = data.draw(
            ours.payment_plans(price).filter(
                lambda p: not any(isinstance(one.amount, Share) for one in p.lines)
            )
        )

        assert tuple(one * units for one in plan.split(price)) == plan.times(units).split(
            price * units
        )
