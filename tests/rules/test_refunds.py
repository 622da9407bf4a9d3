"""
What is given back when an order ends: cause, stage and component, each with its rule.
"""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from rules.making import BANGKOK, HOLIDAYS, PACIFIC, own_policy
from rules.paying import LAWLESS, PLACED, TMALL, agreed, cny, moved, noon, paid, under
from tiktok_presale import (
    MON_TO_FRI,
    Advance,
    BusinessCalendar,
    Cause,
    Component,
    Earnest,
    Fault,
    InWindow,
    Money,
    OnDispatch,
    OrderKind,
    Outcome,
    Part,
    PaymentPlan,
    Period,
    Policy,
    refunds,
)
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.rules.refunds import Fate
from tiktok_presale.values.vocabulary import Payee

ENDED = PLACED + timedelta(days=5)
BALANCE = InWindow(Period(PLACED, ENDED))
EARNEST = agreed(plan=PaymentPlan.with_deposit(Earnest(cny("300")), BALANCE))
ADVANCE = agreed(plan=PaymentPlan.with_deposit(Advance(cny("300")), BALANCE))
PLATFORM = Policy.in_force("tmall", on=date(2023, 6, 1))
LAW = under("cross-border", "law-cn", on=date(2025, 6, 1))
EU = under("eu", "law-eu", on=date(2026, 3, 2))
UK = under("uk", "law-uk", on=date(2026, 3, 2))
JP = under("jp", "law-jp", on=date(2026, 3, 2))
US = under("us", "law-us", on=date(2026, 3, 2))
TH = Policy.in_force("th", on=date(2026, 1, 2))
SELLER = [cause for cause in Cause if cause.fault is Fault.SELLER]


def due(order, cause, policy=TMALL, *, at=ENDED, **fields):
    """
    The refund of an order.
    """
    return refunds.due(order, cause, policy, at=at, **fields)


def deposit_paid(terms=EARNEST):
    """
    An order whose deposit of 300 is paid, and no more.
    """
    return paid(terms, moved("deposit", 300))


def all_paid(terms, at=PLACED, **fields):
    """
    An order on which everything is paid.
    """
    return paid(
        terms, *(moved(name, sum_, at) for name, sum_ in terms.components.items()), **fields
    )


class TestInstant:
    """
    An order ends after it was placed.
    """

    def test_before_the_order(self):
        """
        A mistyped instant turns no forfeited deposit into a refund.
        """
        with pytest.raises(OutOfRangeError, match="at is 2"):
            due(deposit_paid(), Cause.BALANCE_LAPSED, at=PLACED - timedelta(seconds=1))


def told(refund):
    """
    Reasons and fates by component, in order.
    """
    return [
        (line.component.value, line.fate.value, line.reason, line.amount) for line in refund.lines
    ]


def codes(refund):
    """
    What is told beside the lines.
    """
    return {one.code: one.outcome.value for one in refund.findings}


