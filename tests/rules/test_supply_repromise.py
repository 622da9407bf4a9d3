"""
What becomes of promises when a batch moves?
"""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from tiktok_presale import (
    Batch,
    BatchState,
    CalendarDays,
    Claim,
    Commitment,
    Outcome,
    Supply,
    supply,
)
from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.rules.allocation import Sharing
from tiktok_presale.rules.supply import FromBatch, Standing

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
TODAY = AT.date()
NOW = CalendarDays(0)


def day(days):
    """
    So many days from today.
    """
    return TODAY + timedelta(days=days)


def batch(batch_id, units, days, state=BatchState.CONFIRMED, sku="tea"):
    """
    A batch that arrives in so many days; on no known day for None.
    """
    arrives = None if days is None else day(days)
    return Batch(batch_id, sku, units, arrives=arrives, state=state)


def promised(order_id, units, days, placed=1, sku="tea", tier=0):
    """
    A promise to an order that was placed on a day of December.
    """
    claim = Claim(order_id, units, at=datetime(2025, 12, placed, tzinfo=UTC), tier=tier)
    return Commitment(claim, sku, by=None if days is None else day(days))


def change(commitments, old, new, **given):
    """
    What a change does, with no days of handling.
    """
    given = {"at": AT, "handling": NOW, **given}
    return supply.repromise(commitments, Supply(old), Supply(new), **given)


def standings(plan):
    """
    The standing and the day of each order, counted from today.
    """
    return {
        one.commitment.order_id: (
            one.standing.value,
            None if one.day is None else (one.day - TODAY).days,
        )
        for one in plan.orders
    }


ORDERS = [promised("o1", 3, 10, 1), promised("o2", 3, 10, 2), promised("o3", 3, 30, 3)]
OLD = [batch("b1", 6, 8), batch("b2", 3, 25)]


class TestBatchMoves:
    """
    A batch that moves, shrinks, splits or goes.
    """

    def test_within_the_promise(self):
        """
        Two days later and still in time: every promise is kept, and nobody need hear.
        """
        plan = change(ORDERS, OLD, [batch("b1", 6, 10), batch("b2", 3, 25)])

        assert {"o1": ("kept", 10), "o2": ("kept", 10), "o3": ("kept", 25)} == standings(plan)
        assert ((), Outcome.PASS) == (plan.to_notify, plan.outcome)
        assert day(8) == plan.get("o1").was

    def test_beyond_the_promise(self):
        """
        A day too late: both orders on it are late, the one on the other batch is not touched.
        """
        plan = change(ORDERS, OLD, [batch("b1", 6, 11), batch("b2", 3, 25)])

        assert {"o1": ("later", 11), "o2": ("later", 11), "o3": ("kept", 25)} == standings(plan)
        assert ["o1", "o2"] == [one.commitment.order_id for one in plan.to_notify]

    def test_late_is_never_silent(self):
        """
        The finding of a late order says so, and its remedy is a notice to the buyer.
        """
        plan = change(ORDERS, OLD, [batch("b1", 6, 11), batch("b2", 3, 25)])
        finding = plan.get("o1").finding

        assert (Outcome.FAIL, "supply.later") == (finding.outcome, finding.code)
        assert (day(11), day(10)) == (finding.actual, finding.limit)
        assert ("notice_of_delay", {"order": "o1", "on": day(11)}) == (
            finding.remedy.code,
            dict(finding.remedy.params),
        )
        assert str(plan).splitlines()[0] == (
            "[fail] order o1 can be dispatched on 2026-01-16, later than promised (2026-01-15); "
            "to change it, tell the buyer of order o1 about the delay to 2026-01-16."
        )
        assert "晚于承诺" in plan.explain("zh")

    def test_shrinks(self):
        """
        The last in the queue loses its units; it is named with how many are missing.
        """
        plan = change(ORDERS, OLD, [batch("b1", 4, 8), batch("b2", 3, 25)])
        finding = plan.get("o2").finding

        assert {"o1": ("kept", 8), "o2": ("short", 8), "o3": ("kept", 25)} == standings(plan)
        assert (1, 2) == (plan.get("o2").covered, plan.get("o2").missing)
        assert (Outcome.FAIL, 1, 3) == (finding.outcome, finding.actual, finding.limit)
        assert {"order": "o2", "units": 2} == dict(finding.remedy.params)

    def test_splits(self):
        """
        Half of a batch comes later: the first come keeps its day, the second is late.
        """
        split = [batch("b1a", 3, 8), batch("b1b", 3, 12), batch("b2", 3, 25)]
        plan = change(ORDERS, OLD, split)

        assert {"o1": ("kept", 8), "o2": ("later", 12), "o3": ("kept", 25)} == standings(plan)
        assert (FromBatch("b1b", 3),) == plan.get("o2").sources

    def test_goes(self):
        """
        Without the batch its orders have nothing, while the others keep theirs.
        """
        plan = change(ORDERS, OLD, [batch("b2", 3, 25)])

        assert {"o1": ("short", None), "o2": ("short", None), "o3": ("kept", 25)} == (
            standings(plan)
        )
        assert [3, 3] == [one.missing for one in plan.to_notify]

    def test_missed_its_day(self):
        """
        A batch whose day passed without it is told a new day; the day that was is still known.
        """
        plan = change(ORDERS[:1], [batch("b1", 6, -2)], [batch("b1", 6, 9)])

        assert {"o1": ("kept", 9)} == standings(plan)
        assert day(-2) == plan.get("o1").was

    def test_missed_its_day_in_silence(self):
        """
        Where nobody tells a new day, nothing stands on the batch, and the answer says why.
        """
        overdue = [batch("b1", 6, -2)]
        plan = change(ORDERS[:1], overdue, overdue)

        assert {"o1": ("short", None)} == standings(plan)
        assert ["supply.overdue"] == [one.code for one in plan.unknowns]
        assert ["supply.lost"] == [one.code for one in plan.failures]

    def test_loses_its_day(self):
        """
        The same holds for a batch whose day is taken back.
        """
        plan = change(ORDERS[:1], [batch("b1", 6, 8)], [batch("b1", 6, None)])

        assert {"o1": ("short", None)} == standings(plan)
        assert ["supply.undated"] == [one.code for one in plan.unknowns]


