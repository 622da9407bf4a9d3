"""
Boxes on offer, their limits, and boxes that were sold.
"""

from datetime import UTC, datetime, time

import pytest

from tiktok_presale import (
    BlindBox,
    BoxSale,
    CalendarDays,
    DrawLimits,
    Hours,
    Money,
    OddsTable,
    ReturnWaiver,
)
from tiktok_presale.errors import (
    CurrencyMismatchError,
    NaiveTimeError,
    OutOfRangeError,
    WrongTypeError,
)

TABLE = OddsTable.of({"bear": 1})
CNY = Money(59, "CNY")


class TestLimits:
    """
    Limits on time, money and draws.
    """

    @pytest.mark.parametrize(
        ("fields", "error", "words"),
        [
            ({"draws": 0}, OutOfRangeError, "draws"),
            ({"draws": "5"}, WrongTypeError, "draws"),
            ({"spend": 5}, WrongTypeError, "spend must be Money"),
            ({"spend": Money(0, "CNY")}, OutOfRangeError, "spend .* above zero"),
            ({"period": CalendarDays(0)}, OutOfRangeError, "period"),
            ({"period": Hours(24)}, WrongTypeError, "period"),
            ({"opens": time(8)}, OutOfRangeError, "given together with closes"),
            ({"closes": time(8)}, OutOfRangeError, "given together with closes"),
            ({"opens": time(8), "closes": time(8)}, OutOfRangeError, "another time than opens"),
            ({"opens": 8, "closes": time(9)}, WrongTypeError, "opens must be a time"),
            ({"opens": time(8), "closes": time(9, tzinfo=UTC)}, WrongTypeError, "closes"),
        ],
    )
    def test_faults(self, fields, error, words):
        """
        Impossible limits cannot exist.
        """
        with pytest.raises(error, match=words):
            DrawLimits(**fields)

    @pytest.mark.parametrize(
        ("opens", "closes", "clock", "expected"),
        [
            (time(8), time(22), time(7, 59, 59), False),
            (time(8), time(22), time(8), True),
            (time(8), time(22), time(21, 59, 59), True),
            (time(8), time(22), time(22), False),
            (time(22), time(2), time(21, 59, 59), False),
            (time(22), time(2), time(22), True),
            (time(22), time(2), time(0), True),
            (time(22), time(2), time(1, 59, 59), True),
            (time(22), time(2), time(2), False),
            (None, None, time(3), True),
        ],
    )
    def test_hours(self, opens, closes, clock, expected):
        """
        From the first of the two to before the second, over midnight too.
        """
        assert expected is DrawLimits(opens=opens, closes=closes).open_at(clock)


class TestBox:
    """
    A box on offer.
    """

    @pytest.mark.parametrize(
        ("fields", "error", "words"),
        [
            ({"id": ""}, WrongTypeError, "id"),
            ({"odds": {"bear": 1}}, WrongTypeError, "odds must be an OddsTable"),
            ({"price": 59}, WrongTypeError, "price must be Money"),
            ({"price": Money(0, "CNY")}, OutOfRangeError, "price .* above zero"),
            ({"price": Money(-5, "CNY")}, OutOfRangeError, "price .* above zero"),
            ({"maker_sealed": "yes"}, WrongTypeError, "maker_sealed"),
            ({"quality_guaranteed": 1}, WrongTypeError, "quality_guaranteed"),
            ({"invited": 0}, WrongTypeError, "invited"),
            ({"goods": ""}, WrongTypeError, "goods"),
            ({"shown": {"kind": ""}}, WrongTypeError, "kind"),
            ({"shown": ["kind"]}, WrongTypeError, "mapping"),
            ({"limits": 5}, WrongTypeError, "limits must be DrawLimits"),
            ({"sale_ends": datetime(2026, 1, 1)}, NaiveTimeError, "sale_ends"),
            ({"limits": DrawLimits(spend=Money(5, "USD"))}, CurrencyMismatchError, "CNY and USD"),
        ],
    )
    def test_faults(self, fields, error, words):
        """
        An impossible box cannot exist.
        """
        with pytest.raises(error, match=words):
            BlindBox(**{"id": "p1", "odds": TABLE, "price": CNY, **fields})

    def test_silent(self):
        """
        What is left out is unknown, never good.
        """
        box = BlindBox(id="p1", odds=TABLE, price=CNY)

        assert (None, None, None) == (box.maker_sealed, box.goods, box.invited)


class TestSale:
    """
    A box that was sold.
    """

    @pytest.mark.parametrize("name", ["opened", "open_set", "waiver"])
    def test_faults(self, name):
        """
        Everything is known or not, and nothing else.
        """
        with pytest.raises(WrongTypeError, match=name):
            BoxSale(**{name: "yes"})

    @pytest.mark.parametrize("name", ["confirmed", "per_purchase", "pre_ticked"])
    def test_waiver_faults(self, name):
        """
        So is everything about the waiver.
        """
        with pytest.raises(WrongTypeError, match=name):
            ReturnWaiver(**{name: "yes"})
