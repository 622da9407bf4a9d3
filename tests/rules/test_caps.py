"""
How many units may be sold?
"""

from datetime import date
from decimal import Decimal

import pytest

from rules.making import in_force, own_policy, utc_noon
from tiktok_presale import Outcome, Range, Rate, Shop, caps
from tiktok_presale.errors import OutOfRangeError, UnknownFigureError, WrongTypeError

BRIEF = in_force("cross-border", 2025, 6, 1)
TH = in_force("th", 2026, 2, 1)
US = in_force("us", 2026, 2, 1)


class TestRecommended:
    """
    F19: presale volume within 50 % to 70 % of historical sales.
    """

    def test_brief(self):
        """
        10,000 sold before recommend 5,000 to 7,000.
        """
        found = caps.recommended(10_000, BRIEF)

        assert Range.between(5_000, 7_000, unit="units") == found
        assert "5,000 to 7,000 units" == str(found)

    @pytest.mark.parametrize(
        ("history", "low", "high"), [(0, 0, 0), (1, 0, 0), (2, 1, 1), (3, 2, 2), (99, 50, 69)]
    )
    def test_rounded_inwards(self, history, low, high):
        """
        Every whole number in the range keeps the share; where none does, the lower one is taken.
        """
        assert Range.between(low, high, unit="units") == caps.recommended(history, BRIEF)

    @pytest.mark.parametrize(("share", "low", "high"), [("max = 0.7", 0, 7), ("min = 0.5", 5, 10)])
    def test_one_end(self, share, low, high):
        """
        An end that the pack leaves out is nothing at all, or all that was sold.
        """
        policy = own_policy({"caps.recommended": f"{{ {share} }}"})

        assert Range.between(low, high, unit="units") == caps.recommended(10, policy)

    def test_no_share(self):
        """
        An edition that recommends none says so.
        """
        with pytest.raises(UnknownFigureError, match=r"caps\.recommended"):
            caps.recommended(10_000, TH)

    def test_negative(self):
        """
        Nobody sold less than nothing.
        """
        with pytest.raises(OutOfRangeError, match="historical_sales"):
            caps.recommended(-1, BRIEF)

    @pytest.mark.parametrize("count", [10_000.0, "10000", True], ids=repr)
    def test_no_count(self, count):
        """
        Units are whole.
        """
        with pytest.raises(WrongTypeError, match="historical_sales"):
            caps.recommended(count, BRIEF)


class TestShare:
    """
    A planned volume against the recommended share.
    """

    @pytest.mark.parametrize(
        ("planned", "outcome", "remedy"),
        [
            (4_999, Outcome.ADVICE, ("offer_at_least", 5_000)),
            (5_000, Outcome.PASS, None),
            (7_000, Outcome.PASS, None),
            (7_001, Outcome.FAIL, ("offer_at_most", 7_000)),
        ],
    )
    def test_edges(self, planned, outcome, remedy):
        """
        More fails, less is allowed with advice.
        """
        decision = caps.check(planned, BRIEF, history=10_000)
        (finding,) = [f for f in decision.findings if f.code == "caps.recommended"]
        found = finding.remedy and (finding.remedy.code, finding.remedy.params["units"])

        assert (outcome, remedy) == (finding.outcome, found)
        assert (outcome is not Outcome.FAIL) is decision.allowed

    def test_no_history(self):
        """
        Without past sales nothing can be said.
        """
        decision = caps.check(5_000, BRIEF)

        assert Outcome.UNKNOWN is decision.outcome
        assert "history" == decision.unknowns[0].remedy.params["name"]

    def test_at(self):
        """
        The instant of asking is kept where one is given.
        """
        at = utc_noon(date(2025, 6, 1))

        assert at == caps.check(1, BRIEF, at=at, history=1).at
        assert caps.check(1, BRIEF, history=1).at is None

    @pytest.mark.parametrize("name", ["history", "per_day", "best_daily"])
    def test_negative(self, name):
        """
        No number is below zero.
        """
        with pytest.raises(OutOfRangeError, match=name):
            caps.check(1, BRIEF, **{name: -1})

    def test_planned(self):
        """
        Neither is the planned volume.
        """
        with pytest.raises(OutOfRangeError, match="planned"):
            caps.check(-1, BRIEF)


