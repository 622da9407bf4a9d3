"""
Where in a plan a text stands, and all the texts of a plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, final

import attrs

from tiktok_presale.values.closed import Value
from tiktok_presale.values.text import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktok_presale.facts.videos import VideoPlan

__all__ = ["Place", "texts_of"]

_SHORT = 60


@final
@attrs.frozen
class Place(Value):
    """
    A place in a plan, with the words that stand there.

    Args:
        part: "said", "shown", "caption", "hashtags" or "claims".
        shot: The number of the shot, from 1; None outside the shots.
        text: The words in question; empty where it is the place as a whole.

    Examples:
        >>> print(Place("said", 2, "only 100 left"))
        shot 2, spoken words, “only 100 left”
    """

    part: str
    shot: int | None = None
    text: str = ""

    def in_words(self, language: str) -> str:
        """
        The place as words.
        """
        where = message(language, f"place.{self.part}")
        if self.shot is not None:
            where = message(language, "place.shot", shot=self.shot, where=where)
        if not self.text:
            return where
        short = self.text if len(self.text) <= _SHORT else self.text[:_SHORT] + "…"
        return message(language, "place.text", where=where, text=short)

    def __str__(self) -> str:
        return self.in_words("en")


def texts_of(plan: VideoPlan) -> Iterator[tuple[Place, str]]:
    """
    Every text of a plan that is not empty, with its place.
    """
    for number, shot in enumerate(plan.shots, start=1):
        for part in ("said", "shown"):
            text: str = getattr(shot, part)
            if text:
                yield Place(part, number), text
    if plan.caption:
        yield Place("caption"), plan.caption
    for tag in plan.hashtags:
        yield Place("hashtags"), tag
