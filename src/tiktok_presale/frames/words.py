"""
Words that answers are made of, numbered as they are met.
"""

from __future__ import annotations

__all__ = ["Words"]


class Words:
    """
    Words that are numbered as they come.
    """

    def __init__(self, *words: str) -> None:
        self._numbers = {word: number for number, word in enumerate(words)}

    def number(self, word: str) -> int:
        """
        The number of a word.
        """
        return self._numbers.setdefault(word, len(self._numbers))

    def all(self) -> tuple[str, ...]:
        """
        The words by their numbers.
        """
        return tuple(self._numbers)
