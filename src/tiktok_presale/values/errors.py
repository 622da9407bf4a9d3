"""
What can be wrong with input, one class for each cause, all under `PresaleError`.

A business "no" is never an error: rules return decisions. These are for input that makes no sense.
Each error has plain fields, equals another with the same fields, can be hashed and pickled, and
says in one sentence what to do instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = [
    "CalendarCoverageError",
    "ClosedError",
    "CurrencyMismatchError",
    "FloatMoneyError",
    "MissingExtraError",
    "NaiveTimeError",
    "NoWorkingWeekError",
    "NotMoneyError",
    "OutOfRangeError",
    "PayloadError",
    "PresaleError",
    "TooManyDecimalsError",
    "UnitMismatchError",
    "UnknownCurrencyError",
    "UnknownLanguageError",
    "UnknownMetricError",
    "WrongTypeError",
    "nearest",
]


_SHORT = 3


def nearest(given: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """
    Say which known name is meant; where none is near say *otherwise*, or list them all.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only on the way to an error

    names = {name.lower(): name for name in sorted(known)}
    # Of two letters one may be wrong; of many, few.
    cutoff = 0.5 if len(given) < _SHORT else 0.7
    close = get_close_matches(given.lower(), names, n=1, cutoff=cutoff)
    if close:
        return f"did you mean {names[close[0]]!r}?"
    return otherwise or f"known are {', '.join(names.values())}"


class PresaleError(Exception):
    """
    Base of all errors of this library; never raised itself.

    The positional arguments are the fields, so equality, hash, copy and pickle follow from them.
    """

    def __eq__(self, other: object) -> bool:
        """
        Two errors are equal when class and fields are.
        """
        if not isinstance(other, PresaleError):
            return NotImplemented
        return type(self) is type(other) and self.args == other.args

    def __hash__(self) -> int:
        """
        Hash of class and fields.
        """
        return hash((type(self), self.args))


# How that is written which many arguments take.
_AS_IN = {
    "Money": "Money, as in Money('9.90', 'USD')",
    "Money or None": "Money, as in Money('9.90', 'USD'), or None",
    "a ReturnCurve": "a ReturnCurve, as in ReturnCurve({7: '0.10', 30: '0.40'})",
    "a date": "a date, as in date(2026, 12, 25)",
    "a number": "a number, as in 0.05",
}


class WrongTypeError(PresaleError, TypeError):
    """
    An argument has a type that the library does not take.

    Attributes:
        argument: The name of the argument or field.
        expected: What to give instead, in words.
        got: The name of the type that was given.
    """

    def __init__(self, argument: str, expected: str, got: str) -> None:
        super().__init__(argument, expected, got)
        self.argument = argument
        self.expected = expected
        self.got = got

    def __str__(self) -> str:
        expected = _AS_IN.get(self.expected, self.expected)
        return f"{self.argument} must be {expected}, not {self.got}"


class ClosedError(PresaleError, TypeError):
    """
    A public value was subclassed.

    Attributes:
        value: The name of the type.
    """

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value

    def __str__(self) -> str:
        return f"{self.value} is closed to subclassing; wrap it in a class of your own instead"


class OutOfRangeError(PresaleError, ValueError):
    """
    An argument has the right type and an impossible value.

    Attributes:
        argument: The name of the argument or field.
        value: The value given, as text.
        expected: What is possible, in words.
    """

    def __init__(self, argument: str, value: str, expected: str) -> None:
        super().__init__(argument, value, expected)
        self.argument = argument
        self.value = value
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.argument} is {self.value}; it must be {self.expected}"


class NaiveTimeError(PresaleError, ValueError):
    """
    A datetime has no time zone, so it names no instant.

    Attributes:
        argument: The name of the argument or field.
        value: The datetime given, in ISO form.
    """

    def __init__(self, argument: str, value: str) -> None:
        super().__init__(argument, value)
        self.argument = argument
        self.value = value

    def __str__(self) -> str:
        return (
            f"{self.argument} = {self.value} has no time zone; write "
            'datetime(…, tzinfo=ZoneInfo("Asia/Bangkok")) or add an offset such as +07:00'
        )


class UnitMismatchError(PresaleError, TypeError):
    """
    Two quantities of different units met, such as calendar days and business days.

    Attributes:
        left: The unit on one side.
        right: The unit on the other.
    """

    def __init__(self, left: str, right: str) -> None:
        super().__init__(left, right)
        self.left = left
        self.right = right

    def __str__(self) -> str:
        return f"{self.left} and {self.right} cannot be compared or added; say which one is meant"


class FloatMoneyError(PresaleError, TypeError):
    """
    A float was given where money or an exact number is needed.

    Attributes:
        value: The float, as written by `repr`.
    """

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value

    def __str__(self) -> str:
        return (
            f"{self.value} is a float and not exact; write it as text or as Decimal('{self.value}')"
        )