class TestThailand:
    """
    New shops: 100, 200 and 300 orders a day by tier, from 30 January 2026.
    """

    @pytest.mark.parametrize(
        ("tier", "most"), [("beginner", 100), ("standard", 200), ("premium", 300)]
    )
    def test_tiers(self, tier, most):
        """
        The limit itself is allowed, one order more is not.
        """
        shop = Shop(id="s1", tier=tier)
        over = caps.check(1, TH, per_day=most + 1, shop=shop)

        assert caps.check(1, TH, per_day=most, shop=shop).allowed
        assert ("orders_a_day_at_most", most) == (
            over.failures[0].remedy.code,
            over.failures[0].remedy.params["orders"],
        )
        assert f"caps.daily_orders.{tier}" == over.failures[0].rule

    @pytest.mark.parametrize(
        ("shop", "per_day", "asked"),
        [
            (None, 50, "tier"),
            (Shop(id="s1"), 50, "tier"),
            (Shop(id="s1", tier="golden"), 50, "tier"),
            (Shop(id="s1", tier="standard"), None, "per_day"),
        ],
        ids=["no shop", "no tier", "no such tier", "no orders"],
    )
    def test_unknown(self, shop, per_day, asked):
        """
        Without a known tier, or without orders a day, nothing can be said.
        """
        decision = caps.check(1, TH, per_day=per_day, shop=shop)

        assert Outcome.UNKNOWN is decision.outcome
        assert asked == decision.unknowns[0].remedy.params["name"]

    def test_established(self):
        """
        A shop that is no longer new has no such limit.
        """
        shop = Shop(id="s1", tier="established")

        assert nothing_said(caps.check(1, TH, per_day=10**6, shop=shop))

    def test_before(self):
        """
        The day before, no limit was known.
        """
        policy = in_force("th", 2026, 1, 29)

        assert nothing_said(caps.check(1, policy, per_day=10**6, shop=Shop(id="s1")))


class TestAfterLateness:
    """
    Shops that sell from China into the United States: a share of their best daily average.
    """

    @staticmethod
    def shop(rate, seller="cross_border"):
        """
        A shop with a late dispatch rate.
        """
        return Shop(id="s1", seller_type=seller, metrics={"late_dispatch_rate": rate})

    @pytest.mark.parametrize(
        ("rate", "most"),
        [
            ("0.10", 500),
            ("0.1999", 500),
            ("0.20", 300),
            ("0.3999", 300),
            ("0.40", 200),
            ("0.5999", 200),
            ("0.60", 100),
            ("1", 100),
        ],
    )
    def test_bands(self, rate, most):
        """
        50, 30, 20 and 10 % of the best daily average, each band at both its edges.
        """
        shop = self.shop(Decimal(rate))

        within = caps.check(1, US, per_day=most, shop=shop, best_daily=1_000)
        beyond = caps.check(1, US, per_day=most + 1, shop=shop, best_daily=1_000)

        assert Outcome.PASS is by_code(within)["caps.after_lateness"].outcome
        assert [Range.at_most(most, unit="orders")] == [f.limit for f in beyond.failures]

    def test_rounded_down(self):
        """
        A share of a whole order is none.
        """
        decision = caps.check(1, US, per_day=4, shop=self.shop(Rate(1, 4)), best_daily=11)

        assert Range.at_most(3, unit="orders") == decision.failures[0].limit

    @pytest.mark.parametrize(
        ("rate", "outcome"),
        [
            (Decimal("0.0999"), Outcome.ADVICE),
            (Rate(99, 1000), Outcome.ADVICE),
            (Decimal("0.04"), Outcome.ADVICE),
            (Decimal("0.0399"), Outcome.PASS),
            (Rate(0, 0), Outcome.PASS),
        ],
        ids=str,
    )
    def test_no_lateness(self, rate, outcome):
        """
        Below 10 %, and over no orders, there is no limit; one in force is lifted below 4 %.
        """
        decision = caps.check(1, US, per_day=10**6, shop=self.shop(rate))
        finding = by_code(decision)["caps.after_lateness"]

        assert decision.allowed
        assert outcome is finding.outcome
        lifted = Range.below(Decimal("0.04"), unit="share")
        assert (lifted if outcome is Outcome.ADVICE else None) == finding.limit

    def test_never_lifted(self):
        """
        Where no source says when a cap is lifted, nothing is advised below its bands.
        """
        policy = own_policy(
            {
                "caps.after_lateness": (
                    '{ measure = "late_dispatch_rate", base_days = 28,'
                    " bands = [ { at_least = 0.10, share = 0.5 } ] }"
                )
            }
        )
        decision = caps.check(1, policy, per_day=9, shop=self.shop(Decimal("0.05")))

        assert [Outcome.PASS] == [finding.outcome for finding in decision.findings]

    def test_local(self):
        """
        A local shop is not meant.
        """
        decision = caps.check(1, US, per_day=10**6, shop=self.shop(Decimal("0.5"), "local"))

        assert "caps.after_lateness" not in by_code(decision)

    @pytest.mark.parametrize(
        ("shop", "numbers", "asked"),
        [
            (None, {}, "late_dispatch_rate"),
            (Shop(id="s1"), {"per_day": 1, "best_daily": 1}, "late_dispatch_rate"),
            ("late", {"per_day": 1}, "best_daily"),
            ("late", {"best_daily": 1}, "per_day"),
            ("late", {}, "best_daily"),
        ],
        ids=["no shop", "no rate", "no average", "no orders", "neither"],
    )
    def test_unknown(self, shop, numbers, asked):
        """
        What is missing is asked for.
        """
        given = self.shop(Decimal("0.5"), None) if shop == "late" else shop
        decision = caps.check(1, US, shop=given, **numbers)

        assert Outcome.UNKNOWN is decision.outcome
        assert asked == decision.unknowns[0].remedy.params["name"]


