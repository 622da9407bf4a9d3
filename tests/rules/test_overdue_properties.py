"""
Laws of lateness: it never gets better by itself, and it adds up.
"""

from datetime import timedelta
from itertools import pairwise

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from tiktok_presale import Money, Party, Rate, deadlines, overdue
from tiktok_presale.rules.overdue import Bill, State
from tiktok_presale.strategies import judged_orders, orders, policies, shops, zones
from tiktok_presale.values.instants import utc
from tiktok_presale.values.vocabulary import Trigger

SECOND = timedelta(seconds=1)
RANK = {
    State.UNKNOWN: 0,
    State.NOT_DUE: 0,
    State.DUE_SOON: 1,
    State.LATE: 2,
    State.CANCELLABLE: 3,
    State.MET: 4,
    State.CANCELLED: 4,
}


def happenings(order):
    """
    The instants at which something happened to an order.
    """
    times = (order.dispatched_at, order.collected_at, order.delivered_at, order.cancelled_at)
    return [utc(time) for time in times if time is not None]


@st.composite
def watched(draw):
    """
    An order, its policy, a shop, and a few instants in ascending order, often around deadlines.
    """
    order, policy = draw(judged_orders())
    dues = [utc(due.due) for due in deadlines.of(order, policy).all() if due.due is not None]
    near = st.builds(
        lambda at, off: at + off * SECOND / 2,
        st.sampled_from([utc(order.placed_at), *dues, *happenings(order)]),
        st.integers(-3, 3) | st.integers(-7 * 86_400, 7 * 86_400),
    )
    times = sorted(draw(st.lists(near, min_size=2, max_size=6)))
    return order, policy, draw(st.none() | shops()), times


class TestMonotone:
    """
    As the instant moves on and nothing else changes, an order never gets better by itself.
    """

    @settings(max_examples=2 * settings.default.max_examples)
    @given(watched())
    def test_state(self, case):
        """
        Between two events the state never goes back, and what is done stays done.
        """
        order, policy, shop, times = case

        for before, after in pairwise(times):
            if any(before < event <= after for event in happenings(order)):
                continue
            one, two = (
                overdue.assess(order, policy, at=at, shop=shop).state for at in (before, after)
            )

            assert RANK[one] <= RANK[two]

    @settings(max_examples=2 * settings.default.max_examples)
    @given(watched())
    def test_charges(self, case):
        """
        Charges never fall, whatever happens to the order.
        """
        order, policy, shop, times = case
        bills = [overdue.assess(order, policy, at=at, shop=shop).charges for at in times]

        for before, after in pairwise(bills):
            assert all(total <= after.total(total.currency) for total in before.totals)

    @given(watched())
    def test_lateness(self, case):
        """
        Lateness never shrinks, and a late order stays one that was late.
        """
        order, policy, shop, times = case
        found = [overdue.assess(order, policy, at=at, shop=shop).late_by for at in times]

        assert sorted(found) == found

    @given(watched())
    def test_late_is_late(self, case):
        """
        An order that stands as late was late, unless nobody told when the thing was done.
        """
        order, policy, shop, times = case

        for at in times:
            found = overdue.assess(order, policy, at=at, shop=shop)
            untold = "untold" in {finding.code for finding in found.findings}

            assert found.state is not State.LATE or found.was_late or untold
            assert not found.was_late or found.counts

    @given(watched(), zones())
    def test_same_instant_elsewhere(self, case, zone):
        """
        The same instant in another zone gives the same answer.
        """
        order, policy, shop, (at, *_) = case
        one = overdue.assess(order, policy, at=at, shop=shop)
        two = overdue.assess(order, policy, at=at.astimezone(zone), shop=shop)

        assert (one.state, one.charges, one.exposure, one.late_by, one.time_left) == (
            two.state,
            two.charges,
            two.exposure,
            two.late_by,
            two.time_left,
        )


