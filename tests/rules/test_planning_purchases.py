"""
What to order of the maker, and when, for the pre-orders that were paid (C2M).
"""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import attrs
import pytest

from rules.making import BANGKOK, in_force
from tiktok_presale import (
    Batch,
    BatchState,
    BusinessCalendar,
    BusinessDays,
    CalendarDays,
    Claim,
    Commitment,
    Money,
    Outcome,
    PurchaseTerms,
    Supply,
    allocation,
    planning,
    supply,
)
from tiktok_presale.errors import (
    FloatMoneyError,
    NaiveTimeError,
    NoWorkingWeekError,
    OutOfRangeError,
    WrongTypeError,
)
from tiktok_presale.rules.allocation import Sharing
from tiktok_presale.rules.supply import Standing
from tiktok_presale.values.calendars import MON_TO_FRI

AT = datetime(2026, 11, 8, 9, tzinfo=UTC)
HANDLING = CalendarDays(2)
TERMS = PurchaseTerms(
    unit_cost=Money("6.00", "USD"),
    order_cost=Money("150.00", "USD"),
    salvage=Money("1.80", "USD"),
    multiple=24,
    lead_time=CalendarDays(10),
)
YEAR = BusinessCalendar("demo", MON_TO_FRI, first=date(2026, 1, 1), last=date(2026, 12, 31))


def paid(count, by=date(2026, 11, 24), *, on=AT, units=1, start=0):
    """
    So many pre-orders alike.
    """
    return [
        Commitment(Claim(f"o{n}", units, at=on), "box", by=by) for n in range(start, start + count)
    ]


def ask(commitments, terms=TERMS, **given_):
    """
    A plan, told what differs.
    """
    return planning.purchases(
        "box", commitments, terms, **{"at": AT, "handling": HANDLING, **given_}
    )


def codes(plan, outcome):
    """
    The codes of the findings with an outcome.
    """
    return [one.code for one in plan.findings if one.outcome is outcome]


def orders(plan):
    """
    The day and the units of each order.
    """
    return [(one.day, one.units) for one in plan.purchases]


class TestPaidOrdersOnly:
    """
    C2M: made is what was paid, rounded up to what the maker takes.
    """

    def test_one_order(self):
        """
        184 paid units in cartons of 24: eight cartons, ordered on the last day that is in time.
        """
        plan = ask(paid(184))

        assert [(date(2026, 11, 12), 192)] == orders(plan)
        assert (184, 8, 0) == (plan.needed, plan.surplus, plan.cancelled)
        assert plan.order_costs == Money("150.00", "USD")
        assert plan.goods == Money("1152.00", "USD")
        assert plan.loss == Money("33.60", "USD")
        assert plan.cost == Money("183.60", "USD")
        assert plan.allowed
        assert () == plan.late

    def test_eight_more_fill_the_batch(self):
        """
        The surplus, what it costs, and what would use it.
        """
        plan = ask(paid(184))
        left = next(one for one in plan.findings if one.code == "purchases.surplus")

        assert (8, 192, Money("33.60", "USD")) == (left.actual, left.limit, left.params["loss"])
        assert [{"units": 8, "on": date(2026, 11, 12)}] == [one.params for one in left.remedies]
        assert ask(paid(192)).surplus == 0
        assert [] == codes(ask(paid(192)), Outcome.ADVICE)

    def test_two_orders_where_one_would_be_left_over(self):
        """
        A second order costs 150 dollars; it is placed only where it saves more.
        """
        early, late = paid(24), paid(24, date(2026, 12, 20), on=AT + timedelta(days=20), start=24)
        plan = ask([*early, *late])

        assert [(date(2026, 11, 12), 24), (date(2026, 12, 8), 24)] == orders(plan)

    def test_units_of_a_first_rounding_serve_who_pays_later(self):
        """
        What the first order leaves over is not made again.
        """
        early, late = paid(20), paid(4, date(2026, 12, 20), on=AT + timedelta(days=20), start=20)
        plan = ask([*early, *late])

        assert [(date(2026, 11, 12), 24)] == orders(plan)
        assert (4, 0) == (plan.purchases[0].spare, plan.surplus)

    def test_nothing_is_ordered_before_it_is_paid(self):
        """
        A pre-order of the day after tomorrow is ordered for on that day at the earliest.
        """
        later = AT + timedelta(days=8)
        plan = ask(paid(24, date(2026, 11, 28), on=later))

        assert [(date(2026, 11, 16), 24)] == orders(plan)

    def test_batches_fit_supply_and_allocation(self):
        """
        What is ordered is what `supply.schedule` and `allocation.share` take.
        """
        plan = ask(paid(30))
        laid = supply.schedule(paid(30), Supply(plan.batches), at=AT, handling=HANDLING)
        shared = allocation.share(
            plan.batches[0].units, [one.claim for one in paid(30)], by=Sharing.FIRST_COME
        )

        assert {Standing.KEPT} == {one.standing for one in laid.orders}
        assert (30, 18) == (shared.granted, plan.surplus)

    def test_other_skus_do_not_count(self):
        """
        Only the pre-orders of the SKU are planned.
        """
        other = attrs.evolve(paid(1, start=99)[0], sku="ring")

        assert orders(ask(paid(24))) == orders(ask([*paid(24), other]))

    def test_nothing_paid(self):
        """
        Nothing was paid, so nothing is ordered, and nothing is wrong.
        """
        plan = ask([])

        assert () == plan.purchases
        assert ["purchases.none"] == codes(plan, Outcome.PASS)
        assert Money(0, "USD") == plan.cost


