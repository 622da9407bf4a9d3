"""
Money: whole minor units of one currency, exact, and never a float.
"""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
    InvalidOperation,
)
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values._currencies import EXPONENTS
from tiktok_presale.values.checks import is_whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import (
    CurrencyMismatchError,
    FloatMoneyError,
    NotMoneyError,
    OutOfRangeError,
    TooManyDecimalsError,
    UnknownCurrencyError,
    WrongTypeError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Money", "Rounding"]


class Rounding(StrEnum):
    """
    How an amount between two minor units is rounded; always given, never from a context.
    """

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    UP = "up"
    DOWN = "down"
    CEILING = "ceiling"
    FLOOR = "floor"


_DECIMAL_MODES: dict[str, str] = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.UP: ROUND_UP,
    Rounding.DOWN: ROUND_DOWN,
    Rounding.CEILING: ROUND_CEILING,
    Rounding.FLOOR: ROUND_FLOOR,
}


_HALF_UP = Rounding.HALF_UP
_DIGITS = 60


def _exponent(currency: object) -> int:
    if not isinstance(currency, str):
        raise WrongTypeError("currency", "an ISO 4217 code", type(currency).__name__)
    try:
        return EXPONENTS[currency]
    except KeyError:
        raise UnknownCurrencyError(currency, tuple(EXPONENTS)) from None


def _exact(argument: str, value: object) -> Fraction:
    """
    An exact number from text, int, Decimal or Fraction.
    """
    if isinstance(value, float):
        raise FloatMoneyError(repr(value))
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal | Fraction):
        raise WrongTypeError(argument, "text, int, Decimal or Fraction", type(value).__name__)
    if isinstance(value, str):
        try:
            value = Decimal(value)
        except InvalidOperation:
            raise OutOfRangeError(argument, repr(value), "a number such as '899.00'") from None
    if isinstance(value, Decimal) and not value.is_finite():
        raise OutOfRangeError(argument, str(value), "a finite number")
    # An exponent is a few letters long and may stand for more digits than a machine can hold.
    if isinstance(value, Decimal) and value and not -_DIGITS < value.adjusted() < _DIGITS:
        raise OutOfRangeError(argument, str(value), f"a number of fewer than {_DIGITS} digits")
    return Fraction(value)


def _minor(amount: str, exponent: int) -> int | None:
    """
    Minor units of an amount in plain digits; None where it is written in any other way.
    """
    whole, _, part = amount.partition(".")
    digits = whole + part
    short = len(part) <= exponent and len(digits) < _DIGITS
    if not (short and whole and digits.isascii() and digits.isdigit()):
        return None
    minor: int = int(digits) * 10 ** (exponent - len(part))
    return minor


# Rates of policies, by which order after order is multiplied: each as a numerator over a
# denominator. Only a finite Decimal gets in.
_RATIOS: dict[Decimal, tuple[int, int]] = {}
_MOST = 256


def _ratio(value: object) -> tuple[int, int]:
    """
    A factor as a numerator over a denominator.
    """
    ratio = _exact("factor", value).as_integer_ratio()
    if type(value) is Decimal:
        if len(_RATIOS) >= _MOST:
            _RATIOS.clear()
        _RATIOS[value] = ratio
    return ratio


def round_fraction(value: Fraction, rounding: object) -> int:
    """
    Round to a whole number, without any decimal context.
    """
    return _round(value.numerator, value.denominator, rounding)


def _round(numerator: int, denominator: int, rounding: object) -> int:
    """
    Round a ratio, whose denominator is above zero, to a whole number.
    """
    floor, rest = divmod(numerator, denominator)
    half = 2 * rest - denominator
    mode = _DECIMAL_MODES.get(rounding) if isinstance(rounding, str) else None
    if mode is None:
        raise WrongTypeError("rounding", "one of Rounding, as in Rounding.HALF_UP", repr(rounding))
    if not rest or mode == ROUND_FLOOR:
        return floor
    if mode in {ROUND_HALF_UP, ROUND_HALF_EVEN}:
        tie = numerator > 0 if mode == ROUND_HALF_UP else floor % 2 == 1
        return floor + (half > 0 or (half == 0 and tie))
    return floor + (mode == ROUND_CEILING or (mode == ROUND_UP) is (numerator > 0))


