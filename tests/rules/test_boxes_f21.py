"""
F21: blind-box presale raised one brand's average order value to 2.3 times, repurchases by 65 %.
"""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from rules.making import in_force
from tiktok_presale import (
    BlindBox,
    Buyer,
    DrawLimits,
    Money,
    OddsTable,
    Outcome,
    PaidDraws,
    Rate,
    boxes,
)

AT = datetime(2026, 2, 2, 4, tzinfo=UTC)
LAW = in_force("law-cn", 2026, 2, 2)
VALUES = dict.fromkeys(("bear", "secret"), Money("46.00", "CNY"))

# A brand whose orders were 100 CNY sells boxes at 46 CNY, five of them to an order.
BEFORE = [Money("100.00", "CNY")] * 10
BOX = BlindBox(
    id="p1",
    odds=OddsTable.from_weights({"bear": 143, "secret": 1}, values=VALUES),
    price=Money("46.00", "CNY"),
    goods="toy",
    shown=dict.fromkeys(("product_name", "kind", "style", "distribution"), "见图"),
    limits=DrawLimits(draws=5, spend=Money(300, "CNY")),
)
AFTER = [BOX.price * 5] * 10


class TestF21:
    """
    The case with its numbers, on top of the rules that it has to keep.
    """

    def test_average_order_value(self):
        """
        "To 2.3 times" is the value after over the value before: 100 CNY become 230 CNY.
        """
        before, after = Money.sum(BEFORE, "CNY"), Money.sum(AFTER, "CNY")

        assert Money("230.00", "CNY") == AFTER[0]
        assert Fraction(23, 10) == (after / before) / Fraction(len(AFTER), len(BEFORE))

    def test_repurchases(self):
        """
        "By 65 %" is read as a relative rise, to 1.65 times: 200 of 1,000 buyers become 330.
        """
        before, after = Rate(200, 1_000), Rate(330, 1_000)

        assert Fraction(165, 100) == after.value / before.value
        assert Fraction(65, 100) == after.value / before.value - 1

    def test_the_other_reading(self):
        """
        65 points more would be another number, and impossible above a rate of 35 %.
        """
        points = Fraction(65, 100)

        assert Fraction(85, 100) == Rate(200, 1_000).value + points != Rate(330, 1_000).value
        assert Rate(351, 1_000).value + points > 1

    def test_the_ceiling_is_for_one_box(self):
        """
        Shanghai's 200 CNY are for one box: five at 46 keep to them, one box at 230 does not.
        """
        one = BlindBox(id="p2", odds=BOX.odds, price=AFTER[0], goods="toy", shown=BOX.shown)

        assert boxes.check(BOX, LAW, at=AT, region="shanghai").allowed
        assert ["boxes.price"] == [
            f.code for f in boxes.check(one, LAW, at=AT, region="shanghai").failures
        ]

    @pytest.mark.parametrize(
        ("draws", "outcome"), [(5, Outcome.PASS), (6, Outcome.FAIL), (7, Outcome.FAIL)]
    )
    def test_within_the_limits(self, draws, outcome):
        """
        An order of five boxes keeps to five draws and 300 CNY a day; seven keep to neither.
        """
        decision = boxes.may_draw(Buyer(id="b1", age=30), BOX, LAW, at=AT, draws=draws)
        over = {5: [], 6: ["boxes.draws"], 7: ["boxes.draws", "boxes.spend"]}[draws]

        assert outcome is decision.outcome
        assert over == [finding.code for finding in decision.failures]

    def test_the_second_order_waits(self):
        """
        The repurchase comes on another day.
        """
        first = PaidDraws(buyer="b1", at=AT, paid=AFTER[0], count=5)
        decision = boxes.may_draw(Buyer(id="b1", age=30), BOX, LAW, at=AT, past=[first])

        assert ["make 1 of these draws from 2026-02-03 on"] == [
            str(f.remedy) for f in decision.failures
        ]