class TestMinimumOrderQuantity:
    """
    What a least quantity forces, and what can be done instead.
    """

    def test_under_the_minimum(self):
        """
        40 are paid and the maker takes 200: 160 too many, or all is refunded in time.
        """
        plan = ask(paid(40), attrs.evolve(TERMS, minimum=200, multiple=1))
        under = next(one for one in plan.findings if one.code == "purchases.under_minimum")

        assert [(date(2026, 11, 12), 200)] == orders(plan)
        assert (160, 200, 40) == (under.actual, under.limit, under.params["needed"])
        assert Money("672.00", "USD") == under.params["loss"]
        assert [
            ("more_paid_units", {"units": 160, "on": date(2026, 11, 12)}),
            ("refund_all", {"orders": 40, "on": date(2026, 11, 12)}),
        ] == [(one.code, dict(one.params)) for one in under.remedies]

    def test_far_under_the_minimum(self):
        """
        A minimum beyond all that was paid is no more work than a small one.
        """
        plan = ask(paid(40), attrs.evolve(TERMS, minimum=10**9, multiple=1))

        assert [(date(2026, 11, 12), 10**9)] == orders(plan)

    def test_what_it_costs(self):
        """
        Each limit of the maker says what it costs, and whether it binds.
        """
        plan = ask(paid(184), attrs.evolve(TERMS, minimum=300))
        found = {one.code: (one.limit, one.binds, one.cost) for one in plan.grounds.bounds}

        assert {
            "purchases.minimum": (300, True, Money("504.00", "USD")),
            "purchases.multiple": (24, True, Money("50.40", "USD")),
        } == found

    def test_a_limit_that_does_not_matter(self):
        """
        A full batch makes neither bind.
        """
        plan = ask(paid(192), attrs.evolve(TERMS, minimum=100, capacity=480))

        assert () == plan.grounds.binding
        assert [None, None, None] == [one.cost for one in plan.grounds.bounds]

    def test_a_minimum_that_helps(self):
        """
        Units that nobody has paid yet come with a least order: no cost is then told for it.
        """
        early, late = paid(1), paid(1, date(2026, 11, 25), on=AT + timedelta(days=5), start=1)
        terms = attrs.evolve(TERMS, minimum=2, multiple=1)
        plan = ask([*early, *late], terms)

        assert [(date(2026, 11, 12), 2)] == orders(plan)
        assert [(False, None)] == [(one.binds, one.cost) for one in plan.grounds.bounds]
        assert 2 == len(ask([*early, *late], attrs.evolve(terms, minimum=1)).purchases)


