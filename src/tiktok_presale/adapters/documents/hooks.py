"""
What hooks for one form may ask of the converter: how another form is written and read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

__all__ = ["Hooks", "Read", "Write"]

Read = Callable[[Any], Any]
Write = Callable[[Any], Any]


class Hooks(Protocol):
    """
    The hooks of a converter.
    """

    def writer(self, hint: Any) -> Write:  # noqa: ANN401 - a type, or an alias of one
        """
        What writes values of a type.
        """
        ...

    def reader(self, hint: Any) -> Read:  # noqa: ANN401 - a type, or an alias of one
        """
        What reads values of a type.
        """
        ...

    def write_any(self, value: object) -> object:
        """
        Write a value that must say its own type.
        """
        ...
