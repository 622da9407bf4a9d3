"""
One figure for each order or buyer, or what such figures come to.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import fsum, sqrt
from typing import ClassVar, cast, final

import attrs

from tiktok_presale.facts.measurements.reading import (
    MOST,
    Measure,
    Number,
    countable,
    figure,
    many,
    one_currency,
)
from tiktok_presale.values.checks import instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.estimates import check_number
from tiktok_presale.values.money import Money
from tiktok_presale.values.text import message

__all__ = ["Sampled", "Summarised"]


def _mean(value: Number) -> float:
    return figure("mean", value)


def _variance(value: Number) -> float:
    variance = check_number("variance", value)
    if not 0 <= variance <= MOST**2:
        raise OutOfRangeError("variance", str(value), f"from zero to {MOST**2:g}")
    return variance


def _values(value: Iterable[Number | Money]) -> tuple[float | Money, ...]:
    """
    Read a sample: numbers throughout, or money of one currency throughout.
    """
    given = many("values", value, "numbers or amounts, as in [Money('30.00', 'USD'), …]")
    if any(isinstance(one, Money) for one in given):
        one_currency("values", given)
        return cast("tuple[Money, ...]", given)
    return tuple(figure("values", one) for one in given)


def _moments(values: list[float]) -> tuple[float, float]:
    """
    Mean and variance of numbers; zero where there are too few.
    """
    n = len(values)
    mean = fsum(values) / n if n else 0.0
    return mean, fsum((one - mean) ** 2 for one in values) / (n - 1) if n > 1 else 0.0


@final
@attrs.frozen
class Sampled(Value):
    """
    One figure for each order or buyer, such as what each order came to.

    Args:
        values: Numbers, or money of one currency; none is negative.

    Raises:
        CurrencyMismatchError: If the amounts are not all of one currency.
        OutOfRangeError: If one is negative.

    Examples:
        >>> Sampled([Money("20.00", "USD"), Money("30.00", "USD")]).summary.mean
        25.0
    """

    measure: ClassVar[Measure] = Measure.MEAN
    values: tuple[float | Money, ...] = attrs.field(converter=_values)

    @property
    def currency(self) -> str:
        """
        The currency of a sample of amounts; empty for one of numbers.
        """
        first = self.values[0] if self.values else None
        return first.currency if isinstance(first, Money) else ""

    @property
    def seen(self) -> int:
        """
        How many observations it stands on.
        """
        return len(self.values)

    @property
    def summary(self) -> Summarised:
        """
        Number, mean and variance; of amounts computed exactly and rounded once.
        """
        n = len(self.values)
        if not self.currency:
            return Summarised(
                n, *_moments([one for one in self.values if not isinstance(one, Money)])
            )
        minor = [one.minor for one in self.values if isinstance(one, Money)]
        unit = Fraction(Money.from_minor(1, self.currency).amount)
        mean = Fraction(sum(minor), n)
        spread = sum(one * one for one in minor) - n * mean * mean
        variance = float(spread / max(1, n - 1) * unit * unit)
        return Summarised(n, float(mean * unit), variance, currency=self.currency)

    def in_words(self, language: str) -> str:
        """
        What was measured, as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return self.summary.in_words(language)

    def __str__(self) -> str:
        return self.in_words("en")


@final
@attrs.frozen
class Summarised(Value):
    """
    A sample of which only number, mean and variance are told.

    Args:
        n: How many values there were.
        mean: Their mean, not negative.
        variance: Their variance, the squared standard deviation (by n - 1).
        currency: ISO 4217 code, where the values were amounts.

    Raises:
        OutOfRangeError: If *mean* or *variance* is negative.

    Examples:
        >>> Summarised(400, mean=31.5, variance=18.0 ** 2, currency="USD").seen
        400
    """

    measure: ClassVar[Measure] = Measure.MEAN
    n: int = attrs.field(validator=countable)
    mean: float = attrs.field(converter=_mean)
    variance: float = attrs.field(converter=_variance)
    currency: str = attrs.field(default="", kw_only=True, validator=instance("text", str))

    def __attrs_post_init__(self) -> None:
        """
        Refuse a currency that there is not.
        """
        if self.currency:
            Money(0, self.currency)

    @property
    def seen(self) -> int:
        """
        How many observations it stands on.
        """
        return self.n

    @property
    def summary(self) -> Summarised:
        """
        Itself, so that a sample and a summary are asked alike.
        """
        return self

    def in_words(self, language: str) -> str:
        """
        What was measured, as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        unit = f" {self.currency}" if self.currency else ""
        return message(
            language,
            "measured.mean",
            n=self.n,
            mean=f"{self.mean:,.6g}{unit}",
            spread=f"{sqrt(self.variance):,.6g}{unit}",
        )

    def __str__(self) -> str:
        return self.in_words("en")
