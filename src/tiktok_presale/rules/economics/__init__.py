"""
What does a presale earn, and what would it take to break even?

One unit: what it earns when it is `kept`, `returned` or `unsold`, and what is `expected` of it.
"""

from __future__ import annotations

from tiktok_presale.rules.economics.units import expected, kept, returned, unsold

__all__ = [
    "expected",
    "kept",
    "returned",
    "unsold",
]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
