"""
What the answers of planning say to somebody who is new to the library.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import scipy

import tiktok_presale as tp
from tiktok_presale.values.text import say

assert scipy  # the subject needs the extra: without it this file is left out

AT = datetime(2026, 3, 10, tzinfo=UTC)
DAYS = tp.CalendarDays
SEEN = tp.LeadTimes([5, 6, 7, 8, 9] * 8)
LATIN = re.compile(r"[A-Za-z]{3,}")
SHEET = tp.CostSheet(price=tp.Money("18.00", "USD"), unit_cost=tp.Money("6.00", "USD"))


def window(market):
    """
    Plan a promise from forty times of production.
    """
    policy = tp.Policy.in_force(market, on=AT)
    return tp.planning.window(SEEN, policy, at=AT, target=0.10)


def breaches(market, slips):
    """
    Foresee whether one order will be late.
    """
    order = tp.Order(
        id="1",
        kind=tp.OrderKind.PRE_ORDER,
        placed_at=datetime(2026, 3, 1, tzinfo=UTC),
        promise=tp.ShipWithin(DAYS(12)),
        total=tp.Money("30.00", "USD"),
    )
    arrival = tp.Arrival("2", ["1"], stated=date(2026, 3, 12), slip=tp.SlipHistory(slips))
    policy = tp.Policy.in_force(market, on=AT)
    return tp.planning.breaches([order], [arrival], policy, at=AT, handling=DAYS(1))


class TestChinese:
    """
    No English word stands in a Chinese answer.
    """

    @pytest.mark.parametrize("market", ["th", "us", "vn"])
    def test_window(self, market):
        """
        The event by which a promise is judged has a Chinese name.
        """
        assert not LATIN.search(window(market).explain("zh"))

    def test_window_says_what_is_missing(self):
        """
        Where the scan by the carrier counts, times of production alone are too few.
        """
        assert "考核节点：揽收" in window("us").explain("zh")
        assert "到考核节点的运输时间观测值只有0个" in window("us").explain("zh")

    def test_window_counts_observations(self):
        """
        Forty observations are no forty days.
        """
        assert "\nobserved times of production: 40\n" in window("th").explain()
        assert "\n生产时间观测值：40\n" in window("th").explain("zh")

    @pytest.mark.parametrize("slips", [[0] * 9, [9] * 9, [0, 5]])
    @pytest.mark.parametrize("market", ["th", "cross-border"])
    def test_breaches(self, market, slips):
        """
        A head that says nothing of "nothing".
        """
        said = breaches(market, slips).explain("zh").replace("USD", "")

        assert not LATIN.search(said)
        assert "无（标准差无）" not in said

    def test_level_of_an_interval(self):
        """
        A percentage has no space before its sign.
        """
        cap = tp.planning.cap(
            tp.Demand.of(300, 280, 310, 350), SHEET, made="before", returns=tp.ReturnCurve({0: 0})
        )

        assert "90 %" not in cap.explain("zh")
        assert "（90%）" in cap.explain("zh")


class TestSentences:
    """
    What was said clumsily, or said nothing.
    """

    def test_no_charges(self):
        """
        Where nothing is charged, that is said once; where something is, with its spread.
        """
        assert "No charges are expected." in breaches("th", [9] * 9).explain()
        charged = breaches("cross-border", [9, 0]).explain()
        assert "charges: 4.00 USD, with a standard deviation of 4.00 USD." in charged
        assert "the chance from which a notice is advised: 0.5\n" in charged

    def test_not_told(self):
        """
        An input that nobody told is no figure either, but nobody told it.
        """
        lift = tp.measuring.lift(
            control=tp.Rated(3, 10), treatment=tp.Rated(4, 10), randomised=None
        )

        assert "assignment by chance: not told" in lift.explain()
        assert "随机分组情况：未提供" in lift.explain("zh")

    def test_great_numbers(self):
        """
        An exact number has its commas, in both languages.
        """
        assert "50,000.5" == say(Decimal("50000.5"), "zh") == say(Decimal("50000.5"), "en")
        followers = tp.Range.between(Decimal(50_000), Decimal(500_000), unit="followers")
        assert "50,000至500,000名粉丝" == say(followers, "zh")

    def test_nothing_can_be_told_of_what_a_video_earns(self):
        """
        That a video may earn anything tells nothing; that is said, and not "without limit".
        """
        policy = tp.Policy.in_force("cross-border", on=AT)
        campaign = tp.Campaign(product=tp.Product(id="mug", category="home"), sheet=SHEET)
        ranking = tp.creators.rank([tp.Creator(id="1")], campaign, policy, at=AT)

        assert "what a video earns cannot be told" in ranking.explain()
        assert "每条视频收益无法判断" in ranking.explain("zh")
        assert "Earned by one video: cannot be told" in ranking.matches[0].explain()
        assert "不限" not in ranking.matches[0].explain("zh")


class TestTables:
    """
    Notebooks show chances as percentages, and what a limit costs to the cent.
    """

    def test_window(self):
        """
        The interval of the share that was late.
        """
        assert "<td>0 % to 8.81 % (95 %)</td>" in window("th")._repr_html_()

    def test_breaches(self):
        """
        The interval of the chance of being late.
        """
        assert "<td>66.37 % to 100 % (95 %)</td>" in breaches("th", [9] * 9)._repr_html_()

    def test_costs_of_limits(self):
        """
        A single limit costs what all limits cost, to the cent.
        """
        sheet = tp.CostSheet(
            price=tp.Money("30.00", "USD"),
            unit_cost=tp.Money("12.00", "USD"),
            commission="0.10",
            freight_back=tp.Money("4.00", "USD"),
            clearance="0.30",
        )
        policy = tp.Policy.in_force("cross-border", on=date(2025, 6, 1))
        past = tp.Demand.of(1_200, 800, 1_500, 950)
        returns = tp.ReturnCurve({7: "0.10", 15: "0.18", 30: "0.40"})
        cap = tp.planning.cap(past, sheet, policy, made="before", returns=returns, wait=15)

        (limit,) = cap.binding
        assert cap.best - cap.profit == cap.lost == limit.cost

    def test_sample_size(self):
        """
        The sample, and what it would be if an assumption were another.
        """
        table = tp.measuring.sample_size("rate", base=0.03, lift=0.28)._repr_html_()

        assert "<td>as asked</td><td></td><td>7,348</td>" in table
        assert "<td>lift</td><td>0.14</td><td>27,648</td>" in table
