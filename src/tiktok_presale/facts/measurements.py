"""
What was measured in one of two groups: a rate, a mean, a count or a cost, with what it stands on.

Each form keeps the raw counts or samples, because only they tell how sure a figure is. Amounts stay
money with their currency; they become exact fractions where they are computed with.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import fsum, sqrt
from typing import TYPE_CHECKING, ClassVar, TypeAlias, cast, final

import attrs

from tiktok_presale.values.checks import check_int, instance
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.estimates import check_number
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.text import message, named

if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "Counted",
    "CountedDaily",
    "Measure",
    "Measurement",
    "Rated",
    "Sampled",
    "Spent",
    "SpentDaily",
    "Summarised",
]

Number: TypeAlias = int | float | Decimal


@final
class Measure(StrEnum):
    """
    What is compared between two groups.
    """

    RATE = "rate"
    MEAN = "mean"
    COUNT = "count"
    COST = "cost"


# Beyond these the squares of what is measured are no floats.
_LEAST, _MOST = 1e-9, 10**15


def _figure(argument: str, value: object) -> float:
    number = check_number(argument, value)
    if number != 0 and not _LEAST <= number <= _MOST:
        allowed = f"zero, or from {_LEAST:g} to {_MOST:g}; choose another unit"
        raise OutOfRangeError(argument, str(value), allowed)
    return number


def _exposure(value: Number) -> float:
    exposure = _figure("exposure", value)
    if not exposure:
        raise OutOfRangeError("exposure", str(value), "above zero")
    return exposure


def _mean(value: Number) -> float:
    return _figure("mean", value)


def _variance(value: Number) -> float:
    variance = check_number("variance", value)
    if not 0 <= variance <= _MOST**2:
        raise OutOfRangeError("variance", str(value), f"from zero to {_MOST**2:g}")
    return variance


def _count(_: object, attribute: attrs.Attribute[Any], value: object) -> None:
    _counted(attribute.name, value)


def _counted(argument: str, value: object) -> int:
    count = check_int(argument, value)
    if count > _MOST:
        raise OutOfRangeError(argument, str(value), f"at most {_MOST:,}")
    return count


def _many(argument: str, value: object, form: str) -> tuple[object, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise WrongTypeError(argument, form, type(value).__name__)
    return tuple(cast("Iterable[object]", value))


def _one_currency(argument: str, amounts: Iterable[object]) -> str:
    """
    The currency of all amounts, none of which may be negative.
    """
    found = ""
    for amount in amounts:
        if not isinstance(amount, Money):
            raise WrongTypeError(argument, "Money throughout", type(amount).__name__)
        if found and amount.currency != found:
            raise CurrencyMismatchError(found, amount.currency)
        if amount.minor < 0:
            raise OutOfRangeError(argument, str(amount), "zero or more")
        found = amount.currency
    return found


@final
@attrs.frozen
class Rated(Value):
    """
    Hits of so many exposures: clicks of views, buyers who came back of buyers.

    Args:
        hits: How many there were.
        exposures: Of how many that could have been.

    Raises:
        OutOfRangeError: If *hits* is more than *exposures*.

    Examples:
        >>> Rated(120, 4_000).value
        Fraction(3, 100)
    """

    measure: ClassVar[Measure] = Measure.RATE
    hits: int = attrs.field(validator=_count)
    exposures: int = attrs.field(validator=_count)

    def __attrs_post_init__(self) -> None:
        """
        Refuse more hits than exposures.
        """
        if self.hits > self.exposures:
            raise OutOfRangeError("hits", str(self.hits), f"at most exposures ({self.exposures})")

    @property
    def value(self) -> Fraction | None:
        """
        The share of hits; None of no exposures.
        """
        return Fraction(self.hits, self.exposures) if self.exposures else None

    @property
    def seen(self) -> int:
        """
        How many observations it stands on.
        """
        return self.exposures

    def in_words(self, language: str) -> str:
        """
        What was measured, as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return message(language, "measured.rate", hits=self.hits, exposures=self.exposures)

    def __str__(self) -> str:
        return self.in_words("en")


def _values(value: Iterable[Number | Money]) -> tuple[float | Money, ...]:
    """
    Read a sample: numbers throughout, or money of one currency throughout.
    """
    given = _many("values", value, "numbers or amounts, as in [Money('30.00', 'USD'), …]")
    if any(isinstance(one, Money) for one in given):
        _one_currency("values", given)
        return cast("tuple[Money, ...]", given)
    return tuple(_figure("values", one) for one in given)


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
    n: int = attrs.field(validator=_count)
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