class TestLimitOfUnknownSize:
    """
    A step that limits orders to a number which no source gives is told, and never passed over.
    """

    @pytest.mark.parametrize(
        ("rate", "outcome"),
        [
            (Decimal("0.0999"), Outcome.PASS),
            (Decimal("0.10"), Outcome.UNKNOWN),
            (Rate(1, 10), Outcome.UNKNOWN),
            (Rate(99, 1000), Outcome.PASS),
            (Rate(0, 0), Outcome.PASS),
            (None, Outcome.UNKNOWN),
        ],
        ids=str,
    )
    def test_brief(self, rate, outcome):
        """
        Cross-border shops are limited from 10 % on; how far is known for one market alone.
        """
        shop = Shop(id="s1", metrics={} if rate is None else {"late_dispatch_rate": rate})
        decision = caps.check(6_000, BRIEF, history=10_000, shop=shop)
        finding = by_code(decision)["caps.limited"]

        assert (outcome, outcome) == (finding.outcome, decision.outcome)
        assert "enforcement.steps.late_dispatch_rate" == finding.rule
        asked = [("tell", "late_dispatch_rate")] if rate is None else []
        assert asked == [(remedy.code, remedy.params["name"]) for remedy in finding.remedies]

    def test_no_shop(self):
        """
        A question about a volume alone has an answer; that no shop was looked at is advice.
        """
        decision = caps.check(6_000, BRIEF, history=10_000)

        assert decision.allowed
        assert Outcome.ADVICE is by_code(decision)["caps.limited"].outcome

    @pytest.mark.parametrize(
        ("seller_type", "limited"),
        [
            ("local", ["enforcement.steps.late_dispatch_order_limit"]),
            ("cross_border", []),
            (None, []),
        ],
    )
    def test_share_known(self, seller_type, limited):
        """
        Where the share of the limit is known its cap speaks, and the limit is told once.
        """
        metrics = {"late_dispatch_rate": Decimal("0.5")}
        shop = Shop(id="s1", seller_type=seller_type, metrics=metrics)
        found = caps.check(1, US, shop=shop).findings
        codes = {finding.code for finding in found}

        assert limited == [finding.rule for finding in found if finding.code == "caps.limited"]
        assert ("caps.after_lateness" in codes) is not bool(limited)


def by_code(decision):
    """
    The findings of a decision by their codes.
    """
    return {finding.code: finding for finding in decision.findings}


def nothing_said(decision):
    """
    Whether a decision says that no cap is known, which is no permission.
    """
    codes = [finding.code for finding in decision.findings]
    return (["caps.none"], Outcome.UNKNOWN) == (codes, decision.outcome)


def test_nothing_said():
    """
    Where no rule speaks nothing is allowed.
    """
    assert nothing_said(caps.check(1, in_force("uk", 2025, 12, 10)))


def test_no_shop():
    """
    A shop is a shop and not its name.
    """
    with pytest.raises(WrongTypeError, match="shop"):
        caps.check(1, BRIEF, shop="s1")
