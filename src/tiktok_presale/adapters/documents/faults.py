"""
Where a document cannot be read: the first fault of many, as a JSON pointer and a sentence.
"""

from __future__ import annotations

from typing import Any

from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
)

from tiktok_presale.adapters.payload import short
from tiktok_presale.values.errors import PayloadError

__all__ = ["FaultError", "InsideError", "expected", "fault_of"]

# A pointer names so many steps; what lies deeper is no document of ours.
_MOST_STEPS = 100
_LONGEST = 300


class FaultError(Exception):
    """
    What is wrong at one place of a document.
    """


def expected(given: object, what: str) -> FaultError:
    """
    The fault of something that is not what it must be.
    """
    return FaultError(f"must be {what}, not {short(given)}")


class InsideError(Exception):
    """
    A fault further in: the key or the place of what was read there.

    Args:
        part: The key or the place.
        error: What went wrong there.
    """

    def __init__(self, part: str | int, error: Exception) -> None:
        super().__init__(part, error)
        self.part = part
        self.error = error


def fault_of(error: Exception, kind: str) -> PayloadError:
    """
    The error of the library for whatever a reader raised.

    Args:
        error: What was raised, with the way to it.
        kind: What the document says it is.
    """
    parts: list[str] = []
    while True:
        if isinstance(error, InsideError):
            parts.append(str(error.part))
            error = error.error
        elif isinstance(error, BaseValidationError):
            error = error.exceptions[0]
            parts += [note.name for note in _notes(error)]
        else:
            break
    pointer = "".join(f"/{_escaped(part)}" for part in parts[:_MOST_STEPS])
    return PayloadError(kind, pointer or "/", _problem(error, parts), "document")


def _notes(error: Exception) -> list[AttributeValidationNote]:
    notes: list[Any] = getattr(error, "__notes__", [])
    return [note for note in notes if isinstance(note, AttributeValidationNote)]


def _escaped(part: str) -> str:
    # RFC 6901, section 3; a key of any length may have been given.
    return part[:_LONGEST].replace("~", "~0").replace("/", "~1")


def _problem(error: Exception, parts: list[str]) -> str:
    if isinstance(error, KeyError) and parts and error.args == (parts[-1],):
        return "is missing"
    if isinstance(error, RecursionError):
        return "is nested too deeply"
    return str(error)[:_LONGEST]