class TestEarlierSupply:
    """
    Pain 10: an earlier supply date appears; who gets it?
    """

    def test_late_ones_first(self):
        """
        Whoever is behind a promise, before anybody is brought forward.
        """
        orders = [promised("o1", 3, 30, 1), promised("o2", 3, 10, 2)]
        old = [batch("b1", 6, 20)]
        plan = change(orders, old, [*old, batch("b0", 3, 5)])

        assert {"o1": ("kept", 20), "o2": ("earlier", 5)} == standings(plan)
        assert day(20) == plan.get("o2").was

    def test_then_first_come(self):
        """
        Where nobody is late, the first come.
        """
        orders = [promised("o1", 3, 30, 1), promised("o2", 3, 30, 2)]
        old = [batch("b1", 6, 20)]
        plan = change(orders, old, [*old, batch("b0", 3, 5)])

        assert {"o1": ("earlier", 5), "o2": ("kept", 20)} == standings(plan)

    def test_not_at_the_cost_of_a_promise(self):
        """
        An order that came first is not brought forward if a later one would miss its promise.
        """
        orders = [promised("o1", 3, 30, 1), promised("o2", 3, 10, 2)]
        old = [batch("b1", 3, 8), batch("b2", 3, 20)]
        plan = change(orders, old, [batch("b1", 3, 7), batch("b2", 3, 20)])

        assert {"o1": ("kept", 20), "o2": ("earlier", 7)} == standings(plan)

    def test_one_unit_more_takes_nothing_away(self):
        """
        With one unit more a big order could be served and two small ones not: it is not.

        From nothing, first come gives the big order its promise. Once the small ones stand, they
        stand.
        """
        orders = [promised("big", 10, 10, 1), promised("o2", 5, 10, 2), promised("o3", 4, 10, 3)]
        old, new = [batch("b1", 9, 8)], [batch("b1", 10, 8)]
        plan = change(orders, old, new)
        fresh = supply.schedule(orders, Supply(new), at=AT, handling=NOW)

        assert {"big": ("short", 8), "o2": ("kept", 8), "o3": ("kept", 8)} == standings(plan)
        assert 1 == plan.get("big").covered
        assert {"big": ("kept", 8), "o2": ("short", None), "o3": ("short", None)} == (
            standings(fresh)
        )

    def test_short_is_covered_again(self):
        """
        Units that were missing arrive: the order is covered, and has no earlier day to compare.
        """
        plan = change(ORDERS[:2], [batch("b1", 4, 8)], [batch("b1", 6, 8)])

        assert {"o1": ("kept", 8), "o2": ("kept", 8)} == standings(plan)
        assert plan.get("o2").was is None

    def test_late_keeps_its_day(self):
        """
        An order that is late already is not put back by one whose promise could be kept again.

        Nine units cover the late first order on the 20th. A tenth would let the second, of ten,
        be in time, and leave the first with nothing until the 40th.
        """
        orders = [promised("o1", 9, 5, 1), promised("o2", 10, 20, 2)]
        old = [batch("b1", 9, 20), batch("b2", 10, 40)]
        plan = change(orders, old, [batch("b1", 10, 20), batch("b2", 10, 40)])

        assert {"o1": ("later", 20), "o2": ("later", 40)} == standings(plan)


class TestEndingWithoutStock:
    """
    Saleor's failure: a presale ends and there is no warehouse to take from.
    """

    def test_answer_and_no_error(self):
        """
        Every order is named, as often as it is asked.
        """
        plans = [supply.schedule(ORDERS, Supply(), at=AT, handling=NOW) for _ in range(2)]

        assert plans[0] == plans[1]
        assert {"o1", "o2", "o3"} == {one.commitment.order_id for one in plans[0].to_notify}
        assert Outcome.FAIL is plans[0].outcome

    def test_sku_without_any_batch(self):
        """
        An order of a SKU that no batch holds does not keep the others from being served.
        """
        orders = [promised("o1", 1, 10, sku="cup"), promised("o2", 1, 10)]
        plan = supply.schedule(orders, Supply(OLD), at=AT, handling=NOW)

        assert {"o1": ("short", None), "o2": ("kept", 8)} == standings(plan)

    def test_nobody_waits(self):
        """
        A presale that nobody ordered from ends with nothing to say.
        """
        plan = supply.schedule([], Supply(OLD), at=AT, handling=NOW)

        assert ((), (), Outcome.PASS) == (plan.orders, plan.findings, plan.outcome)


