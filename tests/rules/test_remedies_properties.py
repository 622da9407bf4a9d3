"""
Laws of remedies: applied, they pass; a little less does not.
"""

from datetime import date, timedelta
from decimal import Decimal

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from rules.making import an_order, own_policy, utc_noon
from tiktok_presale import (
    OrderKind,
    Party,
    PastDays,
    Policy,
    Range,
    Rate,
    Shop,
    ShopHistory,
    eligibility,
)
from tiktok_presale.rules.remedies import clean_on, good_orders
from tiktok_presale.strategies import past_days

TODAY = date(2025, 7, 15)
VN = Policy.in_force("vn", on=TODAY)
LIMITS = st.decimals(Decimal("0.01"), Decimal("0.99"), places=2)


def some_rates():
    """
    Rates over at least one order.
    """
    return st.integers(1, 400).flatmap(
        lambda total: st.builds(Rate, st.integers(0, total), st.just(total))
    )


class TestGoodOrders:
    """
    Eligibility's remedy, applied, passes; one order fewer fails.
    """

    @given(some_rates(), LIMITS, st.sampled_from([Range.at_most, Range.below]))
    def test_limits_from_above(self, rate, share, limit):
        """
        Orders that do not count against the shop add to the total alone.
        """
        accepts = limit(share)
        orders = good_orders(rate, accepts)

        assert Rate(rate.count, rate.total + orders) in accepts
        assert not orders or Rate(rate.count, rate.total + orders - 1) not in accepts

    @given(some_rates(), LIMITS, st.sampled_from([Range.at_least, Range.above]))
    def test_limits_from_below(self, rate, share, limit):
        """
        Orders that count for the shop add to both.
        """
        accepts = limit(share)
        orders = good_orders(rate, accepts)

        assert Rate(rate.count + orders, rate.total + orders) in accepts
        assert not orders or (Rate(rate.count + orders - 1, rate.total + orders - 1) not in accepts)

    @given(some_rates())
    def test_through_the_rule(self, rate):
        """
        A shop that does what it is told is admitted, and one that stops an order short is not.
        """
        assume(rate not in Range.below(Decimal("0.10")))

        def outcome(more):
            grown = Rate(rate.count, rate.total + more)
            metrics = {"preorder_sfcr": grown, "preorder_cancelled": 0}
            shop = Shop(id="s1", stage="keeping", metrics=metrics)
            return eligibility.check(shop, VN, at=utc_noon(TODAY))

        orders = outcome(0).failures[0].remedy.params["orders"]

        assert outcome(orders).allowed
        assert not outcome(orders - 1).allowed


@st.composite
def past_orders(draw):
    """
    Pre-orders of the last 45 days, some of them cancelled at once by the seller or the buyer.
    """
    found = []
    for days_ago in draw(st.lists(st.integers(0, 45), min_size=1, max_size=25)):
        noon = utc_noon(TODAY, days=-days_ago)
        who = draw(st.sampled_from([None, Party.SELLER, Party.BUYER]))
        found.append(
            an_order(placed_at=noon, cancelled_at=None if who is None else noon, cancelled_by=who)
        )
    return found


class TestWaiting:
    """
    The date from which a cohort is clean: on it the rule passes for good, the day before it fails.
    """

    @given(past_orders(), st.sampled_from(["UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles"]))
    def test_applied(self, orders, zone):
        """
        Asked again on that day the shop passes, as on every later day; the day before it does not.
        """
        history = ShopHistory(orders, zone=zone)
        shop = Shop(id="s1", stage="keeping")

        def failing(day):
            decision = eligibility.check(shop, VN, at=utc_noon(day), history=history)
            return {finding.rule: finding for finding in decision.failures}

        for rule, finding in failing(TODAY).items():
            waits = [r.params["on"] for r in finding.remedies if r.code == "wait_until"]
            days = [TODAY + timedelta(days=n) for n in range(60)]
            bad = [day for day in days if rule in failing(day)]

            assert [max(bad) + timedelta(days=1)] == waits

    @given(past_days(), st.sets(st.integers(-60, 60)))
    def test_against_brute_force(self, cohort, bad):
        """
        It is the day after the last failing one that lies before the window has moved on.
        """
        last = cohort.last + 1
        found = clean_on(cohort, TODAY, lambda day: (day - TODAY).days not in bad)
        expected = None
        if last not in bad:
            expected = TODAY + timedelta(
                days=next(n for n in range(last + 1) if not bad & set(range(n, last + 1)))
            )

        assert expected == found