@final
@attrs.frozen
class Counted(Value):
    """
    A count over an exposure, such as the orders of so many shop-days.

    Args:
        count: How many there were.
        exposure: What they were counted over, in any unit that both groups share; above zero.

    Examples:
        >>> Counted(270, exposure=14).value
        19.285714285714285
    """

    measure: ClassVar[Measure] = Measure.COUNT
    count: int = attrs.field(validator=_count)
    exposure: float = attrs.field(converter=_exposure)

    @property
    def value(self) -> float:
        """
        The count for each unit of exposure.
        """
        return self.count / self.exposure

    @property
    def seen(self) -> int:
        """
        How many were counted.
        """
        return self.count

    def in_words(self, language: str) -> str:
        """
        What was measured, as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return message(language, "measured.count", number=self.count, exposure=self.exposure)

    def __str__(self) -> str:
        return self.in_words("en")


def _counts(value: Iterable[int]) -> tuple[int, ...]:
    given = _many("counts", value, "one count for each day, as in [12, 9, 15]")
    return tuple(_counted("counts", one) for one in given)


@final
@attrs.frozen
class CountedDaily(Value):
    """
    A count for each day. How much days differ is then seen, and need not be assumed.

    Args:
        counts: The counts, one for each day; of other even stretches just as well.

    Examples:
        >>> daily = CountedDaily([12, 31, 9, 28])
        >>> daily.summary.mean, daily.dispersion > 1
        (20.0, True)
    """

    measure: ClassVar[Measure] = Measure.COUNT
    counts: tuple[int, ...] = attrs.field(converter=_counts)

    @property
    def seen(self) -> int:
        """
        How many days there were.
        """
        return len(self.counts)

    @property
    def summary(self) -> Summarised:
        """
        Number of days, mean and variance of a day.
        """
        return Sampled(self.counts).summary

    @property
    def dispersion(self) -> float:
        """
        Variance over mean: about 1 where days differ by chance alone, more where they do not.
        """
        summary = self.summary
        return summary.variance / summary.mean if summary.mean else 1.0

    def in_words(self, language: str) -> str:
        """
        What was measured, as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return message(
            language, "measured.daily_counts", number=sum(self.counts), days=len(self.counts)
        )

    def __str__(self) -> str:
        return self.in_words("en")


@final
@attrs.frozen
class Spent(Value):
    """
    What was spent and what came of it: the cost of an order, of a click, of a buyer.

    Args:
        cost: What was spent in all; above zero.
        units: How many orders or clicks came of it.

    Raises:
        OutOfRangeError: If *cost* is zero or less.

    Examples:
        >>> Spent(Money("900.00", "USD"), 300).value
        Money('3.00', 'USD')
    """

    measure: ClassVar[Measure] = Measure.COST
    cost: Money = attrs.field(validator=instance("Money", Money))
    units: int = attrs.field(validator=_count)

    def __attrs_post_init__(self) -> None:
        """
        Refuse a cost that is none.
        """
        if self.cost.minor <= 0:
            raise OutOfRangeError("cost", str(self.cost), "above zero")

    @property
    def value(self) -> Money | None:
        """
        The cost of one unit, rounded to the nearest minor unit; None of no units.
        """
        if not self.units:
            return None
        return self.cost.times(Fraction(1, self.units), rounding=Rounding.HALF_EVEN)

    @property
    def currency(self) -> str:
        """
        The currency of the cost.
        """
        return self.cost.currency

    @property
    def seen(self) -> int:
        """
        How many units there were.
        """
        return self.units

    def in_words(self, language: str) -> str:
        """
        What was measured, as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        return message(language, "measured.cost", cost=self.cost, units=self.units)

    def __str__(self) -> str:
        return self.in_words("en")


def _days(value: Iterable[tuple[Money, int]]) -> tuple[tuple[Money, int], ...]:
    form = "a cost and its units for each day, as in [(Money('30.00', 'USD'), 9), …]"
    days = [_many("days", day, form) for day in _many("days", value, form)]
    for day in days:
        if len(day) != len(("cost", "units")):
            raise WrongTypeError("days", form, f"{len(day)} values")
    _one_currency("days", (day[0] for day in days))
    return tuple((cast("Money", day[0]), _counted("days", day[1])) for day in days)


@final
@attrs.frozen
class SpentDaily(Value):
    """
    What was spent and what came of it, day by day.

    Args:
        days: The cost and the units of each day, in one currency.

    Raises:
        CurrencyMismatchError: If the costs are not all of one currency.

    Examples:
        >>> daily = SpentDaily([(Money("30.00", "USD"), 9), (Money("28.00", "USD"), 11)])
        >>> daily.total
        Spent(cost=Money('58.00', 'USD'), units=20)
    """

    measure: ClassVar[Measure] = Measure.COST
    days: tuple[tuple[Money, int], ...] = attrs.field(converter=_days)

    @property
    def currency(self) -> str:
        """
        The currency of the costs; empty of no days.
        """
        return self.days[0][0].currency if self.days else ""

    @property
    def total(self) -> Spent | None:
        """
        Everything added up; None where nothing was spent.
        """
        cost = Money.sum([cost for cost, _ in self.days], self.currency) if self.days else None
        return Spent(cost, sum(units for _, units in self.days)) if cost else None

    @property
    def dispersion(self) -> float:
        """
        How many times as much days differ as units that come by chance alone would make them.
        """
        total, days = self.total, len(self.days)
        if total is None or not total.units or days < len(("one", "other")):
            return 1.0
        rest = sum(
            (cost.minor * total.units - total.cost.minor * units) ** 2 for cost, units in self.days
        )
        square = total.cost.minor**2 * total.units * (days - 1)
        return float(Fraction(rest * days, square))

    @property
    def seen(self) -> int:
        """
        How many days there were.
        """
        return len(self.days)

    def in_words(self, language: str) -> str:
        """
        What was measured, as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        total = self.total
        if total is None:
            return named(language, "nothing_spent")
        return message(language, "measured.daily_costs", total=total, days=len(self.days))

    def __str__(self) -> str:
        return self.in_words("en")


Measurement: TypeAlias = Rated | Sampled | Summarised | Counted | CountedDaily | Spent | SpentDaily
