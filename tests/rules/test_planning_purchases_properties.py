"""
Laws of orders to a maker, and a second implementation that tries every way (C2M).
"""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import ceil
from operator import attrgetter

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tiktok_presale import (
    Batch,
    BatchState,
    CalendarDays,
    Claim,
    Commitment,
    Money,
    Outcome,
    PurchaseTerms,
    Supply,
    planning,
    supply,
)
from tiktok_presale.rules.planning.buying.lot_sizing import Lots, best_lots, cost_of
from tiktok_presale.rules.supply import Standing
from tiktok_presale.strategies import commitments, purchase_terms, supplies

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
TODAY = AT.date()
HANDLING = CalendarDays(1)
LEAD = 2
NO_SUPPLY = Supply()
BY_ID = attrgetter("order_id")
SOON, LATER = date(2024, 1, 1), date(2024, 3, 1)


def day(days):
    """
    So many days from today.
    """
    return TODAY + timedelta(days=days)


def paid(number, units, placed, by):
    """
    A pre-order that is paid, and promised, so many days from today.
    """
    claim = Claim(f"o{number}", units, at=AT + timedelta(days=placed))
    return Commitment(claim, "tea", by=day(by))


LINES = st.lists(
    st.tuples(st.integers(1, 3), st.integers(-2, 3), st.integers(0, 8)), min_size=1, max_size=4
)


@st.composite
def small_terms(draw):
    """
    Terms under which a few days hold few ways to order.
    """
    multiple = draw(st.integers(1, 2))
    minimum = draw(st.integers(1, 4))
    smallest = ceil(minimum / multiple) * multiple
    capacity = draw(st.none() | st.integers(smallest, smallest + 3))
    return PurchaseTerms(
        unit_cost=Money("5.00", "USD"),
        salvage=Money(draw(st.integers(0, 5)), "USD"),
        order_cost=Money(draw(st.sampled_from([0, 1, 7, 40])), "USD"),
        minimum=minimum,
        multiple=multiple,
        capacity=capacity,
        lead_time=CalendarDays(LEAD),
    )


def ask(lines, terms, given_supply=NO_SUPPLY, cancelled=0):
    """
    A plan for pre-orders told as units, day paid and day promised.
    """
    asked = [paid(number, *line) for number, line in enumerate(lines)]
    return planning.purchases(
        "tea",
        asked,
        terms,
        at=AT,
        handling=HANDLING,
        supply=given_supply,
        cancelled=cancelled,
    )


def needed_by(lines, comes, kept):
    """
    Tell, for each day, the units that must and may be ordered by then: told anew from the rules.
    """
    told = []
    for units, placed, by in lines:
        known = max(placed, 0)
        last = by - LEAD - HANDLING.count
        waits = max(by, known + LEAD + HANDLING.count) if last < known else by
        told.append((units, known, max(last, known), waits))

    def gap(chosen):
        gaps = [0]
        for _, _, _, until in chosen:
            sold = sum(units for units, _, _, waits in chosen if waits <= until)
            came = sum(units for units, on in comes if on <= until)
            gaps.append(ceil(kept * sold) - came)
        return max(gaps)

    # One unit a day at worst.
    days = range(max(when for _, _, when, _ in told) + sum(units for units, _, _, _ in told) + 1)
    return (
        [gap([one for one in told if one[2] <= d]) for d in days],
        [gap([one for one in told if one[1] <= d]) for d in days],
    )


def cheapest(due, known, terms):
    """
    The least lateness and cost over every way to order, one order a day at most.
    """
    top = terms.largest or max(known) + terms.smallest
    sizes = range(terms.smallest, top + 1, terms.multiple)
    ways = {0: (0, 0)}
    for must, may in zip(due, known, strict=True):
        found = {}
        for ordered, (late, spent) in ways.items():
            wanted = may - ordered
            # Rounded up to the next size, or the largest where there is none.
            fit = next((size for size in sizes if size >= wanted), sizes[-1])
            steps = [0, *(size for size in sizes if size <= fit)] if wanted > 0 else [0]
            for step in steps:
                total = ordered + step
                cost = spent + (terms.order_cost.minor if step else 0)
                worth = (late + max(must - total, 0), cost)
                found[total] = min(found.get(total, worth), worth)
        ways = found
    ends = [
        (late, spent + terms.loss.minor * (ordered - max(due)))
        for ordered, (late, spent) in ways.items()
        if ordered >= max(due)
    ]
    return min(ends)


