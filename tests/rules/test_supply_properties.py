"""
Laws of promises that stand on supply, and a second implementation that tries every way.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rules.making import an_order
from tiktok_presale import (
    Batch,
    BatchState,
    CalendarDays,
    Claim,
    Commitment,
    Outcome,
    ReleaseOn,
    ShipWithin,
    Supply,
    deadlines,
    supply,
)
from tiktok_presale.rules.allocation import Sharing
from tiktok_presale.rules.supply import Standing
from tiktok_presale.strategies import calendars, policies
from tiktok_presale.values.days import BusinessDays
from tiktok_presale.values.instants import local_day

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
TODAY = AT.date()
HANDLING = CalendarDays(1)
HORIZON = 6


def day(days):
    """
    So many days from today.
    """
    return TODAY + timedelta(days=days)


@st.composite
def lines(draw, orders=6, units=4):
    """
    Promises of one SKU, some of them not known, some to be kept before anything can arrive.
    """
    found = []
    for n in range(draw(st.integers(0, orders))):
        placed = datetime(2025, 12, draw(st.integers(1, 4)), tzinfo=UTC)
        claim = Claim(f"o{n}", draw(st.integers(1, units)), at=placed, tier=draw(st.integers(0, 1)))
        by = draw(st.none() | st.integers(0, HORIZON + 2).map(day))
        found.append(Commitment(claim, "tea", by=by))
    return found


@st.composite
def arrivals(draw, batches=4, units=6):
    """
    Supplies of one SKU within a few days, so that days and units are contended for.
    """
    found = []
    for n in range(draw(st.integers(0, batches))):
        arrives = day(draw(st.integers(0, HORIZON)))
        found.append(Batch(f"b{n}", "tea", draw(st.integers(0, units)), arrives=arrives))
    return Supply(found)


@st.composite
def better(draw, old):
    """
    A supply that has at least as many units by every day: more units, earlier days, more batches.
    """
    found = []
    for batch in old.batches:
        arrives = max(TODAY, batch.arrives - timedelta(days=draw(st.integers(0, 2))))
        more = batch.units + draw(st.integers(0, 2))
        found.append(attrs.evolve(batch, units=more, arrives=arrives))
    if draw(st.booleans()):
        extra = day(draw(st.integers(0, HORIZON)))
        found.append(Batch("new", "tea", draw(st.integers(1, 4)), arrives=extra))
    return Supply(found)


def schedule(commitments, given_supply, **given):
    """
    A plan with one day of handling.
    """
    return supply.schedule(commitments, given_supply, at=AT, handling=HANDLING, **given)


def repromise(commitments, old, new):
    """
    A plan after a change, with one day of handling.
    """
    return supply.repromise(commitments, old, new, at=AT, handling=HANDLING)


def unit_days(given_supply):
    """
    The day on which each single unit can be dispatched, the first day first.
    """
    days = [
        batch.arrives + timedelta(days=1)
        for batch in given_supply.batches
        for _ in range(batch.units)
    ]
    return sorted(days)


def can_be(wanted, given_supply):
    """
    Whether units can be dispatched by their days: hand out single units, the first to the first.
    """
    days = unit_days(given_supply)
    asked = sorted(by for units, by in wanted for _ in range(units))
    return len(asked) <= len(days) and all(d <= by for d, by in zip(days, asked, strict=False))


def in_queue(commitments):
    """
    Orders by instant and id.
    """
    return sorted(commitments, key=lambda one: (one.claim.at, one.order_id))


def got(plan):
    """
    The units and the day of each order, by its id.
    """
    return {one.commitment.order_id: (one.covered, one.day) for one in plan.orders}


class TestEveryWay:
    """
    What `schedule` promises in words, found by trying every way.
    """

    @settings(max_examples=2 * settings.default.max_examples)
    @given(lines(orders=3, units=3), arrivals(batches=3, units=4))
    def test_best_way(self, commitments, given_supply):
        """
        First promises in the order of the queue, then units and days of the others, then days.
        """
        queue = in_queue(commitments)
        days = sorted(set(unit_days(given_supply)))
        ways = [[(0, None), *product(range(1, one.units + 1), days)] for one in queue]

        def rank(way):
            kept = [
                one.by is not None and units == one.units and on is not None and on <= one.by
                for one, (units, on) in zip(queue, way, strict=True)
            ]
            rest = [
                (-units, on or date.max)
                for (units, on), is_kept in zip(way, kept, strict=True)
                if not is_kept
            ]
            own = [on for (_, on), is_kept in zip(way, kept, strict=True) if is_kept]
            return [not one for one in kept], rest, own

        possible = (
            way for way in product(*ways) if can_be([one for one in way if one[0]], given_supply)
        )
        found = got(schedule(commitments, given_supply))

        assert min(possible, key=rank) == tuple(found[one.order_id] for one in queue)


class TestTotals:
    """
    Units are neither lost nor taken twice.
    """

    @given(lines(), arrivals())
    def test_conserved(self, commitments, given_supply):
        """
        As many units are covered as are there, or as were promised.
        """
        plan = schedule(commitments, given_supply)
        there = sum(batch.units for batch in given_supply.batches)

        assert min(there, sum(c.units for c in commitments)) == sum(o.covered for o in plan.orders)
        assert all(o.covered + o.missing == o.commitment.units for o in plan.orders)

    @given(lines(), arrivals(), arrivals())
    def test_batches(self, commitments, old, new):
        """
        No batch gives more than it holds, none later than the order goes, and the last decides.
        """
        plan = repromise(commitments, old, new)
        for batch in new.batches:
            taken = [s.units for o in plan.orders for s in o.sources if s.batch_id == batch.id]

            assert sum(taken) <= batch.units
        for one in plan.orders:
            days = [new.get(s.batch_id).arrives + timedelta(days=1) for s in one.sources]

            assert one.day == max(days, default=None)

    @given(lines(), arrivals(), st.randoms(use_true_random=False))
    def test_shuffled(self, commitments, given_supply, random):
        """
        The order of input makes no difference.
        """
        other, batches = list(commitments), list(given_supply.batches)
        random.shuffle(other)
        random.shuffle(batches)

        assert schedule(commitments, given_supply) == schedule(other, Supply(batches))


class TestNeverSilent:
    """
    Later than promised is always told, and only then.
    """

    @given(lines(), arrivals(), arrivals())
    def test_told(self, commitments, old, new):
        """
        Every order that misses its promise or its units fails, is named, and asks for a notice.
        """
        plan = repromise(commitments, old, new)
        for one in plan.orders:
            by = one.commitment.by
            broken = one.missing > 0 or (by is not None and one.day > by)

            assert broken is (one.finding.outcome is Outcome.FAIL)
            assert broken is (one in plan.to_notify)
            if broken:
                assert one.finding.params["order"] == one.commitment.order_id
                assert one.finding.remedy.code in {"notice_of_delay", "notice_of_shortfall"}

    @given(lines(), arrivals(), arrivals())
    def test_standings(self, commitments, old, new):
        """
        The standing follows from the units and the days alone.
        """
        for one in repromise(commitments, old, new).orders:
            by = one.commitment.by
            expected = {
                Standing.SHORT: one.missing > 0,
                Standing.UNKNOWN: by is None,
                Standing.LATER: by is not None and one.day is not None and one.day > by,
                Standing.EARLIER: one.was is not None and one.day is not None and one.day < one.was,
                Standing.KEPT: True,
            }

            assert next(name for name, holds in expected.items() if holds) is one.standing


class TestNobodyPays:
    """
    An earlier day for one never makes another worse.
    """

    @given(st.data(), lines(), arrivals())
    def test_better_supply(self, data, commitments, old):
        """
        A change that is only for the better takes no units and no kept promise from anybody.

        Whoever was late is no later than before.
        """
        new = data.draw(better(old))
        before = {one.commitment.order_id: one for one in schedule(commitments, old).orders}
        for one in repromise(commitments, old, new).orders:
            was = before[one.commitment.order_id]

            assert one.covered >= was.covered
            if was.standing is Standing.KEPT:
                assert one.standing in {Standing.KEPT, Standing.EARLIER}
            elif not was.missing:
                assert one.day <= was.day

    @given(lines(), arrivals())
    def test_no_change(self, commitments, given_supply):
        """
        Where nothing changed, nothing changes.
        """
        before, after = (
            schedule(commitments, given_supply),
            repromise(commitments, given_supply, given_supply),
        )

        assert got(before) == got(after)
        assert all(one.was == (None if one.missing else one.day) for one in after.orders)
        assert () == after.standing(Standing.EARLIER)

    @given(lines(), arrivals(), arrivals())
    def test_broken_for_a_reason(self, commitments, old, new):
        """
        A promise that stood is broken only if it cannot be kept with those that stood before it.
        """
        stood = {
            one.commitment.order_id
            for one in schedule(commitments, old).orders
            if one.standing is Standing.KEPT
        }
        kept = {
            one.commitment.order_id
            for one in repromise(commitments, old, new).orders
            if one.standing in {Standing.KEPT, Standing.EARLIER}
        }
        held = []
        for one in (c for c in in_queue(commitments) if c.order_id in stood):
            possible = can_be([*held, (one.units, one.by)], new)

            assert possible is (one.order_id in kept)
            held += [(one.units, one.by)] if possible else []

    @given(lines(), arrivals(), arrivals())
    def test_no_day_is_wasted(self, commitments, old, new):
        """
        Nobody could go a day earlier while all others go when they do.
        """
        plan = repromise(commitments, old, new)
        days = sorted(set(unit_days(new)))
        for one in plan.orders:
            others = [(o.covered, o.day) for o in plan.orders if o is not one and o.day]
            for earlier in (d for d in days if one.day and d < one.day):
                assert not can_be([*others, (one.covered, earlier)], new)

    @given(lines(), arrivals(), arrivals())
    def test_tier(self, commitments, old, new):
        """
        By tier, a promise of the higher tier is kept as if the lower one were not there.
        """
        given_to = {"at": AT, "handling": HANDLING, "queue": Sharing.TIER}
        high = [one for one in commitments if one.claim.tier]
        together = schedule(commitments, new, queue=Sharing.TIER)
        alone = supply.schedule(high, new, **given_to)
        kept = {o.commitment.order_id for o in together.orders if o.standing is Standing.KEPT}
        del old

        assert {o.commitment.order_id for o in alone.orders if o.standing is Standing.KEPT} <= kept


class TestPromise:
    """
    What is promised to a new order can be kept, and nobody else pays for it.
    """

    @given(lines(), arrivals(), st.integers(1, 6))
    def test_kept_afterwards(self, commitments, given_supply, units):
        """
        Once it is committed, it is kept, and so is every promise that was kept before.
        """
        found = supply.promise("tea", units, given_supply, commitments, at=AT, handling=HANDLING)
        assume(found.day is not None)
        new = Commitment(Claim("new", units, at=AT), "tea", by=found.day)
        before = schedule(commitments, given_supply)
        after = schedule([*commitments, new], given_supply)

        assert Standing.KEPT is after.get("new").standing
        for one in before.orders:
            same = after.get(one.commitment.order_id)
            assert (one.covered, one.day) == (same.covered, same.day)

    @given(lines(), arrivals(), st.integers(1, 6))
    def test_first_possible_day(self, commitments, given_supply, units):
        """
        No earlier day is possible while all others go when they do.
        """
        found = supply.promise("tea", units, given_supply, commitments, at=AT, handling=HANDLING)
        others = [(o.covered, o.day) for o in schedule(commitments, given_supply).orders if o.day]
        days = sorted(set(unit_days(given_supply)))
        possible = [d for d in days if can_be([*others, (units, d)], given_supply)]

        assert next(iter(possible), None) == found.day
        assert units == sum(source.units for source in found.sources) or found.day is None

    @given(lines(), arrivals())
    def test_available(self, commitments, given_supply):
        """
        As many as the table says can be promised by its day, and not one more.
        """
        given_to = {"at": AT, "handling": HANDLING}
        for step in supply.available("tea", given_supply, commitments, **given_to):
            for units, allowed in ((step.units, True), (step.units + 1, False)):
                found = supply.promise(
                    "tea", units, given_supply, commitments, by=step.on, **given_to
                )

                assert allowed is found.allowed

    @given(lines(), arrivals(), st.integers(1, 9), st.integers(0, HORIZON + 2))
    def test_remedies(self, commitments, given_supply, units, by):
        """
        Applied, a remedy passes; a bit less of it does not.
        """
        given_to = {"at": AT, "handling": HANDLING}
        found = supply.promise("tea", units, given_supply, commitments, by=day(by), **given_to)
        for way in (way for one in found.failures for way in one.remedies):
            if way.code == "promise_units":
                fewer, on = way.params["units"], way.params["on"]
                for number, allowed in ((fewer, True), (fewer + 1, False)):
                    again = supply.promise(
                        "tea", number, given_supply, commitments, by=on, **given_to
                    )

                    assert allowed is again.allowed
            elif way.code == "promise_day":
                on = way.params["on"]
                for last, allowed in ((on, True), (on - timedelta(days=1), False)):
                    again = supply.promise(
                        "tea", units, given_supply, commitments, by=last, **given_to
                    )

                    assert allowed is again.allowed
            else:
                for number, covered in (
                    (way.params["units"], True),
                    (way.params["units"] - 1, False),
                ):
                    more = Batch("more", "tea", number, arrives=day(HORIZON))
                    again = supply.promise(
                        "tea", units, given_supply.with_batch(more), commitments, **given_to
                    )

                    assert covered is again.allowed


class TestMarketForm:
    """
    The promise that a market is told is never earlier than the goods.
    """

    @given(policies(), st.integers(0, 70))
    def test_deadline_after_goods(self, policy, days):
        """
        An order with that promise is due on the day of the goods or later.
        """
        at = datetime(policy.since.year, policy.since.month, policy.since.day, 20, tzinfo=UTC)
        today = local_day(at, policy.zone)
        assume(policy.span[0] <= today <= policy.span[1])
        arrives = today + timedelta(days=days)
        found = supply.promise(
            "tea",
            1,
            Supply([Batch("b1", "tea", 1, arrives=arrives)]),
            at=at,
            handling=CalendarDays(0),
            policy=policy,
        )
        order = an_order(placed_at=at, paid_at=at, promise=found.promise)
        due = deadlines.of(order, policy).dispatch.computed

        assert arrives == found.day
        if isinstance(found.promise, ShipWithin):
            assert today + timedelta(days=found.promise.days.count) >= arrives
        else:
            assert isinstance(found.promise, ReleaseOn)
            assert found.promise.on >= arrives
        if due is not None and policy.deadline(order.kind, "dispatch").promise:
            assert local_day(due, policy.zone) >= arrives

    @given(policies(), st.integers(3, 5), st.integers(60, 90))
    def test_ways(self, policy, near, far):
        """
        Of a promise beyond the window, as many units as its remedy says are within, and no more.

        The same goods a day after the day that the other remedy names are beyond it as before.
        """
        at = datetime(policy.since.year, policy.since.month, policy.since.day, 12, tzinfo=UTC)
        today = local_day(at, policy.zone)
        soon = Batch("b1", "tea", 4, arrives=today + timedelta(days=near))
        late = Batch("b2", "tea", 4, arrives=today + timedelta(days=far))
        given_to = {"at": at, "handling": CalendarDays(0), "policy": policy}

        def fails(code, units, *batches):
            found = supply.promise("tea", units, Supply(batches), **given_to)
            return code in [one.code for one in found.failures]

        for one in supply.promise("tea", 6, Supply([soon, late]), **given_to).failures:
            fewer, earlier = one.remedies
            assert ("promise_units", "goods_by") == (fewer.code, earlier.code)
            assert not fails(one.code, fewer.params["units"], soon, late)
            assert fails(one.code, fewer.params["units"] + 1, soon, late)
            on = earlier.params["on"]
            assert not fails(one.code, 6, soon, attrs.evolve(late, arrives=on))
            assert fails(one.code, 6, soon, attrs.evolve(late, arrives=on + timedelta(days=1)))

    @given(calendars(), st.integers(0, 20), st.integers(0, 5), st.sampled_from(BatchState))
    def test_business_days(self, calendar, arrives, handling, state):
        """
        Handling in business days ends on the day that counting one by one gives.
        """
        batch = Batch("b1", "tea", 1, arrives=day(arrives), state=state)
        found = supply.promise(
            "tea", 1, Supply([batch]), at=AT, handling=BusinessDays(handling), calendar=calendar
        )
        expected, left = (TODAY if state is BatchState.ARRIVED else day(arrives)), handling
        while left or not calendar.is_working(expected):
            expected += timedelta(days=1)
            left -= left > 0 and calendar.is_working(expected)

        assert expected == found.day
