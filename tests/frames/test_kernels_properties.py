"""
A row's answers are those of the scalar rules, field by field and null by null.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frames.rows import block_of, row_of, scalar, told, us
from rules.making import HOLIDAYS, an_order, own_policy
from tiktok_presale import (
    BusinessDays,
    CalendarDays,
    DeadlineName,
    Money,
    OrderKind,
    Policy,
    ReleaseOn,
    ShipWithin,
    deadlines,
)
from tiktok_presale.frames import due_tables, judging
from tiktok_presale.frames.answers import ANSWERS, TIMELESS
from tiktok_presale.frames.judging import Judge
from tiktok_presale.policy.errors import BeforeFirstEditionError
from tiktok_presale.rules.assessment import assess
from tiktok_presale.rules.statement import statement
from tiktok_presale.strategies import instants, judged_orders, orders, policies, shops
from tiktok_presale.strategies.pool import CLOCK_CHANGES
from tiktok_presale.values.errors import CurrencyMismatchError

SECOND = timedelta(seconds=1)
ALL = tuple(ANSWERS)


@pytest.fixture(autouse=True, scope="module")
def _tables_always():
    """
    Tables are made however few the rows are, so that kernels and not the scalar rule answer.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(due_tables, "ROWS_A_YEAR", 0)
        yield


def plain(order):
    """
    An order as columns can tell of it: no prices of single units.
    """
    return attrs.evolve(order, unit_prices=())


@st.composite
def books(draw):
    """
    Orders of one policy, with that policy.
    """
    policy = draw(policies())
    return policy, [plain(order) for order in draw(st.lists(orders(policy), max_size=6))]


class TestEveryMarket:
    """
    Orders of all markets and editions.
    """

    @settings(max_examples=14)
    @given(books(), instants(), st.none() | shops(), st.integers(0, 72))
    def test_one_policy(self, book, at, shop, hours):
        """
        Every answer about every order, and what they add up to.
        """
        policy, found = book
        soon = timedelta(hours=hours)
        judge = Judge(policy, answers=ALL, at=at, shop=shop, soon=soon)
        block = block_of([row_of(order) for order in found])
        answers = judge.judge(block)

        for row, order in enumerate(found):
            assert scalar(order, policy, at=at, shop=shop, soon=soon) == told(answers, row)

        added, tally = statement(found, policy, at=at, shop=shop), judge.tally(block)

        if hours == 24:  # the only one that a statement knows
            assert added.by_state == tally.by_state
        for name in ("charges", "contingent", "exposure"):
            assert getattr(added, name).totals == getattr(tally, name).totals
            assert getattr(added, name).by_code() == getattr(tally, name).by_code()
        assert {k: bill.totals for k, bill in added.by_kind.items()} == {
            kind: sums.totals for kind, sums in tally.by_kind.items()
        }
        assert added.service_fees == tally.service_fees
        assert added.late_dispatch_rate == tally.late_dispatch_rate
        assert added.findings == tally.findings
        assert len(added) == tally.rows == tally.judged

    @settings(max_examples=7)
    @given(
        st.lists(judged_orders(["th", "us", "vn", "taobao", "id"]), min_size=1, max_size=8),
        instants(),
        st.integers(1, 4),
    )
    def test_editions_by_the_day_of_placing(self, judged, at, size):
        """
        Each row under the edition of its own market on its day, in blocks of any size.
        """
        found = [(plain(order), policy.pack) for order, policy in judged]
        rows = [row_of(order, market=pack.market.upper()) for order, pack in found]
        packs = {pack.market.upper(): pack for _, pack in found}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(judging, "ROWS", size)
            answers = Judge(packs, answers=ALL, at=at).judge(block_of(rows))

        for row, (order, pack) in enumerate(found):
            try:
                on = order.placed_at if pack.orders_judged == "placed" else at
                expected = scalar(order, Policy.in_force(pack, on=on), at=at)
            except BeforeFirstEditionError:
                expected = dict.fromkeys(ANSWERS) | {"problem": "edition: before_first"}

            assert expected == told(answers, row)


# A market in any zone, with every way in which a deadline may be counted.
WEEK = '["mon", "tue", "wed", "thu", "fri"]'


def term(**fields):
    """
    A deadline as a pack writes it.
    """
    said = {True: "true", False: "false"}
    texts = {
        name: said.get(value, f'"{value}"') for name, value in fields.items() if name != "days"
    }
    texts |= {"days": str(fields["days"])}
    return "{ " + ", ".join(f"{name} = {text}" for name, text in texts.items()) + " }"