class NotMoneyError(PresaleError, TypeError):
    """
    Money met something that is not money, such as a bare zero.

    Attributes:
        operation: What was tried.
        got: The name of the type it met.
    """

    def __init__(self, operation: str, got: str) -> None:
        super().__init__(operation, got)
        self.operation = operation
        self.got = got

    def __str__(self) -> str:
        sentence = f"cannot {self.operation} money and {self.got}; "
        if self.operation != "add":
            return sentence + 'make both money, as in Money("5.00", "USD")'
        return sentence + (
            "give sums a start value, as in "
            'sum(amounts, start=Money(0, "THB")), or use Money.sum(amounts, "THB")'
        )


class CurrencyMismatchError(PresaleError, ValueError):
    """
    Amounts in two currencies met; the library never converts.

    Attributes:
        left: One ISO 4217 code.
        right: The other.
    """

    def __init__(self, left: str, right: str) -> None:
        super().__init__(left, right)
        self.left = left
        self.right = right

    def __str__(self) -> str:
        return f"{self.left} and {self.right} are different currencies; convert one of them first"


class TooManyDecimalsError(PresaleError, ValueError):
    """
    An amount has more decimals than its currency.

    Attributes:
        amount: The amount, as text.
        currency: The ISO 4217 code.
        decimals: How many decimals the currency has.
    """

    def __init__(self, amount: str, currency: str, decimals: int) -> None:
        super().__init__(amount, currency, decimals)
        self.amount = amount
        self.currency = currency
        self.decimals = decimals

    def __str__(self) -> str:
        return (
            f"{self.amount} has more decimals than {self.currency}, which has {self.decimals}; "
            "round it first, or use Money.rounded(amount, currency, rounding=…)"
        )


class UnknownCurrencyError(PresaleError, LookupError):
    """
    A currency code is not in ISO 4217.

    Attributes:
        currency: The code given.
        known: The codes that exist.
    """

    def __init__(self, currency: str, known: tuple[str, ...]) -> None:
        super().__init__(currency, known)
        self.currency = currency
        self.known = known

    def __str__(self) -> str:
        code = "write a code such as 'THB' or 'USD'"
        hint = nearest(self.currency, self.known, otherwise=code)
        return f"{self.currency!r} is no ISO 4217 currency; {hint}"


class CalendarCoverageError(PresaleError, LookupError):
    """
    A business calendar was asked about a day whose holidays it does not know.

    Attributes:
        calendar: The calendar's name.
        day: The day that was asked for.
        first: The first day that is covered, or None where none is.
        last: The last day that is covered, or None where none is.
    """

    def __init__(
        self, calendar: str, day: date, first: date | None = None, last: date | None = None
    ) -> None:
        super().__init__(calendar, day, first, last)
        self.calendar = calendar
        self.day = day
        self.first = first
        self.last = last

    def __str__(self) -> str:
        span = f"covers {self.first} to {self.last}" if self.first else "covers no year"
        return (
            f"calendar {self.calendar!r} {span}, not {self.day}; give its holidays with "
            "calendar.with_holidays(…), or install tiktok-presale[calendars] and extend it"
        )


class NoWorkingWeekError(PresaleError, LookupError):
    """
    A rule counts business days and no source names the market's working week.

    Attributes:
        market: The market.
    """

    def __init__(self, market: str) -> None:
        super().__init__(market)
        self.market = market

    def __str__(self) -> str:
        return (
            f"no source names the working week of {self.market!r}; pass a BusinessCalendar "
            "as calendar=…, or install tiktok-presale[calendars] for the country's own"
        )


class UnknownMetricError(PresaleError, LookupError):
    """
    A metric was given that no rule knows.

    Attributes:
        metric: The name given.
        known: The names that rules know.
    """

    def __init__(self, metric: str, known: tuple[str, ...]) -> None:
        super().__init__(metric, known)
        self.metric = metric
        self.known = known

    def __str__(self) -> str:
        return f"no rule knows a metric {self.metric!r}; {nearest(self.metric, self.known)}"


class UnknownLanguageError(PresaleError, LookupError):
    """
    A text was asked for in a language that has no catalogue.

    Attributes:
        language: The language given.
        known: The languages that exist.
    """

    def __init__(self, language: str, known: tuple[str, ...]) -> None:
        super().__init__(language, known)
        self.language = language
        self.known = known

    def __str__(self) -> str:
        return f"no texts in {self.language!r}; known are {', '.join(self.known)}"


class MissingExtraError(PresaleError, ImportError):
    """
    A module needs a package that is not installed.

    Attributes:
        package: The package that is missing.
        extra: The extra that brings it.
    """

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(package, extra)
        self.package = package
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.package} is not installed; pip install 'tiktok-presale[{self.extra}]'"


class PayloadError(PresaleError, ValueError):
    """
    A platform payload cannot be read.

    Attributes:
        order: The id of the order, or its place in the file.
        field: The field that cannot be read.
        problem: What is wrong with it.
        what: What it is, where it is no order.
    """

    def __init__(self, order: str, field: str, problem: str, what: str = "order") -> None:
        super().__init__(order, field, problem, what)
        self.order = order
        self.field = field
        self.problem = problem
        self.what = what

    def __str__(self) -> str:
        return f"{self.what} {self.order}: {self.field}: {self.problem}"
