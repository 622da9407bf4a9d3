"""
Claims that something went up or down, and what they may tell.
"""

from datetime import UTC, date, datetime

import pytest

import tiktok_presale as tp
from tiktok_presale.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.facts.lift_claims import check_measurement

BASE = {"says": "click-through up 28 %", "measure": "rate", "lift": 0.28}
DAY = date(2026, 1, 31)


class TestLiftClaim:
    """
    F23 and its like.
    """

    def test_least(self):
        """
        What a claim does not tell is None.
        """
        claim = tp.LiftClaim(**BASE)

        assert (tp.Measure.RATE, 0.28) == (claim.measure, claim.lift)
        untold = ("compared", "period", "control", "treatment", "randomised", "looks")
        assert {None} == {getattr(claim, name) for name in untold}

    @pytest.mark.parametrize(
        "given",
        [
            {"lift": 0},
            {"lift": -1},
            {"lift": float("inf")},
            {"period": (DAY, date(2026, 1, 1))},
            {"looks": 0},
        ],
        ids=str,
    )
    def test_impossible(self, given):
        """
        No change at all, everything gone, a period that ends before it starts, no look.
        """
        with pytest.raises(OutOfRangeError):
            tp.LiftClaim(**BASE | given)

    @pytest.mark.parametrize(
        "given",
        [
            {"says": ""},
            {"measure": "clicks"},
            {"lift": "28 %"},
            {"compared": "new with old"},
            {"compared": ("new",)},
            {"compared": ("new", 3)},
            {"period": DAY},
            {"period": (DAY, datetime(2026, 2, 1, tzinfo=UTC))},
            {"control": 3},
            {"treatment": tp.Counted(3, 1)},
            {"randomised": "yes"},
            {"looks": 1.0},
        ],
        ids=str,
    )
    def test_wrong_kind(self, given):
        """
        Each field says what it takes; a measurement is of what is claimed.
        """
        with pytest.raises(WrongTypeError):
            tp.LiftClaim(**BASE | given)

    def test_lists_are_read(self):
        """
        A list of two does as well as a tuple.
        """
        claim = tp.LiftClaim(**BASE, compared=["new", "old"], period=[DAY, DAY])

        assert (("new", "old"), (DAY, DAY)) == (claim.compared, claim.period)

    def test_measurements(self):
        """
        The refusal names the forms that there are.
        """
        assert check_measurement("control", tp.Rated(1, 2))
        with pytest.raises(WrongTypeError, match="Rated, Sampled"):
            check_measurement("control", 3)
