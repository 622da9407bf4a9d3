"""
Rows that are no orders, rows that no kernel judges, and what is asked of them.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from time import sleep

import attrs
import numpy as np
import pytest

from frames.rows import block_of, row_of, scalar, told, us
from rules.making import an_order, in_force, own_policy
from tiktok_presale import CalendarDays, Money, OrderKind, Policy, ReleaseOn, ShipWithin, Shop
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.facts.orders import DeliveredDeadlines, Stage
from tiktok_presale.frames import due_tables, judging, keys
from tiktok_presale.frames.answers import ANSWERS, TIMELESS
from tiktok_presale.frames.columns import Block, Column
from tiktok_presale.frames.judging import Judge
from tiktok_presale.frames.tallies import Sum, Sums, Tally
from tiktok_presale.policy.book import shipped
from tiktok_presale.rules.statement import statement
from tiktok_presale.values.calendars import BusinessCalendar
from tiktok_presale.values.frozenmap import FrozenMap

TH = in_force("th", 2026, 1, 2)
AT = datetime(2026, 1, 20, tzinfo=UTC)
ALL = tuple(ANSWERS)
GOOD = row_of(an_order())
PLACED = GOOD["placed_at"]
DAY = 86_400 * 10**6
_MICRO = timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def _tables_always(monkeypatch):
    """
    Tables are made however few the rows are, so that kernels and not the scalar rule answer.
    """
    monkeypatch.setattr(due_tables, "ROWS_A_YEAR", 0)


def problem_of(changed, *, rules=TH, bad=()):
    """
    The problem of a row that stands between two good ones, both of which are answered.
    """
    answers = Judge(rules, answers=ALL, at=AT).judge(
        block_of([GOOD, GOOD | changed, GOOD], bad=bad)
    )
    first, found, last = (told(answers, row) for row in range(3))

    assert first == last == scalar(an_order(), TH, at=AT)
    if found["problem"]:
        assert set(found.values()) == {None, found["problem"]}
    return found["problem"]


class TestRefused:
    """
    A row of which no order can be made says why, and stands in nobody's way.
    """

    @pytest.mark.parametrize(
        ("changed", "problem"),
        [
            ({"kind": None}, "kind: missing"),
            ({"kind": "presale"}, "kind: unknown"),
            ({"placed_at": None}, "placed_at: missing"),
            ({"placed_at": 2**62}, "placed_at: bad"),
            ({"placed_at": -(2**60)}, "placed_at: bad"),
            ({"total": None}, "total: missing"),
            ({"total": -1}, "total: bad"),
            ({"items_total": -1}, "items_total: bad"),
            ({"currency": "XYZ"}, "currency: unknown"),
            ({"region": ""}, "region: bad"),
            ({"promise_days": -1}, "promise_days: bad"),
            ({"promise_unit": None}, "promise_unit: missing"),
            ({"promise_unit": "weeks"}, "promise_unit: unknown"),
            ({"release_on": 20_500}, "promise: both"),
            ({"promise_days": None, "release_on": 2**30}, "release_on: bad"),
            (
                {"promise_days": None, "release_on": 20_500, "release_zone": "Mars/Base"},
                "release_zone: unknown",
            ),
            ({"stage": "lost"}, "stage: bad"),
            ({"cancelled_by": "nobody"}, "cancelled_by: bad"),
            ({"platform_dispatch": 2**62}, "platform_dispatch: bad"),
            *(
                ({field: PLACED - 1}, f"{field}: before_placed")
                for field in ("paid_at", "balance_paid_at", "dispatched_at", "cancelled_at")
            ),
            ({"delivered_at": 2**62}, "delivered_at: bad"),
            # Not wrong, only far away.
            ({"platform_dispatch": PLACED - 1}, ""),
            ({"delivered_at": PLACED + 200 * 365 * DAY}, ""),
        ],
    )
    def test_told_why(self, changed, problem):
        """
        By the first thing that is wrong.
        """
        assert problem == problem_of(changed)

    @pytest.mark.parametrize(
        "field", ["kind", "placed_at", "total", "held", "paid_at", "stage", "promise_days"]
    )
    def test_unreadable(self, field):
        """
        A cell that could not be read is not taken for an empty one.
        """
        assert f"{field}: bad" == problem_of({}, bad=[(1, field)])

    @pytest.mark.parametrize(
        ("market", "problem"),
        [(None, "market: missing"), ("mars", "market: unknown"), ("th", "")],
    )
    def test_markets(self, market, problem):
        """
        A row of a market whose rules were not given.
        """
        rows = [GOOD | {"market": "th"}, GOOD | {"market": market}]
        answers = Judge({"th": TH, "us": in_force("us", 2026, 2, 2)}, answers=ALL, at=AT)

        assert problem == told(answers.judge(block_of(rows)), 1)["problem"]

    def test_no_market_at_all(self):
        """
        Where rules are given by market, a frame without that column has none.
        """
        answers = Judge({"th": TH}, answers=ALL, at=AT).judge(block_of([GOOD]))

        assert told(answers, 0)["problem"] == "market: missing"

    def test_before_the_first_edition(self):
        """
        No rules are known for what was placed before.
        """
        row = GOOD | {"placed_at": us(datetime(2001, 1, 1, tzinfo=UTC))}
        judge = Judge(shipped("th"), answers=ALL, at=AT)

        assert told(judge.judge(block_of([row])), 0)["problem"] == "edition: before_first"
        assert judge.tally(block_of([row])).problems == {"edition: before_first": 1}

    @pytest.mark.parametrize("field", ["kind", "placed_at", "total"])
    def test_columns_that_are_not_there(self, field):
        """
        What every order must have, no row has.
        """
        row = {name: value for name, value in GOOD.items() if name != field}
        answers = Judge(TH, answers=ALL, at=AT).judge(block_of([row, row]))

        assert answers["problem"].words[answers["problem"].values[1]] == f"{field}: missing"

    def test_no_price_is_needed_for_deadlines(self):
        """
        Nor for states.
        """
        row = {name: value for name, value in GOOD.items() if name not in {"total", "currency"}}
        answers = Judge(TH, answers=("dispatch_due", "state"), at=AT).judge(block_of([row]))
        expected = scalar(an_order(), TH, at=AT)

        assert {name: expected[name] for name in answers} == told(answers, 0)

    def test_tallied(self):
        """
        Rows that cannot be judged are counted by what is wrong with them.
        """
        rows = [GOOD, GOOD | {"kind": None}, GOOD | {"total": -1}, GOOD | {"total": -2}]
        tally = Judge(TH, answers=ALL, at=AT).tally(block_of(rows))

        assert {"kind: missing": 1, "total: bad": 2} == dict(tally.problems)
        assert (4, 1) == (tally.rows, tally.judged)


class TestOdd:
    """
    What no table covers is asked of the scalar rule, never clamped.
    """

    @pytest.mark.parametrize("year", [1700, 1969, 1971, 2300, 9000])
    def test_far_away(self, year, monkeypatch):
        """
        Orders of other centuries stand beside those of today.
        """
        monkeypatch.setattr(due_tables, "ROWS_A_YEAR", 1)
        placed = datetime(year, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)
        far = an_order(placed_at=placed)
        rows = [GOOD, row_of(far), GOOD]
        judge = Judge(TH, answers=ALL, at=AT)

        for _ in range(2):  # the second time, the tables may have been extended
            answers = judge.judge(block_of(rows))

            assert scalar(far, TH, at=AT) == told(answers, 1)
            assert scalar(an_order(), TH, at=AT) == told(answers, 2)

    def test_with_everything_told(self):
        """
        Stages, parties, releases and prices of goods reach the scalar rule too, by market.
        """
        far = an_order(
            placed_at=datetime(1700, 5, 6, tzinfo=UTC),
            items_total=Money("1.00", "THB"),
            paid=False,
            shipped_by_seller=True,
            cancelled_at=AT,
            cancelled_by="seller",
            stage=Stage.COLLECTED,
            promise=ReleaseOn(date(1700, 6, 1)),
        )
        judge = Judge({"th": TH}, answers=ALL, at=AT)
        rows = [GOOD | {"market": "th"}, row_of(far, market="th")]

        assert scalar(far, TH, at=AT) == told(judge.judge(block_of(rows)), 1)

    def test_prices_that_cannot_be_compared(self):
        """
        A row far away whose price is in another currency than the charges has no answers.
        """
        policy = own_charge("0.05", ', ceiling = { amount = "1.00", currency = "THB" }')
        order = an_order(placed_at=datetime(1700, 5, 6, tzinfo=UTC), total=Money("9.00", "USD"))
        judge = Judge(policy, answers=ALL, at=AT)

        assert told(judge.judge(block_of([row_of(order)])), 0)["problem"] == "currency: mismatch"
        assert judge.tally(block_of([row_of(order)])).problems == {"currency: mismatch": 1}

    def test_sums_in_two_currencies(self):
        """
        A flat sum in another currency than the price leaves no amount for one column.
        """
        policy = own_policy(
            {
                "deadlines.pre_order.dispatch": (
                    '{ event = "dispatch", anchor = "placed", days = 1, unit = "calendar_days" }'
                ),
                "overdue.charges.late": (
                    '{ trigger = "late", payee = "buyer",'
                    ' flat = { amount = "5.00", currency = "USD" } }'
                ),
            }
        )
        near = an_order(stage=Stage.PLACED)
        far = an_order(placed_at=datetime(1700, 5, 6, tzinfo=UTC))
        judge = Judge(policy, answers=("charges", "state", "problem"), at=AT)
        block = block_of([row_of(near), row_of(far)])
        expected = {"charges": None, "state": "late", "problem": "currency: mixed"}

        assert [expected] * 2 == [told(judge.judge(block), row) for row in range(2)]
        assert Money("10.00", "USD") == judge.tally(block).charges.total("USD")

    def test_deadlines_alone(self):
        """
        Far away, too, nothing is asked of an instant.
        """
        far = an_order(placed_at=datetime(1700, 5, 6, tzinfo=UTC))
        found = Judge(TH, answers=TIMELESS).judge(block_of([row_of(far)]))
        expected = scalar(far, TH, at=AT)

        assert {name: expected[name] for name in found} == told(found, 0)

    def test_fees_of_far_orders(self):
        """
        What one order adds to a tally is the same whoever judges it.
        """
        near, far = an_order(), an_order(placed_at=datetime(1700, 5, 6, tzinfo=UTC))
        judge = Judge(TH, answers=ALL, at=AT)

        assert (
            judge.tally(block_of([row_of(near)])).service_fees
            == judge.tally(block_of([row_of(far)])).service_fees
        )

    def test_the_end_of_time(self):
        """
        Hours after the last day that there is.
        """
        figures = {
            "deadlines.pre_order.dispatch": (
                '{ event = "dispatch", anchor = "placed", days = 48, unit = "hours" }'
            )
        }
        policy = own_policy(figures)
        order = an_order(
            placed_at=datetime(9999, 12, 29, 13, tzinfo=UTC), total=Money("1.00", "USD")
        )
        found = Judge(policy, answers=ALL, at=AT).judge(block_of([row_of(order)]))

        assert scalar(order, policy, at=AT) == told(found, 0)

    def test_few_rows_of_another_year(self, monkeypatch):
        """
        Tables are extended only once that pays, and the answers are the same before and after.
        """
        monkeypatch.setattr(due_tables, "ROWS_A_YEAR", 3)
        other = an_order(placed_at=datetime(2024, 5, 6, tzinfo=UTC))
        judge = Judge(TH, answers=ALL, at=AT)
        block = block_of([GOOD, GOOD, row_of(other)])

        for _ in range(60):
            assert scalar(other, TH, at=AT) == told(judge.judge(block), 2)

    @pytest.mark.parametrize("days", [5000, 10**7])
    def test_long_promises(self, days):
        """
        Promises longer than any that is listed.
        """
        far = an_order(promise=ShipWithin(CalendarDays(days)))
        answers = Judge(TH, answers=ALL, at=AT).judge(block_of([GOOD, row_of(far)]))

        assert scalar(far, TH, at=AT) == told(answers, 1)

    def test_prices_beyond_all_measure(self):
        """
        Sums that need more than 64 bits have no column to stand in.
        """
        huge = an_order(total=Money.from_minor(2**63 - 1, "THB"))
        judge = Judge(
            own_charge("1.00", ', every_days = 1, part_period = "whole"'),
            answers=("charges", "exposure", "problem"),
            at=AT,
        )
        answers = judge.judge(block_of([GOOD, row_of(huge)]))

        assert {"charges": None, "exposure": None} == {
            name: told(answers, 1)[name] for name in ("charges", "exposure")
        }
        assert told(answers, 1)["problem"] == "charges: too_large"
        assert 18 * (2**63 - 1) == judge.tally(block_of([row_of(huge)])).charges.total("THB").minor

    @pytest.mark.parametrize("part", ["whole", "none", "share"])
    @pytest.mark.parametrize("minor", [10**4, 2**50, 2**57])
    def test_periods(self, part, minor):
        """
        Charges for every day of a delay, of prices whose product with it leaves 64 bits.
        """
        policy = own_charge("0.333", f', every_days = 1, part_period = "{part}"')
        order = an_order(total=Money.from_minor(minor, "THB"), dispatched_at=AT - DAY * _MICRO)
        found = Judge(policy, answers=ALL, at=AT).judge(block_of([row_of(order)] * 2))

        assert scalar(order, policy, at=AT) == told(found, 1)

    def test_sums_of_many(self):
        """
        A tally is exact where 64 bits would have run over.
        """
        high = an_order(total=Money.from_minor(2**57, "THB"))
        tally = Judge(own_charge("1.00"), answers=ALL, at=AT).tally(block_of([row_of(high)] * 200))

        assert 200 * 2**57 == tally.charges.total("THB").minor


def own_charge(rate, more=""):
    """
    A policy that charges a share of the price of every order placed before yesterday.
    """
    figures = {
        "deadlines.pre_order.dispatch": (
            '{ event = "dispatch", anchor = "placed", days = 1, unit = "calendar_days" }'
        ),
        "overdue.charges.late": (
            f'{{ trigger = "late", payee = "buyer", rate = {rate}, rounding = "up"{more} }}'
        ),
    }
    return own_policy(figures, zone="Asia/Bangkok", currency="THB")


def narrowed(block):
    """
    A block whose columns have one value where that holds for all rows.
    """
    columns = {
        field: attrs.evolve(column, values=column.values[:1])
        if field in keys.KEYS and column.present is None and len(set(column.values.tolist())) == 1
        else column
        for field, column in block.columns.items()
    }
    return Block(block.rows, FrozenMap(columns))


class TestGroups:
    """
    Rows alike share what is prepared for them, however many kinds of rows there are.
    """

    @pytest.mark.parametrize("few", [1, 2**16])
    @pytest.mark.parametrize("columns", [["promise_days"], ["kind"], ["kind", "promise_days"]])
    def test_rows_that_differ_in_some_columns(self, monkeypatch, few, columns):
        """
        The groups are the same, whether one column tells them apart or several do.
        """
        days = range(3, 9) if "promise_days" in columns else [4]
        kinds = (OrderKind.PRE_ORDER, OrderKind.STANDARD)
        found = [
            an_order(promise=ShipWithin(CalendarDays(count)), kind=kind)
            for count in days
            for kind in (kinds if "kind" in columns else kinds[:1])
        ]
        found += found[::-1]
        block = narrowed(block_of([row_of(order) for order in found]))
        monkeypatch.setattr(judging, "ROWS", 5)
        monkeypatch.setattr(keys, "_FEW", few)
        answers = Judge(TH, answers=ALL, at=AT).judge(block)

        for row, order in enumerate(found):
            assert scalar(order, TH, at=AT) == told(answers, row)

    def test_one_group_only(self, monkeypatch):
        """
        Nothing tells rows apart; whether groups are listed or searched for.
        """
        order = an_order()
        block = narrowed(block_of([row_of(order)] * 3))
        for most in (keys.MOST_LISTED, 0):
            monkeypatch.setattr(keys, "MOST_LISTED", most)
            answers = Judge(TH, answers=ALL, at=AT).judge(block)

            assert [scalar(order, TH, at=AT)] * 3 == [told(answers, row) for row in range(3)]

    @pytest.mark.parametrize("wide", [1, 2**62])
    def test_more_than_can_be_listed(self, monkeypatch, wide):
        """
        The groups of rows are found by searching where a list of them would be too long.
        """
        found = [
            an_order(promise=ShipWithin(CalendarDays(days)), kind=kind)
            for days in range(3, 9)
            for kind in (OrderKind.PRE_ORDER, OrderKind.STANDARD)
        ]
        found += found
        block = block_of([row_of(order) for order in found])
        monkeypatch.setattr(judging, "ROWS", 5)
        listed = Judge(TH, answers=ALL, at=AT).judge(block)
        monkeypatch.setattr(keys, "MOST_LISTED", 1)
        monkeypatch.setattr(keys, "MOST_NUMBERED", wide)
        searched = Judge(TH, answers=ALL, at=AT).judge(block)

        for row, order in enumerate(found):
            assert scalar(order, TH, at=AT) == told(listed, row) == told(searched, row)

    def test_release_dates(self):
        """
        Every order of one release date has one deadline, and every date its own.
        """
        us_rules = in_force("us", 2026, 2, 2)
        found = [
            an_order(total=Money("9.00", "USD"), promise=ReleaseOn(date(2026, 3, day), zone=zone))
            for day in (2, 3, 31)
            for zone in (None, "America/New_York")
        ]
        answers = Judge(us_rules, answers=ALL, at=AT).judge(block_of([row_of(o) for o in found]))

        for row, order in enumerate(found):
            assert scalar(order, us_rules, at=AT) == told(answers, row)

    def test_programs_apart(self):
        """
        Rows of many kinds, some of them no orders, add up as they would alone.
        """
        rows = [GOOD | {"kind": kind.value} for kind in OrderKind] + [GOOD | {"total": -50}]
        rows = [row | {"total": row["total"] + n} for n, row in enumerate(rows)]
        block = block_of([{k: v for k, v in row.items() if k != "stage"} for row in rows])
        block = Block(len(rows), FrozenMap({**block.columns, "paid": Column(np.ones(1, "?"))}))
        judge = Judge(TH, answers=ALL, at=AT)
        alone = [judge.tally(block_of([row | {"paid": True}])) for row in rows]
        whole = alone[0]
        for one in alone[1:]:
            whole += one

        assert whole == judge.tally(block)
        assert {"total: bad": 1} == dict(whole.problems)

    def test_threads_take_turns(self, monkeypatch):
        """
        What a judge prepares for all blocks is not touched by two threads at once.
        """
        inside, most = [], []
        windows = judging.Windows

        def watched(*given, **more):
            inside.append(1)
            sleep(0.01)
            most.append(len(inside))
            inside.pop()
            return windows(*given, **more)

        monkeypatch.setattr(judging, "Windows", watched)
        judge, block = Judge(TH, answers=ALL, at=AT), block_of([GOOD])
        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(ask, block) for ask in (judge.judge, judge.tally) * 3]

        assert all(one.result() is not None for one in asked)
        assert [1] * 6 == most

    def test_a_calendar_of_ones_own(self):
        """
        Business days are counted in the calendar that is given.
        """
        calendar = BusinessCalendar(
            "own", {0, 2, 4}, first=date(2025, 1, 1), last=date(2026, 12, 31)
        )
        order = an_order(kind=OrderKind.STANDARD, promise=None)
        late = in_force("th", 2026, 2, 1)
        found = Judge(late, answers=ALL, at=AT, calendar=calendar).judge(block_of([row_of(order)]))

        assert scalar(order, late, at=AT, calendar=calendar) == told(found, 0)

    @pytest.mark.parametrize("sent", [(0,), (1,), (0, 1, 2)])
    def test_deadlines_of_the_platform(self, sent):
        """
        The platform's own deadline is about the label, ours about the scan, in one block.
        """
        rules = in_force("us", 2026, 2, 2)
        due = DeliveredDeadlines(dispatch=AT + timedelta(days=20))
        orders = [
            an_order(
                kind=OrderKind.STANDARD, placed_at=AT, total=Money("9.00", "USD"), promise=None
            ),
        ]
        orders += [
            attrs.evolve(orders[0], delivered=due, dispatched_at=AT + timedelta(days=25)),
            attrs.evolve(
                orders[0],
                awaiting_shipment_at=AT + timedelta(days=3),
                dispatched_at=AT + timedelta(days=4),
                collected_at=AT + timedelta(days=24),
            ),
        ]
        found = [orders[number] for number in sent]
        at = AT + timedelta(days=30)
        answers = Judge(rules, answers=ALL, at=at).judge(block_of([row_of(o) for o in found]))

        for row, order in enumerate(found):
            assert scalar(order, rules, at=at) == told(answers, row)

    def test_one_policy_judged_by_the_day_of_asking(self):
        """
        Where the day of placing decides nothing, no order falls under another edition.
        """
        pack = attrs.evolve(shipped("th"), orders_judged="at")
        policy = Policy.in_force(pack, on=AT)
        order = an_order(placed_at=datetime(2025, 11, 1, tzinfo=UTC))
        found = Judge(policy, answers=ALL, at=AT).judge(block_of([row_of(order)]))

        assert scalar(order, policy, at=AT) == told(found, 0)

    def test_words_in_any_case(self):
        """
        Stages and parties are known by their names, as files spell them.
        """
        order = attrs.evolve(an_order(), stage=Stage.COLLECTED)
        row = row_of(order) | {"stage": "Collected"}
        answers = Judge(TH, answers=ALL, at=AT).judge(block_of([row, GOOD | {"stage": None}]))

        assert scalar(order, TH, at=AT) == told(answers, 0)
        assert scalar(an_order(), TH, at=AT) == told(answers, 1)

    def test_one_value_for_all(self):
        """
        A column of length one holds for every row, whatever it holds.
        """
        order = an_order(dispatched_at=AT, held=False)
        columns = block_of([row_of(order)]).columns
        block = Block(3, FrozenMap({**columns, "placed_at": Column(np.full(3, PLACED))}))
        odd = FrozenMap({**block.columns, "total": Column(np.array([2**60]))})
        expected = scalar(order, TH, at=AT)

        assert [expected] * 3 == [
            told(Judge(TH, answers=ALL, at=AT).judge(block), row) for row in range(3)
        ]
        huge = Judge(TH, answers=ALL, at=AT).judge(Block(3, odd))

        assert 2**60 == told(huge, 2)["exposure"] or told(huge, 2)["state"] == "met"

    def test_no_rows(self):
        """
        An empty block has empty answers.
        """
        judge = Judge(TH, answers=ALL, at=AT)
        empty = Block(0, FrozenMap({"kind": Column(np.zeros(0, "i4"), words=())}))

        assert {0} == {len(column.values) for column in judge.judge(empty).values()}
        assert judge.tally(empty) == Tally(at=AT, policy=TH)


class TestAsked:
    """
    What can be asked, and of whom.
    """

    @pytest.mark.parametrize("answers", ["state", 7, None])
    def test_names_of_answers(self, answers):
        """
        A bare text would be taken letter by letter.
        """
        with pytest.raises(WrongTypeError):
            Judge(TH, answers=answers, at=AT)

    @pytest.mark.parametrize("answers", [(), ("stat",)])
    def test_unknown_answers(self, answers):
        """
        Names that mean nothing.
        """
        with pytest.raises(OutOfRangeError):
            Judge(TH, answers=answers, at=AT)

    @pytest.mark.parametrize("rules", ["th", {"th": "th"}, {1: TH}, None])
    def test_rules(self, rules):
        """
        Rules that are none.
        """
        with pytest.raises(WrongTypeError):
            Judge(rules, answers=ALL, at=AT)

    def test_no_rules(self):
        """
        A mapping of nothing.
        """
        with pytest.raises(OutOfRangeError):
            Judge({}, answers=ALL, at=AT)

    def test_instant(self):
        """
        States hang on an instant, deadlines do not, editions of some markets do.
        """
        with pytest.raises(WrongTypeError):
            Judge(TH, answers=("state",))
        with pytest.raises(NaiveTimeError):
            Judge(TH, answers=("state",), at=datetime(2026, 1, 1))
        with pytest.raises(WrongTypeError):
            Judge(TH, answers=TIMELESS).tally(block_of([GOOD]))
        with pytest.raises(WrongTypeError):
            Judge(attrs.evolve(shipped("th"), orders_judged="at"), answers=TIMELESS)

    def test_other_arguments(self):
        """
        A shop that is none, a span that is none.
        """
        with pytest.raises(WrongTypeError):
            Judge(TH, answers=ALL, at=AT, shop="s1")
        with pytest.raises(WrongTypeError):
            Judge(TH, answers=ALL, at=AT, soon=24)

    def test_judged_by_the_day_of_asking(self):
        """
        Where a market judges by the day of asking, one edition serves all rows.
        """
        pack = attrs.evolve(shipped("th"), orders_judged="at")
        order = an_order(placed_at=datetime(2025, 11, 1, tzinfo=UTC))
        found = Judge(pack, answers=ALL, at=AT).judge(block_of([row_of(order)]))

        assert scalar(order, Policy.in_force(pack, on=AT), at=AT) == told(found, 0)

        early = Judge(pack, answers=ALL, at=datetime(2001, 1, 1, tzinfo=UTC))

        assert told(early.judge(block_of([GOOD])), 0)["problem"] == "edition: before_first"

    def test_alone(self):
        """
        Any one answer asked alone is the same as among all.
        """
        order = an_order(dispatched_at=AT - timedelta(days=1))
        expected = scalar(order, TH, at=AT)

        for name in ANSWERS:
            found = Judge(TH, answers=(name,), at=AT).judge(block_of([row_of(order)]))

            assert {name: expected[name]} == told(found, 0)


class TestTally:
    """
    What tallies refuse, and what they say.
    """

    def test_adding(self):
        """
        Only what is of one instant, policy and shop adds up.
        """
        tally = Tally(at=AT, policy=TH)

        with pytest.raises(OutOfRangeError):
            _ = tally + Tally(at=AT + timedelta(days=1), policy=TH)
        with pytest.raises(OutOfRangeError):
            _ = tally + Tally(at=AT, shop=Shop(id="s1"))
        with pytest.raises(TypeError):
            _ = tally + 1
        with pytest.raises(TypeError):
            _ = Sums() + 1

    def test_fees(self):
        """
        Fees add up by currency.
        """
        one = Tally(at=AT, service_fees=(Money("1.00", "USD"), Money("2.00", "EUR")))

        assert (Money("4.00", "EUR"), Money("2.00", "USD")) == (one + one).service_fees

    def test_text(self):
        """
        Sums are printed by currency.
        """
        line = Sum(OrderKind.CUSTOM, "late", "overdue.charges.late", Money("5.00", "USD"))

        assert ["nothing", "5.00 USD"] == [str(Sums()), str(Sums((line,)))]

    def test_several_policies(self):
        """
        What rates mean is said by one policy; several have nothing to say together.
        """
        tally = Judge(shipped("th"), answers=ALL, at=AT).tally(block_of([GOOD]))

        assert tally.policy is None
        assert () == tally.findings
        assert Judge(TH, answers=ALL, at=AT).tally(block_of([GOOD])).findings

    def test_only_what_is_asked(self):
        """
        A tally of charges alone holds charges alone.
        """
        policy = own_charge("0.05")
        tally = Judge(policy, answers=("charges",), at=AT).tally(block_of([GOOD]))

        assert Money("44.95", "THB") == tally.charges.total("THB")
        assert ({}, (), 0) == (tally.by_state, tally.service_fees, tally.counted)

        none = Judge(policy, answers=("state",), at=AT).tally(
            block_of([row_of(an_order(total=Money.from_minor(2**60, "THB")))])
        )

        assert (1, ()) == (sum(none.by_state.values()), none.charges.lines)


def test_a_row_apart_counts_once():
    """
    A price that no kernel multiplies, among orders of several kinds, is added up once.
    """
    orders = [
        an_order(kind=kind, total=Money.from_minor(minor, "THB"))
        for kind, minor in (
            (OrderKind.STANDARD, 1),
            (OrderKind.CUSTOM, 1),
            (OrderKind.STANDARD, (1 << 58) + 1),
        )
    ]
    judge = Judge(TH, answers=ALL, at=AT)
    tally, added = (
        judge.tally(block_of([row_of(order) for order in orders])),
        statement(orders, TH, at=AT),
    )

    assert added.by_state == tally.by_state
    assert added.exposure.totals == tally.exposure.totals