class TestTooLate:
    """
    Pre-orders that cannot be met in time are named, with the reason.
    """

    def test_too_little_time(self):
        """
        Twenty days of making do not fit into sixteen; fourteen do.
        """
        plan = ask(paid(3), attrs.evolve(TERMS, lead_time=CalendarDays(20)))
        late = next(one for one in plan.findings if one.outcome is Outcome.FAIL)

        assert [(date(2026, 11, 8), 24)] == orders(plan)
        assert [("o0", 6), ("o1", 6), ("o2", 6)] == [(one.order_id, one.days) for one in plan.late]
        assert ("purchases.too_late", 3) == (late.code, late.params["orders"])
        assert (date(2026, 11, 30), date(2026, 11, 24)) == (late.actual, late.limit)
        assert [
            ("faster_lead_time", {"days": CalendarDays(14)}),
            ("tell_buyers", {"orders": 3, "on": date(2026, 11, 30)}),
        ] == [(one.code, dict(one.params)) for one in late.remedies]
        assert ask(paid(3), attrs.evolve(TERMS, lead_time=CalendarDays(14))).allowed
        assert not ask(paid(3), attrs.evolve(TERMS, lead_time=CalendarDays(15))).allowed

    def test_a_day_that_has_passed(self):
        """
        A promise that is lost already is no reason to wait, and no maker is fast enough.
        """
        plan = ask(paid(1, date(2026, 11, 1)))
        late = next(one for one in plan.findings if one.outcome is Outcome.FAIL)

        assert [(date(2026, 11, 8), 24)] == orders(plan)
        assert ["tell_buyers"] == [one.code for one in late.remedies]

    def test_too_little_room(self):
        """
        The maker takes 48 a day, and 84 are to go on one; orders of 96 units would do.
        """
        terms = attrs.evolve(TERMS, capacity=48, lead_time=CalendarDays(14))
        plan = ask(paid(84), terms)
        late = next(one for one in plan.findings if one.outcome is Outcome.FAIL)

        assert [(date(2026, 11, 8), 48), (date(2026, 11, 9), 48)] == orders(plan)
        assert (36, "purchases.no_room") == (len(plan.late), late.code)
        assert [
            ("larger_orders", {"units": 96}),
            ("tell_buyers", {"orders": 36, "on": date(2026, 11, 25)}),
        ] == [(one.code, dict(one.params)) for one in late.remedies]
        assert ask(paid(84), attrs.evolve(terms, capacity=96)).allowed
        bound = plan.grounds.bounds[1]
        assert ("purchases.capacity", True, None) == (bound.code, bound.binds, bound.cost)

    def test_room_is_made_in_advance(self):
        """
        With days in hand, orders stand before the last day, one after another.
        """
        plan = ask(paid(100), attrs.evolve(TERMS, capacity=48))

        assert plan.allowed
        assert [date(2026, 11, 10), date(2026, 11, 11), date(2026, 11, 12)] == [
            one.day for one in plan.purchases
        ]

    def test_no_known_promise(self):
        """
        Where nobody knows the promise, it is ordered for at once, and the answer says so.
        """
        plan = ask(paid(24, None))

        assert [(date(2026, 11, 8), 24)] == orders(plan)
        assert ["purchases.no_promise"] == codes(plan, Outcome.UNKNOWN)
        assert Outcome.UNKNOWN is plan.outcome
        assert () == plan.late


