"""
What is estimated: a number, how far it may be off, and how much was seen.

Estimates are floats, because they are never exact; money is computed from them by rules that say
how they round.
"""

from __future__ import annotations

from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values.checks import instance, whole
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from typing import Any

__all__ = ["Estimate", "Interval", "as_share", "check_chance", "check_number"]


def check_number(argument: str, value: object) -> float:
    """
    Return a finite number as a float; exact numbers and floats pass, `bool` does not.

    Raises:
        WrongTypeError: If *value* is no number.
        OutOfRangeError: If it is not finite.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise WrongTypeError(argument, "a number", type(value).__name__)
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if not isfinite(number):
        raise OutOfRangeError(argument, str(value), "a finite number")
    return number


def check_chance(argument: str, value: object) -> float:
    """
    Return a chance strictly between 0 and 1 as a float.

    Raises:
        WrongTypeError: If *value* is no number.
        OutOfRangeError: If it is 0, 1 or outside.

    Examples:
        >>> check_chance("target", Decimal("0.05"))
        0.05
    """
    number = check_number(argument, value)
    if not 0 < number < 1:
        raise OutOfRangeError(argument, str(value), "above 0 and below 1; 5 % is 0.05")
    return number


def as_share(chance: float) -> Decimal:
    """
    A chance as an exact share of four decimals, for findings and texts.

    Examples:
        >>> as_share(0.03141592)
        Decimal('0.0314')
    """
    return Decimal(f"{chance:.4f}")


def _number(value: object) -> float:
    return check_number("value", value)


def _between(_: object, attribute: attrs.Attribute[Any], value: float) -> None:
    check_chance(attribute.name, value)


@final
@attrs.frozen
class Interval(Value):
    """
    Where a number lies with a stated confidence.

    Args:
        low: The lower end.
        high: The upper end.
        level: The confidence, such as 0.95: of many intervals made this way, so many hold the
            number.

    Raises:
        OutOfRangeError: If the ends are the wrong way round, or *level* is not between 0 and 1.

    Examples:
        >>> interval = Interval(0.02, 0.06, 0.95)
        >>> print(interval), 0.05 in interval
        0.02 to 0.06 (95 %)
        (None, True)
    """

    low: float = attrs.field(converter=_number)
    high: float = attrs.field(converter=_number)
    level: float = attrs.field(validator=_between)

    def __attrs_post_init__(self) -> None:
        """
        Refuse ends that are the wrong way round.
        """
        if self.low > self.high:
            raise OutOfRangeError("high", str(self.high), f"at least low ({self.low})")

    @property
    def width(self) -> float:
        """
        The distance between the ends.
        """
        return self.high - self.low

    def __contains__(self, value: object) -> bool:
        return self.low <= check_number("value", value) <= self.high

    def in_words(self, language: str) -> str:
        """
        The interval as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        level = f"{self.level * 100:.6g}{message(language, 'word.percent')}"
        return message(language, "interval", low=self.low, high=self.high, level=level)

    def __str__(self) -> str:
        return self.in_words("en")


@final
@attrs.frozen
class Estimate(Value):
    """
    A number that was estimated, with its interval.

    Args:
        value: The best single guess.
        interval: Where the number lies with a stated confidence.
        samples: How many observations it stands on.
        method: How the interval was made; stable, and the key of its text.

    Examples:
        >>> print(Estimate(0.035, Interval(0.02, 0.06, 0.95), samples=200, method="wilson"))
        0.035, 0.02 to 0.06 (95 %)
    """

    value: float = attrs.field(converter=_number)
    interval: Interval = attrs.field(validator=instance("an Interval", Interval))
    samples: int = attrs.field(validator=whole, kw_only=True)
    method: str = attrs.field(kw_only=True)

    def in_words(self, language: str) -> str:
        """
        The estimate as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return message(language, "estimate", value=self.value, interval=self.interval)

    def __str__(self) -> str:
        return self.in_words("en")
