"""
Claims and commitments: one order, so many units, and the day it was promised.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import attrs
import pytest

from tiktok_presale import Claim, Commitment
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError

AT = datetime(2026, 1, 1, tzinfo=UTC)
CLAIM = Claim("o1", 2, at=AT)


class TestClaim:
    """
    So many units that one order asks for.
    """

    @pytest.mark.parametrize("units", [0, -1])
    def test_nothing(self, units):
        """
        Nobody asks for nothing.
        """
        with pytest.raises(OutOfRangeError, match=r"units is .* at least 1"):
            Claim("o1", units, at=AT)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("order_id", ""),
            ("order_id", 7),
            ("units", 1.0),
            ("units", True),
            ("tier", "gold"),
            ("tier", None),
            ("buyer", ""),
            ("at", date(2026, 1, 1)),
        ],
        ids=repr,
    )
    def test_types(self, field, value):
        """
        Each field has one type.
        """
        with pytest.raises(WrongTypeError, match=field):
            attrs.evolve(CLAIM, **{field: value})

    def test_naive(self):
        """
        An instant names its zone.
        """
        with pytest.raises(NaiveTimeError, match="at"):
            Claim("o1", 2, at=datetime(2026, 1, 1))

    def test_tier(self):
        """
        A rank is not negative.
        """
        with pytest.raises(OutOfRangeError, match="tier"):
            Claim("o1", 2, at=AT, tier=-1)

    def test_came(self):
        """
        Two orders placed at the same instant in two zones came at once; their ids decide.
        """
        bangkok = Claim("o2", 2, at=AT.astimezone(ZoneInfo("Asia/Bangkok")))

        assert CLAIM.came[0] == bangkok.came[0]
        assert CLAIM.came < bangkok.came

    def test_hour_that_comes_twice(self):
        """
        Half past one before the clocks go back came before a quarter past one after it.
        """
        zone = ZoneInfo("America/New_York")
        before = Claim("o2", 1, at=datetime(2025, 11, 2, 1, 30, tzinfo=zone))
        after = Claim("o1", 1, at=datetime(2025, 11, 2, 1, 15, fold=1, tzinfo=zone))

        assert [before, after] == sorted([after, before], key=lambda claim: claim.came)


class TestCommitment:
    """
    What was promised to an order.
    """

    @pytest.mark.parametrize(
        ("field", "value"),
        [("claim", "o1"), ("sku", ""), ("sku", None), ("by", AT), ("by", "2026-01-01")],
        ids=repr,
    )
    def test_types(self, field, value):
        """
        Each field has one type; a day is no instant.
        """
        with pytest.raises(WrongTypeError, match=field):
            attrs.evolve(Commitment(CLAIM, "tea", by=None), **{field: value})

    def test_short_cuts(self):
        """
        Its order and its units are those of the claim.
        """
        found = Commitment(CLAIM, "tea", by=date(2026, 1, 16))

        assert ("o1", 2) == (found.order_id, found.units)
