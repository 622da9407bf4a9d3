"""
Scopes, limits and waves.
"""

from datetime import UTC, datetime, timedelta

import pytest

from tiktok_presale import EACH, Limit, Scope, Wave
from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def wave(**fields):
    """
    Make a wave with fields in place of its own.
    """
    return Wave(**{"name": "w1", "units": 5, "opens": NOON, "carries_over": False, **fields})


class TestScope:
    """
    What units are counted over.
    """

    @pytest.mark.parametrize(
        ("names", "english", "chinese"),
        [
            ({}, "the whole sale", "全部商品"),
            ({"market": "th"}, "market th", "市场th"),
            ({"sku": "r1", "channel": "c1"}, "channel c1, SKU r1", "渠道c1，规格r1"),
            ({"wave": "w1", "buyer": "b1"}, "wave w1, buyer b1", "批次w1，买家b1"),
            ({"buyer": EACH}, "each buyer", "每位买家"),
            ({"sku": "r1", "buyer": EACH}, "SKU r1, each buyer", "规格r1，每位买家"),
        ],
        ids=str,
    )
    def test_in_words(self, names, english, chinese):
        """
        A scope is named from the widest to the narrowest, in both languages.
        """
        scope = Scope(**names)

        assert english == str(scope)
        assert chinese.replace("，", "、") == scope.in_words("zh").replace("，", "、")

    def test_each(self):
        """
        One scope may stand for every buyer, or for one.
        """
        assert Scope(buyer=EACH).each
        assert not Scope(buyer="b1").each
        assert Scope(buyer=EACH, sku="red") == Scope(buyer="b1", sku="red").for_each()

    @pytest.mark.parametrize("name", ["market", "channel", "sku", "wave"])
    def test_each_is_for_buyers(self, name):
        """
        Nothing but a buyer can be each.
        """
        with pytest.raises(OutOfRangeError, match="buyers only"):
            Scope(**{name: EACH})

    @pytest.mark.parametrize("name", ["market", "channel", "sku", "wave", "buyer"])
    @pytest.mark.parametrize("value", ["", 7], ids=repr)
    def test_no_name(self, name, value):
        """
        A name is text, and not empty.
        """
        with pytest.raises(WrongTypeError, match=name):
            Scope(**{name: value})


class TestLimit:
    """
    How many units a scope may take.
    """

    @pytest.mark.parametrize(
        ("limit", "words"),
        [
            (Limit(Scope(), 1_000), "the whole sale: 1,000"),
            (Limit(Scope(), None), "the whole sale: no limit"),
            (Limit(Scope(sku="red"), 5, soft=True), "SKU red: 5 (soft)"),
        ],
        ids=str,
    )
    def test_str(self, limit, words):
        """
        A limit prints as its scope and its units.
        """
        assert words == str(limit)

    @pytest.mark.parametrize("units", [1.5, "5", True], ids=repr)
    def test_units_are_whole(self, units):
        """
        Units are whole numbers.
        """
        with pytest.raises(WrongTypeError, match="units"):
            Limit(Scope(), units)

    def test_refused(self):
        """
        Nothing is limited to less than nothing, and a scope is no text.
        """
        with pytest.raises(OutOfRangeError, match="units"):
            Limit(Scope(), -1)
        with pytest.raises(WrongTypeError, match="whole sale"):
            Limit("total", 5)
        with pytest.raises(WrongTypeError, match="soft"):
            Limit(Scope(), 5, soft=1)


class TestWave:
    """
    Units that open by date.
    """

    def test_its_last_second_belongs_to_it(self):
        """
        A wave is over once its last second has passed, and not before.
        """
        found = wave(closes=NOON + 60 * SECOND)

        assert found.ahead(NOON - timedelta(microseconds=1))
        assert not found.ahead(NOON)
        assert not found.over(NOON + 60.999 * SECOND)
        assert found.over(NOON + 61 * SECOND)

    def test_without_an_end(self):
        """
        A wave may stay open.
        """
        assert not wave().over(NOON + timedelta(days=1_000))

    def test_limit(self):
        """
        Its units are the limit of its scope.
        """
        assert Limit(Scope(wave="w1"), 5) == wave().limit

    @pytest.mark.parametrize(
        ("fields", "error", "words"),
        [
            ({"name": ""}, WrongTypeError, "name"),
            ({"units": -1}, OutOfRangeError, "units"),
            ({"opens": datetime(2026, 3, 1)}, NaiveTimeError, "opens"),
            ({"closes": NOON - SECOND}, OutOfRangeError, "closes"),
            ({"carries_over": None}, WrongTypeError, "carries_over"),
        ],
        ids=str,
    )
    def test_refused(self, fields, error, words):
        """
        What cannot be a wave is refused.
        """
        with pytest.raises(error, match=words):
            wave(**fields)

    def test_carrying_over_is_said(self):
        """
        What becomes of the units that are left is always said.
        """
        with pytest.raises(TypeError, match="carries_over"):
            Wave(name="w1", units=5, opens=NOON)
