"""
Lines, requests, holds and keys.
"""

from datetime import UTC, datetime

import pytest

from tiktok_presale import EACH, Hold
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.rules.capacity import AppliedKey, HoldState, Line, Request

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class TestLine:
    """
    Some units of one SKU.
    """

    def test_str(self):
        """
        A line prints as on a receipt.
        """
        assert "1,200 × red" == str(Line("red", 1_200))

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            (("", 1), WrongTypeError),
            (("red", 0), OutOfRangeError),
            (("red", -1), OutOfRangeError),
            (("red", 1.0), WrongTypeError),
            (("red", True), WrongTypeError),
        ],
        ids=str,
    )
    def test_refused(self, fields, error):
        """
        A line is of something, and at least of one.
        """
        with pytest.raises(error):
            Line(*fields)


class TestRequest:
    """
    What one buyer wants at once.
    """

    def test_two_lines_of_one_sku(self):
        """
        They count together, in whatever order they came.
        """
        request = Request([Line("red", 1), Line("blue", 1), Line("red", 2)])

        assert (Line("blue", 1), Line("red", 3)) == request.by_sku
        assert 4 == request.units

    def test_from_a_mapping(self):
        """
        Units by SKU are lines too.
        """
        assert Request([Line("red", 2)]) == Request({"red": 2})

    @pytest.mark.parametrize("lines", [None, 5, "red", [("red", 1)], ["red"]], ids=repr)
    def test_no_lines(self, lines):
        """
        What is no lines is refused with how to write them.
        """
        with pytest.raises(WrongTypeError, match=r"Line\('red', 2\)"):
            Request(lines)

    def test_refused(self):
        """
        Nobody wants nothing, and a buyer is somebody.
        """
        with pytest.raises(OutOfRangeError, match="at least one line"):
            Request([])
        with pytest.raises(OutOfRangeError, match="one buyer"):
            Request({"red": 1}, buyer=EACH)
        with pytest.raises(WrongTypeError, match="channel"):
            Request({"red": 1}, channel="")


class TestHold:
    """
    Units that are out of sale.
    """

    @pytest.mark.parametrize(
        ("state", "live"),
        [
            (HoldState.HELD, True),
            (HoldState.COMMITTED, True),
            (HoldState.RELEASED, False),
            (HoldState.EXPIRED, False),
        ],
    )
    def test_live(self, state, live):
        """
        Held and committed units are taken, others are not.
        """
        assert live is Hold(key="k", request=Request({"red": 1}), state=state, expires=NOON).live

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"key": ""}, WrongTypeError),
            ({"request": {"red": 1}}, WrongTypeError),
            ({"state": "held"}, WrongTypeError),
            ({"expires": None}, OutOfRangeError),
            ({"expires": datetime(2026, 3, 1)}, NaiveTimeError),
        ],
        ids=str,
    )
    def test_refused(self, fields, error):
        """
        What cannot be a hold is refused; one that stands has an end.
        """
        ours = {"key": "k", "request": Request({"red": 1}), "state": HoldState.HELD}
        with pytest.raises(error):
            Hold(**{**ours, "expires": NOON, **fields})


class TestAppliedKey:
    """
    A command that was carried out.
    """

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({"key": ""}, WrongTypeError),
            ({"command": 1}, WrongTypeError),
            ({"hold": ""}, WrongTypeError),
            ({"digest": ""}, WrongTypeError),
            ({"at": datetime(2026, 3, 1)}, NaiveTimeError),
        ],
        ids=str,
    )
    def test_refused(self, fields, error):
        """
        What cannot be one is refused.
        """
        ours = {"key": "k", "command": "hold", "digest": "d", "at": NOON}
        with pytest.raises(error):
            AppliedKey(**{**ours, **fields})
