"""
Laws of planned promises, against ranks by numpy and scipy, and what they hold over simulated goods.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil

import attrs
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from rules.making import in_force, own_policy
from tiktok_presale import strategies as ours
from tiktok_presale.facts.lead_times import LeadTimes
from tiktok_presale.facts.waiting import WaitingCosts
from tiktok_presale.rules import planning, supply
from tiktok_presale.rules import window as windows
from tiktok_presale.rules.planning.promises.lateness import Aim, Leg, Observed
from tiktok_presale.values.findings import Outcome
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import Event

AT = datetime(2026, 1, 2, 9, tzinfo=UTC)
DAY = 10**6
WIDE = own_policy({"window.days": '{ min = 0, max = 99, unit = "calendar_days" }'})
FREIGHT = own_policy(
    {
        "window.days": '{ max = 15, unit = "calendar_days" }',
        "deadlines.pre_order.dispatch": (
            '{ event = "dispatch", anchor = "placed", promise = true, days = 0, '
            'unit = "calendar_days" }'
        ),
        "overdue.charges.each_day": (
            '{ trigger = "late", payee = "buyer", rate = 0.01, base = "order", every_days = 1, '
            'part_period = "whole", rounding = "half_up" }'
        ),
    }
)
MARKETS = [in_force(name, 2026, 1, 2) for name in ("th", "us", "vn", "cross-border", "douyin")]
TARGETS = st.sampled_from([Decimal(text) for text in ("0.02", "0.05", "0.1", "0.2", "0.35")])
EVENTS = st.sampled_from([Event.DISPATCH, Event.DELIVERY])
TIMES = st.lists(st.integers(0, 40), min_size=1, max_size=120)


def seen_times(least):
    """
    Lead times in calendar days, of pairs or apart.
    """
    return ours.lead_times(least).map(lambda seen: attrs.evolve(seen, business=False))


def apart(least, most):
    """
    Lead times in calendar days that were observed apart.
    """
    return ours.lead_times(least, most).map(
        lambda seen: attrs.evolve(seen, business=False, paired=False)
    )


def plan(seen, policy=WIDE, **given_):
    """
    Plan a promise with a target of 10 %, unless another is given.
    """
    return planning.window(seen, policy, **{"at": AT, "target": Decimal("0.1"), **given_})


def count(days):
    """
    Give a number of days; one that is longer than any where there is none.
    """
    return 10**9 if days is None else days.count


class TestAgainstRanks:
    """
    The promise is an order statistic, whose rank others compute too.
    """

    @given(TIMES, TARGETS, st.sampled_from([0.8, 0.95]))
    def test_cautious(self, times, target, level):
        """
        Cautious, it is the smallest rank with which scipy's binomial holds the level.
        """
        ranks = np.arange(1, len(times) + 1)
        holds = stats.binom.cdf(ranks - 1, len(times), 1 - float(target)) >= level
        expected = np.sort(times)[np.argmax(holds)] if holds.any() else None
        found = plan(LeadTimes(times), target=target, level=level).days

        assert expected == (None if found is None else found.count)

    @given(TIMES, TARGETS)
    def test_next(self, times, target):
        """
        Not cautious, it is the day that `supply.likely` gives for the same share.
        """
        start = date(2026, 1, 1)
        last = supply.likely(start, times, share=1 - target).last
        found = plan(LeadTimes(times), target=target, cautious=False).days

        assert (None if last is None else (last - start).days) == (
            None if found is None else found.count
        )

    @given(st.lists(st.integers(0, 40), min_size=60, max_size=90), TARGETS)
    def test_quantile(self, times, target):
        """
        No promise that keeps the target is shorter than numpy's quantile of what was observed.
        """
        found = plan(LeadTimes(times), target=target).days
        quantile = np.quantile(times, 1 - float(target), method="inverted_cdf")

        assert found is None or found.count >= quantile


class TestLaws:
    """
    What holds for all observations, targets and markets.
    """

    @given(seen_times(1), TARGETS, TARGETS, EVENTS, st.booleans())
    def test_monotone_in_target(self, seen, one, other, event, cautious):
        """
        Whoever accepts more lateness never has to promise more days.
        """
        low, high = sorted((one, other))
        given_ = {"event": event, "cautious": cautious}

        assert count(plan(seen, target=low, **given_).days) >= count(
            plan(seen, target=high, **given_).days
        )

    @given(apart(19, 30), TARGETS, EVENTS, st.booleans(), st.booleans())
    def test_slow_goods(self, seen, target, event, cautious, made):
        """
        One more slow observation never makes the promise shorter.
        """
        given_ = {"event": event, "cautious": cautious, "target": target, "level": 0.6}
        before = plan(seen, **given_).days
        assume(before is not None)
        slower = seen.with_production(100) if made else seen.with_transit(100)

        assert count(plan(slower, **given_).days) >= count(before)

    @given(seen_times(1), TARGETS, EVENTS, st.booleans())
    def test_longer_is_never_later(self, seen, target, event, cautious):
        """
        In the table, more days never have a greater chance of lateness, seen or held.
        """
        table = plan(
            seen, target=target, event=event, cautious=cautious, around=60, level=0.5
        ).table
        for left, right in pairwise(table):
            assert left.late.value >= right.late.value
            assert left.held >= right.held
            assert left.late.interval.high >= right.late.interval.high
            assert left.late.interval.low >= right.late.interval.low - 1e-12

    @settings(max_examples=30)
    @given(seen_times(20), TARGETS, st.sampled_from(MARKETS), st.booleans())
    def test_policy_allows_it(self, seen, target, policy, cautious):
        """
        A promise that is recommended passes `window.check`, and one day less would be missed more.
        """
        found = plan(seen, policy, target=target, cautious=cautious, level=0.7)
        if found.promise is None:
            assert found.outcome in {Outcome.FAIL, Outcome.UNKNOWN}
            return

        assert not windows.check(found.promise, policy, at=AT).failures
        assert found.row.held <= float(target) * (1 + 1e-9)
        shorter = [row for row in found.table if row.days < found.days]
        assert all(row.held > float(target) for row in shorter)

    @settings(max_examples=15)
    @given(apart(1, 40), ours.waiting_costs(), st.randoms(use_true_random=False))
    def test_order_of_observation(self, seen, costs, shuffled):
        """
        In which order goods were observed changes nothing.
        """
        production = list(seen.production)
        shuffled.shuffle(production)
        other = LeadTimes(production, seen.transit)
        given_ = {"costs": costs, "event": Event.DELIVERY, "cautious": False, "target": 0.35}

        assert plan(seen, **given_) == plan(other, **given_)

    @settings(max_examples=10)
    @given(seen_times(30), ours.waiting_costs())
    def test_costs(self, seen, costs):
        """
        What costs there are: both parts add up, and the cheapest day is the cheapest of all.
        """
        found = plan(seen, FREIGHT, costs=costs, around=30)
        totals = {row.days.count: row.total for row in found.table}

        assert all(row.penalty + row.lost == row.total for row in found.table)
        assert min(totals.values()) == totals[found.cheapest.count]


class TestPriceByCounting:
    """
    The expected penalty is the mean of what each observed lateness would be charged.
    """

    @settings(max_examples=15)
    @given(
        st.lists(st.integers(0, 30), min_size=30, max_size=40),
        st.integers(0, 15),
        st.integers(1, 5_000),
    )
    def test_one_by_one(self, times, days, buyers):
        """
        One in a hundred of the price for each day late, charged to each of the observed goods.
        """
        price = Money("700.00", "USD")
        costs = WaitingCosts(price=price, profit=Money(0, "USD"), lost="0.02", buyers=buyers)
        found = plan(LeadTimes(times), FREIGHT, costs=costs, around=30)
        late = sum(Fraction(max(0, time - days)) for time in times) / len(times)
        expected = price.minor * late / 100 * (1 - Fraction(days, 50)) * buyers
        row = next(row for row in found.table if row.days.count == days)

        assert abs(expected - row.penalty.minor) <= Fraction(1, 2)


class TestCoverage:
    """
    Over many simulated shops the promise holds what it says.
    """

    RUNS = 400

    def missed(self, aim, draw, tail):
        """
        The true chance of lateness of the promise of each simulated shop.
        """
        found = []
        for run in range(self.RUNS):
            legs = draw(np.random.default_rng(run))
            scaled = tuple(Leg(name, tuple(int(t) * DAY for t in times)) for name, times in legs)
            seen = Observed(scaled, 0)
            found.append(tail(seen.shortest(range(seen.longest + 1), aim)))
        return np.array(found)

    @pytest.mark.parametrize("samples", [60, 150])
    def test_cautious(self, samples):
        """
        The true chance is above the target in at most as many shops as the level leaves.
        """
        aim = Aim(Fraction(1, 20), 0.95, cautious=True)
        made = stats.nbinom(3, 0.25)
        missed = self.missed(
            aim,
            lambda rng: [("production", rng.negative_binomial(3, 0.25, samples))],
            made.sf,
        )

        assert (missed > 0.05).mean() <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / self.RUNS)

    def test_cautious_of_two_legs(self):
        """
        So it is where production and transit were observed apart.
        """
        aim = Aim(Fraction(1, 10), 0.9, cautious=True)
        waits = np.arange(200)
        made, sent = stats.nbinom(3, 0.4), stats.poisson(4)
        missed = self.missed(
            aim,
            lambda rng: [
                ("production", rng.negative_binomial(3, 0.4, 40)),
                ("transit", rng.poisson(4, 70)),
            ],
            lambda days: float((made.pmf(waits) * sent.sf(days - waits)).sum()),
        )

        assert (missed > 0.1).mean() <= 0.1 + 3 * np.sqrt(0.1 * 0.9 / self.RUNS)

    @pytest.mark.parametrize("apart", [False, True])
    def test_next(self, apart):
        """
        Not cautious, the next goods are late in at most the target of all cases, on average.
        """
        aim = Aim(Fraction(1, 10), 0.95, cautious=False)
        made, waits = stats.nbinom(3, 0.4), np.arange(200)
        sent = stats.poisson(4)

        def draw(rng):
            production = ("production", rng.negative_binomial(3, 0.4, 25))
            return [production, ("transit", rng.poisson(4, 30))] if apart else [production]

        def tail(days):
            if not apart:
                return float(made.sf(days))
            return float((made.pmf(waits) * sent.sf(days - waits)).sum())

        missed = self.missed(aim, draw, tail)

        assert missed.mean() <= 0.1 + 3 * missed.std() / np.sqrt(self.RUNS)


@given(st.lists(st.integers(0, 160).map(lambda q: Decimal(q) / 4), min_size=1, max_size=60))
def test_parts_of_days_round_up(times):
    """
    A promise from parts of days is the promise from the same times rounded up.
    """
    whole = [ceil(time) for time in times]

    assert (
        plan(LeadTimes(times), cautious=False).days == plan(LeadTimes(whole), cautious=False).days
    )


def test_days_ahead():
    """
    The release date lies the promised days after the day of listing, whatever the hour there.
    """
    us = in_force("us", 2026, 1, 2)
    for hour in range(0, 24, 6):
        at = datetime(2026, 1, 2, hour, tzinfo=UTC)
        found = plan(LeadTimes([9] * 40), us, at=at)
        today = at.astimezone(us.zone).date()

        assert today + timedelta(days=found.days.count) == found.promise.on
