"""
Which limits to set.
"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.capacity_making import NOON, TOTAL
from rules.making import in_force
from tiktok_presale import Confidence, Ledger, Limit, Outcome, Source, capacity, caps
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError

BRIEF = in_force("cross-border", 2025, 6, 1)
TH = in_force("th", 2026, 2, 1)
HOUSE = Source("House rule 7", "", date(2026, 1, 1), Confidence.HIGH)


class TestLimits:
    """
    F19: presale volume within 50 % to 70 % of historical sales.
    """

    def test_brief(self):
        """
        10,000 sold before make a limit of 7,000.
        """
        found = capacity.limits(BRIEF, history=10_000)

        assert (Limit(TOTAL, 7_000),) == found.limits
        assert found.decision.allowed

    @pytest.mark.parametrize(
        ("planned", "limit", "outcome"),
        [
            (8_000, 7_000, Outcome.FAIL),
            (7_000, 7_000, Outcome.PASS),
            (6_000, 6_000, Outcome.PASS),
            (4_000, 4_000, Outcome.PASS),
        ],
    )
    def test_planned(self, planned, limit, outcome):
        """
        The smaller of the two is the limit, and more than is recommended is told.
        """
        found = capacity.limits(BRIEF, history=10_000, planned=planned, at=NOON)

        assert (Limit(TOTAL, limit),) == found.limits
        assert outcome is found.decision.outcome
        assert caps.check(planned, BRIEF, at=NOON, history=10_000) == found.decision

    def test_feeds_a_ledger(self):
        """
        The limits are those of a ledger.
        """
        found = capacity.limits(BRIEF, history=10_000)

        assert 7_000 == Ledger(limits=found.limits).available(TOTAL, at=NOON)

    def test_no_history(self):
        """
        Without past sales the plan is all there is, and that is unknown, not allowed.
        """
        found = capacity.limits(BRIEF, planned=500)

        assert (Limit(TOTAL, 500),) == found.limits
        assert Outcome.UNKNOWN is found.decision.outcome

    def test_no_figure(self):
        """
        A market that recommends no share adds none.
        """
        assert (Limit(TOTAL, 500),) == capacity.limits(TH, history=10_000, planned=500).limits

    def test_nothing_known(self):
        """
        From nothing no limit follows, and a ledger without limits sells nothing.
        """
        found = capacity.limits(BRIEF)

        assert () == found.limits
        assert not found.decision.allowed

    @pytest.mark.parametrize("name", ["history", "planned"])
    def test_refused(self, name):
        """
        No number is below zero, and a policy is no name of a market.
        """
        with pytest.raises(OutOfRangeError, match=name):
            capacity.limits(BRIEF, **{name: -1})
        with pytest.raises(WrongTypeError, match="policy"):
            capacity.limits("th")


class TestListings:
    """
    A cap on the share of listings; the share comes with a source of its own.
    """

    @pytest.mark.parametrize(
        ("listings", "share", "most"),
        [(2_005, "0.10", 200), (2_005, "0.20", 401), (9, "0.1", 0), (5, "1", 5), (0, "1", 0)],
    )
    def test_share(self, listings, share, most):
        """
        The share is rounded down, so that it is kept.
        """
        found = capacity.listing_limits(listings, Decimal(share), HOUSE)

        assert (Limit(TOTAL, most),) == found.limits
        assert found.decision.allowed
        assert HOUSE == found.decision.findings[0].source

    def test_planned(self):
        """
        More listings than the share allows are refused, with how many are allowed.
        """
        found = capacity.listing_limits(2_005, Decimal("0.1"), HOUSE, planned=201, at=NOON)
        (finding,) = found.decision.failures

        assert 200 == finding.remedy.params["listings"]
        assert NOON == found.decision.at
        assert "at most 10 % of all" in str(finding)

    @given(st.integers(0, 10**6), st.decimals(0, 1, places=4))
    def test_never_more_than_the_share(self, listings, share):
        """
        As many as fit, and one more would be too many.
        """
        (limit,) = capacity.listing_limits(listings, share, HOUSE).limits

        assert limit.units <= listings * share < limit.units + 1

    @pytest.mark.parametrize(
        ("fields", "error", "words"),
        [
            ({"listings": -1}, OutOfRangeError, "listings"),
            ({"share": 0.1}, WrongTypeError, "share"),
            ({"share": Decimal("1.1")}, OutOfRangeError, "share"),
            ({"share": Decimal("-0.1")}, OutOfRangeError, "share"),
            ({"share": Decimal("NaN")}, OutOfRangeError, "share"),
            ({"source": "shop"}, WrongTypeError, "source"),
            ({"planned": -1}, OutOfRangeError, "planned"),
            ({"at": NOON.replace(tzinfo=None)}, NaiveTimeError, "at"),
        ],
        ids=str,
    )
    def test_refused(self, fields, error, words):
        """
        Each slip by its name.
        """
        ours = {"listings": 10, "share": Decimal("0.1"), "source": HOUSE, **fields}
        with pytest.raises(error, match=words):
            capacity.listing_limits(**ours)
