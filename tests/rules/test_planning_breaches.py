"""
Which orders will be late, with what chance and at what cost, before it happens (F16, F17).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest
from scipy import stats

from rules.making import BANGKOK, SHANGHAI, an_order, in_force, own_policy
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.facts.arrivals import Arrival, LognormalSlip, NormalSlip, SlipHistory
from tiktok_presale.facts.orders import Party
from tiktok_presale.facts.promises import ReleaseOn, ShipWithin
from tiktok_presale.facts.shops import Shop
from tiktok_presale.rules import overdue, planning
from tiktok_presale.rules.planning import Prospect
from tiktok_presale.values.calendars import MON_TO_FRI, BusinessCalendar
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.findings import Outcome
from tiktok_presale.values.money import Money

TH = in_force("th", 2026, 1, 2)
US = in_force("us", 2026, 1, 2)
CROSS = in_force("cross-border", 2026, 1, 2)
AT = datetime(2026, 1, 10, 12, tzinfo=BANGKOK)
# Ordered on 1 January with 15 days: the last day in time is 16 January.
TEN = SlipHistory([0, 0, 0, 1, 1, 2, 2, 3, 5, 9])
BATCH = Arrival("b1", ["o1"], stated=date(2026, 1, 14), slip=TEN)


def foresee(orders, arrivals, policy=TH, **given):
    """
    Foresee breaches, with a day of handling.
    """
    return planning.breaches(
        orders, arrivals, policy, **{"at": AT, "handling": CalendarDays(1), **given}
    )


def dollars(name, **given):
    """
    Make an order of 30 dollars, placed in China.
    """
    placed = datetime(2026, 1, 1, 9, tzinfo=SHANGHAI)
    return an_order(id=name, total=Money("30.00", "USD"), placed_at=placed, **given)


class TestExample:
    """
    One order waits for one batch, of which ten like it are known.
    """

    FOUND = foresee([an_order()], [BATCH])

    def test_chance(self):
        """
        Stated for the 14th and a day of handling: five of ten slips are more than a day.
        """
        (row,) = self.FOUND.orders
        low, high = stats.binomtest(5, 10).proportion_ci(0.95, "exact")

        assert (Prospect.OPEN, date(2026, 1, 16)) == (row.prospect, row.last_day)
        assert (0.5, 10, "clopper_pearson") == (
            row.chance.value,
            row.chance.samples,
            row.chance.method,
        )
        assert (low, high) == pytest.approx((row.chance.interval.low, row.chance.interval.high))

    def test_cost(self):
        """
        What is late in Thailand is cancelled and refunded: half of 899 baht is at stake.
        """
        assert ((), (Money("449.50", "THB"),)) == (self.FOUND.charges, self.FOUND.at_stake)
        assert (Money("449.50", "THB"),) == self.FOUND.at_stake_spread

    def test_what_to_do(self):
        """
        Tell the buyer the day that holds with the level; hurry the batch.
        """
        (row,) = self.FOUND.to_notify
        (hurry,) = self.FOUND.hurry

        assert date(2026, 1, 24) == row.likely_by == row.finding.remedy.params["on"]
        assert ("b1", 0.5, (Money("449.50", "THB"),)) == (
            hurry.arrival_id,
            hurry.late,
            hurry.at_stake,
        )
        assert () == foresee([an_order()], [BATCH], notify=0.51).to_notify
        assert date(2026, 1, 17) == foresee([an_order()], [BATCH], level=0.6).orders[0].likely_by

    def test_counts(self):
        """
        One late order or none.
        """
        assert (0.5, 0.5) == pytest.approx(self.FOUND.late_counts)
        assert 0.5 == self.FOUND.expected_late
        assert (1.0, 0.5, 0.0) == tuple(map(self.FOUND.at_least, (0, 1, 2)))
        assert (0, 1) == (self.FOUND.at_most(0.5), self.FOUND.at_most(0.9))

    def test_grounds(self):
        """
        Inputs, and how many will be late if everything comes a day earlier or later.
        """
        grounds = self.FOUND.grounds

        assert (1, 1, CalendarDays(1), 0.95, Decimal("0.5000")) == tuple(grounds.inputs.values())
        assert [(-1, 0.3), (1, 0.7)] == [(one.instead, one.answer) for one in grounds.sensitivity]

    def test_what_is_here_does_not_slip(self):
        """
        Goods that are here come no later, and none come before today.
        """
        here = foresee([an_order()], [attrs.evolve(BATCH, arrived=True)])
        (earlier, later) = here.grounds.sensitivity

        assert (0.0, 0.0) == (earlier.answer, later.answer)

    def test_slips_in_business_days(self):
        """
        What comes on a Saturday instead of the Friday is dispatched on the same Monday.
        """
        week = BusinessCalendar("own", MON_TO_FRI, first=date(2026, 1, 1), last=date(2030, 12, 31))
        friday = attrs.evolve(BATCH, stated=date(2026, 1, 16), slip=SlipHistory([0] * 10))
        order = an_order(promise=ShipWithin(CalendarDays(18)))
        found = foresee([order], [friday], handling=BusinessDays(1), calendar=week)
        (_, later) = found.grounds.sensitivity

        assert (0.0, date(2026, 1, 19)) == (later.answer, found.orders[0].last_day)

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_told(self, language):
        """
        The head, what to hurry and every reason are told in both languages.
        """
        text = self.FOUND.explain(language)

        assert self.FOUND.orders[0].finding.explain(language) in text
        assert "b1" in text.splitlines()[1]
        assert self.FOUND.explain() == str(self.FOUND)
        assert foresee([], []).explain(language)

    def test_notebook(self):
        """
        One row for each order, unknown ones too.
        """
        table = foresee([an_order(), an_order(id="o2")], [BATCH])._repr_html_()

        assert table.count("<tr>") == 3
        assert "449.50 THB" in table

    def test_asked(self):
        """
        The answer gives its orders by id and by prospect.
        """
        assert self.FOUND.orders[0] == self.FOUND.get("o1")
        assert self.FOUND.get("o2") is None
        assert (1, ()) == (len(self.FOUND), self.FOUND.prospect(Prospect.LATE))
        assert Outcome.PASS == self.FOUND.outcome


class TestCharges:
    """
    What lateness would be charged is what `overdue` charges (F17).
    """

    def test_return_freight(self):
        """
        200 orders of one batch with a chance of a half: 8 dollars each, together or not at all.
        """
        orders = [dollars(f"o{n:03}") for n in range(200)]
        batch = attrs.evolve(BATCH, orders=[order.id for order in orders])
        found = foresee(orders, [batch], CROSS)

        assert (Money("800.00", "USD"),) == found.charges
        # All 1,600 dollars or none: the spread is as great as the mean.
        assert (Money("800.00", "USD"),) == found.charges_spread
        assert (0.5, 0.5) == pytest.approx((found.late_counts[0], found.late_counts[200]))
        assert 200 == found.at_most(0.9)

    def test_as_overdue_charges(self):
        """
        The expected charge is the mean over all slips of what `overdue.assess` charges.
        """
        policy = own_policy(
            {
                "deadlines.pre_order.dispatch": (
                    '{ event = "dispatch", anchor = "placed", promise = true, days = 0, '
                    'unit = "calendar_days" }'
                ),
                "overdue.charges.each_day": (
                    '{ trigger = "late", payee = "buyer", rate = 0.01, base = "order", '
                    'every_days = 1, part_period = "whole", rounding = "half_up" }'
                ),
            }
        )
        order = dollars("o1")
        found = foresee([order], [BATCH], policy)
        due = found.orders[0].last_day
        total = Money(0, "USD")
        for slip in TEN.slips:
            late = (BATCH.stated + timedelta(days=slip + 1) - due).days
            at = datetime.combine(due, datetime.max.time(), UTC).replace(microsecond=0)
            total += overdue.assess(order, policy, at=at + timedelta(days=late)).charges.total(
                "USD"
            )

        assert (Money.from_minor(total.minor // 10, "USD"),) == found.charges
        assert () == found.at_stake

    def test_metric(self):
        """
        A charge that hangs on a metric is unknown until the shop states it.
        """
        us = in_force("us", 2026, 11, 1)
        order = dollars("o1", promise=ReleaseOn(date(2026, 11, 10)))
        order = attrs.evolve(order, placed_at=datetime(2026, 11, 1, tzinfo=UTC))
        batch = attrs.evolve(BATCH, stated=date(2026, 11, 12))
        given = {"at": datetime(2026, 11, 5, tzinfo=UTC)}
        shop = Shop(id="s1", metrics={"late_dispatch_rate": Decimal("0.2")})
        silent, told = (foresee([order], [batch], us, shop=who, **given) for who in (None, shop))

        assert "charge.metric" in [one.code for one in silent.grounds.findings]
        # Two business days after the release of the 10th, Veterans Day between: due on the 13th.
        assert 0.7 == told.orders[0].chance.value
        assert (Money("3.50", "USD"),) == told.charges
        assert () == silent.charges

    def test_rate(self):
        """
        The chance that the shop's late dispatch rate leaves what policy accepts.
        """
        order = dollars("o1", promise=ReleaseOn(date(2026, 1, 15)))
        found = foresee([order], [BATCH], US)
        (bound,) = found.grounds.bounds
        (rate,) = [one for one in found.findings if one.code == "breach.rate"]

        # The 16th is the last day: a business day after the release.
        assert (Outcome.ADVICE, Decimal("0.5000")) == (rate.outcome, rate.actual)
        assert (True, rate.limit, rate.source) == (bound.binds, bound.limit, bound.source)
        assert not foresee([order], [BATCH], US, notify=0.6).grounds.binding
        assert () == foresee([], [], US).grounds.bounds


class TestSeveralArrivals:
    """
    An order that waits for several arrivals goes with the last of them.
    """

    def test_chance(self):
        """
        Both have to be in time: 1 - 0.5 x 0.7, and the interval holds for both together.
        """
        second = Arrival("b2", ["o1"], stated=date(2026, 1, 13), slip=TEN)
        (row,) = foresee([an_order()], [BATCH, second]).orders
        ends = [stats.binomtest(k, 10).proportion_ci(0.975, "exact") for k in (5, 3)]
        low, high = ((1 - (1 - a) * (1 - b)) for a, b in zip(*ends, strict=True))

        assert 0.65 == pytest.approx(row.chance.value)
        assert (low, high) == pytest.approx((row.chance.interval.low, row.chance.interval.high))
        assert ("b1", "b2") == row.arrivals

    def test_hurry_first(self):
        """
        The arrival that saves most stands first; one that saves nothing is not named.
        """
        orders = [dollars(f"o{n}") for n in range(4)]
        batches = [
            attrs.evolve(BATCH, id="few", orders=["o0"]),
            attrs.evolve(BATCH, id="many", orders=["o1", "o2"]),
            attrs.evolve(BATCH, id="sure", orders=["o3"], slip=SlipHistory([0, -1])),
        ]
        found = foresee(orders, batches, CROSS)

        assert ["many", "few"] == [one.arrival_id for one in found.hurry]
        assert [(Money("8.00", "USD"),), (Money("4.00", "USD"),)] == [
            one.charges for one in found.hurry
        ]

    def test_several_currencies(self):
        """
        Amounts that do not compare leave the order to the number of late orders.
        """
        orders = [dollars("o1"), an_order(id="o2"), an_order(id="o3")]
        batches = [
            attrs.evolve(BATCH, id="a", orders=["o1"]),
            attrs.evolve(BATCH, id="b", orders=["o2", "o3"], stated=date(2026, 1, 13)),
        ]
        found = foresee(orders, batches)

        assert ["b", "a"] == [one.arrival_id for one in found.hurry]
        assert ["THB", "USD"] == [one.currency for one in found.at_stake]


class TestSettled:
    """
    What cannot become late is in no figure but the count of orders.
    """

    @pytest.mark.parametrize(
        "given",
        [
            {"dispatched_at": datetime(2026, 1, 9, tzinfo=BANGKOK)},
            {"cancelled_at": datetime(2026, 1, 9, tzinfo=BANGKOK), "cancelled_by": Party.BUYER},
            {"held": True},
            {"shipped_by_seller": False},
        ],
    )
    def test_settled(self, given):
        """
        Dispatched, cancelled, on hold, or dispatched by the platform.
        """
        found = foresee([an_order(**given)], [BATCH])

        assert Prospect.SETTLED == found.orders[0].prospect
        assert (0.0, (1.0,), ()) == (found.expected_late, found.late_counts, found.at_stake)

    def test_not_yet(self):
        """
        What happens after the instant of asking has not happened.
        """
        later = datetime(2026, 1, 11, tzinfo=BANGKOK)
        for given in ({"dispatched_at": later}, {"cancelled_at": later}):
            assert Prospect.OPEN == foresee([an_order(**given)], [BATCH]).orders[0].prospect


class TestLate:
    """
    An order past its deadline is late, whatever comes.
    """

    AT = datetime(2026, 1, 20, 12, tzinfo=BANGKOK)

    def test_certain(self):
        """
        It is late for certain, counted, and its buyer must hear.
        """
        batch = attrs.evolve(BATCH, stated=date(2026, 1, 19))
        found = foresee([an_order()], [batch], at=self.AT)
        (row,) = found.orders

        assert (Prospect.LATE, 1.0, "certain") == (
            row.prospect,
            row.chance.value,
            row.chance.method,
        )
        assert Outcome.FAIL == found.outcome
        assert (0.0, 1.0) == pytest.approx(found.late_counts)
        assert (row,) == found.to_notify

    def test_nothing_known_of_its_goods(self):
        """
        Where nothing is known of its goods, its cost is counted as of today.
        """
        found = foresee([dollars("o1")], [], CROSS, at=self.AT)

        assert (Money("8.00", "USD"),) == found.charges
        assert (0.0, 1.0) == pytest.approx(found.late_counts)
        assert (date(2026, 1, 20), ()) == (found.orders[0].likely_by, found.hurry)


class TestUnknown:
    """
    What is not known is counted as such, and never dropped.
    """

    def test_no_arrival(self):
        """
        An order that waits for nothing that was told, and one whose batch has no estimate.
        """
        blind = attrs.evolve(BATCH, id="b2", orders=["o2"], slip=None)
        orders = [an_order(id=name) for name in ("o1", "o2", "o3")]
        found = foresee(orders, [BATCH, blind])

        assert ["o2", "o3"] == [one.order_id for one in found.unknown]
        assert {"breach.no_estimate"} == {one.finding.code for one in found.unknown}
        assert (3, 2) == (len(found), len(found.late_counts))
        assert Outcome.UNKNOWN == found.outcome

    def test_one_of_two_arrivals(self):
        """
        With one of two arrivals unknown nothing can be said.
        """
        blind = attrs.evolve(BATCH, id="b2", slip=None)

        assert 1 == len(foresee([an_order()], [BATCH, blind]).unknown)

    def test_no_deadline(self):
        """
        Without a promise there is no deadline.
        """
        (row,) = foresee([an_order(promise=None)], [BATCH]).orders

        assert ("breach.no_deadline", None, None) == (row.finding.code, row.chance, row.last_day)

    @pytest.mark.parametrize(
        ("arrival", "code"),
        [
            (attrs.evolve(BATCH, stated=None), "breach.undated"),
            (attrs.evolve(BATCH, slip=None), "breach.no_slip"),
            (attrs.evolve(BATCH, slip=SlipHistory([])), "breach.no_slip"),
            (attrs.evolve(BATCH, stated=date(2025, 12, 1)), "breach.outrun"),
            (
                attrs.evolve(BATCH, stated=date(2025, 12, 1), slip=NormalSlip(0, 2)),
                "breach.outrun",
            ),
            (
                attrs.evolve(BATCH, stated=date(2020, 1, 1), slip=LognormalSlip(2, 1)),
                "breach.outrun",
            ),
            (attrs.evolve(BATCH, stated=date(9999, 12, 30)), "breach.calendar"),
            (attrs.evolve(BATCH, stated=date(9999, 6, 1)), "breach.calendar"),
        ],
    )
    def test_arrival(self, arrival, code):
        """
        No day, no slips, all slips over, and days that no calendar has.
        """
        found = foresee([an_order()], [arrival])

        assert [code] == [one.code for one in found.grounds.findings]
        assert 1 == len(found.unknown)

    def test_calendar(self):
        """
        Business days beyond the calendar are not guessed.
        """
        short = BusinessCalendar("demo", MON_TO_FRI, first=date(2026, 1, 1), last=date(2026, 1, 16))
        found = foresee([an_order()], [BATCH], handling=BusinessDays(1), calendar=short)

        assert ["breach.calendar"] == [one.code for one in found.grounds.findings]


class TestArrivals:
    """
    What is known of an arrival today.
    """

    def test_not_here_yet(self):
        """
        On the 16th the batch of the 14th can only be two days late or more: five of ten are left.
        """
        at = datetime(2026, 1, 16, 12, tzinfo=BANGKOK)
        order = an_order(promise=ShipWithin(CalendarDays(17)))
        (row,) = foresee([order], [BATCH], at=at).orders

        # Of the slips 2, 2, 3, 5 and 9, with a day of handling, the last day in time is the 18th.
        assert (0.4, 5) == (row.chance.value, row.chance.samples)

    def test_here(self):
        """
        What is here is dispatched after handling, for certain.
        """
        here = attrs.evolve(BATCH, arrived=True)
        (row,) = foresee([an_order()], [here]).orders
        slow = foresee([an_order()], [here], handling=CalendarDays(7)).orders[0]

        assert (0.0, date(2026, 1, 11)) == (row.chance.value, row.likely_by)
        assert (1.0, Prospect.OPEN) == (slow.chance.value, slow.prospect)
        assert 0.0 == slow.chance.interval.width

    def test_normal(self):
        """
        A normal slip, no more than four days early by now: part of a day counts as a whole one.
        """
        given = attrs.evolve(BATCH, slip=NormalSlip(0, 2))
        (row,) = foresee([an_order()], [given]).orders

        assert stats.norm.sf(0.5) / stats.norm.sf(-2.5) == pytest.approx(row.chance.value)
        assert ("given", 0.0) == (row.chance.method, row.chance.interval.width)

    def test_normal_that_is_over_in_part(self):
        """
        On the 15th a normal slip can only be a day or more.
        """
        at = datetime(2026, 1, 15, 12, tzinfo=BANGKOK)
        given = attrs.evolve(BATCH, slip=NormalSlip(0, 2))
        (row,) = foresee([an_order()], [given], at=at).orders

        assert stats.norm.sf(0.5) / stats.norm.sf(0) == pytest.approx(row.chance.value)

    def test_lognormal(self):
        """
        A lognormal slip comes never early, and more than a day late as scipy says.
        """
        given = attrs.evolve(BATCH, slip=LognormalSlip(2, 0.5))
        (row,) = foresee([an_order()], [given]).orders

        assert stats.lognorm.sf(1, 0.5, scale=2) == pytest.approx(row.chance.value)

    def test_far_tail(self):
        """
        No slip of more than three years is counted; what lies beyond falls on it.
        """
        given = attrs.evolve(BATCH, slip=LognormalSlip(300, 2))
        (row,) = foresee([an_order()], [given]).orders

        assert stats.lognorm.sf(1, 2, scale=300) == pytest.approx(row.chance.value)
        assert 3 * 366 + 2 >= (row.likely_by - BATCH.stated).days


class TestRefused:
    """
    Nonsense input is one of our errors.
    """

    @pytest.mark.parametrize(
        ("field", "value", "error"),
        [
            ("orders", 1, WrongTypeError),
            ("orders", ["o1"], WrongTypeError),
            ("orders", [an_order(), an_order()], OutOfRangeError),
            ("arrivals", None, WrongTypeError),
            ("arrivals", ["b1"], WrongTypeError),
            ("arrivals", [BATCH, BATCH], OutOfRangeError),
            ("policy", "th", WrongTypeError),
            ("at", datetime(2026, 1, 2), NaiveTimeError),
            ("handling", 1, WrongTypeError),
            ("level", 1, OutOfRangeError),
            ("notify", 0, OutOfRangeError),
            ("shop", "s1", WrongTypeError),
        ],
    )
    def test_argument(self, field, value, error):
        """
        Each argument says what it wants.
        """
        given = {"orders": [an_order()], "arrivals": [BATCH], field: value}
        with pytest.raises(error):
            foresee(**given)

    def test_questions(self):
        """
        A negative count and a chance of one are no questions.
        """
        found = foresee([], [])
        with pytest.raises(OutOfRangeError):
            found.at_least(-1)
        with pytest.raises(OutOfRangeError):
            found.at_most(1)