class TestSupply:
    """
    What comes anyway is not ordered again.
    """

    def test_goods_on_their_way(self):
        """
        Of 184 units 100 are on their way in time.
        """
        coming = Supply([Batch("b1", "box", 100, arrives=date(2026, 11, 20))])
        plan = ask(paid(184), supply=coming)

        assert (84, [(date(2026, 11, 12), 96)]) == (plan.needed, orders(plan))

    def test_goods_that_come_too_late_do_not_count(self):
        """
        A batch that arrives after the promised day helps nobody.
        """
        coming = Supply([Batch("b1", "box", 100, arrives=date(2026, 11, 25))])

        assert ask(paid(184), supply=coming).needed == 184

    def test_nothing_is_ordered_that_would_come_later_still(self):
        """
        Where the promise is lost, goods that come before new ones could are waited for.
        """
        coming = Supply([Batch("b1", "box", 3, arrives=date(2026, 11, 26))])
        plan = ask(paid(3), attrs.evolve(TERMS, lead_time=CalendarDays(30)), supply=coming)

        assert () == plan.purchases
        assert [date(2026, 11, 28)] * 3 == [one.day for one in plan.late]

    def test_goods_that_nobody_can_count_on(self):
        """
        A batch without a day is not counted, and makes the answer unknown.
        """
        plan = ask(paid(24), supply=Supply([Batch("b1", "box", 100)]))

        assert plan.needed == 24
        assert ["supply.undated"] == codes(plan, Outcome.UNKNOWN)

    def test_names_of_batches(self):
        """
        A batch never takes the name of one that is there.
        """
        there = Batch("box 2026-11-12", "box", 1, arrives=date(2026, 11, 20))
        plan = ask(paid(184), supply=Supply([there]))

        assert ["box 2026-11-12+"] == [one.id for one in plan.batches]
        assert BatchState.PLANNED is plan.batches[0].state


class TestCancellations:
    """
    A share of paid units that will not be dispatched is not made.
    """

    def test_share(self):
        """
        One in ten: of 184 units 166 are made, rounded up.
        """
        plan = ask(paid(184), cancelled="0.1")

        assert (166, 18) == (plan.needed, plan.cancelled)
        assert ["purchases.surplus", "purchases.cancelled"] == codes(plan, Outcome.ADVICE)
        assert ("cancelled_share", (plan.purchases[0].batch.units, 192)) == (
            plan.grounds.sensitivity[1].input,
            (168, plan.grounds.sensitivity[1].answer[0].units),
        )

    @pytest.mark.parametrize("share", [0, "0.5", Fraction(1, 3), 1])
    def test_sums(self, share):
        """
        What is needed and what is cancelled are together what was paid.
        """
        plan = ask(paid(100), cancelled=share)

        assert plan.needed + plan.cancelled == 100


class TestDays:
    """
    Whose days are counted, and in which zone.
    """

    def test_business_days_of_the_maker(self):
        """
        Ten working days before 22 November, a Sunday, the last day to order is the 6th: too late.
        """
        terms = attrs.evolve(TERMS, lead_time=BusinessDays(9))
        plan = ask(paid(24), terms, factory=YEAR)
        shop = ask(paid(24), terms, calendar=YEAR, handling=BusinessDays(2))

        assert [(date(2026, 11, 9), 24)] == orders(plan)
        assert date(2026, 11, 20) == plan.batches[0].arrives
        assert [(date(2026, 11, 9), 24)] == orders(shop)

    def test_day_of_the_market(self):
        """
        At 20:00 UTC it is the next day in Bangkok.
        """
        at = datetime(2026, 11, 11, 20, tzinfo=UTC)
        policy = in_force("th", 2026, 10, 1)
        terms = attrs.evolve(TERMS, lead_time=CalendarDays(30))

        assert [(date(2026, 11, 12), 24)] == orders(ask(paid(1), terms, at=at, policy=policy))
        assert [(date(2026, 11, 12), 24)] == orders(ask(paid(1), terms, at=at.astimezone(BANGKOK)))

    def test_a_calendar_that_ends(self):
        """
        A promise beyond the calendar is ordered for at once; an arrival beyond it is unknown.
        """
        terms = attrs.evolve(TERMS, lead_time=BusinessDays(9))
        beyond = ask(paid(24, date(2027, 3, 1)), terms, factory=YEAR)
        late = ask(
            paid(24, date(2027, 1, 4), on=datetime(2026, 12, 28, tzinfo=UTC)),
            terms,
            factory=YEAR,
        )

        assert ["purchases.uncounted"] == codes(beyond, Outcome.UNKNOWN)
        assert [(date(2026, 11, 8), 24)] == orders(beyond)
        assert ["purchases.calendar"] == codes(late, Outcome.UNKNOWN)
        assert () == late.purchases

    def test_the_end_of_the_calendar(self):
        """
        What would arrive after the last day there is, is unknown.
        """
        at = datetime(9999, 12, 30, tzinfo=UTC)
        plan = ask(paid(1, date(9999, 12, 31)), at=at)

        assert ["purchases.calendar"] == codes(plan, Outcome.UNKNOWN)

    def test_the_beginning_of_the_calendar(self):
        """
        A promise of the year 1 cannot be counted back.
        """
        plan = ask(paid(1, date(1, 1, 5)), at=datetime(1, 1, 2, tzinfo=UTC))

        assert "purchases.uncounted" in codes(plan, Outcome.UNKNOWN)


