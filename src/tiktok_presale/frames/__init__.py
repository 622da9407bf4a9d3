"""
The same rules over columns: data frames, Arrow, DuckDB and Spark (extra: `frames`).
"""

from __future__ import annotations

# First, since it names the extra where one of its packages is missing.
from tiktok_presale.frames.arrow import pa as pa
from tiktok_presale.frames.asking import deadlines, overdue
from tiktok_presale.frames.shops import eligibility
from tiktok_presale.frames.statements import FrameStatement, statement

__all__ = ["FrameStatement", "deadlines", "eligibility", "overdue", "statement"]


def __dir__() -> list[str]:
    """
    The public names, for completion.
    """
    return __all__
