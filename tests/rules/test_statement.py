"""
Many orders at one instant, added up.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from rules.making import BANGKOK, PACIFIC, SHANGHAI, an_order, in_force
from tiktok_presale import Money, OrderKind, Outcome, Rate, ReleaseOn, Shop, overdue
from tiktok_presale.errors import (
    NaiveTimeError,
    OutOfRangeError,
    UnknownLanguageError,
    WrongTypeError,
)
from tiktok_presale.rules.overdue import State

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
BRIEF = in_force("cross-border", 2025, 6, 1)
US = in_force("us", 2026, 2, 1)
TH = in_force("th", 2026, 1, 2)
PLACED = datetime(2025, 6, 1, 9, tzinfo=SHANGHAI)
AT = datetime(2025, 6, 17, tzinfo=SHANGHAI)  # a second after a promise of 15 days


def brief_order(number, **fields):
    """
    A pre-order of 30 USD under the brief.
    """
    ours = {"id": f"o{number}", "placed_at": PLACED, "total": Money(30, "USD")}
    return an_order(**{**ours, **fields})


class TestSums:
    """
    The statement adds up per currency and per kind.
    """

    ORDERS = (
        brief_order(1),
        brief_order(2, dispatched_at=PLACED + DAY),
        brief_order(3, dispatched_at=AT),
        brief_order(4, kind=OrderKind.STANDARD, promise=None),
        brief_order(5, total=Money(20, "CNY")),
        brief_order(6, cancelled_at=PLACED + DAY, cancelled_by="buyer"),
    )
    FOUND = overdue.statement(ORDERS, BRIEF, at=AT)

    def test_states(self):
        """
        How many stand in each state, and which.
        """
        assert {State.LATE: 1, State.CANCELLABLE: 2, State.CANCELLED: 1, State.MET: 2} == (
            self.FOUND.by_state
        )
        assert ["o1", "o5"] == [found.order_id for found in self.FOUND.in_state(State.CANCELLABLE)]
        assert 6 == len(self.FOUND)

    def test_charges(self):
        """
        Freight on the two open late ones and on the one that left late.
        """
        assert (Money(24, "USD"),) == self.FOUND.charges.totals

    def test_exposure(self):
        """
        The money of the open ones beside the freight, per currency.
        """
        assert (Money(20, "CNY"), Money(30 + 8 + 30 + 8, "USD")) == self.FOUND.exposure.totals

    def test_by_kind(self):
        """
        Standard orders cost nothing there.
        """
        assert {
            OrderKind.PRE_ORDER: (Money(24, "USD"),),
            OrderKind.STANDARD: (),
        } == {kind: bill.totals for kind, bill in self.FOUND.by_kind.items()}

    def test_rate(self):
        """
        Four of the five that were dispatched or are past their deadline were late.
        """
        assert Rate(4, 5) == self.FOUND.late_dispatch_rate

    def test_service_fees(self):
        """
        The fees of all orders, in each currency; none where none is taken.
        """
        orders = [an_order(id="a"), an_order(id="b", total=Money("100.00", "THB"))]
        at = datetime(2026, 1, 10, tzinfo=BANGKOK)

        assert (Money("21.38", "THB"),) == overdue.statement(orders, TH, at=at).service_fees
        assert () == self.FOUND.service_fees

    def test_contingent(self):
        """
        What hangs on a rate nobody gave.
        """
        order = an_order(
            placed_at=datetime(2026, 2, 2, tzinfo=PACIFIC),
            promise=ReleaseOn(datetime(2026, 3, 31).date()),
            total=Money(50, "USD"),
        )
        at = datetime(2026, 4, 4, tzinfo=PACIFIC)
        found = overdue.statement([order, order], US, at=at)

        assert (Money(10, "USD"),) == found.contingent.totals
        assert () == found.charges.totals

    def test_nothing(self):
        """
        No orders come to nothing.
        """
        found = overdue.statement([], BRIEF, at=AT)

        assert (0, {}, {}, Rate(0, 0)) == (
            len(found),
            found.by_state,
            found.by_kind,
            found.late_dispatch_rate,
        )

    def test_naive(self):
        """
        The instant has a zone, even over no orders.
        """
        with pytest.raises(NaiveTimeError):
            overdue.statement([], BRIEF, at=datetime(2025, 6, 17))


def test_no_orders():
    """
    One order alone is no list of orders.
    """
    with pytest.raises(WrongTypeError, match="orders"):
        overdue.statement(brief_order(1), BRIEF, at=AT)


def thai(late, good):
    """
    So many late and so many good pre-orders of Thailand.
    """
    gone = datetime(2026, 1, 2, tzinfo=BANGKOK)
    return [an_order(id=f"l{n}") for n in range(late)] + [
        an_order(id=f"g{n}", dispatched_at=gone) for n in range(good)
    ]


THAI_AT = datetime(2026, 1, 20, tzinfo=BANGKOK)


def american(late, good):
    """
    So many late and so many good pre-orders of the United States.
    """
    ours = {
        "placed_at": datetime(2026, 2, 2, tzinfo=PACIFIC),
        "promise": ReleaseOn(datetime(2026, 3, 31).date()),
        "total": Money(50, "USD"),
    }
    scanned = datetime(2026, 4, 1, tzinfo=PACIFIC)
    return [an_order(id=f"l{n}", **ours) for n in range(late)] + [
        an_order(id=f"g{n}", collected_at=scanned, **ours) for n in range(good)
    ]


US_AT = datetime(2026, 4, 4, tzinfo=PACIFIC)


def by_rule(statement):
    """
    The findings of a statement by their rule.
    """
    return {finding.rule: finding for finding in statement.findings}


class TestThresholds:
    """
    The late dispatch rate is given with the threshold that it is measured against.
    """

    @pytest.mark.parametrize(
        ("late", "good", "outcome"),
        [(4, 96, Outcome.PASS), (10, 90, Outcome.PASS), (11, 89, Outcome.FAIL)],
    )
    def test_limit(self, late, good, outcome):
        """
        United States, since January 2026: enforcement strictly above 10 %.
        """
        found = by_rule(overdue.statement(american(late, good), US, at=US_AT))
        finding = found["metrics.late_dispatch_rate.limit"]

        assert (outcome, Rate(late, late + good)) == (finding.outcome, finding.actual)
        assert "at most 10 %" == str(finding.limit)

    def test_advised(self):
        """
        Since March 2026 4 % are advised, and more is told as advice.
        """
        policy = in_force("us", 2026, 3, 2)
        found = by_rule(overdue.statement(american(5, 95), policy, at=US_AT))

        assert Outcome.ADVICE is found["metrics.late_dispatch_rate.advised"].outcome
        assert Outcome.PASS is found["metrics.late_dispatch_rate.limit"].outcome

    def test_nothing_to_measure(self):
        """
        Over no orders the rate is not known.
        """
        found = by_rule(overdue.statement([], US, at=US_AT))

        assert Outcome.UNKNOWN is found["metrics.late_dispatch_rate.limit"].outcome

    def test_stated(self):
        """
        The platform's own rate, if the shop states it, wins over the one of these orders.
        """
        shop = Shop(id="s1", metrics={"late_dispatch_rate": Decimal("0.2")})
        found = by_rule(overdue.statement(american(0, 10), US, at=US_AT, shop=shop))

        assert Decimal("0.2") == found["metrics.late_dispatch_rate.limit"].actual


class TestSteps:
    """
    What the platform does to a shop whose measure reaches a threshold.
    """

    @pytest.mark.parametrize(
        ("late", "outcome"), [(10, Outcome.PASS), (11, Outcome.FAIL)], ids=["10 %", "11 %"]
    )
    def test_late_dispatch(self, late, outcome):
        """
        Above 10 %: settlement on day 31 and a limit on orders.
        """
        found = by_rule(overdue.statement(american(late, 100 - late), US, at=US_AT))
        settlement = found["enforcement.steps.late_dispatch_settlement"]
        limit = found["enforcement.steps.late_dispatch_order_limit"]

        assert (outcome, outcome) == (settlement.outcome, limit.outcome)
        assert ("settlement_delayed", "31 calendar days") == (
            settlement.params["effect"],
            str(settlement.params["lasts"]),
        )
        assert limit.params["lasts"] is None

    @pytest.mark.parametrize(
        ("points", "reached"),
        [(11, 0), (12, 1), (24, 2), (36, 3), (47, 3), (48, 4)],
    )
    def test_points(self, points, reached):
        """
        12, 24, 36 and 48 violation points.
        """
        shop = Shop(id="s1", metrics={"violation_points": points})
        found = overdue.statement(thai(0, 1), TH, at=THAI_AT, shop=shop).findings

        assert reached == sum(
            f.outcome is Outcome.FAIL for f in found if f.params.get("name") == "violation_points"
        )

    @pytest.mark.parametrize(("health", "reached"), [(151, 0), (150, 1), (100, 2), (50, 3), (0, 4)])
    def test_account_health(self, health, reached):
        """
        Account health works downwards: 150, 100, 50 and 0.
        """
        shop = Shop(id="s1", metrics={"account_health": health})
        found = overdue.statement([], US, at=US_AT, shop=shop).findings

        assert reached == sum(
            f.outcome is Outcome.FAIL for f in found if f.params.get("name") == "account_health"
        )

    def test_unknown(self):
        """
        A measure that nobody gave leaves its steps unknown.
        """
        found = by_rule(overdue.statement(thai(1, 1), TH, at=THAI_AT))

        assert Outcome.UNKNOWN is found["enforcement.steps.violation_points_48"].outcome

    def test_empty_rate(self):
        """
        A rate over nothing reaches no step.
        """
        shop = Shop(id="s1", metrics={"late_dispatch_rate": Rate(0, 0)})
        found = by_rule(overdue.statement([], BRIEF, at=AT, shop=shop))

        assert Outcome.PASS is found["enforcement.steps.late_dispatch_rate"].outcome


class TestPoints:
    """
    A high late dispatch rate earns 2 to 4 points; from which rate on, no source says.
    """

    def test_late(self):
        """
        Told as advice once an order was late.
        """
        found = by_rule(overdue.statement(thai(1, 9), TH, at=THAI_AT))
        points = found["enforcement.points.late_dispatch_rate"]

        assert (Outcome.ADVICE, "2 to 4 points") == (points.outcome, str(points.limit))
        assert Rate(1, 10) == points.actual

    def test_not_late(self):
        """
        Not told where none was.
        """
        found = by_rule(overdue.statement(thai(0, 9), TH, at=THAI_AT))

        assert "enforcement.points.late_dispatch_rate" not in found


class TestAdding:
    """
    Statements of the same policy and instant add up.
    """

    def test_instant_elsewhere(self):
        """
        The same instant in another zone is the same instant, in an hour that comes twice too.
        """
        new_york = datetime(2025, 11, 2, 1, 30, tzinfo=ZoneInfo("America/New_York"), fold=1)
        one = overdue.statement([brief_order(1)], BRIEF, at=new_york)
        two = overdue.statement([brief_order(2)], BRIEF, at=new_york.astimezone(UTC))

        assert 2 == len(one + two)

    def test_no_statement(self):
        """
        A statement adds to statements alone.
        """
        with pytest.raises(TypeError, match="unsupported operand"):
            overdue.statement([], BRIEF, at=AT) + 0

    def test_other_instant(self):
        """
        What was seen at different instants does not add up.
        """
        one = overdue.statement([brief_order(1)], BRIEF, at=AT)
        two = overdue.statement([brief_order(2)], BRIEF, at=AT + SECOND)

        with pytest.raises(OutOfRangeError, match=r"assessment\.at"):
            one + two

    def test_other_policy(self):
        """
        Nor what was measured against different thresholds.
        """
        with pytest.raises(OutOfRangeError, match="cross-border"):
            overdue.statement([], BRIEF, at=AT) + overdue.statement([], TH, at=AT)

    def test_other_shop(self):
        """
        Nor the orders of different shops.
        """
        shop = Shop(id="s1")

        with pytest.raises(OutOfRangeError, match="its shop"):
            overdue.statement([], BRIEF, at=AT) + overdue.statement([], BRIEF, at=AT, shop=shop)


class TestText:
    """
    A statement as text and as a table.
    """

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_explain(self, language):
        """
        The sums, the rate and every finding, each on its line.
        """
        found = overdue.statement(american(11, 89), US, at=US_AT)
        head, *lines = found.explain(language).splitlines()

        assert {"en": "11 %", "zh": "11%"}[language] in head
        assert found.contingent.lines
        assert "55.00 USD" in lines[0]
        assert [f"- {finding.explain(language)}" for finding in found.findings] == lines[1:]

    def test_nothing_contingent(self):
        """
        Where nothing hangs on an unknown metric, no line says so.
        """
        shop = Shop(id="s1", metrics={"late_dispatch_rate": Rate(1, 100)})
        found = overdue.statement(american(11, 89), US, at=US_AT, shop=shop)

        assert len(found.findings) == len(found.explain().splitlines()) - 1
        assert found.explain() == str(found)

    def test_unknown_language(self):
        """
        A language without a catalogue is refused.
        """
        with pytest.raises(UnknownLanguageError):
            overdue.statement([], US, at=US_AT).explain("fr")

    def test_html(self):
        """
        One row for each order, and what an order is called cannot break the table.
        """
        orders = [brief_order(1), an_order(id="<b>", placed_at=PLACED, dispatched_at=AT)]
        html = overdue.statement(orders, BRIEF, at=AT)._repr_html_()

        assert 3 == html.count("<tr>")
        assert "&lt;b&gt;" in html
        assert "8.00 USD" in html