class _Parts:
    """
    The slots of money, apart from the class that freezes them: see `_of`.
    """

    __slots__ = ("__weakref__", "currency", "minor")
    minor: int
    currency: str


_SET_MINOR = _Parts.minor.__set__  # type: ignore[attr-defined,misc]
_SET_CURRENCY = _Parts.currency.__set__  # type: ignore[attr-defined,misc]


@final
@attrs.frozen(init=False, repr=False)
class Money(_Parts, Value):
    """
    An amount of one currency, in whole minor units.

    Adding, subtracting and comparing are exact and stay within one currency. Multiplying by
    anything but a whole number names its rounding. Amounts of equal value are equal however they
    were written.

    Args:
        amount: The amount in the currency's ordinary unit: text, int, Decimal or Fraction.
        currency: ISO 4217 code, such as "THB".

    Attributes:
        minor: The amount in minor units (satang, cents; whole dong and yen).
        currency: ISO 4217 code.

    Raises:
        FloatMoneyError: If *amount* is a float.
        TooManyDecimalsError: If *amount* has more decimals than the currency.
        UnknownCurrencyError: If *currency* is not in ISO 4217.
        OutOfRangeError: If *amount* is text that is no number, or not finite.
        WrongTypeError: If an argument is of any other type.

    Examples:
        >>> price = Money("899.00", "THB")
        >>> price + Money(1, "THB")
        Money('900.00', 'THB')
        >>> price.times(Decimal("0.0214"), rounding=Rounding.HALF_UP)
        Money('19.24', 'THB')
        >>> Money("100", "VND").split([1, 1, 1])
        (Money('34', 'VND'), Money('33', 'VND'), Money('33', 'VND'))
    """

    minor: int
    currency: str

    def __init__(self, amount: str | int | Decimal | Fraction, currency: str) -> None:
        exponent = _exponent(currency)
        minor = _minor(amount, exponent) if type(amount) is str else None
        if minor is not None:
            _SET_MINOR(self, minor)
            _SET_CURRENCY(self, currency)
            return
        scaled = _exact("amount", amount) * 10**exponent
        if scaled.denominator != 1:
            raise TooManyDecimalsError(str(amount), currency, exponent)
        _SET_MINOR(self, scaled.numerator)
        _SET_CURRENCY(self, currency)

    @classmethod
    def from_minor(cls, minor: int, currency: str) -> Money:
        """
        Money from whole minor units.

        Examples:
            >>> Money.from_minor(89900, "THB")
            Money('899.00', 'THB')
        """
        _exponent(currency)
        if not is_whole(minor):
            raise WrongTypeError("minor", "a whole number (int)", type(minor).__name__)
        return _of(minor, currency)

    @classmethod
    def rounded(
        cls, amount: str | int | Decimal | Fraction, currency: str, *, rounding: Rounding
    ) -> Money:
        """
        Money from an amount with any number of decimals, rounded as said.

        Examples:
            >>> Money.rounded("0.025", "USD", rounding=Rounding.HALF_UP)
            Money('0.03', 'USD')
        """
        scaled = _exact("amount", amount) * 10 ** _exponent(currency)
        return _of(round_fraction(scaled, rounding), currency)

    @classmethod
    def sum(cls, amounts: Iterable[Money], currency: str) -> Money:
        """
        The sum of *amounts*, all of which are in *currency*; zero of it for none.

        Raises:
            CurrencyMismatchError: If one of them is in another currency.
            NotMoneyError: If one of them is not money.
        """
        _exponent(currency)
        minor = 0
        for amount in amounts:
            if not isinstance(amount, Money):
                raise NotMoneyError("add", type(amount).__name__)
            if amount.currency != currency:
                raise CurrencyMismatchError(currency, amount.currency)
            minor += amount.minor
        return _of(minor, currency)

    @property
    def amount(self) -> Decimal:
        """
        The amount in the currency's ordinary unit, with exactly its decimals.
        """
        digits = tuple(map(int, str(abs(self.minor))))
        return Decimal((int(self.minor < 0), digits, -EXPONENTS[self.currency]))

    def times(self, factor: int | Decimal | Fraction, *, rounding: Rounding) -> Money:
        """
        This amount times an exact number, rounded to a minor unit as said.

        Raises:
            FloatMoneyError: If *factor* is a float.
        """
        # Signalling NaNs cannot be looked up, and 0.5 as a float would be found.
        finite = type(factor) is Decimal and factor.is_finite()
        numerator, denominator = (_RATIOS.get(factor) if finite else None) or _ratio(factor)  # type: ignore[arg-type]
        numerator *= self.minor
        money = _Open()
        if rounding is not _HALF_UP:
            money.minor = _round(numerator, denominator, rounding)
        elif numerator >= 0:
            money.minor = (2 * numerator + denominator) // (2 * denominator)
        else:
            money.minor = -((denominator - 2 * numerator) // (2 * denominator))
        money.currency = self.currency
        money.__class__ = Money  # type: ignore[assignment]
        return money  # type: ignore[return-value]

    def split(self, weights: Sequence[int | Decimal | Fraction]) -> tuple[Money, ...]:
        """
        Parts in proportion to *weights* that add up to exactly this amount.

        Minor units that do not divide go to the largest remainders, and among equal ones to the
        part that stands first. A negative amount is split like its opposite.

        Raises:
            OutOfRangeError: If there is no weight, one is negative, or all are zero.
        """
        shares = [_exact("weight", weight) for weight in weights]
        whole = sum(shares, start=Fraction(0))
        if not shares or min(shares) < 0 or not whole:
            raise OutOfRangeError(
                "weights", str(list(map(str, weights))), "zero or more, not all zero"
            )
        sign = -1 if self.minor < 0 else 1
        exact = [abs(self.minor) * share / whole for share in shares]
        parts = [part.numerator // part.denominator for part in exact]
        by_remainder = sorted(range(len(parts)), key=lambda n: parts[n] - exact[n])
        for n in by_remainder[: abs(self.minor) - sum(parts)]:
            parts[n] += 1
        return tuple(_of(sign * part, self.currency) for part in parts)

    def _other(self, other: object, operation: str) -> int:
        if not isinstance(other, Money):
            raise NotMoneyError(operation, type(other).__name__)
        if other.currency != self.currency:
            raise CurrencyMismatchError(self.currency, other.currency)
        return other.minor

    def __add__(self, other: Money) -> Money:
        # Anything may stand on the other side, whatever the signature asks for.
        same = type(other) is Money and other.currency == self.currency  # type: ignore[redundant-expr]
        return _of(self.minor + (other.minor if same else self._other(other, "add")), self.currency)

    def __radd__(self, other: object) -> Money:
        raise NotMoneyError("add", type(other).__name__)

    def __sub__(self, other: Money) -> Money:
        return _of(self.minor - self._other(other, "subtract"), self.currency)

    def __rsub__(self, other: object) -> Money:
        raise NotMoneyError("subtract", type(other).__name__)

    def __neg__(self) -> Money:
        return _of(-self.minor, self.currency)

    def __abs__(self) -> Money:
        return _of(abs(self.minor), self.currency)

    def __mul__(self, factor: int) -> Money:
        """
        This amount a whole number of times; use `times` for anything else.
        """
        if isinstance(factor, float):
            raise FloatMoneyError(repr(factor))
        if not is_whole(factor):
            raise WrongTypeError(
                "factor", "an int; use times(…, rounding=…)", type(factor).__name__
            )
        return _of(self.minor * factor, self.currency)

    __rmul__ = __mul__

    def __truediv__(self, other: Money) -> Fraction:
        """
        How many times *other* this amount is.
        """
        divisor = self._other(other, "divide")
        if not divisor:
            raise OutOfRangeError("divisor", str(other), "other than zero")
        return Fraction(self.minor, divisor)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._other(other, "compare")

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._other(other, "compare")

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._other(other, "compare")

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._other(other, "compare")

    def __bool__(self) -> bool:
        """
        Whether there is any amount at all.
        """
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.amount:,} {self.currency}"

    def __repr__(self) -> str:
        return f"Money('{self.amount:f}', '{self.currency}')"


class _Open(_Parts):
    """
    Money before it is frozen; it never leaves `_of`.
    """

    __slots__ = ()


def _of(minor: int, currency: str) -> Money:
    """
    Money from parts that are known to be right, without checking them again.

    Sums over order books are made here. The parts are set while the object is still of an open
    class with the same slots; a frozen one would take each of them through `object.__setattr__`.
    """
    money = _Open()
    money.minor = minor
    money.currency = currency
    money.__class__ = Money  # type: ignore[assignment]
    return money  # type: ignore[return-value]