LAGGED = {
    cohort: own_policy(
        {
            "eligibility.rate": (
                '{ of = "shop", metric = "cancellation_rate_30d", at_most = 0.10,'
                f" cohort = {{ first = {cohort.first}, last = {cohort.last} }} }}"
            )
        }
    )
    for cohort in (PastDays(0, 30), PastDays(1, 30), PastDays(8, 37))
}


@st.composite
def any_past(draw):
    """
    A policy with a cohort, lagged or not, and orders of the last 45 days, some of them cancelled.
    """
    cohort = draw(st.sampled_from(sorted(LAGGED, key=str)))
    some = st.tuples(st.integers(0, 45), st.booleans())
    orders = [
        an_order(placed_at=utc_noon(TODAY, days=-n), cancelled_at=utc_noon(TODAY) if gone else None)
        for n, gone in draw(st.lists(some, min_size=1, max_size=30))
    ]
    return cohort, LAGGED[cohort], orders


class TestLaggedCohort:
    """
    Orders of today enter a lagged cohort days later; how many it takes is counted for that day.
    """

    @given(any_past())
    def test_with_a_history(self, case):
        """
        That many clean orders of today, seen from the day they count, pass; one fewer fails.
        """
        cohort, policy, orders = case
        shop, since = Shop(id="s1"), TODAY - timedelta(days=90)

        def outcome(day, more):
            clean = [an_order(placed_at=utc_noon(TODAY))] * more
            history = ShopHistory([*orders, *clean], since=since)
            return eligibility.check(shop, policy, at=utc_noon(day), history=history)

        counts = TODAY + timedelta(days=cohort.first)
        decision = outcome(TODAY, 0)
        remedies = {r.code: r.params for f in decision.failures for r in f.remedies}

        if "more_clean_orders" in remedies:
            told = remedies["more_clean_orders"]

            assert counts == told["counts_from"]
            assert told["orders"] > 0
            assert outcome(counts, told["orders"]).allowed
            assert not outcome(counts, told["orders"] - 1).allowed
        elif not decision.allowed:
            # Nothing is to be done: on that day the shop passes without any further order.
            assert outcome(counts, 0).allowed
            assert remedies["wait_until"]["on"] <= counts

    @given(some_rates(), st.sampled_from(sorted(LAGGED, key=str)))
    def test_stated(self, rate, cohort):
        """
        Of a stated rate the days are not known: the number is that of the rate, and the day told.
        """
        shop = Shop(id="s1", metrics={"cancellation_rate_30d": rate})
        for failure in eligibility.check(shop, LAGGED[cohort], at=utc_noon(TODAY)).failures:
            expected = {"orders": good_orders(rate, failure.limit)}
            if cohort.first:
                expected["counts_from"] = TODAY + timedelta(days=cohort.first)

            assert expected == dict(failure.remedy.params)

    def test_both_cases_drawn(self):
        """
        The law is about something: five of ten take forty more, and five that leave take none.
        """
        cohort = PastDays(8, 37)

        def remedies(days_ago):
            gone = [an_order(placed_at=utc_noon(TODAY, days=-days_ago))] * 5
            lost = [attrs.evolve(order, cancelled_at=utc_noon(TODAY)) for order in gone]
            history = ShopHistory([*gone, *lost])
            decision = eligibility.check(
                Shop(id="s1"), LAGGED[cohort], at=utc_noon(TODAY), history=history
            )
            return [(r.code, dict(r.params)) for r in decision.failures[0].remedies]

        assert [
            (
                "more_clean_orders",
                {"orders": 40, "counts_from": TODAY + timedelta(days=8)},
            ),
            ("wait_until", {"on": TODAY + timedelta(days=28)}),
        ] == remedies(10)
        assert [("wait_until", {"on": TODAY + timedelta(days=5)})] == remedies(33)


class TestCohort:
    """
    A count is taken over orders created 8 to 37 days before.
    """

    @given(st.lists(st.integers(0, 60), max_size=30))
    def test_count(self, days_ago):
        """
        Only cancelled pre-orders of those days are counted.
        """
        gone = [
            an_order(placed_at=utc_noon(TODAY, days=-n), cancelled_at=utc_noon(TODAY), kind=kind)
            for n in days_ago
            for kind in (OrderKind.PRE_ORDER, OrderKind.STANDARD)
        ]
        decision = eligibility.check(
            Shop(id="s1", stage="keeping"),
            VN,
            at=utc_noon(TODAY),
            history=ShopHistory(gone, since=TODAY - timedelta(days=37)),
        )
        found = {finding.rule: finding.actual for finding in decision.findings}

        assert sum(8 <= n <= 37 for n in days_ago) == found["eligibility.preorder_cancelled"]
        assert PastDays(8, 37) == VN.criteria["eligibility.preorder_cancelled"].cohort