class TestAmounts:
    """
    What is charged and what is at stake hang together.
    """

    @given(watched())
    def test_exposure(self, case):
        """
        What is at stake is the price and the charges, each once, or nothing at all.
        """
        order, policy, shop, times = case

        for at in times:
            found = overdue.assess(order, policy, at=at, shop=shop)
            if not found.exposure.lines:
                continue
            charges = [line for line in found.exposure.lines if line.code not in {"refund", "sale"}]
            fines = [charge for charge in charges if charge not in found.charges.lines]
            currency = order.total.currency
            sums = [found.charges.total(currency), Bill(tuple(fines)).total(currency)]

            assert Money.sum([order.total, *sums], currency) == found.exposure.total(currency)
            assert set(found.charges.lines) <= set(found.exposure.lines)
            assert {Trigger.CANCELLED} >= {policy.charges[fine.rule].trigger for fine in fines}

    @given(watched())
    def test_at_stake(self, case):
        """
        Nothing is at stake in what is done, in what the seller cannot ship, or the buyer cancelled.
        """
        order, policy, shop, times = case

        for at in times:
            found = overdue.assess(order, policy, at=at, shop=shop)
            cancelled = found.state is State.CANCELLED
            lost = found.was_late and order.cancelled_by is not Party.BUYER
            free = order.held or not order.shipped_by_seller
            expected = not free and (lost if cancelled else found.state is not State.MET)

            assert (expected and bool(order.total)) is any(
                line.amount == order.total and line.code in {"refund", "sale"}
                for line in found.exposure.lines
            )
            assert expected or not found.exposure.lines
            assert ("sale" if order.paid is False else "refund") in {
                *(line.code for line in found.exposure.lines),
                *(() if expected and order.total else ("sale", "refund")),
            }

    @given(watched())
    def test_not_the_sellers(self, case):
        """
        What is held, or shipped by the platform, is never late, charged or counted.
        """
        order, policy, shop, times = case

        for at in times:
            for free in ({"held": True}, {"shipped_by_seller": False}):
                mine = attrs.evolve(order, **free)
                found = overdue.assess(mine, policy, at=at, shop=shop)

                assert (False, False) == (found.was_late, found.counts)
                assert not found.charges.lines + found.contingent.lines + found.exposure.lines
                assert found.state in {State.NOT_DUE, State.UNKNOWN, State.CANCELLED}

    @given(watched())
    def test_charged_for_lateness_alone(self, case):
        """
        Nothing is charged for an order that was not late, and no charge is zero.
        """
        order, policy, shop, times = case

        for at in times:
            found = overdue.assess(order, policy, at=at, shop=shop)

            assert found.was_late or not found.charges.lines
            assert all(line.amount.minor > 0 for line in found.charges.lines)

    @given(watched())
    def test_known_shop(self, case):
        """
        What is contingent without a shop is charged or not with one, and never both.
        """
        order, policy, shop, times = case
        at = times[-1]
        blind = overdue.assess(order, policy, at=at)
        seen = overdue.assess(order, policy, at=at, shop=shop)
        every = set(blind.charges.lines) | set(blind.contingent.lines)

        assert set(blind.charges.lines) <= set(seen.charges.lines)
        assert set(seen.charges.lines) | set(seen.contingent.lines) <= every
        assert not set(seen.charges.lines) & set(seen.contingent.lines)


@st.composite
def books(draw):
    """
    Some orders of one policy, and an instant.
    """
    policy = draw(policies())
    some = draw(st.lists(orders(policy), min_size=1, max_size=6))
    latest = max(utc(order.placed_at) for order in some)
    at = latest + draw(st.integers(0, 24 * 60)) * timedelta(hours=1)
    return some, policy, at


class TestStatement:
    """
    A statement equals the sum of its orders in any order and any grouping.
    """

    @given(books(), st.randoms(use_true_random=False))
    def test_any_order(self, book, random):
        """
        The order of orders changes no sum.
        """
        some, policy, at = book
        mixed = list(some)
        random.shuffle(mixed)
        one = overdue.statement(some, policy, at=at)
        two = overdue.statement(mixed, policy, at=at)

        for name in ("charges", "contingent", "exposure"):
            assert getattr(one, name).totals == getattr(two, name).totals
        assert one.by_state == two.by_state
        assert one.service_fees == two.service_fees
        assert one.late_dispatch_rate == two.late_dispatch_rate
        assert one.findings == two.findings
        assert {kind: bill.totals for kind, bill in one.by_kind.items()} == {
            kind: bill.totals for kind, bill in two.by_kind.items()
        }

    @given(books(), st.data())
    def test_any_grouping(self, book, data):
        """
        Cut in two anywhere, the parts add up to the whole.
        """
        some, policy, at = book
        cut = data.draw(st.integers(0, len(some)))
        parts = [overdue.statement(part, policy, at=at) for part in (some[:cut], some[cut:])]

        assert overdue.statement(some, policy, at=at) == parts[0] + parts[1]
        assert overdue.statement(some, policy, at=at).late_dispatch_rate == (
            parts[0].late_dispatch_rate + parts[1].late_dispatch_rate
        )

    @given(books())
    def test_sum_of_its_orders(self, book):
        """
        Every sum is that of its orders, counted by hand in minor units.
        """
        some, policy, at = book
        whole = overdue.statement(some, policy, at=at)
        single = [overdue.assess(order, policy, at=at) for order in some]

        for name in ("charges", "contingent", "exposure"):
            sums = {}
            for found in single:
                for line in getattr(found, name).lines:
                    code = line.amount.currency
                    sums[code] = sums.get(code, 0) + line.amount.minor

            assert sums == {m.currency: m.minor for m in getattr(whole, name).totals}
        assert sum(whole.by_state.values()) == len(some)

    @given(books())
    def test_rate(self, book):
        """
        Late orders are some of those that count, and those are some of all.
        """
        some, policy, at = book
        rate = overdue.statement(some, policy, at=at).late_dispatch_rate

        assert isinstance(rate, Rate)
        assert rate.count <= rate.total <= len(some)