class TestPayerDefault:
    """
    Civil Code 587 and Tmall: the payer's default loses the deposit, as far as it binds (586).
    """

    @pytest.mark.parametrize("cause", ["balance_lapsed", "payment_failed", "changed_mind"])
    def test_forfeited(self, cause):
        """
        300 of 1,000 were paid: 200 are lost, 100 never had the effect of a deposit and go back.
        """
        refund = due(deposit_paid(), cause)

        assert [
            ("deposit", "given_back", "excess", cny("100")),
            ("deposit", "kept", "forfeited", cny("200")),
        ] == told(refund)
        assert refund.statutory is None
        assert Fault.BUYER is refund.fault

    def test_rules(self):
        """
        Each line names the figure behind it.
        """
        back, kept = due(deposit_paid(), Cause.BALANCE_LAPSED).lines

        assert ("deposit.excess", "deposit.payer_default") == (back.rule, kept.rule)
        assert "Civil Code art. 586" in back.source.title
        assert TMALL.source("deposit.payer_default") == kept.source

    def test_no_ceiling_known(self):
        """
        Under Tmall's rule alone the deposit is lost, and that no ceiling is known is told.
        """
        refund = due(deposit_paid(), Cause.BALANCE_LAPSED, PLATFORM)

        assert cny("300") == refund.kept
        assert "unknown" == codes(refund)["deposit.ceiling"]

    def test_no_excess_figure(self):
        """
        Where nobody says what the excess means, it goes with the deposit.
        """
        law = {"deposit.ceiling": "{ at_most = 0.2 }", "deposit.payer_default": "'forfeited'"}
        refund = due(deposit_paid(), Cause.BALANCE_LAPSED, own_policy(law, currency="CNY"))

        assert cny("300") == refund.kept

    def test_advance_goes_back(self):
        """
        订金 can be had back, whoever is at fault.
        """
        for cause in Cause:
            refund = due(deposit_paid(ADVANCE), cause)

            assert [("deposit", "given_back", "advance", cny("300"))] == told(refund)
            assert refund.statutory is None

    def test_no_law(self):
        """
        Where no rule speaks of the deposit it is undecided, and never kept.
        """
        refund = due(deposit_paid(), Cause.BALANCE_LAPSED, LAWLESS)

        assert (cny("0"), cny("300")) == (refund.kept, refund.undecided)
        assert Outcome.UNKNOWN is refund.outcome

    def test_foreign_right_to_withdraw(self):
        """
        A law that gives a right to withdraw, and knows no forfeiture, gives the deposit back.
        """
        both = TMALL.with_law(Policy.in_force("law-eu", on=date(2023, 6, 1)))
        refund = due(deposit_paid(), Cause.CHANGED_MIND, both)

        assert cny("300") == refund.given_back
        assert cny("200") == due(deposit_paid(), Cause.BALANCE_LAPSED, both).kept


