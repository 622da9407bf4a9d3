"""
From when each audience may buy, and changes of member benefits.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tiktok_presale import (
    BenefitChange,
    BenefitEffect,
    EarlyAccess,
    Everyone,
    Hours,
    JudgedAt,
    LevelIn,
    Opening,
)
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError

START = datetime(2026, 11, 3, 12, tzinfo=UTC)
GOLD = LevelIn("gold")


class TestEarlyAccess:
    """
    F20: existing customers may buy early.
    """

    def test_mapping(self):
        """
        A mapping from audiences to instants gives the openings, the earliest first.
        """
        sale = EarlyAccess({Everyone(): START, GOLD: START - timedelta(hours=48)})

        assert (Opening(GOLD, START - timedelta(hours=48)), Opening(Everyone(), START)) == (
            sale.openings
        )

    def test_words(self):
        """
        A sale reads as its openings.
        """
        sale = EarlyAccess([Opening(Everyone(), START)])

        assert "everyone from 2026-11-03 12:00:00+00:00" == str(sale)

    def test_ahead(self):
        """
        So many hours ahead of the start, which is for everyone or for whom it is said.
        """
        sale = EarlyAccess.ahead(START, {GOLD: Hours(48)}, then=LevelIn("silver"))

        assert EarlyAccess({GOLD: START - timedelta(hours=48), LevelIn("silver"): START}) == sale

    def test_ahead_across_a_clock_change(self):
        """
        48 hours elapse, whatever the clocks do: clocks go back on 1 November 2026 in New York.
        """
        new_york = ZoneInfo("America/New_York")
        sale = EarlyAccess.ahead(datetime(2026, 11, 2, tzinfo=new_york), {GOLD: Hours(48)})

        assert datetime(2026, 10, 31, 1, tzinfo=new_york) == sale.openings[0].at
        assert "-04:00" == sale.openings[0].at.isoformat()[-6:]

    def test_too_far_back(self):
        """
        No calendar reaches back so far.
        """
        with pytest.raises(OutOfRangeError, match="hours"):
            EarlyAccess.ahead(START, {GOLD: Hours(10**9)})

    @pytest.mark.parametrize("ends", [START, START - timedelta(seconds=1)])
    def test_ends_before_it_opens(self, ends):
        """
        The end is outside, so an opening at the end opens nothing.
        """
        with pytest.raises(OutOfRangeError, match="ends"):
            EarlyAccess({GOLD: START - timedelta(days=9), Everyone(): START}, ends=ends)

    def test_no_opening(self):
        """
        A sale that never opens is none.
        """
        with pytest.raises(OutOfRangeError, match="openings"):
            EarlyAccess({})

    @pytest.mark.parametrize(
        ("make", "field"),
        [
            (lambda: EarlyAccess("gold"), "openings"),
            (lambda: EarlyAccess(3), "openings"),
            (lambda: EarlyAccess([GOLD]), "openings"),
            (lambda: EarlyAccess({"gold": START}), "audience"),
            (lambda: EarlyAccess({GOLD: "soon"}), "at"),
            (lambda: EarlyAccess({GOLD: START}, ends="never"), "ends"),
            (lambda: EarlyAccess({GOLD: START}, judged_at="order"), "judged_at"),
            (lambda: EarlyAccess.ahead(START, [GOLD]), "hours"),
            (lambda: EarlyAccess.ahead(START, {GOLD: 48}), "hours"),
            (lambda: EarlyAccess.ahead("soon", {}), "start"),
        ],
        ids=range(10),
    )
    def test_types(self, make, field):
        """
        Every field has its type, and the error names it.
        """
        with pytest.raises(WrongTypeError, match=field):
            make()

    def test_naive(self):
        """
        Times without a zone are refused.
        """
        with pytest.raises(NaiveTimeError, match="at"):
            Opening(GOLD, datetime(2026, 1, 1))

    def test_judged_at(self):
        """
        The right is judged when the order is placed, unless the terms say otherwise.
        """
        assert JudgedAt.ORDER is EarlyAccess({GOLD: START}).judged_at


class TestBenefitChange:
    """
    One change of a member benefit.
    """

    @pytest.mark.parametrize(
        ("field", "given"),
        [("effect", "cut"), ("starts_at", None), ("announced_at", "once"), ("agreed", 1)],
    )
    def test_types(self, field, given):
        """
        Every field has its type, and the error names it.
        """
        fields = {"effect": BenefitEffect.CUT, "starts_at": START, field: given}

        with pytest.raises(WrongTypeError, match=field):
            BenefitChange(**fields)
