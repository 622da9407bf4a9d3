"""
What packs say of creators: the figures of the sources, and how each reads in words.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from rules.making import own_policy
from tiktok_presale import Affinity, Money, Policy, Range
from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.sources import Confidence
from tiktok_presale.values.text import say

READ = date(2026, 11, 23)
SOUTH_EAST_ASIA = ("th", "vn", "ph", "id", "my", "sg")
MARKETS = ("cross-border", "us", "uk", *SOUTH_EAST_ASIA)
CROSS_BORDER = Policy.in_force("cross-border", on=READ)


def value(market, path):
    """
    Give what a market says at a path today.
    """
    return Policy.in_force(market, on=READ).figure(path).value


class TestConditions:
    """
    What platforms ask of creators and shops.
    """

    @pytest.mark.parametrize(
        ("market", "count"), [("us", 5_000), ("uk", 1_000), *((m, 1_000) for m in SOUTH_EAST_ASIA)]
    )
    def test_followers(self, market, count):
        """
        5,000 followers in the US, 1,000 in the UK and in South-East Asia.
        """
        found = value(market, "creators.followers")

        assert str(found) == f"at least {count:,} followers"

    def test_followers_in_indonesia_are_dated_and_official(self):
        """
        Indonesia: 1,000 from 2023-09-11, by the official change log, and nothing before.
        """
        first = Policy.in_force("id", on=date(2023, 9, 11))
        before = Policy.in_force("id", on=date(2023, 9, 10))

        assert first.edition == "id@2023-09-11"
        assert Confidence.HIGH is first.source("creators.followers").confidence
        assert before.find("creators.followers") is None
        assert first.figure("creators.breach_hits_shop").value is True

    @pytest.mark.parametrize("market", MARKETS)
    def test_told_of_all(self, market):
        """
        Age 18, commission of 1 % to 80 %, and the conditions of a flat fee hold everywhere.
        """
        assert str(value(market, "creators.age")) == "at least 18 years"
        assert str(value(market, "creators.commission")) == "1 % to 80 %"
        assert value(market, "creators.flat_fee") == "approved_target_video"

    @pytest.mark.parametrize("market", SOUTH_EAST_ASIA)
    def test_south_east_asia(self, market):
        """
        A store rating of 2.5, joint enforcement, and points for what creators do.
        """
        assert Range.at_least(Decimal("2.5")) == value(market, "creators.store_rating")
        assert value(market, "creators.breach_hits_shop") is True
        reproduced = value(market, "enforcement.points.reproduced_content")
        assert Range.between(Decimal(48), Decimal(48), unit="points") == reproduced
        other = value(market, "enforcement.points.inconsistent_promotion")
        assert Range.between(Decimal(1), Decimal(48), unit="points") == other


class TestAdvice:
    """
    F14, F15 and what trade pages tell: once, in the cross-border pack.
    """

    def test_f14_followers_sought(self):
        """
        F14: creators of 50,000 to 500,000 followers, on the brief's word alone.
        """
        figure = CROSS_BORDER.figure("creators.followers_sought")

        assert str(figure.value) == "50,000 to 500,000 followers"
        assert Confidence.LOW is figure.source.confidence
        assert "F14" in figure.source.note

    def test_f15_affinities(self):
        """
        F15: beauty with skin care, tools with DIY, never electronics with food.
        """
        found = {
            name: figure.value for name, figure in CROSS_BORDER.under("creators.affinity").items()
        }

        assert {
            "beauty": Affinity(fits=("skin_care",)),
            "tools": Affinity(fits=("diy",)),
            "electronics": Affinity(bars=("food",)),
        } == found

    def test_conflicting_commissions_are_both_kept(self):
        """
        10 % to 50 % on one page, 5 % to 20 % on another: neither is dropped.
        """
        found = CROSS_BORDER.under("creators.commission_typical")

        assert {"napolify": "10 % to 50 %", "shoptokker": "5 % to 20 %"} == {
            name: str(figure.value) for name, figure in found.items()
        }

    def test_tiers_follow_on_one_another(self):
        """
        Each tier starts where the one before ends, and every number from 1,000 lies in one.
        """
        tiers = [CROSS_BORDER.figure(f"creators.tiers.{name}").value for name in TIERS]

        for lower, higher in pairwise(tiers):
            assert lower.high == higher.low
            assert lower.high_open
        assert tiers[0].low == 1_000
        assert tiers[-1].high is None

    @pytest.mark.parametrize(
        ("tier", "low", "high"),
        [("nano", 20, 500), ("micro", 75, 2_000), ("mid", 350, 10_000), ("macro", 3_000, 50_000)],
    )
    def test_fees(self, tier, low, high):
        """
        The envelopes of the pages, in dollars a video; nothing is known of the largest tier.
        """
        found = CROSS_BORDER.figure(f"creators.fees.{tier}")

        assert Range.between(Money(low, "USD"), Money(high, "USD")) == found.value
        assert Confidence.LOW is found.source.confidence
        assert CROSS_BORDER.find("creators.fees.mega") is None


TIERS = ("nano", "micro", "mid", "macro", "mega")


class TestAffinity:
    """
    What fits, what never does, and what is not known.
    """

    BOTH = Affinity(fits=("skin_care", "beauty"), bars=("food",))

    def test_never_outweighs(self):
        """
        One category that never fits outweighs those that do.
        """
        assert self.BOTH.says({"skin_care"}) is True
        assert self.BOTH.says({"skin_care", "food"}) is False
        assert self.BOTH.says({"diy"}) is None
        assert self.BOTH.says(()) is None

    def test_words(self):
        """
        Both languages say both halves.
        """
        assert str(self.BOTH) == "fits skin care, beauty; never food"
        assert "适合护肤、美妆；不得用食品" == say(self.BOTH, "zh")

    def test_refused(self):
        """
        Nothing said, a contradiction, a bare text and an empty name are refused.
        """
        with pytest.raises(OutOfRangeError, match="fits is nothing"):
            Affinity()
        with pytest.raises(OutOfRangeError, match="bars is food"):
            Affinity(fits=("food",), bars=("food",))
        with pytest.raises(WrongTypeError, match="categories must be several"):
            Affinity(fits="food")
        with pytest.raises(WrongTypeError):
            Affinity(fits=3)
        with pytest.raises(WrongTypeError, match="not empty"):
            Affinity(fits=("",))


class TestOwnPack:
    """
    A pack of one's own adds affinities and limits.
    """

    def test_read(self):
        """
        Every form is read.
        """
        policy = own_policy(
            {
                "creators.affinity.toys": '{ fits = ["parenting"], bars = ["food"] }',
                "creators.store_rating": "{ at_least = 4 }",
                "creators.tiers.nano": "{ below = 5000 }",
                "creators.fees.nano": '{ at_most = { amount = "9.00", currency = "USD" } }',
                "creators.breach_hits_shop": "false",
            }
        )

        assert Affinity(("parenting",), ("food",)) == policy.figure("creators.affinity.toys").value
        assert Range.at_most(Money("9.00", "USD")) == policy.figure("creators.fees.nano").value
        assert policy.figure("creators.breach_hits_shop").value is False


def test_editions_are_those_that_were():
    """
    Figures on creators start no edition but the one that Indonesia's change log dates.
    """
    at = datetime(2026, 1, 2, tzinfo=UTC)

    assert Policy.in_force("th", on=at).edition == "th@2026-01-01"
    for market in MARKETS:
        starts = {
            figure.since
            for path, history in Policy.in_force(market, on=READ).pack.figures.items()
            for figure in history
            if not path.startswith("creators.")
        }
        own = {date(2023, 9, 11)} if market == "id" else set()
        assert starts | own == set(Policy.in_force(market, on=READ).pack.starts)