FIGURES = {
    "calendar.week": WEEK,
    "deadlines.standard.dispatch": term(
        event="dispatch", anchor="placed", days=2, unit="business_days", cut_off="14:00"
    ),
    "deadlines.standard.collection": term(
        event="collection", anchor="paid", days=0, unit="calendar_days"
    ),
    "deadlines.standard.auto_cancel": term(
        event="dispatch", anchor="dispatch_deadline", days=5, unit="business_days"
    ),
    "deadlines.standard.auto_cancel_uncollected": term(
        event="collection", anchor="placed", days=1, unit="calendar_days", cut_off="02:30"
    ),
    "deadlines.standard.delivery": term(
        event="delivery", anchor="awaiting_shipment", days=72, unit="hours"
    ),
    "deadlines.pre_order.dispatch": term(
        event="collection", anchor="placed", promise=True, days=1, unit="calendar_days"
    ),
    "deadlines.pre_order.auto_cancel": term(
        event="dispatch", anchor="balance_paid", promise=True, days=2, unit="business_days"
    ),
    "deadlines.custom.dispatch": term(
        event="dispatch", anchor="release", days=2, unit="business_days"
    ),
    "deadlines.back_order.dispatch": term(
        event="dispatch", anchor="placed", days=1, unit="calendar_days", ends="18:00"
    ),
    "deadlines.made_to_order.dispatch": term(
        event="dispatch", anchor="awaiting_shipment", days=1, unit="calendar_days"
    ),
}
LIGHT = {
    "deadlines.standard.dispatch": term(
        event="dispatch", anchor="placed", days=2, unit="calendar_days"
    ),
    "deadlines.standard.collection": term(event="collection", anchor="paid", days=70, unit="hours"),
}
HELD = {"deadlines.pending_hold": "{ hours = 1 }"}


def edges(zone):
    """
    The instants around which deadlines change: midnights, cut-offs, hours that come twice.
    """
    days = [*CLOCK_CHANGES[zone], date(2025, 1, 1), date(2024, 12, 31), date(2025, 6, 6)]
    for day in days:
        for hour, minute in ((0, 0), (1, 30), (2, 30), (3, 0), (14, 0), (18, 0)):
            for fold in (0, 1):
                wall = datetime(
                    day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone), fold=fold
                )
                yield wall.astimezone(UTC)
        yield datetime(day.year, day.month, day.day, 18, 0, 1, tzinfo=ZoneInfo(zone)).astimezone(
            UTC
        )