class TestSensitivity:
    """
    What would be ordered if something were otherwise.
    """

    def test_slower_maker(self):
        """
        A week more is too long for 16 days and short enough for 26.
        """
        soon, far = ask(paid(184)), ask(paid(184, date(2026, 12, 4)))

        assert [None] == [one.answer for one in soon.grounds.sensitivity]
        assert [(date(2026, 11, 15), 192)] == [
            (one.day, one.units) for one in far.grounds.sensitivity[0].answer
        ]
        assert "192 units by 2026-11-15" in far.explain()

    def test_what_cannot_be_supposed_is_left_out(self):
        """
        A week more would lead out of the calendar: that supposition is not made.
        """
        terms = attrs.evolve(TERMS, lead_time=BusinessDays(3))
        at = datetime(2026, 12, 22, tzinfo=UTC)
        plan = ask(paid(24, date(2026, 12, 29)), terms, factory=YEAR, at=at)

        assert plan.allowed
        assert () == plan.grounds.sensitivity


class TestTexts:
    """
    A plan can be told and shown.
    """

    def test_lines(self):
        """
        The first lines in both languages.
        """
        plan = ask(paid(184))

        assert "192 units by 2026-11-12; to be dispatched on 2026-11-24" in str(plan)
        assert plan.explain("zh").startswith("最迟2026-11-12订192件；2026-11-24可发货")
        assert "192 units by 2026-11-12" == str(plan.purchases[0])

    def test_table(self):
        """
        A notebook shows the orders as a table.
        """
        shown = ask(paid(184))._repr_html_()

        assert "<td>2026-11-12</td><td>192</td><td>8</td><td>2026-11-22</td>" in shown


class TestRefusals:
    """
    Input that makes no sense is refused.
    """

    @pytest.mark.parametrize(
        ("given_", "error"),
        [
            ({"terms": None}, WrongTypeError),
            ({"at": datetime(2026, 11, 8)}, NaiveTimeError),
            ({"handling": 2}, WrongTypeError),
            ({"supply": []}, WrongTypeError),
            ({"cancelled": 0.1}, FloatMoneyError),
            ({"cancelled": "1.1"}, OutOfRangeError),
            ({"commitments": [1]}, WrongTypeError),
            ({"commitments": [*paid(1), *paid(1)]}, OutOfRangeError),
            ({"factory": 7}, WrongTypeError),
            ({"calendar": 7}, WrongTypeError),
            ({"policy": "th"}, WrongTypeError),
            ({"handling": BusinessDays(1)}, WrongTypeError),
            ({"terms": attrs.evolve(TERMS, lead_time=BusinessDays(3))}, WrongTypeError),
            (
                {
                    "terms": attrs.evolve(TERMS, lead_time=BusinessDays(3)),
                    "policy": in_force("uk", 2026, 10, 1),
                },
                NoWorkingWeekError,
            ),
        ],
    )
    def test_argument(self, given_, error):
        """
        Each argument is checked.
        """
        with pytest.raises(error):
            ask(**{"commitments": paid(1), **given_})

    def test_sku(self):
        """
        A SKU has a name.
        """
        with pytest.raises(WrongTypeError):
            planning.purchases("", paid(1), TERMS, at=AT, handling=HANDLING)