class TestQueue:
    """
    Who comes first is a choice: first come, or tier.
    """

    ORDERS = (promised("o1", 3, 10, 1), promised("o2", 3, 10, 2, tier=2))

    @pytest.mark.parametrize(("queue", "kept"), [(Sharing.FIRST_COME, "o1"), (Sharing.TIER, "o2")])
    def test_short(self, queue, kept):
        """
        Where the supply covers one of two, the queue says which.
        """
        plan = change(self.ORDERS, [], [batch("b1", 3, 8)], queue=queue)

        assert [kept] == [one.commitment.order_id for one in plan.standing(Standing.KEPT)]

    @pytest.mark.parametrize("queue", [Sharing.PRO_RATA, Sharing.LOTTERY, "first come"])
    def test_no_queue(self, queue):
        """
        A share in proportion and a draw make no queue of days.
        """
        with pytest.raises(OutOfRangeError, match="queue"):
            change(self.ORDERS, [], [], queue=queue)


class TestPromiseNotKnown:
    """
    An order whose promise nobody knows is served, and the answer is unknown.
    """

    def test_unknown(self):
        """
        It comes after those whose promise stands.
        """
        orders = [promised("o1", 3, None, 1), promised("o2", 3, 10, 2)]
        plan = change(orders, [], [batch("b1", 3, 8), batch("b2", 3, 25)])

        assert {"o1": ("unknown", 25), "o2": ("kept", 8)} == standings(plan)
        assert Outcome.UNKNOWN is plan.outcome
        assert "tell_promise" == plan.get("o1").finding.remedy.code

    def test_keeps_its_day(self):
        """
        When the supply changes it keeps the day that it had.
        """
        orders = [promised("o1", 3, None, 1), promised("o2", 3, 30, 2)]
        old = [batch("b1", 3, 8), batch("b2", 3, 25)]
        plan = change(orders, old, old)

        assert {"o1": ("unknown", 8), "o2": ("kept", 25)} == standings(plan)


class TestPlan:
    """
    The answer about all orders.
    """

    def test_by_sku(self):
        """
        An order of two SKUs has an answer for each.
        """
        orders = [promised("o1", 1, 10), promised("o1", 2, 10, sku="cup")]
        plan = supply.schedule(orders, Supply(OLD), at=AT, handling=NOW)

        assert Standing.KEPT is plan.get("o1", "tea").standing
        assert Standing.SHORT is plan.get("o1", "cup").standing
        assert "cup" == plan.get("o1").commitment.sku
        assert plan.get("o9") is None

    def test_earlier_is_told(self):
        """
        The text of an order brought forward names both days and the promise.
        """
        plan = change(ORDERS[:1], [batch("b1", 3, 9)], [batch("b1", 3, 8)])

        assert (
            "order o1 can be dispatched on 2026-01-13 instead of 2026-01-14; "
            "promised is 2026-01-15."
        ) == str(plan.orders[0].finding)

    def test_handling(self):
        """
        Days of handling lie between arrival and dispatch.
        """
        plan = change(ORDERS[:1], OLD, OLD, handling=CalendarDays(3))

        assert {"o1": ("later", 11)} == standings(plan)

    def test_empty_batch(self):
        """
        A batch that has shrunk to nothing covers nobody, and stands in nobody's way.
        """
        plan = change(ORDERS[:1], OLD, [batch("b0", 0, 1), batch("b1", 3, 8)])

        assert (FromBatch("b1", 3),) == plan.get("o1").sources


class TestArguments:
    """
    What makes no sense is refused.
    """

    def test_types(self):
        """
        Both supplies are supplies, and promises are commitments.
        """
        with pytest.raises(WrongTypeError, match="old must be a Supply"):
            supply.repromise(ORDERS, OLD, Supply(OLD), at=AT, handling=NOW)
        with pytest.raises(WrongTypeError, match="supply must be a Supply"):
            supply.repromise(ORDERS, Supply(OLD), None, at=AT, handling=NOW)
        with pytest.raises(WrongTypeError, match="commitments must be a Commitment each"):
            supply.schedule([ORDERS[0].claim], Supply(OLD), at=AT, handling=NOW)

    def test_twice(self):
        """
        One commitment for each order and SKU; two would each take units.
        """
        again = attrs.evolve(ORDERS[0], by=date(2026, 3, 1))
        with pytest.raises(OutOfRangeError, match="an order twice"):
            supply.schedule([*ORDERS, again], Supply(OLD), at=AT, handling=NOW)