class TestEdges:
    """
    Every instant at which an answer changes, and those next to it, in zones whose clocks change.
    """

    @pytest.mark.parametrize("zone", sorted(CLOCK_CHANGES))
    def test_dense(self, zone):
        """
        All kinds, promises and anchors, a microsecond before, at and after each edge.
        """
        held = HELD if zone.startswith("America") else {}
        policy = own_policy(FIGURES | held, zone=zone, holidays=HOLIDAYS)
        promises = [
            None,
            ShipWithin(CalendarDays(3)),
            ShipWithin(BusinessDays(2)),
            ReleaseOn(date(2025, 3, 7)),
            ReleaseOn(date(2025, 3, 7), zone="Asia/Tokyo"),
        ]
        found = []
        moments = sorted({at + d for at in edges(zone) for d in (-SECOND.resolution, SECOND * 0)})
        for number, at in enumerate(moments):
            kind = list(OrderKind)[number % 5]
            found.append(
                an_order(
                    kind=kind,
                    placed_at=at,
                    total=Money("1.00", "USD"),
                    promise=promises[number % 7 % 5],
                    paid_at=at + SECOND if number % 3 else None,
                    balance_paid_at=at if number % 2 else None,
                    awaiting_shipment_at=at if number % 5 else None,
                    dispatched_at=at + timedelta(days=number % 9, microseconds=number % 2),
                )
            )
        asked = tuple(name for name in TIMELESS if not name.endswith("problem"))
        answers = Judge(policy, answers=asked).judge(block_of([row_of(order) for order in found]))

        for row, order in enumerate(found):
            dues = deadlines.of(order, policy)
            expected = {"edition": policy.edition}
            for name in DeadlineName:
                due = dues.get(name)
                expected[f"{name.value}_due"] = us(due.due)
                expected[f"{name.value}_computed"] = us(due.computed)
                expected[f"{name.value}_missing"] = "" if due.missing is None else due.missing.code

            assert expected == told(answers, row)

    @pytest.mark.parametrize("zone", ["America/New_York"])
    def test_the_due_second(self, zone):
        """
        What happens within the due second is in time, a microsecond later it is late.
        """
        policy = own_policy(FIGURES, zone=zone)
        order = an_order(
            kind=OrderKind.BACK_ORDER,
            placed_at=datetime(2025, 3, 8, 12, tzinfo=ZoneInfo(zone)),
            total=Money("1.00", "USD"),
        )
        due = deadlines.of(order, policy).dispatch.due.astimezone(UTC)
        found = [
            attrs.evolve(order, dispatched_at=due + SECOND + step * SECOND.resolution)
            for step in (-2, -1, 0, 1)
        ]
        at = due + timedelta(days=1)
        answers = Judge(policy, answers=ALL, at=at).judge(block_of([row_of(o) for o in found]))

        assert [False, False, True, True] == answers["late"].values.tolist()
        for row, one in enumerate(found):
            assert scalar(one, policy, at=at) == told(answers, row)

    def test_the_instant_of_asking(self):
        """
        An order still open turns late with the first microsecond after its due second.
        """
        policy = own_policy(FIGURES, zone="America/New_York")
        order = an_order(kind=OrderKind.BACK_ORDER, total=Money("1.00", "USD"))
        due = deadlines.of(order, policy).dispatch.due.astimezone(UTC)
        block = block_of([row_of(order)])

        for step in (-1, 0, 1):
            at = due + SECOND + step * SECOND.resolution
            answers = Judge(policy, answers=ALL, at=at, soon=SECOND).judge(block)

            assert scalar(order, policy, at=at, soon=SECOND) == told(answers, 0)


ROUNDINGS = ("half_up", "half_even", "up", "down", "ceiling", "floor")


@st.composite
def charged(draw):
    """
    A policy with one or two charges of any form, in the currency of its orders or in another.
    """

    def sum_of(amount, currency="USD"):
        return f'{{ amount = "{amount}", currency = "{currency}" }}'

    def charge():
        trigger = draw(st.sampled_from(["late", "late_collection", "cancelled"]))
        parts = [f'trigger = "{trigger}"', 'payee = "buyer"']
        if draw(st.booleans()):
            parts.append(f"every_days = {draw(st.integers(1, 3))}")
            part = draw(st.sampled_from(["whole", "none", "share"]))
            parts.append(f'part_period = "{part}"')
        if draw(st.booleans()):
            parts.append(f'rounding = "{draw(st.sampled_from(ROUNDINGS))}"')
            parts.append(f'base = "{draw(st.sampled_from(["order", "items", "unit"]))}"')
            rate = draw(st.sampled_from(["0.05", "0.0214", "0.333", "1.00", "0.00"]))
            if draw(st.booleans()):
                parts.append(f"rate = {rate}")
                parts.append(f"floor = {sum_of('0.50')}")
                parts.append(f"ceiling = {sum_of('9.00')}")
            else:
                parts.append(
                    'currency = "USD", bands = [{ above = "1.00", below = "3.00", flat = "0.70" },'
                    f' {{ at_least = "3.00", at_most = "50.00", rate = {rate}, ceiling = "4.00" }}]'
                )
        else:
            parts.append(f"flat = {sum_of('5.00', draw(st.sampled_from(['USD', 'USD', 'EUR'])))}")
            parts.append(f'rounding = "{draw(st.sampled_from(ROUNDINGS))}"')
        if draw(st.booleans()):
            parts.append('when = { metric = "late_dispatch_rate", above = 0.10 }')
        return "{ " + ", ".join(parts) + " }"

    figures = {"overdue.charges.one": charge()}
    if draw(st.booleans()):
        figures["overdue.charges.two"] = charge()
    if draw(st.booleans()):
        figures["overdue.service_fee"] = (
            '{ rate = 0.0214, base = "items", kinds = ["standard", "pre_order"],'
            ' charged_on_cancelled = true, rounding = "half_even" }'
        )
    return figures