class TestExact:
    """
    No other way to order is better, however it is looked for.
    """

    @given(LINES, small_terms())
    @settings(max_examples=100)
    def test_plan_is_the_best_of_all(self, lines, terms):
        """
        The lateness and the cost of the plan are the least over every way, day by day.
        """
        due, known = needed_by(lines, [], 1)
        best = cheapest(due, known, terms)
        plan = ask(lines, terms)

        ordered = {(one.day - TODAY).days: one.units for one in plan.purchases}
        late = sum(
            max(must - sum(units for on, units in ordered.items() if on <= number), 0)
            for number, must in enumerate(due)
        )
        assert best == (late, plan.cost.minor)

    @given(
        LINES,
        small_terms(),
        st.lists(st.tuples(st.integers(1, 4), st.integers(0, 9)), max_size=2),
        st.sampled_from(["0", "0.1", "1/3"]),
    )
    def test_with_goods_that_come_anyway_and_cancellations(self, lines, terms, comes, cancelled):
        """
        The same with supply and a share of cancelled units.
        """
        batches = [
            Batch(f"b{n}", "tea", units, arrives=day(on), state=BatchState.CONFIRMED)
            for n, (units, on) in enumerate(comes)
        ]
        ready = [(units, on + HANDLING.count) for units, on in comes]
        due, known = needed_by(lines, ready, 1 - Fraction(cancelled))
        late, cost = cheapest(due, known, terms)
        plan = ask(lines, terms, Supply(batches), cancelled)

        assert (max(due), cost) == (plan.needed, plan.cost.minor)
        assert late == 0 or plan.late

    @given(
        st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=5),
        small_terms(),
    )
    def test_lots_alone(self, steps, terms):
        """
        The same of the numbers behind it, for any units that are known and due.
        """
        known = [sum(units for units, _ in steps[: n + 1]) for n in range(len(steps))]
        behind = [max(0, units - late) for units, (_, late) in zip(known, steps, strict=True)]
        due = [max(behind[: n + 1]) for n in range(len(behind))]
        # What the last day cannot order any more is late for ever: room is left behind it.
        due, known = [*due, *[known[-1]] * 9], [*known, *[known[-1]] * 9]
        lots = Lots(
            due=tuple(due),
            known=tuple(known),
            gaps=(1,) * len(due),
            least=terms.smallest,
            most=terms.largest,
            multiple=terms.multiple,
            order_cost=terms.order_cost.minor,
            loss=terms.loss.minor,
        )

        assert cheapest(due, known, terms) == cost_of(lots, best_lots(lots))


class TestKept:
    """
    A plan that says yes is kept; one that says no names who waits.
    """

    @given(LINES, small_terms())
    def test_nothing_is_late_where_the_plan_says_so(self, lines, terms):
        """
        Laid against the arrivals of the plan, each pre-order is kept, or is named as late.
        """
        plan = ask(lines, terms)
        asked = [paid(number, *line) for number, line in enumerate(lines)]
        laid = supply.schedule(asked, Supply(plan.batches), at=AT, handling=HANDLING)
        kept = {one.commitment.order_id for one in laid.orders if one.standing is Standing.KEPT}

        assert (plan.outcome is Outcome.PASS) is (not plan.late)
        assert plan.late or len(kept) == len(lines)
        assert len(lines) - len(kept) <= len(plan.late)

    @given(LINES, small_terms())
    def test_late_orders_say_how_late(self, lines, terms):
        """
        A late pre-order is late by at least a day, and only because of time or room.
        """
        plan = ask(lines, terms)

        assert all(one.days >= 1 for one in plan.late)
        room = [one for one in plan.findings if one.code == "purchases.no_room"]
        assert terms.capacity is not None or not room


