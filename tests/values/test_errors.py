"""
One contract for every error: fields, equality, copies, the fitting builtin, and a way out.
"""

from __future__ import annotations

import copy
import inspect
import pickle
from datetime import date
from fractions import Fraction

import pytest

from tiktok_presale import errors
from tiktok_presale.errors import PresaleError
from tiktok_presale.policy import errors as policy_errors
from tiktok_presale.values.errors import nearest

# Class, arguments, the builtin it stands on, and words of its message that say what to do.
CASES = (
    (errors.WrongTypeError, ("at", "a datetime", "str"), TypeError, "must be a datetime"),
    (errors.ClosedError, ("Money",), TypeError, "wrap it in a class of your own"),
    (errors.OutOfRangeError, ("count", "-1", "at least 0"), ValueError, "must be at least 0"),
    (errors.NaiveTimeError, ("at", "2026-01-01T09:00:00"), ValueError, "ZoneInfo("),
    (errors.UnitMismatchError, ("CalendarDays", "BusinessDays"), TypeError, "say which one"),
    (errors.FloatMoneyError, ("8.99",), TypeError, "Decimal('8.99')"),
    (errors.FloatColumnError, ("total",), TypeError, "cast it to decimals"),
    (
        errors.MissingColumnsError,
        (("kind",), ("kinds",), None),
        LookupError,
        "did you mean 'kinds'?",
    ),
    (errors.NaiveColumnError, ("placed", "timestamp[s]"), ValueError, "zone='Asia/Bangkok'"),
    (errors.TakenColumnsError, (("late",),), ValueError, "prefix='our_'"),
    (errors.NotMoneyError, ("add", "int"), TypeError, 'start=Money(0, "THB")'),
    (errors.CurrencyMismatchError, ("THB", "USD"), ValueError, "convert one of them first"),
    (errors.TooManyDecimalsError, ("0.5", "VND", 0), ValueError, "Money.rounded("),
    (errors.UnknownCurrencyError, ("thb", ("THB", "USD")), LookupError, "did you mean 'THB'?"),
    (
        errors.CalendarCoverageError,
        ("vn", date(2031, 1, 1), date(2024, 1, 1), date(2026, 12, 31)),
        LookupError,
        "with_holidays(",
    ),
    (
        errors.IllegalEventError,
        ("parcel_dispatched", "deposit_due", ("lifecycle.move",), ("payment_made",)),
        ValueError,
        "legal are payment_made",
    ),
    (errors.NoWorkingWeekError, ("th",), LookupError, "BusinessCalendar as calendar="),
    (errors.UnknownMarketError, ("vnn", ("th", "vn")), LookupError, "did you mean 'vn'?"),
    (
        errors.BeforeFirstEditionError,
        ("th", date(2020, 1, 1), date(2022, 11, 23)),
        LookupError,
        "read_pack(",
    ),
    (
        errors.UnknownFigureError,
        ("th@2026-01-01", "window.day", ("window.days",)),
        LookupError,
        "did you mean 'window.days'?",
    ),
    (errors.UnknownMetricError, ("ratng", ("rating",)), LookupError, "did you mean 'rating'?"),
    (errors.UnknownLanguageError, ("fr", ("en", "zh")), LookupError, "known are en, zh"),
    (errors.PackError, ("own.toml", ("zone: is missing",)), ValueError, "zone: is missing"),
    (
        errors.NotStricterError,
        ("window.days", "3 to 15 calendar days", "3 to 20 calendar days"),
        ValueError,
        "can only be stricter",
    ),
    (errors.MissingExtraError, ("holidays", "calendars"), ImportError, "pip install"),
    (errors.OddsSumError, (Fraction(999, 1000),), ValueError, "OddsTable.from_weights("),
    (errors.RampOverOneError, (Fraction(6, 5), 8, 10), ValueError, "write after=8"),
    (errors.SoldOutError, (("secret",),), LookupError, "end the sale"),
    (errors.PayloadError, ("7", "create_time", "is missing", "order"), ValueError, "create_time"),
)
EVERY = pytest.mark.parametrize(
    ("kind", "given", "builtin", "advice"), CASES, ids=[case[0].__name__ for case in CASES]
)


def test_every_error_is_in_the_list():
    """
    No error class escapes this suite.
    """
    public = set(errors.__all__) - {"PresaleError"}

    assert public == {case[0].__name__ for case in CASES}