@st.composite
def late_ones(draw):
    """
    Orders that were late, or not, by any span, at any price.
    """
    placed = datetime(2025, 3, 7, 12, tzinfo=UTC)

    def later():
        return draw(
            st.none()
            | st.integers(0, 20 * 86_400 * 10**6).map(
                lambda us: placed + timedelta(microseconds=us)
            )
        )

    gone = later()
    highest = draw(st.sampled_from([10**3, 10**4, 10**7, 2**40, 2**57, 2**58 + 9, 2**63 - 1]))
    currency = draw(st.sampled_from(["USD", "USD", "USD", "EUR"]))
    price = st.integers(0, highest).map(lambda minor: Money.from_minor(minor, currency))
    return an_order(
        kind=draw(st.sampled_from([OrderKind.STANDARD, OrderKind.STANDARD, OrderKind.CUSTOM])),
        placed_at=placed,
        promise=None,
        total=draw(price),
        items_total=draw(st.none() | price),
        paid_at=placed,
        paid=draw(st.sampled_from([None, True, False])),
        dispatched_at=later(),
        collected_at=later(),
        cancelled_at=gone,
        cancelled_by=draw(st.sampled_from([None, "buyer", "seller"])) if gone else None,
    )


LARGEST = 2**63 - 1


def held_in_columns(order, policy, **given):
    """
    What columns can hold of the scalar answers: sums in one currency and in 64 bits.
    """
    found = policy_answers(order, policy, **given)
    if isinstance(found, str):
        return dict.fromkeys(ANSWERS) | {"problem": found}
    expected, assessment = found
    for name in ("charges", "contingent", "exposure", "service_fee"):
        bill = getattr(assessment, name)
        foreign = name != "service_fee" and {t.currency for t in bill.totals} - {
            order.total.currency
        }
        if foreign:
            expected |= {name: None, "problem": expected["problem"] or "currency: mixed"}
        elif expected[name] is not None and expected[name] > LARGEST:
            problem = expected["problem"] or f"{name}: too_large"
            expected |= {name: None, "problem": problem}
    return expected


def policy_answers(order, policy, **given):
    """
    The scalar answers with their assessment, or the problem that they are not to be had.
    """
    try:
        return scalar(order, policy, **given), assess(order, policy, **given)
    except CurrencyMismatchError:
        return "currency: mismatch"


class TestCharges:
    """
    Charges of every form: bands, rates, floors, ceilings, periods, roundings, conditions.
    """

    @settings(max_examples=40)
    @given(
        charged(),
        st.lists(late_ones(), min_size=1, max_size=6),
        st.none() | shops(),
        st.integers(0, 40),
    )
    def test_exact(self, figures, found, shop, days):
        """
        To the last minor unit, whatever the price is, and in whatever currency.
        """
        policy = own_policy(LIGHT | figures, zone="America/New_York")
        at = datetime(2025, 3, 8, 5, tzinfo=UTC) + timedelta(days=days)
        judge = Judge(policy, answers=ALL, at=at, shop=shop)
        block = block_of([row_of(order) for order in found])
        answers = judge.judge(block)

        for row, order in enumerate(found):
            assert held_in_columns(order, policy, at=at, shop=shop) == told(answers, row)

        judged = [
            o for o in found if not isinstance(policy_answers(o, policy, at=at, shop=shop), str)
        ]
        added, tally = statement(judged, policy, at=at, shop=shop), judge.tally(block)

        assert added.by_state == tally.by_state
        for name in ("charges", "contingent", "exposure"):
            assert getattr(added, name).totals == getattr(tally, name).totals
        assert added.service_fees == tally.service_fees
        assert added.late_dispatch_rate == tally.late_dispatch_rate
        assert len(found) - len(judged) == sum(tally.problems.values())

    @settings(max_examples=15)
    @given(st.lists(late_ones(), min_size=1, max_size=6), st.integers(1, 3))
    def test_tallies_add_up(self, found, size):
        """
        The tally of a block is the sum of the tallies of its parts.
        """
        policy = own_policy(LIGHT | {"overdue.charges.one": FLAT}, zone="America/New_York")
        judge = Judge(policy, answers=ALL, at=datetime(2025, 3, 20, tzinfo=UTC))
        rows = [row_of(order) for order in found]
        parts = [judge.tally(block_of(rows[n : n + size])) for n in range(0, len(rows), size)]
        whole = parts[0]
        for part in parts[1:]:
            whole += part

        assert judge.tally(block_of(rows)) == whole


FLAT = '{ trigger = "late", payee = "buyer", flat = { amount = "5.00", currency = "USD" } }'