class TestTakerDefault:
    """
    Civil Code 587 and Tmall: the taker's default returns the deposit and the same sum again.
    """

    @pytest.mark.parametrize("cause", SELLER)
    def test_returned_double(self, cause):
        """
        All 300 go back, and 200 more: the excess is no deposit and is not doubled.
        """
        refund = due(deposit_paid(), cause)

        assert cny("300") == refund.given_back
        assert cny("200") == refund.statutory.amount
        assert cny("500") == refund.total
        assert "deposit.taker_default" == refund.statutory.rule
        assert Payee.BUYER is refund.statutory.payee

    def test_deposit_that_is_worth_more(self):
        """
        A deposit of 50 that counts for 100 returns 50 and 50 again: its worth was never paid.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("50"), worth=cny("100")), BALANCE)
        order = paid(agreed(unit_price=cny("499"), plan=plan), moved("deposit", 50))

        assert cny("100") == due(order, Cause.SELLER_CANCELLED).total

    @pytest.mark.parametrize("cause", ["platform", "force_majeure", "goal_missed", "agreed"])
    def test_nobodys_default(self, cause):
        """
        Where neither side is in default, nothing is doubled and nothing is lost.
        """
        refund = due(deposit_paid(), cause)

        assert refund.statutory is None
        assert cny("0") == refund.kept

    def test_ends_with_the_balance(self):
        """
        Tmall, 2022-04-06: once the balance is paid the deposit is plain price; no double return.
        """
        refund = due(all_paid(EARNEST), Cause.SELLER_CANCELLED)

        assert cny("1000") == refund.given_back
        assert refund.statutory is None
        assert "pass" == codes(refund)["deposit.ends"]

    def test_law_alone_does_not_say_when_it_ends(self):
        """
        Without Tmall's rule it is unknown whether the deposit still binds after the balance.
        """
        refund = due(all_paid(EARNEST), Cause.SELLER_CANCELLED, LAW)

        assert refund.statutory is None
        assert "unknown" == codes(refund)["deposit.ends"]

    def test_asked_again_after_paying(self):
        """
        What has been paid on top by law is not owed again.
        """
        order = deposit_paid()
        refund = due(order, Cause.SELLER_CANCELLED)
        settled = paid(
            order.terms,
            *order.payments,
            refunds=(moved("deposit", refund.given_back, ENDED, "r1"),),
            statutory=(moved("deposit", refund.statutory.amount, ENDED, "s1"),),
        )

        assert cny("0") == due(settled, Cause.SELLER_CANCELLED).total


class TestBalanceRaised:
    """
    Tmall: if the seller's broken promise raises the balance, not paying is the seller's fault.
    """

    def test_price_raised_between_deposit_and_balance(self):
        """
        The buyer who does not pay a raised balance gets the deposit back double.
        """
        refund = due(deposit_paid(), Cause.BALANCE_RAISED)

        assert (cny("300"), cny("200")) == (refund.given_back, refund.statutory.amount)

    def test_without_the_rule(self):
        """
        Where nobody says whose fault that is, the deposit goes back for want of the goods alone.
        """
        refund = due(deposit_paid(), Cause.BALANCE_RAISED, LAW)

        assert refund.statutory is None
        assert {"excess", "not_supplied"} == {line.reason for line in refund.lines}


class TestLapse:
    """
    The balance that was not paid in time, and what happens when it comes late.
    """

    def test_failed_balance_then_paid_later(self):
        """
        A balance that comes when the order has ended is not owed: it goes back, the deposit stays.
        """
        late = moved("balance", 700, ENDED + timedelta(hours=1), "p2")
        refund = due(paid(EARNEST, moved("deposit", 300), late), Cause.BALANCE_LAPSED)

        assert cny("700") == refund.of(Component.BALANCE)
        assert cny("200") == refund.of(Component.DEPOSIT, Fate.KEPT)

    def test_part_of_the_balance(self):
        """
        Of a part of the balance that was paid in time no rule speaks.
        """
        order = paid(EARNEST, moved("deposit", 300), moved("balance", 100))

        assert cny("100") == due(order, Cause.BALANCE_LAPSED).undecided

    def test_paid_twice(self):
        """
        What was paid above what was agreed goes back in any case.
        """
        twice = moved("balance", 700, PLACED + timedelta(hours=1), "p2")
        order = paid(EARNEST, moved("deposit", 300), moved("balance", 700), twice)
        refund = due(order, Cause.AGREED)

        assert ("balance", "given_back", "not_owed", cny("700")) in told(refund)
        assert cny("1000") == refund.undecided

    def test_never_agreed(self):
        """
        So does what was paid for something that nobody agreed on.
        """
        refund = due(paid(EARNEST, moved("fee", 5)), Cause.AGREED)

        assert [("fee", "given_back", "not_owed", cny("5"))] == told(refund)

    def test_deposit_paid_when_it_had_ended(self):
        """
        A deposit that comes after the end binds nobody.
        """
        order = paid(EARNEST, moved("deposit", 300, ENDED + timedelta(hours=1)))

        assert cny("300") == due(order, Cause.BALANCE_LAPSED).given_back
        assert due(order, Cause.SELLER_CANCELLED).statutory is None

    def test_cancel_of_an_unpaid_order_with_a_fee_rule(self):
        """
        Nothing was paid, so nothing goes back, nothing is kept, and no fee is given back either.
        """
        terms = agreed(
            unit_price=Money("899", "THB"), fee=Money("10", "THB"), placed_at=noon(2026, 1, 2)
        )
        refund = due(paid(terms), Cause.CHANGED_MIND, TH, at=noon(2026, 1, 3))

        assert ((), ()) == (refund.lines, refund.charges_returned)
        assert Money("0", "THB") == refund.total
        assert refund.pay_by is None
        assert Outcome.PASS is refund.outcome


class TestNotSupplied:
    """
    Goods that never came: every sum back, by the figure that demands it.
    """

    FULL = agreed(placed_at=noon(2026, 3, 2), shipping=cny("10"), tax=cny("13"), fee=cny("2"))

    @pytest.mark.parametrize(
        ("policy", "rule"),
        [
            (EU, "refund.scope"),
            (UK, "refund.within.not_shipped"),
            (US, "refund.within.not_shipped"),
            (LAW, "delay.buyer_may"),
        ],
    )
    @pytest.mark.parametrize("cause", ["seller_cancelled", "seller_late", "platform"])
    def test_all_sums(self, policy, rule, cause):
        """
        Refund with shipping tax: price, shipping, tax and fee all go back.
        """
        refund = due(all_paid(self.FULL, noon(2026, 3, 2)), cause, policy, at=noon(2026, 3, 20))

        assert cny("1025") == refund.given_back
        assert {rule} == {line.rule for line in refund.lines}

    @pytest.mark.parametrize(
        ("policy", "fate"),
        [(EU, "given_back"), (UK, "given_back"), (US, "undecided"), (LAWLESS, "undecided")],
    )
    def test_lost_on_the_way(self, policy, fate):
        """
        EU and UK law look at the delivery, the rule of the United States at the shipment.
        """
        order = all_paid(agreed(), dispatched_at=PLACED)
        refund = due(order, Cause.NOT_DELIVERED, policy)

        assert {fate} == {line.fate.value for line in refund.lines}

    @pytest.mark.parametrize(
        ("cause", "fate"), [("seller_late", "given_back"), ("seller_cancelled", "undecided")]
    )
    def test_thailand(self, cause, fate):
        """
        Thailand, 2026: a late pre-order is refunded in full; of others the rule says nothing.
        """
        terms = agreed(unit_price=Money("899", "THB"), placed_at=noon(2026, 1, 2))
        order = paid(terms, moved("price", Money("899", "THB"), noon(2026, 1, 2)))
        refund = due(order, cause, TH, at=noon(2026, 1, 20))

        assert [fate] == [line.fate.value for line in refund.lines]

    @pytest.mark.parametrize(
        ("cause", "undecided"), [("seller_cancelled", "0"), ("platform", "1000")]
    )
    def test_complaint(self, cause, undecided):
        """
        F28: a complaint against the seller brings a full refund.
        """
        policy = Policy.in_force("cross-border", on=date(2025, 6, 1))

        assert cny(undecided) == due(all_paid(agreed()), cause, policy).undecided

    @pytest.mark.parametrize("cause", ["seller_late", "seller_cancelled", "force_majeure"])
    def test_delivered_all_the_same(self, cause):
        """
        Goods that came late are no longer missing, and no rule of refunds speaks of them.
        """
        order = all_paid(agreed(), delivered_at=PLACED + timedelta(days=1))

        assert ["delivered"] == [line.reason for line in due(order, cause, EU).lines]

    def test_delivered_after_it_ended(self):
        """
        Only what had happened when the order ended counts.
        """
        order = all_paid(agreed(), delivered_at=ENDED + timedelta(days=1))

        assert ["not_supplied"] == [line.reason for line in due(order, "seller_late", EU).lines]

    def test_goal_missed(self):
        """
        A sale under a condition that failed gives everything back, without a figure.
        """
        refund = due(
            all_paid(self.FULL, noon(2026, 3, 2)), "goal_missed", LAWLESS, at=noon(2026, 4, 1)
        )

        assert cny("1025") == refund.given_back
        assert {("condition", "terms")} == {(one.reason, one.rule) for one in refund.lines}

    def test_agreed(self):
        """
        What the two agreed is not told, so it is undecided.
        """
        assert cny("1000") == due(all_paid(agreed()), Cause.AGREED, EU).undecided

    def test_no_refund_among_the_choices(self):
        """
        A law that lets the buyer ask for performance alone demands no money back.
        """
        policy = own_policy({"delay.buyer_may": "{ one_of = ['perform'] }"}, currency="CNY")

        assert cny("1000") == due(all_paid(agreed()), Cause.SELLER_LATE, policy).undecided

    def test_interest(self):
        """
        Consumer Law 53: a prepayment goes back with interest; no rate is known.
        """
        order = all_paid(agreed())

        assert "unknown" == codes(due(order, Cause.SELLER_LATE, LAW))["refund.interest"]
        assert "refund.interest" not in codes(due(order, Cause.PLATFORM, LAW))
        assert "refund.interest" not in codes(due(order, Cause.SELLER_LATE, EU))


class TestWithdrawal:
    """
    EU 14 days, UK 14, Japan 8, China 7: from receipt, without a reason.
    """

    RECEIVED = noon(2026, 3, 10)
    TERMS = agreed(placed_at=noon(2026, 3, 2))

    def order(self, terms=TERMS, **fields):
        """
        An order that was paid and received on 10 March 2026.
        """
        return all_paid(terms, noon(2026, 3, 2), delivered_at=self.RECEIVED, **fields)

    @pytest.mark.parametrize(
        ("policy", "last"),
        [
            (EU, date(2026, 3, 24)),
            (UK, date(2026, 3, 24)),
            (JP, date(2026, 3, 18)),
            (under("tmall", "law-cn", on=date(2026, 3, 2)), date(2026, 3, 17)),
        ],
        ids=["eu", "uk", "jp", "cn"],
    )
    def test_last_second(self, policy, last):
        """
        The last day ends in the market's zone, and its last second counts in full.
        """
        ends = datetime(last.year, last.month, last.day, 23, 59, 59, 999_999, tzinfo=policy.zone)
        in_time = due(self.order(), Cause.CHANGED_MIND, policy, at=ends)
        late = due(self.order(), Cause.CHANGED_MIND, policy, at=ends + timedelta(microseconds=1))

        assert [("given_back", "withdrawal")] == [(o.fate.value, o.reason) for o in in_time.lines]
        assert [("kept", "withdrawal_over")] == [(o.fate.value, o.reason) for o in late.lines]

    def test_before_receipt(self):
        """
        A buyer who may send goods back once they have come need not wait for them.
        """
        order = all_paid(self.TERMS, noon(2026, 3, 2), dispatched_at=noon(2026, 3, 5))

        assert cny("1000") == due(order, "changed_mind", EU, at=noon(2026, 3, 6)).given_back

    @pytest.mark.parametrize(("received", "fate"), [(True, "kept"), (False, "undecided")])
    def test_made_to_order(self, received, fate):
        """
        EU 16(c): goods made to order are left out; before they are sent that decides nothing yet.
        """
        terms = agreed(placed_at=noon(2026, 3, 2), kind=OrderKind.MADE_TO_ORDER)
        order = self.order(terms) if received else all_paid(terms, noon(2026, 3, 2))
        refund = due(order, "changed_mind", EU, at=noon(2026, 3, 12))

        assert [fate] == [line.fate.value for line in refund.lines]

    def test_no_right_known(self):
        """
        Where no rule gives a right to change one's mind, the money is undecided.
        """
        assert cny("1000") == due(self.order(), "changed_mind", US, at=noon(2026, 3, 12)).undecided

    @pytest.mark.parametrize(("shipping_tax", "back"), [(None, "1000"), ("3", "1010")])
    def test_refund_with_shipping_tax(self, shipping_tax, back):
        """
        The figure speaks of the goods: the tax on them goes back, that on shipping is undecided.
        """
        share = None if shipping_tax is None else cny(shipping_tax)
        terms = agreed(
            placed_at=noon(2026, 3, 2), shipping=cny("30"), tax=cny("13"), shipping_tax=share
        )
        refund = due(self.order(terms), "changed_mind", EU, at=noon(2026, 3, 12))
        tax = [one for one in refund.findings if one.params.get("name") == "component_tax"]

        assert cny(back) == refund.given_back
        assert cny("1043") == refund.given_back + refund.undecided
        assert (shipping_tax is None) == bool(tax[0].remedies)

    def test_no_tax(self):
        """
        A tax of nothing is not divided.
        """
        free = {"tax": cny("0"), "shipping_tax": cny("0")}
        terms = agreed(placed_at=noon(2026, 3, 2), shipping=cny("30"), **free)
        refund = due(self.order(terms), "changed_mind", EU, at=noon(2026, 3, 12))

        assert (cny("1000"), cny("30")) == (refund.given_back, refund.undecided)

    def test_tax_without_shipping(self):
        """
        Where nothing was paid for shipping, all tax is on the goods.
        """
        terms = agreed(placed_at=noon(2026, 3, 2), tax=cny("13"))

        assert cny("1013") == due(self.order(terms), "changed_mind", EU, at=noon(2026, 3, 12)).total

    def test_calendar_does_not_reach(self):
        """
        A time in working days of an unknown calendar is no reason to keep anything.
        """
        policy = own_policy({"withdrawal.days": "{ days = 7, unit = 'business_days' }"})
        refund = due(self.order(), "changed_mind", policy, at=noon(2026, 3, 30))

        assert [("undecided", "calendar")] == [(o.fate.value, o.reason) for o in refund.lines]

    @pytest.mark.parametrize(("hour", "fate"), [(11, "given_back"), (13, "kept")])
    def test_minutes_and_hours(self, hour, fate):
        """
        A time in minutes elapses from the receipt.
        """
        policy = own_policy({"withdrawal.days": "{ minutes = 1440 }"})
        at = datetime(2026, 3, 11, hour, tzinfo=UTC)

        assert [fate] == [
            one.fate.value for one in due(self.order(), "changed_mind", policy, at=at).lines
        ]


class TestReturns:
    """
    Goods that are not as described: Vietnam's 15 days, and complaints.
    """

    VN = Policy.in_force("vn", on=date(2026, 3, 2))

    @pytest.mark.parametrize(("day", "fate"), [(25, "given_back"), (26, "undecided")])
    def test_vietnam(self, day, fate):
        """
        15 calendar days from receipt; after that no rule speaks of it, and nothing is kept.
        """
        terms = agreed(placed_at=noon(2026, 3, 2))
        order = all_paid(terms, noon(2026, 3, 2), delivered_at=noon(2026, 3, 10))
        refund = due(order, Cause.NOT_AS_DESCRIBED, self.VN, at=noon(2026, 3, day))

        assert [fate] == [line.fate.value for line in refund.lines]

    def test_shipping(self):
        """
        The window speaks of the goods, so shipping stays undecided.
        """
        terms = agreed(placed_at=noon(2026, 3, 2), shipping=cny("10"))
        order = all_paid(terms, noon(2026, 3, 2), delivered_at=noon(2026, 3, 10))
        refund = due(order, Cause.NOT_AS_DESCRIBED, self.VN, at=noon(2026, 3, 12))

        assert (cny("1000"), cny("10")) == (refund.given_back, refund.undecided)

    def test_complaint(self):
        """
        F28: a full refund, shipping and all.
        """
        terms = agreed(shipping=cny("10"))
        order = all_paid(terms, delivered_at=PLACED)
        refund = due(
            order, "not_as_described", Policy.in_force("cross-border", on=date(2025, 6, 1))
        )

        assert [("complaint", cny("1000")), ("complaint", cny("10"))] == [
            (one.reason, one.amount) for one in refund.lines
        ]


class TestPayBy:
    """
    The latest day to pay back: seven working days in the United States, 14 days in the EU.
    """

    def test_seven_working_days_over_a_federal_holiday(self):
        """
        FTC: from 2 July 2026, with Independence Day observed on the 3rd, to 14 July.
        """
        terms = agreed(unit_price=Money("50", "USD"), placed_at=noon(2026, 6, 1))
        order = paid(terms, moved("price", Money("50", "USD"), noon(2026, 6, 1)))
        refund = due(order, Cause.SELLER_CANCELLED, US, at=datetime(2026, 7, 2, 9, tzinfo=PACIFIC))

        assert datetime(2026, 7, 14, 23, 59, 59, tzinfo=PACIFIC) == refund.pay_by
        assert Outcome.PASS is refund.outcome

    def test_withdrawal(self):
        """
        EU: 14 days from the notice.
        """
        terms = agreed(placed_at=noon(2026, 3, 2))
        refund = due(all_paid(terms, noon(2026, 3, 2)), "changed_mind", EU, at=noon(2026, 3, 6))

        assert date(2026, 3, 20) == refund.pay_by.date()

    @pytest.mark.parametrize("policy", [EU, UK])
    def test_without_undue_delay(self, policy):
        """
        EU 18(3) and UK 28(9) count no days: told, without a date, and not unknown.
        """
        refund = due(all_paid(agreed()), Cause.SELLER_LATE, policy)

        assert refund.pay_by is None
        assert {"refund.time": "advice"} == codes(refund)
        assert Outcome.PASS is refund.outcome

    def test_credit_of_the_seller(self):
        """
        FTC: where the seller gave the credit, one billing cycle, whose end is not known here.
        """
        refund = due(all_paid(agreed()), Cause.SELLER_LATE, US, store_credit=True)

        assert refund.pay_by is None
        assert {"refund.time": "unknown"} == codes(refund)

    def test_the_earliest_day_counts(self):
        """
        Of two laws the one that wants the money sooner.
        """
        sooner = own_policy({"refund.within.not_shipped": "{ days = 1, unit = 'calendar_days' }"})
        refund = due(all_paid(agreed()), Cause.SELLER_LATE, US.with_law(sooner))

        assert date(2023, 6, 6) == refund.pay_by.date()

    def test_calendar_does_not_reach(self):
        """
        Working days that no calendar covers give no date.
        """
        refund = due(all_paid(agreed()), "seller_late", US, at=noon(2036, 3, 2))

        assert refund.pay_by is None
        assert {"refund.calendar": "unknown"} == codes(refund)

    def test_calendar_of_ones_own(self):
        """
        A calendar that is passed in counts instead of the law's.
        """
        own = BusinessCalendar("own", MON_TO_FRI, first=date(2026, 1, 1), last=date(2026, 12, 31))
        at = datetime(2026, 7, 2, 9, tzinfo=PACIFIC)
        refund = due(all_paid(agreed()), Cause.SELLER_LATE, US, at=at, calendar=own)

        assert date(2026, 7, 13) == refund.pay_by.date()

    def test_calendar_of_the_market(self):
        """
        A law without a working week counts by that of the market.
        """
        law = own_policy({"refund.within.not_shipped": "{ days = 1, unit = 'business_days' }"})
        market = own_policy({"calendar.week": "['mon', 'tue']"}, holidays=HOLIDAYS)
        refund = due(all_paid(agreed()), "seller_late", market.with_law(law), at=noon(2025, 6, 3))

        assert date(2025, 6, 9) == refund.pay_by.date()

    def test_nothing_to_pay(self):
        """
        Where nothing goes back, no time is asked for.
        """
        refund = due(deposit_paid(), Cause.BALANCE_LAPSED, LAWLESS)

        assert refund.pay_by is None
        assert {"refund.undecided"} <= set(codes(refund))
        assert "refund.no_time" not in codes(refund)

    def test_no_figure(self):
        """
        Where no figure says how soon, that is told.
        """
        assert "unknown" == codes(due(deposit_paid(ADVANCE), "seller_late"))["refund.no_time"]


class TestServiceFee:
    """
    Which charges of the platform go with the order.
    """

    def order(self, currency, **fields):
        """
        A pre-order of 899, paid on 2 January 2026.
        """
        price = Money("899", currency)
        terms = agreed(unit_price=price, placed_at=noon(2026, 1, 2), **fields)
        return all_paid(terms, noon(2026, 1, 2))

    def test_thailand(self):
        """
        Thailand: 2.14 % of 899 is 19.24, not charged on cancelled orders.
        """
        refund = due(
            self.order("THB"), Cause.SELLER_LATE, TH, at=datetime(2026, 1, 20, tzinfo=BANGKOK)
        )
        (fee,) = refund.charges_returned

        assert ("service_fee", Money("19.24", "THB")) == (fee.code, fee.amount)
        assert Payee.PLATFORM is fee.payee
        assert TH.source("overdue.service_fee") == fee.source

    def test_delivered_and_nothing_goes_back(self):
        """
        An order that was delivered, and of which nothing goes back, is not freed of the fee.
        """
        at = noon(2026, 1, 3)
        order = attrs.evolve(self.order("THB"), dispatched_at=at, delivered_at=at)
        refund = due(order, Cause.CHANGED_MIND, TH, at=noon(2026, 7, 1))

        assert Money("0", "THB") == refund.given_back
        assert () == refund.charges_returned

    def test_philippines(self):
        """
        The Philippines: whether cancelled orders pay it is not published.
        """
        ph = Policy.in_force("ph", on=date(2026, 1, 2))
        refund = due(self.order("PHP"), Cause.SELLER_LATE, ph, at=noon(2026, 1, 20))

        assert () == refund.charges_returned
        assert "unknown" == codes(refund)["service_fee"]

    def test_other_kinds(self):
        """
        Orders of another kind never paid it.
        """
        order = self.order("THB", kind=OrderKind.STANDARD)

        assert () == due(order, Cause.SELLER_LATE, TH, at=noon(2026, 1, 20)).charges_returned

    @pytest.mark.parametrize(
        ("base", "charged", "amount"),
        [
            ("items", "false", "20.00"),
            ("order", "false", "20.20"),
            ("unit", "false", "20.00"),
            ("items", "true", None),
        ],
    )
    def test_bases(self, base, charged, amount):
        """
        Of the goods, of the order, of each unit; or charged all the same.
        """
        fee = (
            f"{{ rate = 0.01, base = '{base}', charged_on_cancelled = {charged}, "
            "rounding = 'half_up' }"
        )
        policy = own_policy({"overdue.service_fee": fee}, currency="CNY")
        refund = due(all_paid(agreed(units=2, shipping=cny("20"))), "seller_late", policy)

        assert ([] if amount is None else [cny(amount)]) == [
            one.amount for one in refund.charges_returned
        ]


class TestBefore:
    """
    What went back before is taken off, first what had to go back.
    """

    def test_partly_refunded(self):
        """
        60 of the excess of 100 went back: 40 are left of it, and the 200 stay lost.
        """
        order = paid(EARNEST, moved("deposit", 300), refunds=(moved("deposit", 60, ENDED),))

        assert [
            ("deposit", "given_back", "excess", cny("40")),
            ("deposit", "kept", "forfeited", cny("200")),
        ] == told(due(order, Cause.BALANCE_LAPSED))

    def test_more_than_had_to(self):
        """
        A seller who gave back more than was due keeps that much less.
        """
        order = paid(EARNEST, moved("deposit", 300), refunds=(moved("deposit", 250, ENDED),))

        assert [("deposit", "kept", "forfeited", cny("50"))] == told(due(order, "balance_lapsed"))


class TestText:
    """
    The answer in words, in both languages.
    """

    def test_english(self):
        """
        Each part with its reason and rule, what the law adds apart.
        """
        text = str(due(deposit_paid(), Cause.SELLER_CANCELLED))

        assert text.startswith(
            "l1: the seller cancelled; at fault: the seller; 300.00 CNY goes back"
        )
        assert "deposit: 200.00 CNY goes back, because the seller took the deposit and is" in text
        assert "On top by law, because the deposit is returned double: 200.00 CNY" in text

    def test_chinese(self):
        """
        定金双倍返还.
        """
        text = due(deposit_paid(), Cause.SELLER_CANCELLED).explain("zh")

        assert "依法另付：200.00 CNY，因定金双倍返还" in text

    def test_fee_and_day(self):
        """
        The day and the fee stand in lines of their own.
        """
        law = TH.with_law(Policy.in_force("law-us", on=date(2026, 1, 2)))
        order = TestServiceFee().order("THB")
        text = str(due(order, Cause.SELLER_LATE, law, at=noon(2026, 1, 5)))

        assert "To be paid back by 2026-01-14 23:59:59+07:00." in text
        assert "The platform does not charge its service fee of 19.24 THB" in text

    def test_line(self):
        """
        A line prints as its sentence.
        """
        line = due(deposit_paid(), Cause.BALANCE_LAPSED).lines[1]

        assert str(line) == line.explain("en")
        assert line.explain("zh").startswith("定金：不退200.00 CNY")


class TestArguments:
    """
    What is no order, cause or instant is refused.
    """

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"order": EARNEST}, WrongTypeError),
            ({"cause": "because"}, WrongTypeError),
            ({"cause": None}, WrongTypeError),
            ({"policy": "tmall"}, WrongTypeError),
            ({"at": datetime(2023, 6, 1)}, NaiveTimeError),
            ({"store_credit": 1}, WrongTypeError),
            ({"calendar": "us"}, WrongTypeError),
        ],
        ids=str,
    )
    def test_refused(self, fields, error):
        """
        Each argument has its type.
        """
        ours = {"order": deposit_paid(), "cause": "agreed", "policy": TMALL, "at": ENDED, **fields}
        with pytest.raises(error):
            refunds.due(ours.pop("order"), ours.pop("cause"), ours.pop("policy"), **ours)

    def test_cause_by_name(self):
        """
        A cause may be given by its name.
        """
        assert due(deposit_paid(), "agreed") == due(deposit_paid(), Cause.AGREED)


def test_instalments_are_price():
    """
    Without a deposit all instalments share the fate of the price.
    """
    plan = PaymentPlan((Part(cny("400")), Part(due=OnDispatch())))
    order = paid(agreed(plan=plan), moved("price", 400))

    assert cny("400") == due(order, Cause.SELLER_CANCELLED, EU).given_back


def test_public_names():
    """
    The door shows what is public, and no more.
    """
    assert refunds.__all__ == dir(refunds)
