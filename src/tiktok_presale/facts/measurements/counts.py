"""
Counts over an exposure, in all or day by day.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, final

import attrs

from tiktok_presale.facts.measurements.means import Sampled, Summarised
from tiktok_presale.facts.measurements.reading import (
    Measure,
    Number,
    countable,
    counted,
    figure,
    many,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.text import message

__all__ = ["Counted", "CountedDaily"]


def _exposure(value: Number) -> float:
    exposure = figure("exposure", value)
    if not exposure:
        raise OutOfRangeError("exposure", str(value), "above zero")
    return exposure


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
    count: int = attrs.field(validator=countable)
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
    given = many("counts", value, "one count for each day, as in [12, 9, 15]")
    return tuple(counted("counts", one) for one in given)


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
