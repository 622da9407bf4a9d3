"""
The strategies draw what they say, awkward values among it, and shrink to what they say.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, assume, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import tiktok_presale as tp
from rules.making import own_policy
from tiktok_presale import strategies as ours
from tiktok_presale.values.instants import utc
from tiktok_presale.values.ranges import Range

SEARCH = settings(
    max_examples=500,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining a find takes seconds
)
# To see that a value is drawn at all there is no need to make it small, which takes long.
REACH = settings(SEARCH, phases=[Phase.generate])


def simplest(strategy, condition=lambda _: True):
    """
    The simplest value that meets a condition.
    """
    return find(strategy, condition, settings=SEARCH)


def reached(strategy, condition):
    """
    Any value that meets a condition.
    """
    return find(strategy, condition, settings=REACH)


class TestShrinking:
    """
    A failing example is told by its simplest form.
    """

    SIMPLEST = (
        ("money", {}, tp.Money(0, "USD")),
        ("calendar_days", {"least": 3}, tp.CalendarDays(3)),
        ("business_days", {}, tp.BusinessDays(0)),
        ("hours", {}, tp.Hours(0)),
        ("days", {}, tp.CalendarDays(0)),
        ("past_days", {}, tp.PastDays(0, 0)),
        ("rates", {}, tp.Rate(0, 0)),
        ("ranges", {}, Range.at_most(Decimal(0))),
        ("zones", {}, ZoneInfo("UTC")),
        ("dates", {}, date(2024, 1, 1)),
        ("instants", {}, datetime(2024, 1, 1, tzinfo=UTC)),
        ("ship_withins", {}, tp.ShipWithin(tp.CalendarDays(0))),
        ("releases", {}, tp.ReleaseOn(date(2024, 1, 1))),
        ("promises", {}, tp.ShipWithin(tp.CalendarDays(0))),
        ("metrics", {}, {}),
        ("shops", {}, tp.Shop(id="s1")),
        ("products", {}, tp.Product(id="p1")),
    )

    @pytest.mark.parametrize(
        ("name", "fields", "value"), SIMPLEST, ids=[name for name, _, _ in SIMPLEST]
    )
    def test_value(self, name, fields, value):
        """
        Each shrinks to what its docstring says.
        """
        assert value == simplest(getattr(ours, name)(**fields))

    def test_calendar(self):
        """
        A calendar shrinks to Monday to Friday with no holiday.
        """
        found = simplest(ours.calendars())

        assert (tp.MON_TO_FRI, frozenset(), frozenset()) == (
            found.week,
            found.holidays,
            found.working,
        )

    def test_policy(self):
        """
        A policy shrinks to the oldest edition of the first market.
        """
        first = tp.Policy.markets()[0]

        for markets, market in ((None, first), (["th", "us"], "th")):
            found = simplest(ours.policies(markets).map(lambda policy: policy.edition))

            assert tp.Policy.editions(market)[0] == found

    def test_order(self):
        """
        An order shrinks to one without a price to which nothing has happened.
        """
        policy = tp.Policy.in_force("th", on=date(2026, 2, 1))
        found = simplest(ours.orders(policy, kinds=[tp.OrderKind.PRE_ORDER]))

        assert 0 == found.total.minor
        assert tp.Stage.PLACED is found.stage
        assert {None} == {found.dispatched_at, found.cancelled_at, found.delivered.dispatch}

    def test_failing_rule(self):
        """
        A bug at a limit is told by the limit.
        """
        window = tp.Policy.in_force("th", on=date(2026, 1, 2)).window.days
        found = simplest(ours.calendar_days(), lambda days: days.count > window.high.count)

        assert tp.CalendarDays(16) == found


class TestAwkward:
    """
    Values at which code breaks are drawn often, not once in a million.
    """

    @pytest.mark.parametrize("zone", sorted(ours.CLOCK_CHANGES))
    def test_clock_changes(self, zone):
        """
        The days on which clocks change are days on which they do.
        """
        own = ZoneInfo(zone)

        for day in ours.CLOCK_CHANGES[zone]:
            around = [
                datetime.combine(day + timedelta(days=n), time(12), tzinfo=own).utcoffset()
                for n in (-1, 1)
            ]

            assert around[0] != around[1]

    @pytest.mark.parametrize("zone", sorted(ours.CLOCK_CHANGES))
    @pytest.mark.parametrize("fold", [0, 1])
    def test_an_hour_that_comes_twice(self, zone, fold):
        """
        Both sides of it are found.
        """
        own = ZoneInfo(zone)

        def twice(at):
            return at.fold == fold and at.utcoffset() != at.replace(fold=1 - fold).utcoffset()

        assert twice(reached(ours.instants(zone=own), twice))

    @pytest.mark.parametrize("day", [date(2024, 2, 29), date(2025, 12, 31), date(2025, 11, 27)])
    def test_days(self, day):
        """
        Leap days, ends of years and holidays are found.
        """
        assert day == reached(ours.instants(), lambda at: at.date() == day).date()

    @pytest.mark.parametrize("clock", [time(14), time(23, 59, 59), time(23, 59, 59, 500_000)])
    def test_times(self, clock):
        """
        Cut-offs and last seconds are found.
        """
        assert clock == reached(ours.instants(), lambda at: at.time() == clock).time()

    def test_every_edition(self):
        """
        Every edition of every market is drawn.
        """
        editions = ours.policies().map(lambda policy: policy.edition)

        for market in tp.Policy.markets():
            for edition in tp.Policy.editions(market):
                assert edition == reached(editions, edition.__eq__)

    @pytest.mark.parametrize(
        "form",
        ["low_open", "high_open", "both_open", "no_low", "no_high", "one_value"],
    )
    def test_ranges(self, form):
        """
        Ranges come in every form.
        """
        tests = {
            "low_open": lambda r: r.low_open and not r.high_open and r.high is not None,
            "high_open": lambda r: r.high_open and not r.low_open and r.low is not None,
            "both_open": lambda r: r.low_open and r.high_open,
            "no_low": lambda r: r.low is None,
            "no_high": lambda r: r.high is None,
            "one_value": lambda r: r.low == r.high,
        }

        assert reached(ours.ranges(), tests[form]) is not None

    def test_nothing_outside(self):
        """
        Spans are kept: no day of 2027 where 2026 is the end.
        """
        with pytest.raises(NoSuchExample):
            find(
                ours.instants(date(2025, 1, 1), date(2026, 12, 31), zone=ZoneInfo("UTC")),
                lambda at: at.year not in {2025, 2026},
                settings=settings(SEARCH, max_examples=300),
            )


class TestConsistent:
    """
    What is drawn could have happened.
    """

    @given(ours.instants())
    def test_instants(self, at):
        """
        An instant is aware, and exists on the clocks of its zone.
        """
        there = at.astimezone(UTC).astimezone(at.tzinfo)

        assert (at.replace(tzinfo=None), at.fold) == (there.replace(tzinfo=None), there.fold)

    @given(ours.judged_orders())
    def test_edition(self, judged):
        """
        An order was placed while its edition was in force, and is in the market's currency.
        """
        order, policy = judged

        assert policy == tp.Policy.in_force(policy.pack, on=order.placed_at)
        assert policy.pack.currency == order.total.currency == order.goods.currency
        assert order.goods <= order.total

    @given(ours.judged_orders())
    def test_events(self, judged):
        """
        What happened to it happened in order.
        """
        order, _ = judged
        times = (
            order.placed_at,
            order.paid_at,
            order.dispatched_at,
            order.collected_at,
            order.delivered_at or order.cancelled_at,
        )
        known = [utc(at) for at in times if at is not None]

        assert sorted(known) == known
        assert order.delivered_at is None or order.cancelled_at is None
        assert (order.cancelled_at is None) is (order.cancelled_by is None)

    @given(ours.judged_orders())
    def test_hands(self, judged):
        """
        What has left the seller is not held, and what was paid at a known time was paid.
        """
        order, _ = judged
        left = any(order.happened(event) for event in tp.Event)

        assert not (order.held and left)
        assert order.paid is not False or {None} == {order.paid_at, order.balance_paid_at}

    @given(ours.judged_orders())
    def test_units(self, judged):
        """
        The prices of units come to the price of the goods.
        """
        order, policy = judged

        if order.unit_prices:
            assert order.goods == tp.Money.sum(order.unit_prices, policy.pack.currency)

    @pytest.mark.parametrize(
        "condition",
        [
            lambda order: order.held,
            lambda order: not order.shipped_by_seller,
            lambda order: order.paid is False,
            lambda order: order.paid is True,
            lambda order: len(order.unit_prices) > 1,
            lambda order: order.untold(tp.Event.DISPATCH) and order.collected_at,
            lambda order: order.untold(tp.Event.COLLECTION),
        ],
        ids=["held", "platform", "unpaid", "paid", "units", "scan alone", "stage alone"],
    )
    def test_every_circumstance(self, condition):
        """
        Orders of every circumstance are drawn.
        """
        policy = tp.Policy.in_force("th", on=date(2026, 2, 1))

        assert reached(ours.orders(policy), condition)

    @given(ours.shops())
    def test_regions(self, shop):
        """
        A shop's region is a code, where it has one.
        """
        region = shop.entity_region or "CN"

        assert (2, region.upper()) == (len(region), region)

    @given(ours.judged_orders())
    def test_promise(self, judged):
        """
        Its promise is one that the edition allows, wherever the edition says what it allows.
        """
        order, policy = judged
        limit = policy.handling(order.kind)
        assume(limit is not None)
        if isinstance(order.promise, tp.ReleaseOn):
            ahead = (order.promise.on - order.placed_at.astimezone(policy.zone).date()).days

            assert tp.CalendarDays(ahead) in limit
        else:
            assert order.promise.days in limit

    @given(ours.calendars())
    def test_calendars(self, calendar):
        """
        A calendar has working days, and knows its span.
        """
        assert calendar.first <= calendar.after(date(2024, 6, 1), 5) <= calendar.last

    @given(ours.ranges(ours.calendar_days()), ours.calendar_days())
    def test_ranges(self, span, days):
        """
        A range answers for values of the kind that it was made of.
        """
        assert (days in span) is not (span.too_low(days) or span.too_high(days))

    @given(ours.money(["JPY"], least=10, most=20))
    def test_money(self, money):
        """
        Amounts keep their bounds.
        """
        assert tp.Money(10, "JPY") <= money <= tp.Money(20, "JPY")

    @given(ours.policies(["douyin", "cross-border"]), st.data())
    def test_names(self, policy, data):
        """
        A product's category is drawn from those that the policy speaks of.
        """
        product = data.draw(ours.products(policy))
        barred = policy.criteria.get("eligibility.product_category")
        known = () if barred is None else barred.accepts.names

        assert product.category in {None, "another", *known}

    @given(
        ours.histories(tp.Policy.in_force("vn", on=date(2025, 7, 1)), zone_names=["UTC"], most=3)
    )
    def test_histories(self, history):
        """
        A history keeps its zone and its size.
        """
        assert "UTC" == history.zone
        assert len(history.orders) <= 3


def test_own_pack():
    """
    Orders can be drawn for a pack of one's own, whose market the library has never heard of.
    """
    policy = own_policy({"window.days": '{ min = 4, max = 6, unit = "calendar_days" }'})

    @given(ours.orders(policy, kinds=[tp.OrderKind.PRE_ORDER]))
    def drawn(order):
        assert 4 <= order.promise.days.count <= 6
        assert 2025 == order.placed_at.astimezone(UTC).year

    drawn()


def test_all_public():
    """
    Everything public has a docstring, and strategies say what they shrink to.
    """
    for name in ours.__all__:
        found = getattr(ours, name)
        if callable(found):
            assert found.__doc__, name
            assert "shrink" in found.__doc__ or name == "promises", name
