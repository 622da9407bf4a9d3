"""
What the law makes of a deposit, and when the tax on its parts falls due.
"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.making import own_policy
from rules.paying import LAWLESS, TMALL, agreed, cny
from tiktok_presale import (
    Advance,
    AtDate,
    Earnest,
    Money,
    OnDispatch,
    Outcome,
    Part,
    PaymentPlan,
    Policy,
    Share,
    payments,
)
from tiktok_presale import strategies as ours
from tiktok_presale.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.vocabulary import Base

EACH, LAST = payments.TaxPoint.EACH_PAYMENT, payments.TaxPoint.LAST_PAYMENT


def with_deposit(deposit, **fields):
    """
    Terms with a deposit and a balance on dispatch.
    """
    return agreed(plan=PaymentPlan.with_deposit(deposit, OnDispatch()), **fields)


class TestCivilCode586:
    """
    A deposit binds up to 20 % of the price of the main contract; the sum actually paid counts.
    """

    def test_300_of_1000(self):
        """
        Of 300 on a price of 1,000, 200 have effect and 100 are plain advance payment.
        """
        effect = payments.deposit_effect(with_deposit(Earnest(cny("300"))), TMALL)

        assert (cny("200"), cny("100")) == (effect.binding, effect.plain)
        assert cny("200") == effect.ceiling
        assert "deposit.ceiling" == effect.rule
        assert "Civil Code art. 586" in effect.source.title

    @pytest.mark.parametrize("deposit", [Earnest(cny("300")), Advance(cny("300"))])
    def test_impossible_sums(self, deposit):
        """
        What was paid is money of the order's currency, and no less than nothing.
        """
        terms = with_deposit(deposit)
        with pytest.raises(OutOfRangeError, match="zero or more"):
            payments.deposit_effect(terms, TMALL, paid=cny("-3"))
        with pytest.raises(WrongTypeError, match="Money"):
            payments.deposit_effect(terms, TMALL, paid="3")
        with pytest.raises(CurrencyMismatchError):
            payments.deposit_effect(terms, TMALL, paid=Money("3", "USD"))

    @pytest.mark.parametrize(
        ("paid", "binding"), [("100", "100"), ("200", "200"), ("250", "200"), ("0", "0")]
    )
    def test_what_was_paid_counts(self, paid, binding):
        """
        Where another sum was paid than agreed, the paid one is the deposit.
        """
        effect = payments.deposit_effect(with_deposit(Earnest(cny("300"))), TMALL, paid=cny(paid))

        assert (cny(paid), cny(binding)) == (effect.paid, effect.binding)

    @pytest.mark.parametrize(
        ("fields", "ceiling"),
        [({"shipping": cny("50"), "tax": cny("100")}, "200"), ({"units": 3}, "600")],
    )
    def test_price_agreed(self, fields, ceiling):
        """
        The price of all units counts, without shipping and tax.
        """
        effect = payments.deposit_effect(with_deposit(Earnest(cny("100")), **fields), TMALL)

        assert cny(ceiling) == effect.ceiling

    def test_bonus_lowers_the_price(self):
        """
        A deposit of 200 that counts for 300 makes the price 900, of which 180 may bind.
        """
        effect = payments.deposit_effect(with_deposit(Earnest(cny("200"), cny("300"))), TMALL)

        assert (cny("180"), cny("20")) == (effect.binding, effect.plain)

    def test_rounded_down(self):
        """
        The ceiling is never passed by a cent.
        """
        terms = with_deposit(Earnest(cny("20")), unit_price=cny("99.99"))

        assert cny("19.99") == payments.deposit_effect(terms, TMALL).binding

    def test_strictest_ceiling(self):
        """
        Of two ceilings the lower binds.
        """
        stricter = own_policy({"deposit.ceiling": "{ at_most = 0.10 }"}, currency="CNY")
        effect = payments.deposit_effect(
            with_deposit(Earnest(cny("300"))), TMALL.with_law(stricter)
        )

        assert cny("100") == effect.binding

    @pytest.mark.parametrize(
        "policy", [LAWLESS, own_policy({"deposit.ceiling": "{ at_least = 0.05 }"})]
    )
    def test_no_ceiling(self, policy):
        """
        Without a law nobody knows how much binds, which is told.
        """
        effect = payments.deposit_effect(with_deposit(Earnest(cny("300"))), policy)

        assert effect.ceiling is None
        assert cny("300") == effect.binding
        assert [Outcome.UNKNOWN] == [one.outcome for one in effect.findings]

    def test_advance(self):
        """
        订金 has no such effect at all.
        """
        effect = payments.deposit_effect(with_deposit(Advance(cny("300"))), TMALL)

        assert (cny("0"), cny("300")) == (effect.binding, effect.plain)

    def test_no_deposit(self):
        """
        A plan without a deposit has none that could bind.
        """
        assert payments.deposit_effect(agreed(), TMALL) is None

    def test_types(self):
        """
        It is asked of terms, under a policy.
        """
        with pytest.raises(WrongTypeError):
            payments.deposit_effect("terms", TMALL)
        with pytest.raises(WrongTypeError):
            payments.deposit_effect(agreed(), "tmall")

    def test_currency(self):
        """
        What was paid is of the currency of the terms.
        """
        with pytest.raises(CurrencyMismatchError):
            payments.deposit_effect(
                with_deposit(Earnest(cny("300"))), TMALL, paid=Money("5", "USD")
            )

    @given(ours.terms(currencies=["CNY", "JPY"]))
    def test_conserved(self, terms):
        """
        What binds and what does not make what was paid, and what binds is at most a fifth.
        """
        effect = payments.deposit_effect(terms, Policy.in_force("law-cn", on=date(2026, 3, 2)))
        if effect is None:
            return

        assert effect.paid == effect.binding + effect.plain
        assert 0 <= 5 * effect.binding.minor <= (terms.total - terms.extras).minor
        assert effect.plain.minor >= 0


class TestTaxPoint:
    """
    The tax point of a deposit is a choice that the caller states; the split is exact per line.
    """

    TERMS = with_deposit(Earnest(cny("50")), unit_price=cny("499"), tax=cny("64.87"))

    def test_with_each_payment(self):
        """
        64.87 of tax on 50 and 449 are 6.50 and 58.37.
        """
        assert (cny("6.50"), cny("58.37")) == payments.tax_points(self.TERMS, EACH)

    def test_with_the_last(self):
        """
        Or all of it with the last payment.
        """
        assert (cny("0"), cny("64.87")) == payments.tax_points(self.TERMS, LAST)

    def test_tax_in_the_price(self):
        """
        Tax that the price holds already is split in the same way.
        """
        terms = with_deposit(Earnest(Share(Decimal("0.2"))))

        assert (cny("23.01"), cny("92.03")) == payments.tax_points(
            terms, EACH, included=cny("115.04")
        )

    def test_net_and_gross(self):
        """
        The tax on top is no base of itself: a deposit of 20 % of the gross bears 22.6 % of it.
        """
        gross = with_deposit(Earnest(Share(Decimal("0.2"), Base.ORDER)), tax=cny("130"))
        net = with_deposit(Earnest(Share(Decimal("0.2"))), tax=cny("130"))

        assert (cny("29.38"), cny("100.62")) == payments.tax_points(gross, EACH)
        assert (cny("26"), cny("104")) == payments.tax_points(net, EACH)

    def test_no_tax(self):
        """
        Where there is no tax, none falls due.
        """
        assert (cny("0"),) == payments.tax_points(agreed(), EACH)

    def test_free_goods(self):
        """
        Tax on goods that cost nothing falls due with the last payment.
        """
        terms = agreed(unit_price=cny("0"), tax=cny("5"))

        assert (cny("5"),) == payments.tax_points(terms, EACH)

    @pytest.mark.parametrize(
        ("point", "included", "error"),
        [
            ("each_payment", None, WrongTypeError),
            (EACH, cny("-1"), OutOfRangeError),
            (EACH, Money("1", "USD"), CurrencyMismatchError),
        ],
    )
    def test_refused(self, point, included, error):
        """
        The point is stated as such, and tax is neither negative nor of another currency.
        """
        with pytest.raises(error):
            payments.tax_points(self.TERMS, point, included=included)

    @given(ours.terms(), st.sampled_from(payments.TaxPoint))
    def test_exact(self, terms, point):
        """
        One sum for each payment, together the tax, none of them negative.
        """
        taxes = payments.tax_points(terms, point)

        assert len(terms.plan.lines) == len(taxes)
        assert (terms.tax or terms.total - terms.total) == Money.sum(taxes, terms.currency)
        assert all(tax.minor >= 0 for tax in taxes)

    def test_instalments(self):
        """
        Three equal parts of 100 with 10 of tax: the odd cent goes to the largest remainder.
        """
        parts = [Part(cny("100"), AtDate(agreed().placed_at)) for _ in range(2)]
        terms = agreed(unit_price=cny("300"), plan=PaymentPlan([*parts, Part()]), tax=cny("10"))

        assert (cny("3.34"), cny("3.33"), cny("3.33")) == payments.tax_points(terms, EACH)
