"""
The checks that values make at birth.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import attrs
import pytest

from tiktok_presale.errors import NaiveTimeError, OutOfRangeError, WrongTypeError
from tiktok_presale.values import checks


def test_aware_instant_passes():
    """
    An instant with a zone is given back as it is.
    """
    instant = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Bangkok"))

    assert checks.check_aware("at", instant) is instant


def test_naive_and_other_instants_are_refused():
    """
    A naive time names the argument and what to write; a day is no instant.
    """
    with pytest.raises(NaiveTimeError, match=r"at = 2026-01-01T00:00:00 has no time zone"):
        checks.check_aware("at", datetime(2026, 1, 1))
    for other in (date(2026, 1, 1), "2026-01-01T00:00:00Z", 0, None):
        with pytest.raises(WrongTypeError, match="a datetime with a time zone"):
            checks.check_aware("at", other)


def test_day_passes_and_instant_does_not():
    """
    A day is a date and not a datetime.
    """
    assert date(2026, 1, 1) == checks.check_day("on", date(2026, 1, 1))
    for other in (datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01", None):
        with pytest.raises(WrongTypeError, match="on must be a date"):
            checks.check_day("on", other)


def test_whole_numbers():
    """
    A whole number of at least the minimum passes; a truth value is no number.
    """
    assert checks.check_int("count", 0) == 0
    assert checks.check_int("count", -3, minimum=-3) == -3
    with pytest.raises(OutOfRangeError, match="at least 5"):
        checks.check_int("count", 4, minimum=5)
    for other in (True, 1.0, "1", None):
        with pytest.raises(WrongTypeError, match="whole number"):
            checks.check_int("count", other)


def test_validators_of_fields():
    """
    Each validator checks its field by name, and the optional one lets None pass.
    """

    @attrs.frozen
    class Facts:
        at: datetime = attrs.field(validator=checks.aware)
        maybe: datetime | None = attrs.field(validator=checks.aware_or_none)
        count: int = attrs.field(validator=checks.whole)
        word: str = attrs.field(validator=checks.instance("text", str))

    instant = datetime(2026, 1, 1, tzinfo=UTC)
    good = Facts(instant, None, 3, "a")

    assert good == attrs.evolve(good, maybe=None)
    assert instant == attrs.evolve(good, maybe=instant).maybe
    with pytest.raises(WrongTypeError, match="at must be"):
        attrs.evolve(good, at=None)
    with pytest.raises(NaiveTimeError, match="maybe ="):
        attrs.evolve(good, maybe=datetime(2026, 1, 1))
    with pytest.raises(OutOfRangeError, match="count is -1"):
        attrs.evolve(good, count=-1)
    with pytest.raises(WrongTypeError, match="word must be text, not int"):
        attrs.evolve(good, word=1)


def test_kind():
    """
    A value of the kind passes, any other is named with what to give instead.
    """
    checks.check_kind("price", 5, int, "an amount")
    with pytest.raises(WrongTypeError, match="price must be an amount, not str"):
        checks.check_kind("price", "5", int, "an amount")


def test_text():
    """
    Text that is not empty passes; None passes where it is optional.
    """
    checks.check_text("id", "s1")
    checks.check_text("region", None, optional=True)
    with pytest.raises(WrongTypeError, match="id must be text, not empty, not NoneType"):
        checks.check_text("id", None)
    with pytest.raises(WrongTypeError, match="not empty text"):
        checks.check_text("id", "")
    with pytest.raises(WrongTypeError, match="not int"):
        checks.check_text("id", 7, optional=True)
