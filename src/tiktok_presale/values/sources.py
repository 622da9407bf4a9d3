"""
Where a figure comes from, and how far it can be trusted.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import final

import attrs

from tiktok_presale.values.closed import Value

__all__ = ["Confidence", "Dated", "Source"]


class Confidence(StrEnum):
    """
    How sure a figure is.
    """

    HIGH = "high"
    """Official text, or a clear copy of it."""
    MEDIUM = "medium"
    """Trade press, or several copies that agree."""
    LOW = "low"
    """One weak page, a rewritten copy, or an inference."""


class Dated(StrEnum):
    """
    How the day on which a figure starts to hold is known.
    """

    STATED = "stated"
    """The source says it."""
    PAGE = "page"
    """It is the date printed on the page; the rule may be older."""
    ASSUMED = "assumed"
    """Neither; the note says why this day was taken."""


@final
@attrs.frozen
class Source(Value):
    """
    The page behind one figure.

    Args:
        title: What the page is.
        url: Its address; empty where none is known.
        read: The day it was read.
        confidence: How sure the figure is.
        dated: How the figure's first day is known.
        note: What else to know: a conflict with another page, an inference, a reading.
    """

    title: str
    url: str
    read: date
    confidence: Confidence
    dated: Dated = Dated.STATED
    note: str = ""

    def __str__(self) -> str:
        where = f" <{self.url}>" if self.url else ""
        return f"{self.title}{where} ({self.confidence})"