@EVERY
def test_stands_on_the_fitting_builtin(kind, given, builtin, advice):
    """
    Whoever catches the builtin, or every error of the library, catches this one.
    """
    del advice
    error = kind(*given)

    assert isinstance(error, PresaleError)
    assert isinstance(error, builtin)


@EVERY
def test_message_names_the_way_out(kind, given, builtin, advice):
    """
    The sentence says what to do instead, and holds what was given.
    """
    del builtin

    assert advice in str(kind(*given))
    first = given[0]
    assert (", ".join(first) if isinstance(first, tuple) else str(first)) in str(kind(*given))


@EVERY
def test_fields_have_names(kind, given, builtin, advice):
    """
    Each argument is a plain field of the same name.
    """
    del builtin, advice
    names = list(inspect.signature(kind).parameters)
    error = kind(*given)

    assert list(given) == [getattr(error, name) for name in names]
    assert all(f"{name}: " in kind.__doc__ for name in names)


@EVERY
def test_equality_and_hash(kind, given, builtin, advice):
    """
    Errors are equal, and hash alike, when class and fields are.
    """
    del builtin, advice
    changed = kind(*[f"{given[0]}!", *given[1:]])

    assert kind(*given) == kind(*given)
    assert hash(kind(*given)) == hash(kind(*given))
    assert kind(*given) != changed
    assert kind(*given) != Exception(*given)


@EVERY
def test_copies_and_pickles_are_equal(kind, given, builtin, advice):
    """
    An error travels to another process and stays the same, message included.
    """
    del builtin, advice
    error = kind(*given)
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert error == back
    assert str(error) == str(back)
    assert vars(error) == vars(back)
    assert error == copy.copy(error)
    assert error == copy.deepcopy(error)


def test_same_fields_of_another_class_are_another_error():
    """
    The class counts for equality, not the fields alone.
    """
    assert errors.UnknownMarketError("a", ("b",)) != errors.UnknownMetricError("a", ("b",))


def test_every_known_name_is_listed_where_none_is_near():
    """
    Where nothing is near, the message offers all that exists, in order.
    """
    error = errors.UnknownMarketError("atlantis", ("vn", "th"))

    assert str(error) == "no market 'atlantis'; known are th, vn"


def test_unknown_currency_without_a_near_one_shows_the_form():
    """
    Where no code is near, the message shows what a code looks like.
    """
    for far in ("bitcoin", "THX"):
        assert "'THB' or 'USD'" in str(errors.UnknownCurrencyError(far, ("THB", "USD")))


@pytest.mark.parametrize(
    ("given", "known", "said"),
    [
        ("vm", ("th", "vn"), "did you mean 'vn'?"),
        ("VN", ("th", "vn"), "did you mean 'vn'?"),
        ("RATNG", ("rating", "Sales"), "did you mean 'rating'?"),
        ("sales", ("rating", "Sales"), "did you mean 'Sales'?"),
        ("thx", ("thb", "usd"), "known are thb, usd"),
        ("xy", ("vn", "th"), "known are th, vn"),
        ("", ("vn", "th"), "known are th, vn"),
    ],
)
def test_nearest_name(given, known, said):
    """
    Of two letters one may be wrong, of three none; capitals make no difference.
    """
    assert said == nearest(given, known)
    assert said.replace("known are " + ", ".join(sorted(known)), "see the list") == nearest(
        given, known, otherwise="see the list"
    )


def test_policy_errors_have_a_home_of_their_own():
    """
    Errors about policies live beside them, and the one list of all errors has the same classes.
    """
    for name in policy_errors.__all__:
        assert getattr(policy_errors, name) is getattr(errors, name)
        assert getattr(errors, name).__module__ == "tiktok_presale.policy.errors"


def test_calendar_without_a_span_says_so():
    """
    A calendar that covers nothing prints no dates.
    """
    error = errors.CalendarCoverageError("th", date(2026, 1, 1))

    assert "covers no year" in str(error)
    assert "None" not in str(error)


@pytest.mark.parametrize(("count", "words"), [(1, "1 fault\n"), (2, "2 faults\n")])
def test_pack_error_counts_its_faults(count, words):
    """
    The head of a pack error says how many faults follow, each on a line of its own.
    """
    text = str(errors.PackError("own.toml", ("a: is missing",) * count))

    assert words in text
    assert count == text.count("\n  a: is missing")


def test_only_sums_are_told_of_a_start_value():
    """
    The advice on sums is given where something was added, not for a comparison or a division.
    """
    assert "start=" not in str(errors.NotMoneyError("compare", "int"))
