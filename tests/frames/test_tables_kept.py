"""
Compiled tables serve later questions, and only those that they answer.
"""

from datetime import UTC, date, datetime, timedelta

import attrs
import numpy as np
import pytest

from tiktok_presale import frames
from tiktok_presale.facts.orders import Order
from tiktok_presale.facts.promises import ShipWithin
from tiktok_presale.frames import due_tables
from tiktok_presale.frames.due_tables import DueTables
from tiktok_presale.policy.policy import Policy
from tiktok_presale.rules import deadlines
from tiktok_presale.values.calendars import MON_TO_FRI, MON_TO_SAT, BusinessCalendar
from tiktok_presale.values.days import BusinessDays, CalendarDays
from tiktok_presale.values.money import Money
from tiktok_presale.values.vocabulary import DeadlineName, OrderKind

TH = Policy.in_force("th", on=date(2026, 1, 2))
PLACED = [datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=7 * n) for n in range(600)]
PROMISE = ShipWithin(CalendarDays(15))


@pytest.fixture
def made(monkeypatch):
    """
    The tables that are compiled from here on, none kept from before.
    """
    due_tables.compiled.cache_clear()
    found = []

    class Counted:
        @staticmethod
        def of(*arguments, **named):
            found.append(real.of(*arguments, **named))
            return found[-1]

    real = due_tables.DeadlineTable
    monkeypatch.setattr(due_tables, "DeadlineTable", Counted)
    yield found
    due_tables.compiled.cache_clear()


def dues(policy=TH, promise=PROMISE, calendar=None, placed=PLACED):
    """
    The dispatch deadlines of some pre-orders.
    """
    told = {"kind": "pre_order", "promise": promise, "calendar": calendar}
    orders = {"placed_at": placed}
    return frames.deadlines(orders, policy, names=["dispatch"], **told)["dispatch_due"]


def scalar(policy=TH, promise=PROMISE, calendar=None, placed=PLACED):
    """
    The same by the scalar rule.
    """
    order = Order(
        id="x",
        kind=OrderKind.PRE_ORDER,
        placed_at=PLACED[0],
        total=Money("1.00", "THB"),
        promise=promise,
    )
    return [
        deadlines.of(attrs.evolve(order, placed_at=at), policy, calendar=calendar).dispatch.due
        for at in placed
    ]


class TestKept:
    """
    A table that was compiled once is not compiled again.
    """

    def test_the_same_question_twice(self, made):
        """
        A second question compiles nothing, and gives the same deadlines.
        """
        first = dues()
        compiled = len(made)

        assert compiled > 0
        assert first == dues() == scalar()
        assert compiled == len(made)

    def test_an_equal_policy_made_anew(self, made):
        """
        What counts is what rules say, not which object says it.
        """
        dues()
        compiled = len(made)
        dues(policy=attrs.evolve(TH, pack=attrs.evolve(TH.pack)))

        assert compiled == len(made)

    def test_long_spans_are_not_kept(self, made):
        """
        Tables of many years are compiled anew, so that what is kept stays small.
        """
        tables = DueTables(None)
        tables.way(TH, OrderKind.PRE_ORDER, DeadlineName.DISPATCH, PROMISE, None)
        years = np.arange(1990, 2010)
        instants = (years - 1970) * 31_556_952 * 10**6 + 10**12
        tables.notice(np.repeat(instants, 100))

        assert made[-1].until > 10**15
        assert made[-1].since[0] < 20 * 31_556_952 * 10**6
        kept = due_tables.compiled.cache_info().currsize
        assert kept < len(made)


@pytest.mark.usefixtures("made")
class TestNeverStale:
    """
    Another question finds another table.
    """

    def test_other_promises(self):
        """
        A day more is another table.
        """
        for days in (CalendarDays(15), CalendarDays(14), BusinessDays(10)):
            promise = ShipWithin(days)

            assert dues(promise=promise) == scalar(promise=promise)

    def test_other_calendars(self):
        """
        A calendar of the caller's own stands beside the market's, under the same name or not.
        """
        promise = ShipWithin(BusinessDays(7))
        for week, holidays in (
            (MON_TO_FRI, ()),
            (MON_TO_SAT, ()),
            (MON_TO_FRI, (date(2026, 3, 4),)),
        ):
            calendar = BusinessCalendar(
                "own", week, holidays, first=date(2025, 1, 1), last=date(2027, 12, 31)
            )
            told = {"promise": promise, "calendar": calendar}

            assert dues(**told) == scalar(**told)
        assert dues(promise=promise) == scalar(promise=promise)

    def test_other_zones(self):
        """
        A pack that reads its days elsewhere.
        """
        for zone in ("Asia/Bangkok", "America/New_York", "Europe/London"):
            policy = attrs.evolve(TH, pack=attrs.evolve(TH.pack, zone=zone))

            assert dues(policy=policy) == scalar(policy=policy)

    def test_other_years(self):
        """
        Days that no table covered yet.
        """
        for years in (0, 1, 5):
            placed = [at + timedelta(days=365 * years) for at in PLACED]

            assert dues(placed=placed) == scalar(placed=placed)