class TestLaws:
    """
    Quantities and sums hold for pre-orders and terms of every kind.
    """

    @given(
        st.lists(commitments(first=SOON, last=LATER), max_size=6, unique_by=BY_ID),
        purchase_terms(),
        supplies(),
        st.sampled_from(["0", "0.05", "1/3", "1"]),
    )
    def test_whatever_is_asked(self, asked, terms, given_supply, cancelled):
        """
        Every order is one that the maker takes, and every sum is that of its parts.
        """
        at = datetime(2024, 1, 1, tzinfo=UTC)
        plan = planning.purchases(
            "tea",
            [attrs.evolve(one, sku="tea") for one in asked],
            terms,
            at=at,
            handling=HANDLING,
            supply=given_supply,
            cancelled=cancelled,
        )
        units = [one.units for one in plan.purchases]

        assert all(one % terms.multiple == 0 and one >= terms.smallest for one in units)
        assert all(terms.capacity is None or one <= terms.capacity for one in units)
        assert sum(units) == plan.needed + plan.surplus
        assert plan.surplus >= 0
        assert plan.order_costs == terms.order_cost * len(units)
        assert plan.loss == terms.loss * plan.surplus
        assert plan.goods == terms.unit_cost * sum(units)
        assert [one.day for one in plan.purchases] == sorted({one.day for one in plan.purchases})
        assert all(
            one.units == batch.units
            for one, batch in zip(plan.purchases, plan.batches, strict=True)
        )

    @given(LINES, small_terms(), st.integers(1, 3))
    def test_more_demand_never_costs_fewer_units(self, lines, terms, more):
        """
        One more pre-order is never met with fewer units.
        """
        others = [*lines, (more, 0, 8)]

        assert ask(lines, terms).needed <= ask(others, terms).needed

    @given(LINES, small_terms())
    def test_freer_terms_never_cost_more(self, lines, terms):
        """
        With larger and with cheaper orders, no plan that keeps everything costs more.
        """
        plan = ask(lines, terms)
        assume(not plan.late)
        freer = (
            attrs.evolve(terms, capacity=None),
            attrs.evolve(terms, order_cost=Money(0, "USD")),
        )

        assert all(ask(lines, other).cost <= plan.cost for other in freer)

    @given(LINES, small_terms())
    def test_smaller_orders_never_cost_more_of_what_was_paid(self, lines, terms):
        """
        Nor with smaller ones, once everything is paid.

        Before that a least quantity can help: units that nobody has paid yet come with it.
        """
        told = [(units, min(placed, 0), by) for units, placed, by in lines]
        plan = ask(told, terms)
        assume(not plan.late)
        freer = (attrs.evolve(terms, minimum=1), attrs.evolve(terms, multiple=1))

        assert all(ask(told, other).cost <= plan.cost for other in freer)

    @given(LINES, small_terms())
    def test_never_more_than_a_rounding_is_left_over(self, lines, terms):
        """
        What is ordered beyond what is known is less than the least order.
        """
        plan = ask(lines, terms)

        assert all(one.spare < terms.smallest for one in plan.purchases)

    @given(LINES, small_terms())
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_every_plan_can_be_told(self, language, lines, terms):
        """
        Each plan has a text in both languages, without a gap.
        """
        assert "{" not in ask(lines, terms).explain(language)


def test_a_plan_of_ten_thousand_orders_is_found():
    """
    A sale of a month with a pre-order every few minutes is planned exactly.
    """
    asked = [
        Commitment(Claim(f"o{n}", 1, at=AT + timedelta(days=n % 30)), "tea", by=date(2026, 2, 10))
        for n in range(3000)
    ]
    terms = PurchaseTerms(
        unit_cost=Money("5.00", "USD"),
        order_cost=Money("90.00", "USD"),
        minimum=500,
        lead_time=CalendarDays(3),
    )
    plan = planning.purchases("tea", asked, terms, at=AT, handling=HANDLING)

    assert [(date(2026, 2, 6), 3000)] == [(one.day, one.units) for one in plan.purchases]
