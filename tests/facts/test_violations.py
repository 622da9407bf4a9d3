"""
A violation that the platform holds against a shop.
"""

from datetime import UTC, datetime, timedelta

import pytest

from tiktok_presale import Violation
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError

ISSUED = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def violation(**fields):
    """
    Four points for late dispatch, with *fields* in place of its own.
    """
    ours = {"id": "v1", "name": "late_dispatch_rate", "points": 4, "issued_at": ISSUED}
    return Violation(**{**ours, **fields})


class TestViolation:
    """
    Points, and the appeal against them.
    """

    @pytest.mark.parametrize(("upheld", "removed"), [(True, True), (False, False)])
    def test_removed(self, upheld, removed):
        """
        An upheld appeal takes the points away from the decision on; a rejected one does not.
        """
        decided = ISSUED + 2 * HOUR
        found = violation(appealed_at=ISSUED + HOUR, decided_at=decided, upheld=upheld)

        assert removed is found.removed_at(decided)
        assert not found.removed_at(decided - timedelta(microseconds=1))

    def test_pending(self):
        """
        An appeal that is not decided takes nothing away.
        """
        assert not violation(appealed_at=ISSUED).removed_at(ISSUED + 9 * HOUR)

    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"points": -1}, "points"),
            ({"appealed_at": ISSUED - HOUR}, "appealed_at"),
            ({"decided_at": ISSUED, "upheld": True}, "decided_at"),
            ({"appealed_at": ISSUED, "decided_at": ISSUED}, "upheld"),
            ({"appealed_at": ISSUED, "upheld": False}, "upheld"),
            (
                {"appealed_at": ISSUED + HOUR, "decided_at": ISSUED, "upheld": True},
                "decided_at",
            ),
        ],
    )
    def test_impossible(self, fields, named):
        """
        Appeals come after the points, decisions after the appeal and with a result.
        """
        with pytest.raises(OutOfRangeError, match=named):
            violation(**fields)

    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"id": ""}, "id"),
            ({"name": None}, "name"),
            ({"points": 2.0}, "points"),
            ({"issued_at": None}, "issued_at"),
            ({"upheld": "yes"}, "upheld"),
        ],
    )
    def test_types(self, fields, named):
        """
        Each field of another type is refused by its name.
        """
        with pytest.raises(WrongTypeError, match=named):
            violation(**fields)

    @pytest.mark.parametrize("name", ["issued_at", "appealed_at"])
    def test_naive(self, name):
        """
        A time without a zone names no instant.
        """
        with pytest.raises(NaiveTimeError, match=name):
            violation(**{name: datetime(2026, 1, 18)})
