"""
A figure: one value of one path from one day on, with the page it comes from.
"""

from __future__ import annotations

from datetime import date
from typing import final

import attrs

from tiktok_presale.values.closed import Value
from tiktok_presale.values.sources import Source
from tiktok_presale.values.text import say

__all__ = ["Change", "Figure", "Gap"]


@final
@attrs.frozen
class Figure(Value):
    """
    What the policy says at one path in one edition.

    Args:
        path: The dotted path, such as "window.days".
        value: What it says: a range, a term, a number or a word.
        since: The first day on which it holds, in the market's zone.
        until: The last day, where an end is known.
        source: Where it comes from.
        platform: The platform's own figure, where this one is a stricter house rule.
    """

    path: str
    value: object
    since: date
    until: date | None
    source: Source
    platform: Figure | None = None

    def holds(self, on: date) -> bool:
        """
        Whether the figure holds on a day.
        """
        return self.since <= on and (self.until is None or on <= self.until)


@final
@attrs.frozen
class Change(Value):
    """
    One difference between two editions.

    Args:
        path: The path that differs.
        old: What the older edition says; None where it says nothing.
        new: What the newer edition says; None where it says nothing any more.
        source: Where the new value comes from, or the old one where there is no new value.
    """

    path: str
    old: object
    new: object
    source: Source

    def __str__(self) -> str:
        return f"{self.path}: {say(self.old, 'en')} -> {say(self.new, 'en')}"


@final
@attrs.frozen
class Gap(Value):
    """
    A rule that is known to exist while its figure is not.
    """

    path: str
    source: Source
