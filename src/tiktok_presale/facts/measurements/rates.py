"""
Hits of so many exposures.
"""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar, final

import attrs

from tiktok_presale.facts.measurements.reading import (
    Measure,
    countable,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.errors import OutOfRangeError
from tiktok_presale.values.text import message

__all__ = ["Rated"]


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
    hits: int = attrs.field(validator=countable)
    exposures: int = attrs.field(validator=countable)

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
