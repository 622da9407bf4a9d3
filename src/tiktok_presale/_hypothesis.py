"""
What Hypothesis calls when it is imported: strategies for our values, registered by type.

Everything is imported inside, so that neither side pays where the other is absent.
"""

from __future__ import annotations

__all__ = ["register"]


def register() -> None:
    """
    Nothing is registered yet.
    """
