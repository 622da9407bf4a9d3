"""
Tickets, states and draws as facts.
"""

from datetime import UTC, datetime

import pytest

from tiktok_presale import Draw, DrawState, Guarantee, Money, OddsTable, PaidDraws, Ticket
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError

AT = datetime(2026, 1, 20, tzinfo=UTC)
TABLE = OddsTable.of(
    {"bear": "9/10", "secret": "1/10"}, guarantee=Guarantee("secret", after=10), stock={"secret": 2}
)


class TestTicket:
    """
    What makes one draw different from every other.
    """

    @pytest.mark.parametrize(
        ("fields", "error", "words"),
        [
            ({"number": 0}, OutOfRangeError, "number is 0; it must be at least 1"),
            ({"number": True}, WrongTypeError, "number"),
            ({"buyer": ""}, WrongTypeError, "buyer"),
            ({"buyer": "b\n1"}, OutOfRangeError, "buyer"),
            ({"nonce": None}, WrongTypeError, "nonce"),
            ({"nonce": "a\nb"}, OutOfRangeError, "nonce"),
        ],
    )
    def test_faults(self, fields, error, words):
        """
        A line break could pass one ticket for another.
        """
        with pytest.raises(error, match=words):
            Ticket(**{"number": 1, "buyer": "b1", "nonce": "n", **fields})


class TestState:
    """
    What a draw depends on besides its ticket.
    """

    def test_opening(self):
        """
        Only prizes of a limited number are counted.
        """
        assert DrawState({"secret": 2}, misses=0) == DrawState.opening(TABLE)

    def test_after(self):
        """
        A miss is counted, a guaranteed prize starts anew and takes one piece.
        """
        missed = DrawState({"secret": 2}, misses=3).after("bear", TABLE)

        assert DrawState({"secret": 2}, misses=4) == missed
        assert DrawState({"secret": 1}, misses=0) == missed.after("secret", TABLE)

    def test_after_without_guarantee(self):
        """
        Without a guarantee no misses are counted.
        """
        table = OddsTable.of({"bear": 1})

        assert DrawState() == DrawState().after("bear", table)

    @pytest.mark.parametrize(
        ("prize", "words"), [("fox", "one of bear, secret"), ("secret", "stock")]
    )
    def test_impossible(self, prize, words):
        """
        Neither a stranger nor what is sold out has come out.
        """
        with pytest.raises(OutOfRangeError, match=words):
            DrawState({"secret": 0}).after(prize, TABLE)

    @pytest.mark.parametrize(
        ("left", "error"),
        [({"secret": -1}, OutOfRangeError), ({"secret": 1.0}, WrongTypeError), (5, WrongTypeError)],
        ids=str,
    )
    def test_faults(self, left, error):
        """
        What is left is counted in whole pieces.
        """
        with pytest.raises(error):
            DrawState(left)

    def test_misses(self):
        """
        Misses are counted too.
        """
        with pytest.raises(OutOfRangeError, match="misses"):
            DrawState(misses=-1)


class TestDraw:
    """
    A draw as it is recorded.
    """

    @pytest.mark.parametrize(
        ("place", "given", "words"),
        [(0, 1, "ticket"), (1, "", "prize"), (2, {}, "before"), (3, None, "after")],
    )
    def test_faults(self, place, given, words):
        """
        Every part is there and of its type.
        """
        parts = [Ticket(1, "b1", "n"), "bear", DrawState(), DrawState()]
        parts[place] = given
        with pytest.raises(WrongTypeError, match=words):
            Draw(*parts)


class TestPaid:
    """
    Draws that limits count.
    """

    @pytest.mark.parametrize(
        ("fields", "error", "words"),
        [
            ({"buyer": ""}, WrongTypeError, "buyer"),
            ({"at": datetime(2026, 1, 1)}, NaiveTimeError, "at"),
            ({"paid": 5}, WrongTypeError, "paid"),
            ({"paid": Money(-1, "CNY")}, OutOfRangeError, "paid"),
            ({"count": 0}, OutOfRangeError, "count"),
        ],
    )
    def test_faults(self, fields, error, words):
        """
        An impossible payment cannot exist.
        """
        with pytest.raises(error, match=words):
            PaidDraws(**{"buyer": "b1", "at": AT, "paid": Money(59, "CNY"), **fields})

    def test_free(self):
        """
        A draw may have been free.
        """
        assert 1 == PaidDraws(buyer="b1", at=AT, paid=Money(0, "CNY")).count
