"""
May a payment plan be offered: kinds, sizes, effects, coupons, times.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.making import SHANGHAI, own_policy
from rules.paying import BALANCE_WINDOW, BALANCES, DEPOSITS, LAWLESS, TMALL, cny, under
from tiktok_presale import (
    Advance,
    AfterDelay,
    AtDate,
    AtPlacing,
    CalendarDays,
    Earnest,
    Hours,
    InWindow,
    Minutes,
    Money,
    OnDispatch,
    OnRelease,
    Outcome,
    Part,
    PaymentPlan,
    Period,
    Policy,
    ReleaseOn,
    Share,
    ShipWithin,
    payments,
)
from tiktok_presale import strategies as ours
from tiktok_presale.errors import (
    CurrencyMismatchError,
    NaiveTimeError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.values.ranges import OneOf
from tiktok_presale.values.vocabulary import Base

AT = datetime(2023, 5, 29, tzinfo=SHANGHAI)
SALE = Period(
    datetime(2023, 5, 29, 20, tzinfo=SHANGHAI), datetime(2023, 5, 31, 17, 59, 59, tzinfo=SHANGHAI)
)
BALANCE = InWindow(
    Period(
        datetime(2023, 5, 31, 20, tzinfo=SHANGHAI),
        datetime(2023, 6, 3, 23, 59, 59, tzinfo=SHANGHAI),
    )
)
PLATFORM = Policy.in_force("tmall", on=AT.date())
DOUYIN = under("douyin", "law-cn", on=date(2024, 10, 1))
SHIP = "{ event = 'dispatch', anchor = 'placed', promise = true, days = 0, unit = 'calendar_days' }"
SHIPPING = own_policy({"deadlines.pre_order.dispatch": SHIP}, zone="Asia/Shanghai", currency="CNY")


def deposit(amount, balance=BALANCE, kind=Earnest):
    """
    A plan of a deposit and a balance.
    """
    money = cny(amount) if isinstance(amount, str) else amount
    return PaymentPlan.with_deposit(kind(money), balance)


def found(plan, policy=TMALL, *, code=None, price="1000", at=AT, **facts):
    """
    The findings of a check, of one code where it is given: code and outcome, or the findings.
    """
    decision = payments.check(plan, policy, price=cny(price), at=at, **facts)
    if code is None:
        return decision
    return [one for one in decision.findings if one.code == code]


def outcomes(plan, policy=TMALL, **facts):
    """
    The outcome by code.
    """
    return {one.code: one.outcome for one in found(plan, policy, **facts).findings}


class TestKinds:
    """
    payment.plans: which kinds of plan a market offers.
    """

    def test_united_states(self):
        """
        In the United States the price is held and captured on dispatch; a deposit is not offered.
        """
        us = under("us", on=date(2026, 3, 2))
        (held,) = found(PaymentPlan.authorised(), us, code="payment.plan")
        (refused,) = found(deposit("100"), us, code="payment.plan")

        assert Outcome.PASS is held.outcome
        assert Outcome.FAIL is refused.outcome
        assert refused.remedy.params["plans"] == OneOf(("authorised",))
        assert refused.source == us.source("payment.plans")

    @pytest.mark.parametrize("plan", [PaymentPlan.full(), deposit("100")])
    def test_brief(self, plan):
        """
        F1: buyers pay a deposit or the full price.
        """
        policy = Policy.in_force("cross-border", on=date(2025, 6, 1))

        assert Outcome.PASS is outcomes(plan, policy)["payment.plan"]

    def test_full_payment_needs_no_figure(self):
        """
        Where no figure speaks of plans, full payment passes without a word about its kind.
        """
        decision = found(PaymentPlan.full(), LAWLESS)

        assert decision.allowed
        assert ["payment.times"] == [one.code for one in decision.findings]

    @pytest.mark.parametrize(
        "plan", [deposit("100"), PaymentPlan((Part(cny("1")), Part(due=BALANCE)))]
    )
    def test_unknown_elsewhere(self, plan):
        """
        A deposit or instalments in a market whose packs know of none are unknown.
        """
        th = Policy.in_force("th", on=date(2026, 1, 2))

        assert Outcome.UNKNOWN is outcomes(plan, th)["payment.plan"]

    def test_law_knows_deposits_that_bind(self):
        """
        Under Chinese law a deposit that binds is known, an advance is a matter of the market.
        """
        law = under("th", "law-cn", on=date(2026, 1, 2))

        assert "payment.plan" not in outcomes(deposit("100"), law)
        assert Outcome.UNKNOWN is outcomes(deposit("100", kind=Advance), law)["payment.plan"]

    @pytest.mark.parametrize("kind", [Earnest, Advance])
    def test_market_without_a_size(self, kind):
        """
        A market that offers deposits and tells no size, without a law, leaves the size unknown.
        """
        policy = Policy.in_force("cross-border", on=date(2025, 6, 1))

        assert Outcome.UNKNOWN is outcomes(deposit("100", kind=kind), policy)["deposit.size"]

    def test_more_than_the_price(self):
        """
        Payments above the price are a "no" and no error.
        """
        decision = found(deposit("100"), price="99")

        assert ["payment.exceeds"] == [one.code for one in decision.failures]


class TestTmallBands:
    """
    618 of 2023: from 50; below 500 10 to 20 %, to 999 50 to 20 %, from 1,000 100 to 20 %; tens.
    """

    @pytest.mark.parametrize(
        ("price", "amount", "size"),
        [
            ("50", "10", "pass"),
            ("499.99", "49.99", "fail"),
            ("499", "50", "pass"),
            ("499", "90", "pass"),
            ("499", "100", "fail"),
            ("500", "40", "fail"),
            ("500", "50", "pass"),
            ("500", "100", "pass"),
            ("999.99", "200", "fail"),
            ("999.99", "190", "pass"),
            ("1000", "90", "fail"),
            ("1000", "100", "pass"),
            ("1000", "200", "pass"),
            ("1000", "210", "fail"),
        ],
    )
    def test_band(self, price, amount, size):
        """
        Each band's ends belong to it.
        """
        (finding,) = found(deposit(amount), code="deposit.size", price=price)

        assert size == finding.outcome.value

    @pytest.mark.parametrize(
        ("amount", "step"), [("50", "pass"), ("55", "fail"), ("59.99", "fail")]
    )
    def test_step(self, amount, step):
        """
        A deposit is a multiple of 10.
        """
        (finding,) = found(deposit(amount), code="deposit.step", price="499")

        assert step == finding.outcome.value
        assert ("fail" == step) == (finding.remedy is not None)

    def test_price_below_all_bands(self):
        """
        Below 50 no deposit is offered; the remedy is the price from which one is.
        """
        (finding,) = found(deposit("8"), code="deposit.price", price="49.99")

        assert Outcome.FAIL is finding.outcome
        assert cny("50") == finding.remedy.params["price"]

    def test_every_reason(self):
        """
        A deposit that is too large and no multiple of ten fails for both reasons.
        """
        told = {one.code for one in found(deposit("105"), PLATFORM, price="499").failures}

        assert {"deposit.size", "deposit.step"} == told

    @given(st.integers(5000, 500_000), st.integers(1, 100_000))
    def test_oracle(self, price, amount):
        """
        A second, simple reading of the rule in integers agrees.
        """
        step = amount % 1000 == 0
        low = max(-(-price // 10), 1000) if price < 50_000 else 5000
        low = 10_000 if price >= 100_000 else low
        size = low <= amount <= price // 5
        plan = deposit(Money.from_minor(amount, "CNY"))
        if amount > price:
            return
        told = payments.check(plan, PLATFORM, price=Money.from_minor(price, "CNY"), at=AT)
        by_code = {one.code: one.outcome is Outcome.PASS for one in told.findings}

        assert (size, step) == (by_code["deposit.size"], by_code["deposit.step"])

    @given(st.integers(5000, 500_000), st.integers(1, 100_000))
    def test_remedy_is_exact(self, price, amount):
        """
        The deposit that a remedy names passes, and none nearer to what was asked does.
        """
        money = Money.from_minor(price, "CNY")
        if amount > price:
            return

        def failures(minor):
            plan = deposit(Money.from_minor(minor, "CNY"))
            told = payments.check(plan, PLATFORM, price=money, at=AT).failures
            return [one for one in told if one.code in {"deposit.size", "deposit.step"}]

        for failure in failures(amount):
            named = failure.remedy.params["amount"].minor
            nearer = 1 if named < amount else -1

            assert [] == failures(named)
            assert failures(named + nearer)


class TestOpenBands:
    """
    Bands of a pack of one's own: open ends, no lower or no upper end, none that fits a step.
    """

    @pytest.mark.parametrize(
        ("band", "amount", "outcome"),
        [
            ("above = 0.1", "100", "fail"),
            ("above = 0.1", "100.01", "pass"),
            ("below = 0.2", "200", "fail"),
            ("below = 0.2", "199.99", "pass"),
            ("min = 0.1", "1000", "pass"),
            ("max = 0.2", "0.01", "pass"),
        ],
    )
    def test_ends(self, band, amount, outcome):
        """
        An open end is outside; where there is none, anything up to the price goes.
        """
        policy = own_policy(
            {"deposit.size": f"{{ currency = 'CNY', bands = [{{ {band} }}] }}"}, currency="CNY"
        )
        (finding,) = found(deposit(amount), policy, code="deposit.size")

        assert outcome == finding.outcome.value

    def test_no_deposit_fits(self):
        """
        Where no sum meets band and step, there is no remedy to name.
        """
        size = "{ currency = 'CNY', step = '100', bands = [{ min = 0.11, max = 0.12 }] }"
        policy = own_policy({"deposit.size": size}, currency="CNY")
        decision = found(deposit("105"), policy)

        assert ["deposit.size", "deposit.step"] == [one.code for one in decision.failures]
        assert [None, None] == [one.remedy for one in decision.failures]

    def test_empty_band(self):
        """
        A least sum above the share leaves nothing at a low price; the limit says nothing.
        """
        size = "{ currency = 'CNY', bands = [{ max = 0.2, least = '100' }] }"
        policy = own_policy({"deposit.size": size}, currency="CNY")
        (finding,) = found(deposit("50"), policy, code="deposit.size", price="400")

        assert (Outcome.FAIL, None) == (finding.outcome, finding.limit)

    def test_price_above_all_bands(self):
        """
        A price above every band has no nearer one to name.
        """
        size = "{ currency = 'CNY', bands = [{ max = 0.2, price_below = '100' }] }"
        policy = own_policy({"deposit.size": size}, currency="CNY")
        (finding,) = found(deposit("50"), policy, code="deposit.price")

        assert () == finding.remedies


class TestDouyin:
    """
    Douyin, 2024-09-23: 5 to 20 %, no coupons on the deposit.
    """

    @pytest.mark.parametrize(
        ("amount", "size"), [("49.99", "fail"), ("50", "pass"), ("200", "pass"), ("200.01", "fail")]
    )
    def test_size(self, amount, size):
        """
        Both ends belong to the band.
        """
        (finding,) = found(deposit(amount), DOUYIN, code="deposit.size")

        assert size == finding.outcome.value

    @pytest.mark.parametrize(
        ("coupons", "outcome"), [(False, "pass"), (True, "fail"), (None, "unknown")]
    )
    def test_coupons(self, coupons, outcome):
        """
        Coupons go on the balance; whether they do here is a fact that must be told.
        """
        (finding,) = found(deposit("100"), DOUYIN, code="deposit.coupons", coupons=coupons)

        assert outcome == finding.outcome.value

    def test_coupons_allowed(self):
        """
        Where a figure allows them, it does not matter whether they are used.
        """
        policy = own_policy({"deposit.coupons": "true"}, currency="CNY")
        (finding,) = found(deposit("100"), policy, code="deposit.coupons")

        assert Outcome.PASS is finding.outcome

    def test_no_deposit_no_coupons(self):
        """
        A plan without a deposit is not asked about coupons.
        """
        assert "deposit.coupons" not in outcomes(PaymentPlan.full(), DOUYIN)


class TestCeiling:
    """
    Civil Code 586: at most 20 % of the price binds; the rest has no effect as a deposit.
    """

    @pytest.mark.parametrize(("amount", "outcome"), [("200", "pass"), ("200.01", "advice")])
    def test_excess_is_told(self, amount, outcome):
        """
        A larger deposit is lawful: what counts is told, and the rest is plain advance payment.
        """
        (finding,) = found(deposit(amount), code="deposit.ceiling")

        assert outcome == finding.outcome.value
        assert cny("200") == finding.limit

    def test_brackets_of_the_market_fail_all_the_same(self):
        """
        300 of 1,000: lawful without effect above 200, and against Tmall's band.
        """
        told = outcomes(deposit("300"))

        assert Outcome.ADVICE is told["deposit.ceiling"]
        assert Outcome.FAIL is told["deposit.size"]

    def test_ceiling_without_a_word_on_excess(self):
        """
        A ceiling of which nobody says what the excess means is a limit like any other.
        """
        policy = own_policy({"deposit.ceiling": "{ at_most = 0.20 }"}, currency="CNY")
        (finding,) = found(deposit("300"), policy, code="deposit.ceiling")

        assert Outcome.FAIL is finding.outcome
        assert cny("200") == finding.remedy.params["amount"]
        assert found(deposit("200"), policy, code="deposit.ceiling")[0].outcome is Outcome.PASS

    def test_ceiling_without_an_end(self):
        """
        A share from below is no ceiling.
        """
        policy = own_policy({"deposit.ceiling": "{ at_least = 0.05 }"}, currency="CNY")

        assert [] == found(deposit("300"), policy, code="deposit.ceiling")

    def test_worth_more_than_it_costs(self):
        """
        The ceiling is taken of what the buyer pays: 1,000 less a bonus of 100.
        """
        plan = PaymentPlan.with_deposit(Earnest(cny("200"), worth=cny("300")), BALANCE)
        (finding,) = found(plan, code="deposit.ceiling")

        assert (Outcome.ADVICE, cny("180")) == (finding.outcome, finding.limit)

    def test_advance(self):
        """
        An advance (订金) has no ceiling, and is told to have no such effect.
        """
        told = outcomes(deposit("200", kind=Advance))

        assert Outcome.ADVICE is told["deposit.advance"]
        assert "deposit.ceiling" not in told

    def test_advance_without_a_law(self):
        """
        It is told where no law was given too, then without a source.
        """
        (finding,) = found(deposit("200", kind=Advance), DOUYIN.platform, code="deposit.advance")

        assert finding.source is None

    @pytest.mark.parametrize(("base", "amount"), [(Base.ITEMS, "200"), (Base.ORDER, "210")])
    def test_percent_on_net_and_gross(self, base, amount):
        """
        20 % of goods and 20 % of goods with shipping are two sums; the second passes the ceiling.
        """
        plan = deposit(Share(Decimal("0.2"), base))
        (finding,) = found(plan, code="deposit.ceiling", extras=cny("50"))

        assert cny(amount) == finding.actual
        assert (base is Base.ITEMS) == (finding.outcome is Outcome.PASS)


class TestPayWithin:
    """
    payment.pay_within: Tmall closes a deposit order after 30 minutes.
    """

    @pytest.mark.parametrize(
        ("within", "outcome"),
        [
            (Minutes(30), "pass"),
            (Minutes(31), "fail"),
            (Hours(1), "fail"),
            (CalendarDays(1), "fail"),
        ],
        ids=str,
    )
    def test_longer(self, within, outcome):
        """
        A plan cannot leave more time than the platform keeps the order open.
        """
        (finding,) = found(PaymentPlan.full(AtPlacing(within)), code="payment.pay_within")

        assert outcome == finding.outcome.value
        assert ("fail" == outcome) == (finding.remedies != ())

    def test_calendar_does_not_reach(self):
        """
        Two working days of an unknown calendar are unknown.
        """
        policy = own_policy({"payment.pay_within": "{ days = 2, unit = 'business_days' }"})
        told = outcomes(PaymentPlan.full(AtPlacing(Hours(1))), policy)

        assert Outcome.UNKNOWN is told["payment.pay_within"]
        assert "payment.times" not in told


class TestTimes:
    """
    Payments fall due in order, in the sale or after it, and before the goods are sent.
    """

    PROMISE = ShipWithin(CalendarDays(15))

    def test_balance_after_the_sale_is_normal(self):
        """
        The 99 sale of 2022: deposits to 6 September 15:59:59, balances from 20:00 to the 10th.
        """
        tmall = Policy.in_force("tmall", on=date(2022, 9, 2))
        decision = found(
            deposit("50", BALANCE_WINDOW),
            tmall,
            at=DEPOSITS.opens,
            sale=DEPOSITS,
            promise=self.PROMISE,
            price="499",
        )

        assert () == decision.failures
        assert {"payment.times", "payment.before_dispatch"} <= {one.code for one in decision.passes}

    def test_payment_deadline_after_sale_end(self):
        """
        A payment at placing that may come after the sale's end is told: its goods stay reserved.
        """
        plan = PaymentPlan.full(AtPlacing(Hours(48)))
        (finding,) = found(plan, LAWLESS, code="payment.after_sale", sale=SALE)

        assert Outcome.ADVICE is finding.outcome
        assert SALE.closes + timedelta(hours=48) == finding.actual
        assert [] == found(deposit("100"), LAWLESS, code="payment.after_sale", sale=SALE)

    @pytest.mark.parametrize("seconds", [0, 1])
    def test_first_payment_dated_after_the_sale(self, seconds):
        """
        A first payment with a date of its own is never due after the sale it belongs to.
        """
        due = SALE.closes + timedelta(seconds=seconds)
        for trigger in (AtDate(due), InWindow(Period(SALE.opens, due))):
            failures = found(
                PaymentPlan((Part(due=trigger),)), code="payment.after_sale", sale=SALE
            )

            assert [Outcome.FAIL] * seconds == [one.outcome for one in failures]
            assert [SALE.closes] * seconds == [one.remedy.params["at"] for one in failures]

    def test_first_payment_some_days_after_placing(self):
        """
        A first payment that runs from each order itself is due after the sale for the last orders.
        """
        plan = PaymentPlan((Part(due=AfterDelay(CalendarDays(3))),))

        assert [] == found(plan, LAWLESS, code="payment.after_sale", sale=SALE)

    def test_time_to_pay_beyond_the_calendar(self):
        """
        A time to pay that no calendar holds is unknown, and no error.
        """
        for time in (CalendarDays(10**7), Hours(10**12)):
            (finding,) = found(PaymentPlan.full(AtPlacing(time)), code="payment.too_far")

            assert (Outcome.UNKNOWN, time) == (finding.outcome, finding.actual)

    def test_due_in_the_last_second_of_all(self):
        """
        A payment due in the last second that a datetime can hold is not too early, and no error.
        """
        end = datetime(9999, 12, 31, 23, 59, 59, tzinfo=SHANGHAI)

        assert [] == found(deposit("100", AtDate(end)), code="payment.too_early", sale=SALE)

    @pytest.mark.parametrize(
        ("due", "fails"),
        [
            (SALE.closes - timedelta(seconds=1), True),
            (SALE.closes, False),
            (SALE.closes + timedelta(days=3), False),
        ],
    )
    def test_due_before_the_last_order(self, due, fails):
        """
        A payment whose time is over before the last order is placed cannot be made by it.
        """
        plan = deposit("100", AtDate(due))
        failures = found(plan, code="payment.too_early", sale=SALE)

        assert fails == bool(failures)
        for failure in failures:
            again = deposit("100", AtDate(failure.remedy.params["at"]))
            assert [] == found(again, code="payment.too_early", sale=SALE)

    def test_due_before_the_sale(self):
        """
        A balance window that belongs to an earlier sale fails.
        """
        plan = deposit("100", BALANCE_WINDOW)

        assert Outcome.FAIL is outcomes(plan, sale=SALE)["payment.too_early"]
        assert Outcome.FAIL is outcomes(plan)["payment.too_early"]

    def test_out_of_order(self):
        """
        An instalment due before the one that stands before it fails; the remedy mends it.
        """
        lines = (Part(cny("10"), AtDate(AT + timedelta(days=9))), Part(due=AfterDelay(Hours(1))))
        (failure,) = found(PaymentPlan(lines), code="payment.sequence")
        mended = (lines[0], Part(due=AtDate(failure.remedy.params["at"])))

        assert [] == found(PaymentPlan(mended), code="payment.sequence")

    def test_out_of_order_for_the_first_order_only(self):
        """
        A delay from the order may be too short for the first order and long enough for the last.
        """
        lines = (Part(cny("10"), AtDate(SALE.closes)), Part(due=AfterDelay(Hours(3))))

        assert found(PaymentPlan(lines), code="payment.sequence", sale=SALE)

    def test_overlap(self):
        """
        A balance window opens once no deposits are taken any more.
        """
        window = InWindow(Period(SALE.closes, SALE.closes + timedelta(days=2)))
        later = InWindow(Period(SALE.closes + timedelta(seconds=1), SALE.closes + timedelta(2)))

        assert Outcome.FAIL is outcomes(deposit("100", window), sale=SALE)["payment.overlap"]
        assert "payment.overlap" not in outcomes(deposit("100", later), sale=SALE)
        assert "payment.overlap" not in outcomes(deposit("100", AtDate(AT)), sale=SALE)

    @pytest.mark.parametrize(("days", "outcome"), [(5, "fail"), (6, "pass")])
    def test_dispatch_before_the_balance(self, days, outcome):
        """
        An order of 29 May with a promise of five days is due on 3 June 23:59:59, as its balance.
        """
        early = Period(AT, AT + timedelta(days=1))
        plan = deposit("100", InWindow(Period(AT, datetime(2023, 6, 4, tzinfo=SHANGHAI))))
        (finding,) = found(
            plan,
            SHIPPING,
            code="payment.before_dispatch",
            sale=early,
            promise=ShipWithin(CalendarDays(days)),
        )

        assert outcome == finding.outcome.value
        assert ("fail" == outcome) == (finding.remedies != ())

    def test_dispatch_due_second(self):
        """
        A balance that is due in the very second of the dispatch deadline is in time.
        """
        promise = ShipWithin(CalendarDays(5))
        (finding,) = found(
            deposit("100"), SHIPPING, code="payment.before_dispatch", promise=promise
        )

        assert (Outcome.PASS, finding.actual) == (finding.outcome, finding.limit)

    def test_dispatch_runs_from_the_balance(self):
        """
        Where the clock for dispatch starts with the balance, the balance always comes first.
        """
        after = "{ event = 'dispatch', anchor = 'balance_paid', days = 48, unit = 'hours' }"
        policy = own_policy({"deadlines.pre_order.dispatch": after}, currency="CNY")
        (finding,) = found(
            deposit("100"), policy, code="payment.before_dispatch", promise=self.PROMISE
        )

        assert Outcome.PASS is finding.outcome

    @pytest.mark.parametrize(
        ("balance", "facts", "policy", "name"),
        [
            (BALANCE, {}, SHIPPING, "promise"),
            (BALANCE, {"promise": ShipWithin(CalendarDays(9))}, LAWLESS, "dispatch_deadline"),
            (
                OnRelease(CalendarDays(3)),
                {"promise": ShipWithin(CalendarDays(9))},
                SHIPPING,
                "release_date",
            ),
        ],
        ids=["promise", "deadline", "release"],
    )
    def test_unknown(self, balance, facts, policy, name):
        """
        Without a promise, a deadline or a release date it cannot be told, and what lacks is named.
        """
        (finding,) = found(deposit("100", balance), policy, code="payment.before_dispatch", **facts)

        assert (Outcome.UNKNOWN, name) == (finding.outcome, finding.params["name"])

    def test_taken_on_dispatch(self):
        """
        What is taken on dispatch needs no date.
        """
        assert [] == found(deposit("100", OnDispatch()), SHIPPING, code="payment.before_dispatch")

    def test_two_release_dates(self):
        """
        A balance on release is judged by the release of its own goods.
        """
        after = "{ event = 'dispatch', anchor = 'release', days = 4, unit = 'calendar_days' }"
        policy = own_policy({"deadlines.pre_order.dispatch": after}, currency="CNY")
        plan = deposit("100", OnRelease(CalendarDays(3)))
        for month in (7, 8):
            promise = ReleaseOn(date(2023, month, 1))
            (finding,) = found(plan, policy, code="payment.before_dispatch", promise=promise)

            assert Outcome.PASS is finding.outcome
            assert date(2023, month, 4) == finding.actual.date()


class TestArguments:
    """
    What is no plan, price or instant is refused with a sentence.
    """

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"plan": "full"}, WrongTypeError),
            ({"policy": "tmall"}, WrongTypeError),
            ({"price": 100}, WrongTypeError),
            ({"price": Money("-1", "CNY")}, OutOfRangeError),
            ({"at": datetime(2023, 5, 29)}, NaiveTimeError),
            ({"promise": 10}, WrongTypeError),
            ({"sale": (AT, AT)}, WrongTypeError),
            ({"coupons": "no"}, WrongTypeError),
            ({"extras": 5}, WrongTypeError),
            ({"kind": "pre_order"}, WrongTypeError),
            ({"price": Money("1000", "USD")}, CurrencyMismatchError),
        ],
        ids=str,
    )
    def test_refused(self, fields, error):
        """
        Each argument has its type.
        """
        given_ = {
            "plan": deposit("100"),
            "policy": TMALL,
            "price": cny("1000"),
            "at": AT,
            **fields,
        }
        plan, policy = given_.pop("plan"), given_.pop("policy")
        with pytest.raises(error):
            payments.check(plan, policy, **given_)


class TestLaws:
    """
    What holds for every plan in every market.
    """

    @given(st.data(), ours.policies(["us", "th", "cross-border", "tmall", "douyin"]))
    def test_always_a_reason(self, data, policy):
        """
        Every plan gets an answer with a reason, for any price in the market's currency.
        """
        price = data.draw(ours.money([policy.pack.currency], least=1, most=10**7))
        at = data.draw(ours.instants())
        plan = data.draw(ours.payment_plans(price, at))
        promise = data.draw(st.none() | ours.promises())
        decision = payments.check(plan, policy, price=price, at=at, promise=promise)

        assert decision.findings
        assert decision.explain("zh")

    @given(st.data())
    def test_law_adds_and_takes_nothing_away(self, data):
        """
        Under a law all reasons of the market stay, but for one that the law makes known.
        """
        price = data.draw(ours.money(["CNY"], least=1, most=10**7))
        plan = data.draw(ours.payment_plans(price, AT))
        alone = set(payments.check(plan, PLATFORM, price=price, at=AT).findings)
        under_law = set(payments.check(plan, TMALL, price=price, at=AT).findings)

        assert {one.code for one in alone - under_law} <= {"deposit.advance"}


def test_sale_in_the_docs_uses_utc():
    """
    The zone in which a window is told does not matter.
    """
    window = Period(*(one.astimezone(UTC) for one in (BALANCES.opens, BALANCES.closes)))
    ours_, theirs = (
        outcomes(deposit("100", InWindow(one)), at=DEPOSITS.opens, sale=DEPOSITS)
        for one in (window, BALANCES)
    )

    assert ours_ == theirs


def test_public_names():
    """
    The door shows what is public, and no more.
    """
    assert payments.__all__ == dir(payments)
